"""The college decides on many cases at once: proposed, registered, carried out, and each of them once."""

import datetime
import io
from collections.abc import Callable
from decimal import Decimal
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brieven.models import Brief
from brieven.services.verwerk import verwerk
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from subsidies.models import Beschikking, Collegebesluit, Collegeregel, Jaardekking
from subsidies.selectors.college import laad_collegestuk
from subsidies.services import beoordelen, besluiten, collegebesluit, indienen, plafond
from subsidies.tasks import veeg_collegebesluiten
from subsidies.uitvoer.collegestuk import college_als_odt, college_als_pdf
from tests.hulp.fabriek import maak_lid
from tests.subsidies.conftest import Wereld, geweigerd, leg_voor, stel_voor, tegelijk

Als = Callable[[Lidmaatschap], Client]
REDEN = "Het aantal uren is hoger dan bij vergelijkbare huizen."


@pytest.fixture
def college(voorgesteld: Wereld) -> Wereld:
    gemeente = voorgesteld["beoordelaar"].organisatie
    voorgesteld.leden["secretaris"] = maak_lid(Rol.COLLEGE, gemeente)
    voorgesteld.leden["opsteller"] = maak_lid(Rol.BELEIDSMEDEWERKER, gemeente)
    return voorgesteld


def voorstel(wereld: Wereld, wie: str = "opsteller") -> Collegebesluit:
    return collegebesluit.stel_voor(
        onderwerp="Subsidies thematafels 2027–2028",
        toelichting="Zoals afgesproken met de raad.",
        aanvraag_ids=[wereld.aanvraag.pk],
        door=wereld[wie],
    )


def registreer(wereld: Wereld, besluit: Collegebesluit, wie: str = "secretaris", **velden: object) -> Collegebesluit:
    vandaag = timezone.localdate()
    return collegebesluit.registreer(
        **{
            "collegebesluit_id": besluit.pk,
            "nummer": "2026/123",
            "datum": vandaag,
            "verzenddatum": vandaag,
            "door": wereld[wie],
        }
        | velden
    )


# --- from proposal to letters ---


def test_the_college_decides_and_all_letters_carry_its_day(college: Wereld) -> None:
    besluit = voorstel(college)
    later = timezone.localdate() + datetime.timedelta(days=3)
    registreer(college, besluit, verzenddatum=later)

    assert collegebesluit.voer_uit(collegebesluit_id=besluit.pk) == 1

    besluit.refresh_from_db()
    [genomen] = besluit.besluiten.all()
    assert (besluit.stand, college.aanvraag.stand) == ("uitgevoerd", "besloten")
    assert (genomen.mandaat, genomen.door) == (None, college["secretaris"])
    brieven = [rij.brief for rij in genomen.beschikkingen.all()]
    assert {brief.verzenddatum for brief in brieven} == {later}
    assert all("Collegebesluit 2026/123" in str(brief.snapshot) for brief in brieven)


def test_no_letter_leaves_before_the_day_of_the_college(college: Wereld) -> None:
    besluit = voorstel(college)
    registreer(college, besluit, verzenddatum=timezone.localdate() + datetime.timedelta(days=3))
    collegebesluit.voer_uit(collegebesluit_id=besluit.pk)
    brief = Beschikking.objects.all()[0].brief

    verwerk(brief_id=brief.pk)

    brief.refresh_from_db()
    assert brief.stand == "gemaakt"


def test_carrying_out_twice_decides_once(college: Wereld) -> None:
    besluit = voorstel(college)
    registreer(college, besluit)

    gelukt = [collegebesluit.voer_uit(collegebesluit_id=besluit.pk) for _ in range(2)]

    assert gelukt == [1, 0]
    assert Beschikking.objects.count() == 2


def test_what_was_lost_is_carried_out_by_the_sweeper(college: Wereld) -> None:
    besluit = voorstel(college)
    registreer(college, besluit)

    veeg_collegebesluiten()

    besluit.refresh_from_db()
    assert besluit.stand == "uitgevoerd"


def test_a_case_that_fails_keeps_its_reason_and_is_tried_again(college: Wereld) -> None:
    besluit = voorstel(college)
    registreer(college, besluit)
    weg = list(Jaardekking.objects.filter(jaar=2028))
    Jaardekking.objects.filter(jaar=2028).delete()

    assert collegebesluit.voer_uit(collegebesluit_id=besluit.pk) == 0

    regel = Collegeregel.objects.get()
    assert (regel.open, regel.fout) == (True, "Kies eerst uit welk budget 2028 wordt betaald.")
    assert laad_collegestuk(besluit).fouten[0].fout == regel.fout
    veeg_collegebesluiten()
    assert Beschikking.objects.count() == 0

    Jaardekking.objects.bulk_create(weg)
    collegebesluit.probeer_opnieuw(collegebesluit_id=besluit.pk, door=college["secretaris"])
    assert collegebesluit.voer_uit(collegebesluit_id=besluit.pk) == 1


