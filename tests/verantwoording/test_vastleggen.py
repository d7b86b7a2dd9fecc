from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kern.models import Gebeurtenis
from subsidies.models import Besluit
from subsidies.services import besluiten
from tests.subsidies.conftest import Wereld, leg_voor, stel_voor
from tests.verantwoording.planhulp import maak_activiteit
from thematafels.models import Niveau
from verantwoording.models import Afspraak, Meetafspraak, Streefcijfer
from verantwoording.selectors.afspraken import afspraken_van, verleende_jaren
from verantwoording.services.vastleggen import leg_plan_vast
from verantwoording.tasks import veeg_plannen


def _besluit() -> int:
    return Besluit.objects.get().pk


def test_the_plan_of_every_granted_part_is_agreed_on_as_it_was_written(gepland: Wereld) -> None:
    assert leg_plan_vast(besluit_id=_besluit()) == 2

    koffie, maatjes = afspraken_van(gepland.aanvraag.pk)
    assert (koffie.nummer, koffie.organisatie, koffie.naam, koffie.periode) == (
        1,
        "Stichting Voorbeeld Anker",
        "Koffie",
        "2027–2028",
    )
    assert (maatjes.nummer, maatjes.naam, maatjes.omschrijving) == (2, "Maatjes", "Maatjes in elke wijk.")
    assert koffie.voorziening == "Buurthuis Anker"
    assert koffie.subdoel == gepland.tafel.thema.subdoelen.get().naam
    assert [principe.naam for principe in koffie.principes] == ["Maatjes"]
    assert [meetpunt.niveau for meetpunt in koffie.meetpunten] == list(Niveau)
    aanbod = koffie.meetpunten[0]
    assert (aanbod.naam, aanbod.eenheid, aanbod.door) == ("Koffie: aanbod", "middagen", "de coördinator")
    assert [(streef.jaar, streef.voor_wie, streef.waarde) for streef in aanbod.streef] == [
        (2027, "iedereen", Decimal("50.00")),
        (2028, "iedereen", Decimal("100.00")),
        (2028, "Ouderen", Decimal("40.00")),
    ]
    assert Gebeurtenis.objects.filter(soort="plan.vastgelegd").get().feiten == {"afspraken": 2}


def test_freezing_twice_agrees_on_nothing_new(afgesproken: Wereld) -> None:
    eerst = afspraken_van(afgesproken.aanvraag.pk)

    assert leg_plan_vast(besluit_id=_besluit()) == 0

    assert afspraken_van(afgesproken.aanvraag.pk) == eerst
    assert Gebeurtenis.objects.filter(soort="plan.vastgelegd").count() == 1


def test_the_sweeper_freezes_what_a_lost_message_left_out(gepland: Wereld) -> None:
    veeg_plannen()

    assert [afspraak.naam for afspraak in Afspraak.objects.all()] == ["Koffie", "Maatjes"]


def test_an_activity_without_a_subdoel_gets_the_first_of_its_voorziening(verleend: Wereld) -> None:
    deel = verleend.deel(verleend.anker)
    maak_activiteit(deel, "Via de voorziening", voorziening=deel.voorzieningen.get())
    maak_activiteit(deel, "Zomaar")

    assert leg_plan_vast(besluit_id=_besluit()) == 1

    (afspraak,) = Afspraak.objects.all()
    assert (afspraak.naam, afspraak.subdoel) == ("Via de voorziening", verleend.tafel.thema.subdoelen.get())


def test_what_hangs_loose_is_not_swept_for_ever(verleend: Wereld) -> None:
    maak_activiteit(verleend.deel(verleend.anker), "Zomaar")

    veeg_plannen()

    assert not Afspraak.objects.exists()
    assert not Gebeurtenis.objects.filter(soort="plan.vastgelegd").exists()


def test_a_refused_part_agrees_on_nothing(beoordeeld: Wereld) -> None:
    subdoel = beoordeeld.tafel.thema.subdoelen.get()
    for organisatie in (beoordeeld.anker, beoordeeld.brug):
        maak_activiteit(beoordeeld.deel(organisatie), organisatie.naam, subdoel=subdoel)
    stel_voor(beoordeeld, beoordeeld.brug, 0, motivering="Er is al genoeg.")
    leg_voor(beoordeeld)
    besluit = besluiten.neem_besluit(
        aanvraag_id=beoordeeld.aanvraag.pk, motivering="", door=beoordeeld["besluitnemer"]
    )

    leg_plan_vast(besluit_id=besluit.pk)

    assert [afspraak.deel.organisatie for afspraak in Afspraak.objects.all()] == [beoordeeld.anker]


