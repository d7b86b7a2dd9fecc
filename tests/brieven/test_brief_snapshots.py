import dataclasses
import json
from decimal import Decimal

import pytest

from brieven.models import BriefSoort
from brieven.snapshots import SNAPSHOTS, Jaarbedrag, Voorschotjaar, lees_snapshot
from brieven.snapshots.vorm import schone_tekst
from tests.brieven.voorbeelden import ALLE, d, verdeling, verlening


def test_every_kind_of_letter_has_a_snapshot():
    assert set(SNAPSHOTS) == set(BriefSoort.values)


@pytest.mark.parametrize("maak", ALLE)
def test_a_snapshot_comes_back_from_json_unchanged(maak):
    snapshot = maak()

    opgeslagen = json.loads(json.dumps(snapshot.to_json()))

    assert lees_snapshot(snapshot.soorten[0], opgeslagen) == snapshot


def test_amounts_are_stored_as_text_and_dates_as_iso():
    inhoud = verlening().to_json()["inhoud"]

    assert inhoud["bedragen"][0] == {"jaar": 2027, "gevraagd": "198000.00", "verleend": "186000.00"}
    assert inhoud["eerste_dag"] == "2027-01-01"


@pytest.mark.parametrize(
    "verander",
    [
        lambda data: data.update(format_versie=3),
        lambda data: data["inhoud"].pop("tafel"),
        lambda data: data["inhoud"].update(extra="tekst"),
        lambda data: data["inhoud"].update(tafel=5),
        lambda data: data["inhoud"]["bedragen"][0].update(verleend=186000.0),
        lambda data: data["inhoud"]["bedragen"][0].update(verleend="veel"),
        lambda data: data["inhoud"]["bedragen"][0].update(jaar=True),
        lambda data: data["inhoud"].update(eerste_dag="morgen"),
    ],
)
def test_a_snapshot_of_another_shape_is_refused(verander):
    data = verlening().to_json()

    verander(data)

    with pytest.raises(ValueError, match=r"past niet in de vorm|andere versie"):
        lees_snapshot("verlening", data)


def test_an_award_that_differs_from_the_plan_needs_its_reason():
    with pytest.raises(ValueError, match="vraagt een reden"):
        verlening(afwijking=None)


def test_advances_above_the_amount_of_their_year_are_refused():
    with pytest.raises(ValueError, match="voorschotten van 2027 zijn te hoog"):
        verlening(voorschotten=(Voorschotjaar(jaar=2027, termijnen=(d(186000), d(1), d(0), d(0))),))


def test_the_annex_and_the_decision_name_the_same_amount():
    ander = dataclasses.replace(verdeling().rijen[0], verleend=(d(1),) * 4)

    with pytest.raises(ValueError, match="de bijlage noemt een ander bedrag"):
        verlening(verdeling=dataclasses.replace(verdeling(), rijen=(ander,)))


def test_totals_are_computed():
    brief = verlening()

    assert (brief.gevraagd, brief.verleend, brief.verschil) == (d(810000), d(762000), d(-48000))
    assert brief.voorschot_per_dag == (d(190500),) * 4
    assert brief.verdeling.totaal == d(3564000)
    assert brief.verdeling.niet_verdeeld_per_jaar == (d(4000),) * 4


@pytest.mark.parametrize(
    ("jaren", "afdeling", "vaststelling", "verantwoording"),
    [
        (4, True, "Artikelen 4:44, 4:73, 4:75 en 4:78 Awb", "Artikelen 4:37, 4:67 en 4:80 Awb"),
        (1, True, "Artikelen 4:44, 4:74, 4:75 en 4:78 Awb", "Artikelen 4:37 en 4:80 Awb"),
        (4, False, "Artikelen 4:44 en 4:45 Awb", "Artikel 4:37 Awb"),
    ],
)
def test_the_articles_follow_the_scheme(jaren, afdeling, vaststelling, verantwoording):
    bedragen = tuple(
        Jaarbedrag(jaar=jaar, gevraagd=Decimal(4), verleend=Decimal(4)) for jaar in range(2027, 2027 + jaren)
    )

    brief = verlening(
        bedragen=bedragen,
        laatste_dag=verlening().laatste_dag.replace(year=2026 + jaren),
        voorschotten=(),
        verdeling=None,
        afdeling_428=afdeling,
    )

    assert brief.artikelen_vaststelling == vaststelling
    assert brief.artikelen_verantwoording == verantwoording


def test_text_loses_what_no_font_holds_and_keeps_what_people_write():
    alles = {chr(nummer) for nummer in range(0x20, 0x2100)}

    assert schone_tekst("Zo\u0301\x00é\ue000\u202e\u200b ’s\tavonds\r\nŁódź", alles) == "Zóé ’s avonds\nŁódź"


def test_a_sign_that_the_font_lacks_gets_a_plain_one_in_its_place():
    tekst = "Zomerfeest \U0001f389 ① 10\u201111 你好\u2028einde"

    assert schone_tekst(tekst, set(" Zomerfstind01\u2010")) == "Zomerfeest ? 1 10\u201011 ?? einde"
