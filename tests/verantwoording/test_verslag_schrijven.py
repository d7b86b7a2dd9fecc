"""The report of an activity: saved by itself, every version kept, and nothing overwritten unseen."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from organisaties.models import Lidmaatschap
from subsidies.models import Klad, Onderdeel, Versie
from subsidies.services.versies import VersieConflict
from tests.subsidies.conftest import geweigerd
from tests.uitvoering.conftest import Wereld
from tests.verantwoording.verslaghulp import TEKSTEN, inhoud, maak_compleet, meet, post, verslag_van
from thematafels.models import Doelgroep, Niveau, Stadsdeel
from verantwoording.forms.verslag import VerslagForm
from verantwoording.models import Deelverslag, Meting, NietGemeten
from verantwoording.onderdelen import VERSLAG
from verantwoording.selectors.inhoud import inhoud_van
from verantwoording.services.verslag import bewaar_verslag, zet_metingen

pytestmark = pytest.mark.django_db
Als = Callable[[Lidmaatschap], Client]


def bewaar(wereld: Wereld, wie: str = "anker", versie: int | None = None, blad: str = "", **anders: Any) -> Any:
    verslag = verslag_van(wereld)
    gelezen = verslag.versie if versie is None else versie
    return bewaar_verslag(
        verslag_id=verslag.pk, inhoud=inhoud(verslag, **anders), versie=gelezen, door=wereld[wie], blad=blad
    )


def vanzelf(client: Client, wereld: Wereld, **velden: str) -> Any:
    verslag = verslag_van(wereld)
    adres = reverse("subsidies:bewaar_vanzelf", args=[wereld.aanvraag.kenmerk, Onderdeel.VERSLAG.value, verslag.pk])
    return client.post(adres, post(verslag, **velden).dict())


def adres(wereld: Wereld, naam: str = "Koffie") -> str:
    return reverse("verantwoording:activiteit", args=[wereld.aanvraag.kenmerk, verslag_van(wereld, naam).pk])


def test_texts_numbers_and_reasons_are_saved_with_a_version_of_the_whole(geopend: Wereld) -> None:
    verslag = verslag_van(geopend)
    bereik, bewoner = meet(verslag), meet(verslag, Niveau.BEWONER)
    groep = Doelgroep.objects.get()

    bewaar(
        geopend,
        "anker_schrijft",
        volgens_plan="ja",
        verteld="Elke week.",
        metingen={str(bereik): {"geheel": "62.00", f"d{groep.pk}": "0.00"}},
        niet_gemeten={str(bewoner): "Te weinig antwoorden."},
    )

    nu = verslag_van(geopend)
    assert (nu.volgens_plan, nu.verteld, nu.versie) == ("ja", "Elke week.", 1)
    assert list(Meting.objects.values_list("meetafspraak", "doelgroep", "stadsdeel", "waarde")) == [
        (bereik, None, None, Decimal("62.00")),
        (bereik, groep.pk, None, Decimal("0.00")),
    ]
    assert NietGemeten.objects.get().reden == "Te weinig antwoorden."
    versie = Versie.objects.get(soort=Onderdeel.VERSLAG)
    assert (versie.nummer, versie.door, versie.inhoud) == (1, geopend["anker_schrijft"], inhoud_van(nu))


def test_a_number_that_is_emptied_is_not_measured_and_its_version_stays(geopend: Wereld) -> None:
    bereik = str(meet(verslag_van(geopend)))
    deel = Stadsdeel.objects.get(naam="Voorbeeldwijk").pk
    bewaar(geopend, metingen={bereik: {"geheel": "5.00", f"s{deel}": "3.00"}})

    bewaar(geopend, metingen={bereik: {"geheel": "7.00"}})

    assert Meting.objects.get().waarde == Decimal("7.00")
    oud = Versie.objects.get(soort=Onderdeel.VERSLAG, nummer=1)
    assert oud.inhoud["metingen"] == {bereik: {"geheel": "5.00", f"s{deel}": "3.00"}}


def test_saving_the_same_makes_no_version_and_throws_the_klad_away(geopend: Wereld) -> None:
    bewaar(geopend, verteld="Zo.")
    verslag = verslag_van(geopend)
    Klad.objects.create(
        aanvraag=geopend.aanvraag,
        soort=Onderdeel.VERSLAG,
        onderdeel=verslag.pk,
        lidmaatschap=geopend["anker"],
        versie=1,
        invoer={},
    )

    bewaar(geopend, verteld="Zo.")

    assert verslag_van(geopend).versie == 1
    assert not Klad.objects.exists()


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(geopend: Wereld) -> None:
    bewaar(geopend, verteld="Van de een.")

    with pytest.raises(VersieConflict):
        bewaar(geopend, "anker_schrijft", versie=0, verteld="Van de ander.")

    assert verslag_van(geopend).verteld == "Van de een."


def test_the_neighbour_at_the_table_cannot_write(geopend: Wereld) -> None:
    with geweigerd("verslag.niet_eigen"):
        bewaar(geopend, "brug", verteld="Niet van mij.")


def test_who_only_reads_along_cannot_write(geopend: Wereld) -> None:
    with geweigerd("toegang.rol"):
        bewaar(geopend, "anker_leest", verteld="Mag ik niet.")


@pytest.mark.parametrize("stand", ["ingediend", "aanvaard"])
def test_after_submission_nothing_changes_any_more(geopend: Wereld, stand: str) -> None:
    zet_stand(geopend, stand)

    with geweigerd("verslag.niet_open"):
        bewaar(geopend, verteld="Te laat bedacht.")


def test_a_question_opens_it_again(geopend: Wereld) -> None:
    zet_stand(geopend, "vraag")

    bewaar(geopend, verteld="Het antwoord.")

    assert verslag_van(geopend).verteld == "Het antwoord."


def zet_stand(wereld: Wereld, stand: str) -> None:
    """As it would have come there."""
    weg = {"ingediend": ("ingediend",), "aanvaard": ("ingediend", "aanvaard"), "vraag": ("ingediend", "vraag")}
    delen = Deelverslag.objects.filter(deel=wereld.deel(wereld.anker))
    for stap in weg[stand]:
        delen.update(stand=stap, ingediend_op="2028-02-01T12:00Z", ingediend_door=wereld["anker"])


def test_pasted_numbers_leave_the_others_and_take_the_reason_away(geopend: Wereld) -> None:
    verslag = verslag_van(geopend)
    bereik, bewoner = meet(verslag), meet(verslag, Niveau.BEWONER)
    groep = Doelgroep.objects.get().pk
    bewaar(
        geopend,
        metingen={str(bereik): {"geheel": "5.00"}},
        niet_gemeten={str(bewoner): "Vergeten."},
        verteld="Blijft.",
    )

    zet_metingen(
        verslag_id=verslag.pk,
        waarden={(bereik, (groep, None)): Decimal(3), (bewoner, (None, None)): Decimal("62.5")},
        versie=1,
        door=geopend["anker"],
    )

    nu = verslag_van(geopend)
    assert inhoud_van(nu)["metingen"] == {
        str(bereik): {"geheel": "5.00", f"d{groep}": "3.00"},
        str(bewoner): {"geheel": "62.50"},
    }
    assert (inhoud_van(nu)["niet_gemeten"], nu.verteld, nu.versie) == ({}, "Blijft.", 2)


# --- the page ---


def test_the_page_saves_itself_and_says_so_with_at_most_eight_queries(als: Als, geopend: Wereld) -> None:
    client = als(geopend["anker_schrijft"])
    bereik = meet(verslag_van(geopend))
    client.get(adres(geopend))

    verslag = verslag_van(geopend)
    pad = reverse("subsidies:bewaar_vanzelf", args=[geopend.aanvraag.kenmerk, "verslag", verslag.pk])
    data = post(verslag, verteld="Typend.", **{f"m{bereik}": "1.250,5"}).dict()
    with CaptureQueriesContext(connection) as opgevangen:
        antwoord = client.post(pad, data)

    assert antwoord.status_code == 200
    assert "Bewaard om" in antwoord.content.decode()
    assert len([vraag["sql"] for vraag in opgevangen if "SAVEPOINT" not in vraag["sql"]]) <= 8
    nu = verslag_van(geopend)
    assert (nu.verteld, inhoud_van(nu)["metingen"]) == ("Typend.", {str(bereik): {"geheel": "1250.50"}})


def test_a_number_that_cannot_be_read_waits_as_klad(als: Als, geopend: Wereld) -> None:
    client = als(geopend["anker"])
    bereik = meet(verslag_van(geopend))

    antwoord = vanzelf(client, geopend, **{f"m{bereik}": "veel"})

    assert "er klopt nog iets niet" in antwoord.content.decode()
    assert Klad.objects.get().invoer[f"m{bereik}"] == ["veel"]
    assert not Meting.objects.exists()


def test_typing_after_submission_is_kept_as_klad(als: Als, geopend: Wereld) -> None:
    client = als(geopend["anker"])
    zet_stand(geopend, "ingediend")

    antwoord = vanzelf(client, geopend, verteld="Nog iets.")

    assert "het verslag is ingediend" in antwoord.content.decode()
    assert verslag_van(geopend).verteld == ""


def test_the_form_saves_on_purpose_and_comes_back_filled(als: Als, geopend: Wereld) -> None:
    client = als(geopend["anker"])
    verslag = verslag_van(geopend)
    bereik, groep = meet(verslag), Doelgroep.objects.get().pk
    velden = {"volgens_plan": "deels", f"m{bereik}": "62,5", f"erbij{bereik}_groep": str(groep)}

    antwoord = client.post(
        adres(geopend), post(verslag, **velden, **{f"erbij{bereik}_waarde": "12"}).dict(), follow=True
    )

    assert antwoord.status_code == 200
    assert inhoud_van(verslag_van(geopend))["metingen"] == {str(bereik): {"geheel": "62.50", f"d{groep}": "12.00"}}
    pagina = antwoord.content.decode()
    assert f'name="m{bereik}" value="62,5"' in pagina
    assert f'name="m{bereik}d{groep}" value="12"' in pagina


def test_what_is_wrong_stands_on_its_field_and_nothing_typed_is_lost(als: Als, geopend: Wereld) -> None:
    client = als(geopend["anker"])
    verslag = verslag_van(geopend)
    bereik = meet(verslag)

    antwoord = client.post(adres(geopend), post(verslag, verteld="Mijn tekst.", **{f"m{bereik}": "-3"}).dict())

    assert antwoord.status_code == 422
    assert "Mijn tekst." in antwoord.content.decode()
    assert antwoord.context["form"].errors == {f"m{bereik}": ["Vul een getal van 0 of hoger in."]}
    assert Klad.objects.get().invoer["verteld"] == ["Mijn tekst."]


@pytest.mark.parametrize(
    ("velden", "veld"),
    [
        ({"m{}": "5", "reden{}": "Vergeten."}, "reden{}"),
        ({"erbij{}_waarde": "5"}, "erbij{}_groep"),
        ({"m{}d{groep}": "5", "erbij{}_groep": "{groep}", "erbij{}_waarde": "6"}, "erbij{}_waarde"),
        ({"m{}": "€ 5"}, "m{}"),
        ({"m{}": "5.12.3"}, "m{}"),
    ],
)
def test_what_contradicts_itself_is_refused_on_its_field(geopend: Wereld, velden: dict[str, str], veld: str) -> None:
    verslag = verslag_van(geopend)
    pk, groep = meet(verslag), Doelgroep.objects.get().pk
    data = {naam.format(pk, groep=groep): waarde.format(pk, groep=groep) for naam, waarde in velden.items()}

    form = VerslagForm(post(verslag, **data), verslag=verslag)

    assert list(form.errors) == [veld.format(pk)]


def test_a_group_of_another_table_is_not_taken(geopend: Wereld) -> None:
    verslag = verslag_van(geopend)
    pk, groep = meet(verslag), Doelgroep.objects.get().pk

    form = VerslagForm(post(verslag, **{f"m{pk}d{groep + 999}": "5", f"m{pk + 999}": "7"}), verslag=verslag)

    assert form.is_valid()
    assert form.inhoud["metingen"] == {}


def test_the_version_reads_back_as_the_form_would_send_it(geopend: Wereld) -> None:
    from_form = VerslagForm(post(verslag_van(geopend)), verslag=verslag_van(geopend))
    assert from_form.is_valid()
    bereik, groep = str(meet(verslag_van(geopend))), Doelgroep.objects.get().pk
    bewaar(geopend, metingen={bereik: {"geheel": "1250.00", f"d{groep}": "0.50"}}, volgens_plan="nee", **TEKSTEN)
    verslag = verslag_van(geopend)

    terug = VERSLAG.vul_in(verslag, VERSLAG.als_invoer(inhoud_van(verslag)))

    assert terug.is_valid()
    assert terug.inhoud == inhoud_van(verslag)


def test_an_earlier_version_is_put_back_from_the_history(als: Als, geopend: Wereld) -> None:
    client = als(geopend["anker"])
    bereik = str(meet(verslag_van(geopend)))
    bewaar(geopend, metingen={bereik: {"geheel": "5.00"}})
    bewaar(geopend, metingen={bereik: {"geheel": "6.00"}})
    pad = [geopend.aanvraag.kenmerk, Onderdeel.VERSLAG.value, verslag_van(geopend).pk]

    pagina = client.get(reverse("subsidies:geschiedenis", args=pad))
    client.post(reverse("subsidies:versie_terug", args=pad), {"nummer": "1", "versie": "2"})

    assert "Koffie: bereik" in pagina.content.decode()
    assert inhoud_van(verslag_van(geopend))["metingen"] == {bereik: {"geheel": "5.00"}}
    assert Versie.objects.filter(soort=Onderdeel.VERSLAG).count() == 3


def test_two_versions_stand_side_by_side_and_are_merged(als: Als, geopend: Wereld) -> None:
    client = als(geopend["anker"])
    bereik = str(meet(verslag_van(geopend)))
    bewaar(geopend, verteld="Koffie.")
    bewaar(geopend, "anker_schrijft", verteld="Koffie.", werkte="De vaste dag.")
    verslag = verslag_van(geopend)

    getypt = post(verslag, versie="1", verteld="Koffie.", **{f"m{bereik}": "9"})
    antwoord = client.post(adres(geopend), getypt.dict())
    beide = reverse("subsidies:beide_versies", args=[geopend.aanvraag.kenmerk, "verslag", verslag.pk])
    samen = client.post(beide, {"keuze": "samen", "versie": "2"})

    assert antwoord.status_code == 422
    assert "Twee versies: Koffie" in antwoord.content.decode()
    assert samen.status_code == 302
    nu = inhoud_van(verslag_van(geopend))
    assert (nu["werkte"], nu["metingen"]) == ("De vaste dag.", {bereik: {"geheel": "9.00"}})


# --- no order of saves and corrections changes a value silently ---

STAPPEN = st.lists(
    st.tuples(
        st.sampled_from(["anker", "anker_schrijft"]),
        st.sampled_from(["geheel", "groep", "deel"]),
        st.one_of(st.none(), st.integers(min_value=0, max_value=10**6).map(lambda cent: f"{Decimal(cent) / 100:.2f}")),
        st.booleans(),  # read before the last save of somebody else
    ),
    max_size=8,
)


@given(stappen=STAPPEN)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_order_each_value_is_what_its_last_version_says(geopend: Wereld, stappen: list[Any]) -> None:
    begin = verslag_van(geopend)
    sleutels = {
        "geheel": "geheel",
        "groep": f"d{Doelgroep.objects.get().pk}",
        "deel": f"s{Stadsdeel.objects.get(naam='Voorbeeldwijk').pk}",
    }
    bereik = str(meet(begin))
    verwacht = dict(inhoud_van(begin)["metingen"].get(bereik, {}))
    geteld = begin.versie

    for wie, plek, waarde, verouderd in stappen:
        straks = {sleutel: getal for sleutel, getal in verwacht.items() if sleutel != sleutels[plek]}
        straks |= {sleutels[plek]: waarde} if waarde is not None else {}
        metingen = {bereik: straks} if straks else {}
        try:
            bewaar(geopend, wie, versie=max(0, geteld - verouderd), metingen=metingen)
        except VersieConflict:
            assert verouderd
            assert geteld
        else:
            geteld += straks != verwacht
            verwacht = straks
        assert inhoud_van(verslag_van(geopend))["metingen"].get(bereik, {}) == verwacht

    versies = Versie.objects.filter(soort=Onderdeel.VERSLAG, onderdeel=begin.pk).order_by("nummer")
    assert [versie.nummer for versie in versies] == list(range(1, geteld + 1))
    if geteld:
        assert versies[geteld - 1].inhoud["metingen"].get(bereik, {}) == verwacht


def test_a_complete_report_holds_all_that_was_asked(geopend: Wereld) -> None:
    maak_compleet(geopend)

    assert Meting.objects.count() == 4
