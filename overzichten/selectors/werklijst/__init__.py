"""The worklist: one row per thing that somebody must do, from whichever room it comes.

Each source is one query, whatever its number of rows; whose turn it is comes from regels.aan_zet.
"""

from organisaties.models import Lidmaatschap
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
    kijker = Kijker(rol=lid.rol, organisatie_id=lid.organisatie_id)
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
