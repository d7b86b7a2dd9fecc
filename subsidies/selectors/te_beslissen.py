"""Which parts of an application a decision is about: a part that waits for a supplement delays no other (Awb 4:5)."""

from django.db.models import Exists, OuterRef

from kern.selectors import vrije_dagen
from subsidies.dossier import Deel, Dossier
from subsidies.klok import Termijnfeiten, termijnfeiten
from subsidies.models import Aanvraag, Aanvraagdeel, Beschikking


def te_beslissen_delen(dossier: Dossier) -> list[Deel]:
    """The parts that neither wait for a supplement nor have their first decision: two queries.

    Once a proposal was offered only those it names: what is supplemented meanwhile comes with the next.
    """
    return delen_van(dossier, termijnfeiten(dossier.aanvraag, vrije_dagen()))


def delen_van(dossier: Dossier, feiten: Termijnfeiten) -> list[Deel]:
    """The same from facts that were read: no query."""
    mee = set(feiten.open_delen) - set(feiten.wachtend)
    if dossier.aanvraag.stand == Aanvraag.Stand.VOORGESTELD:
        mee &= set(feiten.voorgesteld)
    return [deel for deel in dossier.delen if deel.pk in mee]


def alle_besloten(aanvraag: Aanvraag) -> bool:
    """Whether every part that takes part has its first decision: one query."""
    delen = Aanvraagdeel.objects.filter(aanvraag=aanvraag, stand=Aanvraagdeel.Stand.ACTIEF)
    eerste = Beschikking.objects.filter(deel=OuterRef("pk"), wijzigt=None)
    return not delen.filter(~Exists(eerste)).exists()
