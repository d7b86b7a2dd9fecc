"""What every test of payments needs: a grant made known, two financial officers, and an account to pay from."""

import datetime
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from brieven.models import Brief
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from subsidies.models import Besluit, Subsidie
from tests.hulp.bestanden import PDF
from tests.hulp.fabriek import maak_lid
from tests.subsidies.conftest import Wereld
from uitvoering.models import Betaalbatch, Betaaltermijn, Betaling, Rekeningwijziging
from uitvoering.services import betaalbatch, betaald, betaalschema, rekening

NIEUW_IBAN = "NL44RABO0123456789"
EIGEN_IBAN = "NL91ABNA0417164300"
TOT = datetime.date(2027, 12, 31)
KWART_ANKER = Decimal("15000.00")


def verstuur_brieven() -> None:
    """As the worker leaves them."""
    for velden in (
        {"stand": "bezig"},
        {"stand": "gemaakt", "sha256": "0" * 64, "bestand": "brieven/x.pdf", "bladzijden": 1},
        {"stand": "verzonden"},
    ):
        Brief.objects.exclude(stand="verzonden").update(**velden)


def maak_klaar(wereld: Wereld) -> Wereld:
    """Schedules stand, letters are sent, the municipality can pay; `tweede_financieel` approves."""
    gemeente = wereld["financieel"].organisatie
    gemeente.iban = EIGEN_IBAN
    gemeente.save()
    wereld.leden["tweede_financieel"] = maak_lid(Rol.FINANCIEEL, gemeente)
    betaalschema.plan_besluit(besluit_id=Besluit.objects.latest("id").pk)
    verstuur_brieven()
    return wereld


def termijn(wereld: Wereld, nummer: int = 1, *, jaar: int = 2027, organisatie=None) -> Betaaltermijn:
    subsidie = Subsidie.objects.get(deel=wereld.deel(organisatie or wereld.anker))
    return Betaaltermijn.objects.get(subsidie=subsidie, jaar=jaar, volgnummer=nummer)


def stel_samen(wereld: Wereld, *termijnen: Betaaltermijn, door: Lidmaatschap | None = None) -> Betaalbatch:
    return betaalbatch.stel_samen(
        termijn_ids=[rij.pk for rij in termijnen or (termijn(wereld),)],
        betaaldag=datetime.date(2027, 1, 15),
        door=door or wereld["financieel"],
    )


def exporteer(wereld: Wereld, *termijnen: Betaaltermijn) -> Betaalbatch:
    batch = stel_samen(wereld, *termijnen)
    betaalbatch.keur_goed(batch_id=batch.pk, door=wereld["tweede_financieel"])
    return betaalbatch.exporteer(batch_id=batch.pk, door=wereld["financieel"])


def betaal(wereld: Wereld, *termijnen: Betaaltermijn) -> list[Betaling]:
    batch = exporteer(wereld, *termijnen)
    betalingen = list(batch.betalingen.all())
    betaald.meld_betaald(
        betaling_ids=[rij.pk for rij in betalingen], dag=datetime.date(2026, 1, 16), door=wereld["financieel"]
    )
    return betalingen


def bewijs(inhoud: bytes = PDF, naam: str = "bankpas.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(naam, inhoud)


def vraag_rekening(wereld: Wereld, iban: str = NIEUW_IBAN) -> Rekeningwijziging:
    return rekening.vraag_aan(iban=iban, bewijs=bewijs(), door=wereld["anker"])
