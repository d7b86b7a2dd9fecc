"""Every act leaves a row of a registered kind, and every kind is used and reads as a sentence (huis.md §4.7)."""

import ast
import datetime
import string
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kern.models import Gebeurtenis
from kern.spoor import Code, lees_zin, soorten
from tests.architectuur.huis import bronnen, kort, ontleed

# Parts of an act that another service completes: they run inside its transaction and it writes the row.
BINNEN_EEN_HANDELING = {
    "begroting/services/boek.py:boek": "the verbs beside it check, book and record",
    "subsidies/services/akkoord.py:laat_vervallen": "records each akkoord that lapses; none when nothing changed",
    "subsidies/services/bevoegdheid.py:bevoegdheid": "only asks; deciding records",
    "subsidies/services/bevoegdheid.py:mandaten_voor": "only asks; deciding records",
    "subsidies/services/bevoegdheid.py:neem_besluitrol": "part of deciding",
    "subsidies/services/bevoegdheid.py:ondertekening": "words of a letter",
    "subsidies/services/behandeling.py:open_als_beoordelaar": "opens the case for the act that records",
    "subsidies/services/behandeling.py:open_in_behandeling": "opens the case for the act that records",
    "subsidies/services/toewijzen.py:begin_als_beoordelaar": "part of taking a case up",
    "subsidies/services/tweede_lezer.py:controleer_actueel": "records an approval that lapses; none when it holds",
    "subsidies/services/zaakrol.py:eis_rol_vrij": "only asks; who asked records what follows",
    "subsidies/services/zaakrol.py:eis_zonder_belang": "only asks; who asked records what follows",
    "subsidies/services/zaakrol.py:neem_rol": "part of assessing and deciding",
    "uitvoering/services/bezwaar.py:bewaar": "writes for the act that records",
    "uitvoering/services/bezwaar.py:eis_onbevangen": "only asks; who asked records what follows",
    "uitvoering/services/bezwaar.py:in_behandeling": "opens the objection for the act that records",
    "uitvoering/services/indexering.py:eis_uitvoerder": "only asks; who asked records what follows",
    "uitvoering/services/opschorten.py:beeindig_opschorting": "part of the decision that ends it",
    "uitvoering/services/wijzigingsverzoek.py:eis_ontvanger": "only asks; who asked records what follows",
}

# Saves while typing: its own Versie keeps who changed what; a klad is nobody's act yet.
BEWAREN_ONDER_HET_TYPEN = {
    "subsidies/services/antwoord.py:bewaar_antwoord",
    "subsidies/services/klad.py:bewaar_klad",
    "subsidies/services/klad.py:gooi_klad_weg",
    "subsidies/services/versies.py:leg_versie_vast",
    "verantwoording/services/overnemen.py:neem_over",
    "verantwoording/services/verslag.py:bewaar_verslag",
    "verantwoording/services/verslag.py:schrijf_verslag",
    "verantwoording/services/verslag.py:zet_metingen",
}

VOORBEELD = {int: 7, Decimal: "1234.50", datetime.date: "2026-11-20", Code: "SB-2026-0042"}


@dataclass(frozen=True)
class Dienst:
    """One public function that acts for somebody, and the kinds that it names."""

    plek: str
    vastgelegd: frozenset[str]
    doorgegeven: bool


def diensten() -> Iterator[Dienst]:
    for pad in bronnen("services/**/*.py"):
        yield from diensten_in(ontleed(pad), kort(pad))


def diensten_in(boom: ast.Module, plek: str) -> Iterator[Dienst]:
    """The public functions of a module that take `door`; what a private helper beside them records counts too."""
    functies = {tak.name: tak for tak in boom.body if isinstance(tak, ast.FunctionDef)}
    for naam, functie in functies.items():
        if naam.startswith("_") or "door" not in {arg.arg for arg in [*functie.args.args, *functie.args.kwonlyargs]}:
            continue
        geraakt = list(_met_hulp(functie, functies))
        yield Dienst(
            plek=f"{plek}:{naam}",
            vastgelegd=frozenset(soort for deel in geraakt for soort in _soorten_in(deel)),
            doorgegeven=any(_geeft_door(deel) for deel in geraakt),
        )


