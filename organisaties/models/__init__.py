from kern.toegang import Rol
from organisaties.models.lidmaatschap import Lidmaatschap
from organisaties.models.mandaat import Mandaat, SoortBesluit
from organisaties.models.organisatie import Organisatie
from organisaties.models.uitnodiging import Uitnodiging
from organisaties.soorten import AanvragerSoort, OrganisatieSoort

__all__ = [
    "AanvragerSoort",
    "Lidmaatschap",
    "Mandaat",
    "Organisatie",
    "OrganisatieSoort",
    "Rol",
    "SoortBesluit",
    "Uitnodiging",
]
