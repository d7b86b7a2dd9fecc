"""The demo data: everything through the services, once, and only where everybody may know the password."""

import datetime
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Sum
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from begroting.models import Boeking, Stand
from brieven.models import Bericht, Brief, Wijze
from kern.models import Gebeurtenis, Gebruiker
from organisaties.models import Lidmaatschap
from overzichten.selectors.werklijst import werkregels
from overzichten.werkregel import Werkregel
from socialebasis.demo.accounts import ACCOUNTS, proefaccounts
from socialebasis.demo.klok import AMSTERDAM, op_dag
from socialebasis.demo.verantwoording import KENMERK as KENMERK_EERDER
from socialebasis.demo.zaaien import zaai
from subsidies.klok import zaakklok
from subsidies.models import (
    Aanvraag,
    Aanvulling,
    Beschikking,
    Beschikkingsbedrag,
    Bijlage,
    Collegebesluit,
    Collegepunt,
    Klad,
    Opmerking,
    Subsidie,
    Toewijzing,
)
from subsidies.regels.volledigheid import ontbreekt
from subsidies.selectors import laad_dossier
from subsidies.selectors.standen import Jaarstand, jaarstanden
from tests.architectuur.conftest import terug
from uitvoering.models import (
    Betaalbatch,
    Betaling,
    Bezwaar,
    Gesprek,
    Indexering,
    Rekeningwijziging,
    Terugvordering,
    Vaststelling,
)
from verantwoording.models import Verantwoording
from verantwoording.selectors.deelverslag import stand_van as stand_van_deel

TELLERS = (Aanvraag, Boeking, Brief, Gebruiker, Gebeurtenis, Betaling, Vaststelling)


pytestmark = pytest.mark.xdist_group("demo")  # sown by one process


