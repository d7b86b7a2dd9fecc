"""Fields of this room: a number that is no money, and an area by its code or name."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kern.fouten import DomeinFout
from kern.getal import als_getal
from verantwoording.inlezen.getallen import NEDERLANDS, lees_getal
from verantwoording.inlezen.periode import lees_periode
from verantwoording.models import Gebied, Maatschappelijkeindicator

GEKOZEN = format_html(" {}", "selected")


class LangeLijst(forms.Select):
    """A list of hundreds: drawn in one go, for a template per option costs more than the rest of the page."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        velden = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        gekozen = "" if value is None else str(value)
        opties = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((waarde, GEKOZEN if str(waarde) == gekozen else "", tekst) for waarde, tekst in self.choices),
        )
        return format_html("<select{}>{}</select>", flatatt(velden), opties)


class _MetBron(ModelChoiceIterator):
    """Keys and names, without making an object of each."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        if self.field.empty_label is not None:
            yield "", str(self.field.empty_label)
        sleutel = self.field.to_field_name or "pk"
        for waarde, naam, bron in self.queryset.values_list(sleutel, "naam", "bron__naam"):
            yield waarde, f"{naam} ({bron})"


class IndicatorVeld(forms.ModelChoiceField):
    """An indicator with its source beside it: of two sources with one name nobody could tell which they choose."""

    iterator = _MetBron

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Indicator")
        kwargs.setdefault("empty_label", "Kies een indicator")
        kwargs.setdefault("widget", LangeLijst)
        super().__init__(Maatschappelijkeindicator.objects.select_related("bron"), **kwargs)


class GetalVeld(forms.CharField):
    """A number as `1.234,5` or `12,3`, read as strictly as those in a file."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "sb-invoer-geld"})
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        tekst = super().to_python(value)
        if not tekst:
            return None
        try:
            return lees_getal(tekst, NEDERLANDS)
        except DomeinFout as fout:
            raise ValidationError(fout.bericht, code=fout.code) from fout

    def prepare_value(self, value: Any) -> Any:
        return als_getal(value) if isinstance(value, Decimal) else value

    def run_validators(self, value: Any) -> None:
        """Those of a text say nothing of a number."""


class PeriodeVeld(forms.CharField):
    """A year, or years together; gives the text as we keep it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Een jaar zoals 2016, of jaren samen zoals 2016-2018.")
        super().__init__(max_length=15, **kwargs)

    def clean(self, value: Any) -> str:
        tekst = str(super().clean(value))
        try:
            return lees_periode(tekst).tekst if tekst else ""
        except DomeinFout as fout:
            raise ValidationError(fout.bericht, code=fout.code) from fout


class GebiedVeld(forms.CharField):
    """An area by its code, or by a name that no other area has: a list of all buurten would be endless."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "De code of de naam, zoals GM0392 of Schalkwijk.")
        super().__init__(max_length=100, **kwargs)

    def clean(self, value: Any) -> Any:
        tekst = super().clean(value)
        if not tekst:
            return None
        gevonden = list(Gebied.objects.filter(code__iexact=tekst)) or list(
            Gebied.objects.filter(naam__iexact=tekst)[:2]
        )
        if len(gevonden) != 1:
            raise ValidationError(
                "Er heet meer dan een gebied zo. Gebruik de code." if gevonden else "Dit gebied kennen wij niet.",
                code="gebied",
            )
        return gevonden[0]

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            return Gebied.objects.filter(pk=value).values_list("code", flat=True).first()
        return value
