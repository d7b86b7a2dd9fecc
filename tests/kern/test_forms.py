import datetime as dt
from decimal import Decimal

import pytest
from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.template import Context, Template

from kern.forms import BedragVeld, DatumVeld, Formulier, JaNeeVeld, ModelFormulier, TijdstipVeld
from kern.fouten import DomeinFout
from kern.models import Storing
from kern.views import toon_fout
from tests.hulp.boom import Boom, tekst


class Proef(Formulier):
    knop = "Bewaar"

    naam = forms.CharField(label="Naam", help_text="Zoals inwoners u kennen.")
    bijnaam = forms.CharField(label="Bijnaam", required=False)
    bedrag = BedragVeld(label="Bedrag")
    dag = DatumVeld(label="Dag")
    moment = TijdstipVeld(label="Moment", required=False)
    preventief = JaNeeVeld(label="Preventief?")
    gebieden = forms.MultipleChoiceField(
        label="Gebieden", choices=[("n", "Noord"), ("o", "Oost")], widget=forms.CheckboxSelectMultiple
    )
    eens = forms.BooleanField(label="Ik ga akkoord")


GOED = {
    "naam": "Buurtkamer",
    "bedrag": "1.234,50",
    "dag": "31-12-2026",
    "moment": "31-12-2026 17:00",
    "preventief": "nee",
    "gebieden": ["n"],
    "eens": "on",
}


def teken(form: object, inhoud: str = "{% crispy form %}") -> Boom:
    return Boom(Template("{% load crispy_forms_tags sb %}" + inhoud).render(Context({"form": form})))


def test_a_form_reads_dutch_amounts_days_moments_and_answers():
    form = Proef(GOED)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["bedrag"] == Decimal("1234.50")
    assert form.cleaned_data["dag"] == dt.date(2026, 12, 31)
    assert form.cleaned_data["moment"] == dt.datetime(2026, 12, 31, 16, tzinfo=dt.UTC)
    assert form.cleaned_data["preventief"] is False


@pytest.mark.parametrize("dag", ["2026-12-31", "31/12/2026"])
def test_a_day_may_be_written_in_other_ways(dag):
    assert Proef(GOED | {"dag": dag}).is_valid()


@pytest.mark.parametrize("bedrag", ["1,234.50", "twaalf", "-5"])
def test_a_wrong_amount_is_refused_and_comes_back_as_it_was_typed(bedrag):
    form = Proef(GOED | {"bedrag": bedrag})

    assert not form.is_valid()
    assert set(form.errors) == {"bedrag"}
    assert teken(form).een("input", name="bedrag").get("value") == bedrag


def test_an_amount_below_zero_is_fine_where_a_minus_has_meaning():
    assert BedragVeld(negatief=True).clean("-5") == Decimal(-5)


def test_known_values_are_shown_the_dutch_way():
    boom = teken(Proef(initial={"bedrag": Decimal("1234.5"), "dag": dt.date(2026, 12, 31), "preventief": False}))

    assert boom.een("input", name="bedrag").get("value") == "1.234,50"
    assert boom.een("input", name="dag").get("value") == "31-12-2026"
    assert boom.een("input", name="preventief", checked=None).get("value") == "nee"


def test_only_what_is_not_required_says_so_and_nothing_pops_up():
    boom = teken(Proef())

    labels = [tekst(label) for tag in ("label", "legend") for label in boom.alle(tag)]

    assert [label for label in labels if "niet verplicht" in label] == [
        "Bijnaam (niet verplicht)",
        "Moment (niet verplicht)",
    ]
    assert list(boom.alle(required=None)) == []
    assert boom.een("form", novalidate=None).get("method") == "post"


def test_every_mistake_stands_at_its_field_and_in_the_list_on_top():
    boom = teken(Proef({}))

    doelen = [link.get("href") for link in boom.een(role="alert").iter("a")]

    assert doelen == [f"#id_{veld}" for veld in ("naam", "bedrag", "dag", "preventief", "gebieden", "eens")]
    for doel in doelen:
        sleutel = doel[1:]
        assert f"{sleutel}_error" in boom.een(id=sleutel).get("aria-describedby").split()
        assert tekst(boom.een(id=f"{sleutel}_error")) == "Dit veld is verplicht."


