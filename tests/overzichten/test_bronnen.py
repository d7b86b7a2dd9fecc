"""The worklist after the decision: each kind of thing that waits, and whose turn it is."""

import datetime
from decimal import Decimal

import pytest
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from overzichten.selectors.werklijst import werkregels
from overzichten.selectors.werklijst.uitvoering import ALLE
from overzichten.werkregel import Werkregel
from tests.hulp.fabriek import maak_lid
from tests.subsidies.conftest import Wereld, geweigerd
from tests.uitvoering.conftest import (
    beoordeeld,
    concept,
    eens,
    gevuld,
    in_behandeling,
    ingediend,
    stel_bijstelling_voor,
    verleend,
    voorgesteld,
    wereld,
)
from uitvoering.services import voorbereiden
from uitvoering.services.voorbereiden import Bedragen

__all__ = [
    "beoordeeld",
    "concept",
    "eens",
    "gevuld",
    "in_behandeling",
    "ingediend",
    "verleend",
    "voorgesteld",
    "wereld",
]


def regels_over(lid: Lidmaatschap, wat: str) -> list[Werkregel]:
    return [regel for regel in werkregels(lid) if regel.wat == wat]


def test_every_kind_has_its_own_code_and_a_page():
    assert len({bron.code for bron in ALLE}) == len(ALLE)
    for bron in ALLE:
        adres = reverse(bron.route, args=["7" for _ in bron.sleutels])
        try:
            resolve(adres)
        except Resolver404:
            pytest.fail(f"{bron.code} wijst naar {adres}")


def test_a_proposal_in_preparation_is_for_who_prepares(verleend: Wereld):
    stel_bijstelling_voor(verleend, {2027: Decimal("5000.00")})

    [regel] = regels_over(verleend["beoordelaar"], "Voorstel afmaken en voorleggen")

    assert (regel.naam, regel.van_u) == (str(verleend.anker), True)
    assert regels_over(verleend["besluitnemer"], "Voorstel afmaken en voorleggen")[0].van_u is False
    assert regels_over(verleend["anker"], "Voorstel afmaken en voorleggen") == []


def test_an_offered_proposal_is_for_who_decides(verleend: Wereld):
    voorstel = stel_bijstelling_voor(verleend, {2027: Decimal("5000.00")})
    voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=verleend["beoordelaar"])

    [regel] = regels_over(verleend["besluitnemer"], "Besluiten over een lopende subsidie")

    assert regel.van_u
    assert regel.url == reverse("uitvoering:voorstel", args=[voorstel.kenmerk])
    assert regels_over(verleend["beoordelaar"], "Besluiten over een lopende subsidie")[0].van_u is False


def test_a_partner_sees_only_what_waits_for_itself(verleend: Wereld):
    stel_bijstelling_voor(verleend, {2027: Decimal("5000.00")})

    assert {regel.url for regel in werkregels(verleend["brug"])} & {
        regel.url for regel in regels_over(verleend["beoordelaar"], "Voorstel afmaken en voorleggen")
    } == set()


@pytest.mark.parametrize("rol", [Rol.BEHEERDER, Rol.COLLEGE, Rol.FINANCIEEL, Rol.MEELEZER, Rol.COMMISSIELID])
def test_the_list_opens_for_every_role(verleend: Wereld, rol: Rol):
    stel_bijstelling_voor(verleend, {2027: Decimal("5000.00")})

    namen = [regel.wat for regel in werkregels(maak_lid(rol))]

    assert ("Voorstel afmaken en voorleggen" in namen) is (rol in {Rol.BEHEERDER, Rol.COLLEGE, Rol.FINANCIEEL})


def test_who_is_heard_again_finds_it_on_its_worklist(verleend: Wereld):
    wat = "Zienswijze geven over een voornemen"
    beoordelaar, voorstel = (
        verleend["beoordelaar"],
        stel_bijstelling_voor(verleend, {2027: Decimal("-1000.00")}, grond="niet_uitgevoerd"),
    )
    regel, uiterlijk = voorstel.regels.get(), timezone.localdate() + datetime.timedelta(days=14)
    voorbereiden.vraag_zienswijze(voorstel_id=voorstel.pk, uiterlijk=uiterlijk, door=beoordelaar)
    assert len(regels_over(verleend["anker"], wat)) == 1
    voorbereiden.geef_zienswijze(regel_id=regel.pk, tekst="Wij doen het later.", door=verleend["anker"])
    voorbereiden.reageer(regel_id=regel.pk, tekst="Later is te laat.", door=beoordelaar)
    assert regels_over(verleend["anker"], wat) == []
    voorbereiden.neem_terug(voorstel_id=voorstel.pk, door=beoordelaar)
    voorbereiden.wijzig(
        voorstel_id=voorstel.pk,
        grond="niet_uitgevoerd",
        motivering="Wij keken nog eens.",
        regels=[Bedragen(regel.subsidie_id, verandering={2027: Decimal("-2000.00")})],
        door=beoordelaar,
    )

    voorbereiden.vraag_zienswijze(voorstel_id=voorstel.pk, uiterlijk=uiterlijk, door=beoordelaar)

    [werk] = regels_over(verleend["anker"], wat)
    assert werk.uiterste_dag == uiterlijk
    assert regels_over(beoordelaar, "Voorstel afmaken en voorleggen") == []
    with geweigerd("vervolg.niet_gehoord"):
        voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=beoordelaar)
    voorbereiden.geef_zienswijze(regel_id=regel.pk, tekst="Ook dit is te veel.", door=verleend["anker"])
    assert regels_over(verleend["anker"], wat) == []
    with geweigerd("vervolg.geen_reactie"):
        voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=beoordelaar)
