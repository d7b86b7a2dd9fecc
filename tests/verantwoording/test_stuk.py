"""The joint account: written together, agreed to, submitted once, and frozen."""

import datetime

import pytest
import time_machine

from brieven.models import Bericht, BerichtSoort
from kern.canoniek import sha256_van
from kern.models import Gebeurtenis
from subsidies.models import Klad, Onderdeel
from subsidies.onderdelen.vanzelf import bewaar_vanzelf
from tests.subsidies.conftest import geweigerd, tegelijk
from tests.uitvoering.conftest import Wereld
from tests.verantwoording.stukhulp import (
    TEKSTEN,
    dien_deel_in,
    duiding,
    geef_akkoord,
    inbreng_van,
    kies_stadscijfers,
    maak_eens,
    schrijf,
    schrijf_alles,
    tel_per_groep,
    verantwoording_van,
    vertel,
)
from tests.verantwoording.verslaghulp import deel_van, maak_compleet, post
from verantwoording.models import Bevinding, Verantwoording, Verantwoordingsstuk, Verslagakkoord
from verantwoording.onderdelen import DUIDING
from verantwoording.selectors.stuk import stel_samen
from verantwoording.services import samen, samen_akkoord
from verantwoording.services.duiding import bewaar_duiding
from verantwoording.stuk import Stuk, lees_stuk

pytestmark = pytest.mark.django_db
NA_DE_DELEN = datetime.datetime(2028, 4, 3, 12, tzinfo=datetime.UTC)
NA_ALLES = datetime.datetime(2028, 12, 1, 12, tzinfo=datetime.UTC)


def dien_in(wereld: Wereld, wie: str = "anker", waarom: str = "") -> Verantwoordingsstuk:
    return samen.dien_in(verantwoording_id=verantwoording_van(wereld).pk, waarom=waarom, door=wereld[wie])


def stuur_terug(wereld: Wereld, reden: str = "Leg uit.", wie: str = "beoordelaar") -> Bevinding:
    return samen.stuur_terug(verantwoording_id=verantwoording_van(wereld).pk, reden=reden, door=wereld[wie])


# --- writing ---


def test_who_takes_part_writes_the_joint_texts_and_each_save_is_a_version(geopend: Wereld) -> None:
    schrijf(geopend, "samen", "Eerst.", "anker_schrijft")
    schrijf(geopend, "samen", "Daarna.", "brug")

    assert (duiding("samen").tekst, duiding("samen").versie) == ("Daarna.", 2)


@pytest.mark.parametrize(
    ("wie", "code"),
    [("anker_leest", "toegang.rol"), ("buiten", "aanvraag.geen_deelnemer"), ("beoordelaar", "toegang.rol")],
)
def test_others_do_not_write(geopend: Wereld, wie: str, code: str) -> None:
    with geweigerd(code):
        schrijf(geopend, "samen", "Van mij.", wie)


def test_a_save_on_an_older_version_overwrites_nothing(geopend: Wereld) -> None:
    schrijf(geopend, "anders", "Van Anker.")

    with geweigerd("versie.conflict"):
        bewaar_duiding(duiding_id=duiding("anders").pk, tekst="Van Brug.", versie=0, door=geopend["brug"])

    assert duiding("anders").tekst == "Van Anker."


# --- agreeing ---


def test_one_agrees_once_ones_own_part_is_in(geopend: Wereld) -> None:
    with geweigerd("verslagakkoord.deel_niet_in"):
        geef_akkoord(geopend, "anker")

    dien_deel_in(geopend, "anker")
    akkoord = geef_akkoord(geopend, "anker")

    assert akkoord.inhoudshash == inbreng_van(geopend).hash
    with geweigerd("verslagakkoord.bestaat_al"):
        geef_akkoord(geopend, "anker")


@pytest.mark.parametrize(
    ("wie", "code"),
    [("anker_schrijft", "toegang.rol"), ("brug", "deel.niet_eigen"), ("buiten", "deel.niet_eigen")],
)
def test_only_who_signs_for_it_agrees(geopend: Wereld, wie: str, code: str) -> None:
    dien_deel_in(geopend, "anker")

    with geweigerd(code):
        samen_akkoord.geef_akkoord(
            deelverslag_id=deel_van(geopend).pk, gezien=inbreng_van(geopend).hash, door=geopend[wie]
        )


