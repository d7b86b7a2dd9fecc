"""Deciding on an objection: a new version of the decision, or the old one confirmed (Awb 7:11, 7:12)."""

from collections.abc import Mapping
from decimal import Decimal

import pghistory

from brieven.models import BriefSoort
from brieven.snapshots import Ondertekening, Tekstbrief
from kern.fouten import GeenRecht
from kern.geld import NUL, als_euro
from kern.handeling import handeling
from kern.models import Gebeurtenis
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.models.mandaat import SoortBesluit
from subsidies.models import Beschikking, Besluit, Collegebesluit, Subsidie, Zaakrol
from subsidies.selectors.standen import jaarstanden
from subsidies.services.alsnog import begin_alsnog, beslis_zonder_geld
from subsidies.services.collegebesluit import collegebesluit_voor
from subsidies.services.vervolgbesluit import neem_vervolgbesluit, vergrendel_subsidies
from subsidies.vervolg import Standen, Vervolg
from uitvoering.bezwaarbrieven import (
    belanghebbenden,
    beslissing_brief,
    beslissing_onderwerp,
    beslissing_waarden,
    stuur_afschrift,
)
from uitvoering.models import Bezwaar, Bezwaarbesluit, Terugvordering
from uitvoering.selectors.betaalbaar import bij_de_bank
from uitvoering.services.betaalschema import plan
from uitvoering.services.bezwaar import bewaar, eis_onbevangen, vergrendel_bezwaar
from uitvoering.services.bezwaarbehandeling import controleer
from uitvoering.services.bezwaarbuitenzaak import beslis_buiten_zaak
from uitvoering.services.opschorten import beeindig_opschorting

Stand = Bezwaar.Stand


def beslis(
    *, bezwaar_id: int, door: Lidmaatschap, collegebesluit_id: int | None = None
) -> Beschikking | Bezwaarbesluit:
    """Decide as proposed: ledger, beschikking and letters; on a seat or a penalty with a decision of its own.

    Raises GeenRecht for who prepared, decided or paid in the case or handled this objection (Awb 7:5, 10:3 lid 3),
    DomeinFout for what is missing, the mandate or the budget. Nothing is written in any of those cases.
    """
    with handeling("bezwaar.besloten", door=door, over=Bezwaar(pk=bezwaar_id)):
        bezwaar = vergrendel_bezwaar(bezwaar_id)
        Bezwaar.VERLOOP.controleer(bezwaar.stand, Stand.BESLOTEN)
        _eis_ander_persoon(bezwaar, door)
        wordt = controleer(bezwaar)
        eis_onbevangen(bezwaar, door)
        beslissing: Beschikking | Bezwaarbesluit
        if bezwaar.beschikking is None:
            beslissing = bezwaar.besluit = beslis_buiten_zaak(bezwaar, door, collegebesluit_id)
            overig = belanghebbenden(bezwaar)[1:]
        else:
            collegebesluit = collegebesluit_voor(bezwaar.kenmerk, collegebesluit_id)
            maak = _met_geld if wordt else _zonder_geld
            beslissing = bezwaar.beslissing = maak(bezwaar, bezwaar.beschikking, wordt, door, collegebesluit)
            overig = belanghebbenden(bezwaar)[:-1] if wordt else belanghebbenden(bezwaar)[1:]
            _herroep(bezwaar, bezwaar.beschikking, beslissing, door)
        for ontvanger in overig:
            stuur_afschrift(bezwaar, beslissing.brief, ontvanger, door)
        bezwaar.stand = Stand.BESLOTEN
        bewaar(bezwaar, door, "stand", "beslissing", "besluit")
        leg_vast(
            "bezwaar.besloten",
            door=door,
            over=bezwaar,
            kenmerk=Code(bezwaar.kenmerk),
            uitkomst=Code(bezwaar.uitkomst),
        )
    return beslissing


def _eis_ander_persoon(bezwaar: Bezwaar, door: Lidmaatschap) -> None:
    """Who did anything in this objection but hand it back does not decide on it, through whatever membership."""
    van_persoon = Lidmaatschap.objects.filter(gebruiker=door.gebruiker_id).values("pk")
    deed_mee = Gebeurtenis.objects.filter(
        over_soort=Bezwaar._meta.label_lower, over_id=bezwaar.pk, geweigerd="", lidmaatschap_id__in=van_persoon
    ).exclude(soort="bezwaar.teruggenomen")
    if deed_mee.exists():
        raise GeenRecht("U behandelde dit bezwaar. Een ander beslist erop.", code="bezwaar.zelf_behandeld")


