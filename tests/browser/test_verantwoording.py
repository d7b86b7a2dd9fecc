"""Two partners account for a year, in real browsers: from the worklist to what the council reads.

The year before is done already, so its texts and numbers lie beside the new ones. Every page is looked at at both
widths; the second walk goes without JavaScript. `script/schermafdrukken` takes the pictures of the guide on the way.
"""

import csv
import datetime
import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, expect

from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from tests.browser.speler import BREED, SMAL, Oog, Speler
from tests.browser.stappen import ANKER, BRUG, rij
from tests.hulp.fabriek import maak_lid
from tests.verantwoording.conftest import (
    Wereld,
    afgesproken,
    beoordeeld,
    concept,
    eens,
    gepland,
    gevuld,
    in_behandeling,
    ingediend,
    verleend,
    voorgesteld,
    wereld,
)
from tests.verantwoording.oordeelhulp import aanvaard_alles, dien_samen_in, rond_af
from tests.verantwoording.stukhulp import kies_stadscijfers
from verantwoording.services.openen import open_verantwoordingen
from verantwoording.tasks import veeg_stukken

__all__ = [
    "afgesproken",
    "beoordeeld",
    "concept",
    "eens",
    "gepland",
    "gevuld",
    "in_behandeling",
    "ingediend",
    "verleend",
    "voorgesteld",
    "wereld",
]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NeemLid = Callable[..., Speler]
VERTELD = "Elke dinsdag en vrijdag koffie, in de zomer buiten."
BEWONERS = "Bewoners zeggen dat zij nu iemand durven te bellen. Dat vroegen wij aan de tafel."
PROFESSIONALS = "De wijkverpleegkundige hoort minder vaak dat iemand alleen is."
REDEN = "De vragenlijst ging te laat de deur uit."
VERHAAL = "Ik kwam hier voor de koffie. Nu haal ik mijn buurvrouw op."
VRAAG, ANTWOORD = "Hoe telde u wie er kwam?", "Bij de deur, elke middag, met een lijst zonder namen."
KOPPEN = "Activiteit\tIndicator\tDoelgroep\tStadsdeel\tWaarde\n"
# In the order of the pages.
SAMEN = (
    "Wij openden vaker en spraken elkaar elke maand.",
    "Meer buren kennen elkaar. Daarmee dragen wij bij aan minder eenzaamheid.",
    "Wij weten niet wie er wegbleef, en waarom.",
    "Wij gaan ook in de avond open.",
)


class TweeMaten(Oog):
    """Looks at each page at both widths."""

    def kijk(self, pagina: Page) -> None:
        eerder = len(self.gezien)
        super().kijk(pagina)
        if len(self.gezien) == eerder:
            return
        eigen = pagina.viewport_size or BREED
        for maat in (BREED, SMAL):
            pagina.set_viewport_size(maat)
            uitslag = Axe().run(pagina)
            if uitslag.violations_count:
                self._meld(pagina, pagina.url, f"bij {maat['width']} px: {uitslag.generate_report()}")
        pagina.set_viewport_size(eigen)


def op_dag(jaar: int) -> time_machine.travel:
    return time_machine.travel(datetime.datetime(jaar, 1, 15, 12, tzinfo=datetime.UTC))


@pytest.fixture
def een_jaar_af(afgesproken: Wereld) -> Iterator[Wereld]:
    """What was told and counted over 2027 was accepted; nobody began with 2028."""
    kies_stadscijfers(afgesproken)
    with op_dag(2028):
        open_verantwoordingen()
        dien_samen_in(afgesproken)
        aanvaard_alles(afgesproken)
        rond_af(afgesproken)
    with op_dag(2029):
        open_verantwoordingen()
        yield afgesproken


@pytest.fixture
def neem(
    met_script: bool, context_van: Callable[..., BrowserContext], log_in: Callable[[Page, str], None]
) -> Iterator[NeemLid]:
    """`neem(lid)`: that person, logged in, in a browser of its own. What is wrong on a page they saw fails."""
    oog = TweeMaten(met_axe=False) if met_script else Oog(met_axe=False)

    def kom(lid: Lidmaatschap, **opties: Any) -> Speler:
        pagina = context_van(java_script_enabled=met_script, **opties).new_page()
        log_in(pagina, lid.gebruiker.email)
        return Speler(pagina, oog, met_script)

    yield kom

    assert oog.gebreken == {}, "\n\n".join(f"{url}\n{gebrek}" for gebrek, url in oog.gebreken.items())


