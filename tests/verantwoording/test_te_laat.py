"""Who is late hears of it and is shown; who is in time never is, whatever the table or another does."""

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brieven.models import Bericht, BerichtSoort, Brief, BriefSoort
from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap
from overzichten.regels.aan_zet import Wie
from overzichten.selectors.werklijst import werkregels
from overzichten.werkregel import Werkregel
from subsidies.models import Besluit, Subsidie
from tests.hulp.boom import Boom
from tests.uitvoering.afloop import tekst_van
from tests.uitvoering.conftest import Wereld
from tests.uitvoering.test_intrekking import ALLES, besloten, opgeschort, voorstel
from tests.verantwoording.stukhulp import NAMEN, dien_deel_in, geef_akkoord, schrijf_alles, verantwoording_van
from tests.verantwoording.verslaghulp import deel_van, maak_compleet
from uitvoering.models import Vaststelling, Vervolgvoorstel
from uitvoering.regels.vaststellen import ZOALS_VERLEEND
from uitvoering.services import vaststellen
from uitvoering.services.begin import begin_uitvoering
from verantwoording.models import Afspraak, Deelverslag, Planwijziging, Verantwoording
from verantwoording.selectors.te_laat import niet_hersteld, te_laat
from verantwoording.services import beoordelen, herinneren, samen
from verantwoording.services.indienen import dien_in
from verantwoording.tasks import herinner

pytestmark = pytest.mark.django_db
Als = Callable[[Lidmaatschap], Client]
UITERLIJK = datetime.date(2028, 4, 1)
SAMEN = datetime.date(2028, 5, 1)
EERSTE_DAG = datetime.date(2028, 4, 2)
HERSTEL = datetime.date(2028, 4, 24)  # three weeks after the letter of Monday 3 April
LIJST = "/verantwoording/te-laat/"
WAAROM = (
    "Het verslag over 2027 moest er uiterlijk op 1 april 2028 zijn. Op 3 april 2028 herinnerden wij daaraan, "
    "met tijd tot en met 24 april 2028. Wij kregen het niet."
)


@contextmanager
def op(dag: datetime.date) -> Iterator[None]:
    with time_machine.travel(datetime.datetime.combine(dag, datetime.time(10), datetime.UTC), tick=False):
        yield


def berichten() -> list[Lidmaatschap]:
    return [een.ontvanger for een in Bericht.objects.filter(soort=BerichtSoort.VERSLAG_VRAGEN).order_by("pk")]


def laat(dag: datetime.date) -> set[str]:
    return {een.deel.organisatie.naam for een in te_laat(dag).select_related("deel__organisatie")}


# --- hearing of it ---


def test_the_last_day_is_announced_once_four_weeks_before(geopend: Wereld) -> None:
    with op(UITERLIJK - datetime.timedelta(days=29)):
        herinner()
        assert berichten() == []

    for dagen in (28, 28, 27, 0):
        with op(UITERLIJK - datetime.timedelta(days=dagen)):
            herinner()

    assert sorted(lid.organisatie.naam for lid in berichten()) == sorted(
        [geopend.anker.naam, geopend.anker.naam, geopend.brug.naam]
    )
    assert Gebeurtenis.objects.filter(soort="verslag.aangekondigd").count() == 2
    assert not Brief.objects.filter(soort=BriefSoort.HERINNERING).exists()
    assert {een.pad for een in Bericht.objects.filter(ontvanger=geopend["brug"], soort="verslag_vragen")} == {
        reverse("verantwoording:deelverslag", args=[geopend.aanvraag.kenmerk, deel_van(geopend, "Maatjes").pk])
    }


def test_who_is_in_hears_nothing(geopend: Wereld) -> None:
    dien_deel_in(geopend, "anker")

    for dag in (UITERLIJK, EERSTE_DAG, SAMEN):
        with op(dag):
            herinner()

    assert {lid.organisatie.naam for lid in berichten()} == {geopend.brug.naam}
    assert Brief.objects.get(soort=BriefSoort.HERINNERING).ontvanger == geopend.brug


