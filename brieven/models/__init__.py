from brieven.models.bericht import Bericht, BerichtSoort
from brieven.models.bezorging import Bezorging
from brieven.models.brief import Brief, BriefSoort, Stand, Wijze
from brieven.models.brieftekst import Brieftekst

__all__ = ["Bericht", "BerichtSoort", "Bezorging", "Brief", "BriefSoort", "Brieftekst", "Stand", "Wijze"]
