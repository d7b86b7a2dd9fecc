"""Reading schemes and what held when."""

import datetime
from dataclasses import dataclass

from kern.fouten import DomeinFout
from regelingen.models import Parameter, Regeling
from regelingen.parameters import SLEUTELS, Parameters


def _geldend(regeling: Regeling, datum: datetime.date) -> dict[str, Parameter]:
    """Per key the newest row on or before `datum`: one query."""
    rijen = (
        Parameter.objects.filter(regeling=regeling, geldig_van__lte=datum)
        .order_by("sleutel", "-geldig_van")
        .distinct("sleutel")
    )
    return {rij.sleutel: rij for rij in rijen}


def parameters_op(regeling: Regeling, datum: datetime.date) -> Parameters:
    """What holds for `regeling` on `datum`, in one query. DomeinFout when a parameter has no value yet."""
    geldend = _geldend(regeling, datum)
    if ontbreekt := [beschrijving.label for sleutel, beschrijving in SLEUTELS.items() if sleutel not in geldend]:
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
    geldig_van: datetime.date


@dataclass(frozen=True)
class ParameterGroep:
    naam: str
    rijen: list[ParameterRij]


def parameters_per_groep(regeling: Regeling, datum: datetime.date) -> list[ParameterGroep]:
    """What holds on `datum`, for people, in the order of the registry; what is missing is left out."""
    geldend = _geldend(regeling, datum)
    groepen: dict[str, ParameterGroep] = {}
    for sleutel, beschrijving in SLEUTELS.items():
        rij = geldend.get(sleutel)
        if rij is None:
            continue
        groep = groepen.setdefault(beschrijving.groep, ParameterGroep(beschrijving.groep, []))
        waarde = beschrijving.soort.toon(beschrijving.soort.lees(rij.waarde))
        groep.rijen.append(ParameterRij(beschrijving.label, waarde, rij.artikel, rij.geldig_van))
    return list(groepen.values())


def ingangsdatums(regeling: Regeling) -> list[datetime.date]:
    """The days on which something changes, newest first."""
    dagen = Parameter.objects.filter(regeling=regeling).order_by("-geldig_van")
    return list(dagen.values_list("geldig_van", flat=True).distinct())
