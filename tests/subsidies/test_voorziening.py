"""Voorzieningen: the form and its page, and what moving or removing does."""

from decimal import Decimal

import pytest
from django.http import QueryDict

from kern.models import Gebeurtenis
from subsidies.forms.voorziening import vul_jaren
from subsidies.models import Akkoord, Onderdeel, Versie, Voorziening
from subsidies.selectors import laad_dossier
from subsidies.selectors.keuzes import inhoud_van
from subsidies.services import voorziening as voorzieningen
from subsidies.services.voorziening import Jaar, VoorzieningInvoer
from tests.hulp.boom import Boom, tekst
from tests.hulp.fabriek import maak_uitvraag, tafels_van
from tests.subsidies.conftest import JAREN, Wereld, bewaar_voorziening, geef_akkoord, geweigerd
from tests.subsidies.voorzieningen import Als, data, eigen, html, maak, van, volgorde
from thematafels.models import Principe, Subdoel

# --- the service ---


def test_a_voorziening_keeps_everything_that_was_filled_in(concept: Wereld) -> None:
    thema = concept.tafel.thema
    invoer = VoorzieningInvoer(
        velden={"naam": "Huis", "uitvoerder": "Dam", "clientondersteuning": 20, "preventief": True},
        relaties={"principes": [thema.principes.get().pk], "wettelijke_taken": [thema.wettelijke_taken.get().pk]},
        jaren={2027: Jaar(100, Decimal("1234.50")), 2028: Jaar()},
    )

    voorziening = voorzieningen.bewaar_voorziening(
        deel_id=eigen(concept).pk, voorziening_id=None, versie=0, invoer=invoer, door=concept["anker"]
    )

    inhoud = inhoud_van(voorziening)
    assert inhoud == {
        "naam": "Huis",
        "omschrijving": "",
        "uitvoerder": "Dam",
        "clientondersteuning": 20,
        "preventief": True,
        "subdoelen": [],
        "stadsdelen": [],
        "gebiedsopgaven": [],
        "doelgroepen": [],
        "principes": [thema.principes.get().pk],
        "wettelijke_taken": [thema.wettelijke_taken.get().pk],
        "andere_themas": [],
        "jaren": {"2027": {"bereik": 100, "kosten": "1234.50"}},
    }
    assert Versie.objects.get(soort=Onderdeel.VOORZIENING).inhoud == inhoud


def test_what_stands_there_already_is_not_saved_again(concept: Wereld) -> None:
    (voorziening,) = maak(concept, "Huis")

    opnieuw = bewaar_voorziening(eigen(concept), "Huis", concept["anker_schrijft"], voorziening.pk)

    assert (opnieuw.versie, Versie.objects.filter(soort=Onderdeel.VOORZIENING).count()) == (1, 1)
    assert Gebeurtenis.objects.filter(soort="aanvraag.voorziening_bewaard").count() == 1


def test_what_is_not_named_stays_as_it_is(concept: Wereld) -> None:
    (voorziening,) = maak(concept, "Huis")
    eerder = inhoud_van(voorziening)

    voorzieningen.bewaar_voorziening(
        deel_id=eigen(concept).pk,
        voorziening_id=voorziening.pk,
        versie=1,
        invoer=VoorzieningInvoer(velden={"naam": "Thuis"}, relaties={"stadsdelen": []}, jaren={2028: Jaar(bereik=3)}),
        door=concept["anker"],
    )

    anders = {"naam": "Thuis", "stadsdelen": [], "jaren": {"2028": {"bereik": 3, "kosten": None}}}
    assert inhoud_van(voorziening) == eerder | anders


def test_a_year_outside_the_period_is_refused(concept: Wereld) -> None:
    invoer = VoorzieningInvoer(velden={"naam": "Huis"}, relaties={}, jaren={2029: Jaar(1)})

    with geweigerd("voorziening.jaar"):
        voorzieningen.bewaar_voorziening(
            deel_id=eigen(concept).pk, voorziening_id=None, versie=0, invoer=invoer, door=concept["anker"]
        )


