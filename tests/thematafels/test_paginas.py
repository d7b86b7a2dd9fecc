"""The pages: who gets in, what they show, and how many queries they cost."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap
from organisaties.toegang import GEMEENTE, PARTNER, RAAD, Rol
from regelingen.models import Regeling
from tests.hulp.fabriek import maak_deelname, maak_lid, maak_organisatie
from tests.thematafels.conftest import tafel_van, thema_van
from thematafels import services
from thematafels.models import (
    Criterium,
    Deelname,
    Doelgroep,
    Gebiedsopgave,
    Plafond,
    Principe,
    Stadsdeel,
    Subdoel,
    Thema,
    Thematafel,
    Uitvraag,
)

Als = Callable[[Lidmaatschap], Client]


def adres(naam: str, *args: object, **kwargs: object) -> str:
    return reverse(f"thematafels:{naam}", args=args, kwargs=kwargs)


def formulier(**velden: object) -> dict[str, object]:
    jaar = timezone.localdate().year
    return {
        "regeling": Regeling.objects.get(code="thematafels").pk,
        "naam": "Nieuwe uitvraag",
        "kenmerk": "",
        "eerste_jaar": jaar + 1,
        "laatste_jaar": jaar + 4,
        "opent_op": f"01-11-{jaar} 09:00",
        "sluit_op": f"31-12-{jaar} 17:00",
        "verdeelwijze": "Per tafel.",
        "plafondbesluit": "Besluit",
        "bron": "",
    } | velden


@pytest.mark.parametrize("rol", Rol)
def test_a_draft_exists_only_for_the_municipality(rol: Rol, concept: Uitvraag, als: Als) -> None:
    verwacht = 200 if rol in GEMEENTE else 404
    client = als(maak_lid(rol))

    for pagina in (
        adres("uitvraag_detail", "voorbeeld"),
        adres("uitvraag_geschiedenis", "voorbeeld"),
        adres("thema_detail", "voorbeeld", "ontmoeten"),
        adres("tafel_detail", "voorbeeld", "ontmoeten"),
    ):
        assert client.get(pagina).status_code == verwacht, pagina


@pytest.mark.parametrize("rol", Rol)
def test_everybody_reads_a_published_call(rol: Rol, gepubliceerd: Uitvraag, als: Als) -> None:
    client = als(maak_lid(rol))

    assert "Voorbeelduitvraag" in client.get(adres("uitvraag_lijst")).content.decode()
    assert "Ontmoeten" in client.get(adres("uitvraag_detail", "voorbeeld")).content.decode()
    assert "Sociale netwerken" in client.get(adres("thema_detail", "voorbeeld", "ontmoeten")).content.decode()


@pytest.mark.parametrize("rol", [rol for rol in Rol if rol != Rol.BELEIDSMEDEWERKER])
@pytest.mark.parametrize("methode", ["get", "post"])
def test_only_a_beleidsmedewerker_reaches_the_forms(rol: Rol, methode: str, gepubliceerd: Uitvraag, als: Als) -> None:
    client = als(maak_lid(rol))
    subdoel = Subdoel.objects.get()
    paginas = [
        adres("uitvraag_nieuw"),
        *(
            adres(naam, "voorbeeld")
            for naam in ("uitvraag_wijzig", "uitvraag_kopieer", "uitvraag_publiceer", "uitvraag_sluit", "plafonds")
        ),
        adres("item_nieuw", kenmerk="voorbeeld", soort="thema"),
        adres("item_nieuw", kenmerk="voorbeeld", code="ontmoeten", soort="subdoel"),
        adres("item_wijzig", "voorbeeld", "subdoel", subdoel.pk),
        adres("item_verwijder", "voorbeeld", "subdoel", subdoel.pk),
        adres("aanstelling_nieuw", "voorbeeld", "ontmoeten"),
    ]

    for pagina in paginas:
        aantal = Gebeurtenis.objects.count()
        assert getattr(client, methode)(pagina).status_code == 403, pagina
        assert Gebeurtenis.objects.count() == aantal + 1, pagina

    assert (Uitvraag.objects.count(), Subdoel.objects.get().naam) == (1, "Sociale netwerken versterken")


def test_a_refused_organisation_sees_its_own_reason_and_no_other(
    gepubliceerd: Uitvraag, partner: Lidmaatschap, als: Als
) -> None:
    tafel = tafel_van(gepubliceerd)
    Deelname.objects.filter(pk=maak_deelname(tafel, partner.organisatie, "afgewezen").pk).update(reden="Eigen reden")
    ander = maak_deelname(tafel, maak_organisatie("Stichting Ander"), "afgewezen")
    Deelname.objects.filter(pk=ander.pk).update(reden="Andermans reden")
    maak_deelname(tafel, maak_organisatie("Stichting Aan Tafel"))

    tekst = als(partner).get(adres("tafel_detail", "voorbeeld", "ontmoeten")).content.decode()

    assert "Eigen reden" in tekst
    assert "Stichting Aan Tafel" in tekst
    assert "Andermans reden" not in tekst
    assert "Stichting Ander" not in tekst


@pytest.mark.parametrize(("rol", "status"), [*((rol, 404) for rol in (*PARTNER, *RAAD)), (Rol.BESLUITNEMER, 403)])
def test_a_seat_of_another_is_hidden_or_refused(rol: Rol, status: int, gepubliceerd: Uitvraag, als: Als) -> None:
    deelname = maak_deelname(tafel_van(gepubliceerd), maak_organisatie(), "aangemeld")
    client = als(maak_lid(rol))

    for naam in ("deelname_beoordelen", "deelname_terugtrekken"):
        antwoord = client.post(adres(naam, "voorbeeld", "ontmoeten", deelname.pk), {"oordeel": "toelaten"})
        assert antwoord.status_code == status

    deelname.refresh_from_db()
    assert deelname.stand == "aangemeld"


def test_an_officer_makes_changes_and_copies_a_call_by_hand(ambtenaar: Lidmaatschap, als: Als) -> None:
    client = als(ambtenaar)

    gemaakt = client.post(adres("uitvraag_nieuw"), formulier())
    assert gemaakt.headers["Location"] == adres("uitvraag_detail", "nieuwe-uitvraag")
    gewijzigd = client.post(
        adres("uitvraag_wijzig", "nieuwe-uitvraag"), formulier(kenmerk="nieuwe-uitvraag", naam="Anders")
    )
    assert gewijzigd.status_code == 302
    kopie = client.post(adres("uitvraag_kopieer", "nieuwe-uitvraag"), formulier(kenmerk="kopie", naam="Kopie"))
    assert kopie.status_code == 302

    assert set(Uitvraag.objects.values_list("kenmerk", "naam")) == {("nieuwe-uitvraag", "Anders"), ("kopie", "Kopie")}


def test_a_wrong_form_comes_back_with_what_was_typed(ambtenaar: Lidmaatschap, als: Als) -> None:
    antwoord = als(ambtenaar).post(adres("uitvraag_nieuw"), formulier(laatste_jaar=2001, naam="Mijn naam"))

    assert antwoord.status_code == 422
    assert "Mijn naam" in antwoord.content.decode()
    assert "Kies een laatste jaar" in antwoord.content.decode()
    assert Uitvraag.objects.count() == 0


def test_parts_are_added_changed_and_removed_by_hand(concept: Uitvraag, ambtenaar: Lidmaatschap, als: Als) -> None:
    client, oost = als(ambtenaar), Stadsdeel.objects.get(naam="Oost")
    nieuw = adres("item_nieuw", kenmerk="voorbeeld", code="ontmoeten", soort="gebiedsopgave")
    assert client.get(nieuw).status_code == 200

    client.post(nieuw, {"opgave": "Nieuwe plek", "stadsdelen": [oost.pk], "volgorde": ""})
    opgave = Gebiedsopgave.objects.get(opgave="Nieuwe plek")
    assert [stadsdeel.naam for stadsdeel in opgave.stadsdelen.all()] == ["Oost"]
    wijzig = adres("item_wijzig", "voorbeeld", "gebiedsopgave", opgave.pk)
    assert client.get(wijzig).status_code == 200
    client.post(wijzig, {"opgave": "Andere plek", "stadsdelen": [oost.pk], "volgorde": "5"})
    opgave.refresh_from_db()
    assert (opgave.opgave, opgave.volgorde) == ("Andere plek", 5)
    verwijder = adres("item_verwijder", "voorbeeld", "gebiedsopgave", opgave.pk)
    assert client.get(verwijder).status_code == 200
    client.post(verwijder)

    assert not Gebiedsopgave.objects.filter(pk=opgave.pk).exists()


def test_a_kind_stands_at_its_own_address_only(concept: Uitvraag, ambtenaar: Lidmaatschap, als: Als) -> None:
    client = als(ambtenaar)

    assert client.get(adres("item_nieuw", kenmerk="voorbeeld", soort="subdoel")).status_code == 404
    assert client.get(adres("item_nieuw", kenmerk="voorbeeld", code="ontmoeten", soort="eis")).status_code == 404
    assert client.get(adres("item_nieuw", kenmerk="voorbeeld", soort="bestaat-niet")).status_code == 404


def test_a_published_part_asks_for_a_reason(gepubliceerd: Uitvraag, ambtenaar: Lidmaatschap, als: Als) -> None:
    client, subdoel = als(ambtenaar), Subdoel.objects.get()
    pagina = adres("item_wijzig", "voorbeeld", "subdoel", subdoel.pk)
    velden = {"naam": "Netwerken", "groep": "", "officiele_tekst": "", "volgorde": "1"}

    assert client.post(pagina, velden).status_code == 422
    assert client.post(pagina, velden | {"reden": "Korter."}).status_code == 302

    subdoel.refresh_from_db()
    gepubliceerd.refresh_from_db()
    assert (subdoel.naam, gepubliceerd.versie) == ("Netwerken", 2)
    geschiedenis = client.get(adres("uitvraag_geschiedenis", "voorbeeld")).content.decode()
    assert "Sociale netwerken versterken" in geschiedenis
    assert "Korter." in geschiedenis


def test_an_unchanged_form_makes_no_version(gepubliceerd: Uitvraag, ambtenaar: Lidmaatschap, als: Als) -> None:
    subdoel = Subdoel.objects.get()

    als(ambtenaar).post(
        adres("item_wijzig", "voorbeeld", "subdoel", subdoel.pk),
        {"naam": subdoel.naam, "groep": "", "officiele_tekst": "", "volgorde": "1", "reden": ""},
    )

    gepubliceerd.refresh_from_db()
    assert gepubliceerd.versie == 1


def test_ceilings_are_filled_in_as_one_grid(concept: Uitvraag, ambtenaar: Lidmaatschap, als: Als) -> None:
    client, tafel = als(ambtenaar), tafel_van(concept)
    velden = {f"bedrag-{tafel.pk}-{jaar}": "1.234,50" for jaar in concept.jaren}
    assert client.get(adres("plafonds", "voorbeeld")).status_code == 200

    assert client.post(adres("plafonds", "voorbeeld"), velden).status_code == 302

    assert [str(bedrag) for bedrag in Plafond.objects.values_list("bedrag", flat=True)] == ["1234.50", "1234.50"]


def test_publishing_and_closing_by_hand(concept: Uitvraag, ambtenaar: Lidmaatschap, als: Als) -> None:
    client = als(ambtenaar)
    Criterium.objects.all().delete()
    assert "Er is nog geen criterium" in client.get(adres("uitvraag_publiceer", "voorbeeld")).content.decode()
    assert client.post(adres("uitvraag_publiceer", "voorbeeld")).status_code == 422
    Criterium.objects.create(uitvraag=concept, code="doelen", naam="Doelen")

    assert client.get(adres("uitvraag_publiceer", "voorbeeld")).status_code == 200
    concept.refresh_from_db()
    assert concept.stand == "concept"
    assert client.post(adres("uitvraag_publiceer", "voorbeeld")).status_code == 302
    assert client.post(adres("uitvraag_sluit", "voorbeeld"), {"reden": "Te vroeg begonnen."}).status_code == 302

    concept.refresh_from_db()
    assert concept.stand == "gesloten"


def test_a_partner_applies_and_is_admitted_by_hand(
    gepubliceerd: Uitvraag, partner: Lidmaatschap, ambtenaar: Lidmaatschap, als: Als
) -> None:
    aanmelden = adres("deelname_aanmelden", "voorbeeld", "ontmoeten")
    assert als(partner).get(aanmelden).status_code == 200
    assert als(partner).post(aanmelden, {"motivatie": "Wij horen erbij."}).status_code == 302
    deelname = Deelname.objects.get()

    beoordelen = adres("deelname_beoordelen", "voorbeeld", "ontmoeten", deelname.pk)
    assert "Wij horen erbij." in als(ambtenaar).get(beoordelen).content.decode()
    assert als(ambtenaar).post(beoordelen, {"oordeel": "afwijzen", "reden": ""}).status_code == 422
    assert als(ambtenaar).post(beoordelen, {"oordeel": "toelaten", "reden": ""}).status_code == 302
    terugtrekken = adres("deelname_terugtrekken", "voorbeeld", "ontmoeten", deelname.pk)
    assert als(partner).get(terugtrekken).status_code == 200
    assert als(partner).post(terugtrekken).status_code == 302

    deelname.refresh_from_db()
    assert deelname.stand == "teruggetrokken"


def test_somebody_is_appointed_by_hand(gepubliceerd: Uitvraag, ambtenaar: Lidmaatschap, als: Als) -> None:
    lid, pagina = maak_lid(Rol.PROCESBEGELEIDER), adres("aanstelling_nieuw", "voorbeeld", "ontmoeten")
    assert als(ambtenaar).get(pagina).status_code == 200

    antwoord = als(ambtenaar).post(
        pagina,
        {
            "functie": "procesbegeleider",
            "lidmaatschap": lid.pk,
            "van": date_format(timezone.localdate(), "d-m-Y"),
            "tot": "",
        },
    )

    assert antwoord.status_code == 302
    tekst = als(ambtenaar).get(adres("tafel_detail", "voorbeeld", "ontmoeten")).content.decode()
    assert f"Procesbegeleider: {lid.gebruiker.naam}" in tekst


def _vermeerder(uitvraag: Uitvraag) -> None:
    """Nineteen more of everything that stands in a list."""
    thema, tafel = thema_van(uitvraag), tafel_van(uitvraag)
    for nummer in range(19):
        Criterium.objects.create(uitvraag=uitvraag, code=f"c{nummer}", naam=f"Criterium {nummer}")
        Subdoel.objects.create(thema=thema, naam=f"Subdoel {nummer}", groep=f"Groep {nummer % 3}")
        Doelgroep.objects.create(thema=thema, naam=f"Doelgroep {nummer}")
        Principe.objects.create(thema=thema, groep=f"Groep {nummer}", naam=f"Principe {nummer}")
        opgave = Gebiedsopgave.objects.create(thema=thema, opgave=f"Opgave {nummer}")
        opgave.stadsdelen.set(Stadsdeel.objects.all())
        maak_deelname(tafel, maak_organisatie(), "toegelaten" if nummer % 2 else "aangemeld")
        ander = Thema.objects.create(uitvraag=uitvraag, code=f"t{nummer}", naam=f"Thema {nummer}", hoofddoel="Doel")
        Plafond.objects.create(
            tafel=Thematafel.objects.create(thema=ander), jaar=uitvraag.eerste_jaar, bedrag=1000 + nummer
        )


@pytest.mark.parametrize(
    "pagina",
    [
        ("uitvraag_detail", "voorbeeld"),
        ("uitvraag_geschiedenis", "voorbeeld"),
        ("plafonds", "voorbeeld"),
        ("thema_detail", "voorbeeld", "ontmoeten"),
        ("tafel_detail", "voorbeeld", "ontmoeten"),
    ],
)
def test_a_page_costs_the_same_for_one_and_for_twenty(
    pagina: tuple[str, ...],
    gepubliceerd: Uitvraag,
    ambtenaar: Lidmaatschap,
    als: Als,
    django_assert_num_queries: Callable[..., object],
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    client, url = als(ambtenaar), adres(*pagina)
    client.get(url)
    maximum = 20 if pagina[0] == "uitvraag_geschiedenis" else 12

    with django_assert_max_num_queries(maximum) as een:
        assert client.get(url).status_code == 200
    _vermeerder(gepubliceerd)

    with django_assert_num_queries(len(een)):
        assert client.get(url).status_code == 200


def test_the_list_costs_the_same_for_one_and_for_twenty(
    concept: Uitvraag,
    ambtenaar: Lidmaatschap,
    als: Als,
    gegevens: Callable[..., object],
    django_assert_num_queries: Callable[..., object],
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    client, url = als(ambtenaar), adres("uitvraag_lijst")
    client.get(url)

    with django_assert_max_num_queries(6) as een:
        client.get(url)
    for nummer in range(19):
        services.maak_uitvraag(gegevens=gegevens(kenmerk=f"uitvraag-{nummer}"), door=ambtenaar)

    with django_assert_num_queries(len(een)):
        client.get(url)