def test_one_agrees_to_what_one_saw(geopend: Wereld) -> None:
    dien_deel_in(geopend, "anker")
    gezien = inbreng_van(geopend).hash
    schrijf(geopend, "samen", "Intussen veranderd.", "brug")

    with geweigerd("verslagakkoord.inhoud_gewijzigd"):
        samen_akkoord.geef_akkoord(deelverslag_id=deel_van(geopend).pk, gezien=gezien, door=geopend["anker"])


def test_a_changed_text_voids_the_akkoord_and_its_signatory_hears_of_it(geopend: Wereld) -> None:
    dien_deel_in(geopend, "anker")
    geef_akkoord(geopend, "anker")

    schrijf(geopend, "samen", "Anders.", "brug")

    assert Verslagakkoord.objects.get().vervallen_op is not None
    bericht = Bericht.objects.get(soort=BerichtSoort.VERSLAGAKKOORD_VERVALLEN)
    assert bericht.ontvanger == geopend["anker"]
    assert bericht.pad == f"/verantwoording/{geopend.aanvraag.kenmerk}/2027/samen/akkoord/{deel_van(geopend).pk}/"


def test_saving_what_stood_there_voids_nothing(geopend: Wereld) -> None:
    schrijf(geopend, "samen", "Zo is het.")
    dien_deel_in(geopend, "anker")
    geef_akkoord(geopend, "anker")

    schrijf(geopend, "samen", "Zo is het.", "brug")

    assert Verslagakkoord.objects.get().vervallen_op is None


def test_a_part_that_comes_in_makes_an_older_akkoord_no_akkoord(geopend: Wereld) -> None:
    dien_deel_in(geopend, "anker")
    geef_akkoord(geopend, "anker")

    dien_deel_in(geopend, "brug")

    assert [stand.deel.organisatie for stand in inbreng_van(geopend).zonder_akkoord] == [
        geopend.anker.naam,
        geopend.brug.naam,
    ]


def test_figures_of_the_city_void_no_akkoord(geopend: Wereld) -> None:
    dien_deel_in(geopend, "anker")
    geef_akkoord(geopend, "anker")

    kies_stadscijfers(geopend)

    assert inbreng_van(geopend).zonder_akkoord == []


def test_an_akkoord_can_be_taken_back_once(geopend: Wereld) -> None:
    dien_deel_in(geopend, "anker")
    geef_akkoord(geopend, "anker")
    deelverslag_id = deel_van(geopend).pk

    samen_akkoord.trek_akkoord_in(deelverslag_id=deelverslag_id, door=geopend["anker"])

    assert len(inbreng_van(geopend).zonder_akkoord) == 1
    with geweigerd("verslagakkoord.bestaat_niet"):
        samen_akkoord.trek_akkoord_in(deelverslag_id=deelverslag_id, door=geopend["anker"])


# --- submitting ---


def test_what_everybody_agreed_to_is_submitted_and_frozen(geopend: Wereld) -> None:
    maak_eens(geopend)

    stuk = dien_in(geopend)

    verantwoording = verantwoording_van(geopend)
    assert (verantwoording.stand, verantwoording.ingediend_door) == ("ingediend", geopend["anker"])
    assert (stuk.nummer, stuk.sha256) == (1, sha256_van(stuk.inhoud))
    assert {bericht.ontvanger for bericht in Bericht.objects.filter(soort=BerichtSoort.VERANTWOORDING_ONTVANGEN)} == {
        geopend["anker"],
        geopend["brug"],
    }
    rij = Gebeurtenis.objects.get(soort="verantwoording.ingediend", geweigerd="")
    assert (rij.feiten["nummer"], rij.feiten["hash"]) == (1, stuk.sha256)


def test_the_frozen_document_reads_back_as_what_was_composed(geopend: Wereld) -> None:
    kies_stadscijfers(geopend)
    vertel(geopend, "anker", "Nu ken ik mijn buren.")
    maak_eens(geopend)
    levend = stel_samen(verantwoording_van(geopend))

    stuk = dien_in(geopend)

    stuk.refresh_from_db()
    assert lees_stuk(stuk) == levend
    assert Stuk.from_json(levend.to_json()) == levend.met_woorden({})


def test_it_is_submitted_once(geopend: Wereld) -> None:
    maak_eens(geopend)
    dien_in(geopend)

    with geweigerd("verantwoording.al_ingediend"):
        dien_in(geopend)


@pytest.mark.parametrize(
    ("wie", "code"),
    [
        ("brug", "deel.niet_eigen"),
        ("anker_schrijft", "toegang.rol"),
        ("beoordelaar", "deel.niet_eigen"),
    ],
)
def test_only_the_penvoerder_submits(geopend: Wereld, wie: str, code: str) -> None:
    maak_eens(geopend)

    with geweigerd(code):
        dien_in(geopend, wie)


