from django.utils import timezone

from kern.bewaar import bewaar
from kern.fouten import DomeinFout, GeenRecht
from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap
from organisaties.services.kies_verzending import bleek_digitaal
from organisaties.toegang import Rol, eis_rol
from thematafels.models import Deelname, Thematafel


def meld_aan(*, tafel_id: int, motivatie: str, door: Lidmaatschap) -> Deelname:
    """Apply for a table in the name of one's own organisation, while the call is open.

    An organisation that withdrew may apply again. Raises GeenRecht, or DomeinFout when the scheme admits nobody to a
    table, the call is not open or the organisation already applied.
    """
    with handeling("deelname.aangemeld", door=door, over=Thematafel(pk=tafel_id)):
        tafel = (
            Thematafel.objects.select_for_update(of=("self",))
            .select_related("thema__uitvraag__regeling")
            .get(pk=tafel_id)
        )
        eis_rol(door, Rol.REDACTEUR, Rol.TEKENBEVOEGDE)
        if not tafel.uitvraag.regeling.aanmelden_nodig:
            raise DomeinFout(
                "Hier hoeft u zich niet aan te melden. U kunt meteen subsidie aanvragen.",
                code="uitvraag.zonder_aanmelden",
            )
        nu = timezone.now()
        if not tafel.uitvraag.is_open(nu):
            raise DomeinFout("Deze uitvraag is niet open. U kunt zich nu niet aanmelden.", code="uitvraag.niet_open")
        deelname = Deelname.objects.filter(tafel=tafel, organisatie=door.organisatie_id).first()
        if deelname is None:
            deelname = Deelname(tafel=tafel, organisatie=door.organisatie)
        elif deelname.stand != Deelname.Stand.TERUGGETROKKEN:
            raise DomeinFout("Uw organisatie heeft zich al aangemeld voor deze tafel.", code="deelname.bestaat_al")
        deelname.stand = Deelname.Stand.AANGEMELD
        deelname.motivatie = motivatie
        deelname.aangemeld_op = nu
        deelname.aangemeld_door = door
        bewaar(deelname)
        bleek_digitaal([door.organisatie_id], door)
        leg_vast("deelname.aangemeld", door=door, over=deelname, organisatie=door.organisatie_id, tafel=tafel.pk)
    return deelname


def trek_terug(*, deelname_id: int, door: Lidmaatschap) -> Deelname:
    """Withdraw one's own organisation from a table. Raises GeenRecht, or DomeinFout when it does not sit there."""
    with handeling("deelname.teruggetrokken", door=door, over=Deelname(pk=deelname_id)):
        deelname = Deelname.objects.select_for_update().get(pk=deelname_id)
        eis_rol(door, Rol.REDACTEUR, Rol.TEKENBEVOEGDE)
        if deelname.organisatie_id != door.organisatie_id:
            raise GeenRecht("Alleen de organisatie zelf trekt zich terug.", code="deelname.andere_organisatie")
        Deelname.VERLOOP.controleer(deelname.stand, Deelname.Stand.TERUGGETROKKEN)
        deelname.stand = Deelname.Stand.TERUGGETROKKEN
        deelname.save(update_fields=["stand"])
        leg_vast(
            "deelname.teruggetrokken",
            door=door,
            over=deelname,
            organisatie=deelname.organisatie_id,
            tafel=deelname.tafel_id,
        )
    return deelname
