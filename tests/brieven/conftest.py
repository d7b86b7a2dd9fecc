"""Letters in the database, and the files they become."""

from collections.abc import Callable

import pytest

from brieven import lettertypen
from brieven.models import Brief, BriefSoort
from brieven.services.maak import leg_brief_klaar
from brieven.snapshots import Snapshot
from organisaties.models import Organisatie
from organisaties.toegang import Rol
from tests.brieven.voorbeelden import kop, ontvangstbevestiging
from tests.hulp.fabriek import maak_lid, maak_organisatie


@pytest.fixture(scope="session", autouse=True)
def letters_gebouwd() -> None:
    """script/voorbereiden makes the fonts; a run of these tests alone makes them when they are not there."""
    if not all((lettertypen.DOEL / lettertypen.bestandsnaam(gewicht)).exists() for gewicht in lettertypen.GEWICHTEN):
        lettertypen.bouw()


@pytest.fixture(autouse=True)
def eigen_opslag(settings, tmp_path) -> None:
    """Every test its own private archive."""
    opslag = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "bestanden"},
        }
    }
    settings.STORAGES = opslag


@pytest.fixture
def ontvanger(db: None) -> Organisatie:
    """It has made known that it can be reached digitally, and somebody signs for it."""
    organisatie = maak_organisatie("Stichting Voorbeeld Ontmoeten")
    maak_lid(Rol.TEKENBEVOEGDE, organisatie)
    return organisatie


@pytest.fixture
def zet_klaar(ontvanger: Organisatie) -> Callable[..., Brief]:
    """Write a receipt to `ontvanger`, to be sent on the day of its snapshot."""

    def maak(snapshot: Snapshot | None = None, **kopvelden: object) -> Brief:
        snapshot = snapshot or ontvangstbevestiging(
            kop=kop(soort_besluit="Ontvangstbevestiging", onderwerp="Wij hebben uw aanvraag ontvangen", **kopvelden)
        )
        return leg_brief_klaar(
            soort=BriefSoort(type(snapshot).soorten[0]),
            ontvanger=ontvanger,
            over=ontvanger,
            onderwerp=snapshot.kop.onderwerp,
            snapshot=snapshot,
            verzenddatum=snapshot.kop.verzenddatum,
            kenmerk=snapshot.kop.kenmerk,
        )

    return maak
