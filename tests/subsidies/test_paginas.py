"""The pages: what was typed survives a refusal, a double click lands on the first, and the doors hold."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from subsidies.models import Akkoord, Beschikking, Indiening, Jaardekking
from subsidies.services import antwoord as antwoorden
from subsidies.services import besluiten
from tests.hulp.boom import Boom, tekst
from tests.hulp.fabriek import maak_lid
from tests.subsidies.conftest import (
    JAREN,
    TEKST,
    Wereld,
    bewaar_begroting,
    dien_in,
    gezien,
    maak_geld,
)

Als = Callable[[Lidmaatschap], Client]


def adres(naam: str, *args: object) -> str:
    return reverse(f"subsidies:{naam}", args=args)


def van(wereld: Wereld, naam: str, pk: int) -> str:
    """The address of something in the application of this world."""
    return adres(naam, wereld.aanvraag.kenmerk, pk)


def html(antwoord: HttpResponse) -> str:
    return antwoord.content.decode()


def waarde(antwoord: HttpResponse, naam: str) -> str | None:
    """What stands in the field with this name."""
    element = Boom(html(antwoord)).een(name=naam)
    return element.text if element.tag == "textarea" else element.get("value")


# --- joint texts ---


def test_on_a_conflict_both_texts_are_shown_and_the_next_save_succeeds(als: Als, concept: Wereld) -> None:
    antwoord_id = concept.aanvraag.antwoorden.first().pk
    antwoorden.bewaar_antwoord(antwoord_id=antwoord_id, tekst="Van Brug.", versie=0, door=concept["brug"])
    client, pad = als(concept["anker"]), van(concept, "antwoord_wijzig", antwoord_id)

    antwoord = client.post(pad, {"tekst": "Van Anker.\r\nTwee regels.", "versie": "0"})

    naast_elkaar = tekst(Boom(html(antwoord)).een("main"))
    assert antwoord.status_code == 422
    assert "[toegevoegd:] Brug" in naast_elkaar
    assert "[toegevoegd:] Anker. Twee regels" in naast_elkaar
    assert client.post(pad, {"tekst": "Van ons samen.", "versie": "1"}).status_code == 302
    assert concept.aanvraag.antwoorden.get(pk=antwoord_id).tekst == "Van ons samen."


@pytest.mark.parametrize(("tekens", "status"), [(5000, 302), (5001, 422)])
def test_the_end_of_a_line_counts_as_one_character(tekens: int, status: int, als: Als, concept: Wereld) -> None:
    antwoord_id = concept.aanvraag.antwoorden.first().pk
    geschreven = "\r\n" * 100 + "x" * (tekens - 100)

    antwoord = als(concept["anker"]).post(
        van(concept, "antwoord_wijzig", antwoord_id), {"tekst": geschreven, "versie": "0"}
    )

    assert antwoord.status_code == status


def test_a_text_after_the_call_closed_is_refused_but_not_lost(als: Als, ingediend: Wereld) -> None:
    antwoord_id = ingediend.aanvraag.antwoorden.first().pk

    antwoord = als(ingediend["anker"]).post(
        van(ingediend, "antwoord_wijzig", antwoord_id), {"tekst": "Laat.", "versie": "1"}
    )

    assert antwoord.status_code == 422
    assert waarde(antwoord, "tekst").strip() == "Laat."
    assert ingediend.aanvraag.antwoorden.get(pk=antwoord_id).tekst == TEKST


# --- akkoord ---


def test_agreeing_through_the_page(als: Als, gevuld: Wereld) -> None:
    client, pad = als(gevuld["anker"]), van(gevuld, "akkoord", gevuld.deel(gevuld.anker).pk)
    op_de_pagina = waarde(client.get(pad), "gezien")

    antwoord = client.post(pad, {"gezien": op_de_pagina, "bevestig": "on"})

    assert op_de_pagina == gezien(gevuld, gevuld.anker)
    assert (antwoord.status_code, Akkoord.objects.get().inhoudshash) == (302, op_de_pagina)
    assert client.post(pad, {"gezien": op_de_pagina, "bevestig": "on"}).status_code == 302
    assert Akkoord.objects.count() == 1


def test_agreeing_to_what_changed_shows_the_new_content_with_its_own_hash(als: Als, gevuld: Wereld) -> None:
    client, pad = als(gevuld["anker"]), van(gevuld, "akkoord", gevuld.deel(gevuld.anker).pk)
    oud = waarde(client.get(pad), "gezien")
    bewaar_begroting(gevuld.deel(gevuld.brug), "4321.00", gevuld["brug"])

    antwoord = client.post(pad, {"gezien": oud, "bevestig": "on"})

    assert (antwoord.status_code, Akkoord.objects.count()) == (422, 0)
    assert "gewijzigd sinds u deze pagina opende" in html(antwoord)
    assert "4.321" in html(antwoord)
    assert waarde(antwoord, "gezien") == gezien(gevuld, gevuld.anker) != oud


@pytest.mark.parametrize("data", [{}, {"gezien": "0" * 64}, {"bevestig": "on"}])
def test_agreeing_asks_for_a_tick_and_a_hash(data: dict, als: Als, gevuld: Wereld) -> None:
    antwoord = als(gevuld["anker"]).post(van(gevuld, "akkoord", gevuld.deel(gevuld.anker).pk), data)

    assert (antwoord.status_code, Akkoord.objects.count()) == (422, 0)


# --- submitting ---


def test_a_double_submit_lands_on_the_receipt(als: Als, eens: Wereld) -> None:
    client, kenmerk = als(eens["anker"]), eens.aanvraag.kenmerk

    eerste = client.post(adres("aanvraag_indienen", kenmerk), {"bevestig": "on"})
    tweede = client.post(adres("aanvraag_indienen", kenmerk), {"bevestig": "on"})

    assert eerste.url == tweede.url == adres("ingediend", kenmerk)
    assert Indiening.objects.count() == 1
    assert Gebeurtenis.objects.filter(soort="aanvraag.ingediend").count() == 1


def test_what_is_missing_stands_on_the_page_instead_of_the_button(als: Als, gevuld: Wereld) -> None:
    antwoord = als(gevuld["anker"]).post(adres("aanvraag_indienen", gevuld.aanvraag.kenmerk), {"bevestig": "on"})

    assert antwoord.status_code == 422
    assert "Geef akkoord op uw deel (Stichting Voorbeeld Brug)" in html(antwoord)
    assert "Dien de aanvraag in" not in html(antwoord)


@pytest.mark.parametrize("naam", ["aanvraag_indienen", "aanvraag_intrekken"])
def test_without_a_tick_nothing_happens(naam: str, als: Als, eens: Wereld) -> None:
    antwoord = als(eens["anker"]).post(adres(naam, eens.aanvraag.kenmerk), {})

    assert (antwoord.status_code, eens.aanvraag.stand) == (422, "concept")


def test_the_submitted_application_is_read_with_its_hash(als: Als, ingediend: Wereld) -> None:
    antwoord = als(ingediend["anker_leest"]).get(adres("aanvraag_lees", ingediend.aanvraag.kenmerk), follow=True)

    assert Indiening.objects.get().sha256 in html(antwoord)


# --- the doors ---

EIGEN = ["begroting_wijzig", "voorziening_nieuw", "akkoord"]
ZAAK = ["aanvraag_detail", "aanvraag_lees"]


@pytest.mark.parametrize("naam", [*EIGEN, *ZAAK, "antwoord_wijzig", "aanvraag_indienen", "penvoerder_kiezen"])
def test_for_another_organisation_the_application_does_not_exist(naam: str, als: Als, gevuld: Wereld) -> None:
    sleutel = {"antwoord_wijzig": gevuld.aanvraag.antwoorden.first().pk} | dict.fromkeys(
        EIGEN, gevuld.deel(gevuld.anker).pk
    )

    pad = adres(naam, gevuld.aanvraag.kenmerk, *([sleutel[naam]] if naam in sleutel else []))

    assert als(gevuld["buiten"]).get(pad).status_code == 404
    assert als(gevuld["anker"]).get(pad).status_code == 200


@pytest.mark.parametrize("naam", EIGEN)
@pytest.mark.parametrize("wie", ["anker_leest", "brug"])
def test_who_may_read_but_not_write_hears_why(naam: str, wie: str, als: Als, gevuld: Wereld) -> None:
    antwoord = als(gevuld[wie]).get(adres(naam, gevuld.aanvraag.kenmerk, gevuld.deel(gevuld.anker).pk))

    assert antwoord.status_code == 403
    assert Gebeurtenis.objects.filter(soort="toegang.geweigerd").count() == 1


def test_a_draft_is_no_case_yet(als: Als, eens: Wereld) -> None:
    client = als(eens["beoordelaar"])

    assert client.get(adres("zaak_detail", eens.aanvraag.kenmerk)).status_code == 404
    assert client.get(van(eens, "voorstel_wijzig", eens.deel(eens.anker).pk)).status_code == 404


# --- the case ---


def test_the_case_is_walked_from_receipt_to_decision(als: Als, ingediend: Wereld) -> None:
    kenmerk, client = ingediend.aanvraag.kenmerk, als(ingediend["beoordelaar"])
    client.post(adres("zaak_oppakken", kenmerk), {"zonder_belang": "on"})
    for code in ("bereik", "samenhang"):
        client.post(adres("beoordeling_wijzig", kenmerk, code), {"oordeel": "voldoende", "toelichting": "Goed."})
    for organisatie, bedrag in ((ingediend.anker, "60.000,00"), (ingediend.brug, "40000")):
        client.post(
            adres("voorstel_wijzig", kenmerk, ingediend.deel(organisatie).pk),
            {f"jaar_{jaar}": bedrag for jaar in JAREN},
        )
    client.post(adres("zaak_voorleggen", kenmerk))
    assert ingediend.aanvraag.stand == "voorgesteld"

    besluitnemer = als(ingediend["besluitnemer"])
    eerste = besluitnemer.post(adres("besluit_nemen", kenmerk), {"bevestig": "on"})
    tweede = besluitnemer.post(adres("besluit_nemen", kenmerk), {"bevestig": "on"})

    assert eerste.url == tweede.url == adres("zaak_detail", kenmerk)
    assert Beschikking.objects.count() == 2
    assert besluitnemer.get(adres("zaak_detail", kenmerk)).status_code == 200
    assert besluitnemer.get(adres("zaak_beschikkingen", kenmerk)).status_code == 200


def test_a_proposal_without_its_reason_keeps_what_was_typed(als: Als, in_behandeling: Wereld) -> None:
    antwoord = als(in_behandeling["beoordelaar"]).post(
        van(in_behandeling, "voorstel_wijzig", in_behandeling.deel(in_behandeling.anker).pk),
        {"jaar_2027": "1.000,50", "jaar_2028": "0", "motivering": " ", "verplichting": "Werk samen."},
    )

    assert antwoord.status_code == 422
    assert "U wijkt af van het plan." in html(antwoord)
    assert [waarde(antwoord, naam).strip() for naam in ("jaar_2027", "jaar_2028", "verplichting")] == [
        "1.000,50",
        "0",
        "Werk samen.",
    ]


def test_a_decision_without_room_keeps_the_page_and_says_why(als: Als, voorgesteld: Wereld) -> None:
    Jaardekking.objects.filter(jaar=2027).delete()

    antwoord = als(voorgesteld["besluitnemer"]).post(
        adres("besluit_nemen", voorgesteld.aanvraag.kenmerk), {"bevestig": "on", "motivering": "Zie advies."}
    )

    assert antwoord.status_code == 422
    assert "Kies eerst uit welk budget 2027 wordt betaald." in html(antwoord)
    assert waarde(antwoord, "motivering").strip() == "Zie advies."


def test_who_assessed_reads_why_another_decides(als: Als, voorgesteld: Wereld) -> None:
    besluitnemer = voorgesteld["beoordelaar"]
    maak_lid(Rol.BESLUITNEMER, besluitnemer.organisatie, besluitnemer.gebruiker)
    client = als(besluitnemer)
    ander = besluitnemer.gebruiker.lidmaatschappen.exclude(pk=besluitnemer.pk).get()
    client.post(reverse("organisaties:wissel"), {"lidmaatschap": ander.pk})

    antwoord = client.post(adres("besluit_nemen", voorgesteld.aanvraag.kenmerk), {"bevestig": "on"})

    assert antwoord.status_code == 403
    assert "U was al beoordelaar in deze zaak." in html(antwoord)
    assert list(Gebeurtenis.objects.exclude(geweigerd="").values_list("soort", "geweigerd")) == [
        ("aanvraag.besloten", "vier_ogen.eerdere_rol")
    ]


# --- the cover ---


def test_a_refused_year_of_the_cover_is_recorded_and_the_others_are_kept(als: Als, voorgesteld: Wereld) -> None:
    besluiten.neem_besluit(aanvraag_id=voorgesteld.aanvraag.pk, motivering="", door=voorgesteld["besluitnemer"])
    ander = maak_geld(voorgesteld["financieel"], naam="Ander")
    pad = adres("dekking_kiezen", voorgesteld.tafel.uitvraag.kenmerk, voorgesteld.tafel.thema.code)

    antwoord = als(voorgesteld["financieel"]).post(pad, {f"doel_{jaar}_1": ander.pk for jaar in JAREN})

    assert antwoord.status_code == 422
    assert "Voor 2027 is al verleend. De dekking staat vast." in html(antwoord)
    assert set(Jaardekking.objects.values_list("bestedingsdoel", flat=True)) == {voorgesteld.doel.pk}
    assert list(Gebeurtenis.objects.exclude(geweigerd="").values_list("geweigerd", flat=True)) == [
        "dekking.in_gebruik"
    ] * len(JAREN)


# --- beginning ---


def test_the_table_leads_to_its_one_application(als: Als, wereld: Wereld) -> None:
    pad = adres("aanvraag_van_tafel", wereld.tafel.uitvraag.kenmerk, wereld.tafel.thema.code)

    begin = als(wereld["anker"]).post(pad)
    detail = adres("aanvraag_detail", wereld.aanvraag.kenmerk)

    assert begin.url == detail
    assert als(wereld["brug"]).get(pad).url == als(wereld["beoordelaar"]).get(pad).url == detail
    assert als(wereld["buiten"]).get(pad).status_code == 200


def test_the_next_step_of_a_writer_stands_on_the_page(als: Als, concept: Wereld) -> None:
    antwoord = als(concept["anker"]).get(adres("aanvraag_detail", concept.aanvraag.kenmerk))

    assert "Vul uw begroting in" in html(antwoord)
    assert antwoord.context["volgende"][0].url == adres(
        "begroting_wijzig", concept.aanvraag.kenmerk, concept.deel(concept.anker).pk
    )


def test_hostile_text_is_shown_as_text(als: Als, eens: Wereld) -> None:
    kwaad = "<script>alert(1)</script> =cmd|' /C calc'!A0 \u202e Łódź"
    antwoord_id = eens.aanvraag.antwoorden.first().pk
    antwoorden.bewaar_antwoord(antwoord_id=antwoord_id, tekst=kwaad, versie=1, door=eens["anker"])

    pagina = html(als(eens["anker"]).get(adres("aanvraag_lees", eens.aanvraag.kenmerk)))

    assert "<script>alert(1)" not in pagina
    assert "&lt;script&gt;alert(1)" in pagina
    assert dien_in(eens).inhoud["antwoorden"][0]["tekst"] == kwaad
