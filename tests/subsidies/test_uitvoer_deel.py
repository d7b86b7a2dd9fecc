"""The part of a participant for its board: PDF and ODT say the same, and only the right people get them."""

import io
from collections.abc import Callable

import pypdf
import pytest
from django.test import Client
from django.urls import reverse
from odfdo import Document

from brieven.documenten import pdf
from brieven.fouten import BriefFout, Foutcode
from brieven.templatetags.brief import procent
from kern.geld import als_bedrag
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from subsidies.selectors import laad_dossier
from subsidies.services import begroting as begrotingen
from subsidies.services import deelnemen
from subsidies.uitvoer.deel_odt import als_odt
from subsidies.uitvoer.deel_pdf import als_pdf
from subsidies.uitvoer.deelstuk import Deelstuk, maak_deelstuk
from tests.hulp.fabriek import maak_lid, maak_machtiging
from tests.subsidies.conftest import Wereld, bewaar_voorziening, post

Als = Callable[[Lidmaatschap], Client]


def stuk_van(wereld: Wereld) -> Deelstuk:
    """The part of Anker as it stands now."""
    dossier = laad_dossier(wereld.aanvraag)
    deel = dossier.deel_van(wereld.anker.pk)
    assert deel is not None
    return maak_deelstuk(dossier, deel, stand="doet mee", datum=wereld.aanvraag.aangemaakt_op.date())


def pdf_tekst(inhoud: bytes) -> str:
    return " ".join(
        " ".join(bladzijde.extract_text() for bladzijde in pypdf.PdfReader(io.BytesIO(inhoud)).pages).split()
    )


def odt_tekst(inhoud: bytes) -> str:
    lichaam = Document(io.BytesIO(inhoud)).body
    return " ".join(" ".join(element.inner_text for element in lichaam.get_elements("//text:p|//text:h")).split())


def bedragen(stuk: Deelstuk) -> list[str]:
    """Every figure on the paper, as it is written there."""
    rijen = [*stuk.verdeling, stuk.totaal]
    uitkomsten = [
        procent(waarde) if rij.vorm == "procent" else als_bedrag(waarde)
        for rij in stuk.beeld
        for waarde in (*rij.per_jaar.values(), rij.samen)
        if waarde is not None
    ]
    return [
        *uitkomsten,
        *(als_bedrag(bedrag) for rij in rijen for bedrag in (*rij.per_jaar, rij.samen)),
        *(procent(rij.aandeel) for rij in rijen if rij.aandeel is not None),
        *(als_bedrag(bedrag) for regel in stuk.deel.posten for bedrag in regel.bedragen.values()),
        *(als_bedrag(bedrag) for bedrag in stuk.deel.gevraagd.values()),
    ]


@pytest.fixture
def begroot(gevuld: Wereld) -> Wereld:
    """Anker has costs of three kinds, other funders, and a voorziening with everything in it."""
    deel = gevuld.deel(gevuld.anker)
    soorten = {"loon": "41234.50", "huisvesting": "8765.25", "eigen": "1111.11", "afhankelijk": "2222.22"}
    begrotingen.bewaar_begroting(
        deel_id=deel.pk,
        posten=[post(bedrag, soort) for soort, bedrag in soorten.items()],
        versie=deel.begroting_versie,
        vorig_jaar=45000,
        door=gevuld["anker"],
    )
    bewaar_voorziening(deel, "Eettafel", gevuld["anker"], uitvoerder="Kok", clientondersteuning=25, preventief=True)
    return gevuld


def test_pdf_and_odt_hold_the_same_figures_and_names(begroot: Wereld) -> None:
    stuk = stuk_van(begroot)

    teksten = pdf_tekst(als_pdf(stuk)), odt_tekst(als_odt(stuk))

    namen = [waarde for _, waarde in stuk.feiten] + [rij.organisatie for rij in stuk.verdeling]
    namen += [aanbod.naam for aanbod in stuk.deel.aanbod] + [rij.naam for rij in stuk.beeld] + list(stuk.mist)
    for tekst in teksten:
        assert [wat for wat in (*namen, *bedragen(stuk)) if wat not in tekst] == []


def test_every_line_of_the_odt_stands_in_the_pdf(begroot: Wereld) -> None:
    stuk = stuk_van(begroot)
    op_papier = pdf_tekst(als_pdf(stuk))
    lichaam = Document(io.BytesIO(als_odt(stuk))).body

    regels = [" ".join(element.inner_text.split()) for element in lichaam.get_elements("//text:list-item|//text:h")]

    assert len(regels) > 20
    assert [regel for regel in regels if regel not in op_papier] == []


def test_the_figures_are_those_of_the_part(begroot: Wereld) -> None:
    stuk = stuk_van(begroot)

    per_code = {rij.code: rij for rij in stuk.beeld}
    assert {code: str(per_code[code].samen) for code in ("kosten", "loon", "loonaandeel", "gevraagd")} == {
        "kosten": "99999.50",
        "loon": "82469.00",
        "loonaandeel": "82.5",
        "gevraagd": "93332.84",
    }
    assert [str(rij.aandeel) for rij in stuk.verdeling] == ["53.8", "46.2"]
    assert str(stuk.totaal.samen) == "173332.84"


