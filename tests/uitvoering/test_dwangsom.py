"""A decision that is late: the notice of default, the counter and the decision on the penalty (Awb 4:17–4:20)."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from brieven.models import Bezorging, Brief, Wijze
from subsidies.klok import beslistermijn
from subsidies.services.besluiten import neem_besluit
from tests.hulp.klok import over_dagen
from tests.subsidies.conftest import Wereld, geweigerd
from tests.uitvoering.bezwaarhulp import maak, met_behandelaar
from tests.uitvoering.conftest import geef_alle_mandaten
from uitvoering.bezwaarklok import klok_bij
from uitvoering.dwangsomklok import per_dag, teller
from uitvoering.models import Dwangsomdeel, Ingebrekestelling
from uitvoering.models import Wijze as Ontvangst
from uitvoering.services import ingebrekestelling

DAG = datetime.timedelta(days=1)
NUL = Decimal("0.00")


@pytest.fixture
def zaak(voorgesteld: Wereld) -> Wereld:
    """Not decided on yet."""
    for wie in ("besluitnemer", "tweede_besluitnemer"):
        geef_alle_mandaten(voorgesteld[wie])
    return voorgesteld


def te_laat(zaak: Wereld, dagen: int = 1) -> int:
    """How many days from today the decision is that many days late."""
    return (beslistermijn(zaak.aanvraag).wettelijke_dag - timezone.localdate()).days + dagen


def stel(zaak: Wereld, wie: str = "anker") -> Ingebrekestelling:
    return ingebrekestelling.stel_in_gebreke(aanvraag_id=zaak.aanvraag.pk, door=zaak[wie])


def besluit(
    zaak: Wereld, gesteld: Ingebrekestelling, wie: str = "besluitnemer", motivering: str = "Wij waren te laat."
):
    return ingebrekestelling.besluit_over_dwangsom(
        ingebrekestelling_id=gesteld.pk, motivering=motivering, door=zaak[wie]
    )


def bezorg_alles() -> None:
    for brief in Brief.objects.filter(soort="verlening"):
        Bezorging.objects.create(brief=brief, wijze=Wijze.PORTAAL, tijdstip=timezone.now())


def test_a_notice_before_the_term_ended_starts_nothing_and_a_later_one_does(zaak: Wereld):
    vroeg = stel(zaak)

    assert (vroeg.geldig, teller(vroeg).eerste_dag) == (False, None)
    with over_dagen(te_laat(zaak)):
        assert stel(zaak).geldig is True


def test_on_the_last_day_of_the_term_it_is_still_too_early(zaak: Wereld):
    with over_dagen(te_laat(zaak, 0)):
        assert stel(zaak).geldig is False


def test_the_receipt_says_when_the_penalty_begins(zaak: Wereld):
    with over_dagen(te_laat(zaak)):
        gesteld = stel(zaak)

    brief = Brief.objects.get(soort="ontvangst_ingebrekestelling")
    assert (brief.ontvanger, brief.over_id) == (zaak.anker, gesteld.pk)
    gevolg = brief.snapshot["inhoud"]["secties"][1]["delen"][-1]["regels"][0]
    assert "wij zijn te laat" in gevolg


def test_only_who_waits_for_the_decision_gives_notice_and_signs_for_it(zaak: Wereld):
    with over_dagen(te_laat(zaak)):
        with geweigerd("ingebrekestelling.organisatie"):
            stel(zaak, "buiten")
        with geweigerd("toegang.rol"):
            stel(zaak, "anker_schrijft")
        stel(zaak)
        with geweigerd("ingebrekestelling.bestaat"):
            stel(zaak, "brug")


def test_an_officer_enters_what_came_by_post_and_not_ahead(zaak: Wereld):
    post = {
        "aanvraag_id": zaak.aanvraag.pk,
        "organisatie_id": zaak.brug.pk,
        "wijze": Ontvangst.POST,
        "door": zaak["beoordelaar"],
    }
    with over_dagen(te_laat(zaak, 3)):
        vandaag = timezone.localdate()
        with geweigerd("ingebrekestelling.dag"):
            ingebrekestelling.stel_in_gebreke(ontvangen_op=vandaag + DAG, **post)
        gesteld = ingebrekestelling.stel_in_gebreke(ontvangen_op=vandaag - DAG, **post)

    assert (gesteld.organisatie, gesteld.ontvangen_op, gesteld.geldig) == (zaak.brug, vandaag - DAG, True)


def test_the_penalty_counts_day_by_day_to_its_maximum(zaak: Wereld):
    with over_dagen(te_laat(zaak)):
        gesteld = stel(zaak)
    eerste = teller(gesteld).eerste_dag

    bedragen = {dagen: teller(gesteld, eerste + (dagen - 1) * DAG).bedrag for dagen in (1, 14, 15, 28, 29, 42, 50)}

    assert bedragen == {
        1: Decimal("23.00"),
        14: Decimal("322.00"),
        15: Decimal("357.00"),
        28: Decimal("812.00"),
        29: Decimal("857.00"),
        42: Decimal("1442.00"),
        50: Decimal("1442.00"),
    }
    dagen = per_dag(teller(gesteld, eerste + 14 * DAG))
    assert [(dag.dag, dag.bedrag, dag.samen) for dag in dagen[-2:]] == [
        (eerste + 13 * DAG, Decimal("23.00"), Decimal("322.00")),
        (eerste + 14 * DAG, Decimal("35.00"), Decimal("357.00")),
    ]


def test_the_day_before_the_first_nothing_is_owed(zaak: Wereld):
    with over_dagen(te_laat(zaak)):
        gesteld = stel(zaak)
    eerste = teller(gesteld).eerste_dag

    assert teller(gesteld, eerste - DAG).bedrag == NUL
    assert per_dag(teller(gesteld, eerste - DAG)) == []


def test_after_42_days_each_applicant_is_told_its_equal_share(zaak: Wereld):
    with over_dagen(te_laat(zaak)):
        gesteld = stel(zaak)
    with over_dagen(te_laat(zaak, 70)):
        genomen = besluit(zaak, gesteld)

    assert (genomen.dagen, genomen.bedrag) == (42, Decimal("1442.00"))
    delen = Dwangsomdeel.objects.order_by("id")
    assert [(deel.organisatie, deel.bedrag, deel.brief.ontvanger) for deel in delen] == [
        (zaak.anker, Decimal("721.00"), zaak.anker),
        (zaak.brug, Decimal("721.00"), zaak.brug),
    ]
    assert delen[0].brief.onderwerp == "U krijgt een dwangsom"
    assert delen[0].brief.snapshot["inhoud"]["bezwaar"] is not None


def test_nothing_is_decided_while_it_still_runs(zaak: Wereld):
    with over_dagen(te_laat(zaak)):
        gesteld = stel(zaak)
    with over_dagen(te_laat(zaak, 20)), geweigerd("dwangsom.loopt"):
        besluit(zaak, gesteld)


def test_the_decision_on_the_application_stops_the_counter(zaak: Wereld):
    with over_dagen(te_laat(zaak)):
        gesteld = stel(zaak)
    eerste = teller(gesteld).eerste_dag
    with over_dagen((eerste - timezone.localdate()).days + 5):
        neem_besluit(aanvraag_id=zaak.aanvraag.pk, motivering="", door=zaak["besluitnemer"])
        bezorg_alles()
    with over_dagen((eerste - timezone.localdate()).days + 30):
        stand = teller(Ingebrekestelling.objects.get())
        genomen = besluit(zaak, gesteld)

    assert (stand.dagen, stand.bedrag, genomen.bedrag) == (5, Decimal("115.00"), Decimal("115.00"))


def test_a_decision_within_two_weeks_costs_nothing(zaak: Wereld):
    with over_dagen(te_laat(zaak)):
        gesteld = stel(zaak)
        neem_besluit(aanvraag_id=zaak.aanvraag.pk, motivering="", door=zaak["besluitnemer"])
        bezorg_alles()
    with over_dagen(te_laat(zaak, 60)):
        assert besluit(zaak, gesteld).bedrag == NUL


def test_a_ground_of_the_law_means_nothing_is_owed_and_says_why(zaak: Wereld):
    with over_dagen(te_laat(zaak)):
        gesteld = stel(zaak)
        with geweigerd("ingebrekestelling.reden"):
            ingebrekestelling.oordeel_geen_dwangsom(
                ingebrekestelling_id=gesteld.pk, grond="ONREDELIJK_LAAT", toelichting=" ", door=zaak["beoordelaar"]
            )
        ingebrekestelling.oordeel_geen_dwangsom(
            ingebrekestelling_id=gesteld.pk,
            grond="ONREDELIJK_LAAT",
            toelichting="Twee jaar later.",
            door=zaak["beoordelaar"],
        )
        genomen = besluit(zaak, gesteld)
        with geweigerd("dwangsom.besloten"):
            besluit(zaak, gesteld)

    assert (genomen.bedrag, Brief.objects.filter(onderwerp="U krijgt geen dwangsom").count()) == (NUL, 2)


def test_who_assessed_does_not_decide_on_the_penalty_and_a_mandate_is_needed(zaak: Wereld):
    with over_dagen(te_laat(zaak)):
        gesteld = stel(zaak)
    with over_dagen(te_laat(zaak, 70)):
        with geweigerd("toegang.rol"):
            besluit(zaak, gesteld, "beoordelaar")
        with geweigerd("dwangsom.motivering"):
            besluit(zaak, gesteld, motivering=" ")
        zaak["besluitnemer"].mandaten.filter(soort_besluit="dwangsom").update(maximum=Decimal("1441.99"))
        with geweigerd("mandaat.ontoereikend"):
            besluit(zaak, gesteld)


def test_a_late_decision_on_an_objection_costs_the_same_for_who_objected(verleend: Wereld):
    zaak = met_behandelaar(verleend)
    gemaakt = maak(zaak)
    laatste = klok_bij(gemaakt.pk).beslissing.laatste_dag
    over = (laatste - timezone.localdate()).days

    with over_dagen(over + 1):
        with geweigerd("ingebrekestelling.organisatie"):
            ingebrekestelling.stel_in_gebreke(aanvraag_id=zaak.aanvraag.pk, bezwaar_id=gemaakt.pk, door=zaak["brug"])
        gesteld = ingebrekestelling.stel_in_gebreke(
            aanvraag_id=zaak.aanvraag.pk, bezwaar_id=gemaakt.pk, door=zaak["anker"]
        )
    with over_dagen(over + 70):
        genomen = besluit(zaak, gesteld, "tweede_besluitnemer")

    assert (gesteld.wettelijke_dag, gesteld.geldig) == (laatste, True)
    assert [(deel.organisatie, deel.bedrag) for deel in genomen.delen.all()] == [(zaak.anker, Decimal("1442.00"))]
