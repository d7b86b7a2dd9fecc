"""The plan of an application: what it lacks, where it is read, and what was frozen of it."""

import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from odfdo import Document

from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from subsidies.kopie import ingediend_dossier
from subsidies.models import Activiteit, Indiening, Onderdeel, Versie
from subsidies.plan import Activiteitfeit, Indicatorfeit, Streefcel
from subsidies.planbeeld import planbeeld
from subsidies.regels.inhoud import deel_inhoud, deelhash
from subsidies.regels.plan import activiteit_mist, meetgaten, plangaten, zonder_activiteit
from subsidies.regels.volledigheid import Gemis, deel_is_klaar, ontbreekt
from subsidies.selectors import laad_dossier
from subsidies.selectors.activiteit import inhoud_van
from subsidies.services import activiteit as services
from subsidies.services import deelnemen, starten
from subsidies.services.kopie import pdf_van
from subsidies.stappen import gemis_per_wie, stappen, te_doen
from subsidies.uitvoer.deel_odt import als_odt
from subsidies.uitvoer.deelstuk import maak_deelstuk
from tests.hulp.boom import Boom, tekst
from tests.subsidies.conftest import Wereld, dien_in, geef_akkoord
from tests.subsidies.dossiers import maak_deel, maak_dossier, maak_kader
from tests.subsidies.eerder import maak_later
from tests.subsidies.plan import Als, bewaar, inhoud, vraag_plan
from tests.subsidies.voorzieningen import eigen, html, van
from thematafels.models import Niveau, Stadsdeel

REGELS = [
    "Wat werkt: Maatjes",
    (
        "Aanbod: Straten (straten, hoger is beter); streefwaarde 2027: 50, 2028: 100 straten; "
        "meten: Tellen; Elk kwartaal; De coördinator"
    ),
]


def maak_indicator(**velden: Any) -> Indicatorfeit:
    return Indicatorfeit(
        **{
            "niveau": "aanbod",
            "naam": "Straten",
            "eenheid": "straten",
            "richting": "hoger",
            "hoe": "Tellen",
            "wanneer": "Elk jaar",
            "door": "Wij",
            "streefwaarden": [Streefcel(2027, Decimal("50.00"))],
        }
        | velden
    )


def maak_feit(**velden: Any) -> Activiteitfeit:
    """Complete: a principle, and an indicator with a target on each level."""
    return Activiteitfeit(
        **{
            "pk": 1,
            "naam": "Straten",
            "omschrijving": "",
            "verwachting": "",
            "voorziening": "",
            "subdoel": "Ontmoeten",
            "principes": ["Maatjes"],
            "indicatoren": [maak_indicator(niveau=niveau.value) for niveau in Niveau],
        }
        | velden
    )


# --- what is missing ---


@pytest.mark.parametrize(
    ("anders", "mist"),
    [({}, []), ({"naam": " "}, ["een naam"]), ({"naam": "", "subdoel": ""}, ["een naam", "een subdoel"])],
)
def test_an_activity_needs_a_name_and_a_subdoel(anders: dict[str, Any], mist: list[str]) -> None:
    assert activiteit_mist(maak_feit(**anders)) == mist
    assert deel_is_klaar(maak_deel(activiteiten=[maak_feit(**anders)])) is (not mist)


def test_a_level_without_an_indicator_and_an_indicator_without_a_target_are_gaps() -> None:
    alleen_bereik = [maak_indicator(niveau="bereik", streefwaarden=[Streefcel(2027, Decimal(5), doelgroep="Ouderen")])]

    assert meetgaten(maak_feit()) == []
    assert meetgaten(maak_feit(indicatoren=alleen_bereik)) == [
        "geen indicator voor aanbod, effect volgens bewoners en effect volgens professionals",
        "geen streefwaarde voor Straten",
    ]


def test_an_activity_that_follows_no_principle_is_marked_as_well() -> None:
    assert plangaten(maak_feit()) == []
    assert plangaten(maak_feit(principes=[])) == ["geen 'wat werkt'-principe"]


