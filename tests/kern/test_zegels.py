"""kern.zegels: sealing afterwards, without making an act wait, and finding every change."""

import datetime
import json
import threading
from functools import partial
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import IntegrityError, OperationalError, connection

from kern import tasks, zegels
from kern.models import Gebeurtenis, Zegel, ZegelRegel
from kern.spoor import Code, leg_vast
from kern.zegels import controleer, regel
from tests.hulp.verbindingen import Draad, andere_verbinding, wacht_op_andere_databases, zonder_triggers


def verzegel(grootste=5000):
    """Seal, without the transactions of other test processes in the way."""
    wacht_op_andere_databases()
    return zegels.verzegel(grootste)


pytestmark = pytest.mark.django_db(transaction=True)

LID = SimpleNamespace(pk=7)
VOEG_IN = """
    INSERT INTO kern_gebeurtenis (id, tijdstip, soort, over_soort, geweigerd, feiten)
    VALUES (coalesce(%s, nextval('kern_gebeurtenis_id_seq')), %s, 'proef.los', '', '', '{}') RETURNING id
"""
WACHTENDEN = """
SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted
"""
NU = datetime.datetime.now(datetime.UTC)


def maak(aantal: int = 1) -> list[int]:
    return [
        leg_vast("toegang.geweigerd", door=LID, route=Code(f"proef:{n}"), reden=Code("toegang.rol")).pk
        for n in range(aantal)
    ]


def sql(opdracht: str, *waarden: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(opdracht, waarden or None)


def verzegelde(zegel: Zegel) -> list[int]:
    return list(ZegelRegel.objects.filter(zegel=zegel).order_by("pk").values_list("pk", flat=True))


def test_rows_are_sealed_in_order_and_each_zegel_holds_on_to_the_one_before():
    eerste_drie = maak(3)
    een = verzegel()
    volgende = maak(2)
    twee = verzegel()

    assert verzegelde(een) == eerste_drie
    assert verzegelde(twee) == volgende
    assert (een.vorige, een.aantal, twee.vorige, twee.aantal) == (None, 3, een, 2)
    assert verzegel() is None
    uitkomst = controleer()
    assert (uitkomst.zegels, uitkomst.verzegeld, uitkomst.open) == (2, 5, 0)
    assert uitkomst.is_heel
    assert uitkomst.laatste_hash == twee.hash


def test_an_empty_trail_is_whole():
    assert verzegel() is None
    assert controleer() == zegels.Uitkomst(0, 0, 0, "", (), ())


def test_a_zegel_has_a_maximum_and_leaves_the_rest():
    maak(5)

    groottes = [verzegel(2).aantal, verzegel(2).aantal, verzegel(2).aantal]

    assert groottes == [2, 2, 1]
    assert controleer().is_heel


def test_a_row_with_a_lower_id_that_comes_in_later_gets_into_the_next_zegel():
    with andere_verbinding() as laat, laat.cursor() as cursor:
        cursor.execute("SELECT nextval('kern_gebeurtenis_id_seq')")  # the number is taken, the row not yet written
        (laag,) = cursor.fetchone()
        laat.commit()  # each 32nd nextval is logged, under a transaction id that would be older than the rows below
        hoog = maak(2)
        cursor.execute(VOEG_IN, [laag, NU])  # and now its transaction stays open

        een = verzegel()
        laat.commit()
        twee = verzegel()

    assert laag < min(hoog)
    assert verzegelde(een) == hoog
    assert verzegelde(twee) == [laag]
    assert controleer().is_heel


def test_a_row_above_a_running_transaction_waits_for_it():
    with andere_verbinding() as laat, laat.cursor() as cursor:
        cursor.execute(VOEG_IN, [None, NU])
        (open_rij,) = cursor.fetchone()
        erna = maak(2)

        assert verzegel() is None
        assert controleer().open == 2
        laat.commit()

    assert verzegelde(verzegel()) == [open_rij, *erna]
    assert controleer().is_heel


def test_a_row_of_a_transaction_that_was_rolled_back_leaves_no_gap_in_the_chain():
    with andere_verbinding() as weg, weg.cursor() as cursor:
        cursor.execute(VOEG_IN, [None, NU])
    rijen = maak(1)

    assert verzegelde(verzegel()) == rijen
    assert controleer().is_heel


def test_rows_restored_from_a_cluster_that_counted_further_are_sealed_too():
    maak(1)
    with andere_verbinding() as hersteld, hersteld.cursor() as cursor:
        cursor.execute(
            """INSERT INTO kern_gebeurtenis (tijdstip, soort, over_soort, geweigerd, feiten, xid)
               VALUES (%s, 'proef.los', '', '', '{}', '900000000000')""",
            [NU],
        )
        hersteld.commit()

    assert verzegel().aantal == 2
    assert controleer().is_heel


@pytest.mark.fouten
def test_two_sealers_at_once_make_one_chain():
    rijen = maak(6)
    with andere_verbinding() as slot, slot.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [zegels._SLOT])
        draden = [Draad(partial(verzegel, 4)) for _ in range(3)]
        _wacht_op_het_slot(3)
        assert Zegel.objects.count() == 0
        slot.rollback()
    uitkomsten = [draad.uitkomst() for draad in draden]

    assert sorted(z.aantal if z else 0 for z in uitkomsten) == [0, 2, 4]
    een, twee = Zegel.objects.order_by("id")
    assert (een.vorige_id, twee.vorige_id) == (None, een.pk)
    assert verzegelde(een) + verzegelde(twee) == rijen
    assert controleer().is_heel


