"""Purchases and own costs: a reservation becomes a commitment in one act, and its trajectories are counted."""

from decimal import Decimal

import pytest
from django.urls import reverse

from begroting.grootboek import Soort, op_doel, op_verplichting
from begroting.models import Boeking, JuridischeVorm, Stand, Traject, Verplichting
from begroting.selectors.doel import Reservering, gereserveerd, trajecten_van, verplichting
from begroting.services.boek import BoekingRegel
from begroting.services.trajecten import voeg_traject_toe, wijzig_traject
from begroting.services.verplichten import VerplichtingRegel, leg_verplichting_vast
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebeurtenis
from organisaties.models import OrganisatieSoort, Rol
from tests.begroting.conftest import VANDAAG

STUK = {"datum": "02-03-2026", "omschrijving": "Coaching van acht organisaties", "kenmerk": "B-2026-opdracht"}


@pytest.fixture
def coaching(duizend, ontvanger, financieel):
    """A purchase of 600 euro for two trajectories."""
    return leg_verplichting_vast(
        boekstuk_kenmerk="OPD-1",
        datum=VANDAAG,
        door=financieel,
        omschrijving="coaching",
        regel=VerplichtingRegel(
            bestedingsdoel_id=duizend.coaching.pk,
            kenmerk="OPD-1",
            ontvanger_id=ontvanger.pk,
            bedrag=Decimal(600),
            jaar_van_activiteit=2026,
            juridische_vorm=JuridischeVorm.OPDRACHT,
            omschrijving="coaching",
            aantal=2,
        ),
    )


@pytest.fixture
def financieel_scherm(client, financieel):
    client.force_login(financieel.gebruiker)
    return client


def velden(wie, /, **anders):
    return (
        STUK
        | {
            "juridische_vorm": "opdracht",
            "nummer": "OPD-2026-1",
            "ontvanger": wie.pk,
            "bedrag": "600",
            "aantal": "3",
            "jaar_van_activiteit": "2027",
        }
        | anders
    )


def test_a_reservation_becomes_a_purchase_in_one_act(duizend, boekt, ontvanger, financieel_scherm):
    doel = op_doel(duizend.coaching.pk)
    boekt(BoekingRegel(Soort.RESERVERING, doel, Decimal(800), aantal=4))
    boekt(BoekingRegel(Soort.RESERVERING, doel, Decimal(100), voor_zaak="SB-9"))

    antwoord = financieel_scherm.post(
        reverse("begroting:leg_opdracht_vast", args=[duizend.coaching.pk]), velden(ontvanger, reservering="0")
    )

    assert antwoord.status_code == 302
    opdracht = Verplichting.objects.get()
    assert (opdracht.kenmerk, opdracht.ontvanger, opdracht.jaar_van_activiteit) == ("OPD-2026-1", ontvanger, 2027)
    assert list(
        Boeking.objects.filter(boekstuk__kenmerk="B-2026-opdracht").values_list("soort", "bedrag", "aantal")
    ) == [(Soort.VERPLICHTING, 600, 3), (Soort.VRIJGAVE, 600, 3)]
    assert gereserveerd(duizend.coaching.pk) == [
        Reservering("", Decimal("200.00"), 1),
        Reservering("SB-9", Decimal("100.00"), 0),
    ]
    stand = Stand.objects.get(bestedingsdoel=duizend.coaching)
    assert (stand.verplicht, stand.gereserveerd, stand.ruimte) == (600, 300, 100)


def test_a_purchase_dearer_than_its_reservation_takes_the_rest_from_what_is_free(
    duizend, boekt, ontvanger, financieel_scherm
):
    boekt(BoekingRegel(Soort.RESERVERING, op_doel(duizend.coaching.pk), Decimal(500), aantal=4))

    financieel_scherm.post(
        reverse("begroting:leg_opdracht_vast", args=[duizend.coaching.pk]),
        velden(ontvanger, reservering="0", bedrag="700", aantal="9"),
    )

    stand = Stand.objects.get(bestedingsdoel=duizend.coaching)
    assert (stand.verplicht, stand.gereserveerd, stand.aantal_gereserveerd, stand.aantal_verleend) == (700, 0, 0, 9)