@pytest.mark.parametrize("veld", ["eenheid", "hoe", "wanneer", "door"])
def test_an_indicator_of_which_is_not_said_how_it_is_measured_is_marked(veld: str) -> None:
    indicatoren = [maak_indicator(niveau=niveau.value) for niveau in Niveau]
    vaag = [maak_indicator(naam="Vaag", **{veld: ""}), *indicatoren]

    assert plangaten(maak_feit(indicatoren=vaag)) == [
        "niet gezegd hoe, wanneer, door wie of in welke eenheid u meet: Vaag"
    ]


def test_only_what_somebody_works_on_wants_an_activity() -> None:
    kader = maak_kader(subdoelen=["Ontmoeten", "Meedoen", "Werken"])
    dossier = maak_dossier(maak_deel(activiteiten=[maak_feit()]), kader=kader)

    assert zonder_activiteit(dossier) == ["Meedoen"]


def test_a_gap_in_the_plan_is_shown_and_stops_nothing_but_what_has_no_subdoel_does() -> None:
    feiten = [maak_feit(pk=7, subdoel=""), maak_feit(pk=8, indicatoren=[])]
    dossier = maak_dossier(
        maak_deel(activiteiten=feiten, activiteiten_per_subdoel=3), kader=maak_kader(subdoelen=["Meedoen"])
    )

    assert [gemis for gemis in ontbreekt(dossier) if gemis.plek in {"activiteit", "meetplan", "verantwoording"}] == [
        Gemis("Straten: vul nog in een subdoel", "Anker", "activiteit", 7, deel_id=1),
        Gemis(
            "Straten: geen indicator voor aanbod, bereik, effect volgens bewoners en effect volgens professionals",
            "Anker",
            "meetplan",
            8,
            blokkeert=False,
            deel_id=1,
        ),
        Gemis("Niemand verantwoordt over: Meedoen", "de tafel", "verantwoording", blokkeert=False),
    ]
    assert not deel_is_klaar(dossier.delen[0])


def test_where_no_plan_is_asked_nothing_of_it_is_missing() -> None:
    dossier = maak_dossier(maak_deel(), kader=maak_kader(subdoelen=["Meedoen"]))

    assert not [gemis for gemis in ontbreekt(dossier) if gemis.plek == "verantwoording"]


# --- the steps ---


def _stap(**velden: Any) -> tuple[str, str, str] | None:
    dossier = maak_dossier(maak_deel(**velden), kader=maak_kader(subdoelen=["Ontmoeten"]))
    lid = Lidmaatschap(organisatie_id=1, rol=Rol.TEKENBEVOEGDE)
    return next(
        (
            (stap.stand, stap.soort, stap.url)
            for stap in stappen(dossier, lid)
            if stap.naam == "Waar u over verantwoordt"
        ),
        None,
    )


@pytest.mark.parametrize(
    ("velden", "stand", "soort"),
    [
        ({}, "1 subdoel nog zonder activiteit", "rust"),
        ({"activiteiten": [maak_feit()]}, "1 compleet", "klaar"),
        ({"activiteiten": [maak_feit(), maak_feit(indicatoren=[])]}, "1 van 2 nog niet compleet", "bezig"),
        ({"aanbod": []}, "Niet nodig", "klaar"),
    ],
)
def test_the_step_says_how_far_the_plan_is(velden: dict[str, Any], stand: str, soort: str) -> None:
    url = reverse("subsidies:activiteiten", args=["SB-2026-0001", 1])

    assert _stap(activiteiten_per_subdoel=3, **velden) == (stand, soort, url)
    assert _stap(**velden) is None


@pytest.mark.parametrize(
    ("velden", "knoppen"),
    [
        ({}, ["Geef akkoord", "Kies waar u over verantwoordt"]),
        ({"posten": []}, ["Vul uw begroting in", "Kies waar u over verantwoordt"]),
        ({"activiteiten": [maak_feit()]}, ["Geef akkoord"]),
        ({"activiteiten": [maak_feit(subdoel="")]}, ["Kies waar u over verantwoordt"]),
    ],
)
def test_a_plan_that_is_advice_stands_beside_the_next_step(velden: dict[str, Any], knoppen: list[str]) -> None:
    dossier = maak_dossier(maak_deel(activiteiten_per_subdoel=3, akkoord=None, **velden))
    lid = Lidmaatschap(organisatie_id=1, rol=Rol.TEKENBEVOEGDE)

    assert [stap.knop for stap in te_doen(stappen(dossier, lid))] == knoppen


