from kern.toegang import Rol
from organisaties.models.lidmaatschap import Lidmaatschap
from organisaties.models.machtiging import Machtiging
from organisaties.models.mandaat import Mandaat, SoortBesluit
from organisaties.models.organisatie import Organisatie
from organisaties.models.uitnodiging import Uitnodiging
from organisaties.models.verband import Convenantdeel, Onderaannemer, Samenwerkingsverband, Verbandlid
from organisaties.soorten import AanvragerSoort, OrganisatieSoort

__all__ = [
    "AanvragerSoort",
    "Convenantdeel",
    "Lidmaatschap",
    "Machtiging",
    "Mandaat",
    "Onderaannemer",
    "Organisatie",
    "OrganisatieSoort",
    "Rol",
    "Samenwerkingsverband",
    "SoortBesluit",
    "Uitnodiging",
    "Verbandlid",
]
