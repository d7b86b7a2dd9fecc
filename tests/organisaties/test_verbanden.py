"""Samenwerkingsverbanden: who keeps one, what it holds, and who sees it."""

import datetime
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kern.fouten import DomeinFout, GeenRecht
from kern.models import Bestand, Gebeurtenis
from organisaties.models import (
    Convenantdeel,
    Lidmaatschap,
    Onderaannemer,
    Organisatie,
    Rol,
    Samenwerkingsverband,
    Verbandlid,
)
from organisaties.services.verbanden import (
    bewaar_verbanddeel,
    maak_verband,
    verwijder_verbanddeel,
    wijzig_verband,
)
from organisaties.verbanden import trekker_van, verband_overzicht, verbanden
from tests.hulp.fabriek import PNG, maak_bestand
from tests.hulp.fabriek import maak_verband as zet_verband
from tests.organisaties.conftest import maak_lid, maak_organisatie

pytestmark = pytest.mark.django_db

Inloggen = Callable[[Lidmaatschap], Client]
VANDAAG = timezone.localdate()
DAG = datetime.timedelta(days=1)
DELEN = (Samenwerkingsverband, Verbandlid, Convenantdeel, Onderaannemer)
CONTRACT = {
    "naam": "Voorbeeld Kok",
    "organisatie": None,
    "activiteit": "Eettafels",
    "bedrag": Decimal("1200.50"),
    "contract_tot": VANDAAG,
}


@pytest.fixture
def verband(partner: Organisatie) -> Samenwerkingsverband:
    return zet_verband(partner)


@pytest.fixture
def beleid(gemeente: Organisatie) -> Lidmaatschap:
    return maak_lid(Rol.BELEIDSMEDEWERKER, gemeente)


def foto() -> list[object]:
    return [list(model.objects.values()) for model in (*DELEN, Bestand)]


def geweigerd(daad: Callable[[], object]) -> tuple[str, str | None]:
    """Refused: no row is made or changed, and the trail has one refusal with the code."""
    voor = foto()
    with pytest.raises((DomeinFout, GeenRecht)) as fout:
        daad()

    assert foto() == voor
    assert Gebeurtenis.objects.latest("pk").geweigerd == fout.value.code
    return fout.value.code, getattr(fout.value, "veld", None)


def maak(door: Lidmaatschap, **anders: object) -> Samenwerkingsverband:
    gewoon = {"naam": "Alliantie", "vorm": "alliantie", "van": VANDAAG, "trekker_id": door.organisatie_id}
    return maak_verband(door=door, **gewoon | anders)


# --- making and changing ---


def test_a_tekenbevoegde_registers_an_alliance_and_keeps_it(tekenbevoegde: Lidmaatschap) -> None:
    verband = maak(tekenbevoegde)

    lid = verband.leden.get()
    assert (lid.organisatie, lid.schil, lid.van, lid.trekker) == (tekenbevoegde.organisatie, 1, VANDAAG, True)
    rij = Gebeurtenis.objects.get()
    assert (rij.soort, rij.feiten) == ("verband.gemaakt", {"verband": verband.pk})


def test_the_municipality_registers_one_with_or_without_a_trekker(beleid: Lidmaatschap, partner: Organisatie) -> None:
    met, zonder = maak(beleid, trekker_id=partner.pk), maak(beleid, naam="Zonder", trekker_id=None)

    assert (trekker_van(met), trekker_van(zonder)) == (partner.pk, None)


def test_a_cooperatie_is_an_ordinary_applicant(tekenbevoegde: Lidmaatschap, verband: Samenwerkingsverband) -> None:
    nieuw = geweigerd(lambda: maak(tekenbevoegde, vorm="cooperatie"))
    anders = geweigerd(
        lambda: wijzig_verband(
            verband_id=verband.pk,
            naam="Nieuw",
            vorm="cooperatie",
            trekker_id=tekenbevoegde.organisatie_id,
            door=tekenbevoegde,
        )
    )

    assert nieuw == anders == ("verband.cooperatie", "vorm")


@pytest.mark.parametrize("vorm", ["taken_splitsen", "overeenkomst", "alliantie", "fusie"])
def test_every_other_form_is_one(tekenbevoegde: Lidmaatschap, vorm: str) -> None:
    assert maak(tekenbevoegde, vorm=vorm).vorm == vorm


