"""Writing the joint texts."""

from kern.handeling import handeling
from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraag, Antwoord, Klad, Onderdeel
from subsidies.regels.antwoord_past import eis_antwoord_past
from subsidies.services.slot import vergrendel_concept
from subsidies.services.versies import eis_gelezen, leg_versie_vast
from subsidies.toegang import doet_mee, eis_schrijft_samen, leidt, voert_in


def bewaar_antwoord(*, antwoord_id: int, tekst: str, versie: int, door: Lidmaatschap, blad: str = "") -> Antwoord:
    """Save a joint text. Raises VersieConflict when somebody else saved it since `versie`; nothing is overwritten.

    The version itself is the record of who wrote what; a save is no act for the audit trail.
    """
    with handeling("aanvraag.antwoord_bewaard", door=door, over=Antwoord(pk=antwoord_id)):
        aanvraag = vergrendel_concept(Antwoord.objects.values_list("aanvraag_id", flat=True).get(pk=antwoord_id))
        antwoord = Antwoord.objects.annotate(doet_mee=doet_mee(door), leidt=leidt(door)).get(pk=antwoord_id)
        if not voert_in(door, aanvraag):
            eis_schrijft_samen(door, doet_mee=antwoord.doet_mee, leidt=antwoord.leidt)
        if antwoord.tekst == tekst:
            Klad.objects.filter(soort=Onderdeel.ANTWOORD, onderdeel=antwoord_id, lidmaatschap=door).delete()
            return antwoord
        eis_gelezen(Onderdeel.ANTWOORD, antwoord.pk, nu=antwoord.versie, gelezen=versie, blad=blad)
        schrijf_antwoord(antwoord, aanvraag=aanvraag, tekst=tekst, door=door, blad=blad)
    return antwoord


def schrijf_antwoord(
    antwoord: Antwoord, *, aanvraag: Aanvraag, tekst: str, door: Lidmaatschap, blad: str, heeft_klad: bool = True
) -> None:
    """Write a text that was read under the lock and may be written: the last step of every save.

    Raises DomeinFout when it does not fit its question on the short form.
    """
    if antwoord.formuliervraag is not None:
        eis_antwoord_past(antwoord.formuliervraag, tekst)
    antwoord.tekst = tekst
    antwoord.versie += 1
    antwoord.save(update_fields=["tekst", "versie", "bewaard_op"])
    leg_versie_vast(
        aanvraag,
        Onderdeel.ANTWOORD,
        antwoord.pk,
        nummer=antwoord.versie,
        inhoud={"tekst": tekst},
        door=door,
        blad=blad,
        heeft_klad=heeft_klad,
    )
