"""Who changed what in a call, when and why: the versions that pghistory keeps, told as differences."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format

from kern.geld import als_euro
from organisaties.models import Lidmaatschap
from thematafels.models import GebiedsopgaveStadsdeel, Plafond, Stadsdeel, Uitvraag
from thematafels.soorten import SOORTEN

WOORD = {"insert": "toegevoegd", "update": "gewijzigd", "delete": "verwijderd"}
NIET_GETYPT = {"versie", "verdeelregels"}  # counted and frozen by us
LEEG = "–"
GETOOND = 10


@dataclass(frozen=True)
class Verschil:
    """One field, before and after, as a reader sees it."""

    veld: str
    oud: str
    nieuw: str


@dataclass(frozen=True)
class Wijziging:
    """What happened to one row: which, what, and its differences."""

    naam: str
    soort: str
    woord: str
    verschillen: tuple[Verschil, ...]


@dataclass(frozen=True)
class Ronde:
    """The changes one member made in one act."""

    tijdstip: datetime.datetime
    versie: int
    reden: str
    wie: str
    wijzigingen: tuple[Wijziging, ...]

    @property
    def getoond(self) -> tuple[Wijziging, ...]:
        """The first few: a copied call touches hundreds of rows in one act."""
        return self.wijzigingen[:GETOOND]

    @property
    def rest(self) -> int:
        return len(self.wijzigingen) - len(self.getoond)


@dataclass(frozen=True)
class _Versie:
    """One kept version of a row, with the version before it."""

    model: type[models.Model]
    rij: Any
    vorige: Any

    @property
    def context(self) -> dict[str, Any]:
        return self.rij.pgh_context or {}

    @property
    def handeling(self) -> tuple[datetime.datetime, int, str, int]:
        """What versions written in one act have in common."""
        context = self.context
        return (
            self.rij.pgh_created_at,
            context.get("versie") or 0,
            context.get("reden") or "",
            context.get("lidmaatschap") or 0,
        )


def rondes(uitvraag: Uitvraag, lid: Lidmaatschap) -> list[Ronde]:
    """All changes, newest first, in a fixed number of queries.

    The municipality sees every change and who made it. Others see what changed after publication, by which
    organisation.
    """
    versies = sorted(_versies(uitvraag), key=lambda versie: versie.handeling, reverse=True)
    if not lid.is_gemeente:
        versies = [versie for versie in versies if versie.handeling[1] > 1]
    namen = _namen({versie.handeling[3] for versie in versies}, lid)
    stadsdelen = dict(Stadsdeel.objects.values_list("pk", "naam"))
    gevonden = (
        Ronde(tijdstip, nummer, reden, namen.get(wie, "het systeem"), _wijzigingen(groep, stadsdelen))
        for (tijdstip, nummer, reden, wie), groep in groupby(versies, key=lambda versie: versie.handeling)
    )
    return [ronde for ronde in gevonden if ronde.wijzigingen]


def _namen(lidmaatschappen: set[int], lid: Lidmaatschap) -> dict[int, str]:
    leden = Lidmaatschap.objects.select_related("gebruiker", "organisatie").in_bulk(lidmaatschappen)
    if lid.is_gemeente:
        return {pk: f"{lid.gebruiker.naam}, {lid.organisatie.naam}" for pk, lid in leden.items()}
    return {pk: lid.organisatie.naam for pk, lid in leden.items()}


def _versies(uitvraag: Uitvraag) -> list[_Versie]:
    """Every kept version of the call and all its parts, the removed ones included."""
    versies = _van(Uitvraag, pgh_obj_id=uitvraag.pk)
    ids: dict[str, set[int]] = {"uitvraag": {uitvraag.pk}}
    for soort in SOORTEN.values():
        eigen = _van(soort.model, **{f"{soort.ouder}_id__in": ids[soort.ouder]})
        ids[soort.slug] = {versie.rij.pgh_obj_id for versie in eigen}
        versies += eigen
    versies += _van(GebiedsopgaveStadsdeel, gebiedsopgave_id__in=ids["gebiedsopgave"])
    versies += _van(Plafond, tafel__thema_id__in=ids["thema"])
    return versies


def _van(model: type[models.Model], **filters: Any) -> list[_Versie]:
    """The versions of one kind of row, each with the one before it: one query."""
    events = apps.get_model("thematafels", f"{model.__name__}Event")
    vorige: dict[int, Any] = {}
    versies = []
    for rij in events._default_manager.filter(**filters).order_by("pgh_id"):
        versies.append(_Versie(model, rij, vorige.get(rij.pgh_obj_id)))
        vorige[rij.pgh_obj_id] = rij
    return versies


def _wijzigingen(versies: Iterable[_Versie], stadsdelen: dict[int, str]) -> tuple[Wijziging, ...]:
    """The differences of one act; an update that changes nothing a reader sees is left out."""
    gevonden = []
    for versie in versies:
        verschillen = tuple(_verschillen(versie)) if versie.rij.pgh_label == "update" else ()
        if versie.rij.pgh_label == "update" and not verschillen:
            continue
        gevonden.append(
            Wijziging(
                _naam(versie, stadsdelen),
                str(versie.model._meta.verbose_name),
                WOORD[versie.rij.pgh_label],
                verschillen,
            )
        )
    return tuple(gevonden)


def _naam(versie: _Versie, stadsdelen: dict[int, str]) -> str:
    rij = versie.rij
    if versie.model is Plafond:
        return f"{rij.jaar}: {als_euro(rij.bedrag)}"
    if versie.model is GebiedsopgaveStadsdeel:
        return stadsdelen.get(rij.stadsdeel_id, LEEG)
    return str(getattr(rij, "naam", "") or getattr(rij, "opgave", ""))


def _verschillen(versie: _Versie) -> Iterable[Verschil]:
    for veld in versie.model._meta.concrete_fields:
        if veld.primary_key or veld.is_relation or veld.name in NIET_GETYPT:
            continue
        oud, nieuw = getattr(versie.vorige, veld.name, None), getattr(versie.rij, veld.name)
        if oud != nieuw:
            yield Verschil(str(veld.verbose_name), _toon(veld, oud), _toon(veld, nieuw))


def _toon(veld: "models.Field[Any, Any]", waarde: Any) -> str:
    if waarde in (None, ""):
        return LEEG
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, Decimal):
        return als_euro(waarde)
    if isinstance(waarde, datetime.datetime):
        return date_format(timezone.localtime(waarde), r"j F Y, H.i \u\u\r")
    if isinstance(waarde, datetime.date):
        return date_format(waarde, "j F Y")
    return str(dict(veld.flatchoices).get(waarde, waarde))
