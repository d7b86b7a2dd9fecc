"""Activities to account on: what is saved, what is refused, and their page."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kern.models import Gebeurtenis
from subsidies.forms.activiteit import als_invoer
from subsidies.models import Activiteit, Akkoord, Indicator, Klad, Onderdeel, Streefwaarde, Versie
from subsidies.selectors.activiteit import inhoud_van
from subsidies.services import activiteit as services
from subsidies.services.terugzetten import zet_activiteit_terug
from subsidies.services.voorziening import verwijder_voorziening
from tests.hulp.boom import Boom, tekst
from tests.hulp.fabriek import maak_uitvraag, tafels_van
from tests.subsidies.conftest import Wereld, bewaar_voorziening, geef_akkoord, geweigerd
from tests.subsidies.plan import Als, bewaar, getypt, inhoud, meting, subdoel, vraag_plan
from tests.subsidies.voorzieningen import eigen, html, van
from thematafels.models import Doelgroep, Meetvoorbeeld, Subdoel


@pytest.fixture
def gevraagd(gevuld: Wereld) -> Wereld:
    """The regeling asks for a plan; nothing stands in it."""
    vraag_plan(gevuld)
    return gevuld


def _eens(wereld: Wereld) -> Wereld:
    """Both agreed to what stands there now."""
    geef_akkoord(wereld, wereld.anker, wereld["anker"])
    geef_akkoord(wereld, wereld.brug, wereld["brug"])
    return wereld


# --- the service ---


def test_an_activity_keeps_everything_that_was_filled_in(gevraagd: Wereld) -> None:
    activiteit = bewaar(gevraagd)

    assert inhoud_van(activiteit) == inhoud(gevraagd)
    assert Versie.objects.get(soort=Onderdeel.ACTIVITEIT).inhoud == inhoud(gevraagd)
    assert list(activiteit.indicatoren.values_list("volgorde", "niveau")) == [
        (0, "aanbod"),
        (1, "bereik"),
        (2, "bewoner"),
        (3, "professional"),
    ]
    assert Gebeurtenis.objects.get(soort="aanvraag.activiteit_bewaard").feiten == {"activiteit": activiteit.pk}


def test_what_stands_there_already_is_not_saved_again(gevraagd: Wereld) -> None:
    activiteit = bewaar(gevraagd)

    opnieuw = bewaar(gevraagd, activiteit, wie="anker_schrijft", **inhoud(gevraagd))

    assert (opnieuw.versie, Versie.objects.filter(soort=Onderdeel.ACTIVITEIT).count()) == (1, 1)


def test_what_is_not_named_stays_and_indicators_are_replaced_as_a_whole(gevraagd: Wereld) -> None:
    activiteit = bewaar(gevraagd)
    anders = [meting(niveau="bewoner", naam="Nieuw"), meting(streefwaarden={"2028": "7.00"})]

    bewaar(gevraagd, activiteit, indicatoren=anders)

    assert inhoud_van(activiteit) == inhoud(gevraagd) | {"indicatoren": anders[::-1]}
    assert (Indicator.objects.count(), Streefwaarde.objects.count()) == (2, 3)


def test_a_target_that_changes_touches_no_other_row(gevraagd: Wereld) -> None:
    activiteit = bewaar(gevraagd)
    eerder = set(Streefwaarde.objects.exclude(jaar=2028).values_list("pk", "waarde"))
    indicatoren = inhoud(gevraagd)["indicatoren"]
    indicatoren[0] = meting(streefwaarden={"2027": "50.00"})

    bewaar(gevraagd, activiteit, indicatoren=indicatoren)

    assert set(Streefwaarde.objects.exclude(jaar=2028).values_list("pk", "waarde")) == eerder
    assert inhoud_van(activiteit)["indicatoren"] == indicatoren


def test_nobody_saves_over_what_a_colleague_saved(gevraagd: Wereld) -> None:
    activiteit = bewaar(gevraagd)
    bewaar(gevraagd, activiteit, naam="Van de collega")

    with geweigerd("versie.conflict"):
        services.bewaar_activiteit(
            deel_id=eigen(gevraagd).pk,
            activiteit_id=activiteit.pk,
            versie=1,
            inhoud={"naam": "Van mij"},
            door=gevraagd["anker"],
        )


@pytest.mark.parametrize(
    ("anders", "code"),
    [
        ({"indicatoren": [meting(streefwaarden={"2029": "1.00"})]}, "activiteit.jaar"),
        ({"indicatoren": [meting(voorbeeld=999_999)]}, "activiteit.keuze"),
        ({"subdoel": 999_999}, "activiteit.keuze"),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(anders: dict[str, Any], code: str, gevraagd: Wereld) -> None:
    with geweigerd(code):
        bewaar(gevraagd, **anders)


def test_the_voorziening_of_another_participant_is_refused(gevraagd: Wereld) -> None:
    van_brug = gevraagd.deel(gevraagd.brug).voorzieningen.get()

    with geweigerd("activiteit.keuze"):
        bewaar(gevraagd, voorziening=van_brug.pk)


def test_where_the_regeling_asks_for_none_nothing_begins(gevuld: Wereld) -> None:
    vraag_plan(gevuld, 0)

    with geweigerd("activiteit.niet_gevraagd"):
        bewaar(gevuld)


def test_there_is_an_end_to_the_number_of_activities(gevraagd: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MAX_ACTIVITEITEN", 1)
    bewaar(gevraagd)

    with geweigerd("activiteit.te_veel"):
        bewaar(gevraagd)


@pytest.mark.parametrize(("wie", "code"), [("brug", "deel.niet_eigen"), ("anker_leest", "toegang.rol")])
def test_only_its_own_writers_write(wie: str, code: str, gevraagd: Wereld) -> None:
    activiteit = bewaar(gevraagd)

    with geweigerd(code):
        bewaar(gevraagd, activiteit, wie=wie, naam="Anders")
    with geweigerd(code):
        services.verplaats_activiteit(activiteit_id=activiteit.pk, hoger=True, door=gevraagd[wie])
    with geweigerd(code):
        services.verwijder_activiteit(activiteit_id=activiteit.pk, door=gevraagd[wie])


@pytest.mark.parametrize("daad", ["bewaar", "verwijder", "verplaats"])
def test_a_change_voids_ones_own_akkoord_only(daad: str, gevraagd: Wereld) -> None:
    een, twee = bewaar(gevraagd), bewaar(gevraagd, naam="Nog een")
    eens = _eens(gevraagd)

    match daad:
        case "bewaar":
            bewaar(eens, een, naam="Anders")
        case "verwijder":
            services.verwijder_activiteit(activiteit_id=een.pk, door=eens["anker"])
        case "verplaats":
            services.verplaats_activiteit(activiteit_id=twee.pk, hoger=True, door=eens["anker"])

    assert dict(Akkoord.objects.values_list("deel__organisatie__naam", "vervallen_reden")) == {
        eens.anker.naam: Akkoord.Reden.DEEL,
        eens.brug.naam: "",
    }


def test_an_activity_goes_up_and_down_one_place_and_stops_at_the_end(gevraagd: Wereld) -> None:
    een, _, drie = (bewaar(gevraagd, naam=naam) for naam in ("Een", "Twee", "Drie"))

    services.verplaats_activiteit(activiteit_id=drie.pk, hoger=True, door=gevraagd["anker"])
    services.verplaats_activiteit(activiteit_id=een.pk, hoger=True, door=gevraagd["anker"])

    assert list(eigen(gevraagd).activiteiten.values_list("naam", flat=True)) == ["Een", "Drie", "Twee"]
    assert Gebeurtenis.objects.filter(soort="aanvraag.activiteit_verplaatst").count() == 1


def test_a_removed_activity_comes_back_and_its_versions_go_on(als: Als, gevraagd: Wereld) -> None:
    activiteit, eerder = bewaar(gevraagd), inhoud(gevraagd)
    services.verwijder_activiteit(activiteit_id=activiteit.pk, door=gevraagd["anker"])
    pad = van(gevraagd, "geschiedenis_deel", eigen(gevraagd).pk)
    client = als(gevraagd["anker_schrijft"])
    assert "Lief- en leedstraten" in html(client.get(pad))

    client.post(pad, {"activiteit": activiteit.pk})

    terug = Activiteit.objects.get(pk=activiteit.pk)
    assert (inhoud_van(terug), terug.versie) == (eerder, 2)
    assert "Lief- en leedstraten" not in tekst(Boom(html(client.get(pad))).een("main"))
    assert Gebeurtenis.objects.latest("id").soort == "aanvraag.activiteit_teruggezet"


def test_what_is_gone_by_then_does_not_come_back(gevraagd: Wereld) -> None:
    activiteit, eerder = bewaar(gevraagd), inhoud(gevraagd)
    services.verwijder_activiteit(activiteit_id=activiteit.pk, door=gevraagd["anker"])
    Doelgroep.objects.all().delete()

    terug = zet_activiteit_terug(deel_id=eigen(gevraagd).pk, activiteit_id=activiteit.pk, door=gevraagd["anker"])

    eerder["indicatoren"][1]["streefwaarden"] = {
        naam: waarde for naam, waarde in eerder["indicatoren"][1]["streefwaarden"].items() if ":d" not in naam
    }
    assert inhoud_van(terug) == eerder


def test_what_was_not_removed_is_not_put_back(gevraagd: Wereld) -> None:
    activiteit = bewaar(gevraagd)

    with geweigerd("activiteit.niet_verwijderd"):
        zet_activiteit_terug(deel_id=eigen(gevraagd).pk, activiteit_id=activiteit.pk, door=gevraagd["anker"])


def test_removed_twice_is_removed_once(gevraagd: Wereld) -> None:
    activiteit = bewaar(gevraagd)
    ander = bewaar(gevraagd, naam="Ander")
    services.verwijder_activiteit(activiteit_id=activiteit.pk, door=gevraagd["anker"])

    with geweigerd("activiteit.weg"):
        services.bewaar_activiteit(
            deel_id=eigen(gevraagd).pk, activiteit_id=activiteit.pk, versie=1, inhoud={}, door=gevraagd["anker"]
        )
    assert list(eigen(gevraagd).activiteiten.all()) == [ander]


def test_the_activity_of_a_removed_voorziening_belongs_to_none(gevraagd: Wereld) -> None:
    activiteit = bewaar(gevraagd)

    verwijder_voorziening(voorziening_id=eigen(gevraagd).voorzieningen.get().pk, door=gevraagd["anker"])

    activiteit.refresh_from_db()
    assert (activiteit.voorziening, activiteit.versie) == (None, 2)
    laatste = Versie.objects.filter(soort=Onderdeel.ACTIVITEIT).latest("nummer")
    assert (laatste.nummer, laatste.inhoud) == (2, inhoud_van(activiteit))


# --- the page ---


def test_an_activity_begins_with_only_its_name(als: Als, gevraagd: Wereld) -> None:
    antwoord = als(gevraagd["anker"]).post(
        van(gevraagd, "activiteit_nieuw", eigen(gevraagd).pk), {"naam": "Samen eten"}
    )

    activiteit = Activiteit.objects.get()
    assert (antwoord.status_code, antwoord.url) == (302, van(gevraagd, "activiteit_wijzig", activiteit.pk))
    assert (activiteit.naam, activiteit.deel, activiteit.versie) == ("Samen eten", eigen(gevraagd), 1)


def test_the_page_saves_every_field_and_shows_it_again(als: Als, gevraagd: Wereld) -> None:
    activiteit = bewaar(gevraagd, **dict.fromkeys(("omschrijving", "verwachting"), ""), principes=[], indicatoren=[])
    client, pad = als(gevraagd["anker"]), van(gevraagd, "activiteit_wijzig", activiteit.pk)
    doelgroep = Doelgroep.objects.get(thema=gevraagd.tafel.thema).pk
    rijen = [
        {"niveau": "aanbod", "naam": "Straten", "eenheid": "straten", "streef_2027": "50", "streef_2028": "1.250,5"},
        {"niveau": "bereik", "naam": "Bewoners", "richting": "lager", f"streef_2027_d{doelgroep}": "62,5"},
        {"niveau": "bewoner"},
    ]

    antwoord = client.post(pad, getypt(rijen, subdoel=str(subdoel(gevraagd).pk), verwachting="Het helpt."))

    assert (antwoord.status_code, antwoord.url) == (302, van(gevraagd, "activiteiten", eigen(gevraagd).pk))
    assert [
        (een.niveau, een.naam, een.richting, {cel.jaar: cel.waarde for cel in een.streefwaarden.all()})
        for een in Indicator.objects.all()
    ] == [
        ("aanbod", "Straten", "hoger", {2027: Decimal("50.00"), 2028: Decimal("1250.50")}),
        ("bereik", "Bewoners", "lager", {2027: Decimal("62.50")}),
    ]
    boom = Boom(html(client.get(pad)))
    assert [
        boom.een(name=naam).get("value")
        for naam in ("indicator-0-naam", "indicator-0-streef_2028", f"indicator-1-streef_2027_d{doelgroep}")
    ] == ["Straten", "1.250,5", "62,5"]
    assert boom.een("textarea", name="verwachting").text.strip() == "Het helpt."


def test_a_refused_activity_keeps_what_was_typed(als: Als, gevraagd: Wereld) -> None:
    activiteit = bewaar(gevraagd)
    data = getypt([{"niveau": "aanbod", "naam": "Straten", "streef_2027": "veel"}], omschrijving="Veel werk.")

    antwoord = als(gevraagd["anker"]).post(van(gevraagd, "activiteit_wijzig", activiteit.pk), data)

    assert (antwoord.status_code, inhoud_van(activiteit)) == (422, inhoud(gevraagd))
    boom = Boom(html(antwoord))
    assert "Straten, Streefwaarde 2027: Vul een getal in zoals 1.250 of 62,5." in tekst(boom.een(klasse="sb-fouten"))
    assert boom.een(name="indicator-0-streef_2027").get("value") == "veel"
    assert Klad.objects.get().invoer["omschrijving"] == ["Veel werk."]


def test_an_example_of_the_library_is_put_beside_what_was_typed(als: Als, gevraagd: Wereld) -> None:
    voorbeeld = Meetvoorbeeld.objects.create(naam="Bezoekers", niveau="bereik", eenheid="bewoners", hoe="Tellen")
    Meetvoorbeeld.objects.create(naam="Voor een ander thema", niveau="bereik", eenheid="x", themas=["elders"])
    Meetvoorbeeld.objects.create(naam="Vervallen", niveau="bereik", eenheid="x", in_gebruik=False)
    activiteit = bewaar(gevraagd, indicatoren=[])
    client, pad = als(gevraagd["anker"]), van(gevraagd, "activiteit_wijzig", activiteit.pk)
    boom = Boom(html(client.get(pad)))
    assert [tekst(keuze) for keuze in boom.een("select", name="voorbeeld_bereik")] == [
        "Kies een voorbeeld",
        "Bezoekers (bewoners)",
    ]
    label = boom.een("label", **{"for": "voorbeeld_bereik"})
    assert tekst(label) == "Kies een voorbeeld, of vul hieronder zelf een indicator in"

    antwoord = client.post(
        pad, getypt([{"niveau": "aanbod", "naam": "Straten"}], kies="bereik", voorbeeld_bereik=str(voorbeeld.pk))
    )

    assert (antwoord.status_code, antwoord.url) == (302, f"{pad}#niveau-bereik")
    assert list(Indicator.objects.values_list("naam", "hoe", "voorbeeld")) == [
        ("Straten", "", None),
        ("Bezoekers", "Tellen", voorbeeld.pk),
    ]


def test_the_subdoel_of_another_theme_cannot_be_chosen(als: Als, gevraagd: Wereld) -> None:
    elders = Subdoel.objects.filter(thema__tafel=tafels_van(maak_uitvraag())[0]).get()
    activiteit = bewaar(gevraagd)

    antwoord = als(gevraagd["anker"]).post(
        van(gevraagd, "activiteit_wijzig", activiteit.pk), getypt([], subdoel=str(elders.pk))
    )

    assert (antwoord.status_code, Activiteit.objects.get().subdoel) == (422, subdoel(gevraagd))


def test_an_activity_a_colleague_saved_first_is_shown_beside_ones_own(als: Als, gevraagd: Wereld) -> None:
    activiteit = bewaar(gevraagd)
    bewaar(gevraagd, activiteit, wie="anker_schrijft", naam="Van de collega")

    conflict = als(gevraagd["anker"]).post(
        van(gevraagd, "activiteit_wijzig", activiteit.pk), getypt([{"niveau": "aanbod", "naam": "Van mij"}])
    )

    assert (conflict.status_code, Activiteit.objects.get().naam) == (422, "Van de collega")
    assert "Van de collega" in html(conflict)
    assert "Van mij" in html(conflict)


def test_its_history_reads_as_a_person_wrote_it_and_goes_back(als: Als, gevraagd: Wereld) -> None:
    activiteit = bewaar(gevraagd)
    bewaar(gevraagd, activiteit, naam="Anders", indicatoren=[])
    client = als(gevraagd["anker"])
    plek = [gevraagd.aanvraag.kenmerk, "activiteit", activiteit.pk]

    pagina = tekst(Boom(html(client.get(reverse("subsidies:geschiedenis", args=plek)))).een("main"))
    client.post(reverse("subsidies:versie_terug", args=plek), {"versie": 2, "nummer": 1})

    for woord in ("Indicator 'Bewoners' (bereik)", "Streefwaarde van 'Bewoners' in 2027, Ouderen", "320", "Maatjes"):
        assert woord in pagina
    assert inhoud_van(activiteit) == inhoud(gevraagd)


def test_a_comment_stands_at_its_activity_and_is_for_its_owner(als: Als, gevraagd: Wereld) -> None:
    activiteit = bewaar(gevraagd)
    client = als(gevraagd["brug"])

    client.post(
        reverse("subsidies:opmerking_nieuw", args=[gevraagd.aanvraag.kenmerk]),
        {"over": f"activiteit-{activiteit.pk}", "tekst": "Tellen wij dit samen?"},
    )

    pagina = html(als(gevraagd["anker"]).get(van(gevraagd, "activiteit_wijzig", activiteit.pk)))
    assert "Tellen wij dit samen?" in pagina


# --- saving by itself ---


def _vanzelf(wereld: Wereld, activiteit: Activiteit) -> str:
    return reverse("subsidies:bewaar_vanzelf", args=[wereld.aanvraag.kenmerk, "activiteit", activiteit.pk])


def _zoals_het_staat(activiteit: Activiteit, **anders: str) -> dict[str, Any]:
    """What its page sends when only `anders` was typed."""
    return dict(als_invoer(inhoud_van(activiteit)).lists()) | {"versie": "1", "blad": "blad"} | anders


@pytest.mark.parametrize(
    "anders",
    [
        {"omschrijving": "Langer."},
        {"indicator-0-naam": "Straatnetwerken"},
        {"indicator-0-streef_2027": "51"},
        {"principes": ""},
    ],
)
def test_it_saves_itself_in_8_queries(anders: dict[str, str], als: Als, gevraagd: Wereld) -> None:
    activiteit = bewaar(gevraagd)
    client, data = als(gevraagd["anker"]), _zoals_het_staat(activiteit)
    data |= {naam: waarde for naam, waarde in anders.items() if waarde}
    data = {naam: waarde for naam, waarde in data.items() if anders.get(naam) != ""}
    pad = _vanzelf(gevraagd, activiteit)

    with CaptureQueriesContext(connection) as opgevangen:
        antwoord = client.post(pad, data)

    vragen = [vraag["sql"] for vraag in opgevangen if "SAVEPOINT" not in vraag["sql"]]
    activiteit.refresh_from_db()
    assert (antwoord.status_code, activiteit.versie) == (200, 2)
    assert inhoud_van(activiteit) == Versie.objects.filter(soort="activiteit").latest("nummer").inhoud
    assert len(vragen) <= 8, "\n".join(vraag[:300] for vraag in vragen)


def test_after_the_akkoord_it_waits_as_klad(als: Als, gevraagd: Wereld) -> None:
    activiteit = bewaar(gevraagd)
    eens = _eens(gevraagd)

    als(eens["anker"]).post(_vanzelf(eens, activiteit), _zoals_het_staat(activiteit, naam="Anders"))

    assert (Activiteit.objects.get().naam, Klad.objects.get().reden) == (
        "Lief- en leedstraten",
        "akkoord.zou_vervallen",
    )


def test_the_page_costs_at_most_12_queries_with_many_indicators_and_a_klad(
    als: Als, gevraagd: Wereld, django_assert_max_num_queries
) -> None:
    activiteit = bewaar(gevraagd, indicatoren=[meting(naam=f"Indicator {nummer}") for nummer in range(20)])
    client = als(gevraagd["anker"])
    client.post(_vanzelf(gevraagd, activiteit), _zoals_het_staat(activiteit, **{"indicator-0-streef_2027": "x"}))
    assert Klad.objects.count() == 1

    with django_assert_max_num_queries(12):
        pagina = client.get(van(gevraagd, "activiteit_wijzig", activiteit.pk))

    assert "Dit hebt u getypt maar nog niet bewaard" in html(pagina)


def test_its_klad_is_told_by_its_name(als: Als, gevraagd: Wereld) -> None:
    activiteit = bewaar(gevraagd)
    client = als(gevraagd["anker"])
    client.post(_vanzelf(gevraagd, activiteit), _zoals_het_staat(activiteit, **{"indicator-0-streef_2027": "x"}))

    boom = Boom(html(client.get(reverse("subsidies:aanvraag_detail", args=[gevraagd.aanvraag.kenmerk]))))

    link = boom.een("a", href=van(gevraagd, "activiteit_wijzig", activiteit.pk))
    assert tekst(link) == "Lief- en leedstraten"


def test_the_pages_of_an_application_that_came_on_paper_are_open_to_who_enters_it(als: Als, gevraagd: Wereld) -> None:
    aanvraag = gevraagd.aanvraag
    aanvraag.ingevoerd_door = gevraagd["beoordelaar"]
    aanvraag.save(update_fields=["ingevoerd_door"])

    antwoord = als(gevraagd["beoordelaar"]).post(
        van(gevraagd, "activiteit_nieuw", eigen(gevraagd).pk), {"naam": "Van papier"}
    )

    assert (antwoord.status_code, Activiteit.objects.get().naam) == (302, "Van papier")
    pagina = html(als(gevraagd["beoordelaar"]).get(reverse("subsidies:aanvraag_detail", args=[aanvraag.kenmerk])))
    assert f"Activiteiten van {gevraagd.anker.naam}" in pagina


def test_a_voorziening_may_have_more_activities(gevraagd: Wereld) -> None:
    bewaar_voorziening(eigen(gevraagd), "Nog een huis", gevraagd["anker"])

    een, twee = bewaar(gevraagd), bewaar(gevraagd, naam="Nog een")

    assert een.voorziening_id == twee.voorziening_id
