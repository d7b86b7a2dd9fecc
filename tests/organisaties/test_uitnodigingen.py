"""Invitations: who sends one, what the mail says, and that it works once."""

import datetime
import re
from smtplib import SMTPException
from threading import Barrier, Thread
from unittest import mock

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.core.signing import Signer
from django.db import connection
from django.utils import timezone

from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebeurtenis, Gebruiker
from organisaties.models import Lidmaatschap, Organisatie, Rol, Uitnodiging
from organisaties.selectors import uitnodiging_van
from organisaties.services.aanvaard_uitnodiging import aanvaard_uitnodiging
from organisaties.services.beeindig_lidmaatschap import beeindig_lidmaatschap
from organisaties.services.nodig_uit import nodig_uit
from organisaties.services.verstuur_uitnodiging import verstuur_uitnodiging
from organisaties.tasks import mail_uitnodiging, veeg_uitnodigingen
from tests.organisaties.conftest import WACHTWOORD, maak_gebruiker, maak_lid, maak_organisatie

pytestmark = pytest.mark.django_db

EMAIL = "nieuw.mens@voorbeeld.example"
SEND_TASK = "kern.taken.current_app.send_task"


@pytest.fixture
def uitnodiging(tekenbevoegde: Lidmaatschap) -> Uitnodiging:
    return nodig_uit(email=EMAIL, organisatie_id=tekenbevoegde.organisatie_id, rol=Rol.REDACTEUR, door=tekenbevoegde)


def test_a_tekenbevoegde_invites_into_the_own_organisation(tekenbevoegde: Lidmaatschap) -> None:
    nu = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.UTC)
    with time_machine.travel(nu, tick=False):
        uitnodiging = nodig_uit(
            email=" Nieuw.Mens@Voorbeeld.example ",
            organisatie_id=tekenbevoegde.organisatie_id,
            rol=Rol.REDACTEUR,
            door=tekenbevoegde,
        )

    uitnodiging.refresh_from_db()
    assert (uitnodiging.email, uitnodiging.rol, uitnodiging.door_id) == (EMAIL, "redacteur", tekenbevoegde.pk)
    assert uitnodiging.verloopt_op == nu + datetime.timedelta(days=14)
    assert (uitnodiging.verzonden_op, uitnodiging.aanvaard_op) == (None, None)
    rij = Gebeurtenis.objects.get()
    assert (rij.soort, rij.over_id) == ("uitnodiging.gemaakt", uitnodiging.pk)
    assert rij.feiten == {"organisatie": tekenbevoegde.organisatie_id, "rol": "redacteur"}


def test_an_invitation_does_not_outlive_the_membership_of_who_sent_it(
    uitnodiging: Uitnodiging, beheerder: Lidmaatschap
) -> None:
    gisteren = timezone.localdate() - datetime.timedelta(days=1)
    Lidmaatschap.objects.filter(pk=uitnodiging.door_id).update(van=gisteren)

    beeindig_lidmaatschap(lidmaatschap_id=uitnodiging.door_id, tot=gisteren, door=beheerder)

    with pytest.raises(DomeinFout):
        aanvaard_uitnodiging(token=uitnodiging.token, gebruiker=None, naam="Nieuw", wachtwoord=WACHTWOORD)
    assert not Gebruiker.objects.filter(email=EMAIL).exists()


def test_a_beheerder_invites_everywhere(beheerder: Lidmaatschap, gemeente: Organisatie, partner: Organisatie) -> None:
    for organisatie, rol in ((gemeente, Rol.BESLUITNEMER), (partner, Rol.TEKENBEVOEGDE)):
        nodig_uit(email=EMAIL, organisatie_id=organisatie.pk, rol=rol, door=beheerder)

    assert Uitnodiging.objects.count() == 2


@pytest.mark.parametrize("rol", [rol for rol in Rol if rol not in {Rol.BEHEERDER, Rol.TEKENBEVOEGDE}])
def test_other_roles_invite_nobody(rol: Rol) -> None:
    lid = maak_lid(rol)

    with pytest.raises(GeenRecht):
        nodig_uit(email=EMAIL, organisatie_id=lid.organisatie_id, rol=rol, door=lid)

    assert Uitnodiging.objects.count() == 0
    assert [rij.geweigerd for rij in Gebeurtenis.objects.all()] == ["organisatie.leden"]


