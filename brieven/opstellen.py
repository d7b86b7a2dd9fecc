"""The parts every letter shares, filled in from the organisation, the scheme and the person who decides."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.utils import timezone

from brieven.models import BriefSoort, Wijze
from brieven.opmaken import lege_velden, stel_op
from brieven.selectors import tekst_op
from brieven.snapshots import (
    Aanvraagverwijzing,
    Bezwaar,
    Briefkop,
    Dagtermijn,
    Grondslag,
    Ondertekening,
    Snapshot,
    Tekstbrief,
    Verdeling,
)
from brieven.vormen import VORMEN
from kern.onthouden import onthoudbaar
from kern.selectors import vrije_dagen
from kern.termijnen.bezwaar import bezwaartermijn
from kern.termijnen.verlenging import Duur, termijn
from organisaties.models import Lidmaatschap, Organisatie
from organisaties.selectors import digitaal_bereikbaar, digitale_tekenaars
from organisaties.soorten import OrganisatieSoort
from regelingen.parameters import Parameters

S = TypeVar("S", bound=Snapshot)

DIENST = "Team Subsidies sociale basis"
COLLEGE = "het college van burgemeester en wethouders"
VERZENDING = {Wijze.PORTAAL: "via het portaal", Wijze.POST: "per post"}


def maak_kop(
    *,
    ontvanger: Organisatie,
    kenmerk: str,
    verzenddatum: datetime.date,
    soort_besluit: str,
    onderwerp: str,
    uw_aanvraag: Aanvraagverwijzing | None = None,
    voorbeeld: bool,
) -> Briefkop:
    """From the municipality to `ontvanger` (Awb 3:41). One query: there is one municipality in an installation.

    `voorbeeld`: what it is about was made up. Then, and for a recipient who was, it says VOORBEELD.
    """
    gemeente, bereikbaar = _afzender(timezone.localdate())
    return Briefkop(
        afzender=gemeente.naam,
        dienst=DIENST,
        kenmerk=kenmerk,
        verzenddatum=verzenddatum,
        soort_besluit=soort_besluit,
        onderwerp=onderwerp,
        adres=_regels(
            ontvanger.naam, "Het bestuur", ontvanger.straat, f"{ontvanger.postcode} {ontvanger.plaats}".strip()
        ),
        vragen=_regels(gemeente.telefoon, gemeente.email),
        uw_aanvraag=uw_aanvraag,
        voorbeeld=voorbeeld or ontvanger.fictief,
        verzending=VERZENDING[_weg(ontvanger, bereikbaar)],
    )


def weg_naar(ontvanger: Organisatie) -> Wijze:
    """Digital only to who made known that it can be reached so (Awb 2:14); on paper to all others. One query."""
    return _weg(ontvanger, digitaal_bereikbaar(timezone.localdate()))


def _weg(ontvanger: Organisatie, bereikbaar: Collection[int]) -> Wijze:
    return Wijze.PORTAAL if ontvanger.pk in bereikbaar else Wijze.POST


def maak_tekstbrief(
    *,
    soort: BriefSoort,
    kop: Briefkop,
    waarden: Mapping[str, Any],
    regeling_id: int | None = None,
    grondslag: tuple[Grondslag, ...] = (),
    ondertekening: Ondertekening | None = None,
    bezwaar: Bezwaar | None = None,
    verdeling: Verdeling | None = None,
    concept: bool = False,
) -> Tekstbrief:
    """A letter from the text that holds on its day. Raises DomeinFout `brief.veld_leeg` when a field has no value;
    as `concept` the letter says at its place what is missing. One query.

    A day may be given as a Duur: the last day of a term that long from the sent date, whatever that date becomes.
    """
    vorm = VORMEN[soort]
    tekst, versie = tekst_op(vorm, regeling_id, kop.verzenddatum)
    return Tekstbrief(
        kop=kop,
        secties=stel_op(vorm, tekst, waarden, concept=concept),
        tekstversie=versie,
        grondslag=grondslag,
        ondertekening=ondertekening,
        bezwaar=bezwaar,
        verdeling=verdeling,
        termijnen=tuple(
            _dagtermijn(naam, waarde, kop.verzenddatum) for naam, waarde in waarden.items() if isinstance(waarde, Duur)
        ),
    )


def met_eigen_zinnen(snapshot: S, soort: BriefSoort, regeling_id: int | None) -> S:
    """A letter with a shape of its own, with the sentences that the municipality adds to it. One query."""
    vorm, kop = VORMEN[soort], snapshot.kop
    tekst, _ = tekst_op(vorm, regeling_id, kop.verzenddatum)
    return replace(snapshot, eigen=stel_op(vorm, tekst, {"ontvanger": kop.adres[0], "kenmerk": kop.kenmerk}))


def ontbrekende_velden(
    *, soort: BriefSoort, waarden: Mapping[str, Any], dag: datetime.date, regeling_id: int | None = None
) -> list[str]:
    """What the fields are called that would keep this letter from being sent: for beside its preview. One query."""
    vorm = VORMEN[soort]
    return [vorm.velden[naam].uitleg for naam in lege_velden(vorm, tekst_op(vorm, regeling_id, dag)[0], waarden)]


def maak_bezwaar(parameters: Parameters, verzenddatum: datetime.date) -> Bezwaar:
    """The objection clause with its real last day, counted from the sent date (Awb 3:45, 6:7, 6:8)."""
    bezwaar = Bezwaar(laatste_dag=verzenddatum, adres=parameters.bezwaaradres, weken=parameters.bezwaartermijn_weken)
    return _vanaf(bezwaar, verzenddatum)


def langs(snapshot: Snapshot, wijze: Wijze) -> Snapshot:
    """The same letter, saying that it is sent this way."""
    return replace(snapshot, kop=replace(snapshot.kop, verzending=VERZENDING[wijze]))


def herdateer(snapshot: Snapshot, verzenddatum: datetime.date) -> Snapshot:
    """The same letter for another day: its date, and with it the last day to object and of what else runs from it."""
    nieuw = replace(snapshot, kop=replace(snapshot.kop, verzenddatum=verzenddatum))
    if isinstance(nieuw, Tekstbrief):
        termijnen = tuple(_dagtermijn(rij.naam, rij.duur, verzenddatum) for rij in nieuw.termijnen)
        nieuw = replace(nieuw, termijnen=termijnen)
    bezwaar = snapshot.bezwaartermijn
    return replace(nieuw, bezwaar=_vanaf(bezwaar, verzenddatum)) if bezwaar else nieuw  # type: ignore[call-arg]  # who has the clause has the field


def maak_ondertekening(door: Lidmaatschap, mandaat: str) -> Ondertekening:
    """Who decided in the name of the college, and on which mandate (Awb 10:10)."""
    return Ondertekening(namens=COLLEGE, naam=door.gebruiker.naam, functie=door.get_rol_display(), mandaat=mandaat)


def maak_grondslag(parameters: Parameters, regeling: str, *, plafond: str = "") -> tuple[Grondslag, ...]:
    """The rules a decision rests on (Awb 3:47)."""
    wet = "Algemene wet bestuursrecht (Awb), titel 4.2"
    rijen = {
        "Wet": f"{wet}, ook afdeling 4.2.8" if parameters.afdeling_428 else wet,
        "Verordening": f"{parameters.asv_naam} (ASV), {parameters.asv_artikelen}",
        "Regeling": regeling,
        "Plafond": plafond,
    }
    return tuple(Grondslag(soort=soort, tekst=tekst) for soort, tekst in rijen.items() if tekst)


def _dagtermijn(naam: str, duur: Duur, verzenddatum: datetime.date) -> Dagtermijn:
    laatste = termijn(verzenddatum, duur, vrije_dagen()).laatste_dag
    return Dagtermijn(naam=naam, aantal=duur.aantal, eenheid=duur.eenheid.name, laatste_dag=laatste)


def _vanaf(bezwaar: Bezwaar, verzenddatum: datetime.date) -> Bezwaar:
    termijn = bezwaartermijn(verzenddatum, vrije_dagen(), weken=bezwaar.weken)
    uitleg = " ".join(stap.toelichting for stap in termijn.stappen if stap.dagen)
    return replace(bezwaar, laatste_dag=termijn.laatste_dag, uitleg=uitleg)


@onthoudbaar
def _afzender(vandaag: datetime.date) -> tuple[Organisatie, Collection[int]]:
    """The municipality, and the organisations that it reaches digitally: one query."""
    bereikbaar = ArraySubquery(digitale_tekenaars(vandaag).values("organisatie"))
    gemeenten = Organisatie.objects.filter(soort=OrganisatieSoort.GEMEENTE).annotate(bereikbaar=bereikbaar)
    gemeente = gemeenten.earliest("id")
    return gemeente, gemeente.bereikbaar


def _regels(*regels: str) -> tuple[str, ...]:
    return tuple(regel for regel in regels if regel)