def test_without_choosing_a_reservation_it_stays(duizend, boekt, ontvanger, financieel_scherm):
    boekt(BoekingRegel(Soort.RESERVERING, op_doel(duizend.coaching.pk), Decimal(800)))

    antwoord = financieel_scherm.post(
        reverse("begroting:leg_opdracht_vast", args=[duizend.coaching.pk]), velden(ontvanger)
    )

    assert antwoord.status_code == 422
    assert "Coaching (2026) heeft nog €\u00a0200,00 vrij. Gevraagd is €\u00a0600,00." in antwoord.content.decode()
    assert not Verplichting.objects.exists()


@pytest.mark.parametrize(
    ("anders", "bericht"),
    [
        ({"ontvanger": ""}, "Kies wie de opdracht uitvoert."),
        ({"juridische_vorm": "eigen_kosten"}, "Eigen kosten hebben geen ontvanger."),
        ({"juridische_vorm": "subsidie"}, "Selecteer een geldige keuze"),
        ({"nummer": "met spatie"}, "Gebruik alleen letters, cijfers en - _ . / :"),
        ({"bedrag": "0"}, "Vul een bedrag in dat hoger is dan 0."),
    ],
)
def test_what_is_wrong_with_a_purchase_stands_on_the_form(duizend, ontvanger, financieel_scherm, anders, bericht):
    antwoord = financieel_scherm.post(
        reverse("begroting:leg_opdracht_vast", args=[duizend.coaching.pk]), velden(ontvanger, **anders)
    )

    assert antwoord.status_code == 422
    assert bericht in antwoord.content.decode()
    assert "Coaching van acht organisaties" in antwoord.content.decode()
    assert not Verplichting.objects.exists()


def test_own_costs_have_nobody_to_pay(duizend, ontvanger, financieel_scherm):
    financieel_scherm.post(
        reverse("begroting:leg_opdracht_vast", args=[duizend.coaching.pk]),
        velden(ontvanger, juridische_vorm="eigen_kosten", ontvanger=""),
    )

    assert Verplichting.objects.get().juridische_vorm == JuridischeVorm.EIGEN_KOSTEN


def test_a_purchase_is_adjusted_and_paid_by_hand(coaching, financieel_scherm):
    for naam, bedrag, kenmerk in (
        ("stel_bij", "-100", "B-1"),
        ("boek_betaling", "450,50", "B-2"),
        ("boek_betaling", "-50,50", "B-3"),
    ):
        antwoord = financieel_scherm.post(
            reverse(f"begroting:{naam}", args=[coaching.pk]), STUK | {"bedrag": bedrag, "kenmerk": kenmerk}
        )
        assert antwoord.status_code == 302

    rij = verplichting(coaching.pk)
    assert (rij.verplicht, rij.betaald) == (500, 400)
    te_veel = financieel_scherm.post(
        reverse("begroting:boek_betaling", args=[coaching.pk]), STUK | {"bedrag": "100,01", "kenmerk": "B-4"}
    )
    assert te_veel.status_code == 422
    assert "van OPD-1 is €\u00a0500,00 verleend en €\u00a0400,00 betaald" in te_veel.content.decode()
    assert verplichting(coaching.pk) == rij


@pytest.mark.parametrize("naam", ["stel_bij", "boek_betaling"])
def test_nothing_is_not_booked(coaching, financieel_scherm, naam):
    vooraf = Boeking.objects.count()

    antwoord = financieel_scherm.post(reverse(f"begroting:{naam}", args=[coaching.pk]), STUK | {"bedrag": "0,00"})

    assert antwoord.status_code == 422
    assert "Vul een bedrag in dat niet 0 is." in antwoord.content.decode()
    assert Boeking.objects.count() == vooraf


@pytest.mark.parametrize("naam", ["stel_bij", "boek_betaling", "voeg_traject_toe"])
def test_the_money_of_a_grant_does_not_move_by_hand(duizend, boekt, verplichting, financieel_scherm, naam):
    boekt(BoekingRegel(Soort.VERPLICHTING, op_verplichting(verplichting.pk), Decimal(100)))

    assert financieel_scherm.get(reverse(f"begroting:{naam}", args=[verplichting.pk])).status_code == 404
    pagina = financieel_scherm.get(reverse("begroting:verplichting_detail", args=[verplichting.pk])).content.decode()
    assert "Boek een betaling" not in pagina


