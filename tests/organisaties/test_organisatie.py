"""Organisations: sorting, numbers, and what the database itself refuses."""

import pytest
from django.db import IntegrityError, InternalError, transaction

from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebeurtenis
from organisaties.models import AanvragerSoort, Lidmaatschap, Organisatie, OrganisatieSoort, Rol
from organisaties.regels.nummers_kloppen import iban_nummer, kvk_nummer, postcode, rsin_nummer
from organisaties.services.registreer_organisatie import registreer_organisatie
from organisaties.services.wijzig_organisatie import wijzig_organisatie
from tests.organisaties.conftest import maak_lid, maak_organisatie

pytestmark = pytest.mark.django_db

PARTNER = OrganisatieSoort.PARTNER


def test_names_sort_without_accents_and_capitals_also_after_a_bulk_write() -> None:
    namen = ["Zohor", "Łódź", "Èlan", "de Baan", "Mooizooi", "DOCK", "Şükran", "Elan Twee"]
    Organisatie.objects.bulk_create(Organisatie(naam=naam, soort=PARTNER) for naam in namen)

    gesorteerd = [organisatie.naam for organisatie in Organisatie.objects.all()]

    assert gesorteerd == ["de Baan", "DOCK", "Èlan", "Elan Twee", "Łódź", "Mooizooi", "Şükran", "Zohor"]
    assert Organisatie.objects.get(naam="Łódź").sorteersleutel == "lodz"


def test_the_sort_key_follows_an_update_past_every_service() -> None:
    organisatie = maak_organisatie("Zohor")

    Organisatie.objects.update(naam="Ångström")
    organisatie.refresh_from_db()

    assert organisatie.sorteersleutel == "angstrom"


def test_numbers_are_written_one_way() -> None:
    assert kvk_nummer(" 1234 5678 ") == "12345678"
    assert rsin_nummer("9900.00.011") == "990000011"
    assert iban_nummer("nl91 abna 0417 1643 00") == "NL91ABNA0417164300"
    assert postcode("2011rd") == "2011 RD"
    assert [kvk_nummer(""), rsin_nummer(""), iban_nummer(""), postcode("")] == ["", "", "", ""]


@pytest.mark.parametrize(
    ("regel", "tekst", "veld"),
    [
        (kvk_nummer, "1234567", "kvk"),
        (kvk_nummer, "1234567a", "kvk"),
        (kvk_nummer, "١٢٣٤٥٦٧٨", "kvk"),
        (rsin_nummer, "990000012", "rsin"),
        (rsin_nummer, "99000001", "rsin"),
        (iban_nummer, "NL92ABNA0417164300", "iban"),
        (iban_nummer, "geen iban", "iban"),
        (postcode, "0123 AB", "postcode"),
        (postcode, "2011", "postcode"),
    ],
)
def test_a_wrong_number_is_refused_at_its_field(regel, tekst: str, veld: str) -> None:
    with pytest.raises(DomeinFout) as fout:
        regel(tekst)

    assert (fout.value.code, fout.value.veld) == (f"organisatie.{veld}", veld)


def test_a_beheerder_registers_an_organisation_with_its_audit_row(beheerder: Lidmaatschap) -> None:
    organisatie = registreer_organisatie(
        soort=PARTNER,
        gegevens={"naam": "  Stichting Łódź ", "kvk": "1234 5678", "rsin": "990000011", "postcode": "2011rd"},
        door=beheerder,
    )

    organisatie.refresh_from_db()
    assert (organisatie.naam, organisatie.kvk, organisatie.rsin) == ("Stichting Łódź", "12345678", "990000011")
    assert (organisatie.postcode, organisatie.fictief) == ("2011 RD", False)
    rij = Gebeurtenis.objects.get()
    assert (rij.soort, rij.lidmaatschap_id, rij.over_id) == ("organisatie.geregistreerd", beheerder.pk, organisatie.pk)
    assert (rij.feiten, rij.geweigerd) == ({"organisatie": organisatie.pk}, "")


@pytest.mark.parametrize("soort", [AanvragerSoort.GROEP, AanvragerSoort.NATUURLIJK_PERSOON])
@pytest.mark.parametrize(("veld", "nummer"), [("kvk", "12345678"), ("rsin", "990000011")])
def test_only_a_legal_person_has_a_kvk_number_or_rsin(
    beheerder: Lidmaatschap, soort: AanvragerSoort, veld: str, nummer: str
) -> None:
    with pytest.raises(DomeinFout) as fout:
        registreer_organisatie(
            soort=PARTNER,
            gegevens={"naam": "Jan", "aanvrager_soort": soort, veld: nummer},  # type: ignore[misc]
            door=beheerder,
        )

    assert (fout.value.code, fout.value.veld) == ("organisatie.nummer_past_niet", veld)
    assert Organisatie.objects.count() == 1
    assert [rij.geweigerd for rij in Gebeurtenis.objects.all()] == ["organisatie.nummer_past_niet"]


