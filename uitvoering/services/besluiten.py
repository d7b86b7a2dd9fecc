"""Deciding on a proposal: the same road for every kind (huis.md §2)."""

from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from subsidies.models import Besluit
from subsidies.services.collegebesluit import collegebesluit_voor
from subsidies.services.vervolgbesluit import neem_vervolgbesluit, vergrendel_subsidies
from uitvoering.models import Vervolgvoorstel
from uitvoering.services.betaalschema import plan
from uitvoering.services.slot import vergrendel_voorstel
from uitvoering.vervolgen import controleer, soort_van, vervolgen_van


def besluit(*, voorstel_id: int, door: Lidmaatschap, collegebesluit_id: int | None = None) -> Besluit:
    """Decide as proposed: ledger, beschikkingen, letters and payments, and what else this kind brings about.

    Raises GeenRecht for who prepared it or had another role in the case, DomeinFout for a rule, the mandate, the
    budget or a decision of the college that was made for something else. Nothing is written in any of those cases.
    """
    with handeling("vervolg.besloten", door=door, over=Vervolgvoorstel(pk=voorstel_id)):
        voorstel = vergrendel_voorstel(voorstel_id)
        Vervolgvoorstel.VERLOOP.controleer(voorstel.stand, Vervolgvoorstel.Stand.BESLOTEN)
        subsidies = vergrendel_subsidies(list(voorstel.regels.values_list("subsidie_id", flat=True)))
        soort, paren = soort_van(voorstel), vervolgen_van(voorstel, subsidies)
        controleer(voorstel, paren)
        beschikkingen = neem_vervolgbesluit(
            aanvraag_id=voorstel.aanvraag_id,
            soort=Besluit.Soort(voorstel.soort),
            mandaat_voor=soort.mandaat,
            vervolgen=[vervolg for vervolg, _ in paren],
            motivering=voorstel.motivering,
            door=door,
            collegebesluit=collegebesluit_voor(voorstel.kenmerk, collegebesluit_id),
            rol=soort.rol,
        )
        genomen = beschikkingen[0].besluit
        voorstel.stand, voorstel.besluit = Vervolgvoorstel.Stand.BESLOTEN, genomen
        voorstel.save(update_fields=["stand", "besluit"])
        soort.na_besluit(voorstel, genomen, door)
        plan(subsidies)
        leg_vast(
            "vervolg.besloten", door=door, over=voorstel, kenmerk=Code(voorstel.kenmerk), welk=Code(voorstel.soort)
        )
    return genomen
