"""What the letters about an objection say; their words stand in brieven.vormen.bezwaar."""

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils import timezone

from brieven.models import Brief, BriefSoort
from brieven.opstellen import maak_kop, maak_ondertekening, maak_tekstbrief
from brieven.services.maak import leg_brief_klaar
from brieven.services.mededeling import leg_mededeling_klaar
from brieven.snapshots import Ondertekening, Tekstbrief
from kern.kenmerk import volgend_kenmerk
from kern.termijnen.stappen import dag_en_datum, datum
from kern.termijnen.verlenging import Duur
from organisaties.models import Lidmaatschap, Organisatie
from uitvoering.bestreden import bestreden_door
from uitvoering.bezwaarklok import Bezwaarklok
from uitvoering.models import Bezwaar

BEROEP = Duur(6)  # Awb 6:7
STUKKEN_TOT = datetime.timedelta(days=10)  # Awb 7:4 lid 1

ARTIKELEN = {
    Bezwaar.NietOntvankelijk.TE_LAAT: "Artikelen 6:7 en 6:11 Awb",
    Bezwaar.NietOntvankelijk.VERZUIM: "Artikelen 6:5 en 6:6 Awb",
    Bezwaar.NietOntvankelijk.GEEN_BELANG: "Artikelen 1:2, 7:1 en 8:1 Awb",
    Bezwaar.NietOntvankelijk.GEEN_BESLUIT: "Artikelen 1:3, 7:1 en 8:1 Awb",
}
UITKOMSTEN = {
    Bezwaar.Uitkomst.NIET_ONTVANKELIJK: "Het bezwaar is niet-ontvankelijk. Wij behandelen het niet inhoudelijk.",
    Bezwaar.Uitkomst.ONGEGROND: "Het bezwaar is ongegrond. Ons besluit blijft zoals het was.",
    Bezwaar.Uitkomst.DEELS_GEGROND: "Het bezwaar is deels gegrond. Wij veranderen ons besluit voor dat deel.",
    Bezwaar.Uitkomst.GEGROND: "Het bezwaar is gegrond. Wij veranderen ons besluit.",
}
ONDERWERPEN = {
    Bezwaar.Uitkomst.NIET_ONTVANKELIJK: "Wij kunnen het bezwaar over {} niet behandelen",
    Bezwaar.Uitkomst.ONGEGROND: "Het besluit over {} blijft zoals het was",
    Bezwaar.Uitkomst.DEELS_GEGROND: "Het besluit over {} verandert voor een deel",
    Bezwaar.Uitkomst.GEGROND: "Het besluit over {} verandert",
}


def ontvangstbrief(
    bezwaar: Bezwaar, klok: Bezwaarklok, door: Lidmaatschap, *, onderwerp: str = "Wij hebben uw bezwaar ontvangen"
) -> Brief:
    """The receipt (Awb 6:14), and each later message on how the objection stands."""
    waarden = {"ontbreekt": _ontbreekt(bezwaar), "te_laat": "", "meer_tijd": ""}
    if not klok.op_tijd.op_tijd and bezwaar.verschoonbaar is None:
        waarden["te_laat"] = (
            f"Bezwaar maken kon tot en met {datum(klok.termijn.laatste_dag)}. Had u een goede reden om later te zijn? "
            "Laat ons die weten. Zonder goede reden behandelen wij het bezwaar niet inhoudelijk (artikel 6:11 Awb)."
        )
    if bezwaar.verdaagd_op is not None:
        waarden["meer_tijd"] = (
            "Wij verdagen onze beslissing met zes weken (artikel 7:10 lid 3 Awb). De nieuwe dag staat hieronder."
        )
    waarden |= {"beslissen_uiterlijk": klok.beslissing.laatste_dag}  # type: ignore[dict-item]  # a day, as its field asks
    return _stuur(BriefSoort.ONTVANGST_BEZWAAR, bezwaar, bezwaar.organisatie, onderwerp, waarden, door)


