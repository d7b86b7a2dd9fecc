from functools import reduce
from operator import or_
from typing import ClassVar

from django.db import models

from regelingen.models import Vraag
from subsidies.models.aanvraag import Aanvraag
from thematafels.models import Criterium, Eis, Functie

VRAGEN = ("criterium", "eis", "functie", "formuliervraag")


def _alleen(veld: str) -> models.Q:
    """This kind of question, and no other."""
    return models.Q(**{f"{ander}__isnull": ander != veld for ander in VRAGEN})


class Antwoord(models.Model):
    """The text on one question: a quality criterion, a quality requirement or a §4 function of the call, or (when an
    organisation applies alone) a question of the form of the regeling.

    All rows are made when the application starts, so that a page knows its questions without asking the call.
    `versie` rises with each save (Versie keeps them all): a second writer who read an older one never overwrites.
    """

    aanvraag = models.ForeignKey(Aanvraag, models.PROTECT, related_name="antwoorden", verbose_name="aanvraag")
    criterium = models.ForeignKey(
        Criterium, models.PROTECT, null=True, blank=True, related_name="antwoorden", verbose_name="criterium"
    )
    eis = models.ForeignKey(Eis, models.PROTECT, null=True, blank=True, related_name="antwoorden", verbose_name="eis")
    functie = models.ForeignKey(
        Functie, models.PROTECT, null=True, blank=True, related_name="antwoorden", verbose_name="functie"
    )
    formuliervraag = models.ForeignKey(
        Vraag, models.PROTECT, null=True, blank=True, related_name="antwoorden", verbose_name="vraag van de regeling"
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
                condition=reduce(or_, (_alleen(veld) for veld in VRAGEN)),
                name="antwoord_op_een_vraag",
            ),
            *(models.UniqueConstraint(fields=["aanvraag", veld], name=f"antwoord_een_per_{veld}") for veld in VRAGEN),
        )

    def __str__(self) -> str:
        return f"antwoord {self.pk} op {self.vraag}"

    @property
    def vraag(self) -> Criterium | Eis | Functie | Vraag:
        vraag = self.criterium or self.eis or self.functie or self.formuliervraag
        assert vraag is not None  # noqa: S101 - the check constraint holds this
        return vraag