@pytest.mark.parametrize("met_script", [True, False], ids=["met_javascript", "zonder_javascript"])
def test_a_table_accounts_for_a_year_from_its_worklist_to_the_council(een_jaar_af: Wereld, neem: NeemLid) -> None:
    anker, brug = neem(een_jaar_af["anker"]), neem(een_jaar_af["brug"], viewport=SMAL)
    beleid, raad = neem(een_jaar_af["beoordelaar"]), neem(maak_lid(Rol.COMMISSIELID))

    begin_bij_vorig_jaar(anker)
    vul_getallen_in(anker, str(een_jaar_af.tafel.thema.doelgroepen.get()))
    vertel_wat_het_deed(anker)
    deel_een_verhaal(anker)
    plak_getallen(anker)
    dien_in(anker)
    vul_met_een_blad(brug)
    schrijf_samen(anker)
    for partner in (anker, brug):
        geef_akkoord(partner)
    dien_samen(anker)

    vraag_iets(beleid)
    antwoord(anker)
    aanvaard_en_rond_af(beleid)
    lees_als_raadslid(raad)


def van_werklijst(speler: Speler, wat: str) -> None:
    """As everybody starts the day."""
    speler.ga("/")
    speler.volg(rij(speler, wat).get_by_role("link").first)


def schrijf(speler: Speler, veld: str, tekst: str) -> None:
    """With JavaScript it saves itself."""
    (speler.typ if speler.met_script else speler.vul)(veld, tekst)


def indicator(speler: Speler, naam: str) -> Locator:
    """The fields under one indicator."""
    kop = speler.pagina.get_by_role("heading", name=naam, exact=True, level=3)
    return speler.inhoud.locator(".sb-deel").filter(has=kop).last


# --- the own part ---


def begin_bij_vorig_jaar(anker: Speler) -> None:
    """The texts of last year come as a draft, its numbers stand beside the fields and nowhere else."""
    van_werklijst(anker, "Het eigen verslag schrijven en indienen")
    anker.leest("0 van 1", "Nog niet begonnen")
    anker.foto("verslag")
    anker.klik("Koffie")
    expect(anker.inhoud.get_by_label("Koffie: bereik: in totaal")).to_have_value("")
    expect(rij(anker, "In totaal").nth(1)).to_contain_text("60")
    anker.klik("Neem de teksten over van 2027")
    anker.leest("Dit hebt u getypt maar nog niet bewaard", "lees na wat u overnam van een vorig jaar")
    expect(anker.inhoud.get_by_label("Wat hebt u gedaan?")).to_have_value("Elke week koffie.")
    anker.vul("Wat hebt u gedaan?", VERTELD)
    anker.klik("Bewaar")
    anker.leest("Het verslag van ‘Koffie’ is bewaard.")


def vul_getallen_in(anker: Speler, groep: str) -> None:
    """A word where a number belongs is refused; everything else that was typed stays."""
    anker.inhoud.get_by_role("radio", name="Ja", exact=True).first.check()
    anker.inhoud.get_by_role("radio", name="Deels", exact=True).last.check()
    anker.vul("Koffie: bereik: in totaal", "tachtig")
    anker.vul(f"Koffie: bereik: {groep}", "38")
    indicator(anker, "Koffie: effect volgens professionals").get_by_label("Niet gemeten? Schrijf waarom.").fill(REDEN)
    bereik = indicator(anker, "Koffie: bereik")
    bereik.get_by_text("Telde u ook een andere groep of een ander stadsdeel?").click()
    bereik.get_by_label("Stadsdeel").select_option(label="Voorbeeldwijk")
    bereik.get_by_label("Aantal").fill("20")
    anker.klik("Bewaar", status=422)
    anker.leest("Vul een getal in zoals 1.250 of 62,5.")
    expect(anker.inhoud.get_by_label("Koffie: bereik: in totaal")).to_have_value("tachtig")
    expect(anker.inhoud.get_by_label(f"Koffie: bereik: {groep}")).to_have_value("38")
    expect(indicator(anker, "Koffie: bereik").get_by_label("Aantal")).to_have_value("20")
    anker.vul("Koffie: bereik: in totaal", "92")
    anker.klik("Bewaar")
    expect(anker.inhoud.get_by_label("Koffie: bereik: Voorbeeldwijk")).to_have_value("20")
    expect(anker.inhoud.get_by_label("Koffie: bereik: in totaal")).to_have_value("92")


def vertel_wat_het_deed(anker: Speler) -> None:
    schrijf(anker, "Wat merken bewoners ervan?", BEWONERS)
    if anker.met_script:
        anker.leest("Bewaard om")
    schrijf(anker, "Wat zien professionals en vrijwilligers?", PROFESSIONALS)
    if not anker.met_script:
        anker.klik("Bewaar")
    anker.pagina.reload()
    expect(anker.inhoud.get_by_label("Wat merken bewoners ervan?")).to_have_value(BEWONERS)
    expect(anker.inhoud.get_by_label("Wat zien professionals en vrijwilligers?")).to_have_value(PROFESSIONALS)
    anker.foto("verslag-activiteit", hoogte=2600)


