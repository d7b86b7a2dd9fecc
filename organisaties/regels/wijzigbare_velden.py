from kern.toegang import Rol
from organisaties.models import Lidmaatschap

CONTACT = ("straat", "postcode", "plaats", "email", "telefoon")
ALLES = ("naam", "aanvrager_soort", "typering", "kvk", "rsin", "iban", *CONTACT)


def wijzigbare_velden(lid: Lidmaatschap, organisatie_id: int) -> tuple[str, ...]:
    """Which details this member may change of this organisation.

    A partner keeps its own address; an account number is changed by the municipality only, after a check.
    """
    if lid.rol == Rol.BEHEERDER:
        return ALLES
    if lid.rol == Rol.FINANCIEEL:
        return ("iban",)
    if lid.rol == Rol.TEKENBEVOEGDE and lid.organisatie_id == organisatie_id:
        return CONTACT
    return ()
