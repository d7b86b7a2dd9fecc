"""The second road to a decision, beside mandate: the college itself decides on many cases at once (Awb 10:1)."""

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from kern.bewaar import bewaar
from kern.fouten import DomeinFout, GeenRecht
from kern.handeling import handeling
from kern.kenmerk import volgend_kenmerk
from kern.spoor import Code, leg_vast
from kern.taken import na_commit
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from regelingen.selectors import parameters_op
from subsidies.dossier import tel_op
from subsidies.models import Aanvraag, Collegebesluit, Collegepunt, Collegeregel, Zaakrol
from subsidies.punt import Punt
from subsidies.regels.besluitbaar import controleer_besluitbaar
from subsidies.selectors import laad_dossier
from subsidies.selectors.te_beslissen import te_beslissen_delen
from subsidies.selectors.toekenningen import laad_toekenningen
from subsidies.services.adviesredenen import adviesredenen
from subsidies.services.besluiten import neem_besluit
from subsidies.services.collegebericht import stuur_collegeberichten
from subsidies.services.collegepunt import eis_niet_bij_college, neem_punt_over, voeg_punten_toe
from subsidies.services.collegeslot import eis_vrij_van_college
from subsidies.services.rangschikking import eis_volgorde_of_reden
from subsidies.services.slot import vergrendel
from subsidies.services.tweede_lezer import eis_paraaf
from subsidies.services.zaakrol import eis_rol_vrij
from thematafels.models import Thematafel

VOER_UIT = "subsidies.tasks.voer_collegebesluit_uit"
Stand = Collegebesluit.Stand


def stel_voor(
    *,
    onderwerp: str,
    toelichting: str,
    door: Lidmaatschap,
    aanvraag_ids: Iterable[int] = (),
    punten: Sequence[Punt] = (),
) -> Collegebesluit:
    """Put proposed cases, or other points, before the college. From now on nobody else decides on them and what is
    proposed stands. Who hands over `punten` locked what they are about.

    Raises DomeinFout for a case that is not proposed, waits for the college already, or misses what the law asks for.
    """
    with handeling("college.voorgesteld", door=door):
        eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="Een collegevoorstel maakt een beleidsmedewerker.")
        ids = sorted(set(aanvraag_ids))
        if not ids and not punten:
            raise DomeinFout("Kies ten minste één zaak.", code="college.geen_zaak", veld="zaken")
        besluit = Collegebesluit(
            kenmerk=volgend_kenmerk(timezone.localdate()),
            onderwerp=onderwerp,
            toelichting=toelichting,
            opgesteld_door=door,
        )
        bewaar(besluit)
        verleend = {aanvraag_id: _voeg_toe(besluit, aanvraag_id) for aanvraag_id in ids}
        for tafel in (
            Thematafel.objects.filter(aanvragen__in=ids).select_related("thema__uitvraag__regeling").distinct()
        ):
            eis_volgorde_of_reden(tafel, verleend, toelichting)
        voeg_punten_toe(besluit, punten)
        aantal = len(ids) + len(punten)
        leg_vast("college.voorgesteld", door=door, over=besluit, kenmerk=Code(besluit.kenmerk), zaken=aantal)
    return besluit


def haal_zaak_eruit(*, regel_id: int, door: Lidmaatschap) -> Collegebesluit:
    """Take one case back from a proposal on which the college has not decided: it may be changed again.

    Once the college decided only a case leaves that could not be carried out (`fout`): it needs another decision.
    """
    regel = Collegeregel.objects.filter(pk=regel_id).first()
    with handeling("college.zaak_eruit", door=door, over=regel):
        if regel is None:
            raise DomeinFout("Deze zaak staat niet in een collegevoorstel.", code="college.onbekend")
        vergrendel(regel.aanvraag_id)
        eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="Een collegevoorstel wijzigt een beleidsmedewerker.")
        besluit = _vergrendel(regel.collegebesluit_id)
        regel.refresh_from_db()
        if not regel.open:
            raise DomeinFout("Deze zaak staat niet meer in het voorstel.", code="college.niet_in_voorstel")
        if besluit.stand != Stand.VOORSTEL and not regel.fout:
            raise DomeinFout("Het college heeft al besloten over deze zaak.", code="college.al_besloten")
        regel.open = False
        regel.save(update_fields=["open"])
        leg_vast(
            "college.zaak_eruit", door=door, over=besluit, kenmerk=Code(besluit.kenmerk), aanvraag=regel.aanvraag_id
        )
        _rond_af(besluit)
    return besluit


