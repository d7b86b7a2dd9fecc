"""Imports: what a dry run says, what an import does, and that no figure changes unseen."""

import io
from collections.abc import Callable
from decimal import Decimal

import pytest
import xlsxwriter

from kern.fouten import DomeinFout, GeenRecht
from kern.models import Bestand, BestandStand, Gebeurtenis
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from tests.hulp.bestanden import upload
from tests.hulp.fabriek import maak_lid
from tests.verantwoording.cijferhulp import maak_indicator, meet
from tests.verantwoording.inleeshulp import GGD, KOP, bied_aan, cijfers, lang, lees_in, stad_met_indicator, stand, werk
from verantwoording.models import Bron, Gebied, Inlezing, Maatschappelijkeindicator, Waarneming
from verantwoording.services import inlezen
from verantwoording.services.inlezen import Aanbod, veeg

Stand = Inlezing.Stand


@pytest.fixture
def ambtenaar(db: None) -> Lidmaatschap:
    return stad_met_indicator()


# --- the dry run ---


def test_a_dry_run_says_what_is_new_revised_equal_missing_and_wrong_and_writes_nothing(
    ambtenaar: Lidmaatschap,
) -> None:
    gebied, indicator = Gebied.objects.get(naam="Schalkwijk"), Maatschappelijkeindicator.objects.get()
    meet(indicator, gebied, "2001", "40")
    meet(indicator, gebied, "2002", "50", teken="meer_dan")

    inlezing = bied_aan(ambtenaar, cijfers("40,0", "55,5", "60", "", "veel"))

    assert (inlezing.stand, inlezing.codering, inlezing.rijen) == (Stand.PROEF, "UTF-8", 6)
    assert (inlezing.nieuw, inlezing.herzien, inlezing.gelijk) == (1, 1, 1)
    assert (inlezing.ontbreekt, inlezing.fout) == (1, 1)
    assert inlezing.fouten == [[6, "waarde", "‘veel’ is geen getal zoals 1.234,5."]]
    assert inlezing.herzieningen == [
        [3, "Eenzaam", "GGD", "Schalkwijk", "2002", "50.0000", "meer_dan", "55.5000", "", "", "", "%"]
    ]
    assert inlezing.voorbeelden == [
        [4, "Eenzaam", "GGD", "Schalkwijk", "2003", None, None, "60.0000", "", "", "", "%"]
    ]
    assert stand() == {(GGD, "stadsdeel-schalkwijk", "2001"): ["40"], (GGD, "stadsdeel-schalkwijk", "2002"): ["50"]}


def test_unknown_words_are_errors_that_say_what_comes_near(ambtenaar: Lidmaatschap) -> None:
    inlezing = bied_aan(
        ambtenaar,
        lang(
            f"{GGD};;Schalkwyk;2001;1",
            "Eenzam;GGD;Oost;2001;1",
            "Eenzaam;GDD;Oost;2001;1",
            "Eenzaam;;Oost;2001;1",
            f"{GGD};;Amsterdam;2001;1",
        ),
    )

    assert [fout[2] for fout in inlezing.fouten] == [
        "Het gebied ‘Schalkwyk’ kennen wij niet. Bedoelt u ‘schalkwijk’?",
        "De indicator ‘Eenzam’ van GGD kennen wij niet. Bedoelt u ‘eenzaam’?",
        "De bron ‘GDD’ kennen wij niet. Bedoelt u ‘ggd’?",
        "Bij ‘Eenzaam’ staat geen bron. Kies er een bij het aanbieden.",
    ]
    assert inlezing.nieuw == 1


def test_a_period_that_must_still_come_is_an_error(ambtenaar: Lidmaatschap) -> None:
    inlezing = bied_aan(ambtenaar, lang(f"{GGD};;Oost;2098;12", f"{GGD};;Oost;2016;12"))

    assert (inlezing.fout, inlezing.nieuw) == (1, 1)
    assert inlezing.fouten[0][2].startswith("De periode 2098 moet nog komen.")


def test_figures_of_one_source_never_come_under_the_indicator_of_another(ambtenaar: Lidmaatschap) -> None:
    Bron.objects.create(code="rivm", naam="RIVM")

    inlezing = bied_aan(ambtenaar, lang(f"{GGD};RIVM;Haarlem;2016;56"))

    assert inlezing.fouten[0][2].startswith("De indicator ‘eenzaam-ggd’ is niet van RIVM.")
    assert inlezing.nieuw == 0