def test_a_chain_cannot_fork():
    maak(1)
    een = verzegel()
    Zegel.objects.create(vorige=een, aantal=1, hash="a" * 64)

    with pytest.raises(IntegrityError):
        Zegel.objects.create(vorige=een, aantal=1, hash="b" * 64)


@pytest.mark.fouten
def test_an_act_does_not_wait_for_sealing_but_another_sealing_does(monkeypatch):
    maak(2)
    bezig, ga_door = threading.Event(), threading.Event()

    def traag(rij):
        bezig.set()
        assert ga_door.wait(20)
        return regel(rij)

    monkeypatch.setattr(zegels, "regel", traag)
    verzegelaar = Draad(verzegel)
    assert bezig.wait(20)

    sql("SET lock_timeout = '300ms'")
    try:
        maak(1)  # the act: not held up
        with pytest.raises(OperationalError, match="lock timeout"):  # the control: the sealing does hold its lock
            verzegel()
    finally:
        sql("RESET lock_timeout")
        ga_door.set()

    assert verzegelaar.uitkomst().aantal == 2
    assert verzegel().aantal == 1
    assert controleer().is_heel


TABELLEN = ("kern_gebeurtenis", "kern_zegel", "kern_zegelregel")
KNOEIEN = {
    "een rij gewijzigd": ["UPDATE kern_gebeurtenis SET lidmaatschap_id = 8 WHERE id = {rij}"],
    "een feit gewijzigd": ["""UPDATE kern_gebeurtenis SET feiten = '{{"route": 1.5}}' WHERE id = {rij}"""],
    "een tijdstip gewijzigd": ["UPDATE kern_gebeurtenis SET tijdstip = tijdstip + '1 microsecond' WHERE id = {rij}"],
    "een rij weggehaald": [
        "DELETE FROM kern_zegelregel WHERE gebeurtenis_id = {rij}",
        "DELETE FROM kern_gebeurtenis WHERE id = {rij}",
    ],
    "een rij uit het zegel gehaald": ["DELETE FROM kern_zegelregel WHERE gebeurtenis_id = {rij}"],
    "een rij tussengezet": [
        """INSERT INTO kern_gebeurtenis (id, tijdstip, soort, over_soort, geweigerd, feiten)
           VALUES (999999, now(), 'proef.vals', '', '', '{{}}')""",
        "INSERT INTO kern_zegelregel (gebeurtenis_id, zegel_id) VALUES (999999, {zegel})",
    ],
    "een rij vervangen": [
        "DELETE FROM kern_zegelregel WHERE gebeurtenis_id = {rij}",
        """INSERT INTO kern_gebeurtenis (id, tijdstip, soort, over_soort, geweigerd, feiten)
           VALUES (999999, now(), 'proef.vals', '', '', '{{}}')""",
        "INSERT INTO kern_zegelregel (gebeurtenis_id, zegel_id) VALUES (999999, {zegel})",
    ],
    "een rij naar een ander zegel": ["UPDATE kern_zegelregel SET zegel_id = {laatste} WHERE gebeurtenis_id = {rij}"],
    "een hash gewijzigd": ["UPDATE kern_zegel SET hash = repeat('0', 64) WHERE id = {zegel}"],
    "een zegel overgeslagen": ["UPDATE kern_zegel SET vorige_id = NULL WHERE id = {laatste}"],
    "een zegel weggehaald": [
        "DELETE FROM kern_zegelregel WHERE zegel_id = {zegel}",
        "UPDATE kern_zegel SET vorige_id = NULL WHERE id = {laatste}",
        "DELETE FROM kern_zegel WHERE id = {zegel}",
        "UPDATE kern_zegel SET vorige_id = {eerste} WHERE id = {laatste}",
    ],
}


