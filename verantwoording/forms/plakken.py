"""Numbers from a spreadsheet: pasted in a box, or in a file."""

from collections.abc import Sequence
from typing import Any

from django import forms

from kern.bestanden.opslag import keur_upload
from kern.bestanden.soorten import CIJFERS, CSV
from kern.forms import BestandVeld, Formulier, Tekstvak
from subsidies.rekenblad.inlezen import lees_cellen
from subsidies.rekenblad.vorm import Rij
from verantwoording.inlezen.bladen import lees_csv
from verantwoording.inlezen.tekens import ontcijfer
from verantwoording.metingblad.lezen import lees_tekst

LANGST = 100_000


class MetingenForm(Formulier):
    """Nothing is saved by it, and the file is not kept."""

    knop = "Bekijk wat er verandert"

    plak = forms.CharField(
        label="Plak hier cellen uit uw rekenblad",
        max_length=LANGST,
        required=False,
        strip=False,
        help_text="Een rij per getal: activiteit, indicator, doelgroep, stadsdeel, waarde. Met tabs of puntkomma’s "
        "ertussen.",
        widget=Tekstvak(attrs={"rows": 10, "class": "sb-plak", "autocomplete": "off", "spellcheck": "false"}),
    )
    bestand = BestandVeld(label="Of kies een bestand", required=False, soorten=CIJFERS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for veld in self.fields.values():
            veld.later_nodig = True  # type: ignore[attr-defined]  # one of the two, so neither is called optional

    def clean(self) -> dict[str, Any]:
        waarden = super().clean() or self.cleaned_data
        if "bestand" in waarden and "plak" in waarden:
            geplakt = bool(waarden["plak"].strip())
            if geplakt and waarden["bestand"]:
                self.add_error("bestand", "Plak cellen of kies een bestand, niet allebei.")
            elif not geplakt and not waarden["bestand"]:
                self.add_error("plak", "Plak eerst cellen in het vak, of kies een bestand.")
        return waarden

    def rijen(self) -> Sequence[Rij]:
        """The cells, wherever they come from. Raises DomeinFout when they are no cells at all."""
        bestand = self.cleaned_data["bestand"]
        if not bestand:
            return lees_tekst(self.cleaned_data["plak"])
        _, soort, inhoud = keur_upload(bestand, CIJFERS)
        return list(lees_csv(ontcijfer(inhoud)[0])) if soort == CSV else lees_cellen(inhoud)
