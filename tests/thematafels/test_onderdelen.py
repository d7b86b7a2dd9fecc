"""The parts of a call, its ceilings, and the versions both leave behind."""

import datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from tests.hulp.fabriek import maak_deelname, maak_lid, maak_organisatie
from tests.thematafels.conftest import BEDRAG, tafel_van, thema_van, weigeringen
from thematafels import services
from thematafels.geschiedenis import Verschil, rondes
from thematafels.models import Gebiedsopgave, Plafond, Stadsdeel, Subdoel, Thema, Uitvraag
from thematafels.soorten import SOORTEN

NIEUW = {
    "thema": {"code": "leefstijl", "naam": "Leefstijl", "hoofddoel": "Gezond leven"},
    "criterium": {"code": "samenhang", "naam": "Samenhang"},
    "eis": {"code": "sroi", "naam": "Social return", "aard": "per_ontvanger"},
    "functie": {"code": "advies", "naam": "Adviesfunctie"},
    "subdoel": {"naam": "Inclusie", "groep": "Jongeren", "officiele_tekst": "Iedereen hoort erbij"},
    "gebiedsopgave": {"opgave": "Plekken", "stadsdelen": []},
    "doelgroep": {"naam": "Jongeren"},
    "principe": {"groep": "Netwerken", "naam": "Vervoer"},
    "wettelijke-taak": {"naam": "Begeleiding"},
}


def ouder_van(soort: str, uitvraag: Uitvraag) -> int:
    return uitvraag.pk if SOORTEN[soort].ouder == "uitvraag" else thema_van(uitvraag).pk


@pytest.mark.parametrize("soort", SOORTEN)
def test_every_kind_is_added_changed_and_removed_in_the_same_way(
    soort: str, concept: Uitvraag, ambtenaar: Lidmaatschap
) -> None:
    model, veld = SOORTEN[soort].model, "opgave" if soort == "gebiedsopgave" else "naam"

    item = services.voeg_item_toe(
        soort=soort, ouder_id=ouder_van(soort, concept), gegevens=NIEUW[soort], door=ambtenaar
    )
    assert item.volgorde == 2
    services.wijzig_item(soort=soort, item_id=item.pk, gegevens={veld: "Anders", "volgorde": 7}, door=ambtenaar)
    item.refresh_from_db()
    assert (getattr(item, veld), item.volgorde) == ("Anders", 7)
    services.verwijder_item(soort=soort, item_id=item.pk, door=ambtenaar)

    assert model.objects.filter(pk=item.pk).count() == 0
    concept.refresh_from_db()
    assert concept.versie == 1
    assert list(
        Gebeurtenis.objects.filter(feiten__onderdeel=soort, feiten__nummer=item.pk).values_list("soort", flat=True)
    ) == ["onderdeel.toegevoegd", "onderdeel.gewijzigd", "onderdeel.verwijderd"]


def test_a_new_theme_gets_its_table(concept: Uitvraag, ambtenaar: Lidmaatschap) -> None:
    thema = services.voeg_item_toe(soort="thema", ouder_id=concept.pk, gegevens=NIEUW["thema"], door=ambtenaar)

    assert isinstance(thema, Thema)
    assert thema.tafel.deelnames.count() == 0


def test_the_same_part_twice_is_refused_on_its_field(concept: Uitvraag, ambtenaar: Lidmaatschap) -> None:
    with pytest.raises(DomeinFout) as fout:
        services.voeg_item_toe(
            soort="criterium", ouder_id=concept.pk, gegevens={"code": "doelen", "naam": "Weer"}, door=ambtenaar
        )

    assert fout.value.bericht == "Deze uitvraag heeft al een criterium met deze code."
    assert concept.criteria.count() == 1


@pytest.mark.parametrize("rol", [Rol.BESLUITNEMER, Rol.TEKENBEVOEGDE, Rol.COMMISSIELID])
def test_others_change_nothing_in_a_call(rol: Rol, concept: Uitvraag) -> None:
    subdoel = Subdoel.objects.get(thema__uitvraag=concept)

    with pytest.raises(GeenRecht):
        services.verwijder_item(soort="subdoel", item_id=subdoel.pk, door=maak_lid(rol))

    assert Subdoel.objects.filter(pk=subdoel.pk).exists()
    assert weigeringen() == [("onderdeel.verwijderd", "toegang.rol")]