def test_all_that_still_misses_is_named_at_once(geopend: Wereld) -> None:
    maak_eens(geopend)
    schrijf(geopend, "onbekend", " ")

    with geweigerd("stuk.niet_geschreven") as fout:
        dien_in(geopend)

    assert str(fout.value) == (
        "Schrijf eerst nog over: ‘Wat weten we nog niet?’. "
        f"Nog niet akkoord: {geopend.anker.naam} en {geopend.brug.naam}. "
        "Na 1 mei 2028 kan het ook zonder, met een reden."
    )


def test_a_text_with_personal_data_is_not_submitted(geopend: Wereld) -> None:
    maak_eens(geopend)
    schrijf(geopend, "samen", "Bel 06-12345678.")

    with geweigerd("stuk.persoonsgegevens"):
        dien_in(geopend)


def test_nobody_submits_without_a_part_that_may_still_come_in_time(geopend: Wereld) -> None:
    schrijf_alles(geopend)
    with geweigerd("stuk.niets_binnen"):
        dien_in(geopend)
    dien_deel_in(geopend, "anker")
    geef_akkoord(geopend, "anker")

    with geweigerd("stuk.delen_lopen"):
        dien_in(geopend)


def test_a_part_that_is_late_is_named_and_hits_nobody_else(geopend: Wereld) -> None:
    schrijf_alles(geopend)
    dien_deel_in(geopend, "anker")
    geef_akkoord(geopend, "anker")

    with time_machine.travel(NA_DE_DELEN):
        stuk = lees_stuk(dien_in(geopend))

    assert [(deel.organisatie, deel.beloofd, deel.activiteiten) for deel in stuk.niet_aangeleverd] == [
        (geopend.brug.naam, ("Maatjes",), ())
    ]
    assert [(deel.organisatie, deel.te_laat) for deel in stuk.aangeleverd] == [(geopend.anker.naam, False)]
    assert deel_van(geopend).stand == "ingediend"


def test_who_did_not_agree_keeps_it_until_the_last_day(geopend: Wereld) -> None:
    schrijf_alles(geopend)
    for wie in ("anker", "brug"):
        dien_deel_in(geopend, wie)
    geef_akkoord(geopend, "anker")
    with geweigerd("stuk.geen_akkoord"):
        dien_in(geopend)

    with time_machine.travel(NA_ALLES):
        with geweigerd("stuk.zonder_reden"):
            dien_in(geopend, waarom=" ")
        stuk = lees_stuk(dien_in(geopend, waarom="Brug gaf geen antwoord."))

    assert (stuk.zonder_akkoord, stuk.waarom_zonder) == ((geopend.brug.naam,), "Brug gaf geen antwoord.")
    assert [deel.akkoord_op is not None for deel in stuk.delen] == [True, False]


def test_a_reason_that_is_not_needed_is_not_kept(geopend: Wereld) -> None:
    maak_eens(geopend)

    stuk = lees_stuk(dien_in(geopend, waarom="Zomaar."))

    assert stuk.waarom_zonder == ""


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_submit_once(geopend: Wereld) -> None:
    maak_eens(geopend)

    uitkomsten = tegelijk(*[lambda: dien_in(geopend)] * 2)

    assert sorted(uitkomsten) == ["gelukt", "verantwoording.al_ingediend"]
    assert Verantwoordingsstuk.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_submitting_while_somebody_writes_freezes_what_was_agreed_to_or_refuses(geopend: Wereld) -> None:
    maak_eens(geopend)

    indienen, schrijven = tegelijk(lambda: dien_in(geopend), lambda: schrijf(geopend, "samen", "Nog iets.", "brug"))

    if indienen == "gelukt":
        assert schrijven == "verantwoording.niet_open"
        assert lees_stuk(Verantwoordingsstuk.objects.get()).samen == TEKSTEN["samen"]
    else:
        assert (indienen, schrijven) == ("stuk.geen_akkoord", "gelukt")
        assert not Verantwoordingsstuk.objects.exists()


# --- after it was submitted ---


def test_after_it_was_submitted_nobody_writes_or_agrees(geopend: Wereld) -> None:
    maak_eens(geopend)
    dien_in(geopend)

    with geweigerd("verantwoording.niet_open"):
        schrijf(geopend, "samen", "Toch nog.")
    with geweigerd("verantwoording.niet_open"):
        samen_akkoord.trek_akkoord_in(deelverslag_id=deel_van(geopend).pk, door=geopend["anker"])


