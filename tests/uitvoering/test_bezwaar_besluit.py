"""The decision on an objection: by whom, what it does to the money, and what everybody is told."""

import datetime
import json
from decimal import Decimal

import pytest
from django.utils import timezone

from begroting.models import Stand
from brieven.models import Brief
from brieven.opstellen import herdateer
from brieven.snapshots import Tekstbrief
from kern.selectors import vrije_dagen
from kern.termijnen.bezwaar import bezwaartermijn
from kern.termijnen.stappen import datum
from organisaties.models import Lidmaatschap, Mandaat
from organisaties.toegang import Rol
from regelingen.selectors import weigeringsgronden_op
from subsidies.models import Beschikking, Besluit, Subsidie, Zaakrol
from subsidies.selectors.standen import jaarstanden
from subsidies.services.besluiten import neem_besluit
from subsidies.services.voorstelbesluit import kies_besluitsoort
from tests.hulp.fabriek import maak_lid
from tests.hulp.klok import over_dagen
from tests.subsidies.conftest import GEVRAAGD_BRUG, Wereld, geweigerd
from tests.subsidies.conftest import leg_voor as leg_voorstel_voor
from tests.subsidies.conftest import stel_voor as stel_bedragen_voor
from tests.uitvoering.bezwaarhulp import (
    beschikking_van,
    beslis,
    gehoord,
    leg_voor,
    maak,
    met_behandelaar,
    stel_voor,
)
from tests.uitvoering.conftest import geef_alle_mandaten, stand, subsidie_van
from uitvoering.models import Bezwaar
from uitvoering.services import besluiten, bezwaar, bezwaarbehandeling, voorbereiden
from uitvoering.services.voorbereiden import Bedragen

MEER = {2027: Decimal("66000.00")}


@pytest.fixture
def zaak(verleend: Wereld) -> Wereld:
    return met_behandelaar(verleend)


def voorgelegd(zaak: Wereld, uitkomst: str, wordt: dict[int, Decimal] | None = None, **anders: object) -> Bezwaar:
    gemaakt = gehoord(zaak, **anders)
    stel_voor(zaak, gemaakt, uitkomst, wordt)
    return leg_voor(zaak, gemaakt)


def test_well_founded_changes_ledger_decision_and_letter(zaak: Wereld):
    gemaakt = voorgelegd(zaak, "gegrond", MEER)

    beschikking = beslis(zaak, gemaakt)

    gemaakt.refresh_from_db()
    assert (gemaakt.stand, gemaakt.beslissing) == ("besloten", beschikking)
    assert (beschikking.soort, beschikking.wijzigt, beschikking.besluit.soort) == (
        Beschikking.Soort.BEZWAAR,
        beschikking_van(zaak, zaak.anker),
        Besluit.Soort.BEZWAAR,
    )
    nu = stand(zaak, zaak.anker)
    assert (nu.verleend, nu.gewijzigd, nu.nu, nu.verplicht) == (
        Decimal("60000.00"),
        Decimal("6000.00"),
        Decimal("66000.00"),
        Decimal("66000.00"),
    )
    assert Stand.objects.get(bestedingsdoel=zaak.doel).verplicht == Decimal("206000.00")
    assert sum(
        termijn.bedrag for termijn in subsidie_van(zaak, zaak.anker).betaaltermijnen.filter(jaar=2027)
    ) == Decimal("66000.00")


def test_the_letter_says_until_when_one_can_appeal_and_holds_no_objection_clause(zaak: Wereld):
    beschikking = beslis(zaak, voorgelegd(zaak, "ongegrond"))

    brief = Tekstbrief.from_json(beschikking.brief.snapshot)
    laatste = bezwaartermijn(timezone.localdate(), vrije_dagen()).laatste_dag
    assert f"tot en met {datum(laatste)}" in beroepsclausule(brief)
    assert "rechtbank" in beroepsclausule(brief)
    assert brief.bezwaar is None
    assert (
        beschikking.brief.onderwerp
        == f"Het besluit over de subsidie voor {zaak.tafel.thema.naam} blijft zoals het was"
    )


