"""From a text with fields to the sections of a letter."""

import datetime
import json
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from brieven.models import BriefSoort
from brieven.opmaken import controleer, lege_velden, stel_op
from brieven.snapshots import Sectie, Tabel, Tabelrij, Tekstbrief, Tekstdeel, lees_snapshot
from brieven.voorbeeld import voorbeeldbrief, voorbeeldwaarden
from brieven.vormen import Briefvorm, Veld, Veldsoort
from kern.fouten import DomeinFout

TABEL = Tabel(bijschrift="Bedragen", koppen=("Jaar", "Bedrag"), rijen=(Tabelrij(cellen=("2027", "12,00")),))
VELDEN = {
    "naam": Veld(Veldsoort.TEKST, "de naam"),
    "bedrag": Veld(Veldsoort.BEDRAG, "het bedrag"),
    "dag": Veld(Veldsoort.DATUM, "de dag"),
    "aantal": Veld(Veldsoort.GETAL, "het aantal"),
    "deel": Veld(Veldsoort.PROCENT, "het percentage"),
    "reden": Veld(Veldsoort.ALINEAS, "de reden"),
    "punten": Veld(Veldsoort.PUNTEN, "de punten", optioneel=True),
    "tabel": Veld(Veldsoort.TABEL, "de bedragen", optioneel=True),
    "bij": Veld(Veldsoort.TEKST, "de bijzin", optioneel=True),
    "uitleg": Veld(Veldsoort.ALINEAS, "de uitleg", optioneel=True),
}
VORM = Briefvorm(soort=BriefSoort.VRIJE_BRIEF, tekst="{reden}", velden=VELDEN)
VOL = {
    "naam": "Anker",
    "bedrag": Decimal("1234.50"),
    "dag": datetime.date(2027, 1, 4),
    "aantal": 1200,
    "deel": Decimal("2.50"),
    "reden": "Daarom.",
    "punten": ("een", "twee"),
    "tabel": TABEL,
    "bij": "ook",
    "uitleg": "Eerst.\n\nDan.",
}


def alinea(tekst: str, grond: str = "") -> Tekstdeel:
    return Tekstdeel(soort="alinea", regels=(tekst,), grond=grond)


@pytest.mark.parametrize(
    ("tekst", "delen"),
    [
        ("Dag {naam}.", (alinea("Dag Anker."),)),
        ("Dag\n{naam}x.", (alinea("Dag Ankerx."),)),
        ("een\n\ntwee", (alinea("een"), alinea("twee"))),
        ("een\ntwee\r\ndrie", (alinea("een twee drie"),)),
        ("U krijgt {bedrag} op {dag}.", (alinea("U krijgt €\u00a01.234,50 op 4 januari 2027."),)),
        ("{aantal} keer {deel}", (alinea("1200 keer 2,5%"),)),
        ("! Ja, {naam}", (Tekstdeel(soort="besluit", regels=("Ja, Anker",)),)),
        ("- een\n- {naam}", (Tekstdeel(soort="punten", regels=("een", "Anker")),)),
        ("een\n- twee\ndrie", (alinea("een"), Tekstdeel(soort="punten", regels=("twee",)), alinea("drie"))),
        ("> Artikel 1\nDus.", (alinea("Dus.", "Artikel 1"),)),
        ("> Artikel 1\n> Artikel 2\n\nDus.\nWel.\n\nEn.", (alinea("Dus. Wel.", "Artikel 1 Artikel 2"), alinea("En."))),
        ("> Artikel 1\n{uitleg}", (alinea("Eerst.", "Artikel 1"), alinea("Dan."))),
        ("> Artikel 1\n{tabel}", (Tekstdeel(soort="tabel", tabel=TABEL, grond="Artikel 1"),)),
        ("{punten}\n{uitleg}", (Tekstdeel(soort="punten", regels=("een", "twee")), alinea("Eerst."), alinea("Dan."))),
        ("##geen kop", (alinea("##geen kop"),)),
        (" - geen punt", (alinea("- geen punt"),)),
    ],
)
def test_a_mark_at_the_start_of_a_line_gives_its_part(tekst, delen):
    assert stel_op(VORM, tekst, VOL) == (Sectie(kop="", delen=delen),)


