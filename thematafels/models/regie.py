from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import UniqueConstraint

from kern.historie import gevolgd
from organisaties.models import Organisatie, Samenwerkingsverband
from thematafels.models.thema import Thema


@gevolgd
class Regie(models.Model):
    """Who has the lead on a theme within an alliance: one member, or all together. It says nothing over the table."""

    verband = models.ForeignKey(
        Samenwerkingsverband, models.PROTECT, related_name="regies", verbose_name="samenwerkingsverband"
    )
    thema = models.ForeignKey(Thema, models.CASCADE, related_name="regies", verbose_name="thema")
    organisatie = models.ForeignKey(
        Organisatie,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="regies",
        verbose_name="organisatie",
        help_text="Leeg: de leden samen.",
    )

    class Meta:
        verbose_name = "regie"
        verbose_name_plural = "regies"
        ordering: ClassVar[list[str]] = ["thema__volgorde", "id"]
        constraints = (UniqueConstraint(fields=["verband", "thema"], name="regie_een_per_thema"),)
        triggers = (
            pgtrigger.Trigger(
                name="van_een_lid",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func="""
                    IF NEW.organisatie_id IS NOT NULL AND NOT EXISTS (
                        SELECT 1 FROM organisaties_verbandlid l
                        WHERE l.verband_id = NEW.verband_id AND l.organisatie_id = NEW.organisatie_id
                    ) THEN
                        RAISE EXCEPTION 'regie is van een lid van het samenwerkingsverband'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        )

    def __str__(self) -> str:
        return f"regie over thema {self.thema_id}"

    @property
    def wie(self) -> str:
        """Select `organisatie` along."""
        return self.organisatie.naam if self.organisatie else "samen"
