import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brieven.models import Bericht, BerichtSoort
from kern.models import Gebeurtenis
from subsidies.models import Subsidie
from tests.subsidies.conftest import Wereld, geweigerd
from tests.verantwoording.planhulp import inhoud, leg_verslag_neer
from thematafels.models import Subdoel
from verantwoording.models import Activiteitverslag, Afspraak, Deelverslag, Planwijziging, Verantwoording
from verantwoording.selectors.afspraken import afspraken_van
from verantwoording.services import wijzigen
from verantwoording.services.openen import afspraken_in, open_verantwoordingen, te_openen_jaren

JAREN = (2027, 2028)
ANTWOORD = "Dat past bij het plan."


def _subdoel(wereld: Wereld) -> Subdoel:
    return wereld.tafel.thema.subdoelen.get()


def _stel_voor(wereld: Wereld, wie: str = "anker", **anders: Any) -> Planwijziging:
    gegevens = {
        "deel_id": wereld.deel(wereld.anker).pk,
        "nummer": 1,
        "vanaf_jaar": 2028,
        "inhoud": inhoud(_subdoel(wereld)),
        "reden": "Er komen te weinig mensen.",
        "door": wereld[wie],
    }
    return wijzigen.stel_voor(**gegevens | anders)


def _aanvaard(wereld: Wereld, wijziging: Planwijziging, wie: str = "beoordelaar") -> Planwijziging:
    return wijzigen.aanvaard(wijziging_id=wijziging.pk, antwoord=ANTWOORD, door=wereld[wie])


def _per_jaar(wereld: Wereld) -> dict[tuple[int, int], str]:
    return {
        (afspraak.nummer, jaar): afspraak.naam
        for jaar in JAREN
        for afspraak in afspraken_van(wereld.aanvraag.pk, jaar)
    }


def test_a_proposal_changes_nothing_until_an_officer_agrees(afgesproken: Wereld) -> None:
    wijziging = _stel_voor(afgesproken, wie="anker_schrijft")

    assert (wijziging.stand, wijziging.nummer, wijziging.vanaf_jaar) == ("voorgesteld", 1, 2028)
    assert set(_per_jaar(afgesproken).values()) == {"Koffie", "Maatjes"}
    bericht = Bericht.objects.get(soort=BerichtSoort.PLANWIJZIGING)
    assert bericht.ontvanger == afgesproken["beoordelaar"]
    assert bericht.pad == f"/verantwoording/{afgesproken.aanvraag.kenmerk}/plan/wijziging/{wijziging.pk}/"


def test_an_accepted_change_ends_the_old_agreement_and_begins_a_new_one(afgesproken: Wereld) -> None:
    wijziging = _aanvaard(afgesproken, _stel_voor(afgesproken))

    assert _per_jaar(afgesproken) == {
        (1, 2027): "Koffie",
        (2, 2027): "Maatjes",
        (1, 2028): "Soep",
        (2, 2028): "Maatjes",
    }
    soep = afspraken_van(afgesproken.aanvraag.pk, 2028)[0]
    assert [(streef.jaar, str(streef.waarde)) for streef in soep.meetpunten[0].streef] == [(2028, "60.00")]
    assert Afspraak.objects.get(naam="Soep").wijziging == wijziging
    assert (wijziging.stand, wijziging.antwoord, wijziging.beslist_door) == (
        "aanvaard",
        ANTWOORD,
        afgesproken["beoordelaar"],
    )
    soorten = Gebeurtenis.objects.filter(soort__startswith="planwijziging.").values_list("soort", flat=True)
    assert set(soorten) == {"planwijziging.voorgesteld", "planwijziging.aanvaard"}
    ontvangers = Bericht.objects.filter(soort=BerichtSoort.PLANWIJZIGING_BESLIST).values_list("ontvanger", flat=True)
    assert set(ontvangers) == {afgesproken["anker"].pk, afgesproken["anker_schrijft"].pk}


def test_a_change_from_the_first_year_replaces_what_never_began(afgesproken: Wereld) -> None:
    _aanvaard(afgesproken, _stel_voor(afgesproken, vanaf_jaar=2027))

    assert _per_jaar(afgesproken)[1, 2027] == "Soep"
    koffie = Afspraak.objects.get(naam="Koffie")
    assert (koffie.eerste_jaar, koffie.laatste_jaar) == (2027, 2026)
    assert [afspraak.naam for afspraak in afspraken_van(afgesproken.aanvraag.pk)] == ["Soep", "Maatjes"]


