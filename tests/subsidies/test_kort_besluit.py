"""An individual application through assessment and decision to letter and ledger; one ceiling for all of them."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from begroting.models import Verplichting
from subsidies.models import Beschikking
from subsidies.services import beoordelen, besluiten, oordelen
from subsidies.services.oordelen import Oordeelinvoer
from tests.subsidies.conftest import geweigerd, tegelijk
from tests.subsidies.kort import JAAR, Loket, begin, dien_in, open_loket, vul_in
from thematafels.models import Criterium

Als = Callable[..., Client]


def naar_voorstel(loket: Loket, wie: str = "lotus", verleend: str = "8000.00") -> int:
    """Begun, filled in, submitted, judged and proposed; the key of the application."""
    begin(loket, wie)
    vul_in(loket, wie)
    dien_in(loket, wie)
    aanvraag = loket.aanvraag(wie)
    beoordelaar = loket["beoordelaar"]
    beoordelen.neem_in_behandeling(aanvraag_id=aanvraag.pk, door=beoordelaar)
    for criterium in Criterium.objects.filter(uitvraag=aanvraag.uitvraag):
        oordelen.beoordeel(
            aanvraag_id=aanvraag.pk,
            criterium_id=criterium.pk,
            invoer=Oordeelinvoer("voldoende", "Helder."),
            door=beoordelaar,
        )
    beoordelen.stel_bedragen_voor(
        deel_id=loket.deel(wie).pk,
        bedragen={JAAR: Decimal(verleend)},
        motivering="" if verleend == "8000.00" else "Minder materiaal.",
        verplichting="",
        door=beoordelaar,
    )
    beoordelen.leg_voorstel_voor(aanvraag_id=aanvraag.pk, door=beoordelaar)
    return aanvraag.pk


def besluit(loket: Loket, pk: int, wie: str = "besluitnemer", reden: str = "") -> None:
    besluiten.neem_besluit(aanvraag_id=pk, motivering=reden, door=loket[wie])


@pytest.mark.parametrize("regeling", ["zelforganisaties", "pilots"])
def test_it_ends_in_a_letter_and_a_commitment(regeling: str, db: None) -> None:
    loket = open_loket(regeling)

    besluit(loket, naar_voorstel(loket))

    beschikking = Beschikking.objects.get()
    brief = beschikking.brief.snapshot["inhoud"]
    verplichting = Verplichting.objects.get()
    assert (beschikking.soort, loket.aanvraag().stand) == ("verlening", "besloten")
    assert (verplichting.ontvanger_id, verplichting.kenmerk) == (
        loket["lotus"].organisatie_id,
        f"{beschikking.kenmerk}/{JAAR}",
    )
    assert verplichting.bestedingsdoel_id == loket.doel.pk
    assert (brief["tafel"], brief["verdeling"], len(brief["niveaus"])) == ("", None, 3)
    assert [activiteit["naam"] for activiteit in brief["activiteiten"]] == ["Elke dinsdag koken wij samen."]


def test_a_proposal_waits_for_every_criterium_of_the_call(db: None) -> None:
    loket = open_loket()
    begin(loket)
    vul_in(loket)
    dien_in(loket)
    pk = loket.aanvraag().pk
    beoordelen.neem_in_behandeling(aanvraag_id=pk, door=loket["beoordelaar"])
    beoordelen.stel_bedragen_voor(
        deel_id=loket.deel().pk,
        bedragen={JAAR: Decimal(8000)},
        motivering="",
        verplichting="",
        door=loket["beoordelaar"],
    )

    with geweigerd("voorstel.onvolledig") as fout:
        beoordelen.leg_voorstel_voor(aanvraag_id=pk, door=loket["beoordelaar"])

    assert fout.value.bericht == "Dit mist nog: Vraag over bereik; Vraag over samenhang."


def test_what_others_were_granted_counts_against_the_ceiling(db: None) -> None:
    loket = open_loket(plafond="15000.00")
    eerste, tweede = naar_voorstel(loket), naar_voorstel(loket, "regenboog")
    besluit(loket, eerste)

    with geweigerd("voorstel.boven_plafond") as fout:
        besluit(loket, tweede)

    assert fout.value.bericht == (
        "In 2027 is het voorstel, met wat al is verleend, 1.000,00 euro hoger dan het plafond."
    )


def test_exactly_up_to_the_ceiling_is_granted(db: None) -> None:
    loket = open_loket(plafond="16000.00")

    for pk in (naar_voorstel(loket), naar_voorstel(loket, "regenboog")):
        besluit(loket, pk)

    assert Beschikking.objects.count() == 2


@pytest.mark.fouten
@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_once_that_exceed_the_ceiling_together_one_is_refused() -> None:
    loket = open_loket(plafond="15000.00")
    eerste, tweede = naar_voorstel(loket), naar_voorstel(loket, "regenboog")

    reden = "De volgorde telt hier niet."
    uitkomsten = tegelijk(
        lambda: besluit(loket, eerste, reden=reden),
        lambda: besluit(loket, tweede, "tweede_besluitnemer", reden),
    )

    assert sorted(uitkomsten) == ["gelukt", "voorstel.boven_plafond"]
    assert (Beschikking.objects.count(), Verplichting.objects.count()) == (1, 1)


def test_the_case_reads_as_that_of_one_organisation(db: None, als: Als) -> None:
    loket = open_loket()
    besluit(loket, naar_voorstel(loket, "regenboog"))
    naar_voorstel(loket)
    client, kenmerk = als(loket["beoordelaar"]), loket.aanvraag().kenmerk

    zaak = client.get(reverse("subsidies:zaak_detail", args=[kenmerk])).content.decode()
    oordeel = client.get(reverse("subsidies:beoordeling_wijzig", args=[kenmerk, "bereik"])).content.decode()
    gelezen = client.get(reverse("subsidies:aanvraag_detail", args=[kenmerk])).content.decode()

    assert "Vereniging Lotus" in zaak
    assert "gezamenlijk" not in zaak.lower()
    assert 'data-label="Aan anderen"><span>8.000</span>' in zaak
    assert "Elke dinsdag koken wij samen." in oordeel
    assert "schrijven samen" not in gelezen
