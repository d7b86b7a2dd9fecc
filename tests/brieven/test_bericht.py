"""Messages: one line and one mail per recipient and day, without anything about anybody."""

import datetime
import re
from smtplib import SMTPRecipientsRefused
from unittest import mock

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, InternalError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from brieven.models import Bericht, BerichtSoort
from brieven.models.bericht import ZINNEN
from brieven.services.bericht import MAIL_BERICHT, leg_bericht_klaar
from brieven.services.verstuur_bericht import geef_opnieuw_uit, verstuur_bericht
from brieven.tasks import mail_bericht, veeg_berichten
from kern.models import Gebeurtenis
from kern.pogingen import WACHTTIJDEN
from organisaties.models import Lidmaatschap, Organisatie
from organisaties.toegang import Rol
from tests.hulp.fabriek import maak_lid, maak_organisatie
from tests.hulp.verbindingen import andere_verbinding

pytestmark = pytest.mark.django_db

SEND_TASK = "kern.taken.current_app.send_task"
SEND_MAIL = "brieven.services.verstuur_bericht.send_mail"
NU = datetime.datetime(2026, 11, 20, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture
def partner() -> Organisatie:
    return maak_organisatie("Stichting Voorbeeld Buurtkamer")


@pytest.fixture
def lid(partner: Organisatie) -> Lidmaatschap:
    return maak_lid(Rol.REDACTEUR, partner)


@pytest.fixture
def bericht(lid: Lidmaatschap) -> Bericht:
    leg_bericht_klaar(soort=BerichtSoort.HERINNERING, ontvangers=[lid], over=lid.organisatie, pad="/aanvragen/SB-1/")
    return Bericht.objects.get()


def zet_klaar(*ontvangers: Lidmaatschap, over: Organisatie, pad: str = "/") -> int:
    return leg_bericht_klaar(soort=BerichtSoort.OPMERKING, ontvangers=ontvangers, over=over, pad=pad)


# --- writing ---


def test_a_message_is_written_per_recipient_and_told_after_the_commit(
    partner: Organisatie, django_capture_on_commit_callbacks
) -> None:
    een, ander = maak_lid(Rol.REDACTEUR, partner), maak_lid(Rol.TEKENBEVOEGDE, partner)

    with mock.patch(SEND_TASK) as send_task, django_capture_on_commit_callbacks(execute=True):
        aantal = zet_klaar(een, ander, over=partner, pad="/organisaties/")
        send_task.assert_not_called()

    rijen = list(Bericht.objects.order_by("pk"))
    assert aantal == 2
    assert [(rij.ontvanger, rij.over_soort, rij.over_id, rij.pad, rij.dag) for rij in rijen] == [
        (lid, "organisaties.organisatie", partner.pk, "/organisaties/", timezone.localdate()) for lid in (een, ander)
    ]
    assert [aanroep.args for aanroep in send_task.call_args_list] == [(MAIL_BERICHT, (rij.pk,)) for rij in rijen]


def test_a_dead_broker_is_nobodys_problem(
    lid: Lidmaatschap, partner: Organisatie, django_capture_on_commit_callbacks
) -> None:
    with (
        mock.patch(SEND_TASK, side_effect=ConnectionError),
        django_capture_on_commit_callbacks(execute=True),
    ):
        assert zet_klaar(lid, over=partner) == 1

    assert Bericht.objects.count() == 1


def test_the_same_message_comes_once_a_day(lid: Lidmaatschap, partner: Organisatie) -> None:
    later = maak_lid(Rol.MEELEZER, partner)

    with time_machine.travel(NU, tick=False):
        assert zet_klaar(lid, lid, over=partner) == 1
    with time_machine.travel(NU + datetime.timedelta(hours=13, minutes=59), tick=False):  # 23:59 in Amsterdam
        assert zet_klaar(lid, over=partner) == 0
        assert zet_klaar(lid, later, over=partner) == 1
        assert zet_klaar(lid, over=later.gebruiker) == 1
    with time_machine.travel(NU + datetime.timedelta(hours=14), tick=False):
        assert zet_klaar(lid, over=partner) == 1

    assert sorted(Bericht.objects.filter(ontvanger=lid).values_list("dag", "over_soort")) == [
        (datetime.date(2026, 11, 20), "kern.gebruiker"),
        (datetime.date(2026, 11, 20), "organisaties.organisatie"),
        (datetime.date(2026, 11, 21), "organisaties.organisatie"),
    ]


def test_who_has_left_gets_nothing(lid: Lidmaatschap, partner: Organisatie) -> None:
    lid.tot = timezone.localdate() - datetime.timedelta(days=1)

    assert zet_klaar(lid, over=partner) == 0
    assert not Bericht.objects.exists()


def test_telling_twenty_costs_as_many_queries_as_telling_one(partner: Organisatie) -> None:
    leden = [maak_lid(Rol.REDACTEUR, partner) for _ in range(20)]

    with CaptureQueriesContext(connection) as vragen:
        assert zet_klaar(*leden, over=partner) == 20

    assert len([vraag for vraag in vragen if "SAVEPOINT" not in vraag["sql"]]) == 2


@pytest.mark.parametrize(
    "pad", ["", "aanvragen/", "//kwaad.example/", "https://kwaad.example/", "/\\kwaad.example", "/a b/", "/x\n"]
)
def test_a_link_to_elsewhere_is_refused_by_the_database(lid: Lidmaatschap, partner: Organisatie, pad: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        zet_klaar(lid, over=partner, pad=pad)

    assert not Bericht.objects.exists()


@pytest.mark.parametrize("velden", [{"pad": "/elders/"}, {"soort": "penvoerder"}, {"dag": datetime.date(2020, 1, 1)}])
def test_what_was_told_never_changes(bericht: Bericht, velden: dict[str, object]) -> None:
    with pytest.raises(InternalError), transaction.atomic():
        Bericht.objects.update(**velden)
    with pytest.raises(InternalError), transaction.atomic():
        Bericht.objects.all().delete()

    assert Bericht.objects.filter(pk=bericht.pk, pad="/aanvragen/SB-1/", soort="herinnering").exists()


# --- mailing ---


@pytest.mark.parametrize("soort", BerichtSoort)
def test_the_mail_holds_a_sentence_and_a_link_and_nothing_about_anybody(
    soort: BerichtSoort, lid: Lidmaatschap, partner: Organisatie
) -> None:
    leg_bericht_klaar(soort=soort, ontvangers=[lid], over=partner, pad="/aanvragen/SB-2026-0001/?deel=3#top")

    assert verstuur_bericht(bericht_id=Bericht.objects.get().pk) is True

    (brief,) = mail.outbox
    assert (brief.to, brief.subject) == ([lid.gebruiker.email], "Er staat iets voor u klaar in Sociale Basis")
    assert brief.body.startswith(f"{ZINNEN[soort]}\n")
    assert re.findall(r"http\S+", brief.body) == ["http://127.0.0.1:8000/aanvragen/SB-2026-0001/?deel=3#top"]
    assert not any(woord in brief.body for woord in (lid.gebruiker.naam, "Buurtkamer", "redacteur", "€"))


def test_every_kind_has_its_own_sentence() -> None:
    assert set(ZINNEN) == set(BerichtSoort)
    assert len(set(ZINNEN.values())) == len(BerichtSoort)


def test_the_job_twice_sends_one_mail_and_leaves_no_line_in_the_audit_trail(bericht: Bericht) -> None:
    mail_bericht(bericht.pk)
    mail_bericht(bericht.pk)

    bericht.refresh_from_db()
    assert len(mail.outbox) == 1
    assert (bericht.pogingen, bericht.verzonden_op is not None, bericht.opgegeven_op) == (1, True, None)
    assert not Gebeurtenis.objects.exists()


def test_an_address_that_refuses_is_tried_five_times_ever_later_and_then_given_up(
    lid: Lidmaatschap, partner: Organisatie, caplog: pytest.LogCaptureFixture
) -> None:
    fout = SMTPRecipientsRefused({lid.gebruiker.email: (550, b"weg")})
    with time_machine.travel(NU, tick=False) as klok, mock.patch(SEND_MAIL, side_effect=fout) as send_mail:
        zet_klaar(lid, over=partner)
        pk = Bericht.objects.get().pk

        mail_bericht(pk)
        for poging, wachttijd in enumerate(WACHTTIJDEN[1:], start=1):
            klok.shift(wachttijd)
            mail_bericht(pk)  # not a moment too early
            assert send_mail.call_count == poging
            klok.shift(1)
            mail_bericht(pk)
        klok.shift(datetime.timedelta(days=30))
        mail_bericht(pk)

    rij = Bericht.objects.get()
    assert send_mail.call_count == rij.pogingen == 5
    assert (rij.verzonden_op, rij.opgegeven_op is not None) == (None, True)
    assert "SMTPRecipientsRefused" in caplog.text
    assert lid.gebruiker.email not in caplog.text


def test_a_mail_server_that_is_back_gets_the_message_after_all(bericht: Bericht) -> None:
    with mock.patch(SEND_MAIL, side_effect=ConnectionRefusedError):
        mail_bericht(bericht.pk)
    assert mail.outbox == []

    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=6)):
        mail_bericht(bericht.pk)

    assert len(mail.outbox) == 1


