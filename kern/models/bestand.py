from typing import ClassVar

from django.db import models

from kern.onwijzigbaar import onwijzigbaar
from kern.querysets import BestandQuerySet
from kern.verloop import Verloop


class BestandStand(models.TextChoices):
    QUARANTAINE = "quarantaine", "Wordt gecontroleerd"
    VRIJ = "vrij", "Gecontroleerd"
    GEWEIGERD = "geweigerd", "Geweigerd"
    VERWIJDERD = "verwijderd", "Verwijderd"


_VERLOOP = Verloop(
    naam="het bestand",
    begin=(BestandStand.QUARANTAINE, BestandStand.VRIJ),
    overgangen={
        BestandStand.QUARANTAINE: (BestandStand.VRIJ, BestandStand.GEWEIGERD, BestandStand.VERWIJDERD),
        BestandStand.VRIJ: (BestandStand.VERWIJDERD,),
        BestandStand.GEWEIGERD: (),
        BestandStand.VERWIJDERD: (),
    },
)


class Bestand(models.Model):
    """One private file that somebody uploaded, checked by content (docs/bestanden.md).

    Made only by `kern.bestanden.neem_aan`, read only through `kern.bestanden.download`. What it is about, and who
    may see it, is known to the room that points at it.
    """

    VERLOOP: ClassVar[Verloop] = _VERLOOP

    naam = models.CharField("naam", max_length=150, help_text="Zoals de inzender het noemde, zonder map.")
    soort = models.CharField("soort", max_length=100, help_text="Het mediatype dat bij de inhoud hoort.")
    grootte = models.PositiveIntegerField("grootte in bytes")
    sha256 = models.CharField("SHA-256", max_length=64)
    bestand = models.FileField("bestand", unique=True, help_text="De naam in de besloten opslag.")
    geplaatst_op = models.DateTimeField("geplaatst op", auto_now_add=True)

    stand = models.CharField("stand", max_length=20, choices=BestandStand.choices, default=BestandStand.QUARANTAINE)
    reden = models.CharField("reden van weigering", max_length=200, blank=True)
    gescand_op = models.DateTimeField("gecontroleerd op virussen", null=True, blank=True)

    objects = BestandQuerySet["Bestand"].as_manager()

    class Meta:
        verbose_name = "bestand"
        verbose_name_plural = "bestanden"
        ordering: ClassVar[list[str]] = ["id"]
        indexes = (
            models.Index(fields=["id"], condition=models.Q(stand="quarantaine"), name="bestand_in_quarantaine"),
        )
        constraints = (
            models.CheckConstraint(condition=models.Q(stand__in=BestandStand.values), name="bestand_stand"),
            models.CheckConstraint(
                condition=models.Q(stand="geweigerd", gescand_op__isnull=False) & ~models.Q(reden="")
                | ~models.Q(stand="geweigerd") & models.Q(reden=""),
                name="bestand_geweigerd_met_reden",
            ),
            models.CheckConstraint(
                condition=~models.Q(stand="quarantaine") | models.Q(gescand_op__isnull=True),
                name="bestand_quarantaine_is_niet_gescand",
            ),
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$", grootte__gte=1)
                & ~models.Q(naam="")
                & ~models.Q(bestand=""),
                name="bestand_is_er",
            ),
        )
        triggers = (
            *_VERLOOP.triggers(),
            *onwijzigbaar("naam", "soort", "grootte", "sha256", "bestand", "geplaatst_op"),
        )

    def __str__(self) -> str:
        return self.naam

    @property
    def is_vrij(self) -> bool:
        """Only then may anybody have it."""
        return self.stand == BestandStand.VRIJ
