"""Applications that somebody must act on, and comments that wait."""

import datetime
from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from kern.geld import NUL
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from overzichten.regels.aan_zet import OPEN, Beurt, Deelstand, Kijker, Zaakstand, stappen
from overzichten.selectors.werklijst.regel import Zaak, dag, werkregel
from overzichten.selectors.werklijst.uitvragen import open_nu
from overzichten.werkregel import Werkregel
from subsidies.models import (
    Aanvraag,
    Aanvraagdeel,
    Akkoord,
    Antwoord,
    Begrotingspost,
    Beoordeling,
    Collegeregel,
    Postbedrag,
    Uitneming,
    Voorziening,
    Zaakrol,
)
from subsidies.selectors import zichtbaar_voor
from subsidies.selectors.opmerkingen import opmerkingen_voor
from thematafels.models import Criterium


def aanvragen(lid: Lidmaatschap, kijker: Kijker) -> Iterable[Werkregel]:
    """Drafts until the call closes, submitted ones until the last day to decide (Awb 4:13). Two queries.

    What one does for another organisation stands in a row of its own, and leads to where one signs.
    """
    route = "subsidies:zaak_detail" if lid.is_gemeente else "subsidies:aanvraag_detail"
    for aanvraag, stand in _open_aanvragen(lid):
        concept = aanvraag.stand == Aanvraag.Stand.CONCEPT
        url = reverse("subsidies:aanvraag_detail" if concept else route, args=[aanvraag.kenmerk])
        tekenen = reverse("subsidies:akkoorden", args=[aanvraag.kenmerk])
        for stap, namens in stappen(stand, kijker):
            zaak = _zaak_van_aanvraag(aanvraag, tekenen if namens else url)
            yield werkregel(zaak, stap, kijker, _uiterlijk(aanvraag), namens)


def _zaak_van_aanvraag(aanvraag: Aanvraag, url: str) -> Zaak:
    thema = aanvraag.tafel.thema.naam if aanvraag.tafel else ""
    return Zaak(
        naam=aanvraag.naam if aanvraag.zelfstandig else f"Thematafel {thema}",
        onder=f"{aanvraag.regeling.naam} · {aanvraag.kenmerk}",
        url=url,
        regeling=aanvraag.regeling.naam,
        thema=thema,
        fictief=aanvraag.uitvraag.fictief if aanvraag.uitvraag else aanvraag.penvoerder.fictief,
    )


def _uiterlijk(aanvraag: Aanvraag) -> datetime.date | None:
    """The closing of the call while it is written, then the last day to decide."""
    if aanvraag.stand != Aanvraag.Stand.CONCEPT:
        return aanvraag.beslis_uiterlijk
    return dag(aanvraag.uitvraag.sluit_op if aanvraag.uitvraag else None)


def opmerkingen(lid: Lidmaatschap, kijker: Kijker) -> Iterable[Werkregel]:
    """Comments that wait for this person, one row per application. At most one query."""
    for aanvraag, aantal in opmerkingen_voor(lid):
        url = f"{reverse('subsidies:opmerkingen', args=[aanvraag.kenmerk])}?van=wacht"
        wat = "Een opmerking lezen en beantwoorden" if aantal == 1 else f"{aantal} opmerkingen lezen en beantwoorden"
        stap = Beurt(wat, (Rol(lid.rol),), frozenset({lid.organisatie_id}))
        yield werkregel(_zaak_van_aanvraag(aanvraag, url), stap, kijker, _uiterlijk(aanvraag))