def test_a_percentage_is_refused_for_an_indicator_in_something_else(ambtenaar: Lidmaatschap) -> None:
    maak_indicator("Inwoners", eenheid="inwoners")

    inlezing = bied_aan(ambtenaar, lang("Inwoners;GGD;Oost;2016;12%", f"{GGD};;Oost;2016;12%"))

    assert (inlezing.fout, inlezing.nieuw) == (1, 1)
    assert inlezing.fouten[0][2].endswith("de eenheid van de indicator is: inwoners.")


def test_a_name_that_several_areas_have_is_looked_for_where_the_file_is_about(ambtenaar: Lidmaatschap) -> None:
    for stad in ("Amsterdam", "Utrecht"):
        Gebied.objects.create(
            code=f"oost-{stad}", naam="Oost", soort="stadsdeel", binnen=Gebied.objects.get(naam=stad)
        )

    zonder = bied_aan(ambtenaar, lang(f"{GGD};;Oost;2016;12"))
    met = lees_in(ambtenaar, lang(f"{GGD};;Oost;2016;12"), binnen="gemeente-utrecht")

    assert zonder.fouten[0][2] == "Er heet meer dan een gebied ‘Oost’. Gebruik de code."
    assert met.fout == 0
    assert stand() == {(GGD, "oost-Utrecht", "2016"): ["12"]}


def test_one_file_that_says_two_things_of_one_figure_gives_neither(ambtenaar: Lidmaatschap) -> None:
    regels = [f"{GGD};;Oost;2016;{waarde}" for waarde in ("12", "13", "12,0")]

    inlezing = lees_in(ambtenaar, lang(*regels, f"{GGD};;Oost;2017;5", f"{GGD};;Oost;2017;5,00"))

    assert (inlezing.fout, inlezing.nieuw, inlezing.gelijk) == (3, 1, 1)
    assert stand() == {(GGD, "stadsdeel-oost", "2017"): ["5"]}


@pytest.mark.parametrize(
    ("inhoud", "code"),
    [
        (b"a,b\n1,2\n", "inlezen.scheiding"),
        (b"a;b\n1;2\n", "inlezen.kop"),
        (b"\xef\xbb\xbf\xe9;\n", "inlezen.tekens"),
        (b"x" + b";" * 2000, "inlezen.kolommen"),
        (KOP.encode() + b'\n"a;b', "inlezen.csv"),
    ],
)
def test_a_file_that_cannot_be_read_fails_with_the_reason(ambtenaar: Lidmaatschap, inhoud: bytes, code: str) -> None:
    inlezing = bied_aan(ambtenaar, inhoud)

    assert inlezing.stand == Stand.MISLUKT
    assert inlezing.melding.endswith(".")
    assert Gebeurtenis.objects.get(soort="inlezing.mislukt").feiten["reden"] == code


@pytest.mark.parametrize(
    ("inhoud", "naam", "code"),
    [
        (b"", "cijfers.csv", "bestand.leeg"),
        (b"a;b\x00", "cijfers.csv", "bestand.inhoud"),
        (b"PK\x03\x04rest", "cijfers.csv", "bestand.inhoud"),
        (b"a;b", "cijfers.xlsx", "bestand.inhoud"),
        (b"a;b", "cijfers.pdf", "bestand.soort"),
    ],
)
def test_what_is_no_csv_or_spreadsheet_does_not_come_in(
    ambtenaar: Lidmaatschap, inhoud: bytes, naam: str, code: str
) -> None:
    with pytest.raises(DomeinFout) as fout:
        inlezen.bied_aan(aanbod=Aanbod(vorm="lang", bestand=upload(inhoud, naam), keuzes={}), door=ambtenaar)

    assert (fout.value.code, fout.value.veld) == (code, "bestand")
    assert not Inlezing.objects.exists()
    assert not Bestand.objects.exists()


def test_a_file_in_quarantine_waits_and_a_refused_one_fails(
    ambtenaar: Lidmaatschap, settings: object, django_capture_on_commit_callbacks: Callable
) -> None:
    settings.CLAMD_ADRES = "tcp://127.0.0.1:1"
    inlezing = bied_aan(ambtenaar, cijfers("1"))
    with django_capture_on_commit_callbacks() as uitgedeeld:
        veeg()

    assert (inlezing.stand, uitgedeeld) == (Stand.AANGEBODEN, [])

    Bestand.objects.update(stand=BestandStand.GEWEIGERD, reden="virus", gescand_op=inlezing.aangeboden_op)

    assert (werk(inlezing).stand, inlezing.melding) == (
        Stand.MISLUKT,
        "Dit bestand is geweigerd bij de viruscontrole.",
    )