def test_there_is_an_end_to_the_number_of_voorzieningen(concept: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voorzieningen, "MAX_VOORZIENINGEN", 2)
    maak(concept, "Een", "Twee")

    with geweigerd("voorziening.te_veel"):
        maak(concept, "Drie")


def test_a_changed_voorziening_voids_ones_own_akkoord_only(eens: Wereld) -> None:
    voorziening = eigen(eens).voorzieningen.get()

    bewaar_voorziening(eigen(eens), "Anders", eens["anker"], voorziening.pk)

    assert dict(Akkoord.objects.values_list("deel__organisatie__naam", "vervallen_reden")) == {
        eens.anker.naam: Akkoord.Reden.DEEL,
        eens.brug.naam: "",
    }


# --- the order ---


def test_a_voorziening_goes_up_and_down_one_place(concept: Wereld) -> None:
    een, _, drie = maak(concept, "Een", "Twee", "Drie")

    voorzieningen.verplaats_voorziening(voorziening_id=drie.pk, hoger=True, door=concept["anker"])
    voorzieningen.verplaats_voorziening(voorziening_id=een.pk, hoger=False, door=concept["anker_schrijft"])

    assert volgorde(concept) == ["Drie", "Een", "Twee"]
    assert Gebeurtenis.objects.filter(soort="aanvraag.voorziening_verplaatst").count() == 2


@pytest.mark.parametrize(("plek", "hoger"), [(0, True), (1, False)])
def test_at_the_end_of_the_list_nothing_moves(plek: int, hoger: bool, concept: Wereld) -> None:
    rij = maak(concept, "Een", "Twee")

    voorzieningen.verplaats_voorziening(voorziening_id=rij[plek].pk, hoger=hoger, door=concept["anker"])

    assert volgorde(concept) == ["Een", "Twee"]
    assert not Gebeurtenis.objects.filter(soort="aanvraag.voorziening_verplaatst").exists()


def test_another_organisation_moves_nothing(concept: Wereld) -> None:
    een, _ = maak(concept, "Een", "Twee")

    with geweigerd("deel.niet_eigen"):
        voorzieningen.verplaats_voorziening(voorziening_id=een.pk, hoger=False, door=concept["brug"])


def test_a_new_order_is_something_to_agree_to(gevuld: Wereld) -> None:
    bewaar_voorziening(eigen(gevuld), "Nog een", gevuld["anker"])
    geef_akkoord(gevuld, gevuld.anker, gevuld["anker"])

    voorzieningen.verplaats_voorziening(
        voorziening_id=eigen(gevuld).voorzieningen.first().pk, hoger=False, door=gevuld["anker"]
    )

    assert Akkoord.objects.get(deel=eigen(gevuld)).vervallen_reden == Akkoord.Reden.DEEL


# --- the page ---


def test_a_voorziening_begins_with_only_its_name(als: Als, concept: Wereld) -> None:
    client, pad = als(concept["anker"]), van(concept, "voorziening_nieuw", eigen(concept).pk)

    antwoord = client.post(pad, {"naam": "Buurthuis"})

    voorziening = Voorziening.objects.get()
    assert (antwoord.status_code, antwoord.url) == (302, van(concept, "voorziening_wijzig", voorziening.pk))
    assert (voorziening.naam, voorziening.deel, voorziening.versie) == ("Buurthuis", eigen(concept), 1)


def test_without_a_name_nothing_begins(als: Als, concept: Wereld) -> None:
    antwoord = als(concept["anker"]).post(van(concept, "voorziening_nieuw", eigen(concept).pk), {"naam": " "})

    assert (antwoord.status_code, Voorziening.objects.count()) == (422, 0)


