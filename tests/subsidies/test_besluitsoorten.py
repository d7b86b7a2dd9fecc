"""The kinds of decision: refusing on grounds, settling at once, deviating from an advice, deciding on some parts."""

import datetime
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brieven.models import Brief
from brieven.pdf.maken import naar_html, render
from brieven.snapshots import lees_snapshot
from organisaties.models import Lidmaatschap, Mandaat, Organisatie
from regelingen.models import Parameter, Weigeringsgrond
from subsidies.models import Advies, Adviesafwijking, Beschikking, Beschikkingsbedrag, Besluit, Subsidie, Voorstelgrond
from subsidies.selectors.standen import jaarstanden
from subsidies.services import aanvullen, adviseren, besluiten
from subsidies.verlies import Verliesrij, verliezers
from tests.subsidies.conftest import (
    GROND,
    RUIMTE,
    Wereld,
    geweigerd,
    kies_gronden,
    leg_voor,
    stel_voor,
)

Als = Callable[[Lidmaatschap], Client]
REDEN = "Het aantal uren is hoger dan bij vergelijkbare huizen."


def besluit(wereld: Wereld, wie: str = "besluitnemer", **velden: object) -> Besluit:
    return besluiten.neem_besluit(aanvraag_id=wereld.aanvraag.pk, motivering="", door=wereld[wie], **velden)


def html_aan(organisatie: Organisatie) -> str:
    brief = Beschikking.objects.get(deel__organisatie=organisatie).brief
    return naar_html(lees_snapshot(brief.soort, brief.snapshot))


def mandaat_direct(wereld: Wereld) -> None:
    Mandaat.objects.create(
        lidmaatschap=wereld["besluitnemer"],
        soort_besluit="directe_vaststelling",
        maximum=RUIMTE,
        van=timezone.localdate() - datetime.timedelta(days=10),
        grondslag="Mandaatbesluit (voorbeeld), onderdeel 4.3",
    )


# --- grounds to refuse ---


def test_a_refusal_needs_a_ground_when_it_is_decided(beoordeeld: Wereld) -> None:
    stel_voor(beoordeeld, beoordeeld.brug, "0.00", REDEN)
    leg_voor(beoordeeld)
    Voorstelgrond.objects.all().delete()

    with geweigerd("voorstel.geen_grond"):
        besluit(beoordeeld)


def test_a_refusal_without_a_ground_is_not_even_offered(beoordeeld: Wereld) -> None:
    stel_voor(beoordeeld, beoordeeld.brug, "0.00", REDEN)
    Voorstelgrond.objects.all().delete()

    with geweigerd("voorstel.geen_grond"):
        leg_voor(beoordeeld)


def test_every_chosen_ground_stands_in_the_letter_with_its_article_and_motivation(beoordeeld: Wereld) -> None:
    stel_voor(beoordeeld, beoordeeld.brug, "0.00", REDEN)
    kies_gronden(beoordeeld, beoordeeld.brug, "plafond", "overlap")
    leg_voor(beoordeeld)

    besluit(beoordeeld)

    html = html_aan(beoordeeld.brug)
    assert html.count(GROND) == 2
    assert html.index("Artikel 4:25 lid 2 Awb") < html.index("ASV voorbeeld, artikel 3 lid 4")
    assert REDEN in html


def test_the_grounds_of_a_partial_grant_stand_in_the_letter_too(beoordeeld: Wereld) -> None:
    stel_voor(beoordeeld, beoordeeld.brug, "30000.00", REDEN)
    kies_gronden(beoordeeld, beoordeeld.brug, "kosten")
    leg_voor(beoordeeld)

    besluit(beoordeeld)

    assert "De kosten zijn hoger dan redelijk is voor deze activiteiten." in html_aan(beoordeeld.brug)


def test_a_ground_without_a_motivation_is_refused(beoordeeld: Wereld) -> None:
    with geweigerd("voorstel.grond_motivering"):
        kies_gronden(beoordeeld, beoordeeld.brug, "doel", motivering=" ")


def test_a_ground_that_does_not_hold_today_is_refused(beoordeeld: Wereld) -> None:
    morgen = timezone.localdate() + datetime.timedelta(days=1)
    Weigeringsgrond.objects.create(code="nieuw", tekst="Nieuw.", artikel="ASV 1", geldig_van=morgen)

    with geweigerd("voorstel.grond_geldt_niet"):
        kies_gronden(beoordeeld, beoordeeld.brug, "nieuw")