def test_a_withdrawn_application_leaves_the_decision(college: Wereld) -> None:
    besluit = voorstel(college)
    registreer(college, besluit)
    indienen.trek_in(aanvraag_id=college.aanvraag.pk, door=college["anker"])
    collegebesluit.voer_uit(collegebesluit_id=besluit.pk)
    regel = Collegeregel.objects.get()

    assert (regel.open, bool(regel.fout)) == (True, True)
    collegebesluit.haal_zaak_eruit(regel_id=regel.pk, door=college["opsteller"])

    besluit.refresh_from_db()
    assert besluit.stand == "uitgevoerd"
    assert Beschikking.objects.count() == 0


# --- while it lies there, nobody else ---


def test_nobody_decides_on_a_case_of_the_college(college: Wereld) -> None:
    voorstel(college)

    with geweigerd("college.in_voorstel"):
        besluiten.neem_besluit(aanvraag_id=college.aanvraag.pk, motivering="", door=college["besluitnemer"])


def test_what_is_proposed_to_the_college_does_not_change(college: Wereld) -> None:
    voorstel(college)

    with geweigerd("college.in_voorstel"):
        beoordelen.heropen(aanvraag_id=college.aanvraag.pk, door=college["beoordelaar"])
    with geweigerd("college.in_voorstel"):
        plafond.geef_vrijstelling(
            deel_id=college.deel(college.brug).pk,
            jaar=2027,
            bedrag=Decimal("1.00"),
            grond="Omdat het kan.",
            door=college["besluitnemer"],
        )


def test_a_case_lies_before_the_college_once(college: Wereld) -> None:
    voorstel(college)

    with geweigerd("college.in_voorstel"):
        voorstel(college)


@pytest.mark.parametrize("hoe", ["eruit", "intrekken"])
def test_taken_back_the_case_is_free_again(hoe: str, college: Wereld) -> None:
    besluit = voorstel(college)
    if hoe == "eruit":
        collegebesluit.haal_zaak_eruit(regel_id=Collegeregel.objects.get().pk, door=college["opsteller"])
    else:
        collegebesluit.trek_in(collegebesluit_id=besluit.pk, door=college["opsteller"])

    besluiten.neem_besluit(aanvraag_id=college.aanvraag.pk, motivering="", door=college["besluitnemer"])

    assert college.aanvraag.stand == "besloten"


def test_what_the_college_decided_is_not_taken_back(college: Wereld) -> None:
    besluit = voorstel(college)
    registreer(college, besluit)

    with geweigerd("college.al_besloten"):
        collegebesluit.haal_zaak_eruit(regel_id=Collegeregel.objects.get().pk, door=college["opsteller"])
    with geweigerd("verloop.vastgesteld.ingetrokken"):
        collegebesluit.trek_in(collegebesluit_id=besluit.pk, door=college["opsteller"])


# --- who, and when not ---


def test_only_a_proposed_case_goes_to_the_college(beoordeeld: Wereld) -> None:
    with geweigerd("college.niet_voorgesteld"):
        voorstel(beoordeeld, "beoordelaar")


@pytest.mark.parametrize("wie", ["besluitnemer", "financieel"])
def test_only_an_officer_proposes_to_the_college(wie: str, college: Wereld) -> None:
    with geweigerd("toegang.rol"):
        voorstel(college, wie)


def test_who_assessed_or_composed_does_not_register_by_whatever_membership(college: Wereld) -> None:
    gemeente = college["beoordelaar"].organisatie
    besluit = voorstel(college)
    for wie in ("beoordelaar", "opsteller"):
        college.leden[f"{wie}_als_secretaris"] = maak_lid(Rol.COLLEGE, gemeente, gebruiker=college[wie].gebruiker)
        with geweigerd("vier_ogen.eerdere_rol"):
            registreer(college, besluit, f"{wie}_als_secretaris")

    registreer(college, besluit)


@pytest.mark.parametrize(
    ("velden", "code"),
    [
        ({"wie": "besluitnemer"}, "toegang.rol"),
        ({"datum": timezone.localdate() + datetime.timedelta(days=1)}, "college.datum"),
        ({"verzenddatum": timezone.localdate() - datetime.timedelta(days=1)}, "college.verzenddatum"),
    ],
)
def test_registering_is_refused(velden: dict, code: str, college: Wereld) -> None:
    besluit = voorstel(college)

    with geweigerd(code):
        registreer(college, besluit, **velden)


def test_a_number_of_the_college_is_used_once(college: Wereld) -> None:
    besluit = voorstel(college)
    registreer(college, besluit)
    Collegeregel.objects.update(open=False)
    tweede = voorstel(college)

    with geweigerd("collegebesluit.ongeldig"):
        registreer(college, tweede)


def test_before_the_college_decided_nothing_is_carried_out(college: Wereld) -> None:
    besluit = voorstel(college)

    assert collegebesluit.voer_uit(collegebesluit_id=besluit.pk) == 0
    with geweigerd("college.niet_vastgesteld"):
        besluiten.neem_besluit(
            aanvraag_id=college.aanvraag.pk, motivering="", door=college["secretaris"], collegebesluit=besluit
        )


# --- what it says ---


