"""Seats at a table: asked for, ready to begin from, or led."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from organisaties.models import Lidmaatschap
from organisaties.toegang import ONAFHANKELIJK, Rol
from overzichten.regels.aan_zet import Beurt, Kijker
from overzichten.selectors.werklijst.regel import Zaak, dag, werkregel
from overzichten.selectors.werklijst.uitvragen import open_nu
from overzichten.werkregel import Werkregel
from subsidies.models import (
    Aanvraag,
)
from subsidies.toegang import SCHRIJVERS
from thematafels.models import Deelname, Thematafel
from thematafels.selectors import aangesteld_bij


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


def aangemelde_deelnames(_lid: Lidmaatschap, kijker: Kijker) -> Iterable[Werkregel]:
    """Organisations that ask for a seat; they can only join in writing while the call is open."""
    for deelname in _deelnames().filter(stand=Deelname.Stand.AANGEMELD):
        zaak = _zaak_van_deelname(deelname, deelname.organisatie.naam)
        yield werkregel(zaak, TOELATEN, kijker, dag(deelname.tafel.uitvraag.sluit_op))


def eigen_deelnames(lid: Lidmaatschap, kijker: Kijker) -> Iterable[Werkregel]:
    """One's own seats that wait for admission, or from which the joint application can be begun or joined."""
    begonnen = Aanvraag.objects.filter(tafel=OuterRef("tafel")).exclude(stand=Aanvraag.Stand.INGETROKKEN)
    aanvraag = begonnen.filter(zelfstandig=False)
    deelnames = (
        _deelnames()
        .filter(organisatie=lid.organisatie_id, tafel__thema__uitvraag__in=open_nu())
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
        yield werkregel(zaak, stap, kijker, dag(deelname.tafel.uitvraag.sluit_op))


def open_uitvragen(lid: Lidmaatschap, kijker: Kijker) -> Iterable[Werkregel]:
    """Open calls in which the organisation has no seat at any table, or asked for nothing, yet.

    A call in which everybody applies alone is shown to who sits at no table of another open call.
    """
    zit_aan = Deelname.objects.filter(organisatie=lid.organisatie_id)
    vraagt = Aanvraag.objects.filter(delen__organisatie=lid.organisatie_id).exclude(stand=Aanvraag.Stand.INGETROKKEN)
    voor_zich = Q(regeling__aanmelden_nodig=False)
    uitvragen = (
        open_nu()
        .select_related("regeling")
        .exclude(Exists(zit_aan.filter(tafel__thema__uitvraag=OuterRef("pk"))))
        .exclude(voor_zich & Exists(vraagt.filter(uitvraag=OuterRef("pk"))))
        .exclude(voor_zich & Exists(zit_aan.filter(tafel__thema__uitvraag__in=open_nu())))
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
        yield werkregel(zaak, stap, kijker, dag(uitvraag.sluit_op))


def begeleide_tafels(lid: Lidmaatschap, kijker: Kijker) -> Iterable[Werkregel]:
    """The tables that this procesbegeleider chairs or guides: to their application, or to the table until there is
    one."""
    begonnen = Aanvraag.objects.filter(tafel=OuterRef("pk")).exclude(stand=Aanvraag.Stand.INGETROKKEN)
    tafels = (
        Thematafel.objects.filter(pk__in=aangesteld_bij(lid), thema__uitvraag__in=open_nu())
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
        yield werkregel(
            zaak,
            Beurt(wat, ONAFHANKELIJK, frozenset({lid.organisatie_id}), "" if tafel.begonnen else "nog geen aanvraag"),
            kijker,
            dag(tafel.uitvraag.sluit_op),
        )
