from brieven.models.bezorging import Bezorging, Wijze
from brieven.models.brief import Brief, BriefSoort, Stand

__all__ = ["Bezorging", "Brief", "BriefSoort", "Stand", "Wijze"]