def test_a_worker_that_dies_while_mailing_has_used_an_attempt(bericht: Bericht) -> None:
    with mock.patch(SEND_MAIL, side_effect=SystemExit), pytest.raises(SystemExit):
        mail_bericht(bericht.pk)

    bericht.refresh_from_db()
    assert (bericht.pogingen, bericht.verzonden_op) == (1, None)
    mail_bericht(bericht.pk)
    assert mail.outbox == []


def _einde(lid: Lidmaatschap) -> None:
    Lidmaatschap.objects.filter(pk=lid.pk).update(tot=timezone.localdate() - datetime.timedelta(days=1))


def _op_slot(lid: Lidmaatschap) -> None:
    lid.gebruiker.is_active = False
    lid.gebruiker.save(update_fields=["is_active"])


@pytest.mark.parametrize("vertrek", [_einde, _op_slot])
def test_who_left_in_the_meantime_is_not_mailed(bericht: Bericht, lid: Lidmaatschap, vertrek) -> None:
    vertrek(lid)

    mail_bericht(bericht.pk)

    bericht.refresh_from_db()
    assert mail.outbox == []
    assert (bericht.pogingen, bericht.opgegeven_op is not None) == (0, True)


def test_the_sweeper_hands_out_what_was_lost_and_nothing_fresh_sent_or_given_up(
    lid: Lidmaatschap, partner: Organisatie, django_capture_on_commit_callbacks
) -> None:
    with time_machine.travel(NU, tick=False) as klok, mock.patch(SEND_TASK) as send_task:
        for soort in (BerichtSoort.OPMERKING, BerichtSoort.HERINNERING, BerichtSoort.PENVOERDER):
            leg_bericht_klaar(soort=soort, ontvangers=[lid], over=partner, pad="/")
        opgegeven, verzonden, verloren = Bericht.objects.order_by("-pk")
        Bericht.objects.filter(pk=opgegeven.pk).update(opgegeven_op=NU)
        verstuur_bericht(bericht_id=verzonden.pk)
        assert geef_opnieuw_uit() == 0  # a minute for the worker that was told

        klok.shift(61)
        with django_capture_on_commit_callbacks(execute=True):
            veeg_berichten()

    send_task.assert_called_once_with(MAIL_BERICHT, (verloren.pk,))


