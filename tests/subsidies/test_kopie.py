"""The frozen copy: read back from what was submitted, made once as an accessible PDF."""

import io

import pypdf
import pytest

from kern.bestanden import lees
from organisaties.models import Organisatie
from subsidies.kopie import ingediend_dossier
from subsidies.models import Indiening, Kopie
from subsidies.regels.inhoud import indiening_inhoud
from subsidies.selectors import laad_dossier
from subsidies.services.kopie import maak_kopie, pdf_van
from tests.subsidies.conftest import Wereld, tegelijk


def test_what_was_frozen_reads_back_as_what_was_written(ingediend: Wereld) -> None:
    indiening = Indiening.objects.get()
    levend = laad_dossier(ingediend.aanvraag)

    terug = ingediend_dossier(ingediend.aanvraag, indiening)

    assert indiening_inhoud(terug) == indiening_inhoud(levend)
    assert terug.gevraagd == levend.gevraagd
    assert [deel.aanbod[0].bereik for deel in terug.delen] == [deel.aanbod[0].bereik for deel in levend.delen]


def test_the_first_format_reads_back_too(ingediend: Wereld) -> None:
    indiening = Indiening.objects.get()
    for deel in indiening.inhoud["delen"]:
        for voorziening in deel["voorzieningen"]:
            for nieuw in ("bereik", "kosten", "uitvoerder"):
                del voorziening[nieuw]
            voorziening |= {"bereik_per_jaar": 100, "clientondersteuning": True}
    del indiening.inhoud["niet_meer"]

    terug = ingediend_dossier(ingediend.aanvraag, indiening)

    aanbod = terug.delen[0].aanbod[0]
    assert (aanbod.bereik, aanbod.clientondersteuning) == (dict.fromkeys(ingediend.aanvraag.jaren, 100), 100)


def test_the_copy_is_made_once_and_shows_what_was_submitted(ingediend: Wereld) -> None:
    indiening = Indiening.objects.get()
    Organisatie.objects.filter(pk=ingediend.brug.pk).update(naam="Stichting Voorbeeld Later")

    gemaakt = [maak_kopie(indiening_id=indiening.pk), maak_kopie(indiening_id=indiening.pk)]

    assert gemaakt == [True, False]
    inhoud = lees(Kopie.objects.get().bestand)
    pdf = pypdf.PdfReader(io.BytesIO(inhoud))
    tekst = "\n".join(bladzijde.extract_text() for bladzijde in pdf.pages)
    for woord in (ingediend.aanvraag.kenmerk, "Stichting Voorbeeld Brug", "Buurthuis", "60.000"):
        assert woord in tekst
    assert "Stichting Voorbeeld Later" not in tekst
    assert (pdf.trailer["/Root"]["/Lang"], pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]) == ("nl", True)


def test_the_same_content_gives_the_same_bytes(ingediend: Wereld) -> None:
    indiening = Indiening.objects.select_related("aanvraag__uitvraag", "aanvraag__tafel__thema").get()

    assert pdf_van(indiening) == pdf_van(indiening)


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_one_copy(ingediend: Wereld) -> None:
    nummer = Indiening.objects.get().pk

    uitkomsten = tegelijk(*[lambda: maak_kopie(indiening_id=nummer)] * 2)

    assert uitkomsten == ["gelukt", "gelukt"]
    assert Kopie.objects.count() == 1
