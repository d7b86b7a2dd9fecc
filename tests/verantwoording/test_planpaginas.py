import datetime
from collections.abc import Callable
from types import SimpleNamespace

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from overzichten.selectors.werklijst import werkregels
from subsidies.forms.activiteit import als_invoer
from subsidies.models import Subsidie
from tests.hulp.boom import Boom, tekst
from tests.hulp.fabriek import maak_lid
from tests.subsidies import plan
from tests.subsidies.conftest import Wereld, geweigerd
from tests.verantwoording.planhulp import inhoud, leg_verslag_neer
from thematafels.models import Meetvoorbeeld, Subdoel
from verantwoording.forms.plan import WijzigForm
from verantwoording.models import (
    Afspraak,
    Bron,
    Deelverslag,
    Maatschappelijkeindicator,
    Planwijziging,
    Themaindicator,
    Verantwoording,
)
from verantwoording.services import themaindicator, wijzigen

Als = Callable[[Lidmaatschap], Client]


def _url(wereld: Wereld, naam: str, *args: object) -> str:
    return reverse(f"verantwoording:{naam}", args=[wereld.aanvraag.kenmerk, *args])


def _voorstel(wereld: Wereld, nummer: int | None = 1) -> Planwijziging:
    return wijzigen.stel_voor(
        deel_id=wereld.deel(wereld.anker).pk,
        nummer=nummer,
        vanaf_jaar=2028,
        inhoud=inhoud(wereld.tafel.thema.subdoelen.get()),
        reden="Er komen te weinig mensen.",
        door=wereld["anker"],
    )


def _pagina(client: Client, url: str) -> str:
    antwoord = client.get(url)
    assert antwoord.status_code == 200
    return tekst(Boom(antwoord.content.decode()).wortel)


def test_the_plan_shows_what_was_agreed_and_how_it_hangs_together(als: Als, afgesproken: Wereld) -> None:
    antwoord = als(afgesproken["brug"]).get(_url(afgesproken, "plan"), {"jaar": "2028"})

    boom = Boom(antwoord.content.decode())
    woorden = tekst(boom.wortel)
    assert "Stichting Voorbeeld Anker" in woorden
    [doel] = (
        tekst(cel)
        for rij in boom.alle("tr")
        if "Koffie: bereik" in tekst(rij)
        for cel in rij
        if cel.get("data-label") == "Voor 2028"
    )
    assert doel == "100 bewoners Ouderen: 40 bewoners 2027: 50, 2028: 100"
    assert "Nog geen activiteit: Elkaar zien (gat)" in woorden
    assert len(list(boom.alle(role="img"))) == 2


@pytest.mark.parametrize(
    ("gevraagd", "getoond"), [("", "2027"), ("2028", "2028"), ("1999", "2027"), ("9999", "2028"), ("x", "2027")]
)
def test_a_year_that_is_not_in_the_plan_shows_the_nearest(
    als: Als, afgesproken: Wereld, gevraagd: str, getoond: str
) -> None:
    antwoord = als(afgesproken["anker"]).get(_url(afgesproken, "plan"), {"jaar": gevraagd})

    assert tekst(Boom(antwoord.content.decode()).een("h1")).endswith(getoond)


def test_a_plan_of_which_everything_stopped_still_opens(als: Als, afgesproken: Wereld) -> None:
    Afspraak.objects.update(laatste_jaar=2026)

    woorden = _pagina(als(afgesproken["anker"]), _url(afgesproken, "plan"))

    assert "Voor 2027 is geen activiteit afgesproken." in woorden


def test_who_writes_for_a_participant_finds_how_to_propose_and_others_do_not(als: Als, afgesproken: Wereld) -> None:
    wijzig = _url(afgesproken, "plan_wijzig", afgesproken.deel(afgesproken.anker).pk, 1)

    assert wijzig in als(afgesproken["anker_schrijft"]).get(_url(afgesproken, "plan")).content.decode()
    for wie in ("anker_leest", "brug", "beoordelaar"):
        assert wijzig not in als(afgesproken[wie]).get(_url(afgesproken, "plan")).content.decode()


