"""Whose turn it is in an objection."""

import datetime

from kern.termijnen.stappen import datum
from uitvoering.models import Bezwaar


def aan_zet(bezwaar: Bezwaar, vandaag: datetime.date) -> tuple[str, str]:
    """Who, and what they do; both empty when it is over. Asks for `organisatie` selected along."""
    match bezwaar.stand:
        case Bezwaar.Stand.ONTVANGEN:
            return "De gemeente", "wijst een behandelaar aan"
        case Bezwaar.Stand.VOORGELEGD:
            return "Een besluitnemer", "beslist op het bezwaar"
        case Bezwaar.Stand.IN_BEHANDELING:
            return _in_behandeling(bezwaar, vandaag)
    return "", ""


def _in_behandeling(bezwaar: Bezwaar, vandaag: datetime.date) -> tuple[str, str]:
    uiterlijk, zitting = bezwaar.verzuim_uiterlijk, bezwaar.hoorzitting_op
    if bezwaar.wacht_op_gronden and uiterlijk is not None and vandaag <= uiterlijk:
        return bezwaar.organisatie.naam, f"stuurt de gronden, uiterlijk op {datum(uiterlijk)}"
    if zitting is not None and bezwaar.gehoord_op is None and not bezwaar.afzien and zitting.date() >= vandaag:
        return "De gemeente", f"hoort op {datum(zitting.date())}"
    if bezwaar.met_commissie and bezwaar.advies_op is None and bezwaar.gehoord_op is not None:
        return "De adviescommissie", "brengt advies uit"
    return "De behandelaar", "bereidt de beslissing voor"
