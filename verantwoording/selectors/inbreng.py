"""What the participants and the table brought in for the joint account: a fixed number of queries."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from kern.termijnen.stappen import amsterdam_dag
from subsidies.models import Onderdeel, Versie
from subsidies.onderdelen.samenvoegen import Inhoud
from subsidies.toegang import Erbij
from thematafels.models import Principe
from verantwoording.models import Deelverslag, Duiding, Verantwoording, Verhaal, Verslagakkoord
from verantwoording.regels.cijfers import Cijfer
from verantwoording.regels.inhoud import Samen, samen_van
from verantwoording.regels.klok import te_laat
from verantwoording.regels.persoonsgegevens import vind_persoonsgegevens
from verantwoording.regels.samen_klaar import Toestand
from verantwoording.regels.uitkomst import gehaald
from verantwoording.selectors.afspraken import Afgesproken, Principekop
from verantwoording.selectors.cijfers import cijfers_van
from verantwoording.selectors.deelverslag import in_verslag, keren_ingediend
from verantwoording.selectors.inhoud import VELDEN
from verantwoording.selectors.keten import Uitkomst
from verantwoording.stuk import Cel, Deel, Gedaan, Tekst, Telling, Vertelling

VOLGORDE = {vraag: plek for plek, vraag in enumerate(("samen", "subdoel", "onbekend", "anders"))}
_UITKOMSTEN = {True: Uitkomst.GEHAALD, False: Uitkomst.NIET_GEHAALD, None: Uitkomst.ONBEKEND}
NIETS: Inhoud = {**dict.fromkeys(VELDEN, ""), "metingen": {}, "niet_gemeten": {}}
_GEDAAN = {"ja": "Ja", "deels": "Deels", "nee": "Nee", "": ""}


@dataclass(frozen=True, slots=True)
class Deelstand:
    """A participant at the table: its part, whether that is in, and whether it agrees to what is written now."""

    deelverslag: Deelverslag
    deel: Deel
    hash: str  # of the akkoord that was not voided; empty without one
    verhalen: Sequence[str]  # that were part of what it is to
    akkoord_op: datetime.datetime | None
    machtiging_van: str  # the organisation of who agreed under a machtiging; empty for an own tekenbevoegde
    machtiging_tot: datetime.date | None

    @property
    def organisatie_id(self) -> int:
        return self.deelverslag.deel.organisatie_id

    @property
    def is_binnen(self) -> bool:
        return self.deel.ingediend_op is not None


@dataclass(frozen=True, slots=True)
class Inbreng:
    """What the participants and the table brought in; `samen` is over exactly that."""

    verantwoording: Verantwoording
    standen: Sequence[Deelstand]
    teksten: Sequence[Tekst]
    afgesproken: Sequence[Afgesproken]
    uitkomsten: Mapping[int, Uitkomst]
    samen: Samen

    @property
    def hash(self) -> str:
        return self.samen.hash

    @property
    def delen(self) -> tuple[Deel, ...]:
        return tuple(stand.deel for stand in self.standen)

    @property
    def binnen(self) -> list[Deelstand]:
        return [stand for stand in self.standen if stand.is_binnen]

    @property
    def zonder_akkoord(self) -> list[Deelstand]:
        return [stand for stand in self.binnen if not self.is_akkoord(stand)]

    @property
    def niet_geschreven(self) -> list[Tekst]:
        return [tekst for tekst in self.teksten if not tekst.tekst.strip()]

    @property
    def subdoelen(self) -> dict[int, str]:
        return {afspraak.subdoel_id: afspraak.subdoel for afspraak in self.afgesproken}

    def is_akkoord(self, stand: Deelstand) -> bool:
        """Only to what is written now."""
        return self.samen.komt_van(stand.hash, stand.verhalen)

    def van(self, deelverslag_id: int) -> Deelstand | None:
        return next((stand for stand in self.standen if stand.deelverslag.pk == deelverslag_id), None)


def teksten_erbij(verantwoording: str = "pk") -> dict[str, Erbij]:
    """For a door: the joint texts of the account, read along."""
    duidingen = Duiding.objects.filter(verantwoording=OuterRef(verantwoording)).order_by("subdoel__volgorde", "id")
    return {
        "lijst_duidingen": ArraySubquery(
            duidingen.values(feit=JSONObject(pk="pk", vraag="vraag", subdoel="subdoel__naam", tekst="tekst"))
        )
    }


def duidingen_van(verantwoording: Verantwoording) -> list[dict[str, Any]]:
    """The joint texts in the order of the document; no query when they were read along."""
    feiten = vars(verantwoording).get("lijst_duidingen")
    if feiten is None:
        gelezen = Verantwoording.objects.annotate(**teksten_erbij()).get(pk=verantwoording.pk)
        feiten = vars(gelezen)["lijst_duidingen"]
    namen = [feit | {"naam": feit["subdoel"] or Duiding.Vraag(feit["vraag"]).label} for feit in feiten]
    return sorted(namen, key=lambda feit: VOLGORDE[feit["vraag"]])


def laad_inbreng(verantwoording: Verantwoording) -> Inbreng:
    """Five queries, and one more when the texts were not read along.

    A part that the officer asked back about is open for who writes it, and stays in for everybody else: it says what
    was last submitted, until it is handed in again.
    """
    teksten = tuple(
        Tekst(vraag=feit["vraag"], subdoel=feit["subdoel"] or "", tekst=feit["tekst"])
        for feit in duidingen_van(verantwoording)
    )
    delen = list(_deelverslagen(verantwoording))
    verslagen = list(_verslagen(delen))
    cijfers = cijfers_van([verslag.pk for verslag in verslagen], _zoals_ingediend(verslagen))
    standen = [_deelstand(deelverslag, verslagen, cijfers) for deelverslag in delen]
    return Inbreng(
        verantwoording=verantwoording,
        standen=standen,
        teksten=teksten,
        afgesproken=[_afgesproken(verslag) for verslag in verslagen if _loopt(verslag, verantwoording.jaar)],
        uitkomsten={
            verslag.afspraak_id: _uitkomst(cijfers[verslag.pk])
            for verslag in verslagen
            if verslag.deelverslag.stand != Deelverslag.Stand.OPEN
        },
        samen=samen_van(teksten, [stand.deel for stand in standen]),
    )


def toestand_van(inbreng: Inbreng, *, op_papier: bool = False) -> Toestand:
    """What `regels.samen_klaar` judges, today. `op_papier`: for who enters what came on paper."""
    return Toestand(
        vandaag=timezone.localdate(),
        delen_tot=max(
            (stand.deelverslag.uiterlijk for stand in inbreng.standen), default=inbreng.verantwoording.uiterlijk
        ),
        samen_tot=inbreng.verantwoording.uiterlijk,
        binnen=len(inbreng.binnen),
        niet_geschreven=[_naam(tekst) for tekst in inbreng.niet_geschreven],
        niet_binnen=[stand.deel.organisatie for stand in inbreng.standen if not stand.is_binnen],
        zonder_akkoord=[stand.deel.organisatie for stand in inbreng.zonder_akkoord],
        op_papier=op_papier,
        met_vraag=[stand.deel.organisatie for stand in inbreng.standen if stand.deel.vraag_open],
        naar_iemand=[
            _naam(tekst)
            for tekst in inbreng.teksten
            if any(vondst.hard for vondst in vind_persoonsgegevens(tekst.tekst))
        ],
    )


def _naam(tekst: Tekst) -> str:
    return f"‘{tekst.subdoel or Duiding.Vraag(tekst.vraag).label}’"


def _deelverslagen(verantwoording: Verantwoording) -> Iterable[Deelverslag]:
    akkoord = Verslagakkoord.objects.filter(deelverslag=OuterRef("pk"), vervallen_op=None)
    return (
        Deelverslag.objects.filter(verantwoording=verantwoording)
        .select_related("deel__organisatie")
        .annotate(
            akkoord_hash=Subquery(akkoord.values("inhoudshash")[:1]),
            akkoord_verhalen=Subquery(akkoord.values("verhalen")[:1]),
            akkoord_gegeven=Subquery(akkoord.values("gegeven_op")[:1]),
            akkoord_machtiging_van=Subquery(akkoord.values("machtiging__gemachtigde__organisatie__naam")[:1]),
            akkoord_machtiging_tot=Subquery(akkoord.values("machtiging__tot")[:1]),
        )
        .order_by("deel__organisatie__naam", "pk")
    )


def _verslagen(delen: Sequence[Deelverslag]) -> Iterable[Any]:
    principes = Principe.objects.filter(afspraken=OuterRef("afspraak")).order_by("volgorde", "pk")
    toen = Coalesce(OuterRef("laatst_ingediend"), F("op"))
    verhalen = Verhaal.objects.filter(verslag=OuterRef("pk"), op__lte=toen).order_by("id")
    return (
        in_verslag()
        .filter(deelverslag__in=[deelverslag.pk for deelverslag in delen])
        .select_related("deelverslag__deel__organisatie", "afspraak__subdoel", "afspraak__voorziening")
        .annotate(**_ingediend_erbij())
        .annotate(
            lijst_principes=ArraySubquery(principes.values(feit=JSONObject(pk="pk", groep="groep", naam="naam"))),
            lijst_verhalen=ArraySubquery(
                verhalen.values(feit=JSONObject(van="van", stadsdeel="stadsdeel__naam", tekst="tekst", zout="zout"))
            ),
        )
        .order_by("afspraak__nummer", "pk")
    )


def _ingediend_erbij() -> dict[str, Erbij]:
    """Of a part that is open after a question: when it was last submitted, and what was saved by then."""
    ingediend = keren_ingediend(OuterRef("deelverslag")).order_by("-id")
    versies = Versie.objects.filter(
        soort=Onderdeel.VERSLAG, onderdeel=OuterRef("pk"), bewaard_op__lte=OuterRef("laatst_ingediend")
    ).order_by("-nummer")
    na_een_vraag = Q(deelverslag__stand=Deelverslag.Stand.VRAAG)
    return {
        "laatst_ingediend": Case(When(na_een_vraag, then=Subquery(ingediend.values("tijdstip")[:1]))),
        "ingediende_inhoud": Case(When(na_een_vraag, then=Subquery(versies.values("inhoud")[:1]))),
    }


def _zoals_ingediend(verslagen: Iterable[Any]) -> dict[int, Inhoud]:
    """The reports that are read as they were submitted; their texts are put back here."""
    toen = {
        verslag.pk: verslag.ingediende_inhoud or NIETS for verslag in verslagen if verslag.laatst_ingediend is not None
    }
    for verslag in verslagen:
        for veld in VELDEN if verslag.pk in toen else ():
            setattr(verslag, veld, toen[verslag.pk][veld])
    return toen


def _deelstand(deelverslag: Any, verslagen: Iterable[Any], cijfers: Mapping[int, Sequence[Cijfer]]) -> Deelstand:
    eigen = [verslag for verslag in verslagen if verslag.deelverslag_id == deelverslag.pk]
    binnen = deelverslag.stand != Deelverslag.Stand.OPEN
    deel = Deel(
        organisatie=deelverslag.deel.organisatie.naam,
        beloofd=tuple(verslag.afspraak.naam for verslag in eigen),
        ingediend_op=amsterdam_dag(deelverslag.ingediend_op) if binnen else None,
        te_laat=te_laat(deelverslag.uiterlijk, deelverslag.ingediend_op, timezone.localdate()),
        akkoord_op=None,
        vraag_open=deelverslag.stand == Deelverslag.Stand.VRAAG,
        machtiging_van="",
        activiteiten=tuple(_gedaan(verslag, cijfers[verslag.pk]) for verslag in eigen) if binnen else (),
    )
    return Deelstand(
        deelverslag=deelverslag,
        deel=deel,
        hash=deelverslag.akkoord_hash or "",
        verhalen=deelverslag.akkoord_verhalen or (),
        akkoord_op=deelverslag.akkoord_gegeven,
        machtiging_van=deelverslag.akkoord_machtiging_van or "",
        machtiging_tot=deelverslag.akkoord_machtiging_tot,
    )


def _gedaan(verslag: Any, cijfers: Iterable[Cijfer]) -> Gedaan:
    afspraak = verslag.afspraak
    return Gedaan(
        nummer=afspraak.nummer,
        naam=afspraak.naam,
        organisatie=verslag.deelverslag.deel.organisatie.naam,
        omschrijving=afspraak.omschrijving,
        verwachting=afspraak.verwachting,
        subdoel=afspraak.subdoel.naam,
        principes=tuple(feit["naam"] for feit in verslag.lijst_principes),
        volgens_plan=_GEDAAN[verslag.volgens_plan],
        volgens_principes=_GEDAAN[verslag.volgens_principes],
        verteld=verslag.verteld,
        bewoners_zien=verslag.bewoners_zien,
        professionals_zien=verslag.professionals_zien,
        werkte=verslag.werkte,
        werkte_niet=verslag.werkte_niet,
        tellingen=tuple(_telling(cijfer) for cijfer in cijfers),
        verhalen=tuple(Vertelling.van_verhaal(**feit) for feit in verslag.lijst_verhalen),
    )


def _telling(cijfer: Cijfer) -> Telling:
    return Telling(
        niveau=cijfer.niveau.value,
        naam=cijfer.naam,
        eenheid=cijfer.eenheid,
        richting=cijfer.richting.value,
        hoe=cijfer.hoe,
        wanneer=cijfer.wanneer,
        door=cijfer.door,
        doel=cijfer.doel,
        waarde=cijfer.waarde,
        opgeteld=cijfer.opgeteld,
        reden=cijfer.reden,
        cellen=tuple(
            Cel(doelgroep=cel.doelgroep, stadsdeel=cel.stadsdeel, doel=cel.doel, waarde=cel.waarde)
            for cel in cijfer.cellen
        ),
    )


def _uitkomst(cijfers: Iterable[Cijfer]) -> Uitkomst:
    return _UITKOMSTEN[gehaald(cijfer.bereikt for cijfer in cijfers if cijfer.doel is not None)]


def _loopt(verslag: Any, jaar: int) -> bool:
    """What was replaced during the year is told of, and stands in no chain."""
    return bool(verslag.afspraak.eerste_jaar <= jaar <= verslag.afspraak.laatste_jaar)


def _afgesproken(verslag: Any) -> Afgesproken:
    """As the picture of the chain wants it: without what is measured."""
    afspraak, deel = verslag.afspraak, verslag.deelverslag.deel
    return Afgesproken(
        pk=afspraak.pk,
        nummer=afspraak.nummer,
        deel_id=afspraak.deel_id,
        organisatie_id=deel.organisatie_id,
        organisatie=deel.organisatie.naam,
        eerste_jaar=afspraak.eerste_jaar,
        laatste_jaar=afspraak.laatste_jaar,
        naam=afspraak.naam,
        omschrijving=afspraak.omschrijving,
        verwachting=afspraak.verwachting,
        voorziening_id=afspraak.voorziening_id,
        voorziening=str(afspraak.voorziening or ""),
        subdoel_id=afspraak.subdoel_id,
        subdoel=afspraak.subdoel.naam,
        principes=tuple(Principekop(**feit) for feit in verslag.lijst_principes),
        meetpunten=(),
    )
