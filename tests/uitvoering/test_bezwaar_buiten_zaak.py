"""Objections against what is no beschikking: a seat at a table, and a penalty; and a year that was settled."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brieven.models import Brief
from kern.fouten import DomeinFout
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from overzichten.selectors.werklijst import werkregels
from subsidies.klok import beslistermijn
from subsidies.models import Aanvraagdeel, Beschikking
from subsidies.selectors.standen import Jaarstand
from tests.hulp.fabriek import maak_deelname, maak_lid
from tests.hulp.klok import over_dagen
from tests.hulp.subsidies import maak_collegebesluit
from tests.subsidies.conftest import Wereld, geweigerd
from tests.uitvoering.bezwaarhulp import beslis, gehoord, leg_voor, maak, met_behandelaar, stel_voor
from tests.uitvoering.conftest import geef_alle_mandaten
from thematafels.models import Deelname
from thematafels.services import laat_toe, wijs_af
from uitvoering.bezwaarklok import klok_bij
from uitvoering.models import Bezwaar, Dwangsombetaling, Dwangsomdeel
from uitvoering.regels.bezwaar_klaar import controleer_bedragen
from uitvoering.selectors.dwangsom import open_dwangsommen
from uitvoering.services import bezwaar, bezwaarbesluit, ingebrekestelling
from uitvoering.services.dwangsombetaling import betaal_dwangsom

NUL = Decimal("0.00")
VOL = Decimal("721.00")


@pytest.fixture
def tafel(wereld: Wereld) -> Wereld:
    """`buiten` asked for a seat; nobody answered."""
    geef_alle_mandaten(wereld["tweede_besluitnemer"])
    maak_deelname(wereld.tafel, wereld["buiten"].organisatie, "aangemeld", wereld["buiten"])
    return met_behandelaar(wereld)


def plaats(zaak: Wereld) -> Deelname:
    return Deelname.objects.get(organisatie=zaak["buiten"].organisatie)


def afgewezen(zaak: Wereld) -> str:
    """The kenmerk of the letter with the refusal."""
    wijs_af(deelname_id=plaats(zaak).pk, reden="Niet actief in de stad.", door=zaak["beoordelaar"])
    return Brief.objects.get(soort="afwijzing").kenmerk


def op_plaats(zaak: Wereld, uitkomst: str, **velden: str) -> Bezwaar:
    gemaakt = gehoord(zaak, wie="buiten", besluitkenmerk=afgewezen(zaak))
    return stel_voor(zaak, gemaakt, uitkomst, **velden)


def test_who_was_refused_a_seat_objects_and_the_term_runs_from_its_letter(tafel: Wereld):
    gemaakt = maak(tafel, "buiten", besluitkenmerk=afgewezen(tafel))

    brief = Brief.objects.get(soort="ontvangst_bezwaar")
    klok = klok_bij(gemaakt.pk)
    assert (gemaakt.beschikking, gemaakt.deelname, gemaakt.dwangsomdeel) == (None, plaats(tafel), None)
    assert (brief.ontvanger, klok.verzonden) == (tafel["buiten"].organisatie, timezone.localdate())
    assert klok.termijn.laatste_dag >= timezone.localdate() + datetime.timedelta(weeks=6)


def test_one_objects_to_a_decision_only_and_only_for_oneself(tafel: Wereld):
    kenmerk = afgewezen(tafel)
    maak(tafel, "buiten", besluitkenmerk=kenmerk)
    bevestiging = Brief.objects.get(soort="ontvangst_bezwaar").kenmerk

    with geweigerd("bezwaar.geen_besluit"):
        maak(tafel, "buiten", besluitkenmerk=bevestiging)
    with geweigerd("bezwaar.bestaat"):
        maak(tafel, "buiten", besluitkenmerk=kenmerk)
    ander = maak_lid(Rol.TEKENBEVOEGDE)
    tafel.leden["ander"] = ander
    with geweigerd("bezwaar.organisatie"):
        maak(tafel, "ander", besluitkenmerk=kenmerk)


def test_who_refused_the_seat_neither_handles_the_objection_nor_decides_on_it(tafel: Wereld):
    gemaakt = maak(tafel, "buiten", besluitkenmerk=afgewezen(tafel))
    with geweigerd("bezwaar.zelf_besloten"):
        bezwaar.pak_op(bezwaar_id=gemaakt.pk, door=tafel["beoordelaar"])
    zelfde = maak_lid(Rol.BESLUITNEMER, tafel["beoordelaar"].organisatie, tafel["beoordelaar"].gebruiker)
    geef_alle_mandaten(zelfde)
    bezwaar.pak_op(bezwaar_id=gemaakt.pk, door=tafel["behandelaar"])
    Bezwaar.objects.filter(pk=gemaakt.pk).update(
        afzien="verklaard", uitkomst="ongegrond", motivering="Niet actief.", stand="voorgelegd"
    )

    with geweigerd("bezwaar.zelf_besloten"):
        beslis(tafel, gemaakt, zelfde)


def test_well_founded_admits_who_was_refused(tafel: Wereld):
    gemaakt = leg_voor(tafel, op_plaats(tafel, "gegrond"))

    besluit = beslis(tafel, gemaakt)

    gemaakt.refresh_from_db()
    assert (gemaakt.stand, gemaakt.beslissing, gemaakt.besluit) == ("besloten", None, besluit)
    assert (plaats(tafel).stand, plaats(tafel).beoordeeld_door) == ("toegelaten", tafel["tweede_besluitnemer"])
    assert (besluit.brief.ontvanger, besluit.bedrag) == (tafel["buiten"].organisatie, None)
    assert "De organisatie is vanaf vandaag toegelaten tot de thematafel." in str(besluit.brief.snapshot)


def test_unfounded_leaves_the_refusal(tafel: Wereld):
    beslis(tafel, leg_voor(tafel, op_plaats(tafel, "ongegrond")))

    assert (plaats(tafel).stand, plaats(tafel).reden) == ("afgewezen", "Niet actief in de stad.")


def test_a_seat_is_not_given_in_part_and_the_college_does_not_decide_on_it(tafel: Wereld):
    gemaakt = gehoord(tafel, wie="buiten", besluitkenmerk=afgewezen(tafel))
    with geweigerd("bezwaar.deelname_heel"):
        stel_voor(tafel, gemaakt, "deels_gegrond")
    leg_voor(tafel, stel_voor(tafel, gemaakt, "gegrond"))
    college = maak_collegebesluit(tafel["behandelaar"], "2026/0001")

    with geweigerd("bezwaar.alleen_mandaat"):
        bezwaarbesluit.beslis(bezwaar_id=gemaakt.pk, door=tafel["tweede_besluitnemer"], collegebesluit_id=college.pk)
    tafel["tweede_besluitnemer"].mandaten.filter(soort_besluit="bezwaar").delete()
    with geweigerd("mandaat.ontoereikend"):
        beslis(tafel, gemaakt)


def test_an_admission_can_be_contested_but_not_overturned(tafel: Wereld):
    laat_toe(deelname_id=plaats(tafel).pk, door=tafel["beoordelaar"])
    gemaakt = gehoord(tafel, wie="buiten", besluitkenmerk=Brief.objects.get(soort="toelating").kenmerk)

    with geweigerd("bezwaar.deelname_niet_afgewezen"):
        stel_voor(tafel, gemaakt, "gegrond")
    assert stel_voor(tafel, gemaakt, "ongegrond").uitkomst == "ongegrond"


def test_without_an_objection_a_refusal_is_final(tafel: Wereld):
    afgewezen(tafel)

    with geweigerd("deelname.afgewezen"):
        laat_toe(deelname_id=plaats(tafel).pk, door=tafel["beoordelaar"])


def test_an_objection_is_against_one_decision(tafel: Wereld):
    velden = {
        "besluitkenmerk": "SB-2026-1",
        "organisatie": tafel.anker,
        "wijze": "post",
        "ontvangen_op": timezone.localdate(),
        "vastgelegd_door": tafel["behandelaar"],
    }

    with pytest.raises(IntegrityError, match="bezwaar_tegen_een_besluit"), transaction.atomic():
        Bezwaar.objects.create(kenmerk="SB-2026-2", **velden)
    assert Bezwaar.objects.create(kenmerk="SB-2026-3", deelname=plaats(tafel), **velden).pk


def test_the_pages_of_an_objection_to_a_refused_seat(tafel: Wereld, client: Client):
    maken = reverse("uitvoering:bezwaar_maken", args=[afgewezen(tafel)])
    client.force_login(tafel["anker"].gebruiker)
    assert client.get(maken).status_code == 404
    client.force_login(tafel["buiten"].gebruiker)

    antwoord = client.post(maken, {"gronden": "Wij zijn wel actief.", "bestand": ""}, follow=True)

    gemaakt = Bezwaar.objects.get()
    assert "aan de thematafel" in antwoord.content.decode()
    bezwaar.pak_op(bezwaar_id=gemaakt.pk, door=tafel["behandelaar"])
    client.force_login(tafel["behandelaar"].gebruiker)
    namen = ("bezwaar", "bezwaar_uitkomst", "bezwaar_brief")
    codes = {naam: client.get(reverse(f"uitvoering:{naam}", args=[gemaakt.kenmerk])).status_code for naam in namen}
    assert codes == {"bezwaar": 200, "bezwaar_uitkomst": 200, "bezwaar_brief": 302}
    assert "Besluit over deelname" in client.get(reverse("uitvoering:bezwaren")).content.decode()
    assert any(regel.wat == "Bezwaar behandelen" for regel in werkregels(tafel["behandelaar"]))


# --- a penalty ---


@pytest.fixture
def zonder(voorgesteld: Wereld) -> Wereld:
    """The decision is far too late, yet it was decided that nothing is owed."""
    for wie in ("besluitnemer", "tweede_besluitnemer"):
        geef_alle_mandaten(voorgesteld[wie])
    zaak = met_behandelaar(voorgesteld)
    laat = (beslistermijn(zaak.aanvraag).wettelijke_dag - timezone.localdate()).days
    with over_dagen(laat + 1):
        gesteld = ingebrekestelling.stel_in_gebreke(aanvraag_id=zaak.aanvraag.pk, door=zaak["anker"])
        ingebrekestelling.oordeel_geen_dwangsom(
            ingebrekestelling_id=gesteld.pk, grond="ONREDELIJK_LAAT", toelichting="Te laat.", door=zaak["beoordelaar"]
        )
        ingebrekestelling.besluit_over_dwangsom(
            ingebrekestelling_id=gesteld.pk, motivering="Te laat.", door=zaak["besluitnemer"]
        )
        yield zaak


def deel_van(zaak: Wereld) -> Dwangsomdeel:
    return Dwangsomdeel.objects.get(organisatie=zaak.anker)


def op_dwangsom(zaak: Wereld) -> Bezwaar:
    return gehoord(zaak, besluitkenmerk=deel_van(zaak).brief.kenmerk)


def toegekend(zaak: Wereld) -> Dwangsomdeel:
    gemaakt = stel_voor(zaak, op_dwangsom(zaak), "gegrond", dwangsom_wordt=VOL)
    beslis(zaak, leg_voor(zaak, gemaakt))
    return deel_van(zaak)


def betaal(zaak: Wereld, deel: Dwangsomdeel, door: Lidmaatschap | None = None, **anders: object) -> Dwangsombetaling:
    velden = {"datum": timezone.localdate(), "kenmerk": "BANK-1"} | anders
    return betaal_dwangsom(deel_id=deel.pk, door=door or zaak["financieel"], **velden)


def test_an_objection_to_a_penalty_gives_a_new_amount_within_the_law(zonder: Wereld):
    gemaakt = op_dwangsom(zonder)
    with geweigerd("bezwaar.dwangsom_nodig"):
        stel_voor(zonder, gemaakt, "gegrond", dwangsom_wordt=NUL)
    with geweigerd("bezwaar.dwangsom_te_hoog"):
        stel_voor(zonder, gemaakt, "gegrond", dwangsom_wordt=Decimal("1442.01"))
    with geweigerd("bezwaar.bedragen_niet"):
        stel_voor(zonder, gemaakt, "ongegrond", dwangsom_wordt=VOL)
    leg_voor(zonder, stel_voor(zonder, gemaakt, "gegrond", dwangsom_wordt=VOL))

    besluit = beslis(zonder, gemaakt)

    assert (besluit.bedrag, deel_van(zonder).bedrag) == (VOL, NUL)
    assert [(deel.organisatie, vars(deel)["open"]) for deel in open_dwangsommen()] == [(zonder.anker, VOL)]


def test_who_decided_on_the_penalty_does_not_handle_the_objection_to_it(zonder: Wereld):
    gemaakt = maak(zonder, besluitkenmerk=deel_van(zonder).brief.kenmerk)
    besluitnemer = zonder["besluitnemer"]
    zelfde = maak_lid(Rol.BELEIDSMEDEWERKER, besluitnemer.organisatie, besluitnemer.gebruiker)

    with geweigerd("bezwaar.zelf_besloten"):
        bezwaar.pak_op(bezwaar_id=gemaakt.pk, door=zelfde)
    with geweigerd("bezwaar.zelf_besloten"):
        bezwaar.pak_op(bezwaar_id=gemaakt.pk, door=zonder["beoordelaar"])


def test_a_penalty_is_paid_once_by_finance_and_waits_in_its_worklist_until_then(zonder: Wereld):
    deel = toegekend(zonder)
    assert [regel.naam for regel in werkregels(zonder["financieel"]) if regel.wat == "Dwangsom betalen"] == [
        str(zonder.anker)
    ]

    with geweigerd("toegang.rol"):
        betaal(zonder, deel, zonder["besluitnemer"])
    with geweigerd("dwangsom.dag"):
        betaal(zonder, deel, datum=timezone.localdate() + datetime.timedelta(days=1))
    with geweigerd("dwangsom.voor_besluit"):
        betaal(zonder, deel, datum=timezone.localdate() - datetime.timedelta(days=1))
    with geweigerd("dwangsom.kenmerk"):
        betaal(zonder, deel, kenmerk=" ")
    betaling = betaal(zonder, deel)
    with geweigerd("dwangsom.al_betaald"):
        betaal(zonder, deel, kenmerk="BANK-2")

    assert (betaling.bedrag, betaling.kenmerk, betaling.datum) == (VOL, "BANK-1", timezone.localdate())
    assert not open_dwangsommen().exists()
    assert not any(regel.wat == "Dwangsom betalen" for regel in werkregels(zonder["financieel"]))


@pytest.mark.parametrize("wie", ["besluitnemer", "tweede_besluitnemer"])
def test_who_decided_on_a_penalty_does_not_pay_it(zonder: Wereld, wie: str):
    deel = toegekend(zonder)
    zelfde = maak_lid(Rol.FINANCIEEL, zonder[wie].organisatie, zonder[wie].gebruiker)

    with geweigerd("vier_ogen.eerdere_rol"):
        betaal(zonder, deel, zelfde)


def test_the_page_shows_what_is_open_and_finance_records_it_there(zonder: Wereld, client: Client):
    deel = toegekend(zonder)
    kenmerk = deel.besluit.ingebrekestelling.kenmerk
    pagina = reverse("uitvoering:ingebrekestelling", args=[kenmerk])
    betalen = reverse("uitvoering:dwangsom_betalen", args=[kenmerk, deel.pk])
    client.force_login(zonder["financieel"].gebruiker)

    assert "open: 721 euro" in client.get(pagina).content.decode()
    assert client.post(betalen, {"datum": "", "kenmerk": "BANK-1"}).status_code == 422
    client.post(betalen, {"datum": timezone.localdate().isoformat(), "kenmerk": "BANK-1"})

    assert "721 euro, kenmerk BANK-1" in client.get(pagina).content.decode()


# --- a settled year ---


@pytest.mark.parametrize(("wordt", "code"), [("60000.01", "bezwaar.boven_verlening"), ("60000.00", "")])
def test_a_settled_year_is_never_settled_at_more_than_was_granted(wordt: str, code: str):
    stand = Jaarstand(2027, Decimal("60000.00"), Decimal("60000.00"), NUL, vastgesteld=Decimal("50000.00"))
    tegen = Beschikking(soort=Beschikking.Soort.VASTSTELLING, deel=Aanvraagdeel(organisatie_id=1))
    gemaakt = Bezwaar(uitkomst="gegrond", organisatie_id=1)

    uitkomst = ""
    try:
        controleer_bedragen(gemaakt, tegen, {2027: stand}, {2027: Decimal(wordt)})
    except DomeinFout as fout:
        uitkomst = fout.code

    assert uitkomst == code
