"""One figure by hand, the registers, and the figures that the demo starts from."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import DataError, IntegrityError, InternalError, transaction
from django.test import Client
from django.urls import reverse

from kern.fouten import DomeinFout, GeenRecht
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from socialebasis.demo.maatschappelijk import zaai_maatschappelijk
from tests.hulp.fabriek import maak_lid
from tests.verantwoording.cijferhulp import maak_gebied, maak_indicator, meet
from tests.verantwoording.inleeshulp import bied_aan, cijferbestand, stand, werk
from verantwoording.models import Bron, Gebied, Inlezing, Maatschappelijkeindicator, Waarneming
from verantwoording.services.registers import bewaar
from verantwoording.services.waarneming import AndersDan, Figuur, leg_waarneming_vast


@pytest.fixture
def ambtenaar(db: None) -> Lidmaatschap:
    return maak_lid(Rol.BELEIDSMEDEWERKER)


@pytest.fixture
def figuur(ambtenaar: Lidmaatschap) -> dict[str, Any]:
    """A figure that may be recorded."""
    return {
        "indicator": maak_indicator(),
        "gebied": maak_gebied("Haarlem"),
        "periode": "2016",
        "waarde": Decimal("55.5"),
    }


def leg_vast(door: Lidmaatschap, figuur: dict[str, Any], **anders: Any) -> Waarneming:
    return leg_waarneming_vast(figuur=Figuur(**figuur | anders), door=door)


# --- by hand ---


def test_a_first_figure_needs_no_reason_and_a_revision_does(ambtenaar: Lidmaatschap, figuur: dict[str, Any]) -> None:
    eerste = leg_vast(ambtenaar, figuur)

    with pytest.raises(AndersDan) as anders:
        leg_vast(ambtenaar, figuur, waarde=Decimal(56))
    with pytest.raises(DomeinFout) as zonder:
        leg_vast(ambtenaar, figuur, waarde=Decimal(56), na=eerste.pk)
    leg_vast(ambtenaar, figuur, waarde=Decimal(56), na=eerste.pk, reden="Herweging")

    assert anders.value.staat.waarde == Decimal("55.5")
    assert (zonder.value.code, zonder.value.veld) == ("waarneming.reden", "reden")
    assert stand() == {("eenzaam-ggd", "gemeente-haarlem", "2016"): ["55.5", "56"]}


def test_who_saw_an_older_figure_is_shown_the_newest_first(ambtenaar: Lidmaatschap, figuur: dict[str, Any]) -> None:
    eerste = leg_vast(ambtenaar, figuur)
    leg_vast(ambtenaar, figuur, waarde=Decimal(56), na=eerste.pk, reden="Herweging")

    with pytest.raises(AndersDan) as anders:
        leg_vast(ambtenaar, figuur, waarde=Decimal(57), na=eerste.pk, reden="Ook herweging")

    assert anders.value.staat.nummer == 2


@pytest.mark.parametrize("elders", ["indicator", "gebied", "periode"])
def test_who_saw_a_figure_did_not_see_the_one_at_another_place(
    ambtenaar: Lidmaatschap, figuur: dict[str, Any], elders: str
) -> None:
    gezien = leg_vast(ambtenaar, figuur)
    ander = {"indicator": maak_indicator("Contact"), "gebied": maak_gebied("Utrecht"), "periode": "2012"}
    verplaatst = figuur | {elders: ander[elders]}
    leg_vast(ambtenaar, verplaatst, waarde=Decimal(40))

    with pytest.raises(AndersDan) as anders:
        leg_vast(ambtenaar, verplaatst, na=gezien.pk, reden="Herweging")

    assert anders.value.staat.waarde == 40
    assert Waarneming.objects.filter(nummer=2).count() == 0


@pytest.mark.parametrize(
    ("anders", "code"),
    [
        ({"waarde": Decimal("55.50")}, "waarneming.gelijk"),
        ({"waarde": None, "teken": "ruim"}, "waarneming.ingetrokken"),
        ({"ondergrens": Decimal(1)}, "waarneming.grenzen"),
        ({"ondergrens": Decimal(56), "bovengrens": Decimal(57)}, "waarneming.marge"),
        ({"periode": "2016KW01"}, "inlezen.periode"),
        ({"periode": "2098"}, "waarneming.toekomst"),
        ({"periode": "2017", "waarde": None}, "waarneming.leeg"),
    ],
)
def test_a_figure_that_does_not_fit_is_refused(
    ambtenaar: Lidmaatschap, figuur: dict[str, Any], anders: dict[str, Any], code: str
) -> None:
    eerste = leg_vast(ambtenaar, figuur)

    with pytest.raises(DomeinFout) as fout:
        leg_vast(ambtenaar, figuur, **{"na": eerste.pk, "reden": "Herzien"} | anders)

    assert fout.value.code == code
    assert Waarneming.objects.count() == 1


def test_a_withdrawn_figure_stays_readable(ambtenaar: Lidmaatschap, figuur: dict[str, Any]) -> None:
    eerste = leg_vast(ambtenaar, figuur)
    leg_vast(ambtenaar, figuur, waarde=None, na=eerste.pk, reden="De bron trok het in")

    assert stand() == {("eenzaam-ggd", "gemeente-haarlem", "2016"): ["55.5", None]}


def test_only_a_beleidsmedewerker_records_figures(figuur: dict[str, Any]) -> None:
    with pytest.raises(GeenRecht):
        leg_vast(maak_lid(Rol.BESLUITNEMER), figuur)

    assert not Waarneming.objects.exists()


@pytest.mark.parametrize(
    "velden",
    [
        {"nummer": 2},
        {"nummer": 0},
        {"waarde": None},
        {"teken": "vast"},
        {"periode": "2016-17", "jaar": 2017},
        {"jaar": 2015},
        {"ondergrens": 1},
        {"ondergrens": 56, "bovengrens": 60},
    ],
)
def test_the_database_refuses_a_figure_that_makes_no_sense(figuur: dict[str, Any], velden: dict[str, Any]) -> None:
    rij = Waarneming(**figuur | {"jaar": 2016} | velden)

    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        Waarneming.objects.bulk_create([rij])


def test_the_database_never_changes_or_loses_a_figure(ambtenaar: Lidmaatschap, figuur: dict[str, Any]) -> None:
    leg_vast(ambtenaar, figuur)

    for daad in (lambda: Waarneming.objects.update(waarde=1), lambda: Waarneming.objects.all().delete()):
        with pytest.raises(InternalError), transaction.atomic():
            daad()

    assert stand() == {("eenzaam-ggd", "gemeente-haarlem", "2016"): ["55.5"]}


# --- registers ---


def test_a_unit_or_source_does_not_change_under_figures(ambtenaar: Lidmaatschap, figuur: dict[str, Any]) -> None:
    leg_vast(ambtenaar, figuur)
    indicator = figuur["indicator"]

    with pytest.raises(DomeinFout) as fout:
        bewaar(slug="indicatoren", pk=indicator.pk, waarden={"eenheid": "inwoners"}, door=ambtenaar)
    bewaar(slug="indicatoren", pk=indicator.pk, waarden={"eenheid": "%", "naam": "Eenzaam"}, door=ambtenaar)

    assert (fout.value.code, fout.value.veld) == ("register.cijfers", "eenheid")
    indicator.refresh_from_db()
    assert (indicator.naam, indicator.eenheid) == ("Eenzaam", "%")


def test_an_area_does_not_lie_within_itself(ambtenaar: Lidmaatschap) -> None:
    stad = maak_gebied("Haarlem")
    deel = maak_gebied("Oost", "stadsdeel", stad)

    with pytest.raises(DomeinFout) as fout:
        bewaar(slug="gebieden", pk=stad.pk, waarden={"binnen": deel}, door=ambtenaar)

    assert fout.value.code == "register.kring"


def test_a_code_is_taken_once(ambtenaar: Lidmaatschap) -> None:
    bewaar(slug="bronnen", waarden={"code": "ggd", "naam": "GGD"}, door=ambtenaar)

    with pytest.raises(DomeinFout) as fout:
        bewaar(slug="bronnen", waarden={"code": "ggd", "naam": "Ander"}, door=ambtenaar)

    assert (fout.value.code, Bron.objects.count()) == ("register.dubbel", 1)


# --- the facts of the call ---


def test_the_facts_of_the_call_come_in_once_with_their_source_sign_and_year(ambtenaar: Lidmaatschap) -> None:
    zaai_maatschappelijk(door=ambtenaar)
    zaai_maatschappelijk(door=ambtenaar)

    rijen = Waarneming.objects.values_list(
        "indicator__naam", "indicator__bron__naam", "gebied__naam", "jaar", "waarde"
    )
    assert Waarneming.objects.count() == 10
    assert ("Eenzaam (volwassenen)", "GGD", "Schalkwijk", 2016, Decimal(55)) in rijen
    assert ("Eenzaam", "RIVM", "Haarlem", 2016, Decimal(56)) in rijen
    assert ("Inwoners van niet-westerse afkomst", "Buurtmonitor", "Haarlem", 2012, Decimal("12.3")) in rijen
    assert Waarneming.objects.get(indicator__naam="Eenzaam").teken == "meer_dan"
    assert Waarneming.objects.get(jaar=2018).teken == "ruim"


def test_series_of_two_sources_are_two_indicators(ambtenaar: Lidmaatschap) -> None:
    zaai_maatschappelijk(door=ambtenaar)

    for indicator in Maatschappelijkeindicator.objects.filter(naam__startswith="Eenzaam"):
        assert indicator.waarnemingen.exists()
        assert indicator.naam == {"GGD": "Eenzaam (volwassenen)", "RIVM": "Eenzaam"}[indicator.bron.naam]


def test_a_figure_without_a_year_gets_none(ambtenaar: Lidmaatschap) -> None:
    zaai_maatschappelijk(door=ambtenaar)

    zonder = Maatschappelijkeindicator.objects.filter(waarnemingen__isnull=True).values_list("naam", "definitie")
    assert dict(zonder) == {
        "Segregatie-index": "De uitvraag noemt zonder jaar: Haarlem 38%, Amsterdam 34%, Rotterdam 31%, Utrecht 34%.",
        "Huishoudens met problematische schulden": "De uitvraag noemt zonder jaar: Haarlem ongeveer 12500.",
        "Gezinnen tot 120% van de bijstandsnorm": (
            "De uitvraag noemt zonder jaar: Haarlem ongeveer 9970, met 3180 kinderen."
        ),
    }
    assert Gebied.objects.get(naam="Schalkwijk").binnen.naam == "Haarlem"


# --- pages ---


def test_an_officer_offers_a_file_sees_what_it_does_and_confirms(
    ambtenaar: Lidmaatschap, als: Callable[[Lidmaatschap], Client]
) -> None:
    client, haarlem, indicator = als(ambtenaar), maak_gebied("Haarlem"), maak_indicator()
    meet(indicator, haarlem, "2016", "55")
    regels = b"indicator;gebied;periode;waarde\neenzaam-ggd;Haarlem;2016;56,5\neenzaam-ggd;Haarlm;2017;1\n"

    gestuurd = client.post(
        reverse("verantwoording:inlezing_nieuw"), {"vorm": "lang", "bestand": cijferbestand(regels), "punt": ""}
    )
    inlezing = Inlezing.objects.get()
    adres = reverse("verantwoording:inlezing", args=[inlezing.pk])
    wachten = client.get(adres).content.decode()
    werk(inlezing)
    klaar = client.get(reverse("verantwoording:inlezing_voortgang", args=[inlezing.pk]))
    pagina = client.get(adres).content.decode()
    zonder_reden = client.post(adres, {"gezien": inlezing.vingerafdruk})
    met_reden = client.post(adres, {"gezien": inlezing.vingerafdruk, "reden": "Herweging"})
    werk(inlezing)

    assert gestuurd.url == met_reden.url == adres
    assert "Ververs de stand" in wachten
    assert klaar["HX-Refresh"] == "true"
    assert "Bedoelt u ‘haarlem’?" in pagina
    assert ">55%<" in pagina
    assert ">56,5%<" in pagina
    assert zonder_reden.status_code == 422
    assert "Schrijf waarom deze cijfers worden herzien." in zonder_reden.content.decode()
    assert stand() == {("eenzaam-ggd", "gemeente-haarlem", "2016"): ["55", "56.5"]}
    fouten = client.get(reverse("verantwoording:inlezing_fouten", args=[inlezing.pk])).getvalue().decode()
    assert fouten.splitlines()[1] == "3;;Het gebied ‘Haarlm’ kennen wij niet. Bedoelt u ‘haarlem’?"
    herzieningen = client.get(reverse("verantwoording:inlezing_herzieningen", args=[inlezing.pk])).getvalue().decode()
    assert herzieningen.splitlines()[1] == "2;Eenzaam (volwassenen);GGD;Haarlem;2016;55%;56,5%"


def test_what_is_new_is_shown_as_it_is_read_and_is_offered_again_with_the_choices_of_then(
    ambtenaar: Lidmaatschap, als: Callable[[Lidmaatschap], Client]
) -> None:
    client, haarlem, indicator = als(ambtenaar), maak_gebied("Haarlem"), maak_indicator()
    meet(indicator, haarlem, "2012", "55")
    keuzes = {"bron": "ggd", "kolommen": {"Eenzaam": "eenzaam-ggd"}, "punt": "duizend"}
    matrix = b"Wijken;2012|Eenzaam;2016|Eenzaam\nHaarlem;54;1.234\n"

    inlezing = bied_aan(ambtenaar, matrix, "swing", **keuzes)
    pagina = client.get(reverse("verantwoording:inlezing", args=[inlezing.pk]))
    opnieuw = client.get(reverse("verantwoording:inlezing_nieuw"), {"van": inlezing.pk})

    assert [(een.periode, een.nieuw) for een in pagina.context["voorbeelden"]] == [("2016", "1.234%")]
    assert [(een.periode, een.oud) for een in pagina.context["herzieningen"]] == [("2012", "55%")]
    assert f"?van={inlezing.pk}" in pagina.content.decode()
    form = opnieuw.context["form"]
    assert [form[veld].value() for veld in ("vorm", "bron", "punt", "kolommen")] == [
        "swing",
        "ggd",
        "duizend",
        "Eenzaam = eenzaam-ggd",
    ]
    assert client.get(reverse("verantwoording:inlezing_nieuw"), {"van": "x"}).status_code == 200


@pytest.mark.parametrize(
    ("velden", "veld"),
    [
        ({"vorm": "swing"}, "bron"),
        ({"vorm": "lang", "nieuwe_indicatoren": "on"}, "eenheid"),
        ({"vorm": "lang", "periode": "2016"}, "periode"),
        ({"vorm": "lang", "indicator": "eenzaam-ggd"}, "indicator"),
        ({"vorm": "lang", "kolommen": "a = b"}, "kolommen"),
        ({"vorm": "lang", "nieuwe_gebieden": "on"}, "gebiedsoort"),
        ({"vorm": "cbs", "bron": "ggd", "kolommen": "K_1"}, "kolommen"),
        ({"vorm": "cbs", "bron": "ggd", "periode": "kwartaal"}, "periode"),
        ({"vorm": "cbs", "bron": "ggd", "binnen": "Nergens"}, "binnen"),
    ],
)
def test_what_the_file_does_not_say_is_asked_for(
    ambtenaar: Lidmaatschap, als: Callable[[Lidmaatschap], Client], velden: dict[str, str], veld: str
) -> None:
    maak_indicator()

    antwoord = als(ambtenaar).post(
        reverse("verantwoording:inlezing_nieuw"), velden | {"bestand": cijferbestand(b"a;b\n")}
    )

    assert antwoord.status_code == 422
    fouten = antwoord.context["form"].errors
    assert set(fouten) == {veld, "bestand"}
    assert fouten["bestand"] == ["Kies het bestand nog een keer: een browser onthoudt het niet."]
    assert not Inlezing.objects.exists()


def test_a_figure_that_stands_there_is_shown_before_it_is_revised(
    ambtenaar: Lidmaatschap, als: Callable[[Lidmaatschap], Client], figuur: dict[str, Any]
) -> None:
    staat = leg_vast(ambtenaar, figuur)
    client, adres = als(ambtenaar), reverse("verantwoording:waarneming_nieuw")
    velden = {"indicator": "eenzaam-ggd", "gebied": "Haarlem", "periode": "2016", "waarde": "1.056,5"}

    eerst = client.post(adres, velden)
    daarna = client.post(adres, velden | {"na": str(staat.pk), "reden": "Herweging"})

    assert eerst.status_code == 422
    assert "<strong>55,5%</strong>" in eerst.content.decode()
    assert f'name="na" value="{staat.pk}"' in eerst.content.decode()
    assert daarna.status_code == 302
    assert stand() == {("eenzaam-ggd", "gemeente-haarlem", "2016"): ["55.5", "1056.5"]}


def test_a_register_is_searched_and_kept(ambtenaar: Lidmaatschap, als: Callable[[Lidmaatschap], Client]) -> None:
    client, stad = als(ambtenaar), maak_gebied("Haarlem")
    nieuw = reverse("verantwoording:register_nieuw", args=["gebieden"])

    fout = client.post(nieuw, {"code": "oost", "naam": "Oost", "soort": "stadsdeel", "binnen": "Nergens"})
    goed = client.post(nieuw, {"code": "oost", "naam": "Oost", "soort": "stadsdeel", "binnen": stad.code})
    lijst = client.get(reverse("verantwoording:register", args=["gebieden"]), {"zoek": "oo"}).content.decode()

    assert fout.status_code == 422
    assert goed.status_code == 302
    assert Gebied.objects.get(code="oost").binnen == stad
    assert "Oost" in lijst
    assert "gemeente-haarlem" not in lijst
    assert client.get(reverse("verantwoording:register", args=["dieren"])).status_code == 404
