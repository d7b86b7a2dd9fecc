"""kern.spoor and kern.handeling: what is recorded, and what cannot be."""

import datetime
import string
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from kern import spoor
from kern.fouten import DomeinFout, GeenRecht
from kern.handeling import handeling
from kern.models import Gebeurtenis, VrijeDag
from kern.spoor import CODE, Code, lees_zin, leg_vast, registreer

LID = SimpleNamespace(pk=7)
SOORT = "proef.geteld"


@pytest.fixture(autouse=True)
def proefsoorten(monkeypatch):
    """Kinds that exist only here."""
    monkeypatch.setattr(spoor, "_soorten", dict(spoor._soorten))
    registreer(
        SOORT,
        "telde {aantal} voor {bedrag} op {dag} bij {kenmerk}",
        aantal=int,
        bedrag=Decimal,
        dag=datetime.date,
        kenmerk=Code,
    )
    registreer("proef.leeg", "deed iets")


FEITEN = {
    "aantal": 3,
    "bedrag": Decimal("1234.50"),
    "dag": datetime.date(2026, 11, 20),
    "kenmerk": Code("SB-2026-0001"),
}


@pytest.mark.django_db
def test_an_act_is_one_row_that_reads_as_a_dutch_sentence():
    over = VrijeDag(pk=12)

    rij = leg_vast(SOORT, door=LID, over=over, **FEITEN)

    rij = Gebeurtenis.objects.get(pk=rij.pk)
    assert (rij.lidmaatschap_id, rij.over_soort, rij.over_id, rij.geweigerd) == (7, "kern.vrijedag", 12, "")
    assert rij.feiten == {"aantal": 3, "bedrag": "1234.50", "dag": "2026-11-20", "kenmerk": "SB-2026-0001"}
    assert lees_zin(rij) == "telde 3 voor €\u00a01.234,50 op 20-11-2026 bij SB-2026-0001"
    assert int(rij.xid) > 0


@pytest.mark.django_db
def test_the_system_itself_acts_without_a_membership():
    assert leg_vast("proef.leeg", door=None).lidmaatschap_id is None


@pytest.mark.django_db
def test_a_refusal_carries_its_code_and_all_facts_or_none():
    zonder = leg_vast(SOORT, door=LID, geweigerd="toegang.rol")
    met = leg_vast(SOORT, door=LID, geweigerd="toegang.rol", **FEITEN)

    assert lees_zin(zonder) == "Geweigerd (toegang.rol): proef geteld"
    assert lees_zin(met).startswith("Geweigerd (toegang.rol): telde 3 voor")
    with pytest.raises(ValueError, match="vraagt de feiten"):
        leg_vast(SOORT, door=LID, geweigerd="toegang.rol", aantal=3)


def test_a_kind_that_is_gone_still_reads_as_its_code():
    assert lees_zin(Gebeurtenis(soort="oud.vergeten")) == "oud.vergeten"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("feit", "waarde"),
    [
        ("aantal", "3"),
        ("aantal", True),
        ("aantal", Decimal(3)),
        ("aantal", 3.0),
        ("bedrag", 3),
        ("bedrag", 3.5),
        ("bedrag", Decimal("1.005")),
        ("bedrag", "12.00"),
        ("dag", "2026-11-20"),
        ("dag", datetime.datetime(2026, 11, 20, tzinfo=datetime.UTC)),
        ("kenmerk", "jan@voorbeeld.nl"),
        ("kenmerk", "Jan Jansen"),
        ("kenmerk", "regel\n"),
        ("kenmerk", ""),
        ("kenmerk", "x" * 81),
        ("kenmerk", 5),
        ("kenmerk", None),
    ],
)
def test_a_fact_of_another_type_is_refused_and_leaves_no_row(feit, waarde):
    with pytest.raises((ValueError, TypeError)):
        leg_vast(SOORT, door=LID, **(FEITEN | {feit: waarde}))

    assert Gebeurtenis.objects.count() == 0


@given(st.text(max_size=120))
def test_no_text_that_is_more_than_a_code_can_enter(tekst):
    if CODE.fullmatch(tekst):
        assert spoor._schrijf(Code, tekst) == tekst
        assert set(tekst) <= set(string.ascii_letters + string.digits + "_.:/-")
        return

    with pytest.raises(ValueError, match="niet voor het spoor"):
        spoor._schrijf(Code, tekst)


@given(st.emails())
def test_no_mail_address_can_enter(adres):
    with pytest.raises(ValueError, match="niet voor het spoor"):
        spoor._schrijf(Code, adres)
    with pytest.raises(ValueError, match="niet voor het spoor"):
        spoor._code(adres)


@pytest.mark.django_db
@pytest.mark.parametrize("feiten", [{}, {"aantal": 3}, FEITEN | {"naam": Code("Jan")}])
def test_exactly_the_registered_facts_are_taken(feiten):
    with pytest.raises(ValueError, match="vraagt de feiten"):
        leg_vast(SOORT, door=LID, **feiten)

    assert Gebeurtenis.objects.count() == 0