@pytest.mark.parametrize("rol", [rol for rol in Rol if rol not in {Rol.TEKENBEVOEGDE, Rol.BELEIDSMEDEWERKER}])
def test_no_other_role_registers_one(rol: Rol) -> None:
    lid = maak_lid(rol)

    assert geweigerd(lambda: maak(lid))[0] == "toegang.rol"


def test_a_partner_keeps_only_its_own(tekenbevoegde: Lidmaatschap) -> None:
    assert geweigerd(lambda: maak(tekenbevoegde, trekker_id=maak_organisatie().pk))[0] == "verband.geen_recht"
    assert geweigerd(lambda: maak(tekenbevoegde, trekker_id=None))[0] == "verband.geen_recht"


def test_a_trekker_is_a_partner(beleid: Lidmaatschap) -> None:
    assert geweigerd(lambda: maak(beleid)) == ("verband.geen_partner", "organisatie")


def test_a_name_is_used_once(tekenbevoegde: Lidmaatschap, verband: Samenwerkingsverband) -> None:
    assert geweigerd(lambda: maak(tekenbevoegde, naam=f" {verband.naam} ")) == (
        "samenwerkingsverband.ongeldig",
        "naam",
    )


def test_the_trekker_hands_over_to_another_strategic_partner(
    tekenbevoegde: Lidmaatschap, verband: Samenwerkingsverband
) -> None:
    nieuw = maak_lid(Rol.TEKENBEVOEGDE)
    Verbandlid.objects.create(verband=verband, organisatie=nieuw.organisatie, schil=1, van=VANDAAG)
    keuze = {"verband_id": verband.pk, "naam": "Nieuwe naam", "vorm": "overeenkomst"}

    wijzig_verband(trekker_id=nieuw.organisatie_id, door=tekenbevoegde, **keuze)

    verband.refresh_from_db()
    assert (verband.naam, verband.vorm, trekker_van(verband)) == (
        "Nieuwe naam",
        "overeenkomst",
        nieuw.organisatie_id,
    )
    assert geweigerd(lambda: wijzig_verband(trekker_id=None, door=tekenbevoegde, **keuze))[0] == "verband.geen_recht"
    assert wijzig_verband(trekker_id=None, door=nieuw, **keuze).pk == verband.pk
    assert trekker_van(verband) is None


@pytest.mark.parametrize("schil", [2, 3])
def test_who_is_further_away_does_not_become_trekker(
    tekenbevoegde: Lidmaatschap, verband: Samenwerkingsverband, schil: int
) -> None:
    ander = Verbandlid.objects.create(verband=verband, organisatie=maak_organisatie(), schil=schil, van=VANDAAG)
    keuze = {"verband_id": verband.pk, "naam": verband.naam, "vorm": verband.vorm, "door": tekenbevoegde}

    assert geweigerd(lambda: wijzig_verband(trekker_id=ander.organisatie_id, **keuze))[0] == "verbandlid.ongeldig"
    assert geweigerd(lambda: wijzig_verband(trekker_id=maak_organisatie().pk, **keuze)) == (
        "verband.trekker_geen_lid",
        "trekker",
    )


# --- parts ---


def bewaar(verband: Samenwerkingsverband, door: Lidmaatschap, soort: str, gegevens: dict, deel_id: int | None = None):
    return bewaar_verbanddeel(verband_id=verband.pk, soort=soort, gegevens=gegevens, deel_id=deel_id, door=door)


def test_an_organisation_joins_moves_and_leaves_and_all_of_it_is_kept(
    tekenbevoegde: Lidmaatschap, verband: Samenwerkingsverband
) -> None:
    ander = maak_organisatie()

    lid = bewaar(verband, tekenbevoegde, "lid", {"organisatie": ander, "schil": 3, "van": VANDAAG, "tot": None})
    bewaar(verband, tekenbevoegde, "lid", {"schil": 2}, lid.pk)
    bewaar(verband, tekenbevoegde, "lid", {"tot": VANDAAG + DAG}, lid.pk)

    versies = lid.events.order_by("pgh_id").values_list("schil", "tot")
    assert list(versies) == [(3, None), (2, None), (2, VANDAAG + DAG)]
    assert Gebeurtenis.objects.latest("pk").feiten == {"verband": verband.pk, "deel": "lid", "nummer": lid.pk}


