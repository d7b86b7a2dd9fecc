"""What the words in a file mean: never a guess, never the part of another town, never the unit of somebody else."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kern.fouten import DomeinFout
from organisaties.models import Lidmaatschap
from tests.verantwoording.cijferhulp import maak_indicator
from tests.verantwoording.inleeshulp import GGD, bied_aan, lang, lees_in, stad_met_indicator, stand, werk
from verantwoording.models import Bron, Gebied, Inlezing, Maatschappelijkeindicator
from verantwoording.services import herkennen, inlezen
from verantwoording.services.registers import bewaar

Stand = Inlezing.Stand
UTRECHT = "gemeente-utrecht"
NIEUW_GEBIED = {"nieuwe_gebieden": True, "gebiedsoort": "wijk"}


@pytest.fixture
def ambtenaar(db: None) -> Lidmaatschap:
    return stad_met_indicator()


def test_a_word_means_no_part_of_another_town_than_the_file_is_about(ambtenaar: Lidmaatschap) -> None:
    regels = [f"{GGD};;{gebied};2016;12" for gebied in ("Oost", "stadsdeel-oost", "Amsterdam", "Utrecht")]

    elders, hier = (bied_aan(ambtenaar, lang(*regels), binnen=stad) for stad in (UTRECHT, "gemeente-haarlem"))

    assert [fout[2] for fout in elders.fouten] == [
        "Het gebied ‘Oost’ ligt niet in gemeente-utrecht. Gebruik de code.",
        "Het gebied ‘stadsdeel-oost’ ligt niet in gemeente-utrecht. Gebruik de code.",
    ]
    assert (elders.nieuw, hier.nieuw, hier.fout) == (2, 3, 0)  # Oost by its name and by its code is one place


def test_what_lies_deeper_in_the_town_is_found_too(ambtenaar: Lidmaatschap) -> None:
    wijk = Gebied.objects.create(code="w", naam="Parkwijk", soort="wijk", binnen=Gebied.objects.get(naam="Oost"))
    Gebied.objects.create(code="b", naam="Ons plein", soort="buurt", binnen=wijk)

    inlezing = bied_aan(ambtenaar, lang(f"{GGD};;Ons plein;2016;12"), binnen="gemeente-haarlem")

    assert (inlezing.nieuw, inlezing.fout) == (1, 0)


def test_a_new_municipality_lies_in_no_other_one(ambtenaar: Lidmaatschap) -> None:
    keuzes = NIEUW_GEBIED | {"binnen": "gemeente-haarlem"}

    lees_in(ambtenaar, lang(f"{GGD};;GM0363;2016;12", f"{GGD};;WK039201;2016;12"), **keuzes)

    assert dict(Gebied.objects.filter(code__in=["GM0363", "WK039201"]).values_list("code", "binnen__naam")) == {
        "GM0363": None,
        "WK039201": "Haarlem",
    }


def test_a_word_for_two_sources_means_neither(ambtenaar: Lidmaatschap) -> None:
    Bron.objects.create(code="ggd-2", naam="GGD")
    Bron.objects.create(code="monitor-1", naam="Monitor")
    Bron.objects.create(code="monitor-2", naam="Monitor")

    inlezing = bied_aan(ambtenaar, lang("Eenzaam;Monitor;Oost;2016;1", "Eenzaam;ggd;Oost;2016;1"))

    assert [fout[2] for fout in inlezing.fouten] == ["Er heet meer dan een bron ‘Monitor’. Gebruik de code."]
    assert inlezing.nieuw == 1  # a code goes before a name


def test_names_that_do_not_fit_are_errors_and_not_cut_off(ambtenaar: Lidmaatschap) -> None:
    keuzes = NIEUW_GEBIED | {"nieuwe_indicatoren": True, "eenheid": "%"}
    regels = [f"{'x' * 200}{staart};ggd;Oost;2016;1" for staart in "ab"] + [f"{GGD};;{'y' * 101};2016;1"]

    inlezing = bied_aan(ambtenaar, lang(*regels), **keuzes)

    assert (inlezing.nieuw, [fout[2][-60:] for fout in inlezing.fouten]) == (
        0,
        ["is langer dan 200 tekens. Maak het niet nieuw, of kort het in."[-60:]] * 2
        + ["is langer dan 100 tekens. Maak het niet nieuw, of kort het in."[-60:]],
    )


def test_two_new_indicators_whose_codes_would_be_one_get_two(ambtenaar: Lidmaatschap) -> None:
    keuzes = {"nieuwe_indicatoren": True, "eenheid": "%"}
    namen = [f"Een heel lange naam van dertig {staart}" for staart in ("a", "b", "c")]

    lees_in(ambtenaar, lang(*(f"{naam};ggd;Oost;2016;1" for naam in namen)), **keuzes)

    assert set(Maatschappelijkeindicator.objects.values_list("naam", flat=True)) == {"Eenzaam", *namen}
    assert len(stand()) == 3


@pytest.mark.parametrize("wat", ["indicator", "gebied"])
def test_what_somebody_else_made_meanwhile_is_looked_at_again(ambtenaar: Lidmaatschap, wat: str) -> None:
    """It may be in another unit, or lie elsewhere."""
    keuzes = NIEUW_GEBIED | {"nieuwe_indicatoren": True, "eenheid": "%", "bron": "ggd"}
    inlezing = bied_aan(ambtenaar, lang("Sport;;Parkwijk;2016;12"), **keuzes)
    inlezen.bevestig(inlezing_id=inlezing.pk, gezien=inlezing.vingerafdruk, reden="", door=ambtenaar)
    if wat == "indicator":
        maak_indicator("Sport", eenheid="inwoners")
    else:
        Gebied.objects.create(code="utrecht-park", naam="Parkwijk", soort="buurt")

    werk(inlezing)

    assert (inlezing.stand, stand()) == (Stand.MISLUKT, {})
    assert "Bekijk het opnieuw" in inlezing.melding


def test_what_somebody_else_makes_during_the_import_stops_it(
    ambtenaar: Lidmaatschap, monkeypatch: pytest.MonkeyPatch
) -> None:
    inlezing = bied_aan(ambtenaar, lang(f"{GGD};;Parkwijk;2016;12"), **NIEUW_GEBIED)
    inlezen.bevestig(inlezing_id=inlezing.pk, gezien=inlezing.vingerafdruk, reden="", door=ambtenaar)
    echt = herkennen.Herkenner.maak

    def net_te_laat(herkenner: herkennen.Herkenner) -> object:
        Gebied.objects.create(code="parkwijk", naam="Parkwijk", soort="buurt")
        return echt(herkenner)

    monkeypatch.setattr(herkennen.Herkenner, "maak", net_te_laat)
    werk(inlezing)

    assert (inlezing.stand, stand()) == (Stand.MISLUKT, {})
    assert "Bekijk het opnieuw" in inlezing.melding


def test_another_unit_since_the_dry_run_stops_the_import(ambtenaar: Lidmaatschap) -> None:
    inlezing = bied_aan(ambtenaar, lang(f"{GGD};;Oost;2016;12"))
    inlezen.bevestig(inlezing_id=inlezing.pk, gezien=inlezing.vingerafdruk, reden="", door=ambtenaar)
    bewaar(
        slug="indicatoren",
        pk=Maatschappelijkeindicator.objects.get().pk,
        waarden={"eenheid": "inwoners"},
        door=ambtenaar,
    )

    assert (werk(inlezing).stand, stand()) == (Stand.MISLUKT, {})


def test_what_comes_near_is_looked_for_as_often_as_a_page_can_show_it(
    ambtenaar: Lidmaatschap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(herkennen, "_GERADEN", 2)

    inlezing = bied_aan(ambtenaar, lang(*(f"{GGD};;Haarl{letter}m;2016;1" for letter in "xyz")))

    assert [fout[2].endswith("‘haarlem’?") for fout in inlezing.fouten] == [True, True, False]


def test_a_municipality_does_not_lie_in_another_one(ambtenaar: Lidmaatschap) -> None:
    stad, ander = (Gebied.objects.get(naam=naam) for naam in ("Haarlem", "Utrecht"))

    with pytest.raises(DomeinFout, match="Een gemeente ligt niet in een gemeente") as fout:
        bewaar(slug="gebieden", pk=ander.pk, waarden={"binnen": stad}, door=ambtenaar)

    assert (fout.value.code, fout.value.veld) == ("register.plek", "binnen")
    ander.refresh_from_db()
    assert ander.binnen is None


def test_the_address_of_a_source_begins_with_https(
    ambtenaar: Lidmaatschap, als: Callable[[Lidmaatschap], Client]
) -> None:
    velden = {"code": "cbs", "naam": "CBS", "adres": "opendata.cbs.nl"}

    antwoord = als(ambtenaar).post(reverse("verantwoording:register_nieuw", args=["bronnen"]), velden)

    assert antwoord.status_code == 302
    assert Bron.objects.get(code="cbs").adres == "https://opendata.cbs.nl"
