"""Letters that failed, that wait for the printer, or that nobody opened yet."""

from collections.abc import Iterable

from django.db.models import Count, Exists, Min, OuterRef
from django.urls import reverse
from django.utils import timezone

from brieven.models import Brief
from brieven.models import Stand as Briefstand
from brieven.toegang import HERSTELLERS
from brieven.toegang import zichtbaar_voor as zichtbare_brieven
from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap
from organisaties.toegang import PARTNER
from overzichten.regels.aan_zet import Beurt, Kijker
from overzichten.selectors.werklijst.regel import Zaak, werkregel
from overzichten.werkregel import Werkregel


def _zaak_van_brief(brief: Brief) -> Zaak:
    return Zaak(
        naam=brief.onderwerp,
        onder=f"{brief.ontvanger.naam} · {brief.kenmerk}",
        url=reverse("brieven:detail", args=[brief.kenmerk]),
        regeling="",
        thema="",
        fictief=brief.ontvanger.fictief,
    )


def mislukte_brieven(lid: Lidmaatschap, kijker: Kijker) -> Iterable[Werkregel]:
    """Letters that a worker could not make or send: a decision does not work before it was sent (Awb 3:40)."""
    stap = Beurt("Brief herstellen", HERSTELLERS)
    brieven = zichtbare_brieven(lid).filter(stand=Briefstand.MISLUKT)
    for brief in brieven.select_related("ontvanger").defer("snapshot"):
        yield werkregel(_zaak_van_brief(brief), stap, kijker, brief.verzenddatum)


def te_printen(_lid: Lidmaatschap, kijker: Kijker) -> Iterable[Werkregel]:
    """The whole pile in one row, for who prints: each of these is sent on the day printed on it (Awb 3:41)."""
    if kijker.rol not in HERSTELLERS:
        return
    stapel = Brief.objects.te_printen(timezone.localdate()).order_by()
    feiten = stapel.aggregate(aantal=Count("pk"), eerste=Min("verzenddatum"))
    if feiten["aantal"]:
        zaak = Zaak(
            naam=f"Brieven om te printen: {feiten['aantal']}",
            onder="Te printen",
            url=reverse("brieven:te_printen"),
            regeling="",
            thema="",
            fictief=False,
        )
        yield werkregel(zaak, Beurt("Printen en op de post doen", HERSTELLERS), kijker, feiten["eerste"])


def ongelezen_brieven(lid: Lidmaatschap, kijker: Kijker) -> Iterable[Werkregel]:
    """Letters in the portal that nobody of the organisation opened yet."""
    gelezen = Gebeurtenis.objects.filter(
        soort="brief.ingezien",
        over_soort=Brief._meta.label_lower,
        over_id=OuterRef("pk"),
        lidmaatschap_id__in=Lidmaatschap.objects.filter(organisatie=lid.organisatie_id).values("pk"),
    )
    brieven = zichtbare_brieven(lid).exclude(Exists(gelezen)).select_related("ontvanger").defer("snapshot")
    stap = Beurt("Brief lezen", PARTNER, frozenset({lid.organisatie_id}), "nieuw")
    for brief in brieven:
        yield werkregel(_zaak_van_brief(brief), stap, kijker, None)