@pytest.mark.parametrize("naam", KNOEIEN)
def test_what_the_owner_changes_with_the_triggers_off_is_found(naam):
    maak(2)
    eerste = verzegel()
    rij, _ = maak(2)
    zegel = verzegel()
    maak(2)
    laatste = verzegel()
    assert controleer().is_heel  # the control

    with zonder_triggers(*TABELLEN):
        for opdracht in KNOEIEN[naam]:
            sql(opdracht.format(rij=rij, eerste=eerste.pk, zegel=zegel.pk, laatste=laatste.pk))

    uitkomst = controleer()
    assert not uitkomst.is_heel
    assert uitkomst.breuken[0].zegel in {zegel.pk, laatste.pk}


@pytest.mark.django_db
def test_rows_that_point_at_a_zegel_that_is_gone_are_found():
    sql(
        """DO $$ DECLARE naam text; BEGIN
             SELECT conname INTO naam FROM pg_constraint
              WHERE conrelid = 'kern_zegelregel'::regclass AND confrelid = 'kern_zegel'::regclass;
             EXECUTE format('ALTER TABLE kern_zegelregel DROP CONSTRAINT %I', naam);
           END $$"""
    )
    (rij,) = maak(1)
    assert controleer().is_heel  # the control

    ZegelRegel.objects.create(gebeurtenis_id=rij, zegel_id=404)

    (breuk,) = controleer().breuken
    assert breuk.tekst == "1 gebeurtenissen horen bij een zegel dat er niet meer is."


@pytest.mark.parametrize("tabel", TABELLEN)
@pytest.mark.parametrize("opdracht", ["UPDATE {tabel} SET {kolom} = {kolom}", "DELETE FROM {tabel}"])
def test_with_the_triggers_on_the_database_refuses(tabel, opdracht):
    maak(1)
    verzegel()
    kolom = {"kern_zegelregel": "zegel_id"}.get(tabel, "id")

    with pytest.raises(Exception, match=r"pgtrigger: Cannot (update|delete)"):
        sql(opdracht.format(tabel=tabel, kolom=kolom))

    assert controleer().is_heel


def test_a_row_put_in_afterwards_with_an_old_time_is_pointed_out():
    maak(1)
    verzegel()
    with andere_verbinding() as vals, vals.cursor() as cursor:
        cursor.execute(VOEG_IN, [None, NU - datetime.timedelta(days=2)])
        (pk,) = cursor.fetchone()
        vals.commit()

    los = controleer()
    verzegel()
    verzegeld = controleer()

    zin = f"gebeurtenis {pk} draagt een tijdstip van ruim vóór een eerder zegel."
    assert los.opvallend == verzegeld.opvallend == (zin,)
    assert verzegeld.is_heel


