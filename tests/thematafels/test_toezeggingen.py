"""Promises: made, kept or dropped, and read by whom they were made to."""

import datetime

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from socialebasis.demo.toezeggingen import zaai_toezeggingen
from tests.hulp.fabriek import maak_deelname, maak_lid, maak_uitvraag, tafels_van
from tests.thematafels.conftest import weigeringen
from thematafels import services
from thematafels.export import onschadelijk
from thematafels.gegevens import ToezeggingGegevens
from thematafels.models import Aanstelling, Thematafel, Toezegging

pytestmark = pytest.mark.django_db

LIJST = "/uitvragen/toezeggingen/"


def dag(over: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=over)


@pytest.fixture
def tafel(ambtenaar: Lidmaatschap) -> Thematafel:
    return tafels_van(maak_uitvraag())[0]


def doe(door: Lidmaatschap, **velden: object) -> Toezegging:
    standaard = {
        "aan": "commissie",
        "aan_wie": "commissie Samenleving",
        "onderwerp": "Een brief sturen over de tafels",
        "gedaan_op": dag(-10),
        "uiterlijk_op": dag(5),
    }
    return services.doe_toezegging(gegevens=ToezeggingGegevens(**(standaard | velden)), door=door)


def rond_af(toezegging: Toezegging, door: Lidmaatschap, **velden: object) -> Toezegging:
    standaard = {"stand": "nagekomen", "uitkomst": "De brief is gestuurd.", "op": dag(0)}
    return services.rond_toezegging_af(toezegging_id=toezegging.pk, door=door, **(standaard | velden))


def onderwerpen(client: Client, lid: Lidmaatschap, **keuze: str) -> list[str]:
    client.force_login(lid.gebruiker)
    return [rij.toezegging.onderwerp for rij in client.get(LIJST, keuze).context["bladzijde"].object_list]


def test_a_promise_is_recorded_as_it_was_made(ambtenaar: Lidmaatschap, tafel: Thematafel) -> None:
    toezegging = doe(ambtenaar, aan="tafel", aan_wie="", tafel_id=tafel.pk)

    assert (toezegging.stand, toezegging.door, toezegging.uitvraag_id) == ("open", ambtenaar, tafel.thema.uitvraag_id)
    assert toezegging.aan_wie == f"thematafel {tafel.thema.naam}"
    rij = Gebeurtenis.objects.get(soort="toezegging.gedaan")
    assert (rij.over_id, rij.feiten) == (toezegging.pk, {"toezegging": toezegging.pk, "aan": "tafel"})


def test_it_is_settled_with_what_came_of_it(ambtenaar: Lidmaatschap) -> None:
    toezegging = rond_af(doe(ambtenaar), ambtenaar, uitkomst=" De brief is gestuurd. ")

    assert (toezegging.stand, toezegging.uitkomst) == ("nagekomen", "De brief is gestuurd.")
    assert (toezegging.afgerond_op, toezegging.afgerond_door) == (dag(0), ambtenaar)
    assert Gebeurtenis.objects.get(soort="toezegging.afgerond").feiten == {
        "toezegging": toezegging.pk,
        "stand": "nagekomen",
    }


@pytest.mark.parametrize(
    ("velden", "code"),
    [
        ({"aan_wie": " "}, "toezegging.aan_wie"),
        ({"aan": "tafel"}, "toezegging.ongeldig"),
        ({"aan": "iedereen"}, "toezegging.ongeldig"),
        ({"onderwerp": ""}, "toezegging.ongeldig"),
        ({"uiterlijk_op": datetime.date(2018, 1, 1)}, "toezegging.ongeldig"),
        ({"gedaan_op": datetime.date(2999, 1, 1), "uiterlijk_op": None}, "toezegging.dag_in_toekomst"),
    ],
)
def test_a_promise_that_says_too_little_is_refused(ambtenaar: Lidmaatschap, velden: dict, code: str) -> None:
    with pytest.raises(DomeinFout) as fout:
        doe(ambtenaar, **velden)

    assert fout.value.code == code
    assert Toezegging.objects.count() == 0
    assert weigeringen() == [("toezegging.gedaan", code)]


def test_a_table_of_another_call_is_refused(ambtenaar: Lidmaatschap, tafel: Thematafel) -> None:
    with pytest.raises(DomeinFout) as fout:
        doe(ambtenaar, aan="tafel", tafel_id=tafel.pk, uitvraag_id=maak_uitvraag().pk)

    assert (fout.value.code, fout.value.veld) == ("toezegging.andere_uitvraag", "tafel")
    assert Toezegging.objects.count() == 0


