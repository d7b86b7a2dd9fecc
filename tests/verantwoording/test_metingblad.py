"""A sheet of numbers: what goes out comes back the same, and what cannot be read is named and never guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.bestanden.inhoud import keur
from kern.bestanden.soorten import CIJFERS, CSV
from kern.fouten import DomeinFout
from subsidies.rekenblad.inlezen import lees_cellen
from subsidies.rekenblad.vorm import Cel, Rij, Vreemd
from thematafels.models import Niveau, Richting
from verantwoording.inlezen.bladen import lees_csv
from verantwoording.inlezen.tekens import ontcijfer
from verantwoording.metingblad.lezen import Gelezen, lees_metingen, lees_tekst
from verantwoording.metingblad.plan import Activiteit, Meetplan
from verantwoording.metingblad.schrijven import FORMATEN
from verantwoording.metingblad.verschil import als_tekst, vergelijk
from verantwoording.regels.cijfers import Cel as Celwaarde
from verantwoording.regels.cijfers import Cijfer
from verantwoording.regels.plek import GEHEEL

KOP = ["Activiteit", "Indicator", "Doelgroep", "Stadsdeel", "Waarde"]


def cijfer(pk: int, naam: str, niveau: Niveau = Niveau.BEREIK, eenheid: str = "bewoners", **feiten: object) -> Cijfer:
    return Cijfer(pk, niveau, naam, eenheid, Richting.HOGER, **feiten)


PLAN = Meetplan(
    activiteiten=[
        Activiteit(
            11,
            2,
            1,
            "Koffie",
            [
                cijfer(
                    101,
                    "Bezoekers",
                    doel=Decimal("50.00"),
                    geteld=Decimal("40.00"),
                    cellen=(Celwaarde(5, None, "Ouderen", doel=Decimal("20.00")),),
                ),
                cijfer(102, "Tevreden", Niveau.BEWONER, "%", reden="Geen tijd."),
                cijfer(103, "Tevreden", Niveau.PROFESSIONAL, "%"),
            ],
        ),
        Activiteit(12, 0, 2, "=Soep; met brood", [cijfer(104, '"Eters" en -koks')]),
    ],
    groepen={5: "Ouderen", 6: "Jongeren"},
    delen={8: "Schalkwijk", 9: "Centrum"},
)


def lees(*rijen: list[Cel], kop: list[str] | None = KOP) -> Gelezen:
    alle = [*([kop] if kop else []), *rijen]
    return lees_metingen([Rij(nummer, cellen) for nummer, cellen in enumerate(alle, 1)], PLAN)


def fouten(*rijen: list[Cel], kop: list[str] | None = KOP) -> list[str]:
    gelezen = lees(*rijen, kop=kop)
    assert gelezen.waarden == {}
    return [str(fout) for fout in gelezen.fouten]


def bezoekers(waarde: Cel) -> list[Cel]:
    return ["1", "Bezoekers", "", "", waarde]


@pytest.mark.parametrize("naam", ["1", "Koffie", "1. Koffie", " koffie ", Decimal(1)])
def test_an_activity_is_found_by_number_by_name_and_by_both(naam: Cel) -> None:
    assert lees([naam, "bezoekers", "", "", "60"]).waarden == {(11, 101, GEHEEL): Decimal("60.00")}


@pytest.mark.parametrize(
    ("groep", "deel", "plek"),
    [
        ("", "", GEHEEL),
        ("alle doelgroepen", "alle stadsdelen", GEHEEL),
        ("Ouderen", None, (5, None)),
        ("jongeren", "CENTRUM", (6, 9)),
        (None, "Schalkwijk", (None, 8)),
    ],
)
def test_a_number_is_about_everybody_a_group_a_district_or_both(
    groep: Cel, deel: Cel, plek: tuple[int | None, int | None]
) -> None:
    assert lees(["Koffie", "Bezoekers", groep, deel, "12"]).waarden == {(11, 101, plek): Decimal("12.00")}


@pytest.mark.parametrize(
    ("cel", "waarde"),
    [
        ("0", "0.00"),
        ("1.250", "1250.00"),
        ("1.250,5", "1250.50"),
        ("62,5%", "62.50"),
        ("62.5", "62.50"),
        (Decimal("62.5"), "62.50"),
        (Decimal("12.300000000000000001"), "12.30"),
    ],
)
def test_numbers_are_read_the_dutch_way(cel: Cel, waarde: str) -> None:
    assert lees(bezoekers(cel)).waarden == {(11, 101, GEHEEL): Decimal(waarde)}


@pytest.mark.parametrize(
    ("cel", "melding"),
    [
        ("twaalf", "‘twaalf’: Vul een getal in zoals 1.250 of 62,5. Niet gemeten? Laat de cel leeg."),
        ("-", "‘-’: Vul een getal in zoals 1.250 of 62,5. Niet gemeten? Laat de cel leeg."),
        ("1,250", "‘1,250’: Vul een getal in zoals 1.250 of 62,5. Niet gemeten? Laat de cel leeg."),
        ("1,234.50", "‘1,234.50’: Vul een getal in zoals 1.250 of 62,5. Niet gemeten? Laat de cel leeg."),
        ("€ 12", "‘€ 12’: Vul een getal in zoals 1.250 of 62,5. Niet gemeten? Laat de cel leeg."),
        ("-3", "‘-3’: Vul een getal van 0 of hoger in. Niet gemeten? Laat de cel leeg."),
        (Decimal(-3), "‘-3.00’: Vul een getal van 0 of hoger in. Niet gemeten? Laat de cel leeg."),
        (Decimal("0.125"), "Dit getal heeft meer dan twee decimalen. Rond het af."),
        (Decimal("1e30"), "Dit getal is te groot."),
        (Vreemd("Hier staat een datum."), "Hier staat een datum."),
    ],
)
def test_what_is_no_number_is_refused_with_its_row(cel: Cel, melding: str) -> None:
    assert fouten(bezoekers("5"), bezoekers(cel)) == [f"Rij 3, waarde: {melding}"]


def test_an_empty_value_is_not_measured_and_never_zero() -> None:
    gelezen = lees(bezoekers(""), bezoekers(None), bezoekers("  "), ["Onbekend", "", "", "", ""], bezoekers("7"))

    assert (gelezen.waarden, gelezen.leeg) == ({(11, 101, GEHEEL): Decimal("7.00")}, 4)


def test_a_percentage_of_a_spreadsheet_is_a_part_of_one_and_refused() -> None:
    rij: list[Cel] = ["1", "Tevreden (Effect volgens bewoners)", "", ""]

    assert fouten([*rij, Decimal("0.62")]) == [
        "Rij 2, waarde: Uw blad bewaart een percentage als deel van 1. Schrijf 62,5 en niet 62,5%."
    ]
    assert lees([*rij, Decimal(0)]).waarden == {(11, 102, GEHEEL): Decimal("0.00")}


@pytest.mark.parametrize(
    ("rij", "melding"),
    [
        (["Thee", "Bezoekers", "", "", "5"], "activiteit: ‘Thee’ staat niet in wat is afgesproken."),
        (["", "Bezoekers", "", "", "5"], "activiteit: Deze cel is leeg."),
        (["1", "Eters", "", "", "5"], "indicator: ‘Eters’ staat niet in wat is afgesproken."),
        (
            ["1", "Tevreden", "", "", "5"],
            "indicator: Er heet meer dan één indicator ‘Tevreden’. Gebruik de naam uit ons blad.",
        ),
        (["1", "Bezoekers", "Kinderen", "", "5"], "doelgroep: ‘Kinderen’ staat niet in wat is afgesproken."),
        (["1", "Bezoekers", "", "Noord", "5"], "stadsdeel: ‘Noord’ staat niet in wat is afgesproken."),
        (["1", "Bezoekers", Vreemd("Hier staat een fout."), "", "5"], "doelgroep: Hier staat een fout."),
    ],
)
def test_a_name_that_is_not_in_the_plan_is_refused_with_its_row(rij: list[Cel], melding: str) -> None:
    assert fouten(rij) == [f"Rij 2, {melding}"]


def test_every_row_that_is_wrong_is_named_and_nothing_is_read() -> None:
    assert fouten(bezoekers("x"), bezoekers("5"), bezoekers("6")) == [
        "Rij 2, waarde: ‘x’: Vul een getal in zoals 1.250 of 62,5. Niet gemeten? Laat de cel leeg.",
        "Rij 4: Dit getal staat ook in rij 3.",
    ]
    assert fouten(*[bezoekers("x")] * 52)[-1] == "En nog 2 meldingen."


def test_without_heads_the_five_columns_stand_in_our_order() -> None:
    assert lees(bezoekers("5"), kop=None).waarden == {(11, 101, GEHEEL): Decimal("5.00")}
    assert fouten([*bezoekers("5"), "x"], kop=None) == [
        (
            "Rij 1: Er staan meer cellen dan activiteit, indicator, doelgroep, stadsdeel en waarde. "
            "Kopieer ook de rij met koppen."
        )
    ]


def test_columns_may_stand_in_any_order_below_a_title() -> None:
    rijen = [["Onze cijfers"], ["WAARDE", "indicator", "Doel", "Activiteit"], ["5", "Bezoekers", "50", "Koffie"]]

    assert lees(*rijen, kop=None).waarden == {(11, 101, GEHEEL): Decimal("5.00")}


@pytest.mark.parametrize(
    ("kop", "melding"),
    [
        ([*KOP, "Opmerking"], "Rij 1, kolom F: Deze kolom (opmerking) kennen wij niet. Haal haar weg."),
        (KOP, "Rij 1, kolom F: Deze kolom (zonder kop) kennen wij niet. Haal haar weg."),
        ([*KOP, "waarde"], "Rij 1, waarde: Deze kolom staat er twee keer."),
    ],
)
def test_a_column_that_would_be_lost_unseen_is_refused(kop: list[str], melding: str) -> None:
    assert fouten([*bezoekers("5"), "6"], kop=kop) == [melding]


@pytest.mark.parametrize("breed", [[], ["", "", "", "x"]])
def test_another_sheet_is_called_that_and_its_rows_are_not_named_one_by_one(breed: list[Cel]) -> None:
    ander: list[list[Cel]] = [["Huur", "1200", *breed], ["Salaris", "30000", *breed]]

    [melding] = fouten(*ander, kop=["Post", "Bedrag"])

    assert melding.startswith("Dit lijkt een ander blad: geen enkele rij begint met een activiteit uit uw plan.")
    assert fouten(["Thee", "Bezoekers", "", "", "5"], kop=None) == [
        "Rij 1, activiteit: ‘Thee’ staat niet in wat is afgesproken."
    ]


def test_nothing_at_all_is_refused() -> None:
    assert fouten() == ["Er staat geen enkel getal in."]
    assert fouten(kop=None) == ["Er staat geen enkel getal in."]


@pytest.mark.parametrize(
    "tekst", ["1\tBezoekers\tOuderen\t\t5", "1;Bezoekers;Ouderen;;5", "\n1;Bezoekers;Ouderen;;5\n"]
)
def test_cells_are_parted_by_tabs_or_semicolons(tekst: str) -> None:
    assert lees_metingen(lees_tekst(tekst), PLAN).waarden == {(11, 101, (5, None)): Decimal("5.00")}


def test_a_text_that_is_no_block_of_cells_is_refused() -> None:
    with pytest.raises(DomeinFout) as fout:
        lees_tekst("Wij telden er vijf.")

    assert fout.value.code == "inlezen.scheiding"


@pytest.mark.parametrize("formaat", FORMATEN)
def test_our_own_sheet_comes_back_with_exactly_what_stood_in_it(formaat: str) -> None:
    inhoud = FORMATEN[formaat][1](PLAN, "=Metingen")
    soort = keur(f"metingen.{formaat}", inhoud, 10**7, CIJFERS)

    rijen = list(lees_csv(ontcijfer(inhoud)[0])) if soort == CSV else lees_cellen(inhoud)

    gelezen = lees_metingen(rijen, PLAN)
    assert (gelezen.fouten, gelezen.leeg) == ((), 4)
    assert gelezen.waarden == {(11, 101, GEHEEL): Decimal("40.00")}
    assert [rij.cellen[5] for rij in rijen[1:3]] == (["50", "20"] if soort == CSV else [50, 20])


def test_the_difference_says_what_was_and_what_it_becomes() -> None:
    verschil = vergelijk(
        PLAN,
        {
            (11, 102, GEHEEL): Decimal("62.50"),
            (11, 101, (6, 9)): Decimal("3.00"),
            (11, 101, GEHEEL): Decimal("40.00"),
            (11, 101, (5, None)): Decimal("0.00"),
        },
    )

    assert verschil.gelijk == 1
    assert [
        (een.stand.indicator, een.stand.cel.naam, een.oud, een.nieuw, een.soort, een.reden_weg)
        for een in verschil.wijzigingen
    ] == [
        ("Bezoekers", "Ouderen", None, Decimal("0.00"), "erbij", ""),
        ("Tevreden (Effect volgens bewoners)", "", None, Decimal("62.50"), "erbij", "Geen tijd."),
        ("Bezoekers", "Jongeren, Centrum", None, Decimal("3.00"), "erbij", ""),
    ]
    assert verschil.activiteiten == {11: 2}
    assert verschil.van(11)[101, (5, None)] == Decimal("0.00")


SLEUTELS = st.sampled_from(
    [
        (verslag, meet, (groep, deel))
        for verslag, meet in ((11, 101), (11, 102), (11, 103), (12, 104))
        for groep in (None, 5, 6)
        for deel in (None, 8, 9)
    ]
)
GETALLEN = st.decimals("0.00", "9999999999.99", places=2, allow_nan=False)


@given(st.dictionaries(SLEUTELS, GETALLEN, min_size=1))
def test_what_travels_in_the_page_is_read_back_as_it_was_shown(waarden: dict) -> None:
    terug = lees_metingen(lees_tekst(als_tekst(PLAN, waarden)), PLAN)

    assert (terug.waarden, terug.fouten, terug.leeg) == (waarden, (), 0)
    assert vergelijk(PLAN, terug.waarden).hash == vergelijk(PLAN, waarden).hash
