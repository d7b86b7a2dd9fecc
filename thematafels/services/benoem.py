import datetime

from kern.bewaar import bewaar
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from thematafels.models import Aanstelling, Deelname, Thematafel

EEN_DAG = datetime.timedelta(days=1)


def benoem(
    *,
    tafel_id: int,
    lidmaatschap_id: int,
    functie: str,
    van: datetime.date,
    tot: datetime.date | None,
    door: Lidmaatschap,
) -> Aanstelling:
    """Appoint who chairs a table or guides its process; whoever had that function stops the day before.

    A chair comes from the municipality, an organisation at the table or an independent office; a
    procesbegeleider is independent. Raises GeenRecht, or DomeinFout when the person does not fit or a later
    appointment stands in the way.
    """
    with handeling("aanstelling.gedaan", door=door, over=Thematafel(pk=tafel_id)):
        tafel = Thematafel.objects.select_for_update().get(pk=tafel_id)
        eis_rol(door, Rol.BELEIDSMEDEWERKER)
        kandidaat = Lidmaatschap.objects.select_related("organisatie").get(pk=lidmaatschap_id)
        _controleer_kandidaat(tafel, kandidaat, functie, van)
        _laat_opvolgen(tafel, functie, van)
        aanstelling = Aanstelling(tafel=tafel, lidmaatschap=kandidaat, functie=functie, van=van, tot=tot)
        bewaar(aanstelling)
        leg_vast(
            "aanstelling.gedaan",
            door=door,
            over=aanstelling,
            lidmaatschap=kandidaat.pk,
            functie=Code(functie),
            tafel=tafel.pk,
        )
    return aanstelling


def _controleer_kandidaat(tafel: Thematafel, kandidaat: Lidmaatschap, functie: str, van: datetime.date) -> None:
    onafhankelijk = kandidaat.rol == Rol.PROCESBEGELEIDER
    aan_tafel = tafel.deelnames.filter(organisatie=kandidaat.organisatie_id, stand=Deelname.Stand.TOEGELATEN).exists()
    past = {
        Aanstelling.Functie.VOORZITTER: onafhankelijk or kandidaat.is_gemeente or aan_tafel,
        Aanstelling.Functie.PROCESBEGELEIDER: onafhankelijk,
    }
    if not past.get(Aanstelling.Functie(functie), False) or not kandidaat.geldt_op(van):
        raise DomeinFout(
            "Deze persoon kan deze functie op die dag niet vervullen.",
            code="aanstelling.past_niet",
            veld="lidmaatschap",
        )


def _laat_opvolgen(tafel: Thematafel, functie: str, van: datetime.date) -> None:
    """End the running appointment the day before; refuse when one starts on this day or later."""
    eerdere = tafel.aanstellingen.filter(functie=functie)
    if eerdere.filter(van__gte=van).exists():
        raise DomeinFout(
            "Er is al iemand aangesteld vanaf deze dag of later.", code="aanstelling.overlapt", veld="van"
        )
    eerdere.exclude(tot__lt=van).update(tot=van - EEN_DAG)
