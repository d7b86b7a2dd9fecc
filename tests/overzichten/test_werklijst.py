"""The worklist as a page, for officers and partners."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap, Organisatie
from organisaties.toegang import Rol
from overzichten.regels.aan_zet import Wie
from overzichten.selectors.werklijst import werkregels
from subsidies.models import Beoordeling, Zaakrol
from tests.hulp.fabriek import (
    geef_akkoord,
    maak_aanvraag,
    maak_brief,
    maak_deelname,
    maak_lid,
    maak_organisatie,
    maak_uitvraag,
    tafels_van,
    vul_deel,
)
from thematafels.models import Uitvraag

pytestmark = pytest.mark.django_db

WERKLIJST = "/werk/"


def rijen(lid: Lidmaatschap) -> list[tuple[str, str, Wie, int | None]]:
    return sorted((rij.naam, rij.wat, rij.wie, rij.dagen) for rij in werkregels(lid))


def als(client: Client, lid: Lidmaatschap) -> Client:
    client.force_login(lid.gebruiker)
    return client


@pytest.fixture
def partner() -> Organisatie:
    return maak_organisatie("Stichting Voorbeeld Nabij")


@pytest.fixture
def ander() -> Organisatie:
    return maak_organisatie("Stichting Voorbeeld Verder")


def test_nobody_sees_work_where_there_is_none() -> None:
    for rol in (Rol.BELEIDSMEDEWERKER, Rol.TEKENBEVOEGDE, Rol.COMMISSIELID):
        assert werkregels(maak_lid(rol)) == []


def test_an_open_call_invites_writers_without_a_seat(partner: Organisatie) -> None:
    uitvraag = maak_uitvraag(sluit_over=12)
    maak_uitvraag(stand="concept")
    maak_uitvraag(stand="gesloten")

    assert rijen(maak_lid(Rol.REDACTEUR, partner)) == [(uitvraag.naam, "Aanmelden voor een thematafel", Wie.U, 12)]
    assert rijen(maak_lid(Rol.MEELEZER, partner)) == [
        (uitvraag.naam, "Aanmelden voor een thematafel", Wie.COLLEGA, 12)
    ]


def test_an_application_for_a_seat_waits_for_the_officer(partner: Organisatie) -> None:
    tafel = tafels_van(maak_uitvraag(sluit_over=5))[0]
    maak_deelname(tafel, partner, "aangemeld")

    assert rijen(maak_lid(Rol.BELEIDSMEDEWERKER)) == [(partner.naam, "Toelating beoordelen", Wie.U, 5)]
    assert rijen(maak_lid(Rol.BESLUITNEMER)) == [(partner.naam, "Toelating beoordelen", Wie.BELEIDSMEDEWERKER, 5)]
    assert rijen(maak_lid(Rol.REDACTEUR, partner)) == [
        (f"Thematafel {tafel.thema.naam}", "De gemeente beoordeelt uw aanmelding", Wie.GEMEENTE, 5)
    ]


def test_a_seat_without_an_application_asks_to_begin_or_to_join(partner: Organisatie, ander: Organisatie) -> None:
    tafel = tafels_van(maak_uitvraag())[0]
    maak_deelname(tafel, partner)
    redacteur = maak_lid(Rol.REDACTEUR, partner)

    assert [rij[1:3] for rij in rijen(redacteur)] == [("De gezamenlijke aanvraag beginnen", Wie.U)]

    maak_aanvraag(tafel, ander)

    assert [rij[1:3] for rij in rijen(redacteur)] == [("Aansluiten bij de gezamenlijke aanvraag", Wie.U)]


def test_a_draft_goes_from_filling_in_to_submitting(partner: Organisatie, ander: Organisatie) -> None:
    tafel = tafels_van(maak_uitvraag(sluit_over=20))[0]
    aanvraag = maak_aanvraag(tafel, partner, ander, tekst="Zo doen wij dat.")
    lid, tweede = maak_lid(Rol.TEKENBEVOEGDE, partner), maak_lid(Rol.TEKENBEVOEGDE, ander)
    naam = f"Thematafel {tafel.thema.naam}"

    assert rijen(lid) == [(naam, "Eigen deel invullen", Wie.U, 20)]

    for deel in aanvraag.delen.all():
        vul_deel(deel)

    assert rijen(lid) == [(naam, "Akkoord geven op het eigen deel en de verdeling", Wie.U, 20)]

    geef_akkoord(aanvraag.delen.get(organisatie=partner), lid)

    assert rijen(lid) == [(naam, "Akkoord geven op het eigen deel en de verdeling", Wie.DEELNEMER, 20)]
    assert rijen(tweede) == [(naam, "Akkoord geven op het eigen deel en de verdeling", Wie.U, 20)]

    geef_akkoord(aanvraag.delen.get(organisatie=ander), tweede)

    assert rijen(lid) == [(naam, "Aanvraag indienen", Wie.U, 20)]
    assert rijen(tweede) == [(naam, "Aanvraag indienen", Wie.DEELNEMER, 20)]
    assert rijen(maak_lid(Rol.BELEIDSMEDEWERKER)) == [(naam, "Aanvraag indienen", Wie.AANVRAGER, 20)]


def test_a_lapsed_akkoord_does_not_count(partner: Organisatie) -> None:
    aanvraag = maak_aanvraag(tafels_van(maak_uitvraag())[0], partner, tekst="Zo.")
    lid = maak_lid(Rol.TEKENBEVOEGDE, partner)
    deel = aanvraag.delen.get()
    vul_deel(deel)
    akkoord = geef_akkoord(deel, lid)
    akkoord.vervallen_op, akkoord.vervallen_reden = aanvraag.aangemaakt_op, "deel_gewijzigd"
    akkoord.save()

    assert [rij[1] for rij in rijen(lid)] == ["Akkoord geven op het eigen deel en de verdeling"]


def test_a_draft_of_a_closed_call_is_nobodys_work(partner: Organisatie) -> None:
    uitvraag = maak_uitvraag()
    maak_aanvraag(tafels_van(uitvraag)[0], partner)
    Uitvraag.objects.filter(pk=uitvraag.pk).update(sluit_op=uitvraag.opent_op + datetime.timedelta(days=1))

    assert rijen(maak_lid(Rol.TEKENBEVOEGDE, partner)) == []
    assert rijen(maak_lid(Rol.BELEIDSMEDEWERKER)) == []


def test_a_case_shows_how_far_the_assessment_is(partner: Organisatie) -> None:
    tafel = tafels_van(maak_uitvraag())[0]
    aanvraag = maak_aanvraag(tafel, partner, stand="in_behandeling", dagen=9)
    officier = maak_lid(Rol.BELEIDSMEDEWERKER)
    naam = f"Thematafel {tafel.thema.naam}"

    assert rijen(officier) == [(naam, "Beoordeling afmaken: 0 van 2 criteria", Wie.U, 9)]

    for criterium in aanvraag.uitvraag.criteria.all():
        Beoordeling.objects.create(
            aanvraag=aanvraag, criterium=criterium, oordeel="voldoende", toelichting="Goed.", door=officier
        )

    assert rijen(officier) == [(naam, "Voorstel afmaken en voorleggen", Wie.U, 9)]


def test_who_assessed_does_not_find_the_decision_on_their_list(partner: Organisatie) -> None:
    aanvraag = maak_aanvraag(tafels_van(maak_uitvraag())[0], partner, stand="voorgesteld")
    beoordelaar = maak_lid(Rol.BELEIDSMEDEWERKER)
    zelfde_persoon = maak_lid(Rol.BESLUITNEMER, beoordelaar.organisatie, beoordelaar.gebruiker)
    Zaakrol.objects.create(
        aanvraag=aanvraag, gebruiker=beoordelaar.gebruiker, lidmaatschap=beoordelaar, rol=Zaakrol.Rol.BEOORDELAAR
    )

    assert [rij[1:3] for rij in rijen(zelfde_persoon)] == [("Besluit nemen", Wie.BESLUITNEMER)]
    assert [rij[1:3] for rij in rijen(maak_lid(Rol.BESLUITNEMER))] == [("Besluit nemen", Wie.U)]


def test_another_organisation_sees_nothing_of_it(partner: Organisatie, ander: Organisatie) -> None:
    uitvraag = maak_uitvraag()
    maak_aanvraag(tafels_van(uitvraag)[0], partner, stand="ingediend")
    maak_brief(partner, "verzonden")
    maak_brief(partner, "mislukt")

    assert [rij[1] for rij in rijen(maak_lid(Rol.TEKENBEVOEGDE, ander))] == ["Aanmelden voor een thematafel"]


def test_a_failed_letter_is_the_municipalitys_work(partner: Organisatie) -> None:
    brief = maak_brief(partner, "mislukt")

    assert rijen(maak_lid(Rol.BESLUITNEMER)) == [(brief.onderwerp, "Brief herstellen", Wie.U, 0)]
    assert rijen(maak_lid(Rol.BEHEERDER)) == []


def test_the_pile_to_print_is_one_row_for_who_prints(partner: Organisatie) -> None:
    for _ in range(2):
        maak_brief(partner, wijze="post", stand="gemaakt")
    maak_brief(partner, stand="gemaakt")

    (rij,) = werkregels(maak_lid(Rol.BESLUITNEMER))

    assert (rij.naam, rij.wat, rij.wie, rij.dagen, rij.url) == (
        "Brieven om te printen: 2",
        "Printen en op de post doen",
        Wie.U,
        0,
        reverse("brieven:te_printen"),
    )
    assert rijen(maak_lid(Rol.FINANCIEEL)) == []
    assert rijen(maak_lid(Rol.TEKENBEVOEGDE, partner)) == []


def test_a_letter_stays_on_the_list_until_somebody_of_the_organisation_opened_it(
    partner: Organisatie, ander: Organisatie
) -> None:
    brief = maak_brief(partner, "verzonden")
    lid = maak_lid(Rol.TEKENBEVOEGDE, partner)

    for lezer in (maak_lid(Rol.BELEIDSMEDEWERKER), maak_lid(Rol.TEKENBEVOEGDE, ander)):
        leg_vast("brief.ingezien", door=lezer, over=brief, kenmerk=Code(brief.kenmerk), sha256=Code(brief.sha256))

    assert rijen(lid) == [(brief.onderwerp, "Brief lezen", Wie.U, None)]

    collega = maak_lid(Rol.MEELEZER, partner)
    leg_vast("brief.ingezien", door=collega, over=brief, kenmerk=Code(brief.kenmerk), sha256=Code(brief.sha256))

    assert rijen(lid) == []


def volle_lijst(partner: Organisatie, tafels: int) -> None:
    for tafel in tafels_van(maak_uitvraag(themas=tafels)):
        maak_aanvraag(tafel, partner, stand="ingediend")


@pytest.mark.parametrize("rol", [Rol.BELEIDSMEDEWERKER, Rol.TEKENBEVOEGDE])
def test_the_page_costs_the_same_queries_for_1_and_60_rows(client: Client, partner: Organisatie, rol: Rol) -> None:
    lid = maak_lid(rol, partner if rol == Rol.TEKENBEVOEGDE else None)
    als(client, lid)
    volle_lijst(partner, 1)
    client.get(WERKLIJST)
    with CaptureQueriesContext(connection) as een:
        client.get(WERKLIJST)

    volle_lijst(partner, 59)
    with CaptureQueriesContext(connection) as zestig:
        antwoord = client.get(WERKLIJST)

    assert antwoord.content.count(b'class="utrecht-table__header-cell" scope="row"') == 60
    assert len(zestig) == len(een) <= 12
    assert len(antwoord.content) <= 120_000


def test_more_than_60_rows_go_to_a_second_page(client: Client, partner: Organisatie) -> None:
    volle_lijst(partner, 61)
    als(client, maak_lid(Rol.BELEIDSMEDEWERKER))

    eerste, tweede = client.get(WERKLIJST), client.get(WERKLIJST, {"bladzijde": 2, "zoek": "thematafel"})

    assert len(eerste.context["bladzijde"].object_list) == 60
    assert b"bladzijde=2" in eerste.content
    assert len(tweede.context["bladzijde"].object_list) == 1
    assert "bladzijde=1&amp;zoek=thematafel" in tweede.content.decode()


def test_the_page_says_what_waits_and_filters(client: Client, partner: Organisatie) -> None:
    tafels = tafels_van(maak_uitvraag(themas=2))
    dringend = maak_aanvraag(tafels[0], partner, stand="ingediend", dagen=-1)
    later = maak_aanvraag(tafels[1], partner, stand="ingediend", dagen=30)
    als(client, maak_lid(Rol.BELEIDSMEDEWERKER))

    pagina = client.get(WERKLIJST).content.decode()
    gezocht = client.get(WERKLIJST, {"zoek": later.kenmerk.lower()}).content.decode()

    assert "Twee zaken wachten op u. Begin met degene die deze week af moet." in pagina
    assert reverse("subsidies:zaak_detail", args=[dringend.kenmerk]) in pagina
    assert dringend.kenmerk not in gezocht
    assert later.kenmerk in gezocht
    assert 'value="' + later.kenmerk.lower() + '"' in gezocht


def test_strange_questions_get_a_page(client: Client) -> None:
    als(client, maak_lid(Rol.BELEIDSMEDEWERKER))

    for vraag in ({"bladzijde": "-7"}, {"bladzijde": "x"}, {"wie": "<b>"}, {"zoek": "\x00%'"}, {"thema": "x" * 5000}):
        assert client.get(WERKLIJST, vraag).status_code == 200


@pytest.mark.parametrize(
    ("rol", "pagina"),
    [
        (Rol.BELEIDSMEDEWERKER, "overzichten:werklijst"),
        (Rol.COLLEGE, "overzichten:werklijst"),
        (Rol.MEELEZER, "overzichten:werklijst"),
        (Rol.COMMISSIELID, "overzichten:geld"),
        (Rol.GRIFFIE, "overzichten:geld"),
        (Rol.PROCESBEGELEIDER, "overzichten:werklijst"),
    ],
)
def test_start_goes_to_the_first_page_of_the_role(client: Client, rol: Rol, pagina: str) -> None:
    als(client, maak_lid(rol))

    antwoord = client.get(reverse("overzichten:start"))

    assert (antwoord.status_code, antwoord["Location"]) == (302, reverse(pagina))
