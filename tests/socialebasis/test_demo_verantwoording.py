"""The demo of three tables that accounted for 2020–2023: what it tells, and what it does not make up."""

import datetime
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db.models import F
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from brieven.models import Bericht, Brief
from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap
from overzichten.selectors.werklijst import werkregels
from regelingen.zaad import zaai_regelingen
from socialebasis.demo import verantwoording as demo
from socialebasis.demo.accounts import zaai_accounts
from socialebasis.demo.maatschappelijk import FEITEN, zaai_maatschappelijk
from socialebasis.demo.organisaties import zaai_organisaties
from socialebasis.demo.uitvragen import zaai_uitvragen
from socialebasis.demo.verantwoording import zaai_verantwoording
from socialebasis.demo.verantwoording_jaar import VERZONNEN
from subsidies.models import Aanvraag, Subsidie
from tests.architectuur.conftest import terug
from thematafels.zaad import zaai_meetvoorbeelden
from uitvoering.models import Betaling, Vaststelling
from verantwoording.models import (
    Afspraak,
    Bevinding,
    Deelverslag,
    Meetstand,
    Meting,
    Planwijziging,
    Streefcijfer,
    Themaindicator,
    Uitkomst,
    Verantwoording,
    Verantwoordingsstuk,
    Verhaal,
    Waarneming,
)
from verantwoording.selectors.zoeken import Zoekvraag, zoek
from verantwoording.stuk import Stuk, lees_stuk

JAREN = (2020, 2021, 2022, 2023)
TELLERS = (Aanvraag, Brief, Gebeurtenis, Betaling, Verantwoordingsstuk, Meting, Verhaal, Themaindicator)


def zaai() -> None:
    """What the story stands on, and the story."""
    zaai_regelingen()
    zaai_meetvoorbeelden()
    leden = zaai_accounts(zaai_organisaties())
    officier = leden["beleidsmedewerker"]
    gesloten, _ = zaai_uitvragen(door=officier, leden=leden, vandaag=timezone.localdate())
    zaai_maatschappelijk(door=officier)
    zaai_verantwoording(gesloten, leden)


pytestmark = pytest.mark.xdist_group("demo_verantwoording")  # sown by one process


