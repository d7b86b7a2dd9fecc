"""The table on one A4: its pages, who may see it, and the alliances at the table."""

import datetime
import io
from collections.abc import Callable
from decimal import Decimal

import pypdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kern.fouten import GeenRecht
from organisaties.models import Lidmaatschap, Onderaannemer, Organisatie, Samenwerkingsverband, Verbandlid
from organisaties.toegang import Rol
from subsidies.models import Aanvraagdeel, Onderdeel, Opmerking
from subsidies.toegang import haal_aanvraag
from subsidies.uitvoer.tafelblad import Opmerkingen, Tafelblad, laad_tafelblad, tafelblad_pdf
from subsidies.uitvoer.verbanden import SAMEN
from tests.architectuur.test_querybudget import kosten
from tests.hulp.fabriek import maak_lid, maak_machtiging, maak_organisatie, maak_verband, vul_deel
from tests.subsidies.conftest import Wereld
from thematafels.models import Aanstelling, Gebiedsopgave, Regie, Subdoel

Als = Callable[[Lidmaatschap], Client]


def blad_van(wereld: Wereld, wie: str = "beoordelaar") -> Tafelblad:
    return laad_tafelblad(haal_aanvraag(wereld[wie], wereld.aanvraag.kenmerk), wereld[wie])


def vergroot(wereld: Wereld, tot: int) -> None:
    """Until so many organisations take part, each with a long name; and much that nobody takes up."""
    for nummer in range(wereld.aanvraag.delen.count(), tot):
        naam = f"Stichting Voorbeeld voor ontmoeten en meedoen in de buurt, nummer {nummer}"
        deel = Aanvraagdeel.objects.create(
            aanvraag=wereld.aanvraag, organisatie=maak_organisatie(naam), vorig_jaar=Decimal("999999.00")
        )
        vul_deel(deel, "123456.78")
    for nummer in range(30):
        lang = f"Doel {nummer}: bewoners ontmoeten elkaar vaker en doen mee in hun eigen buurt en daarbuiten"
        Subdoel.objects.create(thema=wereld.tafel.thema, naam=lang)
        Gebiedsopgave.objects.create(thema=wereld.tafel.thema, opgave=lang)


def verbind(wereld: Wereld, *organisaties: Organisatie) -> Samenwerkingsverband:
    """An alliance of these organisations, the first keeps it."""
    verband = maak_verband(organisaties[0])
    for organisatie in organisaties[1:]:
        Verbandlid.objects.create(
            verband=verband, organisatie=organisatie, schil=1, van=timezone.localdate() - datetime.timedelta(days=1)
        )
    return verband


def bladzijden(inhoud: bytes) -> list[str]:
    return [" ".join(bladzijde.extract_text().split()) for bladzijde in pypdf.PdfReader(io.BytesIO(inhoud)).pages]


# --- on paper ---


@pytest.mark.parametrize("aantal", [2, 10, 15])
def test_the_table_fits_on_one_a4_on_its_side(gevuld: Wereld, aantal: int) -> None:
    vergroot(gevuld, aantal)
    verband = verbind(gevuld, gevuld.anker, gevuld.brug)
    for nummer in range(6):
        Onderaannemer.objects.create(
            verband=verband, naam=f"Vervoer {nummer}", activiteit="Rijden", bedrag=1, contract_tot="2028-06-30"
        )

    (tekst,) = bladzijden(tafelblad_pdf(blad_van(gevuld)))

    assert f"0 van {aantal}" in tekst
    assert "en nog 26" in tekst  # of 31 sub-goals one is taken up, and the sheet names 5 (with the call's own 1)
    assert verband.naam in tekst
    assert "klein" in tekst
    assert "50.000" in tekst
    breed, hoog = pypdf.PdfReader(io.BytesIO(tafelblad_pdf(blad_van(gevuld)))).pages[0].mediabox[2:]
    assert breed > hoog


def test_paper_and_screen_tell_the_same_figures(als: Als, gevuld: Wereld) -> None:
    blad = blad_van(gevuld)
    (papier,) = bladzijden(tafelblad_pdf(blad))
    scherm = als(gevuld["beoordelaar"]).get(_adres(gevuld)).content.decode()

    for tekst in (papier, scherm):
        for getal in ("60.000", "40.000", "120.000", "80.000", "200.000", "60", "40", "1.000.000", "800.000"):
            assert getal in tekst
        for uitleg in ("precies 100%", "in geen enkel jaar meer vraagt dan €\xa050.000", "Stand van"):
            assert uitleg.lower() in tekst.replace("€ 50", "€\xa050").lower()


