from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from kern.historie import gevolgd
from organisaties.soorten import AanvragerSoort, OrganisatieSoort
from organisaties.sorteersleutel import sorteersleutel

ZONDER_NUMMER = Q(kvk="", rsin="")


@gevolgd
class Organisatie(models.Model):
    """Who can hold members: the municipality, the council, a partner or an independent adviser's office.

    KvK number and RSIN belong to a legal person only. A BSN is never kept, of nobody.
    """

    naam = models.CharField("naam", max_length=200)
    sorteersleutel = models.GeneratedField(
        verbose_name="sorteersleutel",
        expression=sorteersleutel("naam"),
        output_field=models.CharField(max_length=400),
        db_persist=True,
    )
    soort = models.CharField("soort", max_length=20, choices=OrganisatieSoort.choices)
    aanvrager_soort = models.CharField(
        "rechtsvorm",
        max_length=20,
        choices=AanvragerSoort.choices,
        default=AanvragerSoort.RECHTSPERSOON,
        help_text="Een KvK-nummer en RSIN horen alleen bij een rechtspersoon.",
    )
    typering = models.CharField(
        "typering", max_length=100, blank=True, help_text="Bijvoorbeeld: welzijnsorganisatie, zelforganisatie."
    )
    kvk = models.CharField("KvK-nummer", max_length=8, blank=True, help_text="8 cijfers.")
    rsin = models.CharField("RSIN", max_length=9, blank=True, help_text="9 cijfers.")
    iban = models.CharField("IBAN", max_length=34, blank=True)
    straat = models.CharField("straat en huisnummer", max_length=150, blank=True)
    postcode = models.CharField("postcode", max_length=7, blank=True, help_text="Bijvoorbeeld: 2011 RD.")
    plaats = models.CharField("plaats", max_length=100, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    telefoon = models.CharField("telefoonnummer", max_length=20, blank=True)
    digitaal = models.BooleanField(
        "krijgt brieven digitaal",
        null=True,
        blank=True,
        help_text="Kenbaar gemaakt door de organisatie zelf (Awb 2:14). Leeg: nog niet, dus met de post.",
    )
    accounthouder = models.ForeignKey(
        "organisaties.Lidmaatschap",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="accounts",
        verbose_name="accounthouder",
        help_text="Wie bij de gemeente het vaste aanspreekpunt is.",
    )
    fictief = models.BooleanField("fictief", default=False, help_text="Verzonnen voor de proefopstelling.")

    class Meta:
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        ordering: ClassVar[list[str]] = ["sorteersleutel", "id"]
        constraints = (
            models.CheckConstraint(condition=~Q(naam=""), name="organisatie_naam"),
            models.CheckConstraint(condition=Q(soort__in=OrganisatieSoort.values), name="organisatie_soort"),
            models.CheckConstraint(
                condition=Q(aanvrager_soort__in=AanvragerSoort.values), name="organisatie_aanvrager_soort"
            ),
            models.CheckConstraint(condition=Q(kvk__regex=r"^(\d{8})?$"), name="organisatie_kvk"),
            models.CheckConstraint(condition=Q(rsin__regex=r"^(\d{9})?$"), name="organisatie_rsin"),
            models.CheckConstraint(
                condition=Q(iban__regex=r"^([A-Z]{2}\d{2}[A-Z0-9]{11,30})?$"), name="organisatie_iban"
            ),
            models.CheckConstraint(
                condition=Q(postcode__regex=r"^([1-9]\d{3} [A-Z]{2})?$"), name="organisatie_postcode"
            ),
            models.CheckConstraint(
                condition=Q(aanvrager_soort=AanvragerSoort.RECHTSPERSOON) | ZONDER_NUMMER,
                name="organisatie_nummers_alleen_rechtspersoon",
            ),
            models.CheckConstraint(
                condition=Q(accounthouder__isnull=True) | Q(soort=OrganisatieSoort.PARTNER),
                name="organisatie_accounthouder_van_partner",
            ),
        )
        triggers = (pgtrigger.ReadOnly(name="soort_vast", fields=["soort"]),)

    def __str__(self) -> str:
        return self.naam
