"""A grant after the decision, in real browsers: changed, paid, talked about, settled, objected to, indexed.

Each test is one walk by the words on the screen, with a login per person. `werk` does what the worker would.
`script/schermafdrukken` takes the pictures of the guide on the way.
"""

import datetime
import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from organisaties.models import Mandaat
from organisaties.toegang import Rol
from subsidies.models import Subsidie
from tests.browser.speler import SMAL, Speler
from tests.browser.stappen import ANKER, BRUG, Bezoek, collega, open_brief, pad, rij, werk
from tests.hulp.bestanden import PDF
from tests.hulp.fabriek import maak_uitvraag, tafels_van
from tests.hulp.subsidies import laat_college_besluiten, maak_subsidies
from tests.subsidies.conftest import Wereld
from tests.uitvoering.betalen import EIGEN_IBAN
from tests.uitvoering.conftest import (
    beoordeeld,
    concept,
    eens,
    gevuld,
    in_behandeling,
    ingediend,
    subsidie_van,
    verleend,
    voorgesteld,
    wereld,
)
from uitvoering.models import Indexering, Vaststelling

__all__ = [
    "beoordeeld",
    "concept",
    "eens",
    "gevuld",
    "in_behandeling",
    "ingediend",
    "verleend",
    "voorgesteld",
    "wereld",
]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def open_subsidie(partner: Speler) -> None:
    """As a partner finds its own grant."""
    partner.ga("/subsidies/")
    partner.volg(partner.inhoud.get_by_role("rowheader").get_by_role("link").first)


# --- a change, to the bad of the recipient, and the talk about it ---


def test_a_partner_asks_for_a_change_is_heard_and_reads_the_decision(verleend: Wereld, bezoek: Bezoek) -> None:
    anker, beleid = bezoek(verleend["anker"], viewport=SMAL), bezoek(verleend["beoordelaar"])
    besluitnemer = bezoek(verleend["besluitnemer"])

    vraag_wijziging(anker)
    stel_lager_voor(beleid)
    geef_zienswijze(anker)
    reageer_en_leg_voor(beleid)
    besluit_op_voorstel(besluitnemer)

    brief = open_brief(anker, "Bijstelling")
    for verwacht in (
        "€ 120.000,00",
        "€ 115.000,00",
        "De zaterdag trok de minste bewoners.",
        "Wij zoeken vrijwilligers.",
    ):
        assert verwacht in brief, brief
    open_subsidie(anker)
    anker.leest("115.000")


def vraag_wijziging(anker: Speler) -> None:
    open_subsidie(anker)
    anker.foto("subsidie")
    anker.klik("Vraag een wijziging aan")
    anker.klik("Dien het verzoek in", status=422)
    anker.vul("Waarom wilt u iets wijzigen?", "De beheerder stopt en er is geen opvolger.")
    anker.inhoud.get_by_label("Wijziging 1: waarover gaat het?").select_option(label="wat wij doen")
    anker.vul("Wijziging 1: wat wordt er anders?", "Het huis is op zaterdag dicht.")
    anker.klik("Dien het verzoek in")
    anker.leest("Uw verzoek is ingediend.", "Het huis is op zaterdag dicht.")


def stel_lager_voor(beleid: Speler) -> None:
    """The officer advises on the request, and proposes less money: on that the partner must be heard."""
    beleid.ga("/")
    beleid.ga(pad("wijzigingen"))
    beleid.volg(beleid.inhoud.get_by_role("link", name=ANKER))
    beleid.klik("Adviseer over wijziging 1")
    beleid.vink("toewijzen")
    beleid.vul("Waarom", "De zaterdag trok de minste bewoners.")
    beleid.klik("Bewaar het advies")
    beleid.foto("wijziging")
    beleid.ga("/subsidies/")
    beleid.volg(beleid.inhoud.get_by_role("link", name=ANKER))
    beleid.klik("Nieuw: bijstelling")
    beleid.inhoud.get_by_label(re.compile("^een activiteit gaat niet")).check()
    beleid.vul("Waarom", "De zaterdag trok de minste bewoners.")
    beleid.inhoud.locator("[name^=verandering_][name$=_2027]").first.fill("-5.000")
    beleid.foto("bijstelling")
    beleid.klik("Bewaar het voorstel")
    beleid.leest("Vraag eerst om een zienswijze")
    beleid.klik(f"Bekijk de brief aan {ANKER}")
    beleid.leest("€ 115.000,00")
    beleid.pagina.go_back()
    beleid.klik("Vraag om een zienswijze")
    beleid.klik("Vraag om een zienswijze")