# --- what stands on it ---


def test_the_share_of_small_organisations_follows_the_regeling(gevuld: Wereld) -> None:
    cijfers = blad_van(gevuld).cijfers

    assert cijfers.klein_tot == Decimal(50000)
    assert [regel.deel.organisatie for regel in cijfers.kleine] == ["Stichting Voorbeeld Brug"]
    assert cijfers.aandeel_kleine == Decimal("40.0")


def test_the_municipality_counts_all_open_comments_and_who_leads_the_table_those_of_the_table(
    gevuld: Wereld,
) -> None:
    anker = gevuld.deel(gevuld.anker)
    gevuld.leden["begeleider"] = stel_aan(gevuld)
    for zichtbaarheid, soort, onderdeel in (
        ("tafel", Onderdeel.BEGROTING, anker.pk),
        ("gemeente", Onderdeel.VOORZIENING, anker.voorzieningen.get().pk),
        ("gemeente", "", None),
    ):
        begin = Opmerking.objects.create(
            aanvraag=gevuld.aanvraag,
            soort=soort,
            onderdeel=onderdeel,
            zichtbaarheid=zichtbaarheid,
            tekst="Hoezo?",
            door=gevuld["beoordelaar"],
        )
        Opmerking.objects.create(
            aanvraag=gevuld.aanvraag, op=begin, zichtbaarheid=zichtbaarheid, tekst="Zo.", door=gevuld["beoordelaar"]
        )
    Opmerking.objects.create(
        aanvraag=gevuld.aanvraag,
        zichtbaarheid="tafel",
        tekst="Klaar.",
        door=gevuld["anker"],
        afgehandeld_op=timezone.now(),
        afgehandeld_door=gevuld["anker"],
    )

    gemeente, begeleider = blad_van(gevuld), blad_van(gevuld, "begeleider")

    assert (gemeente.opmerkingen, begeleider.opmerkingen) == (Opmerkingen(3, 2), Opmerkingen(1, 0))
    assert [regel.opmerkingen for regel in gemeente.cijfers.regels] == [2, 0]
    assert [regel.opmerkingen for regel in begeleider.cijfers.regels] == [1, 0]


def test_an_alliance_at_the_table_is_named_with_who_leads_the_theme_in_it(gevuld: Wereld) -> None:
    verband = verbind(gevuld, gevuld.anker, gevuld.brug)
    assert blad_van(gevuld).aan_tafel[0].regie == ""

    regie = Regie.objects.create(verband=verband, thema=gevuld.tafel.thema, organisatie=gevuld.brug)
    (aan_tafel,) = blad_van(gevuld).aan_tafel
    assert (aan_tafel.naam, aan_tafel.regie) == (verband.naam, "Stichting Voorbeeld Brug")
    assert aan_tafel.leden == ["Stichting Voorbeeld Anker", "Stichting Voorbeeld Brug"]

    regie.organisatie = None
    regie.save()
    assert blad_van(gevuld).aan_tafel[0].regie == SAMEN


def test_one_member_alone_is_no_alliance_at_the_table_but_its_contracts_count(gevuld: Wereld) -> None:
    verband = verbind(gevuld, gevuld.anker)
    einde = datetime.date(gevuld.aanvraag.laatste_jaar, 12, 31)
    gisteren = timezone.localdate() - datetime.timedelta(days=1)
    dagen = {"Voorbij": gisteren, "Te vroeg": einde - datetime.timedelta(days=1), "Tot het einde": einde}
    for naam, dag in dagen.items():
        Onderaannemer.objects.create(verband=verband, naam=naam, activiteit="Eten", bedrag=1, contract_tot=dag)

    blad = blad_van(gevuld)

    assert blad.aan_tafel == []
    assert [contract.wie for contract in blad.contracten] == ["Voorbeeld Vervoer", "Te vroeg"]


def test_who_left_the_alliance_is_not_in_it(gevuld: Wereld) -> None:
    verband = verbind(gevuld, gevuld.anker, gevuld.brug)
    gisteren = timezone.localdate() - datetime.timedelta(days=1)
    Verbandlid.objects.filter(verband=verband, organisatie=gevuld.brug).update(van=gisteren, tot=gisteren)

    assert blad_van(gevuld).aan_tafel == []


# --- who may see it ---


def _adres(wereld: Wereld, naam: str = "tafelblad") -> str:
    return reverse(f"subsidies:{naam}", args=[wereld.aanvraag.kenmerk])