def test_who_is_late_gets_one_letter_with_a_last_term(geopend: Wereld) -> None:
    dien_deel_in(geopend, "brug")
    with op(UITERLIJK):
        herinneren.herinner(deelverslag_id=deel_van(geopend).pk)
        assert deel_van(geopend).herinnering is None

    for dag in (datetime.date(2028, 4, 3), datetime.date(2028, 4, 3), datetime.date(2028, 4, 20)):
        with op(dag):
            herinner()

    deel, brief = deel_van(geopend), Brief.objects.get(soort=BriefSoort.HERINNERING)
    assert (deel.herinnering, deel.hersteltermijn) == (brief, HERSTEL)
    assert (brief.ontvanger, brief.onderwerp) == (geopend.anker, "Stuur ons uw verslag over 2027")
    tekst = tekst_van(brief)
    assert "Wij zouden dit uiterlijk op 1 april 2028 van u krijgen" in tekst
    assert "Stuur ons het verslag van uw activiteiten in 2027 uiterlijk op 24 april 2028." in tekst
    assert "Dit gaat alleen over uw eigen verslag." in tekst
    [feit] = Gebeurtenis.objects.filter(soort="verslag.herinnerd")
    assert feit.feiten["uiterlijk"] == "2028-04-24"


@pytest.mark.parametrize("stand", ["ingetrokken", "vastgesteld"])
def test_of_a_grant_that_ended_nobody_is_late(geopend: Wereld, stand: str) -> None:
    Subsidie.objects.update(stand=stand)

    with op(EERSTE_DAG):
        herinner()

    assert laat(EERSTE_DAG) == set()
    assert not Brief.objects.filter(soort=BriefSoort.HERINNERING).exists()


def test_of_a_year_that_was_withdrawn_nobody_is_late(geopend: Wereld) -> None:
    besloten(geopend, voorstel(geopend, Besluit.Soort.INTREKKING, "verzoek", verandering={2027: ALLES[2027]}))

    assert laat(EERSTE_DAG) == {geopend.brug.naam}


def test_who_agreed_on_nothing_is_not_late(geopend: Wereld) -> None:
    Afspraak.objects.filter(naam="Koffie").update(laatste_jaar=2026)

    assert laat(EERSTE_DAG) == {geopend.brug.naam}


# --- never because of another ---


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    binnen=st.fixed_dictionaries({wie: st.sampled_from([None, UITERLIJK, EERSTE_DAG, SAMEN]) for wie in NAMEN}),
    stuk_op=st.sampled_from([None, UITERLIJK, SAMEN, datetime.date(2028, 6, 1)]),
    stuk_uiterlijk=st.sampled_from([UITERLIJK, SAMEN]),
    vandaag=st.sampled_from([UITERLIJK, EERSTE_DAG, HERSTEL, datetime.date(2028, 7, 1)]),
)
def test_only_an_own_part_that_is_late_is_ever_listed(
    geopend: Wereld,
    binnen: dict[str, datetime.date | None],
    stuk_op: datetime.date | None,
    stuk_uiterlijk: datetime.date,
    vandaag: datetime.date,
) -> None:
    def kwam(dag: datetime.date | None) -> bool:
        return dag is not None and dag <= vandaag

    with transaction.atomic():
        for wie, dag in binnen.items():
            if kwam(dag):
                Deelverslag.objects.filter(deel__organisatie=geopend[wie].organisatie).update(
                    stand="ingediend", ingediend_op=f"{dag}T12:00Z", ingediend_door=geopend[wie]
                )
        Verantwoording.objects.update(uiterlijk=stuk_uiterlijk)
        if kwam(stuk_op):
            Verantwoording.objects.update(
                stand="ingediend", ingediend_op=f"{stuk_op}T12:00Z", ingediend_door=geopend["anker"]
            )
        lijst = laat(vandaag)
        transaction.set_rollback(True)

    niet_in = {geopend[wie].organisatie.naam for wie, dag in binnen.items() if not kwam(dag)}
    assert lijst == (niet_in if vandaag > UITERLIJK else set())


# --- the list of the officer ---