@pytest.mark.parametrize("rol", [Rol.FINANCIEEL, Rol.BELEIDSMEDEWERKER])
def test_trajectories_are_numbered_and_stop_at_what_was_committed(coaching, ontvanger, lid, rol):
    door = lid(rol)
    for organisatie in (ontvanger.pk, None):
        voeg_traject_toe(verplichting_id=coaching.pk, omschrijving="Coaching", organisatie_id=organisatie, door=door)

    with pytest.raises(DomeinFout) as fout:
        voeg_traject_toe(verplichting_id=coaching.pk, omschrijving="Een te veel", organisatie_id=None, door=door)

    assert fout.value.code == "begroting.trajecten_vol"
    assert fout.value.bericht == "Deze opdracht is voor 2 trajecten. Die staan er allemaal al."
    assert [(rij.volgnummer, rij.organisatie) for rij in trajecten_van(coaching.pk)] == [(1, ontvanger.naam), (2, "")]
    assert list(
        Gebeurtenis.objects.filter(soort="begroting.traject_toegevoegd").values_list("geweigerd", flat=True)
    ) == [
        "",
        "",
        "begroting.trajecten_vol",
    ]


def test_a_trajectory_changes_and_keeps_what_it_was(coaching, ontvanger, financieel):
    traject = voeg_traject_toe(verplichting_id=coaching.pk, omschrijving="Eerst", organisatie_id=None, door=financieel)

    wijzig_traject(traject_id=traject.pk, omschrijving="Daarna", organisatie_id=ontvanger.pk, door=financieel)

    traject.refresh_from_db()
    assert (traject.volgnummer, traject.omschrijving, traject.organisatie) == (1, "Daarna", ontvanger)
    assert list(traject.events.order_by("pgh_id").values_list("omschrijving", flat=True)) == ["Eerst", "Daarna"]


def test_a_grant_has_no_trajectories(duizend, boekt, verplichting, financieel):
    boekt(BoekingRegel(Soort.VERPLICHTING, op_verplichting(verplichting.pk), Decimal(100), aantal=1))

    with pytest.raises(DomeinFout) as fout:
        voeg_traject_toe(verplichting_id=verplichting.pk, omschrijving="x", organisatie_id=None, door=financieel)

    assert (fout.value.code, Traject.objects.count()) == ("begroting.geen_opdracht", 0)


def test_others_touch_no_trajectory(coaching, financieel, lid):
    traject = voeg_traject_toe(verplichting_id=coaching.pk, omschrijving="Eerst", organisatie_id=None, door=financieel)
    besluitnemer, partner = lid(Rol.BESLUITNEMER), lid(Rol.TEKENBEVOEGDE, OrganisatieSoort.PARTNER)

    for door in (besluitnemer, partner):
        with pytest.raises(GeenRecht):
            wijzig_traject(traject_id=traject.pk, omschrijving="Stiekem", organisatie_id=None, door=door)
        with pytest.raises(GeenRecht):
            voeg_traject_toe(verplichting_id=coaching.pk, omschrijving="x", organisatie_id=None, door=door)

    assert list(Traject.objects.values_list("omschrijving", flat=True)) == ["Eerst"]


def test_the_page_of_a_purchase_fills_in_its_trajectories(coaching, ontvanger, financieel_scherm):
    adres = reverse("begroting:verplichting_detail", args=[coaching.pk])
    assert "Deze opdracht is voor 2 trajecten." in financieel_scherm.get(adres).content.decode()

    financieel_scherm.post(
        reverse("begroting:voeg_traject_toe", args=[coaching.pk]),
        {"omschrijving": "Coaching van een jaar", "organisatie": ontvanger.pk},
    )
    traject = Traject.objects.get()
    financieel_scherm.post(
        reverse("begroting:wijzig_traject", args=[traject.pk]), {"omschrijving": "Coaching, twee jaar"}
    )

    pagina = financieel_scherm.get(adres).content.decode()
    assert "1 van 2 trajecten ingevuld" in pagina
    assert "Coaching, twee jaar" in pagina
    traject.refresh_from_db()
    assert traject.organisatie is None
