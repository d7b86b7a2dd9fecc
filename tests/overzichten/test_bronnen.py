"""The worklist after the decision: each kind of thing that waits, and whose turn it is."""

from decimal import Decimal

import pytest
from django.urls import Resolver404, resolve, reverse

from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from overzichten.selectors.werklijst import werkregels
from overzichten.selectors.werklijst.bronnen import BRONNEN
from overzichten.werkregel import Werkregel
from tests.hulp.fabriek import maak_lid
from tests.subsidies.conftest import Wereld
from tests.uitvoering.conftest import (
    als,
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

__all__ = [
    "als",
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
    assert len({bron.code for bron in BRONNEN}) == len(BRONNEN)
    for bron in BRONNEN:
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
