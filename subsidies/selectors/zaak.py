"""Reading one case whole: the dossier with the clock, the judgements, the proposal and the letters."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef, Subquery, Sum
from django.db.models.functions import Cast, JSONObject

from brieven.models import Brief
from brieven.models import Stand as BriefStand
from kern.models import Gebeurtenis
from kern.spoor import lees_zin
from organisaties.models import Lidmaatschap
from subsidies.dossier import Deel, Vraag
from subsidies.klok import beslistermijn
from subsidies.models import (
    Aanvraag,
    Beoordeling,
    Beschikking,
    Beschikkingsbedrag,
    Deelvoorstel,
    Voorstelbedrag,
    Zaakrol,
)
from subsidies.selectors.dossier import laad_dossier
from subsidies.selectors.vorig_jaar import verleend_aan_anderen
from subsidies.zaakbeeld import Beschikkingen, Beschikkingrij, Deelrij, Oordeelrij, Rolrij, Stapje, Zaak

MAX_VERLOOP = 30


def laad_zaak(aanvraag: Aanvraag) -> Zaak:
    """The case with dossier, clock, judgements, proposals, letters and acts: 8 queries, whatever its size.

    One more for who applies alone: what others were granted from the same ceiling.
    """
    dossier = laad_dossier(aanvraag)
    feiten = _feiten(aanvraag)
    oordelen = {rij["code"]: rij for rij in feiten["oordelen"]}
    voorstellen = {rij["deel"]: rij for rij in feiten["voorstellen"]}
    return Zaak(
        dossier=dossier,
        klok=beslistermijn(aanvraag),
        oordelen=[_oordeel(vraag, oordelen.get(vraag.code)) for vraag in dossier.te_beoordelen],
        delen=[_deelrij(deel, voorstellen.get(deel.pk)) for deel in dossier.delen],
        beschikkingen=_beschikkingen(feiten),
        rollen=[Rolrij(rij["naam"], Zaakrol.Rol(rij["rol"]).label) for rij in feiten["rollen"]],
        verloop=[_stapje(rij) for rij in feiten["verloop"]],
        aan_anderen=verleend_aan_anderen(aanvraag) if aanvraag.zelfstandig else {},
    )


def beschikkingen_van(aanvraag: Aanvraag) -> Beschikkingen:
    """The decision letters of a case and how far they are: one query, for the page that keeps asking."""
    return _beschikkingen(_feiten(aanvraag))


def _feiten(aanvraag: Aanvraag) -> Mapping[str, Any]:
    """What the municipality made of it, in one query. Amounts travel as text, so that no float comes near them."""
    bedragen = Voorstelbedrag.objects.filter(voorstel=OuterRef("pk")).order_by("jaar")
    voorstellen = Deelvoorstel.objects.filter(deel__aanvraag=OuterRef("pk")).order_by("id")
    verleend = Beschikkingsbedrag.objects.filter(beschikking=OuterRef("pk")).order_by().values("beschikking")
    brief = Brief.objects.filter(kenmerk=OuterRef("kenmerk")).exclude(stand=BriefStand.VERVANGEN)
    beschikkingen = Beschikking.objects.filter(besluit__aanvraag=OuterRef("pk")).order_by("id")
    daden = Gebeurtenis.objects.filter(over_soort=Aanvraag._meta.label_lower, over_id=OuterRef("pk"), geweigerd="")
    naam = Lidmaatschap.objects.filter(pk=OuterRef("lidmaatschap_id")).values("gebruiker__naam")
    return Aanvraag.objects.values(
        oordelen=ArraySubquery(
            Beoordeling.objects.filter(aanvraag=OuterRef("pk"))
            .order_by("id")
            .values(feiten=JSONObject(code="criterium__code", oordeel="oordeel", toelichting="toelichting"))
        ),
        voorstellen=ArraySubquery(
            voorstellen.values(
                feiten=JSONObject(
                    deel="deel_id",
                    motivering="motivering",
                    verplichting="verplichting",
                    bedragen=ArraySubquery(
                        bedragen.values(feiten=JSONObject(jaar="jaar", bedrag=Cast("bedrag", CharField())))
                    ),
                )
            )
        ),
        beschikkingen=ArraySubquery(
            beschikkingen.values(
                feiten=JSONObject(
                    organisatie="deel__organisatie__naam",
                    kenmerk="kenmerk",
                    soort="soort",
                    verleend=Cast(Subquery(verleend.annotate(som=Sum("verleend")).values("som")), CharField()),
                    brief_stand=Subquery(brief.values("stand")[:1]),
                )
            )
        ),
        rollen=ArraySubquery(
            Zaakrol.objects.filter(aanvraag=OuterRef("pk"))
            .order_by("id")
            .values(feiten=JSONObject(naam="gebruiker__naam", rol="rol"))
        ),
        verloop=ArraySubquery(
            daden.order_by("-id").values(
                daad=JSONObject(tijdstip="tijdstip", soort="soort", feiten="feiten", wie=Subquery(naam))
            )[:MAX_VERLOOP]
        ),
    ).get(pk=aanvraag.pk)


def _stapje(feiten: Mapping[str, Any]) -> Stapje:
    """One act on the application itself, with the name of who did it."""
    zin = lees_zin(Gebeurtenis(soort=feiten["soort"], feiten=feiten["feiten"]))
    return Stapje(datetime.datetime.fromisoformat(feiten["tijdstip"]), feiten["wie"] or "Het systeem", zin)


def _oordeel(vraag: Vraag, feiten: Mapping[str, str] | None) -> Oordeelrij:
    if feiten is None:
        return Oordeelrij(vraag, "", "", "")
    oordeel = Beoordeling.Oordeel(feiten["oordeel"])
    return Oordeelrij(vraag, oordeel, oordeel.label, feiten["toelichting"])


def _deelrij(deel: Deel, feiten: Mapping[str, Any] | None) -> Deelrij:
    if feiten is None:
        return Deelrij(deel, None, "", "")
    bedragen = {rij["jaar"]: Decimal(rij["bedrag"]) for rij in feiten["bedragen"]}
    return Deelrij(deel, bedragen, feiten["motivering"], feiten["verplichting"])


def _beschikkingen(feiten: Mapping[str, Any]) -> Beschikkingen:
    return Beschikkingen([_beschikking(rij) for rij in feiten["beschikkingen"]])


def _beschikking(feiten: Mapping[str, str]) -> Beschikkingrij:
    return Beschikkingrij(
        organisatie=feiten["organisatie"],
        kenmerk=feiten["kenmerk"],
        soort=Beschikking.Soort(feiten["soort"]).label,
        verleend=Decimal(feiten["verleend"]),
        brief_stand=feiten["brief_stand"],
        brief_stand_naam=BriefStand(feiten["brief_stand"]).label,
    )
