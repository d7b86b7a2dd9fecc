"""Dividing a ceiling that is too small: order, ties, and never a cent above it."""

import datetime
from decimal import Decimal

import pytest
from django.db import InternalError, transaction
from hypothesis import given
from hypothesis import strategies as st

from kern.fouten import DomeinFout
from regelingen.waarden import lees_gewichten
from subsidies.models import Aanvraag, Aanvraagdeel, Begrotingspost, Postbedrag
from subsidies.regels.punten import gewogen
from subsidies.regels.rangschikking import Kandidaat, passeert, rangschik
from subsidies.selectors.verdeelregels import verdeelmethode_naam, verdeelregels
from subsidies.services import besluiten
from tests.hulp.fabriek import maak_organisatie
from tests.subsidies.conftest import Wereld, geweigerd
from thematafels.models import Uitvraag

OCHTEND = datetime.datetime(2026, 9, 1, 9, 0, tzinfo=datetime.UTC)
METHODEN = ("volgorde_van_binnenkomst", "rangschikking", "naar_rato")


def kandidaat(naam: str, bedrag: str, *, punten: int | None = None, minuten: int = 0, pk: int = 0) -> Kandidaat:
    ontvangen = OCHTEND + datetime.timedelta(minutes=minuten)
    return Kandidaat(pk or ord(naam[0]), naam, ontvangen, {2027: Decimal(bedrag)}, punten)


A = kandidaat("a", "600.00", punten=5, minuten=2)
B = kandidaat("b", "500.00", punten=8, minuten=1)
C = kandidaat("c", "100.00", punten=5, minuten=3)


@pytest.mark.parametrize(
    ("methode", "verwacht"),
    [
        ("volgorde_van_binnenkomst", [("b", "500.00"), ("a", "500.00"), ("c", "0.00")]),
        ("rangschikking", [("b", "500.00"), ("a", "500.00"), ("c", "0.00")]),
        ("naar_rato", [("b", "416.67"), ("a", "500.00"), ("c", "83.33")]),
    ],
)
def test_each_method_divides_a_thousand_euro(methode: str, verwacht: list[tuple[str, str]]) -> None:
    plaatsen = rangschik([A, B, C], {2027: Decimal("1000.00")}, methode)

    assert [(plaats.kandidaat.naam, str(plaats.past[2027])) for plaats in plaatsen] == verwacht


def test_what_fits_is_granted_in_full_and_added_up() -> None:
    plaatsen = rangschik([A, B, C], {2027: Decimal("1200.00")}, "rangschikking")

    assert all(plaats.past_geheel for plaats in plaatsen)
    assert [str(plaats.opgeteld_totaal) for plaats in plaatsen] == ["500.00", "1100.00", "1200.00"]


def test_nobody_passes_the_first_that_does_not_fit() -> None:
    plaatsen = rangschik([A, B, C], {2027: Decimal("650.00")}, "volgorde_van_binnenkomst")

    assert [str(plaats.past_totaal) for plaats in plaatsen] == ["500.00", "150.00", "0.00"]


def test_the_same_points_are_named_and_put_in_order_by_arrival() -> None:
    _, tweede, derde = rangschik([C, A, B], {2027: Decimal("1000.00")}, "rangschikking")

    assert (tweede.kandidaat, tweede.gelijk_met, tweede.loting) == (A, ("c",), False)
    assert (derde.kandidaat, derde.gelijk_met, derde.loting) == (C, ("a",), False)


def test_the_same_moment_too_asks_for_a_draw() -> None:
    tegelijk = kandidaat("d", "1.00", punten=5, minuten=2)

    plaatsen = rangschik([A, tegelijk], {2027: Decimal("1000.00")}, "rangschikking")

    assert [plaats.loting for plaats in plaatsen] == [True, True]


def test_who_was_not_scored_comes_last() -> None:
    zonder = kandidaat("z", "1.00")

    assert [plaats.kandidaat for plaats in rangschik([zonder, C], {}, "rangschikking")] == [C, zonder]


bedragen = st.decimals(min_value=0, max_value=100_000, places=2)
kandidaten = st.lists(
    st.tuples(bedragen, bedragen, st.one_of(st.none(), st.integers(0, 70)), st.integers(0, 50)), max_size=8
).map(
    lambda rijen: [
        Kandidaat(
            nummer,
            str(nummer),
            OCHTEND + datetime.timedelta(minutes=minuten),
            {2027: eerste, 2028: tweede},
            punten,
        )
        for nummer, (eerste, tweede, punten, minuten) in enumerate(rijen)
    ]
)


