"""What must be true of an objection before it can be decided (Awb 6:5–6:11, 7:2, 7:3, 7:11–7:13)."""

import datetime
from collections.abc import Mapping
from decimal import Decimal

from kern.fouten import DomeinFout
from kern.geld import NUL, als_euro
from kern.termijnen.dwangsom import TARIEF_2019
from subsidies.models import Beschikking
from subsidies.selectors.standen import Jaarstand
from thematafels.models import Deelname
from uitvoering.models import Bezwaar

Afzien, Uitkomst, Grond = Bezwaar.Afzien, Bezwaar.Uitkomst, Bezwaar.NietOntvankelijk
AFZIEN_PAST = {  # these grounds not to hear say what the outcome is
    Afzien.NIET_ONTVANKELIJK: {Uitkomst.NIET_ONTVANKELIJK},
    Afzien.ONGEGROND: {Uitkomst.ONGEGROND},
    Afzien.TEGEMOET: {Uitkomst.GEGROND},
}
DAGEN = 42  # Awb 4:17 lid 1
GEWEIGERD = frozenset({Beschikking.Soort.WEIGERING, Beschikking.Soort.BUITEN_BEHANDELING})


def controleer_klaar(bezwaar: Bezwaar, *, op_tijd: bool, vandaag: datetime.date) -> None:
    """Raises DomeinFout with the first thing that is missing. Amounts: `controleer_bedragen`."""
    if not bezwaar.uitkomst or not bezwaar.motivering.strip():
        raise DomeinFout("Stel eerst een uitkomst voor, met motivering.", code="bezwaar.geen_uitkomst")
    _ontvankelijk(bezwaar, op_tijd=op_tijd, vandaag=vandaag)
    _gehoord(bezwaar)
    _geadviseerd(bezwaar)


def controleer_bedragen(
    bezwaar: Bezwaar, beschikking: Beschikking, standen: Mapping[int, Jaarstand], wordt: Mapping[int, Decimal]
) -> None:
    """`standen` are the figures that hold now, `wordt` what is proposed per year; nobody is worse off by an objection
    of its own (7:11), and a year is never settled at more than was granted (4:46)."""
    if wordt and bezwaar.uitkomst not in Bezwaar.NEEMT_GELD_MEE:
        raise DomeinFout("Bedragen veranderen alleen als het bezwaar gegrond is.", code="bezwaar.bedragen_niet")
    geweigerd = beschikking.soort in GEWEIGERD
    if geweigerd and bezwaar.uitkomst in Bezwaar.NEEMT_GELD_MEE and not any(wordt.values()):
        raise DomeinFout(
            "Het besluit was een weigering. Vul in welke bedragen de organisatie alsnog krijgt.",
            code="bezwaar.bedragen_nodig",
        )
    eigen = bezwaar.organisatie_id == beschikking.deel.organisatie_id
    nu = {jaar: stand.recht for jaar, stand in standen.items()}
    if eigen and any(bedrag < nu.get(jaar, NUL) for jaar, bedrag in wordt.items()):
        raise DomeinFout(
            "Wie bezwaar maakt, wordt daar niet slechter van: een bedrag kan niet lager worden (Awb 7:11).",
            code="bezwaar.slechter",
        )
    for jaar, bedrag in wordt.items():
        stand = standen.get(jaar)
        if stand is not None and stand.vastgesteld is not None and bedrag > stand.nu:
            raise DomeinFout(
                f"Voor {jaar} is {als_euro(stand.nu)} verleend. De subsidie is al vastgesteld en dat kan niet op meer "
                "dan wat is verleend (Awb 4:46).",
                code="bezwaar.boven_verlening",
            )


def controleer_dwangsom(bezwaar: Bezwaar, nu: Decimal, anderen: Decimal) -> None:
    """`nu` is what holds for this share, `anderen` what the others get: together at most what 42 days cost (4:17)."""
    wordt = bezwaar.dwangsom_wordt
    if bezwaar.uitkomst not in Bezwaar.NEEMT_GELD_MEE:
        if wordt is not None:
            raise DomeinFout("Een bedrag verandert alleen als het bezwaar gegrond is.", code="bezwaar.bedragen_niet")
        return
    if wordt is None or wordt <= nu:
        raise DomeinFout(
            f"De dwangsom is nu {als_euro(nu)}. Vul het hogere bedrag in dat de organisatie krijgt (Awb 7:11).",
            code="bezwaar.dwangsom_nodig",
            veld="dwangsom_wordt",
        )
    meeste = TARIEF_2019.over(DAGEN) - anderen
    if wordt > meeste:
        raise DomeinFout(
            f"Dit kan ten hoogste {als_euro(meeste)} worden: alle aanvragers samen krijgen niet meer dan "
            f"{als_euro(TARIEF_2019.over(DAGEN))} (Awb 4:17).",
            code="bezwaar.dwangsom_te_hoog",
            veld="dwangsom_wordt",
        )


