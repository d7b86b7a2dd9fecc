"""Rooms know only the rooms below them: in the database too, and without the web in their rules (huis.md §1, §2)."""

import ast
from collections.abc import Iterable

from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.test.utils import isolate_apps

from subsidies.models import Aanvraag
from tests.architectuur.huis import KAMERS, WORTEL, bronnen, kort, mag_kennen, modellen, ontleed

# Services and rules decide; how that reaches a person is for views and tasks.
ZONDER_WEB = ("services", "regels")
WEB = ("django.http", "django.shortcuts", "django.template", "django.views", "django.contrib.messages")
MET_SJABLOON = {  # the text of a mail
    "brieven/services/verstuur_bericht.py",
    "organisaties/services/verstuur_uitnodiging.py",
}

# Loaded where a letter is made only: the web never needs it.
LUI = ("weasyprint", "pydyf", "brieven.pdf.ophalen")


def verkeerde_relaties(alle: Iterable[type[models.Model]]) -> list[str]:
    """Foreign keys and many-to-many relations that point at a sibling or upwards."""
    return [
        f"{model._meta.label}.{veld.name} → {veld.related_model._meta.label}"
        for model in alle
        for veld in model._meta.get_fields()
        if veld.is_relation and veld.concrete and veld.related_model is not None
        and veld.related_model._meta.app_label in KAMERS
        and not mag_kennen(model._meta.app_label, veld.related_model._meta.app_label)
    ]  # fmt: skip


def verkeerde_migraties(afhankelijkheden: Iterable[tuple[str, str, str]]) -> list[str]:
    return [
        f"{kamer}.{naam} → {ander}"
        for kamer, naam, ander in afhankelijkheden
        if kamer in KAMERS and ander in KAMERS and not mag_kennen(kamer, ander)
    ]


def invoer(boom: ast.Module) -> list[str]:
    """Every dotted name that a module imports."""
    namen = [alias.name for tak in ast.walk(boom) if isinstance(tak, ast.Import) for alias in tak.names]
    takken = [tak for tak in ast.walk(boom) if isinstance(tak, ast.ImportFrom) and tak.module]
    return namen + [f"{tak.module}.{alias.name}" for tak in takken for alias in tak.names]


def web_in(boom: ast.Module) -> list[str]:
    return [naam for naam in invoer(boom) if any(naam == web or naam.startswith(f"{web}.") for web in WEB)]


def test_relations_point_down() -> None:
    assert verkeerde_relaties(modellen()) == []


@isolate_apps("kern", "subsidies")
def test_a_relation_upwards_is_seen() -> None:
    class Verkeerd(models.Model):
        aanvraag = models.ForeignKey(Aanvraag, models.PROTECT, related_name="+")

        class Meta:
            app_label = "kern"

        def __str__(self) -> str:
            return "verkeerd"

    assert verkeerde_relaties([Verkeerd]) == ["kern.Verkeerd.aanvraag → subsidies.Aanvraag"]


def test_migrations_depend_on_rooms_below() -> None:
    migraties = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    afhankelijkheden = [
        (kamer, naam, ander) for (kamer, naam), migratie in migraties.items() for ander, _ in migratie.dependencies
    ]

    assert verkeerde_migraties(afhankelijkheden) == []


def test_a_migration_on_a_sibling_is_seen() -> None:
    fout = ("begroting", "0009_fout", "thematafels")

    assert verkeerde_migraties([fout]) == ["begroting.0009_fout → thematafels"]


def test_services_and_rules_know_no_web() -> None:
    paden = [pad for map_ in ZONDER_WEB for pad in bronnen(f"**/{map_}/*.py")]
    fouten = {kort(pad): web for pad in paden if (web := web_in(ontleed(pad)))}

    assert len(paden) > 20
    assert set(fouten) == MET_SJABLOON


def test_the_web_in_a_service_is_seen() -> None:
    boom = ast.parse("from django.http import Http404\nimport django.views\nfrom django.db import models\n")

    assert web_in(boom) == ["django.views", "django.http.Http404"]


def test_nobody_imports_inside_a_function() -> None:
    """An import in a function hides a room from import-linter. Django's own start-up (ready) may."""
    paden = [pad for pad in bronnen() if pad.name != "apps.py"]
    fouten = {kort(pad): luie for pad in paden if (luie := invoer_in_functies(ontleed(pad)))}

    assert fouten == {}


def invoer_in_functies(boom: ast.Module) -> list[str]:
    functies = [tak for tak in ast.walk(boom) if isinstance(tak, ast.FunctionDef | ast.AsyncFunctionDef)]
    namen = [naam for functie in functies for naam in invoer(ast.Module(functie.body, []))]
    return [naam for naam in namen if not naam.startswith(LUI)]


def test_an_import_inside_a_function_is_seen() -> None:
    boom = ast.parse("def f():\n    import weasyprint\n    from subsidies import models\n")

    assert invoer_in_functies(boom) == ["subsidies.models"]


def test_check_runs_import_linter() -> None:
    assert "lint-imports" in (WORTEL / "script" / "check").read_text(encoding="utf-8")
