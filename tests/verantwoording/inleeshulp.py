"""Files of figures for tests, and an import from file to figures in one call."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from subsidies.rekenblad.vorm import Rij
from tests.hulp.bestanden import upload
from tests.hulp.fabriek import maak_lid
from tests.verantwoording.cijferhulp import maak_indicator, maak_stad
from verantwoording.inlezen import LEZERS
from verantwoording.inlezen.bladen import lees_csv
from verantwoording.inlezen.vorm import Cijfer, Gelezen, Keuzes
from verantwoording.models import Inlezing, Waarneming
from verantwoording.services import inlezen

KOP = "indicator;bron;gebied;periode;waarde"
GGD = "eenzaam-ggd"


def stad_met_indicator() -> Lidmaatschap:
    """A town with one indicator and no figures; gives who keeps them."""
    maak_stad()
    maak_indicator("Eenzaam")
    return maak_lid(Rol.BELEIDSMEDEWERKER)


def cijfers(*waarden: str, jaar: int = 2001) -> bytes:
    """One figure of Schalkwijk per year, from `jaar`."""
    return lang(*(f"{GGD};;Schalkwijk;{jaar + plek};{waarde}" for plek, waarde in enumerate(waarden)))


def lees(vorm: str, tekst: str, **keuzes: Any) -> list[Gelezen]:
    """What the reader of this form makes of a text."""
    return list(LEZERS[vorm](lees_csv(tekst), Keuzes(**keuzes)))


def lees_rijen(vorm: str, rijen: Iterable[list[Any]], **keuzes: Any) -> list[Gelezen]:
    """The same for cells of a spreadsheet."""
    return list(LEZERS[vorm](iter(Rij(nummer, cellen) for nummer, cellen in enumerate(rijen, 1)), Keuzes(**keuzes)))


def kort(gelezen: Iterable[Gelezen]) -> Iterator[tuple[str, str, str, str]]:
    """Indicator, area, period and value of what was read as a figure."""
    for cijfer in gelezen:
        if isinstance(cijfer, Cijfer):
            yield cijfer.indicator, cijfer.gebied, cijfer.periode, str(cijfer.waarde)


def lang(*regels: str, kop: str = KOP) -> bytes:
    return "\r\n".join([kop, *regels, ""]).encode()


def cijferbestand(inhoud: bytes, naam: str = "cijfers.csv") -> SimpleUploadedFile:
    return upload(inhoud, naam)


def bied_aan(
    door: Lidmaatschap, inhoud: bytes, vorm: str = "lang", naam: str = "cijfers.csv", **keuzes: Any
) -> Inlezing:
    """Offered, and looked at."""
    aanbod = inlezen.Aanbod(vorm=vorm, bestand=cijferbestand(inhoud, naam), keuzes=keuzes)
    inlezing = inlezen.bied_aan(aanbod=aanbod, door=door)
    return werk(inlezing)


def werk(inlezing: Inlezing) -> Inlezing:
    inlezen.werk(inlezing_id=inlezing.pk)
    inlezing.refresh_from_db()
    return inlezing


def lees_in(door: Lidmaatschap, inhoud: bytes, vorm: str = "lang", reden: str = "", **keuzes: Any) -> Inlezing:
    """Offered, confirmed when there is something to import, and imported."""
    inlezing = bied_aan(door, inhoud, vorm, **keuzes)
    if not inlezing.nieuw and not inlezing.herzien:
        return inlezing
    inlezen.bevestig(inlezing_id=inlezing.pk, gezien=inlezing.vingerafdruk, reden=reden, door=door)
    return werk(inlezing)


def stand() -> dict[tuple[str, str, str], list[str | None]]:
    """Every value that ever stood for an indicator, area and period, the oldest first."""
    alles: dict[tuple[str, str, str], list[str | None]] = {}
    rijen = Waarneming.objects.order_by("nummer").values_list(
        "indicator__code", "gebied__code", "periode", "nummer", "waarde"
    )
    for indicator, gebied, periode, nummer, waarde in rijen:
        reeks = alles.setdefault((indicator, gebied, periode), [])
        assert nummer == len(reeks) + 1
        reeks.append(_kort(waarde))
    return alles


def _kort(waarde: Decimal | None) -> str | None:
    return None if waarde is None else f"{waarde.normalize():f}"
