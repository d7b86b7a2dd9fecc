from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from kern.spoor import leg_vast
from organisaties.models import Uitnodiging


def verstuur_uitnodiging(*, uitnodiging_id: int) -> bool:
    """Mail that something waits, with the link and nothing about anybody. True when this call sent it.

    Claims the row first; a row that is sent, used, withdrawn or in another worker's hands is left alone. A
    crash between sending and the commit mails twice, which does no harm: the link is the same and works once.
    """
    with transaction.atomic():
        uitnodiging = (
            Uitnodiging.objects.wachtend(timezone.now())
            .select_for_update(skip_locked=True)
            .filter(pk=uitnodiging_id)
            .first()
        )
        if uitnodiging is None:
            return False
        pad = reverse("organisaties:uitnodiging_aanvaarden", args=[uitnodiging.token])
        send_mail(
            "Er staat een uitnodiging voor u klaar",
            render_to_string("organisaties/uitnodiging_mail.txt", {"adres": urljoin(settings.WEBADRES, pad)}),
            None,
            [uitnodiging.email],
        )
        uitnodiging.verzonden_op = timezone.now()
        uitnodiging.save(update_fields=["verzonden_op"])
        leg_vast("uitnodiging.verzonden", door=None, over=uitnodiging, uitnodiging=uitnodiging.pk)
    return True
