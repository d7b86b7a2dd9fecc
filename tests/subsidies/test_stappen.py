"""What is missing, as its readers see it."""

import pytest
from django.urls import reverse

from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from subsidies.dossier import Dossier
from subsidies.regels.volledigheid import Gemis
from subsidies.stappen import gemis_per_wie, samengevat, stappen
from tests.subsidies.dossiers import maak_aanbod, maak_deel, maak_dossier, maak_kader, maak_vraag

KENMERK = "SB-2026-0001"


def teksten(aantal: int) -> list[Gemis]:
    return [Gemis(f"Schrijf over: vraag {nummer}", "de tafel", "antwoord", nummer) for nummer in range(aantal)]


def onvolledig(aantal: int, deel_id: int = 1) -> list[Gemis]:
    return [Gemis(f"Huis {nr}: vul nog in", f"O{deel_id}", "voorziening", nr, deel_id=deel_id) for nr in range(aantal)]


def lid(rol: str = Rol.TEKENBEVOEGDE, organisatie_id: int = 1) -> Lidmaatschap:
    return Lidmaatschap(organisatie_id=organisatie_id, rol=rol)


def adres(naam: str, *args: object) -> str:
    return reverse(f"subsidies:{naam}", args=[KENMERK, *args])


# --- long lists ---


def test_up_to_three_texts_are_named_one_by_one():
    assert samengevat(teksten(3)) == teksten(3)


def test_more_than_three_texts_become_one_line_that_counts_them():
    ander = Gemis("Vul de begroting in", "Anker", "begroting", 1)

    assert samengevat([ander, *teksten(4)]) == [
        ander,
        Gemis("Schrijf nog 4 gezamenlijke teksten", "de tafel", "teksten"),
    ]


def test_many_optional_gaps_stay_optional():
    gaten = [Gemis(f"Niemand werkt aan: doel {n}", "de tafel", "dekking", blokkeert=False) for n in range(5)]

    assert samengevat(gaten) == [
        Gemis("Nog 5 doelen en opgaven zonder voorziening", "de tafel", "dekking", blokkeert=False)
    ]


def test_a_statutory_task_nobody_carries_is_named_among_many_gaps():
    taak = Gemis("Wie voert de wettelijke taak uit: X?", "de tafel", "wettelijke_taak", blokkeert=False)
    gaten = [Gemis(f"Niemand werkt aan: doel {n}", "de tafel", "dekking", blokkeert=False) for n in range(5)]

    assert taak in samengevat([taak, *gaten])


def test_voorzieningen_are_counted_for_each_organisation_apart():
    assert samengevat([*onvolledig(60), *onvolledig(3, 2)]) == [
        Gemis("60 voorzieningen zijn nog niet compleet", "O1", "onvolledig", deel_id=1),
        *onvolledig(3, 2),
    ]


# --- who mends what, and where ---


def wat_mist(dossier: Dossier, wie: Lidmaatschap) -> dict[str, list[tuple[str, str]]]:
    return {naam: [(gemis.tekst, url) for gemis, url in gemissen] for naam, gemissen in gemis_per_wie(dossier, wie)}


def gaten() -> Dossier:
    """Anker and Brug both have work to do, and nobody has the only sub-goal."""
    return maak_dossier(
        maak_deel("Brug", pk=2, organisatie_id=2, posten=[], aanbod=[]),
        maak_deel(aanbod=[maak_aanbod(pk=7, subdoelen=[])], akkoord=None),
        vragen=[maak_vraag(pk=5, tekst="")],
        kader=maak_kader(opgaven=[], wettelijke_taken=[]),
    )


def test_ones_own_organisation_comes_first_with_the_way_to_mend_it():
    mist = wat_mist(gaten(), lid())

    assert list(mist.items()) == [
        (
            "Anker",
            [
                ("Buurthuis: vul nog in een subdoel", adres("voorziening_wijzig", 7)),
                ("Geef akkoord op uw deel", adres("akkoord", 1)),
            ],
        ),
        ("Brug", [("Vul de begroting in", ""), ("Beschrijf ten minste één voorziening", "")]),
        (
            "de tafel",
            [
                ("Schrijf over: Bereik", adres("antwoord_wijzig", 5)),
                ("Niemand werkt aan: Ontmoeten", adres("dekking")),
            ],
        ),
    ]


def test_the_other_organisation_finds_its_own_places():
    mist = wat_mist(gaten(), lid(organisatie_id=2))

    assert next(iter(mist)) == "Brug"
    assert mist["Brug"] == [
        ("Vul de begroting in", adres("begroting_wijzig", 2)),
        ("Beschrijf ten minste één voorziening", adres("voorziening_nieuw", 2)),
    ]
    assert [url for _, url in mist["Anker"]] == ["", ""]


@pytest.mark.parametrize(
    ("wie", "adressen"),
    [
        (lid(Rol.REDACTEUR), {adres("voorziening_wijzig", 7), adres("antwoord_wijzig", 5), adres("dekking"), ""}),
        (lid(Rol.MEELEZER), {adres("dekking"), ""}),
        (lid(Rol.BELEIDSMEDEWERKER, 9), {adres("dekking"), ""}),
    ],
)
def test_who_may_not_mend_it_reads_it_all_the_same(wie: Lidmaatschap, adressen: set[str]):
    mist = wat_mist(gaten(), wie)

    teksten = {tekst for regels in mist.values() for tekst, _ in regels}
    assert teksten == {tekst for regels in wat_mist(gaten(), lid()).values() for tekst, _ in regels}
    assert {url for regels in mist.values() for _, url in regels} == adressen


def test_many_incomplete_voorzieningen_lead_to_the_list_of_them():
    aanbod = [maak_aanbod(pk=nummer, omschrijving="") for nummer in range(4)]

    mist = wat_mist(maak_dossier(maak_deel(aanbod=aanbod)), lid(organisatie_id=9))

    assert mist["Anker"] == [("4 voorzieningen zijn nog niet compleet", adres("voorzieningen", 1) + "?mist=1")]


# --- the steps ---


@pytest.mark.parametrize(
    ("aanbod", "stand", "url"),
    [
        ([], "Nog geen", adres("voorziening_nieuw", 1)),
        ([maak_aanbod(), maak_aanbod(naam="")], "1 van 2 nog niet compleet", adres("voorzieningen", 1)),
        ([maak_aanbod(), maak_aanbod()], "2 compleet", adres("voorzieningen", 1)),
    ],
)
def test_the_step_of_the_voorzieningen_says_how_far_they_are(aanbod: list, stand: str, url: str):
    stap = stappen(maak_dossier(maak_deel(aanbod=aanbod)), lid())[1]

    assert (stap.naam, stap.stand, stap.url) == ("Uw voorzieningen", stand, url)


def test_a_regeling_without_voorzieningen_has_no_step_for_them():
    namen = [stap.naam for stap in stappen(maak_dossier(maak_deel(vraagt_voorzieningen=False, aanbod=[])), lid())]

    assert namen == ["Uw begroting", "Gezamenlijke teksten", "Akkoord", "Indienen"]
