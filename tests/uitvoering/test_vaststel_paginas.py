"""The pages of settling and reclaiming, from the first figure to the money that came back."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from organisaties.models import Lidmaatschap
from tests.subsidies.conftest import Wereld
from tests.uitvoering.afloop import (
    NA_2027,
    TE_LAAT,
    VERLEEND,
    betaal,
    op,
    periode,
    stel_vast,
    vorder_terug,
    vraag_aan,
    vul,
)
from tests.uitvoering.conftest import subsidie_van
from uitvoering.geplakt import lees_geplakt
from uitvoering.models import Terugvorderplan, Vaststelling, Vervolgvoorstel

Als = Callable[[Lidmaatschap], Client]


def adres(wereld: Wereld, naam: str = "vaststelling", *args: object) -> str:
    kenmerk = subsidie_van(wereld, wereld.anker).kenmerk
    return reverse(f"uitvoering:{naam}", args=[kenmerk, *(args or (2027,))])


def tekst(client: Client, pad: str, status: int = 200) -> str:
    antwoord = client.get(pad)
    assert antwoord.status_code == status
    return " ".join(antwoord.content.decode().split())


def test_a_partner_fills_in_with_dutch_numbers(verleend: Wereld, als: Als):
    vaststelling = periode(verleend)
    voorziening = verleend.deel(verleend.anker).voorzieningen.get()
    client = als(verleend["anker_schrijft"])

    antwoord = client.post(
        adres(verleend, "vaststelling_invullen"),
        {
            "versie": "0",
            "activiteiten": "Elke dag open.",
            "bedrag_loon_2027": "58.250,75",
            f"bewoners_{voorziening.pk}_2027": "90",
        },
    )

    assert antwoord.status_code == 302
    assert vaststelling.cijfers.get().bedrag == Decimal("58250.75")
    assert vaststelling.bereik.get().bewoners == 90
    bladzijde = tekst(client, adres(verleend))
    assert '−1.749,25<span class="sb-onder">lager dan begroot</span>' in bladzijde
    assert " 10 minder dan gewenst" in bladzijde
    assert "Voeg een financieel verslag toe." in bladzijde


def test_a_wrong_amount_stays_on_the_page(verleend: Wereld, als: Als):
    vaststelling = periode(verleend)

    antwoord = als(verleend["anker_schrijft"]).post(
        adres(verleend, "vaststelling_invullen"),
        {"versie": "0", "activiteiten": "Elke dag open.", "bedrag_loon_2027": "veel"},
    )

    assert antwoord.status_code == 422
    assert "Vul een bedrag in zoals 1.234,50." in antwoord.content.decode()
    assert 'value="veel"' in antwoord.content.decode()
    assert "Elke dag open." in antwoord.content.decode()
    assert not vaststelling.cijfers.exists()


def test_pasted_cells_are_shown_before_they_are_saved(verleend: Wereld, als: Als):
    vaststelling = periode(verleend)

    antwoord = als(verleend["anker_schrijft"]).post(
        adres(verleend, "vaststelling_invullen"),
        {"versie": "0", "plak": "Loonkosten\t58.250,75\nInhuur\t1.000", "plakken": "1"},
    )

    assert antwoord.status_code == 200
    assert 'value="58.250,75"' in antwoord.content.decode()
    assert not vaststelling.cijfers.exists()


@pytest.mark.parametrize(
    ("geplakt", "verwacht"),
    [
        ("Loonkosten\t1.000,50", {("loon", 2027): Decimal("1000.50")}),
        ("Soort\t2027\nloon\t1\nLoonkosten\t2", {("loon", 2027): Decimal("3.00")}),
        ("\t2027\nLoonkosten\t1\nLoonkosten\t2", {("loon", 2027): Decimal("3.00")}),
        ("Loonkosten\t-\nInhuur\t5", {("inhuur", 2027): Decimal("5.00")}),
    ],
)
def test_a_block_of_cells_is_read_by_kind(geplakt: str, verwacht: dict[tuple[str, int], Decimal]):
    gelezen = lees_geplakt(geplakt, [2027])

    assert gelezen.cijfers == verwacht
    assert not gelezen.fouten


@pytest.mark.parametrize(
    ("geplakt", "fout"),
    [
        ("Taart\t1", "Regel 1: ‘Taart’ is geen soort uit de tabel."),
        ("Loonkosten\t1\t2", "Regel 1: er staan meer bedragen dan jaren."),
        ("Loonkosten\tveel", "Regel 1, 2027: Vul een bedrag in zoals 1.234,50."),
        ("", "Er staat geen enkel bedrag in."),
    ],
)
def test_a_mistake_in_the_cells_is_named_by_its_line(geplakt: str, fout: str):
    gelezen = lees_geplakt(geplakt, [2027])

    assert list(gelezen.fouten) == [fout]
    assert gelezen.cijfers == {}


def test_who_signs_hands_in_and_sees_the_term(verleend: Wereld, als: Als):
    client = als(verleend["anker"])
    with op(NA_2027):
        vul(verleend)
        client = als(verleend["anker"])

        antwoord = client.post(adres(verleend, "vaststelling_indienen"), {"bevestig": "on"}, follow=True)

    assert antwoord.status_code == 200
    assert periode(verleend).stand == Vaststelling.Stand.INGEDIEND
    assert "28 mrt 2028" in antwoord.content.decode()


def test_the_officer_finds_it_and_proposes_what_was_granted(verleend: Wereld, als: Als):
    with op(NA_2027):
        vraag_aan(verleend)
        client = als(verleend["beoordelaar"])
        assert "Aangevraagd: te beoordelen" in tekst(client, reverse("uitvoering:vast_te_stellen"))
        assert 'value="60.000,00"' in tekst(client, adres(verleend, "vaststelling_voorstellen"))

        client.post(
            adres(verleend, "vaststelling_voorstellen"),
            {"jaar_2027": "60.000", "grond": "verleend", "motivering": "Alles is gedaan."},
        )

        assert f"Bekijk voorstel {Vervolgvoorstel.objects.get().kenmerk}" in tekst(client, adres(verleend))


def test_the_officer_reminds_who_is_late(verleend: Wereld, als: Als):
    periode(verleend)
    with op(TE_LAAT):
        client = als(verleend["beoordelaar"])
        assert "Te laat: nog niet herinnerd" in tekst(client, reverse("uitvoering:vast_te_stellen"))

        client.post(adres(verleend, "vaststelling_herinneren"), {"bevestig": "on"})

        assert "Herinnerd: wacht op de organisatie" in tekst(client, reverse("uitvoering:vast_te_stellen"))


def test_a_reclaim_from_proposal_to_receipt(verleend: Wereld, als: Als):
    with op(NA_2027):
        betaal(verleend, VERLEEND)
        stel_vast(verleend, {2027: Decimal("45000.00")})
        client = als(verleend["beoordelaar"])
        pad = reverse("uitvoering:terugvordering_voorstellen", args=[subsidie_van(verleend, verleend.anker).kenmerk])
        assert 'value="15.000,00"' in tekst(client, pad)
        client.post(
            pad,
            {
                "jaar_2027": "15.000",
                "grond": "vastgesteld",
                "motivering": "Te veel betaald.",
                "wijze": "termijnen",
                "termijnen": "3",
            },
        )
        assert Terugvorderplan.objects.get().termijnen == 3
        Terugvorderplan.objects.all().delete()
        Vervolgvoorstel.objects.filter(soort="terugvordering").update(stand="ingetrokken")

        terugvordering = vorder_terug(verleend, {2027: Decimal("15000.00")})
        client = als(verleend["financieel"])
        client.post(
            adres(verleend, "terugvordering_ontvangen", terugvordering.pk),
            {"bedrag": "15.000", "datum": "01-02-2028", "kenmerk": "afschrift 7"},
        )

        assert "bank: afschrift 7" in tekst(client, adres(verleend, "terugvordering", terugvordering.pk))
        assert "Er staat geen terugvordering open." in tekst(client, reverse("uitvoering:terugvorderingen"))
