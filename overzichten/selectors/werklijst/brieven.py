"""Letters that failed, or that nobody opened yet."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from django.urls import reverse

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