def test_a_draft_is_marked_and_says_what_is_missing_and_a_submission_is_not(gevuld: Wereld) -> None:
    stuk = stuk_van(gevuld)

    assert (stuk.merk, list(stuk.mist)) == ("CONCEPT · VOORBEELD", ["Geef akkoord op uw deel"])
    for tekst in (pdf_tekst(als_pdf(stuk)), odt_tekst(als_odt(stuk))):
        assert "CONCEPT" in tekst
        assert "nog niet ingediend" in tekst


def test_what_was_submitted_carries_no_mark_of_a_draft(ingediend: Wereld) -> None:
    stuk = stuk_van(ingediend)

    assert (stuk.merk, list(stuk.mist)) == ("VOORBEELD", [])
    for tekst in (pdf_tekst(als_pdf(stuk)), odt_tekst(als_odt(stuk))):
        assert "CONCEPT" not in tekst
        assert "Wat mist nog" not in tekst


def test_an_empty_part_makes_a_paper_too(concept: Wereld) -> None:
    bewaar_voorziening(concept.deel(concept.anker), "", concept["anker"], omschrijving="")
    stuk = stuk_van(concept)

    for tekst in (pdf_tekst(als_pdf(stuk)), odt_tekst(als_odt(stuk))):
        assert "Vul de begroting in" in tekst
        assert "Voorziening zonder naam" in tekst


def test_the_same_part_gives_the_same_bytes(gevuld: Wereld) -> None:
    assert als_pdf(stuk_van(gevuld)) == als_pdf(stuk_van(gevuld))
    assert als_odt(stuk_van(gevuld)) == als_odt(stuk_van(gevuld))


def test_a_part_of_60_voorzieningen_stays_within_one_document(gevuld: Wereld) -> None:
    deel = gevuld.deel(gevuld.anker)
    for nummer in range(60):
        bewaar_voorziening(deel, f"Voorziening {nummer}", gevuld["anker"], omschrijving="Elke dag open. " * 20)

    tekst = pdf_tekst(als_pdf(stuk_van(gevuld)))

    assert [nummer for nummer in range(60) if f"Voorziening {nummer} Elke dag open." not in tekst] == []


# --- the pages ---


def adres(wereld: Wereld, naam: str) -> str:
    return reverse(f"subsidies:{naam}", args=[wereld.aanvraag.kenmerk, wereld.deel(wereld.anker).pk])


@pytest.mark.parametrize(
    ("naam", "soort", "begin"),
    [
        ("deel_pdf", "application/pdf", b"%PDF"),
        ("deel_odt", "application/vnd.oasis.opendocument.text", b"PK"),
    ],
)
def test_a_reader_of_the_organisation_downloads_its_part(
    als: Als, gevuld: Wereld, naam: str, soort: str, begin: bytes
) -> None:
    antwoord = als(gevuld["anker_leest"]).get(adres(gevuld, naam))

    assert (antwoord.status_code, antwoord["Content-Type"]) == (200, soort)
    assert antwoord.content.startswith(begin)
    assert antwoord["Content-Disposition"].endswith(f'stichting-voorbeeld-anker.{naam[-3:]}"')
    assert antwoord["Cache-Control"] == "no-store"


@pytest.mark.parametrize("naam", ["deel_pdf", "deel_odt", "sinds_akkoord"])
def test_who_sits_at_the_same_table_is_refused_and_gets_it_under_a_machtiging(
    als: Als, gevuld: Wereld, naam: str
) -> None:
    client, pad = als(gevuld["brug"]), adres(gevuld, naam)

    assert client.get(pad).status_code == 403
    maak_machtiging(gevuld.anker, gevuld["brug"], gevuld["anker"])
    assert client.get(pad).status_code == 200


@pytest.mark.parametrize("naam", ["deel_pdf", "deel_odt", "sinds_akkoord"])
def test_for_an_outsider_there_is_no_part(als: Als, gevuld: Wereld, naam: str) -> None:
    assert als(gevuld["buiten"]).get(adres(gevuld, naam)).status_code == 404
    assert als(maak_lid(Rol.COMMISSIELID)).get(adres(gevuld, naam)).status_code == 403
    assert als(gevuld["financieel"]).get(adres(gevuld, naam)).status_code == 200


def test_who_left_still_gets_its_part(als: Als, gevuld: Wereld) -> None:
    deel = gevuld.deel(gevuld.brug)
    deelnemen.stap_uit(deel_id=deel.pk, reden="Geen tijd.", door=gevuld["brug"])

    antwoord = als(gevuld["brug"]).get(reverse("subsidies:deel_pdf", args=[gevuld.aanvraag.kenmerk, deel.pk]))

    tekst = pdf_tekst(antwoord.content)
    assert "Dit deel: uitgestapt" in tekst
    assert "40.000,00" in tekst


def test_a_part_that_cannot_be_made_sends_back_with_the_reason(
    als: Als, gevuld: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    def te_lang(*_: object) -> None:
        raise BriefFout(Foutcode.TE_VEEL_BLADZIJDEN)

    monkeypatch.setattr(pdf, "naar_pdf", te_lang)

    antwoord = als(gevuld["anker"]).get(adres(gevuld, "deel_pdf"), follow=True)

    assert antwoord.redirect_chain == [(reverse("subsidies:aanvraag_detail", args=[gevuld.aanvraag.kenmerk]), 302)]
    assert pdf.TE_LANG in antwoord.content.decode()
