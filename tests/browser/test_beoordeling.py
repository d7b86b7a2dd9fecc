"""From a submitted application to a decision of the college, in real browsers: an open question, a second reader."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from organisaties.toegang import Rol
from tests.browser.speler import SMAL, Speler
from tests.browser.stappen import BRUG, Bezoek, collega, open_brief, werk
from tests.subsidies.conftest import Wereld
from tests.uitvoering.conftest import concept, eens, gevuld, ingediend, wereld

__all__ = ["concept", "eens", "gevuld", "ingediend", "wereld"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ORGANISATIES = ("Stichting Voorbeeld Anker", BRUG)


def test_one_partner_supplements_a_second_reader_signs_and_the_college_decides(
    ingediend: Wereld, bezoek: Bezoek
) -> None:
    lezer, secretaris = collega(ingediend, "lezer", Rol.BELEIDSMEDEWERKER), collega(ingediend, "college", Rol.COLLEGE)
    zaak = reverse("subsidies:zaak_detail", args=[ingediend.aanvraag.kenmerk])
    beleid, brug = bezoek(ingediend["beoordelaar"]), bezoek(ingediend["brug"], viewport=SMAL)

    beoordeel(beleid, zaak)
    vraag_aanvulling(beleid)
    vul_aan(brug, ingediend.aanvraag.kenmerk)
    leg_voor(beleid, zaak, lezer.gebruiker.naam)
    parafeer(bezoek(lezer), zaak)
    maak_collegevoorstel(beleid, zaak)
    registreer(bezoek(secretaris))

    assert "2026/0412" in open_brief(brug, "Verlening")
    brug.ga(reverse("subsidies:aanvraag_detail", args=[ingediend.aanvraag.kenmerk]))
    brug.volg(brug.inhoud.get_by_role("link", name=re.compile("^Naar uw subsidie")))


def beoordeel(beleid: Speler, zaak: str) -> None:
    beleid.ga(zaak)
    beleid.inhoud.get_by_role("checkbox").check()
    beleid.klik("Neem in behandeling")
    for _ in range(9):
        open_oordeel = beleid.inhoud.get_by_role("link", name=re.compile("^Beoordeel"))
        if not open_oordeel.count():
            break
        beleid.volg(open_oordeel.first)
        beleid.vink("Voldoende")
        beleid.vul("Toelichting", "Helder beschreven.")
        beleid.klik("Bewaar oordeel")
        beleid.ga(zaak, netjes=False)
    for organisatie in ORGANISATIES:
        beleid.klik(f"Geef uw oordeel over het deel van {organisatie}")
        beleid.ga(zaak, netjes=False)
        beleid.klik(f"Vul het voorstel in voor {organisatie}")
        beleid.klik("Bewaar voorstel")


def vraag_aanvulling(beleid: Speler) -> None:
    beleid.klik(f"Vraag om een aanvulling aan {BRUG}")
    beleid.vul("Wat ontbreekt er?", "De begroting van 2028.")
    beleid.klik("Verstuur het verzoek")
    beleid.leest("Wacht op aanvulling")


def vul_aan(brug: Speler, kenmerk: str) -> None:
    assert "De begroting van 2028." in open_brief(brug, "Verzoek om aanvulling")
    brug.ga("/")
    brug.ga(reverse("subsidies:aanvraag_detail", args=[kenmerk]))
    brug.klik("Vul uw deel aan")
    brug.vul("Uw aanvulling", "Wij verwachten dezelfde kosten als in 2027.")
    brug.foto("aanvulling")
    brug.klik("Verstuur de aanvulling")
    brug.leest("De aanvulling, ontvangen op")


def leg_voor(beleid: Speler, zaak: str, lezer: str) -> None:
    """The proposal of who supplemented is made anew; a second reader is asked."""
    beleid.ga(zaak)
    beleid.leest("Aanvulling gevraagd")
    beleid.klik(f"Vul het voorstel in voor {BRUG}")
    beleid.klik("Bewaar voorstel")
    beleid.klik("Vraag een collega")
    beleid.inhoud.get_by_label("Wie?").select_option(label=lezer)
    beleid.inhoud.get_by_label("Als").select_option(label="tweede lezer")
    beleid.klik("Vraag voor deze zaak")
    beleid.ga(zaak)
    beleid.leest("Alles is beoordeeld.")
    beleid.klik("Leg voor aan de besluitnemer")
    beleid.klik("Bekijk de brieven vooraf")


def parafeer(lezer: Speler, zaak: str) -> None:
    lezer.ga("/")
    lezer.ga(zaak)
    lezer.klik("Doe mee aan deze zaak")
    lezer.inhoud.get_by_role("checkbox").check()
    lezer.klik("Doe mee")
    lezer.ga(zaak)
    lezer.klik("Lees als tweede lezer")
    lezer.klik("Zet uw paraaf")
    lezer.leest("Paraaf")


def maak_collegevoorstel(beleid: Speler, zaak: str) -> None:
    beleid.ga(zaak)
    beleid.klik("Rangschikking van de aanvragen")
    beleid.ga(zaak, netjes=False)
    beleid.klik("Leg voor aan het college")
    beleid.vul("Onderwerp", "Subsidies thematafels")
    beleid.inhoud.get_by_role("checkbox").first.check()
    beleid.klik("Maak het voorstel")
    beleid.foto("collegebesluit")
    assert beleid.haal("Download als odt").startswith(b"PK")
    assert beleid.haal("Download als pdf").startswith(b"%PDF")


def registreer(secretaris: Speler) -> None:
    secretaris.ga("/")
    secretaris.ga(reverse("subsidies:college_lijst"))
    secretaris.klik("Subsidies thematafels")
    secretaris.klik("Registreer het besluit")
    secretaris.vul("Nummer van het besluit", "2026/0412")
    secretaris.vul("Dag waarop het college besloot", f"{timezone.localdate():%d-%m-%Y}")
    secretaris.inhoud.get_by_role("checkbox").check()
    secretaris.klik("Registreer het besluit")
    werk()
    secretaris.pagina.reload()
    secretaris.leest("1 van 1 zaken is afgehandeld.")
