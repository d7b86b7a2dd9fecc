"""The joint text on one question."""

from kern.forms import ConceptTekst, Formulier, Tekstvak


class AntwoordForm(Formulier):
    """The joint text on one question."""

    knop = "Bewaar tekst"

    tekst = ConceptTekst(
        label="Tekst",
        max_length=5000,
        strip=False,
        widget=Tekstvak(attrs={"rows": 14}),
        help_text="Ten hoogste 5.000 tekens. U kunt later verder schrijven.",
    )
