"""The advices on an application, and from which of them a decision differs (Awb 3:50)."""

from collections.abc import Mapping

from subsidies.models import Advies

Strekking = Advies.Strekking


def geldende_adviezen(aanvraag_id: int) -> list[Advies]:
    """Of every sender the newest on each subject: one query."""
    return list(
        Advies.objects.filter(aanvraag=aanvraag_id, vervangen_op=None)
        .select_related("deel__organisatie")
        .order_by("datum", "id")
    )


def afwijkingen(aanvraag_id: int, uitkomsten: Mapping[int, str]) -> list[Advies]:
    """The advices from which these outcomes (a Strekking per part) differ. On the whole application the outcome is
    `deels` unless it is the same for all."""
    samen = set(uitkomsten.values())
    geheel = samen.pop() if len(samen) == 1 else Strekking.DEELS
    return [
        advies
        for advies in geldende_adviezen(aanvraag_id)
        if uitkomsten
        and (advies.deel_id is None or advies.deel_id in uitkomsten)
        and advies.strekking != (geheel if advies.deel_id is None else uitkomsten[advies.deel_id])
    ]
