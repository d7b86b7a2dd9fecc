"""An objection comes in: recorded with its receipt, taken up, completed, or withdrawn (Awb 6:4–6:6, 6:14, 6:21)."""

import datetime

import pghistory
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from kern.bestanden import neem_aan
from kern.fouten import DomeinFout, GeenRecht
from kern.handeling import handeling
from kern.kenmerk import volgend_kenmerk
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from subsidies.models import Beschikking, Zaakrol
from subsidies.services.slot import vergrendel
from subsidies.services.zaakrol import neem_rol
from thematafels.services import vergrendel_deelname
from uitvoering.bestreden import Bestreden, nam_deel, zoek_bestreden
from uitvoering.bezwaarbrieven import ontvangstbrief
from uitvoering.bezwaarklok import klok_bij
from uitvoering.bezwaartoegang import mogelijke_bezwaarmakers
from uitvoering.models import Bezwaar, Bezwaarstuk, Meebetrokken, Wijze
from uitvoering.selectors.bezwaar import latere_besluiten

Stand = Bezwaar.Stand
MEESTE_STUKKEN = 40
SAMEN = (
    "organisatie",
    "behandelaar__gebruiker",
    "beschikking__besluit",
    "beschikking__deel__organisatie",
    "dwangsomdeel__besluit__ingebrekestelling",
)


def vergrendel_bezwaar(bezwaar_id: int) -> Bezwaar:
    """Lock the case of an objection and the objection itself, and record which later decisions it covers."""
    los = Bezwaar.objects.select_related(*SAMEN, "beschikking__besluit__aanvraag").get(pk=bezwaar_id)
    aanvraag = vergrendel(los.aanvraag.pk) if los.aanvraag is not None else None
    bezwaar = Bezwaar.objects.select_for_update(of=("self",), no_key=True).select_related(*SAMEN).get(pk=bezwaar_id)
    if bezwaar.beschikking is not None and aanvraag is not None:
        bezwaar.beschikking.besluit.aanvraag = bezwaar.beschikking.deel.aanvraag = aanvraag
    elif bezwaar.dwangsomdeel is not None and aanvraag is not None:
        bezwaar.dwangsomdeel.besluit.ingebrekestelling.aanvraag = aanvraag
    if bezwaar.loopt:
        Meebetrokken.objects.bulk_create(
            [Meebetrokken(bezwaar=bezwaar, beschikking=later) for later in latere_besluiten(bezwaar)],
            ignore_conflicts=True,
        )
    return bezwaar