@pytest.mark.parametrize(
    ("velden", "code"),
    [
        ({"uitkomst": " "}, "toezegging.zonder_uitkomst"),
        ({"op": None}, "toezegging.zonder_dag"),
        ({"op": datetime.date(2999, 1, 1)}, "toezegging.dag_in_toekomst"),
        ({"op": datetime.date(2018, 1, 1)}, "toezegging.ongeldig"),
        ({"stand": "open"}, "verloop.open.open"),
    ],
)
def test_it_is_not_settled_without_an_outcome_and_a_day(ambtenaar: Lidmaatschap, velden: dict, code: str) -> None:
    toezegging = doe(ambtenaar)

    with pytest.raises(DomeinFout) as fout:
        rond_af(toezegging, ambtenaar, **velden)

    assert fout.value.code == code
    toezegging.refresh_from_db()
    assert (toezegging.stand, toezegging.uitkomst, toezegging.afgerond_op) == ("open", "", None)


def test_it_is_settled_once(ambtenaar: Lidmaatschap) -> None:
    toezegging = rond_af(doe(ambtenaar), ambtenaar, stand="vervallen")

    with pytest.raises(DomeinFout) as fout:
        rond_af(toezegging, ambtenaar)

    assert fout.value.code == "verloop.vervallen.nagekomen"
    toezegging.refresh_from_db()
    assert toezegging.stand == "vervallen"


@pytest.mark.parametrize("rol", [rol for rol in Rol if rol != Rol.BELEIDSMEDEWERKER])
def test_only_a_beleidsmedewerker_promises_and_settles(rol: Rol, ambtenaar: Lidmaatschap) -> None:
    toezegging, lid = doe(ambtenaar), maak_lid(rol)

    with pytest.raises(GeenRecht):
        doe(lid)
    with pytest.raises(GeenRecht):
        rond_af(toezegging, lid)

    toezegging.refresh_from_db()
    assert (Toezegging.objects.count(), toezegging.stand) == (1, "open")


def test_the_database_keeps_the_words_of_a_promise(ambtenaar: Lidmaatschap) -> None:
    doe(ambtenaar)

    for fout, daad in (
        (InternalError, lambda: Toezegging.objects.update(onderwerp="Iets anders")),
        (InternalError, lambda: Toezegging.objects.update(uiterlijk_op=None)),
        (InternalError, lambda: Toezegging.objects.all().delete()),
        (IntegrityError, lambda: Toezegging.objects.update(stand="nagekomen")),
    ):
        with pytest.raises(fout), transaction.atomic():
            daad()

    assert Toezegging.objects.get().onderwerp == "Een brief sturen over de tafels"


def test_each_reads_what_was_promised_to_it(client: Client, ambtenaar: Lidmaatschap, tafel: Thematafel) -> None:
    doe(ambtenaar, onderwerp="raad")
    doe(ambtenaar, onderwerp="partners", aan="partners", aan_wie="")
    doe(ambtenaar, onderwerp="tafel", aan="tafel", tafel_id=tafel.pk)
    geheim = tafels_van(maak_uitvraag(stand="concept"))[0]
    doe(ambtenaar, onderwerp="concept", aan="tafel", tafel_id=geheim.pk)
    aan_tafel, buiten = maak_lid(Rol.MEELEZER), maak_lid(Rol.MEELEZER)
    maak_deelname(tafel, aan_tafel.organisatie)
    maak_deelname(tafel, buiten.organisatie, "aangemeld")
    leider, ander = maak_lid(Rol.PROCESBEGELEIDER), maak_lid(Rol.PROCESBEGELEIDER)
    Aanstelling.objects.create(tafel=tafel, lidmaatschap=leider, functie="procesbegeleider", van=dag(-3))

    gezien = {
        naam: set(onderwerpen(client, lid))
        for naam, lid in {
            "gemeente": maak_lid(Rol.FINANCIEEL),
            "raad": maak_lid(Rol.COMMISSIELID),
            "griffie": maak_lid(Rol.GRIFFIE),
            "aan tafel": aan_tafel,
            "buiten": buiten,
            "leider": leider,
            "ander": ander,
        }.items()
    }

    assert gezien == {
        "gemeente": {"raad", "partners", "tafel", "concept"},
        "raad": {"raad", "partners", "tafel"},
        "griffie": {"raad", "partners", "tafel"},
        "aan tafel": {"partners", "tafel"},
        "buiten": {"partners"},
        "leider": {"partners", "tafel"},
        "ander": {"partners"},
    }


