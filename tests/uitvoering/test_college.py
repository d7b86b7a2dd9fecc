"""The college decides on later decisions and indexings: under the decision that was made for them, and no other."""

import datetime
import io
from collections.abc import Callable
from decimal import Decimal
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from subsidies.models import Collegebesluit, Collegepunt, Zaakrol
from subsidies.selectors.college import laad_collegestuk
from subsidies.services import collegebesluit
from subsidies.services.zaakrol import neem_rol
from subsidies.uitvoer.collegestuk import college_als_odt, college_als_pdf
from tests.hulp.fabriek import maak_lid
from tests.subsidies.conftest import Wereld, geweigerd
from tests.uitvoering.conftest import stand, stel_bijstelling_voor
from uitvoering.models import Indexering, Vervolgvoorstel
from uitvoering.selectors.indexering import overzicht
from uitvoering.services import besluiten, indexering, voorbereiden
from uitvoering.services.college import leg_voor_aan_college
from uitvoering.services.indexering import IndexeringGegevens

Als = Callable[[Lidmaatschap], Client]
MEER = Decimal("5000.00")


@pytest.fixture
def zaak(verleend: Wereld) -> Wereld:
    """With a secretaris, and an officer who composes what the college decides on."""
    gemeente = verleend["beoordelaar"].organisatie
    verleend.leden["secretaris"] = maak_lid(Rol.COLLEGE, gemeente)
    verleend.leden["opsteller"] = maak_lid(Rol.BELEIDSMEDEWERKER, gemeente)
    return verleend


@pytest.fixture
def voorgelegd(zaak: Wereld) -> Vervolgvoorstel:
    voorstel = stel_bijstelling_voor(zaak, {2027: MEER})
    return voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=zaak["beoordelaar"])


@pytest.fixture
def indexeer(zaak: Wereld) -> Indexering:
    return indexering.stel_op(
        gegevens=IndexeringGegevens(
            regeling=zaak.aanvraag.regeling,
            uitvraag=None,
            jaar=2027,
            ook_later=False,
            percentage=Decimal("3.2"),
            peildatum=datetime.date(2026, 10, 1),
            afronding=Indexering.Afronding.CENT,
            motivering="De lonen in de cao stijgen.",
        ),
        door=zaak["beoordelaar"],
    )


def leg_voor(zaak: Wereld, *kenmerken: str, wie: str = "opsteller") -> Collegebesluit:
    return leg_voor_aan_college(onderwerp="Lopende subsidies", toelichting="", kenmerken=kenmerken, door=zaak[wie])


def registreer(zaak: Wereld, besluit: Collegebesluit, wie: str = "secretaris", dagen: int = 0) -> Collegebesluit:
    vandaag = timezone.localdate()
    return collegebesluit.registreer(
        collegebesluit_id=besluit.pk,
        nummer=f"2026/{besluit.pk}",
        datum=vandaag,
        verzenddatum=vandaag + datetime.timedelta(days=dagen),
        door=zaak[wie],
    )


def start(zaak: Wereld, rij: Indexering) -> Indexering:
    return indexering.start(indexering_id=rij.pk, gezien=overzicht(rij).gezien, door=zaak["besluitnemer"])


def test_the_college_decides_on_a_later_decision(zaak: Wereld, voorgelegd: Vervolgvoorstel):
    besluit = registreer(zaak, leg_voor(zaak, voorgelegd.kenmerk))

    genomen = besluiten.besluit(voorstel_id=voorgelegd.pk, door=zaak["secretaris"], collegebesluit_id=besluit.pk)

    besluit.refresh_from_db()
    assert (genomen.collegebesluit, genomen.mandaat, besluit.stand) == (besluit, None, "uitgevoerd")
    assert stand(zaak, zaak.anker).gewijzigd == MEER


