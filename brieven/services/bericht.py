"""Writing a message that something waits (docs/berichten.md). The caller's act is its record in the audit trail."""

from collections.abc import Iterable

from django.db import models
from django.utils import timezone

from brieven.models import Bericht, BerichtSoort
from kern.taken import na_commit
from organisaties.models import Lidmaatschap

MAIL_BERICHT = "brieven.tasks.mail_bericht"


def leg_bericht_klaar(*, soort: BerichtSoort, ontvangers: Iterable[Lidmaatschap], over: models.Model, pad: str) -> int:
    """Write the message inside the caller's transaction, once a day per recipient; a worker mails it after the commit.

    `pad` is the page that waits, as `reverse` gives it. Memberships that have ended get nothing. Returns how many
    recipients this call reaches: who had the same message today already does not count.
    """
    nu, vandaag = timezone.now(), timezone.localdate()
    Bericht.objects.bulk_create(
        [
            Bericht(
                soort=soort,
                ontvanger=lid,
                over_soort=over._meta.label_lower,
                over_id=over.pk,
                pad=pad,
                dag=vandaag,
                gemaakt_op=nu,
            )
            for lid in ontvangers
            if lid.geldt_op(vandaag)
        ],
        ignore_conflicts=True,  # told today already; the rows that were written are those of this moment
    )
    nieuw = (
        Bericht.objects.filter(
            soort=soort, over_soort=over._meta.label_lower, over_id=over.pk, dag=vandaag, gemaakt_op=nu
        )
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    for bericht_id in nieuw:
        na_commit(MAIL_BERICHT, bericht_id)
    return len(nieuw)