@given(kandidaten, bedragen, bedragen, st.sampled_from(METHODEN))
def test_together_it_is_never_above_the_ceiling_nor_above_what_was_asked(
    rij: list[Kandidaat], eerste: Decimal, tweede: Decimal, methode: str
) -> None:
    plafond = {2027: eerste, 2028: tweede}

    plaatsen = rangschik(rij, plafond, methode)

    for jaar, bedrag in plafond.items():
        som = sum((plaats.past[jaar] for plaats in plaatsen), Decimal(0))
        gevraagd = sum((een.gevraagd[jaar] for een in rij), Decimal(0))
        assert som <= bedrag
        if methode == "naar_rato":
            assert som == min(bedrag, gevraagd)
    assert all(0 <= p.past[jaar] <= p.kandidaat.gevraagd[jaar] for p in plaatsen for jaar in plafond)


@given(kandidaten, st.randoms(), st.sampled_from(METHODEN))
def test_the_order_does_not_depend_on_how_they_were_read(rij: list[Kandidaat], toeval, methode: str) -> None:
    geschud = list(rij)
    toeval.shuffle(geschud)
    plafond = {2027: Decimal(1000), 2028: Decimal(1000)}

    assert rangschik(geschud, plafond, methode) == rangschik(rij, plafond, methode)


def test_points_count_by_their_weight_once_all_are_given() -> None:
    assert gewogen({"bereik": 4, "samenhang": 5}, {"samenhang": 2}) == 14
    assert gewogen({"bereik": 4, "samenhang": None}, {"samenhang": 2}) is None


def test_weights_are_read_strictly() -> None:
    assert lees_gewichten("samenhang=2, bereik=1") == (("samenhang", 2), ("bereik", 1))
    assert lees_gewichten("") == ()
    for fout in ("samenhang", "samenhang=0", "samenhang=2,,bereik=1", "samenhang=2 bereik"):
        with pytest.raises(DomeinFout):
            lees_gewichten(fout)


@pytest.mark.parametrize(
    ("verleend", "gepasseerd"),
    [
        ({"b": "500.00"}, []),
        ({"a": "400.00"}, []),
        ({"a": "600.00"}, ["b"]),
        ({"c": "100.00"}, ["a"]),
        ({"c": "0.00"}, []),
        ({"a": "500.00", "b": "500.00"}, []),
        ({"b": "400.00", "c": "100.00"}, ["a"]),
    ],
)
def test_who_stands_before_another_and_finds_too_little_is_passed(
    verleend: dict[str, str], gepasseerd: list[str]
) -> None:
    rij = [plaats.kandidaat for plaats in rangschik([A, B, C], {}, "rangschikking")]
    bedragen = {ord(naam): {2027: Decimal(bedrag)} for naam, bedrag in verleend.items()}

    assert passeert(rij, {2027: Decimal("1000.00")}, bedragen) == gepasseerd


def test_the_method_is_the_one_that_was_published(wereld: Wereld) -> None:
    uitvraag = wereld.tafel.uitvraag
    nu = verdeelregels(uitvraag.regeling, uitvraag).verdeelmethode

    uitvraag.verdeelregels = {"verdeelmethode": "naar_rato"}

    assert (nu, verdeelregels(uitvraag.regeling, uitvraag).verdeelmethode) == ("volgorde_van_binnenkomst", "naar_rato")
    assert verdeelmethode_naam(uitvraag) == "naar rato van wat is gevraagd"


def test_what_was_published_does_not_change(wereld: Wereld) -> None:
    with pytest.raises(InternalError, match="verdeling_vast"), transaction.atomic():
        Uitvraag.objects.filter(pk=wereld.tafel.uitvraag.pk).update(verdeelregels={"verdeelmethode": "naar_rato"})


def test_passing_another_asks_for_a_reason(voorgesteld: Wereld) -> None:
    organisatie, deze = maak_organisatie(), voorgesteld.aanvraag
    eerst = Aanvraag.objects.create(
        kenmerk="SB-2026-9150",
        regeling=deze.regeling,
        uitvraag=deze.uitvraag,
        tafel=deze.tafel,
        penvoerder=organisatie,
        eerste_jaar=deze.eerste_jaar,
        laatste_jaar=deze.laatste_jaar,
        zelfstandig=True,
    )
    Aanvraagdeel.objects.create(aanvraag=eerst, organisatie=organisatie)
    Aanvraag.objects.filter(pk=eerst.pk).update(
        stand="ingediend", ontvangen_op=OCHTEND - datetime.timedelta(days=400), beslis_uiterlijk=OCHTEND
    )
    Postbedrag.objects.bulk_create(
        Postbedrag(post=post, jaar=2027, bedrag=Decimal("99999999.00"))
        for post in Begrotingspost.objects.bulk_create(
            [Begrotingspost(deel=eerst.delen.get(), soort="personeel", omschrijving="Uren", volgorde=1)]
        )
    )

    with geweigerd("besluit.rangschikking"):
        besluiten.neem_besluit(aanvraag_id=deze.pk, motivering="", door=voorgesteld["besluitnemer"])

    besluit = besluiten.neem_besluit(
        aanvraag_id=deze.pk,
        motivering="De eerste aanvraag wordt geweigerd op een andere grond.",
        door=voorgesteld["besluitnemer"],
    )
    assert besluit.parameters["verdeelmethode"] == "volgorde_van_binnenkomst"