def test_a_published_call_changes_only_with_a_reason(gepubliceerd: Uitvraag, ambtenaar: Lidmaatschap) -> None:
    subdoel = Subdoel.objects.get(thema__uitvraag=gepubliceerd)

    with pytest.raises(DomeinFout) as fout:
        services.wijzig_item(soort="subdoel", item_id=subdoel.pk, gegevens={"naam": "Anders"}, door=ambtenaar)

    subdoel.refresh_from_db()
    gepubliceerd.refresh_from_db()
    assert (fout.value.code, fout.value.veld) == ("uitvraag.zonder_reden", "reden")
    assert (subdoel.naam, gepubliceerd.versie) == ("Sociale netwerken versterken", 1)


def test_a_change_after_publication_makes_version_two_with_old_and_new(
    gepubliceerd: Uitvraag, ambtenaar: Lidmaatschap
) -> None:
    subdoel = Subdoel.objects.get(thema__uitvraag=gepubliceerd)

    services.wijzig_item(
        soort="subdoel", item_id=subdoel.pk, gegevens={"naam": "Netwerken"}, reden="Korter.", door=ambtenaar
    )

    gepubliceerd.refresh_from_db()
    nieuwste = next(ronde for ronde in rondes(gepubliceerd, ambtenaar) if ronde.versie == 2)
    assert gepubliceerd.versie == 2
    assert (nieuwste.reden, nieuwste.wie) == (
        "Korter.",
        f"{ambtenaar.gebruiker.naam}, {ambtenaar.organisatie.naam}",
    )
    (wijziging,) = nieuwste.wijzigingen
    assert (wijziging.soort, wijziging.woord) == ("subdoel", "gewijzigd")
    assert wijziging.verschillen == (Verschil("naam", "Sociale netwerken versterken", "Netwerken"),)


def test_others_read_only_what_changed_after_publication(
    gepubliceerd: Uitvraag, ambtenaar: Lidmaatschap, partner: Lidmaatschap
) -> None:
    assert rondes(gepubliceerd, partner) == []

    services.voeg_item_toe(
        soort="doelgroep",
        ouder_id=thema_van(gepubliceerd).pk,
        gegevens=NIEUW["doelgroep"],
        reden="Vergeten.",
        door=ambtenaar,
    )

    (ronde,) = rondes(gepubliceerd, partner)
    assert (ronde.versie, ronde.wie) == (2, ambtenaar.organisatie.naam)
    assert [(wijziging.naam, wijziging.woord) for wijziging in ronde.wijzigingen] == [("Jongeren", "toegevoegd")]


def test_a_removed_part_stays_in_the_history(gepubliceerd: Uitvraag, ambtenaar: Lidmaatschap) -> None:
    subdoel = Subdoel.objects.get(thema__uitvraag=gepubliceerd)

    services.verwijder_item(soort="subdoel", item_id=subdoel.pk, reden="Vervallen.", door=ambtenaar)

    woorden = [w.woord for ronde in rondes(gepubliceerd, ambtenaar) for w in ronde.wijzigingen if w.soort == "subdoel"]
    assert sorted(woorden) == ["toegevoegd", "verwijderd"]