def test_advice_is_the_next_step_when_nothing_else_waits() -> None:
    dossier = maak_dossier(maak_deel(activiteiten_per_subdoel=3))
    lid = Lidmaatschap(organisatie_id=1, rol=Rol.REDACTEUR)

    assert [stap.knop for stap in te_doen(stappen(dossier, lid))] == ["Kies waar u over verantwoordt"]


def test_many_gaps_of_one_part_become_one_line_to_its_list() -> None:
    feiten = [maak_feit(pk=nummer, indicatoren=[]) for nummer in range(4)]
    dossier = maak_dossier(maak_deel(activiteiten=feiten, activiteiten_per_subdoel=3))

    ((_, paren),) = [
        (wie, paren)
        for wie, paren in gemis_per_wie(dossier, Lidmaatschap(organisatie_id=1, rol=Rol.TEKENBEVOEGDE))
        if wie == "Anker"
    ]

    assert [(gemis.tekst, url) for gemis, url in paren if gemis.plek == "activiteiten"] == [
        ("Er missen nog 4 dingen in het plan", reverse("subsidies:activiteiten", args=["SB-2026-0001", 1]))
    ]


# --- the list ---


def test_the_table_counts_together_and_more_than_advised_is_only_told() -> None:
    anker = maak_deel(activiteiten=[maak_feit(), maak_feit()], activiteiten_per_subdoel=2)
    brug = maak_deel("Brug", pk=2, organisatie_id=2, activiteiten=[maak_feit(naam="Van Brug")])
    dossier = maak_dossier(anker, brug, kader=maak_kader(subdoelen=["Ontmoeten"]))

    (rij,) = planbeeld(dossier, anker)

    assert (rij.aantal, rij.advies, rij.boven_advies, len(rij.eigen)) == (3, 2, True, 2)
    assert [(wie, een.naam) for wie, een in rij.anderen] == [("Brug", "Van Brug")]
    assert not [gemis for gemis in ontbreekt(dossier) if gemis.blokkeert and gemis.plek == "activiteit"]


def test_the_list_shows_what_lacks_and_costs_the_same_for_one_and_for_twenty(als: Als, gevuld: Wereld) -> None:
    vraag_plan(gevuld, 1)
    bewaar(gevuld, indicatoren=[])
    client, pad = als(gevuld["anker"]), van(gevuld, "activiteiten", eigen(gevuld).pk)

    with CaptureQueriesContext(connection) as een:
        pagina = client.get(pad)
    for nummer in range(19):
        bewaar(gevuld, naam=f"Activiteit {nummer}")
    with CaptureQueriesContext(connection) as twintig:
        vol = client.get(pad)

    assert "Nog geen indicator voor aanbod, bereik" in tekst(Boom(html(pagina)).een("main"))
    assert "Het advies is ten hoogste 1" in tekst(Boom(html(vol)).een("main"))
    assert len(een) == len(twintig) <= 12


@pytest.mark.parametrize(("wie", "knop"), [("anker", True), ("anker_leest", False), ("brug", False)])
def test_everybody_at_the_table_reads_the_list_and_its_writers_write(
    wie: str, knop: bool, als: Als, gevuld: Wereld
) -> None:
    vraag_plan(gevuld)
    bewaar(gevuld)

    pagina = html(als(gevuld[wie]).get(van(gevuld, "activiteiten", eigen(gevuld).pk)))

    assert "Lief- en leedstraten" in pagina
    assert ("Voeg een activiteit toe" in pagina) == knop


def test_where_no_plan_is_asked_there_is_no_list(als: Als, gevuld: Wereld) -> None:
    vraag_plan(gevuld, 0)
    client = als(gevuld["anker"])

    assert client.get(van(gevuld, "activiteiten", eigen(gevuld).pk)).status_code == 404
    assert "Waar u over verantwoordt" not in html(
        client.get(reverse("subsidies:aanvraag_detail", args=[gevuld.aanvraag.kenmerk]))
    )


