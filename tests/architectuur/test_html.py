"""What every HTML page keeps to: one h1, Dutch, nothing inline, a strict policy (kwaliteit.md 10)."""

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.db.models.fields import BLANK_CHOICE_DASH
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.architectuur.conftest import terug
from tests.architectuur.matrix import MATRIX, OPENBAAR
from tests.architectuur.route import Route
from tests.architectuur.wereld import Wereld

PAGINAS = [
    pytest.param(route, id=f"{nummer:02}-{route.naam}")
    for nummer, route in enumerate(MATRIX)
    if route.get == 200 and route.html
]
OPENBARE_PAGINAS = sorted(naam for naam, (_, code) in OPENBAAR.items() if code == 200 and not naam.endswith("z"))


class Lezer(HTMLParser):
    """Counts headings, and writes down what a page may not hold."""

    def __init__(self) -> None:
        super().__init__()
        self.taal: str | None = None
        self.titel = False
        self.koppen: list[int] = []
        self.ids: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kenmerken = dict(attrs)
        if tag == "html":
            self.taal = kenmerken.get("lang")
        self.titel = self.titel or tag == "title"
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.koppen.append(int(tag[1]))
        if "id" in kenmerken:
            self.ids.append(kenmerken["id"] or "")
        if tag == "style" or (tag == "script" and "src" not in kenmerken):
            self.inline.append(f"<{tag}>")
        self.inline += [f"{tag} {naam}" for naam in kenmerken if naam == "style" or naam.startswith("on")]


def gebreken(antwoord: HttpResponse) -> Iterator[str]:
    lezer = Lezer()
    lezer.feed(antwoord.content.decode())
    if lezer.taal != "nl":
        yield f"taal {lezer.taal}"
    if not lezer.titel:
        yield "geen titel"
    if lezer.koppen.count(1) != 1:
        yield f"{lezer.koppen.count(1)} keer h1"
    if any(dieper > hoger + 1 for hoger, dieper in zip(lezer.koppen, lezer.koppen[1:], strict=False)):
        yield f"koppen slaan een niveau over: {lezer.koppen}"
    if dubbel := {id_ for id_ in lezer.ids if lezer.ids.count(id_) > 1}:
        yield f"dubbele id's: {sorted(dubbel)}"
    yield from lezer.inline
    if BLANK_CHOICE_DASH[0][1] in antwoord.content.decode():
        yield "een lege keuze zonder woorden"
    beleid = antwoord.get("Content-Security-Policy", "")
    if "default-src 'self'" not in beleid or "unsafe" in beleid:
        yield f"beleid {beleid!r}"


@pytest.mark.parametrize("route", PAGINAS)
def test_every_page_keeps_to_the_rules(wereld: Wereld, clients: dict[str, Client], route: Route) -> None:
    with terug():
        antwoord = clients[min(route.mag)].get(reverse(route.naam, args=route.args(wereld)))

        assert list(gebreken(antwoord)) == []


@pytest.mark.parametrize("naam", OPENBARE_PAGINAS)
def test_every_public_page_keeps_to_the_rules(wereld: Wereld, naam: str) -> None:
    with terug():
        antwoord = Client().get(reverse(naam, args=OPENBAAR[naam][0](wereld)))

        assert list(gebreken(antwoord)) == []


@pytest.mark.parametrize("soort", [403, 404])
def test_a_refusal_keeps_to_the_rules(wereld: Wereld, clients: dict[str, Client], soort: int) -> None:
    naam = {403: "organisaties:nieuw", 404: "subsidies:aanvraag_detail"}[soort]
    args = {403: (), 404: ("SB-2026-0000",)}[soort]

    with terug():
        antwoord = clients["tekenbevoegde"].get(reverse(naam, args=args))

        assert antwoord.status_code == soort
        assert list(gebreken(antwoord)) == []


def test_a_careless_page_is_seen() -> None:
    pagina = HttpResponse('<html><h1 id="a">x</h1><h3 id="a" style="top:0">y</h3><script>z()</script>---------</html>')

    assert list(gebreken(pagina)) == [
        "taal None",
        "geen titel",
        "koppen slaan een niveau over: [1, 3]",
        "dubbele id's: ['a']",
        "h3 style",
        "<script>",
        "een lege keuze zonder woorden",
        "beleid ''",
    ]
