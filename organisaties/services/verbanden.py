"""Keeping alliances: the alliance itself, and its members, covenant and subcontractors. pghistory keeps what was."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import models

from kern.bestanden import neem_aan
from kern.bewaar import bewaar
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from kern.toegang import Rol, eis_rol
from organisaties.models import Lidmaatschap, Organisatie, OrganisatieSoort, Samenwerkingsverband, Verbandlid
from organisaties.regels.verband_past import eis_verband_van_meer, eis_verband_wijzigen
from organisaties.verbanddelen import DELEN
from organisaties.verbanden import trekker_van


def maak_verband(
    *,
    naam: str,
    vorm: str,
    van: datetime.date,
    trekker_id: int | None,
    door: Lidmaatschap,
    fictief: bool = False,
) -> Samenwerkingsverband:
    """Register an alliance with the organisation that keeps it, from `van` on. A partner keeps its own only.

    DomeinFout for a coöperatie, a double name or a trekker that is no partner; GeenRecht for other roles.
    """
    with handeling("verband.gemaakt", door=door):
        eis_rol(door, Rol.TEKENBEVOEGDE, Rol.BELEIDSMEDEWERKER)
        eis_verband_wijzigen(door, trekker_id)
        eis_verband_van_meer(vorm)
        verband = Samenwerkingsverband(naam=naam.strip(), vorm=vorm, fictief=fictief)
        bewaar(verband)
        if trekker_id is not None:
            _eis_partner(trekker_id)
            bewaar(
                Verbandlid(
                    verband=verband,
                    organisatie_id=trekker_id,
                    schil=Verbandlid.Schil.PARTNER,
                    van=van,
                    trekker=True,
                )
            )
        leg_vast("verband.gemaakt", door=door, over=verband, verband=verband.pk)
    return verband


def wijzig_verband(
    *, verband_id: int, naam: str, vorm: str, trekker_id: int | None, door: Lidmaatschap
) -> Samenwerkingsverband:
    """Change the name, the form, or which member keeps the alliance (None: nobody)."""
    with handeling("verband.gewijzigd", door=door, over=Samenwerkingsverband(pk=verband_id)):
        verband = _vergrendel(verband_id, door)
        eis_verband_van_meer(vorm)
        verband.naam, verband.vorm = naam.strip(), vorm
        bewaar(verband)
        _wissel_trekker(verband, trekker_id)
        leg_vast("verband.gewijzigd", door=door, over=verband, verband=verband.pk)
    return verband


def bewaar_verbanddeel(
    *,
    verband_id: int,
    soort: str,
    gegevens: Mapping[str, Any],
    door: Lidmaatschap,
    deel_id: int | None = None,
) -> models.Model:
    """Add a part of kind `soort` (organisaties.verbanddelen), or change the given fields of one.

    An uploaded file in `gegevens` is taken in; no file leaves the one there is. DomeinFout names the field.
    """
    deel_soort = DELEN[soort]
    with handeling("verband.deel_bewaard", door=door, over=Samenwerkingsverband(pk=verband_id)):
        verband = _vergrendel(verband_id, door)
        rijen = deel_soort.model._default_manager.filter(verband=verband)
        deel = deel_soort.model(verband=verband) if deel_id is None else rijen.get(pk=deel_id)
        for veld in deel_soort.velden:
            if veld in gegevens and (veld != "bestand" or gegevens[veld]):
                setattr(deel, veld, _waarde(gegevens[veld]))
        if isinstance(deel, Verbandlid):
            _eis_partner(deel.organisatie_id)
        bewaar(deel)
        leg_vast(
            "verband.deel_bewaard",
            door=door,
            over=verband,
            verband=verband.pk,
            deel=Code(soort),
            nummer=deel.pk,
        )
    return deel


def verwijder_verbanddeel(*, verband_id: int, soort: str, deel_id: int, door: Lidmaatschap) -> None:
    """Remove a part. DomeinFout for a member: that one gets a last day."""
    with handeling("verband.deel_verwijderd", door=door, over=Samenwerkingsverband(pk=verband_id)):
        verband = _vergrendel(verband_id, door)
        if not DELEN[soort].verwijderbaar:
            raise DomeinFout("Geef een lid een laatste dag.", code="verband.lid_blijft")
        DELEN[soort].model._default_manager.get(pk=deel_id, verband=verband).delete()
        leg_vast(
            "verband.deel_verwijderd",
            door=door,
            over=verband,
            verband=verband.pk,
            deel=Code(soort),
            nummer=deel_id,
        )


def _vergrendel(verband_id: int, door: Lidmaatschap) -> Samenwerkingsverband:
    verband = Samenwerkingsverband.objects.select_for_update().get(pk=verband_id)
    eis_verband_wijzigen(door, trekker_van(verband))
    return verband


def _wissel_trekker(verband: Samenwerkingsverband, trekker_id: int | None) -> None:
    """First nobody, then the new one: two at once is refused by the database."""
    if trekker_van(verband) == trekker_id:
        return
    verband.leden.filter(trekker=True).update(trekker=False)
    if trekker_id is None:
        return
    nieuw = verband.leden.filter(organisatie=trekker_id).first()
    if nieuw is None:
        raise DomeinFout("De trekker is lid van het verband.", code="verband.trekker_geen_lid", veld="trekker")
    nieuw.trekker = True
    bewaar(nieuw)


def _eis_partner(organisatie_id: int) -> None:
    if not Organisatie.objects.filter(pk=organisatie_id, soort=OrganisatieSoort.PARTNER).exists():
        raise DomeinFout("Kies een partner.", code="verband.geen_partner", veld="organisatie")


def _waarde(waarde: Any) -> Any:
    return neem_aan(waarde) if isinstance(waarde, UploadedFile) else waarde