def test_the_step_leads_there_from_the_application(als: Als, gevuld: Wereld) -> None:
    vraag_plan(gevuld)

    boom = Boom(html(als(gevuld["anker"]).get(reverse("subsidies:aanvraag_detail", args=[gevuld.aanvraag.kenmerk]))))

    pad = van(gevuld, "activiteiten", eigen(gevuld).pk)
    assert boom.een("a", "sb-stap", href=pad) is not None


# --- what is agreed to, frozen and read ---


def test_a_part_without_activities_has_the_hash_it_always_had() -> None:
    deel = maak_deel()

    assert set(deel_inhoud(deel)) == {"begroting", "voorzieningen"}
    assert deelhash(replace(deel, activiteiten_per_subdoel=3)) == deelhash(deel)
    assert deelhash(replace(deel, activiteiten=[maak_feit()])) != deelhash(deel)


def test_the_order_in_which_targets_were_read_is_no_other_content() -> None:
    cellen = [Streefcel(2027, Decimal(1)), Streefcel(2027, Decimal(2), "Ouderen"), Streefcel(2028, Decimal(3))]

    een, ander = (
        maak_deel(activiteiten=[maak_feit(indicatoren=[maak_indicator(streefwaarden=volgorde)])])
        for volgorde in (cellen, cellen[::-1])
    )

    assert deelhash(een) == deelhash(ander)


@pytest.fixture
def met_plan(gevuld: Wereld) -> Wereld:
    """The plan of Anker stands in the application that was submitted."""
    vraag_plan(gevuld)
    bewaar(gevuld)
    geef_akkoord(gevuld, gevuld.anker, gevuld["anker"])
    geef_akkoord(gevuld, gevuld.brug, gevuld["brug"])
    dien_in(gevuld)
    return gevuld


def test_what_was_frozen_reads_back_with_its_plan(met_plan: Wereld) -> None:
    levend = laad_dossier(met_plan.aanvraag).deel_van(met_plan.anker.pk)

    terug = ingediend_dossier(met_plan.aanvraag, Indiening.objects.get())

    (deel,) = [deel for deel in terug.delen if deel.organisatie == met_plan.anker.naam]
    assert deel_inhoud(deel) == deel_inhoud(levend)


def test_the_papers_and_the_page_show_the_plan(als: Als, met_plan: Wereld) -> None:
    doelgroep = "Ouderen: 2027: 320"
    dossier = laad_dossier(met_plan.aanvraag)
    deel = dossier.deel_van(met_plan.anker.pk)
    stuk = maak_deelstuk(dossier, deel, stand="doet mee", datum=met_plan.aanvraag.aangemaakt_op.date())

    pdf = pypdf.PdfReader(io.BytesIO(pdf_van(Indiening.objects.get())))
    papier = " ".join(" ".join(bladzijde.extract_text() for bladzijde in pdf.pages).split())
    odt = Document(io.BytesIO(als_odt(stuk))).body
    tekstblad = " ".join(element.inner_text for element in odt.get_elements("//text:p|//text:h"))
    pagina = tekst(
        Boom(
            html(als(met_plan["beoordelaar"]).get(reverse("subsidies:ingediend", args=[met_plan.aanvraag.kenmerk])))
        ).een("main")
    )

    assert [regel for regel in deel.activiteiten[0].regels if regel in REGELS] == REGELS
    for woord in ("Verantwoordt over: Lief- en leedstraten", "Wie zijn buren kent, vraagt eerder hulp.", doelgroep):
        assert (woord in papier, woord in tekstblad, woord in pagina) == (True, True, True), woord


