"""Who has the ball in a case now, in one sentence."""

from collections.abc import Sequence

from kern.termijnen.stappen import datum, telling
from subsidies.models import Aanvraag
from subsidies.zaakbeeld import Zaak

Stand = Aanvraag.Stand


def wie_heeft_de_bal(zaak: Zaak) -> str:
    """For the head of the case; the words say who must act and what on."""
    return {
        Stand.INGEDIEND: _ingediend,
        Stand.IN_BEHANDELING: _in_behandeling,
        Stand.VOORGESTELD: _voorgesteld,
    }.get(Stand(zaak.aanvraag.stand), _klaar)(zaak)


def _ingediend(zaak: Zaak) -> str:
    gevraagd = [lid.naam for lid in zaak.team if lid.doet_mee and not lid.is_lezer]
    if gevraagd:
        return f"{_namen(gevraagd)}: verklaar dat u geen belang hebt en neem de aanvraag in behandeling."
    return "Een beleidsmedewerker: neem de aanvraag in behandeling."


def _in_behandeling(zaak: Zaak) -> str:
    wie = _namen([lid.naam for lid in zaak.beoordelaars]) or "Een beoordelaar"
    if not zaak.te_beslissen and zaak.wachtend:
        dag = max(rij.verzoek.termijn.uiterlijk for rij in zaak.wachtend if rij.verzoek)
        namen = _namen([rij.deel.organisatie for rij in zaak.wachtend])
        return f"{namen}: vul de aanvraag aan, uiterlijk op {datum(dag)}."
    if zaak.is_compleet:
        return f"{wie}: leg het voorstel voor aan de besluitnemer."
    criteria = len(zaak.oordelen) - zaak.beoordeeld
    bedragen = sum(rij.voorstel is None for rij in zaak.te_beslissen)
    nog = [
        tekst
        for aantal, tekst in (
            (criteria, f"beoordeel nog {telling(criteria, 'criterium', 'criteria')}"),
            (bedragen, f"stel nog bedragen voor aan {telling(bedragen, 'organisatie', 'organisaties')}"),
        )
        if aantal
    ]
    return f"{wie}: {' en '.join(nog)}."


def _voorgesteld(zaak: Zaak) -> str:
    if not zaak.wacht_op_paraaf:
        return "Een besluitnemer met mandaat: neem het besluit."
    if zaak.lezers:
        return f"{_namen([lid.naam for lid in zaak.lezers])}: lees het voorstel als tweede lezer."
    return "Een beleidsmedewerker: wijs een tweede lezer aan."


def _klaar(zaak: Zaak) -> str:
    return f"Niemand: de aanvraag is {zaak.aanvraag.get_stand_display()}."


def _namen(namen: Sequence[str]) -> str:
    return " en ".join(filter(None, [", ".join(namen[:-1]), *namen[-1:]]))
