"""Another account number for a recipient: asked with proof, checked by one officer, approved by a second."""

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from brieven.models import BerichtSoort
from brieven.services.bericht import leg_bericht_klaar
from kern.bestanden import neem_aan
from kern.bestanden.soorten import JPG, PDF, PNG
from kern.fouten import DomeinFout, GeenRecht
from kern.handeling import handeling
from kern.models import BestandStand
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap, Organisatie
from organisaties.regels.nummers_kloppen import iban_nummer
from organisaties.services.wijzig_rekening import wijzig_rekening
from organisaties.toegang import Rol, eis_rol
from uitvoering.models import Rekeningwijziging

Stand = Rekeningwijziging.Stand
BEWIJS = (PDF, JPG, PNG)


def vraag_aan(*, iban: str, bewijs: UploadedFile, door: Lidmaatschap) -> Rekeningwijziging:
    """Ask to be paid on another account. Until it is decided on, nothing is paid to this organisation.

    Raises DomeinFout for a number that is none or is the same, a file that is no proof, or a request that runs.
    """
    with handeling("rekening.gevraagd", door=door):
        eis_rol(door, Rol.TEKENBEVOEGDE, reden="Een ander rekeningnummer vraagt een tekenbevoegde.")
        organisatie = Organisatie.objects.select_for_update(no_key=True).get(pk=door.organisatie_id)
        nummer = iban_nummer(iban)
        if not nummer or nummer == organisatie.iban:
            raise DomeinFout("Vul een ander rekeningnummer in.", code="rekening.zelfde", veld="iban")
        if organisatie.rekeningwijzigingen.filter(stand__in=Rekeningwijziging.LOPEND).exists():
            raise DomeinFout("Er loopt al een verzoek. Trek dat eerst in.", code="rekening.loopt_al")
        bestand = neem_aan(bewijs)
        if bestand.soort not in BEWIJS:
            raise DomeinFout("Kies een pdf, jpg of png.", code="rekening.soort_bestand", veld="bewijs")
        wijziging = Rekeningwijziging.objects.create(
            organisatie=organisatie,
            oud_iban=organisatie.iban,
            nieuw_iban=nummer,
            bewijs=bestand,
            gevraagd_door=door,
        )
        leg_bericht_klaar(
            soort=BerichtSoort.REKENING,
            ontvangers=Lidmaatschap.objects.geldig_op(timezone.localdate()).filter(rol=Rol.FINANCIEEL),
            over=wijziging,
            pad=reverse("uitvoering:rekeningwijziging", args=[wijziging.pk]),
        )
        leg_vast("rekening.gevraagd", door=door, over=wijziging, organisatie=organisatie.pk)
    return wijziging


def controleer(*, wijziging_id: int, controle: str, door: Lidmaatschap) -> Rekeningwijziging:
    """A first officer checked it; `controle` says how. Not with an account that the new number belongs to."""
    with handeling("rekening.gecontroleerd", door=door, over=Rekeningwijziging(pk=wijziging_id)):
        wijziging = _vergrendel(wijziging_id, Stand.GECONTROLEERD)
        _eis_behandelaar(wijziging, door)
        if not controle.strip():
            raise DomeinFout("Schrijf hoe u het controleerde.", code="rekening.controle", veld="controle")
        wijziging.controle, wijziging.gecontroleerd_door = controle.strip(), door
        wijziging.gecontroleerd_op, wijziging.stand = timezone.now(), Stand.GECONTROLEERD
        wijziging.save(update_fields=["controle", "gecontroleerd_door", "gecontroleerd_op", "stand"])
        leg_vast("rekening.gecontroleerd", door=door, over=wijziging, organisatie=wijziging.organisatie_id)
    return wijziging


