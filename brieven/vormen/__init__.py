"""Every kind of letter whose words are a versioned text, with its fields and its standard text."""

from brieven.models import BriefSoort
from brieven.vormen.aanvulling import BUITEN_BEHANDELING, VERDAGING, VERZOEK_AANVULLING
from brieven.vormen.besluiten import DIRECTE_VASTSTELLING
from brieven.vormen.bezwaar import BEZWAARBRIEVEN
from brieven.vormen.geschreven import GESCHREVEN
from brieven.vormen.indexering import INDEXERING
from brieven.vormen.jaren import JAREN
from brieven.vormen.mededelingen import MEDEDELINGEN
from brieven.vormen.vaststellen import TERUGVORDERING, VASTSTELLING
from brieven.vormen.voornemen import VOORNEMEN
from brieven.vormen.vorm import Briefvorm, Veld, Veldsoort

VORMEN: dict[BriefSoort, Briefvorm] = {
    vorm.soort: vorm
    for vorm in (
        DIRECTE_VASTSTELLING,
        INDEXERING,
        *JAREN,
        VOORNEMEN,
        VASTSTELLING,
        TERUGVORDERING,
        *MEDEDELINGEN,
        *GESCHREVEN,
        *BEZWAARBRIEVEN,
        BUITEN_BEHANDELING,
        VERDAGING,
        VERZOEK_AANVULLING,
    )
}

__all__ = ["VORMEN", "Briefvorm", "Veld", "Veldsoort"]