def test_the_decision_tells_the_room_above(
    voorgesteld: Wereld, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: object
) -> None:
    verteld: list[tuple[str, tuple[int, ...]]] = []
    monkeypatch.setattr("kern.taken.makelaar.stuur", lambda taak, argumenten: verteld.append((taak, argumenten)))

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # a fixture
        besluit = besluiten.neem_besluit(
            aanvraag_id=voorgesteld.aanvraag.pk, motivering="", door=voorgesteld["besluitnemer"]
        )

    assert ("verantwoording.tasks.leg_plan_vast", (besluit.pk,)) in verteld
    assert ("uitvoering.tasks.begin_uitvoering", (besluit.pk,)) in verteld


def test_the_years_are_those_for_which_money_is_granted(afgesproken: Wereld) -> None:
    deel = afgesproken.deel(afgesproken.anker)

    assert verleende_jaren([deel.pk]) == {deel.pk: range(2027, 2029)}


def test_more_activities_cost_no_more_statements(gepland: Wereld) -> None:
    deel, subdoel = gepland.deel(gepland.anker), gepland.tafel.thema.subdoelen.get()
    with CaptureQueriesContext(connection) as met_twee, transaction.atomic():
        leg_plan_vast(besluit_id=_besluit())
    for nummer in range(15):
        maak_activiteit(deel, f"Nog een {nummer}", subdoel=subdoel, streef={(2027, None, None): "1"})

    with CaptureQueriesContext(connection) as met_vijftien, transaction.atomic():
        assert leg_plan_vast(besluit_id=_besluit()) == 15

    assert len(met_vijftien) <= len(met_twee)
    assert Meetafspraak.objects.count() == 17 * 4


def test_reading_what_was_agreed_costs_four_queries_whatever_its_size(afgesproken: Wereld) -> None:
    deel, subdoel = afgesproken.deel(afgesproken.anker), afgesproken.tafel.thema.subdoelen.get()
    for nummer in range(10):
        maak_activiteit(deel, f"Nog een {nummer}", subdoel=subdoel, streef={(2027, None, None): "1"})
    leg_plan_vast(besluit_id=_besluit())
    aanvraag = afgesproken.aanvraag

    with CaptureQueriesContext(connection) as vragen:
        assert len(afspraken_van(aanvraag.pk, 2027)) == 12

    assert len(vragen) == 4


def test_an_agreement_never_changes_and_only_ends_earlier(afgesproken: Wereld) -> None:
    afspraak = Afspraak.objects.earliest("nummer")

    for verandering in ({"naam": "Thee"}, {"laatste_jaar": 2029}, {"laatste_jaar": 2028}, {"eerste_jaar": 2026}):
        with pytest.raises(InternalError), transaction.atomic():
            Afspraak.objects.filter(pk=afspraak.pk).update(**verandering)
    with pytest.raises(IntegrityError), transaction.atomic():
        Afspraak.objects.filter(pk=afspraak.pk).update(laatste_jaar=2025)
    Afspraak.objects.filter(pk=afspraak.pk).update(laatste_jaar=2027)

    assert not Streefcijfer.objects.filter(jaar__lt=2027).exists()


def test_in_one_year_a_nummer_has_one_agreement(afgesproken: Wereld) -> None:
    eerste = Afspraak.objects.earliest("nummer")
    activiteit = maak_activiteit(eerste.deel, "Nog een", subdoel=eerste.subdoel)
    gegevens = {
        "aanvraag": eerste.aanvraag,
        "deel": eerste.deel,
        "subdoel": eerste.subdoel,
        "naam": "Nog een",
        "activiteit": activiteit,
        "nummer": eerste.nummer,
    }

    with pytest.raises(IntegrityError, match="afspraak_een_per_jaar"), transaction.atomic():
        Afspraak.objects.create(**gegevens, eerste_jaar=2028, laatste_jaar=2030)
    Afspraak.objects.create(**gegevens, eerste_jaar=2029, laatste_jaar=2030)

    assert Afspraak.objects.filter(nummer=eerste.nummer).count() == 2