def test_the_list_shows_the_way_on_once_the_last_term_is_over(als: Als, geopend: Wereld) -> None:
    dien_deel_in(geopend, "brug")
    subsidie = Subsidie.objects.get(ontvanger=geopend.anker)
    begin_uitvoering(besluit_id=Besluit.objects.get().pk)
    opschorten = reverse("uitvoering:voorstel_nieuw", args=[subsidie.kenmerk, "opschorting"])
    with op(datetime.date(2028, 4, 3)):
        herinner()
        client = als(geopend["beoordelaar"])
        ervoor = client.get(LIJST)
    with op(HERSTEL):
        op_de_dag = als(geopend["beoordelaar"]).get(LIJST).content.decode()
    with op(HERSTEL + datetime.timedelta(days=1)):
        client = als(geopend["beoordelaar"])
        erna = client.get(LIJST)
        oordeel = client.get(
            reverse("verantwoording:beoordelen_deel", args=[geopend.aanvraag.kenmerk, deel_van(geopend).pk])
        )
        begin = client.get(f"{opschorten}?te_laat={deel_van(geopend).pk}")

    [rij] = ervoor.context["rijen"]
    assert (rij.organisatie, rij.jaar, rij.dagen, rij.herinnerd_op) == (
        geopend.anker.naam,
        2027,
        2,
        datetime.date(2028, 4, 3),
    )
    assert (rij.hersteltermijn, rij.toestand) == (HERSTEL, ("let-op", "Herinnerd"))
    assert opschorten not in ervoor.content.decode()
    assert opschorten not in op_de_dag
    [rij] = erna.context["rijen"]
    assert (rij.dagen, rij.toestand) == (24, ("fout", "Termijn voorbij"))
    tekst = erna.content.decode()
    assert f"{opschorten}?te_laat={rij.deelverslag_id}" in tekst
    assert f"{opschorten}?te_laat={rij.deelverslag_id}" in oordeel.content.decode()
    periode = rij.vaststelling
    assert (periode.eerste_jaar, periode.toestand) == (2027, ("rust", "Wacht op de organisatie"))
    assert f'href="{reverse("uitvoering:vaststelling", args=[subsidie.kenmerk, 2027])}"' in tekst
    assert WAAROM in begin.content.decode()
    boom = Boom(begin.content.decode())
    assert [keuze.get("value") for keuze in boom.alle("input", checked=None, name="grond")] == ["vermoeden"]
    assert [keuze.get("value") for keuze in boom.alle("input", checked=None, name="wie")] == [str(subsidie.pk)]
    assert boom.een("input", name="einde").get("value") == "25-07-2028"  # thirteen weeks


def test_the_form_of_a_suspension_can_be_sent_as_it_opens(als: Als, geopend: Wereld) -> None:
    subsidie = Subsidie.objects.get(ontvanger=geopend.anker)
    adres = reverse("uitvoering:voorstel_nieuw", args=[subsidie.kenmerk, "opschorting"])
    with op(datetime.date(2028, 4, 3)):
        herinner()
    with op(HERSTEL + datetime.timedelta(days=1)):
        client = als(geopend["beoordelaar"])
        begin = client.get(f"{adres}?te_laat={deel_van(geopend).pk}").context["form"].initial
        client.post(adres, begin | {"wie": subsidie.pk})
        lijst = client.get(LIJST)

    [zaak] = Vervolgvoorstel.objects.all()
    assert (zaak.soort, zaak.grond, zaak.motivering, zaak.einde) == (
        Besluit.Soort.OPSCHORTING,
        "vermoeden",
        WAAROM,
        datetime.date(2028, 7, 25),
    )
    rij = next(rij for rij in lijst.context["rijen"] if rij.organisatie == geopend.anker.naam)
    assert rij.opschorting_voorstel == zaak.kenmerk
    tekst = lijst.content.decode()
    assert f'href="{reverse("uitvoering:voorstel", args=[zaak.kenmerk])}"' in tekst
    assert adres not in tekst


def test_what_is_suspended_already_is_said_and_not_offered(als: Als, geopend: Wereld) -> None:
    subsidie = Subsidie.objects.get(ontvanger=geopend.anker)
    adres = reverse("uitvoering:voorstel_nieuw", args=[subsidie.kenmerk, "opschorting"])
    with op(datetime.date(2028, 4, 3)):
        herinner()
    with op(HERSTEL + datetime.timedelta(days=1)):
        opschorting = opgeschort(geopend)
        client = als(geopend["beoordelaar"])
        lijst = client.get(LIJST).content.decode()
    with op(opschorting.tot_en_met + datetime.timedelta(days=1)):
        erna = als(geopend["beoordelaar"]).get(LIJST).content.decode()

    assert "Betaling opgeschort tot en met 25 jul 2028" in " ".join(lijst.split())
    assert adres not in lijst
    assert "Betaling opgeschort" not in erna
    assert f"{adres}?te_laat=" in erna


