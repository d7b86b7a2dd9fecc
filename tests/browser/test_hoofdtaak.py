"""The whole job in a browser: call → table → joint application → decision → letters → budget.

One municipality, two partners and a council member walk it on a real database with a real worker; the second time
without JavaScript. Everything is done by the words on the screen. `script/schermafdrukken` runs the first walk to
renew the pictures of the guide.
"""

import datetime
import io
import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from kern.termijnen.bezwaar import bezwaartermijn
from kern.termijnen.stappen import datum
from socialebasis.demo.zaaien import zaai
from tests.browser.speler import MaakSpeler, Oog, Speler

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

THEMA = "Ontmoeten"
JAREN = [timezone.localdate().year + erbij for erbij in range(1, 5)]
PERIODE = f"{JAREN[0]}–{JAREN[-1]}"
NAAM = f"Uitvraag sociale basis {JAREN[0]}"
BUDGET = f"Thematafels {PERIODE} (fictief)"
PLAFOND, KOSTEN_BUURTKAMER, KOSTEN_NABIJ, EIGEN = 600_000, 322_000, 200_000, 10_000
VERLEEND_BUURTKAMER = 300_000  # a year; in the first year, after the officer's cut
TEKENS = "Łódź, Şükran"


def met_punten(bedrag: int) -> str:
    return f"{bedrag:,}".replace(",", ".")


@pytest.fixture
def oog(met_script: bool) -> Oog:
    return Oog(met_axe=met_script)


@pytest.fixture
def speler(
    context_van: Callable[..., BrowserContext], log_in: Callable[[Page, str], None], oog: Oog, met_script: bool
) -> MaakSpeler:
    """`speler("nabij")`: that account of the demo, logged in, in a browser of its own."""

    def maak(account: str) -> Speler:
        pagina = context_van(java_script_enabled=met_script).new_page()
        log_in(pagina, f"{account}@voorbeeld.example")
        return Speler(pagina, oog, met_script)

    return maak


@pytest.fixture
def _demo(settings, transactional_db) -> None:
    settings.DEBUG = True
    zaai()
    settings.DEBUG = False


@pytest.mark.parametrize("met_script", [True, False], ids=["met_javascript", "zonder_javascript"])
@pytest.mark.usefixtures("_demo", "echte_worker")
def test_a_joint_application_travels_from_the_call_to_the_letters_and_the_budget(speler: MaakSpeler, oog: Oog) -> None:
    beleid, buurtkamer, nabij = speler("beleidsmedewerker"), speler("buurtkamer"), speler("nabij")
    besluitnemer, commissielid = speler("besluitnemer"), speler("commissielid")

    uitvraag = kopieer_de_uitvraag(beleid)
    stel_plafonds_vast_en_publiceer(beleid, uitvraag)
    kies_het_budget(speler("financieel"), uitvraag)
    for partner in (buurtkamer, nabij):
        meld_aan(partner, uitvraag)
    laat_iedereen_toe(beleid, uitvraag)

    aanvraag = begin_de_aanvraag(buurtkamer, uitvraag)
    sluit_aan(nabij, uitvraag)
    vul_begroting(buurtkamer, aanvraag, KOSTEN_BUURTKAMER)
    vul_begroting(nabij, aanvraag, KOSTEN_NABIJ)
    beschrijf_voorziening(buurtkamer, aanvraag, f"Open inloop {TEKENS}", "Sociale netwerken versterken")
    beschrijf_voorziening(nabij, aanvraag, f"Huisbezoek {TEKENS}", "Eenzaamheid en isolement voorkomen en tegengaan")
    schrijf_de_teksten((buurtkamer, nabij), aanvraag)
    for partner in (buurtkamer, nabij):
        geef_akkoord(partner, aanvraag)
    dien_in(buurtkamer, aanvraag)
    lees_de_ontvangstbevestiging(buurtkamer)

    beoordeel_elk_criterium(beleid, aanvraag)
    stel_bedragen_voor(beleid, aanvraag)
    neem_het_besluit(besluitnemer, aanvraag)

    verleend_buurtkamer = VERLEEND_BUURTKAMER + 3 * (KOSTEN_BUURTKAMER - EIGEN)
    verleend_nabij = 4 * (KOSTEN_NABIJ - EIGEN)
    lees_de_beschikking(buurtkamer, verleend_buurtkamer, "De avondinloop is er vlakbij al.")
    lees_de_beschikking(nabij, verleend_nabij)
    zie_het_geld(commissielid, VERLEEND_BUURTKAMER + KOSTEN_NABIJ - EIGEN)

    assert oog.gebreken == {}, "\n\n".join(oog.gebreken)
    assert len({naam for naam, *_ in oog.gezien}) > 20