def maak_bezwaar(
    *,
    besluitkenmerk: str,
    gronden: str,
    door: Lidmaatschap,
    organisatie_id: int | None = None,
    wijze: Wijze = Wijze.PORTAAL,
    ontvangen_op: datetime.date | None = None,
    gepost_op: datetime.date | None = None,
    bestand: UploadedFile | None = None,
) -> Bezwaar:
    """Record an objection and send its receipt (Awb 6:14), in one act.

    In the portal by who signs for the organisation, now; by an officer for what came on paper or by mail. Without
    `gronden` it is pro forma. `besluitkenmerk` is that of the letter with the decision. Raises GeenRecht, and
    DomeinFout for a letter that one cannot object to, a decision on an objection (Awb 7:1: then the court), an
    organisation with no place in the case, or a second objection.
    """
    tegen = zoek_bestreden(besluitkenmerk)
    with handeling("bezwaar.ontvangen", door=door, over=tegen.rij if tegen else None):
        if tegen is None:
            raise DomeinFout("Tegen deze brief staat geen bezwaar open (Awb 7:1 en 8:1).", code="bezwaar.geen_besluit")
        if tegen.aanvraag is not None:
            vergrendel(tegen.aanvraag.pk)
        elif tegen.veld == "deelname":
            vergrendel_deelname(tegen.rij.pk)
        digitaal = wijze == Wijze.PORTAAL
        if digitaal:
            eis_rol(door, Rol.TEKENBEVOEGDE, reden="Bezwaar maken doet een tekenbevoegde.")
        else:
            eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="Post en e-mail legt een beleidsmedewerker vast.")
        vandaag = timezone.localdate()
        van, dag = (door.organisatie_id, vandaag) if digitaal else (organisatie_id or 0, ontvangen_op or vandaag)
        _controleer_ontvangst(tegen, van, dag, vandaag)
        with pghistory.context(lidmaatschap=door.pk):
            bezwaar = Bezwaar.objects.create(
                kenmerk=volgend_kenmerk(vandaag),
                besluitkenmerk=tegen.kenmerk,
                organisatie_id=van,
                wijze=wijze,
                ontvangen_op=dag,
                gepost_op=gepost_op,
                gronden=gronden.strip(),
                vastgelegd_door=door,
                **{tegen.veld: tegen.rij},
            )
        if bestand is not None:
            Bezwaarstuk.objects.create(
                bezwaar=bezwaar, soort=Bezwaarstuk.Soort.BEZWAAR, bestand=neem_aan(bestand), door=door
            )
        ontvangstbrief(bezwaar, klok_bij(bezwaar.pk), door)
        leg_vast(
            "bezwaar.ontvangen",
            door=door,
            over=bezwaar,
            kenmerk=Code(bezwaar.kenmerk),
            tegen=Code(tegen.kenmerk),
            dag=dag,
        )
    return bezwaar


def pak_op(*, bezwaar_id: int, door: Lidmaatschap) -> Bezwaar:
    """Begin to handle an objection, or take it over. Raises GeenRecht for who prepared, decided or paid (Awb 7:5)."""
    with handeling("bezwaar.opgepakt", door=door, over=Bezwaar(pk=bezwaar_id)):
        bezwaar = vergrendel_bezwaar(bezwaar_id)
        eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="Een bezwaar behandelt een beleidsmedewerker.")
        eis_onbevangen(bezwaar, door)
        if bezwaar.aanvraag is not None:
            neem_rol(bezwaar.aanvraag, Zaakrol.Rol.BEZWAARBEHANDELAAR, door)
        if bezwaar.stand != Stand.IN_BEHANDELING:
            Bezwaar.VERLOOP.controleer(bezwaar.stand, Stand.IN_BEHANDELING)
        bezwaar.stand, bezwaar.behandelaar = Stand.IN_BEHANDELING, door
        bewaar(bezwaar, door, "stand", "behandelaar")
        leg_vast("bezwaar.opgepakt", door=door, over=bezwaar, kenmerk=Code(bezwaar.kenmerk))
    return bezwaar


def vraag_gronden(*, bezwaar_id: int, uiterlijk: datetime.date, door: Lidmaatschap) -> Bezwaar:
    """Ask for what is missing, with a term (Awb 6:6); the clock stands still meanwhile (7:10 lid 2)."""
    with handeling("bezwaar.gronden_gevraagd", door=door, over=Bezwaar(pk=bezwaar_id)):
        bezwaar = in_behandeling(bezwaar_id, door)
        vandaag = timezone.localdate()
        if bezwaar.gronden:
            raise DomeinFout("Dit bezwaar heeft al gronden.", code="bezwaar.heeft_gronden")
        if bezwaar.verzuim_gevraagd_op is not None:
            raise DomeinFout("De gronden zijn al gevraagd.", code="bezwaar.al_gevraagd")
        if uiterlijk < vandaag + datetime.timedelta(days=7):
            raise DomeinFout("Geef ten minste een week.", code="bezwaar.te_kort", veld="uiterlijk")
        bezwaar.verzuim_gevraagd_op, bezwaar.verzuim_uiterlijk = vandaag, uiterlijk
        bewaar(bezwaar, door, "verzuim_gevraagd_op", "verzuim_uiterlijk")
        ontvangstbrief(bezwaar, klok_bij(bezwaar.pk), door, onderwerp="Wij missen nog iets bij uw bezwaar")
        leg_vast(
            "bezwaar.gronden_gevraagd",
            door=door,
            over=bezwaar,
            kenmerk=Code(bezwaar.kenmerk),
            uiterlijk=uiterlijk,
        )
    return bezwaar


