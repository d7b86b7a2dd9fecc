"""What the plan covers, where organisations overlap, and what it costs, without a database."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kern.geld import NUL
from subsidies.dossier import Aanbod, Dossier, Opgave
from subsidies.regels.dekking import (
    Aandeel,
    Deelkosten,
    Dekkingsrij,
    Kostenrij,
    bijdragen_elders,
    clientondersteuning,
    dekking,
    doelgroepen_per_stadsdeel,
    kosten_per_stadsdeel,
    kosten_per_subdoel,
    kosten_samen,
    open_opgaven,
    preventie,
    subdoelen_per_stadsdeel,
)
from subsidies.regels.overlap import Aanbieder, overlappen
from tests.subsidies.dossiers import JAREN, euro, maak_aanbod, maak_deel, maak_dossier, maak_kader, maak_post

SUBDOELEN, STADSDELEN, DOELGROEPEN = ("Ontmoeten", "Meedoen", "Leren"), ("Noord", "Oost"), ("Ouderen", "Jongeren")
KADER = maak_kader(subdoelen=SUBDOELEN, stadsdelen=STADSDELEN, doelgroepen=DOELGROEPEN)


def enkele(namen: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(namen), unique=True)


AANBOD = st.builds(
    maak_aanbod,
    subdoelen=enkele(SUBDOELEN),
    stadsdelen=enkele(STADSDELEN),
    doelgroepen=enkele(DOELGROEPEN),
    kosten=st.dictionaries(st.sampled_from(JAREN), st.decimals(0, 10**9, places=2)),
    clientondersteuning=st.integers(0, 100),
)


def twee(een: list[Aanbod], ander: list[Aanbod]) -> Dossier:
    """Anker and Brug, each with its own voorzieningen."""
    return maak_dossier(
        maak_deel(aanbod=een), maak_deel("Brug", pk=2, organisatie_id=2, aanbod=ander), kader=KADER, vragen=[]
    )


DOSSIERS = st.builds(twee, st.lists(AANBOD, max_size=4), st.lists(AANBOD, max_size=4))


# --- the matrices ---


def test_coverage_counts_voorzieningen_per_part_and_shows_the_holes() -> None:
    dossier = maak_dossier(
        maak_deel(aanbod=[maak_aanbod(), maak_aanbod(gebiedsopgaven=[])]),
        maak_deel("Stichting Brug", aanbod=[maak_aanbod(wettelijke_taken=[])]),
        kader=maak_kader(subdoelen=["Ontmoeten", "Niemand"]),
    )

    matrix = dekking(dossier)

    assert matrix.rijen == [
        Dekkingsrij("Ontmoeten", "", [2, 1]),
        Dekkingsrij("Niemand", "", [0, 0]),
        Dekkingsrij("Elkaar zien", "gebiedsopgave Noord", [1, 1]),
        Dekkingsrij("Participatieverklaring", "wettelijke taak", [2, 0]),
    ]
    assert [rij.totaal for rij in matrix.rijen] == [3, 0, 2, 2]
    assert (matrix.kolommen, matrix.kolomtotalen, matrix.totaal) == (["Anker", "Brug"], [5, 2], 7)
    assert matrix.gaten == ["Niemand"]


def test_a_group_without_anything_in_any_district_is_a_hole() -> None:
    dossier = twee([maak_aanbod(stadsdelen=["Oost"])], [maak_aanbod(doelgroepen=["Ouderen"])])

    matrix = doelgroepen_per_stadsdeel(dossier)

    assert matrix.kolommen == STADSDELEN
    assert matrix.rijen == [Dekkingsrij("Ouderen", "", [1, 2]), Dekkingsrij("Jongeren", "", [0, 0])]
    assert matrix.gaten == ["Jongeren"]


def test_a_row_names_the_districts_where_it_has_nothing() -> None:
    dossier = twee([maak_aanbod(stadsdelen=["Oost"])], [])

    assert [nergens for _, _, nergens in doelgroepen_per_stadsdeel(dossier).vakken] == [["Noord"], ["Noord", "Oost"]]
    assert dekking(dossier).vakken[0] == (Dekkingsrij("Ontmoeten", "", [1, 0]), [("Anker", 1), ("Brug", 0)], [])


@given(DOSSIERS)
def test_a_matrix_counts_every_pair_once(dossier: Dossier) -> None:
    aanbod = [een for deel in dossier.delen for een in deel.aanbod]

    assert subdoelen_per_stadsdeel(dossier).totaal == sum(len(een.subdoelen) * len(een.stadsdelen) for een in aanbod)
    assert doelgroepen_per_stadsdeel(dossier).totaal == sum(
        len(een.doelgroepen) * len(een.stadsdelen) for een in aanbod
    )
    for matrix in (dekking(dossier), subdoelen_per_stadsdeel(dossier), doelgroepen_per_stadsdeel(dossier)):
        assert sum(matrix.kolomtotalen) == matrix.totaal


def test_an_area_task_nobody_takes_up_is_named_with_its_districts() -> None:
    molenwijk = Opgave("Een ontmoetingscentrum in de Molenwijk", ["Oost"])
    dossier = maak_dossier(kader=maak_kader(opgaven=[Opgave("Elkaar zien", ["Noord"]), molenwijk]))

    assert open_opgaven(dossier) == [molenwijk]


# --- overlap ---


def test_two_organisations_that_do_the_same_for_the_same_people_are_named_with_what_they_share() -> None:
    een = maak_aanbod(pk=1, naam="Huis", subdoelen=["Ontmoeten", "Meedoen"], stadsdelen=["Noord", "Oost"])
    ander = maak_aanbod(pk=2, naam="Café", subdoelen=["Ontmoeten"], stadsdelen=["Oost"])

    (overlap,) = overlappen(twee([een], [ander]))

    assert (overlap.een, overlap.ander) == (Aanbieder("Anker", "Huis", 1), Aanbieder("Brug", "Café", 2))
    assert (overlap.subdoelen, overlap.stadsdelen, overlap.doelgroepen) == (["Ontmoeten"], ["Oost"], ["Ouderen"])


def test_without_one_of_the_three_in_common_there_is_no_overlap() -> None:
    for anders in ({"subdoelen": ["Leren"]}, {"stadsdelen": []}, {"doelgroepen": ["Jongeren"]}):
        assert overlappen(twee([maak_aanbod()], [maak_aanbod(**anders)])) == []
    assert len(overlappen(twee([maak_aanbod()], [maak_aanbod()]))) == 1


def test_one_organisation_does_not_overlap_itself() -> None:
    assert overlappen(twee([maak_aanbod(), maak_aanbod()], [])) == []


def test_a_call_without_groups_asks_none_in_common() -> None:
    delen = (maak_deel(aanbod=[maak_aanbod(doelgroepen=[])]), maak_deel(pk=2, aanbod=[maak_aanbod(doelgroepen=[])]))

    assert len(overlappen(maak_dossier(*delen, kader=maak_kader(doelgroepen=[])))) == 1
    assert overlappen(maak_dossier(*delen, kader=maak_kader())) == []


def test_the_largest_overlap_stands_first() -> None:
    klein, groot = maak_aanbod(naam="Klein", stadsdelen=["Noord"]), maak_aanbod(naam="Groot")

    namen = [overlap.ander.naam for overlap in overlappen(twee([maak_aanbod()], [klein, groot]))]

    assert namen == ["Groot", "Klein"]


# --- costs ---


def test_costs_are_split_evenly_over_districts_and_the_cent_left_goes_to_the_first() -> None:
    dossier = twee([maak_aanbod(kosten={2027: euro("0.05")}), maak_aanbod(stadsdelen=[], kosten={2028: euro(7)})], [])

    assert kosten_per_stadsdeel(dossier) == [
        Kostenrij("Noord", {2027: euro("0.03"), 2028: NUL}),
        Kostenrij("Oost", {2027: euro("0.02"), 2028: NUL}),
        Kostenrij("Nog geen stadsdeel gekozen", {2027: NUL, 2028: euro(7)}),
    ]


@given(DOSSIERS)
def test_no_cent_is_lost_in_the_split(dossier: Dossier) -> None:
    alles = sum((een.kosten_totaal for deel in dossier.delen for een in deel.aanbod), NUL)

    assert kosten_samen(dossier).totaal == alles
    for rijen in (kosten_per_stadsdeel(dossier), kosten_per_subdoel(dossier)):
        assert sum((rij.totaal for rij in rijen), NUL) == alles


def test_the_voorzieningen_of_a_part_stand_beside_its_budget() -> None:
    deel = maak_deel(
        posten=[maak_post(1000), maak_post(300, "eigen")],
        aanbod=[maak_aanbod(kosten={2027: euro(400)}), maak_aanbod(kosten={2027: euro(700)})],
    )

    kosten = Deelkosten(deel)

    assert kosten.voorzieningen == {2027: euro(1100), 2028: NUL}
    assert kosten.verschil == {2027: euro(-100), 2028: euro(1000)}
    assert (kosten.voorzieningen_totaal, kosten.begroting_totaal, kosten.verschil_totaal) == (
        euro(1100),
        euro(2000),
        euro(900),
    )


def test_support_of_clients_is_its_percentage_of_each_voorziening() -> None:
    aanbod = [
        maak_aanbod(kosten={2027: euro("100.50"), 2028: euro("100.50")}, clientondersteuning=50),
        maak_aanbod(kosten={2027: euro(99)}, preventief=True),
    ]

    dossier = twee(aanbod, [])

    assert clientondersteuning(dossier) == Aandeel(1, euro("100.50"), euro(300))
    assert clientondersteuning(dossier).procent == 34
    assert (preventie(dossier), preventie(dossier).procent) == (Aandeel(1, euro(99), euro(300)), 33)


def test_without_costs_a_share_is_nothing() -> None:
    assert Aandeel(1, NUL, NUL).procent == 0


@given(DOSSIERS)
def test_support_of_clients_is_never_more_than_all_costs(dossier: Dossier) -> None:
    aandeel = clientondersteuning(dossier)

    assert NUL <= aandeel.bedrag <= aandeel.totaal
    assert aandeel.totaal == sum((rij.totaal for rij in kosten_per_subdoel(dossier)), Decimal(0))


def test_what_helps_other_themes_is_listed_by_theme() -> None:
    dossier = twee(
        [maak_aanbod(pk=1, andere_themas=["Werk", "Zorg"])], [maak_aanbod(pk=2, naam="Café", andere_themas=["Werk"])]
    )

    assert bijdragen_elders(dossier) == [
        ("Werk", [Aanbieder("Anker", "Buurthuis", 1), Aanbieder("Brug", "Café", 2)]),
        ("Zorg", [Aanbieder("Anker", "Buurthuis", 1)]),
    ]
