from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from kern.fouten import DomeinFout, GeenRecht
from kern.handeling import handeling
from kern.models import Gebruiker
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap, Uitnodiging
from organisaties.selectors import uitnodiging_van


def aanvaard_uitnodiging(
    *, token: str, gebruiker: Gebruiker | None, naam: str = "", wachtwoord: str = ""
) -> Lidmaatschap:
    """Become a member. Who has an account passes it as `gebruiker`; who has none gives a name and a password.

    An invitation works once, also when two requests come at the same moment. DomeinFout when it is used,
    withdrawn or past its date, when the password is too weak, or when an account exists and nobody is logged
    in; GeenRecht for an account with another address; Uitnodiging.DoesNotExist for a token that is not ours.
    """
    uitnodiging = uitnodiging_van(token)
    with handeling("uitnodiging.aanvaard", door=None, over=uitnodiging):
        uitnodiging = _vergrendel(uitnodiging)
        _eis_bruikbaar(uitnodiging)
        gebruiker = (
            _eis_zelfde_persoon(gebruiker, uitnodiging)
            if gebruiker
            else _maak_account(uitnodiging.email, naam, wachtwoord)
        )
        lidmaatschap = Lidmaatschap.objects.create(
            gebruiker=gebruiker, organisatie=uitnodiging.organisatie, rol=uitnodiging.rol, van=timezone.localdate()
        )
        uitnodiging.aanvaard_op = timezone.now()
        uitnodiging.lidmaatschap = lidmaatschap
        uitnodiging.save(update_fields=["aanvaard_op", "lidmaatschap"])
        leg_vast(
            "uitnodiging.aanvaard",
            door=lidmaatschap,
            over=uitnodiging,
            organisatie=uitnodiging.organisatie_id,
            rol=Code(uitnodiging.rol),
        )
    return lidmaatschap


def _vergrendel(uitnodiging: Uitnodiging) -> Uitnodiging:
    """Lock every invitation of this address, in id order: two of them may not both make the account."""
    rijen = Uitnodiging.objects.filter(email=uitnodiging.email).order_by("pk").select_for_update()
    return {rij.pk: rij for rij in rijen}[uitnodiging.pk]


def _eis_bruikbaar(uitnodiging: Uitnodiging) -> None:
    if uitnodiging.aanvaard_op is not None:
        raise DomeinFout("Deze uitnodiging is al gebruikt. Log in om verder te gaan.", code="uitnodiging.gebruikt")
    if uitnodiging.ingetrokken_op is not None:
        raise DomeinFout("Deze uitnodiging is vervangen door een nieuwere.", code="uitnodiging.ingetrokken")
    if uitnodiging.verloopt_op <= timezone.now():
        raise DomeinFout("Deze uitnodiging is verlopen. Vraag om een nieuwe.", code="uitnodiging.verlopen")


def _eis_zelfde_persoon(gebruiker: Gebruiker, uitnodiging: Uitnodiging) -> Gebruiker:
    if gebruiker.email != uitnodiging.email:
        raise GeenRecht(
            "Deze uitnodiging is voor een ander e-mailadres. Log uit en open de link opnieuw.",
            code="uitnodiging.andere_persoon",
        )
    bestaand = Lidmaatschap.objects.geldig_op(timezone.localdate())
    if bestaand.filter(gebruiker=gebruiker, organisatie=uitnodiging.organisatie_id, rol=uitnodiging.rol).exists():
        raise DomeinFout("U hebt deze rol al bij deze organisatie.", code="uitnodiging.al_lid")
    return gebruiker


def _maak_account(email: str, naam: str, wachtwoord: str) -> Gebruiker:
    if Gebruiker.objects.filter(email=email).exists():
        raise DomeinFout("U hebt al een account. Log eerst in.", code="uitnodiging.account_bestaat")
    if not naam.strip():
        raise DomeinFout("Vul uw naam in.", code="uitnodiging.naam", veld="naam")
    try:
        validate_password(wachtwoord, Gebruiker(email=email, naam=naam))
    except ValidationError as fout:
        raise DomeinFout(" ".join(fout.messages), code="uitnodiging.wachtwoord", veld="wachtwoord") from fout
    return Gebruiker.objects.create_user(email, wachtwoord, naam=naam.strip())
