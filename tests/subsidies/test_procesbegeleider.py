"""Who chairs the table or guides its process: what that opens, and that it closes again on the last day."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kern.fouten import GeenRecht
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from subsidies.models import Aanvraag, Klad
from subsidies.selectors import zichtbaar_voor
from subsidies.services import akkoord, indienen
from subsidies.services import antwoord as antwoorden
from subsidies.services.begroting import bewaar_begroting
from tests.hulp.fabriek import maak_aanvraag, maak_lid, maak_organisatie, maak_uitvraag, tafels_van
from tests.subsidies.conftest import Wereld, geweigerd, post
from tests.subsidies.tafelgesprek import dag, intern, plaats, stel_aan
from thematafels.models import Aanstelling

Als = Callable[[Lidmaatschap], Client]


def paginas(wereld: Wereld) -> dict[str, tuple[Any, ...]]:
    """Everything that is read of a draft."""
    deel = wereld.deel(wereld.anker)
    tekst = wereld.aanvraag.antwoorden.first()
    return {
        "aanvraag_detail": (),
        "aanvraag_lees": (),
        "akkoorden": (),
        "herinneren": (),
        "opmerkingen": (),
        "dekking": (),
        "antwoord_wijzig": (tekst.pk,),
        "geschiedenis": ("antwoord", tekst.pk),
        "geschiedenis_deel": (deel.pk,),
        "voorzieningen": (deel.pk,),
    }


def bekijk(client: Client, wereld: Wereld) -> dict[str, int]:
    kenmerk = wereld.aanvraag.kenmerk
    return {
        naam: client.get(reverse(f"subsidies:{naam}", args=[kenmerk, *args])).status_code
        for naam, args in paginas(wereld).items()
    }


def test_who_is_appointed_reads_the_application_and_nobody_else_of_the_office_does(als: Als, gevuld: Wereld) -> None:
    begeleider = stel_aan(gevuld)
    ander = maak_lid(Rol.PROCESBEGELEIDER, begeleider.organisatie)

    assert set(bekijk(als(begeleider), gevuld).values()) == {200}
    assert set(bekijk(als(ander), gevuld).values()) == {404}


@pytest.mark.parametrize(("van", "tot"), [(-9, -1), (1, None)])
def test_before_and_after_the_appointment_there_is_nothing(
    als: Als, gevuld: Wereld, van: int, tot: int | None
) -> None:
    begeleider = stel_aan(gevuld, van=van, tot=tot)
    tekst = gevuld.aanvraag.antwoorden.first()

    assert set(bekijk(als(begeleider), gevuld).values()) == {404}
    with geweigerd("toegang.rol"):
        antwoorden.bewaar_antwoord(antwoord_id=tekst.pk, tekst="Zo.", versie=tekst.versie, door=begeleider)
    with geweigerd("opmerking.geen_recht"):
        plaats(gevuld, begeleider)


def test_it_is_about_this_table_and_not_about_who_left_it(gevuld: Wereld) -> None:
    begeleider = stel_aan(gevuld)
    maak_aanvraag(tafels_van(maak_uitvraag())[0], maak_organisatie())
    alleen = Aanvraag.objects.get(pk=gevuld.aanvraag.pk)
    alleen.pk, alleen.kenmerk, alleen.zelfstandig = None, "SB-2026-8001", True
    alleen.save()

    assert [aanvraag.kenmerk for aanvraag in zichtbaar_voor(begeleider)] != [alleen.kenmerk]
    assert zichtbaar_voor(begeleider).count() == 1


def test_the_joint_texts_are_written_and_save_themselves(als: Als, gevuld: Wereld) -> None:
    begeleider, tekst = stel_aan(gevuld), gevuld.aanvraag.antwoorden.first()
    client, kenmerk = als(begeleider), gevuld.aanvraag.kenmerk
    invoer = {"tekst": "Van de begeleider.", "versie": str(tekst.versie), "blad": "b1"}

    vanzelf = client.post(reverse("subsidies:bewaar_vanzelf", args=[kenmerk, "antwoord", tekst.pk]), invoer)
    tekst.refresh_from_db()
    assert (vanzelf.status_code, tekst.tekst) == (200, "Van de begeleider.")

    bewaard = client.post(
        reverse("subsidies:antwoord_wijzig", args=[kenmerk, tekst.pk]),
        {"tekst": "Met opzet bewaard.", "versie": str(tekst.versie)},
    )
    tekst.refresh_from_db()
    assert (bewaard.status_code, tekst.tekst, Klad.objects.count()) == (302, "Met opzet bewaard.", 0)


def test_a_part_a_budget_an_akkoord_and_the_submission_are_not(gevuld: Wereld, als: Als) -> None:
    begeleider, deel = stel_aan(gevuld), gevuld.deel(gevuld.anker)
    client, kenmerk = als(begeleider), gevuld.aanvraag.kenmerk

    with pytest.raises(GeenRecht):
        bewaar_begroting(deel_id=deel.pk, posten=[post("1.00")], versie=1, door=begeleider)
    with pytest.raises(GeenRecht):
        akkoord.geef_akkoord(deel_id=deel.pk, gezien="", door=begeleider)
    with pytest.raises(GeenRecht):
        indienen.dien_in(aanvraag_id=gevuld.aanvraag.pk, door=begeleider)
    geweigerd_op = {
        naam: client.post(reverse(f"subsidies:{naam}", args=[kenmerk, *args]), {"versie": "1"}).status_code
        for naam, args in {
            "begroting_wijzig": (deel.pk,),
            "voorziening_wijzig": (deel.voorzieningen.get().pk,),
            "voorziening_nieuw": (deel.pk,),
            "akkoord": (deel.pk,),
            "aanvraag_indienen": (),
            "aanvraag_intrekken": (),
            "uitstappen": (deel.pk,),
        }.items()
    }
    assert set(geweigerd_op.values()) == {403}
    begroting = reverse("subsidies:bewaar_vanzelf", args=[kenmerk, "begroting", deel.pk])
    assert client.post(begroting, {"versie": "1", "blad": "b"}).status_code == 403


def test_what_misses_leads_to_the_text_and_to_nothing_of_a_participant(als: Als, concept: Wereld) -> None:
    begeleider = stel_aan(concept)

    pagina = als(begeleider).get(reverse("subsidies:aanvraag_detail", args=[concept.aanvraag.kenmerk]))

    plekken = {gemis.plek: url for _, gemissen in pagina.context["mist"] for gemis, url in gemissen}
    assert pagina.context["mag_schrijven"]
    assert plekken["begroting"] == plekken["voorzieningen"] == plekken["akkoord"] == ""
    assert plekken.get("antwoord") or plekken["teksten"] == "#teksten"


def test_after_submission_the_texts_are_closed_for_who_guides_too(ingediend: Wereld) -> None:
    begeleider, tekst = stel_aan(ingediend), ingediend.aanvraag.antwoorden.first()

    with geweigerd("aanvraag.geen_concept"):
        antwoorden.bewaar_antwoord(antwoord_id=tekst.pk, tekst="Laat.", versie=tekst.versie, door=begeleider)


@pytest.mark.parametrize("wie", ["beoordelaar", "besluitnemer"])
def test_a_chair_from_the_municipality_writes_the_texts_and_keeps_what_it_had(gevuld: Wereld, wie: str) -> None:
    tekst = gevuld.aanvraag.antwoorden.first()
    with geweigerd("toegang.rol"):
        antwoorden.bewaar_antwoord(antwoord_id=tekst.pk, tekst="Zo.", versie=tekst.versie, door=gevuld[wie])

    stel_aan(gevuld, gevuld[wie], functie="voorzitter")
    antwoorden.bewaar_antwoord(antwoord_id=tekst.pk, tekst="Zo.", versie=tekst.versie, door=gevuld[wie])
    plaats(gevuld, gevuld[wie])
    intern(gevuld, wie=wie)

    tekst.refresh_from_db()
    assert tekst.tekst == "Zo."


def test_a_chair_who_only_reads_at_an_organisation_writes_the_texts_and_not_its_part(als: Als, gevuld: Wereld) -> None:
    voorzitter = stel_aan(gevuld, gevuld["anker_leest"], functie="voorzitter")
    tekst, deel = gevuld.aanvraag.antwoorden.first(), gevuld.deel(gevuld.anker)
    client, kenmerk = als(voorzitter), gevuld.aanvraag.kenmerk

    assert client.get(reverse("subsidies:antwoord_wijzig", args=[kenmerk, tekst.pk])).status_code == 200
    assert client.get(reverse("subsidies:begroting_wijzig", args=[kenmerk, deel.pk])).status_code == 403
    Aanstelling.objects.update(tot=dag(-1))
    assert client.get(reverse("subsidies:antwoord_wijzig", args=[kenmerk, tekst.pk])).status_code == 403
    assert client.get(reverse("subsidies:aanvraag_detail", args=[kenmerk])).status_code == 200


def test_the_assessor_reads_that_they_were_at_the_table(als: Als, eens: Wereld) -> None:
    intern(eens)
    stel_aan(eens, eens["besluitnemer"], functie="voorzitter")
    indienen.dien_in(aanvraag_id=eens.aanvraag.pk, door=eens["anker"])
    zaak = reverse("subsidies:zaak_detail", args=[eens.aanvraag.kenmerk])

    gelezen = {wie: als(eens[wie]).get(zaak).content.decode() for wie in ("beoordelaar", "besluitnemer", "financieel")}

    assert "U schreef opmerkingen bij deze aanvraag. Beoordeel haar niet alleen." in gelezen["beoordelaar"]
    assert "U leidde de tafel van deze aanvraag. Beoordeel haar niet alleen." in gelezen["besluitnemer"]
    assert "Beoordeel haar niet alleen" not in gelezen["financieel"]
