"""Machtigingen (Awb 2:1): who gives one, when it counts, and that it never changes."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.test import Client
from django.utils import timezone

from kern.fouten import DomeinFout, GeenRecht
from kern.models import Bestand, Gebeurtenis
from organisaties.models import Lidmaatschap, Machtiging, Organisatie, Rol
from organisaties.models.machtiging import LANGSTE_DUUR
from organisaties.selectors import (
    machtigingen_van,
    mag_tekenen_voor,
)
from organisaties.services.machtigen import plaats_machtigingsdocument, trek_machtiging_in
from tests.hulp.fabriek import PNG, maak_bestand, maak_machtiging
from tests.organisaties.conftest import maak_lid, maak_organisatie
from tests.organisaties.machtigen import DAG, JAAR, VANDAAG, geef, scan

pytestmark = pytest.mark.django_db

Inloggen = Callable[[Lidmaatschap], Client]


def geweigerd(daad: Callable[[], object]) -> tuple[str, str | None]:
    """Refused: no row and no file is made or changed, and the trail has one refusal with the code."""
    voor = list(Machtiging.objects.values()), Bestand.objects.count()
    with pytest.raises((DomeinFout, GeenRecht)) as fout:
        daad()

    assert (list(Machtiging.objects.values()), Bestand.objects.count()) == voor
    assert Gebeurtenis.objects.latest("pk").geweigerd == fout.value.code
    return fout.value.code, getattr(fout.value, "veld", None)


# --- giving ---


def test_a_tekenbevoegde_lets_somebody_of_another_partner_sign(
    tekenbevoegde: Lidmaatschap, ander: Lidmaatschap
) -> None:
    machtiging = geef(tekenbevoegde, ander, email=f" {ander.gebruiker.email.upper()} ")

    assert (machtiging.organisatie, machtiging.gemachtigde) == (tekenbevoegde.organisatie, ander)
    assert machtiging.stand_op(VANDAAG) == Machtiging.Stand.ZONDER_DOCUMENT
    rij = Gebeurtenis.objects.get()
    assert (rij.soort, rij.lidmaatschap_id) == ("machtiging.gegeven", tekenbevoegde.pk)
    assert rij.feiten == {
        "organisatie": tekenbevoegde.organisatie_id,
        "lidmaatschap": ander.pk,
        "tot": (VANDAAG + JAAR).isoformat(),
    }


def test_a_colleague_of_the_own_organisation_can_be_let_sign(tekenbevoegde: Lidmaatschap) -> None:
    collega = maak_lid(Rol.REDACTEUR, tekenbevoegde.organisatie)

    assert geef(tekenbevoegde, collega).gemachtigde == collega


def test_who_has_more_roles_at_an_organisation_signs_in_the_highest(
    tekenbevoegde: Lidmaatschap, ander: Lidmaatschap
) -> None:
    hoogste = maak_lid(Rol.TEKENBEVOEGDE, ander.organisatie, ander.gebruiker)

    assert geef(tekenbevoegde, ander).gemachtigde == hoogste


@pytest.mark.parametrize("rol", [Rol.REDACTEUR, Rol.MEELEZER])
def test_only_the_tekenbevoegde_gives(partner: Organisatie, ander: Lidmaatschap, rol: Rol) -> None:
    assert geweigerd(lambda: geef(maak_lid(rol, partner), ander)) == ("machtiging.geen_recht", None)


@pytest.mark.parametrize("rol", [Rol.BESLUITNEMER, Rol.FINANCIEEL, Rol.COLLEGE, Rol.COMMISSIELID])
def test_no_other_role_gives_for_an_organisation(partner: Organisatie, ander: Lidmaatschap, rol: Rol) -> None:
    daad = lambda: geef(maak_lid(rol), ander, partner, bestand=scan())  # noqa: E731

    assert geweigerd(daad) == ("machtiging.geen_recht", None)


def test_nobody_gives_for_another_organisation(tekenbevoegde: Lidmaatschap, ander: Lidmaatschap) -> None:
    assert geweigerd(lambda: geef(tekenbevoegde, ander, maak_organisatie()))[0] == "machtiging.geen_recht"


@pytest.mark.parametrize(
    ("anders", "fout"),
    [
        ({"tot": VANDAAG - DAG, "van": VANDAAG}, ("machtiging.dagen", "tot")),
        ({"tot": VANDAAG - DAG, "van": VANDAAG - JAAR}, ("machtiging.voorbij", "tot")),
        ({"tot": VANDAAG + LANGSTE_DUUR + DAG}, ("machtiging.te_lang", "tot")),
        ({"reikwijdte": "  "}, ("machtiging.reikwijdte", "reikwijdte")),
        ({"email": "onbekend@voorbeeld.example"}, ("machtiging.onbekend", "email")),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(
    tekenbevoegde: Lidmaatschap, ander: Lidmaatschap, anders: dict[str, object], fout: tuple[str, str]
) -> None:
    assert geweigerd(lambda: geef(tekenbevoegde, ander, **anders)) == fout


def test_four_years_is_not_too_long(tekenbevoegde: Lidmaatschap, ander: Lidmaatschap) -> None:
    assert geef(tekenbevoegde, ander, tot=VANDAAG + LANGSTE_DUUR).tot == VANDAAG + LANGSTE_DUUR


def test_the_form_is_no_way_to_look_people_up(tekenbevoegde: Lidmaatschap, ander: Lidmaatschap) -> None:
    weg = maak_lid(Rol.REDACTEUR, ander.organisatie)
    Lidmaatschap.objects.filter(pk=weg.pk).update(tot=VANDAAG - DAG)
    ambtenaar = maak_lid(Rol.BELEIDSMEDEWERKER)

    elders = geweigerd(lambda: geef(tekenbevoegde, ander, bij_id=maak_organisatie().pk))
    vertrokken = geweigerd(lambda: geef(tekenbevoegde, weg))
    gemeente = geweigerd(lambda: geef(tekenbevoegde, ambtenaar))

    assert elders == vertrokken == gemeente == ("machtiging.onbekend", "email")


def test_nobody_lets_themselves_sign(tekenbevoegde: Lidmaatschap, ander: Lidmaatschap) -> None:
    zelf = maak_lid(Rol.REDACTEUR, ander.organisatie, tekenbevoegde.gebruiker)

    assert geweigerd(lambda: geef(tekenbevoegde, zelf)) == ("machtiging.zichzelf", "email")


def test_who_signs_already_needs_no_machtiging(tekenbevoegde: Lidmaatschap) -> None:
    tweede = maak_lid(Rol.TEKENBEVOEGDE, tekenbevoegde.organisatie)

    assert geweigerd(lambda: geef(tekenbevoegde, tweede)) == ("machtiging.tekent_al", "email")


def test_one_machtiging_at_a_time_for_the_same_person(tekenbevoegde: Lidmaatschap, ander: Lidmaatschap) -> None:
    eerste = geef(tekenbevoegde, ander)

    assert geweigerd(lambda: geef(tekenbevoegde, ander))[0] == "machtiging.al_gegeven"
    trek_machtiging_in(machtiging_id=eerste.pk, door=tekenbevoegde)

    assert geef(tekenbevoegde, ander).pk != eerste.pk


# --- the municipality, for who cannot do it here ---


@pytest.mark.parametrize("rol", [Rol.BELEIDSMEDEWERKER, Rol.BEHEERDER])
def test_the_municipality_enters_what_came_on_paper(gemeente: Organisatie, ander: Lidmaatschap, rol: Rol) -> None:
    groep = maak_organisatie("Bewonersgroep Voorbeeld")

    machtiging = geef(maak_lid(rol, gemeente), ander, groep, bestand=scan())

    assert mag_tekenen_voor(ander, groep.pk, VANDAAG) == machtiging


def test_the_municipality_needs_the_signed_form(beheerder: Lidmaatschap, ander: Lidmaatschap) -> None:
    groep = maak_organisatie("Bewonersgroep Voorbeeld")

    assert geweigerd(lambda: geef(beheerder, ander, groep)) == ("machtiging.zonder_document", "bestand")


def test_the_municipality_does_not_speak_for_who_can(
    beheerder: Lidmaatschap, tekenbevoegde: Lidmaatschap, ander: Lidmaatschap
) -> None:
    daad = lambda: geef(beheerder, ander, tekenbevoegde.organisatie, bestand=scan())  # noqa: E731

    assert geweigerd(daad) == ("machtiging.heeft_tekenbevoegde", None)


def test_the_municipality_itself_gives_none(beheerder: Lidmaatschap, ander: Lidmaatschap) -> None:
    assert geweigerd(lambda: geef(beheerder, ander, bestand=scan())) == ("machtiging.geen_partner", None)


# --- when it counts ---


def test_it_counts_once_the_signed_form_is_there(tekenbevoegde: Lidmaatschap, ander: Lidmaatschap) -> None:
    machtiging, pk = geef(tekenbevoegde, ander), tekenbevoegde.organisatie_id
    assert mag_tekenen_voor(ander, pk, VANDAAG) is None
    assert machtigingen_van(ander, VANDAAG) == []

    plaats_machtigingsdocument(machtiging_id=machtiging.pk, bestand=scan(), door=tekenbevoegde)

    assert mag_tekenen_voor(ander, pk, VANDAAG) == machtiging
    assert [gekregen.organisatie for gekregen in machtigingen_van(ander, VANDAAG)] == [tekenbevoegde.organisatie]
    assert Gebeurtenis.objects.latest("pk").soort == "machtiging.getekend"


def test_it_counts_for_one_membership_and_one_organisation(tekenbevoegde: Lidmaatschap, ander: Lidmaatschap) -> None:
    maak_machtiging(tekenbevoegde.organisatie, ander, tekenbevoegde)
    collega = maak_lid(Rol.REDACTEUR, ander.organisatie)
    elders = maak_lid(Rol.REDACTEUR, maak_organisatie(), ander.gebruiker)

    assert mag_tekenen_voor(ander, tekenbevoegde.organisatie_id, VANDAAG) is not None
    assert mag_tekenen_voor(ander, maak_organisatie().pk, VANDAAG) is None
    assert mag_tekenen_voor(collega, tekenbevoegde.organisatie_id, VANDAAG) is None
    assert mag_tekenen_voor(elders, tekenbevoegde.organisatie_id, VANDAAG) is None


@pytest.mark.parametrize(
    ("dagen", "stand"), [(-31, "later"), (-30, "geldt"), (0, "geldt"), (30, "geldt"), (31, "voorbij")]
)
def test_it_counts_from_its_first_day_to_its_last(
    tekenbevoegde: Lidmaatschap, ander: Lidmaatschap, dagen: int, stand: str
) -> None:
    machtiging = maak_machtiging(tekenbevoegde.organisatie, ander, tekenbevoegde)
    dag = VANDAAG + dagen * DAG

    assert machtiging.stand_op(dag) == stand
    assert mag_tekenen_voor(ander, tekenbevoegde.organisatie_id, dag) == (machtiging if stand == "geldt" else None)


@pytest.mark.parametrize(("bestand", "stand"), [("quarantaine", "in_controle"), ("geweigerd", "geweigerd")])
def test_it_does_not_count_while_its_form_is_not_clean(
    tekenbevoegde: Lidmaatschap, ander: Lidmaatschap, bestand: str, stand: str
) -> None:
    machtiging = maak_machtiging(tekenbevoegde.organisatie, ander, tekenbevoegde, document=maak_bestand(bestand))

    assert machtiging.stand_op(VANDAAG) == stand
    assert mag_tekenen_voor(ander, tekenbevoegde.organisatie_id, VANDAAG) is None


def test_it_ends_with_the_membership(tekenbevoegde: Lidmaatschap, ander: Lidmaatschap) -> None:
    machtiging = maak_machtiging(tekenbevoegde.organisatie, ander, tekenbevoegde)
    ander.tot = VANDAAG
    ander.save()

    assert mag_tekenen_voor(ander, tekenbevoegde.organisatie_id, VANDAAG) == machtiging
    assert mag_tekenen_voor(ander, tekenbevoegde.organisatie_id, VANDAAG + DAG) is None
    assert machtiging.stand_op(VANDAAG + DAG) == Machtiging.Stand.VOORBIJ


# --- the signed form ---


def test_a_signed_form_stays(tekenbevoegde: Lidmaatschap, ander: Lidmaatschap) -> None:
    machtiging = maak_machtiging(tekenbevoegde.organisatie, ander, tekenbevoegde)

    daad = lambda: plaats_machtigingsdocument(machtiging_id=machtiging.pk, bestand=scan(), door=tekenbevoegde)  # noqa: E731

    assert geweigerd(daad) == ("machtiging.heeft_document", None)


def test_a_refused_form_is_replaced(tekenbevoegde: Lidmaatschap, ander: Lidmaatschap) -> None:
    machtiging = maak_machtiging(tekenbevoegde.organisatie, ander, tekenbevoegde, document=maak_bestand("geweigerd"))

    plaats_machtigingsdocument(machtiging_id=machtiging.pk, bestand=scan(), door=tekenbevoegde)

    assert mag_tekenen_voor(ander, tekenbevoegde.organisatie_id, VANDAAG) == machtiging


@pytest.mark.parametrize(
    ("naam", "inhoud"), [("formulier.pdf", PNG), ("formulier.png", b""), ("formulier.exe", b"MZ")]
)
def test_a_file_that_is_no_scan_is_refused(
    tekenbevoegde: Lidmaatschap, ander: Lidmaatschap, naam: str, inhoud: bytes
) -> None:
    machtiging = maak_machtiging(tekenbevoegde.organisatie, ander, tekenbevoegde, document=None)

    _, veld = geweigerd(
        lambda: plaats_machtigingsdocument(machtiging_id=machtiging.pk, bestand=scan(naam, inhoud), door=tekenbevoegde)
    )

    assert veld == "bestand"


def test_the_one_who_received_it_puts_nothing_in(tekenbevoegde: Lidmaatschap, ander: Lidmaatschap) -> None:
    machtiging = maak_machtiging(tekenbevoegde.organisatie, ander, tekenbevoegde, document=None)

    daad = lambda: plaats_machtigingsdocument(machtiging_id=machtiging.pk, bestand=scan(), door=ander)  # noqa: E731

    assert geweigerd(daad)[0] == "machtiging.geen_recht"


# --- withdrawing ---


def test_the_giver_withdraws_at_once(tekenbevoegde: Lidmaatschap, ander: Lidmaatschap) -> None:
    machtiging = maak_machtiging(tekenbevoegde.organisatie, ander, tekenbevoegde)

    trek_machtiging_in(machtiging_id=machtiging.pk, door=tekenbevoegde)

    machtiging.refresh_from_db()
    assert machtiging.ingetrokken_door == tekenbevoegde
    assert machtiging.stand_op(VANDAAG) == Machtiging.Stand.INGETROKKEN
    assert mag_tekenen_voor(ander, tekenbevoegde.organisatie_id, VANDAAG) is None
    assert Gebeurtenis.objects.get().soort == "machtiging.ingetrokken"


def test_the_municipality_withdraws_too(
    beheerder: Lidmaatschap, tekenbevoegde: Lidmaatschap, ander: Lidmaatschap
) -> None:
    machtiging = maak_machtiging(tekenbevoegde.organisatie, ander, tekenbevoegde)

    assert trek_machtiging_in(machtiging_id=machtiging.pk, door=beheerder).ingetrokken_door == beheerder


def test_a_withdrawal_is_the_last_word(tekenbevoegde: Lidmaatschap, ander: Lidmaatschap) -> None:
    machtiging = maak_machtiging(tekenbevoegde.organisatie, ander, tekenbevoegde, document=None)
    trek_machtiging_in(machtiging_id=machtiging.pk, door=tekenbevoegde)

    nog_eens = geweigerd(lambda: trek_machtiging_in(machtiging_id=machtiging.pk, door=tekenbevoegde))
    plaatsen = geweigerd(
        lambda: plaats_machtigingsdocument(machtiging_id=machtiging.pk, bestand=scan(), door=tekenbevoegde)
    )

    assert nog_eens == plaatsen == ("machtiging.ingetrokken", None)


def test_what_is_over_is_not_withdrawn(tekenbevoegde: Lidmaatschap, ander: Lidmaatschap) -> None:
    machtiging = maak_machtiging(
        tekenbevoegde.organisatie, ander, tekenbevoegde, van=VANDAAG - JAAR, tot=VANDAAG - DAG
    )

    assert geweigerd(lambda: trek_machtiging_in(machtiging_id=machtiging.pk, door=tekenbevoegde)) == (
        "machtiging.voorbij",
        None,
    )


def test_the_one_who_received_it_withdraws_nothing(tekenbevoegde: Lidmaatschap, ander: Lidmaatschap) -> None:
    machtiging = maak_machtiging(tekenbevoegde.organisatie, ander, tekenbevoegde)

    assert geweigerd(lambda: trek_machtiging_in(machtiging_id=machtiging.pk, door=ander))[0] == "machtiging.geen_recht"


# --- the database ---


@pytest.mark.parametrize(
    "anders",
    [
        {"tot": VANDAAG - 31 * DAG},
        {"tot": VANDAAG - 30 * DAG + LANGSTE_DUUR + DAG},
        {"reikwijdte": ""},
        {"ingetrokken_op": timezone.now()},
    ],
)
def test_the_database_refuses_it_too(
    tekenbevoegde: Lidmaatschap, ander: Lidmaatschap, anders: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        maak_machtiging(tekenbevoegde.organisatie, ander, tekenbevoegde, **anders)

    assert Machtiging.objects.count() == 0


@pytest.mark.parametrize("veld", ["tot", "van", "reikwijdte", "gemachtigde", "organisatie", "document"])
def test_the_row_never_changes(tekenbevoegde: Lidmaatschap, ander: Lidmaatschap, veld: str) -> None:
    machtiging = maak_machtiging(tekenbevoegde.organisatie, ander, tekenbevoegde)
    nieuw = {
        "tot": machtiging.tot + DAG,
        "van": machtiging.van + DAG,
        "reikwijdte": "Alles.",
        "gemachtigde": tekenbevoegde,
        "organisatie": ander.organisatie,
        "document": maak_bestand(),
    }

    with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
        Machtiging.objects.filter(pk=machtiging.pk).update(**{veld: nieuw[veld]})
    with pytest.raises(InternalError), transaction.atomic():
        Machtiging.objects.filter(pk=machtiging.pk)._raw_delete("default")

    assert Machtiging.objects.get(pk=machtiging.pk).document == machtiging.document


def test_a_withdrawal_is_not_undone(tekenbevoegde: Lidmaatschap, ander: Lidmaatschap) -> None:
    machtiging = maak_machtiging(tekenbevoegde.organisatie, ander, tekenbevoegde)
    trek_machtiging_in(machtiging_id=machtiging.pk, door=tekenbevoegde)

    with pytest.raises(InternalError), transaction.atomic():
        Machtiging.objects.filter(pk=machtiging.pk).update(ingetrokken_op=None, ingetrokken_door=None)

    assert Machtiging.objects.get(pk=machtiging.pk).ingetrokken_op is not None
