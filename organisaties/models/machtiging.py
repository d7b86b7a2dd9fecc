import datetime
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from kern.models import Bestand, BestandStand
from kern.onwijzigbaar import onwijzigbaar
from organisaties.models.lidmaatschap import Lidmaatschap
from organisaties.models.organisatie import Organisatie

REIKWIJDTE = (
    "Akkoord geven op ons deel, aanvragen indienen, over de subsidie verantwoorden (jaarverslag en akkoord) en vragen "
    "om haar vast te stellen."
)

# No longer than one call lasts: who may sign is looked at again for the next.
LANGSTE_DUUR = datetime.timedelta(days=4 * 366)

VAST = ("organisatie", "gemachtigde", "van", "tot", "reikwijdte", "geregistreerd_op", "geregistreerd_door")


class MachtigingQuerySet(models.QuerySet["Machtiging"]):
    def van_kracht(self, dag: datetime.date) -> "MachtigingQuerySet":
        """What one may sign under on `dag`: with a clean document, not withdrawn, and the member still there."""
        return self.filter(
            Q(gemachtigde__tot__isnull=True) | Q(gemachtigde__tot__gte=dag),
            van__lte=dag,
            tot__gte=dag,
            ingetrokken_op__isnull=True,
            document__stand=BestandStand.VRIJ,
        )


class Machtiging(models.Model):
    """An organisation lets somebody sign in its name (Awb 2:1), from day to day, on paper that it signed itself.

    Counts only while its signed document is there and found clean. The row never changes: the document is put in
    once (again only after a refused file), and a withdrawal is the last word.
    """

    class Stand(models.TextChoices):
        """How a machtiging stands on a day; read from the row, never kept."""

        GELDT = "geldt", "geldt"
        ZONDER_DOCUMENT = "zonder_document", "wacht op het getekende formulier"
        IN_CONTROLE = "in_controle", "formulier wordt gecontroleerd"
        GEWEIGERD = "geweigerd", "formulier geweigerd"
        LATER = "later", "gaat later in"
        VOORBIJ = "voorbij", "voorbij"
        INGETROKKEN = "ingetrokken", "ingetrokken"

    organisatie = models.ForeignKey(
        Organisatie, models.PROTECT, related_name="machtigingen", verbose_name="organisatie die machtigt"
    )
    gemachtigde = models.ForeignKey(
        Lidmaatschap, models.PROTECT, related_name="machtigingen", verbose_name="gemachtigde"
    )
    van = models.DateField("vanaf")
    tot = models.DateField("tot en met")
    reikwijdte = models.TextField("waarvoor", max_length=500, default=REIKWIJDTE)
    document = models.OneToOneField(
        Bestand, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="getekend formulier"
    )
    geregistreerd_op = models.DateTimeField("vastgelegd op", auto_now_add=True)
    geregistreerd_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, related_name="+", verbose_name="vastgelegd door"
    )
    ingetrokken_op = models.DateTimeField("ingetrokken op", null=True, blank=True)
    ingetrokken_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ingetrokken door"
    )

    objects = MachtigingQuerySet.as_manager()

    class Meta:
        verbose_name = "machtiging"
        verbose_name_plural = "machtigingen"
        ordering: ClassVar[list[str]] = ["-van", "-id"]
        constraints = (
            models.CheckConstraint(
                condition=Q(tot__gte=F("van")) & Q(tot__lte=F("van") + LANGSTE_DUUR), name="machtiging_dagen"
            ),
            models.CheckConstraint(condition=~Q(reikwijdte=""), name="machtiging_reikwijdte"),
            models.CheckConstraint(
                condition=Q(ingetrokken_op__isnull=True, ingetrokken_door__isnull=True)
                | Q(ingetrokken_op__isnull=False, ingetrokken_door__isnull=False),
                name="machtiging_ingetrokken_door_iemand",
            ),
        )
        triggers = (
            *onwijzigbaar(*VAST),
            pgtrigger.Protect(
                name="ingetrokken_blijft",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ingetrokken_op__isnull=False),
            ),
            pgtrigger.Trigger(
                name="document_blijft",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__document__isnull=False)
                & pgtrigger.Q(old__document__df=pgtrigger.F("new__document")),
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM kern_bestand b WHERE b.id = OLD.document_id AND b.stand = 'geweigerd'
                    ) THEN
                        RAISE EXCEPTION 'het getekende formulier van een machtiging blijft'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        )

    def __str__(self) -> str:
        return f"machtiging {self.pk} van {self.organisatie}"

    def stand_op(self, dag: datetime.date) -> "Machtiging.Stand":
        """The same answer as `van_kracht`, with its reason. Reads the document and the membership."""
        if self.ingetrokken_op is not None:
            return self.Stand.INGETROKKEN
        if self.tot < dag or (self.gemachtigde.tot is not None and self.gemachtigde.tot < dag):
            return self.Stand.VOORBIJ
        if self.document is None:
            return self.Stand.ZONDER_DOCUMENT
        if self.document.stand != BestandStand.VRIJ:
            return self.Stand.GEWEIGERD if self.document.stand == BestandStand.GEWEIGERD else self.Stand.IN_CONTROLE
        return self.Stand.LATER if dag < self.van else self.Stand.GELDT
