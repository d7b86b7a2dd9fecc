"""The comments on an application, as far as this reader may know of them.

What the municipality says among itself is left out in one place, through which all comments are read
(`zichtbare_opmerkingen`): no page, count, message or export knows of it.
"""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from organisaties.models import Lidmaatschap
from organisaties.toegang import ONAFHANKELIJK, Rol
from subsidies.models import Aanvraag, Aanvraagdeel, Activiteit, Onderdeel, Opmerking, Voorziening
from subsidies.regels.opmerken import OPEN, Spreker, Zichtbaarheid
from subsidies.selectors.lijst import zichtbare_opmerkingen
from subsidies.toegang import SCHRIJVERS, doet_mee, leidt
from thematafels.models import Aanstelling
from thematafels.selectors import aangesteld_bij

HEEL = "aanvraag"
_SPREKERS = (*SCHRIJVERS, *ONAFHANKELIJK, Rol.BELEIDSMEDEWERKER)


def over_van(soort: str, onderdeel: int | None) -> str:
    """How an address names a section: `voorziening-12`, or `aanvraag` for the whole application."""
    return f"{soort}-{onderdeel}" if soort else HEEL


@dataclass(frozen=True, slots=True)
class Reactie:
    """One answer."""

    wie: str
    organisatie: str
    gebruiker_id: int
    op: datetime.datetime
    tekst: str


@dataclass(frozen=True, slots=True)
class Draad:
    """One comment with its answers, and what this reader may do with it.

    `eigenaar` is the organisation whose part it is about; None: what all write together.
    """

    pk: int
    soort: str
    onderdeel: int | None
    eigenaar: int | None
    zichtbaarheid: str
    begin: Reactie
    antwoorden: Sequence[Reactie]
    afgehandeld_op: datetime.datetime | None
    afgehandeld_door: str
    mag_antwoorden: bool
    mag_afhandelen: bool

    @property
    def anker(self) -> str:
        return f"opmerking-{self.pk}"

    @property
    def over(self) -> str:
        return over_van(self.soort, self.onderdeel)

    @property
    def is_open(self) -> bool:
        return self.afgehandeld_op is None

    @property
    def alleen_gemeente(self) -> bool:
        return self.zichtbaarheid == Zichtbaarheid.GEMEENTE

    def is_van(self, gebruiker_id: int) -> bool:
        """Whether this person wrote in it."""
        return any(reactie.gebruiker_id == gebruiker_id for reactie in (self.begin, *self.antwoorden))

    def wacht_op(self, spreker: Spreker, penvoerder_id: int) -> bool:
        """It is open, about this person's section or begun by them, and somebody else had the last word.

        The penvoerder looks after what all write together. The same as `opmerkingen_voor` in the database.
        """
        laatste = self.antwoorden[-1] if self.antwoorden else self.begin
        van_ons = (self.eigenaar or penvoerder_id) == spreker.organisatie_id and spreker.schrijft
        mijn = van_ons or self.begin.gebruiker_id == spreker.gebruiker_id
        return self.is_open and mijn and laatste.gebruiker_id != spreker.gebruiker_id and self.mag_antwoorden


@dataclass(frozen=True, slots=True)
class Gesprek:
    """The comments that this reader sees, the oldest first, and who reads. Of one section, or of all of them."""

    spreker: Spreker
    draden: Sequence[Draad]
    over: str = ""

    @property
    def open(self) -> list[Draad]:
        return [draad for draad in self.draden if draad.is_open]

    @property
    def afgehandeld(self) -> list[Draad]:
        return [draad for draad in self.draden if not draad.is_open]


@dataclass(frozen=True, slots=True)
class Openstaand:
    """How many comments are open, by section (`over_van`), and who reads."""

    spreker: Spreker
    per_onderdeel: Counter[str]

    @property
    def aantal(self) -> int:
        return self.per_onderdeel.total()


def gesprek_over(aanvraag: Aanvraag, lid: Lidmaatschap) -> Gesprek:
    """Everything said in this application: one query."""
    return _gesprek(aanvraag, lid, zichtbare_opmerkingen(lid))


def opmerkingen_bij(aanvraag: Aanvraag, lid: Lidmaatschap, soort: Onderdeel, onderdeel: int) -> Gesprek:
    """What was said at one section, for `_opmerkingen_bij.html`: one query."""
    bij = zichtbare_opmerkingen(lid).filter(soort=soort, onderdeel=onderdeel)
    return _gesprek(aanvraag, lid, bij, over_van(soort, onderdeel))


