"""The table on one A4, for who judges it and who leads the table."""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, OuterRef, Sum
from django.db.models.functions import Cast, JSONObject
from django.utils import timezone

from brieven.documenten.pdf import maak_pdf
from kern.fouten import GeenRecht
from kern.termijnen.stappen import amsterdam_dag
from organisaties.models import Lidmaatschap
from regelingen.selectors import parameters_op
from subsidies.dossier import Dossier
from subsidies.models import Aanvraag, Onderdeel, Opmerking
from subsidies.selectors import laad_dossier
from subsidies.selectors.lijst import zichtbare_opmerkingen
from subsidies.selectors.vorig_jaar import bedragen_vorig_jaar
from subsidies.uitvoer.cijfers import Tafelcijfers, kort_opgesomd, tafelcijfers
from subsidies.uitvoer.merk import merk_van
from subsidies.uitvoer.verbanden import Contract, Verband, verbanden_van
from thematafels.selectors import aangesteld_bij

_HOOGSTENS, _TEKENS = 5, 48  # names of gaps in one line of the sheet


@dataclass(frozen=True, slots=True)
class Opmerkingen:
    """Open comments, as far as this reader sees them; `alleen_gemeente` of those stay within the municipality."""

    open: int
    alleen_gemeente: int


@dataclass(frozen=True, slots=True)
class Tafelblad:
    """Everything on the sheet, as it was at `op`."""

    cijfers: Tafelcijfers
    opmerkingen: Opmerkingen
    verbanden: Sequence[Verband]
    op: datetime.datetime

    @property
    def aanvraag(self) -> Aanvraag:
        return self.cijfers.dossier.aanvraag

    @property
    def gaten(self) -> list[tuple[str, int, str]]:
        """Per kind: how many, and the first names."""
        return [
            (soort, len(namen), kort_opgesomd(namen, hoogstens=_HOOGSTENS, tekens=_TEKENS))
            for soort, namen in self.cijfers.gaten.per_soort
        ]

    @property
    def zonder_akkoord(self) -> str:
        return kort_opgesomd(self.cijfers.zonder_akkoord, hoogstens=15, tekens=32)

    @property
    def aan_tafel(self) -> list[Verband]:
        return [verband for verband in self.verbanden if verband.is_samen]

    @property
    def contracten(self) -> list[Contract]:
        """The first to end first."""
        return sorted((een for verband in self.verbanden for een in verband.contracten), key=lambda een: een.tot)


def laad_tafelblad(aanvraag: Aanvraag, lid: Lidmaatschap) -> Tafelblad:
    """8 queries, whatever the size. Raises GeenRecht for who is neither of the municipality nor leads the table."""
    erbij = _lees_erbij(aanvraag, lid)
    if not (lid.is_gemeente or erbij["leidt"]):
        raise GeenRecht(
            "Dit overzicht is voor de gemeente en voor wie de tafel leidt. De bedragen staan ook in de aanvraag.",
            code="tafelblad.leidt_niet",
        )
    nu, dossier = timezone.now(), laad_dossier(aanvraag)
    dag = amsterdam_dag(aanvraag.ontvangen_op or nu)
    opmerkingen = erbij["open_opmerkingen"]
    return Tafelblad(
        cijfers=tafelcijfers(
            dossier,
            klein_tot=parameters_op(aanvraag.regeling, dag).klein_tot,
            verleend={feiten["organisatie"]: Decimal(feiten["som"]) for feiten in erbij["verleend"]},
            opmerkingen=_per_deel(dossier, opmerkingen),
        ),
        opmerkingen=Opmerkingen(
            open=len(opmerkingen),
            alleen_gemeente=sum(feiten["zichtbaarheid"] == Opmerking.Zichtbaarheid.GEMEENTE for feiten in opmerkingen),
        ),
        verbanden=verbanden_van(dossier, lid, amsterdam_dag(nu)),
        op=nu,
    )


def tafelblad_pdf(blad: Tafelblad) -> bytes:
    """On its side, in small print; one page up to about fifteen participants. Raises DomeinFout."""
    aanvraag = blad.aanvraag
    return maak_pdf(
        "subsidies/document/tafelblad.html",
        {"blad": blad, "aanvraag": aanvraag, "dossier": blad.cijfers.dossier},
        titel=f"{aanvraag.naam} {aanvraag.periode}: de aanvraag op één blad",
        datum=amsterdam_dag(blad.op),
        kenmerk=aanvraag.kenmerk,
        merk=merk_van(aanvraag),
        liggend=True,
        klein=True,
    )


def _lees_erbij(aanvraag: Aanvraag, lid: Lidmaatschap) -> Mapping[str, Any]:
    """What the sheet needs besides the dossier: one query. `verleend` is last year's grant, by organisation."""
    opmerkingen = zichtbare_opmerkingen(lid).filter(aanvraag=OuterRef("pk"), op=None, afgehandeld_op=None)
    per_organisatie = (
        bedragen_vorig_jaar(aanvraag)
        .order_by()
        .values("beschikking__deel__organisatie")
        .annotate(som=Cast(Sum("verleend"), CharField()))
    )
    geleid = Aanvraag.objects.filter(pk=OuterRef("pk"), zelfstandig=False, tafel__in=aangesteld_bij(lid))
    return Aanvraag.objects.values(
        leidt=Exists(geleid),
        open_opmerkingen=ArraySubquery(
            opmerkingen.order_by("id").values(
                feiten=JSONObject(soort="soort", onderdeel="onderdeel", zichtbaarheid="zichtbaarheid")
            )
        ),
        verleend=ArraySubquery(
            per_organisatie.values(feiten=JSONObject(organisatie="beschikking__deel__organisatie", som="som"))
        ),
    ).get(pk=aanvraag.pk)


def _per_deel(dossier: Dossier, opmerkingen: Sequence[Mapping[str, Any]]) -> Counter[int]:
    """Comments on a budget or a voorziening, by the key of their part; those on what is joint are of nobody."""
    deel_van = {(Onderdeel.BEGROTING, deel.pk): deel.pk for deel in dossier.delen} | {
        (Onderdeel.VOORZIENING, aanbod.pk): deel.pk for deel in dossier.delen for aanbod in deel.aanbod
    }
    paren = [(feiten["soort"], feiten["onderdeel"]) for feiten in opmerkingen]
    return Counter(deel_van[paar] for paar in paren if paar in deel_van)