# --- the import ---


def test_the_same_file_twice_changes_nothing(ambtenaar: Lidmaatschap) -> None:
    eerst = lees_in(ambtenaar, cijfers("40", "55"))
    daarna = lees_in(ambtenaar, cijfers("40,0", "55,00"))

    assert (eerst.stand, eerst.nieuw) == (Stand.INGELEZEN, 2)
    assert (daarna.stand, daarna.gelijk, daarna.nieuw, daarna.herzien) == (Stand.PROEF, 2, 0, 0)
    assert Waarneming.objects.count() == 2
    with pytest.raises(DomeinFout, match="niets nieuws"):
        inlezen.bevestig(inlezing_id=daarna.pk, gezien=daarna.vingerafdruk, reden="", door=ambtenaar)


def test_a_revision_comes_beside_the_old_value_with_its_reason(ambtenaar: Lidmaatschap) -> None:
    lees_in(ambtenaar, cijfers("40", "55"), vindplaats="GGD-atlas")

    inlezing = bied_aan(ambtenaar, cijfers("41", "55"))
    with pytest.raises(DomeinFout) as fout:
        inlezen.bevestig(inlezing_id=inlezing.pk, gezien=inlezing.vingerafdruk, reden=" ", door=ambtenaar)
    inlezen.bevestig(inlezing_id=inlezing.pk, gezien=inlezing.vingerafdruk, reden="Herweging", door=ambtenaar)
    werk(inlezing)

    assert (fout.value.code, fout.value.veld) == ("inlezen.reden", "reden")
    assert inlezing.stand == Stand.INGELEZEN
    rijen = Waarneming.objects.filter(periode="2001").values_list("nummer", "waarde", "reden", "vindplaats")
    assert list(rijen) == [(1, Decimal(40), "", "GGD-atlas"), (2, Decimal(41), "Herweging", "")]
    assert Waarneming.objects.filter(periode="2002").count() == 1


def test_a_row_may_give_its_own_reason_place_sign_and_margin(ambtenaar: Lidmaatschap) -> None:
    kop = "indicator;gebied;periode;waarde;teken;ondergrens;bovengrens;reden;vindplaats"
    lees_in(ambtenaar, lang(f"{GGD};Oost;2016;40;;;;;blz. 1", kop=kop))

    lees_in(ambtenaar, lang(f"{GGD};Oost;2016;40;meer dan;38;42;Marge erbij;blz. 2", kop=kop), reden="Anders")

    laatste = Waarneming.objects.get(nummer=2)
    assert (laatste.teken, laatste.ondergrens, laatste.bovengrens) == ("meer_dan", 38, 42)
    assert (laatste.reden, laatste.vindplaats) == ("Marge erbij", "blz. 2")


def test_a_withdrawn_figure_becomes_empty_beside_the_old_one_and_an_empty_cell_changes_nothing(
    ambtenaar: Lidmaatschap,
) -> None:
    lees_in(ambtenaar, cijfers("40", "55"))

    leeg = bied_aan(ambtenaar, cijfers("", ""))
    weg = lees_in(ambtenaar, cijfers("ingetrokken", "55", "ingetrokken"), reden="Fout van de bron")

    assert (leeg.ontbreekt, leeg.herzien) == (2, 0)
    assert (weg.herzien, weg.gelijk, weg.ontbreekt) == (1, 1, 1)
    assert stand()[GGD, "stadsdeel-schalkwijk", "2001"] == ["40", None]


def test_what_is_unknown_is_made_only_when_asked(ambtenaar: Lidmaatschap) -> None:
    keuzes = {
        "bron": "ggd",
        "nieuwe_indicatoren": True,
        "eenheid": "%",
        "nieuwe_gebieden": True,
        "gebiedsoort": "wijk",
        "binnen": "gemeente-haarlem",
    }
    matrix = "Wijken;Eenzaam;Sport\nParkwijk;1;2\nPARKWIJK;1;2\nWK039203;5;6\n".encode("cp1252")

    proef = bied_aan(ambtenaar, matrix, "swing", periode="2016", **keuzes)
    gemaakt_bij_de_proef = Gebied.objects.filter(soort="wijk").exists()
    lees_in(ambtenaar, matrix, "swing", periode="2016", **keuzes)
    lees_in(ambtenaar, matrix, "swing", periode="2017", **keuzes)

    assert (proef.nieuw, proef.gelijk, proef.fout) == (4, 2, 0)
    assert proef.opmerkingen[:2] == ["Nieuwe indicatoren: Sport.", "Nieuwe gebieden: Parkwijk, WK039203."]
    assert not gemaakt_bij_de_proef
    wijken = Gebied.objects.filter(soort="wijk").values_list("code", "binnen__naam")
    assert sorted(wijken) == [("WK039203", "Haarlem"), ("parkwijk", "Haarlem")]
    assert Maatschappelijkeindicator.objects.filter(naam="Sport").count() == 1
    assert len(stand()) == 8


