"""All demo data, in the order of the floors. Everything goes through the services, so it is as real as use."""

from django.utils import timezone

from overzichten.services.uitsplitsing import ververs
from regelingen.zaad import zaai_regelingen
from socialebasis.demo.accounts import zaai_accounts
from socialebasis.demo.begroting import zaai_begroting
from socialebasis.demo.looptijd import zaai_looptijd
from socialebasis.demo.lopend import zaai_lopend
from socialebasis.demo.maatschappelijk import zaai_maatschappelijk
from socialebasis.demo.nota import zaai_nota
from socialebasis.demo.openstaand import zaai_openstaand
from socialebasis.demo.organisaties import zaai_organisaties
from socialebasis.demo.raadsvragen import zaai_accounthouders, zaai_raadsvragen
from socialebasis.demo.samenwerking import zaai_samenwerking
from socialebasis.demo.schrijftafel import zaai_schrijftafel
from socialebasis.demo.subsidies import zaai_dekking
from socialebasis.demo.toezeggingen import zaai_toezeggingen
from socialebasis.demo.uitvragen import zaai_uitvragen
from socialebasis.demo.verantwoording import zaai_verantwoording
from socialebasis.demo.zaken import zaai_zaken
from thematafels.zaad import zaai_meetvoorbeelden


def zaai() -> None:
    """Add what is missing; what is there stays. Refuses with DEBUG off (zaai_accounts)."""
    zaai_regelingen()
    zaai_meetvoorbeelden()
    organisaties = zaai_organisaties()
    leden = zaai_accounts(organisaties)
    zaai_samenwerking(organisaties=organisaties, leden=leden, vandaag=timezone.localdate())
    zaai_begroting(organisaties=organisaties, door=leden["financieel"])
    gesloten, voorbeeld = zaai_uitvragen(door=leden["beleidsmedewerker"], leden=leden, vandaag=timezone.localdate())
    zaai_maatschappelijk(door=leden["beleidsmedewerker"])
    zaai_toezeggingen(voorbeeld, door=leden["beleidsmedewerker"], vandaag=timezone.localdate())
    zaai_dekking(voorbeeld, leden["financieel"])
    zaai_nota(organisaties=organisaties, leden=leden)
    zaai_verantwoording(gesloten, leden)
    if verhaal := zaai_looptijd(leden, timezone.localdate()):
        zaai_openstaand(verhaal)
    zaai_lopend(zaai_zaken(voorbeeld, leden), leden)
    zaai_schrijftafel(voorbeeld, leden)
    zaai_raadsvragen(leden)
    zaai_accounthouders(organisaties, leden["beleidsmedewerker"])
    ververs()
