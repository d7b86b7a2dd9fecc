"""What changed since an akkoord: read back from what was saved, by whom and when, in as many queries as ever."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from organisaties.models import Lidmaatschap, Organisatie
from subsidies.models import Onderdeel
from subsidies.services import akkoord as akkoorden
from subsidies.services import antwoord as antwoorden
from subsidies.services import deelnemen, terugzetten
from subsidies.services import voorziening as voorzieningen
from subsidies.uitvoer.sinds import Sinds, aandeelwijzigingen, gevraagd_uit, totaal
from subsidies.uitvoer.sinds_lezen import akkoord_erbij, laad_sinds
from subsidies.uitvoer.toegang import haal_uit_te_voeren_deel
from tests.architectuur.test_querybudget import kosten
from tests.hulp.fabriek import maak_machtiging
from tests.subsidies.conftest import JAREN, Wereld, bewaar_begroting, bewaar_voorziening, geef_akkoord
from tests.subsidies.deelnemers import neem_derde_op

Als = Callable[[Lidmaatschap], Client]
BEDRAGEN = st.dictionaries(
    st.integers(1, 4), st.dictionaries(st.sampled_from(JAREN), st.decimals(0, 99999, places=2), min_size=1), max_size=4
)


def sinds_van(wereld: Wereld, wie: str = "anker") -> Sinds:
    lid = wereld[wie]
    deel = haal_uit_te_voeren_deel(lid, wereld.aanvraag.kenmerk, wereld.deel(lid.organisatie).pk, **akkoord_erbij())
    _, sinds = laad_sinds(deel)
    assert sinds is not None
    return sinds


def adres(wereld: Wereld, organisatie: Organisatie) -> str:
    return reverse("subsidies:sinds_akkoord", args=[wereld.aanvraag.kenmerk, wereld.deel(organisatie).pk])


def woorden(sinds: Sinds, naam: str, op: str) -> str:
    """What was added (`ins`) or removed (`del`) in the section of this name."""
    (wijziging,) = [een for een in (*sinds.eigen, *sinds.teksten) if een.naam == naam]
    return "".join(stuk.tekst for rij in wijziging.verschillen for stuk in rij.stukken if stuk.op == op)


def test_right_after_an_akkoord_nothing_changed(eens: Wereld) -> None:
    sinds = sinds_van(eens)

    assert sinds.samenvatting == (
        "Uw eigen deel is niet veranderd.",
        "De verdeling van het geld en wie er meedoet zijn niet veranderd.",
        "De gezamenlijke teksten zijn niet veranderd.",
    )
    assert (sinds.geldig, sinds.door) == (True, eens["anker"].gebruiker.naam)
    assert [*sinds.eigen, *sinds.teksten, *sinds.aandelen, *sinds.deelnemers] == []
    assert (sinds.pen, sinds.volgorde) == (None, {})


def test_a_budget_of_another_shows_as_its_share_then_and_now_and_not_as_ones_own_part(eens: Wereld) -> None:
    bewaar_begroting(eens.deel(eens.brug), "41000.00", eens["brug"])

    sinds = sinds_van(eens)

    (aandeel,) = sinds.aandelen
    assert aandeel.organisatie == "Stichting Voorbeeld Brug"
    assert aandeel.jaren == [(jaar, Decimal("40000.00"), Decimal("41000.00")) for jaar in JAREN]
    assert (sinds.totaal_toen, sinds.totaal_nu) == (Decimal("200000.00"), Decimal("202000.00"))
    assert (list(sinds.eigen), sinds.geldig) == ([], False)
    assert sinds.samenvatting[1] == (
        "Het gevraagde bedrag veranderde bij één organisatie: samen vraagt de tafel €\xa02.000,00 meer."
    )


def test_ones_own_budget_and_voorziening_show_word_by_word_by_whom_and_when(eens: Wereld) -> None:
    deel = eens.deel(eens.anker)
    voorziening = deel.voorzieningen.get()
    bewaar_voorziening(deel, voorziening.naam, eens["anker_schrijft"], voorziening.pk, omschrijving="Elke week open.")
    bewaar_voorziening(deel, "Eettafel", eens["anker"])
    bewaar_begroting(deel, "59000.00", eens["anker"])

    sinds = sinds_van(eens)

    assert [(een.naam, een.wat) for een in sinds.eigen] == [
        ("Begroting", "gewijzigd"),
        ("Buurthuis Anker", "gewijzigd"),
        ("Eettafel", "nieuw"),
    ]
    assert (woorden(sinds, "Buurthuis Anker", "del"), woorden(sinds, "Buurthuis Anker", "ins")) == (
        "dag",
        "week",
    )
    assert "59.000" in woorden(sinds, "Begroting", "ins")
    assert "Eettafel" in woorden(sinds, "Eettafel", "ins")
    assert sinds.eigen[1].door is not None
    assert sinds.eigen[1].door.naam == eens["anker_schrijft"].gebruiker.naam
    assert sinds.samenvatting[0] == "In uw eigen deel veranderde: de begroting en twee voorzieningen."


def test_the_voorzieningen_of_others_are_not_shown(eens: Wereld) -> None:
    bewaar_voorziening(eens.deel(eens.brug), "Van Brug", eens["brug"])

    assert list(sinds_van(eens).eigen) == []


def test_what_was_changed_and_changed_back_is_no_change(eens: Wereld) -> None:
    deel = eens.deel(eens.anker)
    voorziening = deel.voorzieningen.get()
    for tekst in ("Elke week open.", "Elke dag open."):
        bewaar_voorziening(deel, voorziening.naam, eens["anker"], voorziening.pk, omschrijving=tekst)
    for bedrag in ("1.00", "60000.00"):
        bewaar_begroting(deel, bedrag, eens["anker"])

    sinds = sinds_van(eens)

    assert (list(sinds.eigen), list(sinds.aandelen)) == ([], [])


def test_a_removed_voorziening_is_named_and_one_that_was_put_back_is_not(eens: Wereld) -> None:
    deel = eens.deel(eens.anker)
    voorziening = deel.voorzieningen.get()
    voorzieningen.verwijder_voorziening(voorziening_id=voorziening.pk, door=eens["anker_schrijft"])

    (weg,) = sinds_van(eens).eigen
    assert (weg.naam, weg.wat) == ("Buurthuis Anker", "verwijderd")
    assert weg.door is not None
    assert (weg.door.naam, weg.door.organisatie) == (eens["anker_schrijft"].gebruiker.naam, eens.anker.naam)

    terugzetten.zet_voorziening_terug(deel_id=deel.pk, voorziening_id=voorziening.pk, door=eens["anker"])
    assert list(sinds_van(eens).eigen) == []


def test_what_came_and_went_after_the_akkoord_was_never_agreed_to(eens: Wereld) -> None:
    nieuw = bewaar_voorziening(eens.deel(eens.anker), "Even", eens["anker"])
    voorzieningen.verwijder_voorziening(voorziening_id=nieuw.pk, door=eens["anker"])

    assert list(sinds_van(eens).eigen) == []


def test_another_order_of_voorzieningen_is_told(gevuld: Wereld) -> None:
    tweede = bewaar_voorziening(gevuld.deel(gevuld.anker), "Eettafel", gevuld["anker"])
    geef_akkoord(gevuld, gevuld.anker, gevuld["anker"])
    voorzieningen.verplaats_voorziening(voorziening_id=tweede.pk, hoger=True, door=gevuld["anker_schrijft"])

    sinds = sinds_van(gevuld)

    assert {soort: wie.naam for soort, wie in sinds.volgorde.items()} == {
        Onderdeel.VOORZIENING: gevuld["anker_schrijft"].gebruiker.naam
    }
    assert sinds.samenvatting[0] == "In uw eigen deel veranderde: de volgorde van de voorzieningen."


def test_a_joint_text_shows_with_its_words(eens: Wereld) -> None:
    antwoord = eens.aanvraag.antwoorden.first()
    antwoorden.bewaar_antwoord(
        antwoord_id=antwoord.pk, tekst="Wij doen dit samen met buren.", versie=antwoord.versie, door=eens["brug"]
    )

    sinds = sinds_van(eens)

    assert woorden(sinds, str(antwoord.vraag), "ins") == "buren"
    assert sinds.samenvatting[2] == "Er is één gezamenlijke tekst veranderd."
    assert sinds.geldig  # a joint text voids no akkoord


def test_who_joined_and_who_left_since_is_told_with_the_money(eens: Wereld) -> None:
    neem_derde_op(eens)
    deelnemen.stap_uit(deel_id=eens.deel(eens.brug).pk, reden="Geen tijd.", door=eens["brug"])

    sinds = sinds_van(eens)

    assert [(een.organisatie, een.kwam) for een in sinds.deelnemers] == [
        (eens["buiten"].organisatie.naam, True),
        ("Stichting Voorbeeld Brug", False),
    ]
    assert [een.door.naam for een in sinds.deelnemers if een.door] == [
        eens["buiten"].gebruiker.naam,
        eens["brug"].gebruiker.naam,
    ]
    assert {een.organisatie: (een.toen, een.nu) for een in sinds.aandelen} == {
        eens["buiten"].organisatie.naam: ({}, dict.fromkeys(JAREN, Decimal("5000.00"))),
        "Stichting Voorbeeld Brug": (dict.fromkeys(JAREN, Decimal("40000.00")), {}),
    }
    assert sinds.verschil == Decimal("-70000.00")


def test_who_left_and_came_back_is_no_change(eens: Wereld) -> None:
    deelnemen.stap_uit(deel_id=eens.deel(eens.brug).pk, reden="Geen tijd.", door=eens["brug"])
    deelnemen.sluit_aan(aanvraag_id=eens.aanvraag.pk, door=eens["brug"])

    sinds = sinds_van(eens)

    assert (list(sinds.deelnemers), list(sinds.aandelen)) == ([], [])


def test_another_penvoerder_is_told_with_who_it_was(eens: Wereld) -> None:
    deelnemen.kies_penvoerder(aanvraag_id=eens.aanvraag.pk, organisatie_id=eens.brug.pk, door=eens["anker"])

    pen = sinds_van(eens).pen

    assert pen is not None
    assert (pen.toen, pen.nu) == ("Stichting Voorbeeld Anker", "Stichting Voorbeeld Brug")
    assert pen.door is not None
    assert pen.door.naam == eens["anker"].gebruiker.naam


def test_the_pen_that_changed_before_the_akkoord_did_not_change_since(gevuld: Wereld) -> None:
    deelnemen.kies_penvoerder(aanvraag_id=gevuld.aanvraag.pk, organisatie_id=gevuld.brug.pk, door=gevuld["anker"])
    geef_akkoord(gevuld, gevuld.anker, gevuld["anker"])

    assert sinds_van(gevuld).pen is None


def test_it_counts_from_the_latest_akkoord_also_when_that_was_withdrawn(eens: Wereld) -> None:
    bewaar_begroting(eens.deel(eens.brug), "1.00", eens["brug"])
    geef_akkoord(eens, eens.anker, eens["anker"])
    akkoorden.trek_akkoord_in(deel_id=eens.deel(eens.anker).pk, door=eens["anker"])

    sinds = sinds_van(eens)

    assert (list(sinds.aandelen), sinds.geldig) == ([], False)
    assert sinds.reden == "de organisatie heeft het akkoord ingetrokken"


# --- figures ---


def test_what_a_saved_budget_asks_is_costs_minus_cover() -> None:
    posten = [
        {"soort": "loon", "omschrijving": "A", "bedragen": {"2027": "100.50"}},
        {"soort": "eigen", "omschrijving": "B", "bedragen": {"2027": "0.50", "2028": "0.00"}},
    ]

    assert gevraagd_uit({"posten": posten}, JAREN) == {2027: Decimal("100.00"), 2028: Decimal("0.00")}
    assert gevraagd_uit(None, JAREN) == dict.fromkeys(JAREN, Decimal("0.00"))


@given(BEDRAGEN, BEDRAGEN)
def test_the_differences_of_all_add_up_to_that_of_the_table(
    toen: dict[int, dict[int, Decimal]], nu: dict[int, dict[int, Decimal]]
) -> None:
    rijen = aandeelwijzigingen({pk: str(pk) for pk in range(1, 5)}, toen, nu)

    assert sum(rij.verschil for rij in rijen) == totaal(nu) - totaal(toen)


# --- the page ---


def test_the_page_tells_it_in_three_lines_and_leads_to_a_new_akkoord(als: Als, eens: Wereld) -> None:
    bewaar_begroting(eens.deel(eens.brug), "41000.00", eens["brug"])
    opnieuw = reverse("subsidies:akkoord", args=[eens.aanvraag.kenmerk, eens.deel(eens.anker).pk])

    tekent, leest = (als(eens[wie]).get(adres(eens, eens.anker)).content.decode() for wie in ("anker", "anker_leest"))

    for html in (tekent, leest):
        assert all(regel in html for regel in sinds_van(eens).samenvatting)
        assert "41.000" in html
    assert (opnieuw in tekent, opnieuw in leest) == (True, False)


def test_who_signs_under_a_machtiging_may_agree_again_too(als: Als, eens: Wereld) -> None:
    maak_machtiging(eens.anker, eens["buiten"], eens["anker"])
    bewaar_begroting(eens.deel(eens.brug), "41000.00", eens["brug"])

    html = als(eens["buiten"]).get(adres(eens, eens.anker)).content.decode()

    assert reverse("subsidies:akkoord", args=[eens.aanvraag.kenmerk, eens.deel(eens.anker).pk]) in html


def test_without_an_earlier_akkoord_the_page_says_so(als: Als, gevuld: Wereld) -> None:
    antwoord = als(gevuld["anker"]).get(adres(gevuld, gevuld.anker))

    assert antwoord.status_code == 200
    assert "gaf in deze aanvraag nog geen akkoord" in antwoord.content.decode()


@pytest.mark.parametrize("keren", [1, 20])
def test_the_page_costs_at_most_12_queries_whatever_the_number_of_versions(als: Als, eens: Wereld, keren: int) -> None:
    deel = eens.deel(eens.anker)
    for nummer in range(keren):
        bewaar_voorziening(deel, f"Voorziening {nummer}", eens["anker"])
        bewaar_begroting(deel, f"{nummer + 1}.00", eens["anker"])
        antwoord = eens.aanvraag.antwoorden.first()
        antwoorden.bewaar_antwoord(
            antwoord_id=antwoord.pk, tekst=f"Versie {nummer}.", versie=antwoord.versie, door=eens["brug"]
        )

    vragen = kosten(als(eens["anker"]), adres(eens, eens.anker))

    assert len(vragen) == 9, "\n".join(vragen)
