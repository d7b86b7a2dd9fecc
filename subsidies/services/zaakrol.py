"""Taking a role on a case, under the four-eyes rule."""

from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraag, Zaakrol
from subsidies.regels.vier_ogen import Betrokkene, controleer_vier_ogen


def neem_rol(aanvraag: Aanvraag, rol: Zaakrol.Rol, door: Lidmaatschap) -> None:
    """Record that this person assesses, decides or pays; raises GeenRecht when they may not. `aanvraag` is locked."""
    eerder = Zaakrol.objects.filter(aanvraag=aanvraag, gebruiker=door.gebruiker_id).first()
    controleer_vier_ogen(
        rol=rol,
        betrokkene=Betrokkene(
            eerdere_rol=eerder.rol if eerder else None,
            organisaties=set(
                Lidmaatschap.objects.filter(gebruiker=door.gebruiker_id).values_list("organisatie_id", flat=True)
            ),
        ),
        deelnemers=set(aanvraag.delen.values_list("organisatie_id", flat=True)),
    )
    if eerder is None:
        Zaakrol.objects.create(aanvraag=aanvraag, gebruiker_id=door.gebruiker_id, lidmaatschap=door, rol=rol)
