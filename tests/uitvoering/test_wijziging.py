"""A recipient asks to change its grant, a partner stops, and the table gets another penvoerder."""

import datetime
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from brieven.models import Bericht, Brief
from overzichten.selectors.werklijst import werkregels
from regelingen.models import Parameter
from subsidies.models import Aanvraag, Beschikking
from tests.subsidies.conftest import Wereld, geweigerd
from tests.uitvoering.conftest import stand, subsidie_van
from uitvoering.models import Wijzigingsonderdeel, Wijzigingsverzoek
from uitvoering.services import besluiten, tafel, voorbereiden
from uitvoering.services import wijzigingsverzoek as services
from uitvoering.services.wijzigingsverzoek import Onderdeelinvoer

MEER = Decimal("4000.00")
ANDERS = Onderdeelinvoer("project", "Wij openen ook op zaterdag.")
GELD = Onderdeelinvoer("kosten", "De huur steeg.", 2027, MEER)


def ingediend(wereld: Wereld, *onderdelen: Onderdeelinvoer) -> list[Wijzigingsonderdeel]:
    verzoek = services.dien_in(
        subsidie_id=subsidie_van(wereld, wereld.anker).pk,
        toelichting="De buurt vraagt erom.",
        onderdelen=onderdelen or (ANDERS, GELD),
        door=wereld["anker"],
    )
    return list(verzoek.onderdelen.order_by("id"))


def geadviseerd(wereld: Wereld, onderdeel: Wijzigingsonderdeel, advies: str = "toewijzen") -> None:
    services.adviseer(
        onderdeel_id=onderdeel.pk, advies=advies, motivering="Dit past bij het plan.", door=wereld["beoordelaar"]
    )


def beslis(wereld: Wereld, onderdeel: Wijzigingsonderdeel, *, toewijzen: bool, wie: str = "besluitnemer") -> None:
    services.beslis(
        onderdeel_id=onderdeel.pk, toewijzen=toewijzen, motivering="Dit past niet bij het plan.", door=wereld[wie]
    )


def verzoek_van(onderdeel: Wijzigingsonderdeel) -> Wijzigingsverzoek:
    return Wijzigingsverzoek.objects.get(pk=onderdeel.verzoek_id)


def test_each_part_is_decided_apart(verleend: Wereld):
    anders, geld = ingediend(verleend)
    geadviseerd(verleend, anders)
    geadviseerd(verleend, geld, "afwijzen")

    beslis(verleend, anders, toewijzen=True)
    assert verzoek_van(anders).stand == "ingediend"
    beslis(verleend, geld, toewijzen=False)

    assert verzoek_van(anders).stand == "afgehandeld"
    assert [
        (deel.stand, deel.beschikking.brief.soort)
        for deel in Wijzigingsonderdeel.objects.select_related("beschikking__brief").order_by("id")
    ] == [("toegewezen", "wijziging_toegewezen"), ("afgewezen", "wijziging_afgewezen")]
    assert stand(verleend, verleend.anker).nu == Decimal("60000.00")


def test_asking_gives_a_receipt_with_the_last_day_to_decide(verleend: Wereld, als):
    with time_machine.travel(datetime.datetime(2027, 3, 1, 9, tzinfo=datetime.UTC), tick=False):
        anders, _ = ingediend(verleend)
        verzoek = verzoek_van(anders)
        pagina = als(verleend["anker"]).get(reverse("uitvoering:wijziging", args=[verzoek.kenmerk])).content.decode()

    assert verzoek.beslissen_uiterlijk == datetime.date(2027, 4, 26)
    brief = Brief.objects.get(over_id=verzoek.pk, over_soort="uitvoering.wijzigingsverzoek")
    assert brief.onderwerp == f"Wij ontvingen uw verzoek om wijziging {verzoek.kenmerk}"
    assert "- Wij openen ook op zaterdag." in str(brief.snapshot)
    assert "uiterlijk op 26 april 2027 (artikel 4:13 Awb)" in str(brief.snapshot)
    assert "8 weken" in pagina
    [regel] = [rij for rij in werkregels(verleend["beoordelaar"]) if rij.wat == "Wijzigingsverzoek behandelen"]
    assert regel.uiterste_dag == datetime.date(2027, 4, 26)


