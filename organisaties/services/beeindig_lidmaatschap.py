import datetime

from django.db.models import Q
from django.utils import timezone

from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import leg_vast
from kern.toegang import Rol
from organisaties.models import Lidmaatschap, Organisatie, Uitnodiging
from organisaties.regels.beheert_leden import eis_beheert_leden


def beeindig_lidmaatschap(*, lidmaatschap_id: int, tot: datetime.date, door: Lidmaatschap) -> Lidmaatschap:
    """Let a membership end after the day `tot`; yesterday cuts off access at once. The row stays, its open
    invitations are withdrawn.

    DomeinFout when it has ended already, when `tot` lies before its first day or before yesterday, or when
    nobody would be left to manage the municipality's people; GeenRecht when `door` does not manage them.
    """
    with handeling("lidmaatschap.beeindigd", door=door):
        organisatie_id = Lidmaatschap.objects.values_list("organisatie_id", flat=True).get(pk=lidmaatschap_id)
        Organisatie.objects.select_for_update().get(pk=organisatie_id)
        lidmaatschap = Lidmaatschap.objects.select_for_update().get(pk=lidmaatschap_id)
        eis_beheert_leden(door, organisatie_id)
        _eis_te_beeindigen(lidmaatschap, tot, timezone.localdate())
        lidmaatschap.tot = tot
        lidmaatschap.save(update_fields=["tot"])
        _trek_uitnodigingen_in(lidmaatschap, timezone.now())
        leg_vast(
            "lidmaatschap.beeindigd",
            door=door,
            over=lidmaatschap,
            organisatie=organisatie_id,
            lidmaatschap=lidmaatschap.pk,
        )
    return lidmaatschap


def _trek_uitnodigingen_in(lidmaatschap: Lidmaatschap, nu: datetime.datetime) -> None:
    """What somebody invited to does not outlive their own membership."""
    Uitnodiging.objects.open(nu).filter(door=lidmaatschap).update(ingetrokken_op=nu)


def _eis_te_beeindigen(lidmaatschap: Lidmaatschap, tot: datetime.date, vandaag: datetime.date) -> None:
    if lidmaatschap.tot is not None and lidmaatschap.tot < vandaag:
        raise DomeinFout("Dit lidmaatschap is al beëindigd.", code="lidmaatschap.al_beeindigd")
    if tot < max(lidmaatschap.van, vandaag - datetime.timedelta(days=1)):
        raise DomeinFout(
            "Kies als laatste dag gisteren of later, en niet voor de eerste dag.",
            code="lidmaatschap.laatste_dag",
            veld="tot",
        )
    if lidmaatschap.rol == Rol.BEHEERDER and not _blijft_er_een_over(lidmaatschap, tot):
        raise DomeinFout(
            "Dit is de laatste functioneel beheerder. Nodig eerst een ander uit.",
            code="lidmaatschap.laatste_beheerder",
        )


def _blijft_er_een_over(lidmaatschap: Lidmaatschap, tot: datetime.date) -> bool:
    anderen = Lidmaatschap.objects.filter(organisatie=lidmaatschap.organisatie_id, rol=lidmaatschap.rol)
    return anderen.exclude(pk=lidmaatschap.pk).filter(Q(tot__isnull=True) | Q(tot__gt=tot), van__lte=tot).exists()