def test_the_canonical_line_is_fixed():
    rij = Gebeurtenis(
        pk=5,
        tijdstip=datetime.datetime(2026, 11, 20, 12, 0, tzinfo=datetime.UTC),
        soort="proef.geteld",
        lidmaatschap_id=None,
        over_soort="kern.vrijedag",
        over_id=3,
        geweigerd="",
        feiten={"b": "é", "a": 1},
    )

    assert regel(tuple(getattr(rij, veld) for veld in zegels._VELDEN)) == (
        '{"feiten":{"a":1,"b":"é"},"geweigerd":"","id":5,"lidmaatschap_id":null,"over":["kern.vrijedag",3],'
        '"soort":"proef.geteld","tijdstip":"2026-11-20T12:00:00.000000+00:00"}'
    )


def test_a_check_takes_the_same_queries_however_long_the_trail(django_assert_num_queries):
    def vragen():
        with django_assert_num_queries(5) as gevangen:
            assert controleer().is_heel
        return len(gevangen)

    maak(1)
    verzegel()
    eerst = vragen()
    maak(20)
    while verzegel(3):
        pass

    assert vragen() == eerst


def test_the_task_seals_everything_and_a_second_run_does_nothing(monkeypatch):
    monkeypatch.setattr(tasks, "GROOTSTE_ZEGEL", 2)
    monkeypatch.setattr(tasks, "verzegel", partial(verzegel, 2))
    maak(5)

    tasks.verzegel_spoor()
    na_een_keer = list(Zegel.objects.values_list("aantal", "hash"))
    tasks.verzegel_spoor()

    assert [aantal for aantal, _ in na_een_keer] == [2, 2, 1]
    assert list(Zegel.objects.values_list("aantal", "hash")) == na_een_keer


def test_the_task_runs_on_an_empty_trail():
    tasks.verzegel_spoor()

    assert Zegel.objects.count() == 0


def test_the_command_tells_that_the_trail_is_whole(capsys):
    maak(3)
    hash_ = verzegel().hash
    maak(1)

    call_command("controleer_spoor", bevat=hash_)

    assert capsys.readouterr().out.splitlines() == [
        "3 gebeurtenissen in 1 zegels gecontroleerd.",
        "Nog niet verzegeld: 1.",
        f"Het spoor is heel. Laatste hash: {hash_}",
    ]


def test_the_command_ends_with_1_on_a_break(capsys):
    (rij,) = maak(1)
    zegel = verzegel()
    with zonder_triggers("kern_gebeurtenis"):
        sql("UPDATE kern_gebeurtenis SET soort = 'anders' WHERE id = %s", rij)

    with pytest.raises(SystemExit) as einde:
        call_command("controleer_spoor")

    assert einde.value.code == 1
    assert f"BREUK bij zegel {zegel.pk}: " in capsys.readouterr().err


def test_the_command_misses_a_noted_hash_when_the_end_of_the_trail_was_cut_off(capsys):
    maak(1)
    verzegel()
    maak(1)
    hash_ = verzegel().hash
    with zonder_triggers(*TABELLEN):
        sql("DELETE FROM kern_zegelregel WHERE zegel_id = (SELECT max(id) FROM kern_zegel)")
        sql("DELETE FROM kern_zegel WHERE id = (SELECT max(id) FROM kern_zegel)")

    call_command("controleer_spoor")  # without the note it cannot be seen
    with pytest.raises(SystemExit):
        call_command("controleer_spoor", bevat=hash_)

    assert "de genoteerde hash staat niet meer in de keten" in capsys.readouterr().err


def test_the_command_speaks_json(capsys):
    maak(2)
    hash_ = verzegel().hash

    call_command("controleer_spoor", json=True)

    assert json.loads(capsys.readouterr().out) == {
        "zegels": 1,
        "verzegeld": 2,
        "open": 0,
        "laatste_hash": hash_,
        "breuken": [],
        "opvallend": [],
        "heel": True,
    }


def _wacht_op_het_slot(aantal: int) -> None:
    """Until so many sessions wait for the advisory lock."""
    for _ in range(400):
        with connection.cursor() as cursor:
            cursor.execute(WACHTENDEN)
            (wachtend,) = cursor.fetchone()
            if wachtend == aantal:
                return
            cursor.execute("SELECT pg_sleep(0.05)")
    pytest.fail(f"er wachten {wachtend} sessies op het slot, geen {aantal}")
