"""One organisation that applies alone agrees and submits in one act."""

from kern.fouten import DomeinFout
from kern.handeling import handeling
from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraag, Indiening
from subsidies.regels.inhoud import inhoudshash
from subsidies.regels.volledigheid import ontbreekt
from subsidies.selectors import laad_dossier
from subsidies.services.akkoord import geef_akkoord
from subsidies.services.indienen import dien_in
from subsidies.services.slot import vergrendel_concept


def dien_alleen_in(*, aanvraag_id: int, gezien: str, door: Lidmaatschap, toelichting: str = "") -> Indiening:
    """Agree to what the signatory saw (`gezien` is its hash) and submit it: both or neither, and once.

    Raises DomeinFout for an application with more participants, when something is missing or changed in the
    meantime, and as `geef_akkoord` and `dien_in` do.
    """
    with handeling("aanvraag.ingediend", door=door, over=Aanvraag(pk=aanvraag_id)):
        dossier = laad_dossier(vergrendel_concept(aanvraag_id, ook_na_sluiting=True))
        if not dossier.aanvraag.zelfstandig or len(dossier.delen) != 1:
            raise DomeinFout("Hier geven meer organisaties akkoord.", code="aanvraag.niet_alleen")
        mist = [gemis.tekst for gemis in ontbreekt(dossier) if gemis.blokkeert and gemis.plek != "akkoord"]
        if mist:
            raise DomeinFout(f"Dit mist nog: {'; '.join(mist)}.", code="aanvraag.onvolledig")
        [deel] = dossier.delen
        if gezien != inhoudshash(dossier, deel):
            raise DomeinFout(
                "De inhoud is gewijzigd sinds u deze pagina opende. Lees haar opnieuw en dien dan in.",
                code="akkoord.inhoud_gewijzigd",
            )
        if not deel.is_akkoord:
            geef_akkoord(deel_id=deel.pk, gezien=gezien, door=door)
        return dien_in(aanvraag_id=aanvraag_id, door=door, toelichting=toelichting)
