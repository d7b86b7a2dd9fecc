"""The comments as pages: what was typed is never lost, and what is not for you is not there."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brieven.models import Bericht
from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap
from overzichten.selectors.werklijst import werkregels
from subsidies.models import Opmerking
from subsidies.services import opmerking as services
from subsidies.services import voorziening as voorzieningen
from tests.subsidies.conftest import Wereld
from tests.subsidies.tafelgesprek import VRAAG, intern, plaats, stel_aan

Als = Callable[[Lidmaatschap], Client]


def adres(wereld: Wereld, naam: str = "opmerkingen", *args: object) -> str:
    return reverse(f"subsidies:{naam}", args=[wereld.aanvraag.kenmerk, *args])


def html(client: Client, pad: str) -> str:
    antwoord = client.get(pad)
    assert antwoord.status_code == 200
    return antwoord.content.decode()


def test_a_comment_is_placed_answered_settled_and_opened_again(als: Als, gevuld: Wereld) -> None:
    deel = gevuld.deel(gevuld.anker)
    client = als(gevuld["brug"])

    nieuw = client.post(adres(gevuld, "opmerking_nieuw"), {"over": f"begroting-{deel.pk}", "tekst": VRAAG})
    vraag = Opmerking.objects.get()
    assert nieuw.url == f"{adres(gevuld)}?stand=open#opmerking-{vraag.pk}"
    assert f'id="opmerking-{vraag.pk}"' in html(client, adres(gevuld))

    client = als(gevuld["anker"])
    client.post(adres(gevuld, "opmerking_antwoord", vraag.pk), {"tekst": "Met een app."})
    client.post(adres(gevuld, "opmerking_afhandelen", vraag.pk))
    assert VRAAG not in html(client, adres(gevuld))
    afgehandeld = html(client, adres(gevuld) + "?stand=afgehandeld")
    assert VRAAG in afgehandeld
    assert "Met een app." in afgehandeld

    client.post(adres(gevuld, "opmerking_heropenen", vraag.pk))
    assert VRAAG in html(client, adres(gevuld))


def test_from_the_page_of_a_section_one_comes_back_there(als: Als, gevuld: Wereld) -> None:
    tekst = gevuld.aanvraag.antwoorden.first()
    data = {"over": f"antwoord-{tekst.pk}", "tekst": VRAAG}

    antwoord = als(gevuld["anker"]).post(adres(gevuld, "opmerking_nieuw") + "?terug=onderdeel", data)

    assert antwoord.url == f"{adres(gevuld, 'antwoord_wijzig', tekst.pk)}#opmerking-{Opmerking.objects.get().pk}"


@pytest.mark.parametrize(
    "data",
    [
        {"over": "aanvraag", "tekst": "x" * 2001},
        {"over": "voorziening-999999", "tekst": "Bij iets dat weg is."},
        {"tekst": "Zonder onderdeel."},
    ],
)
def test_a_refused_comment_keeps_what_was_typed(als: Als, gevuld: Wereld, data: dict[str, str]) -> None:
    antwoord = als(gevuld["anker"]).post(adres(gevuld, "opmerking_nieuw"), data)

    assert (antwoord.status_code, Opmerking.objects.count()) == (422, 0)
    assert data["tekst"] in antwoord.content.decode()


def test_an_answer_to_what_was_settled_meanwhile_is_not_lost(als: Als, gevuld: Wereld) -> None:
    vraag = plaats(gevuld, gevuld["brug"])
    services.handel_af(opmerking_id=vraag.pk, door=gevuld["brug"])

    antwoord = als(gevuld["anker"]).post(adres(gevuld, "opmerking_antwoord", vraag.pk), {"tekst": "Mijn antwoord."})

    assert antwoord.status_code == 422
    assert "Mijn antwoord." in antwoord.content.decode()
    assert "intussen afgehandeld" in antwoord.content.decode()


def test_after_submission_a_comment_is_refused_with_its_reason_and_its_text(als: Als, ingediend: Wereld) -> None:
    client = als(ingediend["anker"])

    antwoord = client.post(adres(ingediend, "opmerking_nieuw"), {"over": "aanvraag", "tekst": "Te laat."})

    assert antwoord.status_code == 422
    assert "De aanvraag is ingediend" in antwoord.content.decode()
    assert "Te laat." in antwoord.content.decode()
    assert "Plaats de opmerking" not in html(client, adres(ingediend))


def test_the_municipality_chooses_who_sees_it(als: Als, gevuld: Wereld) -> None:
    client = als(gevuld["beoordelaar"])
    data = {"over": "aanvraag", "tekst": VRAAG}

    assert client.post(adres(gevuld, "opmerking_nieuw"), data).status_code == 422
    client.post(adres(gevuld, "opmerking_nieuw"), data | {"zichtbaarheid": "gemeente"})

    assert Opmerking.objects.get().zichtbaarheid == "gemeente"


def test_a_partner_who_sends_along_that_choice_still_speaks_to_the_table(als: Als, gevuld: Wereld) -> None:
    data = {"over": "aanvraag", "tekst": VRAAG, "zichtbaarheid": "gemeente"}

    als(gevuld["anker"]).post(adres(gevuld, "opmerking_nieuw"), data)

    assert Opmerking.objects.get().zichtbaarheid == "tafel"


# --- an attacker at the table ---


@pytest.mark.parametrize("wie", ["anker", "anker_leest", "brug", "begeleider"])
def test_an_internal_comment_leaks_nowhere(als: Als, gevuld: Wereld, wie: str) -> None:
    gevuld.leden["begeleider"] = stel_aan(gevuld)
    tekst, deel = gevuld.aanvraag.antwoorden.first(), gevuld.deel(gevuld.anker)
    for bij in (None, tekst, deel, deel.voorzieningen.get()):
        geheim = intern(gevuld, bij)
        services.beantwoord(opmerking_id=geheim.pk, tekst="Dit plan is te duur.", door=gevuld["beoordelaar"])
    client = als(gevuld[wie])

    paden = [
        adres(gevuld),
        adres(gevuld) + "?stand=afgehandeld",
        adres(gevuld) + f"?over=antwoord-{tekst.pk}",
        *(adres(gevuld, naam) for naam in ("aanvraag_detail", "aanvraag_lees", "akkoorden", "herinneren")),
        adres(gevuld, "geschiedenis", "antwoord", tekst.pk),
        reverse("brieven:berichten"),
        reverse("overzichten:werklijst"),
        reverse("organisaties:mijn_export"),
    ]
    gelezen = [client.get(pad, follow=True).content.decode() for pad in paden]

    assert not any("te duur" in pagina or "opmerking-" in pagina for pagina in gelezen)
    assert "(4 open)" not in "".join(gelezen)
    assert not Bericht.objects.exists()
    for naam in ("opmerking_antwoord", "opmerking_afhandelen", "opmerking_heropenen"):
        er_is_niets = client.post(adres(gevuld, naam, 999_999), {"tekst": "?"})
        verborgen = client.post(adres(gevuld, naam, geheim.pk), {"tekst": "?"})
        assert er_is_niets.status_code == verborgen.status_code == 404
    assert Opmerking.objects.count() == 8
    assert not Gebeurtenis.objects.filter(soort__startswith="opmerking.", lidmaatschap_id=gevuld[wie].pk).exists()


def test_a_comment_of_another_application_is_not_reached_through_this_one(als: Als, gevuld: Wereld) -> None:
    vraag = plaats(gevuld, gevuld["brug"])
    pad = reverse("subsidies:opmerking_antwoord", args=["SB-2026-0000", vraag.pk])

    assert als(gevuld["anker"]).post(pad, {"tekst": "?"}).status_code == 404
    assert als(gevuld["buiten"]).get(adres(gevuld)).status_code == 404


def test_what_somebody_types_is_text(als: Als, gevuld: Wereld) -> None:
    plaats(gevuld, gevuld["brug"], tekst="<script>alert(1)</script>")

    assert "<script>alert" not in html(als(gevuld["anker"]), adres(gevuld))


# --- find what is for you ---


def test_the_page_shows_what_waits_for_me_what_i_wrote_and_what_is_about_our_part(als: Als, gevuld: Wereld) -> None:
    plaats(gevuld, gevuld["beoordelaar"], gevuld.deel(gevuld.brug), tekst="Aan Brug.")
    plaats(gevuld, gevuld["brug"], gevuld.deel(gevuld.anker), tekst="Van Brug aan Anker.")
    client = als(gevuld["brug"])

    gezien = {
        van: {
            tekst
            for tekst in ("Aan Brug.", "Van Brug aan Anker.")
            if tekst in html(client, adres(gevuld) + f"?van={van}")
        }
        for van in ("", "wacht", "mij", "deel")
    }

    assert gezien == {
        "": {"Aan Brug.", "Van Brug aan Anker."},
        "wacht": {"Aan Brug."},
        "mij": {"Van Brug aan Anker."},
        "deel": {"Aan Brug."},
    }


def test_the_comments_of_a_removed_voorziening_stand_under_its_absence(als: Als, gevuld: Wereld) -> None:
    voorziening = gevuld.deel(gevuld.anker).voorzieningen.get()
    plaats(gevuld, gevuld["brug"], voorziening)
    voorzieningen.verwijder_voorziening(voorziening_id=voorziening.pk, door=gevuld["anker"])

    pagina = html(als(gevuld["brug"]), adres(gevuld))

    assert VRAAG in pagina
    assert "Verwijderde voorziening" in pagina


def test_the_worklist_counts_what_waits_and_leads_to_it(gevuld: Wereld) -> None:
    plaats(gevuld, gevuld["beoordelaar"], gevuld.deel(gevuld.brug))
    plaats(gevuld, gevuld["beoordelaar"], gevuld.deel(gevuld.brug).voorzieningen.get())

    regels = {regel.wat: regel.url for regel in werkregels(gevuld["brug"])}

    assert regels["2 opmerkingen lezen en beantwoorden"] == f"{adres(gevuld)}?van=wacht"
    assert not any("opmerking" in regel.wat for regel in werkregels(gevuld["anker_leest"]))


def test_the_page_costs_the_same_for_1_and_for_80_comments(als: Als, gevuld: Wereld) -> None:
    client, tekst = als(gevuld["anker"]), gevuld.aanvraag.antwoorden.first()

    def kosten() -> int:
        with CaptureQueriesContext(connection) as opgevangen:
            html(client, adres(gevuld))
        return len([vraag for vraag in opgevangen if "SAVEPOINT" not in vraag["sql"]])

    plaats(gevuld, gevuld["brug"], tekst)
    html(client, adres(gevuld))
    een = kosten()
    eerste = Opmerking.objects.get()
    stukken = [("voorziening", stuk.pk) for stuk in gevuld.deel(gevuld.anker).voorzieningen.all()]
    stukken += [("antwoord", stuk.pk) for stuk in gevuld.aanvraag.antwoorden.all()]
    for nummer in range(40):
        soort, pk = stukken[nummer % len(stukken)]
        vraag = Opmerking.objects.create(
            aanvraag=gevuld.aanvraag, soort=soort, onderdeel=pk, zichtbaarheid="tafel", tekst="?", door=eerste.door
        )
        Opmerking.objects.create(
            aanvraag=gevuld.aanvraag,
            soort=soort,
            onderdeel=pk,
            op=vraag,
            zichtbaarheid="tafel",
            tekst="!",
            door=gevuld["anker"],
        )

    assert Opmerking.objects.count() == 81
    assert kosten() == een <= 12
