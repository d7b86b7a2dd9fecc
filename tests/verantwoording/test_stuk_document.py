"""The submitted account as PDF: made once, tagged, in Dutch, from what was frozen and nothing else."""

import io
from dataclasses import replace
from decimal import Decimal

import pypdf
import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from kern.bestanden import lees
from organisaties.models import Organisatie
from tests.subsidies.conftest import tegelijk
from tests.uitvoering.conftest import Wereld
from tests.verantwoording.stukhulp import kies_stadscijfers, maak_eens, tel_per_groep, verantwoording_van, vertel
from tests.verantwoording.verslaghulp import maak_compleet
from verantwoording.models import Verantwoordingsstuk
from verantwoording.regels.optellen import tel_op
from verantwoording.regels.uitkomst import gehaald
from verantwoording.services.samen import dien_in
from verantwoording.services.stuk_pdf import maak_stuk_pdf, pdf_van
from verantwoording.stuk import Stuk, lees_stuk
from verantwoording.stukbeeld import stadsbeelden, teken
from verantwoording.tasks import veeg_stukken

GETAL = st.none() | st.integers(0, 1000).map(Decimal)


@pytest.fixture
def ingediend_stuk(geopend: Wereld) -> Verantwoordingsstuk:
    """Two parts, a story, figures of the city, everything agreed to and submitted."""
    kies_stadscijfers(geopend)
    maak_compleet(geopend)
    tel_per_groep(geopend, "anker", "25")
    vertel(geopend, "anker", "Nu ken ik mijn buren.")
    maak_eens(geopend)
    return dien_in(verantwoording_id=verantwoording_van(geopend).pk, door=geopend["anker"])


@pytest.mark.django_db
def test_the_pdf_is_made_once_from_what_was_frozen(geopend: Wereld, ingediend_stuk: Verantwoordingsstuk) -> None:
    Organisatie.objects.filter(pk=geopend.brug.pk).update(naam="Stichting Voorbeeld Later")

    gemaakt = [maak_stuk_pdf(stuk_id=ingediend_stuk.pk), maak_stuk_pdf(stuk_id=ingediend_stuk.pk)]

    assert gemaakt == [True, False]
    ingediend_stuk.refresh_from_db()
    assert ingediend_stuk.pdf is not None
    tekst = _tekst(lees(ingediend_stuk.pdf))
    for woord in (
        "Stichting Voorbeeld Brug",
        "Nu ken ik mijn buren.",
        "60 bewoners",
        "Ouderen: 25",
        "51% tot 59%",
        "VOORBEELD",
    ):
        assert woord in tekst, woord
    assert "Stichting Voorbeeld Later" not in tekst


@pytest.mark.django_db
def test_the_pdf_is_tagged_and_in_dutch_and_its_charts_have_words(ingediend_stuk: Verantwoordingsstuk) -> None:
    stuk = lees_stuk(ingediend_stuk)

    inhoud = pdf_van(stuk)

    pdf = pypdf.PdfReader(io.BytesIO(inhoud))
    wortel = pdf.trailer["/Root"]
    assert (wortel["/Lang"], wortel["/MarkInfo"]["/Marked"]) == ("nl", True)
    assert pdf.metadata is not None
    assert pdf.metadata.title == stuk.titel
    assert tuple(round(float(maat)) for maat in pdf.pages[0].mediabox[2:]) == (595, 842)
    figuren = [deel for deel in _structuur(wortel["/StructTreeRoot"]) if deel.get("/S") == "/Figure"]
    assert len(figuren) >= len(teken(stuk).aanbod) + len(teken(stuk).stad)
    assert all(figuur.get("/Alt") for figuur in figuren)
    assert {"/H1", "/H2", "/H3", "/Table", "/TH"} <= {deel.get("/S") for deel in _structuur(wortel["/StructTreeRoot"])}


@pytest.mark.django_db
def test_a_figure_of_the_city_from_before_the_year_says_that_it_does_not_tell_of_it(
    ingediend_stuk: Verantwoordingsstuk,
) -> None:
    stuk = lees_stuk(ingediend_stuk)
    laatste = max(punt.periode[-4:] for reeks in stuk.stad[0].reeksen[:1] for punt in reeks.punten)

    toen, nu = (stadsbeelden(stuk.stad, jaar)[0].te_oud for jaar in (int(laatste), stuk.jaar))

    assert toen == ""
    assert nu.endswith("Het zegt niets over 2027.")
    assert nu in _tekst(pdf_van(stuk))


@pytest.mark.django_db
def test_one_measurement_is_no_line(ingediend_stuk: Verantwoordingsstuk) -> None:
    """It is said in words and in the table: a drawing of one point shows nothing."""
    cijfer = lees_stuk(ingediend_stuk).stad[0]
    kort = replace(cijfer, reeksen=tuple(replace(reeks, punten=reeks.punten[-1:]) for reeks in cijfer.reeksen))

    lang_beeld, kort_beeld = stadsbeelden([cijfer, kort], 2027)

    assert lang_beeld.trend is not None
    assert (kort_beeld.trend, kort_beeld.klein, len(kort_beeld.meetpunten)) == (None, None, 1)


