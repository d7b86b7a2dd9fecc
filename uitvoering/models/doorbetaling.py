from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from kern.models import Bestand
from kern.onwijzigbaar import onwijzigbaar
from kern.velden import BedragField
from organisaties.models import Lidmaatschap, Organisatie
from subsidies.models import Subsidie


class Doorbetaling(models.Model):
    """What a penvoerder passed on of a grant that it received for all. Never changed; a mistake is withdrawn.

    A partner that works along within its own task has a line of 0 euro.
    """

    subsidie = models.ForeignKey(Subsidie, models.PROTECT, related_name="doorbetalingen", verbose_name="subsidie")
    jaar = models.PositiveSmallIntegerField("jaar van de subsidie")
    ontvanger = models.ForeignKey(
        Organisatie, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="organisatie"
    )
    naam = models.CharField("naam", max_length=200, blank=True, help_text="Als de organisatie hier niet bekend is.")
    bedrag = BedragField("bedrag")
    betaald_op = models.DateField("betaald op")
    bewijs = models.OneToOneField(
        Bestand, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bewijs"
    )
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="vastgelegd door")
    vastgelegd_op = models.DateTimeField("vastgelegd op", auto_now_add=True)
    ingetrokken_op = models.DateTimeField("ingetrokken op", null=True, blank=True)

    class Meta:
        verbose_name = "doorbetaling"
        verbose_name_plural = "doorbetalingen"
        ordering: ClassVar[list[str]] = ["jaar", "betaald_op", "id"]
        constraints = (
            models.CheckConstraint(
                condition=Q(bedrag__gt=0) | Q(bedrag=0, ontvanger__isnull=False), name="doorbetaling_bedrag"
            ),
            models.CheckConstraint(
                condition=Q(ontvanger__isnull=False, naam="") | Q(ontvanger__isnull=True) & ~Q(naam=""),
                name="doorbetaling_aan_een",
                violation_error_message="Kies een organisatie of vul een naam in.",
            ),
        )
        triggers = (
            *onwijzigbaar(
                "subsidie",
                "jaar",
                "ontvanger",
                "naam",
                "bedrag",
                "betaald_op",
                "bewijs",
                "door",
                "vastgelegd_op",
            ),
            pgtrigger.Protect(
                name="ingetrokken_blijft",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ingetrokken_op__isnull=False),
            ),
            pgtrigger.Trigger(
                name="binnen_de_subsidie",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                declare=[("verplicht_bedrag", "numeric"), ("doorbetaald", "numeric")],
                func="""
                    -- two lines of one grant at once are added up one after the other
                    PERFORM pg_advisory_xact_lock(hashtext('doorbetaling'), NEW.subsidie_id::int);
                    SELECT sum(s.verplicht) INTO verplicht_bedrag
                    FROM subsidies_subsidiejaar j
                    JOIN begroting_stand s ON s.verplichting_id = j.verplichting_id
                    WHERE j.subsidie_id = NEW.subsidie_id AND j.jaar = NEW.jaar;
                    SELECT coalesce(sum(d.bedrag), 0) INTO doorbetaald
                    FROM uitvoering_doorbetaling d
                    WHERE d.subsidie_id = NEW.subsidie_id AND d.jaar = NEW.jaar AND d.ingetrokken_op IS NULL;
                    IF doorbetaald + NEW.bedrag > coalesce(verplicht_bedrag, 0) THEN
                        RAISE EXCEPTION 'meer doorbetaald dan verleend'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'doorbetaling_binnen_de_subsidie';
                    END IF;
                    RETURN NEW;
                """,
            ),
        )

    def __str__(self) -> str:
        return f"{self.ontvanger or self.naam}, {self.jaar}: {self.bedrag}"
