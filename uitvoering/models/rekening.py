from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kern.models import Bestand
from kern.onwijzigbaar import onwijzigbaar
from kern.verloop import Verloop
from organisaties.models import Lidmaatschap, Organisatie

VERLOOP = Verloop(
    "de rekeningwijziging",
    begin=("gevraagd",),
    overgangen={
        "gevraagd": ("gecontroleerd", "afgewezen", "ingetrokken"),
        "gecontroleerd": ("goedgekeurd", "afgewezen", "ingetrokken"),
    },
)


class Rekeningwijziging(models.Model):
    """A recipient asks to be paid on another account, with proof. One officer checks it, a second approves it."""

    class Stand(models.TextChoices):
        GEVRAAGD = "gevraagd", "wacht op controle"
        GECONTROLEERD = "gecontroleerd", "wacht op goedkeuring"
        GOEDGEKEURD = "goedgekeurd", "goedgekeurd"
        AFGEWEZEN = "afgewezen", "afgewezen"
        INGETROKKEN = "ingetrokken", "ingetrokken"

    VERLOOP: ClassVar[Verloop] = VERLOOP
    LOPEND: ClassVar[tuple[str, ...]] = ("gevraagd", "gecontroleerd")

    organisatie = models.ForeignKey(
        Organisatie, models.PROTECT, related_name="rekeningwijzigingen", verbose_name="organisatie"
    )
    stand = models.CharField("stand", max_length=14, choices=Stand.choices, default=Stand.GEVRAAGD)
    oud_iban = models.CharField("IBAN tot nu toe", max_length=34, blank=True)
    nieuw_iban = models.CharField("nieuw IBAN", max_length=34)
    bewijs = models.OneToOneField(Bestand, models.PROTECT, related_name="+", verbose_name="bewijs")
    gevraagd_door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="gevraagd door")
    gevraagd_op = models.DateTimeField("gevraagd op", auto_now_add=True)
    gecontroleerd_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gecontroleerd door"
    )
    gecontroleerd_op = models.DateTimeField("gecontroleerd op", null=True, blank=True)
    controle = models.CharField(
        "hoe gecontroleerd", max_length=500, blank=True, help_text="Bijvoorbeeld: teruggebeld op het bekende nummer."
    )
    beslist_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="beslist door"
    )
    beslist_op = models.DateTimeField("beslist op", null=True, blank=True)
    reden = models.CharField("waarom afgewezen", max_length=500, blank=True)

    class Meta:
        verbose_name = "rekeningwijziging"
        verbose_name_plural = "rekeningwijzigingen"
        ordering: ClassVar[list[str]] = ["-id"]
        constraints = (
            models.UniqueConstraint(
                fields=["organisatie"],
                condition=Q(stand__in=["gevraagd", "gecontroleerd"]),
                name="rekeningwijziging_een_tegelijk",
                violation_error_message="Er loopt al een verzoek om een ander rekeningnummer.",
            ),
            models.CheckConstraint(
                condition=Q(nieuw_iban__regex=r"^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$") & ~Q(nieuw_iban=F("oud_iban")),
                name="rekeningwijziging_iban",
            ),
            models.CheckConstraint(
                condition=~Q(stand__in=["gecontroleerd", "goedgekeurd"])
                | Q(gecontroleerd_door__isnull=False, gecontroleerd_op__isnull=False) & ~Q(controle=""),
                name="rekeningwijziging_gecontroleerd_door_iemand",
            ),
            models.CheckConstraint(
                condition=~Q(stand__in=["goedgekeurd", "afgewezen"])
                | Q(beslist_door__isnull=False, beslist_op__isnull=False),
                name="rekeningwijziging_beslist_door_iemand",
            ),
            models.CheckConstraint(
                condition=~Q(stand="goedgekeurd") | ~Q(beslist_door=F("gecontroleerd_door")),
                name="rekeningwijziging_door_een_ander",
            ),
            models.CheckConstraint(
                condition=~Q(stand="afgewezen") | ~Q(reden=""), name="rekeningwijziging_afgewezen_met_reden"
            ),
        )
        triggers = (
            *VERLOOP.triggers(),
            *onwijzigbaar("organisatie", "oud_iban", "nieuw_iban", "bewijs", "gevraagd_door", "gevraagd_op"),
        )

    def __str__(self) -> str:
        return f"rekeningwijziging {self.pk}"
