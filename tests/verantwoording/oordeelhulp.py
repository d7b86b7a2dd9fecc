"""What every test of the judgement does the same: an account that was submitted, with its parts in."""

from tests.uitvoering.conftest import Wereld
from tests.verantwoording.stukhulp import geef_akkoord, maak_eens, tel_per_groep, verantwoording_van, vertel
from tests.verantwoording.verslaghulp import deel_van
from verantwoording.models import Deelverslag, Verantwoording, Verantwoordingsstuk
from verantwoording.services import beoordelen, samen

KOFFIE = "Wij zaten samen aan de koffietafel."


def dien_samen_in(wereld: Wereld) -> Verantwoordingsstuk:
    """Both parts are in (60 of 50 on every level); of Koffie 45 in its group and district, and one story."""
    maak_eens(wereld)
    Deelverslag.objects.filter(pk=deel_van(wereld).pk).update(stand="vraag")
    tel_per_groep(wereld, "anker", "45.00")
    vertel(wereld, "anker", KOFFIE)
    Deelverslag.objects.filter(pk=deel_van(wereld).pk).update(stand="ingediend")
    for wie in ("anker", "brug"):
        geef_akkoord(wereld, wie)
    return samen.dien_in(verantwoording_id=verantwoording_van(wereld).pk, door=wereld["anker"])


def aanvaard_alles(wereld: Wereld) -> None:
    for naam in ("Koffie", "Maatjes"):
        beoordelen.aanvaard(deelverslag_id=deel_van(wereld, naam).pk, door=wereld["beoordelaar"])


def rond_af(wereld: Wereld) -> Verantwoording:
    return beoordelen.rond_af(verantwoording_id=verantwoording_van(wereld).pk, door=wereld["beoordelaar"])