# --- the municipality opens a call ---


def kopieer_de_uitvraag(beleid: Speler) -> str:
    """A draft with the framework of 2020; gives its address."""
    nu = timezone.localtime()
    beleid.ga("/")
    beleid.ga("/uitvragen/sociale-basis-2020/")
    beleid.klik("Kopieer")
    beleid.vul("Naam", NAAM)
    beleid.vul("Eerste jaar", str(JAREN[0]))
    beleid.vul("Laatste jaar", str(JAREN[-1]))
    beleid.vul("Opent op", f"{nu - datetime.timedelta(days=1):%d-%m-%Y %H:%M}")
    beleid.vul("Sluit op", f"{nu + datetime.timedelta(weeks=4):%d-%m-%Y} 17:00")
    beleid.vul("Verdeling van het plafond", "Wat het meest bijdraagt aan de subdoelen gaat voor.")
    beleid.vul("Besluit over het plafond", "Besluit subsidieplafonds (voorbeeld)")
    beleid.vink("Fictief")
    beleid.foto("uitvraag-kopieren")
    beleid.klik("Maak de kopie")
    beleid.leest(NAAM, "Concept", "subdoelen")
    return beleid.pagina.url


def stel_plafonds_vast_en_publiceer(beleid: Speler, uitvraag: str) -> None:
    """Publishing is refused until every table has a ceiling for every year."""
    beleid.ga(uitvraag)
    beleid.klik("Publiceer")
    beleid.leest("Dit ontbreekt nog", f"De tafel {THEMA} heeft nog geen plafond")
    beleid.ga(uitvraag)
    beleid.klik("Plafonds")
    for veld in beleid.inhoud.get_by_role("textbox").all():
        veld.fill(met_punten(PLAFOND))
    beleid.foto("plafonds")
    beleid.klik("Bewaar de plafonds")
    beleid.klik("Publiceer")
    beleid.foto("uitvraag-publiceren")
    beleid.klik("Publiceer de uitvraag")
    beleid.leest("Gepubliceerd")


def kies_het_budget(financieel: Speler, uitvraag: str) -> None:
    naar_de_tafel(financieel, uitvraag)
    financieel.klik("Uit welk budget wordt deze tafel betaald?")
    for jaar in JAREN:
        financieel.inhoud.get_by_label(f"Subsidie {jaar} uit").select_option(label=f"{BUDGET} {jaar}: {THEMA}")
    financieel.foto("dekking")
    financieel.klik("Bewaar dekking")
    financieel.leest("De dekking is bewaard.")
    financieel.ga("/begroting/")
    financieel.klik(BUDGET)
    financieel.foto("budget")


def naar_de_tafel(speler: Speler, uitvraag: str) -> None:
    speler.ga(uitvraag, netjes=False)
    speler.volg(speler.inhoud.get_by_role("link", name=f"aan de thematafel {THEMA}"))


# --- two partners come to the table ---


def meld_aan(partner: Speler, uitvraag: str) -> None:
    naar_de_tafel(partner, uitvraag)
    partner.klik("Meld uw organisatie aan")
    partner.vul("Motivatie", "Wij ontvangen elke week bewoners in onze buurt.")
    partner.foto("aanmelden")
    partner.klik("Meld uw organisatie aan")
    partner.leest("Wacht op antwoord")


def laat_iedereen_toe(beleid: Speler, uitvraag: str) -> None:
    naar_de_tafel(beleid, uitvraag)
    for organisatie in ("Stichting Voorbeeld Buurtkamer", "Stichting Voorbeeld Nabij"):
        beleid.volg(beleid.inhoud.get_by_role("link", name=f"Beoordeel {organisatie}"))
        beleid.foto("toelaten")
        beleid.klik("Leg uw oordeel vast", status=422)
        beleid.vink("Ja, toelaten")
        beleid.klik("Leg uw oordeel vast")
    expect(beleid.inhoud.get_by_text("Toegelaten", exact=True)).to_have_count(2)


# --- they write one application ---


def begin_de_aanvraag(penvoerder: Speler, uitvraag: str) -> str:
    """The first participant begins and holds the pen; gives the address of the application."""
    naar_de_tafel(penvoerder, uitvraag)
    penvoerder.klik("Gezamenlijke aanvraag van deze tafel")
    penvoerder.klik("Begin de aanvraag")
    penvoerder.leest("Dit mist nog")
    return penvoerder.pagina.url


