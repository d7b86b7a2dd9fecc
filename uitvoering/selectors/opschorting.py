"""Earlier suspensions of payment, by the suspicion they rest on (Awb 4:56)."""

from collections.abc import Iterable

from kern.termijnen.stappen import amsterdam_dag, datum, telling
from subsidies.models import Aanvraag, Subsidie
from uitvoering.models import Opschorting
from uitvoering.regels.opschorting import Eerder


def eerdere_opschortingen(subsidie: Subsidie) -> list[Eerder]:
    """Of one grant: one query."""
    return [Eerder(_vermoeden(rij), rij.dagen) for rij in _met_voorstel(subsidie=subsidie)]


def eerdere_vermoedens(aanvraag: Aanvraag) -> list[tuple[int, str]]:
    """What a new suspension may go on with: the decision that first suspended for it, and its name. One query."""
    per_vermoeden: dict[int, list[Opschorting]] = {}
    for rij in _met_voorstel(subsidie__deel__aanvraag=aanvraag):
        per_vermoeden.setdefault(_vermoeden(rij), []).append(rij)
    return [(besluit_id, _naam(rijen)) for besluit_id, rijen in per_vermoeden.items()]


def _met_voorstel(**waar: object) -> Iterable[Opschorting]:
    """The oldest first."""
    return (
        Opschorting.objects.filter(**waar).select_related("besluit__vervolgvoorstel", "subsidie").order_by("van", "id")
    )


def _vermoeden(opschorting: Opschorting) -> int:
    voorstel = getattr(opschorting.besluit, "vervolgvoorstel", None)
    return (voorstel.vermoeden_uit_id if voorstel else None) or opschorting.besluit_id


def _naam(rijen: list[Opschorting]) -> str:
    """When it began, the reason that was given, and the most days that one recipient was not paid."""
    per_subsidie: dict[int, int] = {}
    for rij in rijen:
        per_subsidie[rij.subsidie_id] = per_subsidie.get(rij.subsidie_id, 0) + rij.dagen
    besluit = rijen[0].besluit
    return (
        f"Hetzelfde als op {datum(amsterdam_dag(besluit.genomen_op))}: “{besluit.motivering[:80]}” "
        f"({telling(max(per_subsidie.values()), 'dag', 'dagen')} gebruikt)"
    )
