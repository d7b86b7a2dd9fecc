"""Logging in, and what stands in its way."""

import pytest
from django.conf import settings
from django.contrib.auth.hashers import get_hashers_by_algorithm
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse

from kern.models import Gebruiker
from organisaties.models import Lidmaatschap
from tests.organisaties.conftest import WACHTWOORD, maak_gebruiker

pytestmark = pytest.mark.django_db

LOGIN = "/inloggen/"
FOUT = "Het e-mailadres of het wachtwoord klopt niet."
TE_VAAK = "Er is te vaak een verkeerd wachtwoord ingevuld. Probeer het over vijf minuten opnieuw."


def log_in(client: Client, email: str, wachtwoord: str = WACHTWOORD, **velden: str):
    return client.post(LOGIN, {"login": email, "password": wachtwoord} | velden)


def is_ingelogd(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_one_logs_in_with_an_address_in_any_case(client: Client, tekenbevoegde: Lidmaatschap) -> None:
    antwoord = log_in(client, f" {tekenbevoegde.gebruiker.email.upper()} ")

    assert (antwoord.status_code, antwoord["Location"]) == (302, reverse("overzichten:start"))
    assert is_ingelogd(client)


def test_the_session_gets_a_new_key_at_login(client: Client, tekenbevoegde: Lidmaatschap) -> None:
    client.session.save()
    voor = client.session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = voor

    log_in(client, tekenbevoegde.gebruiker.email)

    assert client.session.session_key != voor


@pytest.mark.parametrize(("email", "wachtwoord"), [("", "fout-wachtwoord"), ("niemand@voorbeeld.example", WACHTWOORD)])
def test_wrong_is_wrong_whether_or_not_the_account_exists(client: Client, email: str, wachtwoord: str) -> None:
    antwoord = log_in(client, email or maak_gebruiker().email, wachtwoord)

    assert antwoord.context["form"].non_field_errors() == [FOUT]
    assert not is_ingelogd(client)


def test_an_account_that_is_off_does_not_log_in(client: Client, tekenbevoegde: Lidmaatschap) -> None:
    Gebruiker.objects.update(is_active=False)

    antwoord = log_in(client, tekenbevoegde.gebruiker.email)

    assert antwoord.status_code == 200
    assert not is_ingelogd(client)


def test_the_sixth_wrong_try_closes_that_account_and_no_other(client: Client) -> None:
    doelwit, ander = maak_gebruiker(), maak_gebruiker()
    for _ in range(5):
        log_in(client, doelwit.email, "fout-wachtwoord")

    zesde = log_in(client, doelwit.email)

    assert zesde.context["form"].non_field_errors() == [TE_VAAK]
    assert not is_ingelogd(client)
    assert log_in(client, ander.email).status_code == 302
    assert is_ingelogd(client)


@pytest.mark.parametrize(
    ("naar", "komt_op"),
    [
        ("/organisaties/mijn-gegevens/", "/organisaties/mijn-gegevens/"),
        ("https://elders.example/", None),
        ("//elders.example/", None),
        ("javascript:alert(1)", None),
    ],
)
def test_next_leads_only_to_this_site(
    client: Client, tekenbevoegde: Lidmaatschap, naar: str, komt_op: str | None
) -> None:
    antwoord = log_in(client, tekenbevoegde.gebruiker.email, next=naar)

    assert antwoord["Location"] == (komt_op or reverse("overzichten:start"))


def test_logging_out_is_a_post(client: Client, tekenbevoegde: Lidmaatschap) -> None:
    client.force_login(tekenbevoegde.gebruiker)

    assert client.get("/uitloggen/").status_code == 200
    assert is_ingelogd(client)
    assert client.post("/uitloggen/").status_code == 302
    assert not is_ingelogd(client)


def test_a_forgotten_password_tells_nobody_who_has_an_account(client: Client, tekenbevoegde: Lidmaatschap) -> None:
    bekend = client.post(reverse("account_reset_password"), {"email": tekenbevoegde.gebruiker.email})
    onbekend = client.post(reverse("account_reset_password"), {"email": "niemand@voorbeeld.example"})

    assert [bekend.status_code, bekend["Location"]] == [onbekend.status_code, onbekend["Location"]]
    assert [bericht.to for bericht in mail.outbox] == [[tekenbevoegde.gebruiker.email]]


def test_the_mailed_link_sets_a_new_password_once(client: Client, tekenbevoegde: Lidmaatschap) -> None:
    client.post(reverse("account_reset_password"), {"email": tekenbevoegde.gebruiker.email})
    pad = next(deel for deel in mail.outbox[0].body.split() if "/wachtwoord-herstellen/" in deel)
    formulier = client.get(pad, follow=True)

    klaar = client.post(
        formulier.redirect_chain[-1][0], {"password1": "nieuw-lang-wachtwoord", "password2": "nieuw-lang-wachtwoord"}
    )

    assert klaar["Location"] == reverse("account_reset_password_from_key_done")
    assert client.get(klaar["Location"]).status_code == 200
    assert not is_ingelogd(client)
    assert log_in(client, tekenbevoegde.gebruiker.email).status_code == 200
    assert log_in(client, tekenbevoegde.gebruiker.email, "nieuw-lang-wachtwoord").status_code == 302
    assert Client().get(pad, follow=True).context["token_fail"] is True


@pytest.mark.parametrize(
    "naam", ["account_signup", "account_email", "account_change_password", "account_reauthenticate", "mfa_index"]
)
def test_routes_that_are_not_in_use_are_not_there(naam: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(naam)


def test_a_mail_server_that_is_away_tells_nobody_who_has_an_account(
    client: Client, tekenbevoegde: Lidmaatschap, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def dood(*_: object, **__: object) -> None:
        raise ConnectionRefusedError("mailserver weg")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", dood)

    bekend = client.post(reverse("account_reset_password"), {"email": tekenbevoegde.gebruiker.email})
    onbekend = client.post(reverse("account_reset_password"), {"email": "niemand@voorbeeld.example"})

    assert (bekend.status_code, bekend["Location"]) == (onbekend.status_code, onbekend["Location"])
    assert "mailserver weg" in caplog.text


@pytest.mark.parametrize("pad", [LOGIN, "/wachtwoord-vergeten/", "/wachtwoord-vergeten/verzonden/"])
def test_the_pages_before_login_are_public(client: Client, pad: str) -> None:
    assert client.get(pad).status_code == 200


def test_passwords_are_hashed_with_argon2() -> None:
    assert settings.PASSWORD_HASHERS is not None
    assert set(get_hashers_by_algorithm()) == {"argon2"}
    assert maak_gebruiker().password.startswith("argon2$argon2id$")