def test_what_ended_before_it_began_is_of_no_year(afgesproken: Wereld) -> None:
    _aanvaard(afgesproken, _stel_voor(afgesproken, vanaf_jaar=2027, inhoud=None))

    for jaar, namen in ((2025, []), (2026, []), (2027, ["Maatjes"]), (2028, ["Maatjes"])):
        assert [afspraak.naam for afspraak in afspraken_in(jaar)] == namen
        assert [afspraak.naam for afspraak in afspraken_van(afgesproken.aanvraag.pk, jaar)] == namen
    with time_machine.travel(datetime.datetime(2028, 1, 15, 12, tzinfo=datetime.UTC)):
        assert te_openen_jaren(afgesproken.aanvraag.pk) == [2027, 2028]
        open_verantwoordingen()
    verslagen = Activiteitverslag.objects.values_list("afspraak__naam", flat=True)
    assert set(verslagen) == {"Maatjes"}


def test_a_new_activity_gets_the_next_nummer(afgesproken: Wereld) -> None:
    _aanvaard(afgesproken, _stel_voor(afgesproken, nummer=None))

    assert _per_jaar(afgesproken) == {
        (1, 2027): "Koffie",
        (2, 2027): "Maatjes",
        (1, 2028): "Koffie",
        (2, 2028): "Maatjes",
        (3, 2028): "Soep",
    }


def test_an_activity_that_stops_is_gone_from_that_year_on(afgesproken: Wereld) -> None:
    _aanvaard(afgesproken, _stel_voor(afgesproken, inhoud=None))

    assert _per_jaar(afgesproken) == {(1, 2027): "Koffie", (2, 2027): "Maatjes", (2, 2028): "Maatjes"}


def test_an_account_that_is_being_written_gets_what_is_new(afgesproken: Wereld) -> None:
    verantwoording = Verantwoording.objects.create(aanvraag=afgesproken.aanvraag, jaar=2027, uiterlijk="2028-05-01")
    Deelverslag.objects.create(
        verantwoording=verantwoording, deel=afgesproken.deel(afgesproken.anker), uiterlijk="2028-04-01"
    )

    _aanvaard(afgesproken, _stel_voor(afgesproken, vanaf_jaar=2027))

    verslagen = Activiteitverslag.objects.filter(deelverslag__deel=afgesproken.deel(afgesproken.anker))
    assert [verslag.afspraak.naam for verslag in verslagen] == ["Soep"]


def test_an_officer_who_does_not_agree_says_why_and_nothing_changes(afgesproken: Wereld) -> None:
    wijziging = _stel_voor(afgesproken)

    with geweigerd("planwijziging.zonder_reden"):
        wijzigen.wijs_af(wijziging_id=wijziging.pk, antwoord=" ", door=afgesproken["beoordelaar"])
    wijzigen.wijs_af(wijziging_id=wijziging.pk, antwoord="Eerst praten.", door=afgesproken["beoordelaar"])

    wijziging.refresh_from_db()
    assert (wijziging.stand, wijziging.antwoord) == ("afgewezen", "Eerst praten.")
    assert _per_jaar(afgesproken)[1, 2028] == "Koffie"


def test_who_proposed_takes_back_what_nobody_decided_on(afgesproken: Wereld) -> None:
    wijziging = _stel_voor(afgesproken)

    with geweigerd("planwijziging.niet_eigen"):
        wijzigen.trek_in(wijziging_id=wijziging.pk, door=afgesproken["brug"])
    wijzigen.trek_in(wijziging_id=wijziging.pk, door=afgesproken["anker"])

    with geweigerd("verloop.ingetrokken.aanvaard"):
        _aanvaard(afgesproken, wijziging)


def test_only_who_writes_for_the_participant_proposes(afgesproken: Wereld) -> None:
    with geweigerd("planwijziging.niet_eigen"):
        _stel_voor(afgesproken, wie="brug")
    with geweigerd("toegang.rol"):
        _stel_voor(afgesproken, wie="anker_leest")
    with geweigerd("planwijziging.niet_eigen"):
        _stel_voor(afgesproken, wie="beoordelaar")


def test_only_an_officer_without_another_role_in_the_case_agrees(afgesproken: Wereld) -> None:
    wijziging = _stel_voor(afgesproken)

    with geweigerd("toegang.rol"):
        _aanvaard(afgesproken, wijziging, wie="besluitnemer")
    with geweigerd("toegang.rol"):
        _aanvaard(afgesproken, wijziging, wie="anker")


def test_a_year_that_is_reported_on_does_not_change(afgesproken: Wereld) -> None:
    leg_verslag_neer(afgesproken.deel(afgesproken.anker), afgesproken["anker"], 2027)

    with geweigerd("planwijziging.al_verslag"):
        _stel_voor(afgesproken, vanaf_jaar=2027)
    _stel_voor(afgesproken, vanaf_jaar=2028)


