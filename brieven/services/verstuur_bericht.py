"""Mailing what waits. Every step may be repeated; a lost worker or mail server costs time, not a message."""

import logging
from smtplib import SMTPException
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from brieven.models import Bericht
from brieven.services.bericht import MAIL_BERICHT
from kern.pogingen import POGINGEN
from kern.taken import na_commit

logger = logging.getLogger(__name__)

PER_VEEG = 100


def verstuur_bericht(*, bericht_id: int) -> bool:
    """Mail the sentence of its kind and the link, nothing about anybody. True when this call sent it.

    The attempt is counted before the mail goes, so that one that keeps killing workers ends too. A crash between
    sending and the last line mails twice, five minutes apart; that does no harm.
    """
    bericht = _claim(bericht_id)
    if bericht is None:
        return False
    try:
        send_mail(
            "Er staat iets voor u klaar in Sociale Basis",
            render_to_string(
                "brieven/bericht_mail.txt",
                {
                    "zin": bericht.zin,
                    "adres": urljoin(settings.WEBADRES, bericht.pad),
                },
            ),
            None,
            [bericht.ontvanger.gebruiker.email],
        )
    except (SMTPException, OSError) as fout:  # its text may name the address: only the kind is logged
        logger.warning("Bericht %s: poging %s ging mis (%s)", bericht.pk, bericht.pogingen, type(fout).__name__)
        return False
    Bericht.objects.wachtend().filter(pk=bericht.pk).update(verzonden_op=timezone.now())
    return True


def geef_opnieuw_uit() -> int:
    """Hand out again what was lost or may be tried again, oldest first. Returns how many messages that were."""
    rijp = Bericht.objects.te_vegen(timezone.now()).order_by("pk").values_list("pk", flat=True)
    gevonden = list(rijp[:PER_VEEG])
    for bericht_id in gevonden:
        na_commit(MAIL_BERICHT, bericht_id)
    return len(gevonden)


def _claim(bericht_id: int) -> Bericht | None:
    """The message, when it is this worker's to mail. After the last attempt, or for who left, it is given up."""
    with transaction.atomic():
        nu = timezone.now()
        bericht = (
            Bericht.objects.te_versturen(nu)
            .select_related("ontvanger__gebruiker")
            .select_for_update(skip_locked=True, of=("self",))
            .filter(pk=bericht_id)
            .first()
        )
        if bericht is None:
            return None
        lid = bericht.ontvanger
        is_op_te_geven = bericht.pogingen >= POGINGEN or not (
            lid.gebruiker.is_active and lid.geldt_op(timezone.localdate())
        )
        if is_op_te_geven:
            bericht.opgegeven_op = nu
        else:
            bericht.pogingen, bericht.laatste_poging = bericht.pogingen + 1, nu
        bericht.save(update_fields=["opgegeven_op", "pogingen", "laatste_poging"])
    return None if is_op_te_geven else bericht
