"""Every address against every role: the answer, and that a refusal changes nothing (huis.md §4.8)."""

import html
from collections.abc import Collection, Iterator
from functools import cache
from types import SimpleNamespace

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path, reverse
from django.urls.resolvers import RegexPattern

from kern.models import Gebeurtenis
from organisaties.models import Organisatie
from tests.architectuur.conftest import terug
from tests.architectuur.matrix import MATRIX, OPENBAAR
from tests.architectuur.route import NIET, Route
from tests.architectuur.wereld import WIE, Wereld

# Written at every request of somebody, whatever they ask.
VLUCHTIG = {"django_session", "kern_gebeurtenis"}

# What a browser does not send, and a stranger might.
OVERIG = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE")

per_route = pytest.mark.parametrize(
    "route", [pytest.param(route, id=f"{nummer:02}-{route.naam}") for nummer, route in enumerate(MATRIX)]
)


def namen(patronen: Collection[URLPattern | URLResolver], ruimte: str = "") -> Iterator[str]:
    """The name of every address; one without a name cannot stand in the matrix and shows up as such."""
    for patroon in patronen:
        if isinstance(patroon, URLResolver):
            yield from namen(patroon.url_patterns, f"{patroon.namespace}:" if patroon.namespace else ruimte)
        else:
            yield f"{ruimte}{patroon.name or f'zonder naam: {patroon.pattern}'}"


def verschil(patronen: Collection[URLPattern | URLResolver]) -> tuple[set[str], set[str]]:
    """Addresses outside matrix and public list, and lines in those that no address has."""
    bestaat, bekend = set(namen(patronen)), {route.naam for route in MATRIX} | set(OPENBAAR)
    return bestaat - bekend, bekend - bestaat


def stand_van_zaken() -> dict[str, tuple[int, int]]:
    """The number of rows and a checksum of the contents of every table but the fleeting ones."""
    with connection.cursor() as cursor:
        cursor.execute(_telling())
        return {tabel: (aantal, som) for tabel, aantal, som in cursor.fetchall()}


@cache
def _telling() -> str:
    tabellen = sorted(set(connection.introspection.table_names()) - VLUCHTIG)
    return " UNION ALL ".join(
        f"SELECT '{tabel}', count(*), coalesce(sum(hashtextextended(rij::text, 0)), 0) FROM \"{tabel}\" rij"
        for tabel in tabellen
    )


@pytest.fixture(scope="module")
def eerst(clients: dict[str, Client]) -> dict[str, tuple[int, int]]:
    """What stands in the database once everybody has logged in; every test leaves it so."""
    return stand_van_zaken()


def vraag(client: Client, methode: str, adres: str) -> HttpResponse:
    """A POST carries what every form of ours carries, and nothing else."""
    velden = {"csrfmiddlewaretoken": "x"}
    antwoord = client.post(adres, velden) if methode == "POST" else client.generic(methode, adres)
    antwoord.getvalue()  # a file is read while it is sent
    return antwoord


def adres_van(route: Route, wereld: Wereld) -> str:
    return reverse(route.naam, args=route.args(wereld))


# --- complete ---


def test_every_address_stands_in_the_matrix_or_in_the_public_list() -> None:
    assert verschil(get_resolver().url_patterns) == (set(), set())


def test_no_address_stands_in_both() -> None:
    assert {route.naam for route in MATRIX} & set(OPENBAAR) == set()


def test_an_address_outside_the_matrix_is_seen() -> None:
    sluiproute = path("achterom/", lambda _: HttpResponse(), name="achterom")
    naamloos = path("stil/", lambda _: HttpResponse())
    nep = URLResolver(RegexPattern(r"^/"), SimpleNamespace(urlpatterns=[sluiproute, naamloos]))

    onbekend, verdwenen = verschil([nep])

    assert onbekend == {"achterom", "zonder naam: stil/"}
    assert "subsidies:besluit_nemen" in verdwenen


@per_route
def test_somebody_may_and_nobody_is_named_twice(route: Route) -> None:
    assert route.mag <= set(WIE)
    assert route.weg <= set(WIE)
    assert route.mag
    assert not route.mag & route.weg


# --- who is not logged in ---