def test_the_page_keeps_what_was_typed_and_asks_for_the_reason(als: Als, beoordeeld: Wereld) -> None:
    client = als(beoordeeld["beoordelaar"])
    deel = beoordeeld.deel(beoordeeld.brug)
    pagina = reverse("subsidies:voorstel_besluit", args=[beoordeeld.aanvraag.kenmerk, deel.pk])
    grond = Weigeringsgrond.objects.get(code="doel")

    leeg = client.post(pagina, {f"grond_{grond.pk}": "on"})
    goed = client.post(pagina, {f"grond_{grond.pk}": "on", f"motivering_{grond.pk}": GROND})

    assert (leeg.status_code, goed.status_code) == (422, 302)
    assert "Schrijf waarom deze grond hier geldt." in leeg.content.decode()
    assert [(rij.grond, rij.motivering) for rij in Voorstelgrond.objects.all()] == [(grond, GROND)]


# --- settled at once ---


def test_a_small_grant_is_settled_in_the_same_decision(beoordeeld: Wereld) -> None:
    mandaat_direct(beoordeeld)
    stel_voor(beoordeeld, beoordeeld.brug, "2500.00", REDEN)
    kies_gronden(beoordeeld, beoordeeld.brug, meteen=True)
    leg_voor(beoordeeld)

    besluit(beoordeeld)

    subsidie = Subsidie.objects.get(deel=beoordeeld.deel(beoordeeld.brug))
    assert (subsidie.stand, subsidie.beschikking.soort) == ("vastgesteld", "directe_vaststelling")
    assert [(rij.verleend, rij.vastgesteld) for rij in subsidie.beschikking.bedragen.all()] == [
        (Decimal("2500.00"), Decimal("2500.00"))
    ] * 2
    stand = jaarstanden(subsidie)[2027]
    assert (stand.recht, stand.verplicht) == (Decimal("2500.00"), Decimal("2500.00"))
    brief = subsidie.beschikking.brief
    html = html_aan(beoordeeld.brug)
    assert brief.soort == "directe_vaststelling"
    for zin in ("Wij stellen uw subsidie voor 2027–2028 meteen vast op €\u00a05.000,00.", "Buurthuis", REDEN, "4567"):
        assert zin in html, zin
    assert render(lees_snapshot(brief.soort, brief.snapshot)).inhoud.startswith(b"%PDF-1.7")


def test_settling_at_once_needs_its_own_mandate(beoordeeld: Wereld) -> None:
    stel_voor(beoordeeld, beoordeeld.brug, "2500.00", REDEN)
    kies_gronden(beoordeeld, beoordeeld.brug, meteen=True)
    leg_voor(beoordeeld)

    with geweigerd("mandaat.ontoereikend"):
        besluit(beoordeeld)
    mandaat_direct(beoordeeld)
    besluit(beoordeeld)


@pytest.mark.parametrize(("bedrag", "mag"), [("2500.00", True), ("2500.01", False)])
def test_only_up_to_the_threshold_of_the_scheme(bedrag: str, mag: bool, beoordeeld: Wereld) -> None:
    stel_voor(beoordeeld, beoordeeld.brug, bedrag, REDEN)

    if mag:
        kies_gronden(beoordeeld, beoordeeld.brug, meteen=True)
    else:
        with geweigerd("voorstel.boven_drempel"):
            kies_gronden(beoordeeld, beoordeeld.brug, meteen=True)


def test_an_amount_raised_since_is_refused_when_decided(beoordeeld: Wereld) -> None:
    mandaat_direct(beoordeeld)
    stel_voor(beoordeeld, beoordeeld.brug, "2500.00", REDEN)
    kies_gronden(beoordeeld, beoordeeld.brug, meteen=True)
    leg_voor(beoordeeld)
    Parameter.objects.create(
        regeling=beoordeeld.aanvraag.regeling,
        sleutel="drempel_directe_vaststelling",
        waarde="4999.99",
        geldig_van=timezone.localdate(),
        artikel="ASV",
    )

    with geweigerd("voorstel.boven_drempel"):
        besluit(beoordeeld)


# --- otherwise than was advised ---


