"""Memberships: which role fits where, and how one ends."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap, Organisatie, OrganisatieSoort, Rol
from organisaties.regels.rol_past import eis_rol_past
from organisaties.services.beeindig_lidmaatschap import beeindig_lidmaatschap
from organisaties.soorten import ROLLEN_PER_SOORT
from tests.organisaties.conftest import maak_gebruiker, maak_lid, maak_organisatie

pytestmark = pytest.mark.django_db

DAG = datetime.timedelta(days=1)
PAREN = [(rol, soort) for soort in OrganisatieSoort for rol in Rol]


@pytest.mark.parametrize(("rol", "soort"), PAREN)
def test_rule_and_database_agree_on_which_role_fits_which_organisation(rol: Rol, soort: OrganisatieSoort) -> None:
    organisatie, gebruiker = maak_organisatie(soort=soort), maak_gebruiker()
    nieuw = [Lidmaatschap(gebruiker=gebruiker, organisatie=organisatie, rol=rol, van=timezone.localdate())]

    if rol in ROLLEN_PER_SOORT[soort]:
        eis_rol_past(rol, soort)
        Lidmaatschap.objects.bulk_create(nieuw)
    else:
        with pytest.raises(DomeinFout):
            eis_rol_past(rol, soort)
        with pytest.raises(IntegrityError), transaction.atomic():
            Lidmaatschap.objects.bulk_create(nieuw)

    assert Lidmaatschap.objects.count() == (1 if rol in ROLLEN_PER_SOORT[soort] else 0)


def test_every_role_exists_at_exactly_one_kind_of_organisation() -> None:
    rollen = [rol for rollen in ROLLEN_PER_SOORT.values() for rol in rollen]

    assert sorted(rollen) == sorted(Rol.values)


def test_a_role_does_not_become_another_kind_of_role(tekenbevoegde: Lidmaatschap) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Lidmaatschap.objects.filter(pk=tekenbevoegde.pk).update(rol=Rol.BESLUITNEMER)

    tekenbevoegde.refresh_from_db()
    assert tekenbevoegde.rol == Rol.TEKENBEVOEGDE


def test_the_same_role_twice_is_refused_while_it_runs_and_allowed_after_it_ended(tekenbevoegde: Lidmaatschap) -> None:
    velden = {"gebruiker": tekenbevoegde.gebruiker, "organisatie": tekenbevoegde.organisatie, "rol": Rol.TEKENBEVOEGDE}

    with pytest.raises(IntegrityError), transaction.atomic():
        Lidmaatschap.objects.create(**velden, van=timezone.localdate())
    Lidmaatschap.objects.update(tot=timezone.localdate() - DAG)
    Lidmaatschap.objects.create(**velden, van=timezone.localdate())

    assert Lidmaatschap.objects.count() == 2


def test_a_membership_counts_on_its_first_and_its_last_day(tekenbevoegde: Lidmaatschap) -> None:
    tekenbevoegde.tot = tekenbevoegde.van + 10 * DAG
    tekenbevoegde.save()
    dagen = [tekenbevoegde.van - DAG, tekenbevoegde.van, tekenbevoegde.tot, tekenbevoegde.tot + DAG]

    assert [tekenbevoegde.geldt_op(dag) for dag in dagen] == [False, True, True, False]
    assert [Lidmaatschap.objects.geldig_op(dag).count() for dag in dagen] == [0, 1, 1, 0]


@pytest.mark.parametrize("wie", ["beheerder", "tekenbevoegde"])
def test_a_membership_ends_with_its_audit_row_and_stays(
    wie: str, beheerder: Lidmaatschap, tekenbevoegde: Lidmaatschap
) -> None:
    door = {"beheerder": beheerder, "tekenbevoegde": tekenbevoegde}[wie]
    redacteur = maak_lid(Rol.REDACTEUR, tekenbevoegde.organisatie)
    gisteren = timezone.localdate() - DAG

    beeindig_lidmaatschap(lidmaatschap_id=redacteur.pk, tot=gisteren, door=door)

    redacteur.refresh_from_db()
    assert redacteur.tot == gisteren
    assert not redacteur.geldt_op(timezone.localdate())
    rij = Gebeurtenis.objects.get()
    assert (rij.soort, rij.lidmaatschap_id) == ("lidmaatschap.beeindigd", door.pk)
    assert rij.feiten == {"organisatie": redacteur.organisatie_id, "lidmaatschap": redacteur.pk}


@pytest.mark.parametrize("rol", [rol for rol in Rol if rol not in {Rol.BEHEERDER, Rol.TEKENBEVOEGDE}])
def test_other_roles_end_no_membership(rol: Rol) -> None:
    lid = maak_lid(rol)
    ander = maak_lid(rol, lid.organisatie)

    with pytest.raises(GeenRecht):
        beeindig_lidmaatschap(lidmaatschap_id=ander.pk, tot=timezone.localdate(), door=lid)

    ander.refresh_from_db()
    assert ander.tot is None


def test_a_tekenbevoegde_ends_no_membership_elsewhere(tekenbevoegde: Lidmaatschap) -> None:
    ander = maak_lid(Rol.REDACTEUR)

    with pytest.raises(GeenRecht):
        beeindig_lidmaatschap(lidmaatschap_id=ander.pk, tot=timezone.localdate(), door=tekenbevoegde)

    ander.refresh_from_db()
    assert ander.tot is None
    assert [rij.geweigerd for rij in Gebeurtenis.objects.all()] == ["organisatie.leden"]


def test_the_past_is_not_rewritten(beheerder: Lidmaatschap, tekenbevoegde: Lidmaatschap) -> None:
    vandaag = timezone.localdate()

    with pytest.raises(DomeinFout) as te_vroeg:
        beeindig_lidmaatschap(lidmaatschap_id=tekenbevoegde.pk, tot=vandaag - 2 * DAG, door=beheerder)
    beeindig_lidmaatschap(lidmaatschap_id=tekenbevoegde.pk, tot=vandaag - DAG, door=beheerder)
    with pytest.raises(DomeinFout) as al_klaar:
        beeindig_lidmaatschap(lidmaatschap_id=tekenbevoegde.pk, tot=vandaag, door=beheerder)

    tekenbevoegde.refresh_from_db()
    assert (te_vroeg.value.code, te_vroeg.value.veld) == ("lidmaatschap.laatste_dag", "tot")
    assert al_klaar.value.code == "lidmaatschap.al_beeindigd"
    assert tekenbevoegde.tot == vandaag - DAG


def test_the_last_beheerder_stays_until_there_is_another(gemeente: Organisatie, beheerder: Lidmaatschap) -> None:
    vandaag = timezone.localdate()

    with pytest.raises(DomeinFout) as fout:
        beeindig_lidmaatschap(lidmaatschap_id=beheerder.pk, tot=vandaag, door=beheerder)
    beheerder.refresh_from_db()
    assert (fout.value.code, beheerder.tot) == ("lidmaatschap.laatste_beheerder", None)

    maak_lid(Rol.BEHEERDER, gemeente)
    beeindig_lidmaatschap(lidmaatschap_id=beheerder.pk, tot=vandaag, door=beheerder)
    beheerder.refresh_from_db()
    assert beheerder.tot == vandaag
