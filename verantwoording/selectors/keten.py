"""How what is done should lead to what changes in the city: the chain of one table, with its gaps.

Activity → principle → subdoel → hoofddoel → indicator of society. A gap is a link that is missing, or a plan to
measure that is not complete; what hangs loose (`los`) is there, and nothing leads from or to it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from kern.grafiek_keten import BREED, Groep, Ketenbeeld, Uitslag, Vak, ketenbeeld
from kern.taal import opsomming
from subsidies.models import Aanvraag, Aanvraagdeel, Activiteit, Voorziening
from subsidies.regels.plan import meetgaten
from subsidies.selectors.activiteit import activiteitrijen, als_feit
from subsidies.toegang import Erbij
from thematafels.models import Gebiedsopgave, GebiedsopgaveStadsdeel, Principe, Subdoel, Thema
from verantwoording.models import Themaindicator
from verantwoording.selectors.afspraken import Afgesproken, afspraken_van

ACTIVITEIT, PRINCIPE, SUBDOEL, HOOFDDOEL, INDICATOR = "Activiteit", "Wat werkt", "Subdoel", "Hoofddoel", "Indicator"
GEBIED, OPGAVE = "Stadsdeel", "Gebiedsopgave"
_OP_VOLGORDE = ("volgorde", "id")


class Uitkomst(Enum):
    """What became of one activity in a year."""

    GEHAALD = Uitslag("ja", "doel gehaald")
    NIET_GEHAALD = Uitslag("nee", "doel niet gehaald")
    ONBEKEND = Uitslag("onbekend", "niet bekend")


Uitkomsten = Mapping[int, Uitkomst] | None


class Gat(NamedTuple):
    """What is missing or hangs loose: the kind of box, and the words."""

    soort: str
    naam: str


class Schakel(NamedTuple):
    """An activity as the chain begins with it; `principes` by key. `mist`: what cannot be measured yet."""

    naam: str
    subdoel_id: int | None
    voorziening_id: int | None
    principes: Mapping[int, str]
    mist: str = ""
    uitslag: Uitslag | None = None


@dataclass(frozen=True, slots=True)
class Keten:
    """The chain of one table in one year or period, ready to draw."""

    thema: str
    periode: str
    activiteiten: int
    groepen: tuple[Groep, ...]
    gaten: tuple[Gat, ...]
    los: tuple[Gat, ...]

    def beeld(self, sleutel: str = "keten", breed: int = BREED) -> Ketenbeeld | None:
        """To draw; `breed` in units, see kern.grafiek_keten."""
        return ketenbeeld(
            sleutel, titel=f"Hoe hangt het samen? {self.thema}, {self.periode}", groepen=self.groepen, breed=breed
        )


def keten_van(
    aanvraag: Aanvraag,
    jaar: int,
    uitkomsten: Uitkomsten = None,
    afspraken: Sequence[Afgesproken] | None = None,
    *,
    met_meetplan: bool = False,
    kader: Mapping[str, Any] | None = None,
) -> Keten | None:
    """The chain as it was agreed for that year; None without a table. One query, none with the `kader_erbij` of an
    account, and four more when `afspraken` (those of that year) were not read yet. Of who applied alone only its own
    links: it need not cover all that a table does.

    `uitkomsten`: what became of each agreement, by its key; one that is not in there is not known. `met_meetplan`:
    also what is lacking to measure it; `afspraken` then came with their meetpunten.
    """
    if aanvraag.tafel is None:
        return None
    afspraken = afspraken_van(aanvraag.pk, jaar) if afspraken is None else afspraken
    schakels = [_van_afspraak(afspraak, uitkomsten, met_meetplan) for afspraak in afspraken]
    return _keten(_Kader(aanvraag, kader), str(jaar), schakels)


def kader_erbij() -> dict[str, Erbij]:
    """For the door of an account: the goals framework of its table, read along."""
    return {
        "naam": F("aanvraag__tafel__thema__naam"),
        "hoofddoel": F("aanvraag__tafel__thema__hoofddoel"),
        **_bij_het_thema("aanvraag__tafel__thema", OuterRef("aanvraag")),
    }


def keten_in_aanvraag(aanvraag: Aanvraag) -> Keten | None:
    """The chain as it stands in an application that nobody decided on: two queries."""
    if aanvraag.tafel is None:
        return None
    principes = Principe.objects.filter(activiteiten=OuterRef("pk")).order_by("volgorde", "id")
    activiteiten = activiteitrijen(
        Activiteit.objects.filter(deel__aanvraag=aanvraag, deel__stand=Aanvraagdeel.Stand.ACTIEF)
    ).order_by("deel__organisatie__sorteersleutel", "deel", *_OP_VOLGORDE)
    velden = ("feiten", "subdoel_id", "voorziening_id", "koppen")
    koppen = ArraySubquery(principes.values(feit=JSONObject(pk="pk", naam="naam")))
    schakels = [
        Schakel(
            naam=str(als_feit(feiten)),
            subdoel_id=subdoel_id,
            voorziening_id=voorziening_id,
            principes={kop["pk"]: kop["naam"] for kop in rijen},
            mist="; ".join(meetgaten(als_feit(feiten))),
        )
        for feiten, subdoel_id, voorziening_id, rijen in activiteiten.annotate(koppen=koppen).values_list(*velden)
    ]
    return _keten(_Kader(aanvraag), aanvraag.periode, schakels)


def _keten(kader: "_Kader", periode: str, schakels: Sequence[Schakel]) -> Keten:
    per_subdoel: dict[int | None, list[Schakel]] = defaultdict(list)
    for schakel in schakels:
        per_subdoel[schakel.subdoel_id].append(schakel)
    los = [*(schakel.naam for schakel in per_subdoel[None]), *kader.losse]
    groepen = [
        *(
            kader.van_subdoel(subdoel, per_subdoel[subdoel["pk"]])
            for subdoel in kader.subdoelen
            if kader.is_heel or subdoel["pk"] in per_subdoel
        ),
        *(kader.van_opgave(opgave) for opgave in kader.zonder_activiteit(schakels) if kader.is_heel),
        *(kader.van_losse(naam) for naam in los),
    ]
    aantal = len(schakels) + len(kader.losse)
    return Keten(kader.naam, periode, aantal, tuple(groepen), _gaten(groepen), kader.los(schakels, los))


def _van_afspraak(afspraak: Afgesproken, uitkomsten: Uitkomsten, met_meetplan: bool) -> Schakel:
    return Schakel(
        naam=afspraak.naam,
        subdoel_id=afspraak.subdoel_id,
        voorziening_id=afspraak.voorziening_id,
        principes={principe.pk: principe.naam for principe in afspraak.principes},
        mist="; ".join(afspraak.meetgaten) if met_meetplan else "",
        uitslag=None if uitkomsten is None else uitkomsten.get(afspraak.pk, Uitkomst.ONBEKEND).value,
    )


class _Kader:
    """The goals framework of a table: one query, or what was read along; and the groups of boxes that follow."""

    def __init__(self, aanvraag: Aanvraag, gelezen: Mapping[str, Any] | None = None) -> None:
        thema = _thema_van(aanvraag) if gelezen is None else gelezen
        self.is_heel = not aanvraag.zelfstandig
        self.naam: str = thema["naam"]
        self.hoofddoel: str = thema["hoofddoel"]
        self.heel: Mapping[str, Any] = {"pk": None, "naam": "het hele thema"}
        self.subdoelen: Sequence[Mapping[str, Any]] = thema["lijst_subdoelen"]
        self.opgaven: Sequence[Mapping[str, Any]] = thema["lijst_opgaven"]
        self.principes: Sequence[Mapping[str, Any]] = thema["lijst_principes"]
        self.losse: Sequence[str] = [naam or str(Activiteit()) for naam in thema["lijst_losse"]]
        self.indicatoren: dict[int | None, list[str]] = defaultdict(list)
        for rij in thema["lijst_indicatoren"]:
            self.indicatoren[rij["subdoel"]].append(f"{rij['naam']}, {rij['bron']}")

    def van_subdoel(self, subdoel: Mapping[str, Any], schakels: Sequence[Schakel]) -> Groep:
        paden = [(_activiteit(schakel), _principes(schakel)) for schakel in schakels]
        mist = (
            Vak(ACTIVITEIT, (f"Nog geen activiteit: {subdoel['naam']}",), gat=True),
            Vak(PRINCIPE, ("Volgt uit de activiteit",)),
        )
        return Groep(tuple(paden) or (mist,), (Vak(SUBDOEL, (subdoel["naam"],)), *self._einde(subdoel)))

    def zonder_activiteit(self, schakels: Iterable[Schakel]) -> list[Mapping[str, Any]]:
        """What districts ask for, and no activity is tied to through its voorziening."""
        voorzieningen = {schakel.voorziening_id for schakel in schakels}
        return [opgave for opgave in self.opgaven if voorzieningen.isdisjoint(opgave["voorzieningen"])]

    def van_opgave(self, opgave: Mapping[str, Any]) -> Groep:
        waar = opsomming(opgave["stadsdelen"], "en") if opgave["stadsdelen"] else "Hele stad"
        mist = Vak(ACTIVITEIT, (f"Nog geen activiteit: {opgave['naam']}",), gat=True)
        return Groep(((mist, Vak(GEBIED, (waar,))),), (Vak(OPGAVE, (opgave["naam"],)), *self._einde(self.heel)))

    def van_losse(self, naam: str) -> Groep:
        """An activity that leads nowhere."""
        pad = (Vak(ACTIVITEIT, (naam,)), Vak(PRINCIPE, ("Volgt uit het subdoel",)))
        return Groep((pad,), (Vak(SUBDOEL, (f"Nog geen subdoel: {naam}",), gat=True), *self._einde(self.heel)))

    def los(self, schakels: Iterable[Schakel], losse: Iterable[str]) -> tuple[Gat, ...]:
        """Activities that lead nowhere, and principles nobody works by."""
        gebruikt = {pk for schakel in schakels for pk in schakel.principes}
        principes = [principe for principe in self.principes if self.is_heel and principe["pk"] not in gebruikt]
        return (
            *(Gat(ACTIVITEIT, naam) for naam in losse),
            *(Gat(PRINCIPE, principe["naam"]) for principe in principes),
        )

    def _einde(self, subdoel: Mapping[str, Any]) -> tuple[Vak, Vak]:
        """The main goal, and what is measured in the city: for the subdoel, or else for the whole theme.

        A theme that chose no indicator at all has one gap, not one at each subdoel.
        """
        namen = tuple(self.indicatoren.get(subdoel["pk"]) or self.indicatoren.get(None) or ())
        waar = subdoel["naam"] if self.indicatoren else self.naam
        return (
            Vak(HOOFDDOEL, (self.hoofddoel,)),
            Vak(INDICATOR, namen or (f"Nog geen indicator: {waar}",), gat=not namen),
        )


def _thema_van(aanvraag: Aanvraag) -> Mapping[str, Any]:
    themas = Thema.objects.filter(tafel=aanvraag.tafel_id)
    return themas.values("naam", "hoofddoel", **_bij_het_thema("pk", aanvraag)).get()


def _bij_het_thema(thema: str, aanvraag: Aanvraag | OuterRef) -> dict[str, Erbij]:
    """To annotate where `thema` leads to a theme: everything that the chain is made of, besides what was agreed."""
    van_thema = {"thema": OuterRef(thema)}
    stadsdelen = GebiedsopgaveStadsdeel.objects.filter(gebiedsopgave=OuterRef("pk")).order_by("stadsdeel__volgorde")
    gekozen = Voorziening.gebiedsopgaven.through.objects.filter(gebiedsopgave=OuterRef("pk"))
    losse = Activiteit.objects.filter(
        deel__aanvraag=aanvraag,
        deel__subsidie__beschikking__brief__verzenddatum__lte=timezone.localdate(),
        afspraken__isnull=True,
        subdoel__isnull=True,
        voorziening__subdoelen__isnull=True,
    )
    return {
        "lijst_subdoelen": _rijen(Subdoel.objects.filter(**van_thema), pk="pk", naam="naam"),
        "lijst_principes": _rijen(Principe.objects.filter(**van_thema), pk="pk", naam="naam"),
        "lijst_indicatoren": _rijen(
            Themaindicator.objects.filter(**van_thema),
            subdoel="subdoel_id",
            naam="indicator__naam",
            bron="indicator__bron__naam",
        ),
        "lijst_opgaven": _rijen(
            Gebiedsopgave.objects.filter(**van_thema),
            naam="opgave",
            stadsdelen=ArraySubquery(stadsdelen.values("stadsdeel__naam")),
            voorzieningen=ArraySubquery(gekozen.values("voorziening")),
        ),
        "lijst_losse": ArraySubquery(losse.order_by(*_OP_VOLGORDE).values("naam")),
    }


def _rijen(rijen: QuerySet[Any], **velden: Any) -> ArraySubquery:
    uitdrukkingen = {naam: F(veld) if isinstance(veld, str) else veld for naam, veld in velden.items()}
    return ArraySubquery(rijen.order_by(*_OP_VOLGORDE).values(feiten=JSONObject(**uitdrukkingen)))


def _activiteit(schakel: Schakel) -> Vak:
    return Vak(ACTIVITEIT, (schakel.naam,), gat=bool(schakel.mist), uitslag=schakel.uitslag, mist=schakel.mist)


def _principes(schakel: Schakel) -> Vak:
    namen = tuple(schakel.principes.values())
    return Vak(PRINCIPE, namen or (f"Nog geen principe: {schakel.naam}",), gat=not namen)


def _gaten(groepen: Iterable[Groep]) -> tuple[Gat, ...]:
    """Every gap once, in the order of the picture; an indicator that is missing everywhere is one gap."""
    vakken = (vak for groep in groepen for rij in (*groep.paden, groep.samen) for vak in rij)
    return tuple(dict.fromkeys(Gat(vak.soort, vak.woorden) for vak in vakken if vak.gat))
