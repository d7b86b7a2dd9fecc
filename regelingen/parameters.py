"""Every parameter a scheme has: its type, what it means, and the article it rests on.

Each field of `Parameters` is one parameter; nothing else needs to be told when one is added, except its
first value (regelingen.zaad).
"""

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from decimal import Decimal
from typing import Any, cast

from kern.geld import GROOTSTE
from regelingen.waarden import (
    AANDELEN,
    AANTAL,
    BEDRAG,
    BEGIN,
    DAG_VAN_JAAR,
    DAGEN,
    DAGEN_VAN_JAAR,
    GEWICHTEN,
    JA_NEE,
    MAANDEN,
    MAXIMUM,
    PERCENTAGE,
    PUNTEN,
    SROIBASIS,
    TEKST,
    VERDEELMETHODE,
    WEKEN,
    Waardesoort,
)


@dataclass(frozen=True)
class Beschrijving:
    """What people read about a parameter."""

    sleutel: str
    label: str
    artikel: str
    groep: str
    soort: Waardesoort
    standaard: Any = MISSING

    @property
    def heeft_standaard(self) -> bool:
        return self.standaard is not MISSING


def _over(label: str, artikel: str, groep: str, soort: Waardesoort) -> dict[str, Any]:
    return {"label": label, "artikel": artikel, "groep": groep, "soort": soort}


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """What holds for one scheme on one day. Amounts in euro, percentages as 5 for 5%, days as "04-01".

    A parameter that came later has a standard: it holds where no value was set, and in decisions frozen before it.
    """

    beslistermijn_weken: int = field(metadata=_over("beslistermijn", "Awb 4:13", "Termijnen", WEKEN))
    beslistermijn_vanaf: str = field(metadata=_over("beslistermijn loopt vanaf", "Awb 4:13", "Termijnen", BEGIN))
    verdaging_toegestaan: bool = field(
        metadata=_over("de regeling staat verdagen toe", "Awb 4:14", "Termijnen", JA_NEE)
    )
    verdaging_max_weken: int = field(metadata=_over("verdagen ten hoogste", "Awb 4:14", "Termijnen", WEKEN))
    bezwaartermijn_weken: int = field(metadata=_over("bezwaartermijn", "Awb 6:7", "Termijnen", WEKEN))
    vraag_maximum: Decimal = field(
        default=Decimal(0),
        metadata=_over("per aanvraag en jaar ten hoogste", "Awb 4:26", "Aanvragen", MAXIMUM),
    )
    klein_tot: Decimal = field(
        default=Decimal(50000),
        metadata=_over("een kleine organisatie vraagt per jaar ten hoogste", "Eigen beleid", "Aanvragen", BEDRAG),
    )
    uitnemen_dagen_voor_sluiting: int = field(
        default=14,
        metadata=_over(
            "een deel zonder akkoord uitnemen kan vanaf, voor de sluiting", "Eigen beleid", "Aanvragen", DAGEN
        ),
    )
    zienswijze_dagen: int = field(
        default=5,
        metadata=_over("tijd voor het eigen standpunt van wie wordt uitgenomen", "Awb 4:8", "Aanvragen", DAGEN),
    )
    bel_mij: str = field(default="", metadata=_over("bereikbaar voor vragen", "Awb 2:1", "Aanvragen", TEKST))
    tweede_lezer_boven: Decimal = field(
        default=GROOTSTE,
        metadata=_over("een tweede lezer parafeert boven", "Eigen beleid", "Beoordeling", BEDRAG),
    )
    aanvulling_dagen: int = field(default=14, metadata=_over("tijd om aan te vullen", "Awb 4:5", "Beoordeling", DAGEN))
    verdeelmethode: str = field(
        default="volgorde_van_binnenkomst",
        metadata=_over("verdeling bij een tekort", "Awb 4:26", "Beoordeling", VERDEELMETHODE),
    )
    punten_maximum: int = field(
        default=10, metadata=_over("punten per criterium ten hoogste", "Awb 4:26", "Beoordeling", PUNTEN)
    )
    criteriumgewichten: tuple[tuple[str, int], ...] = field(
        default=(), metadata=_over("gewicht van de criteria", "Awb 4:26", "Beoordeling", GEWICHTEN)
    )
    afdeling_428: bool = field(
        metadata=_over("subsidie per boekjaar (afdeling 4.2.8)", "Awb 4:58", "Verlening", JA_NEE)
    )
    voorschot_dagen: tuple[str, ...] = field(
        metadata=_over("dagen van bevoorschotting", "Awb 4:95", "Verlening", DAGEN_VAN_JAAR)
    )
    voorschot_percentages: tuple[Decimal, ...] = field(
        default=(),
        metadata=_over("deel van het bedrag per dag van bevoorschotting", "Awb 4:95", "Verlening", AANDELEN),
    )
    betaling_ineens_tot: Decimal = field(
        default=Decimal(0),
        metadata=_over("het hele jaarbedrag ineens betalen tot en met", "Awb 4:95", "Verlening", BEDRAG),
    )
    penvoerder_voor_allen: bool = field(
        default=False,
        metadata=_over("één besluit aan de penvoerder, die doorbetaalt", "Awb 4:30", "Verlening", JA_NEE),
    )
    sroi_drempel: Decimal = field(metadata=_over("social return boven", "Beleid social return", "Verlening", BEDRAG))
    sroi_percentage: Decimal = field(
        metadata=_over("social return over het loondeel", "Beleid social return", "Verlening", PERCENTAGE)
    )
    verlies_percentage: Decimal = field(
        default=Decimal(10),
        metadata=_over("groot verlies is meer dan", "Eigen beleid", "Verlening", PERCENTAGE),
    )
    sroi_basis: str = field(
        default="jaar",
        metadata=_over(
            "social return: de grens geldt per jaar of per periode", "Eigen beleid", "Verlening", SROIBASIS
        ),
    )
    wnt_drempel: Decimal = field(
        default=Decimal(500000),
        metadata=_over("nagaan of de WNT geldt, bij per jaar ten minste", "WNT, artikel 1.3", "Verlening", BEDRAG),
    )
    de_minimis_drempel: Decimal = field(
        default=Decimal(300000),
        metadata=_over(
            "staatssteun nagaan, boven in drie jaar", "Verordening (EU) 2023/2831, artikel 3", "Verlening", BEDRAG
        ),
    )
    redelijke_termijn_maanden: int = field(
        default=6,
        metadata=_over("redelijke termijn na drie jaar subsidie", "Awb 4:51", "Termijnen", MAANDEN),
    )
    wijzigingstermijn_weken: int = field(
        default=8,
        metadata=_over("beslissen op een verzoek om wijziging", "Awb 4:13", "Termijnen", WEKEN),
    )
    drempel_directe_vaststelling: Decimal = field(
        metadata=_over("meteen vaststellen tot en met", "Awb 4:29", "Verantwoording", BEDRAG)
    )
    drempel_activiteitenverslag: Decimal = field(
        metadata=_over("activiteitenverslag volstaat tot en met", "Awb 4:45", "Verantwoording", BEDRAG)
    )
    drempel_financieel_verslag: Decimal = field(
        metadata=_over("ook een financieel verslag tot en met", "Awb 4:45", "Verantwoording", BEDRAG)
    )
    drempel_accountantsverklaring: Decimal = field(
        metadata=_over("ook een accountantsverklaring boven", "Awb 4:78", "Verantwoording", BEDRAG)
    )
    verantwoording_uiterlijk: str = field(
        metadata=_over("verantwoorden voor", "Awb 4:44", "Verantwoording", DAG_VAN_JAAR)
    )
    vaststelling_uiterlijk: str = field(metadata=_over("vaststellen voor", "Awb 4:47", "Verantwoording", DAG_VAN_JAAR))
    vaststellingstermijn_weken: int = field(
        default=8,
        metadata=_over("beslissen op een aanvraag tot vaststelling", "Awb 4:13", "Verantwoording", WEKEN),
    )
    vaststelling_hersteltermijn_weken: int = field(
        default=4,
        metadata=_over("tijd na de herinnering om vaststelling te vragen", "Awb 4:47", "Verantwoording", WEKEN),
    )
    activiteiten_per_subdoel: int = field(
        default=0,
        metadata=_over(
            "activiteiten per subdoel waarover wordt verantwoord, liefst ten hoogste (0: geen)",
            "Awb 4:45",
            "Verantwoording",
            AANTAL,
        ),
    )
    tafelverantwoording_weken: int = field(
        default=4,
        metadata=_over("tijd voor het gezamenlijke stuk na de eigen verslagen", "Awb 4:45", "Verantwoording", WEKEN),
    )
    verslag_hersteltermijn_weken: int = field(
        default=3,
        metadata=_over("tijd na de herinnering om te verantwoorden", "Awb 4:48", "Verantwoording", WEKEN),
    )
    terugbetaling_weken: int = field(
        default=6, metadata=_over("terugbetalen binnen", "Awb 4:87", "Verantwoording", WEKEN)
    )
    aanmaning_weken: int = field(
        default=2, metadata=_over("tijd na een aanmaning om te betalen", "Awb 4:112", "Verantwoording", WEKEN)
    )
    asv_naam: str = field(metadata=_over("naam van de verordening", "Awb 4:23", "Teksten van brieven", TEKST))
    asv_artikelen: str = field(
        metadata=_over("artikelen van de verordening", "Awb 3:47", "Teksten van brieven", TEKST)
    )
    mandaatbesluit: str = field(metadata=_over("mandaatbesluit", "Awb 10:10", "Teksten van brieven", TEKST))
    plafondbesluit: str = field(
        metadata=_over("besluit over het subsidieplafond", "Awb 4:25", "Teksten van brieven", TEKST)
    )
    bezwaaradres: str = field(metadata=_over("adres voor bezwaar", "Awb 3:45", "Teksten van brieven", TEKST))

    def als_dict(self) -> dict[str, str]:
        """Everything as text, ready for JSON: what a decision freezes."""
        return {sleutel: over.soort.schrijf(getattr(self, sleutel)) for sleutel, over in SLEUTELS.items()}

    @classmethod
    def uit_dict(cls, teksten: Mapping[str, str]) -> "Parameters":
        """The way back; a standard where there is no text. KeyError when one without a standard is missing,
        DomeinFout when a text does not fit its type."""
        return cls(
            **{
                sleutel: over.soort.lees(teksten[sleutel])
                for sleutel, over in SLEUTELS.items()
                if sleutel in teksten or not over.heeft_standaard
            }
        )


# Published with a ceiling (Awb 4:26 lid 2): how it is divided when it is short.
VERDEELREGELS = ("verdeelmethode", "punten_maximum", "criteriumgewichten")


def _beschrijf(veld: Field[Any]) -> Beschrijving:
    meta = cast("Mapping[str, Any]", veld.metadata)
    return Beschrijving(sleutel=veld.name, standaard=veld.default, **meta)


SLEUTELS: dict[str, Beschrijving] = {veld.name: _beschrijf(veld) for veld in fields(Parameters)}
