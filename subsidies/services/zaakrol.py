"""Taking a role on a case, under the four-eyes rule."""

from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraag, Zaakrol
from subsidies.regels.vier_ogen import Betrokkene, controleer_vier_ogen


def neem_rol(aanvraag: Aanvraag, rol: Zaakrol.Rol, door: Lidmaatschap) -> None:
    """Record that this person assesses, decides or pays; raises GeenRecht when they may not. `aanvraag` is locked."""
    eerder = Zaakrol.objects.filter(aanvraag=aanvraag, gebruiker=door.gebruiker_id).first()
    _controleer(aanvraag, rol, door, eerder.rol if eerder else None)
    if eerder is None:
        Zaakrol.objects.create(aanvraag=aanvraag, gebruiker_id=door.gebruiker_id, lidmaatschap=door, rol=rol)


def eis_zonder_belang(aanvraag: Aanvraag, door: Lidmaatschap) -> None:
    """Raise GeenRecht for an officer who belongs to an organisation that takes or took part (Awb 2:4)."""
    _controleer(aanvraag, Zaakrol.Rol.BEOORDELAAR, door, None)


def _controleer(aanvraag: Aanvraag, rol: Zaakrol.Rol, door: Lidmaatschap, eerdere_rol: str | None) -> None:
    controleer_vier_ogen(
        rol=rol,
        betrokkene=Betrokkene(
            eerdere_rol=eerdere_rol,
            organisaties=set(
                Lidmaatschap.objects.filter(gebruiker=door.gebruiker_id).values_list("organisatie_id", flat=True)
            ),
        ),
        deelnemers=set(aanvraag.delen.values_list("organisatie_id", flat=True)),
    )