def test_the_regeling_sets_the_term_to_decide(verleend: Wereld):
    Parameter.objects.create(
        regeling=verleend.aanvraag.regeling,
        sleutel="wijzigingstermijn_weken",
        waarde="4",
        geldig_van=datetime.date(2027, 1, 1),
        artikel="ASV",
    )

    with time_machine.travel(datetime.datetime(2027, 3, 1, 9, tzinfo=datetime.UTC), tick=False):
        anders, _ = ingediend(verleend)

    assert verzoek_van(anders).beslissen_uiterlijk == datetime.date(2027, 3, 30)


def test_a_refusal_is_a_decision_with_an_objection_clause(verleend: Wereld):
    anders, _ = ingediend(verleend)
    geadviseerd(verleend, anders, "afwijzen")

    beslis(verleend, anders, toewijzen=False)

    beschikking = Beschikking.objects.get(soort=Beschikking.Soort.WIJZIGING)
    brief = Brief.objects.get(kenmerk=beschikking.kenmerk)
    assert beschikking.wijzigt == subsidie_van(verleend, verleend.anker).beschikking
    assert brief.snapshot["inhoud"]["bezwaar"] is not None
    assert "Wij openen ook op zaterdag." in str(brief.snapshot)


def test_more_money_is_granted_with_an_adjustment(verleend: Wereld):
    _, geld = ingediend(verleend)
    geadviseerd(verleend, geld)

    voorstel = services.stel_bijstelling_voor(onderdeel_id=geld.pk, door=verleend["beoordelaar"])
    voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=verleend["beoordelaar"])
    besluiten.besluit(voorstel_id=voorstel.pk, door=verleend["besluitnemer"])

    geld.refresh_from_db()
    assert (geld.stand, geld.voorstel) == ("toegewezen", voorstel)
    assert stand(verleend, verleend.anker).gewijzigd == MEER


def test_money_is_not_granted_without_its_adjustment(verleend: Wereld):
    _, geld = ingediend(verleend)
    geadviseerd(verleend, geld)

    with geweigerd("wijziging.met_bedrag"):
        beslis(verleend, geld, toewijzen=True)


def test_what_an_adjustment_decides_is_not_decided_twice(verleend: Wereld):
    _, geld = ingediend(verleend)
    geadviseerd(verleend, geld)
    voorstel = services.stel_bijstelling_voor(onderdeel_id=geld.pk, door=verleend["beoordelaar"])

    with geweigerd("wijziging.heeft_voorstel"):
        beslis(verleend, geld, toewijzen=False)
    with geweigerd("wijziging.heeft_voorstel"):
        services.trek_in(verzoek_id=geld.verzoek_id, door=verleend["anker"])
    voorbereiden.trek_in(voorstel_id=voorstel.pk, door=verleend["beoordelaar"])
    beslis(verleend, geld, toewijzen=False)

    geld.refresh_from_db()
    assert geld.stand == "afgewezen"


def test_who_advised_does_not_decide_and_without_advice_nobody_does(verleend: Wereld):
    anders, _ = ingediend(verleend)

    with geweigerd("wijziging.geen_advies"):
        beslis(verleend, anders, toewijzen=False)
    geadviseerd(verleend, anders)
    with geweigerd("toegang.rol"):
        beslis(verleend, anders, toewijzen=True, wie="beoordelaar")


def test_a_part_is_decided_once(verleend: Wereld):
    anders, _ = ingediend(verleend)
    geadviseerd(verleend, anders)
    beslis(verleend, anders, toewijzen=True)

    with geweigerd("verloop.toegewezen.afgewezen"):
        beslis(verleend, anders, toewijzen=False)
    with geweigerd("wijziging.besloten"):
        geadviseerd(verleend, anders)


@pytest.mark.parametrize(
    ("wie", "onderdelen", "code"),
    [
        ("anker_schrijft", (ANDERS,), "toegang.rol"),
        ("brug", (ANDERS,), "subsidie.niet_eigen"),
        ("anker", (), "wijziging.leeg"),
        ("anker", (Onderdeelinvoer("kosten", "Later.", 2031, MEER),), "wijziging.jaar"),
    ],
)
def test_asking_is_for_who_signs_and_about_this_grant(verleend: Wereld, wie: str, onderdelen, code: str):
    with geweigerd(code):
        services.dien_in(
            subsidie_id=subsidie_van(verleend, verleend.anker).pk,
            toelichting="Graag.",
            onderdelen=onderdelen,
            door=verleend[wie],
        )


