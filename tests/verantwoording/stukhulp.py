"""What every test of the joint account does the same: parts that are in, texts, akkoorden."""

from decimal import Decimal
from types import SimpleNamespace

from tests.uitvoering.conftest import Wereld
from tests.verantwoording.cijferhulp import zaai_cijfers
from tests.verantwoording.verslaghulp import deel_van, maak_compleet, meet, verslag_van
from thematafels.models import Stadsdeel
from verantwoording.models import Deelverslag, Duiding, Themaindicator, Verantwoording, Verslagakkoord
from verantwoording.selectors.deelverslag import stand_van
from verantwoording.selectors.inbreng import Inbreng, laad_inbreng
from verantwoording.services import indienen, samen_akkoord
from verantwoording.services.duiding import bewaar_duiding
from verantwoording.services.verhalen import Verteld, voeg_verhaal_toe
from verantwoording.services.verslag import zet_metingen

NAMEN = {"anker": "Koffie", "brug": "Maatjes"}
TEKSTEN = {
    "subdoel": "Buren kennen elkaar beter. De eenzaamheid in de stad daalt niet.",
    "samen": "Wij dronken koffie en maakten koppels.",
    "onbekend": "Wij weten niet wie er niet kwam.",
    "anders": "Volgend jaar ook in de avond.",
}


def verantwoording_van(wereld: Wereld, jaar: int = 2027) -> Verantwoording:
    """As it stands now, with what the document wants selected along."""
    return Verantwoording.objects.select_related(
        "aanvraag__uitvraag", "aanvraag__tafel__thema", "aanvraag__penvoerder"
    ).get(jaar=jaar)


def inbreng_van(wereld: Wereld) -> Inbreng:
    return laad_inbreng(verantwoording_van(wereld))


def duiding(vraag: str) -> Duiding:
    return Duiding.objects.get(vraag=vraag, verantwoording__jaar=2027)


def dien_deel_in(wereld: Wereld, wie: str) -> Deelverslag:
    """The own part of `anker` or `brug`: told, counted (60 of 50 on every level, if not yet) and submitted."""
    if not stand_van(deel_van(wereld, NAMEN[wie])).compleet:
        maak_compleet(wereld, NAMEN[wie], wie)
    return indienen.dien_in(deelverslag_id=deel_van(wereld, NAMEN[wie]).pk, door=wereld[wie])


def schrijf(wereld: Wereld, vraag: str, tekst: str, wie: str = "anker") -> Duiding:
    nu = duiding(vraag)
    return bewaar_duiding(duiding_id=nu.pk, tekst=tekst, versie=nu.versie, door=wereld[wie])


def schrijf_alles(wereld: Wereld) -> None:
    for vraag, tekst in TEKSTEN.items():
        schrijf(wereld, vraag, tekst)


def geef_akkoord(wereld: Wereld, wie: str) -> Verslagakkoord:
    return samen_akkoord.geef_akkoord(
        deelverslag_id=deel_van(wereld, NAMEN[wie]).pk, gezien=inbreng_van(wereld).hash, door=wereld[wie]
    )


def maak_eens(wereld: Wereld) -> None:
    """Everything is written and in; both agree."""
    schrijf_alles(wereld)
    for wie in NAMEN:
        dien_deel_in(wereld, wie)
    for wie in NAMEN:
        geef_akkoord(wereld, wie)


def tel_per_groep(wereld: Wereld, wie: str, waarde: str) -> None:
    """What an activity reached in the one group of the table, and in its one district."""
    verslag = verslag_van(wereld, NAMEN[wie])
    bereik = meet(verslag)
    plekken = ((wereld.tafel.thema.doelgroepen.get().pk, None), (None, Stadsdeel.objects.get(naam="Voorbeeldwijk").pk))
    zet_metingen(
        verslag_id=verslag.pk,
        waarden={(bereik, plek): Decimal(waarde) for plek in plekken},
        versie=verslag.versie,
        door=wereld[wie],
    )


def vertel(wereld: Wereld, wie: str, tekst: str) -> None:
    voeg_verhaal_toe(
        verslag_id=verslag_van(wereld, NAMEN[wie]).pk,
        verteld=Verteld(van="bewoner", tekst=tekst, stadsdeel_id=None, toestemming=True),
        door=wereld[wie],
    )


def kies_stadscijfers(wereld: Wereld) -> SimpleNamespace:
    """The theme hopes to contribute to loneliness: by the GGD for its subdoel, by the RIVM for the whole."""
    cijfers = zaai_cijfers()
    thema = wereld.tafel.thema
    Themaindicator.objects.create(thema=thema, subdoel=thema.subdoelen.get(), indicator=cijfers.ggd, volgorde=1)
    Themaindicator.objects.create(thema=thema, indicator=cijfers.rivm, volgorde=2)
    return cijfers