def test_a_tekenbevoegde_invites_nobody_elsewhere(tekenbevoegde: Lidmaatschap, gemeente: Organisatie) -> None:
    for organisatie, rol in ((maak_organisatie(), Rol.MEELEZER), (gemeente, Rol.BESLUITNEMER)):
        with pytest.raises(GeenRecht):
            nodig_uit(email=EMAIL, organisatie_id=organisatie.pk, rol=rol, door=tekenbevoegde)

    assert Uitnodiging.objects.count() == 0


@pytest.mark.parametrize(
    ("email", "rol", "code", "veld"),
    [
        ("geen adres", Rol.REDACTEUR, "uitnodiging.email", "email"),
        (EMAIL, Rol.BESLUITNEMER, "lidmaatschap.rol_past_niet", "rol"),
    ],
)
def test_a_wrong_invitation_is_refused(
    tekenbevoegde: Lidmaatschap, email: str, rol: Rol, code: str, veld: str
) -> None:
    with pytest.raises(DomeinFout) as fout:
        nodig_uit(email=email, organisatie_id=tekenbevoegde.organisatie_id, rol=rol, door=tekenbevoegde)

    assert (fout.value.code, fout.value.veld) == (code, veld)
    assert Uitnodiging.objects.count() == 0


def test_somebody_who_has_the_role_is_not_invited_to_it(tekenbevoegde: Lidmaatschap) -> None:
    with pytest.raises(DomeinFout) as fout:
        nodig_uit(
            email=tekenbevoegde.gebruiker.email,
            organisatie_id=tekenbevoegde.organisatie_id,
            rol=Rol.TEKENBEVOEGDE,
            door=tekenbevoegde,
        )

    assert fout.value.code == "uitnodiging.al_lid"
    assert Uitnodiging.objects.count() == 0


def test_a_second_invitation_replaces_the_first(uitnodiging: Uitnodiging, tekenbevoegde: Lidmaatschap) -> None:
    tweede = nodig_uit(email=EMAIL, organisatie_id=uitnodiging.organisatie_id, rol=Rol.REDACTEUR, door=tekenbevoegde)

    with pytest.raises(DomeinFout) as fout:
        aanvaard_uitnodiging(token=uitnodiging.token, gebruiker=None, naam="Mens", wachtwoord=WACHTWOORD)
    assert fout.value.code == "uitnodiging.ingetrokken"
    assert aanvaard_uitnodiging(token=tweede.token, gebruiker=None, naam="Mens", wachtwoord=WACHTWOORD).pk


def test_the_mail_holds_a_working_link_and_nothing_about_anybody(uitnodiging: Uitnodiging) -> None:
    assert verstuur_uitnodiging(uitnodiging_id=uitnodiging.pk) is True

    (bericht,) = mail.outbox
    assert (bericht.to, bericht.subject) == ([EMAIL], "Er staat een uitnodiging voor u klaar")
    assert "Buurtkamer" not in bericht.body
    assert "redacteur" not in bericht.body
    (adres,) = re.findall(r"http\S+", bericht.body)
    token = re.fullmatch(r"http://127\.0\.0\.1:8000/organisaties/uitnodiging/(.+)/", adres).group(1)
    assert uitnodiging_van(token) == uitnodiging


def test_the_job_twice_sends_one_mail(uitnodiging: Uitnodiging) -> None:
    mail_uitnodiging(uitnodiging.pk)
    mail_uitnodiging(uitnodiging.pk)
    veeg_uitnodigingen()

    assert len(mail.outbox) == 1
    assert Gebeurtenis.objects.filter(soort="uitnodiging.verzonden").count() == 1


