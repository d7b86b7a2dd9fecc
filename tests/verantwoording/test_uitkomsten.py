"""What is kept beside a submitted document, and the pages that read it: the council's, the years, and the search."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from begroting.models import Verplichting
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from tests.hulp.boom import Boom, tekst
from tests.hulp.fabriek import maak_lid
from tests.uitvoering.betalen import verstuur_brieven
from tests.uitvoering.conftest import Wereld
from tests.verantwoording.oordeelhulp import KOFFIE, dien_samen_in
from tests.verantwoording.planhulp import maak_afspraak
from tests.verantwoording.stukhulp import kies_stadscijfers, verantwoording_van
from tests.verantwoording.verslaghulp import deel_van, maak_compleet, meet, verslag_van
from thematafels.models import Niveau
from verantwoording.models import (
    Activiteitverslag,
    Bereikstand,
    Deelverslag,
    Meetstand,
    NietGemeten,
    Uitkomst,
    Verantwoording,
    Verantwoordingsstuk,
)
from verantwoording.regels.uitkomst import gehaald
from verantwoording.selectors.cijfers import cijfers_van
from verantwoording.selectors.raad import raadsbeeld, stuk_erbij
from verantwoording.selectors.terugblik import terugblik
from verantwoording.selectors.uitkomsten import Score
from verantwoording.selectors.zoeken import Zoekvraag, zoek
from verantwoording.services import samen
from verantwoording.services.openen import vul_aan
from verantwoording.services.uitkomsten import leg_uitkomsten_vast
from verantwoording.services.verslag import zet_metingen
from verantwoording.stuk import lees_stuk

pytestmark = pytest.mark.django_db
Als = Callable[[Lidmaatschap], Client]
GEHEEL = (None, None)


@pytest.fixture
def stuk(geopend: Wereld) -> Verantwoordingsstuk:
    return dien_samen_in(geopend)


@pytest.fixture
def raadslid(stuk: Verantwoordingsstuk) -> Lidmaatschap:
    return maak_lid(Rol.COMMISSIELID)


def raadpad(wereld: Wereld) -> str:
    return reverse("verantwoording:raad", args=[wereld.aanvraag.kenmerk, 2027])


# --- what is kept ---


def test_what_is_kept_is_what_was_counted(geopend: Wereld, stuk: Verantwoordingsstuk) -> None:
    """Laid beside a count of its own over the rows that were filled in."""
    verslagen = {verslag.pk: verslag for verslag in Activiteitverslag.objects.select_related("afspraak")}
    cijfers = cijfers_van(verslagen)

    for uitkomst in Uitkomst.objects.all():
        geteld = cijfers[uitkomst.verslag_id]
        assert uitkomst.naam == verslagen[uitkomst.verslag_id].afspraak.naam
        assert uitkomst.bereikt == gehaald(een.bereikt for een in geteld if een.doel is not None)
        bewaard = uitkomst.meetstanden.values_list("meetafspraak", "niveau", "doel", "waarde", "bereikt")
        assert list(bewaard) == [
            (een.meetafspraak_id, een.niveau, een.doel, een.waarde, een.bereikt) for een in geteld
        ]
    assert Uitkomst.objects.count() == 2
    assert Meetstand.objects.count() == 8


def test_the_exact_values(geopend: Wereld, stuk: Verantwoordingsstuk) -> None:
    koffie = Uitkomst.objects.get(naam="Koffie")

    assert (koffie.jaar, koffie.organisatie, koffie.volgens_plan, koffie.volgens_principes, koffie.bereikt) == (
        2027,
        geopend.anker.naam,
        "ja",
        "deels",
        True,
    )
    assert (koffie.werkte, koffie.werkte_niet) == ("Een vaste dag.", "De avond.")
    assert list(stuk.verhalen.values_list("sha256", "tekst")) == [(koffie.verhalen[0], KOFFIE)]
    bereik = koffie.meetstanden.get(niveau="bereik")
    doelgroep = geopend.tafel.thema.doelgroepen.get().naam
    assert (bereik.doel, bereik.waarde, bereik.bereikt) == (Decimal(50), Decimal(60), True)
    assert bereik.cellen == [[doelgroep, "", None, "45.00"], ["", "Voorbeeldwijk", None, "45.00"]]
    standen = Bereikstand.objects.values_list("snede", "naam", "eenheid", "doel", "waarde")
    assert set(standen) == {
        ("doelgroep", doelgroep, "bewoners", None, Decimal(45)),
        ("stadsdeel", "Voorbeeldwijk", "bewoners", None, Decimal(45)),
    }


def test_making_them_again_gives_the_same(geopend: Wereld, stuk: Verantwoordingsstuk) -> None:
    def alles() -> list[Any]:
        zonder = {"id", "uitkomst_id"}
        return [
            [{naam: waarde for naam, waarde in rij.items() if naam not in zonder} for rij in model.objects.values()]
            for model in (Uitkomst, Meetstand, Bereikstand)
        ]

    eerst = alles()

    with transaction.atomic():
        leg_uitkomsten_vast(Verantwoordingsstuk.objects.get(pk=stuk.pk))

    assert alles() == eerst


def test_what_is_changed_afterwards_is_in_none_of_them(geopend: Wereld, stuk: Verantwoordingsstuk) -> None:
    Deelverslag.objects.filter(pk=deel_van(geopend).pk).update(stand="vraag")
    verslag = verslag_van(geopend)
    zet_metingen(
        verslag_id=verslag.pk,
        waarden={(meet(verslag), GEHEEL): Decimal(1)},
        versie=verslag.versie,
        door=geopend["anker"],
    )

    assert Meetstand.objects.get(uitkomst__verslag=verslag.pk, niveau="bereik").waarde == 60


def test_the_next_document_replaces_them(geopend: Wereld, stuk: Verantwoordingsstuk) -> None:
    verantwoording = verantwoording_van(geopend)
    samen.stuur_terug(verantwoording_id=verantwoording.pk, reden="Leg uit.", door=geopend["beoordelaar"])
    Deelverslag.objects.filter(pk=deel_van(geopend).pk).update(stand="vraag")
    verslag = verslag_van(geopend)
    zet_metingen(
        verslag_id=verslag.pk,
        waarden={(meet(verslag), GEHEEL): Decimal(40)},
        versie=verslag.versie,
        door=geopend["anker"],
    )
    Deelverslag.objects.filter(pk=deel_van(geopend).pk).update(stand="ingediend")
    Verantwoording.objects.update(uiterlijk="2028-01-01")

    tweede = samen.dien_in(verantwoording_id=verantwoording.pk, waarom="Laat.", door=geopend["anker"])

    assert {uitkomst.stuk for uitkomst in Uitkomst.objects.all()} == {tweede}
    koffie = Uitkomst.objects.get(naam="Koffie")
    assert (koffie.bereikt, koffie.meetstanden.get(niveau="bereik").waarde) == (False, Decimal(40))
    assert Meetstand.objects.count() == 8


def test_the_database_knows_no_outcome_without_figures(stuk: Verantwoordingsstuk) -> None:
    stand = Meetstand.objects.first()

    with pytest.raises(IntegrityError, match="meetstand_bereikt_als_bekend"), transaction.atomic():
        Meetstand.objects.filter(pk=stand.pk if stand else 0).update(waarde=None)


# --- what the council reads ---


def test_the_page_says_what_was_promised_reached_felt_and_is_not_known(
    als: Als, geopend: Wereld, stuk: Verantwoordingsstuk, raadslid: Lidmaatschap
) -> None:
    pagina = als(raadslid).get(raadpad(geopend)).content.decode()

    for zin in (
        "<b>2 van 2</b>activiteiten zoals afgesproken",
        "<b>2 van 2</b>doelen voor bereik gehaald",
        "<b>4 van 4</b>doelen voor effect gehaald, 1 verhaal",
        "<b>0 van 8</b>doelen niet gemeten",
        KOFFIE,
        "Zij kennen elkaar.",
        "Voorbeeldwijk",
        "Wij weten niet wie er niet kwam.",
        "Volgend jaar ook in de avond.",
    ):
        assert zin in pagina, zin
    assert geopend["anker"].gebruiker.naam not in tekst(Boom(pagina).een("main"))


def test_the_legend_of_the_bars_stands_once_above_the_activities(
    als: Als, geopend: Wereld, stuk: Verantwoordingsstuk, raadslid: Lidmaatschap
) -> None:
    boom = Boom(als(raadslid).get(raadpad(geopend)).content.decode())

    deel = boom.een("section", **{"aria-labelledby": "activiteiten"})
    assert _legenda(deel) == ["gemeten", "doel"]
    assert [_legenda(kaart) for kaart in deel.iter("article")] == [[], []]
    staven = [een for een in deel.iter() if een.get("role") == "img"]
    assert len(staven) == 2 * len(Niveau)
    for tekening in staven:
        titel, uitleg, *_ = tekening
        assert tekening.get("aria-labelledby") == f"{titel.get('id')} {uitleg.get('id')}"
        assert tekst(titel)
        assert tekst(uitleg)


def test_level_4_claims_a_contribution_and_no_more(als: Als, geopend: Wereld) -> None:
    kies_stadscijfers(geopend)
    dien_samen_in(geopend)

    pagina = als(maak_lid(Rol.GRIFFIE)).get(raadpad(geopend)).content.decode()

    assert "De tafel wil bijdragen aan:" in pagina
    assert "Of de activiteiten daaraan bijdroegen, en hoeveel, laat dit cijfer niet zien." in pagina


def test_what_nobody_counted_is_said_and_is_not_zero(als: Als, geopend: Wereld) -> None:
    verslag = maak_compleet(geopend)
    professional = meet(verslag_van(geopend), Niveau.PROFESSIONAL)
    verslag.metingen.filter(meetafspraak=professional).delete()
    NietGemeten.objects.create(verslag=verslag, meetafspraak_id=professional, reden="De vragenlijst kwam te laat.")
    stuk = _dien_alleen_anker_in(geopend)

    blad = _beeld(geopend)

    assert dict(blad.niveaus)[Niveau.PROFESSIONAL] == Score(0, 0, 1)
    assert blad.doelen == Score(3, 0, 1)
    assert [(een.activiteit, een.reden) for een in blad.gemist] == [("Koffie", "De vragenlijst kwam te laat.")]
    assert [deel.organisatie for deel in blad.stuk.niet_aangeleverd] == [geopend.brug.naam]
    assert Uitkomst.objects.get(stuk=stuk).bereikt is None
    pagina = als(maak_lid(Rol.COMMISSIELID)).get(raadpad(geopend)).content.decode()
    assert "De vragenlijst kwam te laat." in pagina
    assert f"{geopend.brug.naam}: Maatjes" in pagina


def test_the_light_document_is_the_document_without_its_activities(geopend: Wereld, stuk: Verantwoordingsstuk) -> None:
    licht, heel = _beeld(geopend).stuk, lees_stuk(stuk)

    assert licht.activiteiten == []
    assert [deel.organisatie for deel in licht.delen] == [deel.organisatie for deel in heel.delen]
    assert [deel.beloofd for deel in licht.delen] == [deel.beloofd for deel in heel.delen]
    assert (licht.teksten, licht.stad, licht.keten, licht.gaten) == (heel.teksten, heel.stad, heel.keten, heel.gaten)


def test_nothing_of_a_draft_is_read_by_anybody(als: Als, geopend: Wereld, stuk: Verantwoordingsstuk) -> None:
    verantwoording = verantwoording_van(geopend)
    samen.stuur_terug(verantwoording_id=verantwoording.pk, reden="Leg uit.", door=geopend["beoordelaar"])

    for lid in (maak_lid(Rol.COMMISSIELID), geopend["beoordelaar"], geopend["anker"]):
        assert als(lid).get(raadpad(geopend)).status_code == 404
        assert zoek(lid, Zoekvraag(), None).rijen == []
        assert terugblik(lid, "").themas == []


def test_one_activity_alone(als: Als, geopend: Wereld, raadslid: Lidmaatschap) -> None:
    maatjes = Uitkomst.objects.get(naam="Maatjes")

    pagina = als(raadslid).get(f"{raadpad(geopend)}?activiteit={maatjes.pk}").content.decode()

    assert f'id="u{maatjes.pk}"' in pagina
    assert KOFFIE not in pagina
    assert als(raadslid).get(f"{raadpad(geopend)}?activiteit=99999999999999999999").status_code == 200


def test_from_what_was_done_to_what_it_cost_and_back(
    als: Als, geopend: Wereld, stuk: Verantwoordingsstuk, raadslid: Lidmaatschap
) -> None:
    verstuur_brieven()
    jaar = geopend.doel.budgetjaar
    doel = reverse("overzichten:geld_doel", args=[jaar.budget.code, jaar.jaar, geopend.doel.code])
    verplichting = Verplichting.objects.get(ontvanger=geopend.anker, jaar_van_activiteit=2027)
    later = Verplichting.objects.get(ontvanger=geopend.anker, jaar_van_activiteit=2028)

    pagina = als(raadslid).get(raadpad(geopend)).content.decode()
    zaak = als(raadslid).get(f"{doel}{verplichting.kenmerk}/").content.decode()
    zaak_later = als(raadslid).get(f"{doel}{later.kenmerk}/").content.decode()

    assert f'href="{doel}"' in pagina
    assert f'href="{raadpad(geopend)}"' in zaak
    assert "Wat leverde het op?" not in zaak_later
    assert doel not in als(geopend["anker"]).get(raadpad(geopend)).content.decode()


# --- the years of a theme ---


def test_the_years_of_a_theme_stand_beside_each_other(geopend: Wereld, raadslid: Lidmaatschap) -> None:
    thema = geopend.tafel.thema.naam

    blik = terugblik(raadslid, "bestaat niet")

    assert (blik.themas, blik.thema) == ([thema], thema)
    [jaar] = blik.jaren
    assert (jaar.jaar, jaar.kenmerk, jaar.activiteiten, jaar.volgens_plan) == (2027, geopend.aanvraag.kenmerk, 2, 2)
    assert [(niveau.value, score) for niveau, score in jaar.niveaus] == [
        ("aanbod", Score(2, 0, 0)),
        ("bereik", Score(2, 0, 0)),
        ("bewoner", Score(2, 0, 0)),
        ("professional", Score(2, 0, 0)),
    ]
    assert blik.beeld is not None
    assert [paneel.cijfer.tekst for paneel in blik.beeld.panelen] == ["100%"] * 4
    assert "100% in 2027" in blik.beeld.beschrijving


@pytest.mark.parametrize(
    ("score", "deel"), [(Score(1, 2, 5), Decimal(33)), (Score(2, 1, 0), Decimal(67)), (Score(0, 0, 3), None)]
)
def test_the_share_is_of_what_is_known(score: Score, deel: Decimal | None) -> None:
    assert score.deel == deel


# --- what the pages cost ---


@pytest.mark.parametrize("activiteiten", [1, 20])
def test_the_pages_cost_the_same_whatever_the_size(als: Als, geopend: Wereld, activiteiten: int) -> None:
    for nummer in range(activiteiten - 1):
        maak_afspraak(geopend.deel(geopend.anker), f"Activiteit {nummer}", 10 + nummer)
    vul_aan(aanvraag_id=geopend.aanvraag.pk)
    maak_compleet(geopend)
    _dien_alleen_anker_in(geopend)
    kenmerk = geopend.aanvraag.kenmerk
    paden = [
        raadpad(geopend),
        reverse("verantwoording:terugblik"),
        reverse("verantwoording:zoeken"),
        reverse("verantwoording:zoeken_csv"),
        reverse("verantwoording:beoordelen", args=[kenmerk, 2027]),
        reverse("verantwoording:beoordelen_deel", args=[kenmerk, deel_van(geopend).pk]),
    ]
    client = als(geopend["beoordelaar"])

    kosten = []
    for pad in paden:
        with CaptureQueriesContext(connection) as opgevangen:
            antwoord = client.get(pad)
            antwoord.getvalue()
        assert antwoord.status_code == 200
        kosten.append(len(opgevangen))

    assert kosten == [11, 6, 10, 7, 12, 11]


def _legenda(element: Element) -> list[str]:
    return [tekst(een) for een in element.iter("span") if een.get("class") == "sb-legenda"]


def _beeld(wereld: Wereld) -> Any:
    verantwoording = Verantwoording.objects.filter(jaar=2027).annotate(**stuk_erbij()).get()
    return raadsbeeld(verantwoording, None)


def _dien_alleen_anker_in(wereld: Wereld) -> Verantwoordingsstuk:
    """Brug is late, and nobody waits for it."""
    Deelverslag.objects.filter(pk=deel_van(wereld).pk).update(
        stand="ingediend", ingediend_op="2028-02-01T12:00Z", ingediend_door=wereld["anker"]
    )
    Deelverslag.objects.update(uiterlijk="2028-01-01")
    Verantwoording.objects.update(uiterlijk="2028-01-02")
    for duiding in verantwoording_van(wereld).duidingen.all():
        duiding.tekst = "Gezien."
        duiding.save(update_fields=["tekst"])
    return samen.dien_in(verantwoording_id=verantwoording_van(wereld).pk, waarom="Laat.", door=wereld["anker"])