@pytest.mark.django_db(transaction=True)
def test_a_message_in_another_workers_hands_is_left_alone(bericht: Bericht) -> None:
    with andere_verbinding() as ander:
        with ander.cursor() as cursor:
            cursor.execute("SELECT 1 FROM brieven_bericht WHERE id = %s FOR UPDATE", [bericht.pk])

        assert verstuur_bericht(bericht_id=bericht.pk) is False
        ander.rollback()

    assert mail.outbox == []
    assert verstuur_bericht(bericht_id=bericht.pk) is True  # control: it was the lock


# --- the page ---


def test_a_member_reads_only_what_waits_for_this_membership_newest_first(
    client: Client, lid: Lidmaatschap, partner: Organisatie
) -> None:
    collega = maak_lid(Rol.TEKENBEVOEGDE, partner)
    leg_bericht_klaar(soort=BerichtSoort.HERINNERING, ontvangers=[lid, collega], over=partner, pad="/aanvragen/A/")
    leg_bericht_klaar(soort=BerichtSoort.OPMERKING, ontvangers=[lid], over=partner, pad="/aanvragen/B/")
    leg_bericht_klaar(soort=BerichtSoort.PENVOERDER, ontvangers=[collega], over=partner, pad="/aanvragen/C/")
    client.force_login(lid.gebruiker)

    inhoud = client.get(reverse("brieven:berichten")).content.decode()

    assert re.findall(r'href="(/aanvragen/\w/)"', inhoud) == ["/aanvragen/B/", "/aanvragen/A/"]
    assert ZINNEN[BerichtSoort.OPMERKING] in inhoud
    assert ZINNEN[BerichtSoort.PENVOERDER] not in inhoud


def test_fifty_messages_fit_on_a_page(client: Client, lid: Lidmaatschap, partner: Organisatie) -> None:
    for dag in range(51):
        with time_machine.travel(NU + datetime.timedelta(days=dag), tick=False):
            zet_klaar(lid, over=partner, pad=f"/m/{dag}/")
    client.force_login(lid.gebruiker)

    eerste = client.get(reverse("brieven:berichten")).content.decode()
    laatste = client.get(reverse("brieven:berichten"), {"bladzijde": "2"}).content.decode()

    assert re.findall(r'href="/m/(\d+)/"', eerste) == [str(dag) for dag in range(50, 0, -1)]
    assert re.findall(r'href="/m/(\d+)/"', laatste) == ["0"]


def test_who_has_no_messages_reads_so(client: Client, lid: Lidmaatschap) -> None:
    client.force_login(lid.gebruiker)

    assert "Er zijn geen berichten voor u." in client.get(reverse("brieven:berichten")).content.decode()
