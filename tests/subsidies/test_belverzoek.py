"""Asking to be called (Awb 2:1): one request at a time, for the officers only."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from brieven.models import Bericht
from organisaties.toegang import Rol
from subsidies.forms.belverzoek import BelForm
from subsidies.models import Belverzoek
from subsidies.services.belverzoek import meld_gebeld, vraag_om_bellen
from tests.hulp.fabriek import maak_lid
from tests.subsidies.conftest import Wereld, geweigerd, tegelijk

Als = Callable[..., Client]


def vraag(wereld: Wereld, wie: str = "anker") -> Belverzoek:
    return vraag_om_bellen(telefoon="0612345678", vraag="De begroting.", door=wereld[wie])


@pytest.mark.parametrize(
    ("getypt", "nummer"),
    [
        ("06 12 34 56 78", "0612345678"),
        ("06-12345678", "0612345678"),
        ("+31 6 12345678", "0612345678"),
        ("+31 (0)6 12345678", "0612345678"),
        ("0031612345678", "0612345678"),
        ("(023) 555 00 00", "0235550000"),
    ],
)
def test_a_dutch_number_is_kept_as_it_is_dialled(getypt: str, nummer: str) -> None:
    form = BelForm({"telefoon": getypt})

    assert form.is_valid()
    assert form.cleaned_data["telefoon"] == nummer


@pytest.mark.parametrize(
    "getypt", ["", "12345678", "061234567", "06123456789", "0012345678", "+32 2 123 45 67", "bel"]
)
def test_anything_else_is_refused(getypt: str) -> None:
    assert "telefoon" in BelForm({"telefoon": getypt}).errors


def test_the_officers_hear_that_somebody_asks_and_nothing_more(wereld: Wereld) -> None:
    verzoek = vraag(wereld)

    bericht = Bericht.objects.get()
    assert (bericht.ontvanger, bericht.soort) == (wereld["beoordelaar"], "belverzoek")
    assert (bericht.pad, verzoek.afgehandeld_op) == (reverse("subsidies:belverzoeken"), None)


def test_one_request_at_a_time(wereld: Wereld) -> None:
    verzoek = vraag(wereld)

    with geweigerd("belverzoek.open"):
        vraag(wereld)
    meld_gebeld(belverzoek_id=verzoek.pk, door=wereld["beoordelaar"])
    assert vraag(wereld).pk != verzoek.pk


@pytest.mark.fouten
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_request(wereld: Wereld) -> None:
    assert sorted(tegelijk(lambda: vraag(wereld), lambda: vraag(wereld))) == ["belverzoek.open", "gelukt"]

    assert Belverzoek.objects.count() == 1


def test_an_officer_closes_it_once(wereld: Wereld) -> None:
    verzoek = vraag(wereld)

    meld_gebeld(belverzoek_id=verzoek.pk, door=wereld["beoordelaar"])

    verzoek.refresh_from_db()
    assert verzoek.afgehandeld_door == wereld["beoordelaar"]
    with geweigerd("belverzoek.afgehandeld"):
        meld_gebeld(belverzoek_id=verzoek.pk, door=wereld["beoordelaar"])


@pytest.mark.parametrize("wie", ["anker", "besluitnemer"])
def test_nobody_else_closes_it(wie: str, wereld: Wereld) -> None:
    verzoek = vraag(wereld)

    with geweigerd("toegang.rol"):
        meld_gebeld(belverzoek_id=verzoek.pk, door=wereld[wie])


def test_only_a_partner_asks(wereld: Wereld) -> None:
    with geweigerd("toegang.rol"):
        vraag(wereld, "beoordelaar")


def test_from_the_page_to_the_worklist_and_back(concept: Wereld, als: Als) -> None:
    adres = reverse("subsidies:bel_mij_over", args=[concept.aanvraag.kenmerk])
    client = als(concept["anker_leest"])

    gevraagd = client.post(adres, {"telefoon": "06 12 34 56 78", "vraag": "Hoe?"}, follow=True).content.decode()
    nog_eens = client.post(adres, {"telefoon": "06 12 34 56 78"})
    officier = als(concept["beoordelaar"])
    werk = officier.get(reverse("overzichten:werklijst")).content.decode()
    lijst = officier.get(reverse("subsidies:belverzoeken")).content.decode()

    assert "Wij bellen u op 0612345678" in gevraagd
    assert "023 555 00 00 (voorbeeld)" in gevraagd
    assert (nog_eens.status_code, Belverzoek.objects.get().aanvraag) == (422, concept.aanvraag)
    for pagina in (werk, lijst):
        assert "0612345678" in pagina
        assert "Stichting Voorbeeld Anker" in pagina
    officier.post(reverse("subsidies:belverzoek_gebeld", args=[Belverzoek.objects.get().pk]))
    assert "0612345678" not in officier.get(reverse("overzichten:werklijst")).content.decode()


def test_another_officer_of_the_municipality_does_not_see_the_number(wereld: Wereld, als: Als) -> None:
    vraag(wereld)
    ander = maak_lid(Rol.FINANCIEEL, wereld["financieel"].organisatie)

    assert "0612345678" not in als(ander).get(reverse("overzichten:werklijst")).content.decode()
    assert als(ander).get(reverse("subsidies:belverzoeken")).status_code == 403