def test_an_officer_sends_it_back_with_a_reason_and_all_agree_anew(geopend: Wereld) -> None:
    maak_eens(geopend)
    eerste = dien_in(geopend)

    bevinding = stuur_terug(geopend, "Wat zagen bewoners?")

    assert (bevinding.tekst, bevinding.soort, bevinding.deelverslag) == ("Wat zagen bewoners?", "bevinding", None)
    assert verantwoording_van(geopend).stand == Verantwoording.Stand.OPEN
    assert len(inbreng_van(geopend).zonder_akkoord) == 2
    schrijf(geopend, "samen", "Bewoners zagen meer.")
    for wie in ("anker", "brug"):
        geef_akkoord(geopend, wie)
    tweede = dien_in(geopend)
    eerste.refresh_from_db()
    assert (eerste.nummer, lees_stuk(eerste).samen) == (1, TEKSTEN["samen"])
    assert (tweede.nummer, lees_stuk(tweede).samen) == (2, "Bewoners zagen meer.")


def test_sending_back_asks_for_an_officer_a_reason_and_something_submitted(geopend: Wereld) -> None:
    with geweigerd("verantwoording.niet_ingediend"):
        stuur_terug(geopend)
    maak_eens(geopend)
    dien_in(geopend)

    with geweigerd("toegang.rol"):
        stuur_terug(geopend, wie="besluitnemer")
    with geweigerd("verantwoording.zonder_reden"):
        stuur_terug(geopend, " ")


def test_a_part_that_comes_in_later_changes_nothing_of_what_was_submitted(geopend: Wereld) -> None:
    schrijf_alles(geopend)
    dien_deel_in(geopend, "anker")
    geef_akkoord(geopend, "anker")
    with time_machine.travel(NA_DE_DELEN):
        stuk = dien_in(geopend)

        dien_deel_in(geopend, "brug")

    stuk.refresh_from_db()
    assert [deel.organisatie for deel in lees_stuk(stuk).niet_aangeleverd] == [geopend.brug.naam]


# --- what it says ---


def test_the_document_answers_what_was_done_who_was_reached_and_what_is_not_known(geopend: Wereld) -> None:
    kies_stadscijfers(geopend)
    maak_compleet(geopend)
    tel_per_groep(geopend, "anker", "25")
    vertel(geopend, "anker", "Nu ken ik mijn buren.")

    stuk = stel_samen(verantwoording_van(geopend))
    assert stuk.activiteiten == []  # nothing is in yet
    for wie in ("anker", "brug"):
        dien_deel_in(geopend, wie)
    stuk = stel_samen(verantwoording_van(geopend))

    assert (stuk.volgens_plan, stuk.beloofd, stuk.verhalen) == (2, 2, 1)
    assert [(een.naam, [str(telling.waarde) for telling in rij]) for een, rij in stuk.met_bereik] == [
        ("Koffie", ["60.00"]),
        ("Maatjes", ["60.00"]),
    ]
    assert [(rij.naam, rij.eenheid, rij.doel, rij.waarde) for rij in stuk.bereik_per_stadsdeel] == [
        ("Voorbeeldwijk", "bewoners", None, 25)
    ]
    assert [(cijfer.code, len(cijfer.reeksen), cijfer.subdoelen) for cijfer in stuk.stad] == [
        ("eenzaam-ggd", 2, (geopend.tafel.thema.subdoelen.get().naam,)),
        ("eenzaam-rivm", 1, ()),
    ]
    assert stuk.niet_gemeten == []


def test_saving_by_itself_waits_as_klad_once_somebody_agreed(geopend: Wereld) -> None:
    nu = duiding("samen")

    def vanzelf(tekst: str) -> str:
        nu.refresh_from_db()
        return bewaar_vanzelf(
            DUIDING,
            kenmerk=geopend.aanvraag.kenmerk,
            pk=nu.pk,
            data=post(nu, tekst=tekst),
            gelezen=nu.versie,
            blad="een",
            door=geopend["brug"],
        ).code

    assert (vanzelf("Getypt."), duiding("samen").tekst) == ("", "Getypt.")
    dien_deel_in(geopend, "anker")
    geef_akkoord(geopend, "anker")
    assert (vanzelf("Verder."), duiding("samen").tekst) == ("verslagakkoord.zou_vervallen", "Getypt.")
    assert Verslagakkoord.objects.get().vervallen_op is None
    assert Klad.objects.get(soort=Onderdeel.DUIDING).invoer["tekst"] == ["Verder."]
