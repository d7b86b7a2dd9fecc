"""Starting from what one's own organisation wrote before."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap
from subsidies.dossier import Aanbod
from subsidies.models import Aanvraag, Antwoord, Begrotingspost, Onderdeel, Versie
from subsidies.models.voorziening import RELATIES
from subsidies.regels.overname import zet_over
from subsidies.selectors import laad_dossier
from subsidies.selectors.overname import herkomst_van, verschillen
from subsidies.services import akkoord, kopieren
from subsidies.services import antwoord as antwoorden
from subsidies.services.kopieren import Keus
from subsidies.services.voorziening import verwijder_voorziening
from tests.subsidies.conftest import (
    GEVRAAGD_ANKER,
    TEKST,
    Wereld,
    bewaar_voorziening,
    geef_akkoord,
    geweigerd,
)
from tests.subsidies.dossiers import euro, maak_aanbod
from tests.subsidies.eerder import Later, maak_later

Als = Callable[[Lidmaatschap], Client]


@pytest.fixture
def later(ingediend: Wereld) -> Later:
    return maak_later(ingediend)


def inhoud(aanbod: Aanbod) -> Aanbod:
    """Without what belongs to the row and not to what it says."""
    return replace(aanbod, pk=0, versie=0, kopie_van=None)


# --- voorzieningen ---


def test_a_voorziening_is_taken_over_by_name_with_its_years_in_their_place(later: Later) -> None:
    uit = later.neem_voorziening_over()

    (hier,), (daar,) = later.aanbod(), later.aanbod(later.toen)
    assert inhoud(hier) == inhoud(replace(daar, bereik={2029: 100, 2030: 100}))
    assert (hier.kopie_van, hier.versie, uit.voorzieningen, uit.niet) == (daar.pk, 1, [hier.pk], [])
    assert herkomst_van([hier], 2029)[hier.pk].samenvatting == "Ongewijzigd overgenomen"
    assert Versie.objects.get(soort=Onderdeel.VOORZIENING, onderdeel=hier.pk).inhoud["jaren"] == {
        "2029": {"bereik": 100, "kosten": None},
        "2030": {"bereik": 100, "kosten": None},
    }
    assert Gebeurtenis.objects.get(soort="aanvraag.overgenomen").feiten == {
        "bron": later.toen.pk,
        "voorzieningen": 1,
        "posten": 0,
        "teksten": 0,
    }


def test_the_original_stays_as_it_is(later: Later) -> None:
    eerder = (later.aanbod(later.toen), Versie.objects.filter(aanvraag=later.toen.aanvraag).count())

    later.neem_over(voorzieningen=[later.origineel.pk], begroting=True, teksten=True)

    assert (later.aanbod(later.toen), Versie.objects.filter(aanvraag=later.toen.aanvraag).count()) == eerder


def test_what_has_no_equal_here_is_left_out_and_told(ingediend: Wereld) -> None:
    later = maak_later(ingediend, zelfde_kader=False, laatste_jaar=2029)
    subdoel = ingediend.tafel.thema.subdoelen.get().naam

    uit = later.neem_voorziening_over()

    (hier,) = later.aanbod()
    assert (hier.subdoelen, hier.doelgroepen, hier.stadsdelen) == ([], [], ["Voorbeeldwijk"])
    assert hier.bereik == {2029: 100}
    assert uit.niet == [f"subdoelen: {subdoel}", "doelgroepen: Ouderen", "jaren: 2028"]
    assert [rij.label for rij in herkomst_van([hier], 2029)[hier.pk].verschillen] == [
        "Subdoelen",
        "Doelgroepen",
        "Bewoners in 2030",
    ]


def test_what_is_changed_afterwards_reads_as_a_difference(later: Later) -> None:
    later.neem_voorziening_over()
    (hier,) = later.aanbod()
    bewaar_voorziening(later.deel, "Huis van de buurt", later["anker"], hier.pk, preventief=True)

    (hier,) = later.aanbod()

    herkomst = herkomst_van([hier], 2029)[hier.pk]
    assert (herkomst.samenvatting, herkomst.kenmerk) == ("2 verschillen", later.toen.aanvraag.kenmerk)
    assert [(rij.label, [(stuk.op, stuk.tekst) for stuk in rij.stukken]) for rij in herkomst.verschillen] == [
        ("Naam", [("del", "Buurthuis Anker"), ("ins", "Huis van de buurt")]),
        ("Is preventief", [("del", "nee"), ("ins", "ja")]),
    ]


def test_nothing_is_taken_over_twice(later: Later) -> None:
    later.neem_voorziening_over()

    uit = later.neem_voorziening_over()

    assert (uit.voorzieningen, uit.niet) == ([], ["Buurthuis Anker: al overgenomen"])
    assert len(later.aanbod()) == 1


def test_a_duplicate_within_ones_own_part_gets_a_name_of_its_own(later: Later) -> None:
    later.neem_voorziening_over()
    (hier,) = later.aanbod()

    later.neem_over(bron_id=later.deel.pk, voorzieningen=[hier.pk])
    later.neem_over(bron_id=later.deel.pk, voorzieningen=[hier.pk])

    eerste, tweede, derde = later.aanbod()
    assert (eerste.naam, tweede.naam, derde.naam) == ("Buurthuis Anker", *["Buurthuis Anker (kopie)"] * 2)
    assert inhoud(replace(tweede, naam=eerste.naam)) == inhoud(eerste)
    assert tweede.kopie_van == derde.kopie_van == hier.pk


def test_a_long_name_still_fits_with_what_is_added(later: Later) -> None:
    lang = bewaar_voorziening(later.deel, "x" * 150, later["anker"])

    later.neem_over(bron_id=later.deel.pk, voorzieningen=[lang.pk])

    assert later.aanbod()[1].naam == "x" * 142 + " (kopie)"


def test_an_original_that_is_removed_leaves_its_copies(later: Later) -> None:
    bron = bewaar_voorziening(later.deel, "Bron", later["anker"])
    later.neem_over(bron_id=later.deel.pk, voorzieningen=[bron.pk])

    verwijder_voorziening(voorziening_id=bron.pk, door=later["anker"])

    (kopie,) = later.aanbod()
    assert (kopie.naam, kopie.kopie_van, dict(herkomst_van([kopie], 2029))) == ("Bron (kopie)", None, {})


def test_taking_over_voids_ones_own_akkoord(gevuld: Wereld) -> None:
    geef_akkoord(gevuld, gevuld.anker, gevuld["anker"])
    deel = gevuld.deel(gevuld.anker)
    keus = Keus(bron_id=deel.pk, voorzieningen=[deel.voorzieningen.get().pk])

    kopieren.neem_over(deel_id=deel.pk, keus=keus, door=gevuld["anker"])

    assert deel.akkoorden.get().vervallen_reden == akkoord.Akkoord.Reden.DEEL


NAMEN = ("Ontmoeten", "Meedoen", "Leren")
KEUZES = {naam: [(nummer, keuze, "") for nummer, keuze in enumerate(NAMEN, 1)] for naam in RELATIES}
AANBOD = st.builds(
    maak_aanbod,
    omschrijving=st.text(st.characters(codec="utf-8"), max_size=50),
    preventief=st.booleans(),
    clientondersteuning=st.integers(0, 100),
    bereik=st.dictionaries(st.sampled_from((2027, 2028)), st.integers(0, 10**6)),
    kosten=st.dictionaries(st.sampled_from((2027, 2028)), st.decimals(0, 10**9, places=2)),
    **{naam: st.lists(st.sampled_from(NAMEN), unique=True) for naam in RELATIES},
)


@given(toen=AANBOD, opschuiven=st.integers(-9, 9))
def test_a_copy_into_the_same_framework_has_no_differences(toen: Aanbod, opschuiven: int) -> None:
    jaren = [jaar + opschuiven for jaar in (2027, 2028)]

    over = zet_over(toen, KEUZES, opschuiven=opschuiven, jaren=jaren)

    per_jaar = {int(jaar): wens for jaar, wens in over.inhoud["jaren"].items()}
    kopie = replace(
        toen,
        **{naam: [dict(enumerate(NAMEN, 1))[pk] for pk in over.inhoud[naam]] for naam in RELATIES},
        bereik={jaar: wens["bereik"] for jaar, wens in per_jaar.items() if wens["bereik"] is not None},
        kosten={jaar: Decimal(wens["kosten"]) for jaar, wens in per_jaar.items() if wens["kosten"] is not None},
    )
    assert over.niet_hier == {}
    assert verschillen(kopie, toen, opschuiven=opschuiven) == []


def test_two_groups_with_the_same_name_are_both_found() -> None:
    keuzes = {"principes": [(1, "Maatjes", "Netwerken"), (2, "Maatjes", "Kracht"), (3, "Anders", "")]}
    toen = maak_aanbod(principes=["Maatjes", "Maatjes", "Weg"])

    over = zet_over(toen, keuzes, opschuiven=0, jaren=(2027, 2028))

    assert (over.inhoud["principes"], over.niet_hier["'wat werkt'-principes"]) == ([1, 2], ["Weg"])


# --- the budget and the texts ---


def test_a_budget_is_taken_over_into_an_empty_one(later: Later) -> None:
    uit = later.neem_over(begroting=True)

    eigen = laad_dossier(Aanvraag.objects.select_related("regeling", "tafel").get(pk=later.deel.aanvraag_id)).delen[0]
    assert (uit.posten, uit.niet) == (1, [])
    assert eigen.posten[0].bedragen == {2029: GEVRAAGD_ANKER, 2030: GEVRAAGD_ANKER}


def test_a_budget_that_is_there_is_never_overwritten(later: Later) -> None:
    Begrotingspost.objects.create(deel=later.deel, soort="loon", omschrijving="Van hier")

    uit = later.neem_over(begroting=True)

    assert (uit.posten, uit.niet) == (0, ["de begroting: u hebt er al een ingevuld"])
    assert later.deel.posten.get().omschrijving == "Van hier"


def test_a_longer_period_has_years_without_an_amount(ingediend: Wereld) -> None:
    later = maak_later(ingediend, laatste_jaar=2031)

    later.neem_over(begroting=True)

    bedragen = later.deel.posten.get().bedragen.values_list("jaar", "bedrag")
    assert list(bedragen) == [(2029, GEVRAAGD_ANKER), (2030, GEVRAAGD_ANKER), (2031, euro(0))]


def test_texts_go_to_the_questions_with_the_same_code_where_nothing_stands(later: Later) -> None:
    eerste, *andere = Antwoord.objects.filter(aanvraag=later.deel.aanvraag).order_by("id")
    antwoorden.bewaar_antwoord(antwoord_id=eerste.pk, tekst="Van de tafel.", versie=0, door=later["anker"])

    uit = later.neem_over(teksten=True)

    eerste.refresh_from_db()
    assert (eerste.tekst, uit.teksten) == ("Van de tafel.", len(andere))
    assert {antwoord.tekst for antwoord in Antwoord.objects.filter(pk__in=[een.pk for een in andere])} == {TEKST}
    assert uit.niet == [f"de tekst over '{eerste.vraag}': daar staat al iets"]


def test_the_same_text_is_no_news(later: Later) -> None:
    later.neem_over(teksten=True)

    uit = later.neem_over(teksten=True)

    assert (uit.teksten, uit.niet) == (0, [])


# --- refusals ---


def test_choosing_nothing_is_refused(later: Later) -> None:
    with geweigerd("overname.leeg"):
        later.neem_over()


def test_what_another_organisation_wrote_is_not_taken_over(later: Later) -> None:
    van_ander = later.toen.aanvraag.delen.get(organisatie=later.wereld.brug)

    with geweigerd("overname.bron"):
        later.neem_over(bron_id=van_ander.pk, begroting=True)
    with geweigerd("overname.weg"):
        later.neem_over(voorzieningen=[van_ander.voorzieningen.get().pk])


@pytest.mark.parametrize(("wie", "code"), [("brug", "deel.niet_eigen"), ("anker_leest", "toegang.rol")])
def test_only_who_writes_for_the_organisation_takes_over(wie: str, code: str, later: Later) -> None:
    with geweigerd(code):
        later.neem_over(wie, begroting=True)


def test_into_what_was_submitted_nothing_is_taken_over(ingediend: Wereld) -> None:
    deel = ingediend.deel(ingediend.anker)

    with geweigerd("aanvraag.geen_concept"):
        kopieren.neem_over(deel_id=deel.pk, keus=Keus(deel.pk, begroting=True), door=ingediend["anker"])


def test_sixty_voorzieningen_are_taken_over_in_as_many_queries_as_one(later: Later) -> None:
    def queries(voorzieningen: list[int]) -> int:
        with CaptureQueriesContext(connection) as gedaan:
            later.neem_over(bron_id=later.deel.pk, voorzieningen=voorzieningen)
        return len(gedaan)

    een = bewaar_voorziening(later.deel, "Een", later["anker"])
    weinig = queries([een.pk])

    for nummer in range(58):
        bewaar_voorziening(later.deel, f"Nummer {nummer}", later["anker"])
    veel = queries([aanbod.pk for aanbod in later.aanbod()])

    assert veel == weinig
    assert len(later.aanbod()) == 120