def _herroep(bezwaar: Bezwaar, bestreden: Beschikking, beslissing: Beschikking, door: Lidmaatschap) -> None:
    """What a revoked decision set going beside its amounts ends with it (Awb 7:11 lid 2).

    A reclaim lapses when the objection is well founded, if only in part: what still may be asked is a new decision.
    """
    if bezwaar.uitkomst == Bezwaar.Uitkomst.GEGROND and bestreden.soort == Beschikking.Soort.OPSCHORTING:
        beeindig_opschorting(beslissing.besluit, door)
    if bezwaar.uitkomst in Bezwaar.NEEMT_GELD_MEE:
        with pghistory.context(lidmaatschap=door.pk):
            Terugvordering.objects.filter(beschikking=bestreden).update(vervallen_met=beslissing)


def _met_geld(
    bezwaar: Bezwaar,
    bestreden: Beschikking,
    wordt: Mapping[int, Decimal],
    door: Lidmaatschap,
    collegebesluit: Collegebesluit | None,
) -> Beschikking:
    """Through the ledger; where a refusal becomes a grant, that grant begins here (Awb 7:11 lid 2)."""
    bestaand = Subsidie.objects.filter(deel=bestreden.deel).first()
    (subsidie,) = vergrendel_subsidies([(bestaand or begin_alsnog(bestreden)).pk])
    (beschikking,) = neem_vervolgbesluit(
        aanvraag_id=bestreden.besluit.aanvraag_id,
        soort=Besluit.Soort.BEZWAAR,
        mandaat_voor=SoortBesluit.BEZWAAR,
        vervolgen=[_vervolg(bezwaar, subsidie, jaarstanden(subsidie), wordt)],
        motivering=bezwaar.motivering,
        door=door,
        collegebesluit=collegebesluit,
        rol=Zaakrol.Rol.BEZWAARBEHANDELAAR,
    )
    plan([subsidie])
    return beschikking


def _vervolg(bezwaar: Bezwaar, subsidie: Subsidie, standen: Standen, wordt: Mapping[int, Decimal]) -> Vervolg:
    vastgesteld = {jaar: bedrag for jaar, bedrag in wordt.items() if jaar in standen and _is_vast(standen, jaar)}
    bedragen = {
        jaar: bedrag - (standen[jaar].nu if jaar in standen else NUL)
        for jaar, bedrag in wordt.items()
        if jaar not in vastgesteld
    }
    herleeft = subsidie.stand == Subsidie.Stand.INGETROKKEN and any(wordt.values())
    was_vast = bool(standen) and all(stand.vastgesteld is not None for stand in standen.values())
    totaal = sum(
        (wordt.get(jaar, standen[jaar].recht if jaar in standen else NUL) for jaar in {*standen, *wordt}), NUL
    )
    return Vervolg(
        subsidie=subsidie,
        soort=Beschikking.Soort.BEZWAAR,
        briefsoort=BriefSoort.BESLISSING_OP_BEZWAAR,
        onderwerp=beslissing_onderwerp(bezwaar),
        waarden=beslissing_waarden(bezwaar, gevolg=f"De subsidie wordt {als_euro(totaal)}."),
        bedragen=bedragen,
        vastgesteld=vastgesteld,
        onderweg=bij_de_bank([subsidie.pk]).get(subsidie.pk, {}),
        naar=(Subsidie.Stand.VASTGESTELD if was_vast else Subsidie.Stand.LOPEND) if herleeft else None,
    )


def _is_vast(standen: Standen, jaar: int) -> bool:
    return standen[jaar].vastgesteld is not None


def _zonder_geld(
    bezwaar: Bezwaar,
    bestreden: Beschikking,
    _wordt: Mapping[int, Decimal],
    door: Lidmaatschap,
    collegebesluit: Collegebesluit | None,
) -> Beschikking:
    def maak_brief(kenmerk: str, ondertekening: Ondertekening) -> Tekstbrief:
        return beslissing_brief(bezwaar, bezwaar.organisatie, kenmerk, ondertekening)

    return beslis_zonder_geld(
        aanvraag=bestreden.besluit.aanvraag,
        wijzigt=bestreden,
        ontvanger=bezwaar.organisatie,
        maak_brief=maak_brief,
        motivering=bezwaar.motivering,
        door=door,
        collegebesluit=collegebesluit,
    )