def test_the_page_saves_every_field_and_shows_it_again(als: Als, concept: Wereld) -> None:
    (voorziening,) = maak(concept, "Leeg")
    client, pad = als(concept["anker"]), van(concept, "voorziening_wijzig", voorziening.pk)

    antwoord = client.post(pad, data(concept))

    assert (antwoord.status_code, antwoord.url) == (302, van(concept, "voorzieningen", eigen(concept).pk))
    aanbod = laad_dossier(concept.aanvraag).deel_van(concept.anker.pk).aanbod[0]
    assert (aanbod.naam, aanbod.uitvoerder, aanbod.clientondersteuning) == ("Buurthuis", "Stichting Voorbeeld Dam", 25)
    assert (aanbod.bereik, aanbod.kosten, aanbod.principes) == ({2027: 100}, {2027: Decimal("1234.50")}, ["Maatjes"])
    boom = Boom(html(client.get(pad)))
    assert [boom.een(name=naam).get("value") for naam in ("uitvoerder", "bereik_2027", "kosten_2027")] == [
        "Stichting Voorbeeld Dam",
        "100",
        "1.234,50",
    ]
    assert {vak.get("name") for vak in boom.alle("input", checked=None)} == {"subdoelen", "stadsdelen", "principes"}


def test_what_has_groups_stands_under_the_names_of_its_groups(als: Als, concept: Wereld) -> None:
    Principe.objects.create(thema=concept.tafel.thema, groep="Kracht", naam="Zelf doen", volgorde=9)
    (voorziening,) = maak(concept, "Huis")

    boom = Boom(html(als(concept["anker"]).get(van(concept, "voorziening_wijzig", voorziening.pk))))

    assert [tekst(kop) for kop in boom.alle("h3", "sb-keuzes__groep")] == ["Netwerken", "Kracht"]


def test_what_nothing_was_chosen_in_is_folded_unless_it_is_needed(als: Als, concept: Wereld) -> None:
    nieuw = als(concept["anker"]).post(van(concept, "voorziening_nieuw", eigen(concept).pk), {"naam": "Huis"})

    boom = Boom(html(als(concept["anker"]).get(nieuw.url)))

    open_of_dicht = {
        tekst(groep.find("summary/span")): "open" in groep.attrib for groep in boom.alle("details", "sb-keuzes")
    }
    assert {naam for naam, is_open in open_of_dicht.items() if is_open} == {"Subdoelen", "Stadsdelen"}
    assert "Doelgroepen" in open_of_dicht


@pytest.mark.parametrize(
    ("anders", "fout"),
    [
        ({"bereik_2027": "veel"}, "Bewoners in 2027: Voer een geheel getal in."),
        ({"bereik_2028": "99999999999"}, "Bewoners in 2028"),
        ({"kosten_2027": "1,2,3"}, "Vul een bedrag in zoals 1.234,50."),
        ({"clientondersteuning": "101"}, "Deel dat cliëntondersteuning is"),
        ({"naam": "x" * 151}, "Naam"),
        ({"subdoelen": ["999999"]}, "Subdoelen"),
    ],
)
def test_a_refused_voorziening_keeps_what_was_typed(anders: dict, fout: str, als: Als, concept: Wereld) -> None:
    (voorziening,) = maak(concept, "Huis")
    pad = van(concept, "voorziening_wijzig", voorziening.pk)

    antwoord = als(concept["anker"]).post(pad, data(concept, omschrijving="Veel werk.") | anders)

    assert (antwoord.status_code, Voorziening.objects.get().omschrijving) == (422, "Elke dag open.")
    boom = Boom(html(antwoord))
    assert fout in tekst(boom.een(klasse="sb-fouten"))
    assert boom.een("textarea", name="omschrijving").text.strip() == "Veel werk."