@pytest.mark.django_db
def test_a_document_does_not_count_what_there_is_none_of(ingediend_stuk: Verantwoordingsstuk) -> None:
    stuk = lees_stuk(ingediend_stuk)

    tekst = render_to_string("verantwoording/stuk/inhoud.html", {"stuk": stuk, "beeld": teken(stuk)})

    assert stuk.niet_gemeten == []
    assert "afgesproken cijfers zijn" not in tekst
    assert "1 verhaal van bewoners" in tekst


@pytest.mark.django_db
def test_a_group_of_charts_has_one_legend(ingediend_stuk: Verantwoordingsstuk) -> None:
    beeld = teken(lees_stuk(ingediend_stuk))
    groep = [*beeld.aanbod, *beeld.bereik]

    tekst = render_to_string("verantwoording/stuk/_grafieken.html", {"diagrammen": groep})

    assert len(groep) > 1
    assert (tekst.count("<figure"), tekst.count("Dezelfde cijfers staan in de tabel.")) == (len(groep), 1)


@pytest.mark.django_db
def test_the_same_content_gives_the_same_bytes(ingediend_stuk: Verantwoordingsstuk) -> None:
    stuk = lees_stuk(ingediend_stuk)

    assert pdf_van(stuk) == pdf_van(lees_stuk(ingediend_stuk))


@pytest.mark.django_db
def test_the_sweeper_makes_what_a_lost_message_left(ingediend_stuk: Verantwoordingsstuk) -> None:
    veeg_stukken()

    ingediend_stuk.refresh_from_db()
    assert ingediend_stuk.pdf is not None


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_one_pdf(ingediend_stuk: Verantwoordingsstuk) -> None:
    uitkomsten = tegelijk(*[lambda: maak_stuk_pdf(stuk_id=ingediend_stuk.pk)] * 2)

    assert uitkomsten == ["gelukt", "gelukt"]
    ingediend_stuk.refresh_from_db()
    assert ingediend_stuk.pdf is not None


@pytest.mark.django_db
def test_a_document_of_another_shape_is_refused(ingediend_stuk: Verantwoordingsstuk) -> None:
    data = lees_stuk(ingediend_stuk).to_json()

    with pytest.raises(ValueError, match="andere versie"):
        Stuk.from_json(data | {"format_versie": 99})
    with pytest.raises(ValueError, match="stuk past niet"):
        Stuk.from_json({"format_versie": 1, "inhoud": data["inhoud"] | {"nieuw": 1}})


@pytest.mark.django_db
def test_a_long_account_stays_within_what_one_pdf_may_hold(ingediend_stuk: Verantwoordingsstuk) -> None:
    """40 activities of 4 indicators each, as the largest table has."""
    stuk = lees_stuk(ingediend_stuk)
    deel = stuk.delen[0]
    groot = replace(
        stuk,
        delen=(
            replace(
                deel,
                activiteiten=tuple(replace(deel.activiteiten[0], naam=f"Activiteit {nummer}") for nummer in range(40)),
            ),
        ),
    )

    assert len(pypdf.PdfReader(io.BytesIO(pdf_van(groot))).pages) < 60


@given(st.lists(st.tuples(st.sampled_from(["Ouderen", "Jongeren"]), GETAL, GETAL)))
def test_what_was_not_counted_is_never_added_up_as_zero(
    rijen: list[tuple[str, Decimal | None, Decimal | None]],
) -> None:
    for opgeteld in tel_op((naam, "bewoners", doel, waarde) for naam, doel, waarde in rijen):
        eigen = [(doel, waarde) for naam, doel, waarde in rijen if naam == opgeteld.naam]
        mist = any(doel is not None and waarde is None for doel, waarde in eigen)
        geteld = [waarde for _, waarde in eigen if waarde is not None]
        assert opgeteld.waarde == (None if mist or not geteld else sum(geteld))
        doelen = [doel for doel, _ in eigen if doel is not None]
        assert opgeteld.doel == (sum(doelen) if doelen else None)


def test_percents_are_not_added_up() -> None:
    assert tel_op([("Ouderen", "%", Decimal(50), Decimal(60))]) == []


@pytest.mark.parametrize(
    ("bereikt", "uitkomst"),
    [
        ([], None),
        ([True], True),
        ([True, True], True),
        ([True, None], None),
        ([False, None], False),
        ([True, False], False),
        ([None], None),
    ],
)
def test_an_activity_reached_its_target_when_every_indicator_did(
    bereikt: list[bool | None], uitkomst: bool | None
) -> None:
    assert gehaald(bereikt) is uitkomst


def _tekst(inhoud: bytes) -> str:
    pdf = pypdf.PdfReader(io.BytesIO(inhoud))
    return " ".join(" ".join(bladzijde.extract_text() for bladzijde in pdf.pages).split())


def _structuur(knoop: object) -> list[pypdf.generic.DictionaryObject]:
    """Every element of the structure tree."""
    gevonden: list[pypdf.generic.DictionaryObject] = []
    wachtend = [knoop]
    while wachtend:
        deel = wachtend.pop()
        deel = deel.get_object() if hasattr(deel, "get_object") else deel
        if isinstance(deel, list):
            wachtend.extend(deel)
        elif isinstance(deel, dict):
            gevonden.append(deel)
            if "/K" in deel:
                wachtend.append(deel["/K"])
    return gevonden
