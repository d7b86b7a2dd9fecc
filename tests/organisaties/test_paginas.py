"""The pages of this room, as each role meets them. Everything here works without JavaScript."""

import json
import re
from collections.abc import Callable
from decimal import Decimal
from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from kern.geld import als_euro
from organisaties.models import Lidmaatschap, Mandaat, Organisatie, Rol, Uitnodiging
from organisaties.services.nodig_uit import nodig_uit
from tests.organisaties.conftest import WACHTWOORD, maak_gebruiker, maak_lid, maak_organisatie

pytestmark = pytest.mark.django_db

Inloggen = Callable[[Lidmaatschap], Client]


def fouten(antwoord: HttpResponse) -> dict[str, list[str]]:
    assert antwoord.status_code == 422
    return {veld: list(teksten) for veld, teksten in antwoord.context["form"].errors.items()}


def test_the_list_costs_the_same_for_one_and_sixty_organisations(
    beheerder: Lidmaatschap, als: Inloggen, django_assert_num_queries
) -> None:
    client, pad = als(beheerder), reverse("organisaties:lijst")
    with django_assert_num_queries(5):
        assert client.get(pad).context["bladzijde"].aantal == 1

    for nummer in range(69):
        maak_organisatie(f"Stichting {nummer:02d}")
    with django_assert_num_queries(5):
        eerste = client.get(pad)
    tweede = client.get(pad, {"pagina": "2"})

    assert [len(blad.context["bladzijde"].rijen) for blad in (eerste, tweede)] == [60, 10]
    assert eerste.context["bladzijde"].rijen[0].naam == "Gemeente Voorbeeld"
    assert eerste.context["bladzijde"].rijen[0].leden == 1


@pytest.mark.parametrize(("zoek", "aantal"), [("buurt", 1), ("BUURT", 1), ("%", 0), ("' OR 1=1", 0), ("\0", 2)])
def test_searching_takes_any_text(
    beheerder: Lidmaatschap, partner: Organisatie, als: Inloggen, zoek: str, aantal: int
) -> None:
    antwoord = als(beheerder).get(reverse("organisaties:lijst"), {"zoek": zoek, "pagina": "x"})

    assert antwoord.context["bladzijde"].aantal == aantal


def test_a_name_is_escaped(beheerder: Lidmaatschap, als: Inloggen) -> None:
    organisatie = maak_organisatie("<script>alert(1)</script>")

    for pad in (reverse("organisaties:lijst"), reverse("organisaties:detail", args=[organisatie.pk])):
        assert "<script>alert" not in als(beheerder).get(pad).content.decode()


def test_a_beheerder_registers_an_organisation(beheerder: Lidmaatschap, als: Inloggen) -> None:
    antwoord = als(beheerder).post(
        reverse("organisaties:nieuw"),
        {"soort": "partner", "naam": "Stichting Łódź", "aanvrager_soort": "rechtspersoon", "kvk": "12345678"},
    )

    organisatie = Organisatie.objects.get(naam="Stichting Łódź")
    assert antwoord["Location"] == reverse("organisaties:detail", args=[organisatie.pk])
    assert organisatie.kvk == "12345678"


def test_all_wrong_fields_are_named_at_once_and_what_was_typed_stays(beheerder: Lidmaatschap, als: Inloggen) -> None:
    antwoord = als(beheerder).post(
        reverse("organisaties:nieuw"),
        {
            "soort": "partner",
            "naam": "",
            "aanvrager_soort": "groep",
            "kvk": "12345678",
            "rsin": "123",
            "iban": "NL00FOUT",
            "postcode": "x",
        },
    )

    assert fouten(antwoord) == {
        "naam": ["Dit veld is verplicht."],
        "rsin": ["Dit RSIN klopt niet. Het heeft 9 cijfers."],
        "iban": ["Dit IBAN klopt niet. Een Nederlands IBAN ziet er zo uit: NL00 BANK 0123 4567 89."],
        "postcode": ["Een postcode heeft 4 cijfers en 2 letters, bijvoorbeeld 2011 RD."],
    }
    assert 'value="NL00FOUT"' in antwoord.content.decode()
    assert Organisatie.objects.count() == 1


def test_a_group_has_no_kvk_number(beheerder: Lidmaatschap, als: Inloggen) -> None:
    antwoord = als(beheerder).post(
        reverse("organisaties:nieuw"),
        {"soort": "partner", "naam": "Straattafel", "aanvrager_soort": "groep", "kvk": "12345678"},
    )

    assert list(fouten(antwoord)) == ["kvk"]


