"""The pages: what was typed survives a refusal, a double click lands on the first, and the doors hold."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from subsidies.models import Akkoord, Beschikking, Indiening, Jaardekking, Voorziening
from subsidies.services import besluiten, schrijven
from tests.hulp.boom import Boom, tekst
from tests.hulp.fabriek import maak_lid, maak_uitvraag, tafels_van
from tests.subsidies.conftest import (
    JAREN,
    TEKST,
    Wereld,
    bewaar_begroting,
    dien_in,
    foto,
    gezien,
    maak_geld,
)
from thematafels.models import Stadsdeel, Subdoel

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


def begroting(*regels: tuple[str, str, str, str], versie: object = 0) -> dict[str, Any]:
    """The posted form set; a line is kind, description and an amount for each of the two years."""
    velden: dict[str, Any] = {"versie": versie, "regel-TOTAL_FORMS": len(regels), "regel-INITIAL_FORMS": 0}
    for nummer, regel in enumerate(regels):
        namen = ("soort", "omschrijving", *(f"jaar_{jaar}" for jaar in JAREN))
        velden |= {f"regel-{nummer}-{naam}": inhoud for naam, inhoud in zip(namen, regel, strict=True)}
    return velden


# --- the budget ---


def test_a_budget_is_filled_in_the_dutch_way(als: Als, concept: Wereld) -> None:
    deel = concept.deel(concept.anker)

    antwoord = als(concept["anker_schrijft"]).post(
        van(concept, "begroting_wijzig", deel.pk),
        begroting(("loon", "Uren", "1.234,50", "1500"), ("", "", "", ""), ("eigen", "Giften", "34,50", "")),
    )

    assert (antwoord.status_code, antwoord.url) == (302, adres("aanvraag_detail", concept.aanvraag.kenmerk))
    assert list(deel.posten.values_list("omschrijving", "bedragen__bedrag")) == [
        ("Uren", Decimal("1234.50")),
        ("Uren", Decimal("1500.00")),
        ("Giften", Decimal("34.50")),
        ("Giften", Decimal("0.00")),
    ]


@pytest.mark.parametrize(
    ("regel", "fout"),
    [
        (("loon", "Uren", "12,345.6", "1"), "Vul een bedrag in zoals 1.234,50."),
        (("loon", "", "5", "1"), "Vul een omschrijving in."),
        (("", "Uren", "5", "1"), "Kies een soort."),
        (("eigen", "Uren", "5", "1"), "In 2027 is de dekking 5,00 euro hoger dan de kosten."),
        (("loon", "Uren", "-5", "1"), "Vul een bedrag van 0 of hoger in."),
    ],
)
def test_a_refused_budget_keeps_what_was_typed(regel: tuple, fout: str, als: Als, concept: Wereld) -> None:
    eerder = foto()

    antwoord = als(concept["anker"]).post(
        van(concept, "begroting_wijzig", concept.deel(concept.anker).pk),
        begroting(("huisvesting", "Huur", "0", "7"), regel),
    )

    assert (antwoord.status_code, foto()) == (422, eerder)
    assert fout in html(antwoord)
    assert [waarde(antwoord, f"regel-1-{naam}") or "" for naam in ("omschrijving", "jaar_2027")] == list(regel[1:3])


def test_two_versions_of_a_budget_stand_side_by_side_and_the_next_save_succeeds(als: Als, concept: Wereld) -> None:
    deel = concept.deel(concept.anker)
    bewaar_begroting(deel, "777.00", concept["anker_schrijft"])
    client, pad = als(concept["anker"]), van(concept, "begroting_wijzig", deel.pk)

    antwoord = client.post(pad, begroting(("loon", "Mijn uren", "5", "6")))

    assert antwoord.status_code == 422
    assert "Dit staat er nu" in html(antwoord)
    assert "777" in html(antwoord)
    assert waarde(antwoord, "regel-0-omschrijving") == "Mijn uren"
    opnieuw = client.post(pad, begroting(("loon", "Mijn uren", "5", "6"), versie=waarde(antwoord, "versie")))
    assert opnieuw.status_code == 302


@pytest.mark.parametrize("data", [{}, {"versie": "0", "regel-TOTAL_FORMS": "999", "regel-INITIAL_FORMS": "0"}])
def test_a_mangled_budget_is_refused_with_a_reason(data: dict, als: Als, concept: Wereld) -> None:
    antwoord = als(concept["anker"]).post(van(concept, "begroting_wijzig", concept.deel(concept.anker).pk), data)

    assert antwoord.status_code == 422
    assert list(Boom(html(antwoord)).alle(role="alert"))
    assert all(tekst(melding) for melding in Boom(html(antwoord)).alle(role="alert"))


# --- voorzieningen ---


def voorziening_data(wereld: Wereld, **anders: Any) -> dict[str, Any]:
    thema = wereld.tafel.thema
    return {
        "naam": "Buurthuis",
        "omschrijving": "Elke dag open.",
        "bereik_per_jaar": "100",
        "versie": "0",
        "subdoelen": [thema.subdoelen.first().pk],
        "stadsdelen": [Stadsdeel.objects.first().pk],
    } | anders


def test_a_voorziening_is_added_and_changed(als: Als, concept: Wereld) -> None:
    client, deel = als(concept["anker"]), concept.deel(concept.anker)
    client.post(van(concept, "voorziening_nieuw", deel.pk), voorziening_data(concept))
    voorziening = Voorziening.objects.get()

    antwoord = client.post(
        van(concept, "voorziening_wijzig", voorziening.pk),
        voorziening_data(concept, naam="Huis", preventief="on", versie="1"),
    )

    voorziening.refresh_from_db()
    assert (antwoord.status_code, voorziening.naam, voorziening.preventief) == (302, "Huis", True)


def test_a_voorziening_a_colleague_saved_first_is_not_overwritten(als: Als, concept: Wereld) -> None:
    client, kenmerk = als(concept["anker"]), concept.aanvraag.kenmerk
    client.post(adres("voorziening_nieuw", kenmerk, concept.deel(concept.anker).pk), voorziening_data(concept))
    voorziening = Voorziening.objects.get()
    pad = adres("voorziening_wijzig", kenmerk, voorziening.pk)
    client.post(pad, voorziening_data(concept, naam="Van de collega", versie="1", clientondersteuning="on"))

    conflict = client.post(pad, voorziening_data(concept, naam="Van mij", versie="1"))

    assert (conflict.status_code, Voorziening.objects.get().naam) == (422, "Van de collega")
    assert "Van de collega" in html(conflict)
    assert "<dd>cliëntondersteuning</dd>" in html(conflict)
    assert (waarde(conflict, "naam"), waarde(conflict, "versie")) == ("Van mij", "2")

    client.post(pad, voorziening_data(concept, naam="Van ons samen", versie="2"))

    assert Voorziening.objects.get().naam == "Van ons samen"


@pytest.mark.parametrize(
    "anders", [{"naam": ""}, {"bereik_per_jaar": "veel"}, {"bereik_per_jaar": "99999999999"}, {"subdoelen": []}]
)
def test_a_refused_voorziening_keeps_what_was_typed(anders: dict, als: Als, concept: Wereld) -> None:
    data = voorziening_data(concept, omschrijving="Veel werk.") | anders

    antwoord = als(concept["anker"]).post(van(concept, "voorziening_nieuw", concept.deel(concept.anker).pk), data)

    assert (antwoord.status_code, Voorziening.objects.count()) == (422, 0)
    assert waarde(antwoord, "omschrijving").strip() == "Veel werk."


def test_goals_of_another_theme_cannot_be_chosen(als: Als, concept: Wereld) -> None:
    elders = Subdoel.objects.filter(thema__tafel=tafels_van(maak_uitvraag())[0]).get()

    antwoord = als(concept["anker"]).post(
        van(concept, "voorziening_nieuw", concept.deel(concept.anker).pk),
        voorziening_data(concept, subdoelen=[elders.pk]),
    )

    assert (antwoord.status_code, Voorziening.objects.count()) == (422, 0)


def test_a_voorziening_is_removed_by_post_only(als: Als, gevuld: Wereld) -> None:
    client, voorziening = als(gevuld["anker"]), gevuld.deel(gevuld.anker).voorzieningen.get()

    assert client.get(van(gevuld, "voorziening_verwijder", voorziening.pk)).status_code == 405
    assert client.post(van(gevuld, "voorziening_verwijder", voorziening.pk)).status_code == 302
    assert client.post(van(gevuld, "voorziening_verwijder", voorziening.pk)).status_code == 404


# --- joint texts ---


def test_on_a_conflict_both_texts_are_shown_and_the_next_save_succeeds(als: Als, concept: Wereld) -> None:
    antwoord_id = concept.aanvraag.antwoorden.first().pk
    schrijven.bewaar_antwoord(antwoord_id=antwoord_id, tekst="Van Brug.", versie=0, door=concept["brug"])
    client, pad = als(concept["anker"]), van(concept, "antwoord_wijzig", antwoord_id)

    antwoord = client.post(pad, {"tekst": "Van Anker.\r\nTwee regels.", "versie": "0"})

    assert antwoord.status_code == 422
    assert "Van Brug." in html(antwoord)
    assert waarde(antwoord, "tekst").split() == ["Van", "Anker.", "Twee", "regels."]
    assert waarde(antwoord, "versie") == "1"
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

    assert eerste.url == tweede.url == adres("aanvraag_detail", kenmerk)
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
    antwoord = als(ingediend["anker_leest"]).get(adres("aanvraag_lees", ingediend.aanvraag.kenmerk))

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
    client.post(adres("zaak_oppakken", kenmerk))
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

    antwoord = als(voorgesteld["financieel"]).post(pad, {f"jaar_{jaar}": ander.pk for jaar in JAREN})

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
    assert antwoord.context["volgende"].url == adres(
        "begroting_wijzig", concept.aanvraag.kenmerk, concept.deel(concept.anker).pk
    )


def test_hostile_text_is_shown_as_text(als: Als, eens: Wereld) -> None:
    kwaad = "<script>alert(1)</script> =cmd|' /C calc'!A0 \u202e Łódź"
    antwoord_id = eens.aanvraag.antwoorden.first().pk
    schrijven.bewaar_antwoord(antwoord_id=antwoord_id, tekst=kwaad, versie=1, door=eens["anker"])

    pagina = html(als(eens["anker"]).get(adres("aanvraag_lees", eens.aanvraag.kenmerk)))

    assert "<script>alert(1)" not in pagina
    assert "&lt;script&gt;alert(1)" in pagina
    assert dien_in(eens).inhoud["antwoorden"][0]["tekst"] == kwaad
