from typing import ClassVar

from django.db import models

from kern.onwijzigbaar import onwijzigbaar


class Xid8Field(models.Field):
    """PostgreSQL's xid8: the transaction that wrote a row. Read as text, never written by us."""

    def db_type(self, connection: object) -> str:
        return "xid8"


class Gebeurtenis(models.Model):
    """One act in the audit trail: what, by which membership, about which object, with typed facts.

    Holds no names, mail addresses or free text. Written only through `kern.spoor.leg_vast`.
    """

    tijdstip = models.DateTimeField("tijdstip", auto_now_add=True)
    soort = models.CharField("soort", max_length=80)
    lidmaatschap_id = models.BigIntegerField("lidmaatschap", null=True, help_text="Leeg: het systeem zelf.")
    over_soort = models.CharField("soort object", max_length=80, blank=True)
    over_id = models.BigIntegerField("nummer van het object", null=True)
    geweigerd = models.CharField("reden van weigering", max_length=80, blank=True, help_text="Leeg: gelukt.")
    feiten = models.JSONField("feiten", default=dict)
    xid = Xid8Field("transactie", db_default=models.Func(function="pg_current_xact_id"), editable=False)

    class Meta:
        verbose_name = "gebeurtenis"
        verbose_name_plural = "gebeurtenissen"
        ordering: ClassVar[list[str]] = ["id"]
        indexes = (models.Index(fields=["over_soort", "over_id"], name="gebeurtenis_over"),)
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"{self.soort} {self.over_soort} {self.over_id or ''}".strip()


class Zegel(models.Model):
    """A link of the hash chain over the audit trail: it closes a set of rows that can no longer change.

    `hash` is SHA-256 over the previous hash and the canonical JSON of the rows, in id order (kern.zegels).
    """

    gemaakt_op = models.DateTimeField("gemaakt op", auto_now_add=True)
    vorige = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="volgende", verbose_name="vorige zegel"
    )
    aantal = models.PositiveIntegerField("aantal gebeurtenissen")
    hash = models.CharField("hash", max_length=64, unique=True)

    class Meta:
        verbose_name = "zegel"
        verbose_name_plural = "zegels"
        ordering: ClassVar[list[str]] = ["id"]
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"zegel {self.pk}"


class ZegelRegel(models.Model):
    """Which gebeurtenis is closed by which zegel. A row of its own, because a gebeurtenis never changes."""

    gebeurtenis = models.OneToOneField(
        Gebeurtenis, models.PROTECT, primary_key=True, related_name="zegelregel", verbose_name="gebeurtenis"
    )
    zegel = models.ForeignKey(Zegel, models.PROTECT, related_name="regels", verbose_name="zegel")

    class Meta:
        verbose_name = "zegelregel"
        verbose_name_plural = "zegelregels"
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"gebeurtenis {self.gebeurtenis_id} in zegel {self.zegel_id}"
