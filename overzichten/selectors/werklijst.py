"""The worklist: one row per thing that somebody must do, from whichever room it comes.

Each source is one query, whatever its number of rows; whose turn it is comes from regels.aan_zet.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from brieven.models import Brief
from brieven.models import Stand as Briefstand
from brieven.toegang import HERSTELLERS
from brieven.toegang import zichtbaar_voor as zichtbare_brieven
from kern.geld import NUL
from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap
from organisaties.toegang import ONAFHANKELIJK, PARTNER, Rol
from overzichten.regels.aan_zet import OPEN, Beurt, Deelstand, Kijker, Zaakstand, beurt
from overzichten.werkregel import Werkregel
from subsidies.models import (
    Aanvraag,
    Aanvraagdeel,
    Akkoord,
    Antwoord,
    Begrotingspost,
    Belverzoek,
    Beoordeling,
    Postbedrag,
    Uitneming,
    Voorziening,
    Zaakrol,
)
from subsidies.selectors import zichtbaar_voor
from subsidies.selectors.opmerkingen import opmerkingen_voor
from subsidies.toegang import SCHRIJVERS
from thematafels.models import Criterium, Deelname, Thematafel, Uitvraag
from thematafels.selectors import aangesteld_bij


@dataclass(frozen=True, slots=True)
class Zaak:
    """What a row says about its case, before anybody's turn is known."""

    naam: str
    onder: str
    url: str
    regeling: str
    thema: str
    fictief: bool


def werkregels(lid: Lidmaatschap) -> list[Werkregel]:
    """Everything that is open for this membership, unsorted: 4 queries for the municipality (6 for an officer, who
    calls and comments too), 6 for a partner, 2 for a procesbegeleider."""
    kijker = Kijker(rol=lid.rol, organisatie_id=lid.organisatie_id)
    bronnen = (
        (_aanvragen, _opmerkingen, _aangemelde_deelnames, _belverzoeken, _mislukte_brieven)
        if lid.is_gemeente
        else (_aanvragen, _opmerkingen, _eigen_deelnames, _ongelezen_brieven, _open_uitvragen)
        if lid.is_partner
        else (_begeleide_tafels, _opmerkingen)
        if lid.rol in ONAFHANKELIJK
        else ()
    )
    return [regel for bron in bronnen for regel in bron(lid, kijker)]


def _regel(zaak: Zaak, beurt: Beurt, kijker: Kijker, uiterlijk: datetime.date | None) -> Werkregel:
    return Werkregel(
        naam=zaak.naam,
        onder=zaak.onder,
        url=zaak.url,
        wat=beurt.tekst(kijker),
        toelichting=beurt.stand,
        wie=beurt.wie(kijker),
        uiterste_dag=uiterlijk,
        dagen=(uiterlijk - timezone.localdate()).days if uiterlijk else None,
        regeling=zaak.regeling,
        thema=zaak.thema,
        fictief=zaak.fictief,
    )


def _dag(moment: datetime.datetime | None) -> datetime.date | None:
    return timezone.localdate(moment) if moment else None


# --- applications ---


def _aanvragen(lid: Lidmaatschap, kijker: Kijker) -> Iterable[Werkregel]:
    """Drafts until the call closes, submitted ones until the last day to decide (Awb 4:13). Two queries."""
    route = "subsidies:zaak_detail" if lid.is_gemeente else "subsidies:aanvraag_detail"
    for aanvraag, stand in _open_aanvragen(lid):
        concept = aanvraag.stand == Aanvraag.Stand.CONCEPT
        url = reverse("subsidies:aanvraag_detail" if concept else route, args=[aanvraag.kenmerk])
        yield _regel(_zaak_van_aanvraag(aanvraag, url), beurt(stand, kijker), kijker, _uiterlijk(aanvraag))


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
    return _dag(aanvraag.uitvraag.sluit_op if aanvraag.uitvraag else None)