def keur_goed(*, wijziging_id: int, door: Lidmaatschap) -> Rekeningwijziging:
    """A second officer approves: only now the number changes. What the bank has keeps the number it had."""
    with handeling("rekening.goedgekeurd", door=door, over=Rekeningwijziging(pk=wijziging_id)):
        wijziging = _vergrendel(wijziging_id, Stand.GOEDGEKEURD)
        _eis_behandelaar(wijziging, door)
        controleur = wijziging.gecontroleerd_door
        if controleur is not None and controleur.gebruiker_id == door.gebruiker_id:
            raise GeenRecht("U controleerde dit. Een collega keurt het goed.", code="vier_ogen.rekening")
        _sluit(wijziging, Stand.GOEDGEKEURD, door)
        wijzig_rekening(
            organisatie_id=wijziging.organisatie_id, iban=wijziging.nieuw_iban, nu=wijziging.oud_iban, door=door
        )
        _vertel(wijziging)
        leg_vast("rekening.goedgekeurd", door=door, over=wijziging, organisatie=wijziging.organisatie_id)
    return wijziging


def wijs_af(*, wijziging_id: int, reden: str, door: Lidmaatschap) -> Rekeningwijziging:
    """The number stays as it was; the recipient reads why."""
    with handeling("rekening.afgewezen", door=door, over=Rekeningwijziging(pk=wijziging_id)):
        wijziging = _vergrendel(wijziging_id, Stand.AFGEWEZEN)
        _eis_behandelaar(wijziging, door, schoon_bewijs=False)
        if not reden.strip():
            raise DomeinFout("Schrijf waarom.", code="rekening.reden", veld="reden")
        wijziging.reden = reden.strip()
        _sluit(wijziging, Stand.AFGEWEZEN, door)
        _vertel(wijziging)
        leg_vast("rekening.afgewezen", door=door, over=wijziging, organisatie=wijziging.organisatie_id)
    return wijziging


def trek_in(*, wijziging_id: int, door: Lidmaatschap) -> Rekeningwijziging:
    """The recipient lets its request go."""
    with handeling("rekening.ingetrokken", door=door, over=Rekeningwijziging(pk=wijziging_id)):
        wijziging = _vergrendel(wijziging_id, Stand.INGETROKKEN)
        eis_rol(door, Rol.TEKENBEVOEGDE, reden="Dit doet een tekenbevoegde van de organisatie.")
        if door.organisatie_id != wijziging.organisatie_id:
            raise GeenRecht("Dit doet een tekenbevoegde van de organisatie.", code="rekening.niet_eigen")
        wijziging.stand = Stand.INGETROKKEN
        wijziging.save(update_fields=["stand"])
        leg_vast("rekening.ingetrokken", door=door, over=wijziging, organisatie=wijziging.organisatie_id)
    return wijziging


def _vergrendel(wijziging_id: int, naar: Stand) -> Rekeningwijziging:
    wijziging = (
        Rekeningwijziging.objects.select_for_update(of=("self",), no_key=True)
        .select_related("organisatie", "bewijs", "gevraagd_door", "gecontroleerd_door")
        .get(pk=wijziging_id)
    )
    Rekeningwijziging.VERLOOP.controleer(wijziging.stand, naar)
    return wijziging


def _eis_behandelaar(wijziging: Rekeningwijziging, door: Lidmaatschap, *, schoon_bewijs: bool = True) -> None:
    """A financial officer who has nothing to do with the organisation, and a proof that can be looked at."""
    eis_rol(door, Rol.FINANCIEEL, reden="Een rekeningnummer wijzigt een financieel medewerker.")
    betrokken = Q(organisatie=wijziging.organisatie_id) | Q(pk=wijziging.gevraagd_door_id)
    if Lidmaatschap.objects.filter(betrokken, gebruiker=door.gebruiker_id).exists():
        raise GeenRecht("U hoort ook bij deze organisatie. Een collega doet dit (Awb 2:4).", code="vier_ogen.belang")
    if schoon_bewijs and wijziging.bewijs.stand != BestandStand.VRIJ:
        raise DomeinFout("Het bewijs is nog niet gecontroleerd op virussen.", code="rekening.bewijs_niet_vrij")


def _sluit(wijziging: Rekeningwijziging, stand: Stand, door: Lidmaatschap) -> None:
    wijziging.stand, wijziging.beslist_door, wijziging.beslist_op = stand, door, timezone.now()
    wijziging.save(update_fields=["stand", "beslist_door", "beslist_op", "reden"])


def _vertel(wijziging: Rekeningwijziging) -> None:
    leg_bericht_klaar(
        soort=BerichtSoort.REKENING,
        ontvangers=[wijziging.gevraagd_door],
        over=wijziging,
        pad=reverse("uitvoering:rekening"),
    )