def stel_aan(wereld: Wereld, lid: Lidmaatschap | None = None) -> Lidmaatschap:
    lid = lid or maak_lid(Rol.PROCESBEGELEIDER)
    Aanstelling.objects.create(
        tafel=wereld.tafel,
        lidmaatschap=lid,
        functie=Aanstelling.Functie.PROCESBEGELEIDER,
        van=timezone.localdate(),
    )
    return lid


@pytest.mark.parametrize("naam", ["tafelblad", "tafelblad_pdf"])
def test_the_sheet_is_for_the_municipality_and_for_who_leads_the_table(als: Als, gevuld: Wereld, naam: str) -> None:
    pad = _adres(gevuld, naam)

    codes = {wie: als(gevuld[wie]).get(pad).status_code for wie in ("financieel", "anker", "buiten")}

    assert codes == {"financieel": 200, "anker": 403, "buiten": 404}
    stel_aan(gevuld, gevuld["anker"])
    assert als(gevuld["anker"]).get(pad).status_code == 200
    assert als(stel_aan(gevuld)).get(pad).status_code == 200


def test_a_participant_who_does_not_lead_is_refused(gevuld: Wereld) -> None:
    with pytest.raises(GeenRecht) as fout:
        blad_van(gevuld, "anker")

    assert fout.value.code == "tafelblad.leidt_niet"


@pytest.mark.parametrize("wie", ["beoordelaar", "anker"])
def test_the_sheet_costs_12_queries_for_2_and_for_20(als: Als, gevuld: Wereld, wie: str) -> None:
    stel_aan(gevuld, gevuld["anker"])
    client = als(gevuld[wie])
    verbind(gevuld, gevuld.anker, gevuld.brug)
    voor = kosten(client, _adres(gevuld))

    vergroot(gevuld, 20)
    verbind(gevuld, gevuld.brug, gevuld.anker)
    na = kosten(client, _adres(gevuld))

    assert len(na) == len(voor) <= 12, "\n".join(na)


# --- on the page of the application ---


def test_the_application_shows_an_alliance_to_its_members_and_not_to_the_others(als: Als, gevuld: Wereld) -> None:
    verband = verbind(gevuld, gevuld.anker, maak_organisatie())
    pad = _adres(gevuld, "aanvraag_detail")
    assert verband.naam not in als(gevuld["anker"]).get(pad).content.decode()

    Verbandlid.objects.create(verband=verband, organisatie=gevuld.brug, schil=2, van=timezone.localdate())

    assert verband.naam in als(gevuld["anker"]).get(pad).content.decode()
    derde = maak_lid(Rol.TEKENBEVOEGDE)
    vul_deel(Aanvraagdeel.objects.create(aanvraag=gevuld.aanvraag, organisatie=derde.organisatie))
    antwoord = als(derde).get(pad)
    assert antwoord.status_code == 200
    assert verband.naam not in antwoord.content.decode()


# --- the form of a machtiging ---


def test_the_form_of_a_machtiging_tells_who_signs_for_whom(als: Als, gevuld: Wereld) -> None:
    machtiging = maak_machtiging(gevuld.anker, gevuld["brug"], gevuld["anker"], document=None)
    pad = reverse("subsidies:machtiging_pdf", args=[machtiging.pk])

    antwoord = als(gevuld["anker"]).get(pad)

    (tekst,) = bladzijden(antwoord.content)
    for woord in ("Stichting Voorbeeld Anker", gevuld["brug"].gebruiker.naam, machtiging.reikwijdte, "Handtekening"):
        assert woord in tekst
    assert als(gevuld["buiten"]).get(pad).status_code == 404
    assert als(gevuld["beoordelaar"]).get(pad).status_code == 200


def test_the_way_to_a_machtiging_lists_ones_own_and_offers_the_form(als: Als, gevuld: Wereld) -> None:
    machtiging = maak_machtiging(gevuld.anker, gevuld["brug"], gevuld["anker"], document=None)
    pad = _adres(gevuld, "machtiging_regelen")
    formulier = reverse("subsidies:machtiging_pdf", args=[machtiging.pk])
    nieuw = reverse("organisaties:machtiging_nieuw", args=[gevuld.anker.pk])

    eigen, leest, ander = (als(gevuld[wie]).get(pad).content.decode() for wie in ("anker", "anker_leest", "brug"))

    assert (formulier in eigen, nieuw in eigen) == (True, True)
    assert (formulier in leest, nieuw in leest) == (True, False)
    assert formulier not in ander
    assert als(gevuld["buiten"]).get(pad).status_code == 404
