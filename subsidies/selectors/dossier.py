"""Reading one application whole, as a Dossier: 5 queries, whatever its size."""

import datetime
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from itertools import groupby
from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, F, ManyToManyField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, JSONObject

from subsidies.dossier import Aanbod, AkkoordStand, Deel, Dossier, Kader, Opgave, Post, Vraag
from subsidies.models import Aanvraag, Aanvraagdeel, Akkoord, Antwoord, Begrotingspost, Voorziening
from subsidies.models.voorziening import RELATIES
from thematafels.models import Deelname, Eis, Gebiedsopgave, Plafond, Subdoel, Thema, WettelijkeTaak


def laad_dossier(aanvraag: Aanvraag) -> Dossier:
    """The application with everything in it: 5 queries, whatever its size.

    `aanvraag` comes from `toegang.haal_aanvraag`, with table, call and regeling selected along.
    """
    return Dossier(
        aanvraag=aanvraag,
        delen=_delen(aanvraag),
        vragen=[_vraag(antwoord) for antwoord in _antwoorden(aanvraag)],
        kader=_kader(aanvraag),
    )


def _kader(aanvraag: Aanvraag) -> Kader:
    """What the call asks of this table: one query. Amounts travel as text, so that no float comes near them."""
    if aanvraag.tafel is None:
        return Kader()
    subdoelen = Subdoel.objects.filter(thema=OuterRef("pk")).order_by("volgorde", "id")
    taken = WettelijkeTaak.objects.filter(thema=OuterRef("pk")).order_by("volgorde", "id")
    opgaven = Gebiedsopgave.objects.filter(thema=OuterRef("pk")).order_by("volgorde", "id")
    plafonds = Plafond.objects.filter(tafel__thema=OuterRef("pk")).order_by("jaar")
    rij = Thema.objects.values(
        subdoel_namen=ArraySubquery(subdoelen.values("naam")),
        taak_namen=ArraySubquery(taken.values("naam")),
        opgave_feiten=ArraySubquery(
            opgaven.values(feiten=JSONObject(naam="opgave", stadsdelen=_namen(Gebiedsopgave, "stadsdelen")))
        ),
        plafond_feiten=ArraySubquery(
            plafonds.values(feiten=JSONObject(jaar="jaar", bedrag=Cast("bedrag", CharField())))
        ),
    ).get(pk=aanvraag.tafel.thema_id)
    return Kader(
        subdoelen=rij["subdoel_namen"],
        opgaven=[Opgave(feiten["naam"], feiten["stadsdelen"]) for feiten in rij["opgave_feiten"]],
        wettelijke_taken=rij["taak_namen"],
        plafond={feiten["jaar"]: Decimal(feiten["bedrag"]) for feiten in rij["plafond_feiten"]},
    )


def _delen(aanvraag: Aanvraag) -> list[Deel]:
    posten, aanbod = _posten_per_deel(aanvraag), _aanbod_per_deel(aanvraag)
    toegelaten = Deelname.objects.filter(
        tafel=aanvraag.tafel_id, organisatie=OuterRef("organisatie"), stand=Deelname.Stand.TOEGELATEN
    )
    laatste_akkoord = Akkoord.objects.filter(deel=OuterRef("pk")).order_by("-id")
    rijen = (
        Aanvraagdeel.objects.filter(aanvraag=aanvraag)
        .select_related("organisatie")
        .annotate(
            aan_tafel=Exists(toegelaten) if aanvraag.tafel_id else Value(True),
            laatste_akkoord=Subquery(
                laatste_akkoord.values(
                    feiten=JSONObject(
                        gegeven_op="gegeven_op",
                        inhoudshash="inhoudshash",
                        vervallen_op="vervallen_op",
                        vervallen_reden="vervallen_reden",
                    )
                )[:1]
            ),
        )
        .order_by("organisatie__sorteersleutel", "id")
    )
    return [
        Deel(
            pk=rij.pk,
            organisatie_id=rij.organisatie_id,
            organisatie=rij.organisatie.naam,
            fictief=rij.organisatie.fictief,
            is_penvoerder=rij.organisatie_id == aanvraag.penvoerder_id,
            aan_tafel=rij.aan_tafel,
            begroting_versie=rij.begroting_versie,
            jaren=aanvraag.jaren,
            posten=posten[rij.pk],
            aanbod=aanbod[rij.pk],
            akkoord=_akkoord(rij.laatste_akkoord),
        )
        for rij in rijen
    ]