def test_the_last_day_to_appeal_moves_with_the_day_of_the_letter(zaak: Wereld):
    beschikking = beslis(zaak, voorgelegd(zaak, "ongegrond"))

    nieuw = herdateer(Tekstbrief.from_json(beschikking.brief.snapshot), datetime.date(2027, 2, 12))

    assert "tot en met 30 maart 2027" in beroepsclausule(nieuw)  # Monday 29 March is the day after Easter
    assert Tekstbrief.from_json(nieuw.to_json()) == nieuw


def beroepsclausule(brief: Tekstbrief) -> str:
    sectie = next(sectie for sectie in brief.woorden if sectie.kop.startswith("Bent u het niet eens"))
    return " ".join(regel for deel in sectie.delen for regel in deel.regels)


@pytest.mark.parametrize("uitkomst", ["ongegrond", "gegrond"])
def test_what_moves_no_money_books_nothing(zaak: Wereld, uitkomst: str):
    eerder = Stand.objects.get(bestedingsdoel=zaak.doel).verplicht

    beschikking = beslis(zaak, voorgelegd(zaak, uitkomst))

    assert not beschikking.bedragen.exists()
    assert beschikking.wijzigt == beschikking_van(zaak, zaak.anker)
    assert Stand.objects.get(bestedingsdoel=zaak.doel).verplicht == eerder
    assert stand(zaak, zaak.anker).nu == Decimal("60000.00")


def test_a_suspension_that_is_revoked_ends_with_the_decision(zaak: Wereld):
    schorst = voorbereiden.stel_voor(
        aanvraag_id=zaak.aanvraag.pk,
        soort=Besluit.Soort.OPSCHORTING,
        grond="vermoeden",
        motivering="Er zijn signalen dat het buurthuis gesloten is.",
        regels=[Bedragen(subsidie_van(zaak, zaak.anker).pk)],
        einde=timezone.localdate() + datetime.timedelta(weeks=13),
        door=zaak["beoordelaar"],
    )
    voorbereiden.leg_voor(voorstel_id=schorst.pk, door=zaak["beoordelaar"])
    besluit = besluiten.besluit(voorstel_id=schorst.pk, door=zaak["besluitnemer"])
    opschorting = besluit.opschortingen.get()

    beslis(zaak, voorgelegd(zaak, "gegrond", besluitkenmerk=besluit.beschikkingen.get().kenmerk))

    opschorting.refresh_from_db()
    assert opschorting.opgeheven_op == timezone.localdate()
    assert opschorting.opgeheven_door == zaak["tweede_besluitnemer"]
    assert not opschorting.loopt_op(timezone.localdate())


def test_who_decided_first_does_not_decide_on_the_objection(zaak: Wereld):
    gemaakt = voorgelegd(zaak, "ongegrond")

    with geweigerd("vier_ogen.eerdere_rol"):
        beslis(zaak, gemaakt, zaak["besluitnemer"])


def test_who_prepared_the_first_decision_does_not_decide_on_the_objection(zaak: Wereld):
    gemaakt = voorgelegd(zaak, "ongegrond")
    zelfde = maak_lid(Rol.BESLUITNEMER, zaak["beoordelaar"].organisatie, zaak["beoordelaar"].gebruiker)
    geef_alle_mandaten(zelfde)

    with geweigerd("vier_ogen.eerdere_rol"):
        beslis(zaak, gemaakt, zelfde)


def test_who_handled_the_objection_does_not_decide_on_it_through_another_membership(zaak: Wereld):
    gemaakt = voorgelegd(zaak, "ongegrond")
    zelfde = maak_lid(Rol.BESLUITNEMER, zaak["behandelaar"].organisatie, zaak["behandelaar"].gebruiker)
    geef_alle_mandaten(zelfde)

    with geweigerd("bezwaar.zelf_behandeld"):
        beslis(zaak, gemaakt, zelfde)


def test_who_belongs_to_a_participant_does_not_decide(zaak: Wereld):
    gemaakt = voorgelegd(zaak, "ongegrond")
    Lidmaatschap.objects.create(
        gebruiker=zaak["tweede_besluitnemer"].gebruiker,
        organisatie=zaak.brug,
        rol=Rol.MEELEZER,
        van=timezone.localdate(),
    )

    with geweigerd("vier_ogen.belang"):
        beslis(zaak, gemaakt)