def test_a_field_is_described_by_its_help_and_its_mistake_once():
    naam = teken(Proef({})).een("input", name="naam")

    assert naam.get("aria-describedby") == "id_naam_helptext id_naam_error"
    assert naam.get("aria-invalid") == "true"


def test_no_id_stands_twice_on_a_form():
    ids = [element.get("id") for element in teken(Proef({})).alle(id=None)]

    assert sorted(set(ids)) == sorted(ids)


def test_choices_are_a_group_with_a_name_and_keep_what_was_chosen():
    groep = teken(Proef(GOED | {"naam": ""})).een("fieldset", id="id_gebieden")

    keuzes = list(groep.iter("input"))

    assert tekst(groep.find("legend")) == "Gebieden"
    assert [keuze.get("value") for keuze in keuzes if "checked" in keuze.attrib] == ["n"]
    assert [keuze for keuze in keuzes if "aria-invalid" in keuze.attrib] == []


def test_a_form_has_one_primary_button_with_its_own_text():
    knop = teken(Proef()).een("button", klasse="utrecht-button--primary-action")

    assert tekst(knop) == "Bewaar"
    assert knop.get("name") is None


def test_the_button_of_a_form_beside_a_more_important_one_is_secondary():
    form = Proef()
    form.is_hoofdzaak = False

    assert tekst(teken(form).een("button", klasse="utrecht-button--secondary-action")) == "Bewaar"
    assert list(teken(form).alle("button", klasse="utrecht-button--primary-action")) == []


def test_an_empty_choice_is_in_words_and_a_field_that_names_its_own_keeps_it():
    class Keuzes(ModelFormulier):
        wie = forms.ModelChoiceField(Storing.objects.none())
        misschien = forms.ModelChoiceField(Storing.objects.none(), required=False)
        eigen = forms.ModelChoiceField(Storing.objects.none(), empty_label="Iedereen")
        geen = forms.ModelMultipleChoiceField(Storing.objects.none())
        soort = forms.ChoiceField(choices=[*BLANK_CHOICE_DASH, ("a", "A")])
        mag = forms.ChoiceField(choices=[*BLANK_CHOICE_DASH, ("a", "A")], required=False)
        alles = forms.ChoiceField(choices=[("", "Alle soorten"), ("a", "A")], required=False)

        class Meta:
            model = Storing
            fields = ()

    boom = teken(Keuzes())

    eerste = {keuze.get("name"): tekst(next(keuze.iter("option"))) for keuze in boom.alle("select") if len(keuze)}
    assert eerste == {
        "wie": "Kies",
        "misschien": "Niet gekozen",
        "eigen": "Iedereen",
        "soort": "Kies",
        "mag": "Niet gekozen",
        "alles": "Alle soorten",
    }


@pytest.mark.parametrize(("veld", "waar"), [("bedrag", "bedrag"), ("onbekend", "__all__"), (None, "__all__")])
def test_the_refusal_of_a_service_lands_at_its_field_or_above_the_form(veld, waar):
    form = Proef(GOED)

    toon_fout(form, DomeinFout("Er is nog 100 euro.", code="begroting.overschrijding", veld=veld))

    assert form.errors == {waar: ["Er is nog 100 euro."]}


def test_a_formset_is_drawn_with_its_own_list_of_mistakes():
    regels = forms.formset_factory(Proef, extra=0, min_num=2)
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-1-naam": "x"}

    boom = teken(regels(data), "{{ form|crispy }}")

    groepen = [tekst(groep.find("legend")) for groep in boom.alle("fieldset", klasse="sb-regel")]
    fouten = {link.get("href"): tekst(link) for link in boom.een(role="alert").iter("a")}
    assert groepen == ["Regel 1", "Regel 2"]
    assert fouten["#id_form-0-naam"] == "Regel 1, Naam: Dit veld is verplicht."
    assert "#id_form-1-naam" not in fouten


def test_a_field_in_a_table_has_a_label_for_a_screen_reader():
    boom = teken(Proef(), "{% cel form.bedrag 'Kosten, regel 1' %}")

    (verborgen,) = boom.een("label", **{"for": "id_bedrag"})

    assert tekst(verborgen) == "Kosten, regel 1"
    assert verborgen.get("class") == "sb-verborgen"