@pytest.mark.django_db
def test_an_unregistered_kind_is_refused():
    with pytest.raises(ValueError, match="niet geregistreerd"):
        leg_vast("proef.onbekend", door=LID)


@pytest.mark.parametrize(
    ("code", "zin", "feiten", "waarom"),
    [
        (SOORT, "deed het nog eens", {}, "bestaat al"),
        ("proef.tekst", "schreef {tekst}", {"tekst": str}, "niet in het spoor mag"),
        ("proef.breuk", "telde {maat}", {"maat": float}, "niet in het spoor mag"),
        ("proef.zin", "noemt {iemand}", {}, "niet zijn geregistreerd"),
        ("proef met spatie", "deed iets", {}, "Geen code"),
    ],
)
def test_a_kind_that_could_hold_free_text_cannot_be_registered(code, zin, feiten, waarom):
    with pytest.raises(ValueError, match=waarom):
        registreer(code, zin, **feiten)


def test_every_registered_kind_renders():
    voorbeelden = {int: 5, Decimal: "12.00", datetime.date: "2026-11-20", Code: "SB-2026-0001"}
    for soort in spoor.soorten().values():
        rij = Gebeurtenis(
            soort=soort.code, feiten={naam: voorbeelden[soort_feit] for naam, soort_feit in soort.feiten.items()}
        )

        assert lees_zin(rij)
        assert "{" not in lees_zin(rij)


def doe(fout: Exception | None = None, over: VrijeDag | None = None) -> None:
    """An act as a service does it: write, record, and perhaps find at the end that it may not be."""
    with handeling(SOORT, door=LID, over=over):
        VrijeDag.objects.create(datum=datetime.date(2026, 5, 15), naam="Dag na Hemelvaart", bron="proef")
        leg_vast(SOORT, door=LID, **FEITEN)
        if fout is not None:
            raise fout


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "fout", [DomeinFout("Dit kan niet.", code="proef.mag_niet"), GeenRecht("Nee.", code="toegang.rol")]
)
def test_a_refused_act_leaves_exactly_one_row_and_nothing_else(fout):
    with pytest.raises(type(fout)) as gevangen:
        doe(fout, over=VrijeDag(pk=12))

    (rij,) = Gebeurtenis.objects.all()
    assert gevangen.value is fout
    assert (rij.soort, rij.geweigerd, rij.lidmaatschap_id, rij.over_id) == (SOORT, fout.code, 7, 12)
    assert rij.feiten == {}
    assert VrijeDag.objects.count() == 0
    assert getattr(fout, "vastgelegd", True) is True


@pytest.mark.django_db(transaction=True)
def test_an_act_that_succeeds_keeps_its_rows():
    doe()

    assert VrijeDag.objects.count() == 1
    assert Gebeurtenis.objects.get().geweigerd == ""


@pytest.mark.django_db(transaction=True)
def test_an_act_within_an_act_is_refused_with_one_row_of_the_outer_one():
    with pytest.raises(DomeinFout), handeling("proef.leeg", door=LID), handeling(SOORT, door=LID):
        raise DomeinFout("Dit kan niet.", code="proef.mag_niet")

    assert Gebeurtenis.objects.get().soort == "proef.leeg"


@pytest.mark.django_db(transaction=True)
def test_a_mistake_in_our_code_is_no_refusal_and_leaves_nothing():
    with pytest.raises(ZeroDivisionError):
        doe(ZeroDivisionError())

    assert Gebeurtenis.objects.count() == 0
    assert VrijeDag.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_act_of_an_unknown_kind_does_not_even_start():
    with pytest.raises(ValueError, match="niet geregistreerd"), handeling("proef.onbekend", door=LID):
        pytest.fail("de handeling begon")

    assert Gebeurtenis.objects.count() == 0


@pytest.mark.django_db
def test_the_database_refuses_every_change_of_a_row():
    rij = leg_vast("proef.leeg", door=LID)

    def bewaar():
        rij.soort = "anders"
        rij.save()

    def sql(opdracht):
        return lambda: connection.cursor().execute(opdracht)

    pogingen = [
        (bewaar, "Cannot update"),
        (lambda: Gebeurtenis.objects.update(soort="anders"), "Cannot update"),
        (lambda: Gebeurtenis.objects.bulk_update([rij], ["soort"]), "Cannot update"),
        (rij.delete, "Cannot delete"),
        (lambda: Gebeurtenis.objects.all().delete(), "Cannot delete"),
        (sql("UPDATE kern_gebeurtenis SET soort = 'anders'"), "Cannot update"),
        (sql("DELETE FROM kern_gebeurtenis"), "Cannot delete"),
    ]
    for poging, waarom in pogingen:
        with pytest.raises(DatabaseError, match=waarom), transaction.atomic():
            poging()
        rij.pk = Gebeurtenis.objects.get().pk

    assert Gebeurtenis.objects.get().soort == "proef.leeg"