def sluit_aan(partner: Speler, uitvraag: str) -> None:
    """Whoever was admitted joins the application; when it has everybody already, its page opens at once."""
    naar_de_tafel(partner, uitvraag)
    partner.klik("Gezamenlijke aanvraag van deze tafel")
    partner.leest("Uw voorzieningen")


def vul_begroting(partner: Speler, aanvraag: str, kosten: int) -> None:
    """First with a mistake: nothing typed gets lost."""
    partner.ga(aanvraag)
    partner.klik("Vul uw begroting in")
    cel = partner.inhoud.locator
    cel("[name=regel-0-omschrijving]").fill("Opbouwwerkers")
    for jaar in JAREN:
        cel(f"[name=regel-0-jaar_{jaar}]").fill(met_punten(kosten))
        cel(f"[name=regel-1-jaar_{jaar}]").fill(str(EIGEN))
    partner.klik("Bewaar de begroting", status=422)
    partner.leest("Dit klopt nog niet", "Regel 1, Soort: Kies een soort.")
    expect(cel(f"[name=regel-0-jaar_{JAREN[0]}]")).to_have_value(met_punten(kosten))
    cel("[name=regel-0-soort]").select_option(label="Loonkosten")
    cel("[name=regel-1-soort]").select_option(label="Eigen bijdrage")
    cel("[name=regel-1-omschrijving]").fill("Verhuur van de zaal")
    partner.klik("Bewaar en voeg regels toe")
    partner.foto("begroting")
    partner.klik("Bewaar de begroting")
    partner.leest("De begroting is bewaard.", met_punten(kosten - EIGEN))


def beschrijf_voorziening(partner: Speler, aanvraag: str, naam: str, subdoel: str) -> None:
    """A name is enough to begin; the page of the voorziening itself says what it still lacks."""
    partner.ga(aanvraag, netjes=False)
    partner.klik("Voeg een voorziening toe")
    partner.klik("Ga verder", status=422)
    partner.vul("Hoe heet de voorziening?", naam)
    partner.klik("Ga verder")
    partner.leest("Nog niet compleet")
    partner.vul("Wat gaat u doen?", "Bewoners eten, praten en leren van elkaar.")
    partner.inhoud.get_by_label(f"Bewoners in {JAREN[0]}").fill("900")
    partner.klik(f"Vul de lege jaren met {JAREN[0]}")
    partner.vink(subdoel, "Oost", "Schalkwijk")
    partner.foto("voorziening")
    partner.klik("Bewaar de voorziening")
    partner.leest(naam, "alle compleet")


def schrijf_de_teksten(partners: tuple[Speler, Speler], aanvraag: str) -> None:
    """Both write, turn by turn, until none is empty."""
    for beurt in range(40):
        schrijver = partners[beurt % 2]
        schrijver.ga(aanvraag, netjes=False)
        leeg = schrijver.inhoud.get_by_role("listitem").filter(has_text="Nog leeg").get_by_role("link")
        if not leeg.count():
            break
        schrijver.volg(leeg.first, netjes=beurt == 0)
        schrijver.vul("Tekst", "Wij verdelen het werk over de stadsdelen. Elke buurt heeft één aanspreekpunt.")
        schrijver.klik("Bewaar", netjes=False)
    partners[0].ga(aanvraag)
    partners[0].leest("16 van 16")
    partners[0].foto("aanvraag", hoogte=1500)


def geef_akkoord(partner: Speler, aanvraag: str) -> None:
    partner.ga(aanvraag)
    partner.volg(partner.inhoud.get_by_role("link", name=re.compile("5. Akkoord")))
    partner.foto("akkoord")
    partner.klik("Geef akkoord", status=422)
    partner.inhoud.get_by_role("checkbox").check()
    partner.klik("Geef akkoord")
    partner.leest("is vastgelegd", "Wie is akkoord?")


def dien_in(penvoerder: Speler, aanvraag: str) -> None:
    penvoerder.ga(aanvraag)
    penvoerder.volg(penvoerder.inhoud.get_by_role("link", name=re.compile("6. Indienen")))
    penvoerder.inhoud.get_by_role("checkbox").check()
    penvoerder.foto("indienen")
    penvoerder.klik("Dien de aanvraag in")
    penvoerder.leest("Wij hebben de aanvraag ontvangen", "Op tijd")
    penvoerder.foto("ingediend", hoogte=1200)
    penvoerder.ga(aanvraag)
    penvoerder.klik("Lees de hele aanvraag")


# --- the municipality assesses and decides ---


