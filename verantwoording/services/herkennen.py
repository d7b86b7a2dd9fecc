"""From the words in a file to our indicators and areas: known, to be made, or an error that says what comes near.

What is to be made gets a number below zero until the import makes it, so that a dry run makes nothing. A word that
may mean two things means nothing.
"""

import difflib
import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.text import slugify

from kern.fouten import DomeinFout
from verantwoording.inlezen.fout import weiger
from verantwoording.inlezen.periode import nog_niet_gemeten
from verantwoording.inlezen.vorm import Cijfer, kort
from verantwoording.models import Bron, Gebied, Maatschappelijkeindicator

SLOT = 6_104_001  # one import at a time makes indicators and areas
_CBS_CODE = re.compile(r"(NL|GM|WK|BU)[0-9]{2,8}", re.IGNORECASE)
_SOORT = {"NL": Gebied.Soort.LAND, "GM": Gebied.Soort.GEMEENTE, "WK": Gebied.Soort.WIJK, "BU": Gebied.Soort.BUURT}
_BOVEN = frozenset({Gebied.Soort.LAND, Gebied.Soort.GEMEENTE})  # what lies in no municipality
_GENOEMD = 20
_GERADEN = 100  # words for which what comes near is looked for; more than a page shows
_LANGSTE_INDICATOR, _LANGSTE_GEBIED = 200, 100

S = TypeVar("S")
Namen = defaultdict[S, set[int]]


class Onbekend(Exception):
    """What the file names and we do not know; the text is for its row."""


def veranderd() -> DomeinFout:
    return weiger(
        "veranderd", "Sinds u dit bekeek, is veranderd wat dit bestand doet. Bekijk het opnieuw voor u het inleest."
    )


class Herkenner:
    """Both at once, and what a figure may not be: of a period that must still come, or in another unit."""

    def __init__(self, keuzes: Mapping[str, Any]) -> None:
        raad = Raad()
        self._dit_jaar = timezone.localdate().year
        self._indicatoren = Indicatoren(keuzes, raad)
        self._gebieden = Gebieden(keuzes, raad)

    def plaats(self, cijfer: Cijfer) -> tuple[int, int]:
        """The numbers of the indicator and the area of a figure. Raises Onbekend."""
        indicator = self._indicatoren.nummer(cijfer.bron, cijfer.indicator)
        gebied = self._gebieden.nummer(cijfer.gebied)
        if cijfer.jaar > self._dit_jaar:
            raise Onbekend(nog_niet_gemeten(cijfer.periode))
        if cijfer.procent and (eenheid := self._indicatoren.eenheid[indicator]) != "%":
            raise Onbekend(f"Hier staat een percentage, en de eenheid van de indicator is: {eenheid}.")
        return indicator, gebied

    @property
    def te_maken(self) -> list[str]:
        """What the import will make, in sentences."""
        delen = (("Nieuwe indicatoren", self._indicatoren.nieuw), ("Nieuwe gebieden", self._gebieden.nieuw))
        return [f"{wat}: {_noem(nieuw.values())}." for wat, nieuw in delen if nieuw]

    @property
    def betekenis(self) -> str:
        """A seal on what every word of the file meant: another one, when the same words would mean something else."""
        woorden = sorted((*self._indicatoren.betekenis(), *self._gebieden.betekenis()))
        return hashlib.sha256("\n".join(woorden).encode()).hexdigest()

    def maak(self) -> dict[str, dict[int, int]]:
        """Make what is to be made: per column the number until now and the number that it got.

        Raises DomeinFout when somebody made one of them since the file was looked at.
        """
        nieuw: dict[str, Mapping[int, Maatschappelijkeindicator] | Mapping[int, Gebied]] = {
            "indicator_id": self._indicatoren.nieuw,
            "gebied_id": self._gebieden.nieuw,
        }
        if not any(nieuw.values()):
            return {}
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SLOT])
        try:
            with transaction.atomic():
                Maatschappelijkeindicator.objects.bulk_create(self._indicatoren.nieuw.values())
                Gebied.objects.bulk_create(self._gebieden.nieuw.values())
        except IntegrityError as fout:
            raise veranderd() from fout
        return {kolom: {oud: rij.pk for oud, rij in rijen.items()} for kolom, rijen in nieuw.items() if rijen}


class Raad:
    """What comes near a word that we do not know; for the first words only, since it looks at all that we do know."""

    def __init__(self) -> None:
        self._over = _GERADEN

    def __call__(self, naam: str, bekend: Collection[str]) -> str:
        self._over -= 1
        dichtbij = difflib.get_close_matches(naam.casefold(), bekend, n=1, cutoff=0.6) if self._over >= 0 else []
        return f" Bedoelt u ‘{dichtbij[0]}’?" if dichtbij else ""


