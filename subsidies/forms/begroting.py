"""The budget of one part: its lines, with an amount for each year; typed, pasted, or from a spreadsheet."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from kern.bestanden.soorten import in_mb
from kern.celtekst import schone_tekst
from kern.forms import BedragVeld, BestandVeld, Formulier, Tekstvak
from kern.fouten import DomeinFout
from kern.geld import NUL, als_bedrag
from subsidies.begrotingsbeeld import Regel
from subsidies.models import Begrotingspost
from subsidies.rekenblad.cellen import is_streepje
from subsidies.rekenblad.vorm import LANGSTE_OMSCHRIJVING
from subsidies.services.begroting import MAX_POSTEN, PostInvoer

EXTRA_REGELS = 3
REGEL = "regel"
PLAK_MAX = 100_000


class JaarVeld(BedragVeld):
    """The amount of a line in one year. The dash that a spreadsheet shows for nothing is nothing."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # stubs: DecimalField is an int
        return super().to_python("" if is_streepje(str(value or "")) else value)


class PostForm(Formulier):
    """One line of the budget, with an amount for each year. A line without any text or amount is left out."""

    soort = forms.ChoiceField(
        label="Soort", choices=[("", "Kies een soort"), *Begrotingspost.Soort.choices], required=False
    )
    omschrijving = forms.CharField(label="Omschrijving", max_length=LANGSTE_OMSCHRIJVING, required=False)

    def __init__(self, *args: Any, jaren: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.jaren = jaren
        for jaar in jaren:
            self.fields[f"jaar_{jaar}"] = JaarVeld(label=str(jaar), required=False)

    @property
    def jaarvelden(self) -> list[forms.BoundField]:
        return [self[f"jaar_{jaar}"] for jaar in self.jaren]

    @property
    def is_leeg(self) -> bool:
        """Nothing filled in, or emptied by hand: such a line disappears."""
        gegevens = getattr(self, "cleaned_data", {})
        return not gegevens.get("omschrijving") and all(gegevens.get(f"jaar_{jaar}") is None for jaar in self.jaren)

    def clean_omschrijving(self) -> str:
        return schone_tekst(self.cleaned_data["omschrijving"])

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        if self.errors or self.is_leeg:
            return gegevens
        if not gegevens["soort"]:
            self.add_error("soort", "Kies een soort.")
        if not gegevens["omschrijving"]:
            self.add_error("omschrijving", "Vul een omschrijving in.")
        return gegevens

    def als_post(self) -> PostInvoer:
        """What can be read of the line; what is empty, or cannot be read, counts as nothing."""
        gegevens = getattr(self, "cleaned_data", {})
        return PostInvoer(
            soort=gegevens.get("soort", ""),
            omschrijving=gegevens.get("omschrijving", ""),
            bedragen={jaar: gegevens.get(f"jaar_{jaar}") or NUL for jaar in self.jaren},
        )


class BegrotingRegels(forms.BaseFormSet):
    """The lines of the budget of one part, with three empty ones to write on."""

    @property
    def posten(self) -> list[PostInvoer]:
        """The lines that are filled in. To save them, ask `is_valid` first; a page may count what it can read."""
        return [form.als_post() for form in self.forms if not form.is_leeg]


_Regels = forms.formset_factory(
    PostForm, formset=BegrotingRegels, extra=EXTRA_REGELS, max_num=MAX_POSTEN, absolute_max=MAX_POSTEN + 10
)


def begroting_regels(
    jaren: Sequence[int], data: Mapping[str, Any] | None = None, *, posten: Sequence[Regel] = ()
) -> BegrotingRegels:
    """The form set, filled in by the user (`data`) or from lines."""
    regels = _Regels(data, initial=_als_invoer(posten), form_kwargs={"jaren": jaren}, prefix=REGEL)
    return cast("BegrotingRegels", regels)


def met_regels(data: QueryDict, jaren: Sequence[int], posten: Sequence[PostInvoer] = ()) -> QueryDict:
    """What was posted, with `posten` below it and some empty lines to write on. What was typed stays as it was.

    Raises DomeinFout when `posten` do not fit below it.
    """
    aantal = data.get(f"{REGEL}-TOTAL_FORMS", "")
    if not aantal.isascii() or not aantal.isdigit() or len(aantal) > 3 or int(aantal) > MAX_POSTEN:
        return data
    vrij = _eerste_lege(data, int(aantal), jaren)
    if posten and vrij + len(posten) > MAX_POSTEN:
        raise DomeinFout(
            f"Er is nog plaats voor {MAX_POSTEN - vrij} regels, en dit zijn er {len(posten)}.",
            code="begroting.te_lang",
        )
    nieuw = data.copy()
    for nummer, post in enumerate(_als_invoer(posten), vrij):
        for naam, waarde in post.items():
            nieuw[f"{REGEL}-{nummer}-{naam}"] = als_bedrag(waarde) if isinstance(waarde, Decimal) else waarde
    ruimte = min(vrij + len(posten) + EXTRA_REGELS, MAX_POSTEN)
    nieuw[f"{REGEL}-TOTAL_FORMS"] = str(max(int(aantal), vrij + len(posten), ruimte))
    return nieuw


def _eerste_lege(data: QueryDict, aantal: int, jaren: Sequence[int]) -> int:
    """The number of the first line below everything that was filled in."""
    namen = ["soort", "omschrijving", *(f"jaar_{jaar}" for jaar in jaren)]
    gevuld = (
        nummer for nummer in range(aantal) if any(data.get(f"{REGEL}-{nummer}-{naam}", "").strip() for naam in namen)
    )
    return max(gevuld, default=-1) + 1


def _als_invoer(posten: Sequence[Regel]) -> list[dict[str, Any]]:
    """Lines as initial values of the form set."""
    return [
        {"soort": post.soort, "omschrijving": post.omschrijving}
        | {f"jaar_{jaar}": bedrag for jaar, bedrag in post.bedragen.items()}
        for post in posten
    ]


class VorigJaarForm(Formulier):
    """What the organisation gets now, for the difference with the first year. It may stay unknown."""

    vorig_jaar = BedragVeld(label="Subsidie in het jaar ervoor", required=False)

    def __init__(self, *args: Any, jaar: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if jaar is not None:
            self.fields["vorig_jaar"].label = f"Subsidie van de gemeente in {jaar}"


class PlakForm(Formulier):
    """A block of cells, copied from a spreadsheet."""

    plak = forms.CharField(
        label="Plak hier cellen uit uw rekenblad",
        max_length=PLAK_MAX,
        required=False,
        strip=False,
        widget=Tekstvak(attrs={"rows": 4, "class": "sb-plak", "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, jaren: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "plak"
        ].help_text = f"Eerst de soort, dan de omschrijving, dan de bedragen van {jaren[0]} tot en met {jaren[-1]}."

    def clean_plak(self) -> str:
        tekst: str = self.cleaned_data["plak"]
        if not tekst.strip():
            raise ValidationError("Plak eerst cellen in het vak.")
        return tekst


class RekenbladForm(Formulier):
    """A spreadsheet to read a budget from. Nothing is saved by it, and the file is not kept."""

    knop = "Bekijk wat er verandert"

    bestand = BestandVeld(label="Uw rekenblad")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bestand"].help_text = f"Een xlsx of ods van hoogstens {in_mb(settings.BESTAND_MAX_BYTES)}."
        self.fields["bestand"].widget.attrs["accept"] = ".xlsx,.ods"

    def clean_bestand(self) -> UploadedFile:
        upload: UploadedFile = self.cleaned_data["bestand"]
        if PurePosixPath(upload.name or "").suffix.lower() not in {".xlsx", ".ods"}:
            raise ValidationError("Kies een rekenblad: een xlsx of een ods.")
        return upload
