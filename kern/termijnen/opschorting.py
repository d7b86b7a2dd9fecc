"""When the term to decide stands still (Awb 4:15)."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from kern.termijnen.dagen import EEN_DAG
from kern.termijnen.stappen import Stap, datum, telling


class Grond(Enum):
    """The grounds of Awb 4:15, each with its article and how the clock words it."""

    AANVULLING = ("Awb 4:15 lid 1 onder a", "aanvulling gevraagd")
    BUITENLAND = ("Awb 4:15 lid 1 onder b", "informatie gevraagd in het buitenland")
    INSTEMMING = ("Awb 4:15 lid 2 onder a", "de aanvrager stemde in met uitstel")
    VERTRAGING = ("Awb 4:15 lid 2 onder b", "vertraging door de aanvrager")
    OVERMACHT = ("Awb 4:15 lid 2 onder c", "overmacht bij de gemeente")

    @property
    def artikel(self) -> str:
        return self.value[0]

    @property
    def omschrijving(self) -> str:
        return self.value[1]


@dataclass(frozen=True)
class Opschorting:
    """A period in which the clock stands still, both days included.

    `tot_en_met` None: it has not ended. `uiterlijk`: an open period ends by itself after that day.
    """

    grond: Grond
    van: datetime.date
    tot_en_met: datetime.date | None = None
    uiterlijk: datetime.date | None = None

    def is_open(self, peildatum: datetime.date) -> bool:
        """Whether the clock stands still on `peildatum` for a period without an end."""
        return self.tot_en_met is None and self.van <= peildatum <= (self.uiterlijk or peildatum)

    def dagen(self, peildatum: datetime.date) -> range:
        """Its days as ordinals; an open period counts the days up to and including `peildatum`."""
        einde = self.tot_en_met or min(peildatum, self.uiterlijk or peildatum)
        return range(self.van.toordinal(), max(self.van, einde + EEN_DAG).toordinal())


def opschorting_aanvulling(
    gevraagd: datetime.date, uiterlijk: datetime.date, aangevuld: datetime.date | None = None
) -> Opschorting:
    """Awb 4:15 lid 1 onder a: from the day after the request *until* the day of the supplement, or the lapse.

    "Tot de dag" is read strictly: the day on which the supplement comes in already counts again. It is the reading
    that leaves the municipality the shortest term. When the time given passes unused, its last day still counts as
    suspended. Without a date to supplement by there is no suspension, so `uiterlijk` is required.
    """
    if aangevuld is not None and aangevuld <= uiterlijk:
        return Opschorting(Grond.AANVULLING, gevraagd + EEN_DAG, aangevuld - EEN_DAG, uiterlijk)
    return Opschorting(Grond.AANVULLING, gevraagd + EEN_DAG, None, uiterlijk)


def samengevoegd(opschortingen: Iterable[Opschorting], peildatum: datetime.date) -> list[range]:
    """The suspended days as separate stretches in order: overlapping and adjoining periods count once."""
    stukken: list[range] = []
    for stuk in sorted((o.dagen(peildatum) for o in opschortingen), key=lambda dagen: (dagen.start, dagen.stop)):
        if not stuk:
            continue
        if stukken and stuk.start <= stukken[-1].stop:
            stukken[-1] = range(stukken[-1].start, max(stukken[-1].stop, stuk.stop))
        else:
            stukken.append(stuk)
    return stukken


def stap_stilstand(
    stuk: range, opschortingen: Sequence[Opschorting], peildatum: datetime.date, uitkomst: datetime.date
) -> Stap:
    """The line of one stretch in the clock, with every ground that lies in it."""
    eerste, laatste = datetime.date.fromordinal(stuk.start), datetime.date.fromordinal(stuk.stop - 1)
    gronden = {o.grond: None for o in opschortingen if set(o.dagen(peildatum)) & set(stuk)}
    loopt_nog = any(o.is_open(peildatum) and laatste == peildatum for o in opschortingen)
    werkwoord = "staat" if loopt_nog else "stond"
    waarom = "; ".join(grond.omschrijving for grond in gronden)
    return Stap(
        f"Klok {werkwoord} stil: {telling(len(stuk), 'dag', 'dagen')}",
        uitkomst,
        ", ".join(grond.artikel for grond in gronden),
        f"Van {datum(eerste)} tot en met {datum(laatste)}: {waarom}.",
        dagen=len(stuk),
    )