def test_headings_part_the_letter_and_one_with_nothing_below_it_is_left_out():
    tekst = "Inleiding.\n\n## Voor {naam}\nTekst.\n## Niets\n> Artikel 1\n{uitleg}\n## Slot\nDag."

    secties = stel_op(VORM, tekst, VOL | {"uitleg": "  "})

    assert [(sectie.kop, len(sectie.delen)) for sectie in secties] == [("", 1), ("Voor Anker", 1), ("Slot", 1)]
    assert secties[2].delen == (alinea("Dag."),)


@pytest.mark.parametrize("leeg", [None, "", "  ", " \n\n "])
def test_an_optional_field_may_stay_empty_and_leaves_no_gap(leeg):
    secties = stel_op(
        VORM, "Dag {naam}{bij}\n{uitleg}\n- {bij}\n{punten}", VOL | {"bij": leeg, "uitleg": leeg, "punten": ()}
    )

    assert secties == (Sectie(kop="", delen=(alinea("Dag Anker"),)),)


@pytest.mark.parametrize(
    ("veld", "leeg"),
    [("reden", ""), ("reden", None), ("naam", " "), ("dag", None), ("bedrag", None), ("aantal", None)],
)
def test_a_letter_with_an_empty_field_is_refused_and_shown_as_a_concept(veld, leeg):
    tekst, waarden = f"Er staat:\n\n{{{veld}}}", VOL | {veld: leeg}

    with pytest.raises(DomeinFout) as fout:
        stel_op(VORM, tekst, waarden)

    assert (fout.value.code, fout.value.bericht) == ("brief.veld_leeg", f"De brief mist nog: {veld}.")
    assert lege_velden(VORM, tekst, waarden) == [veld]
    assert stel_op(VORM, tekst, waarden, concept=True)[0].delen[1] == alinea(f"[ontbreekt: {veld}]")


def test_nothing_of_a_number_counts_as_empty():
    assert stel_op(VORM, "{aantal}: {bedrag}", VOL | {"aantal": 0, "bedrag": Decimal(0)})[0].delen == (
        alinea("0: €\u00a00,00"),
    )


def test_blank_points_and_a_table_without_rows_are_empty():
    vol = VOL | {"punten": (" ", ""), "tabel": Tabel(bijschrift="Leeg", koppen=("Jaar",), rijen=())}

    assert stel_op(VORM, "Dag.\n{punten}\n{tabel}", vol)[0].delen == (alinea("Dag."),)


def test_a_value_of_another_type_is_a_mistake_in_our_code():
    for fout in ({"bedrag": "12"}, {"dag": "2027-01-04"}, {"aantal": "3"}, {"punten": ["een"]}, {"tabel": "x"}):
        with pytest.raises(TypeError):
            stel_op(VORM, "{reden}", VOL | fout)


@pytest.mark.parametrize(
    ("tekst", "code", "genoemd"),
    [
        ("{reden}\n{onbekend} en {ook}", "veld_onbekend", "onbekend, ook"),
        ("Dag.", "veld_mist", "reden"),
        ("{reden}\n{ naam }", "haken", "{naam}"),
        ("{reden}\n{Naam}", "haken", "{naam}"),
        ("{reden}\n}", "haken", "{naam}"),
        ("{reden}\n{{ naam }}", "haken", "{naam}"),
        ("Want {reden}", "blok", "{reden}"),
        ("- {reden}", "blok", "{reden}"),
        ("## {reden}", "blok", "{reden}"),
        ("{reden}\n> {tabel}", "blok", "{tabel}"),
        ("{reden}\n" + "woord " * 1000, "veld_te_lang", "5.000"),
        ("{reden}\n" + "x" * 201, "woord_te_lang", "200"),
    ],
)
def test_a_text_that_no_letter_can_be_made_from_is_refused_by_name(tekst, code, genoemd):
    with pytest.raises(DomeinFout) as fout:
        controleer(VORM, tekst)

    assert (fout.value.code, fout.value.veld) == (f"brieftekst.{code}", "tekst")
    assert genoemd in fout.value.bericht


