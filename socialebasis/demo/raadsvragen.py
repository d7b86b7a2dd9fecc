"""Two questions of the council about figures of the paper of 2019, one with its answer, and who looks after whom."""

import datetime
from collections.abc import Mapping

from begroting.models import Budget, Raadsvraag
from kern.peil import Peil
from organisaties.models import Lidmaatschap, Organisatie, OrganisatieSoort
from organisaties.services.accounthouder import wijs_accounthouder_aan
from overzichten.cijfer import Cijfer, rijen
from overzichten.selectors.geld_doel import een_doel
from overzichten.services.raadsvraag import beantwoord_raadsvraag, stel_raadsvraag
from socialebasis.demo.begroting import lees_feiten
from socialebasis.demo.klok import op_dag

GEVRAAGD, BEANTWOORD = datetime.date(2020, 1, 14), datetime.date(2020, 1, 21)
JAAR = 2019
GERESERVEERD = "Gereserveerd"
PILOTS, NIEUW = "pilot", "nieuwe_aanvraag"
VRAAG_PILOTS = "Waarom is voor deze twee pilots nog niemand gekozen?"
ANTWOORD_PILOTS = (
    "De vier pilots van 2018 liepen in 2019. Wij leren eerst daarvan. Voor twee nieuwe pilots is het geld apart "
    "gezet; organisaties kunnen in de loop van het jaar een plan maken."
)
VRAAG_NIEUW = "Wanneer weten de twee organisaties voor wie geld apart staat waar zij aan toe zijn?"


def zaai_raadsvragen(leden: Mapping[str, Lidmaatschap]) -> None:
    """Once. `leden` by code of the account; made up, as is everything a person says in the demo."""
    if Raadsvraag.objects.exists():
        return
    with op_dag(GEVRAAGD):
        pilots = stel_raadsvraag(cijfer=_gereserveerd(PILOTS), vraag=VRAAG_PILOTS, door=leden["commissielid"])
        stel_raadsvraag(cijfer=_gereserveerd(NIEUW), vraag=VRAAG_NIEUW, door=leden["commissielid"])
    with op_dag(BEANTWOORD):
        beantwoord_raadsvraag(raadsvraag_id=pilots.pk, antwoord=ANTWOORD_PILOTS, door=leden["financieel"])


def zaai_accounthouders(organisaties: Mapping[str, Organisatie], lid: Lidmaatschap) -> None:
    """The policy officer of the demo is who the made-up organisations turn to."""
    for organisatie in organisaties.values():
        if organisatie.fictief and organisatie.soort == OrganisatieSoort.PARTNER and not organisatie.accounthouder_id:
            wijs_accounthouder_aan(organisatie_id=organisatie.pk, lidmaatschap_id=lid.pk, door=lid)


def _gereserveerd(doel: str) -> Cijfer:
    """What the page of this purpose says is set apart."""
    budget = Budget.objects.get(naam=lees_feiten()["budget"]["naam"])
    pagina = een_doel(budget.code, JAAR, doel, Peil(GEVRAAGD, GEVRAAGD))
    regel = next(cellen for rij, cellen in rijen(pagina.adres, pagina.tabel()) if rij.naam == GERESERVEERD)
    cijfer = next(cijfer for kolom, _, cijfer in regel if kolom.naam == "Bedrag")
    if cijfer is None:
        raise LookupError(doel)
    return cijfer
