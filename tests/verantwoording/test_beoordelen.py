"""Judging: asking back, answering, findings, accepting a part and closing the whole."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from brieven.models import Bericht, BerichtSoort
from kern.models import Gebeurtenis
from subsidies.models import Subsidie
from tests.hulp.boom import Boom, tekst
from tests.subsidies.conftest import geweigerd
from tests.uitvoering.conftest import Wereld
from tests.verantwoording.oordeelhulp import aanvaard_alles, dien_samen_in, rond_af
from tests.verantwoording.stukhulp import dien_deel_in, inbreng_van, verantwoording_van
from tests.verantwoording.verslaghulp import deel_van, verslag_van
from uitvoering.selectors.begin import begin_uit
from verantwoording.models import Bevinding, Deelverslag, Verantwoording
from verantwoording.regels.afronden import Afrondstand, beletsels
from verantwoording.selectors.bevindingen import bevindingen_over
from verantwoording.services import beoordelen, indienen, samen
from verantwoording.services.beoordelen import Waarover
from verantwoording.services.verslag import zet_metingen

pytestmark = pytest.mark.django_db


def vraag(wereld: Wereld, tekst: str = "Hoe telde u?", wie: str = "beoordelaar", **anders: Any) -> Bevinding:
    return beoordelen.vraag(deelverslag_id=deel_van(wereld).pk, tekst=tekst, door=wereld[wie], **anders)


def volle_knoppen(pagina: Any) -> list[str]:
    return [tekst(knop) for knop in Boom(pagina.content.decode()).alle(klasse="utrecht-button--primary-action")]


def beantwoord(
    wereld: Wereld, bevinding: Bevinding, wie: str = "anker_schrijft", antwoord: str = "Aan de deur."
) -> None:
    beoordelen.beantwoord(bevinding_id=bevinding.pk, antwoord=antwoord, door=wereld[wie])


@pytest.fixture
def binnen(geopend: Wereld) -> Wereld:
    """The part of Anker came in."""
    dien_deel_in(geopend, "anker")
    return geopend


@pytest.fixture
def ingediend_stuk(geopend: Wereld) -> Wereld:
    dien_samen_in(geopend)
    return geopend


# --- asking back ---


def test_a_question_on_a_level_opens_the_part_again_and_tells_who_writes_it(binnen: Wereld) -> None:
    verslag = verslag_van(binnen)

    bevinding = vraag(binnen, "  Hoe telde u?  ", verslag_id=verslag.pk, niveau="bereik")

    assert deel_van(binnen).stand == "vraag"
    assert (bevinding.soort, bevinding.tekst, bevinding.verslag_id, bevinding.niveau, bevinding.door) == (
        "vraag",
        "Hoe telde u?",
        verslag.pk,
        "bereik",
        binnen["beoordelaar"],
    )
    berichten = Bericht.objects.filter(soort=BerichtSoort.VERSLAG_VRAAG)
    assert {bericht.ontvanger for bericht in berichten} == {binnen["anker"], binnen["anker_schrijft"]}
    assert Gebeurtenis.objects.get(soort="verslag.gevraagd", geweigerd="").feiten == {"jaar": 2027}
    [rij] = bevindingen_over(binnen.deel(binnen.anker).pk)
    assert (rij.waarover, rij.jaar, rij.wacht) == ("Koffie, bereik", 2027, True)


def test_more_than_one_question_may_wait(binnen: Wereld) -> None:
    vraag(binnen)
    vraag(binnen, "En wie?")

    assert Bevinding.objects.filter(antwoord_op=None).count() == 2
    assert deel_van(binnen).stand == "vraag"


def test_every_answer_and_then_handing_in_brings_it_back(binnen: Wereld) -> None:
    eerste, tweede = vraag(binnen), vraag(binnen, "En wie?")
    deel = deel_van(binnen).pk
    beantwoord(binnen, eerste)
    with geweigerd("verslag.vragen"):
        indienen.dien_in(deelverslag_id=deel, door=binnen["anker"])

    beantwoord(binnen, tweede, antwoord=" Buren. ")
    indienen.dien_in(deelverslag_id=deel, door=binnen["anker"])

    tweede.refresh_from_db()
    assert (tweede.antwoord, tweede.antwoord_door) == ("Buren.", binnen["anker_schrijft"])
    assert tweede.antwoord_op is not None
    assert timezone.localdate(tweede.antwoord_op) == timezone.localdate()
    assert deel_van(binnen).stand == "ingediend"
    assert Gebeurtenis.objects.filter(soort="bevinding.beantwoord", geweigerd="").count() == 2


def test_of_a_part_that_is_not_in_nothing_is_asked(geopend: Wereld) -> None:
    with geweigerd("beoordeling.niet_in"):
        vraag(geopend)


def test_an_accepted_part_is_asked_nothing_any_more(binnen: Wereld) -> None:
    beoordelen.aanvaard(deelverslag_id=deel_van(binnen).pk, door=binnen["beoordelaar"])

    with geweigerd("beoordeling.niet_in"):
        vraag(binnen)


@pytest.mark.parametrize("tekst", ["", " \n"])
def test_an_empty_question_is_none(binnen: Wereld, tekst: str) -> None:
    with geweigerd("bevinding.leeg"):
        vraag(binnen, tekst)


def test_a_question_is_about_an_activity_of_that_part(binnen: Wereld) -> None:
    with geweigerd("bevinding.elders"):
        vraag(binnen, verslag_id=verslag_van(binnen, "Maatjes").pk)


@pytest.mark.parametrize("wie", ["besluitnemer", "anker", "brug"])
def test_only_an_officer_asks(binnen: Wereld, wie: str) -> None:
    with geweigerd("toegang.rol"):
        vraag(binnen, wie=wie)


def test_another_organisation_does_not_answer(binnen: Wereld) -> None:
    bevinding = vraag(binnen)

    with geweigerd("verslag.niet_eigen"):
        beantwoord(binnen, bevinding, wie="brug")


def test_who_reads_along_does_not_answer(binnen: Wereld) -> None:
    bevinding = vraag(binnen)

    with geweigerd("toegang.rol"):
        beantwoord(binnen, bevinding, wie="anker_leest")


def test_a_question_is_answered_once_and_with_something(binnen: Wereld) -> None:
    bevinding = vraag(binnen)
    with geweigerd("bevinding.leeg"):
        beantwoord(binnen, bevinding, antwoord="  ")
    beantwoord(binnen, bevinding)

    with geweigerd("bevinding.al_beantwoord"):
        beantwoord(binnen, bevinding, antwoord="Toch anders.")


def test_the_database_keeps_an_answer_as_it_was_given(binnen: Wereld) -> None:
    bevinding = vraag(binnen)
    beantwoord(binnen, bevinding)

    with pytest.raises(DatabaseError, match="antwoord_blijft"), transaction.atomic():
        Bevinding.objects.filter(pk=bevinding.pk).update(antwoord="Toch anders.")


# --- accepting ---


def test_an_accepted_part_stays_as_it_came_in(binnen: Wereld) -> None:
    deel = beoordelen.aanvaard(deelverslag_id=deel_van(binnen).pk, door=binnen["beoordelaar"])

    assert deel_van(binnen).stand == "aanvaard"
    assert Bericht.objects.get(soort=BerichtSoort.VERSLAG_AANVAARD).ontvanger == binnen["anker"]
    assert Gebeurtenis.objects.get(soort="verslag.aanvaard", geweigerd="").feiten == {"jaar": 2027}
    with geweigerd("verslag.niet_open"):
        indienen.dien_in(deelverslag_id=deel.pk, door=binnen["anker"])


def test_what_is_not_in_or_waits_for_an_answer_is_not_accepted(binnen: Wereld) -> None:
    with geweigerd("beoordeling.niet_ingediend"):
        beoordelen.aanvaard(deelverslag_id=deel_van(binnen, "Maatjes").pk, door=binnen["beoordelaar"])
    vraag(binnen)

    with geweigerd("beoordeling.niet_ingediend"):
        beoordelen.aanvaard(deelverslag_id=deel_van(binnen).pk, door=binnen["beoordelaar"])


def test_a_partner_accepts_nothing(binnen: Wereld) -> None:
    with geweigerd("toegang.rol"):
        beoordelen.aanvaard(deelverslag_id=deel_van(binnen).pk, door=binnen["anker"])


# --- findings ---


def noteer(
    wereld: Wereld, waarover: Waarover, tekst: str = "Het bereik bleef achter.", wie: str = "beoordelaar"
) -> Bevinding:
    return beoordelen.noteer(waarover=waarover, tekst=tekst, door=wereld[wie])


def test_a_finding_changes_no_state_and_stands_with_the_grant(als: Any, binnen: Wereld) -> None:
    deel = deel_van(binnen)
    subsidie = Subsidie.objects.get(deel=deel.deel_id)

    noteer(binnen, Waarover(deel.verantwoording_id, deel.pk, verslag_van(binnen).pk))

    assert deel_van(binnen).stand == "ingediend"
    assert begin_uit({"deelverslag": str(deel.pk)}, subsidie) == {
        "motivering": "Bij de verantwoording over 2027 vonden wij:\n- Koffie: Het bereik bleef achter."
    }
    pad = reverse("uitvoering:subsidie", args=[subsidie.kenmerk])
    assert "Het bereik bleef achter." in als(binnen["beoordelaar"]).get(pad).content.decode()
    assert "Het bereik bleef achter." in als(binnen["anker"]).get(pad).content.decode()
    voorstel = reverse("uitvoering:voorstel_nieuw", args=[subsidie.kenmerk, "bijstelling"])
    pagina = als(binnen["beoordelaar"]).get(f"{voorstel}?deelverslag={deel.pk}").content.decode()
    assert "- Koffie: Het bereik bleef achter." in pagina


def test_a_proposal_on_another_grant_does_not_begin_with_it(binnen: Wereld) -> None:
    deel = deel_van(binnen)
    noteer(binnen, Waarover(deel.verantwoording_id, deel.pk))

    ander = Subsidie.objects.exclude(deel=deel.deel_id).get()

    assert begin_uit({"deelverslag": str(deel.pk)}, ander) == {}
    assert bevindingen_over(ander.deel_id) == []


def test_also_of_a_part_that_never_came_in(geopend: Wereld) -> None:
    deel = deel_van(geopend)

    noteer(geopend, Waarover(deel.verantwoording_id, deel.pk), "Er kwam geen verslag.")

    assert [rij.tekst for rij in bevindingen_over(deel.deel_id)] == ["Er kwam geen verslag."]


def test_of_the_whole_only_when_the_table_submitted_it(geopend: Wereld) -> None:
    with geweigerd("beoordeling.niet_in"):
        noteer(geopend, Waarover(verantwoording_van(geopend).pk))
    dien_samen_in(geopend)

    noteer(geopend, Waarover(verantwoording_van(geopend).pk), "Sterk stuk.")

    assert Bevinding.objects.get(deelverslag=None).tekst == "Sterk stuk."


def test_a_finding_is_about_a_part_of_that_account(geopend: Wereld) -> None:
    deel = deel_van(geopend)

    with geweigerd("bevinding.elders"):
        noteer(geopend, Waarover(deel.verantwoording_id, deel.pk, verslag_van(geopend, "Maatjes").pk))


# --- closing the whole ---


def test_the_whole_is_closed_when_every_part_that_came_in_was_accepted(ingediend_stuk: Wereld) -> None:
    aanvaard_alles(ingediend_stuk)

    afgerond = rond_af(ingediend_stuk)

    afgerond.refresh_from_db()
    assert (afgerond.stand, afgerond.afgerond_door) == ("afgerond", ingediend_stuk["beoordelaar"])
    assert afgerond.afgerond_op is not None
    assert timezone.localdate(afgerond.afgerond_op) == timezone.localdate()
    ontvangers = Bericht.objects.filter(soort=BerichtSoort.VERANTWOORDING_AFGEROND)
    assert {bericht.ontvanger for bericht in ontvangers} == {ingediend_stuk["anker"], ingediend_stuk["brug"]}
    feiten = Gebeurtenis.objects.get(soort="verantwoording.afgerond", geweigerd="").feiten
    assert feiten == {"jaar": 2027, "kenmerk": ingediend_stuk.aanvraag.kenmerk}


def test_a_part_that_was_not_judged_keeps_it_open(ingediend_stuk: Wereld) -> None:
    beoordelen.aanvaard(deelverslag_id=deel_van(ingediend_stuk).pk, door=ingediend_stuk["beoordelaar"])

    with geweigerd("afronden.niet_beoordeeld"):
        rond_af(ingediend_stuk)


def test_a_question_that_waits_keeps_it_open(ingediend_stuk: Wereld) -> None:
    vraag(ingediend_stuk)

    with geweigerd("afronden.vragen"):
        rond_af(ingediend_stuk)


def test_before_the_table_submitted_there_is_nothing_to_close(geopend: Wereld) -> None:
    with geweigerd("afronden.niet_ingediend"):
        rond_af(geopend)


def test_a_document_that_says_something_else_than_the_parts_goes_back_first(ingediend_stuk: Wereld) -> None:
    bevinding = vraag(ingediend_stuk)
    verslag = verslag_van(ingediend_stuk)
    beantwoord(ingediend_stuk, bevinding)
    cel = (verslag.afspraak.meetafspraken.get(niveau="aanbod").pk, (None, None))
    zet_metingen(verslag_id=verslag.pk, waarden={cel: 30}, versie=verslag.versie, door=ingediend_stuk["anker"])
    indienen.dien_in(deelverslag_id=deel_van(ingediend_stuk).pk, door=ingediend_stuk["anker"])
    aanvaard_alles(ingediend_stuk)

    with geweigerd("afronden.stuk_verouderd"):
        rond_af(ingediend_stuk)

    door = ingediend_stuk["beoordelaar"]
    samen.stuur_terug(verantwoording_id=verantwoording_van(ingediend_stuk).pk, reden="Vernieuw.", door=door)
    assert Verantwoording.objects.get().stand == "open"
    assert inbreng_van(ingediend_stuk).delen[0].activiteiten[0].tellingen[0].waarde == 30


def test_it_is_closed_once(ingediend_stuk: Wereld) -> None:
    aanvaard_alles(ingediend_stuk)
    rond_af(ingediend_stuk)

    with geweigerd("afronden.niet_ingediend"):
        rond_af(ingediend_stuk)


def test_a_partner_closes_nothing(ingediend_stuk: Wereld) -> None:
    aanvaard_alles(ingediend_stuk)

    with geweigerd("toegang.rol"):
        beoordelen.rond_af(verantwoording_id=verantwoording_van(ingediend_stuk).pk, door=ingediend_stuk["anker"])


@pytest.mark.parametrize(
    ("stand", "verwacht"),
    [
        (Afrondstand(ingediend=True, niet_beoordeeld={}, met_vragen={}, stuk_klopt=True), []),
        (
            Afrondstand(ingediend=False, niet_beoordeeld={1: "a"}, met_vragen={2: "b"}, stuk_klopt=False),
            [("niet_ingediend", None), ("vragen", 2), ("niet_beoordeeld", 1)],
        ),
        (
            Afrondstand(ingediend=True, niet_beoordeeld={1: "a", 3: "c"}, met_vragen={2: "b"}, stuk_klopt=False),
            [("vragen", 2), ("niet_beoordeeld", 1), ("niet_beoordeeld", 3), ("stuk_verouderd", None)],
        ),
        (
            Afrondstand(ingediend=True, niet_beoordeeld={}, met_vragen={}, stuk_klopt=False),
            [("stuk_verouderd", None)],
        ),
    ],
)
def test_all_that_keeps_it_from_being_closed_is_named_with_where_it_is_mended(
    stand: Afrondstand, verwacht: list[tuple[str, int | None]]
) -> None:
    assert [(belet.code, belet.deelverslag_id) for belet in beletsels(stand)] == [
        (f"afronden.{code}", deel) for code, deel in verwacht
    ]


# --- the pages ---


def test_an_officer_asks_and_the_partner_answers_on_the_pages(als: Any, binnen: Wereld) -> None:
    kenmerk, deel = binnen.aanvraag.kenmerk, deel_van(binnen)
    pad = reverse("verantwoording:beoordelen_deel", args=[kenmerk, deel.pk])
    officier = als(binnen["beoordelaar"])
    assert volle_knoppen(officier.get(pad)) == ["Aanvaard het verslag"]
    leeg = officier.post(pad, {"soort": "vraag", "waarover": "", "tekst": ""})
    assert leeg.status_code == 422
    officier.post(pad, {"soort": "vraag", "waarover": f"{verslag_van(binnen).pk}:bereik", "tekst": "Hoe telde u?"})
    bevinding = Bevinding.objects.get()

    partner = als(binnen["anker"])
    lees = partner.get(pad).content.decode()
    antwoordpad = reverse("verantwoording:antwoord", args=[kenmerk, bevinding.pk])
    assert "Hoe telde u?" in lees
    assert f'href="{antwoordpad}"' in lees
    assert "Plan een voortgangsgesprek" not in lees
    assert "<textarea" not in lees
    assert partner.post(antwoordpad, {"antwoord": "Aan de deur."}).status_code == 302

    assert "Dien het verslag opnieuw in" in partner.get(pad).content.decode()
    beoordeling = als(binnen["beoordelaar"]).get(pad)
    assert "Aan de deur." in beoordeling.content.decode()
    assert volle_knoppen(beoordeling) == ["Verstuur"]


def test_another_at_the_table_reads_no_questions(als: Any, binnen: Wereld) -> None:
    bevinding = vraag(binnen)
    kenmerk = binnen.aanvraag.kenmerk
    client = als(binnen["brug"])

    codes = [
        client.get(reverse("verantwoording:beoordelen_deel", args=[kenmerk, deel_van(binnen).pk])).status_code,
        client.get(reverse("verantwoording:antwoord", args=[kenmerk, bevinding.pk])).status_code,
        client.get(reverse("verantwoording:beoordelen", args=[kenmerk, 2027])).status_code,
    ]

    assert codes == [404, 404, 403]


def test_the_page_of_the_whole_names_a_document_that_fell_behind_within_12_queries(
    als: Any, ingediend_stuk: Wereld
) -> None:
    pad = reverse("verantwoording:beoordelen", args=[ingediend_stuk.aanvraag.kenmerk, 2027])
    terug = reverse("verantwoording:samen", args=[ingediend_stuk.aanvraag.kenmerk, 2027])
    verslag_van(ingediend_stuk).metingen.filter(doelgroep=None, stadsdeel=None).update(waarde=7)
    client = als(ingediend_stuk["beoordelaar"])
    client.get(pad)

    with CaptureQueriesContext(connection) as opgevangen:
        antwoord = client.get(pad)

    assert len(opgevangen) <= 12
    [weg] = [
        link.get("href") for link in Boom(antwoord.content.decode()).alle("a") if "is er een verslag" in tekst(link)
    ]
    assert weg == f"{terug}#terug"


def test_the_page_of_the_whole_says_what_keeps_it_and_closes_it(als: Any, ingediend_stuk: Wereld) -> None:
    kenmerk = ingediend_stuk.aanvraag.kenmerk
    pad = reverse("verantwoording:beoordelen", args=[kenmerk, 2027])
    client = als(ingediend_stuk["beoordelaar"])
    anker, brug = (deel_van(ingediend_stuk, naam) for naam in ("Koffie", "Maatjes"))
    Deelverslag.objects.filter(pk=brug.pk).update(stand="vraag")
    zinnen = {
        f"Er wacht nog een vraag bij {ingediend_stuk.brug.naam}.": brug.pk,
        f"Aanvaard eerst het verslag van {ingediend_stuk.anker.naam}.": anker.pk,
    }
    boom = Boom(client.get(pad).content.decode())
    wie = ingediend_stuk["anker"]
    assert f"ingediend {wie.gebruiker.naam}, {wie.organisatie}" in tekst(boom.wortel)
    for zin, deel_id in zinnen.items():
        [weg] = [link.get("href") for link in boom.alle("a") if tekst(link) == zin]
        assert weg == reverse("verantwoording:beoordelen_deel", args=[kenmerk, deel_id])
    antwoord = client.post(reverse("verantwoording:afronden", args=[kenmerk, 2027]), follow=True)
    assert " ".join(zinnen) in tekst(Boom(antwoord.content.decode()).wortel)
    Deelverslag.objects.filter(pk=brug.pk).update(stand="ingediend")
    assert volle_knoppen(client.get(pad)) == ["Bewaar de bevinding"]
    assert client.post(pad, {"tekst": "Sterk stuk."}).status_code == 302
    for naam in ("Koffie", "Maatjes"):
        deel = deel_van(ingediend_stuk, naam)
        client.post(reverse("verantwoording:deel_aanvaarden", args=[kenmerk, deel.pk]))

    assert volle_knoppen(client.get(pad)) == ["Rond de verantwoording af"]
    client.post(reverse("verantwoording:afronden", args=[kenmerk, 2027]))

    assert {deel.stand for deel in Deelverslag.objects.all()} == {"aanvaard"}
    assert Verantwoording.objects.get().stand == "afgerond"
    assert "Sterk stuk." in client.get(pad).content.decode()