def open_per_onderdeel(aanvraag: Aanvraag, lid: Lidmaatschap) -> Openstaand:
    """How many comments are open at each section, as far as this reader sees them: one query."""
    waar = zichtbare_opmerkingen(lid).filter(aanvraag=OuterRef("pk"), op=None, afgehandeld_op=None)
    paren = waar.order_by("id").values(feiten=JSONObject(soort="soort", onderdeel="onderdeel"))
    rij = _plek(lid).annotate(paren=ArraySubquery(paren)).get(pk=aanvraag.pk)
    return Openstaand(
        spreker=_spreker(lid, rij),
        per_onderdeel=Counter(over_van(paar["soort"], paar["onderdeel"]) for paar in rij["paren"]),
    )


def spreker_in(aanvraag: Aanvraag, lid: Lidmaatschap) -> Spreker:
    """One query."""
    return _spreker(lid, _plek(lid).get(pk=aanvraag.pk))


def opmerkingen_voor(lid: Lidmaatschap) -> list[tuple[Aanvraag, int]]:
    """How many comments wait for this person, per application, the newest application first: one query.

    Each is open, about the own part (or what all write together, for the penvoerder) or begun by this person, and
    somebody else had the last word.
    """
    if lid.rol not in _SPREKERS:
        return []
    laatste = Opmerking.objects.filter(op=OuterRef("pk")).order_by("-id").values("door__gebruiker")
    van_ons = Q(eigenaar=lid.organisatie_id) | Q(eigenaar=None, aanvraag__penvoerder=lid.organisatie_id)
    loopt = Q(zichtbaarheid=Zichtbaarheid.TAFEL, aanvraag__stand__in=OPEN[Zichtbaarheid.TAFEL]) | Q(
        zichtbaarheid=Zichtbaarheid.GEMEENTE, aanvraag__stand__in=OPEN[Zichtbaarheid.GEMEENTE]
    )
    spreekt = Q() if lid.is_gemeente else Q(doet_mee=True) | Q(leidt=True)
    rijen = (
        zichtbare_opmerkingen(lid)
        .filter(loopt, op=None, afgehandeld_op=None)
        .alias(
            doet_mee=doet_mee(lid),
            leidt=leidt(lid),
            eigenaar=_eigenaar(),
            laatste_woord=Coalesce(Subquery(laatste[:1]), F("door__gebruiker"), output_field=BigIntegerField()),
        )
        .filter(spreekt)
        .filter(van_ons | Q(door__gebruiker=lid.gebruiker_id))
        .exclude(laatste_woord=lid.gebruiker_id)
        .select_related("aanvraag__regeling", "aanvraag__uitvraag", "aanvraag__tafel__thema", "aanvraag__penvoerder")
        .order_by("-aanvraag_id")
    )
    per_aanvraag: dict[int, tuple[Aanvraag, int]] = {}
    for opmerking in rijen:
        _, aantal = per_aanvraag.get(opmerking.aanvraag_id, (None, 0))
        per_aanvraag[opmerking.aanvraag_id] = (opmerking.aanvraag, aantal + 1)
    return list(per_aanvraag.values())


def betrokkenen_bij_tafel(aanvraag: Aanvraag) -> set[int]:
    """The people (gebruiker ids) who chaired the table, guided its process or commented while the application was
    written: none of them assesses it alone (domein.md, four eyes). One query."""
    return set(_leiders(aanvraag.pk).union(_sprekers(aanvraag.pk)))


def was_bij_de_tafel(gebruiker_id: int) -> dict[str, Exists]:
    """The same for one person, as annotations on an Aanvraag."""
    return {
        "leidde_de_tafel": Exists(_leiders(OuterRef("pk")).filter(lidmaatschap__gebruiker=gebruiker_id)),
        "schreef_opmerkingen": Exists(_sprekers(OuterRef("pk")).filter(door__gebruiker=gebruiker_id)),
    }


def _leiders(aanvraag: int | OuterRef) -> QuerySet[Aanstelling, int]:
    """Appointed on some day between the first and the last of the writing."""
    return (
        Aanstelling.objects.filter(
            Q(tot=None) | Q(tot__gte=F("tafel__aanvragen__aangemaakt_op__date")),
            Q(tafel__aanvragen__ontvangen_op=None) | Q(van__lte=F("tafel__aanvragen__ontvangen_op__date")),
            van__lte=timezone.localdate(),
            tafel__aanvragen=aanvraag,
            tafel__aanvragen__zelfstandig=False,
        )
        .order_by()
        .values_list("lidmaatschap__gebruiker", flat=True)
    )