def uitnodigingen(bezwaar: Bezwaar, door: Lidmaatschap) -> list[Brief]:
    """To who objects and, when that is another, to whom the decision was addressed (Awb 7:2)."""
    if bezwaar.hoorzitting_op is None:
        raise ValueError("Zonder hoorzitting is er geen uitnodiging")
    zitting = timezone.localtime(bezwaar.hoorzitting_op)
    waarden = {
        "wie": bezwaar.organisatie.naam,
        "wanneer": f"{dag_en_datum(zitting.date()).capitalize()} om {zitting:%H.%M} uur",
        "waar": bezwaar.hoorzitting_waar,
        "stukken_tot": zitting.date() - STUKKEN_TOT,
        "commissie": "Een onafhankelijke commissie hoort u en brengt ons advies uit (artikel 7:13 Awb)."
        if bezwaar.met_commissie
        else "",
    }
    return [
        _stuur(BriefSoort.HOORZITTING, bezwaar, ontvanger, "Wij horen u graag voordat wij beslissen", waarden, door)
        for ontvanger in belanghebbenden(bezwaar)
    ]


def belanghebbenden(bezwaar: Bezwaar) -> list[Organisatie]:
    """Who objects first, then who the contested decision was addressed to."""
    geadresseerde = bestreden_door(bezwaar).ontvanger
    return [bezwaar.organisatie, *([geadresseerde] if geadresseerde.pk != bezwaar.organisatie_id else [])]


def beslissing_waarden(bezwaar: Bezwaar, *, gevolg: str = "") -> dict[str, Any]:
    """The fields of the decision but its table of amounts, with the term to appeal (Awb 6:7, 6:8, 6:24)."""
    return _bestreden(bezwaar) | {
        "wie": bezwaar.organisatie.naam,
        "uitkomst": UITKOMSTEN[Bezwaar.Uitkomst(bezwaar.uitkomst)],
        "artikel": _artikel(bezwaar),
        "gevolg": gevolg,
        "gronden": bezwaar.gronden,
        "later": tuple(
            f"{rij.beschikking.get_soort_display()} met kenmerk {rij.beschikking.kenmerk} (artikel 6:19 Awb)"
            for rij in bezwaar.meebetrokken.select_related("beschikking")
        ),
        "horen": _horen(bezwaar),
        "advies": _advies(bezwaar),
        "motivering": bezwaar.motivering,
        "kosten": f"{bezwaar.kosten} (artikel 7:15 Awb)" if bezwaar.kosten else "",
        "beroep_tot": BEROEP,
    }


def beslissing_onderwerp(bezwaar: Bezwaar) -> str:
    return ONDERWERPEN[Bezwaar.Uitkomst(bezwaar.uitkomst)].format(bestreden_door(bezwaar).waarover)[:200]


def beslissing_brief(
    bezwaar: Bezwaar,
    ontvanger: Organisatie,
    kenmerk: str,
    ondertekening: Ondertekening | None,
    *,
    gevolg: str = "",
    extra: Mapping[str, Any] | None = None,
    concept: bool = False,
) -> Tekstbrief:
    """The decision to one addressee; as `concept` for the preview."""
    vandaag = timezone.localdate()
    return maak_tekstbrief(
        soort=BriefSoort.BESLISSING_OP_BEZWAAR,
        kop=maak_kop(
            ontvanger=ontvanger,
            kenmerk=kenmerk,
            verzenddatum=vandaag,
            soort_besluit=BriefSoort.BESLISSING_OP_BEZWAAR.label,
            onderwerp=beslissing_onderwerp(bezwaar),
            voorbeeld=bestreden_door(bezwaar).fictief,
        ),
        waarden=beslissing_waarden(bezwaar, gevolg=gevolg) | dict(extra or {}),
        regeling_id=bestreden_door(bezwaar).regeling_id,
        ondertekening=ondertekening,
        concept=concept,
    )


