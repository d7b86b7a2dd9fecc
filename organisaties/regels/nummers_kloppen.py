"""Numbers and codes of an organisation: written one way, and right as far as arithmetic can tell."""

import re

from stdnum import iban as stdnum_iban
from stdnum.nl import bsn as elfproef
from stdnum.nl import postcode as stdnum_postcode

from kern.fouten import DomeinFout


def kvk_nummer(tekst: str) -> str:
    """Eight digits, or empty."""
    nummer = _zonder_tekens(tekst)
    if nummer and not re.fullmatch(r"\d{8}", nummer, re.ASCII):
        raise DomeinFout("Een KvK-nummer heeft 8 cijfers.", code="organisatie.kvk", veld="kvk")
    return nummer


def rsin_nummer(tekst: str) -> str:
    """Nine digits that pass the elfproef (the same as for a BSN, which we never keep), or empty."""
    nummer = _zonder_tekens(tekst)
    if nummer and not (re.fullmatch(r"\d{9}", nummer, re.ASCII) and elfproef.is_valid(nummer)):
        raise DomeinFout("Dit RSIN klopt niet. Het heeft 9 cijfers.", code="organisatie.rsin", veld="rsin")
    return nummer


def iban_nummer(tekst: str) -> str:
    """An IBAN whose check digits are right, without spaces and in capitals, or empty."""
    nummer = _zonder_tekens(tekst).upper()
    if nummer and not stdnum_iban.is_valid(nummer):
        raise DomeinFout(
            "Dit IBAN klopt niet. Een Nederlands IBAN ziet er zo uit: NL00 BANK 0123 4567 89.",
            code="organisatie.iban",
            veld="iban",
        )
    return nummer


def postcode(tekst: str) -> str:
    """Four digits, a space and two capitals, or empty."""
    code = _zonder_tekens(tekst).upper()
    if not code:
        return ""
    if not stdnum_postcode.is_valid(code):
        raise DomeinFout(
            "Een postcode heeft 4 cijfers en 2 letters, bijvoorbeeld 2011 RD.",
            code="organisatie.postcode",
            veld="postcode",
        )
    return f"{code[:4]} {code[4:]}"


def _zonder_tekens(tekst: str) -> str:
    return re.sub(r"[\s.\-]", "", tekst)
