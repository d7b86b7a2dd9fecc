"""A page of figures for officers: facts, and tables under headings. Pure."""

from dataclasses import dataclass

from kern.peil import Peil
from overzichten.geldpagina import Blok, Feit, Schakel


@dataclass(frozen=True, slots=True)
class Overzichtsblad:
    """`kruimels` end in this page; `links` lead on. `fictief`: it is about something made up. `peil` where one may
    choose the day, with `alleen_nu`, what no earlier day can show."""

    kop: str
    kruimels: tuple[Schakel, ...]
    blokken: tuple[Blok, ...]
    feiten: tuple[Feit, ...] = ()
    gegevens: tuple[tuple[str, str], ...] = ()
    links: tuple[Schakel, ...] = ()
    keuzes: tuple[Schakel, ...] = ()
    inleiding: str = ""
    fictief: bool = False
    peil: Peil | None = None
    alleen_nu: str = ""