def stuur_afschrift(bezwaar: Bezwaar, beslissing: Brief, ontvanger: Organisatie, door: Lidmaatschap) -> Brief:
    """The decision as its addressee has it, to who else is concerned (Awb 7:12 lid 2 and 3)."""
    vandaag = timezone.localdate()
    kenmerk = volgend_kenmerk(vandaag)
    origineel = Tekstbrief.from_json(beslissing.snapshot)
    kop = maak_kop(
        ontvanger=ontvanger,
        kenmerk=kenmerk,
        verzenddatum=vandaag,
        soort_besluit=BriefSoort.BESLISSING_OP_BEZWAAR.label,
        onderwerp=origineel.kop.onderwerp,
        voorbeeld=bestreden_door(bezwaar).fictief,
    )
    brief = replace(origineel, kop=kop)
    return leg_beslissing_klaar(bezwaar, ontvanger, brief, door)


def _stuur(
    soort: BriefSoort,
    bezwaar: Bezwaar,
    ontvanger: Organisatie,
    onderwerp: str,
    waarden: Mapping[str, Any],
    door: Lidmaatschap,
) -> Brief:
    return leg_mededeling_klaar(
        soort=soort,
        ontvanger=ontvanger,
        over=bezwaar,
        onderwerp=onderwerp,
        waarden=_bestreden(bezwaar) | dict(waarden),
        voorbeeld=bestreden_door(bezwaar).fictief,
        regeling_id=bestreden_door(bezwaar).regeling_id,
        ondertekening=maak_ondertekening(door, "") if door.is_gemeente else None,
        noemer="Bericht over een bezwaar",
        door=door,
    )


def leg_beslissing_klaar(bezwaar: Bezwaar, ontvanger: Organisatie, brief: Tekstbrief, door: Lidmaatschap) -> Brief:
    return leg_brief_klaar(
        soort=BriefSoort.BESLISSING_OP_BEZWAAR,
        ontvanger=ontvanger,
        over=bezwaar,
        onderwerp=brief.kop.onderwerp,
        snapshot=brief,
        verzenddatum=brief.kop.verzenddatum,
        kenmerk=brief.kop.kenmerk,
        door=door,
    )


def _bestreden(bezwaar: Bezwaar) -> dict[str, Any]:
    tegen = bestreden_door(bezwaar)
    return {
        "waarover": tegen.waarover,
        "besluitkenmerk": tegen.kenmerk,
        "besluitdatum": tegen.dag,
        "bezwaarkenmerk": bezwaar.kenmerk,
        "ontvangen_op": bezwaar.ontvangen_op,
    }


def _ontbreekt(bezwaar: Bezwaar) -> str:
    if not bezwaar.wacht_op_gronden or bezwaar.verzuim_uiterlijk is None:
        return ""
    return (
        f"U schreef nog niet waarom u het niet eens bent met het besluit. Doe dat uiterlijk op "
        f"{datum(bezwaar.verzuim_uiterlijk)} (artikel 6:6 Awb). Zolang wij daarop wachten, staat onze termijn stil. "
        "Krijgen wij niets, dan behandelen wij uw bezwaar niet inhoudelijk."
    )


def _artikel(bezwaar: Bezwaar) -> str:
    if bezwaar.uitkomst == Bezwaar.Uitkomst.NIET_ONTVANKELIJK:
        return ARTIKELEN[Bezwaar.NietOntvankelijk(bezwaar.niet_ontvankelijk)]
    return "Artikelen 7:11 en 7:12 Awb"


def _horen(bezwaar: Bezwaar) -> str:
    if bezwaar.gehoord_op is not None:
        return f"Wij hoorden u en wie erbij betrokken is op {datum(bezwaar.gehoord_op)}. {bezwaar.hoorverslag}".strip()
    reden = bezwaar.get_afzien_display() if bezwaar.afzien else ""
    return f"Wij hielden geen hoorzitting: {reden}. {bezwaar.afzien_toelichting}".strip() if reden else ""


def _advies(bezwaar: Bezwaar) -> str:
    if bezwaar.advies_op is None:
        return ""
    wat = f"De commissie adviseerde ons op {datum(bezwaar.advies_op)}: {bezwaar.advies}"
    vervolg = bezwaar.advies_reden or "Wij volgen dit advies."
    return f"{wat}\n\n{vervolg} (artikel 7:13 Awb)"