def test_a_mail_server_that_is_away_leaves_the_invitation_to_the_sweeper(uitnodiging: Uitnodiging) -> None:
    with mock.patch("organisaties.services.verstuur_uitnodiging.send_mail", side_effect=SMTPException):
        mail_uitnodiging(uitnodiging.pk)
    uitnodiging.refresh_from_db()
    assert uitnodiging.verzonden_op is None

    veeg_uitnodigingen()

    uitnodiging.refresh_from_db()
    assert uitnodiging.verzonden_op is not None
    assert len(mail.outbox) == 1


def test_the_job_is_started_after_the_commit_and_a_dead_broker_is_nobodys_problem(
    tekenbevoegde: Lidmaatschap, django_capture_on_commit_callbacks
) -> None:
    with (
        mock.patch(SEND_TASK, side_effect=ConnectionError) as send_task,
        django_capture_on_commit_callbacks(execute=True),
    ):
        uitnodiging = nodig_uit(
            email=EMAIL, organisatie_id=tekenbevoegde.organisatie_id, rol=Rol.MEELEZER, door=tekenbevoegde
        )
        send_task.assert_not_called()

    send_task.assert_called_once_with("organisaties.tasks.mail_uitnodiging", (uitnodiging.pk,))


def test_the_sweeper_finds_nothing_in_an_empty_database() -> None:
    veeg_uitnodigingen()

    assert mail.outbox == []


def test_somebody_new_gets_an_account_and_the_membership(uitnodiging: Uitnodiging) -> None:
    lid = aanvaard_uitnodiging(token=uitnodiging.token, gebruiker=None, naam=" Nieuw Mens ", wachtwoord=WACHTWOORD)

    gebruiker = Gebruiker.objects.get(email=EMAIL)
    assert (gebruiker.naam, gebruiker.check_password(WACHTWOORD)) == ("Nieuw Mens", True)
    assert (lid.gebruiker, lid.rol, lid.van, lid.tot) == (gebruiker, "redacteur", timezone.localdate(), None)
    uitnodiging.refresh_from_db()
    assert (uitnodiging.lidmaatschap, uitnodiging.aanvaard_op is not None) == (lid, True)
    rij = Gebeurtenis.objects.get(soort="uitnodiging.aanvaard")
    assert (rij.lidmaatschap_id, rij.over_id) == (lid.pk, uitnodiging.pk)


def test_somebody_with_an_account_keeps_it(uitnodiging: Uitnodiging) -> None:
    gebruiker = maak_gebruiker(EMAIL)

    lid = aanvaard_uitnodiging(token=uitnodiging.token, gebruiker=gebruiker)

    assert lid.gebruiker == gebruiker
    assert Gebruiker.objects.filter(email=EMAIL).count() == 1


def test_an_account_is_never_taken_over_by_its_invitation(uitnodiging: Uitnodiging) -> None:
    gebruiker = maak_gebruiker(EMAIL)

    with pytest.raises(DomeinFout) as fout:
        aanvaard_uitnodiging(token=uitnodiging.token, gebruiker=None, naam="Dief", wachtwoord="ander-lang-woord")

    gebruiker.refresh_from_db()
    assert fout.value.code == "uitnodiging.account_bestaat"
    assert (gebruiker.naam, gebruiker.check_password(WACHTWOORD)) == ("Mens", True)
    assert not Lidmaatschap.objects.filter(gebruiker=gebruiker).exists()


def test_another_persons_account_does_not_accept(uitnodiging: Uitnodiging) -> None:
    ander = maak_gebruiker()

    with pytest.raises(GeenRecht):
        aanvaard_uitnodiging(token=uitnodiging.token, gebruiker=ander)

    assert not Lidmaatschap.objects.filter(gebruiker=ander).exists()


@pytest.mark.parametrize(
    ("naam", "wachtwoord", "veld"),
    [("", WACHTWOORD, "naam"), ("Mens", "kort", "wachtwoord"), ("Mens", EMAIL, "wachtwoord")],
)
def test_a_weak_password_or_no_name_makes_no_account(
    uitnodiging: Uitnodiging, naam: str, wachtwoord: str, veld: str
) -> None:
    with pytest.raises(DomeinFout) as fout:
        aanvaard_uitnodiging(token=uitnodiging.token, gebruiker=None, naam=naam, wachtwoord=wachtwoord)

    uitnodiging.refresh_from_db()
    assert (fout.value.veld, uitnodiging.aanvaard_op) == (veld, None)
    assert not Gebruiker.objects.filter(email=EMAIL).exists()


