"""Another account number: asked with proof by the recipient, looked at by two officers."""

import pytest
from django.db import IntegrityError, transaction

from brieven.models import Bericht
from kern.fouten import DomeinFout
from organisaties.models import Lidmaatschap, Organisatie
from organisaties.services.wijzig_organisatie import wijzig_organisatie
from organisaties.services.wijzig_rekening import wijzig_rekening
from organisaties.toegang import Rol
from tests.hulp.bestanden import xlsx
from tests.hulp.fabriek import maak_lid
from tests.subsidies.conftest import Wereld, geweigerd
from tests.uitvoering.betalen import NIEUW_IBAN, bewijs, exporteer, maak_klaar, termijn, vraag_rekening
from uitvoering.models import Betaling, Rekeningwijziging
from uitvoering.services import betaalbatch, rekening

OUD_IBAN = "NL02ABNA0123456789"


@pytest.fixture
def klaar(verleend: Wereld) -> Wereld:
    return maak_klaar(verleend)


def controleer(wijziging: Rekeningwijziging, door: Lidmaatschap) -> None:
    rekening.controleer(wijziging_id=wijziging.pk, controle="Teruggebeld op het bekende nummer", door=door)


def iban(wereld: Wereld) -> str:
    return Organisatie.objects.get(pk=wereld.anker.pk).iban


def test_the_number_changes_after_a_check_and_an_approval(klaar: Wereld):
    wijziging = vraag_rekening(klaar, "nl44 rabo 0123 4567 89")
    controleer(wijziging, klaar["financieel"])
    assert iban(klaar) == OUD_IBAN

    rekening.keur_goed(wijziging_id=wijziging.pk, door=klaar["tweede_financieel"])

    wijziging.refresh_from_db()
    assert (iban(klaar), wijziging.stand, wijziging.oud_iban) == (NIEUW_IBAN, "goedgekeurd", OUD_IBAN)
    assert Bericht.objects.filter(soort="rekening", ontvanger=klaar["anker"]).count() == 1
    assert list(klaar.anker.events.order_by("pgh_id").values_list("iban", flat=True)) == [OUD_IBAN, NIEUW_IBAN]


def test_open_instalments_go_there_and_what_the_bank_has_does_not(klaar: Wereld):
    exporteer(klaar, termijn(klaar))
    wijziging = vraag_rekening(klaar)
    controleer(wijziging, klaar["financieel"])
    rekening.keur_goed(wijziging_id=wijziging.pk, door=klaar["tweede_financieel"])

    exporteer(klaar, termijn(klaar, 2))

    assert list(Betaling.objects.values_list("iban", flat=True)) == [OUD_IBAN, NIEUW_IBAN]


def test_who_checked_does_not_approve(klaar: Wereld):
    wijziging = vraag_rekening(klaar)
    controleer(wijziging, klaar["financieel"])

    with geweigerd("vier_ogen.rekening"):
        rekening.keur_goed(wijziging_id=wijziging.pk, door=klaar["financieel"])
    anders = maak_lid(Rol.FINANCIEEL, gebruiker=klaar["financieel"].gebruiker)
    with geweigerd("vier_ogen.rekening"):
        rekening.keur_goed(wijziging_id=wijziging.pk, door=anders)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rekeningwijziging.objects.update(
            stand="goedgekeurd", beslist_door=klaar["financieel"], beslist_op="2026-11-20T10:00Z"
        )

    assert iban(klaar) == OUD_IBAN


def test_nothing_is_approved_before_it_was_checked(klaar: Wereld):
    wijziging = vraag_rekening(klaar)

    with geweigerd("verloop.gevraagd.goedgekeurd"):
        rekening.keur_goed(wijziging_id=wijziging.pk, door=klaar["tweede_financieel"])
    with geweigerd("rekening.controle"):
        rekening.controleer(wijziging_id=wijziging.pk, controle=" ", door=klaar["financieel"])


