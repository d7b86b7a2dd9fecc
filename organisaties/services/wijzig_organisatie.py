from kern.fouten import DomeinFout, GeenRecht
from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.gegevens import Gegevens, controleer_gegevens
from organisaties.models import Lidmaatschap, Organisatie
from organisaties.regels.wijzigbare_velden import iban_vast, wijzigbare_velden

IBAN_VAST = (
    "Een ander rekeningnummer vraagt de organisatie zelf aan, met een bewijs. Twee collega's kijken dat na, onder "
    "Rekeningnummers."
)


def wijzig_organisatie(*, organisatie_id: int, gegevens: Gegevens, door: Lidmaatschap) -> Organisatie:
    """Change the given details; pghistory keeps what stood there.

    DomeinFout on a wrong number, or another account number than the one that is there; GeenRecht when a field is
    not this member's to change.
    """
    with handeling("organisatie.gewijzigd", door=door):
        organisatie = Organisatie.objects.select_for_update().get(pk=organisatie_id)
        if door.is_gemeente and "iban" in gegevens and iban_vast(organisatie):
            raise DomeinFout(IBAN_VAST, code="organisatie.iban_vast", veld="iban")
        if not set(gegevens) <= set(wijzigbare_velden(door, organisatie)):
            raise GeenRecht("U mag deze gegevens niet wijzigen.", code="organisatie.velden")
        for veld, waarde in gegevens.items():
            setattr(organisatie, veld, waarde)
        controleer_gegevens(organisatie)
        organisatie.save(update_fields=[*gegevens])
        leg_vast("organisatie.gewijzigd", door=door, over=organisatie, organisatie=organisatie.pk)
    return organisatie
