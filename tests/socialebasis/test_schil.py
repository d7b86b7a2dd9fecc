"""What stands around every page: who you are, where you may go, and how you leave."""

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from organisaties.toegang import Rol
from socialebasis.context import MENU, Schil
from tests.hulp.boom import Boom, tekst
from tests.hulp.fabriek import maak_gebruiker, maak_lid

pytestmark = pytest.mark.django_db


@pytest.fixture
def log_in_als(client: Client):
    def log_in(lid) -> Client:
        client.force_login(lid.gebruiker, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return log_in


def schil(lid, pad: str = "/", **extra) -> Schil:
    request = RequestFactory().get(pad)
    request.user, request.lidmaatschap, request.lidmaatschappen = lid.gebruiker, lid, [lid]
    vars(request).update(extra)
    return Schil(request)


@pytest.mark.parametrize("rol", Rol)
def test_every_page_in_the_menu_of_a_role_opens_for_that_role(log_in_als, rol):
    lid = maak_lid(rol)
    client = log_in_als(lid)

    menu = schil(lid).menu

    assert menu
    assert {link.naam: client.get(link.url).status_code for link in menu} == {link.naam: 200 for link in menu}


def test_the_menu_marks_the_page_we_are_on_and_those_under_it():
    lid = maak_lid(Rol.BEHEERDER)

    def actief(pad: str) -> list[str]:
        return [link.naam for link in schil(lid, pad).menu if link.actief]

    assert actief(reverse("organisaties:lijst")) == ["Organisaties"]
    assert actief(reverse("organisaties:mandaat_nieuw")) == ["Mandaten"]
    assert actief(reverse("overzichten:hulp")) == []


def test_who_has_no_role_has_no_menu():
    request = RequestFactory().get("/")
    request.user, request.lidmaatschap, request.lidmaatschappen = maak_gebruiker(), None, []

    assert Schil(request).menu == []
    assert Schil(request).ingelogd


def test_the_shell_costs_no_query(django_assert_num_queries, log_in_als):
    lid = maak_lid(Rol.BELEIDSMEDEWERKER)
    request = RequestFactory().get("/")
    request.user, request.lidmaatschap, request.lidmaatschappen = lid.gebruiker, lid, [lid]

    with django_assert_num_queries(0):
        html = render_to_string("403.html", {"reden": "Dit kan alleen als besluitnemer."}, request)

    assert "Dit kan alleen als besluitnemer." in html
    assert len(schil(lid).menu) < len(MENU)


def test_the_header_offers_the_other_roles_and_the_way_out_as_forms(log_in_als):
    lid = maak_lid(Rol.REDACTEUR)
    ander = maak_lid(Rol.BELEIDSMEDEWERKER, gebruiker=lid.gebruiker)

    boom = Boom(log_in_als(lid).get(reverse("overzichten:hulp")).content.decode())

    vormen = {form.get("action"): form for form in boom.alle("form")}
    assert set(vormen) == {reverse("organisaties:wissel"), reverse("account_logout")}
    assert {form.get("method") for form in vormen.values()} == {"post"}
    wissel = vormen[reverse("organisaties:wissel")]
    assert {veld.get("value") for veld in wissel.iter("input") if veld.get("name") == "lidmaatschap"} == {
        str(ander.pk)
    }
    assert tekst(boom.een("summary")).startswith(f"Redacteur {lid.organisatie.naam}")


@pytest.mark.parametrize("naam", ["hulp", "toegankelijkheid", "privacy"])
def test_the_pages_about_the_application_are_for_everybody(client, naam):
    antwoord = client.get(reverse(f"overzichten:{naam}"))

    boom = Boom(antwoord.content.decode())
    assert antwoord.status_code == 200
    assert len(list(boom.alle("h1"))) == 1
    assert list(boom.alle("nav", klasse="sb-nav")) == []


def test_an_address_that_is_not_there_answers_in_our_look(log_in_als, settings):
    settings.DEBUG = False

    antwoord = log_in_als(maak_lid(Rol.REDACTEUR)).get("/bestaat-niet/")

    assert antwoord.status_code == 404
    assert tekst(Boom(antwoord.content.decode()).een("h1")) == "Deze pagina bestaat niet"


def test_nothing_in_a_page_needs_an_inline_script_or_style(client):
    boom = Boom(client.get(reverse("account_login")).content.decode())

    assert list(boom.alle(style=None)) == []
    assert list(boom.alle("style")) == []
    assert [script for script in boom.alle("script") if "src" not in script.attrib] == []


@pytest.mark.parametrize("proef", [True, False])
def test_the_demo_accounts_stand_on_the_login_page_of_a_try_out_only(client, settings, proef):
    settings.PROEF = proef

    pagina = client.get(reverse("account_login")).content.decode()

    assert ("beleidsmedewerker@voorbeeld.example" in pagina) is proef
    assert ("welkom-bij-de-tafel" in pagina) is proef
