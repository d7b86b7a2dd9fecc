"""Indexing: computed once, started by another, decided grant by grant or marked with the reason."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from begroting.grootboek import op_doel
from begroting.models import Boekstuk, Stand
from begroting.services import vaststellen
from brieven.models import Brief
from brieven.pdf.maken import naar_html
from brieven.snapshots import lees_snapshot
from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap, Mandaat, Organisatie
from organisaties.toegang import Rol
from subsidies.models import Besluit
from tests.hulp.fabriek import maak_lid
from tests.hulp.subsidies import laat_college_besluiten, maak_subsidies
from tests.subsidies.conftest import GEVRAAGD_ANKER, GEVRAAGD_BRUG, JAREN, Wereld, geweigerd
from tests.uitvoering.conftest import geef_alle_mandaten, stand, stel_bijstelling_voor, subsidie_van
from thematafels.models import Plafond
from uitvoering.models import Indexering, Indexeringsregel
from uitvoering.selectors.indexering import overzicht
from uitvoering.services import besluiten, indexeren, indexering, voorbereiden
from uitvoering.services.indexering import IndexeringGegevens

DAG = datetime.date(2026, 10, 1)


@pytest.fixture
def verleend(wereld: Wereld) -> Wereld:
    """Granted as asked, straight in the tables."""
    for wie in ("besluitnemer", "tweede_besluitnemer"):
        geef_alle_mandaten(wereld[wie])
    maak_subsidies(
        wereld.tafel,
        {
            wereld.anker: dict.fromkeys(JAREN, GEVRAAGD_ANKER),
            wereld.brug: dict.fromkeys(JAREN, GEVRAAGD_BRUG),
        },
        doel_id=wereld.doel.pk,
        door=wereld["besluitnemer"],
        mandaat=Mandaat.objects.filter(lidmaatschap=wereld["besluitnemer"]).first(),
    )
    return wereld


def gegevens(wereld: Wereld, **anders: object) -> IndexeringGegevens:
    gewoon = {
        "regeling": wereld.aanvraag.regeling,
        "uitvraag": None,
        "jaar": 2027,
        "ook_later": False,
        "percentage": Decimal("3.2"),
        "peildatum": DAG,
        "afronding": "cent",
        "motivering": "De lonen in de cao stijgen.",
    }
    return IndexeringGegevens(**gewoon | anders)


@pytest.fixture
def opgesteld(verleend: Wereld) -> Indexering:
    return laat_college_besluiten(indexering.stel_op(gegevens=gegevens(verleend), door=verleend["beoordelaar"]))


def regel_van(rij: Indexering, wereld: Wereld, organisatie: Organisatie) -> Indexeringsregel:
    return rij.regels.get(subsidie=subsidie_van(wereld, organisatie))


def voer_uit(rij: Indexering, wereld: Wereld) -> Indexering:
    start(rij, wereld["besluitnemer"])
    indexeren.indexeer(indexering_id=rij.pk)
    rij.refresh_from_db()
    return rij


def start(rij: Indexering, door: Lidmaatschap) -> Indexering:
    return indexering.start(indexering_id=rij.pk, gezien=overzicht(rij).gezien, door=door)


def bedragen(regel: Indexeringsregel) -> dict[int, tuple[Decimal, Decimal]]:
    return {rij.jaar: (rij.was, rij.erbij) for rij in regel.bedragen.all()}


def test_every_running_grant_is_computed_and_nothing_is_decided(opgesteld: Indexering, verleend: Wereld):
    assert bedragen(regel_van(opgesteld, verleend, verleend.anker)) == {
        2027: (Decimal("60000.00"), Decimal("1920.00"))
    }
    assert bedragen(regel_van(opgesteld, verleend, verleend.brug)) == {2027: (Decimal("40000.00"), Decimal("1280.00"))}
    assert (opgesteld.stand, Besluit.objects.filter(soort="indexering").count()) == ("concept", 0)


def test_what_was_shown_is_what_is_decided(opgesteld: Indexering, verleend: Wereld):
    voer_uit(opgesteld, verleend)

    besluit = Besluit.objects.filter(soort="indexering").first()
    assert (opgesteld.stand, Besluit.objects.filter(soort="indexering").count()) == ("klaar", 2)
    assert (besluit.collegebesluit, besluit.mandaat, besluit.door) == (
        opgesteld.collegebesluit,
        None,
        verleend["besluitnemer"],
    )
    anker = stand(verleend, verleend.anker)
    assert (anker.verleend, anker.gewijzigd, anker.verplicht) == (
        Decimal("60000.00"),
        Decimal("1920.00"),
        Decimal("61920.00"),
    )
    assert stand(verleend, verleend.anker, 2028).verplicht == Decimal("60000.00")
    assert Stand.objects.get(bestedingsdoel=verleend.doel).verplicht == Decimal("203200.00")


def test_the_letter_tells_the_percentage_the_amounts_and_the_decision_of_the_college(
    opgesteld: Indexering, verleend: Wereld
):
    voer_uit(opgesteld, verleend)

    brief = Brief.objects.get(soort="indexering", ontvanger=verleend.anker)
    html = naar_html(lees_snapshot(brief.soort, brief.snapshot)).replace("\u00a0", " ")
    assert brief.onderwerp == f"Uw subsidie voor {verleend.tafel.thema.naam} gaat omhoog"
    for zin in (
        "Uw subsidie was € 120.000,00 en wordt € 121.920,00.",
        "Wij verhogen uw subsidie voor 2027 met 3,2%.",
        "Wij ronden elk jaar af op hele centen; een halve cent gaat naar boven.",
        "in besluit 2026/1234",
        "De lonen in de cao stijgen.",
    ):
        assert zin in " ".join(html.split())


def test_running_the_job_twice_decides_once(opgesteld: Indexering, verleend: Wereld):
    voer_uit(opgesteld, verleend)

    assert indexeren.indexeer(indexering_id=opgesteld.pk) == 0
    assert Brief.objects.filter(soort="indexering").count() == 2


def test_a_job_stops_after_its_share_and_the_next_goes_on(opgesteld: Indexering, verleend: Wereld):
    start(opgesteld, verleend["besluitnemer"])

    assert indexeren.indexeer(indexering_id=opgesteld.pk, ten_hoogste=1) == 1
    opgesteld.refresh_from_db()
    assert (opgesteld.stand, indexeren.veeg()) == ("bezig", 1)
    assert indexeren.indexeer(indexering_id=opgesteld.pk) == 1
    opgesteld.refresh_from_db()
    assert (opgesteld.stand, indexeren.veeg()) == ("klaar", 0)


def test_following_years_rise_too_when_asked(verleend: Wereld):
    rij = indexering.stel_op(
        gegevens=gegevens(verleend, ook_later=True, afronding="euro_totaal"), door=verleend["beoordelaar"]
    )

    assert bedragen(regel_van(rij, verleend, verleend.anker)) == {
        2027: (Decimal("60000.00"), Decimal("1920.00")),
        2028: (Decimal("60000.00"), Decimal("1920.00")),
    }


def test_who_prepared_it_does_not_start_it_in_another_role_either(opgesteld: Indexering, verleend: Wereld):
    dezelfde = maak_lid(
        Rol.BESLUITNEMER, verleend["beoordelaar"].organisatie, gebruiker=verleend["beoordelaar"].gebruiker
    )

    with geweigerd("toegang.rol"):
        start(opgesteld, verleend["beoordelaar"])
    with geweigerd("indexering.vier_ogen"):
        start(opgesteld, dezelfde)


def test_only_a_decision_of_the_college_carries_it(verleend: Wereld):
    rij = indexering.stel_op(gegevens=gegevens(verleend), door=verleend["beoordelaar"])

    with geweigerd("indexering.geen_collegebesluit"):
        start(rij, verleend["besluitnemer"])


def test_one_indexing_of_a_year_at_a_time(opgesteld: Indexering, verleend: Wereld):
    with geweigerd("indexering.al_een"):
        indexering.stel_op(gegevens=gegevens(verleend), door=verleend["beoordelaar"])


def test_a_year_without_running_grants_is_refused(verleend: Wereld):
    leeg = gegevens(verleend, jaar=2035)

    with geweigerd("indexering.leeg"):
        indexering.stel_op(gegevens=leeg, door=verleend["beoordelaar"])


def test_a_grant_left_out_with_a_reason_gets_no_decision(opgesteld: Indexering, verleend: Wereld):
    regel = regel_van(opgesteld, verleend, verleend.brug)
    indexering.sluit_uit(
        indexering_id=opgesteld.pk, regel_id=regel.pk, reden="Vraagt zelf om niets.", door=verleend["beoordelaar"]
    )

    voer_uit(opgesteld, verleend)

    regel.refresh_from_db()
    assert (regel.stand, regel.reden) == ("overgeslagen", "Vraagt zelf om niets.")
    assert stand(verleend, verleend.brug).verplicht == Decimal("40000.00")


def test_leaving_out_asks_for_a_reason(opgesteld: Indexering, verleend: Wereld):
    regel = regel_van(opgesteld, verleend, verleend.brug)

    with geweigerd("indexering.reden"):
        indexering.sluit_uit(indexering_id=opgesteld.pk, regel_id=regel.pk, reden="  ", door=verleend["beoordelaar"])


def test_a_grant_that_changed_since_the_preview_is_marked_with_the_difference_and_retried(
    opgesteld: Indexering, verleend: Wereld
):
    voorstel = stel_bijstelling_voor(verleend, {2027: Decimal("5000.00")})
    voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=verleend["beoordelaar"])
    besluiten.besluit(voorstel_id=voorstel.pk, door=verleend["besluitnemer"])

    voer_uit(opgesteld, verleend)

    regel = regel_van(opgesteld, verleend, verleend.anker)
    assert (regel.stand, regel.fout_code) == ("gemarkeerd", "indexering.veranderd")
    assert "was €\u00a01.920,00 en wordt €\u00a02.080,00" in regel.reden
    assert stand(verleend, verleend.anker).verplicht == Decimal("65000.00")

    indexering.probeer_opnieuw(indexering_id=opgesteld.pk, door=verleend["besluitnemer"])
    indexeren.indexeer(indexering_id=opgesteld.pk)

    assert stand(verleend, verleend.anker).verplicht == Decimal("67080.00")


def test_a_budget_without_room_marks_who_does_not_fit_and_lets_the_others_through(verleend: Wereld):
    ruimte = Stand.objects.get(bestedingsdoel=verleend.doel).ruimte
    rij = indexering.stel_op(gegevens=gegevens(verleend, percentage=Decimal("3.2")), door=verleend["beoordelaar"])
    laat_college_besluiten(rij)
    maak_ruimte(verleend, Decimal("1500.00") - ruimte)

    voer_uit(rij, verleend)

    anker, brug = (regel_van(rij, verleend, wie) for wie in (verleend.anker, verleend.brug))
    assert (anker.stand, anker.fout_code, brug.stand) == ("gemarkeerd", "begroting.overschrijding", "gedaan")
    assert Gebeurtenis.objects.filter(soort="indexering.gemarkeerd").count() == 1

    maak_ruimte(verleend, Decimal("1700.00"))
    indexering.probeer_opnieuw(indexering_id=rij.pk, door=verleend["besluitnemer"])
    indexeren.indexeer(indexering_id=rij.pk)

    rij.refresh_from_db()
    anker.refresh_from_db()
    assert (rij.stand, anker.stand, anker.reden) == ("klaar", "gedaan", "")
    assert Stand.objects.get(bestedingsdoel=verleend.doel).ruimte == Decimal("0.00")


def maak_ruimte(wereld: Wereld, bedrag: Decimal) -> None:
    vaststellen.wijzig_begroting(
        plaats=op_doel(wereld.doel.pk),
        bedrag=bedrag,
        kenmerk=f"wijziging-{Boekstuk.objects.count()}",
        datum=timezone.localdate(),
        omschrijving="De raad geeft meer of minder.",
        door=wereld["financieel"],
    )


def test_the_ceiling_of_the_table_holds_for_an_indexing_too(opgesteld: Indexering, verleend: Wereld):
    Plafond.objects.filter(tafel=verleend.tafel, jaar=2027).update(bedrag=Decimal("101500.00"))

    voer_uit(opgesteld, verleend)

    anker, brug = (regel_van(opgesteld, verleend, wie) for wie in (verleend.anker, verleend.brug))
    assert (anker.stand, anker.fout_code, brug.stand) == ("gemarkeerd", "vervolg.plafond", "gedaan")
    assert anker.reden.startswith("Het plafond van 2027 wordt met 420,00 euro overschreden")


def test_a_grant_that_breaks_our_code_is_marked_and_stops_nobody(
    opgesteld: Indexering, verleend: Wereld, monkeypatch: pytest.MonkeyPatch
):
    echt = indexeren._vervolg
    anker = subsidie_van(verleend, verleend.anker)

    def stuk(rij: Indexering, subsidie: object, erbij: object) -> object:
        if subsidie == anker:
            raise TypeError("kapot")
        return echt(rij, subsidie, erbij)

    monkeypatch.setattr(indexeren, "_vervolg", stuk)

    voer_uit(opgesteld, verleend)

    assert [regel.stand for regel in opgesteld.regels.order_by("subsidie__ontvanger__naam")] == [
        "gemarkeerd",
        "gedaan",
    ]
    assert regel_van(opgesteld, verleend, verleend.anker).fout_code == "onverwacht"


def test_a_year_that_was_indexed_is_left_out_the_next_time_unless_taken_along(opgesteld: Indexering, verleend: Wereld):
    voer_uit(opgesteld, verleend)

    tweede = indexering.stel_op(gegevens=gegevens(verleend), door=verleend["beoordelaar"])
    regel = regel_van(tweede, verleend, verleend.brug)
    indexering.neem_mee(indexering_id=tweede.pk, regel_id=regel.pk, door=verleend["beoordelaar"])

    assert dict(tweede.regels.values_list("subsidie__ontvanger", "stand")) == {
        verleend.anker.pk: "overgeslagen",
        verleend.brug.pk: "te_doen",
    }
    assert regel_van(tweede, verleend, verleend.anker).reden == "Is voor 2027 al geïndexeerd."


def test_computing_again_takes_new_amounts_and_keeps_who_was_left_out(opgesteld: Indexering, verleend: Wereld):
    voorstel = stel_bijstelling_voor(verleend, {2027: Decimal("5000.00")})
    voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=verleend["beoordelaar"])
    besluiten.besluit(voorstel_id=voorstel.pk, door=verleend["besluitnemer"])
    brug = regel_van(opgesteld, verleend, verleend.brug)
    indexering.sluit_uit(indexering_id=opgesteld.pk, regel_id=brug.pk, reden="Nee.", door=verleend["beoordelaar"])

    indexering.bereken_opnieuw(indexering_id=opgesteld.pk, door=verleend["beoordelaar"])

    brug.refresh_from_db()
    assert bedragen(regel_van(opgesteld, verleend, verleend.anker)) == {
        2027: (Decimal("65000.00"), Decimal("2080.00"))
    }
    assert brug.stand == "overgeslagen"


def test_once_started_nothing_is_left_out_or_withdrawn(opgesteld: Indexering, verleend: Wereld):
    start(opgesteld, verleend["besluitnemer"])
    regel = regel_van(opgesteld, verleend, verleend.brug)

    with geweigerd("indexering.geen_concept"):
        indexering.trek_in(indexering_id=opgesteld.pk, door=verleend["beoordelaar"])
    with geweigerd("indexering.geen_concept"):
        indexering.sluit_uit(indexering_id=opgesteld.pk, regel_id=regel.pk, reden="Nee", door=verleend["beoordelaar"])


def test_starting_twice_starts_once(opgesteld: Indexering, verleend: Wereld):
    start(opgesteld, verleend["besluitnemer"])

    with geweigerd("verloop.bezig.bezig"):
        start(opgesteld, verleend["tweede_besluitnemer"])
