from kern.toegang import Rol
from organisaties.models import Lidmaatschap, Organisatie
from organisaties.soorten import OrganisatieSoort

CONTACT = ("straat", "postcode", "plaats", "email", "telefoon")
ALLES = ("naam", "aanvrager_soort", "typering", "kvk", "rsin", "iban", *CONTACT)


def wijzigbare_velden(lid: Lidmaatschap, organisatie: Organisatie) -> tuple[str, ...]:
    """Which details this member may change of this organisation.

    A partner keeps its own address. The municipality fills in its first account number, after a check; from then on
    the partner asks for another one with proof, and two officers look at it.
    """
    if lid.rol == Rol.TEKENBEVOEGDE and lid.organisatie_id == organisatie.pk:
        return CONTACT
    velden = {Rol.BEHEERDER: ALLES, Rol.FINANCIEEL: ("iban",)}.get(Rol(lid.rol), ())
    return tuple(veld for veld in velden if veld != "iban" or not iban_vast(organisatie))


def iban_vast(organisatie: Organisatie) -> bool:
    """Whether the account number changes only by a request with proof."""
    return organisatie.soort == OrganisatieSoort.PARTNER and bool(organisatie.iban)
