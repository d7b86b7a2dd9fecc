"""A story, with leave and without personal data."""

import json
from typing import Any, cast

from django import forms
from django.http import QueryDict

from kern.forms import Formulier, Tekstvak
from thematafels.models import Stadsdeel
from verantwoording.models import Verhaal
from verantwoording.regels.persoonsgegevens import Vondst, vind_persoonsgegevens, zinnen
from verantwoording.services.verhalen import Verteld

TEKST = Verhaal._meta.get_field("tekst")


class VerhaalForm(Formulier):
    """What looks like personal data is shown once with its text, and the writer says whether it is.

    The confirmation holds for what was shown (`gezien`): a text that is changed afterwards is looked at again.
    """

    knop = "Bewaar het verhaal"

    van = forms.ChoiceField(label="Van wie is het verhaal?", choices=Verhaal.Van.choices, widget=forms.RadioSelect)
    tekst = forms.CharField(
        label="Het verhaal",
        max_length=TEKST.max_length,
        widget=Tekstvak(attrs={"rows": 8}),
        help_text="In de woorden van de verteller. Geen namen, adressen, geboortedata of telefoonnummers.",
    )
    stadsdeel = forms.ModelChoiceField(
        label="In welk stadsdeel?", queryset=Stadsdeel.objects.all(), required=False, empty_label="Dat zeg ik niet"
    )
    toestemming = forms.BooleanField(
        label="De verteller weet waar het verhaal komt te staan, en vindt dat goed",
        error_messages={"required": "Deel een verhaal alleen als de verteller dat goed vindt."},
    )
    nagekeken = forms.BooleanField(label="Ik heb dit nagekeken: het leidt niet naar iemand", required=False)
    gezien = forms.JSONField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vondsten: list[Vondst] = []
        if not self.is_bound:
            del self.fields["nagekeken"], self.fields["gezien"]

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        self.vondsten = vind_persoonsgegevens(gegevens.get("tekst", ""))
        te_zien = [vondst for vondst in self.vondsten if vondst.hard or vondst.tekst not in self._bevestigd]
        if te_zien:
            self.add_error("tekst", " ".join(zinnen(te_zien)))
        self._toon(te_zien)
        return gegevens

    @property
    def verteld(self) -> Verteld:
        stadsdeel = self.cleaned_data["stadsdeel"]
        return Verteld(
            van=self.cleaned_data["van"],
            tekst=self.cleaned_data["tekst"],
            stadsdeel_id=stadsdeel.pk if stadsdeel else None,
            toestemming=self.cleaned_data["toestemming"],
            nagekeken=self._bevestigd,
        )

    @property
    def _bevestigd(self) -> frozenset[str]:
        """What was shown before, once the writer said that it leads to nobody."""
        gezien = self.cleaned_data.get("gezien")
        if not self.cleaned_data.get("nagekeken") or not isinstance(gezien, list):
            return frozenset()
        return frozenset(tekst for tekst in gezien if isinstance(tekst, str))

    def _toon(self, te_zien: list[Vondst]) -> None:
        """Ask only about what can be confirmed, with the box empty when something came that was not shown yet."""
        zacht = [vondst.tekst for vondst in self.vondsten if not vondst.hard]
        if not zacht:
            del self.fields["nagekeken"], self.fields["gezien"]
            return
        data = cast("QueryDict", self.data).copy()
        data["gezien"] = json.dumps(zacht, ensure_ascii=False)
        if te_zien:
            data.pop("nagekeken", None)
        self.data = data
