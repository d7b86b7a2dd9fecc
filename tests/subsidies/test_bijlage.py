"""Files with an application: who adds, who may have them, and that they are frozen with it."""

import hashlib
from collections.abc import Callable

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kern.models import Bestand
from organisaties.models import Lidmaatschap
from subsidies.kopie import ingediend_dossier
from subsidies.models import Bijlage
from subsidies.selectors import laad_dossier
from subsidies.selectors.bijlagen import met_bijlagen
from subsidies.services import papier
from subsidies.services.bijlage import MAX_PER_DEEL, verwijder_bijlage, voeg_bijlage_toe
from tests.hulp.fabriek import PNG, maak_bestand
from tests.subsidies.conftest import Wereld, dien_in, geweigerd

Als = Callable[..., Client]


def scan(naam: str = "statuten.png", inhoud: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(naam, inhoud)


def voeg_toe(wereld: Wereld, wie: str = "anker", soort: str = "statuten", deel: str | None = "anker") -> Bijlage:
    return voeg_bijlage_toe(
        aanvraag_id=wereld.aanvraag.pk,
        deel_id=wereld.deel(getattr(wereld, deel)).pk if deel else None,
        soort=soort,
        bestand=scan(),
        door=wereld[wie],
    )


def namen(client: Client, wereld: Wereld) -> str:
    return client.get(adres(wereld)).content.decode()


def adres(wereld: Wereld, naam: str = "bijlagen", *args: object) -> str:
    return reverse(f"subsidies:{naam}", args=[wereld.aanvraag.kenmerk, *args])


@pytest.mark.parametrize("wie", ["anker", "anker_schrijft"])
@pytest.mark.parametrize("deel", ["anker", None])
def test_writers_add_to_their_part_and_the_penvoerder_to_the_whole(
    wie: str, deel: str | None, concept: Wereld
) -> None:
    bijlage = voeg_toe(concept, wie, deel=deel)

    assert (bijlage.bestand.naam, bijlage.bestand.stand, bijlage.door) == ("statuten.png", "vrij", concept[wie])


@pytest.mark.parametrize(
    ("wie", "deel", "code"),
    [
        ("brug", "anker", "deel.niet_eigen"),
        ("brug", None, "aanvraag.niet_penvoerder"),
        ("anker_leest", "anker", "toegang.rol"),
        ("beoordelaar", None, "toegang.rol"),
        ("beoordelaar", "anker", "deel.niet_eigen"),
    ],
)
def test_nobody_else_adds(wie: str, deel: str | None, code: str, concept: Wereld) -> None:
    with geweigerd(code):
        voeg_toe(concept, wie, deel=deel)


def test_a_file_that_is_no_good_is_refused(concept: Wereld) -> None:
    with geweigerd("bestand.inhoud"):
        voeg_bijlage_toe(
            aanvraag_id=concept.aanvraag.pk,
            deel_id=None,
            soort="plan",
            bestand=scan("plan.pdf"),
            door=concept["anker"],
        )
    assert not Bestand.objects.exists()


def test_a_part_has_at_most_twenty(concept: Wereld) -> None:
    bestand = maak_bestand()
    Bijlage.objects.bulk_create(
        Bijlage(
            aanvraag=concept.aanvraag,
            deel=concept.deel(concept.anker),
            soort="overig",
            bestand=bestand,
            door=concept["anker"],
        )
        for _ in range(MAX_PER_DEEL)
    )

    with geweigerd("bijlage.te_veel"):
        voeg_toe(concept)
    assert voeg_toe(concept, deel=None).deel is None


def test_a_scan_of_paper_is_only_for_what_came_on_paper(concept: Wereld) -> None:
    with geweigerd("bijlage.papier"):
        voeg_toe(concept, soort="papier", deel=None)


def test_an_officer_adds_the_scan_of_what_came_on_paper(wereld: Wereld) -> None:
    papier.begin_papier(tafel_id=wereld.tafel.pk, penvoerder_id=wereld.anker.pk, door=wereld["beoordelaar"])

    assert voeg_toe(wereld, "beoordelaar", "papier", None).soort == "papier"
    with geweigerd("toegang.rol"):
        voeg_toe(wereld, "anker", "papier", None)


def test_what_is_removed_is_out_of_sight_and_the_row_says_who_did_so(concept: Wereld) -> None:
    bijlage = voeg_toe(concept)

    verwijder_bijlage(bijlage_id=bijlage.pk, door=concept["anker_schrijft"])

    bijlage.refresh_from_db()
    assert bijlage.verwijderd_door == concept["anker_schrijft"]
    assert met_bijlagen(laad_dossier(concept.aanvraag)).bijlagen == []
    with geweigerd("bijlage.verwijderd"):
        verwijder_bijlage(bijlage_id=bijlage.pk, door=concept["anker"])


def test_nobody_removes_the_file_of_another(concept: Wereld) -> None:
    bijlage = voeg_toe(concept)

    with geweigerd("deel.niet_eigen"):
        verwijder_bijlage(bijlage_id=bijlage.pk, door=concept["brug"])


def test_after_submission_nothing_comes_or_goes(eens: Wereld) -> None:
    bijlage = voeg_toe(eens)
    dien_in(eens)

    with geweigerd("aanvraag.geen_concept"):
        voeg_toe(eens)
    with geweigerd("aanvraag.geen_concept"):
        verwijder_bijlage(bijlage_id=bijlage.pk, door=eens["anker"])


def test_after_the_closing_nothing_comes(concept: Wereld) -> None:
    with time_machine.travel(concept.tafel.uitvraag.sluit_op, tick=False), geweigerd("uitvraag.niet_open"):
        voeg_toe(concept)


def test_the_frozen_application_names_each_file_with_its_hash(eens: Wereld) -> None:
    voeg_toe(eens)
    voeg_toe(eens, soort="plan", deel=None)
    weg = voeg_toe(eens)
    verwijder_bijlage(bijlage_id=weg.pk, door=eens["anker"])
    Bijlage.objects.create(
        aanvraag=eens.aanvraag, soort="overig", bestand=maak_bestand("geweigerd"), door=eens["anker"]
    )

    indiening = dien_in(eens)

    som = hashlib.sha256(PNG).hexdigest()
    feit = {"omschrijving": "", "naam": "statuten.png", "sha256": som}
    assert indiening.inhoud["bijlagen"] == [
        {"organisatie": "", "soort": "plan"} | feit,
        {"organisatie": "Stichting Voorbeeld Anker", "soort": "statuten"} | feit,
    ]
    gelezen = ingediend_dossier(eens.aanvraag, indiening).bijlagen
    assert [(bijlage.soort_naam, bijlage.sha256) for bijlage in gelezen] == [
        ("Activiteitenplan", som),
        ("Statuten", som),
    ]


# --- reading ---


@pytest.mark.parametrize(
    ("wie", "soort", "code"),
    [
        ("brug", "statuten", 200),
        ("brug", "jaarrekening", 404),
        ("anker_leest", "jaarrekening", 200),
        ("beoordelaar", "jaarrekening", 200),
        ("buiten", "statuten", 404),
    ],
)
def test_a_jaarrekening_is_for_its_own_organisation_and_the_municipality(
    wie: str, soort: str, code: int, concept: Wereld, als: Als
) -> None:
    bijlage = voeg_toe(concept, soort=soort)

    assert als(concept[wie]).get(adres(concept, "bijlage_download", bijlage.pk)).status_code == code


def test_the_jaarrekening_of_the_whole_is_for_the_table(concept: Wereld, als: Als) -> None:
    voeg_toe(concept, soort="jaarrekening", deel=None)

    assert "statuten.png" in namen(als(concept["brug"]), concept)


def test_a_file_comes_as_it_went_in(concept: Wereld, als: Als) -> None:
    bijlage = voeg_toe(concept)

    antwoord = als(concept["brug"]).get(adres(concept, "bijlage_download", bijlage.pk))

    assert antwoord.content == PNG
    assert antwoord["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("stand", "zin"),
    [("quarantaine", "Wordt gecontroleerd op virussen"), ("geweigerd", "Er zit een virus in.")],
)
def test_the_page_says_in_words_why_a_file_cannot_be_had(stand: str, zin: str, concept: Wereld, als: Als) -> None:
    bijlage = Bijlage.objects.create(
        aanvraag=concept.aanvraag, soort="overig", bestand=maak_bestand(stand), door=concept["anker"]
    )
    client = als(concept["anker"])

    assert zin in namen(client, concept)
    assert client.get(adres(concept, "bijlage_download", bijlage.pk)).status_code == 302


def _kies(lid: Lidmaatschap, als: Als, wereld: Wereld, **velden: object) -> int:
    return als(lid).post(adres(wereld), {"soort": "plan", "bestand": scan(), "waar": ""} | velden).status_code


def test_it_is_added_through_the_page(concept: Wereld, als: Als) -> None:
    assert _kies(concept["anker"], als, concept) == 302

    assert Bijlage.objects.get().deel is None


def test_a_reader_and_an_unknown_part_are_refused(concept: Wereld, als: Als) -> None:
    assert _kies(concept["anker_leest"], als, concept) == 403
    assert _kies(concept["anker"], als, concept, waar=str(concept.deel(concept.brug).pk)) == 422
    assert _kies(concept["anker"], als, concept, soort="papier") == 422

    assert not Bijlage.objects.exists()