def adviseer(wereld: Wereld, strekking: str = "weigeren", deel_id: int | None = None) -> Advies:
    return adviseren.geef_advies(
        aanvraag_id=wereld.aanvraag.pk,
        deel_id=deel_id,
        strekking=Advies.Strekking(strekking),
        tekst="Doe het niet.",
        afzender="de adviescommissie",
        datum=timezone.localdate(),
        door=wereld["beoordelaar"],
    )


def test_deviating_from_an_advice_needs_a_reason(beoordeeld: Wereld) -> None:
    advies = adviseer(beoordeeld)
    leg_voor(beoordeeld)

    with geweigerd("besluit.adviesreden"):
        besluit(beoordeeld)
    genomen = besluit(beoordeeld, redenen={advies.pk: "De raad vraagt hier juist om."})

    afwijking = Adviesafwijking.objects.get()
    assert (afwijking.besluit, afwijking.advies) == (genomen, advies)
    for organisatie in (beoordeeld.anker, beoordeeld.brug):
        html = html_aan(organisatie)
        assert "De raad vraagt hier juist om." in html
        assert "3:46, 3:47 en 3:50" in html


def test_an_advice_on_one_part_is_explained_to_that_recipient_only(beoordeeld: Wereld) -> None:
    advies = adviseer(beoordeeld, deel_id=beoordeeld.deel(beoordeeld.brug).pk)
    leg_voor(beoordeeld)

    besluit(beoordeeld, redenen={advies.pk: "Brug is onmisbaar."})

    assert "Brug is onmisbaar." in html_aan(beoordeeld.brug)
    assert "Brug is onmisbaar." not in html_aan(beoordeeld.anker)


def test_an_advice_that_is_followed_asks_nothing(beoordeeld: Wereld) -> None:
    adviseer(beoordeeld, "verlenen")
    leg_voor(beoordeeld)

    besluit(beoordeeld)

    assert Adviesafwijking.objects.count() == 0


def test_the_page_asks_the_reason_on_its_own_field(als: Als, beoordeeld: Wereld) -> None:
    advies = adviseer(beoordeeld)
    leg_voor(beoordeeld)
    client = als(beoordeeld["besluitnemer"])
    pagina = reverse("subsidies:besluit_nemen", args=[beoordeeld.aanvraag.kenmerk])

    zonder = client.post(pagina, {"bevestig": "on", "motivering": "Bewaar dit."})
    met = client.post(pagina, {"bevestig": "on", f"advies_{advies.pk}": "Daarom."})

    assert (zonder.status_code, met.status_code) == (422, 302)
    assert "Schrijf waarom u anders besluit dan het advies." in zonder.content.decode()
    assert "Bewaar dit." in zonder.content.decode()
    assert beoordeeld.aanvraag.stand == "besloten"


# --- some parts now, the others later ---


def test_a_part_that_waits_for_a_supplement_does_not_delay_the_others(beoordeeld: Wereld) -> None:
    brug = beoordeeld.deel(beoordeeld.brug)
    vraag = aanvullen.vraag_aanvulling(deel_id=brug.pk, wat="De begroting.", dagen=14, door=beoordeeld["beoordelaar"])
    leg_voor(beoordeeld)

    eerste = besluit(beoordeeld)

    assert list(eerste.beschikkingen.values_list("deel__organisatie__naam", flat=True)) == [beoordeeld.anker.naam]
    assert beoordeeld.aanvraag.stand == "in_behandeling"

    aanvullen.vul_aan(aanvulling_id=vraag.pk, antwoord="Hier is zij.", door=beoordeeld["brug"])
    stel_voor(beoordeeld, beoordeeld.brug, "40000.00")
    leg_voor(beoordeeld)
    tweede = besluit(beoordeeld, "tweede_besluitnemer")

    [beschikking] = tweede.beschikkingen.all()
    assert beschikking.deel == brug
    assert beoordeeld.aanvraag.stand == "besloten"
    verdeling = lees_snapshot(beschikking.brief.soort, beschikking.brief.snapshot).verdeling
    assert [(rij.deelnemer, rij.totaal, rij.is_ontvanger) for rij in verdeling.rijen] == [
        (beoordeeld.anker.naam, Decimal("120000.00"), False),
        (beoordeeld.brug.naam, Decimal("80000.00"), True),
    ]
    assert Beschikkingsbedrag.objects.filter(beschikking__wijzigt=None).count() == 4


