from overzichten.models.besluitsom import Besluitsom
from overzichten.models.stilte import Stilte
from overzichten.models.uitsplitsing import Snede, Uitsplitsing

__all__ = ["Besluitsom", "Snede", "Stilte", "Uitsplitsing"]
