"""The receipt of an application (Awb 2:17)."""

from django.utils import timezone

from brieven.models import Brief, BriefSoort
from brieven.opstellen import maak_kop, met_eigen_zinnen
from brieven.snapshots import Aanvraagverwijzing, Deelnemerbedrag, Ontvangstbevestiging
from kern.kenmerk import volgend_kenmerk
from kern.termijnen.stappen import datum
from organisaties.models import Lidmaatschap
from subsidies.brieven_opstellen import leg_klaar, tafelnaam
from subsidies.dossier import Dossier
from subsidies.klok import beslistermijn


def ontvangstbevestiging(dossier: Dossier, sha256: str, door: Lidmaatschap) -> Brief:
    """The receipt to the penvoerder (Awb 2:17), with the last day to decide (Awb 4:13)."""
    aanvraag = dossier.aanvraag
    ontvangen_op = timezone.localtime(aanvraag.ontvangen_op)
    vandaag = timezone.localdate()
    termijn = beslistermijn(aanvraag)
    kenmerk = volgend_kenmerk(vandaag)
    snapshot = Ontvangstbevestiging(
        kop=maak_kop(
            ontvanger=aanvraag.penvoerder,
            kenmerk=kenmerk,
            verzenddatum=vandaag,
            soort_besluit="Ontvangstbevestiging",
            onderwerp=f"Wij hebben uw aanvraag {tafelnaam(dossier)} {aanvraag.periode} ontvangen".replace("  ", " "),
            uw_aanvraag=Aanvraagverwijzing(datum=ontvangen_op.date(), nummer=aanvraag.kenmerk),
            voorbeeld=dossier.fictief,
        ),
        tafel=tafelnaam(dossier),
        regeling=aanvraag.regeling.naam,
        ontvangen_op=ontvangen_op.date(),
        tijdstip=f"{ontvangen_op:%H:%M}",
        eerste_jaar=aanvraag.eerste_jaar,
        laatste_jaar=aanvraag.laatste_jaar,
        deelnemers=tuple(
            Deelnemerbedrag(deelnemer=deel.organisatie, gevraagd=deel.gevraagd_totaal) for deel in dossier.delen
        ),
        sha256=sha256,
        beslissen_uiterlijk=termijn.wettelijke_dag,
        beslisuitleg=" ".join(f"{stap.tekst}: {datum(stap.uitkomst)}." for stap in termijn.stappen if stap.uitkomst),
        beslisgrond=termijn.stappen[-1].artikel,
    )
    snapshot = met_eigen_zinnen(snapshot, BriefSoort.ONTVANGSTBEVESTIGING, aanvraag.regeling_id)
    return leg_klaar(BriefSoort.ONTVANGSTBEVESTIGING, aanvraag.penvoerder, dossier, snapshot, door)
