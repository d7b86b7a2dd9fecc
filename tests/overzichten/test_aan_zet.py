"""Whose turn it is (overzichten.regels.aan_zet), case by case."""

import pytest

from organisaties.toegang import Rol
from overzichten.regels.aan_zet import OPEN, Beurt, Deelstand, Kijker, Wie, Zaakstand, beurt
from subsidies.models import Aanvraag, Zaakrol

A, B, GEMEENTE = 1, 2, 99


def zaak(stand: str = "concept", **feiten: object) -> Zaakstand:
    standaard = {
        "penvoerder_id": A,
        "delen": [Deelstand(A, klaar=True, akkoord=True), Deelstand(B, klaar=True, akkoord=True)],
        "teksten_open": 0,
        "criteria": 7,
        "beoordeeld": 0,
    }
    return Zaakstand(stand=stand, **(standaard | feiten))


def delen(*standen: tuple[bool, bool]) -> list[Deelstand]:
    return [Deelstand(nummer, klaar, akkoord) for nummer, (klaar, akkoord) in zip((A, B), standen, strict=True)]


def wat_en_wie(zaak: Zaakstand, rol: Rol, organisatie: int = GEMEENTE) -> tuple[str, Wie]:
    kijker = Kijker(rol, organisatie)
    stap = beurt(zaak, kijker)
    return stap.tekst(kijker), stap.wie(kijker)


def test_who_has_an_unfinished_part_fills_it_in() -> None:
    half = zaak(delen=delen((False, False), (True, False)))

    assert wat_en_wie(half, Rol.REDACTEUR, A) == ("Eigen deel invullen", Wie.U)
    assert wat_en_wie(half, Rol.MEELEZER, A) == ("Eigen deel invullen", Wie.COLLEGA)
    assert wat_en_wie(half, Rol.BELEIDSMEDEWERKER) == ("Eigen deel invullen", Wie.AANVRAGER)


def test_who_is_ready_gives_akkoord_while_another_still_writes() -> None:
    half = zaak(delen=delen((False, False), (True, False)))

    assert wat_en_wie(half, Rol.TEKENBEVOEGDE, B) == ("Akkoord geven op het eigen deel en de verdeling", Wie.U)
    assert wat_en_wie(half, Rol.REDACTEUR, B) == ("Akkoord geven op het eigen deel en de verdeling", Wie.COLLEGA)


def test_who_may_be_left_out_answers_first_then_the_officer_decides() -> None:
    wacht = zaak(delen=[Deelstand(A, klaar=True, akkoord=True), Deelstand(B, True, False, uit_te_nemen=True)])
    gehoord = zaak(delen=[wacht.delen[0], Deelstand(B, True, False, uit_te_nemen=True, gehoord=True)])

    assert wat_en_wie(wacht, Rol.REDACTEUR, B) == ("Antwoorden op het voorstel om verder te gaan zonder u", Wie.U)
    assert wat_en_wie(gehoord, Rol.BELEIDSMEDEWERKER) == ("Beslissen of de tafel verder gaat zonder een deel", Wie.U)
    assert wat_en_wie(gehoord, Rol.BESLUITNEMER)[1] == Wie.BELEIDSMEDEWERKER
    assert wat_en_wie(gehoord, Rol.TEKENBEVOEGDE, B) == ("Akkoord geven op het eigen deel en de verdeling", Wie.U)
    assert wat_en_wie(gehoord, Rol.TEKENBEVOEGDE, A) == (
        "De gemeente beslist of de tafel verder gaat zonder een deel",
        Wie.GEMEENTE,
    )


def test_joint_texts_are_everybodys_turn() -> None:
    leeg = zaak(teksten_open=3)

    assert wat_en_wie(leeg, Rol.REDACTEUR, B) == ("Gezamenlijke teksten schrijven", Wie.U)
    assert beurt(leeg, Kijker(Rol.REDACTEUR, B)).stand == "nog 3"


def test_when_all_agree_the_penvoerder_submits() -> None:
    eens = zaak()

    assert wat_en_wie(eens, Rol.TEKENBEVOEGDE, A) == ("Aanvraag indienen", Wie.U)
    assert wat_en_wie(eens, Rol.TEKENBEVOEGDE, B) == ("Aanvraag indienen", Wie.DEELNEMER)
    assert wat_en_wie(eens, Rol.BELEIDSMEDEWERKER) == ("Aanvraag indienen", Wie.AANVRAGER)


@pytest.mark.parametrize(
    ("stand", "beoordeeld", "wat"),
    [
        ("ingediend", 0, "Aanvraag in behandeling nemen"),
        ("in_behandeling", 2, "Beoordeling afmaken: 2 van 7 criteria"),
        ("in_behandeling", 7, "Voorstel afmaken en voorleggen"),
    ],
)
def test_after_submission_the_officer_works(stand: str, beoordeeld: int, wat: str) -> None:
    ingediend = zaak(stand, beoordeeld=beoordeeld)

    assert wat_en_wie(ingediend, Rol.BELEIDSMEDEWERKER) == (wat, Wie.U)
    assert wat_en_wie(ingediend, Rol.BESLUITNEMER) == (wat, Wie.BELEIDSMEDEWERKER)
    assert wat_en_wie(ingediend, Rol.TEKENBEVOEGDE, A) == ("De gemeente behandelt de aanvraag", Wie.GEMEENTE)


def test_a_proposal_waits_for_somebody_with_a_mandate() -> None:
    voorgesteld = zaak("voorgesteld")

    assert wat_en_wie(voorgesteld, Rol.BESLUITNEMER) == ("Besluit nemen", Wie.U)
    assert wat_en_wie(voorgesteld, Rol.BELEIDSMEDEWERKER) == ("Besluit nemen", Wie.BESLUITNEMER)


def test_who_assessed_is_never_next_to_decide() -> None:
    """The same person as a besluitnemer: four eyes count persons."""
    eigen = zaak("voorgesteld", eigen_rol=Zaakrol.Rol.BEOORDELAAR)

    assert wat_en_wie(eigen, Rol.BESLUITNEMER) == ("Besluit nemen", Wie.BESLUITNEMER)


def test_a_closed_case_is_nobodys_turn() -> None:
    assert set(Aanvraag.Stand) - set(OPEN) == {Aanvraag.Stand.BESLOTEN, Aanvraag.Stand.INGETROKKEN}
    with pytest.raises(KeyError):
        beurt(zaak("besloten"), Kijker(Rol.BELEIDSMEDEWERKER, GEMEENTE))


def test_a_turn_of_the_municipality_is_not_of_every_organisation() -> None:
    stap = Beurt("Toelating beoordelen", (Rol.BELEIDSMEDEWERKER,))

    assert stap.is_van(Kijker(Rol.BELEIDSMEDEWERKER, GEMEENTE))
    assert not stap.is_van(Kijker(Rol.TEKENBEVOEGDE, A))