@pytest.mark.parametrize(
    ("rol", "velden"),
    [
        (Rol.TEKENBEVOEGDE, ["straat", "postcode", "plaats", "email", "telefoon"]),
        (Rol.FINANCIEEL, ["iban"]),
    ],
)
def test_one_sees_only_the_fields_one_may_change(
    gemeente: Organisatie, partner: Organisatie, als: Inloggen, rol: Rol, velden: list[str]
) -> None:
    lid = maak_lid(rol, partner if rol == Rol.TEKENBEVOEGDE else gemeente)
    pad = reverse("organisaties:wijzig", args=[partner.pk])

    assert list(als(lid).get(pad).context["form"].fields) == velden
    als(lid).post(pad, {"naam": "Gekaapt", "iban": "NL60VOOR0000000001", "straat": "Nieuwstraat 1"})

    partner.refresh_from_db()
    assert partner.naam == "Stichting Voorbeeld Buurtkamer"
    assert (partner.straat, partner.iban) == (
        ("Nieuwstraat 1", "") if rol == Rol.TEKENBEVOEGDE else ("", "NL60VOOR0000000001")
    )


def test_a_tekenbevoegde_cannot_change_the_money_of_the_organisation(
    tekenbevoegde: Lidmaatschap, als: Inloggen
) -> None:
    pad = reverse("organisaties:wijzig", args=[tekenbevoegde.organisatie_id])

    assert als(tekenbevoegde).post(pad, {"iban": "NL60VOOR0000000001"}).status_code == 302

    tekenbevoegde.organisatie.refresh_from_db()
    assert tekenbevoegde.organisatie.iban == ""


def test_inviting_and_accepting_from_page_to_page(tekenbevoegde: Lidmaatschap, als: Inloggen) -> None:
    pk = tekenbevoegde.organisatie_id
    als(tekenbevoegde).post(
        reverse("organisaties:uitnodigen", args=[pk]), {"email": "nieuw@voorbeeld.example", "rol": "redacteur"}
    )
    leden = als(tekenbevoegde).get(reverse("organisaties:leden", args=[pk])).content.decode()
    assert "nieuw@voorbeeld.example" in leden
    pad = reverse("organisaties:uitnodiging_aanvaarden", args=[Uitnodiging.objects.get().token])

    nieuw = Client()
    assert "Stichting Voorbeeld Buurtkamer" in nieuw.get(pad).content.decode()
    antwoord = nieuw.post(pad, {"naam": "Nieuw", "wachtwoord": WACHTWOORD, "herhaling": WACHTWOORD})

    lid = Lidmaatschap.objects.get(gebruiker__email="nieuw@voorbeeld.example")
    assert antwoord["Location"] == reverse("overzichten:start")
    assert (nieuw.session["_auth_user_id"], nieuw.session["lidmaatschap"]) == (str(lid.gebruiker_id), lid.pk)
    assert nieuw.get(reverse("organisaties:detail", args=[pk])).status_code == 200


def test_an_invitation_page_helps_who_has_an_account(tekenbevoegde: Lidmaatschap, client: Client) -> None:
    bestaand = maak_gebruiker("bestaand@voorbeeld.example")
    uitnodiging = nodig_uit(
        email=bestaand.email, organisatie_id=tekenbevoegde.organisatie_id, rol=Rol.MEELEZER, door=tekenbevoegde
    )
    pad = reverse("organisaties:uitnodiging_aanvaarden", args=[uitnodiging.token])

    bladzijde = client.get(pad).content.decode()
    assert f'href="/inloggen/?next={quote(pad)}"' in bladzijde
    assert 'name="wachtwoord"' not in bladzijde

    client.force_login(maak_gebruiker())
    assert "ander e-mailadres" in client.get(pad).content.decode()
    assert client.post(pad).status_code == 403

    client.force_login(bestaand)
    assert client.post(pad).status_code == 302
    assert Lidmaatschap.objects.get(gebruiker=bestaand).rol == "meelezer"


def test_a_used_or_unequal_form_makes_nothing(tekenbevoegde: Lidmaatschap, client: Client) -> None:
    uitnodiging = nodig_uit(
        email="x@voorbeeld.example", organisatie_id=tekenbevoegde.organisatie_id, rol=Rol.MEELEZER, door=tekenbevoegde
    )
    pad = reverse("organisaties:uitnodiging_aanvaarden", args=[uitnodiging.token])

    ongelijk = client.post(pad, {"naam": "X", "wachtwoord": WACHTWOORD, "herhaling": "iets-heel-anders"})

    assert fouten(ongelijk) == {"herhaling": ["De twee wachtwoorden zijn niet gelijk."]}
    assert client.get(reverse("organisaties:uitnodiging_aanvaarden", args=["verzonnen"])).status_code == 404
    assert Lidmaatschap.objects.count() == 1


