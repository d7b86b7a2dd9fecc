from collections.abc import Iterable
from dataclasses import asdict

import pghistory
from django.db import models

from kern.bewaar import bewaar
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from thematafels.gegevens import UitvraagGegevens
from thematafels.models import GebiedsopgaveStadsdeel, Thema, Thematafel, Uitvraag
from thematafels.soorten import SOORTEN, ItemSoort


def kopieer_uitvraag(*, bron_id: int, gegevens: UitvraagGegevens, door: Lidmaatschap) -> Uitvraag:
    """Start a draft with the whole framework of another call: themes, goals, areas, criteria, requirements.

    Ceilings, participants and versions are not copied. Raises GeenRecht, or DomeinFout on wrong data.
    """
    with handeling("uitvraag.gekopieerd", door=door), pghistory.context(lidmaatschap=door.pk, reden="", versie=1):
        eis_rol(door, Rol.BELEIDSMEDEWERKER)
        bron = Uitvraag.objects.get(pk=bron_id)
        uitvraag = Uitvraag(**asdict(gegevens))
        bewaar(uitvraag)
        _kopieer_onderdelen(bron, uitvraag)
        leg_vast(
            "uitvraag.gekopieerd",
            door=door,
            over=uitvraag,
            kenmerk=Code(uitvraag.kenmerk),
            bron=Code(bron.kenmerk),
        )
    return uitvraag


def _kopieer_onderdelen(bron: Uitvraag, naar: Uitvraag) -> None:
    """Level by level: what hangs on the call, then what hangs on its themes, then the districts."""
    kopie: dict[str, dict[int, models.Model]] = {"uitvraag": {bron.pk: naar}}
    for soort in SOORTEN.values():
        kopie[soort.slug] = _kopieer_soort(soort, kopie[soort.ouder])
    themas = kopie["thema"].values()
    Thematafel.objects.bulk_create(Thematafel(thema=thema) for thema in themas if isinstance(thema, Thema))
    opgaven = kopie["gebiedsopgave"]
    GebiedsopgaveStadsdeel.objects.bulk_create(
        GebiedsopgaveStadsdeel(gebiedsopgave_id=opgaven[plaats.gebiedsopgave_id].pk, stadsdeel_id=plaats.stadsdeel_id)
        for plaats in GebiedsopgaveStadsdeel.objects.filter(gebiedsopgave__in=opgaven).order_by("pk")
    )


def _kopieer_soort(soort: ItemSoort, ouders: dict[int, models.Model]) -> dict[int, models.Model]:
    """Copy all rows of one kind to their new parents; gives the copy by the id of its original."""
    rijen: Iterable[models.Model] = soort.model._default_manager.filter(**{f"{soort.ouder}__in": ouders}).order_by(
        "pk"
    )
    kopie = {
        rij.pk: soort.model(
            **{veld: getattr(rij, veld) for veld in soort.kolommen},
            **{soort.ouder: ouders[getattr(rij, f"{soort.ouder}_id")]},
        )
        for rij in rijen
    }
    soort.model._default_manager.bulk_create(kopie.values())
    return kopie
