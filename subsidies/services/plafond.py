"""The ceiling of a table, and the one exception to it: a grant that runs on for a reasonable term (Awb 4:51 lid 2)."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import connection
from django.utils import timezone

from kern.fouten import DomeinFout
from kern.geld import NUL, als_bedrag
from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from subsidies.dossier import Dossier
from subsidies.models import Aanvraag, Aanvraagdeel, Beschikking, Plafondvrijstelling, Zaakrol
from subsidies.selectors.plafond import Overschrijding, overschrijdingen, plafondfeiten
from subsidies.selectors.vorig_jaar import verleend_vorig_jaar
from subsidies.services.collegeslot import eis_vrij_van_college
from subsidies.services.slot import vergrendel, vergrendel_tafel
from subsidies.services.zaakrol import eis_rol_vrij

_ROLLEN = {Rol.BESLUITNEMER: Zaakrol.Rol.BESLUITNEMER, Rol.FINANCIEEL: Zaakrol.Rol.BETALER}
_TE_LAAT = (Aanvraag.Stand.BESLOTEN, Aanvraag.Stand.INGETROKKEN)
_PLAFONDS = """
SELECT plafond.jaar, plafond.bedrag, coalesce(sum(bedrag.verleend), 0.00)
FROM thematafels_plafond plafond
LEFT JOIN (
    subsidies_aanvraag aanvraag
    JOIN subsidies_aanvraagdeel deel ON deel.aanvraag_id = aanvraag.id
    JOIN subsidies_beschikking beschikking ON beschikking.deel_id = deel.id
    JOIN subsidies_beschikkingsbedrag bedrag ON bedrag.beschikking_id = beschikking.id
) ON aanvraag.tafel_id = plafond.tafel_id AND bedrag.jaar = plafond.jaar
WHERE plafond.tafel_id = %(tafel)s AND plafond.jaar = ANY(%(jaren)s)
GROUP BY plafond.id
ORDER BY plafond.jaar
"""


def controleer_plafond(dossier: Dossier, voorstel: Mapping[int, Mapping[int, Decimal]]) -> list[Overschrijding]:
    """Raise DomeinFout when a year goes over the ceiling (Awb 4:25 lid 2) further than it was exempted; what goes over
    it with an exemption comes back. Who decides locks the table first, so that two decisions count one by one."""
    boven = overschrijdingen(dossier, voorstel, plafondfeiten(dossier.aanvraag))
    for jaar in boven:
        if not jaar.mag:
            wat = "het voorstel, met wat al is verleend," if jaar.met_anderen else "het voorstel"
            raise DomeinFout(
                f"In {jaar.jaar} is {wat} {als_bedrag(jaar.te_veel - jaar.vrijgesteld)} euro hoger dan het plafond.",
                code="voorstel.boven_plafond",
            )
    return boven


def controleer_verhoging(tafel_id: int, erbij: Mapping[int, Decimal]) -> None:
    """Raise DomeinFout when what a table was granted, with this on top, goes over its ceiling (Awb 4:25
    lid 2). Locks the table, so that two decisions count one by one. Two queries; none when nothing is added."""
    meer = {jaar: bedrag for jaar, bedrag in erbij.items() if bedrag > NUL}
    if not meer:
        return
    vergrendel_tafel(tafel_id)
    with connection.cursor() as cursor:
        cursor.execute(_PLAFONDS, {"tafel": tafel_id, "jaren": list(meer)})
        plafonds = cursor.fetchall()
    for jaar, plafond, samen in plafonds:
        if (teveel := samen + meer[jaar] - plafond) > NUL:
            raise DomeinFout(
                f"Het plafond van {jaar} wordt met {als_bedrag(teveel)} euro overschreden (Awb 4:25). "
                "Verhoog eerst het plafond.",
                code="vervolg.plafond",
            )


def geef_vrijstelling(
    *, deel_id: int, jaar: int, bedrag: Decimal, grond: str, door: Lidmaatschap
) -> Plafondvrijstelling:
    """Let a part that runs on go over the ceiling in one year, up to an amount, with the reason (Awb 4:51 lid 2).

    By who decides or by finance, before the decision; another amount takes the place of the first. Raises GeenRecht
    for who had another role in the case, DomeinFout where nothing runs on or there is no ceiling.
    """
    with handeling("plafond.vrijgesteld", door=door, over=Aanvraagdeel(pk=deel_id)):
        deel = _vergrendel_deel(deel_id, door)
        aanvraag = deel.aanvraag
        if jaar not in aanvraag.jaren:
            raise DomeinFout("Kies een jaar van de aanvraag.", code="vrijstelling.jaar", veld="jaar")
        if bedrag <= NUL:
            raise DomeinFout("Vul een bedrag in dat hoger is dan 0.", code="vrijstelling.bedrag", veld="bedrag")
        if not grond.strip():
            raise DomeinFout(
                "Schrijf waarom deze subsidie boven het plafond mag doorlopen.",
                code="vrijstelling.grond",
                veld="grond",
            )
        if not (deel.vorig_jaar or verleend_vorig_jaar(deel)):
            raise DomeinFout(
                "Deze organisatie kreeg het jaar ervoor geen subsidie voor dit werk. De uitzondering van artikel 4:51 "
                "Awb is alleen voor een subsidie die doorloopt.",
                code="vrijstelling.loopt_niet_door",
            )
        _laat_vervallen(deel, jaar)
        vrijstelling = Plafondvrijstelling.objects.create(
            deel=deel, jaar=jaar, bedrag=bedrag, grond=grond.strip(), door=door
        )
        leg_vast("plafond.vrijgesteld", door=door, over=aanvraag, deel=deel_id, jaar=jaar, bedrag=bedrag)
    return vrijstelling


def trek_vrijstelling_in(*, vrijstelling_id: int, door: Lidmaatschap) -> None:
    """Take an exemption back before it was used."""
    vrijstelling = Plafondvrijstelling.objects.filter(pk=vrijstelling_id).first()
    with handeling("plafond.vrijstelling_ingetrokken", door=door, over=vrijstelling):
        if vrijstelling is None:
            raise DomeinFout("Deze vrijstelling bestaat niet.", code="vrijstelling.onbekend")
        deel = _vergrendel_deel(vrijstelling.deel_id, door)
        _laat_vervallen(deel, vrijstelling.jaar)
        leg_vast(
            "plafond.vrijstelling_ingetrokken", door=door, over=deel.aanvraag, deel=deel.pk, jaar=vrijstelling.jaar
        )


def _vergrendel_deel(deel_id: int, door: Lidmaatschap) -> Aanvraagdeel:
    """The part, after its application was locked, when this person may still say something of its ceiling."""
    aanvraag = vergrendel(Aanvraagdeel.objects.values_list("aanvraag_id", flat=True).get(pk=deel_id))
    eis_rol(door, *_ROLLEN, reden="Van het plafond afwijken doet wie besluit of de financieel medewerker.")
    eis_rol_vrij(aanvraag, _ROLLEN[Rol(door.rol)], door)
    eis_vrij_van_college(aanvraag)
    deel = Aanvraagdeel.objects.get(pk=deel_id)
    deel.aanvraag = aanvraag
    if aanvraag.stand in _TE_LAAT or Beschikking.objects.filter(deel=deel, wijzigt=None).exists():
        raise DomeinFout("Over dit deel is al besloten.", code="vrijstelling.besloten")
    return deel


def _laat_vervallen(deel: Aanvraagdeel, jaar: int) -> None:
    Plafondvrijstelling.objects.filter(deel=deel, jaar=jaar, vervallen_op=None).update(vervallen_op=timezone.now())