def beoordeel_elk_criterium(beleid: Speler, aanvraag: str) -> None:
    beleid.ga("/")
    beleid.foto("werklijst")
    beleid.ga(f"{aanvraag}zaak/")
    beleid.vink("Ik heb geen persoonlijk belang bij deze aanvraag (Awb 2:4).")
    beleid.klik("Neem in behandeling")
    for beurt in range(20):
        beleid.ga(f"{aanvraag}zaak/", netjes=False)
        open_oordeel = beleid.inhoud.get_by_role("link", name=re.compile("^Beoordeel"))
        if not open_oordeel.count():
            break
        beleid.volg(open_oordeel.first, netjes=beurt == 0)
        beleid.vink("Voldoende")
        beleid.vul("Toelichting", "Helder beschreven, met uitvoerder, gebied en bereik.")
        if beurt == 0:
            beleid.foto("oordeel")
        beleid.klik("Bewaar oordeel", netjes=False)
    beleid.ga(f"{aanvraag}zaak/")
    beleid.leest("7 van 7 criteria beoordeeld")


def stel_bedragen_voor(beleid: Speler, aanvraag: str) -> None:
    """One amount deviates, and needs a reason; the other proposal follows what was asked."""
    beleid.volg(beleid.inhoud.get_by_role("link", name="Vul het voorstel in voor Stichting Voorbeeld Buurtkamer"))
    beleid.vul(f"Voorstel {JAREN[0]}", met_punten(VERLEEND_BUURTKAMER))
    beleid.klik("Bewaar voorstel", status=422)
    beleid.foto("voorstel")
    beleid.vul("Waarom wijkt u af van het plan?", "De avondinloop is er vlakbij al.")
    beleid.klik("Bewaar voorstel")
    beleid.volg(beleid.inhoud.get_by_role("link", name="Vul het voorstel in voor Stichting Voorbeeld Nabij"))
    beleid.klik("Bewaar voorstel")
    beleid.foto("zaak")
    beleid.klik("Leg voor aan de besluitnemer")
    expect(beleid.inhoud.get_by_role("link", name="Bekijk en besluit")).to_have_count(0)


def neem_het_besluit(besluitnemer: Speler, aanvraag: str) -> None:
    besluitnemer.ga("/")
    besluitnemer.foto("werklijst-besluitnemer")
    besluitnemer.ga(f"{aanvraag}zaak/")
    besluitnemer.klik("Bekijk en besluit")
    besluitnemer.inhoud.get_by_role("checkbox").check()
    besluitnemer.foto("besluit")
    besluitnemer.klik("Neem het besluit")
    besluitnemer.leest("Besloten")
    besluitnemer.wacht_op("Verzonden")
    besluitnemer.foto("beschikkingen")


# --- what comes of it ---


def open_brief(partner: Speler, soort: str) -> str:
    """Opens the newest letter of this kind and gives the words in its file."""
    partner.ga("/brieven/")
    partner.volg(partner.inhoud.get_by_role("row").filter(has_text=soort).get_by_role("link").first)
    partner.wacht_op("Download de brief (PDF)")
    partner.oog.kijk(partner.pagina)
    partner.foto("brief")
    lezer = PdfReader(io.BytesIO(partner.haal("Download de brief (PDF)")))
    return " ".join(" ".join(bladzijde.extract_text() for bladzijde in lezer.pages).split())


def lees_de_ontvangstbevestiging(penvoerder: Speler) -> None:
    tekst = open_brief(penvoerder, "ntvangstbevestiging")
    assert "Wij ontvingen uw aanvraag" in tekst
    assert "Stichting Voorbeeld Nabij" in tekst


def lees_de_beschikking(partner: Speler, verleend: int, *ook: str) -> None:
    tekst = open_brief(partner, "erlening")
    laatste_dag = bezwaartermijn(timezone.localdate()).laatste_dag
    for verwacht in (met_punten(verleend), f"tot en met {datum(laatste_dag)}", TEKENS, "VOORBEELD", *ook):
        assert verwacht in tekst, f"{verwacht!r} staat niet in de brief:\n{tekst}"


def zie_het_geld(commissielid: Speler, verleend: int) -> None:
    """The council member finds the table's grant of the first year, and no drafts or letters."""
    commissielid.ga("/geld/?jaar=2019")
    commissielid.foto("commissie-intensiveringen")
    commissielid.klik(str(JAREN[0]))
    commissielid.klik(BUDGET)
    commissielid.foto("commissie")
    rij = commissielid.inhoud.get_by_role("row").filter(has=commissielid.pagina.get_by_role("rowheader", name=THEMA))
    expect(rij.get_by_role("cell", name=met_punten(verleend), exact=True)).to_be_visible()
    expect(commissielid.pagina.get_by_role("link", name="Brieven")).to_have_count(0)
