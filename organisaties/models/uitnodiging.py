import datetime
import secrets
from typing import ClassVar

from django.core.signing import Signer
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from kern.toegang import Rol
from organisaties.models.lidmaatschap import Lidmaatschap
from organisaties.models.organisatie import Organisatie


def nieuw_getal() -> str:
    return secrets.token_urlsafe(32)


class UitnodigingQuerySet(models.QuerySet["Uitnodiging"]):
    def open(self, nu: datetime.datetime) -> "UitnodigingQuerySet":
        return self.filter(aanvaard_op__isnull=True, ingetrokken_op__isnull=True, verloopt_op__gt=nu)

    def wachtend(self, nu: datetime.datetime) -> "UitnodigingQuerySet":
        """Whose mail has not gone out yet."""
        return self.open(nu).filter(verzonden_op__isnull=True)


class Uitnodiging(models.Model):
    """An invitation to become a member, good for one use. The row is the outbox of its mail.

    The link is signed and derived from the row, so that the database alone gives nobody a working link.
    """

    SALT = "organisaties.uitnodiging"
    GELDIGHEID = datetime.timedelta(days=14)

    email = models.EmailField("e-mailadres")
    organisatie = models.ForeignKey(
        Organisatie, models.PROTECT, related_name="uitnodigingen", verbose_name="organisatie"
    )
    rol = models.CharField("rol", max_length=20, choices=Rol.choices)
    door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, related_name="+", verbose_name="uitgenodigd door"
    )
    getal = models.CharField("willekeurig getal", max_length=43, default=nieuw_getal, editable=False)
    gemaakt_op = models.DateTimeField("gemaakt op", auto_now_add=True)
    verloopt_op = models.DateTimeField("verloopt op")
    verzonden_op = models.DateTimeField("verzonden op", null=True, blank=True)
    ingetrokken_op = models.DateTimeField("ingetrokken op", null=True, blank=True)
    aanvaard_op = models.DateTimeField("aanvaard op", null=True, blank=True)
    lidmaatschap = models.OneToOneField(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="uitnodiging", verbose_name="lidmaatschap"
    )

    objects = UitnodigingQuerySet.as_manager()

    class Meta:
        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"
        ordering: ClassVar[list[str]] = ["-gemaakt_op", "-id"]
        constraints = (
            models.CheckConstraint(condition=Q(email=Lower("email")), name="uitnodiging_email_kleine_letters"),
            models.UniqueConstraint(
                fields=["email", "organisatie", "rol"],
                condition=Q(aanvaard_op__isnull=True, ingetrokken_op__isnull=True),
                name="uitnodiging_een_open",
            ),
            models.CheckConstraint(
                condition=Q(aanvaard_op__isnull=True, lidmaatschap__isnull=True)
                | Q(aanvaard_op__isnull=False, lidmaatschap__isnull=False),
                name="uitnodiging_aanvaard_met_lidmaatschap",
            ),
        )

    def __str__(self) -> str:
        return f"uitnodiging {self.pk} voor {self.organisatie}"

    @property
    def token(self) -> str:
        return Signer(salt=self.SALT).sign_object([self.pk, self.getal])
