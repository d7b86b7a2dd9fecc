"""Reading one application whole, as a Dossier: two queries, whatever its size."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, Exists, F, ManyToManyField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, JSONObject
from django.utils import timezone

from kern.geld import NUL
from regelingen.models import Parameter
from subsidies.dossier import Aanbod, AkkoordStand, Deel, Dossier, GewezenDeel, Kader, Opgave, Post, Vraag
from subsidies.models import (
    Aanvraag,
    Aanvraagdeel,
    Activiteit,
    Akkoord,
    Antwoord,
    Begrotingspost,
    Postbedrag,
    Uitneming,
    Voorziening,
    Voorzieningjaar,
)
from subsidies.models.antwoord import VRAGEN
from subsidies.models.voorziening import RELATIES, VELDEN
from subsidies.regels.inhoud import inhoudshash
from subsidies.selectors.activiteit import activiteiten_per_subdoel, activiteitrijen, als_feit
from thematafels.models import (
    Criterium,
    Deelname,
    Doelgroep,
    Gebiedsopgave,
    Plafond,
    Stadsdeel,
    Subdoel,
    WettelijkeTaak,
)

_VAN_DE_UITVRAAG = tuple(soort for soort in VRAGEN if soort != "formuliervraag")


def laad_dossier(aanvraag: Aanvraag) -> Dossier:
    """The application with everything in it: two queries, its parts and what is joint, whatever its size.

    `aanvraag` comes from `toegang.haal_aanvraag`, with table, call and regeling selected along.
    """
    rijen = list(_deelrijen(aanvraag))
    samen = _gezamenlijk(aanvraag)
    dossier = Dossier(
        aanvraag=aanvraag,
        delen=[_deel(aanvraag, rij) for rij in rijen if rij.stand == Aanvraagdeel.Stand.ACTIEF],
        vragen=[_vraag(feiten) for feiten in samen["vraag_feiten"]],
        kader=_kader(samen) if aanvraag.tafel_id else Kader(),
        gewezen=[_gewezen(rij) for rij in rijen if rij.stand != Aanvraagdeel.Stand.ACTIEF],
        organisaties={rij.organisatie_id: rij.organisatie for rij in rijen},
    )
    return replace(dossier, delen=[_met_akkoord_dat_klopt(dossier, deel) for deel in dossier.delen])


def laad_deel(deel: Aanvraagdeel) -> Deel:
    """One part whole, also of who no longer takes part: one query. Select its application with its regeling along."""
    return _deel(deel.aanvraag, _deelrijen(deel.aanvraag).get(pk=deel.pk))


def laad_vragen(aanvraag: Aanvraag) -> list[Vraag]:
    """The questions of an application with the joint texts on them: one query."""
    return [_vraag(rij["feiten"]) for rij in _antwoorden(aanvraag.pk)]


def _gezamenlijk(aanvraag: Aanvraag) -> Mapping[str, Any]:
    """The joint texts, and what the call asks of this table: one query. Amounts travel as text, so that no float
    comes near them."""
    thema, uitvraag = OuterRef("tafel__thema"), "tafel__thema__uitvraag"
    subdoelen = Subdoel.objects.filter(thema=thema).order_by("volgorde", "id")
    taken = WettelijkeTaak.objects.filter(thema=thema).order_by("volgorde", "id")
    doelgroepen = Doelgroep.objects.filter(thema=thema).order_by("volgorde", "id")
    opgaven = Gebiedsopgave.objects.filter(thema=thema).order_by("volgorde", "id")
    plafonds = Plafond.objects.filter(tafel__thema=thema).order_by("jaar")
    criteria = Criterium.objects.filter(uitvraag=OuterRef(uitvraag)).order_by("volgorde", "id")
    maxima = Parameter.objects.filter(
        regeling=OuterRef(f"{uitvraag}__regeling"), sleutel="vraag_maximum", geldig_van__lte=timezone.localdate()
    )
    return Aanvraag.objects.values(
        vraag_feiten=ArraySubquery(_antwoorden(OuterRef("pk"))),
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
    ).get(pk=aanvraag.pk)


def _kader(rij: Mapping[str, Any]) -> Kader:
    return Kader(
        subdoelen=rij["subdoel_namen"],
        opgaven=[Opgave(feiten["naam"], feiten["stadsdelen"]) for feiten in rij["opgave_feiten"]],
        wettelijke_taken=rij["taak_namen"],
        stadsdelen=rij["stadsdeel_namen"],
        doelgroepen=rij["doelgroep_namen"],
        plafond=_per_jaar(rij["plafond_feiten"]),
        criteria=[
            Vraag(pk=0, soort="criterium", code=feiten["code"], naam=feiten["naam"], aard="", tekst="", versie=0)
            for feiten in rij["criterium_feiten"]
        ],
        maximum=Decimal(rij["maximum"]) if rij["maximum"] else NUL,
    )


def _deelrijen(aanvraag: Aanvraag) -> QuerySet[Any]:
    """The parts, with all that stands in them, their latest akkoord and why they may have left: one query."""
    toegelaten = Deelname.objects.filter(
        tafel=aanvraag.tafel_id, organisatie=OuterRef("organisatie"), stand=Deelname.Stand.TOEGELATEN
    )
    laatste_akkoord = Akkoord.objects.filter(deel=OuterRef("pk")).order_by("-id")
    posten = Begrotingspost.objects.filter(deel=OuterRef("pk")).order_by("volgorde", "id")
    bedragen = Postbedrag.objects.filter(post=OuterRef("pk")).order_by("jaar")
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
            post_feiten=ArraySubquery(
                posten.values(
                    feiten=JSONObject(
                        pk="pk",
                        soort="soort",
                        omschrijving="omschrijving",
                        bedragen=ArraySubquery(
                            bedragen.values(feiten=JSONObject(jaar="jaar", bedrag=Cast("bedrag", CharField())))
                        ),
                    )
                )
            ),
            aanbod_feiten=ArraySubquery(
                _aanbodrijen(Voorziening.objects.filter(deel=OuterRef("pk"))).values("feiten")
            ),
            activiteit_feiten=ArraySubquery(
                activiteitrijen(Activiteit.objects.filter(deel=OuterRef("pk"))).values("feiten")
            ),
            activiteiten_per_subdoel=activiteiten_per_subdoel("aanvraag__regeling"),
            uitneming=Subquery(
                uitneming.values(
                    feiten=JSONObject(reden="reden", zienswijze="zienswijze", besluit_reden="besluit_reden")
                )[:1]
            ),
        )
        .order_by("organisatie__sorteersleutel", "id")
    )


def _deel(aanvraag: Aanvraag, rij: Any) -> Deel:
    return Deel(
        pk=rij.pk,
        organisatie_id=rij.organisatie_id,
        organisatie=rij.organisatie.naam,
        fictief=rij.organisatie.fictief,
        is_penvoerder=rij.organisatie_id == aanvraag.penvoerder_id,
        aan_tafel=rij.aan_tafel,
        begroting_versie=rij.begroting_versie,
        vorig_jaar=rij.vorig_jaar,
        jaren=aanvraag.jaren,
        posten=[Post(**feiten | {"bedragen": _per_jaar(feiten["bedragen"])}) for feiten in rij.post_feiten],
        aanbod=[_aanbod(feiten) for feiten in rij.aanbod_feiten],
        akkoord=_akkoord(rij.laatste_akkoord),
        vraagt_voorzieningen=aanvraag.regeling.vraagt_voorzieningen,
        activiteiten=[als_feit(feiten) for feiten in rij.activiteit_feiten],
        activiteiten_per_subdoel=rij.activiteiten_per_subdoel if aanvraag.tafel_id else 0,
    )


def _per_jaar(bedragen: Iterable[Mapping[str, Any]]) -> dict[int, Decimal]:
    return {rij["jaar"]: Decimal(rij["bedrag"]) for rij in bedragen}


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


def aanbod_per_deel(voorzieningen: QuerySet[Voorziening]) -> defaultdict[int, list[Aanbod]]:
    """These voorzieningen by the key of their part, in the order of the participant: one query."""
    per_deel: defaultdict[int, list[Aanbod]] = defaultdict(list)
    for rij in _aanbodrijen(voorzieningen).values("deel_id", "feiten"):
        per_deel[rij["deel_id"]].append(_aanbod(rij["feiten"]))
    return per_deel


def _aanbodrijen(voorzieningen: QuerySet[Voorziening]) -> QuerySet[Any]:
    """Each with its `feiten`: the fields of Aanbod by name."""
    per_jaar = Voorzieningjaar.objects.filter(voorziening=OuterRef("pk")).order_by("jaar")
    return voorzieningen.annotate(
        feiten=JSONObject(
            pk="pk",
            versie="versie",
            kopie_van="kopie_van_id",
            **dict(zip(VELDEN, VELDEN, strict=True)),
            **{naam: _namen(Voorziening, naam) for naam in RELATIES},
            per_jaar=ArraySubquery(
                per_jaar.values(feiten=JSONObject(jaar="jaar", bereik="bereik", kosten=Cast("kosten", CharField())))
            ),
        )
    )


def _aanbod(feiten: Mapping[str, Any]) -> Aanbod:
    velden = dict(feiten)
    per_jaar = velden.pop("per_jaar")
    return Aanbod(
        **velden,
        bereik={jaar["jaar"]: jaar["bereik"] for jaar in per_jaar if jaar["bereik"] is not None},
        kosten={jaar["jaar"]: Decimal(jaar["kosten"]) for jaar in per_jaar if jaar["kosten"]},
    )


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


def _antwoorden(aanvraag: int | OuterRef) -> QuerySet[Any, Any]:
    """The form of the regeling, or criteria, functions and requirements of the call, each in its own order."""
    return (
        Antwoord.objects.filter(aanvraag=aanvraag)
        .order_by(
            F("formuliervraag__volgorde").asc(nulls_last=True),
            F("criterium__volgorde").asc(nulls_last=True),
            F("functie__volgorde").asc(nulls_last=True),
            F("eis__volgorde").asc(nulls_last=True),
            "id",
        )
        .values(
            feiten=JSONObject(
                pk="pk",
                soort=Case(
                    *(When(**{f"{soort}__isnull": False}, then=Value(soort)) for soort in _VAN_DE_UITVRAAG),
                    default=Value(Vraag.KORT),
                ),
                code=Coalesce(*(f"{soort}__code" for soort in VRAGEN)),
                naam=Coalesce(*(f"{soort}__naam" for soort in _VAN_DE_UITVRAAG), "formuliervraag__vraag"),
                aard=Coalesce("eis__aard", Value("")),
                tekst="tekst",
                versie="versie",
                verplicht=Coalesce("formuliervraag__verplicht", Value(True)),
            )
        )
    )


def _vraag(feiten: Mapping[str, Any]) -> Vraag:
    return Vraag(**feiten)
