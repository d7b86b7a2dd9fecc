"""One page on one organisation, for officers."""

from decimal import Decimal

import pytest
from django.urls import reverse

from organisaties.models import Organisatie
from organisaties.services.accounthouder import wijs_accounthouder_aan
from tests.overzichten.geld import kop, tabellen
from tests.subsidies.conftest import Wereld, geweigerd
from tests.uitvoering.conftest import stel_bijstelling_voor, subsidie_van
from uitvoering.models import Betaaltermijn, Gesprek


@pytest.fixture
def beeld(client):
    def doe(wereld: Wereld, organisatie: Organisatie | None = None, wie: str = "beoordelaar"):
        client.force_login(wereld[wie].gebruiker)
        return client.get(reverse("overzichten:organisatiebeeld", args=[(organisatie or wereld.anker).pk]))

    return doe


def test_the_six_figures_of_each_grant_stand_apart(verleend: Wereld, beeld):
    gezien = tabellen(beeld(verleend))["subsidies"]

    cijfers = ["120.000", "120.000", "120.000", "0", "–", "0"]
    [(naam, cellen), (_, samen)] = gezien.items()
    assert naam.startswith(verleend.tafel.thema.naam)
    assert cellen == ["2027–2028", *cijfers]
    assert samen == ["", *cijfers[:4], "0", "0"]


def test_what_waits_for_somebody_and_open_applications_stand_on_top(voorgesteld: Wereld, beeld):
    gezien = tabellen(beeld(voorgesteld))["taken"]

    assert [naam for naam in gezien if naam.startswith("Aanvraag: voorgesteld")] != []


def test_a_proposal_on_its_grant_waits_and_one_of_another_does_not(verleend: Wereld, beeld):
    stel_bijstelling_voor(verleend, {2027: Decimal("5000.00")})

    anker, brug = (tabellen(beeld(verleend, organisatie)) for organisatie in (verleend.anker, verleend.brug))

    assert [naam for naam in anker["taken"] if naam.startswith("Voorstel afmaken en voorleggen")] != []
    assert [naam for naam in brug.get("taken", {}) if naam.startswith("Voorstel")] == []


def test_tables_talks_payments_and_letters_are_on_it(verleend: Wereld, beeld):
    subsidie = subsidie_van(verleend, verleend.anker)
    Betaaltermijn.objects.all().delete()
    Betaaltermijn.objects.create(subsidie=subsidie, jaar=2027, volgnummer=1, dag="2027-01-15", bedrag=Decimal(15000))
    Gesprek.objects.create(subsidie=subsidie, datum="2027-05-01", gemaakt_door=verleend["beoordelaar"])

    gezien = tabellen(beeld(verleend))

    assert gezien["betalingen"] == {
        f"2027, termijn 1 {subsidie.kenmerk}": ["15 jan 2027", "–", "nog te betalen", "15.000"]
    }
    assert gezien["gesprekken"] == {f"Gesprek over {subsidie.kenmerk}": ["1 mei 2027", "gepland"]}
    assert list(gezien["tafels"]) == [verleend.tafel.thema.naam]
    assert [naam for naam in gezien["brieven"] if subsidie.kenmerk in naam] != []


def test_signs_rest_on_what_was_granted_over_all_tables(verleend: Wereld, beeld):
    gezien = tabellen(beeld(verleend))["vlaggen"]

    assert {naam: cellen[0] for naam, cellen in gezien.items()} == {
        "Social return Beleid social return": "Niets te doen",
        "WNT WNT, artikel 1.3": "Niets te doen",
        "Staatssteun Verordening (EU) 2023/2831, artikel 3": "Niets te doen",
        "Drie jaar of langer Awb, artikel 4:51": "Niets te doen",
    }
    assert gezien["Staatssteun Verordening (EU) 2023/2831, artikel 3"][1] == (
        "In drie jaar 120.000,00 euro verleend. De grens is 300.000 euro."
    )


def test_without_a_grant_there_is_nothing_to_look_into(wereld: Wereld, beeld):
    pagina = beeld(wereld)

    assert kop(pagina) == wereld.anker.naam
    assert "vlaggen" not in tabellen(pagina)
    assert "Deze organisatie heeft geen subsidie." in pagina.content.decode()


def test_only_the_municipality_sees_it(verleend: Wereld, beeld):
    assert beeld(verleend, wie="anker").status_code == 403
    gemeente = verleend["beoordelaar"].organisatie
    assert beeld(verleend, gemeente).status_code == 404


def test_a_beleidsmedewerker_says_who_the_accounthouder_is(wereld: Wereld, client, beeld):
    client.force_login(wereld["beoordelaar"].gebruiker)
    adres = reverse("organisaties:accounthouder", args=[wereld.anker.pk])

    antwoord = client.post(adres, {"accounthouder": wereld["financieel"].pk})

    assert antwoord.status_code == 302
    wereld.anker.refresh_from_db()
    assert wereld.anker.accounthouder == wereld["financieel"]
    assert wereld["financieel"].gebruiker.naam in beeld(wereld).content.decode()
    client.post(adres, {"accounthouder": ""})
    wereld.anker.refresh_from_db()
    assert wereld.anker.accounthouder is None


def test_an_accounthouder_works_at_the_municipality_and_is_for_partners(wereld: Wereld):
    wie = {"door": wereld["beoordelaar"]}

    with geweigerd("organisatie.accounthouder"):
        wijs_accounthouder_aan(organisatie_id=wereld.anker.pk, lidmaatschap_id=wereld["brug"].pk, **wie)
    with geweigerd("organisatie.geen_partner"):
        wijs_accounthouder_aan(
            organisatie_id=wereld["beoordelaar"].organisatie_id, lidmaatschap_id=wereld["financieel"].pk, **wie
        )
    with geweigerd("toegang.rol"):
        wijs_accounthouder_aan(
            organisatie_id=wereld.anker.pk, lidmaatschap_id=wereld["financieel"].pk, door=wereld["financieel"]
        )
