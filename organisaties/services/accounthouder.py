import pghistory

from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap, Organisatie
from organisaties.soorten import OrganisatieSoort
from organisaties.toegang import Rol, eis_rol


def wijs_accounthouder_aan(*, organisatie_id: int, lidmaatschap_id: int | None, door: Lidmaatschap) -> Organisatie:
    """Say who at the municipality this partner turns to; None is nobody. pghistory keeps who it was.

    DomeinFout for who does not work at the municipality, or for an organisation that is no partner; GeenRecht for
    everybody but a beleidsmedewerker.
    """
    with handeling("organisatie.accounthouder", door=door, over=Organisatie(pk=organisatie_id)):
        eis_rol(door, Rol.BELEIDSMEDEWERKER)
        organisatie = Organisatie.objects.select_for_update(of=("self",)).get(pk=organisatie_id)
        if organisatie.soort != OrganisatieSoort.PARTNER:
            raise DomeinFout("Alleen een partner heeft een accounthouder.", code="organisatie.geen_partner")
        houder = Lidmaatschap.objects.filter(pk=lidmaatschap_id or 0).first()
        if houder is not None and not houder.is_gemeente:
            raise DomeinFout(
                "De accounthouder werkt bij de gemeente.", code="organisatie.accounthouder", veld="accounthouder"
            )
        organisatie.accounthouder = houder
        with pghistory.context(lidmaatschap=door.pk):
            organisatie.save(update_fields=["accounthouder"])
        leg_vast(
            "organisatie.accounthouder",
            door=door,
            over=organisatie,
            organisatie=organisatie.pk,
            lidmaatschap=houder.pk if houder else 0,
        )
    return organisatie