def geef_zienswijze(anker: Speler) -> None:
    voornemen = open_brief(anker, "Voornemen")
    assert "De zaterdag trok de minste bewoners." in voornemen
    assert "115.000,00" in voornemen
    anker.ga("/")
    open_subsidie(anker)
    anker.klik("Geef uw zienswijze")
    anker.leest("De zaterdag trok de minste bewoners.", "115.000")
    anker.vul("Zienswijze", "Wij zoeken vrijwilligers.")
    anker.foto("zienswijze")
    anker.klik("Leg de zienswijze vast")
    anker.leest("Wij zoeken vrijwilligers.")


def reageer_en_leg_voor(beleid: Speler) -> None:
    beleid.ga("/")
    beleid.ga(pad("voorstellen"))
    beleid.volg(beleid.inhoud.get_by_role("rowheader").get_by_role("link").first)
    beleid.leest("Wij zoeken vrijwilligers.")
    beleid.volg(beleid.inhoud.get_by_role("link", name=re.compile("[Rr]eactie|[Rr]eageer")).first)
    beleid.vul("Wat doen wij met deze zienswijze?", "Vinden zij die, dan kijken wij opnieuw.")
    beleid.klik("Bewaar onze reactie")
    beleid.klik("Leg voor aan de besluitnemer")
    expect(beleid.inhoud.get_by_role("link", name="Bekijk en besluit")).to_have_count(0)


def besluit_op_voorstel(besluitnemer: Speler) -> None:
    besluitnemer.ga("/")
    besluitnemer.ga(pad("voorstellen"))
    besluitnemer.volg(besluitnemer.inhoud.get_by_role("rowheader").get_by_role("link").first)
    besluitnemer.klik("Bekijk en besluit")
    besluitnemer.klik(f"Bekijk de brief aan {ANKER}")
    besluitnemer.leest("€ 115.000,00", "Wij zoeken vrijwilligers.")
    besluitnemer.pagina.go_back()
    besluitnemer.inhoud.get_by_role("checkbox").check()
    besluitnemer.foto("voorstel-besluit")
    besluitnemer.klik("Neem het besluit")
    besluitnemer.leest("Besloten")


def test_a_talk_is_planned_reported_and_agreed(verleend: Wereld, bezoek: Bezoek) -> None:
    anker, beleid = bezoek(verleend["anker"], viewport=SMAL), bezoek(verleend["beoordelaar"])
    subsidie = subsidie_van(verleend, verleend.anker)

    beleid.ga(pad("gesprekken"))
    beleid.ga(pad("subsidie", subsidie.kenmerk))
    beleid.klik("Plan een gesprek")
    beleid.vul("Datum", f"{timezone.localdate():%d-%m-%Y}")
    beleid.klik("Plan het gesprek")
    beleid.volg(beleid.inhoud.get_by_role("link", name=re.compile("^Gesprek van")))
    beleid.klik("Schrijf het verslag")
    beleid.vul("Verslag", "Er komen meer jongeren.")
    beleid.vul("Afspraken", "In mei kijken wij naar de vrijdagavond.")
    beleid.inhoud.get_by_label("Nee").check()
    beleid.klik("Bewaar het verslag")
    beleid.foto("gesprek")
    beleid.klik("Geef het verslag aan de partner")

    anker.ga("/")
    open_subsidie(anker)
    anker.volg(anker.inhoud.get_by_role("link", name=re.compile("^Gesprek van")))
    anker.leest("Er komen meer jongeren.")
    anker.klik("Stem in met het verslag")
    anker.vul("Uw eigen opmerking", "Vooral meisjes.")
    anker.klik("Stem in met het verslag")

    anker.leest("Ingestemd", "Vooral meisjes.")
    beleid.ga(pad("subsidie", subsidie.kenmerk))
    assert beleid.haal("Gespreksblad (PDF)").startswith(b"%PDF")


# --- the money ---


