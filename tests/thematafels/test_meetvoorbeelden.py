"""The library of indicators: what stands in it at first, who changes it, and that it is never taken away."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from tests.hulp.boom import Boom, tekst
from tests.hulp.fabriek import maak_lid
from tests.thematafels.conftest import weigeringen
from thematafels import services
from thematafels.models import Meetvoorbeeld, Niveau, Richting, Uitvraag
from thematafels.zaad import LAGER, VOORBEELDEN, zaai_meetvoorbeelden

pytestmark = pytest.mark.django_db

LIJST = "/uitvragen/meetvoorbeelden/"
NIEUW = f"{LIJST}nieuw/"
VELDEN = {"naam": "Bezoekers", "niveau": "bereik", "eenheid": "bewoners", "richting": "hoger", "hoe": "Tellen"}


def maak(door: Lidmaatschap, **anders: object) -> Meetvoorbeeld:
    return services.bewaar_meetvoorbeeld(voorbeeld_id=None, gegevens=VELDEN | anders, door=door)


def test_the_library_begins_with_examples_of_every_kind_and_is_seeded_once() -> None:
    zaai_meetvoorbeelden()
    Meetvoorbeeld.objects.filter(naam="Cijfer dat deelnemers geven").update(eenheid="rapportcijfer")

    zaai_meetvoorbeelden()

    assert Meetvoorbeeld.objects.count() == len(VOORBEELDEN) == 33
    assert set(Meetvoorbeeld.objects.values_list("niveau", flat=True)) == set(Niveau.values)
    assert Meetvoorbeeld.objects.get(naam="Cijfer dat deelnemers geven").eenheid == "rapportcijfer"
    assert set(Meetvoorbeeld.objects.filter(richting=Richting.LAGER).values_list("naam", flat=True)) == LAGER
    for voorbeeld in Meetvoorbeeld.objects.all():
        voorbeeld.full_clean()


def test_an_example_is_kept_as_it_was_filled_in_and_changed(ambtenaar: Lidmaatschap) -> None:
    voorbeeld = maak(ambtenaar, themas=["ontmoeten"])

    services.bewaar_meetvoorbeeld(voorbeeld_id=voorbeeld.pk, gegevens={"eenheid": "ouderen"}, door=ambtenaar)

    voorbeeld.refresh_from_db()
    assert (voorbeeld.naam, voorbeeld.eenheid, voorbeeld.themas) == ("Bezoekers", "ouderen", ["ontmoeten"])
    assert list(Gebeurtenis.objects.filter(soort="meetvoorbeeld.bewaard").values_list("feiten", flat=True)) == [
        {"voorbeeld": voorbeeld.pk},
        {"voorbeeld": voorbeeld.pk},
    ]


@pytest.mark.parametrize("anders", [{"naam": "Bezoekers"}, {"naam": "Nieuw", "eenheid": ""}])
def test_a_second_of_the_same_name_or_without_a_unit_is_refused(anders: dict, ambtenaar: Lidmaatschap) -> None:
    maak(ambtenaar)

    with pytest.raises(DomeinFout):
        maak(ambtenaar, **anders)

    assert Meetvoorbeeld.objects.count() == 1
    assert weigeringen() == [("meetvoorbeeld.bewaard", "meetvoorbeeld.ongeldig")]


def test_a_retired_example_stays_and_can_be_offered_again(ambtenaar: Lidmaatschap) -> None:
    voorbeeld = maak(ambtenaar)

    standen = [
        services.zet_in_gebruik(voorbeeld_id=voorbeeld.pk, in_gebruik=aan, door=ambtenaar).in_gebruik
        for aan in (False, False, True)
    ]

    assert standen == [False, False, True]
    assert list(Gebeurtenis.objects.order_by("id").values_list("soort", flat=True)[1:]) == [
        "meetvoorbeeld.vervallen",
        "meetvoorbeeld.terug",
    ]


@pytest.mark.parametrize("rol", [Rol.FINANCIEEL, Rol.BESLUITNEMER, Rol.TEKENBEVOEGDE])
def test_only_a_beleidsmedewerker_changes_the_library(rol: Rol, ambtenaar: Lidmaatschap) -> None:
    voorbeeld, ander = maak(ambtenaar), maak_lid(rol)

    with pytest.raises(GeenRecht):
        maak(ander, naam="Nieuw")
    with pytest.raises(GeenRecht):
        services.zet_in_gebruik(voorbeeld_id=voorbeeld.pk, in_gebruik=False, door=ander)

    voorbeeld.refresh_from_db()
    assert (Meetvoorbeeld.objects.count(), voorbeeld.in_gebruik) == (1, True)
    assert [soort for soort, _ in weigeringen()] == ["meetvoorbeeld.bewaard", "meetvoorbeeld.vervallen"]


def test_an_officer_adds_one_and_finds_it_in_the_list_of_its_level(
    als: Callable[[Lidmaatschap], Client], ambtenaar: Lidmaatschap, concept: Uitvraag
) -> None:
    maak(ambtenaar, naam="Uren open", niveau="aanbod", eenheid="uren")
    client = als(ambtenaar)

    antwoord = client.post(NIEUW, VELDEN | {"themas": ["ontmoeten"]})

    assert (antwoord.status_code, antwoord.url) == (302, LIJST)
    tabel = tekst(Boom(client.get(LIJST, {"niveau": "bereik"}).content.decode()).een("tbody"))
    assert "Bezoekers Tellen" in tabel
    assert "Ontmoeten" in tabel
    assert "Uren open" not in tabel


@pytest.mark.parametrize(
    ("anders", "fout"),
    [
        ({"naam": "Uren open"}, "Wat telt of vraagt men?"),
        ({"eenheid": ""}, "Eenheid"),
        ({"niveau": "maan"}, "Niveau"),
        ({"themas": ["onbekend"]}, "Voor welke thema's?"),
    ],
)
def test_a_refused_example_keeps_what_was_typed(
    anders: dict, fout: str, als: Callable[[Lidmaatschap], Client], ambtenaar: Lidmaatschap
) -> None:
    maak(ambtenaar, naam="Uren open")

    antwoord = als(ambtenaar).post(NIEUW, VELDEN | anders)

    boom = Boom(antwoord.content.decode())
    assert (antwoord.status_code, Meetvoorbeeld.objects.count()) == (422, 1)
    assert fout in tekst(boom.een(klasse="sb-fouten"))
    assert boom.een(name="hoe").get("value") == "Tellen"


def test_an_officer_retires_one_from_the_list(als: Callable[[Lidmaatschap], Client], ambtenaar: Lidmaatschap) -> None:
    voorbeeld = maak(ambtenaar)
    client, pad = als(ambtenaar), reverse("thematafels:meetvoorbeeld_gebruik", args=[voorbeeld.pk])

    client.post(pad, {"vervalt": "1"})
    weg = tekst(Boom(client.get(LIJST).content.decode()).een("tbody"))
    client.post(pad, {"terug": "1"})

    voorbeeld.refresh_from_db()
    assert "Niet meer te kiezen" in weg
    assert voorbeeld.in_gebruik


def test_the_list_costs_at_most_12_queries_and_is_read_by_the_page(
    als: Callable[[Lidmaatschap], Client], ambtenaar: Lidmaatschap, django_assert_max_num_queries
) -> None:
    for nummer in range(45):
        Meetvoorbeeld.objects.create(naam=f"Voorbeeld {nummer}", niveau="aanbod", eenheid="uren")
    client = als(ambtenaar)

    with django_assert_max_num_queries(12):
        pagina = client.get(LIJST)

    assert len(pagina.context["rijen"]) == 40
