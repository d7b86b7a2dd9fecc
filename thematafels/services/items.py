"""Adding, changing and removing a part of a call, of whatever kind (thematafels.soorten)."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Max

from kern.bewaar import bewaar
from kern.fouten import DomeinFout
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from thematafels.models import Thema, Thematafel, Uitvraag
from thematafels.soorten import OUDERS, SOORTEN, ItemSoort
from thematafels.wijziging import wijziging


def voeg_item_toe(
    *, soort: str, ouder_id: int, gegevens: Mapping[str, Any], door: Lidmaatschap, reden: str = ""
) -> models.Model:
    """Add a part of kind `soort` to its parent, a call or a theme; last in the order unless that is given.

    `gegevens` holds the fields of the kind. A new theme gets its table. Raises GeenRecht or DomeinFout.
    """
    item_soort = SOORTEN[soort]
    ouder = OUDERS[item_soort.ouder]._default_manager.get(pk=ouder_id)
    with wijziging("onderdeel.toegevoegd", uitvraag_id=_uitvraag_id(ouder), door=door, reden=reden) as uitvraag:
        item = item_soort.model(**{item_soort.ouder: ouder})
        _vul(item, item_soort, {"volgorde": None} | dict(gegevens))
        if isinstance(item, Thema):
            Thematafel.objects.create(thema=item)
        _leg_vast("onderdeel.toegevoegd", item_soort, item.pk, uitvraag, door)
    return item


def wijzig_item(
    *, soort: str, item_id: int, gegevens: Mapping[str, Any], door: Lidmaatschap, reden: str = ""
) -> models.Model:
    """Change the given fields of a part. Raises GeenRecht or DomeinFout."""
    item_soort = SOORTEN[soort]
    uitvraag_id = uitvraag_van(item_soort, item_id)
    with wijziging("onderdeel.gewijzigd", uitvraag_id=uitvraag_id, door=door, reden=reden) as uitvraag:
        item = item_soort.model._default_manager.get(pk=item_id)
        _vul(item, item_soort, gegevens)
        _leg_vast("onderdeel.gewijzigd", item_soort, item.pk, uitvraag, door)
    return item


def verwijder_item(*, soort: str, item_id: int, door: Lidmaatschap, reden: str = "") -> None:
    """Remove a part that nobody uses. Raises GeenRecht, or DomeinFout when other rows rest on it."""
    item_soort = SOORTEN[soort]
    uitvraag_id = uitvraag_van(item_soort, item_id)
    with wijziging("onderdeel.verwijderd", uitvraag_id=uitvraag_id, door=door, reden=reden) as uitvraag:
        item = item_soort.model._default_manager.get(pk=item_id)
        if in_gebruik(item):
            raise DomeinFout(
                "Dit onderdeel is in gebruik. Haal eerst weg wat eraan vastzit.", code="onderdeel.in_gebruik"
            )
        item.delete()
        _leg_vast("onderdeel.verwijderd", item_soort, item_id, uitvraag, door)


def in_gebruik(item: models.Model) -> bool:
    """Whether a row elsewhere rests on this part: in another room, or at the table of this theme."""
    rijen: list[models.Model] = [item, item.tafel] if isinstance(item, Thema) else [item]
    return any(
        relatie.related_model._default_manager.filter(**{relatie.field.name: rij}).exists()
        for rij in rijen
        for relatie in rij._meta.related_objects
        if _telt(relatie.related_model)
    )


def _telt(model: type[models.Model]) -> bool:
    """Parts and their history go along with a part; anything else keeps it in place."""
    eigen = model._meta.app_label == "thematafels"
    return not eigen or model._meta.model_name in {"plafond", "deelname", "aanstelling", "toezegging"}


def uitvraag_van(soort: ItemSoort, item_id: int) -> int:
    """The id of the call this part belongs to."""
    pad = "uitvraag_id" if soort.ouder == "uitvraag" else "thema__uitvraag_id"
    return int(soort.model._default_manager.values_list(pad, flat=True).get(pk=item_id))


def _uitvraag_id(ouder: models.Model) -> int:
    return int(ouder.uitvraag_id if isinstance(ouder, Thema) else ouder.pk)


def _vul(item: models.Model, soort: ItemSoort, gegevens: Mapping[str, Any]) -> None:
    """Put the given fields on the row and save it. An empty place in the order means: last."""
    for veld in soort.kolommen:
        if veld in gegevens:
            setattr(item, veld, gegevens[veld])
    if item.volgorde is None:  # type: ignore[attr-defined]  # every kind has it
        item.volgorde = _laatste(item, soort) + 1  # type: ignore[attr-defined]  # every kind has it
    bewaar(item)
    for veld in set(soort.velden) - set(soort.kolommen):
        if veld in gegevens:
            getattr(item, veld).set(gegevens[veld])


def _laatste(item: models.Model, soort: ItemSoort) -> int:
    broers = soort.model._default_manager.filter(**{soort.ouder: getattr(item, soort.ouder)}).exclude(pk=item.pk)
    return broers.aggregate(laatste=Max("volgorde"))["laatste"] or 0


def _leg_vast(handeling: str, soort: ItemSoort, item_id: int, uitvraag: Uitvraag, door: Lidmaatschap) -> None:
    leg_vast(
        handeling,
        door=door,
        over=uitvraag,
        onderdeel=Code(soort.slug),
        nummer=item_id,
        kenmerk=Code(uitvraag.kenmerk),
        versie=uitvraag.versie,
    )
