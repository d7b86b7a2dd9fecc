"""What the two letters of this room say: admitted to a table, or not (Awb 3:41–3:47)."""

import datetime

from brieven.opstellen import maak_bezwaar, maak_grondslag, maak_kop, maak_ondertekening
from brieven.snapshots import Afwijzing, Briefkop, Toelating
from organisaties.models import Lidmaatschap
from regelingen.selectors import parameters_op
from thematafels.models import Deelname

TOETS = "De organisatie is geworteld en actief in de stad."
VERVOLG = (
    "U krijgt een uitnodiging voor de bijeenkomsten van de thematafel.",
    "In het subsidieportaal schrijft u uw deel van de gezamenlijke aanvraag.",
)


def toelating(deelname: Deelname, *, door: Lidmaatschap, kenmerk: str, verzenddatum: datetime.date) -> Toelating:
    """The letter to an organisation that gets its seat."""
    tafel, uitvraag = deelname.tafel.thema.naam, deelname.tafel.uitvraag
    parameters = parameters_op(uitvraag.regeling, verzenddatum)
    return Toelating(
        kop=_kop(deelname, kenmerk, verzenddatum, f"U bent toegelaten tot de thematafel {tafel}"),
        tafel=tafel,
        uitvraag=uitvraag.naam,
        vervolg=VERVOLG,
        grondslag=maak_grondslag(parameters, uitvraag.naam),
        ondertekening=maak_ondertekening(door, parameters.mandaatbesluit),
        bezwaar=maak_bezwaar(parameters, verzenddatum),
    )


def afwijzing(deelname: Deelname, *, door: Lidmaatschap, kenmerk: str, verzenddatum: datetime.date) -> Afwijzing:
    """The letter to an organisation that gets none, with the test and the reason (Awb 3:46)."""
    tafel, uitvraag = deelname.tafel.thema.naam, deelname.tafel.uitvraag
    parameters = parameters_op(uitvraag.regeling, verzenddatum)
    return Afwijzing(
        kop=_kop(deelname, kenmerk, verzenddatum, f"U bent niet toegelaten tot de thematafel {tafel}"),
        tafel=tafel,
        uitvraag=uitvraag.naam,
        toets=TOETS,
        reden=deelname.reden,
        grondslag=maak_grondslag(parameters, uitvraag.naam),
        ondertekening=maak_ondertekening(door, parameters.mandaatbesluit),
        bezwaar=maak_bezwaar(parameters, verzenddatum),
    )


def _kop(deelname: Deelname, kenmerk: str, verzenddatum: datetime.date, onderwerp: str) -> Briefkop:
    return maak_kop(
        ontvanger=deelname.organisatie,
        kenmerk=kenmerk,
        verzenddatum=verzenddatum,
        soort_besluit="Besluit over deelname aan een thematafel",
        onderwerp=onderwerp,
        voorbeeld=deelname.tafel.uitvraag.fictief,
    )