def vul_aan(*, bezwaar_id: int, gronden: str, door: Lidmaatschap, dag: datetime.date | None = None) -> Bezwaar:
    """The grounds come after all: in the portal by who objects, today; by an officer for what came on `dag`."""
    with handeling("bezwaar.gronden_ontvangen", door=door, over=Bezwaar(pk=bezwaar_id)):
        bezwaar = vergrendel_bezwaar(bezwaar_id)
        vandaag = timezone.localdate()
        dag = vandaag if not door.is_gemeente else dag or vandaag
        _eis_bezwaarmaker(bezwaar, door)
        _eis_loopt(bezwaar)
        if bezwaar.gronden:
            raise DomeinFout("Dit bezwaar heeft al gronden.", code="bezwaar.heeft_gronden")
        if not gronden.strip():
            raise DomeinFout("Schrijf waarom.", code="bezwaar.gronden_leeg", veld="gronden")
        if not bezwaar.ontvangen_op <= dag <= vandaag:
            raise DomeinFout("Deze dag kan niet.", code="bezwaar.dag", veld="dag")
        bezwaar.gronden = gronden.strip()
        if bezwaar.verzuim_gevraagd_op is not None:
            bezwaar.verzuim_hersteld_op = dag
        bewaar(bezwaar, door, "gronden", "verzuim_hersteld_op")
        leg_vast("bezwaar.gronden_ontvangen", door=door, over=bezwaar, kenmerk=Code(bezwaar.kenmerk), dag=dag)
    return bezwaar


def voeg_stuk_toe(*, bezwaar_id: int, soort: str, bestand: UploadedFile, door: Lidmaatschap) -> Bezwaarstuk:
    """A file with an objection, by who objects or by an officer, while it runs (Awb 7:4)."""
    with handeling("bezwaar.stuk_toegevoegd", door=door, over=Bezwaar(pk=bezwaar_id)):
        bezwaar = vergrendel_bezwaar(bezwaar_id)
        _eis_bezwaarmaker(bezwaar, door)
        _eis_loopt(bezwaar)
        if bezwaar.stukken.count() >= MEESTE_STUKKEN:
            raise DomeinFout(f"Voeg ten hoogste {MEESTE_STUKKEN} bestanden toe.", code="bezwaar.te_veel_stukken")
        stuk = Bezwaarstuk.objects.create(bezwaar=bezwaar, soort=soort, bestand=neem_aan(bestand), door=door)
        leg_vast("bezwaar.stuk_toegevoegd", door=door, over=bezwaar, kenmerk=Code(bezwaar.kenmerk), stuk=stuk.pk)
    return stuk


def trek_in(*, bezwaar_id: int, door: Lidmaatschap) -> Bezwaar:
    """Let the objection go (Awb 6:21): by who signs for the organisation, or an officer who was told in writing."""
    with handeling("bezwaar.ingetrokken", door=door, over=Bezwaar(pk=bezwaar_id)):
        bezwaar = vergrendel_bezwaar(bezwaar_id)
        _eis_bezwaarmaker(bezwaar, door)
        Bezwaar.VERLOOP.controleer(bezwaar.stand, Stand.INGETROKKEN)
        bezwaar.stand, bezwaar.ingetrokken_op = Stand.INGETROKKEN, timezone.localdate()
        bewaar(bezwaar, door, "stand", "ingetrokken_op")
        leg_vast("bezwaar.ingetrokken", door=door, over=bezwaar, kenmerk=Code(bezwaar.kenmerk))
    return bezwaar


