"""One figure by hand: a new one, or a revision beside the old one."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from verantwoording.inlezen.periode import lees_periode, nog_niet_gemeten
from verantwoording.models import Gebied, Maatschappelijkeindicator, Waarneming

REDEN = "Cijfers vastleggen doet een beleidsmedewerker."


@dataclass(frozen=True, kw_only=True)
class Figuur:
    """A figure as somebody fills it in. `na` is the key of the figure they saw there, 0 for none: one that stands at
    another place or period has another key.

    `waarde` is None for a figure that the source withdrew.
    """

    indicator: Maatschappelijkeindicator
    gebied: Gebied
    periode: str
    waarde: Decimal | None
    teken: str = ""
    ondergrens: Decimal | None = None
    bovengrens: Decimal | None = None
    reden: str = ""
    vindplaats: str = ""
    na: int = 0


class AndersDan(DomeinFout):
    """Another figure stands there than they saw; `staat` is that figure."""

    def __init__(self, staat: Waarneming) -> None:
        super().__init__("Er staat al een ander cijfer. Herziet u het? Schrijf dan waarom.", code="waarneming.anders")
        self.staat = staat


def leg_waarneming_vast(*, figuur: Figuur, door: Lidmaatschap) -> Waarneming:
    """Add one figure; the older ones of that period stay. Waits for an import of the same indicator.

    Raises AndersDan when another figure stands there than `na`, and DomeinFout when it is the same one already, a
    revision has no reason, or value and margin do not fit.
    """
    with handeling("waarneming.vastgelegd", door=door):
        eis_rol(door, Rol.BELEIDSMEDEWERKER, reden=REDEN)
        _controleer(figuur)
        periode = lees_periode(figuur.periode)
        if periode.jaar > timezone.localdate().year:
            raise DomeinFout(nog_niet_gemeten(periode.tekst), code="waarneming.toekomst", veld="periode")
        Maatschappelijkeindicator.objects.select_for_update(no_key=True).get(pk=figuur.indicator.pk)
        nieuwste = (
            Waarneming.objects.filter(indicator=figuur.indicator, gebied=figuur.gebied, periode=periode.tekst)
            .order_by("-nummer")
            .first()
        )
        _past_erbij(figuur, nieuwste)
        waarneming = Waarneming.objects.create(
            indicator=figuur.indicator,
            gebied=figuur.gebied,
            periode=periode.tekst,
            jaar=periode.jaar,
            nummer=nieuwste.nummer + 1 if nieuwste else 1,
            waarde=figuur.waarde,
            teken=figuur.teken,
            ondergrens=figuur.ondergrens,
            bovengrens=figuur.bovengrens,
            reden=figuur.reden.strip() if nieuwste else "",
            vindplaats=figuur.vindplaats.strip(),
        )
        leg_vast(
            "waarneming.vastgelegd",
            door=door,
            over=waarneming,
            indicator=figuur.indicator.pk,
            gebied=figuur.gebied.pk,
            jaar=periode.jaar,
            nummer=waarneming.nummer,
        )
    return waarneming


def _controleer(figuur: Figuur) -> None:
    onder, boven = figuur.ondergrens, figuur.bovengrens
    if figuur.waarde is None and (figuur.teken or onder is not None or boven is not None):
        raise DomeinFout(
            "Een ingetrokken cijfer heeft geen teken en geen grenzen.", code="waarneming.ingetrokken", veld="waarde"
        )
    if (onder is None) != (boven is None):
        raise DomeinFout("Vul beide grenzen in, of geen van beide.", code="waarneming.grenzen", veld="ondergrens")
    if figuur.waarde is not None and onder is not None and boven is not None and not onder <= figuur.waarde <= boven:
        raise DomeinFout("De waarde ligt niet tussen de grenzen.", code="waarneming.marge", veld="ondergrens")


def _past_erbij(figuur: Figuur, nieuwste: Waarneming | None) -> None:
    if nieuwste is None:
        if figuur.waarde is None:
            raise DomeinFout("Er staat geen cijfer om in te trekken.", code="waarneming.leeg", veld="waarde")
        return
    if _inhoud(figuur) == _inhoud(nieuwste):
        raise DomeinFout("Dit cijfer staat er al.", code="waarneming.gelijk", veld="waarde")
    if figuur.na != nieuwste.pk:
        raise AndersDan(nieuwste)
    if not figuur.reden.strip():
        raise DomeinFout("Schrijf waarom het cijfer wordt herzien.", code="waarneming.reden", veld="reden")


def _inhoud(cijfer: Figuur | Waarneming) -> tuple[Decimal | None, str, Decimal | None, Decimal | None]:
    return cijfer.waarde, cijfer.teken, cijfer.ondergrens, cijfer.bovengrens
