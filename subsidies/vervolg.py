"""A later decision on one running grant: the value that goes from proposal to ledger, decision and letter."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from brieven.models import BriefSoort
from brieven.opstellen import maak_bezwaar, maak_grondslag, maak_kop, maak_tekstbrief
from brieven.snapshots import Aanvraagverwijzing, Ondertekening, Tabel, Tabelrij, Tekstbrief
from brieven.vormen import VORMEN
from kern.geld import NUL, als_bedrag
from kern.termijnen.stappen import amsterdam_dag
from regelingen.parameters import Parameters
from subsidies.models import Beschikking, Subsidie
from subsidies.selectors.standen import Jaarstand

Standen = Mapping[int, Jaarstand]


@dataclass(frozen=True, kw_only=True, slots=True)
class Vervolg:
    """What a later decision does to one grant. Amounts in euro by year.

    `bedragen` adds to what was granted, or takes from it (with its sign); `vastgesteld` settles years; `terug` is paid
    back (Awb 4:57), which moves no money until it is received. `onderweg` is what the bank has an order for. `waarden`
    are the fields of the letter that only this kind knows; the shared ones are filled in here. `naar` is the state in
    which the grant ends. `subsidie` comes with `deel.aanvraag` (regeling, uitvraag, tafel.thema) and `beschikking`.
    """

    subsidie: Subsidie
    soort: Beschikking.Soort
    briefsoort: BriefSoort
    onderwerp: str
    waarden: Mapping[str, Any]
    onderweg: Mapping[int, Decimal]
    bedragen: Mapping[int, Decimal] = field(default_factory=dict)
    vastgesteld: Mapping[int, Decimal] = field(default_factory=dict)
    terug: Mapping[int, Decimal] = field(default_factory=dict)
    naar: Subsidie.Stand | None = None

    @property
    def omvang(self) -> Decimal:
        """How much is decided on, for the mandate: what moves, what is settled, or what is to be paid back."""
        return max(
            sum((abs(b) for b in self.bedragen.values()), NUL),
            sum(self.vastgesteld.values(), NUL),
            sum(self.terug.values(), NUL),
        )

    def recht(self, stand: Jaarstand | None, jaar: int) -> Decimal:
        """What the recipient is entitled to in a year once this was decided."""
        if jaar in self.vastgesteld:
            return self.vastgesteld[jaar]
        if stand is None:
            return self.bedragen.get(jaar, NUL)
        if stand.vastgesteld is not None:
            return stand.vastgesteld
        return stand.nu + self.bedragen.get(jaar, NUL)

    def boeking(self, stand: Jaarstand | None, jaar: int) -> Decimal:
        """What the commitment of a year changes by. What was paid stays committed until it was received back; so does
        what the bank has an order for, until it says that it was not paid."""
        verplicht, betaald = (stand.verplicht, stand.betaald) if stand else (NUL, NUL)
        return max(self.recht(stand, jaar), betaald + self.onderweg.get(jaar, NUL)) - verplicht

    @property
    def jaren(self) -> list[int]:
        return sorted({*self.bedragen, *self.vastgesteld})


def vervolgbrief(
    vervolg: Vervolg,
    standen: Standen,
    *,
    kenmerk: str,
    verzenddatum: datetime.date,
    parameters: Parameters,
    ondertekening: Ondertekening | None,
    concept: bool = False,
) -> Tekstbrief:
    """The letter of that decision; as `concept` for the preview, where what is missing is named in its place."""
    subsidie = vervolg.subsidie
    aanvraag = subsidie.deel.aanvraag
    vorm = VORMEN[vervolg.briefsoort]
    gedeeld = {
        "waarvoor": aanvraag.waarvoor,
        "periode": aanvraag.periode,
        "verleningskenmerk": subsidie.kenmerk,
        "verleningsdatum": amsterdam_dag(subsidie.beschikking.besluit.genomen_op),
        "bedragen": bedragentabel(vervolg, standen),
        "was": sum((stand.recht for stand in standen.values()), NUL),
        "wordt": sum((vervolg.recht(standen.get(jaar), jaar) for jaar in {*standen, *vervolg.jaren}), NUL),
    }
    return maak_tekstbrief(
        soort=vervolg.briefsoort,
        kop=maak_kop(
            ontvanger=subsidie.ontvanger,
            kenmerk=kenmerk,
            verzenddatum=verzenddatum,
            soort_besluit=vervolg.briefsoort.label,
            onderwerp=vervolg.onderwerp,
            uw_aanvraag=Aanvraagverwijzing(datum=amsterdam_dag(aanvraag.ontvangen_op), nummer=aanvraag.kenmerk)
            if aanvraag.ontvangen_op
            else None,
            voorbeeld=aanvraag.fictief,
        ),
        waarden={naam: waarde for naam, waarde in gedeeld.items() if naam in vorm.velden} | dict(vervolg.waarden),
        regeling_id=aanvraag.regeling_id,
        grondslag=maak_grondslag(parameters, f"{aanvraag.regeling.naam}, {aanvraag.regeling.grondslag}")
        if vorm.besluit
        else (),
        ondertekening=ondertekening,
        bezwaar=maak_bezwaar(parameters, verzenddatum) if vorm.besluit else None,
        concept=concept,
    )


def bedragentabel(vervolg: Vervolg, standen: Standen) -> Tabel | None:
    """Old, change and new per year; None when no amount changes."""
    if not vervolg.jaren:
        return None
    rijen = [
        (str(jaar), stand.recht if stand else NUL, vervolg.recht(stand, jaar))
        for jaar in sorted({*standen, *vervolg.jaren})
        for stand in [standen.get(jaar)]
    ]
    rijen.append(("Totaal", sum((rij[1] for rij in rijen), NUL), sum((rij[2] for rij in rijen), NUL)))
    return Tabel(
        bijschrift="Uw subsidie per jaar, in euro’s",
        koppen=("Jaar", "Was", "Verandering", "Wordt"),
        rijen=tuple(
            Tabelrij(
                cellen=(naam, als_bedrag(was), als_bedrag(wordt - was), als_bedrag(wordt)), totaal=naam == "Totaal"
            )
            for naam, was, wordt in rijen
        ),
    )
