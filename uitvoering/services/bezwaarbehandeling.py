"""Handling an objection: hearing, advice, more time, and a proposal for who decides (Awb 7:2–7:13)."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pghistory
from django.utils import timezone

from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from kern.termijnen.stappen import datum
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from subsidies.services.collegepunt import eis_niet_bij_college
from uitvoering.bezwaarbrieven import ontvangstbrief, uitnodigingen
from uitvoering.bezwaarklok import klok_bij
from uitvoering.models import Bezwaar, Bezwaarbedrag
from uitvoering.regels.bezwaar_klaar import (
    controleer_bedragen,
    controleer_deelname,
    controleer_dwangsom,
    controleer_klaar,
)
from uitvoering.selectors.bezwaar import huidige_bedragen, huidige_standen
from uitvoering.selectors.dwangsom import recht_van, rest_van
from uitvoering.services.bezwaar import bewaar, in_behandeling, vergrendel_bezwaar

UITNODIGEN_VOORAF = datetime.timedelta(days=10)  # Awb 7:4 lid 1: until ten days before, documents may be sent


def beoordeel_verschoonbaar(*, bezwaar_id: int, verschoonbaar: bool, reden: str, door: Lidmaatschap) -> Bezwaar:
    """Whether who came late could reasonably not be blamed for it (Awb 6:11)."""
    with handeling("bezwaar.verschoonbaarheid", door=door, over=Bezwaar(pk=bezwaar_id)):
        bezwaar = in_behandeling(bezwaar_id, door)
        if klok_bij(bezwaar.pk).op_tijd.op_tijd:
            raise DomeinFout("Dit bezwaar kwam op tijd.", code="bezwaar.op_tijd")
        if not reden.strip():
            raise DomeinFout("Schrijf waarom.", code="bezwaar.reden", veld="reden")
        bezwaar.verschoonbaar, bezwaar.verschoonbaar_reden = verschoonbaar, reden.strip()
        bewaar(bezwaar, door, "verschoonbaar", "verschoonbaar_reden")
        leg_vast(
            "bezwaar.verschoonbaarheid",
            door=door,
            over=bezwaar,
            kenmerk=Code(bezwaar.kenmerk),
            oordeel=Code("verschoonbaar" if verschoonbaar else "niet_verschoonbaar"),
        )
    return bezwaar


def schakel_commissie_in(*, bezwaar_id: int, door: Lidmaatschap) -> Bezwaar:
    """Have a committee hear and advise (Awb 7:13): the term becomes twelve weeks, told to who objects (lid 2)."""
    with handeling("bezwaar.commissie", door=door, over=Bezwaar(pk=bezwaar_id)):
        bezwaar = in_behandeling(bezwaar_id, door)
        if bezwaar.met_commissie:
            raise DomeinFout("De commissie is al gevraagd.", code="bezwaar.al_commissie")
        bezwaar.met_commissie = True
        bewaar(bezwaar, door, "met_commissie")
        ontvangstbrief(bezwaar, klok_bij(bezwaar.pk), door, onderwerp="Een commissie adviseert over uw bezwaar")
        leg_vast("bezwaar.commissie", door=door, over=bezwaar, kenmerk=Code(bezwaar.kenmerk))
    return bezwaar


def nodig_uit(*, bezwaar_id: int, op: datetime.datetime, waar: str, door: Lidmaatschap) -> Bezwaar:
    """Invite to the hearing, by letter: who objects, and to whom the decision was addressed (Awb 7:2)."""
    with handeling("bezwaar.uitgenodigd", door=door, over=Bezwaar(pk=bezwaar_id)):
        bezwaar = in_behandeling(bezwaar_id, door)
        _eis_nog_te_horen(bezwaar)
        vandaag, dag = timezone.localdate(), timezone.localdate(op)
        if dag < vandaag + UITNODIGEN_VOORAF:
            raise DomeinFout(
                f"Kies een dag vanaf {datum(vandaag + UITNODIGEN_VOORAF)}: tot tien dagen vooraf mag men stukken "
                "sturen (Awb 7:4).",
                code="bezwaar.zitting_te_vroeg",
                veld="op",
            )
        bezwaar.hoorzitting_op, bezwaar.hoorzitting_waar, bezwaar.uitgenodigd_op = op, waar, vandaag
        bewaar(bezwaar, door, "hoorzitting_op", "hoorzitting_waar", "uitgenodigd_op")
        uitnodigingen(bezwaar, door)
        leg_vast("bezwaar.uitgenodigd", door=door, over=bezwaar, kenmerk=Code(bezwaar.kenmerk), dag=dag)
    return bezwaar


def leg_horen_vast(*, bezwaar_id: int, dag: datetime.date, verslag: str, door: Lidmaatschap) -> Bezwaar:
    """The report of the hearing (Awb 7:7). Who reports it took no part in the contested decision (7:5)."""
    with handeling("bezwaar.gehoord", door=door, over=Bezwaar(pk=bezwaar_id)):
        bezwaar = in_behandeling(bezwaar_id, door)
        _eis_nog_te_horen(bezwaar)
        if not bezwaar.ontvangen_op <= dag <= timezone.localdate():
            raise DomeinFout("Op deze dag kan niet zijn gehoord.", code="bezwaar.dag", veld="dag")
        if not verslag.strip():
            raise DomeinFout("Schrijf wat er is gezegd (Awb 7:7).", code="bezwaar.geen_verslag", veld="verslag")
        bezwaar.gehoord_op, bezwaar.hoorverslag, bezwaar.gehoord_door = dag, verslag.strip(), door
        bewaar(bezwaar, door, "gehoord_op", "hoorverslag", "gehoord_door")
        leg_vast("bezwaar.gehoord", door=door, over=bezwaar, kenmerk=Code(bezwaar.kenmerk), dag=dag)
    return bezwaar


def zie_af(*, bezwaar_id: int, grond: str, toelichting: str, door: Lidmaatschap) -> Bezwaar:
    """Decide without a hearing, on one of the grounds of Awb 7:3."""
    with handeling("bezwaar.niet_gehoord", door=door, over=Bezwaar(pk=bezwaar_id)):
        bezwaar = in_behandeling(bezwaar_id, door)
        _eis_nog_te_horen(bezwaar)
        if grond not in Bezwaar.Afzien.values:
            raise DomeinFout("Kies een grond.", code="bezwaar.afzien", veld="grond")
        bezwaar.afzien, bezwaar.afzien_toelichting = grond, toelichting.strip()
        bewaar(bezwaar, door, "afzien", "afzien_toelichting")
        leg_vast("bezwaar.niet_gehoord", door=door, over=bezwaar, kenmerk=Code(bezwaar.kenmerk), grond=Code(grond))
    return bezwaar


def leg_advies_vast(*, bezwaar_id: int, dag: datetime.date, advies: str, door: Lidmaatschap) -> Bezwaar:
    """The advice of the committee (Awb 7:13 lid 6)."""
    with handeling("bezwaar.advies", door=door, over=Bezwaar(pk=bezwaar_id)):
        bezwaar = in_behandeling(bezwaar_id, door)
        if not bezwaar.met_commissie:
            raise DomeinFout("Er is geen commissie gevraagd.", code="bezwaar.geen_commissie")
        if not bezwaar.ontvangen_op <= dag <= timezone.localdate():
            raise DomeinFout("Op deze dag kan geen advies zijn gegeven.", code="bezwaar.dag", veld="dag")
        if not advies.strip():
            raise DomeinFout("Schrijf wat de commissie adviseert.", code="bezwaar.advies_leeg", veld="advies")
        bezwaar.advies_op, bezwaar.advies = dag, advies.strip()
        bewaar(bezwaar, door, "advies_op", "advies")
        leg_vast("bezwaar.advies", door=door, over=bezwaar, kenmerk=Code(bezwaar.kenmerk), dag=dag)
    return bezwaar


def verdaag(*, bezwaar_id: int, door: Lidmaatschap) -> Bezwaar:
    """Six weeks more, once, told before the term ends (Awb 7:10 lid 3)."""
    with handeling("bezwaar.verdaagd", door=door, over=Bezwaar(pk=bezwaar_id)):
        bezwaar = in_behandeling(bezwaar_id, door)
        vandaag = timezone.localdate()
        if bezwaar.verdaagd_op is not None:
            raise DomeinFout("Verdagen kan één keer (Awb 7:10 lid 3).", code="bezwaar.al_verdaagd")
        if klok_bij(bezwaar.pk).beslissing.is_voorbij(vandaag):
            raise DomeinFout("De termijn is voorbij: verdagen kan niet meer.", code="bezwaar.verdagen_te_laat")
        bezwaar.verdaagd_op = vandaag
        bewaar(bezwaar, door, "verdaagd_op")
        klok = klok_bij(bezwaar.pk)
        ontvangstbrief(bezwaar, klok, door, onderwerp="Wij hebben meer tijd nodig voor uw bezwaar")
        leg_vast(
            "bezwaar.verdaagd",
            door=door,
            over=bezwaar,
            kenmerk=Code(bezwaar.kenmerk),
            uiterlijk=klok.beslissing.laatste_dag,
        )
    return bezwaar


def stel_uit(*, bezwaar_id: int, tot: datetime.date, door: Lidmaatschap) -> Bezwaar:
    """A later day to which those concerned agreed (Awb 7:10 lid 4)."""
    with handeling("bezwaar.uitgesteld", door=door, over=Bezwaar(pk=bezwaar_id)):
        bezwaar = in_behandeling(bezwaar_id, door)
        if tot <= klok_bij(bezwaar.pk).beslissing.laatste_dag:
            raise DomeinFout("Kies een latere dag dan de laatste dag nu.", code="bezwaar.niet_later", veld="tot")
        bezwaar.uitstel_tot = tot
        bewaar(bezwaar, door, "uitstel_tot")
        leg_vast("bezwaar.uitgesteld", door=door, over=bezwaar, kenmerk=Code(bezwaar.kenmerk), uiterlijk=tot)
    return bezwaar


def stel_uitkomst_voor(
    *, bezwaar_id: int, velden: Mapping[str, Any], wordt: Mapping[int, Decimal], door: Lidmaatschap
) -> Bezwaar:
    """Propose how to decide. `velden` are uitkomst, niet_ontvankelijk, motivering, advies_gevolgd, advies_reden and
    kosten, for a penalty also dwangsom_wordt; `wordt` the amount per year where that changes."""
    with handeling("bezwaar.voorgesteld", door=door, over=Bezwaar(pk=bezwaar_id)):
        bezwaar = in_behandeling(bezwaar_id, door)
        buiten = velden["uitkomst"] == Bezwaar.Uitkomst.NIET_ONTVANKELIJK
        if buiten and not velden["niet_ontvankelijk"]:
            raise DomeinFout(
                "Kies waarom het bezwaar niet-ontvankelijk is.", code="bezwaar.grond", veld="niet_ontvankelijk"
            )
        for naam, waarde in velden.items():
            setattr(bezwaar, naam, waarde)
        if not buiten:
            bezwaar.niet_ontvankelijk = ""
        nu = huidige_bedragen(bezwaar)
        anders = {jaar: bedrag for jaar, bedrag in wordt.items() if bedrag != nu.get(jaar, Decimal(0))}
        if bezwaar.dwangsomdeel is not None and bezwaar.dwangsom_wordt == recht_van(bezwaar.dwangsomdeel):
            bezwaar.dwangsom_wordt = None
        _controleer_gevolg(bezwaar, anders)
        bewaar(bezwaar, door, *velden)
        bezwaar.bedragen.all().delete()
        with pghistory.context(lidmaatschap=door.pk):
            Bezwaarbedrag.objects.bulk_create(
                Bezwaarbedrag(bezwaar=bezwaar, jaar=jaar, wordt=bedrag) for jaar, bedrag in anders.items()
            )
        leg_vast(
            "bezwaar.voorgesteld",
            door=door,
            over=bezwaar,
            kenmerk=Code(bezwaar.kenmerk),
            uitkomst=Code(bezwaar.uitkomst),
        )
    return bezwaar


def leg_voor(*, bezwaar_id: int, door: Lidmaatschap) -> Bezwaar:
    """Offer it to who decides. Raises DomeinFout with what is still missing."""
    with handeling("bezwaar.voorgelegd", door=door, over=Bezwaar(pk=bezwaar_id)):
        bezwaar = in_behandeling(bezwaar_id, door)
        controleer(bezwaar)
        bezwaar.stand = Bezwaar.Stand.VOORGELEGD
        bewaar(bezwaar, door, "stand")
        leg_vast("bezwaar.voorgelegd", door=door, over=bezwaar, kenmerk=Code(bezwaar.kenmerk))
    return bezwaar


def neem_terug(*, bezwaar_id: int, door: Lidmaatschap) -> Bezwaar:
    """Back into preparation: by an officer, or by who decides and does not agree."""
    with handeling("bezwaar.teruggenomen", door=door, over=Bezwaar(pk=bezwaar_id)):
        bezwaar = vergrendel_bezwaar(bezwaar_id)
        eis_rol(door, Rol.BELEIDSMEDEWERKER, Rol.BESLUITNEMER)
        eis_niet_bij_college(bezwaar.kenmerk)
        if bezwaar.stand != Bezwaar.Stand.VOORGELEGD:
            raise DomeinFout(f"Dit kan niet: het bezwaar is {bezwaar.get_stand_display()}.", code="bezwaar.stand")
        bezwaar.stand = Bezwaar.Stand.IN_BEHANDELING
        bewaar(bezwaar, door, "stand")
        leg_vast("bezwaar.teruggenomen", door=door, over=bezwaar, kenmerk=Code(bezwaar.kenmerk))
    return bezwaar


def controleer(bezwaar: Bezwaar) -> dict[int, Decimal]:
    """Everything that must be true before it is decided. Returns the amounts that change, by year."""
    controleer_klaar(bezwaar, op_tijd=klok_bij(bezwaar.pk).op_tijd.op_tijd, vandaag=timezone.localdate())
    wordt = {rij.jaar: rij.wordt for rij in bezwaar.bedragen.all()}
    _controleer_gevolg(bezwaar, wordt)
    return wordt


def _controleer_gevolg(bezwaar: Bezwaar, wordt: Mapping[int, Decimal]) -> None:
    if bezwaar.beschikking is not None:
        controleer_bedragen(bezwaar, bezwaar.beschikking, huidige_standen(bezwaar.beschikking), wordt)
    elif bezwaar.dwangsomdeel is not None:
        deel = bezwaar.dwangsomdeel
        controleer_dwangsom(bezwaar, recht_van(deel), rest_van(deel))
    elif bezwaar.deelname is not None:
        controleer_deelname(bezwaar, bezwaar.deelname)


def _eis_nog_te_horen(bezwaar: Bezwaar) -> None:
    if bezwaar.gehoord_op is not None or bezwaar.afzien:
        raise DomeinFout("Het horen is al afgerond.", code="bezwaar.al_gehoord")