def deel_een_verhaal(anker: Speler) -> None:
    """What certainly leads to a person is refused; what may be a name is asked about; the text stays all the time."""
    anker.klik("Voeg een verhaal toe")
    anker.inhoud.get_by_label("Een bewoner").or_(anker.inhoud.get_by_label("een bewoner")).first.check()
    met_nummers = f"{VERHAAL} Bel mij op 06-12345678, mijn BSN is 111222333."
    anker.vul("Het verhaal", met_nummers)
    anker.inhoud.get_by_label("In welk stadsdeel?").select_option(label="Voorbeeldwijk")
    anker.vink("De verteller weet waar het verhaal komt te staan, en vindt dat goed")
    anker.klik("Bewaar het verhaal", status=422)
    anker.leest("06-12345678", "een telefoonnummer", "een burgerservicenummer")
    expect(anker.inhoud.get_by_role("textbox", name="Het verhaal")).to_have_value(met_nummers)
    anker.foto("verhaal")
    anker.vul("Het verhaal", f"{VERHAAL} Dat zei ik ook tegen mevrouw Jansen.")
    anker.klik("Bewaar het verhaal", status=422)
    anker.leest("mevrouw Jansen", "een naam")
    anker.vul("Het verhaal", VERHAAL)
    anker.klik("Bewaar het verhaal")
    anker.leest("Het verhaal is toegevoegd.", VERHAAL)


def plak_getallen(anker: Speler) -> None:
    """One row is wrong, so none is read: the row is named, and what was pasted stays."""
    anker.klik("Naar al uw activiteiten")
    anker.klik("Zet cijfers uit een rekenblad in uw verslag")
    goed = f"{KOPPEN}Koffie\tKoffie: aanbod\t\t\t104\nKoffie\tKoffie: effect volgens bewoners\t\t\t"
    anker.vul("Plak hier cellen uit uw rekenblad", f"{goed}veel")
    anker.klik("Bekijk wat er verandert", status=422)
    anker.leest("Er is niets ingelezen", "Rij 3, waarde: ‘veel’")
    expect(anker.inhoud.get_by_label("Plak hier cellen uit uw rekenblad")).to_have_value(f"{goed}veel")
    anker.foto("cijfers-plakken")
    anker.vul("Plak hier cellen uit uw rekenblad", f"{goed}61,5")
    anker.klik("Bekijk wat er verandert")
    anker.leest("Er is nog niets bewaard.", "104 middagen", "61,5%")
    anker.foto("cijfers-plakken-voorbeeld")
    anker.klik("Zet deze getallen in het verslag")
    anker.leest("2 getallen staan in uw verslag.")


def dien_in(anker: Speler) -> None:
    anker.leest("Compleet", "1 van 1")
    anker.klik("Kijk alles na en dien in")
    anker.foto("verslag-indienen")
    anker.klik("Dien het verslag in")
    anker.leest("Het verslag over 2028 is ingediend.")


def vul_met_een_blad(brug: Speler) -> None:
    """On a phone: our own sheet comes back filled in, and what it does not hold is asked for by name."""
    van_werklijst(brug, "Het eigen verslag schrijven en indienen")
    brug.klik("Zet cijfers uit een rekenblad in uw verslag")
    brug.inhoud.get_by_label("Of kies een bestand").set_input_files(
        {"name": "metingen.csv", "mimeType": "text/csv", "buffer": vul_blad(brug.haal("csv"))}
    )
    brug.klik("Bekijk wat er verandert")
    brug.klik("Zet deze getallen in het verslag")
    brug.klik("Kijk alles na en dien in")
    expect(brug.inhoud.get_by_role("button", name="Dien het verslag in")).to_have_count(0)
    brug.klik("Kies of u deed wat was afgesproken.")
    brug.klik("Neem de teksten over van 2027")
    for radio in brug.inhoud.get_by_role("radio", name="Ja", exact=True).all():
        radio.check()
    brug.klik("Bewaar")
    brug.klik("Naar al uw activiteiten")
    brug.klik("Kijk alles na en dien in")
    brug.klik("Dien het verslag in")
    brug.leest("Het verslag over 2028 is ingediend.")


def vul_blad(leeg: bytes) -> bytes:
    """Everywhere as much as was agreed on."""
    rijen = list(csv.reader(io.StringIO(leeg.decode("utf-8-sig")), delimiter=";"))
    waarde, doel = rijen[0].index("Waarde"), rijen[0].index("Doel")
    for een in rijen[1:]:
        een[waarde] = een[doel]
    uit = io.StringIO()
    csv.writer(uit, delimiter=";").writerows(rijen)
    return uit.getvalue().encode()


