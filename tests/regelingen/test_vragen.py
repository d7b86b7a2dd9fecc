"""The short form of a scheme, dated, and the parameters that came later."""

import datetime

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kern.fouten import DomeinFout, GeenRecht
from kern.geld import GROOTSTE
from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap, Rol
from regelingen.models import Parameter, Regeling, Vraag
from regelingen.parameters import SLEUTELS, Parameters
from regelingen.selectors import parameters_op, parameters_per_groep, vraag_rijen, vragen_op
from regelingen.services.vragen import VraagInhoud, beeindig_vraag, voeg_vraag_toe, wijzig_vraag
from regelingen.zaad import VANAF, zaai_regelingen
from tests.organisaties.conftest import maak_lid

pytestmark = pytest.mark.django_db

DAG = datetime.date(2026, 5, 1)
EEN_DAG = datetime.timedelta(days=1)
LATER = {
    "uitnemen_dagen_voor_sluiting": 14,
    "zienswijze_dagen": 5,
    "klein_tot": 50000,
    "verlies_percentage": 10,
    "vraag_maximum": 0,
    "bel_mij": "",
    "tweede_lezer_boven": GROOTSTE,
    "aanvulling_dagen": 14,
    "verdeelmethode": "volgorde_van_binnenkomst",
    "punten_maximum": 10,
    "criteriumgewichten": (),
    "voorschot_percentages": (),
    "betaling_ineens_tot": 0,
    "sroi_basis": "jaar",
    "wnt_drempel": 500000,
    "de_minimis_drempel": 300000,
    "redelijke_termijn_maanden": 6,
    "wijzigingstermijn_weken": 8,
    "penvoerder_voor_allen": False,
    "vaststellingstermijn_weken": 8,
    "vaststelling_hersteltermijn_weken": 4,
    "activiteiten_per_subdoel": 0,
    "tafelverantwoording_weken": 4,
    "verslag_hersteltermijn_weken": 3,
    "terugbetaling_weken": 6,
    "aanmaning_weken": 2,
}


@pytest.fixture
def regeling() -> Regeling:
    return zaai_regelingen()["zelforganisaties"]


@pytest.fixture
def beheerder() -> Lidmaatschap:
    return maak_lid(Rol.BEHEERDER)


def codes(regeling: Regeling, dag: datetime.date) -> list[str]:
    return [vraag.code for vraag in vragen_op(regeling.pk, dag)]


def inhoud(vraag: str = "Wie helpt u?", **velden: object) -> VraagInhoud:
    return VraagInhoud(**({"vraag": vraag, "volgorde": 9} | velden))


