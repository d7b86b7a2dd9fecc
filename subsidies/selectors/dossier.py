"""Reading one application whole, as a Dossier: 5 queries, whatever its size."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, F, ManyToManyField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, JSONObject
from django.utils import timezone

from kern.geld import NUL
from regelingen.models import Parameter
from regelingen.models import Vraag as Formuliervraag
from subsidies.dossier import Aanbod, AkkoordStand, Deel, Dossier, GewezenDeel, Kader, Opgave, Post, Vraag
from subsidies.models import (
    Aanvraag,
    Aanvraagdeel,
    Akkoord,
    Antwoord,
    Begrotingspost,
    Uitneming,
    Voorziening,
    Voorzieningjaar,
)
from subsidies.models.antwoord import VRAGEN
from subsidies.models.voorziening import RELATIES
from subsidies.regels.inhoud import inhoudshash
from thematafels.models import (
    Criterium,
    Deelname,
    Doelgroep,
    Eis,
    Gebiedsopgave,
    Plafond,
    Stadsdeel,
    Subdoel,
    Thema,
    WettelijkeTaak,
)


def laad_dossier(aanvraag: Aanvraag) -> Dossier:
    """The application with everything in it: 5 queries, whatever its size.

    `aanvraag` comes from `toegang.haal_aanvraag`, with table, call and regeling selected along.
    """
    rijen = list(_deelrijen(aanvraag))
    dossier = Dossier(
        aanvraag=aanvraag,
        delen=_delen(aanvraag, [rij for rij in rijen if rij.stand == Aanvraagdeel.Stand.ACTIEF]),
        vragen=laad_vragen(aanvraag),
        kader=_kader(aanvraag),
        gewezen=[_gewezen(rij) for rij in rijen if rij.stand != Aanvraagdeel.Stand.ACTIEF],
    )
    return replace(dossier, delen=[_met_akkoord_dat_klopt(dossier, deel) for deel in dossier.delen])


def laad_deel(deel: Aanvraagdeel) -> Deel:
    """One part whole, also of who no longer takes part: 3 queries. Select its application with its regeling along."""
    return _delen(deel.aanvraag, _deelrijen(deel.aanvraag).filter(pk=deel.pk))[0]


def laad_vragen(aanvraag: Aanvraag) -> list[Vraag]:
    """The questions of an application with the joint texts on them: one query."""
    return [_vraag(antwoord) for antwoord in _antwoorden(aanvraag)]


def _kader(aanvraag: Aanvraag) -> Kader:
    """What the call asks of this table: one query. Amounts travel as text, so that no float comes near them."""
    if aanvraag.tafel is None:
        return Kader()
    subdoelen = Subdoel.objects.filter(thema=OuterRef("pk")).order_by("volgorde", "id")
    taken = WettelijkeTaak.objects.filter(thema=OuterRef("pk")).order_by("volgorde", "id")
    doelgroepen = Doelgroep.objects.filter(thema=OuterRef("pk")).order_by("volgorde", "id")
    opgaven = Gebiedsopgave.objects.filter(thema=OuterRef("pk")).order_by("volgorde", "id")
    plafonds = Plafond.objects.filter(tafel__thema=OuterRef("pk")).order_by("jaar")
    criteria = Criterium.objects.filter(uitvraag=OuterRef("uitvraag")).order_by("volgorde", "id")
    maxima = Parameter.objects.filter(
        regeling=OuterRef("uitvraag__regeling"), sleutel="vraag_maximum", geldig_van__lte=timezone.localdate()
    )
    rij = Thema.objects.values(
        subdoel_namen=ArraySubquery(subdoelen.values("naam")),
        taak_namen=ArraySubquery(taken.values("naam")),
        stadsdeel_namen=ArraySubquery(Stadsdeel.objects.order_by("volgorde", "id").values("naam")),
        doelgroep_namen=ArraySubquery(doelgroepen.values("naam")),
        opgave_feiten=ArraySubquery(
            opgaven.values(feiten=JSONObject(naam="opgave", stadsdelen=_namen(Gebiedsopgave, "stadsdelen")))
        ),
        plafond_feiten=ArraySubquery(
            plafonds.values(feiten=JSONObject(jaar="jaar", bedrag=Cast("bedrag", CharField())))
        ),
        criterium_feiten=ArraySubquery(criteria.values(feiten=JSONObject(code="code", naam="naam"))),
        maximum=Subquery(maxima.order_by("-geldig_van").values("waarde")[:1]),
    ).get(pk=aanvraag.tafel.thema_id)
    return Kader(
        subdoelen=rij["subdoel_namen"],
        opgaven=[Opgave(feiten["naam"], feiten["stadsdelen"]) for feiten in rij["opgave_feiten"]],
        wettelijke_taken=rij["taak_namen"],
        stadsdelen=rij["stadsdeel_namen"],
        doelgroepen=rij["doelgroep_namen"],
        plafond={feiten["jaar"]: Decimal(feiten["bedrag"]) for feiten in rij["plafond_feiten"]},
        criteria=[
            Vraag(pk=0, soort="criterium", code=feiten["code"], naam=feiten["naam"], aard="", tekst="", versie=0)
            for feiten in rij["criterium_feiten"]
        ],
        maximum=Decimal(rij["maximum"]) if rij["maximum"] else NUL,
    )


def _deelrijen(aanvraag: Aanvraag) -> QuerySet[Any]:
    """The parts, with their latest akkoord and why they may have left: one query."""
    toegelaten = Deelname.objects.filter(
        tafel=aanvraag.tafel_id, organisatie=OuterRef("organisatie"), stand=Deelname.Stand.TOEGELATEN
    )
    laatste_akkoord = Akkoord.objects.filter(deel=OuterRef("pk")).order_by("-id")
    uitneming = Uitneming.objects.filter(deel=OuterRef("pk"), stand=Uitneming.Stand.TOEGEWEZEN).order_by("-id")
    return (
        Aanvraagdeel.objects.filter(aanvraag=aanvraag)
        .select_related("organisatie")
        .annotate(
            aan_tafel=Value(True) if aanvraag.zelfstandig else Exists(toegelaten),
            laatste_akkoord=Subquery(
                laatste_akkoord.values(
                    feiten=JSONObject(
                        gegeven_op="gegeven_op",
                        door="door__gebruiker__naam",
                        inhoudshash="inhoudshash",
                        vervallen_op="vervallen_op",
                        vervallen_reden="vervallen_reden",
                    )
                )[:1]
            ),
            uitneming=Subquery(
                uitneming.values(
                    feiten=JSONObject(reden="reden", zienswijze="zienswijze", besluit_reden="besluit_reden")
                )[:1]
            ),
        )
        .order_by("organisatie__sorteersleutel", "id")
    )


def _delen(aanvraag: Aanvraag, rijen: Iterable[Any]) -> list[Deel]:
    posten = _posten_per_deel(aanvraag)
    aanbod = aanbod_per_deel(Voorziening.objects.filter(deel__aanvraag=aanvraag))
    return [
        Deel(
            pk=rij.pk,
            organisatie_id=rij.organisatie_id,
            organisatie=rij.organisatie.naam,
            fictief=rij.organisatie.fictief,
            is_penvoerder=rij.organisatie_id == aanvraag.penvoerder_id,
            aan_tafel=rij.aan_tafel,
            begroting_versie=rij.begroting_versie,
            vorig_jaar=rij.vorig_jaar,
            jaren=aanvraag.jaren,
            posten=posten[rij.pk],
            aanbod=aanbod[rij.pk],
            akkoord=_akkoord(rij.laatste_akkoord),
            vraagt_voorzieningen=aanvraag.regeling.vraagt_voorzieningen,
        )
        for rij in rijen
    ]


def _gewezen(rij: Any) -> GewezenDeel:
    uitneming = rij.uitneming or {}
    return GewezenDeel(
        pk=rij.pk,
        organisatie_id=rij.organisatie_id,
        organisatie=rij.organisatie.naam,
        stand=rij.stand,
        weg_op=rij.weg_op,
        reden=uitneming.get("reden") or rij.weg_reden,
        zienswijze=uitneming.get("zienswijze", ""),
        besluit=uitneming.get("besluit_reden", ""),
    )


def _akkoord(feiten: Mapping[str, Any] | None) -> AkkoordStand | None:
    if feiten is None:
        return None
    vervallen_op = feiten["vervallen_op"]
    return AkkoordStand(
        gegeven_op=datetime.datetime.fromisoformat(feiten["gegeven_op"]),
        door=feiten["door"],
        inhoudshash=feiten["inhoudshash"],
        vervallen_op=datetime.datetime.fromisoformat(vervallen_op) if vervallen_op else None,
        vervallen_reden=Akkoord.Reden(feiten["vervallen_reden"]).label if feiten["vervallen_reden"] else "",
    )


def _met_akkoord_dat_klopt(dossier: Dossier, deel: Deel) -> Deel:
    """An akkoord on something that no longer stands there is none, even when nobody voided it."""
    akkoord = deel.akkoord
    if akkoord is None or not akkoord.geldig or akkoord.inhoudshash == inhoudshash(dossier, deel):
        return deel
    return replace(deel, akkoord=replace(akkoord, klopt=False, vervallen_reden="de inhoud is gewijzigd"))


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


def aanbod_per_deel(voorzieningen: QuerySet[Voorziening]) -> defaultdict[int, list[Aanbod]]:
    """These voorzieningen by the key of their part, in the order of the participant: one query."""
    velden = [
        "id",
        "naam",
        "omschrijving",
        "uitvoerder",
        "clientondersteuning",
        "preventief",
        "versie",
        "kopie_van",
    ]
    lijsten = {f"lijst_{naam}": _namen(Voorziening, naam) for naam in RELATIES}
    per_jaar = Voorzieningjaar.objects.filter(voorziening=OuterRef("pk")).order_by("jaar")
    lijsten["lijst_per_jaar"] = ArraySubquery(
        per_jaar.values(feiten=JSONObject(jaar="jaar", bereik="bereik", kosten=Cast("kosten", CharField())))
    )
    per_deel: defaultdict[int, list[Aanbod]] = defaultdict(list)
    for rij in voorzieningen.values("deel_id", *velden, **lijsten):
        per_deel[rij["deel_id"]].append(
            Aanbod(
                pk=rij["id"],
                **{veld: rij[veld] for veld in velden[1:]},
                **{naam: rij[f"lijst_{naam}"] for naam in RELATIES},
                bereik={jaar["jaar"]: jaar["bereik"] for jaar in rij["lijst_per_jaar"] if jaar["bereik"] is not None},
                kosten={jaar["jaar"]: Decimal(jaar["kosten"]) for jaar in rij["lijst_per_jaar"] if jaar["kosten"]},
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
    """The form of the regeling, or criteria, functions and requirements of the call, each in its own order."""
    return (
        Antwoord.objects.filter(aanvraag=aanvraag)
        .select_related(*VRAGEN)
        .order_by(
            F("formuliervraag__volgorde").asc(nulls_last=True),
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
        verplicht=vraag.verplicht if isinstance(vraag, Formuliervraag) else True,
    )