def _opmerkingen(lid: Lidmaatschap, kijker: Kijker) -> Iterable[Werkregel]:
    """Comments that wait for this person, one row per application. At most one query."""
    for aanvraag, aantal in opmerkingen_voor(lid):
        url = f"{reverse('subsidies:opmerkingen', args=[aanvraag.kenmerk])}?van=wacht"
        wat = "Een opmerking lezen en beantwoorden" if aantal == 1 else f"{aantal} opmerkingen lezen en beantwoorden"
        stap = Beurt(wat, (Rol(lid.rol),), frozenset({lid.organisatie_id}))
        yield _regel(_zaak_van_aanvraag(aanvraag, url), stap, kijker, _uiterlijk(aanvraag))


def _open_aanvragen(lid: Lidmaatschap) -> Iterable[tuple[Aanvraag, Zaakstand]]:
    """Applications that somebody must act on, and how far each is. A draft of a closed call is nobody's turn."""
    rijen = (
        zichtbaar_voor(lid)
        .filter(stand__in=OPEN)
        .exclude(Q(stand=Aanvraag.Stand.CONCEPT) & ~Q(uitvraag=None) & ~Q(uitvraag__in=_open_nu()))
        .select_related("regeling", "uitvraag", "tafel__thema", "penvoerder")
        .annotate(
            teksten_open=_aantal(
                Antwoord.objects.filter(aanvraag=OuterRef("pk"), tekst="").exclude(formuliervraag__verplicht=False)
            ),
            criteria=_aantal(Criterium.objects.filter(uitvraag=OuterRef("uitvraag")), per="uitvraag"),
            beoordeeld=_aantal(Beoordeling.objects.filter(aanvraag=OuterRef("pk"))),
            eigen_rol=Subquery(
                Zaakrol.objects.filter(aanvraag=OuterRef("pk"), gebruiker=lid.gebruiker_id).values("rol")
            ),
        )
    )
    delen = _deelstanden(rijen)
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
                alleen=rij.zelfstandig and not rij.regeling.gezamenlijk,
            ),
        )


def _aantal(
    rijen: QuerySet[Antwoord] | QuerySet[Beoordeling] | QuerySet[Criterium], per: str = "aanvraag"
) -> Coalesce:
    """How many rows of an application, or of its call, a subquery finds."""
    return Coalesce(Subquery(rijen.order_by().values(per).annotate(aantal=Count("pk")).values("aantal")), 0)


def _deelstanden(aanvragen: Iterable[Aanvraag]) -> dict[int, list[Deelstand]]:
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
    rijen = Aanvraagdeel.objects.filter(aanvraag__in=delen, stand=Aanvraagdeel.Stand.ACTIEF).annotate(
        uit_te_nemen=Exists(voorstel),
        gehoord=Exists(voorstel.exclude(zienswijze_op=None, zienswijze_tot__gte=timezone.localdate())),
        heeft_aanbod=Q(aanvraag__regeling__vraagt_voorzieningen=False)
        | Exists(Voorziening.objects.filter(deel=OuterRef("pk"))),
        heeft_akkoord=Exists(Akkoord.objects.filter(deel=OuterRef("pk"), vervallen_op__isnull=True)),
        gevraagd=Coalesce(Subquery(gevraagd), NUL),
    )
    velden = ("aanvraag_id", "organisatie_id", "heeft_aanbod", "gevraagd", "heeft_akkoord", "uit_te_nemen", "gehoord")
    for aanvraag_id, organisatie_id, heeft_aanbod, som, *standen in rijen.values_list(*velden):
        delen[aanvraag_id].append(Deelstand(organisatie_id, heeft_aanbod and som > NUL, *standen))
    return delen


# --- seats at a table ---


def _open_nu() -> QuerySet[Uitvraag]:
    nu = timezone.now()
    return Uitvraag.objects.filter(stand=Uitvraag.Stand.GEPUBLICEERD, opent_op__lte=nu, sluit_op__gt=nu)


def _zaak_van_deelname(deelname: Deelname, naam: str) -> Zaak:
    thema = deelname.tafel.thema
    return Zaak(
        naam=naam,
        onder=f"Deelname · {thema.naam}",
        url=reverse("thematafels:tafel_detail", args=[thema.uitvraag.kenmerk, thema.code]),
        regeling=thema.uitvraag.regeling.naam,
        thema=thema.naam,
        fictief=thema.uitvraag.fictief,
    )


