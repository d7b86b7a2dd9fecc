"""A mistake is booked back by a second boekstuk, once, and only where the money has no other road."""

import datetime
from decimal import Decimal

import pytest

from begroting.grootboek import MET_DE_HAND, BoekingRegel, Soort, op_doel, op_jaar, op_verplichting
from begroting.models import Bestedingsdoel, Boeking, Boekstuk, Budgetjaar, Jaarafsluiting, Stand
from begroting.selectors import boekingen_van
from begroting.services.corrigeren import EIGEN_WEG, draai_terug
from begroting.services.plafond import publiceer_plafond
from kern.fouten import DomeinFout, GeenRecht
from kern.geld import als_euro
from kern.models import Gebeurtenis
from organisaties.models import Rol
from tests.begroting.conftest import VANDAAG


@pytest.fixture
def terug(financieel):
    def doe(boekstuk, **anders):
        velden = {"reden": "Verkeerd jaar.", "kenmerk": "C-1", "datum": VANDAAG, "door": financieel} | anders
        return draai_terug(boekstuk_id=boekstuk.pk, **velden)

    return doe


@pytest.fixture
def geweigerd():
    def probeer(code, doe):
        vooraf = list(Stand.objects.order_by("id").values()), Boekstuk.objects.count()
        with pytest.raises(DomeinFout) as fout:
            doe()
        assert fout.value.code == code
        assert (list(Stand.objects.order_by("id").values()), Boekstuk.objects.count()) == vooraf
        return fout.value.bericht

    return probeer


def alle_standen():
    return list(Stand.objects.order_by("id").values())


@pytest.mark.parametrize(
    "regels",
    [
        [(Soort.WIJZIGING, 250)],
        [(Soort.WIJZIGING, -250)],
        [(Soort.RESERVERING, 100)],
        [(Soort.VRIJGAVE, 40)],
        [(Soort.PLAFOND, 500)],
        [(Soort.OVERHEVELING, -300), (Soort.OVERHEVELING, 300)],
        [(Soort.RESERVERING, 10), (Soort.WIJZIGING, 10), (Soort.VRIJGAVE, 5)],
    ],
)
def test_what_was_booked_by_hand_is_booked_back_to_the_cent(duizend, boekt, terug, regels):
    doelen = [op_doel(duizend.coaching.pk), op_doel(duizend.pilots.pk)]
    boekt(BoekingRegel(Soort.RESERVERING, doelen[0], Decimal(60), voor_zaak="SB-1", aantal=3))
    vooraf = alle_standen()
    fout = boekt(
        *(
            BoekingRegel(
                soort,
                doelen[nummer if soort == Soort.OVERHEVELING else 0],
                Decimal(bedrag),
                voor_zaak="SB-1" if soort in {Soort.RESERVERING, Soort.VRIJGAVE} else "",
                aantal=2 if soort in {Soort.RESERVERING, Soort.VRIJGAVE} else None,
            )
            for nummer, (soort, bedrag) in enumerate(regels)
        )
    )
    assert alle_standen() != vooraf

    correctie = terug(fout)

    assert alle_standen() == vooraf
    assert correctie.corrigeert == fout
    assert correctie.omschrijving == "Verkeerd jaar."
    assert Boeking.objects.filter(boekstuk=correctie).count() == len(regels)


def test_the_budget_of_a_year_with_its_division_is_booked_back_as_a_change(kas, boekt, terug):
    boekstuk = boekt(
        BoekingRegel(Soort.BEGROTING, op_doel(kas.coaching.pk), Decimal(600)),
        BoekingRegel(Soort.BEGROTING, op_jaar(kas.jaar.pk), Decimal(400)),
    )

    terug(boekstuk)

    assert not any(Stand.objects.values_list("begroot", flat=True))
    assert [rij.soort for rij in Boeking.objects.order_by("-id")[:2]] == [Soort.WIJZIGING, Soort.WIJZIGING]


def test_it_happens_once(duizend, boekt, terug, geweigerd):
    boekstuk = boekt(BoekingRegel(Soort.WIJZIGING, op_doel(duizend.coaching.pk), Decimal(10)))
    terug(boekstuk)

    bericht = geweigerd("begroting.al_teruggedraaid", lambda: terug(boekstuk, kenmerk="C-2"))

    assert bericht == "Dit boekstuk is al teruggedraaid."


def test_a_correction_is_not_corrected(duizend, boekt, terug, geweigerd):
    correctie = terug(boekt(BoekingRegel(Soort.WIJZIGING, op_doel(duizend.coaching.pk), Decimal(10))))

    geweigerd("correctie.correctie", lambda: terug(correctie, kenmerk="C-2"))


def test_what_was_spent_since_is_not_taken_back(duizend, boekt, terug, geweigerd):
    doel = op_doel(duizend.coaching.pk)
    boekstuk = boekt(BoekingRegel(Soort.WIJZIGING, doel, Decimal(500)))
    boekt(BoekingRegel(Soort.RESERVERING, doel, Decimal(1200)))

    bericht = geweigerd("begroting.overschrijding", lambda: terug(boekstuk))

    assert bericht == f"Coaching (2026) heeft nog {als_euro(Decimal(300))} vrij. Gevraagd is {als_euro(Decimal(500))}."


def test_it_is_not_booked_before_the_mistake_itself(duizend, boekt, terug, geweigerd):
    boekstuk = boekt(BoekingRegel(Soort.WIJZIGING, op_doel(duizend.coaching.pk), Decimal(10)))

    geweigerd("correctie.datum", lambda: terug(boekstuk, datum=VANDAAG - datetime.timedelta(days=1)))