# --- the whole of the table ---


def schrijf_samen(anker: Speler) -> None:
    """Beside each text stand the figures; words that claim a cause are pointed out, and stop nobody."""
    van_werklijst(anker, "De gezamenlijke teksten van de verantwoording schrijven")
    anker.leest("2 van 2", "Nog niet geschreven")
    anker.volg(anker.inhoud.locator("#teksten ~ h3 a").first)
    anker.leest("Koffie", "92")
    schrijf(anker, "Tekst", "Door ons werk daalde de eenzaamheid in de stad.")
    anker.klik("Bewaar")
    anker.volg(anker.inhoud.locator("#teksten ~ h3 a").first)
    anker.foto("duiding", hoogte=2200)
    for plek, tekst in enumerate(SAMEN, 1):
        schrijf(anker, "Tekst", tekst)
        anker.klik("Bewaar" if plek == len(SAMEN) else "Bewaar en naar de volgende")
    expect(anker.inhoud.get_by_text("Nog niet geschreven")).to_have_count(0)


def geef_akkoord(partner: Speler) -> None:
    van_werklijst(partner, "Akkoord geven op de gezamenlijke verantwoording")
    partner.leest(VERTELD, VERHAAL, REDEN, *SAMEN)
    partner.klik("Geef akkoord")
    partner.leest("is vastgelegd")


def dien_samen(anker: Speler) -> None:
    anker.foto("gezamenlijk-stuk")
    van_werklijst(anker, "De gezamenlijke verantwoording indienen")
    anker.klik("Dien in")
    anker.leest("De verantwoording over 2028 is ingediend.", VERHAAL)
    veeg_stukken()
    anker.pagina.reload()
    assert anker.haal("Bewaar dit stuk als pdf").startswith(b"%PDF")


# --- the municipality and the council ---


def vraag_iets(beleid: Speler) -> None:
    beleid.ga("/")
    beleid.volg(
        rij(beleid, "Een verslag beoordelen").filter(has_text=ANKER).get_by_role("link").first,
    )
    beleid.vink("Iets vragen: het verslag gaat terug naar de organisatie")
    beleid.foto("verslag-beoordelen", hoogte=2300)
    beleid.klik("Verstuur", status=422)
    beleid.inhoud.get_by_label("Waarover?").select_option(label="Bereik")
    beleid.vul("Uw vraag of bevinding", VRAAG)
    beleid.klik("Verstuur")
    beleid.leest("De vraag is verstuurd.", VRAAG)


def antwoord(anker: Speler) -> None:
    van_werklijst(anker, "Een vraag over het eigen verslag beantwoorden en het opnieuw indienen")
    anker.leest(VRAAG)
    anker.klik("Beantwoord deze vraag")
    anker.klik("Bewaar het antwoord", status=422)
    anker.vul("Uw antwoord", ANTWOORD)
    anker.klik("Bewaar het antwoord")
    anker.klik("Dien het verslag opnieuw in")
    anker.klik("Dien het verslag in")


def aanvaard_en_rond_af(beleid: Speler) -> None:
    for organisatie in (ANKER, BRUG):
        beleid.ga("/")
        beleid.volg(rij(beleid, "Een verslag beoordelen").filter(has_text=organisatie).get_by_role("link").first)
        beleid.klik("Aanvaard het verslag")
    van_werklijst(beleid, "De verantwoording van een tafel beoordelen en afronden")
    beleid.leest("2 van 2", "aanvaard")
    beleid.foto("verantwoording-afronden")
    beleid.klik("Rond de verantwoording af")
    beleid.leest("Afgerond")


def lees_als_raadslid(raad: Speler) -> None:
    """What was done, who was reached, what changed, what is not known; questions between others stay theirs."""
    raad.ga("/")
    raad.volg(raad.pagina.get_by_role("link", name="Verantwoording", exact=True).first)
    raad.klik("Per thema: beloofd, bereikt en gemerkt")
    raad.foto("terugblik")
    raad.volg(raad.inhoud.get_by_role("link", name=re.compile("2028")).first)
    raad.leest("2 van 2", VERTELD, "92", BEWONERS, PROFESSIONALS, VERHAAL, REDEN, *SAMEN)
    raad.leest("De tafel wil bijdragen aan:")
    raad.foto("raad", hoogte=2600)
    expect(raad.inhoud.get_by_text(VRAAG)).to_have_count(0)
    raad.klik("stuk dat de tafel zelf indiende")
    raad.leest(VERTELD, "Wat weten we niet?")
    raad.foto("stuk", hoogte=2600)
    assert raad.haal("Bewaar dit stuk als pdf").startswith(b"%PDF")
