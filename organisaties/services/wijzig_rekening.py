from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.gegevens import controleer_gegevens
from organisaties.models import Lidmaatschap, Organisatie
from organisaties.toegang import Rol, eis_rol


def wijzig_rekening(*, organisatie_id: int, iban: str, nu: str, door: Lidmaatschap) -> Organisatie:
    """Put another account number in the place of `nu`, after the check and approval that the caller holds.

    Open payments go there from now on. Raises DomeinFout for a number that is none, or when `nu` is no longer the
    one that stands there.
    """
    with handeling("organisatie.rekening", door=door):
        eis_rol(door, Rol.FINANCIEEL)
        organisatie = Organisatie.objects.select_for_update().get(pk=organisatie_id)
        if organisatie.iban != nu:
            raise DomeinFout(
                "Het rekeningnummer is ondertussen veranderd. Wijs dit verzoek af en vraag om een nieuw.",
                code="organisatie.iban_veranderd",
            )
        organisatie.iban = iban
        controleer_gegevens(organisatie)
        organisatie.save(update_fields=["iban"])
        leg_vast("organisatie.rekening", door=door, over=organisatie, organisatie=organisatie.pk)
    return organisatie
