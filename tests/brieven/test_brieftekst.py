"""The versioned words of the letters: written by the functioneel beheerder, in force from a day, never changed."""

import datetime

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from brieven.models import BriefSoort, Brieftekst
from brieven.opstellen import met_eigen_zinnen, ontbrekende_velden
from brieven.pdf.maken import naar_html
from brieven.selectors import tekst_op
from brieven.services.brieftekst import leg_tekst_vast
from brieven.services.mededeling import stel_mededeling_op
from brieven.snapshots import lees_snapshot
from brieven.teksten import bereik_rijen, soort_rijen, vergelijk
from brieven.vormen import VORMEN
from kern.models import Gebeurtenis
from kern.spoor import lees_zin
from organisaties.models import Lidmaatschap, Organisatie
from organisaties.toegang import GEMEENTE, Rol
from regelingen.models import Regeling
from tests.brieven.structuur import lees
from tests.brieven.voorbeelden import ontvangstbevestiging, verlening
from tests.hulp.fabriek import maak_lid, maak_organisatie
from tests.subsidies.conftest import geweigerd

pytestmark = pytest.mark.django_db

VANDAAG = datetime.date(2026, 11, 20)
VRIJ = BriefSoort.VRIJE_BRIEF


@pytest.fixture(autouse=True)
def klok():
    with time_machine.travel(datetime.datetime(2026, 11, 20, 9, 0, tzinfo=datetime.UTC), tick=False) as reiziger:
        yield reiziger


@pytest.fixture
def gemeente() -> Organisatie:
    return maak_organisatie("Gemeente Voorbeeld", "gemeente")


@pytest.fixture
def beheerder(gemeente) -> Lidmaatschap:
    return maak_lid(Rol.BEHEERDER, gemeente)


@pytest.fixture
def regeling() -> Regeling:
    return Regeling.objects.create(code="pilots", naam="Pilots", grondslag="artikel 1")


@pytest.fixture
def schrijf(beheerder):
    def leg(tekst="{bericht}\n\nNieuw slot.", **anders) -> Brieftekst:
        velden = {"soort": VRIJ, "regeling_id": None, "geldig_van": VANDAAG, "toelichting": "ander slot"}
        return leg_tekst_vast(**(velden | {"tekst": tekst, "door": beheerder} | anders))

    return leg


def tekst_van(soort: BriefSoort, regeling_id: int | None, dag: datetime.date) -> tuple[str, str]:
    tekst, versie = tekst_op(VORMEN[soort], regeling_id, dag)
    return tekst.strip().rpartition("\n")[2], versie


def test_the_version_of_the_day_holds_that_of_the_regeling_before_that_of_all(schrijf, regeling):
    schrijf("{bericht}\n\nEen.")
    schrijf("{bericht}\n\nTwee.", geldig_van=VANDAAG + datetime.timedelta(days=10))
    schrijf("{bericht}\n\nPilot.", regeling_id=regeling.pk)

    morgen, later = VANDAAG + datetime.timedelta(days=1), VANDAAG + datetime.timedelta(days=10)
    assert tekst_van(VRIJ, None, VANDAAG - datetime.timedelta(days=1))[1] == "vrije_brief standaard"
    assert tekst_van(VRIJ, None, morgen) == ("Een.", "vrije_brief 1")
    assert tekst_van(VRIJ, None, later) == ("Twee.", "vrije_brief 2")
    assert tekst_van(VRIJ, regeling.pk, later) == ("Pilot.", "vrije_brief 1")
    assert [(rij.soort, rij.versie, rij.eigen) for rij in soort_rijen(morgen) if rij.soort == VRIJ] == [
        (VRIJ, "versie 1", 1)
    ]
    assert [(rij.bereik.code, rij.versie and rij.versie.tekst) for rij in bereik_rijen(VRIJ, later)] == [
        ("alle", "{bericht}\n\nTwee.\n"),
        ("pilots", "{bericht}\n\nPilot.\n"),
    ]