def _deelnames() -> QuerySet[Deelname]:
    return Deelname.objects.select_related("organisatie", "tafel__thema__uitvraag__regeling")


TOELATEN = Beurt("Toelating beoordelen", (Rol.BELEIDSMEDEWERKER,), buiten="De gemeente beoordeelt uw aanmelding")


def _aangemelde_deelnames(_lid: Lidmaatschap, kijker: Kijker) -> Iterable[Werkregel]:
    """Organisations that ask for a seat; they can only join in writing while the call is open."""
    for deelname in _deelnames().filter(stand=Deelname.Stand.AANGEMELD):
        zaak = _zaak_van_deelname(deelname, deelname.organisatie.naam)
        yield _regel(zaak, TOELATEN, kijker, _dag(deelname.tafel.uitvraag.sluit_op))


def _eigen_deelnames(lid: Lidmaatschap, kijker: Kijker) -> Iterable[Werkregel]:
    """One's own seats that wait for admission, or from which the joint application can be begun or joined."""
    begonnen = Aanvraag.objects.filter(tafel=OuterRef("tafel")).exclude(stand=Aanvraag.Stand.INGETROKKEN)
    aanvraag = begonnen.filter(zelfstandig=False)
    deelnames = (
        _deelnames()
        .filter(organisatie=lid.organisatie_id, tafel__thema__uitvraag__in=_open_nu())
        .filter(stand__in=[Deelname.Stand.AANGEMELD, Deelname.Stand.TOEGELATEN])
        .alias(
            doet_mee=Exists(begonnen.filter(delen__organisatie=lid.organisatie_id)),
            te_laat=Exists(aanvraag.exclude(stand=Aanvraag.Stand.CONCEPT)),
        )
        .exclude(Q(doet_mee=True) | Q(te_laat=True))
        .annotate(begonnen=Exists(aanvraag))
    )
    eigen = frozenset({lid.organisatie_id})
    for deelname in deelnames:
        wat = "Aansluiten bij de gezamenlijke aanvraag" if deelname.begonnen else "De gezamenlijke aanvraag beginnen"
        stap = TOELATEN if deelname.stand == Deelname.Stand.AANGEMELD else Beurt(wat, SCHRIJVERS, eigen)
        zaak = _zaak_van_deelname(deelname, f"Thematafel {deelname.tafel.thema.naam}")
        yield _regel(zaak, stap, kijker, _dag(deelname.tafel.uitvraag.sluit_op))


def _open_uitvragen(lid: Lidmaatschap, kijker: Kijker) -> Iterable[Werkregel]:
    """Open calls in which the organisation has no seat at any table, or asked for nothing, yet.

    A call in which everybody applies alone is shown to who sits at no table of another open call.
    """
    zit_aan = Deelname.objects.filter(organisatie=lid.organisatie_id)
    vraagt = Aanvraag.objects.filter(delen__organisatie=lid.organisatie_id).exclude(stand=Aanvraag.Stand.INGETROKKEN)
    voor_zich = Q(regeling__aanmelden_nodig=False)
    uitvragen = (
        _open_nu()
        .select_related("regeling")
        .exclude(Exists(zit_aan.filter(tafel__thema__uitvraag=OuterRef("pk"))))
        .exclude(voor_zich & Exists(vraagt.filter(uitvraag=OuterRef("pk"))))
        .exclude(voor_zich & Exists(zit_aan.filter(tafel__thema__uitvraag__in=_open_nu())))
        .filter(Exists(Thematafel.objects.filter(thema__uitvraag=OuterRef("pk"))))
    )
    for uitvraag in uitvragen:
        wat = "Aanmelden voor een thematafel" if uitvraag.regeling.aanmelden_nodig else "Subsidie aanvragen"
        stap = Beurt(wat, SCHRIJVERS, frozenset({lid.organisatie_id}))
        zaak = Zaak(
            naam=uitvraag.naam,
            onder="Open uitvraag",
            url=reverse("thematafels:uitvraag_detail", args=[uitvraag.kenmerk]),
            regeling=uitvraag.regeling.naam,
            thema="",
            fictief=uitvraag.fictief,
        )
        yield _regel(zaak, stap, kijker, _dag(uitvraag.sluit_op))


