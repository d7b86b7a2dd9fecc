"""Joining, leaving, handing over the pen, and going on without who left the table."""

import pytest
import time_machine

from kern.models import Gebeurtenis
from organisaties.toegang import Rol
from subsidies.models import Aanvraag, Aanvraagdeel, Akkoord
from subsidies.regels.inhoud import deel_inhoud
from subsidies.selectors import laad_dossier
from subsidies.services import deelnemen, indienen, starten
from tests.hulp.fabriek import maak_deelname, maak_lid
from tests.subsidies.conftest import Wereld, dien_in, geef_akkoord, geweigerd
from tests.subsidies.deelnemers import berichten, iedereen_akkoord, stel_voor, voor_sluiting
from thematafels.services import trek_terug

DEELNEMERS, PENVOERDER = Akkoord.Reden.DEELNEMERS, Akkoord.Reden.PENVOERDER


def redenen() -> list[str]:
    return list(Akkoord.objects.order_by("id").values_list("vervallen_reden", flat=True))


# --- joining ---


@pytest.fixture
def nagekomen(eens: Wereld) -> Wereld:
    """A third organisation is admitted after both others agreed."""
    maak_deelname(eens.tafel, eens["buiten"].organisatie, door=eens["buiten"])
    return eens


def sluit_aan(wereld: Wereld, wie: str = "buiten") -> Aanvraagdeel:
    return deelnemen.sluit_aan(aanvraag_id=wereld.aanvraag.pk, door=wereld[wie])


def test_who_joins_later_gets_a_part_and_voids_every_akkoord(nagekomen: Wereld) -> None:
    deel = sluit_aan(nagekomen)

    assert (deel.aanvraag, deel.stand) == (nagekomen.aanvraag, "actief")
    assert redenen() == [DEELNEMERS] * 2
    assert set(Akkoord.objects.values_list("vervallen_door", flat=True)) == {nagekomen["buiten"].pk}
    assert berichten("akkoord_vervallen") == {nagekomen["anker"], nagekomen["brug"]}


def test_nobody_joins_twice(nagekomen: Wereld) -> None:
    sluit_aan(nagekomen)

    with geweigerd("deel.actief"):
        sluit_aan(nagekomen)


def test_nobody_joins_without_being_admitted(eens: Wereld) -> None:
    with geweigerd("deelname.niet_toegelaten"):
        sluit_aan(eens)


def test_nobody_joins_what_was_submitted(nagekomen: Wereld) -> None:
    dien_in(nagekomen)

    with geweigerd("aanvraag.geen_concept"):
        sluit_aan(nagekomen)


# --- leaving ---


def stap_uit(wereld: Wereld, wie: str = "brug", van: str | None = None) -> Aanvraagdeel:
    deel = wereld.deel(wereld[van or wie].organisatie)
    return deelnemen.stap_uit(deel_id=deel.pk, reden="Wij hebben te weinig mensen.", door=wereld[wie])


def test_who_leaves_keeps_its_part_and_the_others_agree_anew(eens: Wereld) -> None:
    deel = stap_uit(eens)

    dossier = laad_dossier(eens.aanvraag)
    assert [ander.organisatie_id for ander in dossier.delen] == [eens.anker.pk]
    [weg] = dossier.gewezen
    assert (weg.organisatie_id, weg.stand, weg.reden) == (eens.brug.pk, "uitgestapt", "Wij hebben te weinig mensen.")
    assert (deel.posten.count(), deel.voorzieningen.count()) == (1, 1)
    assert redenen() == [DEELNEMERS] * 2
    assert berichten("uitgestapt") == {eens["anker"]}
    assert Gebeurtenis.objects.get(soort="aanvraag.uitgestapt").feiten == {"deel": deel.pk}
    iedereen_akkoord(eens)
    assert [deel["organisatie"] for deel in dien_in(eens).inhoud["delen"]] == [eens.anker.naam]