def test_finance_pays_with_two_people_and_the_partner_sees_it(verleend: Wereld, bezoek: Bezoek) -> None:
    gemeente = verleend["financieel"].organisatie
    gemeente.iban = EIGEN_IBAN
    gemeente.save()
    financieel, ander = bezoek(verleend["financieel"]), bezoek(collega(verleend, "ander", Rol.FINANCIEEL))
    anker = bezoek(verleend["anker"], viewport=SMAL)
    werk()  # nothing is paid before the letter was sent (Awb 3:40)

    financieel.ga(pad("betaalbaar"))
    financieel.vul("Te betalen tot en met", "31-01-2027")
    financieel.klik("Toon")
    financieel.leest("15.000", "10.000")
    financieel.foto("betalen")
    financieel.klik("Betaalopdracht met wat is aangevinkt", status=422)
    financieel.klik("Betaalopdracht met alle 2 die kunnen")
    financieel.leest("€ 25.000,00")
    expect(financieel.inhoud.get_by_role("button", name="Keur deze opdracht goed")).to_have_count(0)

    ander.ga("/")
    ander.ga(pad("betaalbatches"))
    ander.volg(ander.inhoud.get_by_role("rowheader").get_by_role("link").first)
    ander.klik("Keur deze opdracht goed")
    financieel.pagina.reload()
    financieel.klik("Maak het betaalbestand")
    financieel.foto("betaalopdracht")
    assert b"pain.001.001.09" in financieel.haal("Betaalbestand voor de bank (SEPA, xml)")
    assert "15.000,00" in financieel.haal("Lijst voor de administratie (CSV)").decode()
    financieel.klik("Meld wat is betaald")
    financieel.klik("Meld als betaald")
    financieel.leest("Afgesloten")

    anker.ga(pad("betaalkalender"))
    anker.foto("betaalkalender")
    expect(rij(anker, "15.000").first).to_contain_text("Betaald", ignore_case=True)
    assert anker.haal("Zet de dagen in uw eigen agenda (ics)").startswith(b"BEGIN:VCALENDAR")


def test_a_letter_on_paper_waits_for_the_post(voorgesteld: Wereld, bezoek: Bezoek) -> None:
    """Brug did not say that it can be reached digitally (Awb 2:14)."""
    beleid = bezoek(voorgesteld["beoordelaar"])
    beleid.ga(reverse("organisaties:detail", args=[voorgesteld.brug.pk]))
    beleid.volg(beleid.inhoud.get_by_role("button", name=re.compile("post|papier", re.IGNORECASE)).first)
    besluitnemer = bezoek(voorgesteld["besluitnemer"])
    besluitnemer.ga(reverse("subsidies:besluit_nemen", args=[voorgesteld.aanvraag.kenmerk]))
    besluitnemer.inhoud.get_by_role("checkbox").check()
    besluitnemer.klik("Neem het besluit")

    werk()
    beleid.ga(reverse("brieven:te_printen"))
    beleid.foto("te-printen")
    assert beleid.haal("Alle brieven van vandaag in één PDF").startswith(b"%PDF")
    rij(beleid, BRUG).get_by_role("checkbox").check()
    beleid.klik("Leg vast dat deze brieven gepost zijn")

    beleid.leest("De brieven zijn verzonden.", "Er zijn geen brieven om te printen.")


# --- the end of a grant ---


@pytest.fixture
def klein(verleend: Wereld) -> Subsidie:
    """A small grant of Anker of last year: an activity report is enough, and it can be settled now."""
    vorig = timezone.localdate().year - 1
    besluitnemer = verleend["besluitnemer"]
    [subsidie] = maak_subsidies(
        tafels_van(maak_uitvraag(eerste_jaar=vorig, laatste_jaar=vorig))[0],
        {verleend.anker: {vorig: Decimal("4000.00")}},
        doel_id=verleend.doel.pk,
        door=besluitnemer,
        mandaat=Mandaat.objects.filter(lidmaatschap=besluitnemer)[0],
    )
    Vaststelling.objects.create(
        subsidie=subsidie,
        eerste_jaar=vorig,
        laatste_jaar=vorig,
        vanaf=timezone.localdate() - datetime.timedelta(days=200),
        uiterlijk=timezone.localdate() + datetime.timedelta(days=30),
    )
    return subsidie


