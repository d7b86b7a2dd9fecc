"""Taking a role on a case, under the four-eyes rule."""

from collections.abc import Collection
from dataclasses import replace

from django.db import connection

from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraag, Zaakrol
from subsidies.regels.vier_ogen import Betrokkene, controleer_vier_ogen

# Everything that the rule asks of one person on one case: the fields of Betrokkene, then who ask for money.
_FEITEN = """
SELECT (SELECT rol FROM subsidies_zaakrol WHERE aanvraag_id = %(aanvraag)s AND gebruiker_id = %(persoon)s),
       ARRAY(SELECT organisatie_id FROM organisaties_lidmaatschap WHERE gebruiker_id = %(persoon)s),
       EXISTS(
           SELECT FROM subsidies_toewijzing
           WHERE aanvraag_id = %(aanvraag)s AND gebruiker_id = %(persoon)s AND stand = 'belang'
       ),
       ARRAY(SELECT organisatie_id FROM subsidies_aanvraagdeel WHERE aanvraag_id = %(aanvraag)s)
"""


def neem_rol(aanvraag: Aanvraag, rol: Zaakrol.Rol, door: Lidmaatschap) -> None:
    """Record that this person assesses, decides or pays; raises GeenRecht when they may not. `aanvraag` is locked."""
    if eis_rol_vrij(aanvraag, rol, door) is None:
        Zaakrol.objects.create(aanvraag=aanvraag, gebruiker_id=door.gebruiker_id, lidmaatschap=door, rol=rol)


def eis_rol_vrij(aanvraag: Aanvraag, rol: Zaakrol.Rol, door: Lidmaatschap) -> str | None:
    """The same without recording it: raises GeenRecht, or gives the role this person already has. One query."""
    betrokkene, deelnemers = _feiten(aanvraag, door)
    controleer_vier_ogen(rol=rol, betrokkene=betrokkene, deelnemers=deelnemers)
    return betrokkene.eerdere_rol


def eis_zonder_belang(aanvraag: Aanvraag, door: Lidmaatschap) -> None:
    """Raise GeenRecht for an officer who belongs to an organisation that takes or took part (Awb 2:4)."""
    betrokkene, deelnemers = _feiten(aanvraag, door)
    controleer_vier_ogen(
        rol=Zaakrol.Rol.BEOORDELAAR, betrokkene=replace(betrokkene, eerdere_rol=None), deelnemers=deelnemers
    )


def _feiten(aanvraag: Aanvraag, door: Lidmaatschap) -> tuple[Betrokkene, Collection[int]]:
    with connection.cursor() as cursor:
        cursor.execute(_FEITEN, {"aanvraag": aanvraag.pk, "persoon": door.gebruiker_id})
        *persoon, deelnemers = cursor.fetchone()
    return Betrokkene(*persoon), deelnemers