@pytest.mark.parametrize(
    "opdracht", ["UPDATE thematafels_subdoelevent SET naam = 'x'", "DELETE FROM thematafels_subdoelevent"]
)
def test_the_history_itself_never_changes(opdracht: str, concept: Uitvraag) -> None:
    with pytest.raises(DatabaseError, match="append_only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(opdracht)


def test_an_area_task_may_cover_several_districts(concept: Uitvraag, ambtenaar: Lidmaatschap) -> None:
    opgave = Gebiedsopgave.objects.get(thema__uitvraag=concept)
    west = Stadsdeel.objects.create(naam="Zuid-West")

    services.wijzig_item(
        soort="gebiedsopgave",
        item_id=opgave.pk,
        gegevens={"stadsdelen": [west, Stadsdeel.objects.get(naam="Oost")]},
        door=ambtenaar,
    )

    assert {stadsdeel.naam for stadsdeel in opgave.stadsdelen.all()} == {"Oost", "Zuid-West"}


def test_a_theme_with_people_at_its_table_stays(concept: Uitvraag, ambtenaar: Lidmaatschap) -> None:
    Plafond.objects.all().delete()
    maak_deelname(tafel_van(concept), maak_organisatie())

    with pytest.raises(DomeinFout) as fout:
        services.verwijder_item(soort="thema", item_id=thema_van(concept).pk, door=ambtenaar)

    assert fout.value.code == "onderdeel.in_gebruik"
    assert Thema.objects.count() == 1


def test_a_theme_with_only_its_own_parts_goes_with_them(concept: Uitvraag, ambtenaar: Lidmaatschap) -> None:
    Plafond.objects.all().delete()

    services.verwijder_item(soort="thema", item_id=thema_van(concept).pk, door=ambtenaar)

    assert (Thema.objects.count(), Subdoel.objects.count()) == (0, 0)


def test_a_draft_ceiling_is_set_and_emptied_freely(concept: Uitvraag, ambtenaar: Lidmaatschap) -> None:
    cel = (tafel_van(concept).pk, concept.eerste_jaar)

    services.stel_plafonds_vast(uitvraag_id=concept.pk, bedragen={cel: Decimal("1.50")}, door=ambtenaar)
    assert Plafond.objects.get(jaar=concept.eerste_jaar).bedrag == Decimal("1.50")
    services.stel_plafonds_vast(uitvraag_id=concept.pk, bedragen={cel: None}, door=ambtenaar)

    assert Plafond.objects.filter(jaar=concept.eerste_jaar).count() == 0


@pytest.mark.parametrize(
    ("besluit", "dagen_geleden", "code"),
    [("", 0, "plafond.zonder_besluit"), ("Raadsbesluit 12", -1, "plafond.niet_bekendgemaakt")],
)
def test_a_published_ceiling_changes_only_by_a_decision_made_known(
    besluit: str, dagen_geleden: int, code: str, gepubliceerd: Uitvraag, ambtenaar: Lidmaatschap
) -> None:
    with pytest.raises(DomeinFout) as fout:
        services.stel_plafonds_vast(
            uitvraag_id=gepubliceerd.pk,
            bedragen={(tafel_van(gepubliceerd).pk, gepubliceerd.eerste_jaar): Decimal(700_000)},
            besluit=besluit,
            bekendgemaakt_op=timezone.localdate() - datetime.timedelta(days=dagen_geleden),
            door=ambtenaar,
        )

    gepubliceerd.refresh_from_db()
    assert fout.value.code == code
    assert set(Plafond.objects.values_list("bedrag", flat=True)) == {BEDRAG}
    assert gepubliceerd.versie == 1


def test_a_published_ceiling_changes_by_such_a_decision(gepubliceerd: Uitvraag, ambtenaar: Lidmaatschap) -> None:
    vandaag = timezone.localdate()

    aantal = services.stel_plafonds_vast(
        uitvraag_id=gepubliceerd.pk,
        bedragen={(tafel_van(gepubliceerd).pk, gepubliceerd.eerste_jaar): Decimal(700_000)},
        besluit="Raadsbesluit 12",
        bekendgemaakt_op=vandaag,
        door=ambtenaar,
    )

    gepubliceerd.refresh_from_db()
    plafond = Plafond.objects.get(jaar=gepubliceerd.eerste_jaar)
    assert (aantal, gepubliceerd.versie) == (1, 2)
    assert (plafond.bedrag, plafond.besluit, plafond.bekendgemaakt_op) == (
        Decimal("700000.00"),
        "Raadsbesluit 12",
        vandaag,
    )
    assert Gebeurtenis.objects.filter(soort="plafonds.vastgesteld").last().feiten == {
        "aantal": 1,
        "totaal": "1320000.00",
        "kenmerk": "voorbeeld",
        "versie": 2,
    }


def test_a_ceiling_of_another_call_is_refused(concept: Uitvraag, ambtenaar: Lidmaatschap) -> None:
    with pytest.raises(DomeinFout) as fout:
        services.stel_plafonds_vast(
            uitvraag_id=concept.pk, bedragen={(tafel_van(concept).pk, 2050): Decimal(1)}, door=ambtenaar
        )

    assert fout.value.code == "plafond.andere_uitvraag"
    assert Plafond.objects.count() == 2
