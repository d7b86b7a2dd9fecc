"""The words of the letters: a new version from a day on; what was said before stays as it was."""

import datetime

from brieven.models import BriefSoort, Brieftekst
from brieven.opmaken import controleer
from brieven.selectors import laatste_versie
from brieven.vormen import VORMEN
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from kern.toegang import Rol, eis_rol
from organisaties.models import Lidmaatschap, Organisatie


def leg_tekst_vast(
    *,
    soort: BriefSoort,
    regeling_id: int | None,
    tekst: str,
    geldig_van: datetime.date,
    toelichting: str,
    door: Lidmaatschap,
) -> Brieftekst:
    """Write the next version of a kind of letter, for one regeling or (None) for all.

    DomeinFout, on the field, for a text that no letter can be made from, the same words again, or no reason for the
    change; GeenRecht for everybody but the functioneel beheerder. Letters that were written keep their words.
    """
    with handeling("brieftekst.vastgelegd", door=door):
        eis_rol(door, Rol.BEHEERDER)
        tekst = tekst.replace("\r\n", "\n").strip() + "\n"
        if soort not in VORMEN:
            raise DomeinFout("Deze brief heeft geen tekst die u kunt wijzigen.", code="brieftekst.soort")
        controleer(VORMEN[soort], tekst)
        if not toelichting.strip():
            raise DomeinFout("Schrijf op wat er anders is.", code="brieftekst.toelichting", veld="toelichting")
        Organisatie.objects.select_for_update(no_key=True).get(pk=door.organisatie_id)  # one writer at a time
        vorige = laatste_versie(soort, regeling_id)
        if vorige is not None and (vorige.tekst, vorige.geldig_van) == (tekst, geldig_van):
            raise DomeinFout("Deze tekst is dezelfde als de vorige versie.", code="brieftekst.zelfde", veld="tekst")
        nieuw = Brieftekst.objects.create(
            soort=soort,
            regeling_id=regeling_id,
            versie=vorige.versie + 1 if vorige else 1,
            tekst=tekst,
            geldig_van=geldig_van,
            toelichting=toelichting.strip(),
            door=door,
        )
        leg_vast(
            "brieftekst.vastgelegd",
            door=door,
            over=nieuw,
            brief=Code(soort),
            versie=nieuw.versie,
            geldig_van=geldig_van,
        )
    return nieuw