def test_an_invitation_works_up_to_its_last_moment(uitnodiging: Uitnodiging) -> None:
    with time_machine.travel(uitnodiging.verloopt_op, tick=False), pytest.raises(DomeinFout) as fout:
        aanvaard_uitnodiging(token=uitnodiging.token, gebruiker=None, naam="Mens", wachtwoord=WACHTWOORD)
    assert fout.value.code == "uitnodiging.verlopen"

    net_op_tijd = uitnodiging.verloopt_op - datetime.timedelta(seconds=1)
    with time_machine.travel(net_op_tijd, tick=False):
        assert aanvaard_uitnodiging(token=uitnodiging.token, gebruiker=None, naam="Mens", wachtwoord=WACHTWOORD).pk


def test_an_invitation_works_once(uitnodiging: Uitnodiging) -> None:
    lid = aanvaard_uitnodiging(token=uitnodiging.token, gebruiker=None, naam="Mens", wachtwoord=WACHTWOORD)

    with pytest.raises(DomeinFout) as fout:
        aanvaard_uitnodiging(token=uitnodiging.token, gebruiker=lid.gebruiker)

    assert fout.value.code == "uitnodiging.gebruikt"
    assert Lidmaatschap.objects.filter(gebruiker=lid.gebruiker).count() == 1


def test_a_link_that_is_not_ours_leads_nowhere(uitnodiging: Uitnodiging) -> None:
    vreemd = Signer(salt="iets anders").sign_object([uitnodiging.pk, uitnodiging.getal])
    ander_getal = Signer(salt=Uitnodiging.SALT).sign_object([uitnodiging.pk, "raad"])

    for token in (vreemd, ander_getal, uitnodiging.token[:-1], "", "a:b:c", f"{uitnodiging.pk}"):
        with pytest.raises(Uitnodiging.DoesNotExist):
            uitnodiging_van(token)


@pytest.mark.fouten
@pytest.mark.django_db(transaction=True)
def test_two_acceptances_at_the_same_moment_make_one_account_and_one_membership() -> None:
    tekenbevoegde = maak_lid(Rol.TEKENBEVOEGDE)
    uitnodiging = nodig_uit(
        email=EMAIL, organisatie_id=tekenbevoegde.organisatie_id, rol=Rol.REDACTEUR, door=tekenbevoegde
    )
    token, uitkomsten, startschot = uitnodiging.token, [], Barrier(4)

    def aanvaard() -> None:
        try:
            connection.ensure_connection()
            startschot.wait()
            aanvaard_uitnodiging(token=token, gebruiker=None, naam="Mens", wachtwoord=WACHTWOORD)
            uitkomsten.append("gelukt")
        except DomeinFout as fout:
            uitkomsten.append(fout.code)
        finally:
            connection.close()

    draden = [Thread(target=aanvaard) for _ in range(4)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()

    assert sorted(uitkomsten) == ["gelukt"] + ["uitnodiging.gebruikt"] * 3
    assert Gebruiker.objects.filter(email=EMAIL).count() == 1
    assert Lidmaatschap.objects.filter(gebruiker__email=EMAIL).count() == 1


def test_the_first_beheerder_is_invited_by_a_command_and_no_second_one() -> None:
    call_command("eerste_beheerder", EMAIL, gemeente="Gemeente Voorbeeld", verbosity=0)

    uitnodiging = Uitnodiging.objects.get()
    assert (uitnodiging.email, uitnodiging.rol, uitnodiging.door) == (EMAIL, "beheerder", None)
    assert uitnodiging.organisatie.naam == "Gemeente Voorbeeld"
    aanvaard_uitnodiging(token=uitnodiging.token, gebruiker=None, naam="Mens", wachtwoord=WACHTWOORD)
    with pytest.raises(CommandError):
        call_command("eerste_beheerder", "ander@voorbeeld.example", gemeente="Gemeente Voorbeeld")
    assert Uitnodiging.objects.count() == 1
