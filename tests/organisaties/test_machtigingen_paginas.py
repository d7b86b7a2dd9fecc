"""The pages of a machtiging (Awb 2:1): from form to signed form, and who sees what."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from organisaties.models import Lidmaatschap, Machtiging, Rol
from organisaties.models.machtiging import REIKWIJDTE
from organisaties.selectors import (
    gegeven_machtigingen,
    mijn_export,
    ontvangen_machtigingen,
)
from tests.hulp.fabriek import PNG, maak_bestand, maak_machtiging
from tests.organisaties.conftest import maak_lid, maak_organisatie
from tests.organisaties.machtigen import JAAR, VANDAAG, scan

pytestmark = pytest.mark.django_db

Inloggen = Callable[[Lidmaatschap], Client]


def test_from_form_to_signed_form_from_page_to_page(
    tekenbevoegde: Lidmaatschap, ander: Lidmaatschap, als: Inloggen
) -> None:
    client, pk = als(tekenbevoegde), tekenbevoegde.organisatie_id
    assert (
        reverse("organisaties:machtigingen", args=[pk])
        in client.get(reverse("organisaties:detail", args=[pk])).content.decode()
    )

    gemaakt = client.post(
        reverse("organisaties:machtiging_nieuw", args=[pk]),
        {
            "bij": ander.organisatie_id,
            "email": ander.gebruiker.email,
            "reikwijdte": REIKWIJDTE,
            "van": f"{VANDAAG:%d-%m-%Y}",
            "tot": f"{VANDAAG + JAAR:%d-%m-%Y}",
        },
    )
    machtiging = Machtiging.objects.get()
    formulier = client.get(gemaakt["Location"]).content.decode()
    geplaatst = client.post(
        reverse("organisaties:machtiging_document", args=[machtiging.pk]), {"bestand": scan()}, follow=True
    )

    assert gemaakt["Location"] == reverse("organisaties:machtiging_formulier", args=[machtiging.pk])
    assert "Handtekening" in formulier
    assert "Wacht op het getekende formulier" in formulier
    assert "Geldt" in geplaatst.content.decode()
    download = client.get(reverse("organisaties:machtiging_download", args=[machtiging.pk]))
    assert (download.content, download["Content-Type"]) == (PNG, "image/png")


def test_a_refused_form_keeps_what_was_typed(tekenbevoegde: Lidmaatschap, ander: Lidmaatschap, als: Inloggen) -> None:
    antwoord = als(tekenbevoegde).post(
        reverse("organisaties:machtiging_nieuw", args=[tekenbevoegde.organisatie_id]),
        {
            "bij": ander.organisatie_id,
            "email": "onbekend@voorbeeld.example",
            "reikwijdte": REIKWIJDTE,
            "van": f"{VANDAAG:%d-%m-%Y}",
            "tot": f"{VANDAAG + JAAR:%d-%m-%Y}",
        },
    )

    assert antwoord.status_code == 422
    assert list(antwoord.context["form"].errors) == ["email"]
    assert 'value="onbekend@voorbeeld.example"' in antwoord.content.decode()


def test_a_natural_person_is_not_in_the_list_of_organisations(tekenbevoegde: Lidmaatschap, als: Inloggen) -> None:
    maak_organisatie("Mevrouw Voorbeeld", aanvrager_soort="natuurlijk_persoon")

    pagina = als(tekenbevoegde).get(reverse("organisaties:machtiging_nieuw", args=[tekenbevoegde.organisatie_id]))

    assert "Mevrouw Voorbeeld" not in pagina.content.decode()
    assert tekenbevoegde.organisatie.naam in pagina.content.decode()


def test_a_form_in_quarantine_is_explained_and_not_handed_out(
    tekenbevoegde: Lidmaatschap, ander: Lidmaatschap, als: Inloggen
) -> None:
    machtiging = maak_machtiging(tekenbevoegde.organisatie, ander, tekenbevoegde, document=maak_bestand("quarantaine"))

    antwoord = als(tekenbevoegde).get(reverse("organisaties:machtiging_download", args=[machtiging.pk]), follow=True)

    assert antwoord.redirect_chain == [(reverse("organisaties:machtiging_formulier", args=[machtiging.pk]), 302)]
    assert "nog gecontroleerd op virussen" in antwoord.content.decode()


def test_the_gemachtigde_takes_the_form_and_a_reader_beside_them_does_not(
    tekenbevoegde: Lidmaatschap, ander: Lidmaatschap, als: Inloggen
) -> None:
    machtiging = maak_machtiging(tekenbevoegde.organisatie, ander, tekenbevoegde)
    pad = reverse("organisaties:machtiging_download", args=[machtiging.pk])
    meelezer = maak_lid(Rol.MEELEZER, ander.organisatie)

    assert als(ander).get(pad).status_code == 200
    assert als(meelezer).get(pad).status_code == 403
    assert als(maak_lid(Rol.TEKENBEVOEGDE)).get(pad).status_code == 404


def test_given_and_received_stand_apart(tekenbevoegde: Lidmaatschap, ander: Lidmaatschap) -> None:
    machtiging = maak_machtiging(tekenbevoegde.organisatie, ander, tekenbevoegde)

    gegeven = gegeven_machtigingen(tekenbevoegde.organisatie, VANDAAG)
    ontvangen = ontvangen_machtigingen(ander.organisatie, VANDAAG)

    assert [rij.pk for rij in gegeven] == [rij.pk for rij in ontvangen] == [machtiging.pk]
    assert ontvangen_machtigingen(tekenbevoegde.organisatie, VANDAAG) == []
    assert (gegeven[0].van_wie, gegeven[0].bij) == (tekenbevoegde.organisatie.naam, ander.organisatie.naam)


def test_a_person_takes_along_for_whom_they_signed(tekenbevoegde: Lidmaatschap, ander: Lidmaatschap) -> None:
    machtiging = maak_machtiging(tekenbevoegde.organisatie, ander, tekenbevoegde)

    assert mijn_export(ander.gebruiker)["machtigingen"] == [
        {
            "voor": tekenbevoegde.organisatie.naam,
            "van": machtiging.van.isoformat(),
            "tot": machtiging.tot.isoformat(),
            "waarvoor": REIKWIJDTE,
        }
    ]