def test_a_version_is_an_act_in_the_trail(schrijf):
    schrijf()

    zin = lees_zin(Gebeurtenis.objects.get(soort="brieftekst.vastgelegd"))
    assert zin == "heeft versie 1 van de tekst van vrije brief vastgelegd, geldig vanaf 20-11-2026"


@pytest.mark.parametrize(
    ("tekst", "code"),
    [
        ("{bericht}\n{onbekend}", "brieftekst.veld_onbekend"),
        ("Zonder veld.", "brieftekst.veld_mist"),
        ("{bericht} {", "brieftekst.haken"),
        ("", "brieftekst.veld_mist"),
    ],
)
def test_a_text_without_its_fields_is_refused(schrijf, beheerder, tekst, code):
    with geweigerd(code):
        schrijf(tekst)


def test_the_same_words_again_and_a_change_without_a_reason_are_refused(schrijf):
    schrijf()

    with geweigerd("brieftekst.zelfde"):
        schrijf()
    with geweigerd("brieftekst.toelichting"):
        schrijf("{bericht}\n\nAnders.", toelichting=" ")


@pytest.mark.parametrize("rol", sorted(set(GEMEENTE) - {Rol.BEHEERDER}))
def test_only_the_functioneel_beheerder_writes(schrijf, gemeente, rol):
    ander = maak_lid(rol, gemeente)

    with geweigerd("toegang.rol"):
        schrijf(door=ander)


def test_a_version_never_changes_and_has_its_number_once(schrijf, beheerder):
    versie = schrijf()

    for daad in (lambda: Brieftekst.objects.update(tekst="x"), versie.delete):
        with pytest.raises(DatabaseError, match=r"Cannot (update|delete)"), transaction.atomic():
            daad()
    with pytest.raises(IntegrityError), transaction.atomic():
        Brieftekst.objects.create(soort=VRIJ, versie=1, tekst="x", geldig_van=VANDAAG, door=beheerder)


def test_a_letter_keeps_the_words_it_was_written_in(schrijf):
    schrijf("{bericht}\n\nOude tekst.")
    velden = {
        "soort": VRIJ,
        "ontvanger": maak_organisatie("Anker"),
        "onderwerp": "Vraag",
        "waarden": {"bericht": "Dag."},
        "voorbeeld": False,
        "verzenddatum": VANDAAG,
    }
    oud = stel_mededeling_op(**velden).to_json()
    schrijf("{bericht}\n\nNieuwe tekst.")

    nieuw = stel_mededeling_op(**velden)

    assert "Oude tekst." in naar_html(lees_snapshot(VRIJ, oud))
    assert (oud["inhoud"]["tekstversie"], nieuw.tekstversie) == ("vrije_brief 1", "vrije_brief 2")
    assert "Nieuwe tekst." in naar_html(nieuw)


@pytest.mark.parametrize(
    ("soort", "maak"), [(BriefSoort.VERLENING, verlening), (BriefSoort.ONTVANGSTBEVESTIGING, ontvangstbevestiging)]
)
def test_a_letter_with_a_shape_of_its_own_takes_the_sentences_of_the_municipality(schrijf, soort, maak):
    kaal = met_eigen_zinnen(maak(), soort, None)
    schrijf("## Meer weten?\nBel ons over {kenmerk}, {ontvanger}.", soort=soort)

    vol = met_eigen_zinnen(maak(), soort, None)
    schrijf("", soort=soort)

    assert kaal == maak() == met_eigen_zinnen(maak(), soort, None)
    assert "Bel ons over SB-2026-0011-1, Stichting Voorbeeld Ontmoeten." in naar_html(vol)
    assert lees_snapshot(soort, vol.to_json()) == vol