def test_who_left_is_not_told_that_its_own_akkoord_lapsed(eens: Wereld) -> None:
    maak_lid(Rol.TEKENBEVOEGDE, eens.brug)
    stap_uit(eens)

    assert berichten("akkoord_vervallen") == {eens["anker"]}


def test_who_left_joins_again_with_what_it_had(eens: Wereld) -> None:
    voor = deel_inhoud(laad_dossier(eens.aanvraag).deel_van(eens.brug.pk))
    oud = stap_uit(eens)
    geef_akkoord(eens, eens.anker, eens["anker"])

    deel = sluit_aan(eens, "brug")

    assert (deel.pk, deel.stand, deel.weg_op, deel.weg_reden) == (oud.pk, "actief", None, "")
    assert deel_inhoud(laad_dossier(eens.aanvraag).deel_van(eens.brug.pk)) == voor
    assert redenen() == [DEELNEMERS] * 3
    iedereen_akkoord(eens)
    assert dien_in(eens).aanvraag.stand == "ingediend"


def test_the_penvoerder_hands_over_the_pen_before_it_leaves(eens: Wereld) -> None:
    with geweigerd("deel.penvoerder"):
        stap_uit(eens, "anker")
    deelnemen.kies_penvoerder(aanvraag_id=eens.aanvraag.pk, organisatie_id=eens.brug.pk, door=eens["anker"])

    assert stap_uit(eens, "anker").stand == "uitgestapt"


def test_the_last_participant_withdraws_instead(eens: Wereld) -> None:
    stap_uit(eens)

    with geweigerd("deel.laatste"):
        stap_uit(eens, "anker")
    assert indienen.trek_in(aanvraag_id=eens.aanvraag.pk, door=eens["anker"]).stand == "ingetrokken"


@pytest.mark.parametrize(("wie", "code"), [("anker", "deel.niet_eigen"), ("anker_schrijft", "toegang.rol")])
def test_only_its_own_signatory_makes_an_organisation_leave(wie: str, code: str, eens: Wereld) -> None:
    with geweigerd(code):
        stap_uit(eens, wie, van="brug")


def test_nobody_leaves_twice(eens: Wereld) -> None:
    stap_uit(eens)

    with geweigerd("deel.doet_niet_mee"):
        stap_uit(eens)


def test_nobody_leaves_what_was_submitted(ingediend: Wereld) -> None:
    with geweigerd("aanvraag.geen_concept"):
        stap_uit(ingediend)


def test_leaving_ends_the_proposal_to_go_on_without(gevuld: Wereld) -> None:
    with voor_sluiting(gevuld, 10):
        voorstel = stel_voor(gevuld, gevuld.deel(gevuld.brug))
        stap_uit(gevuld)

    voorstel.refresh_from_db()
    assert voorstel.stand == "vervallen"


# --- the pen ---


def kies(wereld: Wereld, organisatie_id: int, wie: str = "anker") -> Aanvraag:
    return deelnemen.kies_penvoerder(aanvraag_id=wereld.aanvraag.pk, organisatie_id=organisatie_id, door=wereld[wie])


def test_the_pen_goes_over_and_everybody_agrees_anew(eens: Wereld) -> None:
    kies(eens, eens.brug.pk)

    assert eens.aanvraag.penvoerder == eens.brug
    assert redenen() == [PENVOERDER] * 2
    assert berichten("penvoerder") == {eens["brug"]}
    with geweigerd("aanvraag.niet_penvoerder"):
        dien_in(eens)


def test_only_the_penvoerder_hands_over_the_pen(eens: Wereld) -> None:
    with geweigerd("aanvraag.niet_penvoerder"):
        kies(eens, eens.brug.pk, "brug")


def test_only_a_signatory_hands_over_the_pen(eens: Wereld) -> None:
    with geweigerd("toegang.rol"):
        kies(eens, eens.brug.pk, "anker_schrijft")


@pytest.mark.parametrize("aan", ["buiten", "anker"], ids=["no participant", "itself"])
def test_the_pen_goes_only_to_another_participant(aan: str, eens: Wereld) -> None:
    with geweigerd("aanvraag.geen_deelnemer"):
        kies(eens, eens[aan].organisatie_id)