def test_who_agreed_reads_what_changed_in_the_plan(als: Als, gevuld: Wereld) -> None:
    een, twee = bewaar(gevuld, naam="Een"), bewaar(gevuld, naam="Twee")
    geef_akkoord(gevuld, gevuld.anker, gevuld["anker"])

    bewaar(gevuld, een, naam="Eerste")
    services.verwijder_activiteit(activiteit_id=twee.pk, door=gevuld["anker"])

    pagina = tekst(Boom(html(als(gevuld["anker"]).get(van(gevuld, "sinds_akkoord", eigen(gevuld).pk)))).een("main"))
    assert "In uw eigen deel veranderde: twee activiteiten." in pagina
    assert "Eerste Gewijzigd" in pagina
    assert "Twee Verwijderd" in pagina


# --- taking over ---


def test_a_plan_is_taken_over_by_name_with_its_years_in_their_place(gevuld: Wereld) -> None:
    vraag_plan(gevuld)
    bewaar(gevuld)
    later = maak_later(gevuld, regeling=gevuld.tafel.uitvraag.regeling)

    uit = later.neem_over(voorzieningen=[later.origineel.pk], activiteiten=True)

    activiteit = later.deel.activiteiten.get()
    nieuw = inhoud_van(activiteit)
    thema = later.deel.aanvraag.tafel.thema
    stadsdeel = Stadsdeel.objects.earliest("id")
    assert (uit.activiteiten, uit.niet) == (1, ["'wat werkt'-principes: Maatjes"])
    assert nieuw | {"indicatoren": []} == inhoud(
        gevuld,
        voorziening=later.deel.voorzieningen.get().pk,
        subdoel=thema.subdoelen.get().pk,
        principes=[],
        indicatoren=[],
    )
    assert [meting["streefwaarden"] for meting in nieuw["indicatoren"][:2]] == [
        {"2029": "50.00", "2030": "100.00"},
        {"2029": "590.00", f"2029:d{thema.doelgroepen.get().pk}": "320.00", f"2029:s{stadsdeel.pk}": "62.50"},
    ]
    assert Versie.objects.get(soort=Onderdeel.ACTIVITEIT, onderdeel=activiteit.pk).inhoud == nieuw


def test_a_plan_is_taken_over_once(gevuld: Wereld) -> None:
    vraag_plan(gevuld)
    bewaar(gevuld)
    later = maak_later(gevuld, regeling=gevuld.tafel.uitvraag.regeling)
    later.neem_over(activiteiten=True)

    uit = later.neem_over(activiteiten=True)

    assert (uit.activiteiten, uit.niet, later.deel.activiteiten.count()) == (
        0,
        ["Lief- en leedstraten: staat er al"],
        1,
    )


@pytest.mark.parametrize("advies", [3, 0])
def test_the_page_offers_the_plan_only_where_one_is_asked(advies: int, als: Als, gevuld: Wereld) -> None:
    bewaar(gevuld)
    later = maak_later(gevuld)
    vraag_plan(gevuld, advies)
    pad = reverse("subsidies:kopieren", args=[later.deel.aanvraag.kenmerk, later.deel.pk])

    pagina = html(als(gevuld["anker"]).get(pad, {"bron": later.toen.pk}))

    assert ("Waar u over verantwoordde (1)" in pagina) == bool(advies)


def test_who_goes_on_alone_takes_its_plan_along(gevuld: Wereld) -> None:
    vraag_plan(gevuld)
    deel = gevuld.deel(gevuld.brug)
    activiteit = services.bewaar_activiteit(
        deel_id=deel.pk,
        activiteit_id=None,
        versie=0,
        inhoud=inhoud(gevuld, voorziening=deel.voorzieningen.get().pk),
        door=gevuld["brug"],
    )
    deelnemen.stap_uit(deel_id=deel.pk, reden="", door=gevuld["brug"])

    nieuw = starten.begin_alleen(deel_id=deel.pk, door=gevuld["brug"])

    (kopie,) = Activiteit.objects.filter(deel__aanvraag=nieuw)
    voorziening = kopie.deel.voorzieningen.get().pk
    assert inhoud_van(kopie) == inhoud_van(activiteit) | {"voorziening": voorziening}
    assert Versie.objects.get(soort=Onderdeel.ACTIVITEIT, onderdeel=kopie.pk).inhoud == inhoud_van(kopie)