def test_a_small_organisation_answers_five_questions(regeling: Regeling, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        vragen = vragen_op(regeling.pk, DAG)

    assert [vraag.vraag for vraag in vragen] == [
        "Wat gaat u doen?",
        "Voor wie doet u dat?",
        "Waar en wanneer?",
        "Met wie werkt u samen?",
        "Hoe weet u of het werkt?",
    ]
    assert {vraag.soort for vraag in vragen} == {"tekst"}
    assert all(vraag.verplicht for vraag in vragen)
    assert vragen_op(regeling.pk, VANAF - EEN_DAG) == []


def test_every_individual_scheme_has_questions_and_no_tables() -> None:
    regelingen = zaai_regelingen()

    assert {code: len(vragen_op(r.pk, DAG)) for code, r in regelingen.items()} == {
        "thematafels": 0,
        "zelforganisaties": 5,
        "coaching": 4,
        "pilots": 5,
    }
    assert {(r.gezamenlijk, r.vraagt_voorzieningen, r.aanmelden_nodig) for r in regelingen.values()} == {
        (True, True, True),
        (False, False, False),
    }


def test_the_seed_twice_changes_no_question(regeling: Regeling, beheerder: Lidmaatschap) -> None:
    vraag = vragen_op(regeling.pk, DAG)[0]
    beeindig_vraag(vraag_id=vraag.pk, geldig_tot=DAG, door=beheerder)
    voor = list(Vraag.objects.order_by("pk").values())

    zaai_regelingen()

    assert list(Vraag.objects.order_by("pk").values()) == voor


def test_a_new_question_is_asked_from_its_day(regeling: Regeling, beheerder: Lidmaatschap) -> None:
    vraag = voeg_vraag_toe(regeling_id=regeling.pk, inhoud=inhoud(), geldig_van=DAG, door=beheerder)

    assert codes(regeling, DAG - EEN_DAG) == ["wat", "voor-wie", "waar-wanneer", "met-wie", "werkt-het"]
    assert codes(regeling, DAG)[-1] == vraag.code == "wie-helpt-u"
    rij = Gebeurtenis.objects.get()
    assert (rij.soort, rij.over_id, rij.lidmaatschap_id) == ("vraag.toegevoegd", vraag.pk, beheerder.pk)
    assert rij.feiten == {"regeling": "zelforganisaties", "vraag": "wie-helpt-u", "dag": "2026-05-01"}


def test_other_words_hold_from_a_later_day_and_the_past_stays(regeling: Regeling, beheerder: Lidmaatschap) -> None:
    oud = vragen_op(regeling.pk, DAG)[0]

    nieuw = wijzig_vraag(vraag_id=oud.pk, inhoud=inhoud("Wat doet u?", volgorde=1), geldig_van=DAG, door=beheerder)

    assert nieuw.code == oud.code
    assert vragen_op(regeling.pk, DAG - EEN_DAG)[0].vraag == "Wat gaat u doen?"
    assert vragen_op(regeling.pk, DAG)[0].vraag == "Wat doet u?"
    assert len(vragen_op(regeling.pk, DAG)) == 5
    oud.refresh_from_db()
    assert (oud.vraag, oud.geldig_tot) == ("Wat gaat u doen?", None)


def test_an_ended_question_is_asked_through_its_last_day(regeling: Regeling, beheerder: Lidmaatschap) -> None:
    vraag = vragen_op(regeling.pk, DAG)[-1]

    beeindig_vraag(vraag_id=vraag.pk, geldig_tot=DAG, door=beheerder)

    assert "werkt-het" in codes(regeling, DAG)
    assert "werkt-het" not in codes(regeling, DAG + EEN_DAG)


def test_an_ended_question_comes_back_as_a_new_one(regeling: Regeling, beheerder: Lidmaatschap) -> None:
    vraag = voeg_vraag_toe(regeling_id=regeling.pk, inhoud=inhoud(), geldig_van=DAG, door=beheerder)
    beeindig_vraag(vraag_id=vraag.pk, geldig_tot=DAG, door=beheerder)

    with pytest.raises(DomeinFout) as fout:
        voeg_vraag_toe(regeling_id=regeling.pk, inhoud=inhoud(), geldig_van=DAG, door=beheerder)
    terug = voeg_vraag_toe(regeling_id=regeling.pk, inhoud=inhoud(), geldig_van=DAG + 2 * EEN_DAG, door=beheerder)

    assert (fout.value.code, fout.value.veld) == ("vraag.dubbel", "vraag")
    gevraagd = [terug.code in codes(regeling, DAG + over * EEN_DAG) for over in range(-1, 3)]
    assert gevraagd == [False, True, False, True]


@pytest.mark.parametrize(
    ("vraag", "velden", "code"),
    [
        ("", {}, "vraag.ongeldig"),
        ("???", {}, "vraag.ongeldig"),
        ("Wie helpt u?", {"soort": "plaatje"}, "vraag.ongeldig"),
        ("Wie helpt u?", {"max_lengte": 0}, "vraag.ongeldig"),
        ("Wie helpt u?", {"max_lengte": 5001}, "vraag.ongeldig"),
    ],
)
def test_a_question_that_cannot_be_right_is_refused(
    regeling: Regeling, beheerder: Lidmaatschap, vraag: str, velden: dict[str, object], code: str
) -> None:
    voor = Vraag.objects.count()

    with pytest.raises(DomeinFout) as fout:
        voeg_vraag_toe(regeling_id=regeling.pk, inhoud=inhoud(vraag, **velden), geldig_van=DAG, door=beheerder)

    assert fout.value.code == code
    assert Vraag.objects.count() == voor
    assert [rij.geweigerd for rij in Gebeurtenis.objects.all()] == [code]


def test_only_the_newest_version_changes_or_ends(regeling: Regeling, beheerder: Lidmaatschap) -> None:
    oud, ander = vragen_op(regeling.pk, DAG)[:2]
    wijzig_vraag(vraag_id=oud.pk, inhoud=inhoud("Wat doet u?"), geldig_van=DAG, door=beheerder)
    beeindig_vraag(vraag_id=ander.pk, geldig_tot=DAG, door=beheerder)
    voor = list(Vraag.objects.order_by("pk").values())

    for vraag in (oud, ander):
        for daad in (
            lambda vraag=vraag: wijzig_vraag(
                vraag_id=vraag.pk, inhoud=inhoud("Nog anders?"), geldig_van=DAG + EEN_DAG, door=beheerder
            ),
            lambda vraag=vraag: beeindig_vraag(vraag_id=vraag.pk, geldig_tot=DAG + EEN_DAG, door=beheerder),
        ):
            with pytest.raises(DomeinFout) as fout:
                daad()
            assert fout.value.code == "vraag.niet_lopend"

    assert list(Vraag.objects.order_by("pk").values()) == voor


def test_a_day_before_the_first_is_refused(regeling: Regeling, beheerder: Lidmaatschap) -> None:
    vraag = vragen_op(regeling.pk, DAG)[0]
    voor = list(Vraag.objects.order_by("pk").values())

    with pytest.raises(DomeinFout) as wijzigen:
        wijzig_vraag(vraag_id=vraag.pk, inhoud=inhoud(), geldig_van=VANAF, door=beheerder)
    with pytest.raises(DomeinFout) as beeindigen:
        beeindig_vraag(vraag_id=vraag.pk, geldig_tot=VANAF - EEN_DAG, door=beheerder)

    assert (wijzigen.value.code, beeindigen.value.code) == ("vraag.te_vroeg", "vraag.einde")
    assert list(Vraag.objects.order_by("pk").values()) == voor


@pytest.mark.parametrize("rol", [rol for rol in Rol if rol != Rol.BEHEERDER])
def test_only_the_beheerder_writes_questions(regeling: Regeling, rol: Rol) -> None:
    lid, vraag = maak_lid(rol), vragen_op(regeling.pk, DAG)[0]
    voor = list(Vraag.objects.order_by("pk").values())

    for daad in (
        lambda: voeg_vraag_toe(regeling_id=regeling.pk, inhoud=inhoud(), geldig_van=DAG, door=lid),
        lambda: wijzig_vraag(vraag_id=vraag.pk, inhoud=inhoud(), geldig_van=DAG, door=lid),
        lambda: beeindig_vraag(vraag_id=vraag.pk, geldig_tot=DAG, door=lid),
    ):
        with pytest.raises(GeenRecht):
            daad()

    assert list(Vraag.objects.order_by("pk").values()) == voor


def test_the_database_keeps_what_was_asked(regeling: Regeling, beheerder: Lidmaatschap) -> None:
    vraag = vragen_op(regeling.pk, DAG)[0]
    beeindig_vraag(vraag_id=vraag.pk, geldig_tot=DAG, door=beheerder)
    een = Vraag.objects.filter(pk=vraag.pk)

    for doe in (
        lambda: Vraag.objects.update(vraag="Iets anders"),
        lambda: Vraag.objects.update(verplicht=False),
        lambda: een.update(geldig_tot=None),
        lambda: een.update(geldig_tot=DAG + EEN_DAG),
        lambda: een.delete(),
    ):
        with pytest.raises(InternalError), transaction.atomic():
            doe()
    with pytest.raises(IntegrityError), transaction.atomic():
        Vraag.objects.create(regeling=regeling, code=vraag.code, vraag="Dubbel", geldig_van=vraag.geldig_van)

    assert een.values_list("vraag", "geldig_tot").get() == ("Wat gaat u doen?", DAG)


def test_the_page_tells_what_is_asked_what_comes_and_what_was(regeling: Regeling, beheerder: Lidmaatschap) -> None:
    vandaag = timezone.localdate()
    wat, voor_wie, *_ = vragen_op(regeling.pk, vandaag)
    wijzig_vraag(vraag_id=wat.pk, inhoud=inhoud("Wat doet u?"), geldig_van=vandaag + EEN_DAG, door=beheerder)
    beeindig_vraag(vraag_id=voor_wie.pk, geldig_tot=vandaag - EEN_DAG, door=beheerder)

    rijen = [(rij.vraag.vraag, rij.geldt, rij.wijzigbaar) for rij in vraag_rijen(regeling, vandaag)]

    assert rijen == [
        ("Wat gaat u doen?", True, False),
        ("Waar en wanneer?", True, True),
        ("Met wie werkt u samen?", True, True),
        ("Hoe weet u of het werkt?", True, True),
        ("Voor wie doet u dat?", False, False),
        ("Wat doet u?", False, True),
    ]


def test_questions_are_kept_on_their_pages(client: Client, regeling: Regeling, beheerder: Lidmaatschap) -> None:
    client.force_login(beheerder.gebruiker)
    invoer = {
        "vraag": "Wie helpt u?",
        "uitleg": "",
        "soort": "korte_tekst",
        "verplicht": "nee",
        "max_lengte": "200",
        "volgorde": "6",
        "geldig_van": "01-05-2026",
    }
    nieuw = reverse("regelingen:vraag_nieuw", args=[regeling.code])

    fout = client.post(nieuw, invoer | {"verplicht": ""})
    assert (fout.status_code, list(fout.context["form"].errors)) == (422, ["verplicht"])
    assert client.post(nieuw, invoer).status_code == 302
    vraag = Vraag.objects.get(code="wie-helpt-u")
    assert (vraag.soort, vraag.verplicht, vraag.max_lengte) == ("korte_tekst", False, 200)

    wijzig = reverse("regelingen:vraag_wijzig", args=[regeling.code, vraag.pk])
    assert client.get(wijzig).context["form"]["vraag"].value() == "Wie helpt u?"
    te_vroeg = client.post(wijzig, invoer)
    assert (te_vroeg.status_code, list(te_vroeg.context["form"].errors)) == (422, ["geldig_van"])
    assert client.post(wijzig, invoer | {"vraag": "Wie helpt mee?", "geldig_van": "02-05-2026"}).status_code == 302

    laatste = Vraag.objects.get(code="wie-helpt-u", geldig_van=DAG + EEN_DAG)
    einde = reverse("regelingen:vraag_beeindig", args=[regeling.code, laatste.pk])
    assert client.post(einde, {"geldig_tot": "01-05-2026"}).status_code == 422
    assert client.post(einde, {"geldig_tot": "03-05-2026"}).status_code == 302
    assert "wie-helpt-u" not in codes(regeling, DAG + 3 * EEN_DAG)
    assert "Wie helpt mee?" in client.get(reverse("regelingen:vragen", args=[regeling.code])).content.decode()
    assert client.get(reverse("regelingen:vraag_wijzig", args=["pilots", vraag.pk])).status_code == 404


def test_what_was_frozen_before_a_parameter_came_reads_with_its_standard(regeling: Regeling) -> None:
    toen = {
        sleutel: tekst for sleutel, tekst in parameters_op(regeling, DAG).als_dict().items() if sleutel not in LATER
    }

    gelezen = Parameters.uit_dict(toen)

    assert {sleutel: getattr(gelezen, sleutel) for sleutel in LATER} == LATER
    assert gelezen.beslistermijn_weken == 8
    with pytest.raises(KeyError):
        Parameters.uit_dict({sleutel: tekst for sleutel, tekst in toen.items() if sleutel != "sroi_drempel"})


def test_a_scheme_without_the_later_parameters_works_and_says_so() -> None:
    zaai = zaai_regelingen()
    kaal = Regeling.objects.create(code="kaal", naam="Kaal", grondslag="ASV voorbeeld, artikel 7")
    Parameter.objects.bulk_create(
        Parameter(regeling=kaal, sleutel=p.sleutel, waarde=p.waarde, geldig_van=p.geldig_van, artikel=p.artikel)
        for p in zaai["thematafels"].parameters.exclude(sleutel__in=LATER)
    )

    geldend = parameters_op(kaal, DAG)
    [aanvragen] = [groep for groep in parameters_per_groep(kaal, DAG) if groep.naam == "Aanvragen"]

    assert {sleutel: getattr(geldend, sleutel) for sleutel in LATER} == LATER
    assert [(rij.waarde, rij.geldig_van) for rij in aanvragen.rijen] == [
        ("geen maximum", None),
        ("€\xa050.000,00", None),
        ("14 dagen", None),
        ("5 dagen", None),
        ("", None),
    ]
    assert parameters_per_groep(kaal, VANAF - EEN_DAG) == []


def test_the_ceiling_per_application_differs_per_scheme() -> None:
    regelingen = zaai_regelingen()

    assert {code: int(parameters_op(r, DAG).vraag_maximum) for code, r in regelingen.items()} == {
        "thematafels": 0,
        "zelforganisaties": 15000,
        "coaching": 0,
        "pilots": 20000,
    }
    assert set(LATER) == {sleutel for sleutel, over in SLEUTELS.items() if over.heeft_standaard}