def test_a_partner_asks_to_settle_and_the_decision_follows(verleend: Wereld, klein: Subsidie, bezoek: Bezoek) -> None:
    anker, beleid = bezoek(verleend["anker"], viewport=SMAL), bezoek(verleend["beoordelaar"])
    besluitnemer = bezoek(verleend["tweede_besluitnemer"])

    anker.ga("/")
    anker.ga(pad("subsidie", klein.kenmerk))
    anker.volg(anker.inhoud.get_by_role("link", name=re.compile("^Vaststelling over")))
    anker.leest("Dit mist nog")
    anker.klik("Vul in wat u deed")
    anker.vul("Wat deed u?", "Elke maand een maaltijd.")
    for cel in anker.inhoud.locator("[name^=bedrag_], [name^=bewoners_]").all():
        cel.fill("0")
    anker.klik("Bewaar")
    anker.leest("Voeg een activiteitenverslag toe.")
    anker.foto("vaststelling")
    anker.klik("Voeg een stuk toe")
    anker.inhoud.get_by_label("Bestand").set_input_files(
        {"name": "verslag.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    anker.klik("Voeg toe")
    anker.klik("Vraag de vaststelling aan")
    anker.inhoud.get_by_role("checkbox").check()
    anker.klik("Vraag de vaststelling aan")
    anker.leest("Aangevraagd")

    beleid.ga("/")
    beleid.ga(pad("vast_te_stellen"))
    beleid.volg(beleid.inhoud.get_by_role("link", name=ANKER))
    beleid.klik("Stel een besluit voor")
    beleid.vul("Waarom", "U deed wat was afgesproken.")
    beleid.klik("Bewaar het voorstel")
    beleid.klik("Leg voor aan de besluitnemer")
    besluitnemer.ga(beleid.pagina.url)
    besluitnemer.klik("Bekijk en besluit")
    besluitnemer.inhoud.get_by_role("checkbox").check()
    besluitnemer.klik("Neem het besluit")

    assert "Wij stellen uw subsidie vast op € 4.000,00." in open_brief(anker, "Vaststelling")


def test_a_partner_objects_from_its_letter_and_is_heard(verleend: Wereld, bezoek: Bezoek) -> None:
    brug = bezoek(verleend["brug"], viewport=SMAL)
    behandelaar = bezoek(collega(verleend, "behandelaar", Rol.BELEIDSMEDEWERKER))

    open_brief(brug, "Verlening")
    brug.klik("Bezwaar maken tegen dit besluit")
    brug.vul("Waarom bent u het niet eens met het besluit?", "Wij rekenden met een lager uurloon.")
    brug.klik("Maak bezwaar")
    brug.leest("Wij rekenden met een lager uurloon.")
    assert "Wij rekenden" not in open_brief(brug, "Ontvangst van uw bezwaar")

    behandelaar.ga(reverse("brieven:detail", args=[subsidie_van(verleend, verleend.brug).kenmerk]))
    behandelaar.leest("Leg een bezwaar tegen dit besluit vast")
    behandelaar.ga(pad("bezwaren"))
    behandelaar.volg(behandelaar.inhoud.get_by_role("rowheader").get_by_role("link").first)
    behandelaar.klik("Neem in behandeling")
    behandelaar.klik("Neem in behandeling")
    behandelaar.foto("bezwaar")
    behandelaar.klik("Leg het horen vast")
    behandelaar.vul("Gehoord op", f"{timezone.localdate():%d-%m-%Y}")
    behandelaar.vul("Verslag", "De penningmeester lichtte de uurlonen toe.")
    behandelaar.klik("Leg het verslag vast")
    behandelaar.leest("De penningmeester lichtte de uurlonen toe.")
    behandelaar.klik("Stel een uitkomst voor")


def test_an_indexation_is_prepared_by_one_and_carried_out_by_another(verleend: Wereld, bezoek: Bezoek) -> None:
    beleid, besluitnemer = bezoek(verleend["beoordelaar"]), bezoek(verleend["besluitnemer"])
    anker = bezoek(verleend["anker"], viewport=SMAL)

    beleid.ga(pad("indexeringen"))
    beleid.klik("Indexering voorbereiden")
    beleid.inhoud.get_by_label("Regeling").select_option(label=str(verleend.aanvraag.regeling))
    beleid.vul("Jaar", "2027")
    beleid.inhoud.get_by_label("Nee").check()
    beleid.vul("Percentage", "3,2")
    beleid.vul("Percentage van", "01-10-2026")
    beleid.inhoud.locator("[name=afronding]").first.check()
    beleid.vul("Waarom", "De lonen in de cao stijgen.")
    beleid.klik("Bereken")
    beleid.leest("€ 103.200,00")
    beleid.foto("indexering")
    laat_college_besluiten(Indexering.objects.get())
    besluitnemer.ga(beleid.pagina.url)
    besluitnemer.klik("Besluit op 2 subsidies")
    besluitnemer.leest("Wordt uitgevoerd")
    werk()
    besluitnemer.wacht_op("Alles is besloten")

    assert "3,2%" in open_brief(anker, "Indexering")
