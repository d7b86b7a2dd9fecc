from typing import ClassVar

from django.db import models

from kern.historie import gevolgd
from subsidies.models.aanvraag import Aanvraag
from thematafels.models import Criterium, Eis, Functie


@gevolgd
class Antwoord(models.Model):
    """The joint text on one question of the call: a quality criterion, a quality requirement or a §4 function.

    All rows are made when the application starts, so that a page knows its questions without asking the call.
    `versie` rises with each save: a second writer who read an older version never overwrites.
    """

    aanvraag = models.ForeignKey(Aanvraag, models.PROTECT, related_name="antwoorden", verbose_name="aanvraag")
    criterium = models.ForeignKey(
        Criterium, models.PROTECT, null=True, blank=True, related_name="antwoorden", verbose_name="criterium"
    )
    eis = models.ForeignKey(Eis, models.PROTECT, null=True, blank=True, related_name="antwoorden", verbose_name="eis")
    functie = models.ForeignKey(
        Functie, models.PROTECT, null=True, blank=True, related_name="antwoorden", verbose_name="functie"
    )
    tekst = models.TextField("tekst", max_length=5000, blank=True)
    versie = models.PositiveIntegerField("versie", default=0)
    bewaard_op = models.DateTimeField("bewaard op", auto_now=True)

    class Meta:
        verbose_name = "antwoord"
        verbose_name_plural = "antwoorden"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.CheckConstraint(
                condition=models.Q(criterium__isnull=False, eis__isnull=True, functie__isnull=True)
                | models.Q(criterium__isnull=True, eis__isnull=False, functie__isnull=True)
                | models.Q(criterium__isnull=True, eis__isnull=True, functie__isnull=False),
                name="antwoord_op_een_vraag",
            ),
            models.UniqueConstraint(fields=["aanvraag", "criterium"], name="antwoord_een_per_criterium"),
            models.UniqueConstraint(fields=["aanvraag", "eis"], name="antwoord_een_per_eis"),
            models.UniqueConstraint(fields=["aanvraag", "functie"], name="antwoord_een_per_functie"),
        )

    def __str__(self) -> str:
        return f"antwoord {self.pk} op {self.vraag}"

    @property
    def vraag(self) -> Criterium | Eis | Functie:
        vraag = self.criterium or self.eis or self.functie
        assert vraag is not None  # noqa: S101 - the check constraint holds this
        return vraag
