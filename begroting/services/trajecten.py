"""The activities that one purchase pays for, such as coaching of organisations that get no money themselves."""

from django.db.models import Max

from begroting.models import Bestedingsdoel, JuridischeVorm, Stand, Traject, Verplichting
from begroting.services.reserveren import RESERVEERDERS
from kern.bewaar import bewaar
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import eis_rol

TRAJECTHOUDERS = RESERVEERDERS


def voeg_traject_toe(
    *, verplichting_id: int, omschrijving: str, organisatie_id: int | None, door: Lidmaatschap
) -> Traject:
    """Add one activity under a purchase. `organisatie_id` None: nobody was chosen yet.

    Raises DomeinFout `begroting.geen_opdracht` for a grant or own costs (what a grant pays for stands in its case),
    `begroting.trajecten_vol` when all the activities that were committed stand there already.
    """
    with handeling("begroting.traject_toegevoegd", door=door):
        eis_rol(door, *TRAJECTHOUDERS)
        # A commitment never changes, so nobody may lock it: the lock is on its purpose.
        Bestedingsdoel.objects.select_for_update(of=("self",), no_key=True).get(verplichtingen=verplichting_id)
        verplichting = Verplichting.objects.get(pk=verplichting_id)
        if verplichting.juridische_vorm != JuridischeVorm.OPDRACHT:
            raise DomeinFout("Trajecten horen bij een opdracht.", code="begroting.geen_opdracht")
        besteld = Stand.objects.get(verplichting=verplichting).aantal_verleend
        if verplichting.trajecten.count() >= besteld:
            raise DomeinFout(
                f"Deze opdracht is voor {besteld} trajecten. Die staan er allemaal al.", code="begroting.trajecten_vol"
            )
        laatste = verplichting.trajecten.aggregate(nummer=Max("volgnummer", default=0))["nummer"]
        traject = Traject(
            verplichting=verplichting,
            volgnummer=laatste + 1,
            organisatie_id=organisatie_id,
            omschrijving=omschrijving,
        )
        bewaar(traject)
        leg_vast(
            "begroting.traject_toegevoegd",
            door=door,
            over=traject,
            traject=traject.pk,
            verplichting=verplichting.pk,
        )
    return traject


def wijzig_traject(*, traject_id: int, omschrijving: str, organisatie_id: int | None, door: Lidmaatschap) -> Traject:
    """Change what an activity is and for whom; pghistory keeps what stood there."""
    with handeling("begroting.traject_gewijzigd", door=door, over=Traject(pk=traject_id)):
        eis_rol(door, *TRAJECTHOUDERS)
        traject = Traject.objects.select_for_update(no_key=True).get(pk=traject_id)
        traject.omschrijving, traject.organisatie_id = omschrijving, organisatie_id
        bewaar(traject)
        leg_vast(
            "begroting.traject_gewijzigd",
            door=door,
            over=traject,
            traject=traject.pk,
            verplichting=traject.verplichting_id,
        )
    return traject