def test_the_pen_does_not_go_to_who_left(eens: Wereld) -> None:
    stap_uit(eens)

    with geweigerd("aanvraag.geen_deelnemer"):
        kies(eens, eens.brug.pk)


# --- who left the table ---


def verlaat_tafel(wereld: Wereld, wie: str = "brug") -> Aanvraagdeel:
    lid = wereld[wie]
    trek_terug(deelname_id=wereld.tafel.deelnames.get(organisatie=lid.organisatie).pk, door=lid)
    return wereld.deel(lid.organisatie)


@pytest.mark.parametrize("wie", ["anker", "beoordelaar"])
def test_the_table_goes_on_at_once_without_who_left_it(wie: str, eens: Wereld) -> None:
    deel = verlaat_tafel(eens)

    deelnemen.haal_van_tafel(deel_id=deel.pk, door=eens[wie])

    [weg] = laad_dossier(eens.aanvraag).gewezen
    assert (weg.stand, weg.reden) == ("uitgestapt", "De organisatie trok zich terug van de thematafel.")
    iedereen_akkoord(eens)
    assert dien_in(eens).aanvraag.stand == "ingediend"


def test_who_sits_at_the_table_is_not_sent_away(eens: Wereld) -> None:
    with geweigerd("deel.aan_tafel"):
        deelnemen.haal_van_tafel(deel_id=eens.deel(eens.brug).pk, door=eens["anker"])


@pytest.mark.parametrize(
    ("wie", "code"),
    [("brug", "aanvraag.niet_penvoerder"), ("anker_schrijft", "toegang.rol"), ("besluitnemer", "toegang.rol")],
)
def test_only_the_penvoerder_and_the_officer_send_away(wie: str, code: str, eens: Wereld) -> None:
    deel = verlaat_tafel(eens)

    with geweigerd(code):
        deelnemen.haal_van_tafel(deel_id=deel.pk, door=eens[wie])


def test_an_officer_of_a_participant_sends_nobody_away(eens: Wereld) -> None:
    deel = verlaat_tafel(eens)
    maak_lid(Rol.MEELEZER, eens.anker, eens["beoordelaar"].gebruiker)

    with geweigerd("vier_ogen.belang"):
        deelnemen.haal_van_tafel(deel_id=deel.pk, door=eens["beoordelaar"])


def test_when_the_penvoerder_left_the_table_another_takes_the_pen(eens: Wereld) -> None:
    deel = verlaat_tafel(eens, "anker")

    with geweigerd("aanvraag.geen_deelnemer"):
        deelnemen.haal_van_tafel(deel_id=deel.pk, door=eens["beoordelaar"])
    deelnemen.haal_van_tafel(deel_id=deel.pk, door=eens["beoordelaar"], nieuwe_penvoerder_id=eens.brug.pk)

    iedereen_akkoord(eens)
    assert dien_in(eens, "brug").aanvraag.penvoerder == eens.brug


def test_who_asks_alone_does_not_join_as_well(eens: Wereld) -> None:
    deel = stap_uit(eens)
    alleen = starten.begin_alleen(deel_id=deel.pk, door=eens["brug"])
    gezamenlijk = deel.aanvraag_id

    with geweigerd("aanvraag.vraagt_alleen"):
        deelnemen.sluit_aan(aanvraag_id=gezamenlijk, door=eens["brug"])
    indienen.trek_in(aanvraag_id=alleen.pk, door=eens["brug"])
    assert deelnemen.sluit_aan(aanvraag_id=gezamenlijk, door=eens["brug"]).stand == "actief"


def test_nobody_joins_once_the_call_has_closed(nagekomen: Wereld) -> None:
    with time_machine.travel(nagekomen.tafel.uitvraag.sluit_op, tick=False), geweigerd("uitvraag.niet_open"):
        sluit_aan(nagekomen)
