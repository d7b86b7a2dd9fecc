"""A call of an individual scheme: one counter, nobody admitted to a table, everybody for itself."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kern.fouten import DomeinFout
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from overzichten.selectors.werklijst import werkregels
from regelingen.models import Regeling
from socialebasis.demo.openstellingen import zaai_openstellingen
from tests.hulp.fabriek import maak_deelname, maak_lid, maak_uitvraag, tafels_van
from tests.thematafels.conftest import tafel_van
from thematafels import services
from thematafels.gegevens import UitvraagGegevens
from thematafels.models import Deelname, Plafond, Thematafel, Uitvraag

Gegevens = Callable[..., UitvraagGegevens]


@pytest.fixture
def leeg(ambtenaar: Lidmaatschap, gegevens: Gegevens) -> Uitvraag:
    regeling = Regeling.objects.get(code="zelforganisaties")
    return services.maak_uitvraag(
        gegevens=gegevens(regeling_id=regeling.pk, laatste_jaar=timezone.localdate().year + 1), door=ambtenaar
    )


def voeg_toe(uitvraag: Uitvraag, door: Lidmaatschap, soort: str, **velden: str) -> None:
    services.voeg_item_toe(soort=soort, ouder_id=uitvraag.pk, gegevens=velden, door=door)


@pytest.fixture
def compleet(leeg: Uitvraag, ambtenaar: Lidmaatschap) -> Uitvraag:
    voeg_toe(leeg, ambtenaar, "criterium", code="meedoen", naam="Mensen doen mee")
    voeg_toe(leeg, ambtenaar, "thema", code="aanvragen", naam="Zelforganisaties", hoofddoel="Samen meedoen.")
    bedragen = {(tafel_van(leeg).pk, jaar): 47000 for jaar in leeg.jaren}
    services.stel_plafonds_vast(uitvraag_id=leeg.pk, bedragen=bedragen, door=ambtenaar)
    return leeg


@pytest.fixture
def open_nu(compleet: Uitvraag, ambtenaar: Lidmaatschap) -> Uitvraag:
    return services.publiceer(uitvraag_id=compleet.pk, door=ambtenaar)


def tafelpad(uitvraag: Uitvraag) -> str:
    return reverse("thematafels:tafel_detail", args=[uitvraag.kenmerk, tafel_van(uitvraag).thema.code])


def test_it_is_published_without_subgoals_requirements_or_functions(open_nu: Uitvraag) -> None:
    assert open_nu.stand == "gepubliceerd"
    assert open_nu.is_open(timezone.now())


def test_it_still_needs_a_ceiling_and_criteria(leeg: Uitvraag, ambtenaar: Lidmaatschap) -> None:
    voeg_toe(leeg, ambtenaar, "thema", code="aanvragen", naam="Zelforganisaties", hoofddoel="Samen meedoen.")

    with pytest.raises(DomeinFout) as fout:
        services.publiceer(uitvraag_id=leeg.pk, door=ambtenaar)

    assert fout.value.bericht == (
        "Er is nog geen criterium waarop de gemeente beoordeelt. "
        f"De tafel Zelforganisaties heeft nog geen plafond voor {leeg.eerste_jaar}."
    )


def test_it_has_one_counter(compleet: Uitvraag, ambtenaar: Lidmaatschap) -> None:
    voeg_toe(compleet, ambtenaar, "thema", code="tweede", naam="Tweede", hoofddoel="Nog iets.")

    with pytest.raises(DomeinFout) as fout:
        services.publiceer(uitvraag_id=compleet.pk, door=ambtenaar)

    assert "Houd één thema over." in fout.value.bericht
    compleet.refresh_from_db()
    assert compleet.stand == "concept"


def test_a_joint_call_still_needs_subgoals(concept: Uitvraag, ambtenaar: Lidmaatschap) -> None:
    tafel_van(concept).thema.subdoelen.all().delete()

    with pytest.raises(DomeinFout) as fout:
        services.publiceer(uitvraag_id=concept.pk, door=ambtenaar)

    assert fout.value.bericht == "Het thema Ontmoeten heeft nog geen subdoel."


def test_nobody_is_admitted_to_its_counter(open_nu: Uitvraag, partner: Lidmaatschap) -> None:
    with pytest.raises(DomeinFout) as fout:
        services.meld_aan(tafel_id=tafel_van(open_nu).pk, motivatie="Wij willen meedoen.", door=partner)

    assert fout.value.code == "uitvraag.zonder_aanmelden"
    assert Deelname.objects.count() == 0


def test_its_page_leads_to_the_application_and_shows_the_questions(
    client: Client, open_nu: Uitvraag, partner: Lidmaatschap
) -> None:
    client.force_login(partner.gebruiker)

    pagina = client.get(tafelpad(open_nu)).content.decode()

    assert reverse("subsidies:aanvraag_van_tafel", args=[open_nu.kenmerk, "aanvragen"]) in pagina
    assert "Vraag subsidie aan" in pagina
    assert "Hoe weet u of het werkt?" in pagina
    assert "Meld uw organisatie aan" not in pagina
    assert "Wie zit aan tafel" not in pagina
    assert "Thematafel" not in pagina


def test_who_cannot_write_gets_no_button(client: Client, open_nu: Uitvraag) -> None:
    client.force_login(maak_lid(Rol.MEELEZER).gebruiker)

    assert "Vraag subsidie aan" not in client.get(tafelpad(open_nu)).content.decode()


def test_the_page_of_a_table_is_as_it_was(client: Client, gepubliceerd: Uitvraag, partner: Lidmaatschap) -> None:
    client.force_login(partner.gebruiker)

    pagina = client.get(tafelpad(gepubliceerd)).content.decode()

    assert "Meld uw organisatie aan" in pagina
    assert "Wie zit aan tafel?" in pagina
    assert "Vraag subsidie aan" not in pagina


def test_its_call_reads_without_tables(client: Client, open_nu: Uitvraag, partner: Lidmaatschap) -> None:
    client.force_login(partner.gebruiker)

    pagina = client.get(reverse("thematafels:uitvraag_detail", args=[open_nu.kenmerk])).content.decode()
    lijst = client.get(reverse("thematafels:uitvraag_lijst")).content.decode()

    assert "ieder voor zich" in pagina
    assert tafelpad(open_nu) in pagina
    assert "Thema's en thematafels" not in pagina
    assert "Kwaliteitseisen" not in pagina
    assert "ieder vraagt voor zichzelf aan" in lijst


def test_the_form_of_a_call_offers_every_scheme_in_use(client: Client, ambtenaar: Lidmaatschap) -> None:
    Regeling.objects.filter(code="coaching").update(actief=False)
    client.force_login(ambtenaar.gebruiker)

    form = client.get(reverse("thematafels:uitvraag_nieuw")).context["form"]

    assert {regeling.code for regeling in form.fields["regeling"].queryset} == {
        "thematafels",
        "zelforganisaties",
        "pilots",
    }


def test_it_invites_whoever_sits_at_no_table(open_nu: Uitvraag, partner: Lidmaatschap) -> None:
    assert [(regel.naam, regel.wat) for regel in werkregels(partner)] == [(open_nu.naam, "Subsidie aanvragen")]

    maak_deelname(tafels_van(maak_uitvraag())[0], partner.organisatie)

    assert "Subsidie aanvragen" not in [regel.wat for regel in werkregels(partner)]


def test_the_demo_opens_two_schemes_once(ambtenaar: Lidmaatschap) -> None:
    jaar, nu = timezone.localdate().year + 1, timezone.now()
    dagen = {"opent_op": nu - datetime.timedelta(days=14), "sluit_op": nu + datetime.timedelta(days=28)}

    eerste = zaai_openstellingen(door=ambtenaar, eerste_jaar=jaar, **dagen)

    assert zaai_openstellingen(door=ambtenaar, eerste_jaar=jaar, **dagen) == eerste
    assert [(uitvraag.kenmerk, uitvraag.fictief, uitvraag.is_open(nu)) for uitvraag in eerste] == [
        (f"zelforganisaties-{jaar}", True, True),
        (f"pilots-{jaar}", True, True),
    ]
    assert [uitvraag.criteria.count() for uitvraag in eerste] == [3, 2]
    assert list(Plafond.objects.values_list("jaar", "bedrag").order_by("bedrag")) == [(jaar, 47000), (jaar, 60000)]
    assert Thematafel.objects.count() == 2