class Indicatoren:
    """By code, or by name within their source: the same word of another source is another indicator."""

    def __init__(self, keuzes: Mapping[str, Any], raad: Raad) -> None:
        self._keuzes, self._raad = keuzes, raad
        self._gezien: dict[tuple[str, str], int | str] = {}
        self._bronnen = {bron.pk: bron for bron in Bron.objects.all()}
        self._bron_op_code: Namen[str] = _op(self._bronnen, lambda bron: bron.code)
        self._bron_op_naam: Namen[str] = _op(self._bronnen, lambda bron: bron.naam)
        self._bron_van: dict[int, int] = {}
        self._op_code: Namen[str] = defaultdict(set)
        self._op_naam: Namen[tuple[int, str]] = defaultdict(set)
        self.eenheid: dict[int, str] = {}
        self.nieuw: dict[int, Maatschappelijkeindicator] = {}
        for indicator in Maatschappelijkeindicator.objects.all():
            self._ken(indicator, indicator.pk)

    def nummer(self, bron: str, naam: str) -> int:
        return _onthoud(self._gezien, (bron, naam), lambda: self._zoek(bron, naam))

    def betekenis(self) -> Iterator[str]:
        for (bron, naam), nummer in self._gezien.items():
            eenheid = self.eenheid[nummer] if isinstance(nummer, int) else ""
            yield f"indicator\t{bron}\t{naam}\t{_zegel(nummer)}\t{eenheid}"

    def _ken(self, indicator: Maatschappelijkeindicator, nummer: int) -> None:
        self._bron_van[nummer] = indicator.bron_id
        self._op_code[indicator.code.casefold()].add(nummer)
        self._op_naam[indicator.bron_id, indicator.naam.casefold()].add(nummer)
        self.eenheid[nummer] = indicator.eenheid

    def _zoek(self, bron_naam: str, naam: str) -> int:
        bron = self._bron(bron_naam or self._keuzes.get("bron", ""))
        woord = naam.casefold()
        van_bron = self._op_naam.get((bron.pk, woord), set()) if bron else set()
        gevonden = _enige(van_bron or self._op_code.get(woord, set()), naam, "een indicator")
        if gevonden and bron and self._bron_van[gevonden] != bron.pk:
            raise Onbekend(
                f"De indicator ‘{kort(naam)}’ is niet van {bron}. Reeksen van twee bronnen mengen wij niet."
            )
        if gevonden:
            return gevonden
        if bron is None:
            raise Onbekend(f"Bij ‘{kort(naam)}’ staat geen bron. Kies er een bij het aanbieden.")
        if not self._keuzes.get("nieuwe_indicatoren"):
            namen = [naam for bron_id, naam in self._op_naam if bron_id == bron.pk]
            raise Onbekend(f"De indicator ‘{kort(naam)}’ van {bron} kennen wij niet.{self._raad(naam, namen)}")
        return self._maak_later(bron, naam)

    def _bron(self, naam: str) -> Bron | None:
        if not naam:
            return None
        woord = naam.casefold()
        gevonden = _enige(self._bron_op_code.get(woord) or self._bron_op_naam.get(woord, set()), naam, "een bron")
        if gevonden is None:
            bekend = [*self._bron_op_naam, *self._bron_op_code]
            raise Onbekend(f"De bron ‘{kort(naam)}’ kennen wij niet.{self._raad(naam, bekend)}")
        return self._bronnen[gevonden]

    def _maak_later(self, bron: Bron, naam: str) -> int:
        _eis_kort(naam, _LANGSTE_INDICATOR)
        begin = code = slugify(f"{naam[:30]} {bron.code}")
        volgende = len(self._op_code)
        while code in self._op_code:
            volgende += 1
            code = f"{begin}-{volgende}"
        nummer = -1 - len(self.nieuw)
        indicator = Maatschappelijkeindicator(code=code, naam=naam, eenheid=self._keuzes["eenheid"], bron=bron)
        self.nieuw[nummer] = indicator
        self._ken(indicator, nummer)
        return nummer


