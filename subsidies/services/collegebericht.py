"""Telling applicants that the college decided on their application; the decision itself follows in its own letter."""

from itertools import groupby

from brieven.models import Brief, BriefSoort
from brieven.services.mededeling import leg_mededeling_klaar
from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraagdeel, Collegebesluit

GEVOLG = (
    "In uw eigen besluit leest u of u subsidie krijgt, hoeveel dat is en waarom. Dat besluit sturen wij u apart. Hebt "
    "u het een week na deze brief nog niet? Bel of mail ons dan."
)


def stuur_collegeberichten(besluit: Collegebesluit, door: Lidmaatschap) -> list[Brief]:
    """One notice to each organisation with a part on which the college decided, however many parts it has.

    Inside the transaction that registers the decision, which happens once; on the day of all its letters.
    """
    delen = [pk for regel in besluit.regels.filter(open=True) for pk in regel.delen]
    per_ontvanger = groupby(
        Aanvraagdeel.objects.filter(pk__in=delen)
        .select_related(
            "organisatie", "aanvraag__tafel__thema", "aanvraag__regeling", "aanvraag__penvoerder", "aanvraag__uitvraag"
        )
        .order_by("organisatie", "pk"),
        key=lambda deel: deel.organisatie,
    )
    return [_stuur(besluit, list(eigen), door) for _, eigen in per_ontvanger]


def _stuur(besluit: Collegebesluit, delen: list[Aanvraagdeel], door: Lidmaatschap) -> Brief:
    regelingen = {deel.aanvraag.regeling_id for deel in delen}
    return leg_mededeling_klaar(
        soort=BriefSoort.COLLEGEBERICHT,
        ontvanger=delen[0].organisatie,
        over=besluit,
        onderwerp="Het college besloot over uw aanvraag",
        waarden={
            "waarover": besluit.onderwerp,
            "nummer": besluit.nummer,
            "datum": besluit.datum,
            "wat": "\n\n".join(map(_zin, delen)),
            "gevolg": GEVOLG,
        },
        voorbeeld=any(deel.aanvraag.fictief for deel in delen),
        door=door,
        verzenddatum=besluit.verzenddatum,
        regeling_id=regelingen.pop() if len(regelingen) == 1 else None,
    )


def _zin(deel: Aanvraagdeel) -> str:
    aanvraag = deel.aanvraag
    if aanvraag.tafel and not aanvraag.zelfstandig:
        wat = f"de gezamenlijke aanvraag van de thematafel {aanvraag.waarvoor}, waar u aan meedoet"
    else:
        wat = f"uw aanvraag voor {aanvraag.waarvoor}"
    return f"Het college besloot over {wat}. Dat is aanvraag {aanvraag.kenmerk}, voor {aanvraag.periode}."