def test_goals_of_another_theme_cannot_be_chosen(als: Als, concept: Wereld) -> None:
    elders = Subdoel.objects.filter(thema__tafel=tafels_van(maak_uitvraag())[0]).get()
    (voorziening,) = maak(concept, "Huis")

    antwoord = als(concept["anker"]).post(
        van(concept, "voorziening_wijzig", voorziening.pk), data(concept, subdoelen=[elders.pk])
    )

    assert antwoord.status_code == 422
    assert not voorziening.subdoelen.filter(pk=elders.pk).exists()


def test_an_incomplete_voorziening_may_stand_there_and_says_what_it_misses(als: Als, concept: Wereld) -> None:
    (voorziening,) = maak(concept, "Huis")
    client, pad = als(concept["anker"]), van(concept, "voorziening_wijzig", voorziening.pk)

    assert client.post(pad, data(concept, naam="", subdoelen=[], bereik_2027="")).status_code == 302

    assert "Vul nog in: een naam, een subdoel, het bereik." in " ".join(html(client.get(pad)).split())


def test_the_empty_years_are_filled_with_the_first_and_saved(als: Als, concept: Wereld) -> None:
    (voorziening,) = maak(concept, "Huis")
    pad = van(concept, "voorziening_wijzig", voorziening.pk)

    antwoord = als(concept["anker"]).post(pad, data(concept, bereik_2028="7", vul="1"))

    aanbod = laad_dossier(concept.aanvraag).deel_van(concept.anker.pk).aanbod[0]
    assert (antwoord.status_code, antwoord.url) == (302, pad)
    assert aanbod.bereik == {2027: 100, 2028: 7}
    assert aanbod.kosten == dict.fromkeys(JAREN, Decimal("1234.50"))


def test_filling_the_years_touches_nothing_else() -> None:
    getypt = QueryDict("naam=Huis&subdoelen=1&subdoelen=2&bereik_2027=5&bereik_2029=+")

    gevuld = vul_jaren(getypt, (2027, 2028, 2029))

    assert (gevuld["bereik_2028"], gevuld["bereik_2029"], gevuld["kosten_2028"]) == ("5", "5", "")
    assert (gevuld["naam"], gevuld.getlist("subdoelen")) == ("Huis", ["1", "2"])


def test_one_saves_and_goes_on_to_the_next(als: Als, concept: Wereld) -> None:
    een, twee = maak(concept, "Een", "Twee")

    antwoord = als(concept["anker"]).post(
        van(concept, "voorziening_wijzig", een.pk), data(concept, volgende=str(twee.pk))
    )

    assert antwoord.url == van(concept, "voorziening_wijzig", twee.pk)


def test_a_voorziening_a_colleague_saved_first_is_not_overwritten(als: Als, concept: Wereld) -> None:
    (voorziening,) = maak(concept, "Huis")
    bewaar_voorziening(eigen(concept), "Van de collega", concept["anker_schrijft"], voorziening.pk)

    conflict = als(concept["anker"]).post(
        van(concept, "voorziening_wijzig", voorziening.pk), data(concept, naam="Van mij")
    )

    assert (conflict.status_code, Voorziening.objects.get().naam) == (422, "Van de collega")
    assert "Van de collega" in html(conflict)
    assert "Van mij" in html(conflict)


def test_a_voorziening_is_removed_by_post_only(als: Als, gevuld: Wereld) -> None:
    client, voorziening = als(gevuld["anker"]), eigen(gevuld).voorzieningen.get()
    pad = van(gevuld, "voorziening_verwijder", voorziening.pk)

    assert client.get(pad).status_code == 405
    weg = client.post(pad, follow=True)
    assert weg.redirect_chain == [(van(gevuld, "voorzieningen", eigen(gevuld).pk), 302)]
    (terug,) = [link for link in Boom(html(weg)).alle("a") if tekst(link) == "Zet haar terug"]
    assert terug.get("href") == van(gevuld, "geschiedenis_deel", eigen(gevuld).pk)
    assert client.post(pad).status_code == 404