class Gebieden:
    """By code, else by name. Where the file is about (`binnen`), a word means what lies there, or a municipality or
    country; never a part of another municipality that happens to have that name or code."""

    def __init__(self, keuzes: Mapping[str, Any], raad: Raad) -> None:
        self._keuzes, self._raad = keuzes, raad
        self._gezien: dict[str, int | str] = {}
        self._gebieden = {gebied.pk: gebied for gebied in Gebied.objects.order_by("pk")}
        self._op_code: Namen[str] = _op(self._gebieden, lambda gebied: gebied.code)
        self._op_naam: Namen[str] = _op(self._gebieden, lambda gebied: gebied.naam)
        self._binnen = next((pk for pk, rij in self._gebieden.items() if rij.code == keuzes.get("binnen")), None)
        self.nieuw: dict[int, Gebied] = {}

    def nummer(self, naam: str) -> int:
        return _onthoud(self._gezien, naam, lambda: self._zoek(naam))

    def betekenis(self) -> Iterator[str]:
        for naam, nummer in self._gezien.items():
            yield f"gebied\t{naam}\t{_zegel(nummer)}"

    def _zoek(self, naam: str) -> int:
        woord = naam.casefold()
        alle = self._op_code.get(woord) or self._op_naam.get(woord, set())
        gevonden = _enige(self._passend(alle), naam, "een gebied")
        if gevonden is not None:
            return gevonden
        if self._keuzes.get("nieuwe_gebieden"):
            return self._maak_later(naam)
        if alle:
            raise Onbekend(f"Het gebied ‘{kort(naam)}’ ligt niet in {self._keuzes['binnen']}. Gebruik de code.")
        bekend = [*self._op_naam, *self._op_code]
        raise Onbekend(f"Het gebied ‘{kort(naam)}’ kennen wij niet.{self._raad(naam, bekend)}")

    def _passend(self, gevonden: Collection[int]) -> Collection[int]:
        """Those that lie where the file is about; else those that lie in no municipality."""
        if self._binnen is None:
            return gevonden
        erin = [nummer for nummer in gevonden if self._binnen in self._lijn(nummer)]
        return erin or [nummer for nummer in gevonden if self._gebieden[nummer].soort in _BOVEN]

    def _lijn(self, nummer: int | None) -> Iterator[int]:
        """The area and all that it lies in."""
        while nummer is not None:
            yield nummer
            nummer = self._gebieden[nummer].binnen_id

    def _maak_later(self, naam: str) -> int:
        _eis_kort(naam, _LANGSTE_GEBIED)
        als_code = _CBS_CODE.fullmatch(naam)
        code = naam.upper() if als_code else slugify(naam)[:40]
        if not code or code.casefold() in self._op_code:
            raise Onbekend(f"Van ‘{kort(naam)}’ maken wij geen nieuw gebied. Voeg het zelf toe in het register.")
        soort = _SOORT[als_code[1].upper()] if als_code else self._keuzes["gebiedsoort"]
        nummer = -1 - len(self.nieuw)
        binnen = None if soort in _BOVEN else self._binnen
        self.nieuw[nummer] = self._gebieden[nummer] = Gebied(code=code, naam=naam, soort=soort, binnen_id=binnen)
        self._op_code[code.casefold()].add(nummer)
        self._op_naam[naam.casefold()].add(nummer)
        return nummer


def _op(rijen: Mapping[int, Any], woord: Callable[[Any], str]) -> Namen[str]:
    """Which numbers a word may stand for, whatever its capitals."""
    op: Namen[str] = defaultdict(set)
    for nummer, rij in rijen.items():
        op[woord(rij).casefold()].add(nummer)
    return op


def _enige(gevonden: Collection[int], naam: str, wat: str) -> int | None:
    if len(gevonden) > 1:
        raise Onbekend(f"Er heet meer dan {wat} ‘{kort(naam)}’. Gebruik de code.")
    return next(iter(gevonden), None)


def _eis_kort(naam: str, lengte: int) -> None:
    if len(naam) > lengte:
        raise Onbekend(f"‘{kort(naam)}’ is langer dan {lengte} tekens. Maak het niet nieuw, of kort het in.")


def _zegel(nummer: int | str) -> str:
    """What a word meant: a number of ours, something new, or nothing."""
    if isinstance(nummer, str):
        return "onbekend"
    return "nieuw" if nummer < 0 else str(nummer)


def _onthoud(gezien: dict[S, int | str], sleutel: S, zoek: Callable[[], int]) -> int:
    """What a word means is looked up once, also when it means nothing."""
    if sleutel not in gezien:
        try:
            gezien[sleutel] = zoek()
        except Onbekend as fout:
            gezien[sleutel] = str(fout)
    gevonden = gezien[sleutel]
    if isinstance(gevonden, str):
        raise Onbekend(gevonden)
    return gevonden


def _noem(dingen: Iterable[object]) -> str:
    namen = [kort(str(ding)) for ding in dingen]
    rest = len(namen) - _GENOEMD
    return ", ".join(namen[:_GENOEMD]) + (f" en nog {rest}" if rest > 0 else "")