def test_a_wrong_invitation_is_explained_at_its_field(tekenbevoegde: Lidmaatschap, als: Inloggen) -> None:
    pad = reverse("organisaties:uitnodigen", args=[tekenbevoegde.organisatie_id])

    al_lid = als(tekenbevoegde).post(pad, {"email": tekenbevoegde.gebruiker.email, "rol": "tekenbevoegde"})
    vreemde_rol = als(tekenbevoegde).post(pad, {"email": "x@voorbeeld.example", "rol": "beheerder"})

    assert fouten(al_lid) == {"email": ["Deze persoon heeft deze rol al bij deze organisatie."]}
    assert list(fouten(vreemde_rol)) == ["rol"]
    assert Uitnodiging.objects.count() == 0


def test_ending_a_membership(tekenbevoegde: Lidmaatschap, als: Inloggen) -> None:
    redacteur = maak_lid(Rol.REDACTEUR, tekenbevoegde.organisatie)
    pad = reverse("organisaties:lidmaatschap_beeindigen", args=[redacteur.pk])

    assert als(tekenbevoegde).get(pad).status_code == 200
    assert list(fouten(als(tekenbevoegde).post(pad, {"tot": "01-01-2020"}))) == ["tot"]
    assert als(tekenbevoegde).post(pad, {"tot": "31-12-2099"}).status_code == 302

    redacteur.refresh_from_db()
    assert str(redacteur.tot) == "2099-12-31"


def test_giving_a_mandate(gemeente: Organisatie, beheerder: Lidmaatschap, als: Inloggen) -> None:
    besluitnemer = maak_lid(Rol.BESLUITNEMER, gemeente)
    invoer = {
        "lidmaatschap": besluitnemer.pk,
        "soort_besluit": "verlening",
        "maximum": "5.000.000,00",
        "van": "01-01-2026",
        "tot": "",
        "grondslag": "Mandaatbesluit 2026, onderdeel 4.2",
    }
    pad = reverse("organisaties:mandaat_nieuw")

    assert list(fouten(als(beheerder).post(pad, invoer | {"tot": "31-12-2025"}))) == ["tot"]
    assert als(beheerder).post(pad, invoer).status_code == 302

    assert Mandaat.objects.get().maximum == Decimal("5000000.00")
    assert als_euro(Decimal(5000000)) in als(beheerder).get(reverse("organisaties:mandaten")).content.decode()


def test_a_person_sees_and_takes_along_all_of_their_own_data_and_no_one_elses(
    tekenbevoegde: Lidmaatschap, beheerder: Lidmaatschap, als: Inloggen
) -> None:
    nodig_uit(
        email="x@voorbeeld.example", organisatie_id=tekenbevoegde.organisatie_id, rol=Rol.MEELEZER, door=tekenbevoegde
    )
    client = als(tekenbevoegde)

    bladzijde = client.get(reverse("organisaties:mijn_gegevens")).content.decode()
    export = client.get(reverse("organisaties:mijn_export"))

    assert tekenbevoegde.gebruiker.email in bladzijde
    assert export["Content-Disposition"] == 'attachment; filename="mijn-gegevens.json"'
    gegevens = json.loads(export.content)
    assert gegevens["account"]["email"] == tekenbevoegde.gebruiker.email
    assert gegevens["lidmaatschappen"] == [
        {
            "organisatie": "Stichting Voorbeeld Buurtkamer",
            "rol": "tekenbevoegde",
            "van": tekenbevoegde.van.isoformat(),
            "tot": None,
        }
    ]
    assert [regel["wat"] for regel in gegevens["handelingen"]] == [
        f"U heeft iemand uitgenodigd als meelezer bij organisatie {tekenbevoegde.organisatie_id}"
    ]
    assert beheerder.gebruiker.email not in export.content.decode()


def test_every_page_has_one_h1_and_no_inline_script_or_style(
    gemeente: Organisatie, beheerder: Lidmaatschap, partner: Organisatie, als: Inloggen
) -> None:
    lid = maak_lid(Rol.REDACTEUR, partner)
    namen = ["lijst", "nieuw", "mandaten", "mandaat_nieuw", "mijn_gegevens"]
    paden = [reverse(f"organisaties:{naam}") for naam in namen]
    paden += [
        reverse(f"organisaties:{naam}", args=[partner.pk]) for naam in ("detail", "wijzig", "leden", "uitnodigen")
    ]
    paden.append(reverse("organisaties:lidmaatschap_beeindigen", args=[lid.pk]))

    for pad in paden:
        bladzijde = als(beheerder).get(pad).content.decode()
        assert bladzijde.count("<h1") == 1, pad
        assert not re.search(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son\w+=", bladzijde), pad
