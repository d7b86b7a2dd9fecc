from typing import ClassVar

from django.db import models

from kern.onwijzigbaar import onwijzigbaar


class Aansluiting(models.Model):
    """What a check of the figures against their rows found: one sentence per figure that differs, or none.

    Written when something differs, and once more when all agrees again; the newest holds. Never changes.
    """

    gedaan_op = models.DateTimeField("gedaan op", auto_now_add=True)
    verschillen = models.JSONField("verschillen", default=list)

    class Meta:
        verbose_name = "controle van de cijfers"
        verbose_name_plural = "controles van de cijfers"
        ordering: ClassVar[list[str]] = ["id"]
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"{len(self.verschillen)} verschillen"
