"""What an objection does to a decision where no grant runs: confirming it, or granting after all (Awb 7:11)."""

from collections.abc import Callable

from django.utils import timezone

from brieven.models import BriefSoort
from brieven.services.maak import leg_brief_klaar
from brieven.snapshots import Ondertekening, Tekstbrief
from kern.canoniek import als_json
from kern.geld import NUL
from kern.handeling import handeling
from kern.kenmerk import volgend_kenmerk
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap, Organisatie
from organisaties.models.mandaat import SoortBesluit
from regelingen.selectors import parameters_op
from subsidies.models import Aanvraag, Beschikking, Besluit, Collegebesluit, Subsidie, Zaakrol
from subsidies.services.besluiten import laat_beginnen
from subsidies.services.bevoegdheid import bevoegdheid, ondertekening


def begin_alsnog(beschikking: Beschikking) -> Subsidie:
    """The grant of a part that was refused, still without money, inside the transaction of the caller.

    `neem_vervolgbesluit` then commits the amounts, with a beschikking that changes the refusal. `beschikking` comes
    with its `deel`; its application is locked.
    """
    subsidie = Subsidie.objects.create(
        deel_id=beschikking.deel_id,
        beschikking=beschikking,
        kenmerk=beschikking.kenmerk,
        ontvanger_id=beschikking.deel.organisatie_id,
    )
    laat_beginnen(beschikking.besluit_id)
    return subsidie


def beslis_zonder_geld(
    *,
    aanvraag: Aanvraag,
    wijzigt: Beschikking,
    ontvanger: Organisatie,
    maak_brief: Callable[[str, Ondertekening], Tekstbrief],
    motivering: str,
    door: Lidmaatschap,
    collegebesluit: Collegebesluit | None = None,
) -> Beschikking:
    """A decision on an objection that moves no money: Besluit, Beschikking and letter, in the caller's transaction.

    `aanvraag` is locked; `maak_brief` makes the letter for a kenmerk and a signature. Raises GeenRecht for who had
    another role in the case, DomeinFout without a mandate.
    """
    with handeling("subsidie.besloten", door=door, over=aanvraag):
        rol = Zaakrol.Rol.BEZWAARBEHANDELAAR
        mandaat = bevoegdheid(aanvraag, SoortBesluit.BEZWAAR, NUL, door, collegebesluit, rol)
        nu = timezone.now()
        vandaag = timezone.localdate(nu)
        besluit = Besluit.objects.create(
            soort=Besluit.Soort.BEZWAAR,
            aanvraag=aanvraag,
            door=door,
            mandaat=mandaat,
            collegebesluit=collegebesluit,
            genomen_op=nu,
            motivering=motivering,
            parameters=als_json(parameters_op(aanvraag.regeling, vandaag).als_dict()),
        )
        kenmerk = volgend_kenmerk(vandaag)
        brief = maak_brief(kenmerk, ondertekening(door, mandaat, collegebesluit))
        beschikking = Beschikking.objects.create(
            besluit=besluit,
            deel_id=wijzigt.deel_id,
            soort=Beschikking.Soort.BEZWAAR,
            wijzigt=wijzigt,
            kenmerk=kenmerk,
            brief=leg_brief_klaar(
                soort=BriefSoort.BESLISSING_OP_BEZWAAR,
                ontvanger=ontvanger,
                over=aanvraag,
                onderwerp=brief.kop.onderwerp,
                snapshot=brief,
                verzenddatum=vandaag,
                kenmerk=kenmerk,
                door=door,
            ),
        )
        leg_vast("subsidie.besloten", door=door, over=aanvraag, welk=Code(besluit.soort), beschikkingen=1)
    return beschikking
