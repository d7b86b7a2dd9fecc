"""The cover letter to a table: to the penvoerder, once all parts of its joint application were decided on."""

from brieven.models import Brief, BriefSoort
from brieven.services.mededeling import leg_mededeling_klaar
from brieven.snapshots import Verdeling
from kern.geld import NUL
from organisaties.models import Lidmaatschap
from subsidies.brieven_opstellen import Briefbasis, tafelnaam, uw_aanvraag, verdeling_van

ALLES = "Alle organisaties krijgen wat in het plan staat."
MINDER = "Dat is minder dan in het plan staat. Wij weten dat dit tegenvalt. In elk eigen besluit leest u waarom."
NIETS = "Wij kunnen dit plan dus niet subsidiëren. Wij weten dat dit tegenvalt. In elk eigen besluit leest u waarom."


def stuur_tafelbrief(basis: Briefbasis, door: Lidmaatschap) -> Brief | None:
    """The whole division over the table, on the day of the decisions themselves; None for who asked alone.

    Inside the transaction of the last decision: an application becomes `besloten` once, so there is one letter.
    """
    aanvraag, verdeling = basis.dossier.aanvraag, verdeling_van(basis)
    if verdeling is None or len(verdeling.rijen) < 2:
        return None
    return leg_mededeling_klaar(
        soort=BriefSoort.TAFELBRIEF,
        ontvanger=aanvraag.penvoerder,
        over=aanvraag,
        onderwerp=f"De verdeling over de thematafel {verdeling.tafel}, {aanvraag.periode}",
        waarden={
            "tafel": tafelnaam(basis.dossier),
            "periode": aanvraag.periode,
            "gevraagd": verdeling.totaal_gevraagd,
            "totaal": verdeling.totaal,
            "toelichting": _toelichting(verdeling),
        },
        voorbeeld=basis.dossier.fictief,
        door=door,
        verzenddatum=basis.verzenddatum,
        regeling_id=aanvraag.regeling_id,
        verdeling=verdeling,
        uw_aanvraag=uw_aanvraag(aanvraag),
    )


def _toelichting(verdeling: Verdeling) -> str:
    if verdeling.totaal == NUL:
        return NIETS
    return MINDER if any(rij.totaal < rij.gevraagd for rij in verdeling.rijen) else ALLES
