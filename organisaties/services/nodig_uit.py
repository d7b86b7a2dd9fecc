from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from kern.taken import na_commit
from organisaties.models import Lidmaatschap, Organisatie, Uitnodiging
from organisaties.regels.beheert_leden import eis_beheert_leden
from organisaties.regels.rol_past import eis_rol_past


def nodig_uit(*, email: str, organisatie_id: int, rol: str, door: Lidmaatschap) -> Uitnodiging:
    """Invite somebody by mail, valid for 14 days. An earlier open invitation for the same place stops working.

    DomeinFout when the address is none, the role does not fit, or this person has the role already;
    GeenRecht when `door` does not manage the members of this organisation.
    """
    with handeling("uitnodiging.gemaakt", door=door):
        organisatie = Organisatie.objects.select_for_update().get(pk=organisatie_id)
        eis_beheert_leden(door, organisatie_id)
        return schrijf_uitnodiging(email=email, organisatie=organisatie, rol=rol, door=door)


def schrijf_uitnodiging(*, email: str, organisatie: Organisatie, rol: str, door: Lidmaatschap | None) -> Uitnodiging:
    """The act itself, inside the caller's transaction and under its lock on the organisation.

    `door` is None only for the very first beheerder (manage.py eerste_beheerder).
    """
    adres = _adres(email)
    eis_rol_past(rol, organisatie.soort)
    nu = timezone.now()
    plaats = {"organisatie": organisatie, "rol": rol}
    if Lidmaatschap.objects.geldig_op(timezone.localdate()).filter(gebruiker__email=adres, **plaats).exists():
        raise DomeinFout(
            "Deze persoon heeft deze rol al bij deze organisatie.", code="uitnodiging.al_lid", veld="email"
        )
    Uitnodiging.objects.filter(email=adres, aanvaard_op__isnull=True, ingetrokken_op__isnull=True, **plaats).update(
        ingetrokken_op=nu
    )
    uitnodiging = Uitnodiging.objects.create(email=adres, door=door, verloopt_op=nu + Uitnodiging.GELDIGHEID, **plaats)
    leg_vast("uitnodiging.gemaakt", door=door, over=uitnodiging, organisatie=organisatie.pk, rol=Code(rol))
    na_commit("organisaties.tasks.mail_uitnodiging", uitnodiging.pk)
    return uitnodiging


def _adres(email: str) -> str:
    adres = email.strip().lower()
    try:
        validate_email(adres)
    except ValidationError as fout:
        raise DomeinFout(
            "Vul een e-mailadres in, bijvoorbeeld naam@organisatie.nl.", code="uitnodiging.email", veld="email"
        ) from fout
    return adres
