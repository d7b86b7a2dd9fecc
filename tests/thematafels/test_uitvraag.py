"""The life of a call: draft, published, closed."""

import datetime
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from tests.hulp.fabriek import maak_lid
from tests.thematafels.conftest import BEDRAG, tafel_van, thema_van, weigeringen
from thematafels import services
from thematafels.gegevens import UitvraagGegevens
from thematafels.models import (
    Criterium,
    Doelgroep,
    Eis,
    Functie,
    GebiedsopgaveStadsdeel,
    Plafond,
    Principe,
    Subdoel,
    Thema,
    Thematafel,
    Uitvraag,
    WettelijkeTaak,
)
from thematafels.tasks import sluit_verlopen_uitvragen

Gegevens = Callable[..., UitvraagGegevens]


def test_a_call_starts_as_a_draft_of_version_one(ambtenaar: Lidmaatschap, gegevens: Gegevens) -> None:
    uitvraag = services.maak_uitvraag(gegevens=gegevens(), door=ambtenaar)

    assert (uitvraag.stand, uitvraag.versie, uitvraag.gepubliceerd_op) == ("concept", 1, None)
    assert Gebeurtenis.objects.get(soort="uitvraag.gemaakt").feiten == {"kenmerk": "voorbeeld"}


@pytest.mark.parametrize("rol", [rol for rol in Rol if rol != Rol.BELEIDSMEDEWERKER])
def test_only_a_beleidsmedewerker_makes_a_call(rol: Rol, gegevens: Gegevens) -> None:
    with pytest.raises(GeenRecht):
        services.maak_uitvraag(gegevens=gegevens(), door=maak_lid(rol))

    assert Uitvraag.objects.count() == 0
    assert weigeringen() == [("uitvraag.gemaakt", "toegang.rol")]


@pytest.mark.parametrize(
    ("velden", "bericht"),
    [
        ({"laatste_jaar": 2020}, "Kies een laatste jaar dat niet voor het eerste ligt, en ten hoogste 10 jaar."),
        ({"laatste_jaar": 2050}, "Kies een laatste jaar dat niet voor het eerste ligt, en ten hoogste 10 jaar."),
        (
            {"sluit_op": timezone.now() - datetime.timedelta(days=2)},
            "De sluiting moet na de opening liggen.",
        ),
        ({"kenmerk": "nieuw"}, "Kies een ander kenmerk: dit adres is al in gebruik."),
    ],
)
def test_impossible_data_are_refused_in_words(
    velden: dict[str, object], bericht: str, ambtenaar: Lidmaatschap, gegevens: Gegevens
) -> None:
    with pytest.raises(DomeinFout) as fout:
        services.maak_uitvraag(gegevens=gegevens(**velden), door=ambtenaar)

    assert (fout.value.bericht, fout.value.code) == (bericht, "uitvraag.ongeldig")
    assert Uitvraag.objects.count() == 0


def test_every_address_that_the_form_takes_enters_the_audit_trail(ambtenaar: Lidmaatschap, gegevens: Gegevens) -> None:
    uitvraag = services.maak_uitvraag(gegevens=gegevens(kenmerk="-2027_b"), door=ambtenaar)

    assert Gebeurtenis.objects.latest("id").feiten == {"kenmerk": uitvraag.kenmerk}


def test_a_second_call_with_the_same_kenmerk_is_refused(
    concept: Uitvraag, ambtenaar: Lidmaatschap, gegevens: Gegevens
) -> None:
    with pytest.raises(DomeinFout) as fout:
        services.maak_uitvraag(gegevens=gegevens(), door=ambtenaar)

    assert fout.value.veld == "kenmerk"
    assert Uitvraag.objects.count() == 1


def test_publishing_makes_a_call_known(concept: Uitvraag, ambtenaar: Lidmaatschap) -> None:
    uitvraag = services.publiceer(uitvraag_id=concept.pk, door=ambtenaar)

    assert (uitvraag.stand, uitvraag.versie) == ("gepubliceerd", 1)
    assert uitvraag.gepubliceerd_op is not None
    assert uitvraag.is_open(timezone.now())


@pytest.mark.parametrize(
    ("haal_weg", "zin"),
    [
        (Criterium, "Er is nog geen criterium waarop de gemeente beoordeelt."),
        (Subdoel, "Het thema Ontmoeten heeft nog geen subdoel."),
        (Plafond, f"De tafel Ontmoeten heeft nog geen plafond voor {timezone.localdate().year + 1}, "),
    ],
)
def test_an_incomplete_call_is_not_published(
    haal_weg: type, zin: str, concept: Uitvraag, ambtenaar: Lidmaatschap
) -> None:
    haal_weg.objects.all().delete()

    with pytest.raises(DomeinFout) as fout:
        services.publiceer(uitvraag_id=concept.pk, door=ambtenaar)

    assert fout.value.bericht.startswith(zin)
    assert fout.value.code == "uitvraag.niet_compleet"
    concept.refresh_from_db()
    assert (concept.stand, concept.gepubliceerd_op) == ("concept", None)
    assert weigeringen() == [("uitvraag.gepubliceerd", "uitvraag.niet_compleet")]


