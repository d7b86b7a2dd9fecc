"""What a stranger types, in every form and in every address: refused with a sentence or taken, never an error."""

from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kern import views_storing
from tests.architectuur.conftest import terug
from tests.architectuur.matrix import MATRIX
from tests.architectuur.route import NIET, Route
from tests.architectuur.wereld import Wereld

# The fields of forms that stand on the page of something else, and what only a script of ours sends.
OVERAL = ("tekst", "reden", "motivering", "uitkomst", "gelezen", "organisatie", "versie", "blad", "volgende", "hoger")
# What a field is for, told by its class.
KLASSEN = {"sb-invoer-datum": "datum", "sb-invoer-tijdstip": "tijdstip", "sb-invoer-geld": "getal"}

Velden = Mapping[str, tuple[str, str]]


class Formulierlezer(HTMLParser):
    """The fields on a page: by name their kind, and a choice that is offered or what stands in it."""

    def __init__(self) -> None:
        super().__init__()
        self.velden: dict[str, tuple[str, str]] = {}
        self.keuzelijst = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kenmerken = {naam: waarde or "" for naam, waarde in attrs}
        naam, waarde = kenmerken.get("name", ""), kenmerken.get("value", "")
        if tag == "option" and self.keuzelijst and waarde:
            self.velden[self.keuzelijst] = ("keuze", waarde)
        if tag == "select":
            self.keuzelijst = naam
        if tag in {"input", "textarea", "select", "button"} and naam:
            self.velden.setdefault(naam, (self._soort(tag, kenmerken), waarde))

    def _soort(self, tag: str, kenmerken: Mapping[str, str]) -> str:
        soorten = [KLASSEN[klasse] for klasse in kenmerken.get("class", "").split() if klasse in KLASSEN]
        return soorten[0] if soorten else kenmerken.get("type", "keuze" if tag == "select" else "text")


def velden_van(client: Client, adres: str) -> Velden:
    lezer = Formulierlezer()
    for vraag in (client.get, client.post):
        antwoord = vraag(adres)
        if antwoord.get("Content-Type", "").startswith("text/html"):
            lezer.feed(antwoord.content.decode())
    return dict.fromkeys(OVERAL, ("text", "")) | lezer.velden


def _overal(waarde: str) -> Callable[[Velden], dict[str, str]]:
    return lambda velden: dict.fromkeys(velden, waarde)


def _als(**per_soort: str) -> Callable[[Velden], dict[str, str]]:
    """Every field filled in as its kind wants it; a kind that is not named keeps what stands in it."""

    def vul(velden: Velden) -> dict[str, str]:
        return {naam: per_soort.get(soort) or waarde or per_soort["text"] for naam, (soort, waarde) in velden.items()}

    return vul


VANDAAG = f"{timezone.localdate():%d-%m-%Y}"
VREEMD = "\x07\x1b[31m\u2028\ufeff\u202e<script>alert(1)</script>{{ 7*7 }}" + "\U0001f600" * 5000
INVOER: Mapping[str, Callable[[Velden], dict[str, str]]] = {
    "null bytes": _overal("a\x00b"),
    "five thousand emoji": _overal(VREEMD),
    "a number without end": _overal("9" * 400),
    "long ago": _als(text="=1+1", datum="01-01-0001", tijdstip="01-01-0001 00:00", getal="-1", number="-1"),
    "the end of time": _als(text="\U0001f600\u202e", datum="31-12-9999", tijdstip="31-12-9999 23:59", getal="9e9"),
    "too large": _als(
        text="x", datum=VANDAAG, tijdstip=f"{VANDAAG} 00:00", getal="9999999999.99", number="2147483648"
    ),
}
ONLEESBAAR = b"tekst=%ff%fe&reden=%00&\xff=\xfe&;;=&"

per_post = pytest.mark.parametrize(
    "route",
    [
        pytest.param(route, id=f"{nummer:02}-{route.naam}")
        for nummer, route in enumerate(MATRIX)
        if route.post != NIET or route.anders
    ],
)


def met_recht(route: Route, clients: Mapping[str, Client], methode: str) -> Client:
    """The browser of somebody who gets furthest; an error is an answer to look at."""
    client = clients[min(route.mag, key=lambda wie: (route.verwacht(wie, methode) == 403, wie))]
    client.raise_request_exception = False
    return client


def antwoorden(client: Client, adres: str) -> Iterator[tuple[str, int]]:
    """What was sent, and the code that came back; nothing of it stays."""
    with terug():
        velden = velden_van(client, adres)
    for naam, vul in INVOER.items():
        with terug():
            yield naam, client.post(adres, vul(velden)).status_code
    with terug():
        yield "no text", client.generic("POST", adres, ONLEESBAAR, "application/x-www-form-urlencoded").status_code
    with terug():
        bestand = SimpleUploadedFile("../\u202efdp.exe.pdf", b"%PDF-1.7\n\x00" * 9, "application/pdf")
        yield "a file in every field", client.post(adres, dict.fromkeys(velden, bestand)).status_code


@per_post
def test_nothing_that_is_sent_is_an_error(wereld: Wereld, clients: dict[str, Client], route: Route) -> None:
    adres = reverse(route.naam, args=route.args(wereld))

    codes = dict(antwoorden(met_recht(route, clients, "POST"), adres))

    assert {naam: code for naam, code in codes.items() if code >= 500} == {}


def test_no_address_is_an_error(wereld: Wereld, clients: dict[str, Client]) -> None:
    fouten = []

    for route in MATRIX:
        client, args = met_recht(route, clients, "GET"), route.args(wereld)
        adres = reverse(route.naam, args=args)
        vreemd = ("%00", "%ff", "0" * 40, str(10**20), "%F0%9F%98%80")
        adressen = [adres.replace(f"/{deel}/", f"/{iets}/") for deel in args for iets in vreemd]
        for gevraagd in [*adressen, f"{adres}?bladzijde=%00&stand=%ff&zoek=%00&jaar=1e9&deel={10**20}"]:
            with terug():
                fouten += [gevraagd] if client.get(gevraagd).status_code >= 500 else []

    assert fouten == []


def test_control_an_error_is_seen(wereld: Wereld, clients: dict[str, Client], monkeypatch: pytest.MonkeyPatch) -> None:
    """The fields that are filled in reach the service, and what goes wrong there is found."""

    def stuk(**_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(views_storing, "meld_storing", stuk)
    route = next(route for route in MATRIX if route.naam == "kern:storing_nieuw")

    codes = dict(antwoorden(met_recht(route, clients, "POST"), reverse(route.naam, args=route.args(wereld))))

    assert codes["too large"] == 500
