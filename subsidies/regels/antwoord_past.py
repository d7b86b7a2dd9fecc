"""An answer on the short form is what its question asks for (regelingen.models.Vraag)."""

from kern.fouten import DomeinFout
from regelingen.models import Vraag

JA_NEE = ("Ja", "Nee")


def eis_antwoord_past(vraag: Vraag, tekst: str) -> None:
    """Raise DomeinFout (`antwoord.…`) for an answer that is too long, no number, or neither yes nor no.

    A draft may leave it empty.
    """
    if len(tekst) > vraag.max_lengte:
        raise DomeinFout(
            f"Dit antwoord heeft {len(tekst)} tekens. Er passen er {vraag.max_lengte}.", code="antwoord.te_lang"
        )
    if tekst and vraag.soort == Vraag.Soort.GETAL and not (tekst.isascii() and tekst.isdigit()):
        raise DomeinFout("Vul een heel getal in, bijvoorbeeld 25.", code="antwoord.getal")
    if tekst and vraag.soort == Vraag.Soort.JA_NEE and tekst not in JA_NEE:
        raise DomeinFout("Kies ja of nee.", code="antwoord.ja_nee")
    if vraag.soort == Vraag.Soort.KORTE_TEKST and "\n" in tekst:
        raise DomeinFout("Schrijf dit op één regel.", code="antwoord.een_regel")