def test_a_report_that_came_in_meanwhile_stops_the_change(afgesproken: Wereld) -> None:
    wijziging = _stel_voor(afgesproken)
    leg_verslag_neer(afgesproken.deel(afgesproken.anker), afgesproken["anker"], 2028)

    with geweigerd("planwijziging.al_verslag"):
        _aanvaard(afgesproken, wijziging)


def test_a_proposal_fits_what_was_granted_and_agreed(afgesproken: Wereld) -> None:
    with geweigerd("planwijziging.jaar"):
        _stel_voor(afgesproken, vanaf_jaar=2029)
    with geweigerd("planwijziging.geen_afspraak"):
        _stel_voor(afgesproken, nummer=2)  # of Brug
    with geweigerd("planwijziging.onvolledig"):
        _stel_voor(afgesproken, inhoud=inhoud(_subdoel(afgesproken), naam=" "))
    with geweigerd("activiteit.keuze"):
        _stel_voor(afgesproken, inhoud=inhoud(_subdoel(afgesproken), principes=[0]))
    with geweigerd("activiteit.keuze"):
        _stel_voor(afgesproken, inhoud=inhoud(_subdoel(afgesproken)) | {"subdoel": 10**9})
    _stel_voor(afgesproken)
    with geweigerd("planwijziging.ligt_al"):
        _stel_voor(afgesproken)


def test_a_grant_that_does_not_run_keeps_its_plan(afgesproken: Wereld) -> None:
    Subsidie.objects.filter(deel=afgesproken.deel(afgesproken.anker)).update(stand="ingetrokken")

    with geweigerd("planwijziging.niet_lopend"):
        _stel_voor(afgesproken)


# --- whatever the order ---

Jaarplan = dict[tuple[int, int], str]


@contextmanager
def _terugdraaien() -> Iterator[None]:
    """Each example begins from the same world."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _woorden() -> dict[int, tuple[object, ...]]:
    """All that an agreement says, besides its last year."""
    velden = ("nummer", "eerste_jaar", "naam", "omschrijving", "verwachting", "subdoel", "deel", "wijziging")
    return {rij[0]: rij for rij in Afspraak.objects.values_list("pk", *velden)}


def _pas_toe(plan: Jaarplan, nummer: int, jaar: int, naam: str | None) -> Jaarplan:
    """The same, worked out by hand: from that year on, as far as it went; what is new goes as far as the grant."""
    jaren = [een for een in JAREN if een >= jaar]
    if not any(nr == nummer for nr, _ in plan):
        return plan | dict.fromkeys(((nummer, een) for een in jaren), str(naam))
    tot = max(een for nr, een in plan if nr == nummer)
    blijft = {cel: wat for cel, wat in plan.items() if not (cel[0] == nummer and cel[1] >= jaar)}
    return blijft | ({(nummer, een): naam for een in jaren if een <= tot} if naam else {})


DAAD = st.tuples(st.sampled_from([None, 1, 3]), st.sampled_from(JAREN), st.booleans())


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(daden=st.lists(DAAD, max_size=5))
def test_whatever_the_order_a_nummer_has_one_agreement_a_year_and_nothing_old_changes(
    afgesproken: Wereld, daden: list[tuple[int | None, int, bool]]
) -> None:
    with _terugdraaien():
        plan = _per_jaar(afgesproken)
        hoogste = max(nummer for nummer, _ in plan)  # what stopped keeps its nummer
        for beurt, (nummer, jaar, stopt) in enumerate(daden):
            vast, voorheen = _woorden(), {cel: wat for cel, wat in _per_jaar(afgesproken).items() if cel[1] < jaar}
            naam = None if stopt and nummer is not None else f"Beurt {beurt}"
            nieuw = inhoud(_subdoel(afgesproken), naam=naam) if naam else None
            if nummer is not None and not any(nr == nummer and een >= jaar for nr, een in plan):
                with geweigerd("planwijziging.geen_afspraak"):
                    _stel_voor(afgesproken, nummer=nummer, vanaf_jaar=jaar, inhoud=nieuw)
                continue
            _aanvaard(afgesproken, _stel_voor(afgesproken, nummer=nummer, vanaf_jaar=jaar, inhoud=nieuw))

            hoogste += nummer is None
            plan = _pas_toe(plan, nummer or hoogste, jaar, naam)
            assert _per_jaar(afgesproken) == plan
            assert vast.items() <= _woorden().items()
            assert voorheen.items() <= _per_jaar(afgesproken).items()
