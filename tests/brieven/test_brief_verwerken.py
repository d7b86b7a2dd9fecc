"""From row to portal: claim, make, deliver, sweep. The clock stands on the day of the letter unless told."""

import datetime
import hashlib
from dataclasses import replace

import pytest
import time_machine
from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from brieven.fouten import BriefFout, Foutcode
from brieven.models import Bezorging, Brief, BriefSoort, Stand
from brieven.opstellen import herdateer
from brieven.pdf.maken import render
from brieven.services import verwerk
from brieven.services.maak import MAAK_BRIEF, herstel, leg_brief_klaar, vervang
from brieven.tasks import maak_brief, veeg_brieven
from kern.fouten import DomeinFout
from kern.models import Gebeurtenis
from kern.taken import makelaar
from organisaties.toegang import Rol
from tests.brieven.voorbeelden import VERZENDDATUM, kop, ontvangstbevestiging, toelating, verlening
from tests.hulp.fabriek import maak_brief as maak_brief_rij
from tests.hulp.fabriek import maak_lid

pytestmark = pytest.mark.django_db

OCHTEND = datetime.datetime(2026, 11, 20, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def klok():
    with time_machine.travel(OCHTEND, tick=False) as reiziger:
        yield reiziger


@pytest.fixture
def verstuurd(monkeypatch) -> list[tuple[str, tuple]]:
    """What was handed to Celery."""
    berichten: list[tuple[str, tuple]] = []
    monkeypatch.setattr("celery.current_app.send_task", lambda taak, args: berichten.append((taak, tuple(args))))
    return berichten


def soorten() -> list[str]:
    return list(Gebeurtenis.objects.filter(soort__startswith="brief.").order_by("pk").values_list("soort", flat=True))


def test_a_letter_is_a_row_first_and_told_after_the_commit(zet_klaar, verstuurd, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        brief = zet_klaar()
        assert verstuurd == []

    assert (brief.stand, brief.pogingen, brief.sha256) == (Stand.KLAARGEZET, 0, "")
    assert verstuurd == [(MAAK_BRIEF, (brief.pk,))]
    assert soorten() == ["brief.klaargezet"]


def test_row_and_snapshot_may_not_contradict_each_other(ontvanger, zet_klaar):
    snapshot = toelating()
    velden = {
        "ontvanger": ontvanger,
        "over": ontvanger,
        "onderwerp": snapshot.kop.onderwerp,
        "snapshot": snapshot,
        "verzenddatum": VERZENDDATUM,
        "kenmerk": snapshot.kop.kenmerk,
    }

    for anders in ({"soort": BriefSoort.AFWIJZING}, {"kenmerk": "X-1"}, {"verzenddatum": datetime.date(2026, 1, 1)}):
        with pytest.raises(ValueError, match=r"vraagt een|anders dan in de snapshot"):
            leg_brief_klaar(**({"soort": BriefSoort.TOELATING} | velden | anders))

    assert Brief.objects.count() == 0


def test_a_task_run_twice_has_one_effect(zet_klaar):
    brief = zet_klaar()

    maak_brief(brief.pk)
    na_een = Brief.objects.values().get()
    maak_brief(brief.pk)

    assert Brief.objects.values().get() == na_een
    assert na_een["stand"] == Stand.VERZONDEN
    assert na_een["pogingen"] == 1
    assert Bezorging.objects.values_list("brief", "wijze", "tijdstip").get() == (brief.pk, "portaal", OCHTEND)
    assert soorten() == ["brief.klaargezet", "brief.gemaakt", "brief.verzonden"]
    with default_storage.open(na_een["bestand"]) as bestand:
        assert hashlib.sha256(bestand.read()).hexdigest() == na_een["sha256"]


def test_a_letter_for_tomorrow_waits_and_the_sweeper_delivers_it_that_day(
    zet_klaar, klok, verstuurd, django_capture_on_commit_callbacks
):
    brief = zet_klaar(verzenddatum=datetime.date(2026, 11, 21))
    maak_brief(brief.pk)
    brief.refresh_from_db()
    assert brief.stand == Stand.GEMAAKT
    assert Bezorging.objects.count() == 0

    klok.move_to(datetime.datetime(2026, 11, 20, 22, 59, tzinfo=datetime.UTC))  # 23.59 in Amsterdam
    with django_capture_on_commit_callbacks(execute=True):
        veeg_brieven()
    assert verstuurd == []
    klok.move_to(datetime.datetime(2026, 11, 20, 23, 1, tzinfo=datetime.UTC))  # 0.01 in Amsterdam
    with django_capture_on_commit_callbacks(execute=True):
        veeg_brieven()
    assert verstuurd == [(MAAK_BRIEF, (brief.pk,))]
    maak_brief(brief.pk)

    brief.refresh_from_db()
    assert brief.stand == Stand.VERZONDEN
    assert Bezorging.objects.get().tijdstip == timezone.now()


def test_a_letter_whose_day_has_passed_gets_a_new_version_for_today(zet_klaar):
    brief = zet_klaar(verzenddatum=datetime.date(2026, 11, 19))

    maak_brief(brief.pk)
    maak_brief(brief.pk)

    brief.refresh_from_db()
    assert (brief.stand, brief.sha256) == (Stand.VERVANGEN, "")
    nieuw = Brief.objects.get(vervangt=brief)
    assert (nieuw.kenmerk, nieuw.verzenddatum, nieuw.stand) == (brief.kenmerk, timezone.localdate(), Stand.KLAARGEZET)
    assert Bezorging.objects.count() == 0
    assert soorten() == ["brief.klaargezet", "brief.vervangen", "brief.klaargezet"]


def test_the_last_day_to_object_moves_with_the_new_day():
    oud = verlening(kop=kop(verzenddatum=datetime.date(2026, 11, 13)))

    nieuw = herdateer(oud, datetime.date(2027, 2, 12))

    assert nieuw.kop.verzenddatum == datetime.date(2027, 2, 12)
    assert nieuw.bezwaar.laatste_dag == datetime.date(2027, 3, 30)
    assert replace(nieuw, kop=oud.kop, bezwaar=oud.bezwaar) == oud


def test_a_made_letter_is_not_delivered_after_its_day(zet_klaar, klok):
    brief = zet_klaar(verzenddatum=datetime.date(2026, 11, 21))
    maak_brief(brief.pk)
    klok.move_to(datetime.datetime(2026, 11, 22, 8, 0, tzinfo=datetime.UTC))

    maak_brief(brief.pk)

    brief.refresh_from_db()
    assert brief.stand == Stand.VERVANGEN
    assert Brief.objects.get(vervangt=brief).verzenddatum == datetime.date(2026, 11, 22)
    assert Bezorging.objects.count() == 0


def test_a_replaced_letter_keeps_its_kenmerk_and_goes_out_on_the_new_day(zet_klaar):
    oud = zet_klaar(verzenddatum=datetime.date(2026, 11, 19))
    snapshot = ontvangstbevestiging(kop=kop(onderwerp="Wij hebben uw aanvraag ontvangen"))

    nieuw = vervang(brief_id=oud.pk, snapshot=snapshot, verzenddatum=VERZENDDATUM)
    maak_brief(nieuw.pk)

    oud.refresh_from_db()
    nieuw.refresh_from_db()
    assert (oud.stand, nieuw.stand) == (Stand.VERVANGEN, Stand.VERZONDEN)
    assert (nieuw.kenmerk, nieuw.vervangt) == (oud.kenmerk, oud)
    assert "brief.vervangen" in soorten()


def test_a_sent_letter_is_not_replaced(zet_klaar):
    brief = zet_klaar()
    maak_brief(brief.pk)

    with pytest.raises(DomeinFout, match="Dit kan niet meer"):
        vervang(brief_id=brief.pk, snapshot=ontvangstbevestiging(), verzenddatum=VERZENDDATUM)

    assert Brief.objects.values_list("stand", flat=True).get() == Stand.VERZONDEN


def test_a_failure_of_the_letter_itself_is_final_at_once(zet_klaar, monkeypatch):
    def weiger(snapshot):
        raise BriefFout(Foutcode.WAARSCHUWING, "teken ontbreekt")

    monkeypatch.setattr(verwerk, "render", weiger)
    brief = zet_klaar()

    maak_brief(brief.pk)

    brief.refresh_from_db()
    assert (brief.stand, brief.fout_code, brief.pogingen) == (Stand.MISLUKT, Foutcode.WAARSCHUWING, 1)
    feiten = Gebeurtenis.objects.get(soort="brief.mislukt")
    assert (feiten.feiten["fout"], feiten.lidmaatschap_id) == ("waarschuwing", None)


def test_a_failure_around_the_letter_is_tried_five_times(zet_klaar, monkeypatch):
    def vol(resultaat):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(verwerk, "bewaar", vol)
    brief = zet_klaar()
    standen = []

    for _ in range(6):
        maak_brief(brief.pk)
        brief.refresh_from_db()
        standen.append((brief.stand, brief.pogingen))

    assert standen[:5] == [("klaargezet", 1), ("klaargezet", 2), ("klaargezet", 3), ("klaargezet", 4), ("mislukt", 5)]
    assert standen[5] == ("mislukt", 5)
    assert brief.fout_code == Foutcode.ONVERWACHT


def test_running_out_of_time_is_final(zet_klaar, monkeypatch):
    def treuzel(snapshot):
        raise SoftTimeLimitExceeded

    monkeypatch.setattr(verwerk, "render", treuzel)
    brief = zet_klaar()

    maak_brief(brief.pk)

    brief.refresh_from_db()
    assert (brief.stand, brief.fout_code) == (Stand.MISLUKT, Foutcode.TE_LANG_BEZIG)


def test_an_unreadable_snapshot_is_final(ontvanger):
    brief = maak_brief_rij(ontvanger)

    maak_brief(brief.pk)

    brief.refresh_from_db()
    assert (brief.stand, brief.fout_code) == (Stand.MISLUKT, Foutcode.SNAPSHOT_ONLEESBAAR)


def test_a_letter_that_keeps_killing_its_worker_ends_as_failed(zet_klaar):
    brief = zet_klaar()
    Brief.objects.filter(pk=brief.pk).update(
        stand=Stand.BEZIG, pogingen=5, geclaimd_op=OCHTEND - datetime.timedelta(hours=1)
    )

    maak_brief(brief.pk)

    brief.refresh_from_db()
    assert (brief.stand, brief.fout_code) == (Stand.MISLUKT, Foutcode.ONVERWACHT)


def test_killed_after_the_file_and_before_the_row_loses_and_doubles_nothing(zet_klaar, klok, monkeypatch):
    class Gedood(BaseException):
        pass

    def sterf(brief):
        raise Gedood

    brief = zet_klaar()
    with monkeypatch.context() as m:
        m.setattr(verwerk, "_houdt_claim", sterf)
        with pytest.raises(Gedood):
            maak_brief(brief.pk)
    maak_brief(brief.pk)
    brief.refresh_from_db()
    assert (brief.stand, brief.sha256) == (Stand.BEZIG, "")  # the claim has not lapsed yet

    klok.shift(datetime.timedelta(minutes=6))
    maak_brief(brief.pk)

    brief.refresh_from_db()
    assert (brief.stand, brief.pogingen) == (Stand.VERZONDEN, 2)
    map_, _, naam = brief.bestand.rpartition("/")
    assert default_storage.listdir(map_)[1] == [naam]
    assert Bezorging.objects.count() == 1


def test_a_half_written_file_is_written_again(zet_klaar):
    brief = zet_klaar()
    som = render(ontvangstbevestiging(kop=kop(soort_besluit="Ontvangstbevestiging", onderwerp=brief.onderwerp))).sha256
    default_storage.save(f"brieven/{som[:2]}/{som}.pdf", ContentFile(b"%PDF half"))

    maak_brief(brief.pk)

    brief.refresh_from_db()
    assert (brief.stand, brief.sha256) == (Stand.VERZONDEN, som)
    with default_storage.open(brief.bestand) as bestand:
        assert hashlib.sha256(bestand.read()).hexdigest() == som


def test_a_worker_that_lost_its_claim_changes_nothing(zet_klaar, monkeypatch):
    brief = zet_klaar()
    echt = verwerk.bewaar

    def traag(resultaat):
        Brief.objects.filter(pk=brief.pk).update(pogingen=2)
        return echt(resultaat)

    monkeypatch.setattr(verwerk, "bewaar", traag)

    maak_brief(brief.pk)

    brief.refresh_from_db()
    assert (brief.stand, brief.sha256, brief.pogingen) == (Stand.BEZIG, "", 2)


def test_the_sweeper_takes_what_is_lost_stuck_or_due_and_leaves_the_rest(
    zet_klaar, klok, verstuurd, django_capture_on_commit_callbacks
):
    def brief(nummer, **velden):
        gemaakt = zet_klaar(kenmerk=f"SB-2026-{nummer}", verzenddatum=velden.pop("dag", VERZENDDATUM))
        for stap in velden.pop("weg", ()):
            Brief.objects.filter(pk=gemaakt.pk).update(**stap)
        return gemaakt.pk

    lang, kort = OCHTEND - datetime.timedelta(minutes=6), OCHTEND - datetime.timedelta(minutes=4)
    bestand = {"sha256": "a" * 64, "bestand": "x", "bladzijden": 1}
    klok.move_to(OCHTEND - datetime.timedelta(minutes=2))
    gevonden = {
        brief(1),
        brief(2, weg=[{"stand": "bezig", "geclaimd_op": lang}]),
        brief(3, weg=[{"stand": "bezig"}, {"stand": "gemaakt"} | bestand]),
    }
    brief(4, weg=[{"stand": "bezig", "geclaimd_op": kort}])
    brief(5, weg=[{"stand": "bezig"}, {"stand": "gemaakt"} | bestand], dag=datetime.date(2026, 12, 1))
    brief(6, weg=[{"stand": "mislukt", "fout_code": Foutcode.TE_GROOT}])
    klok.move_to(OCHTEND)
    brief(7)

    verstuurd.clear()
    with django_capture_on_commit_callbacks(execute=True):
        veeg_brieven()

    assert {args[0] for _, args in verstuurd} == gevonden


def test_a_text_that_no_letter_can_hold_refuses_the_act_itself(zet_klaar):
    with pytest.raises(DomeinFout, match="Een woord in de brief is langer dan 200 tekens") as fout:
        zet_klaar(adres=("https://voorbeeld.example/" + "x" * 200,))

    assert fout.value.code == "brief.woord_te_lang"
    assert not Brief.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_dead_broker_loses_no_letter(zet_klaar, klok, monkeypatch, caplog):
    def dood(taak, args):
        raise ConnectionError("broker down")

    with monkeypatch.context() as m:
        m.setattr("celery.current_app.send_task", dood)
        with transaction.atomic():
            brief = zet_klaar()
    assert "broker down" in caplog.text
    assert Brief.objects.get().stand == Stand.KLAARGEZET

    klok.shift(datetime.timedelta(minutes=2))
    monkeypatch.setattr(makelaar, "weg_tot", 0.0)
    berichten = []
    monkeypatch.setattr("celery.current_app.send_task", lambda taak, args: berichten.append(tuple(args)))
    veeg_brieven()

    assert berichten == [(brief.pk,)]


def test_a_failed_letter_can_be_tried_again(zet_klaar, monkeypatch):
    officer = maak_lid(Rol.BELEIDSMEDEWERKER)
    brief = zet_klaar()
    Brief.objects.filter(pk=brief.pk).update(stand="mislukt", fout_code=Foutcode.ONVERWACHT, pogingen=5)

    herstel(brief_id=brief.pk, door=officer)
    maak_brief(brief.pk)

    brief.refresh_from_db()
    assert (brief.stand, brief.pogingen, brief.fout_code) == (Stand.VERZONDEN, 1, "")
    assert Gebeurtenis.objects.get(soort="brief.hersteld").lidmaatschap_id == officer.pk


PAREN = [(van, naar) for van in Stand.values for naar in Stand.values if van != naar]


@pytest.mark.parametrize(("van", "naar"), PAREN)
def test_the_database_knows_the_same_states_as_the_table(zet_klaar, van, naar):
    bestand = {"sha256": "a" * 64, "bestand": "x", "bladzijden": 1}
    weg = {
        "klaargezet": [],
        "bezig": [{"stand": "bezig"}],
        "gemaakt": [{"stand": "bezig"}, {"stand": "gemaakt"} | bestand],
        "verzonden": [{"stand": "bezig"}, {"stand": "gemaakt"} | bestand, {"stand": "verzonden"}],
        "mislukt": [{"stand": "mislukt", "fout_code": "te_groot"}],
        "vervangen": [{"stand": "vervangen"}],
    }
    brief = zet_klaar()
    for stap in weg[van]:
        Brief.objects.filter(pk=brief.pk).update(**stap)
    nieuw = {"stand": naar, "fout_code": "te_groot"} | (bestand if van not in {"gemaakt", "verzonden"} else {})

    if Brief.VERLOOP.mag(van, naar):
        assert Brief.objects.filter(pk=brief.pk).update(**nieuw) == 1
    else:
        with pytest.raises(DatabaseError), transaction.atomic():
            Brief.objects.filter(pk=brief.pk).update(**nieuw)
        brief.refresh_from_db()
        assert brief.stand == van


@pytest.mark.parametrize(
    "wijziging",
    [
        {"kenmerk": "ANDERS-1"},
        {"soort": "weigering"},
        {"onderwerp": "Iets anders"},
        {"snapshot": {}},
        {"verzenddatum": datetime.date(2027, 1, 1)},
        {"over_id": 0},
        {"sha256": "b" * 64},
        {"bestand": "elders.pdf"},
        {"bladzijden": 2},
    ],
)
def test_the_content_of_a_letter_never_changes(zet_klaar, wijziging):
    brief = zet_klaar()
    maak_brief(brief.pk)
    voor = Brief.objects.values().get()

    with pytest.raises(DatabaseError), transaction.atomic():
        Brief.objects.filter(pk=brief.pk).update(**wijziging)

    assert Brief.objects.values().get() == voor


def test_letters_and_deliveries_are_not_deleted(zet_klaar):
    brief = zet_klaar()
    maak_brief(brief.pk)

    for tabel in ("brieven_bezorging", "brieven_brief"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {tabel}")

    assert (Brief.objects.count(), Bezorging.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("velden", "regel"),
    [
        ({"kenmerk": "met spatie"}, "brief_kenmerk_vorm"),
        ({"stand": "gemaakt"}, "begint niet als"),
        ({"stand": "verzonden"}, "begint niet als"),
    ],
)
def test_the_database_refuses_a_letter_that_cannot_be(zet_klaar, velden, regel):
    brief = zet_klaar()
    voorbeeld = {
        veld.attname: getattr(brief, veld.attname) for veld in Brief._meta.concrete_fields if not veld.primary_key
    }

    with pytest.raises(IntegrityError, match=regel), transaction.atomic():
        Brief.objects.bulk_create([Brief(**(voorbeeld | {"kenmerk": "ANDERS-1"} | velden))])

    assert Brief.objects.count() == 1


def test_made_without_a_file_is_refused(zet_klaar):
    brief = zet_klaar()
    Brief.objects.filter(pk=brief.pk).update(stand="bezig")

    with pytest.raises(IntegrityError, match="brief_gemaakt_heeft_bestand"), transaction.atomic():
        Brief.objects.filter(pk=brief.pk).update(stand="gemaakt")

    assert Brief.objects.get().stand == Stand.BEZIG


def test_one_kenmerk_is_one_living_letter(zet_klaar):
    zet_klaar()

    with pytest.raises(IntegrityError, match="brief_kenmerk_uniek"), transaction.atomic():
        zet_klaar()

    assert Brief.objects.count() == 1


def test_the_award_of_the_model_goes_through_the_whole_pipeline(zet_klaar):
    brief = zet_klaar(verlening())

    maak_brief(brief.pk)

    brief.refresh_from_db()
    assert (brief.stand, brief.bladzijden, brief.sha256) == (Stand.VERZONDEN, 3, render(verlening()).sha256)
