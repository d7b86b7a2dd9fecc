from uitvoering.models.betaling import Betaalbatch, Betaaltermijn, Betaling
from uitvoering.models.bezwaar import Bezwaar, Bezwaarbedrag, Bezwaarbesluit, Bezwaarstuk, Meebetrokken, Wijze
from uitvoering.models.doorbetaling import Doorbetaling
from uitvoering.models.gesprek import Gesprek
from uitvoering.models.indexering import Indexering, Indexeringsbedrag, Indexeringsregel
from uitvoering.models.ingebrekestelling import (
    Dwangsombesluit,
    Dwangsombetaling,
    Dwangsomdeel,
    Ingebrekestelling,
)
from uitvoering.models.opschorting import Opschorting
from uitvoering.models.rekening import Rekeningwijziging
from uitvoering.models.sroi import Sroiafspraak
from uitvoering.models.terugvordering import (
    Terugontvangst,
    Terugvordering,
    Terugvorderingsjaar,
    Terugvorderplan,
)
from uitvoering.models.vaststelling import (
    Vaststelling,
    Vaststellingsaanvraag,
    Vaststellingsbereik,
    Vaststellingscijfer,
    Vaststellingsstuk,
)
from uitvoering.models.vervolg import Vervolgbedrag, Vervolgregel, Vervolgvoorstel
from uitvoering.models.wijzigingsverzoek import Wijzigingsonderdeel, Wijzigingsverzoek

__all__ = [
    "Betaalbatch",
    "Betaaltermijn",
    "Betaling",
    "Bezwaar",
    "Bezwaarbedrag",
    "Bezwaarbesluit",
    "Bezwaarstuk",
    "Doorbetaling",
    "Dwangsombesluit",
    "Dwangsombetaling",
    "Dwangsomdeel",
    "Gesprek",
    "Indexering",
    "Indexeringsbedrag",
    "Indexeringsregel",
    "Ingebrekestelling",
    "Meebetrokken",
    "Opschorting",
    "Rekeningwijziging",
    "Sroiafspraak",
    "Terugontvangst",
    "Terugvordering",
    "Terugvorderingsjaar",
    "Terugvorderplan",
    "Vaststelling",
    "Vaststellingsaanvraag",
    "Vaststellingsbereik",
    "Vaststellingscijfer",
    "Vaststellingsstuk",
    "Vervolgbedrag",
    "Vervolgregel",
    "Vervolgvoorstel",
    "Wijze",
    "Wijzigingsonderdeel",
    "Wijzigingsverzoek",
]