def test_only_who_decides_decides(zaak: Wereld):
    gemaakt = voorgelegd(zaak, "ongegrond")
    ander = maak_lid(Rol.BELEIDSMEDEWERKER, zaak["beoordelaar"].organisatie)

    with geweigerd("toegang.rol"):
        beslis(zaak, gemaakt, ander)


def test_a_decision_asks_for_a_mandate_for_objections(zaak: Wereld):
    gemaakt = voorgelegd(zaak, "gegrond", MEER)
    Mandaat.objects.filter(lidmaatschap=zaak["tweede_besluitnemer"], soort_besluit="bezwaar").update(
        maximum=Decimal("5999.99")
    )

    with geweigerd("mandaat.ontoereikend"):
        beslis(zaak, gemaakt)


def test_nothing_is_decided_before_it_was_offered_and_nothing_twice(zaak: Wereld):
    gemaakt = gehoord(zaak)
    stel_voor(zaak, gemaakt, "ongegrond")
    with geweigerd("verloop.in_behandeling.besloten"):
        beslis(zaak, gemaakt)
    leg_voor(zaak, gemaakt)
    beslis(zaak, gemaakt)

    with geweigerd("verloop.besloten.besloten"):
        beslis(zaak, gemaakt)
    with geweigerd("verloop.besloten.ingetrokken"):
        bezwaar.trek_in(bezwaar_id=gemaakt.pk, door=zaak["anker"])


def test_who_hands_it_back_may_decide_later(zaak: Wereld):
    gemaakt = voorgelegd(zaak, "ongegrond")
    bezwaarbehandeling.neem_terug(bezwaar_id=gemaakt.pk, door=zaak["tweede_besluitnemer"])
    with geweigerd("bezwaar.stand"):
        bezwaarbehandeling.neem_terug(bezwaar_id=gemaakt.pk, door=zaak["tweede_besluitnemer"])
    leg_voor(zaak, gemaakt)

    assert beslis(zaak, gemaakt).soort == Beschikking.Soort.BEZWAAR


def test_against_a_decision_on_an_objection_there_is_only_the_court(zaak: Wereld):
    beschikking = beslis(zaak, voorgelegd(zaak, "ongegrond"))

    with geweigerd("bezwaar.beroep"):
        maak(zaak, besluitkenmerk=beschikking.kenmerk)


def test_the_objection_of_a_third_party_tells_both(zaak: Wereld):
    beschikking = beslis(zaak, voorgelegd(zaak, "ongegrond", wie="brug"))

    brieven = Brief.objects.filter(soort="beslissing_op_bezwaar").order_by("id")
    assert [brief.ontvanger for brief in brieven] == [zaak.brug, zaak.anker]
    assert brieven[0] == beschikking.brief
    assert brieven[1].snapshot["inhoud"]["secties"] == brieven[0].snapshot["inhoud"]["secties"]


def test_the_objection_of_a_third_party_may_lower_what_another_got(zaak: Wereld):
    gemaakt = voorgelegd(zaak, "gegrond", {2028: Decimal("50000.00")}, wie="brug")

    beschikking = beslis(zaak, gemaakt)

    assert (stand(zaak, zaak.anker, 2028).nu, stand(zaak, zaak.brug, 2028).nu) == (
        Decimal("50000.00"),
        GEVRAAGD_BRUG,
    )
    assert beschikking.brief.ontvanger == zaak.anker
    assert Brief.objects.filter(soort="beslissing_op_bezwaar", ontvanger=zaak.brug).count() == 1


def test_an_inadmissible_objection_says_why(zaak: Wereld):
    with over_dagen(60):
        gemaakt = gehoord(zaak)
        bezwaarbehandeling.beoordeel_verschoonbaar(
            bezwaar_id=gemaakt.pk, verschoonbaar=False, reden="Geen reden.", door=zaak["behandelaar"]
        )
        stel_voor(zaak, gemaakt, "niet_ontvankelijk", niet_ontvankelijk="te_laat")
        leg_voor(zaak, gemaakt)

        beschikking = beslis(zaak, gemaakt)

    besluit = next(s for s in beschikking.brief.snapshot["inhoud"]["secties"] if s["kop"] == "Onze beslissing")
    regels = [regel for deel in besluit["delen"] for regel in deel["regels"]]
    assert "Het bezwaar is niet-ontvankelijk. Wij behandelen het niet inhoudelijk." in regels
    assert "Artikelen 6:7 en 6:11 Awb" in json.dumps(besluit)


