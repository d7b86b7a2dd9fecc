"""Locking what is paid together: all its applications in id order, then all its grants, then their recipients."""

from collections.abc import Collection

from organisaties.models import Organisatie
from subsidies.models import Aanvraag, Subsidie
from subsidies.services.vervolgbesluit import vergrendel_subsidies


def vergrendel_zaken(subsidie_ids: Collection[int]) -> tuple[list[Aanvraag], list[Subsidie]]:
    """Until the end of the transaction nobody decides on these grants or pays them."""
    aanvraag_ids = Subsidie.objects.filter(pk__in=subsidie_ids).values_list("deel__aanvraag_id", flat=True)
    aanvragen = list(Aanvraag.objects.select_for_update(no_key=True).filter(pk__in=list(aanvraag_ids)).order_by("pk"))
    return aanvragen, vergrendel_subsidies(list(subsidie_ids))


def vergrendel_ontvangers(subsidies: Collection[Subsidie]) -> None:
    """Until the end of the transaction no account number changes; the grants carry the number of now."""
    ids = {subsidie.ontvanger_id for subsidie in subsidies}
    ontvangers = {
        ontvanger.pk: ontvanger
        for ontvanger in Organisatie.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    }
    for subsidie in subsidies:
        subsidie.ontvanger = ontvangers[subsidie.ontvanger_id]
