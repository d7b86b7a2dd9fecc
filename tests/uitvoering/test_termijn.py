"""The reasonable term of Awb 4:50 and 4:51."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kern.fouten import DomeinFout
from organisaties.toegang import Rol
from regelingen.services.stel_parameter_in import stel_parameter_in
from subsidies.models import Aanvraagdeel
from tests.hulp.fabriek import maak_lid
from tests.subsidies.conftest import Wereld, geweigerd
from tests.uitvoering.conftest import stel_bijstelling_voor, subsidie_van
from uitvoering.models import Vervolgvoorstel
from uitvoering.regels.redelijke_termijn import (
    Vooruitzicht,
    aaneengesloten,
    controleer_redelijke_termijn,
    eerste_dag,
)
from uitvoering.services import voorbereiden

VANDAAG = datetime.date(2028, 1, 31)
MINDER = Decimal("-5000.00")


def toets(ingang: datetime.date | None, jaren: set[int], reden: str = "", maanden: int = 6) -> str:
    try:
        controleer_redelijke_termijn(
            Vooruitzicht("Anker", jaren, maanden), ingang=ingang, vandaag=VANDAAG, reden=reden
        )
    except DomeinFout as fout:
        return fout.code
    return "mag"


@pytest.mark.parametrize(
    ("jaren", "dag", "aantal"),
    [
        ({2025, 2026, 2027}, datetime.date(2028, 1, 1), 3),
        ({2025, 2026, 2027}, datetime.date(2028, 1, 2), 0),
        ({2025, 2027, 2028}, datetime.date(2028, 7, 1), 2),
        (set(), datetime.date(2028, 7, 1), 0),
    ],
)
def test_years_count_when_they_follow_each_other_up_to_the_day(jaren, dag, aantal):
    assert aaneengesloten(jaren, dag) == aantal


def test_the_term_is_over_before_less_is_given():
    assert eerste_dag(VANDAAG, 6) == datetime.date(2028, 8, 1)


@pytest.mark.parametrize(
    ("ingang", "jaren", "reden", "uitkomst"),
    [
        (None, set(), "", "termijn.geen_ingang"),
        (VANDAAG, set(), "Afgesproken.", "termijn.geen_ingang"),
        (datetime.date(2028, 2, 1), {2027, 2028}, "", "mag"),
        (datetime.date(2028, 7, 31), {2026, 2027, 2028}, "", "termijn.te_kort"),
        (datetime.date(2028, 8, 1), {2026, 2027, 2028}, "", "mag"),
        (datetime.date(2028, 7, 31), {2026, 2027, 2028}, " ", "termijn.te_kort"),
        (datetime.date(2028, 7, 31), {2026, 2027, 2028}, "Zij wist het al een jaar.", "mag"),
    ],
)
def test_after_three_years_less_waits_for_the_term_or_a_reason(ingang, jaren, reden, uitkomst):
    assert toets(ingang, jaren, reden) == uitkomst


@given(
    dagen=st.integers(1, 800),
    jaren=st.sets(st.integers(2020, 2032)),
    maanden=st.integers(1, 24),
)
def test_waiting_longer_is_never_refused_after_waiting_shorter_was_allowed_with_the_same_years(dagen, jaren, maanden):
    ingang = VANDAAG + datetime.timedelta(days=dagen)

    uitkomst = toets(ingang, jaren, maanden=maanden)

    te_vroeg = ingang < eerste_dag(VANDAAG, maanden)
    assert (uitkomst == "termijn.te_kort") == (te_vroeg and aaneengesloten(jaren, ingang) >= 3)


def gehoord(wereld: Wereld, voorstel: Vervolgvoorstel) -> None:
    voorbereiden.vraag_zienswijze(
        voorstel_id=voorstel.pk,
        uiterlijk=timezone.localdate() + datetime.timedelta(days=14),
        door=wereld["beoordelaar"],
    )


def voorstel_per(wereld: Wereld, ingang: datetime.date, **velden: object) -> Vervolgvoorstel:
    voorstel = stel_bijstelling_voor(wereld, {ingang.year: MINDER}, grond="omstandigheden")
    regel = voorbereiden.Bedragen(subsidie_van(wereld, wereld.anker).pk, verandering={ingang.year: MINDER})
    return voorbereiden.wijzig(
        voorstel_id=voorstel.pk,
        grond="omstandigheden",
        motivering="De raad koos anders.",
        regels=[regel],
        ingang=ingang,
        door=wereld["beoordelaar"],
        **velden,
    )


def derde_jaar_met_lange_termijn(wereld: Wereld) -> None:
    """Anker had a grant in 2026 too, and the regeling calls two years reasonable."""
    Aanvraagdeel.objects.filter(pk=wereld.deel(wereld.anker).pk).update(vorig_jaar=Decimal("50000.00"))
    stel_parameter_in(
        regeling_id=wereld.aanvraag.regeling_id,
        sleutel="redelijke_termijn_maanden",
        waarde="24",
        geldig_van=timezone.localdate(),
        artikel="Eigen beleid",
        door=maak_lid(Rol.BEHEERDER),
    )


def test_a_grant_of_two_years_may_get_less_from_a_coming_day(verleend: Wereld):
    voorstel = voorstel_per(verleend, datetime.date(2027, 2, 1))

    gehoord(verleend, voorstel)

    voorstel.refresh_from_db()
    assert voorstel.stand == "zienswijze"


def test_the_year_before_the_application_counts_and_the_dated_term_holds(verleend: Wereld):
    derde_jaar_met_lange_termijn(verleend)
    voorstel = voorstel_per(verleend, datetime.date(2028, 7, 1))

    with geweigerd("termijn.te_kort") as fout:
        gehoord(verleend, voorstel)

    assert "krijgt al 3 jaar achter elkaar subsidie" in fout.value.bericht


def test_a_recorded_reason_makes_a_shorter_term_lawful(verleend: Wereld):
    derde_jaar_met_lange_termijn(verleend)
    voorstel = voorstel_per(verleend, datetime.date(2028, 7, 1), termijn_reden="Zij weet het sinds 2025.")

    gehoord(verleend, voorstel)

    voorstel.refresh_from_db()
    assert voorstel.stand == "zienswijze"


def test_these_grounds_never_touch_a_year_before_they_begin(verleend: Wereld):
    voorstel = stel_bijstelling_voor(verleend, {2027: MINDER}, grond="omstandigheden")
    Vervolgvoorstel.objects.filter(pk=voorstel.pk).update(ingang=datetime.date(2028, 1, 1))

    with geweigerd("termijn.verleden"):
        gehoord(verleend, voorstel)


def test_a_ground_of_4_48_asks_no_term(verleend: Wereld):
    voorstel = stel_bijstelling_voor(verleend, {2027: MINDER}, grond="niet_uitgevoerd")

    gehoord(verleend, voorstel)

    voorstel.refresh_from_db()
    assert voorstel.stand == "zienswijze"