def test_taking_a_request_back_leaves_nothing_to_decide(verleend: Wereld):
    anders, _ = ingediend(verleend)

    services.trek_in(verzoek_id=anders.verzoek_id, door=verleend["anker"])

    assert verzoek_van(anders).stand == "ingetrokken"
    assert set(Wijzigingsonderdeel.objects.values_list("stand", flat=True)) == {"ingetrokken"}


def test_the_form_asks_three_things_at_once_and_keeps_what_was_typed(verleend: Wereld, als):
    adres = reverse("uitvoering:wijziging_nieuw", args=[subsidie_van(verleend, verleend.anker).kenmerk])
    client = als(verleend["anker"])
    goed = {
        "toelichting": "De buurt vraagt erom.",
        "soort_1": "project",
        "wat_1": "Ook op zaterdag.",
        "soort_2": "kosten",
        "wat_2": "De huur steeg.",
        "jaar_2": "2027",
        "bedrag_2": "4.000,00",
    }

    fout = client.post(adres, goed | {"jaar_2": ""})
    assert fout.status_code == 422
    assert "Vul een jaar en een bedrag in" in fout.content.decode()
    assert "De huur steeg." in fout.content.decode()
    assert client.post(adres, goed).status_code == 302

    assert list(Wijzigingsonderdeel.objects.order_by("id").values_list("soort", "jaar", "bedrag")) == [
        ("project", None, None),
        ("kosten", 2027, MEER),
    ]


def test_the_partner_sees_no_advice(verleend: Wereld, als):
    anders, _ = ingediend(verleend)
    geadviseerd(verleend, anders)
    adres = reverse("uitvoering:wijziging", args=[verzoek_van(anders).kenmerk])

    assert "Dit past bij het plan." in als(verleend["beoordelaar"]).get(adres).content.decode()
    assert "Dit past bij het plan." not in als(verleend["anker"]).get(adres).content.decode()


# --- the table ---


def test_another_partner_speaks_for_the_table_and_all_are_told(verleend: Wereld):
    tafel.wissel_penvoerder(
        aanvraag_id=verleend.aanvraag.pk, organisatie_id=verleend.brug.pk, door=verleend["beoordelaar"]
    )

    assert Aanvraag.objects.get(pk=verleend.aanvraag.pk).penvoerder == verleend.brug
    assert set(Bericht.objects.filter(soort="penvoerder").values_list("ontvanger_id", flat=True)) == {
        verleend["anker"].pk,
        verleend["brug"].pk,
    }


@pytest.mark.parametrize(("wie", "code"), [("anker", "tafel.al_penvoerder"), ("buiten", "tafel.geen_partner")])
def test_only_another_partner_with_a_grant_takes_the_pen(verleend: Wereld, wie: str, code: str):
    with geweigerd(code):
        tafel.wissel_penvoerder(
            aanvraag_id=verleend.aanvraag.pk,
            organisatie_id=verleend[wie].organisatie_id,
            door=verleend["beoordelaar"],
        )


def test_a_partner_that_stops_leaves_a_proposal_that_is_filled_in(verleend: Wereld):
    voorstel = tafel.leg_vertrek_vast(
        subsidie_id=subsidie_van(verleend, verleend.brug).pk,
        per=datetime.date(2027, 7, 1),
        reden="De organisatie houdt op.",
        door=verleend["beoordelaar"],
    )

    bedragen = {rij.jaar: rij.verandering for rij in voorstel.regels.get().bedragen.all()}
    assert (voorstel.soort, voorstel.ingang) == ("intrekking", datetime.date(2027, 7, 1))
    assert bedragen == {2027: Decimal("-20164.38"), 2028: Decimal("-40000.00")}
    assert Bericht.objects.filter(soort="uitgestapt", ontvanger=verleend["anker"]).exists()


def test_a_penvoerder_hands_over_before_it_stops(verleend: Wereld):
    with geweigerd("tafel.penvoerder_stopt"):
        tafel.leg_vertrek_vast(
            subsidie_id=subsidie_van(verleend, verleend.anker).pk,
            per=datetime.date(2027, 7, 1),
            reden="De organisatie houdt op.",
            door=verleend["beoordelaar"],
        )


def test_nobody_stops_after_the_end(verleend: Wereld):
    with geweigerd("tafel.niets_meer"):
        tafel.leg_vertrek_vast(
            subsidie_id=subsidie_van(verleend, verleend.brug).pk,
            per=datetime.date(2029, 1, 1),
            reden="De organisatie houdt op.",
            door=verleend["beoordelaar"],
        )
