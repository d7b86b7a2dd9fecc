"""A later decision, from proposal to ledger and letter."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from begroting.models import Stand
from brieven.models import Brief
from organisaties.models import Organisatie
from subsidies.models import Beschikking, Subsidie
from tests.subsidies.conftest import JAREN, Wereld, geweigerd
from tests.uitvoering.conftest import stand, stel_bijstelling_voor, subsidie_van
from thematafels.models import Plafond, Uitvraag
from uitvoering.models import Vervolgvoorstel
from uitvoering.selectors.betaalkalender import kalender
from uitvoering.selectors.lijst import subsidie_rijen
from uitvoering.selectors.subsidie import laad_subsidie
from uitvoering.services import besluiten, bezwaar, voorbereiden
from uitvoering.services.voorbereiden import Bedragen

MEER = Decimal("5000.00")
GEMAAKT = {"stand": "gemaakt", "bestand": "brief.pdf", "sha256": "0" * 64, "bladzijden": 1}


def test_a_decision_begins_a_grant_with_a_commitment_per_year(verleend: Wereld):
    subsidie = subsidie_van(verleend, verleend.anker)

    assert subsidie.stand == Subsidie.Stand.LOPEND
    assert subsidie.kenmerk == subsidie.beschikking.kenmerk
    assert [jaar.jaar for jaar in subsidie.jaren.all()] == list(JAREN)
    nu = stand(verleend, verleend.anker)
    assert (nu.gevraagd, nu.verleend, nu.gewijzigd, nu.vastgesteld, nu.verplicht, nu.betaald) == (
        Decimal("60000.00"),
        Decimal("60000.00"),
        Decimal("0.00"),
        None,
        Decimal("60000.00"),
        Decimal("0.00"),
    )


def test_more_money_is_booked_and_told_in_a_letter(verleend: Wereld):
    voorstel = stel_bijstelling_voor(verleend, {2027: MEER})
    voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=verleend["beoordelaar"])

    besluit = besluiten.besluit(voorstel_id=voorstel.pk, door=verleend["besluitnemer"])

    voorstel.refresh_from_db()
    beschikking = besluit.beschikkingen.get()
    assert (voorstel.stand, voorstel.besluit) == ("besloten", besluit)
    assert (beschikking.soort, beschikking.wijzigt) == (
        Beschikking.Soort.BIJSTELLING,
        subsidie_van(verleend, verleend.anker).beschikking,
    )
    nu = stand(verleend, verleend.anker)
    assert (nu.verleend, nu.gewijzigd, nu.nu, nu.verplicht) == (
        Decimal("60000.00"),
        MEER,
        Decimal("65000.00"),
        Decimal("65000.00"),
    )
    assert Stand.objects.get(bestedingsdoel=verleend.doel).verplicht == Decimal("205000.00")
    brief = Brief.objects.get(kenmerk=beschikking.kenmerk)
    assert brief.onderwerp == f"Uw subsidie voor {verleend.tafel.thema.naam} verandert"
    assert brief.snapshot["inhoud"]["secties"][1]["delen"][0]["regels"] == [
        "Uw subsidie was €\u00a0120.000,00 en wordt €\u00a0125.000,00."
    ]


def test_more_money_stays_under_the_ceiling_of_the_table(verleend: Wereld):
    nu = stand(verleend, verleend.anker).nu + stand(verleend, verleend.brug).nu
    Plafond.objects.filter(tafel=verleend.tafel, jaar=2027).update(bedrag=nu + MEER - Decimal("0.01"))
    voorstel = stel_bijstelling_voor(verleend, {2027: MEER})

    with geweigerd("vervolg.plafond"):
        voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=verleend["beoordelaar"])

    Plafond.objects.filter(tafel=verleend.tafel, jaar=2027).update(bedrag=nu + MEER)
    voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=verleend["beoordelaar"])
    besluiten.besluit(voorstel_id=voorstel.pk, door=verleend["besluitnemer"])
    assert stand(verleend, verleend.anker).gewijzigd == MEER


@pytest.mark.parametrize(
    ("grond", "bedrag", "opnieuw"),
    [
        ("niet_uitgevoerd", -MEER, False),
        ("niet_uitgevoerd", -MEER / 2, False),
        ("niet_uitgevoerd", -MEER * 2, True),
        ("verplichting", -MEER, True),
    ],
)
def test_who_was_heard_on_less_or_on_another_ground_is_heard_again(
    verleend: Wereld, grond: str, bedrag: Decimal, opnieuw: bool
):
    voorstel = stel_bijstelling_voor(verleend, {2027: -MEER}, grond="niet_uitgevoerd")
    beoordelaar, regel = verleend["beoordelaar"], voorstel.regels.get()
    uiterlijk = timezone.localdate() + datetime.timedelta(days=14)
    voorbereiden.vraag_zienswijze(voorstel_id=voorstel.pk, uiterlijk=uiterlijk, door=beoordelaar)
    voorbereiden.geef_zienswijze(regel_id=regel.pk, tekst="Wij doen het later.", door=verleend["anker"])
    voorbereiden.reageer(regel_id=regel.pk, tekst="Later is te laat.", door=beoordelaar)
    voorbereiden.neem_terug(voorstel_id=voorstel.pk, door=beoordelaar)

    voorbereiden.wijzig(
        voorstel_id=voorstel.pk,
        grond=grond,
        motivering="Wij keken nog eens.",
        regels=[Bedragen(regel.subsidie_id, verandering={2027: bedrag})],
        door=beoordelaar,
    )

    regel.refresh_from_db()
    assert regel.zienswijze == "Wij doen het later."
    if not opnieuw:
        assert voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=beoordelaar).stand == "voorgelegd"
        return
    with geweigerd("vervolg.niet_gehoord"):
        voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=beoordelaar)
    voorbereiden.vraag_zienswijze(voorstel_id=voorstel.pk, uiterlijk=uiterlijk, door=beoordelaar)
    assert Brief.objects.filter(soort="voornemen").count() == 2


def test_who_prepared_it_does_not_decide(verleend: Wereld):
    voorstel = stel_bijstelling_voor(verleend, {2027: MEER})
    voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=verleend["beoordelaar"])

    with geweigerd("toegang.rol"):
        besluiten.besluit(voorstel_id=voorstel.pk, door=verleend["beoordelaar"])


def test_less_money_waits_until_the_recipient_was_heard(verleend: Wereld):
    voorstel = stel_bijstelling_voor(verleend, {2027: -MEER}, grond="niet_uitgevoerd")

    with geweigerd("vervolg.niet_gehoord"):
        voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=verleend["beoordelaar"])

    uiterlijk = timezone.localdate() + datetime.timedelta(days=14)
    voorbereiden.vraag_zienswijze(voorstel_id=voorstel.pk, uiterlijk=uiterlijk, door=verleend["beoordelaar"])
    regel = voorstel.regels.get()
    voorbereiden.geef_zienswijze(regel_id=regel.pk, tekst="Wij doen het later.", door=verleend["anker"])
    voorbereiden.reageer(regel_id=regel.pk, tekst="Later valt buiten de periode.", door=verleend["beoordelaar"])
    voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=verleend["beoordelaar"])
    besluiten.besluit(voorstel_id=voorstel.pk, door=verleend["besluitnemer"])

    assert stand(verleend, verleend.anker).verplicht == Decimal("55000.00")
    assert Vervolgvoorstel.objects.get().stand == "besloten"


@pytest.mark.parametrize(
    ("uitvraag", "organisatie", "merk"), [(True, False, True), (False, True, True), (False, False, False)]
)
def test_every_later_letter_about_something_made_up_says_so(
    verleend: Wereld, uitvraag: bool, organisatie: bool, merk: bool
):
    Uitvraag.objects.filter(pk=verleend.aanvraag.uitvraag_id).update(fictief=uitvraag)
    Organisatie.objects.filter(pk=verleend.anker.pk).update(fictief=organisatie)
    eerder = set(Brief.objects.values_list("pk", flat=True))
    uiterlijk = timezone.localdate() + datetime.timedelta(days=14)

    voorstel = stel_bijstelling_voor(verleend, {2027: -MEER}, grond="niet_uitgevoerd")
    voorbereiden.vraag_zienswijze(voorstel_id=voorstel.pk, uiterlijk=uiterlijk, door=verleend["beoordelaar"])
    regel = voorstel.regels.get()
    voorbereiden.geef_zienswijze(regel_id=regel.pk, tekst="Wij doen het later.", door=verleend["anker"])
    voorbereiden.reageer(regel_id=regel.pk, tekst="Dat kan niet.", door=verleend["beoordelaar"])
    voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=verleend["beoordelaar"])
    besluiten.besluit(voorstel_id=voorstel.pk, door=verleend["besluitnemer"])
    bezwaar.maak_bezwaar(
        besluitkenmerk=Beschikking.objects.get(soort="bijstelling").kenmerk,
        gronden="Te weinig.",
        door=verleend["anker"],
    )

    nieuw = Brief.objects.exclude(pk__in=eerder)
    assert dict(nieuw.values_list("soort", "snapshot__inhoud__kop__voorbeeld")) == {
        "voornemen": merk,
        "bijstelling": merk,
        "ontvangst_bezwaar": merk,
    }


def test_a_partner_knows_of_a_later_decision_once_its_letter_was_sent(verleend: Wereld):
    voorstel = stel_bijstelling_voor(verleend, {2027: MEER})
    voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=verleend["beoordelaar"])
    subsidie, partner, officier = subsidie_van(verleend, verleend.anker), verleend["anker"], verleend["beoordelaar"]
    besluit = besluiten.besluit(voorstel_id=voorstel.pk, door=verleend["besluitnemer"])
    brief = besluit.beschikkingen.get().brief

    stil = [laad_subsidie(subsidie, partner), subsidie_rijen(partner, {}, None)[0][0], kalender(partner)]
    for velden in ({"stand": "bezig"}, GEMAAKT, {"stand": "verzonden"}):
        Brief.objects.filter(pk=brief.pk).update(**velden)
    bekend = [laad_subsidie(subsidie, partner), subsidie_rijen(partner, {}, None)[0][0], kalender(partner)]

    assert laad_subsidie(subsidie, officier).gewijzigd == MEER
    assert (stil[0].gewijzigd, len(stil[0].besluiten), stil[1].verleend) == (0, 1, Decimal("120000.00"))
    assert (bekend[0].gewijzigd, len(bekend[0].besluiten), bekend[1].verleend) == (MEER, 2, Decimal("125000.00"))
    assert stil[2].rijen == []
    assert sum(rij.bedrag for rij in bekend[2].rijen) == Decimal("125000.00")
