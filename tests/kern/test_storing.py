"""The register of outages (Awb 2:21): who keeps it, what it refuses, and how the clock reads it."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebeurtenis, Storing
from kern.selectors import storingen
from kern.services.storing import beeindig_storing, meld_storing
from kern.termijnen import storing as termijn
from kern.termijnen.storing import ontvangst
from organisaties.models import Lidmaatschap
from tests.hulp.boom import Boom, tekst
from tests.hulp.fabriek import maak_lid, maak_storing

pytestmark = pytest.mark.django_db

UUR = datetime.timedelta(hours=1)


def t(moment: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(moment)


@pytest.fixture
def beheerder() -> Lidmaatschap:
    return maak_lid("beheerder")


@contextmanager
def geweigerd(code: str, veld: str | None = None) -> Iterator[None]:
    """Refused with this code; no row changes, and the trail holds the refusal."""
    eerder = list(Storing.objects.values())

    with pytest.raises((DomeinFout, GeenRecht)) as fout:
        yield

    assert (fout.value.code, getattr(fout.value, "veld", None)) == (code, veld)
    assert list(Storing.objects.values()) == eerder
    assert Gebeurtenis.objects.latest("pk").geweigerd == code


# --- keeping it ---


@pytest.mark.parametrize("rol", ["beheerder", "beleidsmedewerker"])
def test_an_outage_that_lasts_is_registered_and_ended_once(rol):
    door = maak_lid(rol)
    begin, eind = timezone.now() - 3 * UUR, timezone.now() - UUR

    storing = meld_storing(van=begin, tot=None, omschrijving="  Inloggen lukte niet. ", door=door)
    beeindig_storing(storing_id=storing.pk, tot=eind, door=door)

    assert Storing.objects.filter(
        pk=storing.pk, van=begin, tot=eind, omschrijving="Inloggen lukte niet.", geregistreerd_door=door.pk
    ).exists()
    assert list(Gebeurtenis.objects.values_list("soort", "lidmaatschap_id", "over_id", "feiten")) == [
        ("storing.gemeld", door.pk, storing.pk, {"storing": storing.pk}),
        ("storing.beeindigd", door.pk, storing.pk, {"storing": storing.pk}),
    ]


def test_an_outage_of_the_past_is_registered_with_its_end(beheerder):
    begin, eind = t("2026-10-01T20:00:00+02:00"), t("2026-10-01T22:00:00+02:00")

    meld_storing(van=begin, tot=eind, omschrijving="Indienen lukte niet.", door=beheerder)

    assert Storing.objects.filter(van=begin, tot=eind).exists()


@pytest.mark.parametrize(
    ("anders", "code", "veld"),
    [
        ({"van": timezone.now() + UUR}, "storing.toekomst", "van"),
        ({"tot": timezone.now() + UUR}, "storing.toekomst", "tot"),
        ({"tot": t("2026-10-01T20:00:00+02:00")}, "storing.volgorde", "tot"),
        ({"tot": t("2026-10-01T19:00:00+02:00")}, "storing.volgorde", "tot"),
        ({"omschrijving": "  "}, "storing.omschrijving", "omschrijving"),
    ],
)
def test_an_outage_that_is_not_right_is_refused(beheerder, anders, code, veld):
    goed = {"van": t("2026-10-01T20:00:00+02:00"), "tot": None, "omschrijving": "Indienen lukte niet."}

    with geweigerd(code, veld):
        meld_storing(door=beheerder, **(goed | anders))

    assert meld_storing(door=beheerder, **goed).pk


@pytest.mark.parametrize("rol", ["financieel", "besluitnemer", "college", "tekenbevoegde", "griffie"])
def test_nobody_else_keeps_the_register(beheerder, rol):
    storing, ander = maak_storing(beheerder), maak_lid(rol)

    with geweigerd("toegang.rol"):
        meld_storing(van=timezone.now() - UUR, tot=None, omschrijving="x", door=ander)
    with geweigerd("toegang.rol"):
        beeindig_storing(storing_id=storing.pk, tot=timezone.now(), door=ander)


def test_a_second_outage_waits_for_the_end_of_the_first(beheerder):
    eerste = maak_storing(beheerder)

    with geweigerd("storing.duurt_nog"):
        meld_storing(van=timezone.now() - UUR, tot=None, omschrijving="Weer.", door=beheerder)
    meld_storing(van=timezone.now() - 2 * UUR, tot=timezone.now() - UUR, omschrijving="Eerder.", door=beheerder)
    beeindig_storing(storing_id=eerste.pk, tot=timezone.now(), door=beheerder)

    assert meld_storing(van=timezone.now(), tot=None, omschrijving="Weer.", door=beheerder).pk


def test_an_end_is_given_once(beheerder):
    storing = maak_storing(beheerder, uren=2)

    with geweigerd("storing.voorbij"):
        beeindig_storing(storing_id=storing.pk, tot=timezone.now(), door=beheerder)


def test_the_end_of_an_outage_comes_after_its_begin_and_is_not_ahead(beheerder):
    storing = maak_storing(beheerder)

    with geweigerd("storing.volgorde", "tot"):
        beeindig_storing(storing_id=storing.pk, tot=storing.van, door=beheerder)
    with geweigerd("storing.toekomst", "tot"):
        beeindig_storing(storing_id=storing.pk, tot=timezone.now() + UUR, door=beheerder)


def test_the_database_refuses_every_change_but_the_end(beheerder):
    duurt, voorbij = maak_storing(beheerder), maak_storing(beheerder, uren=2)

    for rij, anders in ((duurt, {"van": timezone.now()}), (duurt, {"omschrijving": "x"}), (voorbij, {"tot": None})):
        with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
            Storing.objects.filter(pk=rij.pk).update(**anders)
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        Storing.objects.all().delete()
    with pytest.raises(IntegrityError, match="storing_tot_na_van"), transaction.atomic():
        Storing.objects.filter(pk=duurt.pk).update(tot=duurt.van)
    with pytest.raises(IntegrityError, match="storing_een_tegelijk"), transaction.atomic():
        maak_storing(beheerder)

    assert list(Storing.objects.order_by("pk")) == [duurt, voorbij]


# --- reading it ---


def test_the_outages_of_a_period_are_those_that_lasted_for_some_part_of_it(beheerder):
    dag = t("2026-10-01T00:00:00+02:00")

    def storing(van: int, tot: int | None) -> termijn.Storing:
        eind = dag + tot * UUR if tot is not None else None
        maak_storing(beheerder, van=dag + van * UUR, tot=eind)
        return termijn.Storing(dag + van * UUR, eind)

    storing(1, 10)  # over at the very moment that the period begins
    over_het_begin, erin = storing(8, 11), storing(12, 13)
    duurt = storing(19, None)
    storing(20, 21)  # begins when it ends

    assert storingen(dag + 10 * UUR, dag + 20 * UUR) == [over_het_begin, erin, duurt]


def test_what_is_registered_excuses_who_was_late(beheerder):
    maak_storing(beheerder, van=t("2026-10-01T20:00:00+02:00"), tot=t("2026-10-01T22:00:00+02:00"))
    laatste_dag, ontvangen = datetime.date(2026, 10, 1), t("2026-10-02T09:00:00+02:00")

    met = ontvangst(laatste_dag, ontvangen, storingen(t("2026-09-01T00:00:00+02:00"), ontvangen))

    assert (met.op_tijd, met.verschoond) == (False, True)
    assert ontvangst(laatste_dag, ontvangen).verschoond is False


# --- the pages ---


def test_the_register_shows_the_last_outage_first_and_asks_for_an_end(als, beheerder):
    maak_storing(beheerder, uren=2, van=t("2026-10-01T20:00:00+02:00"), tot=t("2026-10-01T22:00:00+02:00"))
    duurt = maak_storing(beheerder, van=t("2026-10-03T09:15:00+02:00"), omschrijving="Alles lag plat.")

    boom = Boom(als(beheerder).get(reverse("kern:storing_lijst")).content.decode())

    rijen = [tekst(rij) for rij in boom.een("table").find("tbody").iter("tr")]
    assert rijen == [
        "3 oktober 2026 om 09.15 uur Duurt nog Alles lag plat. Vul het einde in",
        "1 oktober 2026 om 20.00 uur 1 oktober 2026 om 22.00 uur Indienen lukte niet.",
    ]
    assert boom.een("a", href=reverse("kern:storing_beeindig", args=[duurt.pk])) is not None


def test_who_only_reads_the_register_sees_no_way_to_change_it(als, beheerder):
    maak_storing(beheerder)

    pagina = als(maak_lid("financieel")).get(reverse("kern:storing_lijst")).content.decode()

    assert "Duurt nog" in pagina
    assert "Nieuwe storing" not in pagina
    assert "Vul het einde in" not in pagina


def test_an_outage_goes_through_the_forms_from_begin_to_end(als, beheerder):
    client = als(beheerder)

    gemeld = client.post(
        reverse("kern:storing_nieuw"), {"van": "1-10-2026 20:00", "tot": "", "omschrijving": "Inloggen lukte niet."}
    )
    storing = Storing.objects.get()
    beeindigd = client.post(reverse("kern:storing_beeindig", args=[storing.pk]), {"tot": "1-10-2026 22:00"})

    storing.refresh_from_db()
    assert gemeld["Location"] == beeindigd["Location"] == reverse("kern:storing_lijst")
    assert (storing.van, storing.tot) == (t("2026-10-01T20:00:00+02:00"), t("2026-10-01T22:00:00+02:00"))


def test_a_refused_form_keeps_what_was_typed(als, beheerder):
    antwoord = als(beheerder).post(
        reverse("kern:storing_nieuw"),
        {"van": "1-10-2026 20:00", "tot": "1-10-2026 19:00", "omschrijving": "Inloggen lukte niet."},
    )

    boom = Boom(antwoord.content.decode())
    assert antwoord.status_code == 422
    assert tekst(boom.een(id="id_tot_error")) == "Het einde ligt niet na het begin."
    assert boom.een("input", name="tot").get("value") == "1-10-2026 19:00"
    assert Storing.objects.count() == 0


def test_the_register_stands_in_the_menu_of_who_keeps_it(als, beheerder):
    menu = Boom(als(beheerder).get(reverse("kern:storing_lijst")).content.decode()).een("nav", klasse="sb-nav")

    assert [tekst(link) for link in menu.iter("a") if link.get("aria-current")] == ["Storingen"]
