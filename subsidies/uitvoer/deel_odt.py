"""The part of a participant as a text to go on writing in. It says the same as the PDF, in the same order."""

from collections.abc import Sequence
from decimal import Decimal

from brieven.documenten.odt import Odt
from brieven.templatetags.brief import procent
from kern.geld import als_bedrag
from subsidies.begrotingsbeeld import Uitkomst
from subsidies.dossier import Aanbod, Deel
from subsidies.plan import Activiteitfeit
from subsidies.uitvoer.deelstuk import AFRONDING, Aandeelrij, Deelstuk

_LEEG = "–"
NIET_INGEVULD = "Niet ingevuld."
_CONCEPT = "Dit is een concept: de aanvraag is nog niet ingediend."


def als_odt(stuk: Deelstuk) -> bytes:
    odt = Odt(stuk.titel, datum=stuk.datum, kenmerk=stuk.kenmerk)
    if stuk.merk:
        odt.alinea(stuk.merk)
    if stuk.is_concept:
        odt.alinea(_CONCEPT)
    odt.kop("In het kort")
    odt.lijst(f"{naam}: {waarde}" for naam, waarde in stuk.feiten)
    if stuk.mist:
        odt.kop("Wat mist nog")
        odt.lijst(stuk.mist)
    _verdeling(odt, stuk)
    _uitkomsten(odt, stuk)
    if stuk.antwoorden:
        odt.kop("Antwoorden")
    for vraag, tekst in stuk.antwoorden:
        odt.kop(vraag, 2)
        odt.alinea(tekst or NIET_INGEVULD)
    odt.kop("Begroting en voorzieningen")
    _posten(odt, stuk.deel)
    for aanbod in stuk.deel.aanbod:
        _voorziening(odt, aanbod)
    for activiteit in stuk.deel.activiteiten:
        _activiteit(odt, activiteit)
    return odt.inhoud()


def _verdeling(odt: Odt, stuk: Deelstuk) -> None:
    kolommen = ["Organisatie", *map(str, stuk.deel.jaren), "Samen", "Aandeel"]
    odt.kop("Wie vraagt wat")
    odt.tabel(
        "Gevraagd per organisatie, in euro",
        kolommen=kolommen,
        rijen=[_aandeelrij(rij) for rij in (*stuk.verdeling, stuk.totaal)],
        rechts=range(1, len(kolommen)),
    )
    odt.alinea(AFRONDING)


def _aandeelrij(rij: Aandeelrij) -> list[str]:
    aandeel = "" if rij.aandeel is None else procent(rij.aandeel)
    return [rij.organisatie, *map(als_bedrag, rij.per_jaar), als_bedrag(rij.samen), aandeel]


def _uitkomsten(odt: Odt, stuk: Deelstuk) -> None:
    kolommen = ["", *map(str, stuk.deel.jaren), "Samen"]
    odt.kop("De begroting opgeteld")
    odt.tabel(
        "Uitkomsten van de begroting, in euro",
        kolommen=kolommen,
        rijen=[_uitkomst(rij, stuk.deel.jaren) for rij in stuk.beeld],
        rechts=range(1, len(kolommen)),
    )


def _uitkomst(rij: Uitkomst, jaren: Sequence[int]) -> list[str]:
    def toon(waarde: Decimal | None) -> str:
        if waarde is None:
            return _LEEG
        return procent(waarde) if rij.vorm == "procent" else als_bedrag(waarde)

    return [rij.naam, *(toon(rij.per_jaar.get(jaar)) for jaar in jaren), toon(rij.samen)]


def _posten(odt: Odt, deel: Deel) -> None:
    rijen = [
        [
            f"{post.soort_naam}: {post.omschrijving}",
            *(als_bedrag(post.teken * post.bedragen[jaar]) if jaar in post.bedragen else "" for jaar in deel.jaren),
        ]
        for post in deel.posten
    ]
    kolommen = ["Post", *map(str, deel.jaren)]
    odt.tabel(
        "Begroting, in euro",
        kolommen=kolommen,
        rijen=[*rijen, ["Gevraagd", *map(als_bedrag, deel.gevraagd.values())]],
        rechts=range(1, len(kolommen)),
    )


def _voorziening(odt: Odt, aanbod: Aanbod) -> None:
    odt.kop(aanbod.naam or "Voorziening zonder naam", 2)
    odt.alinea(aanbod.omschrijving)
    if eigenschappen := _eigenschappen(aanbod):
        odt.lijst(eigenschappen)


def _activiteit(odt: Odt, activiteit: Activiteitfeit) -> None:
    odt.kop(f"Verantwoordt over: {activiteit}", 2)
    odt.alinea(activiteit.omschrijving)
    if activiteit.verwachting:
        odt.alinea(f"Waarom werkt dit: {activiteit.verwachting}")
    odt.lijst(activiteit.regels)


def _eigenschappen(aanbod: Aanbod) -> list[str]:
    """The lines under a voorziening, as templates/subsidies/document/_deel.html writes them."""
    regels = {
        "Uitvoerder": aanbod.uitvoerder,
        "Subdoelen": "; ".join(aanbod.subdoelen),
        "Waar": ", ".join(aanbod.stadsdelen),
        "Gebiedsopgaven": "; ".join(aanbod.gebiedsopgaven),
        "Doelgroepen": ", ".join(aanbod.doelgroepen),
        "Wat werkt": ", ".join(aanbod.principes),
        "Wettelijke taken": "; ".join(aanbod.wettelijke_taken),
        "Draagt ook bij aan": ", ".join(aanbod.andere_themas),
        "Bewoners per jaar": ", ".join(f"{jaar}: {aantal}" for jaar, aantal in aanbod.bereik.items()),
        "Kosten in euro": ", ".join(f"{jaar}: {als_bedrag(bedrag)}" for jaar, bedrag in aanbod.kosten.items()),
    }
    return [
        *(f"{naam}: {waarde}" for naam, waarde in regels.items() if waarde),
        *([f"{aanbod.clientondersteuning}% cliëntondersteuning"] if aanbod.clientondersteuning else []),
        *(["Preventief"] if aanbod.preventief else []),
    ]
