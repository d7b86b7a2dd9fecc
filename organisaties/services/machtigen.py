"""Letting somebody sign in the name of an organisation (Awb 2:1): give, put in the signed form, withdraw."""

import datetime

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from kern.bestanden import neem_aan
from kern.bestanden.soorten import JPG, PDF, PNG
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.models import Bestand, BestandStand
from kern.spoor import leg_vast
from kern.toegang import PARTNER, Rol
from organisaties.models import Lidmaatschap, Machtiging, Organisatie, OrganisatieSoort
from organisaties.regels.duur_past import eis_duur_past
from organisaties.regels.mag_machtigen import eis_mag_machtigen

# What a signed and scanned form can be.
SOORTEN = (PDF, JPG, PNG)


def machtig(
    *,
    organisatie_id: int,
    bij_id: int,
    email: str,
    van: datetime.date,
    tot: datetime.date,
    reikwijdte: str,
    door: Lidmaatschap,
    bestand: UploadedFile | None = None,
) -> Machtiging:
    """Enter that an organisation lets a member of organisation `bij_id` sign for it. Counts once the form is signed.

    The municipality does this only for an organisation in which nobody can sign here, and only with the signed form.
    DomeinFout when nobody active has that address there, when that person signs already or is the one who enters
    it, or when the days do not fit; GeenRecht for everybody but the own tekenbevoegde and the municipality.
    """
    with handeling("machtiging.gegeven", door=door):
        organisatie = Organisatie.objects.select_for_update().get(pk=organisatie_id)
        eis_mag_machtigen(door, organisatie_id)
        vandaag = timezone.localdate()
        _eis_eigen_werk(organisatie, door, bestand, vandaag)
        eis_duur_past(van, tot, vandaag)
        if not reikwijdte.strip():
            raise DomeinFout("Vul in waarvoor u machtigt.", code="machtiging.reikwijdte", veld="reikwijdte")
        gemachtigde = _zoek(email, bij_id, vandaag)
        _eis_een_ander(gemachtigde, organisatie_id, door)
        _eis_nog_niet(gemachtigde, organisatie_id, van, tot)
        machtiging = Machtiging.objects.create(
            organisatie=organisatie,
            gemachtigde=gemachtigde,
            van=van,
            tot=tot,
            reikwijdte=reikwijdte.strip(),
            document=_neem_aan(bestand) if bestand else None,
            geregistreerd_door=door,
        )
        leg_vast(
            "machtiging.gegeven",
            door=door,
            over=machtiging,
            organisatie=organisatie_id,
            lidmaatschap=gemachtigde.pk,
            tot=tot,
        )
    return machtiging


def plaats_machtigingsdocument(*, machtiging_id: int, bestand: UploadedFile, door: Lidmaatschap) -> Machtiging:
    """Put in the signed form. DomeinFout for a wrong file, or when there is a form, an end or a withdrawal already."""
    with handeling("machtiging.getekend", door=door, over=Machtiging(pk=machtiging_id)):
        machtiging = _vergrendel(machtiging_id, door)
        _eis_open(machtiging)
        if machtiging.document is not None and machtiging.document.stand != BestandStand.GEWEIGERD:
            raise DomeinFout("Het getekende formulier is al geplaatst.", code="machtiging.heeft_document")
        machtiging.document = _neem_aan(bestand)
        machtiging.save(update_fields=["document"])
        leg_vast("machtiging.getekend", door=door, over=machtiging, machtiging=machtiging.pk)
    return machtiging


def trek_machtiging_in(*, machtiging_id: int, door: Lidmaatschap) -> Machtiging:
    """Withdraw at once. What was signed under it before stays signed. DomeinFout when it has ended already."""
    with handeling("machtiging.ingetrokken", door=door, over=Machtiging(pk=machtiging_id)):
        machtiging = _vergrendel(machtiging_id, door)
        _eis_open(machtiging)
        machtiging.ingetrokken_op = timezone.now()
        machtiging.ingetrokken_door = door
        machtiging.save(update_fields=["ingetrokken_op", "ingetrokken_door"])
        leg_vast("machtiging.ingetrokken", door=door, over=machtiging, machtiging=machtiging.pk)
    return machtiging