@pytest.mark.parametrize(
    ("gegevens", "fout"),
    [
        ({"schil": 4}, ("verbandlid.ongeldig", "schil")),
        ({"tot": VANDAAG - DAG}, ("verbandlid.ongeldig", None)),
        ({"organisatie": "gemeente"}, ("verband.geen_partner", "organisatie")),
        ({"organisatie": "zelf"}, ("verbandlid.ongeldig", None)),
    ],
)
def test_a_member_that_does_not_fit_is_refused(
    tekenbevoegde: Lidmaatschap,
    gemeente: Organisatie,
    verband: Samenwerkingsverband,
    gegevens: dict,
    fout: tuple[str, str | None],
) -> None:
    wie = {"gemeente": gemeente, "zelf": tekenbevoegde.organisatie}
    gewoon = {"organisatie": maak_organisatie(), "schil": 2, "van": VANDAAG}
    if "organisatie" in gegevens:
        gegevens = {"organisatie": wie[gegevens["organisatie"]]}

    assert geweigerd(lambda: bewaar(verband, tekenbevoegde, "lid", gewoon | gegevens)) == fout


def test_a_trekker_does_not_leave_before_another_is_chosen(
    tekenbevoegde: Lidmaatschap, verband: Samenwerkingsverband
) -> None:
    lid = verband.leden.get()

    weg = geweigerd(lambda: bewaar(verband, tekenbevoegde, "lid", {"tot": VANDAAG}, lid.pk))
    verder = geweigerd(lambda: bewaar(verband, tekenbevoegde, "lid", {"schil": 2}, lid.pk))

    assert weg == verder == ("verbandlid.ongeldig", None)


def test_a_member_is_not_removed(tekenbevoegde: Lidmaatschap, verband: Samenwerkingsverband) -> None:
    lid = verband.leden.get()

    assert geweigerd(
        lambda: verwijder_verbanddeel(verband_id=verband.pk, soort="lid", deel_id=lid.pk, door=tekenbevoegde)
    ) == ("verband.lid_blijft", None)


def test_a_part_of_the_covenant_keeps_its_file_until_a_new_one_comes(
    tekenbevoegde: Lidmaatschap, verband: Samenwerkingsverband
) -> None:
    deel = verband.convenant.get()
    eerste = deel.bestand

    bewaar(verband, tekenbevoegde, "convenantdeel", {"tekst": "Nieuwe tekst.", "bestand": None}, deel.pk)
    deel.refresh_from_db()
    assert (deel.tekst, deel.bestand) == ("Nieuwe tekst.", eerste)
    upload = SimpleUploadedFile("convenant.png", PNG)
    bewaar(verband, tekenbevoegde, "convenantdeel", {"bestand": upload}, deel.pk)

    deel.refresh_from_db()
    assert (deel.bestand.naam, deel.bestand.pk != eerste.pk) == ("convenant.png", True)


@pytest.mark.parametrize("soort", ["convenantdeel", "onderaannemer"])
def test_other_parts_are_removed_and_stay_in_the_history(
    tekenbevoegde: Lidmaatschap, verband: Samenwerkingsverband, soort: str
) -> None:
    deel = {"convenantdeel": verband.convenant, "onderaannemer": verband.onderaannemers}[soort].get()
    versies = type(deel).events.rel.related_model.objects

    verwijder_verbanddeel(verband_id=verband.pk, soort=soort, deel_id=deel.pk, door=tekenbevoegde)

    assert not type(deel).objects.filter(pk=deel.pk).exists()
    assert list(versies.filter(pgh_obj_id=deel.pk).order_by("pgh_id").values_list("pgh_label", flat=True)) == [
        "insert",
        "delete",
    ]


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"naam": ""}, None),
        ({"organisatie": "ander"}, None),
        ({"activiteit": ""}, "activiteit"),
        ({"bedrag": Decimal("-0.01")}, "bedrag"),
        ({"contract_tot": None}, "contract_tot"),
    ],
)
def test_a_subcontractor_has_one_name_an_amount_and_an_end(
    tekenbevoegde: Lidmaatschap, verband: Samenwerkingsverband, anders: dict, veld: str | None
) -> None:
    if "organisatie" in anders:
        anders = {"organisatie": maak_organisatie()}

    assert geweigerd(lambda: bewaar(verband, tekenbevoegde, "onderaannemer", CONTRACT | anders)) == (
        "onderaannemer.ongeldig",
        veld,
    )


def test_a_part_of_another_alliance_is_not_within_reach(
    tekenbevoegde: Lidmaatschap, verband: Samenwerkingsverband
) -> None:
    vreemd = zet_verband(maak_organisatie()).onderaannemers.get()

    with pytest.raises(Onderaannemer.DoesNotExist):
        bewaar(verband, tekenbevoegde, "onderaannemer", CONTRACT, vreemd.pk)

    assert Onderaannemer.objects.get(pk=vreemd.pk).naam == "Voorbeeld Vervoer"