def test_a_call_is_published_once(gepubliceerd: Uitvraag, ambtenaar: Lidmaatschap) -> None:
    with pytest.raises(DomeinFout) as fout:
        services.publiceer(uitvraag_id=gepubliceerd.pk, door=ambtenaar)

    assert fout.value.code == "verloop.gepubliceerd.gepubliceerd"


def test_a_call_of_the_past_closes_without_ceilings_or_dates(ambtenaar: Lidmaatschap, gegevens: Gegevens) -> None:
    verleden = gegevens(eerste_jaar=2020, laatste_jaar=2023, opent_op=None, sluit_op=None, bron="Een openbaar stuk")
    uitvraag = services.maak_uitvraag(gegevens=verleden, door=ambtenaar)

    uitvraag = services.neem_over(uitvraag_id=uitvraag.pk, door=ambtenaar)

    assert (uitvraag.stand, uitvraag.gepubliceerd_op) == ("gesloten", None)


@pytest.mark.parametrize(
    ("velden", "code"),
    [
        ({"bron": ""}, "uitvraag.zonder_bron"),
        ({"eerste_jaar": 2090, "laatste_jaar": 2091}, "uitvraag.niet_voorbij"),
    ],
)
def test_a_call_that_is_not_of_the_past_is_not_taken_over(
    velden: dict[str, object], code: str, ambtenaar: Lidmaatschap, gegevens: Gegevens
) -> None:
    verleden = {"eerste_jaar": 2020, "laatste_jaar": 2023, "opent_op": None, "sluit_op": None, "bron": "Een stuk"}
    uitvraag = services.maak_uitvraag(gegevens=gegevens(**(verleden | velden)), door=ambtenaar)

    with pytest.raises(DomeinFout) as fout:
        services.neem_over(uitvraag_id=uitvraag.pk, door=ambtenaar)

    uitvraag.refresh_from_db()
    assert (fout.value.code, uitvraag.stand) == (code, "concept")


def test_the_task_closes_what_is_due_and_runs_twice(gepubliceerd: Uitvraag) -> None:
    nu = timezone.now()
    Uitvraag.objects.filter(pk=gepubliceerd.pk).update(sluit_op=nu - datetime.timedelta(minutes=1))

    eerste, tweede = sluit_verlopen_uitvragen(), sluit_verlopen_uitvragen()

    gepubliceerd.refresh_from_db()
    assert (eerste, tweede, gepubliceerd.stand) == (1, 0, "gesloten")
    gebeurtenis = Gebeurtenis.objects.get(soort="uitvraag.gesloten")
    assert (gebeurtenis.lidmaatschap_id, gebeurtenis.geweigerd) == (None, "")


def test_the_task_leaves_an_open_call_alone(gepubliceerd: Uitvraag) -> None:
    assert sluit_verlopen_uitvragen() == 0

    gepubliceerd.refresh_from_db()
    assert gepubliceerd.stand == "gepubliceerd"


def test_closing_early_needs_a_reason(gepubliceerd: Uitvraag, ambtenaar: Lidmaatschap) -> None:
    with pytest.raises(DomeinFout) as fout:
        services.sluit(uitvraag_id=gepubliceerd.pk, door=ambtenaar)

    gepubliceerd.refresh_from_db()
    assert (fout.value.code, gepubliceerd.stand) == ("uitvraag.te_vroeg", "gepubliceerd")
    assert services.sluit(uitvraag_id=gepubliceerd.pk, reden="Ingetrokken.", door=ambtenaar).stand == "gesloten"


def test_a_published_call_keeps_what_applicants_rely_on(
    gepubliceerd: Uitvraag, ambtenaar: Lidmaatschap, gegevens: Gegevens
) -> None:
    nieuw = gegevens(opent_op=gepubliceerd.opent_op, sluit_op=gepubliceerd.sluit_op, verdeelwijze="Loten.")

    with pytest.raises(DomeinFout) as fout:
        services.wijzig_uitvraag(uitvraag_id=gepubliceerd.pk, gegevens=nieuw, reden="Toch anders.", door=ambtenaar)

    gepubliceerd.refresh_from_db()
    assert (fout.value.code, fout.value.veld) == ("uitvraag.staat_vast", "verdeelwijze")
    assert (gepubliceerd.verdeelwijze, gepubliceerd.versie) == ("Per tafel één aanvraag.", 1)


@pytest.mark.parametrize(("dagen", "mag"), [(1, True), (-1, False)])
def test_a_published_closing_moves_only_to_a_later_moment(
    dagen: int, mag: bool, gepubliceerd: Uitvraag, ambtenaar: Lidmaatschap, gegevens: Gegevens
) -> None:
    oud = gepubliceerd.sluit_op
    assert oud is not None
    nieuw = gegevens(opent_op=gepubliceerd.opent_op, sluit_op=oud + datetime.timedelta(days=dagen))

    if mag:
        services.wijzig_uitvraag(uitvraag_id=gepubliceerd.pk, gegevens=nieuw, reden="Meer tijd.", door=ambtenaar)
    else:
        with pytest.raises(DomeinFout) as fout:
            services.wijzig_uitvraag(uitvraag_id=gepubliceerd.pk, gegevens=nieuw, reden="Sneller.", door=ambtenaar)
        assert fout.value.code == "uitvraag.sluiting_eerder"

    gepubliceerd.refresh_from_db()
    assert gepubliceerd.sluit_op == (nieuw.sluit_op if mag else oud)
    assert gepubliceerd.versie == (2 if mag else 1)