def _vergrendel(machtiging_id: int, door: Lidmaatschap) -> Machtiging:
    machtiging = Machtiging.objects.select_for_update(of=("self",)).select_related("document").get(pk=machtiging_id)
    eis_mag_machtigen(door, machtiging.organisatie_id)
    return machtiging


def _eis_open(machtiging: Machtiging) -> None:
    if machtiging.ingetrokken_op is not None:
        raise DomeinFout("Deze machtiging is ingetrokken.", code="machtiging.ingetrokken")
    if machtiging.tot < timezone.localdate():
        raise DomeinFout("Deze machtiging is voorbij.", code="machtiging.voorbij")


def _eis_eigen_werk(
    organisatie: Organisatie, door: Lidmaatschap, bestand: UploadedFile | None, vandaag: datetime.date
) -> None:
    """Partners give; and the municipality speaks for one only where the organisation cannot do it here itself."""
    if organisatie.soort != OrganisatieSoort.PARTNER:
        raise DomeinFout("Alleen een partner geeft een machtiging.", code="machtiging.geen_partner")
    if not door.is_gemeente:
        return
    if organisatie.lidmaatschappen.geldig_op(vandaag).filter(rol=Rol.TEKENBEVOEGDE).exists():
        raise DomeinFout(
            "Deze organisatie heeft zelf een tekenbevoegde. Die legt de machtiging vast.",
            code="machtiging.heeft_tekenbevoegde",
        )
    if bestand is None:
        raise DomeinFout("Voeg het getekende formulier toe.", code="machtiging.zonder_document", veld="bestand")


def _zoek(email: str, bij_id: int, vandaag: datetime.date) -> Lidmaatschap:
    """Both the address and the organisation must be known, so that the form is no way to look people up."""
    leden = Lidmaatschap.objects.geldig_op(vandaag).filter(
        gebruiker__email=email.strip().lower(), organisatie=bij_id, rol__in=PARTNER
    )
    lid = min(leden, key=lambda lid: PARTNER.index(Rol(lid.rol)), default=None)
    if lid is None:
        raise DomeinFout(
            "Bij deze organisatie heeft niemand een account met dit e-mailadres. Controleer het adres, of vraag de "
            "organisatie om deze persoon uit te nodigen.",
            code="machtiging.onbekend",
            veld="email",
        )
    return lid


def _eis_een_ander(gemachtigde: Lidmaatschap, organisatie_id: int, door: Lidmaatschap) -> None:
    if gemachtigde.gebruiker_id == door.gebruiker_id:
        raise DomeinFout("U kunt uzelf niet machtigen.", code="machtiging.zichzelf", veld="email")
    if gemachtigde.organisatie_id == organisatie_id and gemachtigde.rol == Rol.TEKENBEVOEGDE:
        raise DomeinFout("Deze persoon is zelf tekenbevoegde.", code="machtiging.tekent_al", veld="email")


def _eis_nog_niet(gemachtigde: Lidmaatschap, organisatie_id: int, van: datetime.date, tot: datetime.date) -> None:
    zelfde = Machtiging.objects.filter(gemachtigde=gemachtigde, organisatie=organisatie_id, ingetrokken_op=None)
    if zelfde.filter(van__lte=tot, tot__gte=van).exists():
        raise DomeinFout(
            "Deze persoon heeft voor deze dagen al een machtiging. Trek die eerst in.",
            code="machtiging.al_gegeven",
            veld="email",
        )


def _neem_aan(upload: UploadedFile) -> Bestand:
    bestand = neem_aan(upload)
    if bestand.soort not in SOORTEN:
        raise DomeinFout("Kies een pdf, jpg of png.", code="machtiging.soort_bestand", veld="bestand")
    return bestand