def haal_punt_eruit(*, punt_id: int, door: Lidmaatschap) -> Collegebesluit:
    """Take one point back: by an officer while the college has not decided, and after that by the secretaris, for the
    college that comes back on it. Then it may be changed, or decided on by somebody else."""
    punt = Collegepunt.objects.filter(pk=punt_id).first()
    with handeling("college.punt_eruit", door=door, over=punt):
        if punt is None:
            raise DomeinFout("Dit punt staat niet in een collegevoorstel.", code="college.onbekend")
        besluit = _vergrendel(punt.collegebesluit_id)
        if besluit.stand == Stand.VOORSTEL:
            eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="Een collegevoorstel wijzigt een beleidsmedewerker.")
        else:
            eis_rol(door, Rol.COLLEGE, reden="Het college besloot al. De secretaris haalt dit punt eruit.")
        punt.refresh_from_db()
        if not punt.open:
            raise DomeinFout("Dit punt staat niet meer in het voorstel.", code="college.niet_in_voorstel")
        punt.open = False
        punt.save(update_fields=["open"])
        leg_vast("college.punt_eruit", door=door, over=besluit, kenmerk=Code(besluit.kenmerk), punt=Code(punt.kenmerk))
        _rond_af(besluit)
    return besluit


def collegebesluit_voor(kenmerk: str, collegebesluit_id: int | None) -> Collegebesluit | None:
    """Under which decision of the college this is decided now, inside the transaction that decides; None by mandate.

    Raises DomeinFout for a decision of the college that was not made for this, and by mandate while it lies there.
    """
    if collegebesluit_id is None:
        eis_niet_bij_college(kenmerk)
        return None
    besluit = neem_punt_over(kenmerk, collegebesluit_id)
    _rond_af(besluit)
    return besluit


def trek_in(*, collegebesluit_id: int, door: Lidmaatschap) -> Collegebesluit:
    """Withdraw the whole proposal before the college decides: all its cases are free again."""
    with handeling("college.ingetrokken", door=door, over=Collegebesluit(pk=collegebesluit_id)):
        besluit = _vergrendel(collegebesluit_id)
        eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="Een collegevoorstel trekt een beleidsmedewerker in.")
        _zet(besluit, Stand.INGETROKKEN)
        besluit.regels.filter(open=True).update(open=False)
        besluit.punten.filter(open=True).update(open=False)
        leg_vast("college.ingetrokken", door=door, over=besluit, kenmerk=Code(besluit.kenmerk))
    return besluit