def _open_aanvragen(lid: Lidmaatschap) -> Iterable[tuple[Aanvraag, Zaakstand]]:
    """Applications that somebody must act on, and how far each is. A draft of a closed call is nobody's turn."""
    rijen = (
        zichtbaar_voor(lid)
        .filter(stand__in=OPEN)
        .exclude(Q(stand=Aanvraag.Stand.CONCEPT) & ~Q(uitvraag=None) & ~Q(uitvraag__in=open_nu()))
        .select_related("regeling", "uitvraag", "tafel__thema", "penvoerder")
        .annotate(
            teksten_open=_aantal(
                Antwoord.objects.filter(aanvraag=OuterRef("pk"), tekst="").exclude(formuliervraag__verplicht=False)
            ),
            criteria=_aantal(Criterium.objects.filter(uitvraag=OuterRef("uitvraag")), per="uitvraag"),
            beoordeeld=_aantal(Beoordeling.objects.filter(aanvraag=OuterRef("pk"))),
            bij_college=Exists(Collegeregel.objects.filter(aanvraag=OuterRef("pk"), open=True)),
            eigen_rol=Subquery(
                Zaakrol.objects.filter(aanvraag=OuterRef("pk"), gebruiker=lid.gebruiker_id).values("rol")
            ),
        )
    )
    delen = _deelstanden(rijen, lid)
    for rij in rijen:
        yield (
            rij,
            Zaakstand(
                stand=rij.stand,
                penvoerder_id=rij.penvoerder_id,
                delen=delen[rij.pk],
                teksten_open=rij.teksten_open,
                criteria=rij.criteria,
                beoordeeld=rij.beoordeeld,
                eigen_rol=rij.eigen_rol,
                bij_college=rij.bij_college,
                op_papier=rij.ingevoerd_door_id is not None,
                alleen=rij.zelfstandig and not rij.regeling.gezamenlijk,
            ),
        )


def _aantal(
    rijen: QuerySet[Antwoord] | QuerySet[Beoordeling] | QuerySet[Criterium], per: str = "aanvraag"
) -> Coalesce:
    """How many rows of an application, or of its call, a subquery finds."""
    return Coalesce(Subquery(rijen.order_by().values(per).annotate(aantal=Count("pk")).values("aantal")), 0)


def _deelstanden(aanvragen: Iterable[Aanvraag], lid: Lidmaatschap) -> dict[int, list[Deelstand]]:
    """Per application how far each part is; ready as in subsidies.regels.volledigheid.deel_is_klaar."""
    dekking = Q(post__soort__in=Begrotingspost.DEKKING)
    gevraagd = (
        Postbedrag.objects.filter(post__deel=OuterRef("pk"))
        .order_by()
        .values("post__deel")
        .annotate(som=Sum("bedrag", filter=~dekking, default=NUL) - Sum("bedrag", filter=dekking, default=NUL))
        .values("som")
    )
    delen: dict[int, list[Deelstand]] = {aanvraag.pk: [] for aanvraag in aanvragen}
    voorstel = Uitneming.objects.filter(deel=OuterRef("pk"), stand=Uitneming.Stand.VOORGESTELD)
    akkoord = Akkoord.objects.filter(deel=OuterRef("pk"), vervallen_op__isnull=True)
    rijen = Aanvraagdeel.objects.filter(aanvraag__in=delen, stand=Aanvraagdeel.Stand.ACTIEF).annotate(
        uit_te_nemen=Exists(voorstel),
        gehoord=Exists(voorstel.exclude(zienswijze_op=None, zienswijze_tot__gte=timezone.localdate())),
        heeft_aanbod=Q(aanvraag__regeling__vraagt_voorzieningen=False)
        | Exists(Voorziening.objects.filter(deel=OuterRef("pk"))),
        heeft_akkoord=Exists(akkoord),
        door_u=Exists(akkoord.filter(door__gebruiker=lid.gebruiker_id)),
        gevraagd=Coalesce(Subquery(gevraagd), NUL),
    )
    standen = ("heeft_akkoord", "uit_te_nemen", "gehoord", "door_u")
    velden = ("aanvraag_id", "organisatie_id", "heeft_aanbod", "gevraagd", *standen)
    for aanvraag_id, organisatie_id, heeft_aanbod, som, *rest in rijen.values_list(*velden):
        delen[aanvraag_id].append(Deelstand(organisatie_id, heeft_aanbod and som > NUL, *rest))
    return delen
