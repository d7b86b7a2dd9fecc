"""Keeping the reasonable term of Awb 4:50 and 4:51, for every kind that takes something away for the future."""

from django.utils import timezone

from kern.fouten import DomeinFout
from kern.geld import NUL
from kern.termijnen.stappen import datum
from regelingen.selectors import parameters_op
from subsidies.vervolg import Standen, Vervolg
from uitvoering.models import Vervolgvoorstel
from uitvoering.regels.redelijke_termijn import Vooruitzicht, controleer_redelijke_termijn
from uitvoering.selectors.eerder import gesubsidieerde_jaren
from uitvoering.soorten.soort import Grond


def eis_redelijke_termijn(
    voorstel: Vervolgvoorstel, grond: Grond | None, vervolgen: list[tuple[Vervolg, Standen]]
) -> None:
    """Raise DomeinFout when a ground that only holds for the future comes too soon, or touches a year before it."""
    if grond is None or not grond.termijn:
        return
    vandaag = timezone.localdate()
    jaren = gesubsidieerde_jaren(vervolg.subsidie for vervolg, _ in vervolgen)
    for vervolg, _ in vervolgen:
        subsidie = vervolg.subsidie
        controleer_redelijke_termijn(
            Vooruitzicht(
                ontvanger=subsidie.ontvanger.naam,
                jaren=jaren[subsidie.pk],
                maanden=parameters_op(subsidie.deel.aanvraag.regeling, vandaag).redelijke_termijn_maanden,
            ),
            ingang=voorstel.ingang,
            vandaag=vandaag,
            reden=voorstel.termijn_reden,
        )
        if voorstel.ingang and any(
            bedrag < NUL and jaar < voorstel.ingang.year for jaar, bedrag in vervolg.bedragen.items()
        ):
            raise DomeinFout(
                "Op deze grond gaat er niets af van een jaar voor de ingang (Awb 4:50).", code="termijn.verleden"
            )


def termijntekst(voorstel: Vervolgvoorstel, grond: Grond | None) -> str:
    """For the letter: from when it holds, and that damage is made good where the law says so (Awb 4:50 lid 2)."""
    if voorstel.ingang is None:
        return ""
    delen = [f"Dit besluit geldt vanaf {datum(voorstel.ingang)}."]
    if grond is not None and grond.termijn:
        delen.append(
            f"U hebt tot die dag om u aan te passen. {voorstel.termijn_reden}".strip()
            if voorstel.termijn_reden
            else "U hebt tot die dag de tijd om u aan te passen."
        )
        delen.append(
            "Deed u in vertrouwen op de subsidie uitgaven die u anders niet had gedaan, en lijdt u daardoor schade? "
            "Laat ons dat weten. Wij vergoeden die schade (artikel 4:50 lid 2 Awb)."
        )
    return "\n\n".join(delen)
