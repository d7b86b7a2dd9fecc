"""The parts every letter shares, filled in from the organisation, the scheme and the person who decides."""

import datetime
from dataclasses import replace

from brieven.snapshots import Aanvraagverwijzing, Bezwaar, Briefkop, Grondslag, Ondertekening, Snapshot
from kern.selectors import vrije_dagen
from kern.termijnen.bezwaar import bezwaartermijn
from organisaties.models import Lidmaatschap, Organisatie
from organisaties.soorten import OrganisatieSoort
from regelingen.parameters import Parameters

DIENST = "Team Subsidies sociale basis"
COLLEGE = "het college van burgemeester en wethouders"


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
    """From the municipality to `ontvanger` (Awb 3:41). One query: there is one municipality in an installation."""
    gemeente = Organisatie.objects.filter(soort=OrganisatieSoort.GEMEENTE).earliest("id")
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
        voorbeeld=voorbeeld,
    )


def maak_bezwaar(parameters: Parameters, verzenddatum: datetime.date) -> Bezwaar:
    """The objection clause with its real last day, counted from the sent date (Awb 3:45, 6:7, 6:8)."""
    bezwaar = Bezwaar(laatste_dag=verzenddatum, adres=parameters.bezwaaradres, weken=parameters.bezwaartermijn_weken)
    return _vanaf(bezwaar, verzenddatum)


def herdateer(snapshot: Snapshot, verzenddatum: datetime.date) -> Snapshot:
    """The same letter for another day: its date, and with it the last day to object."""
    nieuw = replace(snapshot, kop=replace(snapshot.kop, verzenddatum=verzenddatum))
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


def _vanaf(bezwaar: Bezwaar, verzenddatum: datetime.date) -> Bezwaar:
    termijn = bezwaartermijn(verzenddatum, vrije_dagen(), weken=bezwaar.weken)
    uitleg = " ".join(stap.toelichting for stap in termijn.stappen if stap.dagen)
    return replace(bezwaar, laatste_dag=termijn.laatste_dag, uitleg=uitleg)


def _regels(*regels: str) -> tuple[str, ...]:
    return tuple(regel for regel in regels if regel)