def test_the_annex_names_every_recipient_and_who_loses_most(beoordeeld: Wereld) -> None:
    stel_voor(beoordeeld, beoordeeld.brug, "0.00", REDEN)
    stel_voor(beoordeeld, beoordeeld.anker, "50000.00", REDEN)
    leg_voor(beoordeeld)
    besluit = voorstel(beoordeeld, "beoordelaar")

    stuk = laad_collegestuk(besluit)

    assert (stuk.gevraagd, stuk.voorstel, stuk.ontvangers) == (Decimal("200000.00"), Decimal("100000.00"), 2)
    assert [(rij.organisatie, rij.ergste) for _, rij in stuk.verliezers] == [
        (beoordeeld.brug.naam, Decimal("100.0")),
        (beoordeeld.anker.naam, Decimal("16.7")),
    ]
    assert [(rij.jaar, rij.voorstel, rij.eerder) for rij in stuk.zaken[0].jaren] == [
        (2027, Decimal("50000.00"), Decimal("0.00")),
        (2028, Decimal("50000.00"), Decimal("0.00")),
    ]
    odt = ZipFile(io.BytesIO(college_als_odt(stuk))).read("content.xml").decode()
    for tekst in (beoordeeld.brug.naam, "120.000,00", "ASV voorbeeld, artikel 10 lid 1 onder a", "Weigering"):
        assert tekst in odt, tekst
    assert college_als_pdf(stuk).startswith(b"%PDF-1.7")


def test_the_page_costs_the_same_whatever_its_size(als: Als, college: Wereld, django_assert_max_num_queries) -> None:
    besluit = voorstel(college)
    client = als(college["opsteller"])

    with django_assert_max_num_queries(12):
        antwoord = client.get(reverse("subsidies:college_detail", args=[besluit.kenmerk]))

    assert antwoord.status_code == 200


@pytest.mark.parametrize("rol", [Rol.COMMISSIELID, Rol.GRIFFIE])
def test_the_council_sees_no_proposal_and_no_draft(rol: Rol, als: Als, college: Wereld) -> None:
    besluit = voorstel(college)
    client = als(maak_lid(rol))

    adressen = [
        reverse("subsidies:college_lijst"),
        *(
            reverse(f"subsidies:{naam}", args=[besluit.kenmerk])
            for naam in ("college_detail", "college_voortgang", "college_pdf", "college_odt")
        ),
        *(
            reverse(f"subsidies:{naam}", args=[college.aanvraag.kenmerk])
            for naam in ("zaak_detail", "besluit_voorbeeld", "aanvraag_detail", "aanvraag_lees")
        ),
    ]

    assert {client.get(adres).status_code for adres in adressen} <= {403, 404}


def test_the_whole_road_through_the_pages(als: Als, college: Wereld) -> None:
    client = als(college["opsteller"])
    leeg = client.post(reverse("subsidies:college_nieuw"), {"onderwerp": "Alles"})
    goed = client.post(reverse("subsidies:college_nieuw"), {"onderwerp": "Alles", "zaken": [college.aanvraag.pk]})
    besluit = Collegebesluit.objects.get()
    client = als(college["secretaris"])
    registratie = client.post(
        reverse("subsidies:college_registreren", args=[besluit.kenmerk]),
        {
            "nummer": "2026/9",
            "datum": f"{timezone.localdate():%d-%m-%Y}",
            "verzenddatum": f"{timezone.localdate():%d-%m-%Y}",
            "bevestig": "on",
        },
    )

    assert (leeg.status_code, goed.status_code, registratie.status_code) == (422, 302, 302)
    besluit.refresh_from_db()
    assert (besluit.stand, besluit.nummer) == ("vastgesteld", "2026/9")


# --- at once ---


@pytest.mark.fouten
@pytest.mark.django_db(transaction=True)
def test_college_and_mandate_at_once_have_one_effect(college: Wereld) -> None:
    besluit = voorstel(college)
    registreer(college, besluit)

    uitkomsten = tegelijk(
        lambda: collegebesluit.voer_uit(collegebesluit_id=besluit.pk),
        lambda: collegebesluit.voer_uit(collegebesluit_id=besluit.pk),
        lambda: besluiten.neem_besluit(aanvraag_id=college.aanvraag.pk, motivering="", door=college["besluitnemer"]),
    )

    assert uitkomsten[:2] == ["gelukt", "gelukt"]
    assert uitkomsten[2] in ("college.in_voorstel", "verloop.besloten.besloten")
    assert (Beschikking.objects.count(), Brief.objects.filter(soort="verlening").count()) == (2, 2)
    besluit.refresh_from_db()
    assert besluit.stand == "uitgevoerd"


@pytest.mark.fouten
@pytest.mark.django_db(transaction=True)
def test_proposing_to_the_college_and_deciding_at_once_have_one_effect(college: Wereld) -> None:
    uitkomsten = tegelijk(
        lambda: voorstel(college),
        lambda: besluiten.neem_besluit(aanvraag_id=college.aanvraag.pk, motivering="", door=college["besluitnemer"]),
    )

    assert uitkomsten in (["gelukt", "college.in_voorstel"], ["college.niet_voorgesteld", "gelukt"])
    assert Collegeregel.objects.filter(open=True).exists() != Beschikking.objects.exists()
