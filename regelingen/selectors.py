"""Reading schemes and what held when."""

import datetime
from dataclasses import dataclass

from django.db.models import Q

from kern.fouten import DomeinFout
from kern.onthouden import onthoudbaar
from regelingen.models import Parameter, Regeling, Vraag, Weigeringsgrond
from regelingen.parameters import SLEUTELS, Beschrijving, Parameters


def _geldend(regeling: Regeling, datum: datetime.date) -> dict[str, Parameter]:
    """Per key the newest row on or before `datum`: one query."""
    rijen = (
        Parameter.objects.filter(regeling=regeling, geldig_van__lte=datum)
        .order_by("sleutel", "-geldig_van")
        .distinct("sleutel")
    )
    return {rij.sleutel: rij for rij in rijen}


@onthoudbaar
def parameters_op(regeling: Regeling, datum: datetime.date) -> Parameters:
    """What holds for `regeling` on `datum`, in one query. DomeinFout when a parameter has no value and no standard."""
    geldend = _geldend(regeling, datum)
    if ontbreekt := [
        over.label for sleutel, over in SLEUTELS.items() if sleutel not in geldend and not over.heeft_standaard
    ]:
        raise DomeinFout(
            f"Voor {regeling.naam} is op {datum:%d-%m-%Y} nog niet ingesteld: {', '.join(ontbreekt)}.",
            code="regeling.parameter_ontbreekt",
        )
    return Parameters.uit_dict({sleutel: rij.waarde for sleutel, rij in geldend.items()})


@dataclass(frozen=True)
class ParameterRij:
    """One line on the page of a scheme."""

    label: str
    waarde: str
    artikel: str
    geldig_van: datetime.date | None


@dataclass(frozen=True)
class ParameterGroep:
    naam: str
    rijen: list[ParameterRij]


def parameters_per_groep(regeling: Regeling, datum: datetime.date) -> list[ParameterGroep]:
    """What holds on `datum`, for people, in the order of the registry; what is missing is left out.

    A standard that nobody replaced has no first day. Before the first value of a scheme nothing holds at all.
    """
    geldend = _geldend(regeling, datum)
    groepen: dict[str, ParameterGroep] = {}
    for over in SLEUTELS.values() if geldend else ():
        rij = _rij(over, geldend.get(over.sleutel))
        if rij is not None:
            groepen.setdefault(over.groep, ParameterGroep(over.groep, [])).rijen.append(rij)
    return list(groepen.values())


def _rij(over: Beschrijving, parameter: Parameter | None) -> ParameterRij | None:
    if parameter is not None:
        waarde = over.soort.toon(over.soort.lees(parameter.waarde))
        return ParameterRij(over.label, waarde, parameter.artikel, parameter.geldig_van)
    if over.heeft_standaard:
        return ParameterRij(over.label, over.soort.toon(over.standaard), over.artikel, None)
    return None


def ingangsdatums(regeling: Regeling) -> list[datetime.date]:
    """The days on which something changes, newest first."""
    dagen = Parameter.objects.filter(regeling=regeling).order_by("-geldig_van")
    return list(dagen.values_list("geldig_van", flat=True).distinct())


def vragen_op(regeling_id: int, dag: datetime.date) -> list[Vraag]:
    """The questions on the form of a scheme on `dag`, in their order: one query."""
    nieuwste = (
        Vraag.objects.filter(regeling=regeling_id, geldig_van__lte=dag)
        .order_by("code", "-geldig_van")
        .distinct("code")
    )
    vragen = [vraag for vraag in nieuwste if vraag.geldt_op(dag)]
    return sorted(vragen, key=lambda vraag: (vraag.volgorde, vraag.pk))


@dataclass(frozen=True)
class VraagRij:
    """One version of a question on the page of the beheerder; `laatste`: no later version exists."""

    vraag: Vraag
    geldt: bool
    laatste: bool

    @property
    def wijzigbaar(self) -> bool:
        return self.laatste and self.vraag.geldig_tot is None


def vraag_rijen(regeling: Regeling, dag: datetime.date) -> list[VraagRij]:
    """Every version of every question: what is asked on `dag` first, then what comes and what was: one query."""
    vragen = list(regeling.vragen.order_by("code", "-geldig_van"))
    laatste = {vraag.code: vraag.pk for vraag in reversed(vragen)}
    nieuwste = {vraag.code: vraag.pk for vraag in reversed(vragen) if vraag.geldig_van <= dag}
    rijen = [
        VraagRij(vraag, nieuwste.get(vraag.code) == vraag.pk and vraag.geldt_op(dag), laatste[vraag.code] == vraag.pk)
        for vraag in vragen
    ]
    return sorted(rijen, key=lambda rij: (not rij.geldt, rij.vraag.volgorde, rij.vraag.code, rij.vraag.geldig_van))


def weigeringsgronden_op(regeling_id: int, dag: datetime.date) -> list[Weigeringsgrond]:
    """The grounds of the law and of a scheme on `dag`, in their order: one query. The newest words of each hold."""
    nieuwste = (
        Weigeringsgrond.objects.filter(Q(regeling=None) | Q(regeling=regeling_id), geldig_van__lte=dag)
        .order_by("regeling_id", "code", "-geldig_van")
        .distinct("regeling_id", "code")
    )
    gronden = [grond for grond in nieuwste if grond.geldt_op(dag)]
    return sorted(gronden, key=lambda grond: (grond.regeling_id is not None, grond.volgorde, grond.pk))


@dataclass(frozen=True)
class GrondRij:
    """One ground on the page of the beheerder."""

    grond: Weigeringsgrond
    geldt: bool
    van_de_wet: bool

    @property
    def te_beeindigen(self) -> bool:
        """A ground for all schemes is ended where nothing else can be meant: not from one of them."""
        return self.grond.geldig_tot is None and not self.van_de_wet


def grond_rijen(regeling: Regeling, dag: datetime.date) -> list[GrondRij]:
    """Every ground a scheme has or had, what holds on `dag` first: two queries."""
    gelden = {grond.pk for grond in weigeringsgronden_op(regeling.pk, dag)}
    gronden = Weigeringsgrond.objects.filter(Q(regeling=None) | Q(regeling=regeling))
    rijen = [GrondRij(grond, grond.pk in gelden, grond.regeling_id is None) for grond in gronden]
    return sorted(rijen, key=lambda rij: (not rij.geldt, not rij.van_de_wet, rij.grond.volgorde, rij.grond.pk))
