"""What every model promises: a name for people, exact money, aware times, and nothing that disappears by itself."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection, models

from tests.architectuur.huis import geschreven_modellen, modellen

# A row that is nothing without its parent goes with it; everything else is protected (huis.md §4.2).
GAAT_MEE = {
    # the parts of a call; only a draft call can be deleted at all
    "thematafels.Criterium.uitvraag",
    "thematafels.Doelgroep.thema",
    "thematafels.Eis.uitvraag",
    "thematafels.Functie.uitvraag",
    "thematafels.Gebiedsopgave.thema",
    "thematafels.GebiedsopgaveStadsdeel.gebiedsopgave",
    "thematafels.Principe.thema",
    "thematafels.Regie.thema",
    "thematafels.Subdoel.thema",
    "thematafels.Thema.uitvraag",
    "thematafels.Thematafel.thema",
    "thematafels.WettelijkeTaak.thema",
    # amounts of a line that is replaced as a whole
    "subsidies.Postbedrag.post",
    "subsidies.Voorstelbedrag.voorstel",
    "subsidies.Voorzieningjaar.voorziening",
    "uitvoering.Indexeringsbedrag.regel",
    "uitvoering.Vervolgbedrag.regel",
    # a ground of a proposal, which is replaced as a whole
    "subsidies.Voorstelgrond.voorstel",
    # what would be measured of an activity that is removed from a draft, or put back as it was
    "subsidies.Indicator.activiteit",
    "subsidies.Streefwaarde.indicator",
    # which figures of the city belong to a theme of a draft call
    "verantwoording.Themaindicator.subdoel",
    "verantwoording.Themaindicator.thema",
}

GEEN_GELD = {
    "begroting.Waarschuwingsgrens.percentage",
    "uitvoering.Indexering.percentage",
    # figures of the city and sums of what was counted, in any unit
    "verantwoording.Bereikstand.doel",
    "verantwoording.Bereikstand.waarde",
    "verantwoording.Meetstand.waarde",
    "verantwoording.Waarneming.bovengrens",
    "verantwoording.Waarneming.ondergrens",
    "verantwoording.Waarneming.waarde",
}


def gebreken(model: type[models.Model]) -> Iterator[str]:
    """What is wrong with one model."""
    meta = model._meta
    if model.__str__ is models.Model.__str__:
        yield f"{meta.label}: geen eigen __str__"
    if meta.original_attrs.get("verbose_name") is None or meta.original_attrs.get("verbose_name_plural") is None:
        yield f"{meta.label}: geen verbose_name of verbose_name_plural"
    for veld in meta.get_fields():
        if veld.concrete and not veld.auto_created:
            yield from veldgebreken(meta.label, veld)


def veldgebreken(label: str, veld: models.Field) -> Iterator[str]:
    naam = f"{label}.{veld.name}"
    if veld.verbose_name == veld.name.replace("_", " ") and veld._verbose_name is None:
        yield f"{naam}: geen eigen naam"
    if isinstance(veld, models.FloatField):
        yield f"{naam}: een float"
    if (
        isinstance(veld, models.DecimalField)
        and naam not in GEEN_GELD
        and (veld.max_digits, veld.decimal_places) != (12, 2)
    ):
        yield f"{naam}: geen numeric(12,2)"
    if isinstance(veld, models.FileField) and naam != "kern.Bestand.bestand":
        yield f"{naam}: een bestandsveld zonder keuring op omvang, soort en inhoud"
    beschermd = not isinstance(veld, models.ForeignKey) or veld.remote_field.on_delete is models.PROTECT
    if not beschermd and naam not in GAAT_MEE:
        yield f"{naam}: on_delete is niet PROTECT"


def test_every_model_keeps_its_promises() -> None:
    assert [gebrek for model in geschreven_modellen() for gebrek in gebreken(model)] == []


def test_the_exceptions_still_exist() -> None:
    bestaan = {
        f"{model._meta.label}.{veld.name}"
        for model in geschreven_modellen()
        for veld in model._meta.get_fields()
        if isinstance(veld, models.ForeignKey) and veld.remote_field.on_delete is models.CASCADE
    }

    assert bestaan == GAAT_MEE


def test_every_model_is_looked_at() -> None:
    labels = {model._meta.label for model in geschreven_modellen()}

    assert labels >= {"kern.Gebruiker", "organisaties.Lidmaatschap", "begroting.Boeking", "subsidies.Beschikking"}
    assert len(labels) > 40


def test_times_know_their_zone() -> None:
    assert settings.USE_TZ is True
    assert settings.TIME_ZONE == "Europe/Amsterdam"


@pytest.mark.django_db
def test_the_database_keeps_the_zone_of_every_moment() -> None:
    tabellen = [model._meta.db_table for model in modellen()]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_name = ANY(%s) AND data_type = 'timestamp without time zone'",
            [tabellen],
        )

        assert cursor.fetchall() == []


def test_a_careless_model_is_seen() -> None:
    veld = models.DecimalField(max_digits=10, decimal_places=3)
    veld.set_attributes_from_name("bedrag")
    verwijzing = models.ForeignKey("subsidies.Aanvraag", models.CASCADE, verbose_name="aanvraag")
    verwijzing.set_attributes_from_name("aanvraag")

    assert list(veldgebreken("begroting.Slordig", veld)) == [
        "begroting.Slordig.bedrag: geen eigen naam",
        "begroting.Slordig.bedrag: geen numeric(12,2)",
    ]
    assert list(veldgebreken("begroting.Slordig", verwijzing)) == [
        "begroting.Slordig.aanvraag: on_delete is niet PROTECT"
    ]