def controleer_deelname(bezwaar: Bezwaar, deelname: Deelname) -> None:
    """A seat is had or not: only a refusal can be overturned, and as a whole."""
    if bezwaar.uitkomst not in Bezwaar.NEEMT_GELD_MEE:
        return
    if deelname.stand != Deelname.Stand.AFGEWEZEN:
        raise DomeinFout(
            f"De deelname is nu {deelname.get_stand_display()}. Gegrond verklaren kan alleen na een afwijzing.",
            code="bezwaar.deelname_niet_afgewezen",
        )
    if bezwaar.uitkomst == Uitkomst.DEELS_GEGROND:
        raise DomeinFout(
            "Een organisatie is toegelaten of niet. Kies gegrond of ongegrond.", code="bezwaar.deelname_heel"
        )


def _ontvankelijk(bezwaar: Bezwaar, *, op_tijd: bool, vandaag: datetime.date) -> None:
    buiten = bezwaar.uitkomst == Uitkomst.NIET_ONTVANKELIJK
    grond = bezwaar.niet_ontvankelijk if buiten else ""
    if not op_tijd and bezwaar.verschoonbaar is None:
        raise DomeinFout(
            "Het bezwaar kwam te laat. Oordeel eerst of daar een goede reden voor was (Awb 6:11).",
            code="bezwaar.verschoonbaarheid",
        )
    te_laat = not op_tijd and not bezwaar.verschoonbaar
    if te_laat and not buiten:
        raise DomeinFout("Een bezwaar dat te laat kwam, is niet-ontvankelijk (Awb 6:7).", code="bezwaar.te_laat")
    if grond == Grond.TE_LAAT and not te_laat:
        raise DomeinFout("Dit bezwaar is op tijd, of te laat met een goede reden.", code="bezwaar.op_tijd")
    uiterlijk = bezwaar.verzuim_uiterlijk
    if grond == Grond.VERZUIM and (not bezwaar.wacht_op_gronden or uiterlijk is None or vandaag <= uiterlijk):
        raise DomeinFout(
            "Vraag eerst om de gronden, en wacht de termijn af (Awb 6:6).", code="bezwaar.verzuim_niet_hersteld"
        )
    if not bezwaar.gronden.strip() and not buiten:
        raise DomeinFout("Dit bezwaar heeft nog geen gronden (Awb 6:5).", code="bezwaar.geen_gronden")


def _gehoord(bezwaar: Bezwaar) -> None:
    if bezwaar.gehoord_op is None and not bezwaar.afzien:
        raise DomeinFout(
            "Hoor de organisatie eerst, of leg vast waarom dat niet hoeft (Awb 7:2 en 7:3).",
            code="bezwaar.niet_gehoord",
        )
    passend = AFZIEN_PAST.get(Afzien(bezwaar.afzien)) if bezwaar.afzien else None
    if passend is not None and bezwaar.uitkomst not in passend:
        raise DomeinFout(
            "De reden om niet te horen past niet bij deze uitkomst (Awb 7:3).", code="bezwaar.afzien_past_niet"
        )


def _geadviseerd(bezwaar: Bezwaar) -> None:
    if not bezwaar.met_commissie:
        return
    if bezwaar.advies_op is None:
        raise DomeinFout("Het advies van de commissie is er nog niet (Awb 7:13).", code="bezwaar.geen_advies")
    if not bezwaar.advies_gevolgd:
        raise DomeinFout(
            "Schrijf of u het advies van de commissie volgt.", code="bezwaar.advies_gevolgd", veld="advies_gevolgd"
        )
    if bezwaar.advies_gevolgd == Bezwaar.Advies.AFGEWEKEN and not bezwaar.advies_reden.strip():
        raise DomeinFout(
            "Schrijf waarom u van het advies afwijkt (Awb 7:13 lid 7).", code="bezwaar.afwijking", veld="advies_reden"
        )
