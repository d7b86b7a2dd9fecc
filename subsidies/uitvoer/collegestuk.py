"""A proposal to the college with its annex, to read (PDF) and to put on the agenda (ODT): both say the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from brieven.documenten.odt import Odt
from brieven.documenten.pdf import maak_pdf
from brieven.templatetags.brief import procent
from kern.geld import als_bedrag, als_euro
from kern.termijnen.stappen import amsterdam_dag, datum
from subsidies.models import Collegepunt
from subsidies.selectors.college import Collegeontvanger, Collegestuk, Collegezaak
from subsidies.verlies import Verliesrij


@dataclass(frozen=True, slots=True)
class Tabel:
    """Every row has as many cells as there are columns; all columns from `geld` on hold amounts."""

    titel: str
    kolommen: Sequence[str]
    rijen: Sequence[Sequence[str]]
    geld: int = 1


@dataclass(frozen=True, slots=True)
class Zaakdeel:
    """One case in the annex."""

    kop: str
    verdeling: str
    ontvangers: Tabel
    jaren: Tabel
    redenen: Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Puntdeel:
    """One other point: what is decided, in sentences and perhaps a table."""

    kop: str
    zinnen: Sequence[str]
    tabel: Tabel | None


@dataclass(frozen=True, slots=True)
class Stuk:
    """What stands in the document, in order."""

    besluit: str
    toelichting: str
    punten: Sequence[str]
    verlies: Tabel | None
    zaken: Sequence[Zaakdeel]
    besluiten: Sequence[Puntdeel]


def maak_stuk(stuk: Collegestuk) -> Stuk:
    besluit = stuk.besluit
    genomen = f"Collegebesluit {besluit.nummer} van {datum(besluit.datum)}." if besluit.datum else ""
    return Stuk(
        besluit=genomen,
        toelichting=besluit.toelichting,
        punten=(*_over_aanvragen(stuk), *(f"Te besluiten: {punt.onderwerp}." for punt in stuk.punten)),
        verlies=_verlies(stuk),
        zaken=[_zaak(zaak) for zaak in stuk.zaken],
        besluiten=[_punt(punt) for punt in stuk.punten],
    )


def _over_aanvragen(stuk: Collegestuk) -> Sequence[str]:
    if not stuk.zaken:
        return ()
    return (
        f"Te besluiten zoals in de bijlage, over {len(stuk.zaken)} aanvragen van {stuk.ontvangers} ontvangers.",
        f"Daarmee van de gevraagde {als_euro(stuk.gevraagd)} te verlenen: {als_euro(stuk.voorstel)}.",
        "De beschikkingen op één dag te verzenden.",
    )


def _punt(punt: Collegepunt) -> Puntdeel:
    inhoud = punt.inhoud
    tabel = Tabel("Wat wordt besloten, in euro", inhoud["kolommen"], inhoud["rijen"], geld=inhoud["geld"])
    return Puntdeel(punt.onderwerp, inhoud["zinnen"], tabel if inhoud["rijen"] else None)


def college_als_odt(stuk: Collegestuk) -> bytes:
    inhoud = maak_stuk(stuk)
    odt = Odt(stuk.besluit.onderwerp, datum=amsterdam_dag(stuk.besluit.opgesteld_op), kenmerk=stuk.besluit.kenmerk)
    odt.alinea(inhoud.besluit or "Voorstel aan het college van burgemeester en wethouders.")
    odt.kop("Het college wordt gevraagd")
    odt.lijst(inhoud.punten)
    if inhoud.toelichting:
        odt.kop("Toelichting")
        odt.alinea(inhoud.toelichting)
    for besluit in inhoud.besluiten:
        odt.kop(besluit.kop)
        for zin in besluit.zinnen:
            odt.alinea(zin)
        if besluit.tabel:
            _tabel(odt, besluit.tabel)
    if inhoud.zaken:
        _bijlage(odt, inhoud)
    return odt.inhoud()


def _bijlage(odt: Odt, inhoud: Stuk) -> None:
    odt.kop("Wie veel verliest")
    if inhoud.verlies is None:
        odt.alinea("Niemand verliest meer dan de grens van de regeling.")
    else:
        _tabel(odt, inhoud.verlies)
    odt.kop("Bijlage: alle ontvangers")
    for zaak in inhoud.zaken:
        odt.kop(zaak.kop, 2)
        _tabel(odt, zaak.ontvangers)
        _tabel(odt, zaak.jaren)
        if zaak.verdeling:
            odt.alinea(zaak.verdeling)
        for organisatie, redenen in zaak.redenen:
            odt.alinea(f"{organisatie}:")
            odt.lijst(redenen)


def college_als_pdf(stuk: Collegestuk) -> bytes:
    """Raises DomeinFout for what cannot be made as it is."""
    besluit = stuk.besluit
    return maak_pdf(
        "subsidies/document/collegestuk.html",
        {"stuk": maak_stuk(stuk)},
        titel=besluit.onderwerp,
        datum=amsterdam_dag(besluit.opgesteld_op),
        kenmerk=besluit.kenmerk,
        merk="" if besluit.datum else "VOORSTEL",
    )


def _tabel(odt: Odt, tabel: Tabel) -> None:
    odt.tabel(tabel.titel, kolommen=tabel.kolommen, rijen=tabel.rijen, rechts=range(tabel.geld, len(tabel.kolommen)))


def _verlies(stuk: Collegestuk) -> Tabel | None:
    if not stuk.verliezers:
        return None
    return Tabel(
        "Wie verliest meer dan de grens van de regeling, wie het meest verliest eerst, in euro",
        ("Organisatie", "Aanvraag", "Gevraagd", "Voorstel", "Verlies", "Nu per jaar", "Eerste jaar", "Verlies"),
        [(rij.organisatie, zaak.naam, *_verliescellen(rij)) for zaak, rij in stuk.verliezers],
        geld=2,
    )


def _verliescellen(rij: Verliesrij) -> tuple[str, ...]:
    return (
        als_bedrag(rij.gevraagd),
        als_bedrag(rij.voorstel),
        procent(rij.procent_van_gevraagd),
        "–" if rij.nu is None else als_bedrag(rij.nu),
        als_bedrag(rij.eerste_jaar),
        "–" if rij.nu is None else procent(rij.procent_van_nu),
    )


def _zaak(zaak: Collegezaak) -> Zaakdeel:
    rijen = [(rij.bedragen.organisatie, rij.soort, *_bedragen(rij)) for rij in zaak.ontvangers]
    verschil = als_bedrag(zaak.voorstel - zaak.gevraagd)
    rijen.append(("Samen", "", als_bedrag(zaak.gevraagd), als_bedrag(zaak.voorstel), verschil))
    return Zaakdeel(
        kop=f"{zaak.naam}, {zaak.periode} ({zaak.kenmerk})",
        verdeling=f"Bij een tekort verdelen wij {zaak.verdeling} (Awb 4:26)." if zaak.verdeling else "",
        ontvangers=Tabel(
            "Gevraagd en voorgesteld per organisatie over alle jaren, in euro",
            ("Organisatie", "Besluit", "Gevraagd", "Voorstel", "Verschil"),
            rijen,
            geld=2,
        ),
        jaren=Tabel(
            "Per jaar, met wat eerder uit hetzelfde plafond is verleend, in euro",
            ("Jaar", "Voorstel", "Eerder", "Samen", "Plafond", "Ruimte"),
            [
                (
                    str(rij.jaar),
                    als_bedrag(rij.voorstel),
                    als_bedrag(rij.eerder),
                    als_bedrag(rij.samen),
                    "–" if rij.plafond is None else als_bedrag(rij.plafond),
                    "–" if rij.ruimte is None else als_bedrag(rij.ruimte),
                )
                for rij in zaak.jaren
            ],
        ),
        redenen=[
            (rij.bedragen.organisatie, (*([rij.motivering] if rij.motivering else []), *rij.gronden))
            for rij in zaak.ontvangers
            if rij.motivering or rij.gronden
        ],
    )


def _bedragen(rij: Collegeontvanger) -> tuple[str, str, str]:
    bedragen = rij.bedragen
    return (
        als_bedrag(bedragen.gevraagd),
        als_bedrag(bedragen.voorstel),
        als_bedrag(bedragen.voorstel - bedragen.gevraagd),
    )