@pytest.mark.parametrize("soort", [soort for soort in Soort if soort not in MET_DE_HAND])
def test_money_with_a_road_of_its_own_is_not_booked_back_by_hand(
    duizend, verplichting, boekt, terug, geweigerd, soort
):
    hier = op_verplichting(verplichting.pk)
    regels = [BoekingRegel(Soort.VERPLICHTING, hier, Decimal(100)), BoekingRegel(Soort.BETALING, hier, Decimal(50))]
    if soort not in {Soort.VERPLICHTING, Soort.BETALING}:
        boekt(*regels)
        plaats = op_doel(duizend.coaching.pk) if soort == Soort.VRIJSTELLING else hier
        regels = [BoekingRegel(soort, plaats, Decimal(5), grond="Awb 4:51" if soort == Soort.VRIJSTELLING else "")]
    elif soort == Soort.BETALING:
        boekt(regels.pop(0))
    boekstuk = boekt(*regels)

    bericht = geweigerd("correctie.eigen_weg", lambda: terug(boekstuk))

    assert bericht == EIGEN_WEG[soort]


def test_every_kind_is_booked_by_hand_or_has_its_own_road():
    assert set(MET_DE_HAND) | set(EIGEN_WEG) == set(Soort)
    assert not set(MET_DE_HAND) & set(EIGEN_WEG)


def test_a_release_that_went_with_a_grant_is_not_booked_back(duizend, verplichting, boekt, terug, geweigerd):
    doel = op_doel(duizend.coaching.pk)
    boekt(BoekingRegel(Soort.RESERVERING, doel, Decimal(100)))
    boekstuk = boekt(
        BoekingRegel(Soort.VRIJGAVE, doel, Decimal(100)),
        BoekingRegel(Soort.VERPLICHTING, op_verplichting(verplichting.pk), Decimal(100)),
    )

    geweigerd("correctie.eigen_weg", lambda: terug(boekstuk))


def test_what_a_closing_booked_stays(duizend, boekt, terug, geweigerd, financieel):
    later = Bestedingsdoel.objects.create(
        budgetjaar=Budgetjaar.objects.create(budget=duizend.jaar.budget, jaar=2027), code="coaching", naam="Coaching"
    )
    boekstuk = boekt(
        BoekingRegel(Soort.OVERHEVELING, op_doel(duizend.coaching.pk), Decimal(-10)),
        BoekingRegel(Soort.OVERHEVELING, op_doel(later.pk), Decimal(10)),
    )
    Jaarafsluiting.objects.create(budgetjaar=duizend.jaar, opgesteld_door=financieel, boekstuk=boekstuk)

    bericht = geweigerd("correctie.eigen_weg", lambda: terug(boekstuk))

    assert bericht.startswith("Dit hoort bij de afsluiting van Versnellers 2026.")


def test_the_newest_ceiling_goes_first_and_the_one_before_holds_again(duizend, financieel, terug, geweigerd):
    eerste, tweede = (
        publiceer_plafond(
            bestedingsdoel_id=duizend.coaching.pk,
            bedrag=Decimal(bedrag),
            verdeelwijze="Op volgorde van binnenkomst.",
            gepubliceerd_op=VANDAAG,
            vindplaats="Gemeenteblad 2026, 1",
            kenmerk=f"P-{bedrag}",
            omschrijving="plafond",
            door=financieel,
        )
        for bedrag in (500, 800)
    )

    geweigerd("correctie.nieuwer_plafond", lambda: terug(eerste.boekstuk))
    terug(tweede.boekstuk)
    na_een = Stand.objects.get(bestedingsdoel=duizend.coaching).plafond
    terug(eerste.boekstuk, kenmerk="C-2")

    assert (na_een, Stand.objects.get(bestedingsdoel=duizend.coaching).plafond) == (500, 0)


def test_only_the_financial_officer_books_back_and_leaves_a_row(duizend, boekt, terug, lid, db):
    boekstuk = boekt(BoekingRegel(Soort.WIJZIGING, op_doel(duizend.coaching.pk), Decimal(10)))

    with pytest.raises(GeenRecht):
        terug(boekstuk, door=lid(Rol.BELEIDSMEDEWERKER))
    correctie = terug(boekstuk)

    rij = Gebeurtenis.objects.get(soort="begroting.teruggedraaid", geweigerd="")
    assert rij.feiten == {"gecorrigeerd": boekstuk.kenmerk, "boekstuk": correctie.kenmerk}


def test_the_ledger_shows_what_can_be_booked_back_and_what_was(duizend, verplichting, boekt, terug):
    doel = op_doel(duizend.coaching.pk)
    fout = boekt(BoekingRegel(Soort.WIJZIGING, doel, Decimal(10)), kenmerk="FOUT")
    boekt(BoekingRegel(Soort.VERPLICHTING, op_verplichting(verplichting.pk), Decimal(100)), kenmerk="GRANT")
    terug(fout)

    _, rijen = boekingen_van(duizend.coaching.pk)

    assert [(rij.kenmerk, rij.corrigeert, rij.teruggedraaid, rij.mag_terug) for rij in rijen] == [
        ("C-1", "FOUT", "", False),
        ("GRANT", "", "", False),
        ("FOUT", "", "C-1", False),
        (rijen[-1].kenmerk, "", "", True),
    ]
