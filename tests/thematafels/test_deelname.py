"""Who sits at a table: applying, being admitted or refused, withdrawing, chairing."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from brieven.models import Brief
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from tests.hulp.fabriek import maak_deelname, maak_lid, maak_organisatie
from tests.thematafels.conftest import tafel_van, weigeringen
from thematafels import services
from thematafels.models import Aanstelling, Deelname, Uitvraag

MOTIVATIE = "Wij zijn in elke wijk actief."


def meld_aan(uitvraag: Uitvraag, door: Lidmaatschap) -> Deelname:
    return services.meld_aan(tafel_id=tafel_van(uitvraag).pk, motivatie=MOTIVATIE, door=door)


@pytest.mark.parametrize("rol", [Rol.TEKENBEVOEGDE, Rol.REDACTEUR])
def test_a_partner_applies_for_its_own_organisation(rol: Rol, gepubliceerd: Uitvraag) -> None:
    lid = maak_lid(rol)

    deelname = meld_aan(gepubliceerd, lid)

    assert (deelname.organisatie, deelname.stand, deelname.aangemeld_door) == (lid.organisatie, "aangemeld", lid)
    assert Gebeurtenis.objects.get(soort="deelname.aangemeld").feiten == {
        "organisatie": lid.organisatie_id,
        "tafel": deelname.tafel_id,
    }


@pytest.mark.parametrize("rol", [Rol.MEELEZER, Rol.BELEIDSMEDEWERKER, Rol.COMMISSIELID, Rol.PROCESBEGELEIDER])
def test_nobody_else_applies(rol: Rol, gepubliceerd: Uitvraag) -> None:
    with pytest.raises(GeenRecht):
        meld_aan(gepubliceerd, maak_lid(rol))

    assert Deelname.objects.count() == 0
    assert weigeringen() == [("deelname.aangemeld", "toegang.rol")]


def test_an_organisation_applies_once_for_a_table(gepubliceerd: Uitvraag, partner: Lidmaatschap) -> None:
    meld_aan(gepubliceerd, partner)

    with pytest.raises(DomeinFout) as fout:
        meld_aan(gepubliceerd, partner)

    assert fout.value.code == "deelname.bestaat_al"
    assert Deelname.objects.count() == 1


def test_the_database_keeps_one_seat_per_table_and_organisation(gepubliceerd: Uitvraag, partner: Lidmaatschap) -> None:
    deelname = meld_aan(gepubliceerd, partner)

    with pytest.raises(IntegrityError), transaction.atomic():
        maak_deelname(deelname.tafel, partner.organisatie, "aangemeld", partner)


def test_nobody_applies_for_a_draft(concept: Uitvraag, partner: Lidmaatschap) -> None:
    with pytest.raises(DomeinFout) as fout:
        meld_aan(concept, partner)

    assert (fout.value.code, Deelname.objects.count()) == ("uitvraag.niet_open", 0)


def test_nobody_applies_after_the_closing_moment(gepubliceerd: Uitvraag, partner: Lidmaatschap) -> None:
    assert gepubliceerd.sluit_op is not None

    with time_machine.travel(gepubliceerd.sluit_op, tick=False), pytest.raises(DomeinFout) as fout:
        meld_aan(gepubliceerd, partner)

    assert (fout.value.code, Deelname.objects.count()) == ("uitvraag.niet_open", 0)


def test_who_withdrew_may_apply_again(gepubliceerd: Uitvraag, partner: Lidmaatschap) -> None:
    deelname = meld_aan(gepubliceerd, partner)
    services.trek_terug(deelname_id=deelname.pk, door=partner)

    opnieuw = meld_aan(gepubliceerd, partner)

    assert (opnieuw.pk, opnieuw.stand) == (deelname.pk, "aangemeld")


def test_another_organisation_does_not_withdraw_us(gepubliceerd: Uitvraag, partner: Lidmaatschap) -> None:
    deelname = meld_aan(gepubliceerd, partner)

    with pytest.raises(GeenRecht):
        services.trek_terug(deelname_id=deelname.pk, door=maak_lid(Rol.TEKENBEVOEGDE))

    deelname.refresh_from_db()
    assert deelname.stand == "aangemeld"
    assert weigeringen() == [("deelname.teruggetrokken", "deelname.andere_organisatie")]


def test_admission_gives_a_seat_and_a_letter(
    gepubliceerd: Uitvraag, partner: Lidmaatschap, ambtenaar: Lidmaatschap
) -> None:
    deelname = meld_aan(gepubliceerd, partner)

    deelname = services.laat_toe(deelname_id=deelname.pk, door=ambtenaar)

    brief = Brief.objects.get()
    assert (deelname.stand, deelname.beoordeeld_door) == ("toegelaten", ambtenaar)
    assert (brief.soort, brief.ontvanger, brief.over_id) == ("toelating", partner.organisatie, deelname.pk)
    assert brief.onderwerp == "U bent toegelaten tot de thematafel Ontmoeten"
    assert Gebeurtenis.objects.get(soort="deelname.toegelaten").feiten["kenmerk"] == brief.kenmerk


def test_a_refusal_names_its_reason_and_the_last_day_for_bezwaar(
    gepubliceerd: Uitvraag, partner: Lidmaatschap, ambtenaar: Lidmaatschap
) -> None:
    deelname = meld_aan(gepubliceerd, partner)
    dag = timezone.localdate() + datetime.timedelta(days=1)

    with time_machine.travel(datetime.datetime.combine(dag, datetime.time(12), datetime.UTC), tick=False):
        services.wijs_af(deelname_id=deelname.pk, reden="Niet in de stad actief.", door=ambtenaar)

    deelname.refresh_from_db()
    brief = Brief.objects.get()
    inhoud = brief.snapshot["inhoud"]
    assert (deelname.stand, deelname.reden) == ("afgewezen", "Niet in de stad actief.")
    assert (brief.soort, brief.verzenddatum, inhoud["reden"]) == ("afwijzing", dag, "Niet in de stad actief.")
    laatste_dag = datetime.date.fromisoformat(inhoud["bezwaar"]["laatste_dag"])
    assert laatste_dag >= dag + datetime.timedelta(weeks=6)
    assert inhoud["kop"]["voorbeeld"] is True


def test_a_refusal_on_13_november_may_be_objected_to_until_28_december(
    gepubliceerd: Uitvraag, partner: Lidmaatschap, ambtenaar: Lidmaatschap
) -> None:
    deelname = meld_aan(gepubliceerd, partner)

    with time_machine.travel(datetime.datetime(2026, 11, 13, 12, tzinfo=datetime.UTC), tick=False):
        services.wijs_af(deelname_id=deelname.pk, reden="Niet in de stad actief.", door=ambtenaar)

    assert Brief.objects.get().snapshot["inhoud"]["bezwaar"]["laatste_dag"] == "2026-12-28"


def test_a_refusal_without_reason_is_refused(
    gepubliceerd: Uitvraag, partner: Lidmaatschap, ambtenaar: Lidmaatschap
) -> None:
    deelname = meld_aan(gepubliceerd, partner)

    with pytest.raises(DomeinFout) as fout:
        services.wijs_af(deelname_id=deelname.pk, reden=" ", door=ambtenaar)

    deelname.refresh_from_db()
    assert (fout.value.code, fout.value.veld) == ("deelname.zonder_reden", "reden")
    assert (deelname.stand, Brief.objects.count()) == ("aangemeld", 0)


def test_a_seat_is_judged_once(gepubliceerd: Uitvraag, partner: Lidmaatschap, ambtenaar: Lidmaatschap) -> None:
    deelname = meld_aan(gepubliceerd, partner)
    services.laat_toe(deelname_id=deelname.pk, door=ambtenaar)

    with pytest.raises(DomeinFout) as fout:
        services.wijs_af(deelname_id=deelname.pk, reden="Toch niet.", door=ambtenaar)

    deelname.refresh_from_db()
    assert (fout.value.code, deelname.stand) == ("verloop.toegelaten.afgewezen", "toegelaten")
    assert Brief.objects.count() == 1


@pytest.mark.parametrize("rol", [Rol.BESLUITNEMER, Rol.TEKENBEVOEGDE])
def test_only_a_beleidsmedewerker_judges(rol: Rol, gepubliceerd: Uitvraag, partner: Lidmaatschap) -> None:
    deelname = meld_aan(gepubliceerd, partner)

    with pytest.raises(GeenRecht):
        services.laat_toe(deelname_id=deelname.pk, door=maak_lid(rol))

    deelname.refresh_from_db()
    assert (deelname.stand, Brief.objects.count()) == ("aangemeld", 0)


def test_a_new_chair_follows_the_old_one(
    gepubliceerd: Uitvraag, partner: Lidmaatschap, ambtenaar: Lidmaatschap
) -> None:
    tafel, vandaag = tafel_van(gepubliceerd), timezone.localdate()
    maak_deelname(tafel, partner.organisatie, door=partner)
    begeleider = maak_lid(Rol.PROCESBEGELEIDER)
    oud = services.benoem(
        tafel_id=tafel.pk, lidmaatschap_id=begeleider.pk, functie="voorzitter", van=vandaag, tot=None, door=ambtenaar
    )
    morgen = vandaag + datetime.timedelta(days=1)

    nieuw = services.benoem(
        tafel_id=tafel.pk, lidmaatschap_id=partner.pk, functie="voorzitter", van=morgen, tot=None, door=ambtenaar
    )

    oud.refresh_from_db()
    assert (oud.tot, nieuw.van) == (vandaag, morgen)


@pytest.mark.parametrize(
    ("rol", "functie"),
    [(Rol.TEKENBEVOEGDE, "voorzitter"), (Rol.TEKENBEVOEGDE, "procesbegeleider"), (Rol.COMMISSIELID, "voorzitter")],
)
def test_who_does_not_fit_is_not_appointed(
    rol: Rol, functie: str, gepubliceerd: Uitvraag, ambtenaar: Lidmaatschap
) -> None:
    with pytest.raises(DomeinFout) as fout:
        services.benoem(
            tafel_id=tafel_van(gepubliceerd).pk,
            lidmaatschap_id=maak_lid(rol, maak_organisatie() if rol == Rol.TEKENBEVOEGDE else None).pk,
            functie=functie,
            van=timezone.localdate(),
            tot=None,
            door=ambtenaar,
        )

    assert (fout.value.code, Aanstelling.objects.count()) == ("aanstelling.past_niet", 0)


def test_an_appointment_before_a_later_one_is_refused(gepubliceerd: Uitvraag, ambtenaar: Lidmaatschap) -> None:
    tafel, vandaag = tafel_van(gepubliceerd), timezone.localdate()
    lid = maak_lid(Rol.PROCESBEGELEIDER)
    velden = {"tafel_id": tafel.pk, "lidmaatschap_id": lid.pk, "functie": "procesbegeleider", "door": ambtenaar}
    services.benoem(van=vandaag, tot=None, **velden)

    with pytest.raises(DomeinFout) as fout:
        services.benoem(van=vandaag - datetime.timedelta(days=1), tot=None, **velden)

    assert (fout.value.code, Aanstelling.objects.count()) == ("aanstelling.overlapt", 1)