def test_before_the_letters_are_out_only_the_municipality_knows_the_plan(
    als: Als, afgesproken: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    raad = maak_lid(Rol.COMMISSIELID)
    assert als(raad).get(_url(afgesproken, "plan")).status_code == 200
    gisteren = timezone.localdate() - datetime.timedelta(days=1)
    monkeypatch.setattr("verantwoording.plantoegang.timezone", SimpleNamespace(localdate=lambda: gisteren))

    assert als(afgesproken["beoordelaar"]).get(_url(afgesproken, "plan")).status_code == 200
    assert als(afgesproken["anker"]).get(_url(afgesproken, "plan")).status_code == 404
    assert als(raad).get(_url(afgesproken, "plan")).status_code == 404


def test_a_change_is_proposed_from_what_was_agreed(als: Als, afgesproken: Wereld) -> None:
    client, deel = als(afgesproken["anker"]), afgesproken.deel(afgesproken.anker)
    url = _url(afgesproken, "plan_wijzig", deel.pk, 1)
    assert 'value="Koffie"' in client.get(url).content.decode()
    gegevens = als_invoer(inhoud(afgesproken.tafel.thema.subdoelen.get()))

    antwoord = client.post(url, {**gegevens.dict(), "vanaf_jaar": "2028", "reden": "Te weinig mensen."})

    assert antwoord.status_code == 302
    wijziging = Planwijziging.objects.get()
    assert (wijziging.nummer, wijziging.vanaf_jaar, wijziging.reden) == (1, 2028, "Te weinig mensen.")
    assert wijziging.inhoud == inhoud(afgesproken.tafel.thema.subdoelen.get())


def test_what_was_typed_stays_when_something_is_missing(als: Als, afgesproken: Wereld) -> None:
    deel = afgesproken.deel(afgesproken.anker)
    gegevens = als_invoer(inhoud(afgesproken.tafel.thema.subdoelen.get(), naam="Soep met brood"))

    antwoord = als(afgesproken["anker"]).post(
        _url(afgesproken, "plan_nieuw", deel.pk), {**gegevens.dict(), "vanaf_jaar": "2028", "reden": ""}
    )

    assert antwoord.status_code == 422
    assert 'value="Soep met brood"' in antwoord.content.decode()
    assert not Planwijziging.objects.exists()


def test_stopping_is_proposed_with_a_reason(als: Als, afgesproken: Wereld) -> None:
    deel = afgesproken.deel(afgesproken.anker)

    als(afgesproken["anker"]).post(
        _url(afgesproken, "plan_stop", deel.pk, 1), {"vanaf_jaar": "2028", "reden": "De zaal is dicht."}
    )

    wijziging = Planwijziging.objects.get()
    assert wijziging.stopt
    assert wijziging.vanaf_jaar == 2028
    woorden = _pagina(als(afgesproken["beoordelaar"]), _url(afgesproken, "planwijziging", wijziging.pk))
    assert "Wat er stopt" in woorden
    assert "Naam Koffie" in woorden


@pytest.mark.parametrize("naam", ["plan_stop", "plan_wijzig"])
def test_a_change_begins_at_the_first_year_that_was_not_reported_on(als: Als, afgesproken: Wereld, naam: str) -> None:
    deel, client = afgesproken.deel(afgesproken.anker), als(afgesproken["anker"])
    url = _url(afgesproken, naam, deel.pk, 1)
    assert _jaren(client, url) == ["2027", "2028"]
    leg_verslag_neer(deel, afgesproken["anker"], 2027)

    assert _jaren(client, url) == ["2028"]
    assert client.post(url, {"vanaf_jaar": "2027", "reden": "De zaal is dicht."}).status_code == 422
    assert not Planwijziging.objects.exists()


@pytest.mark.parametrize("naam", ["plan_stop", "plan_wijzig", "plan_nieuw"])
def test_once_every_year_was_reported_on_nothing_is_proposed(als: Als, afgesproken: Wereld, naam: str) -> None:
    deel, client = afgesproken.deel(afgesproken.anker), als(afgesproken["anker"])
    url = _url(afgesproken, naam, deel.pk, *([] if naam == "plan_nieuw" else [1]))
    leg_verslag_neer(deel, afgesproken["anker"], 2028)

    antwoord = client.get(url, follow=True)

    assert antwoord.redirect_chain == [(_url(afgesproken, "plan"), 302)]
    assert "Over deze jaren is al verslag gedaan" in antwoord.content.decode()
    assert _url(afgesproken, "plan_stop", deel.pk, 1) not in antwoord.content.decode()


def test_an_activity_that_changes_later_can_stop_before_that(als: Als, afgesproken: Wereld) -> None:
    wijzigen.aanvaard(wijziging_id=_voorstel(afgesproken).pk, antwoord="Goed.", door=afgesproken["beoordelaar"])

    url = _url(afgesproken, "plan_stop", afgesproken.deel(afgesproken.anker).pk, 1)

    assert _jaren(als(afgesproken["anker"]), url) == ["2027", "2028"]


def _jaren(client: Client, url: str) -> list[str | None]:
    keuze = Boom(client.get(url).content.decode()).een("select", name="vanaf_jaar")
    return [optie.get("value") for optie in keuze.iter("option")]


def test_an_officer_sees_what_changes_and_answers(als: Als, afgesproken: Wereld) -> None:
    wijziging = _voorstel(afgesproken)
    client, url = als(afgesproken["beoordelaar"]), _url(afgesproken, "planwijziging", wijziging.pk)
    assert url in client.get(reverse("verantwoording:planwijzigingen")).content.decode()

    woorden = _pagina(client, url)
    assert "Naam anders Koffie Soep" in woorden
    assert "In bewoners, hoger is beter.<br>2027: 30 bewoners<br>2028: 60 bewoners" in client.get(url).content.decode()
    geweigerd_ = client.post(f"{url}antwoord/", {"uitkomst": "afgewezen", "antwoord": ""})
    assert geweigerd_.status_code == 422
    assert "Schrijf waarom." in geweigerd_.content.decode()
    client.post(f"{url}antwoord/", {"uitkomst": "aanvaard", "antwoord": "Goed idee."})

    assert Afspraak.objects.filter(naam="Soep", eerste_jaar=2028).exists()
    assert "Goed idee." in _pagina(als(afgesproken["anker"]), url)


def test_a_proposal_is_between_the_participant_and_the_municipality(als: Als, afgesproken: Wereld) -> None:
    url = _url(afgesproken, "planwijziging", _voorstel(afgesproken).pk)

    assert als(afgesproken["anker_leest"]).get(url).status_code == 200
    assert als(afgesproken["brug"]).get(url).status_code == 404


def test_who_proposed_takes_it_back_on_its_page(als: Als, afgesproken: Wereld) -> None:
    wijziging = _voorstel(afgesproken)

    als(afgesproken["anker"]).post(_url(afgesproken, "planwijziging_intrekken", wijziging.pk))

    wijziging.refresh_from_db()
    assert wijziging.stand == "ingetrokken"


def test_an_example_of_the_library_fills_a_row_of_a_proposal_and_nothing_is_sent(
    als: Als, afgesproken: Wereld
) -> None:
    voorbeeld = Meetvoorbeeld.objects.create(naam="Kent meer buren", niveau="bewoner", eenheid="%", hoe="Vragenlijst")
    client, url = als(afgesproken["anker"]), _url(afgesproken, "plan_nieuw", afgesproken.deel(afgesproken.anker).pk)
    assert "Kent meer buren (%)" in _pagina(client, url)
    gegevens = als_invoer(inhoud(afgesproken.tafel.thema.subdoelen.get())).dict()
    gekozen = {"kies": "bewoner", "voorbeeld_bewoner": str(voorbeeld.pk), "vanaf_jaar": "2028", "reden": ""}

    antwoord = client.post(url, gegevens | gekozen)

    assert antwoord.status_code == 200
    html = antwoord.content.decode()
    for waarde in ("Kent meer buren", "Vragenlijst", "Soep"):
        assert f'value="{waarde}"' in html
    assert '<option value="2028" selected>' in html
    assert 'formaction="#niveau-bewoner"' in html
    assert not Planwijziging.objects.exists()


def test_a_proposal_waits_for_the_officer_and_its_answer_for_who_made_it(als: Als, afgesproken: Wereld) -> None:
    wacht, lees = "Antwoorden op een voorstel om het plan te wijzigen", "Het antwoord lezen op uw voorstel"
    wijziging = _voorstel(afgesproken)
    pad = _url(afgesproken, "planwijziging", wijziging.pk)
    assert _werk(afgesproken, "beoordelaar", wacht) == [(pad, True)]
    assert _werk(afgesproken, "anker", lees) == []

    wijzigen.wijs_af(wijziging_id=wijziging.pk, antwoord="Eerst praten.", door=afgesproken["beoordelaar"])
    als(afgesproken["beoordelaar"]).get(pad)

    assert _werk(afgesproken, "beoordelaar", wacht) == []
    assert _werk(afgesproken, "anker_schrijft", lees) == [(pad, True)]
    assert _werk(afgesproken, "brug", lees) == _werk(afgesproken, "beoordelaar", lees) == []
    for _ in range(2):
        als(afgesproken["anker"]).get(pad)
    assert _werk(afgesproken, "anker_schrijft", lees) == []
    assert Gebeurtenis.objects.filter(soort="planwijziging.gelezen").count() == 1


def _werk(wereld: Wereld, wie: str, begin: str) -> list[tuple[str, bool]]:
    return [(regel.url, regel.van_u) for regel in werkregels(wereld[wie]) if regel.wat.startswith(begin)]


def test_a_proposal_and_its_answer_stand_at_the_plan_and_at_the_grant(als: Als, afgesproken: Wereld) -> None:
    wijziging = _voorstel(afgesproken)
    wijzigen.wijs_af(wijziging_id=wijziging.pk, antwoord="Eerst praten.", door=afgesproken["beoordelaar"])
    subsidie = Subsidie.objects.get(deel=afgesproken.deel(afgesproken.anker))
    regel = "Voorstel van Stichting Voorbeeld Anker vanaf 2028"

    for url in (_url(afgesproken, "plan"), reverse("uitvoering:subsidie", args=[subsidie.kenmerk])):
        woorden = _pagina(als(afgesproken["anker_leest"]), url)
        assert regel in woorden
        assert "Afgewezen" in woorden
    assert regel not in _pagina(als(afgesproken["brug"]), _url(afgesproken, "plan"))


@pytest.mark.parametrize(("nu", "voorgesteld"), [(2026, 2027), (2028, 2028), (2031, None)])
def test_a_change_is_proposed_from_the_first_year_that_is_not_over(nu: int, voorgesteld: int | None) -> None:
    with time_machine.travel(datetime.datetime(nu, 11, 22, 12, tzinfo=datetime.UTC)):
        assert WijzigForm(jaren=range(2027, 2031))["vanaf_jaar"].value() == voorgesteld


# --- the chain of an application ---


def test_who_writes_sees_what_is_missing_before_it_is_submitted(als: Als, gevuld: Wereld) -> None:
    plan.vraag_plan(gevuld)
    plan.bewaar(gevuld, naam="Straten", principes=[], indicatoren=[])
    client, url = als(gevuld["anker"]), _url(gevuld, "samenhang")
    lijst = reverse("subsidies:activiteiten", args=[gevuld.aanvraag.kenmerk, gevuld.deel(gevuld.anker).pk])
    assert url in client.get(lijst).content.decode()
    assert "Nog geen 'wat werkt'-principe" in _pagina(client, lijst)

    antwoord = client.get(url)

    boom = Boom(antwoord.content.decode())
    assert len(list(boom.alle(role="img"))) == 2
    woorden = tekst(boom.wortel)
    for gat in ("Nog geen principe: Straten", "Straten: geen indicator voor aanbod", "Nog geen activiteit"):
        assert gat in woorden
    assert "Activiteit: Nog geen activiteit" not in woorden.split("Wat nog mist")[1]
    for wie, status in (("brug", 200), ("beoordelaar", 200), ("buiten", 404)):
        assert als(gevuld[wie]).get(url).status_code == status


def test_where_no_plan_is_asked_there_is_no_chain(als: Als, gevuld: Wereld) -> None:
    plan.vraag_plan(gevuld, 0)
    assert als(gevuld["anker"]).get(_url(gevuld, "samenhang")).status_code == 404


# --- where accountability begins ---


def test_the_overview_tells_each_reader_the_state_of_the_years(als: Als, afgesproken: Wereld) -> None:
    verantwoording = Verantwoording.objects.create(aanvraag=afgesproken.aanvraag, jaar=2027, uiterlijk="2999-05-01")
    for organisatie in (afgesproken.anker, afgesproken.brug):
        Deelverslag.objects.create(
            verantwoording=verantwoording, deel=afgesproken.deel(organisatie), uiterlijk="2999-04-01"
        )
    url = reverse("verantwoording:index")

    assert "Uw deel: nog niet ingediend" in _pagina(als(afgesproken["anker"]), url)
    van_de_gemeente = _pagina(als(afgesproken["beoordelaar"]), url)
    assert "2027, " in van_de_gemeente
    assert "In de maak 0 van 2 eigen verslagen binnen" in van_de_gemeente
    assert _url(afgesproken, "plan") in als(maak_lid(Rol.GRIFFIE)).get(url).content.decode()
    assert "In de maak" not in _pagina(als(maak_lid(Rol.GRIFFIE)), url)
    assert "Er is nog geen plan vastgelegd." in _pagina(als(afgesproken["buiten"]), url)


@pytest.mark.parametrize(
    ("wie", "stand", "woorden", "naar"),
    [
        ("beoordelaar", "ingediend", "Te beoordelen", "beoordelen"),
        ("anker", "ingediend", "Ingediend, de gemeente beoordeelt", "jaar"),
        ("griffie", "ingediend", "Ingediend", "raad"),
        ("beoordelaar", "afgerond", "Afgerond", "jaar"),
        ("anker", "afgerond", "Afgerond", "jaar"),
        ("griffie", "afgerond", "Afgerond", "raad"),
    ],
)
def test_each_reader_is_told_what_a_submitted_account_waits_for(
    als: Als, afgesproken: Wereld, wie: str, stand: str, woorden: str, naar: str
) -> None:
    lid = maak_lid(Rol.GRIFFIE) if wie == "griffie" else afgesproken[wie]
    Verantwoording.objects.create(aanvraag=afgesproken.aanvraag, jaar=2027, uiterlijk="2020-05-01")
    gedaan = {"ingediend_op": "2020-04-20T12:00Z", "ingediend_door": afgesproken["anker"]}
    Verantwoording.objects.update(stand="ingediend", **gedaan)
    if stand == "afgerond":
        gedaan = {"afgerond_op": "2020-05-02T12:00Z", "afgerond_door": afgesproken["beoordelaar"]}
        Verantwoording.objects.update(stand=stand, **gedaan)
    pad = reverse(f"verantwoording:{naar}", args=[afgesproken.aanvraag.kenmerk, 2027])

    antwoord = als(lid).get(reverse("verantwoording:index"))

    [rij] = antwoord.context["rijen"]
    [jaar] = rij.jaren
    assert (jaar.toestand[1], jaar.route) == (woorden, f"verantwoording:{naar}")
    assert f'href="{pad}"' in antwoord.content.decode()
    if naar != "raad":
        assert als(lid).get(pad).context["toestand"] == jaar.toestand


def test_a_joint_account_past_its_day_is_late(als: Als, afgesproken: Wereld) -> None:
    Verantwoording.objects.create(aanvraag=afgesproken.aanvraag, jaar=2027, uiterlijk="2020-05-01")

    assert "Te laat" in _pagina(als(afgesproken["beoordelaar"]), reverse("verantwoording:index"))


# --- which figures of the city belong to a theme ---


@pytest.fixture
def indicator(db: None) -> Maatschappelijkeindicator:
    bron = Bron.objects.create(code="ggd", naam="GGD")
    return Maatschappelijkeindicator.objects.create(code="eenzaam", naam="Eenzaam", eenheid="%", bron=bron)


def test_an_officer_ties_an_indicator_to_a_theme_and_unties_it(
    als: Als, wereld: Wereld, indicator: Maatschappelijkeindicator
) -> None:
    thema = wereld.tafel.thema
    client = als(wereld["beoordelaar"])
    url = reverse("verantwoording:themaindicatoren", args=[thema.uitvraag.kenmerk, thema.code])

    client.post(url, {"indicator": indicator.pk, "subdoel": thema.subdoelen.get().pk})

    rij = Themaindicator.objects.get()
    assert (rij.thema, rij.subdoel, rij.indicator) == (thema, thema.subdoelen.get(), indicator)
    assert "Eenzaam GGD" in _pagina(client, url)
    assert client.post(url, {"indicator": indicator.pk, "subdoel": rij.subdoel_id}).status_code == 422

    client.post(f"{url}{rij.pk}/los/")
    assert not Themaindicator.objects.exists()


def test_only_an_officer_of_policy_ties_indicators(wereld: Wereld, indicator: Maatschappelijkeindicator) -> None:
    thema = wereld.tafel.thema
    with geweigerd("toegang.rol"):
        themaindicator.voeg_toe(
            thema_id=thema.pk, subdoel_id=None, indicator_id=indicator.pk, door=wereld["besluitnemer"]
        )


def test_a_subdoel_of_another_theme_is_refused(wereld: Wereld, indicator: Maatschappelijkeindicator) -> None:
    ander = Subdoel.objects.exclude(thema=wereld.tafel.thema).first() or Subdoel(pk=0)
    with geweigerd("themaindicator.subdoel"):
        themaindicator.voeg_toe(
            thema_id=wereld.tafel.thema_id,
            subdoel_id=ander.pk,
            indicator_id=indicator.pk,
            door=wereld["beoordelaar"],
        )
