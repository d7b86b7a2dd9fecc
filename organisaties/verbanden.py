"""Reading alliances: who is in which ring, what they agreed, and what they have carried out by others."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet

from kern.geld import NUL
from organisaties.models import Convenantdeel, Lidmaatschap, Onderaannemer, Samenwerkingsverband, Verbandlid

# A contract with a subcontractor that ends within this time is drawn as such.
LOOPT_AF = datetime.timedelta(days=92)


def zichtbare_verbanden(lid: Lidmaatschap, vandaag: datetime.date) -> QuerySet[Samenwerkingsverband]:
    """The municipality sees every alliance, an organisation those it is in or will be in."""
    if lid.is_gemeente:
        return Samenwerkingsverband.objects.all()
    eigen = Verbandlid.objects.filter(Q(tot__isnull=True) | Q(tot__gte=vandaag), organisatie=lid.organisatie_id)
    return Samenwerkingsverband.objects.filter(pk__in=eigen.values("verband"))


def trekker_van(verband: Samenwerkingsverband) -> int | None:
    """The organisation that keeps this alliance, None where there is none."""
    return Verbandlid.objects.filter(verband=verband, trekker=True).values_list("organisatie", flat=True).first()


@dataclass(frozen=True)
class VerbandRij:
    pk: int
    naam: str
    vorm: str
    fictief: bool
    leden: list[str]


def verbanden(lid: Lidmaatschap, vandaag: datetime.date) -> list[VerbandRij]:
    """By name, each with the members of today: two queries."""
    nu = Verbandlid.objects.geldig_op(vandaag).select_related("organisatie")
    return [
        VerbandRij(
            pk=verband.pk,
            naam=verband.naam,
            vorm=verband.get_vorm_display(),
            fictief=verband.fictief,
            leden=[deel.organisatie.naam for deel in verband.leden.all()],
        )
        for verband in zichtbare_verbanden(lid, vandaag).prefetch_related(Prefetch("leden", nu))
    ]


@dataclass(frozen=True)
class Ring:
    """One ring of an alliance with who is in it; `lid.geldt_op` tells who has left."""

    naam: str
    leden: list[Verbandlid]


@dataclass(frozen=True)
class OnderaannemerRij:
    pk: int
    wie: str
    activiteit: str
    bedrag: Decimal
    contract_tot: datetime.date
    afgelopen: bool
    loopt_af: bool


@dataclass(frozen=True)
class VerbandOverzicht:
    """What the page of an alliance shows. `lopend` is the sum over the contracts that have not ended."""

    ringen: list[Ring]
    convenant: list[Convenantdeel]
    onderaannemers: list[OnderaannemerRij]
    lopend: Decimal
    totaal: Decimal
    trekker_id: int | None


def verband_overzicht(verband: Samenwerkingsverband, vandaag: datetime.date) -> VerbandOverzicht:
    """Three queries."""
    leden = list(verband.leden.select_related("organisatie"))
    rijen = [_onderaannemer(rij, vandaag) for rij in verband.onderaannemers.select_related("organisatie")]
    return VerbandOverzicht(
        ringen=[
            Ring(str(schil.label).capitalize(), [lid for lid in leden if lid.schil == schil])
            for schil in Verbandlid.Schil
        ],
        convenant=list(verband.convenant.select_related("bestand")),
        onderaannemers=rijen,
        lopend=sum((rij.bedrag for rij in rijen if not rij.afgelopen), NUL),
        totaal=sum((rij.bedrag for rij in rijen), NUL),
        trekker_id=next((lid.organisatie_id for lid in leden if lid.trekker), None),
    )


def _onderaannemer(rij: Onderaannemer, vandaag: datetime.date) -> OnderaannemerRij:
    return OnderaannemerRij(
        pk=rij.pk,
        wie=rij.wie,
        activiteit=rij.activiteit,
        bedrag=rij.bedrag,
        contract_tot=rij.contract_tot,
        afgelopen=rij.contract_tot < vandaag,
        loopt_af=vandaag <= rij.contract_tot <= vandaag + LOOPT_AF,
    )
