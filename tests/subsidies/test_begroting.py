"""The page of a budget: what was typed or pasted survives, what it adds up to, and a spreadsheet out and in."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kern.models import Bestand
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from subsidies.models import Begrotingspost, Klad, Postbedrag, Versie
from subsidies.rekenblad.inlezen import lees_rekenblad
from subsidies.selectors import laad_dossier
from subsidies.selectors.vorig_jaar import verleend_vorig_jaar
from subsidies.services import begroting as begrotingen
from subsidies.services import besluiten
from tests.hulp.boom import Boom, tekst
from tests.hulp.fabriek import PNG, maak_aanvraag, maak_lid, maak_organisatie, maak_uitvraag, tafels_van, vul_deel
from tests.subsidies.conftest import JAREN, Wereld, bewaar_begroting, foto, geweigerd, post
from tests.subsidies.test_rekenblad_bestanden import maak as maak_rekenblad
from tests.subsidies.test_rekenblad_bestanden import xlsx

Als = Callable[[Lidmaatschap], Client]
ZONDER = ("subsidies.Klad",)  # what a refused page keeps of what was typed


def adres(wereld: Wereld, naam: str, *erbij: object) -> str:
    """The page of the budget of Anker, or one beside it."""
    return reverse(f"subsidies:{naam}", args=[wereld.aanvraag.kenmerk, wereld.deel(wereld.anker).pk, *erbij])


def html(antwoord: HttpResponse) -> str:
    return antwoord.content.decode()


def boom(antwoord: HttpResponse) -> Boom:
    return Boom(html(antwoord))


def waarde(antwoord: HttpResponse, naam: str) -> str:
    element = boom(antwoord).een(name=naam)
    if element.tag == "select":
        return next((optie.get("value", "") for optie in element.iter("option") if "selected" in optie.attrib), "")
    return element.text or "" if element.tag == "textarea" else element.get("value", "")


def velden(*regels: tuple[str, str, str, str], versie: object = 0, **erbij: str) -> dict[str, Any]:
    """The posted form set; a line is kind, description and an amount for each of the two years."""
    gegevens: dict[str, Any] = {"versie": versie, "regel-TOTAL_FORMS": len(regels), "regel-INITIAL_FORMS": 0}
    for nummer, regel in enumerate(regels):
        namen = ("soort", "omschrijving", *(f"jaar_{jaar}" for jaar in JAREN))
        gegevens |= {f"regel-{nummer}-{naam}": inhoud for naam, inhoud in zip(namen, regel, strict=True)}
    return gegevens | erbij


def zonder_klad() -> dict[str, Any]:
    return {naam: rijen for naam, rijen in foto().items() if naam not in ZONDER}


def uitkomst(antwoord: HttpResponse, code: str) -> list[str]:
    """A row of results on the page: the years, and together."""
    rij = boom(antwoord).een("tr", **{"data-uitkomst": code})
    return [tekst(cel) for cel in rij.iter("span") if cel.get("data-jaar")]


# --- typed ---


def test_a_budget_is_filled_in_the_dutch_way(als: Als, concept: Wereld) -> None:
    antwoord = als(concept["anker_schrijft"]).post(
        adres(concept, "begroting_wijzig"),
        velden(("loon", "Uren", "1.234,50", "1 500"), ("", "", "", ""), ("eigen", "Giften", "34,50", "-")),
    )

    assert (antwoord.status_code, antwoord.url) == (
        302,
        reverse("subsidies:aanvraag_detail", args=[concept.aanvraag.kenmerk]),
    )
    assert list(concept.deel(concept.anker).posten.values_list("omschrijving", "bedragen__bedrag")) == [
        ("Uren", Decimal("1234.50")),
        ("Uren", Decimal("1500.00")),
        ("Giften", Decimal("34.50")),
        ("Giften", Decimal("0.00")),
    ]


@pytest.mark.parametrize(
    ("regel", "fout"),
    [
        (("loon", "Uren", "12,345.6", "1"), "Vul een bedrag in zoals 1.234,50."),
        (("loon", "", "5", "1"), "Vul een omschrijving in."),
        (("", "Uren", "5", "1"), "Kies een soort."),
        (("eigen", "Uren", "5", "1"), "In 2027 is de dekking 5,00 euro hoger dan de kosten."),
        (("loon", "Uren", "-5", "1"), "Vul een bedrag van 0 of hoger in."),
    ],
)
def test_a_refused_budget_keeps_what_was_typed(regel: tuple, fout: str, als: Als, concept: Wereld) -> None:
    eerder = zonder_klad()
    client, pad = als(concept["anker"]), adres(concept, "begroting_wijzig")

    antwoord = client.post(pad, velden(("huisvesting", "Huur", "0", "7"), regel))

    assert (antwoord.status_code, zonder_klad()) == (422, eerder)
    assert fout in html(antwoord)
    for pagina in (antwoord, client.get(pad)):  # on this page, and when it is opened again
        assert [waarde(pagina, f"regel-1-{naam}") for naam in ("soort", "omschrijving", "jaar_2027")] == list(
            regel[:3]
        )


def test_when_a_colleague_saved_first_nothing_is_overwritten_and_both_are_shown(als: Als, concept: Wereld) -> None:
    bewaar_begroting(concept.deel(concept.anker), "777.00", concept["anker_schrijft"])

    antwoord = als(concept["anker"]).post(adres(concept, "begroting_wijzig"), velden(("loon", "Mijn uren", "5", "6")))

    assert (antwoord.status_code, concept.deel(concept.anker).begroting_versie) == (422, 1)
    assert "Mijn uren" in html(antwoord)
    assert "777,00" in html(antwoord)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"versie": "0", "regel-TOTAL_FORMS": "999", "regel-INITIAL_FORMS": "0"},
        {"versie": "0", "regel-TOTAL_FORMS": "x", "regel-INITIAL_FORMS": "0"},
        {"regel-TOTAL_FORMS": "0", "regel-INITIAL_FORMS": "0"},
    ],
)
@pytest.mark.parametrize("knop", [{}, {"plakken": "1", "plak": "loon\tUren\t1\t2"}, {"tonen": "1"}])
def test_a_mangled_budget_is_refused_with_a_reason(data: dict, knop: dict, als: Als, concept: Wereld) -> None:
    eerder = zonder_klad()

    antwoord = als(concept["anker"]).post(adres(concept, "begroting_wijzig"), data | knop)

    assert (zonder_klad(), antwoord.status_code) == (eerder, 422)
    assert all(tekst(melding) for melding in boom(antwoord).alle(role="alert"))
    assert list(boom(antwoord).alle(role="alert"))


def test_there_is_room_for_three_more_lines_whatever_was_typed(als: Als, concept: Wereld) -> None:
    client, pad = als(concept["anker"]), adres(concept, "begroting_wijzig")

    antwoord = client.post(pad, velden(("loon", "Uren", "veel", "1"), ("", "", "", "")))

    assert waarde(antwoord, "regel-TOTAL_FORMS") == "4"
    assert client.post(pad, velden(*[("loon", "Uren", "veel", "1")] * 100)).content.count(b'-omschrijving"') >= 100


# --- the year before ---


def test_the_grant_of_the_year_before_is_saved_with_the_budget_and_voids_no_akkoord(als: Als, eens: Wereld) -> None:
    deel = eens.deel(eens.anker)
    regels = ("loon", "Medewerkers", "60000", "60000")

    antwoord = als(eens["anker"]).post(
        adres(eens, "begroting_wijzig"), velden(regels, versie=deel.begroting_versie, vorig_jaar="55.000,50")
    )

    assert antwoord.status_code == 302
    assert eens.deel(eens.anker).vorig_jaar == Decimal("55000.50")
    assert Versie.objects.latest("id").inhoud == {
        "posten": [
            {
                "soort": "loon",
                "omschrijving": "Medewerkers",
                "bedragen": {"2027": "60000.00", "2028": "60000.00"},
            }
        ],
        "vorig_jaar": "55000.50",
    }
    assert [deel.is_akkoord for deel in laad_dossier(eens.aanvraag).delen] == [True, True]


def test_the_grant_of_the_year_before_is_not_below_zero(concept: Wereld) -> None:
    with geweigerd("begroting.bedrag"):
        begrotingen.bewaar_begroting(
            deel_id=concept.deel(concept.anker).pk,
            posten=[post(5)],
            vorig_jaar=Decimal("-0.01"),
            versie=0,
            door=concept["anker"],
        )


def test_the_year_before_comes_from_our_own_decision_until_it_is_saved(als: Als, voorgesteld: Wereld) -> None:
    besluiten.neem_besluit(aanvraag_id=voorgesteld.aanvraag.pk, motivering="", door=voorgesteld["besluitnemer"])
    tafel = tafels_van(maak_uitvraag(eerste_jaar=2029, laatste_jaar=2032))[0]
    ander = maak_aanvraag(tafel, voorgesteld.brug, voorgesteld.anker)
    deel = ander.delen.get(organisatie=voorgesteld.anker)
    pad = reverse("subsidies:begroting_wijzig", args=[ander.kenmerk, deel.pk])
    client = als(voorgesteld["anker"])

    assert waarde(client.get(pad), "vorig_jaar") == ""  # another theme is other work
    tafel.thema.code = voorgesteld.tafel.thema.code
    tafel.thema.save()
    assert waarde(client.get(pad), "vorig_jaar") == "60.000,00"
    assert "Subsidie van de gemeente in 2028" in html(client.get(pad))

    begrotingen.bewaar_begroting(deel_id=deel.pk, posten=[], versie=0, door=voorgesteld["anker"])
    assert waarde(client.get(pad), "vorig_jaar") == ""


def test_what_was_granted_to_others_or_for_other_years_does_not_count(voorgesteld: Wereld) -> None:
    besluiten.neem_besluit(aanvraag_id=voorgesteld.aanvraag.pk, motivering="", door=voorgesteld["besluitnemer"])
    tafel = tafels_van(maak_uitvraag(eerste_jaar=2030, laatste_jaar=2032))[0]
    tafel.thema.code = voorgesteld.tafel.thema.code
    tafel.thema.save()
    deel = maak_aanvraag(tafel, voorgesteld.anker).delen.get()

    assert verleend_vorig_jaar(deel) is None


# --- what it adds up to ---


def test_the_page_shows_what_the_lines_add_up_to_against_the_ceiling_and_the_year_before(
    als: Als, gevuld: Wereld
) -> None:
    antwoord = als(gevuld["anker"]).post(
        adres(gevuld, "begroting_wijzig"),
        velden(
            ("loon", "Uren", "60.000", "61.000"),
            ("huisvesting", "Zaal", "20.000", "30.000,50"),
            ("eigen", "Giften", "5.000", ""),
            ("anderen", "Fonds", "3.000", ""),
            ("afhankelijk", "Fonds dat meedoet", "2.000", ""),
            ("overig", "Onleesbaar", "1,234", ""),
            versie=1,
            vorig_jaar="65.000",
        ),
    )

    assert antwoord.status_code == 422
    assert {code: uitkomst(antwoord, code) for code in ("kosten", "loonaandeel", "eigen", "anderen")} == {
        "kosten": ["80.000", "91.000,50", "171.000,50"],
        "loonaandeel": ["75,0%", "67,0%", "70,8%"],
        "eigen": ["5.000", "0", "5.000"],
        "anderen": ["5.000", "0", "5.000"],
    }
    assert {code: uitkomst(antwoord, code) for code in ("afhankelijk", "gevraagd", "verschil")} == {
        "afhankelijk": ["2.000", "0", "2.000"],
        "gevraagd": ["70.000", "91.000,50", "161.000,50"],
        "verschil": ["5.000", "21.000,50", "–"],
    }
    assert {code: uitkomst(antwoord, code) for code in ("plafond", "ruimte", "aandeel")} == {
        "plafond": ["500.000", "500.000", "1.000.000"],
        "ruimte": ["390.000", "368.999,50", "758.999,50"],  # Brug asks 40.000 a year
        "aandeel": ["14,0%", "18,2%", "16,1%"],
    }


def test_the_amounts_of_all_stand_beside_each_other_with_shares_and_the_difference(als: Als, gevuld: Wereld) -> None:
    deel = gevuld.deel(gevuld.anker)
    begrotingen.bewaar_begroting(
        deel_id=deel.pk,
        posten=[post("60000.00"), post("1000.00", jaren=JAREN[1:])],
        vorig_jaar=Decimal("64000.00"),
        versie=deel.begroting_versie,
        door=gevuld["anker"],
    )

    pagina = boom(als(gevuld["brug"]).get(reverse("subsidies:aanvraag_lees", args=[gevuld.aanvraag.kenmerk])))
    tabel = next(t for t in pagina.alle("table") if "Gevraagd bedrag per organisatie" in tekst(t))

    verschil = "verschil met het jaar ervoor"
    rijen = [tekst(rij) for rij in tabel.iter("tr")]
    assert rijen[1:3] == [
        f"Stichting Voorbeeld Anker penvoerder 60.000 {verschil} −4.000 61.000 {verschil} +1.000 121.000 60,2%",
        "Stichting Voorbeeld Brug 40.000 40.000 80.000 39,8%",
    ]
    assert rijen[3] == f"Gevraagd samen 100.000 101.000 {verschil} +1.000 201.000"


# --- pasted without a script ---


def test_pasted_cells_come_below_what_was_typed_and_are_not_saved_yet(als: Als, concept: Wereld) -> None:
    eerder = zonder_klad()
    client, pad = als(concept["anker"]), adres(concept, "begroting_wijzig")

    antwoord = client.post(
        pad,
        velden(
            ("loon", "Uren", "half", ""),
            ("", "", "", ""),
            plakken="1",
            plak="Huisvesting\tZaal\t1.000\t€ 1.100,50\neigen\tGift\t-\t5",
        ),
        follow=True,
    )

    assert zonder_klad() == eerder
    assert [waarde(antwoord, f"regel-0-{naam}") for naam in ("omschrijving", "jaar_2027")] == ["Uren", "half"]
    assert [waarde(antwoord, f"regel-1-{n}") for n in ("soort", "omschrijving", "jaar_2027", "jaar_2028")] == [
        "huisvesting",
        "Zaal",
        "1.000,00",
        "1.100,50",
    ]
    assert waarde(antwoord, "regel-2-jaar_2027") == "0,00"
    assert waarde(antwoord, "plak").strip() == ""
    assert Klad.objects.get().lidmaatschap == concept["anker"]


@pytest.mark.parametrize(
    ("plak", "fout"),
    [
        ("loon\tUren\t1\t2\nloon\tUren\tveel\t2", "Rij 2, 2027: Vul een bedrag in zoals 1.234,50."),
        ("  ", "Plak eerst cellen in het vak."),
        ("loon\tUren\t1\t2\t3", "Rij 1: Er staan meer kolommen dan Soort, Omschrijving, 2027 en 2028."),
    ],
)
def test_of_a_wrong_block_no_line_is_added(plak: str, fout: str, als: Als, concept: Wereld) -> None:
    eerder = zonder_klad()

    antwoord = als(concept["anker"]).post(
        adres(concept, "begroting_wijzig"), velden(("loon", "Uren", "5", "6"), plakken="1", plak=plak)
    )

    assert (antwoord.status_code, zonder_klad()) == (422, eerder)
    assert fout in html(antwoord)
    assert waarde(antwoord, "plak").strip() == plak.strip()
    assert waarde(antwoord, "regel-1-omschrijving") == ""


def test_a_block_that_does_not_fit_is_not_added(als: Als, concept: Wereld) -> None:
    antwoord = als(concept["anker"]).post(
        adres(concept, "begroting_wijzig"),
        velden(*[("loon", "Uren", "5", "6")] * 99, plakken="1", plak="loon\tUren\t1\t2\n" * 2),
    )

    assert antwoord.status_code == 422
    assert "Er is nog plaats voor 1 regels, en dit zijn er 2." in html(antwoord)
    assert waarde(antwoord, "regel-99-omschrijving") == ""


# --- as a spreadsheet ---


@pytest.mark.parametrize("formaat", ["xlsx", "ods"])
def test_the_saved_budget_goes_out_and_reads_back_as_unchanged(formaat: str, als: Als, gevuld: Wereld) -> None:
    client = als(gevuld["anker"])

    blad = client.get(adres(gevuld, "begroting_download", formaat))
    antwoord = client.post(adres(gevuld, "begroting_inlezen"), {"bestand": bestand(blad.content, f"b.{formaat}")})

    assert blad["Content-Disposition"] == (
        f'attachment; filename="begroting-{gevuld.aanvraag.kenmerk}-stichting-voorbeeld-anker.{formaat}"'
    )
    assert [post.omschrijving for post in lees_rekenblad(blad.content, JAREN).posten] == ["Medewerkers"]
    assert antwoord.status_code == 200
    assert "Dit rekenblad is gelijk aan de begroting die bewaard is." in tekst(boom(antwoord).een("main"))


def test_there_is_no_other_format(als: Als, gevuld: Wereld) -> None:
    assert als(gevuld["anker"]).get(adres(gevuld, "begroting_download", "xls")).status_code == 404


def bestand(inhoud: bytes, naam: str = "begroting.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(naam, inhoud)


def test_a_spreadsheet_shows_what_changes_and_is_saved_only_when_confirmed(als: Als, gevuld: Wereld) -> None:
    eerder, client = foto(), als(gevuld["anker"])
    inhoud = xlsx(("loon", "Medewerkers", 50000.5, 60000), ("huisvesting", "=1+1", 10, 0))

    voorbeeld = client.post(adres(gevuld, "begroting_inlezen"), {"bestand": bestand(inhoud)})

    assert (voorbeeld.status_code, foto()) == (200, eerder)
    rijen = [tekst(rij) for rij in boom(voorbeeld).een("tbody").iter("tr")]
    assert rijen[0] == "Medewerkers Loonkosten verandert 50.000,50 was 60.000 60.000"
    assert rijen[1].endswith("komt erbij 10 0")

    opgeslagen = client.post(adres(gevuld, "begroting_wijzig"), verborgen(voorbeeld))

    assert opgeslagen.status_code == 302
    assert list(gevuld.deel(gevuld.anker).posten.values_list("soort", "omschrijving")) == [
        ("loon", "Medewerkers"),
        ("huisvesting", "0"),
    ]
    assert Postbedrag.objects.get(post__omschrijving="Medewerkers", jaar=2027, post__deel__organisatie=gevuld.anker)


def verborgen(antwoord: HttpResponse) -> dict[str, str]:
    """What the form of the preview sends."""
    return {veld.get("name", ""): veld.get("value", "") for veld in boom(antwoord).alle("input", type="hidden")}


def test_a_budget_that_changed_after_the_preview_is_not_overwritten(als: Als, gevuld: Wereld) -> None:
    client = als(gevuld["anker"])
    inhoud = maak_rekenblad("ods", [post("1.00")])
    voorbeeld = client.post(adres(gevuld, "begroting_inlezen"), {"bestand": bestand(inhoud, "b.ods")})
    bewaar_begroting(gevuld.deel(gevuld.anker), "777.00", gevuld["anker_schrijft"])
    eerder = zonder_klad()

    antwoord = client.post(adres(gevuld, "begroting_wijzig"), verborgen(voorbeeld))

    assert (antwoord.status_code, zonder_klad()) == (422, eerder)


def test_lines_from_a_spreadsheet_can_first_be_changed_by_hand(als: Als, gevuld: Wereld) -> None:
    eerder, client = zonder_klad(), als(gevuld["anker"])
    inhoud = xlsx(("loon", "Nieuw", 1, 2))
    voorbeeld = client.post(adres(gevuld, "begroting_inlezen"), {"bestand": bestand(inhoud)})

    antwoord = client.post(adres(gevuld, "begroting_wijzig"), verborgen(voorbeeld) | {"tonen": "1"}, follow=True)

    assert zonder_klad() == eerder
    assert waarde(antwoord, "regel-0-omschrijving") == "Nieuw"
    assert waarde(antwoord, "versie") == "1"


@pytest.mark.parametrize(
    ("inhoud", "naam", "fout"),
    [
        (xlsx(("loon", "Uren", "veel", 2)), "b.xlsx", "Rij 2, 2027: Vul een bedrag in zoals 1.234,50."),
        (PNG, "b.xlsx", "De inhoud van dit bestand past niet bij .xlsx."),
        (PNG, "b.png", "Kies een rekenblad: een xlsx of een ods."),
        (b"", "b.ods", "Dit bestand is leeg."),
    ],
)
def test_a_spreadsheet_that_cannot_be_read_changes_nothing(
    inhoud: bytes, naam: str, fout: str, als: Als, gevuld: Wereld
) -> None:
    eerder = foto()

    antwoord = als(gevuld["anker"]).post(adres(gevuld, "begroting_inlezen"), {"bestand": bestand(inhoud, naam)})

    assert (antwoord.status_code, foto()) == (422, eerder)
    assert fout in html(antwoord)
    assert not Bestand.objects.exists()


def test_only_the_organisation_itself_gets_or_sends_its_spreadsheet(als: Als, gevuld: Wereld) -> None:
    for wie, code in (("brug", 403), ("anker_leest", 403), ("beoordelaar", 403), ("buiten", 404)):
        client = als(gevuld[wie])
        assert client.get(adres(gevuld, "begroting_download", "xlsx")).status_code == code, wie
        assert client.get(adres(gevuld, "begroting_inlezen")).status_code == code, wie
        client.logout()


# --- the same cost for one and for many ---


@pytest.mark.parametrize("organisaties", [1, 20])
def test_the_page_takes_twelve_queries_at_most_whatever_its_size(organisaties: int, als: Als, db: None) -> None:
    lid = maak_lid(Rol.TEKENBEVOEGDE)
    tafel = tafels_van(maak_uitvraag())[0]
    aanvraag = maak_aanvraag(tafel, lid.organisatie, *(maak_organisatie() for _ in range(organisaties - 1)))
    for deel in aanvraag.delen.all():
        vul_deel(deel)
        regels = Begrotingspost.objects.bulk_create(
            Begrotingspost(deel=deel, soort="loon", omschrijving=f"Regel {n}") for n in range(400 // organisaties)
        )
        Postbedrag.objects.bulk_create(Postbedrag(post=r, jaar=j, bedrag=5) for r in regels for j in aanvraag.jaren)
    deel = aanvraag.delen.get(organisatie=lid.organisatie)
    client = als(lid)
    pad = reverse("subsidies:begroting_wijzig", args=[aanvraag.kenmerk, deel.pk])
    blad = reverse("subsidies:begroting_download", args=[aanvraag.kenmerk, deel.pk, "xlsx"])

    with CaptureQueriesContext(connection) as pagina:
        assert client.get(pad).status_code == 200
    with CaptureQueriesContext(connection) as download:
        assert client.get(blad).status_code == 200

    assert (len(pagina), len(download)) == (9, 6)
