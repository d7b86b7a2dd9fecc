from subsidies.selectors.dossier import laad_dossier
from subsidies.selectors.lijst import AanvraagRij, aanvraag_rijen, is_toegelaten, zichtbaar_voor
from subsidies.selectors.zaak import beschikkingen_van, laad_zaak

__all__ = [
    "AanvraagRij",
    "aanvraag_rijen",
    "beschikkingen_van",
    "is_toegelaten",
    "laad_dossier",
    "laad_zaak",
    "zichtbaar_voor",
]