def test_a_copy_equals_the_framework_of_its_source(
    concept: Uitvraag, ambtenaar: Lidmaatschap, gegevens: Gegevens
) -> None:
    kopie = services.kopieer_uitvraag(
        bron_id=concept.pk, gegevens=gegevens(kenmerk="kopie", naam="Kopie"), door=ambtenaar
    )

    assert raamwerk(kopie) == raamwerk(concept)
    assert (kopie.stand, kopie.versie, Thematafel.objects.filter(thema__uitvraag=kopie).count()) == ("concept", 1, 1)
    assert Plafond.objects.filter(tafel__thema__uitvraag=kopie).count() == 0


def raamwerk(uitvraag: Uitvraag) -> dict[str, list[tuple[object, ...]]]:
    """Everything in the goals framework, without ids."""
    op_uitvraag, op_thema = {"uitvraag": uitvraag}, {"thema__uitvraag": uitvraag}
    return {
        "themas": list(Thema.objects.filter(**op_uitvraag).values_list("code", "naam", "hoofddoel", "volgorde")),
        "criteria": list(Criterium.objects.filter(**op_uitvraag).values_list("code", "naam", "volgorde")),
        "eisen": list(Eis.objects.filter(**op_uitvraag).values_list("code", "naam", "aard", "volgorde")),
        "functies": list(Functie.objects.filter(**op_uitvraag).values_list("code", "naam", "volgorde")),
        "subdoelen": list(Subdoel.objects.filter(**op_thema).values_list("thema__code", "groep", "naam", "volgorde")),
        "doelgroepen": list(Doelgroep.objects.filter(**op_thema).values_list("thema__code", "naam", "volgorde")),
        "principes": list(Principe.objects.filter(**op_thema).values_list("thema__code", "groep", "naam")),
        "taken": list(WettelijkeTaak.objects.filter(**op_thema).values_list("thema__code", "naam")),
        "plaatsen": list(
            GebiedsopgaveStadsdeel.objects.filter(gebiedsopgave__thema__uitvraag=uitvraag)
            .order_by("gebiedsopgave__opgave", "stadsdeel__naam")
            .values_list("gebiedsopgave__opgave", "gebiedsopgave__volgorde", "stadsdeel__naam")
        ),
    }


def test_a_closed_call_changes_in_no_service(gesloten: Uitvraag, ambtenaar: Lidmaatschap) -> None:
    subdoel = Subdoel.objects.get(thema__uitvraag=gesloten)

    with pytest.raises(DomeinFout) as fout:
        services.wijzig_item(
            soort="subdoel", item_id=subdoel.pk, gegevens={"naam": "Anders"}, reden="Toch.", door=ambtenaar
        )

    subdoel.refresh_from_db()
    assert (fout.value.code, subdoel.naam) == ("uitvraag.gesloten", "Sociale netwerken versterken")


@pytest.mark.parametrize(
    "opdracht",
    [
        "UPDATE thematafels_uitvraag SET naam = 'x'",
        "DELETE FROM thematafels_uitvraag",
        "UPDATE thematafels_subdoel SET naam = 'x'",
        "DELETE FROM thematafels_criterium",
        "UPDATE thematafels_plafond SET bedrag = 1",
        "DELETE FROM thematafels_gebiedsopgavestadsdeel",
        "INSERT INTO thematafels_doelgroep (naam, volgorde, thema_id) SELECT 'x', 0, id FROM thematafels_thema",
    ],
)
def test_a_closed_call_is_closed_in_the_database(opdracht: str, gesloten: Uitvraag) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(opdracht)

    assert Subdoel.objects.get().naam == "Sociale netwerken versterken"
    assert set(Plafond.objects.values_list("bedrag", flat=True)) == {BEDRAG}


def test_the_same_statement_passes_while_the_call_is_a_draft(concept: Uitvraag) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE thematafels_plafond SET bedrag = 1")

    assert set(Plafond.objects.values_list("bedrag", flat=True)) == {Decimal("1.00")}


def test_a_theme_has_one_table_and_a_table_one_ceiling_a_year(concept: Uitvraag) -> None:
    tafel = tafel_van(concept)

    with pytest.raises(IntegrityError), transaction.atomic():
        Thematafel.objects.create(thema=thema_van(concept))
    with pytest.raises(IntegrityError), transaction.atomic():
        Plafond.objects.create(tafel=tafel, jaar=concept.eerste_jaar, bedrag=Decimal(1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Plafond.objects.create(tafel=tafel, jaar=2099, bedrag=Decimal(-1))

    assert Plafond.objects.count() == 2
