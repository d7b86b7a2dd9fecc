"""Kinds of organisation and of applicant, and which roles fit where."""

from django.db import models

from kern.toegang import GEMEENTE, ONAFHANKELIJK, PARTNER, RAAD, Rol


class OrganisatieSoort(models.TextChoices):
    GEMEENTE = "gemeente", "gemeente"
    RAAD = "raad", "gemeenteraad"
    PARTNER = "partner", "partner"
    ONAFHANKELIJK = "onafhankelijk", "onafhankelijk"


class AanvragerSoort(models.TextChoices):
    RECHTSPERSOON = "rechtspersoon", "rechtspersoon"
    GROEP = "groep", "groep zonder rechtspersoonlijkheid"
    NATUURLIJK_PERSOON = "natuurlijk_persoon", "natuurlijk persoon"


ROLLEN_PER_SOORT: dict[OrganisatieSoort, tuple[Rol, ...]] = {
    OrganisatieSoort.GEMEENTE: GEMEENTE,
    OrganisatieSoort.RAAD: RAAD,
    OrganisatieSoort.PARTNER: PARTNER,
    OrganisatieSoort.ONAFHANKELIJK: ONAFHANKELIJK,
}
