import datetime
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kern.toegang import GEMEENTE, PARTNER, Rol
from organisaties.models.organisatie import Organisatie
from organisaties.querysets import GeldigQuerySet
from organisaties.soorten import ROLLEN_PER_SOORT

PAREN = ", ".join(f"('{soort}', '{rol}')" for soort, rollen in ROLLEN_PER_SOORT.items() for rol in rollen)


class Lidmaatschap(models.Model):
    """A person in one role at one organisation, from day to day. All that anybody may do follows from here.

    The row outlives its end date: the audit trail and every confirmation point at it.
    """

    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="lidmaatschappen", verbose_name="gebruiker"
    )
    organisatie = models.ForeignKey(
        Organisatie, models.PROTECT, related_name="lidmaatschappen", verbose_name="organisatie"
    )
    rol = models.CharField("rol", max_length=20, choices=Rol.choices)
    van = models.DateField("vanaf")
    tot = models.DateField("tot en met", null=True, blank=True)

    objects = GeldigQuerySet["Lidmaatschap"].as_manager()

    class Meta:
        verbose_name = "lidmaatschap"
        verbose_name_plural = "lidmaatschappen"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.UniqueConstraint(
                fields=["gebruiker", "organisatie", "rol"],
                condition=Q(tot__isnull=True),
                name="lidmaatschap_een_keer",
                violation_error_message="Deze persoon heeft deze rol al bij deze organisatie.",
            ),
            models.CheckConstraint(condition=Q(tot__isnull=True) | Q(tot__gte=F("van")), name="lidmaatschap_tot"),
        )
        triggers = (
            pgtrigger.Trigger(
                name="rol_past",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=f"""
                    IF NOT EXISTS (
                        SELECT 1 FROM organisaties_organisatie o
                        WHERE o.id = NEW.organisatie_id AND (o.soort, NEW.rol) IN ({PAREN})
                    ) THEN
                        RAISE EXCEPTION 'rol % past niet bij deze organisatie', NEW.rol
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608  only our own constants
            ),
        )

    def __str__(self) -> str:
        return f"{self.gebruiker}, {self.get_rol_display()} bij {self.organisatie}"

    @property
    def is_gemeente(self) -> bool:
        return self.rol in GEMEENTE

    @property
    def is_partner(self) -> bool:
        return self.rol in PARTNER

    def geldt_op(self, datum: datetime.date) -> bool:
        return self.van <= datum and (self.tot is None or datum <= self.tot)