def test_an_indexing_alone_is_decided_on_and_then_started(zaak: Wereld, indexeer: Indexering):
    besluit = registreer(zaak, leg_voor(zaak, indexeer.kenmerk))

    start(zaak, indexeer)

    indexeer.refresh_from_db()
    besluit.refresh_from_db()
    assert (indexeer.collegebesluit, indexeer.stand, besluit.stand) == (besluit, "bezig", "uitgevoerd")


def test_no_other_decision_of_the_college_will_do(zaak: Wereld, voorgelegd: Vervolgvoorstel, indexeer: Indexering):
    ander = registreer(zaak, leg_voor(zaak, indexeer.kenmerk))
    leg_voor(zaak, voorgelegd.kenmerk)

    with geweigerd("college.ander_besluit"):
        besluiten.besluit(voorstel_id=voorgelegd.pk, door=zaak["secretaris"], collegebesluit_id=ander.pk)


def test_before_it_is_registered_nothing_is_decided(zaak: Wereld, voorgelegd: Vervolgvoorstel, indexeer: Indexering):
    besluit = leg_voor(zaak, voorgelegd.kenmerk, indexeer.kenmerk)

    with geweigerd("college.niet_vastgesteld"):
        besluiten.besluit(voorstel_id=voorgelegd.pk, door=zaak["secretaris"], collegebesluit_id=besluit.pk)
    with geweigerd("college.niet_vastgesteld"):
        start(zaak, indexeer)


def test_nothing_is_carried_out_before_the_day_of_the_letters(zaak: Wereld, voorgelegd: Vervolgvoorstel):
    besluit = registreer(zaak, leg_voor(zaak, voorgelegd.kenmerk), dagen=3)

    with geweigerd("college.te_vroeg"):
        besluiten.besluit(voorstel_id=voorgelegd.pk, door=zaak["secretaris"], collegebesluit_id=besluit.pk)


def test_while_it_lies_there_nobody_else_decides_or_changes_it(
    zaak: Wereld, voorgelegd: Vervolgvoorstel, indexeer: Indexering
):
    leg_voor(zaak, voorgelegd.kenmerk, indexeer.kenmerk)

    with geweigerd("college.in_voorstel"):
        besluiten.besluit(voorstel_id=voorgelegd.pk, door=zaak["besluitnemer"])
    with geweigerd("college.in_voorstel"):
        voorbereiden.neem_terug(voorstel_id=voorgelegd.pk, door=zaak["beoordelaar"])
    with geweigerd("college.in_voorstel"):
        voorbereiden.trek_in(voorstel_id=voorgelegd.pk, door=zaak["beoordelaar"])
    with geweigerd("college.in_voorstel"):
        indexering.trek_in(indexering_id=indexeer.pk, door=zaak["beoordelaar"])
    with geweigerd("college.niet_klaar"):
        leg_voor(zaak, voorgelegd.kenmerk)


def test_what_was_taken_out_or_withdrawn_is_free_again(
    zaak: Wereld, voorgelegd: Vervolgvoorstel, indexeer: Indexering
):
    eerste = leg_voor(zaak, voorgelegd.kenmerk)
    collegebesluit.haal_punt_eruit(punt_id=eerste.punten.get().pk, door=zaak["opsteller"])
    tweede = leg_voor(zaak, voorgelegd.kenmerk, indexeer.kenmerk)
    collegebesluit.trek_in(collegebesluit_id=tweede.pk, door=zaak["opsteller"])

    genomen = besluiten.besluit(voorstel_id=voorgelegd.pk, door=zaak["besluitnemer"])

    assert (genomen.collegebesluit, Collegepunt.objects.filter(open=True).count()) == (None, 0)


def test_after_the_college_decided_only_the_secretaris_takes_a_point_out(zaak: Wereld, voorgelegd: Vervolgvoorstel):
    besluit = registreer(zaak, leg_voor(zaak, voorgelegd.kenmerk))
    punt = besluit.punten.get()

    with geweigerd("toegang.rol"):
        collegebesluit.haal_punt_eruit(punt_id=punt.pk, door=zaak["opsteller"])
    collegebesluit.haal_punt_eruit(punt_id=punt.pk, door=zaak["secretaris"])

    besluit.refresh_from_db()
    assert besluit.stand == "uitgevoerd"
    with geweigerd("college.niet_in_voorstel"):
        collegebesluit.haal_punt_eruit(punt_id=punt.pk, door=zaak["secretaris"])