def _sprekers(aanvraag: int | OuterRef) -> QuerySet[Opmerking, int]:
    """Who spoke before it was submitted; what an assessor notes afterwards is assessing."""
    return (
        Opmerking.objects.filter(
            Q(aanvraag__ontvangen_op=None) | Q(geplaatst_op__lt=F("aanvraag__ontvangen_op")), aanvraag=aanvraag
        )
        .order_by()
        .values_list("door__gebruiker", flat=True)
    )


def _plek(lid: Lidmaatschap) -> QuerySet[Aanvraag, Any]:
    """The place of a membership in an application."""
    deel = Aanvraagdeel.objects.filter(
        aanvraag=OuterRef("pk"), organisatie=lid.organisatie_id, stand=Aanvraagdeel.Stand.ACTIEF
    )
    leidt = Aanvraag.objects.filter(pk=OuterRef("pk"), zelfstandig=False, tafel__in=aangesteld_bij(lid))
    return Aanvraag.objects.values("stand", doet_mee=Exists(deel), leidt=Exists(leidt))


def _spreker(lid: Lidmaatschap, plek: Mapping[str, Any]) -> Spreker:
    return Spreker(
        gebruiker_id=lid.gebruiker_id,
        organisatie_id=lid.organisatie_id,
        rol=lid.rol,
        stand=plek["stand"],
        doet_mee=plek["doet_mee"],
        leidt=plek["leidt"],
    )


def _eigenaar() -> Case:
    """The organisation whose part a comment is about."""
    voorziening = Voorziening.objects.filter(pk=OuterRef("onderdeel")).values("deel__organisatie")
    activiteit = Activiteit.objects.filter(pk=OuterRef("onderdeel")).values("deel__organisatie")
    deel = Aanvraagdeel.objects.filter(pk=OuterRef("onderdeel")).values("organisatie")
    return Case(
        When(soort=Onderdeel.VOORZIENING, then=Subquery(voorziening)),
        When(soort=Onderdeel.ACTIVITEIT, then=Subquery(activiteit)),
        When(soort=Onderdeel.BEGROTING, then=Subquery(deel)),
        default=None,
    )


def _gesprek(aanvraag: Aanvraag, lid: Lidmaatschap, opmerkingen: QuerySet[Opmerking], over: str = "") -> Gesprek:
    antwoorden = zichtbare_opmerkingen(lid).filter(op=OuterRef("pk")).order_by("id").values(feiten=_REACTIE)
    draden = (
        opmerkingen.filter(aanvraag=OuterRef("pk"), op=None)
        .order_by("id")
        .values(
            feiten=JSONObject(
                pk="pk",
                soort="soort",
                onderdeel="onderdeel",
                eigenaar=_eigenaar(),
                zichtbaarheid="zichtbaarheid",
                begin=_REACTIE,
                antwoorden=ArraySubquery(antwoorden),
                afgehandeld_op="afgehandeld_op",
                afgehandeld_door="afgehandeld_door__gebruiker__naam",
            )
        )
    )
    rij = _plek(lid).annotate(draden=ArraySubquery(draden)).get(pk=aanvraag.pk)
    spreker = _spreker(lid, rij)
    return Gesprek(spreker, [_draad(feiten, spreker) for feiten in rij["draden"]], over)


_REACTIE = JSONObject(
    wie="door__gebruiker__naam",
    organisatie="door__organisatie__naam",
    gebruiker="door__gebruiker_id",
    op="geplaatst_op",
    tekst="tekst",
)


def _draad(feiten: Mapping[str, Any], spreker: Spreker) -> Draad:
    begin = _reactie(feiten["begin"])
    zichtbaarheid, eigenaar, weg_op = feiten["zichtbaarheid"], feiten["eigenaar"], feiten["afgehandeld_op"]
    return Draad(
        pk=feiten["pk"],
        soort=feiten["soort"],
        onderdeel=feiten["onderdeel"],
        eigenaar=eigenaar,
        zichtbaarheid=zichtbaarheid,
        begin=begin,
        antwoorden=[_reactie(antwoord) for antwoord in feiten["antwoorden"]],
        afgehandeld_op=datetime.datetime.fromisoformat(weg_op) if weg_op else None,
        afgehandeld_door=feiten["afgehandeld_door"] or "",
        mag_antwoorden=weg_op is None and zichtbaarheid in spreker.kan_kiezen,
        mag_afhandelen=spreker.mag_afhandelen(zichtbaarheid, schrijver=begin.gebruiker_id, eigenaar=eigenaar),
    )


def _reactie(feiten: Mapping[str, Any]) -> Reactie:
    return Reactie(
        wie=feiten["wie"],
        organisatie=feiten["organisatie"],
        gebruiker_id=feiten["gebruiker"],
        op=datetime.datetime.fromisoformat(feiten["op"]),
        tekst=feiten["tekst"],
    )
