from brieven.models.bericht import Bericht, BerichtSoort
from brieven.models.bezorging import Bezorging, Wijze
from brieven.models.brief import Brief, BriefSoort, Stand

__all__ = ["Bericht", "BerichtSoort", "Bezorging", "Brief", "BriefSoort", "Stand", "Wijze"]