def in_behandeling(bezwaar_id: int, door: Lidmaatschap) -> Bezwaar:
    """The objection, locked, for its behandelaar to work on. Raises GeenRecht for all others."""
    bezwaar = vergrendel_bezwaar(bezwaar_id)
    eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="Een bezwaar behandelt een beleidsmedewerker.")
    if bezwaar.stand != Stand.IN_BEHANDELING:
        raise DomeinFout(f"Dit kan niet: het bezwaar is {bezwaar.get_stand_display()}.", code="bezwaar.stand")
    if bezwaar.behandelaar is None or bezwaar.behandelaar.gebruiker_id != door.gebruiker_id:
        raise GeenRecht("Een ander behandelt dit bezwaar. Neem het eerst over.", code="bezwaar.andere_behandelaar")
    return bezwaar


def bewaar(bezwaar: Bezwaar, door: Lidmaatschap, *velden: str) -> None:
    with pghistory.context(lidmaatschap=door.pk):
        bezwaar.save(update_fields=velden)


def eis_onbevangen(bezwaar: Bezwaar, door: Lidmaatschap) -> None:
    """Raise GeenRecht for who prepared or took the contested decision (Awb 7:5, 10:3 lid 3), or belongs to who is
    concerned (Awb 2:4). For a beschikking the roles in the case say the same."""
    if nam_deel(bezwaar, door):
        raise GeenRecht(
            "U bereidde het bestreden besluit voor of nam het. Een ander behandelt dit bezwaar en beslist erop.",
            code="bezwaar.zelf_besloten",
        )
    lid_van = Lidmaatschap.objects.filter(gebruiker=door.gebruiker_id, organisatie=bezwaar.organisatie_id)
    if bezwaar.beschikking is None and lid_van.exists():
        raise GeenRecht("U hoort bij de organisatie die bezwaar maakt (Awb 2:4).", code="bezwaar.belang")


def _controleer_ontvangst(tegen: Bestreden, organisatie_id: int, dag: datetime.date, vandaag: datetime.date) -> None:
    if isinstance(tegen.rij, Beschikking) and tegen.rij.soort == Beschikking.Soort.BEZWAAR:
        raise DomeinFout(
            "Tegen een beslissing op bezwaar staat geen bezwaar open, maar beroep bij de rechtbank (Awb 7:1 en 8:1).",
            code="bezwaar.beroep",
        )
    if dag > vandaag:
        raise DomeinFout("Deze dag is nog niet geweest.", code="bezwaar.dag", veld="ontvangen_op")
    if not mogelijke_bezwaarmakers(tegen).filter(pk=organisatie_id).exists():
        raise DomeinFout(
            "Kies een organisatie uit deze zaak of van deze thematafel.",
            code="bezwaar.organisatie",
            veld="organisatie",
        )
    eerder = Bezwaar.objects.filter(besluitkenmerk=tegen.kenmerk, organisatie=organisatie_id)
    if eerder.exclude(stand=Stand.INGETROKKEN).exists():
        raise DomeinFout("Deze organisatie maakte al bezwaar tegen dit besluit.", code="bezwaar.bestaat")


def _eis_bezwaarmaker(bezwaar: Bezwaar, door: Lidmaatschap) -> None:
    if door.is_gemeente:
        eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="Wat over een bezwaar binnenkomt, legt een beleidsmedewerker vast.")
    elif door.organisatie_id != bezwaar.organisatie_id:
        raise GeenRecht("Dit bezwaar is van een andere organisatie.", code="bezwaar.niet_eigen")
    else:
        eis_rol(door, Rol.TEKENBEVOEGDE, reden="Dit doet een tekenbevoegde.")


def _eis_loopt(bezwaar: Bezwaar) -> None:
    if not bezwaar.loopt:
        raise DomeinFout(f"Dit kan niet: het bezwaar is {bezwaar.get_stand_display()}.", code="bezwaar.stand")