def test_a_matrix_in_a_spreadsheet_is_read(ambtenaar: Lidmaatschap) -> None:
    inlezing = bied_aan(ambtenaar, _xlsx(), "swing", naam="matrix.xlsx", bron="ggd", indicator=GGD)

    assert (inlezing.stand, inlezing.nieuw, inlezing.ontbreekt, inlezing.fout) == (Stand.PROEF, 3, 1, 0)
    assert inlezing.codering == "rekenblad"


def _xlsx() -> bytes:
    uit = io.BytesIO()
    with xlsxwriter.Workbook(uit) as boek:
        blad = boek.add_worksheet()
        for nummer, rij in enumerate([["Stadsdelen", 2008, 2016], ["Schalkwijk", 40, 55.5], ["Oost", "x", 42]]):
            blad.write_row(nummer, 0, rij)
    return uit.getvalue()


def test_an_import_of_what_somebody_revised_meanwhile_stops_and_leaves_everything(ambtenaar: Lidmaatschap) -> None:
    lees_in(ambtenaar, cijfers("40"))
    inlezing = bied_aan(ambtenaar, cijfers("41", "60"))
    inlezen.bevestig(inlezing_id=inlezing.pk, gezien=inlezing.vingerafdruk, reden="Herweging", door=ambtenaar)
    eerste = Waarneming.objects.get()
    meet(eerste.indicator, eerste.gebied, "2001", "45", nummer=2, reden="Eerder")

    werk(inlezing)

    assert inlezing.stand == Stand.MISLUKT
    assert "Bekijk het opnieuw" in inlezing.melding
    assert stand() == {(GGD, "stadsdeel-schalkwijk", "2001"): ["40", "45"]}
    inlezen.bekijk_opnieuw(inlezing_id=inlezing.pk, door=ambtenaar)
    assert (werk(inlezing).stand, inlezing.melding) == (Stand.PROEF, "")
    assert inlezing.herzieningen[0][5] == "45.0000"


def test_a_confirmation_of_what_was_looked_at_again_is_refused(ambtenaar: Lidmaatschap) -> None:
    lees_in(ambtenaar, cijfers("40"))
    inlezing = bied_aan(ambtenaar, cijfers("41"))

    with pytest.raises(DomeinFout) as fout:
        inlezen.bevestig(inlezing_id=inlezing.pk, gezien="iets anders", reden="Herweging", door=ambtenaar)

    assert fout.value.code == "inlezen.gezien"


def test_every_step_is_for_a_beleidsmedewerker(ambtenaar: Lidmaatschap) -> None:
    ander, inlezing = maak_lid(Rol.FINANCIEEL), bied_aan(ambtenaar, cijfers("1"))
    aanbod = Aanbod(vorm="lang", bestand=upload(cijfers("1"), "a.csv"), keuzes={})
    stappen: list[Callable[[], object]] = [
        lambda: inlezen.bied_aan(aanbod=aanbod, door=ander),
        lambda: inlezen.bevestig(inlezing_id=inlezing.pk, gezien="", reden="", door=ander),
        lambda: inlezen.bekijk_opnieuw(inlezing_id=inlezing.pk, door=ander),
        lambda: inlezen.verwerp(inlezing_id=inlezing.pk, door=ander),
    ]

    for stap in stappen:
        with pytest.raises(GeenRecht):
            stap()

    assert Inlezing.objects.get().stand == Stand.PROEF


def test_what_is_let_go_is_not_imported_any_more(ambtenaar: Lidmaatschap) -> None:
    inlezing = bied_aan(ambtenaar, cijfers("1"))
    inlezen.verwerp(inlezing_id=inlezing.pk, door=ambtenaar)

    assert werk(inlezing).stand == Stand.VERWORPEN
    with pytest.raises(DomeinFout):
        inlezen.bevestig(inlezing_id=inlezing.pk, gezien=inlezing.vingerafdruk, reden="", door=ambtenaar)
    assert stand() == {}