def test_a_settlement_that_may_be_proposed_is_one_click_away(als: Als, geopend: Wereld) -> None:
    """When the term of its own reminder is over too (Awb 4:47); then the one in the making takes its place."""
    begin_uitvoering(besluit_id=Besluit.objects.get().pk)
    subsidie = Subsidie.objects.get(ontvanger=geopend.anker)
    periode = Vaststelling.objects.get(subsidie=subsidie, eerste_jaar=2027)
    adres = reverse("uitvoering:vaststelling_voorstellen", args=[subsidie.kenmerk, periode.eerste_jaar])
    with op(datetime.date(2028, 4, 3)):
        herinner()
    with op(periode.uiterlijk + datetime.timedelta(days=1)):
        vaststellen.herinner(vaststelling_id=periode.pk, door=geopend["beoordelaar"])
        ervoor = als(geopend["beoordelaar"]).get(LIJST).content.decode()
    periode.refresh_from_db()
    assert periode.hersteltermijn is not None
    with op(periode.hersteltermijn + datetime.timedelta(days=1)):
        van_de_besluitnemer = als(geopend["besluitnemer"]).get(LIJST).content.decode()
        client = als(geopend["beoordelaar"])
        erna = client.get(LIJST).content.decode()
        begin = client.get(f"{adres}?te_laat={deel_van(geopend).pk}").context["form"].initial
        client.post(adres, begin)
        lijst = client.get(LIJST).content.decode()

    assert adres not in ervoor
    assert "Herinnerd: wacht op de organisatie" in ervoor
    assert adres not in van_de_besluitnemer
    assert f"{adres}?te_laat={deel_van(geopend).pk}" in erna
    assert (begin["motivering"], begin["grond"]) == (WAAROM, ZOALS_VERLEEND)
    [zaak] = Vervolgvoorstel.objects.all()
    assert (zaak.soort, zaak.motivering) == (Besluit.Soort.VASTSTELLING, WAAROM)
    assert f'href="{reverse("uitvoering:voorstel", args=[zaak.kenmerk])}"' in lijst
    assert adres not in lijst


def test_a_proposal_on_another_grant_does_not_begin_with_it(als: Als, geopend: Wereld) -> None:
    with op(datetime.date(2028, 4, 3)):
        herinner()
    brug = Subsidie.objects.get(ontvanger=geopend.brug)

    with op(SAMEN):
        adres = reverse("uitvoering:voorstel_nieuw", args=[brug.kenmerk, "opschorting"])
        begin = als(geopend["beoordelaar"]).get(f"{adres}?te_laat={deel_van(geopend).pk}").content.decode()

    assert "Wij kregen het niet." not in begin


def test_who_comes_after_all_leaves_the_list(als: Als, geopend: Wereld) -> None:
    with op(datetime.date(2028, 4, 3)):
        herinner()
    with op(SAMEN):
        assert {een.pk for een in niet_hersteld(SAMEN)} == {deel_van(geopend).pk, deel_van(geopend, "Maatjes").pk}
        maak_compleet(geopend)
        dien_in(deelverslag_id=deel_van(geopend).pk, door=geopend["anker"])

        rijen = als(geopend["besluitnemer"]).get(LIJST).context["rijen"]

    assert [rij.organisatie for rij in rijen] == [geopend.brug.naam]


def test_an_empty_list_says_so_and_a_full_one_costs_the_same(als: Als, geopend: Wereld) -> None:
    assert "Alle eigen verslagen zijn op tijd." in als(geopend["beoordelaar"]).get(LIJST).content.decode()
    with op(EERSTE_DAG):
        client = als(geopend["beoordelaar"])
        client.get(LIJST)
        with CaptureQueriesContext(connection) as opgevangen:
            assert len(client.get(LIJST).context["rijen"]) == 2

    assert len(opgevangen) <= 6


@pytest.mark.parametrize("wie", ["anker", "buiten"])
def test_partners_do_not_read_who_is_late(als: Als, geopend: Wereld, wie: str) -> None:
    assert als(geopend[wie]).get(LIJST).status_code == 403


# --- the worklist ---


def werk(lid: Lidmaatschap, begin: str) -> list[Werkregel]:
    return [regel for regel in werkregels(lid) if regel.wat.startswith(begin)]


def test_a_partner_finds_its_own_part_until_it_is_in(geopend: Wereld) -> None:
    [regel] = werk(geopend["anker"], "Het eigen verslag")
    assert (regel.wie, regel.uiterste_dag, regel.url) == (
        Wie.U,
        UITERLIJK,
        reverse("verantwoording:deelverslag", args=[geopend.aanvraag.kenmerk, deel_van(geopend).pk]),
    )
    assert len(werk(geopend["beoordelaar"], "Het eigen verslag")) == 2
    with op(datetime.date(2028, 4, 3)):
        herinner()
        assert werk(geopend["anker"], "Het eigen verslag")[0].uiterste_dag == HERSTEL
        dien_deel_in(geopend, "anker")
        assert werk(geopend["anker"], "Het eigen verslag") == []
        assert len(werk(geopend["brug"], "Het eigen verslag")) == 1


