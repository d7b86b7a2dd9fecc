"""Closing a budget year: what goes along, who may close, and what a closed year still takes."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from begroting.grootboek import EFFECTEN, VERPLICHTING, BoekingRegel, Soort, op_doel, op_jaar, op_verplichting
from begroting.models import (
    Bestedingsdoel,
    Boeking,
    Boekstuk,
    Budgetjaar,
    Jaarafsluiting,
    Meeneemvoorstel,
    Stand,
    Verplichting,
)
from begroting.regels.mee_te_nemen import mee_te_nemen, reservering_mee
from begroting.services.afsluiten import sluit_af, stel_afsluiting_voor, wijzig_voorstel
from kern.fouten import DomeinFout, GeenRecht
from kern.geld import als_euro
from kern.models import Gebeurtenis
from organisaties.models import Rol
from tests.begroting.conftest import VANDAAG

EURO = st.decimals(min_value=0, max_value=5000, places=2)


@pytest.fixture
def ander(lid, financieel):
    return lid(Rol.FINANCIEEL)


@pytest.fixture
def later(kas):
    """The same purposes in 2027, empty."""
    jaar = Budgetjaar.objects.create(budget=kas.jaar.budget, jaar=2027)
    return {
        code: Bestedingsdoel.objects.create(budgetjaar=jaar, code=code, naam=naam)
        for code, naam in (("coaching", "Coaching"), ("pilot", "Pilots"))
    }


@pytest.fixture
def vol(duizend, verplichting, boekt):
    """Coaching 2026: 1.000, of which 300 granted, 250 reserved for five trajectories, 450 free."""
    boekt(
        BoekingRegel(Soort.VERPLICHTING, op_verplichting(verplichting.pk), Decimal(300)),
        BoekingRegel(Soort.RESERVERING, op_doel(duizend.coaching.pk), Decimal(250), aantal=5),
    )
    return duizend


@pytest.fixture
def voorstel(vol, later, financieel):
    return stel_afsluiting_voor(budgetjaar_id=vol.jaar.pk, door=financieel)


@pytest.fixture
def sluit(ander):
    def doe(afsluiting, **anders):
        velden = {"kenmerk": "AFSLUITING-1", "datum": VANDAAG, "door": ander} | anders
        return sluit_af(afsluiting_id=afsluiting.pk, **velden)

    return doe


@pytest.fixture
def wijzig(financieel, vol, later):
    def doe(afsluiting, bedrag, **anders):
        velden = {"van_id": vol.coaching.pk, "naar_id": later["coaching"].pk, "reden": "Loopt door."} | anders
        wijzig_voorstel(afsluiting_id=afsluiting.pk, bedrag=Decimal(bedrag), door=financieel, **velden)

    return doe


@pytest.fixture
def geweigerd():
    def probeer(code, doe):
        def nu():
            return (
                list(Stand.objects.order_by("id").values()),
                list(Jaarafsluiting.objects.values()),
                list(Meeneemvoorstel.objects.values()),
                Boekstuk.objects.count(),
            )

        vooraf = nu()
        with pytest.raises(DomeinFout) as fout:
            doe()
        assert fout.value.code == code
        assert nu() == vooraf
        return fout.value.bericht

    return probeer


def test_the_proposal_takes_what_is_free_and_what_is_reserved_to_the_same_purpose(voorstel, vol, later):
    assert [(rij.van, rij.naar, rij.bedrag) for rij in voorstel.voorstellen.all()] == [
        (vol.coaching, later["coaching"], Decimal(700))
    ]
    assert (voorstel.stand, voorstel.boekstuk) == ("voorstel", None)


def test_a_purpose_without_a_place_in_the_next_year_gets_no_proposal(vol, financieel):
    Budgetjaar.objects.create(budget=vol.jaar.budget, jaar=2028)

    afsluiting = stel_afsluiting_voor(budgetjaar_id=vol.jaar.pk, door=financieel)

    assert not afsluiting.voorstellen.exists()


def test_closing_moves_the_money_with_its_reservation_and_shuts_the_year(voorstel, vol, later, sluit, stand, ander):
    sluit(voorstel)

    voorstel.refresh_from_db()
    assert (voorstel.stand, voorstel.afgesloten_door, voorstel.boekstuk.kenmerk) == (
        "afgesloten",
        ander,
        "AFSLUITING-1",
    )
    assert stand(op_doel(vol.coaching.pk)) == {"begroot": Decimal(300), "verplicht": Decimal(300)}
    assert stand(op_doel(later["coaching"].pk)) == {"begroot": Decimal(700), "gereserveerd": Decimal(250)}
    assert Stand.objects.get(bestedingsdoel=later["coaching"]).aantal_gereserveerd == 5
    assert Stand.objects.get(bestedingsdoel=vol.coaching).aantal_gereserveerd == 0
    assert Boeking.objects.filter(boekstuk=voorstel.boekstuk).count() == 4
    rij = Gebeurtenis.objects.get(soort="begroting.jaar_afgesloten", geweigerd="")
    assert rij.feiten == {"budgetjaar": vol.jaar.pk, "bedrag": "700.00"}


def test_what_does_not_go_along_stays_behind_free(voorstel, vol, later, sluit, stand, wijzig):
    wijzig(voorstel, 100)

    sluit(voorstel)

    assert stand(op_doel(vol.coaching.pk)) == {"begroot": Decimal(900), "verplicht": Decimal(300)}
    assert stand(op_doel(later["coaching"].pk)) == {"begroot": Decimal(100), "gereserveerd": Decimal(100)}
    assert Stand.objects.get(bestedingsdoel=later["coaching"]).aantal_gereserveerd == 0


def test_it_may_go_to_another_purpose_or_not_at_all(voorstel, vol, later, sluit, stand, wijzig):
    wijzig(voorstel, 700, naar_id=later["pilot"].pk)
    wijzig(voorstel, 0)
    sluit(voorstel)

    assert not voorstel.voorstellen.exists()
    assert stand(op_doel(later["pilot"].pk)) == {}
    assert stand(op_doel(vol.coaching.pk)) == {"begroot": Decimal(1000), "verplicht": Decimal(300)}


def test_a_year_with_nothing_to_move_closes_without_a_boekstuk(kas, financieel, sluit):
    afsluiting = stel_afsluiting_voor(budgetjaar_id=kas.jaar.pk, door=financieel)

    sluit(afsluiting)

    assert Boekstuk.objects.count() == 0
    assert Jaarafsluiting.objects.get().stand == "afgesloten"


def test_who_proposed_does_not_close(voorstel, sluit, financieel, geweigerd):
    geweigerd("afsluiting.zelfde_persoon", lambda: sluit(voorstel, door=financieel))


def test_only_a_financial_officer_proposes_changes_and_closes(voorstel, vol, sluit, lid):
    beleid = lid(Rol.BELEIDSMEDEWERKER)

    with pytest.raises(GeenRecht):
        stel_afsluiting_voor(budgetjaar_id=vol.jaar.pk, door=beleid)
    with pytest.raises(GeenRecht):
        sluit(voorstel, door=beleid)


def test_a_year_is_proposed_and_closed_once(voorstel, vol, sluit, wijzig, financieel, geweigerd):
    geweigerd("afsluiting.bestaat_al", lambda: stel_afsluiting_voor(budgetjaar_id=vol.jaar.pk, door=financieel))
    sluit(voorstel)

    geweigerd("afsluiting.afgesloten", lambda: sluit(voorstel, kenmerk="AFSLUITING-2"))
    geweigerd("afsluiting.afgesloten", lambda: wijzig(voorstel, 5))


def test_more_than_is_free_does_not_go_along(voorstel, vol, wijzig, boekt, sluit, geweigerd, verplichting):
    bericht = geweigerd("afsluiting.te_veel", lambda: wijzig(voorstel, "700.01"))
    boekt(BoekingRegel(Soort.BIJSTELLING, op_verplichting(verplichting.pk), Decimal(450)))
    later_bericht = geweigerd("afsluiting.te_veel", lambda: sluit(voorstel))

    assert bericht == (
        f"Van Coaching 2026 kan nog {als_euro(Decimal(700))} mee. Gevraagd is {als_euro(Decimal('700.01'))}."
    )
    assert later_bericht.startswith(f"Van Coaching 2026 kan nog {als_euro(Decimal(250))} mee.")


def test_the_target_lies_in_a_later_year_that_is_open(voorstel, vol, later, wijzig, sluit, geweigerd, financieel):
    geweigerd("afsluiting.naar", lambda: wijzig(voorstel, 10, naar_id=vol.pilots.pk))
    geweigerd("afsluiting.ander_jaar", lambda: wijzig(voorstel, 10, van_id=later["pilot"].pk))
    sluit(stel_afsluiting_voor(budgetjaar_id=later["pilot"].budgetjaar_id, door=financieel))

    geweigerd("afsluiting.naar", lambda: wijzig(voorstel, 10))
    geweigerd("afsluiting.naar", lambda: sluit(voorstel, kenmerk="AFSLUITING-2"))


def test_a_year_with_money_reserved_for_a_case_stays_open(voorstel, vol, boekt, sluit, geweigerd):
    boekt(BoekingRegel(Soort.RESERVERING, op_doel(vol.coaching.pk), Decimal(20), voor_zaak="SB-9"))

    bericht = geweigerd("afsluiting.zaken_open", lambda: sluit(voorstel))

    assert bericht.startswith(f"Er is nog {als_euro(Decimal(20))} gereserveerd voor zaken.")


@pytest.mark.parametrize("soort", list(Soort))
def test_a_closed_year_takes_only_what_follows_from_a_promise_and_raw_sql_gets_no_further(
    voorstel, vol, boekt, sluit, wijzig, verplichting, soort
):
    boekt(BoekingRegel(Soort.BETALING, op_verplichting(verplichting.pk), Decimal(10)))
    nieuwe = Verplichting.objects.create(
        bestedingsdoel=vol.coaching,
        kenmerk="SB-2",
        juridische_vorm="subsidie",
        omschrijving="nieuw",
        jaar_van_activiteit=2026,
    )
    wijzig(voorstel, 100)
    sluit(voorstel)
    boekstuk = Boekstuk.objects.create(kenmerk="RAUW", datum=VANDAAG, omschrijving="rauw")
    niveau = EFFECTEN[soort].plaatsen[-1]
    waar = {
        Soort.BEGROTING: vol.pilots.pk,
        Soort.PLAFOND: vol.pilots.pk,
        Soort.VERPLICHTING: nieuwe.pk,
    }.get(soort, verplichting.pk if niveau == VERPLICHTING else vol.coaching.pk)

    def voeg_in():
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO begroting_boeking (boekstuk_id, soort, {niveau}_id, bedrag, voor_zaak, grond)"
                " VALUES (%s, %s, %s, 1, '', %s)",
                [boekstuk.pk, soort, waar, "Awb 4:51" if soort == Soort.VRIJSTELLING else ""],
            )

    if EFFECTEN[soort].na_afsluiting:
        voeg_in()
        assert Boeking.objects.filter(boekstuk=boekstuk).count() == 1
    else:
        # Nothing is reserved any more in a closed year: a release is refused for that first.
        regel = "stand_niet_negatief" if soort == Soort.VRIJGAVE else "begrotingsjaar is afgesloten"
        with pytest.raises(DatabaseError, match=regel), transaction.atomic():
            voeg_in()
        assert not Boeking.objects.filter(boekstuk=boekstuk).exists()


def test_the_refusal_of_a_closed_year_reads_as_a_sentence(voorstel, vol, boekt, sluit, geweigerd):
    sluit(voorstel)

    bericht = geweigerd(
        "begroting.jaar_afgesloten",
        lambda: boekt(BoekingRegel(Soort.WIJZIGING, op_jaar(vol.jaar.pk), Decimal(100))),
    )

    assert bericht == "Dit begrotingsjaar is afgesloten. Boek in een jaar dat nog open is."


@given(begroot=EURO, verplicht=EURO, zaken=EURO, doel=EURO, bedrag=EURO)
def test_what_goes_along_is_never_more_than_there_is(begroot, verplicht, zaken, doel, bedrag):
    stand = Stand(
        begroot=begroot,
        verplicht=verplicht,
        gereserveerd=zaken + doel,
        gereserveerd_zaken=zaken,
        aantal_gereserveerd=3,
    )

    mee, (gereserveerd, aantal) = mee_te_nemen(stand), reservering_mee(stand, bedrag)

    assert mee == max(0, begroot - verplicht - zaken)
    assert gereserveerd == min(doel, bedrag)
    assert aantal == (3 if bedrag >= doel else None)
