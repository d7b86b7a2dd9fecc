"""The acts of this room: the only writers of its rows."""

from thematafels.services.aanmelden import meld_aan, trek_terug
from thematafels.services.benoem import benoem
from thematafels.services.beoordelen import laat_alsnog_toe, laat_toe, vergrendel_deelname, wijs_af
from thematafels.services.items import verwijder_item, voeg_item_toe, wijzig_item
from thematafels.services.kopieer import kopieer_uitvraag
from thematafels.services.meetvoorbeeld import bewaar_meetvoorbeeld, zet_in_gebruik
from thematafels.services.plafonds import stel_plafonds_vast
from thematafels.services.publiceer import neem_over, publiceer
from thematafels.services.regie import verdeel_regie
from thematafels.services.sluit import sluit
from thematafels.services.stadsdelen import voeg_stadsdeel_toe
from thematafels.services.toezegging import doe_toezegging, rond_toezegging_af
from thematafels.services.uitvraag import maak_uitvraag, wijzig_uitvraag

__all__ = [
    "benoem",
    "bewaar_meetvoorbeeld",
    "doe_toezegging",
    "kopieer_uitvraag",
    "laat_alsnog_toe",
    "laat_toe",
    "maak_uitvraag",
    "meld_aan",
    "neem_over",
    "publiceer",
    "rond_toezegging_af",
    "sluit",
    "stel_plafonds_vast",
    "trek_terug",
    "verdeel_regie",
    "vergrendel_deelname",
    "verwijder_item",
    "voeg_item_toe",
    "voeg_stadsdeel_toe",
    "wijs_af",
    "wijzig_item",
    "wijzig_uitvraag",
    "zet_in_gebruik",
]
