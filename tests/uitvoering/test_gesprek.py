"""Progress talks and social return."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kern.geld import NUL
from regelingen.parameters import SLEUTELS, Parameters
from regelingen.zaad import WAARDEN
from tests.subsidies.conftest import Wereld, geweigerd
from tests.uitvoering.conftest import subsidie_van
from uitvoering.models import Gesprek, Sroiafspraak
from uitvoering.regels.social_return import Grondslag, sroi_verplichting
from uitvoering.selectors.gesprek import zonder_gesprek
from uitvoering.selectors.sroi import laad_sroi
from uitvoering.services import gesprek as services
from uitvoering.services import sroi


@pytest.fixture(scope="module")
def sroiregels():
    """The rules of the example regeling, with the threshold per year and per period."""
    teksten = {sleutel: WAARDEN[sleutel] for sleutel in SLEUTELS if sleutel in WAARDEN}
    regels = Parameters.uit_dict(teksten)
    return {"jaar": regels, "periode": replace(regels, sroi_basis="periode")}


def gepland(wereld: Wereld) -> Gesprek:
    return services.plan_gesprek(
        subsidie_id=subsidie_van(wereld, wereld.anker).pk,
        datum=timezone.localdate(),
        deelnemers="directeur, adviseur",
        door=wereld["beoordelaar"],
    )


def geschreven(wereld: Wereld, *, verslag: str = "Het gaat goed.", nodig: bool | None = True) -> Gesprek:
    return services.leg_verslag_vast(
        gesprek_id=gepland(wereld).pk,
        datum=timezone.localdate(),
        deelnemers="directeur, adviseur",
        verslag=verslag,
        afspraken="Meer jongeren bereiken\n\nIn mei weer bellen",
        bijstelling_nodig=nodig,
        door=wereld["beoordelaar"],
    )


def verstuurd(wereld: Wereld) -> Gesprek:
    return services.stuur_verslag(gesprek_id=geschreven(wereld).pk, door=wereld["beoordelaar"])


def test_a_report_is_written_sent_agreed_and_then_frozen(verleend: Wereld):
    gesprek = verstuurd(verleend)

    services.stem_in(gesprek_id=gesprek.pk, opmerking="Wij zien dat ook zo.", door=verleend["anker"])

    gesprek.refresh_from_db()
    assert (gesprek.stand, gesprek.akkoord_door, gesprek.opmerking) == (
        "vastgesteld",
        verleend["anker"],
        "Wij zien dat ook zo.",
    )
    assert gesprek.te_doen == ["Meer jongeren bereiken", "In mei weer bellen"]
    with pytest.raises(DatabaseError), transaction.atomic():
        Gesprek.objects.filter(pk=gesprek.pk).update(verslag="Anders.")


@pytest.mark.parametrize(("verslag", "nodig"), [("", True), ("Het gaat goed.", None)])
def test_a_report_that_is_not_complete_stays_with_us(verleend: Wereld, verslag: str, nodig: bool | None):
    gesprek = geschreven(verleend, verslag=verslag, nodig=nodig)

    with geweigerd("gesprek.onvolledig"):
        services.stuur_verslag(gesprek_id=gesprek.pk, door=verleend["beoordelaar"])


@pytest.mark.parametrize(("wie", "code"), [("brug", "subsidie.niet_eigen"), ("anker_leest", "toegang.rol")])
def test_only_who_signs_for_the_recipient_agrees(verleend: Wereld, wie: str, code: str):
    gesprek = verstuurd(verleend)

    with geweigerd(code):
        services.stem_in(gesprek_id=gesprek.pk, opmerking="", door=verleend[wie])


def test_what_the_partner_has_is_taken_back_before_it_is_changed(verleend: Wereld):
    gesprek = verstuurd(verleend)
    velden = {
        "gesprek_id": gesprek.pk,
        "datum": timezone.localdate(),
        "deelnemers": "",
        "verslag": "Toch anders.",
        "afspraken": "",
        "bijstelling_nodig": False,
        "door": verleend["beoordelaar"],
    }

    with geweigerd("gesprek.niet_te_wijzigen"):
        services.leg_verslag_vast(**velden)
    services.neem_verslag_terug(gesprek_id=gesprek.pk, door=verleend["beoordelaar"])
    services.leg_verslag_vast(**velden)

    gesprek.refresh_from_db()
    assert (gesprek.stand, gesprek.verslag, gesprek.bijstelling_nodig) == ("gehouden", "Toch anders.", False)


def test_a_talk_that_is_still_to_come_has_no_report(verleend: Wereld):
    gesprek = gepland(verleend)

    with geweigerd("gesprek.toekomst"):
        services.leg_verslag_vast(
            gesprek_id=gesprek.pk,
            datum=timezone.localdate() + datetime.timedelta(days=1),
            deelnemers="",
            verslag="Vast.",
            afspraken="",
            bijstelling_nodig=False,
            door=verleend["beoordelaar"],
        )


def test_a_talk_that_was_held_does_not_lapse(verleend: Wereld):
    gesprek = geschreven(verleend)

    with geweigerd("verloop.gehouden.vervallen"):
        services.laat_vervallen(gesprek_id=gesprek.pk, door=verleend["beoordelaar"])


def test_grants_without_a_talk_this_year_are_listed(verleend: Wereld):
    anker, brug = subsidie_van(verleend, verleend.anker), subsidie_van(verleend, verleend.brug)
    Gesprek.objects.create(subsidie=anker, datum=datetime.date(2027, 3, 1), gemaakt_door=verleend["beoordelaar"])
    gesprek = Gesprek.objects.create(
        subsidie=brug, datum=datetime.date(2027, 3, 1), gemaakt_door=verleend["beoordelaar"]
    )
    Gesprek.objects.filter(pk=gesprek.pk).update(stand="gehouden")

    assert list(zonder_gesprek(2027)) == [anker]
    assert set(zonder_gesprek(2028)) == {anker, brug}
    assert list(zonder_gesprek(2030)) == []


def test_the_partner_reads_no_report_that_is_still_ours(verleend: Wereld, als):
    gesprek = geschreven(verleend, verslag="Nog geheim.")
    adres = reverse("uitvoering:gesprek", args=[gesprek.subsidie.kenmerk, gesprek.pk])

    assert "Nog geheim." not in als(verleend["anker"]).get(adres).content.decode()
    services.stuur_verslag(gesprek_id=gesprek.pk, door=verleend["beoordelaar"])
    tekst = als(verleend["anker"]).get(adres).content.decode()
    assert "Nog geheim." in tekst
    assert "Stem in met het verslag" in tekst


def test_the_outcome_opens_a_proposal_with_what_was_agreed(verleend: Wereld, als):
    gesprek = geschreven(verleend)
    kenmerk = gesprek.subsidie.kenmerk
    adres = reverse("uitvoering:voorstel_nieuw", args=[kenmerk, "bijstelling"])

    pagina = als(verleend["beoordelaar"]).get(adres, {"gesprek": gesprek.pk})

    assert "Meer jongeren bereiken" in pagina.content.decode()


@pytest.mark.parametrize("formaat", ["odt", "pdf"])
def test_the_sheet_is_filled_in_for_officer_and_partner(verleend: Wereld, als, formaat: str):
    adres = reverse(f"uitvoering:gespreksblad_{formaat}", args=[subsidie_van(verleend, verleend.anker).kenmerk])

    for wie in ("beoordelaar", "anker"):
        antwoord = als(verleend[wie]).get(adres)
        assert antwoord.status_code == 200
        assert antwoord.content.startswith(b"%PDF" if formaat == "pdf" else b"PK")
    assert als(verleend["brug"]).get(adres).status_code == 404


def test_below_the_threshold_nothing_is_owed(verleend: Wereld):
    beeld = laad_sroi(verleend.anker.pk)

    assert [(jaar.jaar, jaar.verleend, jaar.loondeel, jaar.verplicht) for jaar in beeld.jaren] == [
        (2027, Decimal("60000.00"), Decimal("60000.00"), NUL),
        (2028, Decimal("60000.00"), Decimal("60000.00"), NUL),
    ]


def test_agreements_and_results_stand_per_year(verleend: Wereld):
    afspraak = sroi.spreek_af(
        organisatie_id=verleend.anker.pk,
        jaar=2027,
        tekst="Twee leerwerkplekken",
        wizzr="W-12",
        bedrag=Decimal("3000.00"),
        door=verleend["beoordelaar"],
    )

    sroi.leg_resultaat_vast(
        afspraak_id=afspraak.pk,
        wizzr="W-12",
        gerealiseerd=Decimal("2500.00"),
        resultaat="Eén plek het hele jaar.",
        door=verleend["beoordelaar"],
    )

    jaar = laad_sroi(verleend.anker.pk).jaren[0]
    assert (jaar.afgesproken, jaar.gerealiseerd, jaar.tekort) == (Decimal("3000.00"), Decimal("2500.00"), NUL)


def test_a_partner_records_no_agreement(verleend: Wereld):
    with geweigerd("toegang.rol"):
        sroi.spreek_af(
            organisatie_id=verleend.anker.pk,
            jaar=2027,
            tekst="Wij doen het.",
            wizzr="",
            bedrag=Decimal("1.00"),
            door=verleend["anker"],
        )
    assert not Sroiafspraak.objects.exists()


BEDRAGEN = st.decimals(min_value=0, max_value=2_000_000, places=2)


@given(jaren=st.lists(st.tuples(BEDRAGEN, BEDRAGEN), min_size=1, max_size=4), per_periode=st.booleans())
def test_what_is_owed_is_a_twentieth_of_the_wages_above_the_threshold(sroiregels, jaren, per_periode):
    grondslagen = {2027 + nummer: Grondslag(verleend, loon) for nummer, (verleend, loon) in enumerate(jaren)}
    regels = sroiregels["periode" if per_periode else "jaar"]

    verplicht = sroi_verplichting(grondslagen, regels)

    samen = sum(verleend for verleend, _ in jaren)
    for jaar, grondslag in grondslagen.items():
        geldt = (samen if per_periode else grondslag.verleend) > Decimal(500000)
        assert abs(verplicht[jaar] - (grondslag.loondeel / 20 if geldt else 0)) <= Decimal("0.005")


def test_the_page_of_social_return_is_for_the_municipality_and_the_recipient(verleend: Wereld, als):
    adres = reverse("uitvoering:sroi", args=[verleend.anker.pk])

    assert als(verleend["beoordelaar"]).get(adres).status_code == 200
    assert als(verleend["anker"]).get(adres).status_code == 200
    assert als(verleend["brug"]).get(adres).status_code == 404