@pytest.mark.parametrize("rol", [Rol.REDACTEUR, Rol.MEELEZER, Rol.BESLUITNEMER, Rol.BEHEERDER])
def test_no_other_role_changes_a_part(partner: Organisatie, verband: Samenwerkingsverband, rol: Rol) -> None:
    lid = maak_lid(rol, partner if rol in {Rol.REDACTEUR, Rol.MEELEZER} else None)

    assert geweigerd(lambda: bewaar(verband, lid, "onderaannemer", CONTRACT))[0] == "verband.geen_recht"


def test_another_member_of_the_alliance_changes_nothing(verband: Samenwerkingsverband) -> None:
    lid = maak_lid(Rol.TEKENBEVOEGDE)
    Verbandlid.objects.create(verband=verband, organisatie=lid.organisatie, schil=1, van=VANDAAG)

    assert geweigerd(lambda: bewaar(verband, lid, "onderaannemer", CONTRACT))[0] == "verband.geen_recht"


# --- the database ---


@pytest.mark.parametrize(
    "rij",
    [
        lambda verband: Verbandlid(verband=verband, organisatie=maak_organisatie(), schil=4, van=VANDAAG),
        lambda verband: Verbandlid(
            verband=verband, organisatie=maak_organisatie(), schil=1, van=VANDAAG, trekker=True
        ),
        lambda verband: Verbandlid(verband=verband, organisatie=verband.leden.get().organisatie, schil=1, van=VANDAAG),
        lambda verband: Convenantdeel(verband=verband, onderwerp="visie"),
        lambda verband: Onderaannemer(verband=verband, activiteit="Eten", bedrag=1, contract_tot=VANDAAG),
        lambda verband: Samenwerkingsverband(naam="Coöperatie", vorm="cooperatie"),
    ],
)
def test_the_database_refuses_it_too(
    verband: Samenwerkingsverband, rij: Callable[[Samenwerkingsverband], object]
) -> None:
    nieuw = rij(verband)
    voor = foto()

    with pytest.raises(IntegrityError), transaction.atomic():
        type(nieuw).objects.bulk_create([nieuw])

    assert foto() == voor


# --- reading ---


def test_the_overview_counts_what_runs_and_what_has_ended(verband: Samenwerkingsverband) -> None:
    verband.onderaannemers.all().delete()
    for dagen, bedrag in ((-1, "1.00"), (0, "2.00"), (92, "4.00"), (93, "8.00")):
        Onderaannemer.objects.create(
            verband=verband,
            naam=f"Na {dagen}",
            activiteit="Werk",
            bedrag=Decimal(bedrag),
            contract_tot=VANDAAG + dagen * DAG,
        )

    overzicht = verband_overzicht(verband, VANDAAG)

    assert [(rij.afgelopen, rij.loopt_af) for rij in overzicht.onderaannemers] == [
        (True, False),
        (False, True),
        (False, True),
        (False, False),
    ]
    assert (overzicht.lopend, overzicht.totaal) == (Decimal("14.00"), Decimal("15.00"))


def test_the_municipality_sees_all_and_a_partner_where_it_belongs(
    beleid: Lidmaatschap, tekenbevoegde: Lidmaatschap, verband: Samenwerkingsverband
) -> None:
    vreemd, vroeger = zet_verband(maak_organisatie()), zet_verband(maak_organisatie())
    Verbandlid.objects.create(
        verband=vroeger, organisatie=tekenbevoegde.organisatie, schil=2, van="2020-01-01", tot=VANDAAG - DAG
    )

    assert {rij.pk for rij in verbanden(beleid, VANDAAG)} == {verband.pk, vreemd.pk, vroeger.pk}
    assert [rij.pk for rij in verbanden(tekenbevoegde, VANDAAG)] == [verband.pk]
    assert [rij.pk for rij in verbanden(tekenbevoegde, VANDAAG - DAG)] == [verband.pk, vroeger.pk]


# --- the pages ---


