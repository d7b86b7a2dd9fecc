"""Reading one case whole: the dossier with the clock, the judgements, the proposal and the letters."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
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
from subsidies.klok import feiten_velden, zaakklok
from subsidies.models import (
    Aanvraag,
    Advies,
    Beoordeling,
    Beschikking,
    Beschikkingsbedrag,
    Oordeel,
    Paraaf,
    Toewijzing,
    Zaakrol,
)
from subsidies.selectors.dossier import laad_dossier
from subsidies.selectors.te_beslissen import delen_van
from subsidies.selectors.toekenningen import voorstel_velden
from subsidies.selectors.vorig_jaar import verleend_aan_anderen
from subsidies.zaakbeeld import (
    Adviesrij,
    Beschikkingen,
    Beschikkingrij,
    Deelrij,
    Oordeelrij,
    Paraafrij,
    Rolrij,
    Stapje,
    Teamlid,
    Zaak,
)

MAX_VERLOOP = 30


def laad_zaak(aanvraag: Aanvraag) -> Zaak:
    """The case with dossier, clock, judgements, proposals, letters and acts: 5 queries, whatever its size.

    One more for who applies alone: what others were granted from the same ceiling.
    """
    dossier = laad_dossier(aanvraag)
    feiten = _feiten(aanvraag)
    klok = zaakklok(aanvraag, feiten)
    oordelen = {rij["code"]: rij for rij in feiten["beoordeling_feiten"]}
    eigen = _van(feiten["oordeel_feiten"])
    mee = {deel.pk for deel in delen_van(dossier, klok.feiten)}
    voorstellen = {rij["deel"]: rij for rij in feiten["voorstellen"]}
    return Zaak(
        dossier=dossier,
        zaakklok=klok,
        oordelen=[
            _oordeel(vraag, oordelen.get(vraag.code), eigen.get(vraag.code, frozenset()))
            for vraag in dossier.te_beoordelen
        ],
        delen=[
            replace(
                _deelrij(deel, voorstellen.get(deel.pk)),
                verzoek=klok.feiten.verzoek_per_deel.get(deel.pk),
                klok=klok.per_deel.get(deel.pk),
                te_beslissen=deel.pk in mee,
                besloten=deel.pk not in klok.feiten.open_delen,
                van=eigen.get(deel.pk, frozenset()),
            )
            for deel in dossier.delen
        ],
        team=[_teamlid(rij) for rij in feiten["team"]],
        paraaf=_paraaf(feiten["paraaf"]),
        adviezen=[_advies(rij) for rij in feiten["advies_feiten"]],
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
    verleend = Beschikkingsbedrag.objects.filter(beschikking=OuterRef("pk")).order_by().values("beschikking")
    brief = Brief.objects.filter(kenmerk=OuterRef("kenmerk")).exclude(stand=BriefStand.VERVANGEN)
    beschikkingen = Beschikking.objects.filter(besluit__aanvraag=OuterRef("pk")).order_by("id")
    daden = Gebeurtenis.objects.filter(over_soort=Aanvraag._meta.label_lower, over_id=OuterRef("pk"), geweigerd="")
    naam = Lidmaatschap.objects.filter(pk=OuterRef("lidmaatschap_id")).values("gebruiker__naam")
    return Aanvraag.objects.values(
        **feiten_velden(),
        **_team_velden(),
        **voorstel_velden(),
        beoordeling_feiten=ArraySubquery(
            Beoordeling.objects.filter(aanvraag=OuterRef("pk"))
            .order_by("id")
            .values(
                feiten=JSONObject(
                    code="criterium__code", oordeel="oordeel", toelichting="toelichting", punten="punten"
                )
            )
        ),
        oordeel_feiten=ArraySubquery(
            Oordeel.objects.filter(aanvraag=OuterRef("pk"))
            .order_by("id")
            .values(feiten=JSONObject(code="criterium__code", deel="deel_id", wie="door__gebruiker_id"))
        ),
        beschikkingen=ArraySubquery(
            beschikkingen.values(
                feiten=JSONObject(
                    organisatie="deel__organisatie__naam",
                    kenmerk="kenmerk",
                    subsidie="deel__subsidie__kenmerk",
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


def _team_velden() -> dict[str, ArraySubquery]:
    """Who is on the case, what the second reader found last, and the advices that hold."""
    toewijzingen = Toewijzing.objects.filter(aanvraag=OuterRef("pk")).order_by("id")
    parafen = Paraaf.objects.filter(aanvraag=OuterRef("pk")).order_by("-id")
    adviezen = Advies.objects.filter(aanvraag=OuterRef("pk"), vervangen_op=None).order_by("datum", "id")
    return {
        "team": ArraySubquery(
            toewijzingen.values(
                feiten=JSONObject(
                    pk="pk",
                    naam="gebruiker__naam",
                    gebruiker="gebruiker_id",
                    rol="rol",
                    stand="stand",
                    verklaard_op="verklaard_op",
                )
            )
        ),
        "paraaf": ArraySubquery(
            parafen.values(
                feiten=JSONObject(
                    wie="door__gebruiker__naam",
                    op="gegeven_op",
                    uitkomst="uitkomst",
                    opmerkingen="opmerkingen",
                    vervallen_reden="vervallen_reden",
                )
            )[:1]
        ),
        "advies_feiten": ArraySubquery(
            adviezen.values(
                feiten=JSONObject(
                    afzender="afzender",
                    datum="datum",
                    strekking="strekking",
                    tekst="tekst",
                    organisatie="deel__organisatie__naam",
                )
            )
        ),
    }


def _van(rijen: Sequence[Mapping[str, Any]]) -> dict[str | int, frozenset[int]]:
    """The people who judged, by code of the criterium or by part."""
    per_wat: dict[str | int, set[int]] = {}
    for rij in rijen:
        per_wat.setdefault(rij["code"] or rij["deel"], set()).add(rij["wie"])
    return {wat: frozenset(mensen) for wat, mensen in per_wat.items()}


def _teamlid(rij: Mapping[str, Any]) -> Teamlid:
    return Teamlid(
        pk=rij["pk"],
        naam=rij["naam"],
        gebruiker_id=rij["gebruiker"],
        rol=rij["rol"],
        stand=rij["stand"],
        verklaard_op=datetime.datetime.fromisoformat(rij["verklaard_op"]) if rij["verklaard_op"] else None,
    )


def _paraaf(rijen: Sequence[Mapping[str, Any]]) -> Paraafrij | None:
    return next((Paraafrij(**dict(rij) | {"op": datetime.datetime.fromisoformat(rij["op"])}) for rij in rijen), None)


def _advies(rij: Mapping[str, Any]) -> Adviesrij:
    return Adviesrij(
        **dict(rij) | {"datum": datetime.date.fromisoformat(rij["datum"]), "organisatie": rij["organisatie"] or ""}
    )


def _stapje(feiten: Mapping[str, Any]) -> Stapje:
    """One act on the application itself, with the name of who did it."""
    zin = lees_zin(Gebeurtenis(soort=feiten["soort"], feiten=feiten["feiten"]))
    return Stapje(datetime.datetime.fromisoformat(feiten["tijdstip"]), feiten["wie"] or "Het systeem", zin)


def _oordeel(vraag: Vraag, feiten: Mapping[str, Any] | None, van: frozenset[int]) -> Oordeelrij:
    if feiten is None:
        return Oordeelrij(vraag, "", "", "", van=van)
    oordeel = Beoordeling.Oordeel(feiten["oordeel"])
    return Oordeelrij(vraag, oordeel, oordeel.label, feiten["toelichting"], feiten["punten"], van)


def _deelrij(deel: Deel, feiten: Mapping[str, Any] | None) -> Deelrij:
    if feiten is None:
        return Deelrij(deel, None, "", "")
    bedragen = {rij["jaar"]: Decimal(rij["bedrag"]) for rij in feiten["bedragen"]}
    return Deelrij(deel, bedragen, feiten["motivering"], feiten["verplichting"])


def _beschikkingen(feiten: Mapping[str, Any]) -> Beschikkingen:
    return Beschikkingen([_beschikking(rij) for rij in feiten["beschikkingen"]])


def _beschikking(feiten: Mapping[str, Any]) -> Beschikkingrij:
    return Beschikkingrij(
        organisatie=feiten["organisatie"],
        kenmerk=feiten["kenmerk"],
        subsidie=feiten["subsidie"],
        soort=Beschikking.Soort(feiten["soort"]).label,
        verleend=Decimal(feiten["verleend"] or "0.00"),
        brief_stand=feiten["brief_stand"],
        brief_stand_naam=BriefStand(feiten["brief_stand"]).label,
    )
