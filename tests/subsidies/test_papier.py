"""An application on paper (Awb 2:7): entered by an officer, received on the day it came."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.utils import timezone

from organisaties.models import Lidmaatschap, Organisatie
from organisaties.toegang import Rol
from subsidies.models import Aanvraagdeel, Bijlage, Indiening, Versie
from subsidies.services import akkoord, deelnemen, indienen, papier, starten, uitneming, voorziening
from subsidies.services import antwoord as antwoorden
from subsidies.services.terugzetten import zet_voorziening_terug
from tests.hulp.fabriek import maak_bestand, maak_lid
from tests.subsidies.conftest import Wereld, bewaar_begroting, bewaar_voorziening, geef_akkoord, geweigerd

REDEN = "Afgegeven aan de balie."


def begin(wereld: Wereld, wie: str = "beoordelaar") -> None:
    papier.begin_papier(tafel_id=wereld.tafel.pk, penvoerder_id=wereld.anker.pk, door=wereld[wie])


def voeg_scan_toe(wereld: Wereld, stand: str = "vrij") -> None:
    Bijlage.objects.create(
        aanvraag=wereld.aanvraag, soort=Bijlage.Soort.PAPIER, bestand=maak_bestand(stand), door=wereld["beoordelaar"]
    )


def leg_vast(wereld: Wereld, ontvangen_op: datetime.datetime | None = None, toelichting: str = REDEN) -> Indiening:
    return indienen.dien_papier_in(
        aanvraag_id=wereld.aanvraag.pk,
        ontvangen_op=ontvangen_op or timezone.now() - datetime.timedelta(days=2),
        toelichting=toelichting,
        door=wereld["beoordelaar"],
    )


@pytest.fixture
def op_papier(wereld: Wereld) -> Wereld:
    begin(wereld)
    return wereld


def test_an_officer_enters_it_and_it_counts_from_the_day_it_came(op_papier: Wereld) -> None:
    eergisteren = timezone.now() - datetime.timedelta(days=2)
    deel = op_papier.deel(op_papier.anker)
    bewaar_begroting(deel, "1000.00", op_papier["beoordelaar"])
    bewaar_voorziening(deel, "Buurthuis", op_papier["beoordelaar"])
    tekst = op_papier.aanvraag.antwoorden.first()
    antwoorden.bewaar_antwoord(antwoord_id=tekst.pk, tekst="Zo staat het er.", versie=0, door=op_papier["beoordelaar"])
    voeg_scan_toe(op_papier)

    indiening = leg_vast(op_papier, eergisteren)

    aanvraag = op_papier.aanvraag
    assert (indiening.wijze, indiening.tijdigheid, indiening.toelichting) == ("papier", "op_tijd", REDEN)
    assert (aanvraag.stand, aanvraag.ontvangen_op) == ("ingediend", eergisteren)
    assert set(Versie.objects.values_list("door", flat=True)) == {op_papier["beoordelaar"].pk}


def test_it_counts_when_it_came_not_when_it_was_entered(wereld: Wereld) -> None:
    sluit_op = wereld.tafel.uitvraag.sluit_op
    with time_machine.travel(sluit_op + datetime.timedelta(days=3), tick=False):
        begin(wereld)
        voeg_scan_toe(wereld)

        indiening = leg_vast(wereld, sluit_op - datetime.timedelta(minutes=1))

    assert indiening.tijdigheid == "op_tijd"


def test_paper_that_came_after_the_closing_is_late(wereld: Wereld) -> None:
    sluit_op = wereld.tafel.uitvraag.sluit_op
    with time_machine.travel(sluit_op + datetime.timedelta(days=3), tick=False):
        begin(wereld)
        voeg_scan_toe(wereld)

        assert leg_vast(wereld, sluit_op).tijdigheid == "te_laat"


@pytest.mark.parametrize(
    ("velden", "scan", "code"),
    [
        ({}, None, "indiening.zonder_scan"),
        ({}, "quarantaine", "indiening.zonder_scan"),
        ({"toelichting": "  "}, "vrij", "indiening.zonder_toelichting"),
        ({"ontvangen_op": datetime.datetime(2100, 1, 1, tzinfo=datetime.UTC)}, "vrij", "indiening.toekomst"),
        ({"ontvangen_op": datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)}, "vrij", "indiening.voor_publicatie"),
    ],
    ids=["no scan", "a scan that was not checked", "no reason", "a day to come", "a day before there was a call"],
)
def test_what_it_needs(velden: dict, scan: str | None, code: str, op_papier: Wereld) -> None:
    if scan:
        voeg_scan_toe(op_papier, scan)

    with geweigerd(code):
        leg_vast(op_papier, **velden)


def test_it_counts_from_the_very_moment_of_publication(op_papier: Wereld) -> None:
    voeg_scan_toe(op_papier)
    gepubliceerd_op = op_papier.tafel.uitvraag.gepubliceerd_op

    with geweigerd("indiening.voor_publicatie") as weigering:
        leg_vast(op_papier, gepubliceerd_op - datetime.timedelta(seconds=1))

    assert weigering.value.veld == "ontvangen_op"
    assert leg_vast(op_papier, gepubliceerd_op).tijdigheid == "op_tijd"


def test_a_removed_voorziening_goes_back_to_its_own_part(als: Callable, op_papier: Wereld) -> None:
    papier.voeg_deelnemer_toe(
        aanvraag_id=op_papier.aanvraag.pk, organisatie_id=op_papier.brug.pk, door=op_papier["beoordelaar"]
    )
    anker, brug = op_papier.deel(op_papier.anker), op_papier.deel(op_papier.brug)
    nummer = bewaar_voorziening(anker, "Buurthuis", op_papier["beoordelaar"]).pk
    voorziening.verwijder_voorziening(voorziening_id=nummer, door=op_papier["beoordelaar"])
    paden = [f"/aanvragen/{op_papier.aanvraag.kenmerk}/deel/{deel.pk}/geschiedenis/" for deel in (anker, brug)]
    client = als(op_papier["beoordelaar"])

    with geweigerd("voorziening.niet_verwijderd"):
        zet_voorziening_terug(deel_id=brug.pk, voorziening_id=nummer, door=op_papier["beoordelaar"])
    getoond = ["Buurthuis" in client.get(pad).content.decode() for pad in paden]
    client.post(paden[0], {"voorziening": nummer})

    assert getoond == [True, False]
    assert anker.voorzieningen.get().pk == nummer


def test_only_an_officer_begins_one(wereld: Wereld) -> None:
    with geweigerd("toegang.rol"):
        begin(wereld, "anker")


def test_a_table_still_has_one_application(concept: Wereld) -> None:
    with geweigerd("aanvraag.bestaat_al"):
        begin(concept)


def test_its_organisation_reads_along_but_does_not_write_agree_or_submit(op_papier: Wereld) -> None:
    deel = op_papier.deel(op_papier.anker)
    with geweigerd("toegang.rol"):
        bewaar_begroting(deel, "1000.00", op_papier["anker"])
    with geweigerd("aanvraag.op_papier"):
        geef_akkoord(op_papier, op_papier.anker, op_papier["anker"])
    with geweigerd("aanvraag.op_papier"):
        indienen.dien_in(aanvraag_id=op_papier.aanvraag.pk, door=op_papier["anker"])


def test_a_digital_application_is_not_recorded_as_paper(eens: Wereld) -> None:
    voeg_scan_toe(eens)

    with geweigerd("aanvraag.niet_op_papier"):
        leg_vast(eens)
    with geweigerd("aanvraag.niet_op_papier"):
        papier.voeg_deelnemer_toe(aanvraag_id=eens.aanvraag.pk, organisatie_id=eens.brug.pk, door=eens["beoordelaar"])


def test_who_else_stands_on_the_paper_gets_a_part(op_papier: Wereld) -> None:
    def voeg_toe() -> None:
        papier.voeg_deelnemer_toe(
            aanvraag_id=op_papier.aanvraag.pk, organisatie_id=op_papier.brug.pk, door=op_papier["beoordelaar"]
        )

    voeg_toe()

    assert op_papier.deel(op_papier.brug).stand == "actief"
    with geweigerd("aanvraag.doet_al_mee"):
        voeg_toe()


DIGITAAL: dict[str, tuple[str, Callable[[Aanvraagdeel, Lidmaatschap], object]]] = {
    "join": ("brug", lambda deel, lid: deelnemen.sluit_aan(aanvraag_id=deel.aanvraag_id, door=lid)),
    "leave": ("anker", lambda deel, lid: deelnemen.stap_uit(deel_id=deel.pk, reden="", door=lid)),
    "hand over the pen": (
        "anker",
        lambda deel, lid: deelnemen.kies_penvoerder(aanvraag_id=deel.aanvraag_id, organisatie_id=1, door=lid),
    ),
    "go on without a part": ("anker", lambda deel, lid: deelnemen.haal_van_tafel(deel_id=deel.pk, door=lid)),
    "propose to": ("brug", lambda deel, lid: uitneming.stel_uitneming_voor(deel_id=deel.pk, reden="x", door=lid)),
    "submit by the last akkoord": (
        "anker",
        lambda deel, lid: akkoord.vraag_indienen_zodra_eens(aanvraag_id=deel.aanvraag_id, door=lid),
    ),
}


@pytest.mark.parametrize("daad", DIGITAAL)
def test_who_takes_part_stands_on_the_paper_and_nobody_changes_that_here(daad: str, op_papier: Wereld) -> None:
    wie, doe = DIGITAAL[daad]

    with geweigerd("aanvraag.op_papier"):
        doe(op_papier.deel(op_papier.anker), op_papier[wie])


def test_who_asks_alone_does_not_stand_on_a_joint_paper_as_well(concept: Wereld) -> None:
    gezamenlijk, deel = concept.aanvraag, concept.deel(concept.brug)
    deelnemen.stap_uit(deel_id=deel.pk, reden="", door=concept["brug"])
    starten.begin_alleen(deel_id=deel.pk, door=concept["brug"])
    indienen.trek_in(aanvraag_id=gezamenlijk.pk, door=concept["anker"])
    begin(concept)

    with geweigerd("aanvraag.vraagt_alleen"):
        papier.voeg_deelnemer_toe(
            aanvraag_id=concept.aanvraag.pk, organisatie_id=concept.brug.pk, door=concept["beoordelaar"]
        )


def test_an_officer_enters_nothing_for_an_organisation_of_their_own(op_papier: Wereld) -> None:
    maak_lid(Rol.MEELEZER, op_papier.brug, gebruiker=op_papier["beoordelaar"].gebruiker)

    with geweigerd("vier_ogen.belang"):
        papier.voeg_deelnemer_toe(
            aanvraag_id=op_papier.aanvraag.pk, organisatie_id=op_papier.brug.pk, door=op_papier["beoordelaar"]
        )


@pytest.mark.parametrize("daad", [leg_vast, lambda wereld: trek_in(wereld)], ids=["submit", "withdraw"])
def test_an_officer_who_came_to_belong_to_it_goes_no_further(daad: Callable, op_papier: Wereld) -> None:
    voeg_scan_toe(op_papier)
    maak_lid(Rol.MEELEZER, op_papier.anker, gebruiker=op_papier["beoordelaar"].gebruiker)

    with geweigerd("vier_ogen.belang"):
        daad(op_papier)


def trek_in(wereld: Wereld, wie: str = "beoordelaar") -> None:
    indienen.trek_in(aanvraag_id=wereld.aanvraag.pk, door=wereld[wie])


def test_what_was_entered_under_the_wrong_name_does_not_keep_the_place(op_papier: Wereld) -> None:
    verkeerd = op_papier.aanvraag.pk

    trek_in(op_papier)

    papier.begin_papier(tafel_id=op_papier.tafel.pk, penvoerder_id=op_papier.brug.pk, door=op_papier["beoordelaar"])
    assert op_papier.aanvraag.pk != verkeerd
    assert op_papier.aanvraag.penvoerder == op_papier.brug


def test_an_officer_withdraws_nothing_that_was_written_here(concept: Wereld) -> None:
    with geweigerd("toegang.rol"):
        trek_in(concept)


@pytest.mark.parametrize("wie", ["anker", "beoordelaar"])
def test_both_withdraw_it_on_its_page(wie: str, als: Callable, op_papier: Wereld) -> None:
    adres = f"/aanvragen/{op_papier.aanvraag.kenmerk}/intrekken/"

    assert als(op_papier[wie]).post(adres, {"bevestig": "on"}).status_code == 302
    assert op_papier.aanvraag.stand == "ingetrokken"


def test_only_a_partner_stands_on_the_paper(op_papier: Wereld) -> None:
    with pytest.raises(Organisatie.DoesNotExist):
        papier.voeg_deelnemer_toe(
            aanvraag_id=op_papier.aanvraag.pk,
            organisatie_id=op_papier["financieel"].organisatie_id,
            door=op_papier["beoordelaar"],
        )
