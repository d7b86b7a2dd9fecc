"""Form fields with one meaning everywhere, the form that draws itself through the pack `nlds`, and this room's own."""

from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MinValueValidator
from django.db.models.fields import BLANK_CHOICE_DASH

from kern.bestanden.opslag import keur_upload
from kern.bestanden.soorten import SOORTEN, Soorten, accept, in_mb, leesbaar
from kern.fouten import DomeinFout
from kern.geld import NUL, als_bedrag, lees_bedrag

JA, NEE = "ja", "nee"
STREEP = BLANK_CHOICE_DASH[0][1]
NIET_NEGATIEF = MinValueValidator(NUL, "Vul een bedrag van 0 of hoger in.")


class BedragVeld(forms.DecimalField):
    """An amount in euro, typed the Dutch way (`1.234,50`) or plainly (`1234.50`).

    What was typed comes back unchanged when it is wrong. `negatief=True` where a minus carries meaning.
    """

    def __init__(self, *, negatief: bool = False, **kwargs: Any) -> None:
        kwargs = {"max_digits": 12, "decimal_places": 2} | kwargs
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("class", "sb-invoer-geld")
        if not negatief:
            self.validators.append(NIET_NEGATIEF)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # stubs: DecimalField is an int
        if value in self.empty_values:
            return None
        try:
            return lees_bedrag(str(value))
        except DomeinFout as fout:
            raise ValidationError(fout.bericht, code=fout.code) from fout

    def prepare_value(self, value: Any) -> Any:
        return als_bedrag(value) if isinstance(value, Decimal) else value


class DatumVeld(forms.DateField):
    """A day, typed as dag-maand-jaar; the form programs send (2026-12-31) works too."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d"])
        kwargs.setdefault("help_text", "dag-maand-jaar, bijvoorbeeld 31-12-2026")
        kwargs.setdefault(
            "error_messages", {"invalid": "Schrijf de datum als dag-maand-jaar, bijvoorbeeld 31-12-2026."}
        )
        kwargs["widget"] = forms.DateInput(
            format="%d-%m-%Y", attrs={"inputmode": "numeric", "autocomplete": "off", "class": "sb-invoer-datum"}
        )
        super().__init__(**kwargs)


class TijdstipVeld(forms.DateTimeField):
    """A day and a time in Amsterdam, typed as `31-12-2026 17:00`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%d-%m-%Y %H:%M", "%d-%m-%Y %H.%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"])
        kwargs.setdefault("help_text", "dag-maand-jaar uur:minuut, bijvoorbeeld 31-12-2026 17:00")
        kwargs.setdefault(
            "error_messages",
            {"invalid": "Schrijf het moment als dag-maand-jaar uur:minuut, bijvoorbeeld 31-12-2026 17:00."},
        )
        kwargs["widget"] = forms.DateTimeInput(
            format="%d-%m-%Y %H:%M", attrs={"autocomplete": "off", "class": "sb-invoer-tijdstip"}
        )
        super().__init__(**kwargs)


class JaNeeVeld(forms.TypedChoiceField):
    """Yes or no, asked outright: two radio buttons, none chosen beforehand. Gives a bool."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[(JA, "Ja"), (NEE, "Nee")],
            coerce=lambda antwoord: antwoord == JA,
            empty_value=None,
            widget=forms.RadioSelect,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: JA, False: NEE}.get(value, value) if isinstance(value, bool) else value


class BestandVeld(forms.FileField):
    """A file to send in, judged by its content (kern.bestanden): what is wrong with it stands on the field.

    A form with this field sends itself as multipart; make it with `files=request.FILES`. Hand what it gives to
    `kern.bestanden.neem_aan`, with the same `soorten`.
    """

    def __init__(self, *, soorten: Soorten = SOORTEN, **kwargs: Any) -> None:
        self.soorten = soorten
        kwargs.setdefault("help_text", f"Een {leesbaar(soorten)} van hoogstens {in_mb(settings.BESTAND_MAX_BYTES)}.")
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": accept(soorten)}))
        kwargs.setdefault("error_messages", {"required": "Kies een bestand."})
        super().__init__(allow_empty_file=True, **kwargs)  # an empty one gets our own sentence

    def to_python(self, data: Any) -> UploadedFile | None:
        upload = super().to_python(data)
        if not isinstance(upload, UploadedFile):
            return None
        try:
            keur_upload(upload, self.soorten)
        except DomeinFout as fout:
            raise ValidationError(fout.bericht, code=fout.code) from fout
        return upload


class ConceptTekst(forms.CharField):
    """A text that may be empty in a draft but not when it is handed in: nobody calls it optional."""

    later_nodig = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)


class Tekstvak(forms.Textarea):
    """A text of several lines. A line ends in one character, as the browser counts them.

    No `maxlength`: the browser would cut off what is pasted without a word. The page counts (`data-hoogstens`), and
    the form refuses with all of it still there.
    """

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        eigen = context["widget"]["attrs"]
        if "maxlength" in eigen:
            eigen["data-hoogstens"] = eigen.pop("maxlength")
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        waarde = super().value_from_datadict(data, files, name)
        return waarde.replace("\r\n", "\n") if isinstance(waarde, str) else waarde


def _noem_leeg(veld: forms.ChoiceField) -> None:
    """Words for the empty choice that Django draws as a dash; a field that names its own keeps it."""
    woorden = "Kies" if veld.required else "Niet gekozen"
    if isinstance(veld, forms.ModelChoiceField):
        veld.empty_label = woorden if veld.empty_label == STREEP else veld.empty_label
    elif (keuzes := list(veld.choices))[:1] == BLANK_CHOICE_DASH:  # type: ignore[arg-type]  # read: always a list of pairs
        veld.choices = [("", woorden), *keuzes[1:]]


class MetKnop:
    """A form that `{% crispy form %}` draws whole, with its one primary button.

    `knop` is the text on it; an empty text leaves the button to the template. Where the page has a more important
    button, `is_hoofdzaak` is off: a page has one full button.
    """

    knop = "Bewaar"
    is_hoofdzaak = True
    use_required_attribute = False  # the pack marks what is not required, and nothing pops up

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        for veld in self.fields.values():  # type: ignore[attr-defined]  # of the form it is mixed into
            if isinstance(veld, forms.ChoiceField):
                _noem_leeg(veld)

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.attrs = {"novalidate": True}
        if self.knop:
            helper.add_input(Submit("", self.knop, css_class="" if self.is_hoofdzaak else "secundair"))
        return helper


class Formulier(MetKnop, forms.Form):
    """Base of every form without a model."""


class ModelFormulier(MetKnop, forms.ModelForm):
    """Base of every form on a model."""


class StoringForm(Formulier):
    knop = "Zet in het register"

    van = TijdstipVeld(label="Begonnen op")
    tot = TijdstipVeld(label="Voorbij op", required=False)
    omschrijving = forms.CharField(label="Wat werkte niet?", max_length=500, widget=Tekstvak(attrs={"rows": 3}))


class StoringEindeForm(Formulier):
    knop = "Leg het einde vast"

    tot = TijdstipVeld(label="Voorbij op")