def registreer(
    *,
    collegebesluit_id: int,
    nummer: str,
    datum: datetime.date,
    verzenddatum: datetime.date,
    door: Lidmaatschap,
) -> Collegebesluit:
    """Record that the college decided as proposed, under its own number and date. All letters go on `verzenddatum`.

    By the secretaris, who had no other role in any of the cases and did not make the proposal (four eyes).
    """
    with handeling("college.geregistreerd", door=door, over=Collegebesluit(pk=collegebesluit_id)):
        aanvragen = [vergrendel(aanvraag_id) for aanvraag_id in _aanvragen(collegebesluit_id)]
        besluit = _vergrendel(collegebesluit_id)
        punten = list(besluit.punten.filter(open=True).select_related("voorbereid_door"))
        eis_rol(door, Rol.COLLEGE, reden="Een collegebesluit registreert de secretaris van het college.")
        if besluit.opgesteld_door.gebruiker_id == door.gebruiker_id:
            raise GeenRecht("U maakte dit voorstel zelf. Een ander registreert het.", code="vier_ogen.eerdere_rol")
        _eis_niet_voorbereid(punten, door)
        for aanvraag in aanvragen:
            eis_rol_vrij(aanvraag, Zaakrol.Rol.BESLUITNEMER, door)
        vandaag = timezone.localdate()
        if datum > vandaag:
            raise DomeinFout("Deze dag moet nog komen.", code="college.datum", veld="datum")
        if verzenddatum < vandaag:
            raise DomeinFout("Kies vandaag of een latere dag.", code="college.verzenddatum", veld="verzenddatum")
        if not punten and not besluit.regels.filter(open=True).exists():
            raise DomeinFout("Er staat geen zaak meer in dit voorstel.", code="college.geen_zaak")
        besluit.nummer, besluit.datum, besluit.verzenddatum = nummer.strip(), datum, verzenddatum
        besluit.geregistreerd_door = door
        Collegebesluit.VERLOOP.controleer(besluit.stand, Stand.VASTGESTELD)
        besluit.stand = Stand.VASTGESTELD
        bewaar(besluit)
        leg_vast("college.geregistreerd", door=door, over=besluit, kenmerk=Code(besluit.kenmerk), dag=datum)
        stuur_collegeberichten(besluit, door)
        na_commit(VOER_UIT, besluit.pk)
    return besluit


def voer_uit(*, collegebesluit_id: int) -> int:
    """Decide each case as the college did, each in a transaction of its own; returns how many were decided now.

    What fails keeps its reason and may be tried again; what was decided stays decided, so that this may stop anywhere
    and run twice, or twice at once. All letters carry the same verzenddatum, and none leaves before it.
    """
    besluit = (
        Collegebesluit.objects.select_related("geregistreerd_door__gebruiker", "geregistreerd_door__organisatie")
        .filter(pk=collegebesluit_id, stand=Stand.VASTGESTELD)
        .first()
    )
    if besluit is None:
        return 0
    regels = besluit.regels.filter(open=True).order_by("aanvraag_id")
    gelukt = sum(_voer_regel_uit(besluit, regel) for regel in list(regels))
    with transaction.atomic():
        _rond_af(_vergrendel(collegebesluit_id))
    return gelukt


def probeer_opnieuw(*, collegebesluit_id: int, door: Lidmaatschap) -> Collegebesluit:
    """Try the cases again that could not be decided."""
    with handeling("college.opnieuw", door=door, over=Collegebesluit(pk=collegebesluit_id)):
        besluit = _vergrendel(collegebesluit_id)
        eis_rol(door, Rol.COLLEGE, reden="Een collegebesluit voert de secretaris van het college uit.")
        if besluit.stand != Stand.VASTGESTELD:
            raise DomeinFout("Er is niets meer uit te voeren.", code="college.niets_te_doen")
        besluit.regels.filter(open=True).update(fout="")
        leg_vast("college.opnieuw", door=door, over=besluit, kenmerk=Code(besluit.kenmerk))
        na_commit(VOER_UIT, besluit.pk)
    return besluit


def _voer_regel_uit(besluit: Collegebesluit, regel: Collegeregel) -> bool:
    if besluit.geregistreerd_door is None or not Collegeregel.objects.filter(pk=regel.pk, open=True).exists():
        return False
    try:
        neem_besluit(
            aanvraag_id=regel.aanvraag_id,
            motivering=f"Collegebesluit {besluit.nummer}.",
            door=besluit.geregistreerd_door,
            collegebesluit=besluit,
        )
    except DomeinFout as fout:
        return _onthoud_fout(regel, fout.bericht)
    except GeenRecht as fout:
        return _onthoud_fout(regel, fout.reden)
    return True


