"""Last year's answers as the first version of this year's."""

from kern.fouten import DomeinFout
from organisaties.models import Lidmaatschap
from regelingen.models import Vraag
from subsidies.models import Aanvraag
from subsidies.regels.antwoord_past import eis_antwoord_past
from subsidies.selectors.vorige import vorige_van
from subsidies.services.antwoord import schrijf_antwoord


def neem_vorige_antwoorden_over(aanvraag: Aanvraag, door: Lidmaatschap) -> None:
    """Inside the act that begins an application. What no longer fits its question stays empty; amounts are asked
    anew each year."""
    vorige = vorige_van(aanvraag)
    if vorige is None:
        return
    for antwoord in aanvraag.antwoorden.filter(formuliervraag__isnull=False).select_related("formuliervraag"):
        vraag = antwoord.formuliervraag
        tekst = vorige.teksten.get(vraag.code, "") if vraag else ""
        if vraag and tekst and _past(vraag, tekst):
            schrijf_antwoord(antwoord, aanvraag=aanvraag, tekst=tekst, door=door, blad="", heeft_klad=False)


def _past(vraag: Vraag, tekst: str) -> bool:
    try:
        eis_antwoord_past(vraag, tekst)
    except DomeinFout:
        return False
    return True