def test_an_officer_who_belongs_to_the_organisation_stays_out(klaar: Wereld):
    wijziging = vraag_rekening(klaar)
    maak_lid(Rol.MEELEZER, klaar.anker, klaar["financieel"].gebruiker)

    with geweigerd("vier_ogen.belang"):
        controleer(wijziging, klaar["financieel"])


def test_a_proof_that_was_not_scanned_is_no_proof(klaar: Wereld, settings):
    settings.CLAMD_ADRES = "tcp://127.0.0.1:1"
    wijziging = vraag_rekening(klaar)

    with geweigerd("rekening.bewijs_niet_vrij"):
        controleer(wijziging, klaar["financieel"])


@pytest.mark.parametrize(("wie", "code"), [("anker_schrijft", "toegang.rol"), ("financieel", "toegang.rol")])
def test_only_who_signs_for_the_organisation_asks(klaar: Wereld, wie: str, code: str):
    with geweigerd(code):
        rekening.vraag_aan(iban=NIEUW_IBAN, bewijs=bewijs(), door=klaar[wie])


@pytest.mark.parametrize(
    ("nummer", "code"),
    [(OUD_IBAN, "rekening.zelfde"), ("", "rekening.zelfde"), ("NL00ABNA0123456789", "organisatie.iban")],
)
def test_a_wrong_or_the_same_number_is_refused(klaar: Wereld, nummer: str, code: str):
    with geweigerd(code):
        vraag_rekening(klaar, nummer)


def test_a_spreadsheet_is_no_proof_and_one_request_runs_at_a_time(klaar: Wereld):
    with geweigerd("rekening.soort_bestand"):
        rekening.vraag_aan(iban=NIEUW_IBAN, bewijs=bewijs(xlsx(), "pas.xlsx"), door=klaar["anker"])
    vraag_rekening(klaar)
    with geweigerd("rekening.loopt_al"):
        vraag_rekening(klaar, "NL20INGB0001234567")


def test_refusing_or_letting_go_keeps_the_number(klaar: Wereld):
    eerste = vraag_rekening(klaar)
    with geweigerd("rekening.reden"):
        rekening.wijs_af(wijziging_id=eerste.pk, reden="", door=klaar["financieel"])
    rekening.wijs_af(wijziging_id=eerste.pk, reden="De pas is van een ander", door=klaar["financieel"])
    tweede = vraag_rekening(klaar)
    with geweigerd("rekening.niet_eigen"):
        rekening.trek_in(wijziging_id=tweede.pk, door=klaar["brug"])
    rekening.trek_in(wijziging_id=tweede.pk, door=klaar["anker"])

    assert set(Rekeningwijziging.objects.values_list("stand", flat=True)) == {"afgewezen", "ingetrokken"}
    assert iban(klaar) == OUD_IBAN


@pytest.mark.parametrize("rol", [Rol.FINANCIEEL, Rol.BEHEERDER])
def test_the_form_of_the_organisation_is_no_way_around(klaar: Wereld, rol: str):
    lid = maak_lid(rol, klaar["financieel"].organisatie)

    with pytest.raises(DomeinFout) as fout:
        wijzig_organisatie(organisatie_id=klaar.anker.pk, gegevens={"iban": NIEUW_IBAN}, door=lid)

    assert (fout.value.code, iban(klaar)) == ("organisatie.iban_vast", OUD_IBAN)


def test_a_number_that_changed_in_between_is_not_overwritten(klaar: Wereld):
    with pytest.raises(DomeinFout) as fout:
        wijzig_rekening(
            organisatie_id=klaar.anker.pk, iban=NIEUW_IBAN, nu="NL20INGB0001234567", door=klaar["financieel"]
        )

    assert (fout.value.code, iban(klaar)) == ("organisatie.iban_veranderd", OUD_IBAN)


def test_an_unpaid_organisation_waits_while_its_number_changes(klaar: Wereld):
    vraag_rekening(klaar)

    with geweigerd("betaalbatch.belemmering"):
        betaalbatch.stel_samen(termijn_ids=[termijn(klaar).pk], betaaldag=termijn(klaar).dag, door=klaar["financieel"])
