"""A later decision from form to letter, through the pages."""

import datetime
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from subsidies.models import Beschikking
from tests.subsidies.conftest import Wereld
from tests.uitvoering.conftest import stand, stel_bijstelling_voor, subsidie_van
from uitvoering.models import Vervolgvoorstel
from uitvoering.services import voorbereiden


def invoer(wereld: Wereld, bedrag: str, grond: str = "gunste", **anders: str) -> dict[str, str]:
    veld = f"verandering_{subsidie_van(wereld, wereld.anker).pk}_2027"
    return {"grond": grond, "motivering": "Er komen meer bewoners.", veld: bedrag} | anders


def nieuw(wereld: Wereld) -> str:
    return reverse("uitvoering:voorstel_nieuw", args=[subsidie_van(wereld, wereld.anker).kenmerk, "bijstelling"])


def test_a_proposal_is_made_read_offered_and_decided(verleend: Wereld, als):
    als(verleend["beoordelaar"]).post(nieuw(verleend), invoer(verleend, "5.000"))
    voorstel = Vervolgvoorstel.objects.get()
    client = als(verleend["beoordelaar"])
    brief = [voorstel.kenmerk, voorstel.regels.get().pk]

    gelezen = client.get(reverse("uitvoering:voorstel_brief", args=brief)).content.decode()
    pdf = client.get(reverse("uitvoering:voorstel_brief_pdf", args=brief))
    client.post(reverse("uitvoering:voorleggen", args=[voorstel.kenmerk]))
    als(verleend["besluitnemer"]).post(
        reverse("uitvoering:voorstel_besluit", args=[voorstel.kenmerk]), {"bevestig": "on"}
    )

    assert "Er komen meer bewoners." in gelezen
    assert "Concept" in gelezen
    assert pdf.content.startswith(b"%PDF")
    assert stand(verleend, verleend.anker).gewijzigd == Decimal("5000.00")
    assert Beschikking.objects.filter(soort=Beschikking.Soort.BIJSTELLING).count() == 1


def test_what_was_typed_stays_when_it_is_wrong(verleend: Wereld, als):
    antwoord = als(verleend["beoordelaar"]).post(nieuw(verleend), invoer(verleend, "vijf"))

    assert antwoord.status_code == 422
    assert "Er komen meer bewoners." in antwoord.content.decode()
    assert 'value="vijf"' in antwoord.content.decode()
    assert not Vervolgvoorstel.objects.exists()


def test_a_kind_that_begins_elsewhere_has_no_form(verleend: Wereld, als):
    kenmerk = subsidie_van(verleend, verleend.anker).kenmerk

    for soort in ("vaststelling", "indexering", "aanvraag", "niets"):
        adres = reverse("uitvoering:voorstel_nieuw", args=[kenmerk, soort])
        assert als(verleend["beoordelaar"]).get(adres).status_code == 404


def test_a_second_click_lands_on_what_was_decided(verleend: Wereld, als):
    voorstel = stel_bijstelling_voor(verleend, {2027: Decimal("5000.00")})
    voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=verleend["beoordelaar"])
    client, adres = als(verleend["besluitnemer"]), reverse("uitvoering:voorstel_besluit", args=[voorstel.kenmerk])

    client.post(adres, {"bevestig": "on"})
    nogmaals = client.post(adres, {"bevestig": "on"})

    assert nogmaals.status_code == 302
    assert stand(verleend, verleend.anker).gewijzigd == Decimal("5000.00")


def test_the_recipient_hears_of_it_and_answers_on_its_own_page(verleend: Wereld, als):
    voorstel = stel_bijstelling_voor(verleend, {2027: Decimal("-5000.00")}, grond="niet_uitgevoerd")
    adres = reverse("uitvoering:zienswijze", args=[voorstel.kenmerk, voorstel.regels.get().pk])
    assert als(verleend["anker"]).get(adres).status_code == 404

    uiterlijk = timezone.localdate() + datetime.timedelta(days=14)
    als(verleend["beoordelaar"]).post(
        reverse("uitvoering:zienswijze_vragen", args=[voorstel.kenmerk]), {"uiterlijk": f"{uiterlijk:%d-%m-%Y}"}
    )
    assert als(verleend["brug"]).get(adres).status_code == 404
    antwoord = als(verleend["anker"]).post(adres, {"zienswijze": "Wij doen het in maart."})

    assert antwoord.status_code == 302
    assert voorstel.regels.get().zienswijze == "Wij doen het in maart."


def test_a_proposal_that_was_taken_back_is_a_draft_again_for_the_recipient(verleend: Wereld, als):
    voorstel = stel_bijstelling_voor(verleend, {2027: Decimal("-5000.00")}, grond="niet_uitgevoerd")
    voorbereiden.vraag_zienswijze(
        voorstel_id=voorstel.pk,
        uiterlijk=timezone.localdate() + datetime.timedelta(days=14),
        door=verleend["beoordelaar"],
    )
    adres = reverse("uitvoering:zienswijze", args=[voorstel.kenmerk, voorstel.regels.get().pk])
    assert "Er komen meer bewoners." in als(verleend["anker"]).get(adres).content.decode()

    voorbereiden.neem_terug(voorstel_id=voorstel.pk, door=verleend["beoordelaar"])

    assert "Er komen meer bewoners." not in als(verleend["anker"]).get(adres).content.decode()