@per_route
def test_without_login_every_address_leads_to_the_login_page(
    wereld: Wereld, eerst: dict[str, tuple[int, int]], route: Route
) -> None:
    adres = adres_van(route, wereld)

    with terug():
        aantal = Gebeurtenis.objects.count()
        antwoorden = [vraag(Client(), methode, adres) for methode in ("GET", "POST", *OVERIG)]

        assert {antwoord.status_code for antwoord in antwoorden} == {302}
        assert all(antwoord["Location"].startswith(f"{reverse('account_login')}?next=") for antwoord in antwoorden)
        assert Gebeurtenis.objects.count() == aantal
        assert stand_van_zaken() == eerst


@pytest.mark.parametrize("naam", sorted(OPENBAAR))
def test_a_public_address_answers_everybody(wereld: Wereld, naam: str) -> None:
    args, code = OPENBAAR[naam]
    adres = reverse(naam, args=args(wereld))

    with terug():
        antwoord = Client().get(adres)

    assert antwoord.status_code == code
    assert not antwoord.get("Location", "").startswith(reverse("account_login") + "?")


# --- every role ---


@per_route
def test_every_role_gets_the_answer_of_the_matrix(wereld: Wereld, clients: dict[str, Client], route: Route) -> None:
    adres = adres_van(route, wereld)
    gekregen, verwacht = {}, {}

    for methode in ("GET", "POST"):
        for wie in WIE:
            with terug():
                gekregen[methode, wie] = vraag(clients[wie], methode, adres).status_code
            verwacht[methode, wie] = route.verwacht(wie, methode)

    assert {geval: code for geval, code in gekregen.items() if code != verwacht[geval]} == {}


@per_route
def test_a_refusal_and_a_get_change_nothing_and_a_403_leaves_one_row(
    wereld: Wereld, clients: dict[str, Client], eerst: dict[str, tuple[int, int]], route: Route
) -> None:
    adres = adres_van(route, wereld)
    geweigerd = [(methode, wie) for wie in WIE if wie not in route.mag for methode in ("GET", "POST")]

    with terug():
        for methode, wie in geweigerd:
            aantal = Gebeurtenis.objects.count()
            code = vraag(clients[wie], methode, adres).status_code
            assert Gebeurtenis.objects.count() - aantal == (1 if code == 403 else 0), (methode, wie)
        for wie in sorted(route.mag):
            vraag(clients[wie], "GET", adres)
        assert stand_van_zaken() == eerst


@per_route
def test_no_other_method_is_a_way_around(
    wereld: Wereld, clients: dict[str, Client], eerst: dict[str, tuple[int, int]], route: Route
) -> None:
    adres = adres_van(route, wereld)
    methode = "GET" if route.get != NIET else "POST"
    per_code = {route.verwacht(wie, methode): wie for wie in WIE if wie not in route.mag}

    with terug():
        for wie in per_code.values():
            codes = {vraag(clients[wie], overig, adres).status_code for overig in OVERIG}
            assert codes <= {403, 404, NIET}, (wie, codes)
        for overig in ("HEAD", "OPTIONS"):
            vraag(clients[min(route.mag)], overig, adres)
        assert stand_van_zaken() == eerst


@per_route
def test_a_refusal_says_why(wereld: Wereld, clients: dict[str, Client], route: Route) -> None:
    methode = "GET" if route.get != NIET else "POST"
    geweigerd = [wie for wie in WIE if route.verwacht(wie, methode) == 403]
    adres = adres_van(route, wereld)

    for wie in geweigerd[:1]:
        with terug():
            antwoord = vraag(clients[wie], methode, adres)
            laatste = Gebeurtenis.objects.latest("pk")

        assert antwoord.context["reden"]
        assert antwoord.context["reden"] in html.unescape(antwoord.content.decode())
        assert laatste.soort == "toegang.geweigerd"
        assert laatste.feiten["route"] == route.naam


def test_a_change_is_seen_by_the_checksum(wereld: Wereld, eerst: dict[str, tuple[int, int]]) -> None:
    with terug():
        Organisatie.objects.filter(pk=wereld.partner.pk).update(plaats="Haarlem")
        nu = stand_van_zaken()

    assert {tabel for tabel in nu if nu[tabel] != eerst[tabel]} == {
        "organisaties_organisatie",
        "organisaties_organisatieevent",
    }
    assert stand_van_zaken() == eerst