def _begeleide_tafels(lid: Lidmaatschap, kijker: Kijker) -> Iterable[Werkregel]:
    """The tables that this procesbegeleider chairs or guides: to their application, or to the table until there is
    one."""
    begonnen = Aanvraag.objects.filter(tafel=OuterRef("pk")).exclude(stand=Aanvraag.Stand.INGETROKKEN)
    tafels = (
        Thematafel.objects.filter(pk__in=aangesteld_bij(lid), thema__uitvraag__in=_open_nu())
        .select_related("thema__uitvraag__regeling")
        .annotate(begonnen=Exists(begonnen))
    )
    for tafel in tafels:
        route = "subsidies:aanvraag_van_tafel" if tafel.begonnen else "thematafels:tafel_detail"
        zaak = Zaak(
            naam=f"Thematafel {tafel.thema.naam}",
            onder=tafel.uitvraag.naam,
            url=reverse(route, args=[tafel.uitvraag.kenmerk, tafel.thema.code]),
            regeling=tafel.uitvraag.regeling.naam,
            thema=tafel.thema.naam,
            fictief=tafel.uitvraag.fictief,
        )
        wat = "De gezamenlijke aanvraag begeleiden" if tafel.begonnen else "De tafel begeleiden"
        yield _regel(
            zaak,
            Beurt(wat, ONAFHANKELIJK, frozenset({lid.organisatie_id}), "" if tafel.begonnen else "nog geen aanvraag"),
            kijker,
            _dag(tafel.uitvraag.sluit_op),
        )


# --- who asked to be called ---


def _belverzoeken(lid: Lidmaatschap, kijker: Kijker) -> Iterable[Werkregel]:
    """Only for who calls: it names a telephone number (Awb 2:1)."""
    if lid.rol != Rol.BELEIDSMEDEWERKER:
        return
    stap = Beurt("Terugbellen", (Rol.BELEIDSMEDEWERKER,))
    verzoeken = Belverzoek.objects.filter(afgehandeld_op=None).select_related(
        "door__organisatie", "aanvraag__regeling"
    )
    for verzoek in verzoeken:
        gevraagd = date_format(timezone.localtime(verzoek.gevraagd_op), r"j F \o\m H.i \u\u\r")
        zaak = Zaak(
            naam=verzoek.door.organisatie.naam,
            onder=f"Belverzoek · {verzoek.telefoon} · sinds {gevraagd}",
            url=reverse("subsidies:belverzoeken"),
            regeling=verzoek.aanvraag.regeling.naam if verzoek.aanvraag else "",
            thema="",
            fictief=verzoek.door.organisatie.fictief,
        )
        yield _regel(zaak, stap, kijker, None)


# --- letters ---


def _zaak_van_brief(brief: Brief) -> Zaak:
    return Zaak(
        naam=brief.onderwerp,
        onder=f"{brief.ontvanger.naam} · {brief.kenmerk}",
        url=reverse("brieven:detail", args=[brief.kenmerk]),
        regeling="",
        thema="",
        fictief=brief.ontvanger.fictief,
    )


def _mislukte_brieven(lid: Lidmaatschap, kijker: Kijker) -> Iterable[Werkregel]:
    """Letters that a worker could not make or send: a decision does not work before it was sent (Awb 3:40)."""
    stap = Beurt("Brief herstellen", HERSTELLERS)
    brieven = zichtbare_brieven(lid).filter(stand=Briefstand.MISLUKT)
    for brief in brieven.select_related("ontvanger").defer("snapshot"):
        yield _regel(_zaak_van_brief(brief), stap, kijker, brief.verzenddatum)


def _ongelezen_brieven(lid: Lidmaatschap, kijker: Kijker) -> Iterable[Werkregel]:
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
        yield _regel(_zaak_van_brief(brief), stap, kijker, None)
