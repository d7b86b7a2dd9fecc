"""Withdrawing a grant, or its settlement: whole, or from a day (Awb 4:48, 4:49, 4:50)."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from brieven.models import BriefSoort
from kern.fouten import DomeinFout
from kern.geld import NUL, als_euro
from kern.termijnen.stappen import datum
from organisaties.models import Lidmaatschap
from organisaties.models.mandaat import SoortBesluit
from subsidies.models import Beschikking, Besluit
from subsidies.vervolg import Standen, Vervolg
from uitvoering.models import Vervolgregel, Vervolgvoorstel
from uitvoering.regels.vijf_jaar import controleer_vijf_jaar
from uitvoering.selectors.vaststellen import bekend_op
from uitvoering.services.opschorten import beeindig_opschorting
from uitvoering.services.toewijzen import wijs_onderdelen_toe
from uitvoering.soorten.afloop import na_vermindering, wordt
from uitvoering.soorten.bijstelling import MET_TERMIJN, TERUGWERKEND
from uitvoering.soorten.soort import Bedragsoort, Grond, Vervolgsoort
from uitvoering.soorten.termijn import eis_redelijke_termijn, termijntekst

NA_OVERTREDING = "verplichting_erna"
# Awb 4:49 lid 1: after the grant was settled.
NA_VASTSTELLING = (
    Grond(
        "feiten",
        "feiten die bij de vaststelling niet bekend konden zijn; met die feiten was lager vastgesteld",
        "Artikel 4:49 lid 1 onder a Awb",
        zienswijze=True,
    ),
    Grond(
        "onjuist_vastgesteld",
        "de vaststelling was onjuist, en de ontvanger wist dat of hoorde dat te weten",
        "Artikel 4:49 lid 1 onder b Awb",
        zienswijze=True,
    ),
    Grond(
        NA_OVERTREDING,
        "na de vaststelling is een verplichting niet nageleefd",
        "Artikel 4:49 lid 1 onder c Awb",
        zienswijze=True,
    ),
)
GRONDEN = (*TERUGWERKEND, *MET_TERMIJN, *NA_VASTSTELLING)
_ERNA = frozenset(grond.code for grond in NA_VASTSTELLING)


def controleer(voorstel: Vervolgvoorstel, vervolgen: list[tuple[Vervolg, Standen]]) -> None:
    """Only less, on a ground that fits what was settled and what was not; the settlement within five years."""
    for vervolg, standen in vervolgen:
        _controleer_bedragen(voorstel, vervolg, standen)
        if voorstel.grond in _ERNA:
            bekend = bekend_op(vervolg.subsidie)
            controleer_vijf_jaar(
                {jaar: bekend[jaar] for jaar in vervolg.vastgesteld},
                na_overtreding=voorstel.grond == NA_OVERTREDING,
                overtreding_op=voorstel.overtreding_op,
                vandaag=timezone.localdate(),
            )
    eis_redelijke_termijn(voorstel, INTREKKING.grond(voorstel.grond), vervolgen)


def _controleer_bedragen(voorstel: Vervolgvoorstel, vervolg: Vervolg, standen: Standen) -> None:
    ontvanger, erna = vervolg.subsidie.ontvanger, voorstel.grond in _ERNA
    if not any(vervolg.bedragen.values()) and not vervolg.vastgesteld:
        raise DomeinFout(f"Voor {ontvanger} wordt er niets ingetrokken.", code="intrekking.niets")
    for jaar in vervolg.jaren:
        stand = standen.get(jaar)
        settled = stand is not None and stand.vastgesteld is not None
        if settled != erna:
            raise DomeinFout(
                f"{jaar} is {'al' if settled else 'nog niet'} vastgesteld. Kies een grond die daarbij past "
                f"({'Awb 4:49' if settled else 'Awb 4:48 of 4:50'}).",
                code="intrekking.grond",
            )
        if (jaar in vervolg.vastgesteld) != settled or vervolg.bedragen.get(jaar, NUL) > NUL:
            raise DomeinFout(
                f"Vul voor {jaar} in wat {'de nieuwe vaststelling is' if settled else 'eraf gaat, met een min'}.",
                code="intrekking.kolom",
            )
        recht = vervolg.recht(stand, jaar)
        if recht < NUL or (stand is not None and recht > stand.recht):
            raise DomeinFout(f"In {jaar} blijft er meer of minder over dan kan.", code="intrekking.te_veel")


def waarden(regel: Vervolgregel, standen: Standen) -> Mapping[str, Any]:
    voorstel = regel.voorstel
    blijft = sum((stand.recht for stand in wordt(regel, standen).values()), NUL)
    betaald = sum((stand.betaald for stand in standen.values()), NUL)
    vanaf = f" vanaf {datum(voorstel.ingang)}" if voorstel.ingang else ""
    if blijft == NUL:
        uitkomst = "Wij trekken uw hele subsidie in."
    else:
        uitkomst = f"Wij trekken uw subsidie{vanaf or ' voor een deel'} in. U houdt recht op {als_euro(blijft)}."
    if betaald > blijft:
        al_betaald = (
            f"Wij betaalden u {als_euro(betaald)}. Dat is {als_euro(betaald - blijft)} meer dan waar u recht op hebt. "
            "U hoeft nu nog niets terug te betalen. Eerst nemen wij daarover een apart besluit. Daarin staat wat u "
            "terugbetaalt en wanneer."
        )
    else:
        al_betaald = "U houdt wat wij u betaalden. U hoeft niets terug te betalen."
    return {
        "uitkomst": uitkomst,
        "betaald": al_betaald,
        "termijn": termijntekst(voorstel, INTREKKING.grond(voorstel.grond)),
    }


def na_besluit(voorstel: Vervolgvoorstel, besluit: Besluit, door: Lidmaatschap) -> None:
    """A suspension ends with the decision it waited for (Awb 4:56)."""
    beeindig_opschorting(besluit, door)
    wijs_onderdelen_toe(voorstel)


INTREKKING = Vervolgsoort(
    soort=Besluit.Soort.INTREKKING,
    mandaat=SoortBesluit.INTREKKING,
    beschikking=Beschikking.Soort.INTREKKING,
    brief=BriefSoort.INTREKKING,
    onderwerp="Wij trekken uw subsidie voor {waarvoor} in",
    gronden=GRONDEN,
    controleer=controleer,
    waarden=waarden,
    naar=na_vermindering,
    na_besluit=na_besluit,
    bedragsoort=(Bedragsoort.VERANDERING, Bedragsoort.VASTGESTELD),
    dagen=("ingang", "overtreding_op"),
)
