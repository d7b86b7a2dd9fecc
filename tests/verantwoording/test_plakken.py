"""Numbers from a spreadsheet: shown first, written when confirmed, all of them or none."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap
from subsidies.models import Onderdeel, Versie
from tests.hulp.bestanden import upload
from tests.subsidies.conftest import geweigerd
from tests.uitvoering.conftest import Wereld
from tests.verantwoording.planhulp import maak_afspraak
from tests.verantwoording.verslaghulp import deel_van, inhoud, maak_compleet, meet, verslag_van
from thematafels.models import Niveau
from verantwoording.metingblad.verschil import vergelijk
from verantwoording.models import Meetafspraak, Meting, NietGemeten
from verantwoording.regels.plek import GEHEEL
from verantwoording.selectors.metingblad import laad_meetplan
from verantwoording.services.indienen import dien_in
from verantwoording.services.openen import vul_aan
from verantwoording.services.plakken import schrijf_metingen
from verantwoording.services.verslag import bewaar_verslag, zet_metingen

pytestmark = pytest.mark.django_db
Als = Callable[[Lidmaatschap], Client]
GROEP = "Voorbeelddoelgroep"
GETALLEN = f"Koffie\tKoffie: bereik\t\t\t1.250\nKoffie\tKoffie: aanbod\t\t\t\nKoffie\tKoffie: bereik\t{GROEP}\t\t0\n"


def adres(wereld: Wereld) -> str:
    return reverse("verantwoording:plakken", args=[wereld.aanvraag.kenmerk, deel_van(wereld).pk])


def geplakt(wereld: Wereld, tekst: str = GETALLEN) -> str:
    groep = wereld.tafel.thema.doelgroepen.get().naam
    return tekst.replace(GROEP, groep)


def bekijk(client: Client, wereld: Wereld, tekst: str = GETALLEN, **erbij: Any) -> HttpResponse:
    return client.post(adres(wereld), {"plak": geplakt(wereld, tekst)} | erbij)


def bevestig(client: Client, wereld: Wereld, voorbeeld: Any) -> HttpResponse:
    """As the page sends it."""
    return client.post(
        adres(wereld),
        {"plak": voorbeeld.context["form"]["plak"].value(), "gezien": voorbeeld.context["verschil"].hash},
    )


def metingen() -> list[tuple[str, str | None, Decimal]]:
    return list(
        Meting.objects.order_by("meetafspraak", "doelgroep").values_list(
            "meetafspraak__naam", "doelgroep__naam", "waarde"
        )
    )


def test_what_is_pasted_is_shown_and_nothing_is_written(als: Als, geopend: Wereld) -> None:
    pagina = bekijk(als(geopend["anker"]), geopend)

    tekst = pagina.content.decode()
    assert pagina.status_code == 200
    assert "niet gemeten" in tekst
    assert "1.250 bewoners" in tekst
    assert [len(pagina.context["verschil"].wijzigingen), pagina.context["leeg"]] == [2, 1]
    assert metingen() == []


def test_who_confirms_gets_exactly_what_was_shown_with_a_version(als: Als, geopend: Wereld) -> None:
    client = als(geopend["anker"])
    groep = geopend.tafel.thema.doelgroepen.get().naam

    antwoord = bevestig(client, geopend, bekijk(client, geopend))

    assert (antwoord.status_code, antwoord["Location"]) == (
        302,
        reverse("verantwoording:deelverslag", args=[geopend.aanvraag.kenmerk, deel_van(geopend).pk]),
    )
    assert metingen() == [
        ("Koffie: bereik", groep, Decimal("0.00")),
        ("Koffie: bereik", None, Decimal("1250.00")),
    ]
    [versie] = Versie.objects.filter(soort=Onderdeel.VERSLAG, onderdeel=verslag_van(geopend).pk)
    assert (versie.nummer, versie.door) == (1, geopend["anker"])
    assert len(versie.inhoud["metingen"][str(meet(verslag_van(geopend)))]) == 2
    [feit] = Gebeurtenis.objects.filter(soort="verslag.ingelezen")
    assert feit.feiten["getallen"] == 2


def test_what_the_sheet_does_not_name_stays_and_a_reason_goes(als: Als, geopend: Wereld) -> None:
    verslag = verslag_van(geopend)
    aanbod, bereik, bewoner = (meet(verslag, niveau) for niveau in (Niveau.AANBOD, Niveau.BEREIK, Niveau.BEWONER))
    redenen = {str(bereik): "Geen tijd.", str(bewoner): "Niemand vroeg het."}
    bewaar_verslag(
        verslag_id=verslag.pk,
        inhoud=inhoud(verslag, metingen={str(aanbod): {"geheel": "12.00"}}, niet_gemeten=redenen, werkte="De soep."),
        versie=0,
        door=geopend["anker"],
    )
    client = als(geopend["anker"])
    voorbeeld = bekijk(client, geopend)
    assert "Vervalt: niet gemeten, omdat ‘Geen tijd.’" in voorbeeld.content.decode()

    bevestig(client, geopend, voorbeeld)

    assert Meting.objects.get(meetafspraak=aanbod).waarde == Decimal("12.00")
    assert list(NietGemeten.objects.values_list("meetafspraak", flat=True)) == [bewoner]
    assert verslag_van(geopend).werkte == "De soep."


def test_one_wrong_row_and_nothing_is_read_while_the_text_stays(als: Als, geopend: Wereld) -> None:
    tekst = f"{GETALLEN}Thee\tBezoekers\t\t\tvijf\n"

    pagina = bekijk(als(geopend["anker"]), geopend, tekst)

    assert pagina.status_code == 422
    assert "Rij 4, activiteit: ‘Thee’ staat niet in wat is afgesproken." in pagina.content.decode()
    assert pagina.context["form"]["plak"].value() == geplakt(geopend, tekst)
    assert metingen() == []


@pytest.mark.parametrize(
    ("tekst", "melding"),
    [
        ("", "Plak eerst cellen in het vak, of kies een bestand."),
        (" \n ", "Plak eerst cellen in het vak, of kies een bestand."),
        ("Wij telden er vijf.", "Tussen de cellen hoort een tab of een puntkomma."),
    ],
)
def test_what_is_no_block_of_cells_is_refused(als: Als, geopend: Wereld, tekst: str, melding: str) -> None:
    pagina = bekijk(als(geopend["anker"]), geopend, tekst)

    assert pagina.status_code == 422
    assert melding in pagina.content.decode()


def test_of_the_two_ways_in_neither_is_called_optional(als: Als, geopend: Wereld) -> None:
    client = als(geopend["anker"])

    assert "niet verplicht" not in client.get(adres(geopend)).content.decode()
    assert bekijk(client, geopend, "").status_code == 422


@pytest.mark.parametrize("formaat", ["xlsx", "ods", "csv"])
def test_the_sheet_goes_out_and_comes_back(als: Als, geopend: Wereld, formaat: str) -> None:
    verslag = verslag_van(geopend)
    zet_metingen(
        verslag_id=verslag.pk,
        waarden={(meet(verslag), (None, None)): Decimal("62.50")},
        versie=0,
        door=geopend["anker"],
    )
    client = als(geopend["anker"])
    blad = client.get(
        reverse("verantwoording:plakblad", args=[geopend.aanvraag.kenmerk, deel_van(geopend).pk, formaat])
    )

    pagina = client.post(adres(geopend), {"plak": "", "bestand": upload(blad.content, f"blad.{formaat}")})

    assert f".{formaat}" in blad["Content-Disposition"]
    assert pagina.status_code == 200
    assert (len(pagina.context["verschil"].wijzigingen), pagina.context["verschil"].gelijk) == (0, 1)
    assert "Er verandert niets." in pagina.content.decode()


def test_a_file_and_a_text_together_are_refused(als: Als, geopend: Wereld) -> None:
    pagina = bekijk(als(geopend["anker"]), geopend, bestand=upload(b"a;b\n1;2\n", "blad.csv"))

    assert pagina.status_code == 422
    assert "Plak cellen of kies een bestand, niet allebei." in pagina.content.decode()


def test_what_was_saved_in_between_is_shown_again_and_nothing_is_overwritten(als: Als, geopend: Wereld) -> None:
    client, verslag = als(geopend["anker"]), verslag_van(geopend)
    voorbeeld = bekijk(client, geopend)
    zet_metingen(
        verslag_id=verslag.pk, waarden={(meet(verslag), (None, None)): Decimal(99)}, versie=0, door=geopend["anker"]
    )

    pagina = bevestig(client, geopend, voorbeeld)

    assert pagina.status_code == 422
    assert "Intussen is er iets bewaard." in pagina.content.decode()
    assert [een.oud for een in pagina.context["verschil"].wijzigingen] == [Decimal("99.00"), None]
    assert metingen() == [("Koffie: bereik", None, Decimal("99.00"))]
    assert bevestig(client, geopend, pagina).status_code == 302
    assert len(metingen()) == 2


def test_a_save_between_comparing_and_writing_undoes_all_of_it(geopend: Wereld) -> None:
    soep = maak_afspraak(geopend.deel(geopend.anker), "Soep", 9)
    eters = Meetafspraak.objects.create(
        afspraak=soep, niveau="bereik", naam="Eters", eenheid="bewoners", richting="hoger"
    )
    vul_aan(aanvraag_id=geopend.aanvraag.pk)
    koffie, soepverslag = verslag_van(geopend), verslag_van(geopend, "Soep")
    waarden = {(een.pk, pk, GEHEEL): Decimal(5) for een, pk in ((koffie, meet(koffie)), (soepverslag, eters.pk))}
    verschil = vergelijk(laad_meetplan(koffie.deelverslag), waarden)
    bewaar_verslag(
        verslag_id=soepverslag.pk, inhoud=inhoud(soepverslag, werkte="Ja."), versie=0, door=geopend["anker"]
    )

    with geweigerd("versie.conflict"):
        schrijf_metingen(deelverslag_id=koffie.deelverslag_id, verschil=verschil, door=geopend["anker"])


def test_the_text_can_be_taken_back_to_change_it(als: Als, geopend: Wereld) -> None:
    pagina = bekijk(als(geopend["anker"]), geopend, aanpassen="1")

    assert pagina.status_code == 200
    assert pagina.context["form"]["plak"].value() == geplakt(geopend)
    assert "Wat er verandert" not in pagina.content.decode().split("</title>")[0]


def test_after_submitting_nothing_is_read(als: Als, geopend: Wereld) -> None:
    maak_compleet(geopend)
    client = als(geopend["anker"])
    voorbeeld = bekijk(client, geopend)
    dien_in(deelverslag_id=deel_van(geopend).pk, door=geopend["anker"])

    pagina = bevestig(client, geopend, voorbeeld)

    assert pagina.status_code == 422
    assert "Het verslag is ingediend. U kunt het niet meer wijzigen." in pagina.content.decode()
    assert "<textarea" not in client.get(adres(geopend)).content.decode()
    assert Decimal("1250.00") not in [waarde for *_, waarde in metingen()]


@pytest.mark.parametrize(("wie", "status"), [("anker_leest", 403), ("brug", 403), ("buiten", 404)])
def test_only_who_writes_there_pastes(als: Als, geopend: Wereld, wie: str, status: int) -> None:
    client = als(geopend[wie])

    assert (client.get(adres(geopend)).status_code, bekijk(client, geopend).status_code) == (status, status)
    assert metingen() == []


@pytest.mark.parametrize("activiteiten", [1, 12])
def test_the_preview_costs_the_same_whatever_the_size(als: Als, geopend: Wereld, activiteiten: int) -> None:
    for nummer in range(activiteiten - 1):
        maak_afspraak(geopend.deel(geopend.anker), f"Activiteit {nummer}", 10 + nummer)
    vul_aan(aanvraag_id=geopend.aanvraag.pk)
    client = als(geopend["anker"])

    with CaptureQueriesContext(connection) as opgevangen:
        assert bekijk(client, geopend).status_code == 200

    assert len(opgevangen) <= 12