# --- a refusal ---


@pytest.fixture
def met_weigering(beoordeeld: Wereld) -> Wereld:
    """Anker was granted, Brug refused."""
    stel_bedragen_voor(beoordeeld, beoordeeld.brug, Decimal("0.00"), motivering="Er is geen behoefte aan.")
    grond = weigeringsgronden_op(beoordeeld.aanvraag.regeling_id, timezone.localdate())[0]
    kies_besluitsoort(
        deel_id=beoordeeld.deel(beoordeeld.brug).pk,
        meteen_vaststellen=False,
        gronden={grond.pk: "Er is geen behoefte aan."},
        door=beoordeeld["beoordelaar"],
    )
    leg_voorstel_voor(beoordeeld)
    neem_besluit(aanvraag_id=beoordeeld.aanvraag.pk, motivering="", door=beoordeeld["besluitnemer"])
    geef_alle_mandaten(beoordeeld["tweede_besluitnemer"])
    return met_behandelaar(beoordeeld)


def weigering_voorgelegd(zaak: Wereld, uitkomst: str, wordt: dict[int, Decimal] | None = None) -> Bezwaar:
    return voorgelegd(zaak, uitkomst, wordt, wie="brug", besluitkenmerk=beschikking_van(zaak, zaak.brug).kenmerk)


def test_a_refusal_that_stands_begins_no_grant(met_weigering: Wereld):
    beschikking = beslis(met_weigering, weigering_voorgelegd(met_weigering, "ongegrond"))

    assert beschikking.wijzigt == beschikking_van(met_weigering, met_weigering.brug)
    assert not Subsidie.objects.filter(deel=met_weigering.deel(met_weigering.brug)).exists()


def test_a_refusal_overturned_must_say_how_much(met_weigering: Wereld):
    weigering = beschikking_van(met_weigering, met_weigering.brug)
    gemaakt = gehoord(met_weigering, wie="brug", besluitkenmerk=weigering.kenmerk)

    with geweigerd("bezwaar.bedragen_nodig"):
        stel_voor(met_weigering, gemaakt, "gegrond")


def test_a_refusal_overturned_becomes_a_grant_with_its_money(met_weigering: Wereld):
    eerder = Stand.objects.get(bestedingsdoel=met_weigering.doel).verplicht
    wordt = {2027: Decimal("30000.00"), 2028: Decimal("40000.00")}

    beschikking = beslis(met_weigering, weigering_voorgelegd(met_weigering, "deels_gegrond", wordt))

    subsidie = Subsidie.objects.get(deel=met_weigering.deel(met_weigering.brug))
    weigering = beschikking_van(met_weigering, met_weigering.brug)
    assert (subsidie.beschikking, beschikking.wijzigt, subsidie.stand) == (weigering, weigering, "lopend")
    standen = jaarstanden(subsidie)
    assert {jaar: (nu.gevraagd, nu.verleend, nu.gewijzigd, nu.verplicht) for jaar, nu in standen.items()} == {
        2027: (GEVRAAGD_BRUG, Decimal("0.00"), Decimal("30000.00"), Decimal("30000.00")),
        2028: (GEVRAAGD_BRUG, Decimal("0.00"), Decimal("40000.00"), Decimal("40000.00")),
    }
    assert [jaar.jaar for jaar in subsidie.jaren.all()] == [2027, 2028]
    assert Stand.objects.get(bestedingsdoel=met_weigering.doel).verplicht == eerder + Decimal("70000.00")
    assert Zaakrol.objects.get(gebruiker=met_weigering["tweede_besluitnemer"].gebruiker).rol == "bezwaarbehandelaar"


def test_a_refusal_is_overturned_only_within_the_budget(met_weigering: Wereld):
    gemaakt = weigering_voorgelegd(met_weigering, "gegrond", {2027: Decimal("999999.00")})

    with geweigerd("begroting.overschrijding"):
        beslis(met_weigering, gemaakt)