@pytest.fixture(autouse=True, scope="module")
def _gezaaid(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Sown once for all tests here: it takes long, and no test below changes it. The test runner has DEBUG off."""
    with django_db_blocker.unblock(), terug():
        with override_settings(DEBUG=True):
            zaai()
        yield


def buurtwerk() -> Aanvraag:
    return Aanvraag.objects.get(tafel__thema__code="buurtwerk")


def stand_van(account: str, jaar: int) -> Jaarstand:
    subsidie = Subsidie.objects.get(
        deel__aanvraag=buurtwerk(), ontvanger__lidmaatschappen__gebruiker__email=f"{account}@voorbeeld.example"
    )
    return jaarstanden(subsidie)[jaar]


def wacht_op(account: str) -> set[str]:
    """What the worklist of this account says that it is up to them."""
    lid = Lidmaatschap.objects.filter(gebruiker__email=f"{account}@voorbeeld.example").order_by("pk")[0]
    regels: list[Werkregel] = werkregels(lid)
    return {regel.wat for regel in regels if regel.wie == "u"}


def test_the_demo_shows_every_state_of_a_case_and_an_open_table():
    nu = Aanvraag.objects.exclude(uitvraag__kenmerk=KENMERK_EERDER)
    standen = dict(nu.values_list("tafel__thema__code", "stand"))

    assert standen == {
        "leefstijl": "besloten",
        "financien": "in_behandeling",
        "opvoeden": "voorgesteld",
        "waardevol_werk": "voorgesteld",
        "vrijwillige_inzet": "concept",
        "buurtwerk": "besloten",
        "aanvragen": "besloten",  # those of the paper of 2018/2019
    }


def test_every_letter_of_the_demo_says_that_it_is_an_example():
    """Those to real organisations too: what the letters say about them was made up."""
    echt = Brief.objects.filter(ontvanger__fictief=False)

    assert "DOCK Haarlem" in set(echt.values_list("ontvanger__naam", flat=True))
    assert list(Brief.objects.exclude(snapshot__inhoud__kop__voorbeeld=True).values_list("soort", "kenmerk")) == []


def test_the_decided_table_of_the_example_call_has_a_partial_grant_and_its_money_is_committed():
    beschikkingen = Beschikking.objects.filter(besluit__aanvraag__tafel__thema__code="leefstijl").exclude(
        besluit__aanvraag__uitvraag__kenmerk=KENMERK_EERDER
    )

    assert sorted(beschikkingen.values_list("soort", flat=True)) == ["gedeeltelijk", "verlening"]
    bedragen = Beschikkingsbedrag.objects.filter(beschikking__in=beschikkingen)
    assert bedragen.aggregate(som=Sum("verleend"))["som"] == Decimal("1144000.00")
    verplicht = Stand.objects.filter(verplichting__beschikkingsbedragen__in=bedragen).aggregate(som=Sum("verplicht"))
    assert verplicht["som"] == Decimal("1144000.00")


def test_the_table_that_writes_has_one_of_everything_to_look_at():
    aanvraag = Aanvraag.objects.select_related("regeling", "uitvraag", "tafel__thema").get(stand="concept")

    dossier = laad_dossier(aanvraag)
    assert [len(deel.aanbod) for deel in dossier.delen] == [3, 2, 2, 2, 1]
    assert dossier.gevraagd_totaal == Decimal("1660000.00")
    assert dossier.ruimte_totaal == Decimal("64000.00")
    assert sum(vraag.beantwoord for vraag in dossier.vragen) == 7
    assert dossier.akkoorden == 1
    assert sorted(bool(deel.akkoord) for deel in dossier.delen) == [False, False, False, True, True]
    gaten = [gemis.tekst for gemis in ontbreekt(dossier) if gemis.plek == "dekking"]
    assert "Niemand werkt aan: Ruimte en steun voor eigen initiatieven" in gaten
    assert Klad.objects.count() == 1
    assert dict(Counter(Opmerking.objects.filter(op=None).values_list("zichtbaarheid", flat=True))) == {
        "tafel": 2,
        "gemeente": 1,
    }
    assert Bijlage.objects.get().bestand.soort == "application/pdf"


def test_the_older_grants_were_decided_by_the_college_before_they_began():
    aanvraag = buurtwerk()

    besluit = aanvraag.besluiten.get(soort="aanvraag")
    assert list(aanvraag.jaren) == [timezone.localdate().year + erbij for erbij in (-1, 0, 1, 2)]
    assert timezone.localdate(besluit.genomen_op) == datetime.date(aanvraag.eerste_jaar - 1, 11, 24)
    assert (besluit.mandaat, besluit.collegebesluit.stand) == (None, "uitgevoerd")
    assert set(besluit.beschikkingen.values_list("brief__stand", "brief__verzenddatum")) == {
        ("verzonden", datetime.date(aanvraag.eerste_jaar - 1, 11, 24))
    }


def test_every_instalment_that_is_due_was_paid_and_the_next_order_waits_for_a_second_officer():
    vorig = timezone.localdate().year - 1

    betaald = {account: stand_van(account, vorig).betaald for account in ("buurtkamer", "nabij", "gehoor")}
    assert betaald == {"buurtkamer": Decimal(600_000), "nabij": Decimal(240_000), "gehoor": Decimal(12_000)}
    laat = timezone.localdate() - datetime.timedelta(days=7)
    assert not Betaling.objects.filter(termijn__dag__lt=laat).exclude(stand="betaald").exists()
    wacht = Betaalbatch.objects.get(stand="concept")
    assert sorted(wacht.betalingen.values_list("termijn__subsidie__ontvanger__naam", flat=True)) == [
        "Stichting Voorbeeld Buurtkamer",
        "Stichting Voorbeeld Nabij",
    ]
    for batch in Betaalbatch.objects.filter(stand="afgesloten"):
        assert batch.opgesteld_door != batch.goedgekeurd_door
    assert Rekeningwijziging.objects.get().stand == "gevraagd"


def test_one_year_is_settled_lower_and_reclaimed_one_waits_for_the_officer_and_one_for_the_partner():
    vorig = timezone.localdate().year - 1

    standen = dict(Vaststelling.objects.filter(eerste_jaar=vorig).values_list("subsidie__ontvanger__naam", "stand"))
    assert standen == {
        "Stichting Voorbeeld Buurtkamer": "open",
        "Stichting Voorbeeld Nabij": "ingediend",
        "Stichting Voorbeeld Gehoor": "vastgesteld",
    }
    gehoor = stand_van("gehoor", vorig)
    assert (gehoor.vastgesteld, gehoor.te_veel_betaald) == (Decimal(9_500), Decimal(2_500))
    terug = Terugvordering.objects.get()
    assert (terug.bedrag, terug.jaren.get().ontvangsten.count()) == (Decimal(2_500), 0)


def test_what_is_under_way_waits_for_the_right_people():
    assert {"Aanvraag tot vaststelling beoordelen", "Wijzigingsverzoek behandelen"} <= wacht_op("beleidsmedewerker")
    assert "Bezwaar behandelen" in wacht_op("beleidsmedewerker2")
    assert "Besluiten over een lopende subsidie" in wacht_op("besluitnemer")
    assert "Betaalopdracht goedkeuren" in wacht_op("financieel2")
    assert {"Vaststelling aanvragen", "Het eigen verslag schrijven en indienen"} <= wacht_op("buurtkamer")
    assert {"Zienswijze geven over een voornemen", "Instemmen met het verslag van het gesprek"} <= wacht_op("nabij")
    assert "Uw deel van de aanvraag aanvullen" in wacht_op("sukran")


def test_the_account_of_last_year_is_open_and_one_partner_still_writes_its_part():
    verantwoording = Verantwoording.objects.get(aanvraag=buurtwerk())

    assert (verantwoording.jaar, verantwoording.stand) == (timezone.localdate().year - 1, "open")
    delen = {deel.deel.organisatie.naam: stand_van_deel(deel) for deel in verantwoording.delen.all()}
    assert {naam: (deel.deelverslag.stand, deel.klaar, len(deel.activiteiten)) for naam, deel in delen.items()} == {
        "Stichting Voorbeeld Buurtkamer": ("open", 0, 2),
        "Stichting Voorbeeld Nabij": ("ingediend", 1, 1),
        "Stichting Voorbeeld Gehoor": ("ingediend", 1, 1),
    }
    begonnen = [een.begonnen for een in delen["Stichting Voorbeeld Buurtkamer"].activiteiten]
    assert begonnen == [True, False]


def test_a_talk_was_held_every_year_and_the_next_one_is_planned():
    assert sorted(Gesprek.objects.values_list("stand", flat=True)) == ["bij_partner", "gepland", "vastgesteld"]


def test_one_part_has_a_clock_of_its_own_while_it_supplements_on_paper_and_a_second_reader_was_asked():
    aanvulling = Aanvulling.objects.select_related("deel__aanvraag__regeling", "deel__aanvraag__uitvraag").get()

    klok = zaakklok(aanvulling.deel.aanvraag)
    assert list(klok.per_deel) == list(klok.feiten.wachtend) == [aanvulling.deel_id]
    assert timezone.localdate(aanvulling.deel.aanvraag.uitvraag.sluit_op) < aanvulling.uiterlijk
    brief = aanvulling.brief
    assert (brief.wijze, brief.ontvanger.digitaal) == (Wijze.POST, False)
    lezer = Toewijzing.objects.get(aanvraag=aanvulling.deel.aanvraag, rol="tweede_lezer")
    assert lezer.stand == "gevraagd"


def test_the_objection_has_a_hearing_on_a_working_day_at_least_two_weeks_away():
    bezwaar = Bezwaar.objects.get()

    dag = timezone.localdate(bezwaar.hoorzitting_op)
    assert (bezwaar.stand, dag.strftime("%A")) == ("in_behandeling", "Tuesday")
    assert 14 <= (dag - timezone.localdate()).days <= 20


def test_two_tables_lie_before_the_college_and_an_indexing_is_ready_to_start():
    voorstel = Collegebesluit.objects.get(stand="voorstel")

    assert sorted(voorstel.regels.values_list("aanvraag__tafel__thema__code", flat=True)) == [
        "opvoeden",
        "waardevol_werk",
    ]
    indexering = Indexering.objects.get()
    assert (indexering.stand, indexering.jaar) == ("concept", timezone.localdate().year + 1)
    [punt] = Collegepunt.objects.all()
    assert (punt.soort, punt.kenmerk, punt.open, punt.collegebesluit.stand) == (
        "indexering",
        indexering.kenmerk,
        True,
        "vastgesteld",
    )
    assert indexering.regels.filter(stand="te_doen").count() == 3


def test_a_worker_finds_only_the_messages_of_today_to_mail():
    assert Bericht.objects.filter(dag__lt=timezone.localdate()).exists()
    assert not Bericht.objects.wachtend().filter(dag__lt=timezone.localdate()).exists()


def test_a_second_time_adds_nothing():
    tellers = [model.objects.count() for model in TELLERS]

    with override_settings(DEBUG=True):
        zaai()

    assert [model.objects.count() for model in TELLERS] == tellers


def test_everybody_on_the_login_page_can_log_in():
    with override_settings(DEBUG=True):
        for account in proefaccounts():
            assert Client().login(username=account.email, password=account.wachtwoord), account.email

    assert len(proefaccounts()) == len(ACCOUNTS)


def test_there_are_no_demo_accounts_outside_debug():
    aantal = Gebruiker.objects.count()

    with pytest.raises(ImproperlyConfigured):
        zaai()

    assert Gebruiker.objects.count() == aantal


def test_the_clock_is_set_back_to_a_past_day_and_never_forward():
    vandaag = timezone.localdate()

    with op_dag(datetime.date(2024, 8, 25)):
        assert timezone.localtime() == datetime.datetime(2024, 8, 25, 10, tzinfo=AMSTERDAM)
    with op_dag(vandaag + datetime.timedelta(days=3)):
        assert timezone.localdate() == vandaag
    assert timezone.localdate() == vandaag