def test_the_list_puts_what_presses_first_and_narrows_down(client: Client, ambtenaar: Lidmaatschap) -> None:
    doe(ambtenaar, onderwerp="zonder dag", uiterlijk_op=None)
    doe(ambtenaar, onderwerp="later", uiterlijk_op=dag(9), aan="partners", aan_wie="")
    doe(ambtenaar, onderwerp="te laat", uiterlijk_op=dag(-1))
    doe(ambtenaar, onderwerp="vandaag", uiterlijk_op=dag(0))
    rond_af(doe(ambtenaar, onderwerp="klaar", uiterlijk_op=dag(-2)), ambtenaar)

    assert onderwerpen(client, ambtenaar) == ["te laat", "vandaag", "later", "zonder dag", "klaar"]
    assert onderwerpen(client, ambtenaar, stand="open") == ["te laat", "vandaag", "later", "zonder dag"]
    assert onderwerpen(client, ambtenaar, stand="te_laat") == ["te laat"]
    assert onderwerpen(client, ambtenaar, stand="afgerond") == ["klaar"]
    assert onderwerpen(client, ambtenaar, aan="partners") == ["later"]
    assert len(onderwerpen(client, ambtenaar, stand="x", aan="'")) == 5
    pagina = client.get(LIJST).content.decode()
    assert pagina.count("Te laat") == 1
    assert "Nagekomen" in pagina


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_what_looks_like_a_formula_is_text(begin: str) -> None:
    assert onschadelijk(f"{begin}A1") == f"'{begin}A1"
    assert onschadelijk(f"1{begin}") == f"1{begin}"


@pytest.mark.parametrize("getal", ["-1", "-12,50", "-1.250,5", "-0,5%", "0", "3,2"])
def test_a_number_below_zero_is_no_formula(getal: str) -> None:
    assert onschadelijk(getal) == getal


@pytest.mark.parametrize("cel", ["-", "-1+1", "-1-2", "-1\n", "-1;2", "--1", "-,5", "- 1", "-1 dag", "+1", "-SOM(A1)"])
def test_what_only_begins_as_a_number_is_text(cel: str) -> None:
    assert onschadelijk(cel) == f"'{cel}"


def test_the_forms_make_and_settle_a_promise(client: Client, ambtenaar: Lidmaatschap, tafel: Thematafel) -> None:
    client.force_login(ambtenaar.gebruiker)
    nieuw = reverse("thematafels:toezegging_nieuw")
    invoer = {"aan": "tafel", "tafel": tafel.pk, "onderwerp": "Een zaal zoeken", "gedaan_op": f"{dag(-1):%d-%m-%Y}"}

    assert client.get(nieuw, {"tafel": tafel.pk}).context["form"]["tafel"].value() == tafel.pk
    assert client.get(nieuw, {"tafel": "²"}).status_code == 200
    fout = client.post(nieuw, invoer | {"tafel": ""})
    assert (fout.status_code, Toezegging.objects.count()) == (422, 0)
    assert "Een zaal zoeken" in fout.content.decode()
    assert client.post(nieuw, invoer).status_code == 302
    toezegging = Toezegging.objects.get()

    af = reverse("thematafels:toezegging_afronden", args=[toezegging.pk])
    leeg = client.post(af, {"stand": "nagekomen", "uitkomst": "", "op": ""})
    assert (leeg.status_code, list(leeg.context["form"].errors)) == (422, ["uitkomst"])
    goed = {"stand": "vervallen", "uitkomst": "Er is al een zaal.", "op": f"{dag(0):%d-%m-%Y}"}
    assert client.post(af, goed).status_code == 302
    toezegging.refresh_from_db()
    assert (toezegging.stand, toezegging.uitkomst) == ("vervallen", "Er is al een zaal.")


def test_the_page_of_a_table_shows_its_promises(client: Client, ambtenaar: Lidmaatschap, tafel: Thematafel) -> None:
    doe(ambtenaar, onderwerp="Een zaal zoeken", aan="tafel", tafel_id=tafel.pk)
    doe(ambtenaar, onderwerp="Iets anders", aan="partners", aan_wie="")
    pad = reverse("thematafels:tafel_detail", args=[tafel.uitvraag.kenmerk, tafel.thema.code])

    def ziet(lid: Lidmaatschap) -> bool:
        client.force_login(lid.gebruiker)
        pagina = client.get(pad).content.decode()
        assert "Iets anders" not in pagina
        return "Een zaal zoeken" in pagina

    assert ziet(ambtenaar)
    assert ziet(maak_lid(Rol.COMMISSIELID))
    assert not ziet(maak_lid(Rol.TEKENBEVOEGDE))


def test_the_papers_are_seeded_once(ambtenaar: Lidmaatschap, tafel: Thematafel) -> None:
    tafel.thema.code = "ontmoeten"
    tafel.thema.save()

    for _ in range(2):
        zaai_toezeggingen(tafel.uitvraag, door=ambtenaar, vandaag=timezone.localdate())

    feiten = list(Toezegging.objects.exclude(bron="").order_by("gedaan_op"))
    assert [(feit.aan_wie, f"{feit.gedaan_op}", feit.stand) for feit in feiten] == [
        ("commissie Bestuur", "2017-11-02", "nagekomen"),
        ("commissie Samenleving", "2019-05-09", "nagekomen"),
        ("partners sociale basis", "2021-09-21", "open"),
    ]
    assert [feit.uitkomst for feit in feiten] == [
        "Afgedaan met de voortgangsbrief",
        "Afgedaan met de informatienota van 2019",
        "",
    ]
    assert [feit.afgerond_op for feit in feiten] == [None, None, None]
    assert Toezegging.objects.count() == 5
