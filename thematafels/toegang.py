"""The door of this room: the object, or 404 for what is hidden, or GeenRecht with the reason."""

from typing import Literal

from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404

from kern.fouten import GeenRecht
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from thematafels.models import Deelname, Thema, Thematafel, Toezegging, Uitvraag
from thematafels.querysets import zichtbaar_voor, zichtbare_toezeggingen
from thematafels.soorten import SOORTEN, ItemSoort

Recht = Literal["lezen", "wijzigen"]


def haal_uitvraag(lid: Lidmaatschap, kenmerk: str, recht: Recht = "lezen") -> Uitvraag:
    """The call. A draft exists only for the municipality; only a beleidsmedewerker changes one."""
    uitvraag = get_object_or_404(zichtbaar_voor(lid).select_related("regeling"), kenmerk=kenmerk)
    _eis(lid, recht)
    return uitvraag


def haal_thema(lid: Lidmaatschap, kenmerk: str, code: str, recht: Recht = "lezen") -> Thema:
    """The theme, with its call and its table selected."""
    themas = Thema.objects.filter(uitvraag__in=zichtbaar_voor(lid)).select_related("uitvraag__regeling", "tafel")
    thema = get_object_or_404(themas, uitvraag__kenmerk=kenmerk, code=code)
    _eis(lid, recht)
    return thema


def haal_tafel(
    lid: Lidmaatschap, kenmerk: str, code: str, recht: Recht | Literal["aanmelden"] = "lezen"
) -> Thematafel:
    """The table, with its theme and call selected. `aanmelden`: writers and signers of a partner."""
    tafels = Thematafel.objects.filter(thema__uitvraag__in=zichtbaar_voor(lid)).select_related(
        "thema__uitvraag__regeling"
    )
    tafel = get_object_or_404(tafels, thema__uitvraag__kenmerk=kenmerk, thema__code=code)
    if recht == "aanmelden":
        eis_rol(lid, Rol.REDACTEUR, Rol.TEKENBEVOEGDE)
    else:
        _eis(lid, recht)
    return tafel


def haal_deelname(
    lid: Lidmaatschap,
    kenmerk: str,
    code: str,
    pk: int,
    recht: Literal["lezen", "beoordelen", "terugtrekken"] = "lezen",
) -> Deelname:
    """The seat at a table: for the municipality and for the organisation itself. To others it does not exist."""
    deelnames = Deelname.objects.select_related("organisatie", "tafel__thema__uitvraag")
    deelname = get_object_or_404(deelnames, pk=pk, tafel__thema__uitvraag__kenmerk=kenmerk, tafel__thema__code=code)
    if not (lid.is_gemeente or deelname.organisatie_id == lid.organisatie_id):
        raise Http404
    if recht == "beoordelen":
        eis_rol(lid, Rol.BELEIDSMEDEWERKER)
    if recht == "terugtrekken":
        if deelname.organisatie_id != lid.organisatie_id:
            raise GeenRecht("Alleen de organisatie zelf trekt zich terug.", code="deelname.andere_organisatie")
        eis_rol(lid, Rol.REDACTEUR, Rol.TEKENBEVOEGDE)
    return deelname


def haal_toezegging(lid: Lidmaatschap, pk: int) -> Toezegging:
    """A promise to settle, by a beleidsmedewerker; to whom may not see it, it does not exist."""
    toezegging = get_object_or_404(zichtbare_toezeggingen(lid).select_related("tafel__thema__uitvraag"), pk=pk)
    _eis(lid, "wijzigen")
    return toezegging


def haal_soort(slug: str) -> ItemSoort:
    """The kind of part, or 404."""
    if slug not in SOORTEN:
        raise Http404
    return SOORTEN[slug]


def haal_item(uitvraag: Uitvraag, soort: ItemSoort, pk: int) -> models.Model:
    """A part of a call that was fetched through its own door."""
    items = soort.model._default_manager.select_related(soort.ouder)
    pad = "uitvraag" if soort.ouder == "uitvraag" else "thema__uitvraag"
    item: models.Model = get_object_or_404(items, **{"pk": pk, pad: uitvraag})
    return item


def _eis(lid: Lidmaatschap, recht: Recht) -> None:
    if recht == "wijzigen":
        eis_rol(lid, Rol.BELEIDSMEDEWERKER)