# --- read before deciding ---


def test_every_letter_can_be_read_before_and_nothing_is_written(als: Als, voorgesteld: Wereld) -> None:
    brieven, beschikkingen = Brief.objects.count(), Beschikking.objects.count()
    kenmerk = voorgesteld.aanvraag.kenmerk
    anker = voorgesteld.deel(voorgesteld.anker)

    for wie in ("beoordelaar", "besluitnemer"):
        client = als(voorgesteld[wie])
        lijst = client.get(reverse("subsidies:besluit_voorbeeld", args=[kenmerk]))
        brief = client.get(reverse("subsidies:besluit_voorbeeldbrief", args=[kenmerk, anker.pk]))
        pdf = client.get(reverse("subsidies:besluit_voorbeeld_pdf", args=[kenmerk, anker.pk]))

        assert voorgesteld.brug.naam in lijst.content.decode()
        assert "Wij verlenen u ten hoogste" in brief.content.decode()
        assert pdf.content.startswith(b"%PDF-1.7")

    assert (Brief.objects.count(), Beschikking.objects.count()) == (brieven, beschikkingen)
    assert "volgt bij verzending" in pdf.headers["Content-Disposition"].replace("-", " ")


def test_the_preview_warns_for_what_is_empty(als: Als, voorgesteld: Wereld) -> None:
    Organisatie.objects.filter(pk=voorgesteld.brug.pk).update(iban="")

    pagina = als(voorgesteld["beoordelaar"]).get(
        reverse("subsidies:besluit_voorbeeld", args=[voorgesteld.aanvraag.kenmerk])
    )

    assert "Het rekeningnummer van de organisatie is niet bekend." in pagina.content.decode()


def test_the_preview_costs_at_most_12_queries(als: Als, voorgesteld: Wereld, django_assert_max_num_queries) -> None:
    client = als(voorgesteld["beoordelaar"])

    with django_assert_max_num_queries(12):
        antwoord = client.get(reverse("subsidies:besluit_voorbeeld", args=[voorgesteld.aanvraag.kenmerk]))

    assert antwoord.status_code == 200


@pytest.mark.parametrize("wie", ["beoordelaar", "besluitnemer"])
def test_so_does_the_letter_also_for_who_would_sign_it(
    als: Als, voorgesteld: Wereld, wie: str, django_assert_max_num_queries
) -> None:
    deel = voorgesteld.deel(voorgesteld.anker)
    adres = reverse("subsidies:besluit_voorbeeldbrief", args=[voorgesteld.aanvraag.kenmerk, deel.pk])
    client = als(voorgesteld[wie])
    client.get(adres)  # a reader who was here before

    with django_assert_max_num_queries(12):
        antwoord = client.get(adres)

    assert antwoord.status_code == 200


def verlies(naam: str, gevraagd: int, voorstel: int, nu: int | None = None) -> Verliesrij:
    return Verliesrij(
        organisatie=naam,
        gevraagd=Decimal(gevraagd),
        voorstel=Decimal(voorstel),
        eerste_jaar=Decimal(voorstel),
        nu=None if nu is None else Decimal(nu),
    )


def test_who_loses_more_than_the_limit_comes_first_who_loses_most() -> None:
    rijen = [
        verlies("Tien procent", 100, 90),
        verlies("Elf procent", 100, 89),
        verlies("De helft van nu", 100, 100, 200),
        verlies("Alles", 100, 0),
        verlies("Meer dan nu", 100, 100, 50),
    ]

    assert [rij.organisatie for rij in verliezers(rijen, Decimal(10))] == ["Alles", "De helft van nu", "Elf procent"]


def test_the_deciding_page_says_who_loses_much(als: Als, beoordeeld: Wereld) -> None:
    stel_voor(beoordeeld, beoordeeld.brug, "30000.00", REDEN)
    leg_voor(beoordeeld)

    pagina = als(beoordeeld["besluitnemer"]).get(
        reverse("subsidies:besluit_nemen", args=[beoordeeld.aanvraag.kenmerk])
    )

    tekst = pagina.content.decode()
    assert "Meer dan 10% minder" in tekst
    assert "25%" in tekst or "25,0%" in tekst