def test_an_alliance_from_page_to_page(tekenbevoegde: Lidmaatschap, als: Inloggen) -> None:
    client, ander = als(tekenbevoegde), maak_organisatie("Stichting Voorbeeld Nabij")

    gemaakt = client.post(
        reverse("organisaties:verband_nieuw"),
        {"naam": "Alliantie", "vorm": "alliantie", "van": f"{VANDAAG:%d-%m-%Y}"},
    )
    pk = Samenwerkingsverband.objects.get().pk
    for soort, invoer in (
        ("lid", {"organisatie": ander.pk, "schil": "2", "van": f"{VANDAAG:%d-%m-%Y}"}),
        ("convenantdeel", {"onderwerp": "visie", "volgorde": "1", "bestand": SimpleUploadedFile("visie.png", PNG)}),
        (
            "onderaannemer",
            {"naam": "Kok", "activiteit": "Eten", "bedrag": "1.200,50", "contract_tot": f"{VANDAAG:%d-%m-%Y}"},
        ),
    ):
        assert client.post(reverse("organisaties:verbanddeel_nieuw", args=[pk, soort]), invoer).status_code == 302
    pagina = client.get(gemaakt["Location"]).content.decode()

    for tekst in (
        "Stichting Voorbeeld Nabij",
        "Download visie.png",
        "1.200,50",
        "Loopt binnen 3 maanden af",
        "Trekker",
    ):
        assert tekst in pagina
    deel = Convenantdeel.objects.get()
    assert client.get(reverse("organisaties:convenant_download", args=[pk, deel.pk])).content == PNG
    weg = reverse("organisaties:verbanddeel_verwijder", args=[pk, "convenantdeel", deel.pk])
    assert client.get(weg).status_code == 200
    assert client.post(weg).status_code == 302
    assert Convenantdeel.objects.count() == 0


def test_a_cooperatie_is_explained_at_its_field(beleid: Lidmaatschap, als: Inloggen) -> None:
    antwoord = als(beleid).post(
        reverse("organisaties:verband_nieuw"),
        {"naam": "Coöperatie Voorbeeld", "vorm": "cooperatie", "van": f"{VANDAAG:%d-%m-%Y}"},
    )

    assert antwoord.status_code == 422
    assert antwoord.context["form"].errors["vorm"][0].startswith("Een coöperatie is zelf een rechtspersoon.")
    assert 'value="Coöperatie Voorbeeld"' in antwoord.content.decode()


def test_changing_starts_from_what_stands_there(
    tekenbevoegde: Lidmaatschap, verband: Samenwerkingsverband, als: Inloggen
) -> None:
    client, rij = als(tekenbevoegde), verband.onderaannemers.get()

    naam = client.get(reverse("organisaties:verband_wijzig", args=[verband.pk])).context["form"]
    deel = client.get(reverse("organisaties:verbanddeel_wijzig", args=[verband.pk, "onderaannemer", rij.pk]))
    gewijzigd = client.post(
        reverse("organisaties:verband_wijzig", args=[verband.pk]),
        {"naam": "Nieuw", "vorm": "fusie", "trekker": tekenbevoegde.organisatie_id},
    )

    assert (naam["naam"].value(), naam["trekker"].value()) == (verband.naam, tekenbevoegde.organisatie_id)
    assert deel.context["form"]["bedrag"].value() == "100,00"
    assert gewijzigd.status_code == 302
    verband.refresh_from_db()
    assert (verband.naam, verband.vorm, trekker_van(verband)) == ("Nieuw", "fusie", tekenbevoegde.organisatie_id)


@pytest.mark.parametrize("soort", ["lid", "regie"])
def test_a_member_and_an_unknown_kind_have_no_page_to_remove(
    tekenbevoegde: Lidmaatschap, verband: Samenwerkingsverband, als: Inloggen, soort: str
) -> None:
    pad = reverse("organisaties:verbanddeel_verwijder", args=[verband.pk, soort, verband.leden.get().pk])

    assert als(tekenbevoegde).get(pad).status_code == 404


def test_a_file_that_is_checked_still_or_is_not_there_is_not_handed_out(
    tekenbevoegde: Lidmaatschap, verband: Samenwerkingsverband, als: Inloggen
) -> None:
    wacht = Convenantdeel.objects.create(verband=verband, onderwerp="wacht", bestand=maak_bestand("quarantaine"))
    leeg = Convenantdeel.objects.create(verband=verband, onderwerp="leeg")

    def pad(deel: Convenantdeel) -> str:
        return reverse("organisaties:convenant_download", args=[verband.pk, deel.pk])

    assert als(tekenbevoegde).get(pad(leeg)).status_code == 404
    assert "nog gecontroleerd op virussen" in als(tekenbevoegde).get(pad(wacht), follow=True).content.decode()