def _met_hulp(functie: ast.FunctionDef, functies: dict[str, ast.FunctionDef]) -> Iterator[ast.FunctionDef]:
    """The function, and the functions of the same module that it calls, directly or not."""
    gezien: set[str] = set()
    wachtrij = [functie.name]
    while wachtrij:
        naam = wachtrij.pop()
        if naam in gezien or naam not in functies:
            continue
        gezien.add(naam)
        yield functies[naam]
        wachtrij += [aanroep for aanroep, _ in _aanroepen(functies[naam])]


def _aanroepen(functie: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for tak in ast.walk(functie):
        if isinstance(tak, ast.Call):
            naam = tak.func.attr if isinstance(tak.func, ast.Attribute) else getattr(tak.func, "id", "")
            yield naam, tak


def _soorten_in(functie: ast.AST) -> Iterator[str]:
    """The kinds written here: the first argument of leg_vast, a text or one of several texts."""
    for naam, aanroep in _aanroepen(functie):
        if naam == "leg_vast" and aanroep.args:
            for tak in ast.walk(aanroep.args[0]):
                if isinstance(tak, ast.Constant) and isinstance(tak.value, str):
                    yield tak.value


def _geeft_door(functie: ast.AST) -> bool:
    """Hands `door` on to another act, which writes the row."""
    return any(
        naam not in {"handeling", "leg_vast", "eis_rol"} and any(sleutel.arg == "door" for sleutel in aanroep.keywords)
        for naam, aanroep in _aanroepen(functie)
    )


def zonder_spoor(alle: Iterator[Dienst]) -> list[str]:
    return [
        dienst.plek
        for dienst in alle
        if not (dienst.vastgelegd or dienst.doorgegeven)
        and dienst.plek not in {*BINNEN_EEN_HANDELING, *BEWAREN_ONDER_HET_TYPEN}
    ]


def genoemde_soorten() -> set[str]:
    """Every text in our rooms that is the name of a registered kind, outside the place where it is registered."""
    bekend = set(soorten())
    return {
        tak.value
        for pad in bronnen()
        if pad.name != "gebeurtenissen.py"
        for tak in ast.walk(ontleed(pad))
        if isinstance(tak, ast.Constant) and isinstance(tak.value, str) and tak.value in bekend
    }


def test_every_service_leaves_a_row() -> None:
    assert len(list(diensten())) > 30
    assert zonder_spoor(diensten()) == []


def test_every_row_is_of_a_registered_kind() -> None:
    geschreven = {soort for dienst in diensten() for soort in dienst.vastgelegd}

    assert geschreven - set(soorten()) == set()


def test_a_service_that_forgets_its_row_is_seen() -> None:
    boom = ast.parse(
        "def vergeet(*, pk, door):\n    Ding.objects.create()\n"
        "def onthoud(*, pk, door):\n    _schrijf(door)\n"
        "def _schrijf(door):\n    leg_vast('ding.gemaakt', door=door)\n"
    )

    alle = list(diensten_in(boom, "kern/services/ding.py"))

    assert zonder_spoor(iter(alle)) == ["kern/services/ding.py:vergeet"]
    assert alle[1].vastgelegd == {"ding.gemaakt"}


def test_the_named_exceptions_still_exist() -> None:
    assert {*BINNEN_EEN_HANDELING, *BEWAREN_ONDER_HET_TYPEN} <= {dienst.plek for dienst in diensten()}


def test_every_registered_kind_is_used() -> None:
    assert set(soorten()) - genoemde_soorten() == set()


def test_every_registered_kind_reads_as_a_dutch_sentence() -> None:
    for soort in soorten().values():
        feiten = {naam: VOORBEELD[type_] for naam, type_ in soort.feiten.items()}
        velden = {naam for _, naam, _, _ in string.Formatter().parse(soort.zin) if naam}

        zin = lees_zin(Gebeurtenis(soort=soort.code, feiten=feiten))

        assert velden <= set(soort.feiten), soort.code
        assert zin.startswith(("heeft ", "is ", "kon ")), soort.code
        assert "{" not in zin, soort.code


def test_a_refusal_of_every_kind_reads_as_a_sentence() -> None:
    for code in soorten():
        assert lees_zin(Gebeurtenis(soort=code, geweigerd="toegang.rol")).startswith("Geweigerd (toegang.rol): ")