def test_an_officer_finds_what_came_in_and_a_partner_what_is_asked(geopend: Wereld) -> None:
    officier = geopend["beoordelaar"]
    assert werk(officier, "Een verslag beoordelen") == []
    deel = dien_deel_in(geopend, "anker")

    [regel] = werk(officier, "Een verslag beoordelen")
    assert (regel.naam, regel.wie) == (geopend.anker.naam, Wie.U)
    assert werk(geopend["anker"], "Een verslag beoordelen") == []
    beoordelen.vraag(deelverslag_id=deel.pk, tekst="Hoe telde u?", door=officier)

    assert werk(officier, "Een verslag beoordelen") == []
    assert [regel.wie for regel in werk(geopend["anker"], "Een vraag over het eigen verslag")] == [Wie.U]
    assert werk(geopend["brug"], "Een vraag over het eigen verslag") == []


def test_the_table_is_asked_for_texts_then_for_akkoord_then_to_submit(geopend: Wereld) -> None:
    namen = ("De gezamenlijke teksten", "Akkoord geven op de gezamenlijke", "De gezamenlijke verantwoording indienen")

    def zien(wie: str) -> list[int]:
        return [len(werk(geopend[wie], naam)) for naam in namen]

    assert (zien("anker"), zien("brug")) == ([0, 0, 0], [0, 0, 0])
    dien_deel_in(geopend, "anker")
    assert zien("anker") == [0, 0, 0]
    dien_deel_in(geopend, "brug")
    assert (zien("anker"), zien("brug")) == ([1, 0, 0], [0, 0, 0])
    assert werk(geopend["anker"], namen[0])[0].uiterste_dag == verantwoording_van(geopend).uiterlijk
    schrijf_alles(geopend)
    assert (zien("anker"), zien("brug")) == ([0, 1, 0], [0, 1, 0])
    geef_akkoord(geopend, "anker")
    assert (zien("anker"), zien("brug")) == ([0, 0, 0], [0, 1, 0])
    geef_akkoord(geopend, "brug")
    assert (zien("anker"), zien("brug")) == ([0, 0, 1], [0, 0, 0])
    samen.dien_in(verantwoording_id=verantwoording_van(geopend).pk, door=geopend["anker"])
    assert (zien("anker"), zien("brug")) == ([0, 0, 0], [0, 0, 0])


def test_without_somebody_who_is_late_the_table_goes_on(geopend: Wereld) -> None:
    dien_deel_in(geopend, "anker")

    with op(EERSTE_DAG):
        assert len(werk(geopend["anker"], "De gezamenlijke teksten")) == 1


def test_an_officer_closes_an_account_when_every_part_was_judged(geopend: Wereld) -> None:
    officier = geopend["beoordelaar"]
    delen = [dien_deel_in(geopend, wie) for wie in NAMEN]
    schrijf_alles(geopend)
    for wie in NAMEN:
        geef_akkoord(geopend, wie)
    samen.dien_in(verantwoording_id=verantwoording_van(geopend).pk, door=geopend["anker"])
    assert werk(officier, "De verantwoording van een tafel") == []

    for deel in delen:
        beoordelen.aanvaard(deelverslag_id=deel.pk, door=officier)

    [regel] = werk(officier, "De verantwoording van een tafel")
    assert (regel.wie, regel.url) == (
        Wie.U,
        reverse("verantwoording:beoordelen", args=[geopend.aanvraag.kenmerk, 2027]),
    )


def test_an_officer_finds_who_did_not_come_after_the_last_term_and_proposals_of_a_plan(geopend: Wereld) -> None:
    officier = geopend["beoordelaar"]
    dien_deel_in(geopend, "brug")
    with op(datetime.date(2028, 4, 3)):
        herinner()
        assert werk(officier, "Opschorten of vaststellen") == []
    Planwijziging.objects.create(
        deel=geopend.deel(geopend.brug), vanaf_jaar=2028, inhoud={"naam": "Soep"}, reden="Meer.", door=geopend["brug"]
    )

    with op(HERSTEL + datetime.timedelta(days=1)):
        [regel] = werk(officier, "Opschorten of vaststellen")
        [voorstel] = werk(officier, "Antwoorden op een voorstel")

    subsidie = Subsidie.objects.get(ontvanger=geopend.anker)
    assert (regel.naam, regel.dagen, regel.url) == (
        geopend.anker.naam,
        -1,
        reverse("uitvoering:subsidie", args=[subsidie.kenmerk]),
    )
    assert (voorstel.naam, voorstel.wie) == (geopend.brug.naam, Wie.U)