@pytest.fixture(autouse=True, scope="module")
def _gezaaid(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Sown once for all tests here: it takes long, and no test below changes it. The test runner has DEBUG off."""
    with django_db_blocker.unblock(), terug():
        with override_settings(DEBUG=True):
            zaai()
        yield


def lid_van(account: str) -> Lidmaatschap:
    return Lidmaatschap.objects.filter(gebruiker__email=f"{account}@voorbeeld.example").order_by("pk")[0]


def wacht_op(account: str) -> set[str]:
    return {regel.wat for regel in werkregels(lid_van(account)) if regel.wie == "u"}


def stuk_van(thema: str, jaar: int) -> Stuk:
    return lees_stuk(
        Verantwoordingsstuk.objects.get(
            verantwoording__aanvraag__tafel__thema__code=thema, verantwoording__jaar=jaar, nummer=1
        )
    )


def bereikt(naam: str) -> list[bool | None]:
    """Whether an activity reached its targets, year by year."""
    return list(Uitkomst.objects.filter(naam=naam).order_by("jaar").values_list("bereikt", flat=True))


def doelen(naam: str) -> list[Decimal]:
    """What was agreed on in the end, year by year."""
    lopend = Streefcijfer.objects.filter(
        meetafspraak__naam=naam,
        jaar__gte=F("meetafspraak__afspraak__eerste_jaar"),
        jaar__lte=F("meetafspraak__afspraak__laatste_jaar"),
        doelgroep=None,
        stadsdeel=None,
    )
    return list(lopend.order_by("jaar").values_list("waarde", flat=True))


def test_three_tables_accounted_for_four_years_and_one_is_still_being_judged():
    rijen = Verantwoording.objects.values_list("aanvraag__tafel__thema__code", "jaar", "stand")

    assert {(thema, jaar): stand for thema, jaar, stand in rijen} == {
        (thema, jaar): "ingediend" if (thema, jaar) == ("financien", 2023) else "afgerond"
        for thema in ("ontmoeten", "financien", "leefstijl")
        for jaar in JAREN
    }
    assert Counter(Deelverslag.objects.values_list("stand", flat=True)) == {"aanvaard": 40, "ingediend": 3, "vraag": 1}


def test_every_year_of_every_table_tells_of_all_four_levels():
    for thema, activiteiten in (("ontmoeten", 4), ("financien", 4), ("leefstijl", 3)):
        for jaar in JAREN:
            stuk = stuk_van(thema, jaar)
            assert len(stuk.activiteiten) == stuk.beloofd == activiteiten
            for niveau in (stuk.met_aanbod, stuk.met_bereik, stuk.met_bewoner, stuk.met_professional):
                assert len(niveau) == activiteiten
            assert stuk.stad
            assert all(tekst.tekst for tekst in stuk.teksten)


def test_the_document_of_one_table_answers_the_four_questions_of_a_council_member():
    stuk = stuk_van("ontmoeten", 2022)

    gedaan = {activiteit.naam: activiteit.volgens_plan for activiteit in stuk.activiteiten}
    assert gedaan == {
        "Lief- en leedstraten": "Deels",
        "Maatjes voor ouderen thuis": "Deels",
        "Eettafels in de buurt": "Ja",
        "Aan tafel in twee talen": "Ja",
    }
    bereik = {activiteit.naam: telling.waarde for activiteit, [telling] in stuk.met_bereik}
    assert bereik == {
        "Lief- en leedstraten": 1040,
        "Maatjes voor ouderen thuis": 214,
        "Eettafels in de buurt": 688,
        "Aan tafel in twee talen": 231,
    }
    merken = {activiteit.naam: telling.waarde for activiteit, [telling] in stuk.met_bewoner}
    assert merken["Eettafels in de buurt"] == 58
    assert [
        verhaal.woorden.tekst[:29] for een in stuk.activiteiten for verhaal in een.verhalen if verhaal.woorden
    ] == [
        "Op de galerij zetten bewoners",
        "Ik bleef hangen toen ik mijn ",
        "Ik leerde haar linzensoep mak",
    ]
    assert stuk.onbekend.startswith("Wij weten niet hoe lang het effect blijft.")
    assert "ontmoetingscentrum Molenwijk" in " ".join(gat.naam for gat in stuk.gaten)


def test_the_year_of_corona_says_what_was_not_measured_and_why():
    standen = Meetstand.objects.filter(uitkomst__jaar=2020)

    niet = standen.filter(waarde=None)
    assert (standen.count(), niet.count()) == (45, 16)
    assert set(niet.values_list("niveau", flat=True)) == {"bewoner", "professional"}
    assert not niet.filter(reden="").exists()
    assert Meetstand.objects.filter(uitkomst__jaar__gt=2020, waarde=None).count() == 1


def test_the_city_shows_only_figures_of_the_paper_and_never_two_sources_in_one_series():
    bron: list[dict[str, Any]] = yaml.safe_load(FEITEN.read_text(encoding="utf-8"))
    gemeten = {
        (feit["indicator"], feit.get("bron", "Uitvraag 2020"), feit["gebied"], str(jaar), Decimal(str(waarde)))
        for feit in bron
        for jaar, waarde in (feit.get("reeks") or ({feit["jaar"]: feit["waarde"]} if "jaar" in feit else {})).items()
    }

    waarnemingen = Waarneming.objects.values_list(
        "indicator__naam", "indicator__bron__naam", "gebied__naam", "periode", "waarde"
    )

    assert set(waarnemingen) == gemeten
    assert Themaindicator.objects.count() == 8
    eenzaam = {cijfer.bron: cijfer for cijfer in stuk_van("ontmoeten", 2022).stad if cijfer.naam.startswith("Eenzaam")}
    assert set(eenzaam) == {"GGD", "RIVM"}


def test_the_target_of_the_streets_went_up_with_the_consent_of_the_officer():
    wijziging = Planwijziging.objects.get()

    assert (wijziging.stand, wijziging.vanaf_jaar) == ("aanvaard", 2022)
    assert wijziging.beslist_door == lid_van("beleidsmedewerker")
    assert doelen("Straten waar bewoners samen iets opzetten") == [20, 50, 100, 100]
    assert bereikt("Lief- en leedstraten") == [False, True, False, True]
    perioden = Afspraak.objects.filter(naam="Lief- en leedstraten").order_by("eerste_jaar")
    assert list(perioden.values_list("eerste_jaar", "laatste_jaar")) == [(2020, 2021), (2022, 2023)]


def test_some_never_reached_their_target_and_one_principle_worked_at_two_tables_of_three():
    assert bereikt("Maatjes voor ouderen thuis") == [False, False, False, False]
    assert bereikt("Gezond koken met jongeren") == [False, False, False, False]

    gevonden = zoek(lid_van("commissielid"), Zoekvraag(principe="Plekken waar mensen al komen"), None)

    assert gevonden.bladzijde.paginator.count == 16
    per_tafel = Counter(
        Uitkomst.objects.filter(
            verslag__afspraak__principes__naam="Plekken waar mensen al komen", bereikt=True
        ).values_list("verantwoording__aanvraag__tafel__thema__code", flat=True)
    )
    assert per_tafel == {"ontmoeten": 2, "financien": 4}


def test_one_partner_was_late_once_and_kept_nobody():
    laat = Deelverslag.objects.get(herinnering__isnull=False)

    assert (laat.deel.organisatie.naam, laat.verantwoording.jaar) == ("Stichting Voorbeeld Samen Eten", 2021)
    assert timezone.localdate(laat.ingediend_op) == datetime.date(2022, 4, 19) > laat.uiterlijk
    assert laat.herinnering.verzenddatum == datetime.date(2022, 4, 6)
    for verantwoording in Verantwoording.objects.all():
        assert timezone.localdate(verantwoording.ingediend_op) <= verantwoording.uiterlijk


def test_who_judges_and_who_answers_have_something_to_do():
    assert "Een verslag beoordelen" in wacht_op("beleidsmedewerker")
    assert "Een vraag over het eigen verslag beantwoorden en het opnieuw indienen" in wacht_op("gehoor")
    [open_vraag] = Bevinding.objects.filter(soort="vraag", antwoord_op=None)
    assert open_vraag.deelverslag.deel.organisatie.naam == "Stichting Voorbeeld Gehoor"
    assert Counter(Bevinding.objects.values_list("soort", flat=True)) == {"bevinding": 11, "vraag": 8}


def test_all_of_it_was_paid_and_settled_but_for_the_year_that_is_being_judged():
    van_ons = {"deel__aanvraag__uitvraag__kenmerk": demo.KENMERK}

    assert Betaling.objects.exclude(stand="betaald").count() == 0
    perioden = Vaststelling.objects.filter(**{f"subsidie__{pad}": waarde for pad, waarde in van_ons.items()})
    assert Counter(perioden.values_list("stand", flat=True)) == {"vastgesteld": 40, "ingediend": 4}
    assert Counter(Subsidie.objects.filter(**van_ons).values_list("stand", flat=True)) == {
        "vastgesteld": 7,
        "lopend": 4,
    }


def test_what_was_made_up_says_so_on_letters_documents_stories_and_pages():
    assert set(Brief.objects.values_list("snapshot__inhoud__kop__voorbeeld", flat=True)) == {True}
    for stuk in Verantwoordingsstuk.objects.all():
        assert lees_stuk(stuk).fictief
        assert stuk.pdf is not None
    assert not Verhaal.objects.exclude(tekst__endswith=VERZONNEN).exists()
    assert set(Subsidie.objects.values_list("ontvanger__fictief", flat=True)) == {True}

    raad = Client()
    raad.force_login(lid_van("commissielid").gebruiker, backend="django.contrib.auth.backends.ModelBackend")
    kenmerk = Aanvraag.objects.get(tafel__thema__code="ontmoeten").kenmerk
    for pad in (f"/verantwoording/{kenmerk}/2022/raad/", f"/verantwoording/{kenmerk}/2022/stuk/1/"):
        assert "ictief" in raad.get(pad).content.decode()


def test_what_was_told_in_those_years_is_not_mailed_today():
    assert Bericht.objects.filter(dag__lt=timezone.localdate()).exists()
    assert not Bericht.objects.wachtend().filter(dag__lt=timezone.localdate()).exists()


def test_a_second_time_adds_nothing():
    tellers = [model._default_manager.count() for model in TELLERS]

    with override_settings(DEBUG=True):
        zaai()

    assert [model._default_manager.count() for model in TELLERS] == tellers


def test_the_files_name_no_figure_of_the_city_that_the_paper_does_not_have():
    """In the words of the tables: every percentage of a source is one of the paper."""
    echt = {"55%", "40%", "14%", "7%", "56%"}

    for naam in demo.TAFELS:
        feiten = yaml.safe_load((Path(demo.DATA) / f"verantwoording_{naam}.yaml").read_text(encoding="utf-8"))
        for jaar in feiten["jaren"].values():
            for tekst in jaar["duiding"]["subdoelen"].values():
                for zin in tekst.split(". "):
                    if "GGD" in zin or "RIVM" in zin:
                        assert {woord.strip(",.():") for woord in zin.split() if "%" in woord} <= echt