def test_a_letter_of_an_earlier_shape_is_still_read():
    nu = verlening()
    data = nu.to_json()
    data["format_versie"] = 1
    del data["inhoud"]["eigen"], data["inhoud"]["kop"]["verzending"]

    assert lees_snapshot("verlening", data) == nu
    data["format_versie"] = 2
    with pytest.raises(ValueError, match="past niet in de vorm"):
        lees_snapshot("verlening", data)


def test_the_empty_fields_of_a_letter_are_named_beside_its_preview():
    assert ontbrekende_velden(soort=VRIJ, waarden={"bericht": " "}, dag=VANDAAG) == ["wat u schrijft"]
    assert ontbrekende_velden(soort=VRIJ, waarden={"bericht": "Dag."}, dag=VANDAAG) == []


def test_versions_are_compared_line_by_line():
    assert [(regel.op, regel.tekst) for regel in vergelijk("een\ntwee", "een\ndrie")] == [
        ("", "een"),
        ("del", "twee"),
        ("ins", "drie"),
    ]


def als(lid: Lidmaatschap) -> Client:
    client = Client()
    client.force_login(lid.gebruiker)
    return client


def test_the_page_writes_a_version_and_shows_what_changed(beheerder, regeling):
    client, adres = als(beheerder), reverse("brieven:tekst_wijzig", args=[VRIJ, "pilots"])
    velden = {"tekst": "{bericht}\r\n\r\nGroeten.", "geldig_van": "20-11-2026", "toelichting": "korter"}

    open_ = client.get(adres).content.decode()
    fout = client.post(adres, velden | {"tekst": "{bericht}\n{naam}"})
    goed = client.post(adres, velden)

    assert "Hebt u vragen?" in open_
    assert "{bericht}" in open_
    assert (fout.status_code, goed.status_code) == (422, 302)
    assert "Dit veld bestaat niet in deze brief: naam." in fout.content.decode()
    assert "{naam}" in fout.content.decode()
    versie = Brieftekst.objects.get()
    assert (versie.tekst, versie.regeling, versie.versie) == ("{bericht}\n\nGroeten.\n", regeling, 1)
    gelezen = client.get(reverse("brieven:tekst_versie", args=[versie.pk])).content.decode()
    assert "Groeten.</ins>" in gelezen
    assert "## Hebt u vragen?</del>" in gelezen
    assert "korter" in client.get(reverse("brieven:tekst", args=[VRIJ])).content.decode()


def test_the_preview_follows_what_is_typed(beheerder):
    client, adres = als(beheerder), reverse("brieven:tekst_voorbeeld", args=["tafelbrief"])

    goed = client.post(adres, {"tekst": "## Kop\n! Samen {totaal}."}).content.decode()
    fout = client.post(adres, {"tekst": "{totaal} {onzin}"}).content.decode()

    assert "Samen €\u00a03.564.000,00." in goed
    assert "Niet in de tekst:" in goed
    assert "Dit veld bestaat niet in deze brief: onzin." in fout


def test_the_preview_as_pdf_is_a_concept_or_says_why_not(beheerder):
    client, adres = als(beheerder), reverse("brieven:tekst_pdf", args=["bijstelling"])

    goed = client.post(adres, {"tekst": VORMEN[BriefSoort.BIJSTELLING].tekst})
    fout = client.post(adres, {"tekst": "{onzin}"})

    assert "CONCEPT" in lees(goed.content).pages[0].extract_text()
    assert "Bent u het niet eens met dit besluit?" in "".join(b.extract_text() for b in lees(goed.content).pages)
    assert fout["Content-Type"].startswith("text/html")
    assert "Dit veld bestaat niet" in fout.content.decode()


def test_a_kind_or_regeling_that_does_not_exist_is_not_there(beheerder):
    client = als(beheerder)

    for argumenten in (["onzin", "alle"], [VRIJ, "onzin"]):
        assert client.get(reverse("brieven:tekst_wijzig", args=argumenten)).status_code == 404
