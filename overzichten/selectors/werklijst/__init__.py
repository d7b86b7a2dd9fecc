"""The worklist: one row per thing that somebody must do, from whichever room it comes.

Each source is one query, whatever its number of rows; whose turn it is comes from regels.aan_zet.
"""

from django.utils import timezone

from organisaties.models import Lidmaatschap
from organisaties.selectors import machtigingen_van
from organisaties.toegang import ONAFHANKELIJK
from overzichten.regels.aan_zet import Kijker
from overzichten.selectors.werklijst.aanvragen import aanvragen, opmerkingen
from overzichten.selectors.werklijst.belverzoeken import belverzoeken
from overzichten.selectors.werklijst.brieven import mislukte_brieven, ongelezen_brieven, te_printen
from overzichten.selectors.werklijst.tafels import (
    aangemelde_deelnames,
    begeleide_tafels,
    eigen_deelnames,
    open_uitvragen,
)
from overzichten.selectors.werklijst.uitvoering import uitvoering
from overzichten.werkregel import Werkregel


def werkregels(lid: Lidmaatschap) -> list[Werkregel]:
    """Everything that is open for this membership, unsorted: 5 queries for the municipality (8 for an officer, who
    calls, comments and prints too), 7 for a partner, 2 for a procesbegeleider."""
    kijker = _kijker(lid)
    bronnen = (
        (aanvragen, opmerkingen, aangemelde_deelnames, belverzoeken, mislukte_brieven, te_printen, uitvoering)
        if lid.is_gemeente
        else (aanvragen, opmerkingen, eigen_deelnames, ongelezen_brieven, open_uitvragen, uitvoering)
        if lid.is_partner
        else (begeleide_tafels, opmerkingen)
        if lid.rol in ONAFHANKELIJK
        else ()
    )
    return [regel for bron in bronnen for regel in bron(lid, kijker)]


def _kijker(lid: Lidmaatschap) -> Kijker:
    """With the organisations that let a partner sign today: one query."""
    namens = machtigingen_van(lid, timezone.localdate()) if lid.is_partner else []
    return Kijker(lid.rol, lid.organisatie_id, {een.organisatie_id: een.organisatie.naam for een in namens})