def _akkoord(feiten: Mapping[str, Any] | None) -> AkkoordStand | None:
    if feiten is None:
        return None
    vervallen_op = feiten["vervallen_op"]
    return AkkoordStand(
        gegeven_op=datetime.datetime.fromisoformat(feiten["gegeven_op"]),
        inhoudshash=feiten["inhoudshash"],
        vervallen_op=datetime.datetime.fromisoformat(vervallen_op) if vervallen_op else None,
        vervallen_reden=Akkoord.Reden(feiten["vervallen_reden"]).label if feiten["vervallen_reden"] else "",
    )


def _posten_per_deel(aanvraag: Aanvraag) -> defaultdict[int, list[Post]]:
    """One row per post and year; a post without amounts still gives one."""
    rijen = (
        Begrotingspost.objects.filter(deel__aanvraag=aanvraag)
        .order_by("deel_id", "volgorde", "id", "bedragen__jaar")
        .values_list("deel_id", "id", "soort", "omschrijving", "bedragen__jaar", "bedragen__bedrag")
    )
    per_deel: defaultdict[int, list[Post]] = defaultdict(list)
    for (deel_id, pk, soort, omschrijving), groep in groupby(rijen, key=lambda rij: rij[:4]):
        bedragen = {jaar: bedrag for *_, jaar, bedrag in groep if jaar is not None}
        per_deel[deel_id].append(Post(pk, soort, omschrijving, bedragen))
    return per_deel


def _aanbod_per_deel(aanvraag: Aanvraag) -> defaultdict[int, list[Aanbod]]:
    velden = ["id", "naam", "omschrijving", "bereik_per_jaar", "clientondersteuning", "preventief", "versie"]
    lijsten = {f"lijst_{naam}": _namen(Voorziening, naam) for naam in RELATIES}
    per_deel: defaultdict[int, list[Aanbod]] = defaultdict(list)
    for rij in Voorziening.objects.filter(deel__aanvraag=aanvraag).values("deel_id", *velden, **lijsten):
        per_deel[rij["deel_id"]].append(
            Aanbod(
                pk=rij["id"],
                **{veld: rij[veld] for veld in velden[1:]},
                **{naam: rij[f"lijst_{naam}"] for naam in RELATIES},
            )
        )
    return per_deel


def _namen(model: type[Voorziening] | type[Gebiedsopgave], relatie: str) -> ArraySubquery:
    """The names at the other end of a many-to-many, in their own order, as an array inside the same query."""
    veld = cast("ManyToManyField[Any, Any]", model._meta.get_field(relatie))
    naamveld = "opgave" if veld.related_model is Gebiedsopgave else "naam"
    doorgang = getattr(model, relatie).through
    bron_veld, doel_veld = veld.m2m_field_name(), veld.m2m_reverse_field_name()
    return ArraySubquery(
        doorgang.objects.filter(**{bron_veld: OuterRef("pk")})
        .order_by(f"{doel_veld}__volgorde", f"{doel_veld}_id")
        .values(f"{doel_veld}__{naamveld}")
    )


def _antwoorden(aanvraag: Aanvraag) -> QuerySet[Antwoord]:
    """Criteria first, then functions, then requirements, each in the order of the call."""
    return (
        Antwoord.objects.filter(aanvraag=aanvraag)
        .select_related("criterium", "eis", "functie")
        .order_by(
            F("criterium__volgorde").asc(nulls_last=True),
            F("functie__volgorde").asc(nulls_last=True),
            F("eis__volgorde").asc(nulls_last=True),
            "id",
        )
    )


def _vraag(antwoord: Antwoord) -> Vraag:
    vraag = antwoord.vraag
    return Vraag(
        pk=antwoord.pk,
        soort=vraag._meta.model_name or "",
        code=vraag.code,
        naam=vraag.naam,
        aard=vraag.aard if isinstance(vraag, Eis) else "",
        tekst=antwoord.tekst,
        versie=antwoord.versie,
    )