def _onthoud_fout(regel: Collegeregel, reden: str) -> bool:
    Collegeregel.objects.filter(pk=regel.pk, open=True).update(fout=reden[:300])
    return False


def _rond_af(besluit: Collegebesluit) -> None:
    """Once no case waits any more the whole is carried out. `besluit` is locked."""
    if besluit.stand != Stand.VASTGESTELD or any(
        rijen.filter(open=True).exists() for rijen in (besluit.regels, besluit.punten)
    ):
        return
    _zet(besluit, Stand.UITGEVOERD)
    leg_vast(
        "college.uitgevoerd",
        door=besluit.geregistreerd_door,
        over=besluit,
        kenmerk=Code(besluit.kenmerk),
        zaken=sum(rijen.filter(uitgevoerd_op__isnull=False).count() for rijen in (besluit.regels, besluit.punten)),
    )


def _eis_niet_voorbereid(punten: Iterable[Collegepunt], door: Lidmaatschap) -> None:
    """Raise GeenRecht for who prepared one of these points, through whatever membership."""
    if any(punt.voorbereid_door.gebruiker_id == door.gebruiker_id for punt in punten):
        raise GeenRecht(
            "U bereidde een punt van dit voorstel zelf voor. Een ander registreert het.", code="vier_ogen.eerdere_rol"
        )


def _aanvragen(collegebesluit_id: int) -> list[int]:
    """The cases that a proposal is about, in the order in which they are locked."""
    soorten = (Collegeregel, Collegepunt)
    rijen = [soort.objects.filter(collegebesluit=collegebesluit_id, open=True) for soort in soorten]
    return sorted({pk for rij in rijen for pk in rij.values_list("aanvraag_id", flat=True) if pk is not None})


def _voeg_toe(besluit: Collegebesluit, aanvraag_id: int) -> dict[int, Decimal]:
    """One case, when it could be decided on now: nothing is left to find out after the college has decided. Returns
    what it would get by year."""
    aanvraag = vergrendel(aanvraag_id)
    if aanvraag.stand != Aanvraag.Stand.VOORGESTELD:
        raise DomeinFout(
            f"Aanvraag {aanvraag.kenmerk} is {aanvraag.get_stand_display()}, niet voorgesteld.",
            code="college.niet_voorgesteld",
        )
    eis_vrij_van_college(aanvraag)
    dossier = laad_dossier(aanvraag)
    eis_paraaf(aanvraag, dossier)
    toekenningen = laad_toekenningen(dossier, te_beslissen_delen(dossier))
    controleer_besluitbaar(toekenningen, parameters_op(aanvraag.regeling, timezone.localdate()))
    adviesredenen(aanvraag, toekenningen, {}, besluit)
    try:
        with transaction.atomic():
            Collegeregel.objects.create(
                collegebesluit=besluit, aanvraag=aanvraag, delen=[rij.deel.pk for rij in toekenningen]
            )
    except IntegrityError as fout:
        raise DomeinFout("Deze zaak staat al in een collegevoorstel.", code="college.in_voorstel") from fout
    return tel_op([rij.bedragen for rij in toekenningen], dossier.jaren)


def _vergrendel(collegebesluit_id: int) -> Collegebesluit:
    besluit = (
        Collegebesluit.objects.select_for_update(of=("self",), no_key=True)
        .select_related("opgesteld_door", "geregistreerd_door")
        .filter(pk=collegebesluit_id)
        .first()
    )
    if besluit is None:
        raise DomeinFout("Dit collegevoorstel bestaat niet.", code="college.onbekend")
    return besluit


def _zet(besluit: Collegebesluit, stand: Collegebesluit.Stand) -> None:
    Collegebesluit.VERLOOP.controleer(besluit.stand, stand)
    besluit.stand = stand
    besluit.save(update_fields=["stand"])