def test_an_organisation_without_a_name_is_refused(beheerder: Lidmaatschap) -> None:
    with pytest.raises(DomeinFout, match="Vul een naam in"):
        registreer_organisatie(soort=PARTNER, gegevens={"naam": "  "}, door=beheerder)

    assert Organisatie.objects.count() == 1


@pytest.mark.parametrize("rol", [rol for rol in Rol if rol != Rol.BEHEERDER])
def test_only_the_beheerder_registers_an_organisation(rol: Rol) -> None:
    lid = maak_lid(rol)

    with pytest.raises(GeenRecht):
        registreer_organisatie(soort=PARTNER, gegevens={"naam": "Nieuw"}, door=lid)

    assert Organisatie.objects.count() == 1
    assert [rij.geweigerd for rij in Gebeurtenis.objects.all()] == ["toegang.rol"]


def test_a_tekenbevoegde_changes_the_address_and_history_keeps_the_old_one(tekenbevoegde: Lidmaatschap) -> None:
    pk = tekenbevoegde.organisatie_id

    wijzig_organisatie(
        organisatie_id=pk, gegevens={"straat": "Nieuwstraat 1", "postcode": "2011RD"}, door=tekenbevoegde
    )

    organisatie = Organisatie.objects.get(pk=pk)
    assert (organisatie.straat, organisatie.postcode) == ("Nieuwstraat 1", "2011 RD")
    versies = organisatie.events.order_by("pgh_id").values_list("pgh_label", "straat")
    assert list(versies) == [("insert", ""), ("update", "Nieuwstraat 1")]


def test_the_financieel_medewerker_changes_the_iban_only(gemeente: Organisatie, partner: Organisatie) -> None:
    financieel = maak_lid(Rol.FINANCIEEL, gemeente)

    wijzig_organisatie(organisatie_id=partner.pk, gegevens={"iban": "NL60 VOOR 0000 0000 01"}, door=financieel)
    with pytest.raises(GeenRecht):
        wijzig_organisatie(organisatie_id=partner.pk, gegevens={"naam": "Anders"}, door=financieel)

    partner.refresh_from_db()
    assert (partner.iban, partner.naam) == ("NL60VOOR0000000001", "Stichting Voorbeeld Buurtkamer")


@pytest.mark.parametrize("veld", ["iban", "naam", "kvk", "rsin", "aanvrager_soort", "typering"])
def test_a_tekenbevoegde_does_not_change_what_the_municipality_checks(tekenbevoegde: Lidmaatschap, veld: str) -> None:
    voor = Organisatie.objects.filter(pk=tekenbevoegde.organisatie_id).values().get()

    with pytest.raises(GeenRecht) as fout:
        wijzig_organisatie(
            organisatie_id=tekenbevoegde.organisatie_id,
            gegevens={veld: "NL60VOOR0000000001"},  # type: ignore[misc]
            door=tekenbevoegde,
        )

    assert fout.value.code == "organisatie.velden"
    assert Organisatie.objects.filter(pk=tekenbevoegde.organisatie_id).values().get() == voor


def test_a_tekenbevoegde_does_not_change_another_organisation(tekenbevoegde: Lidmaatschap) -> None:
    ander = maak_organisatie()

    with pytest.raises(GeenRecht):
        wijzig_organisatie(organisatie_id=ander.pk, gegevens={"straat": "Elders 1"}, door=tekenbevoegde)

    ander.refresh_from_db()
    assert ander.straat == ""


@pytest.mark.parametrize(
    "velden",
    [
        {"naam": ""},
        {"kvk": "1234567"},
        {"rsin": "12345678"},
        {"iban": "nl60voor0000000001"},
        {"postcode": "2011RD"},
        {"soort": "bedrijf"},
        {"aanvrager_soort": "mens"},
        {"aanvrager_soort": "groep", "kvk": "12345678"},
        {"aanvrager_soort": "natuurlijk_persoon", "rsin": "990000011"},
    ],
)
def test_the_database_refuses_it_too(velden: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisatie.objects.bulk_create([Organisatie(**{"naam": "X", "soort": PARTNER} | velden)])

    assert Organisatie.objects.count() == 0


def test_the_kind_of_an_organisation_never_changes(partner: Organisatie) -> None:
    with pytest.raises(InternalError), transaction.atomic():
        Organisatie.objects.filter(pk=partner.pk).update(soort=OrganisatieSoort.GEMEENTE)

    partner.refresh_from_db()
    assert partner.soort == PARTNER