@pytest.mark.parametrize(
    "tekst", ["", "\n \n", "## Kop", "## Kop\n> Artikel 1", "{bij}", "- {bij}\n{uitleg}\n{tabel}"]
)
def test_a_text_that_may_stay_empty_is_refused_unless_it_is_an_addition(tekst):
    velden = {naam: veld for naam, veld in VELDEN.items() if veld.optioneel}
    with pytest.raises(DomeinFout) as fout:
        controleer(Briefvorm(soort=BriefSoort.VRIJE_BRIEF, tekst="", velden=velden), tekst)

    assert fout.value.code == "brieftekst.leeg"
    controleer(Briefvorm(soort=BriefSoort.VERLENING, tekst="", velden=velden, eigen=True), tekst)


# What a user could type: marks, fields, breaks and anything else.
GETYPT = st.lists(
    st.sampled_from(
        ["## ", "- ", "> ", "! ", "{reden}", "{naam}", "{", "}", "\n", "\n\n", "\r\n", " ", "[ontbreekt: x]"]
    )
    | st.text(max_size=8)
).map("".join)


@given(naam=GETYPT.filter(str.strip), reden=GETYPT.filter(str.strip))
@example(naam="## Kop", reden="## Kop\n- punt\n\n> artikel\n\n! besluit\n\n{naam}")
def test_what_is_typed_in_a_field_never_becomes_a_mark(naam, reden):
    tekst = "> Artikel {naam}\n! Uitkomst {naam}\n- punt {naam}\n\n{naam}\n## Kop {naam}\n{reden}\n\nSlot."

    eerste, tweede = stel_op(VORM, tekst, VOL | {"naam": naam, "reden": reden})

    woorden = naam.strip()
    assert eerste == Sectie(
        kop="",
        delen=(
            Tekstdeel(soort="besluit", regels=(f"Uitkomst {naam}".strip(),), grond=f"Artikel {naam}".strip()),
            Tekstdeel(soort="punten", regels=(f"punt {naam}".strip(),)),
            alinea(woorden),
        ),
    )
    assert tweede.kop == f"Kop {naam}".strip()
    assert {deel.soort for deel in tweede.delen} == {"alinea"}
    assert "".join("".join(deel.regels[0] for deel in tweede.delen[:-1]).split()) == "".join(reden.split())
    assert tweede.delen[-1] == alinea("Slot.")


TEKSTEN = st.lists(
    st.tuples(
        st.sampled_from(["", "", "## ", "- ", "> ", "! ", " "]),
        st.lists(st.sampled_from([f"{{{naam}}}" for naam in VELDEN] + ["woord", ".", " ", "{", "{x}"]), max_size=4),
    ).map(lambda regel: regel[0] + "".join(regel[1])),
    max_size=10,
).map(lambda regels: "\n".join([*regels, "{reden}"]))


@given(tekst=TEKSTEN | GETYPT)
@example(tekst="{reden}\n\n## \n> \n- \n! ")
def test_a_text_that_is_accepted_always_gives_a_letter(tekst):
    try:
        controleer(VORM, tekst)
    except DomeinFout:
        return
    vol = voorbeeldwaarden(VORM)
    karig = {naam: waarde for naam, waarde in vol.items() if not VELDEN[naam].optioneel}

    for waarden in (vol, karig):
        secties = stel_op(VORM, tekst, waarden)

        assert secties
        assert all(deel.tabel or (deel.regels and all(deel.regels)) for sectie in secties for deel in sectie.delen)
    brief = voorbeeldbrief(VORM, tekst)
    assert lees_snapshot(BriefSoort.VRIJE_BRIEF, json.loads(json.dumps(brief.to_json()))) == brief


def test_a_letter_without_a_text_is_a_mistake_in_our_code():
    with pytest.raises(ValueError, match="geen tekst"):
        Tekstbrief(kop=voorbeeldbrief(VORM, "{reden}").kop, secties=(), tekstversie="x")
