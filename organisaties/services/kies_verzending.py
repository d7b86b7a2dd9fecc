from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap, Organisatie
from organisaties.regels.kiest_verzending import eis_kiest_verzending
from organisaties.soorten import OrganisatieSoort


def kies_verzending(*, organisatie_id: int, digitaal: bool, door: Lidmaatschap) -> Organisatie:
    """Make known that letters may come through the portal, or take that back (Awb 2:14); letters to come follow it.

    DomeinFout when it is so already, or for who gets no letters; GeenRecht for who does not speak for it.
    """
    with handeling("organisatie.digitaal" if digitaal else "organisatie.op_papier", door=door):
        organisatie = Organisatie.objects.select_for_update().get(pk=organisatie_id)
        eis_kiest_verzending(door, organisatie_id)
        if organisatie.soort != OrganisatieSoort.PARTNER:
            raise DomeinFout("Deze organisatie krijgt geen brieven.", code="organisatie.geen_brieven")
        if organisatie.digitaal == digitaal:
            raise DomeinFout("Dat is al zo.", code="organisatie.verzending_zelfde")
        organisatie.digitaal = digitaal
        organisatie.save(update_fields=["digitaal"])
        leg_vast(
            "organisatie.digitaal" if digitaal else "organisatie.op_papier",
            door=door,
            over=organisatie,
            organisatie=organisatie.pk,
        )
    return organisatie