@pytest.mark.parametrize("wie", ["opsteller", "beoordelaar"])
def test_who_composed_or_prepared_it_does_not_register_it(zaak: Wereld, indexeer: Indexering, wie: str):
    besluit = leg_voor(zaak, indexeer.kenmerk)
    zaak.leden["ook_secretaris"] = maak_lid(Rol.COLLEGE, zaak[wie].organisatie, gebruiker=zaak[wie].gebruiker)

    with geweigerd("vier_ogen.eerdere_rol"):
        registreer(zaak, besluit, "ook_secretaris")
    with geweigerd("toegang.rol"):
        registreer(zaak, besluit, "besluitnemer")


def test_who_assessed_the_case_does_not_register_a_later_decision_on_it(zaak: Wereld, voorgelegd: Vervolgvoorstel):
    besluit = leg_voor(zaak, voorgelegd.kenmerk)
    ander = maak_lid(Rol.BELEIDSMEDEWERKER, zaak["beoordelaar"].organisatie)
    neem_rol(zaak.aanvraag, Zaakrol.Rol.BEOORDELAAR, ander)
    zaak.leden["ook_secretaris"] = maak_lid(Rol.COLLEGE, ander.organisatie, gebruiker=ander.gebruiker)

    with geweigerd("vier_ogen.eerdere_rol"):
        registreer(zaak, besluit, "ook_secretaris")


def test_what_is_not_offered_cannot_be_put_before_the_college(zaak: Wereld):
    concept = stel_bijstelling_voor(zaak, {2027: MEER})

    with geweigerd("college.niet_klaar"):
        leg_voor(zaak, concept.kenmerk)
    with geweigerd("toegang.rol"):
        leg_voor(zaak, wie="besluitnemer")


def test_the_document_lists_what_is_decided(zaak: Wereld, voorgelegd: Vervolgvoorstel, indexeer: Indexering):
    stuk = laad_collegestuk(leg_voor(zaak, voorgelegd.kenmerk, indexeer.kenmerk))

    odt = ZipFile(io.BytesIO(college_als_odt(stuk))).read("content.xml").decode()

    for tekst in ("Er komen meer bewoners.", "65.000,00", "stijgen in 2027 met 3,2%", "1.920,00", "Indexering 2027"):
        assert tekst in odt
    assert "Wie veel verliest" not in odt
    assert college_als_pdf(stuk).startswith(b"%PDF-1.7")


def test_an_officer_chooses_on_a_page_and_the_secretaris_carries_out(
    zaak: Wereld, voorgelegd: Vervolgvoorstel, als: Als
):
    nieuw = reverse("uitvoering:college_vervolg")
    velden = {"onderwerp": "Lopende subsidies", "zaken": [voorgelegd.kenmerk]}

    fout = als(zaak["opsteller"]).post(nieuw, velden | {"zaken": []})
    goed = als(zaak["opsteller"]).post(nieuw, velden)

    besluit = Collegebesluit.objects.get()
    assert (fout.status_code, goed.url) == (422, reverse("subsidies:college_detail", args=[besluit.kenmerk]))
    assert "65.000,00" in als(zaak["secretaris"]).get(goed.url).content.decode()
    registreer(zaak, besluit)
    pad = reverse("uitvoering:voorstel_besluit", args=[voorgelegd.kenmerk])
    als(zaak["secretaris"]).post(pad, {"bevestig": "on", "collegebesluit": besluit.pk})
    voorgelegd.refresh_from_db()
    assert (voorgelegd.stand, voorgelegd.besluit.collegebesluit) == ("besloten", besluit)
