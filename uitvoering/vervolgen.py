"""From a proposal to what it does: the bridge between the rows of this room and `subsidies.vervolg`."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from kern.fouten import DomeinFout
from kern.geld import NUL
from subsidies.models import Subsidie
from subsidies.selectors.standen import jaarstanden_van
from subsidies.vervolg import Standen, Vervolg
from uitvoering.models import Vervolgregel, Vervolgvoorstel
from uitvoering.selectors.betaalbaar import bij_de_bank
from uitvoering.soorten import SOORTEN, Grond, Vervolgsoort

Paren = list[tuple[Vervolg, Standen]]


def soort_van(voorstel: Vervolgvoorstel) -> Vervolgsoort:
    return SOORTEN[voorstel.soort]


def grond_van(voorstel: Vervolgvoorstel) -> Grond:
    """Raises DomeinFout for a ground that does not belong to this kind of decision."""
    grond = soort_van(voorstel).grond(voorstel.grond)
    if grond is None:
        raise DomeinFout("Kies een grond uit de lijst.", code="vervolg.grond", veld="grond")
    return grond


def vervolgen_van(voorstel: Vervolgvoorstel, subsidies: Sequence[Subsidie]) -> Paren:
    """Per recipient what is decided, beside what holds now. `subsidies` as `vergrendel_subsidies` gives them."""
    per_id = {subsidie.pk: subsidie for subsidie in subsidies}
    regels = list(voorstel.regels.prefetch_related("bedragen").order_by("id"))
    for regel in regels:
        regel.subsidie = per_id[regel.subsidie_id]
    return paren_van(regels)


def paren_van(regels: Sequence[Vervolgregel]) -> Paren:
    """The same of rows that come with their `voorstel`, `subsidie` (as Vervolg asks) and `bedragen`: two queries."""
    ids = [regel.subsidie_id for regel in regels]
    standen, onderweg = jaarstanden_van(ids), bij_de_bank(ids)
    return [
        (_vervolg(regel, standen[pk], onderweg.get(pk, {})), standen[pk])
        for regel in regels
        for pk in [regel.subsidie_id]
    ]


def _vervolg(regel: Vervolgregel, standen: Standen, onderweg: Mapping[int, Decimal]) -> Vervolg:
    voorstel, subsidie = regel.voorstel, regel.subsidie
    soort, aanvraag = soort_van(voorstel), subsidie.deel.aanvraag
    gedeeld = {
        "artikel": grond_van(voorstel).artikel,
        "motivering": voorstel.motivering,
        "zienswijze": _zienswijze(regel),
        "ingang": voorstel.ingang,
        "einde": voorstel.einde,
    }
    return Vervolg(
        subsidie=subsidie,
        soort=soort.beschikking,
        briefsoort=soort.brief,
        onderwerp=soort.onderwerp.format(waarvoor=aanvraag.waarvoor),
        waarden=gedeeld | dict(soort.waarden(regel, standen)),
        bedragen={rij.jaar: rij.verandering for rij in regel.bedragen.all() if rij.verandering is not None},
        vastgesteld={rij.jaar: rij.vastgesteld for rij in regel.bedragen.all() if rij.vastgesteld is not None},
        terug={rij.jaar: rij.terug for rij in regel.bedragen.all() if rij.terug is not None},
        onderweg=onderweg,
        naar=soort.naar(regel, standen),
    )


def _zienswijze(regel: Vervolgregel) -> str:
    """What the recipient said and what we did with it, for the letter (Awb 3:46); empty when they said nothing."""
    if not regel.zienswijze:
        return ""
    return f"U gaf ons uw mening: “{regel.zienswijze}”\n\n{regel.reactie}".strip()


def controleer(voorstel: Vervolgvoorstel, paren: Paren) -> None:
    """Everything that must be true before it can be decided. Raises DomeinFout."""
    grond_van(voorstel)
    if not voorstel.motivering.strip():
        raise DomeinFout(
            "Schrijf waarom: de ontvanger leest dit in de brief.", code="vervolg.motivering", veld="motivering"
        )
    if not paren:
        raise DomeinFout("Kies voor wie dit besluit geldt.", code="vervolg.geen_ontvanger")
    for vervolg, _ in paren:
        if vervolg.omvang < NUL or vervolg.subsidie.deel.aanvraag_id != voorstel.aanvraag_id:
            raise DomeinFout("Deze subsidie hoort bij een andere aanvraag.", code="vervolg.andere_aanvraag")
    soort_van(voorstel).controleer(voorstel, paren)
