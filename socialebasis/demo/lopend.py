"""What is under way in the cases of the example call: an objection, a supplement, a second reader, the college."""

import datetime
from collections.abc import Callable, Mapping

from django.utils import timezone

from organisaties.services.kies_verzending import kies_verzending
from socialebasis.demo.klok import AMSTERDAM, OCHTEND, dinsdag_vanaf
from socialebasis.demo.zaken import Leden
from subsidies.models import Aanvraag, Beschikking, Toewijzing
from subsidies.services import aanvullen, collegebesluit, toewijzen
from uitvoering.services import bezwaar, bezwaarbehandeling

GRONDEN = (
    "De tweede kookavond in Oost valt op een andere dag dan de avond die er al is. Dat hebben wij aan de tafel ook "
    "verteld. Zonder die avond staan veertig jongeren in de kou."
)
ONTBREEKT = (
    "In uw begroting staat elk jaar 18.000 euro voor activiteiten. Wij missen waar dat bedrag uit bestaat, en uw "
    "jaarrekening van vorig jaar. U krijgt zes weken, omdat uw accountant de jaarrekening nog bekijkt."
)
ZES_WEKEN = 42  # beyond the closing of the call: before that no term runs that could stand still
TWEE_WEKEN = datetime.timedelta(weeks=2)


def zaai_lopend(nieuw: Mapping[str, Aanvraag], leden: Leden) -> None:
    """Go on with the cases that were just made, by code of the theme; what somebody worked on since is theirs."""
    for themas, stap in STAPPEN.items():
        if nieuw.keys() >= set(themas):
            stap([nieuw[thema] for thema in themas], leden)


def _maak_bezwaar(aanvragen: list[Aanvraag], leden: Leden) -> None:
    """Who got less than it asked objects; an officer who had no part in the decision handles it (Awb 10:3)."""
    (aanvraag,) = aanvragen
    eiser, behandelaar = leden["samen-eten"], leden["beleidsmedewerker2"]
    beschikking = Beschikking.objects.get(besluit__aanvraag=aanvraag, deel__organisatie=eiser.organisatie_id)
    dag = dinsdag_vanaf(timezone.localdate() + TWEE_WEKEN)
    gemaakt = bezwaar.maak_bezwaar(besluitkenmerk=beschikking.kenmerk, gronden=GRONDEN, door=eiser)
    bezwaar.pak_op(bezwaar_id=gemaakt.pk, door=behandelaar)
    bezwaarbehandeling.nodig_uit(
        bezwaar_id=gemaakt.pk,
        op=datetime.datetime.combine(dag, OCHTEND, AMSTERDAM),
        waar="Raadhuis, Voorbeeldplein 1, Haarlem",
        door=behandelaar,
    )


def _vraag_aanvulling(aanvragen: list[Aanvraag], leden: Leden) -> None:
    """One partner must supplement, on paper because it wants its letters there; a colleague reads the proposal."""
    (aanvraag,) = aanvragen
    officier, partner = leden["beleidsmedewerker"], leden["sukran"]
    if partner.organisatie.digitaal is not False:
        kies_verzending(organisatie_id=partner.organisatie_id, digitaal=False, door=partner)
    deel = aanvraag.delen.get(organisatie=partner.organisatie_id)
    aanvullen.vraag_aanvulling(deel_id=deel.pk, wat=ONTBREEKT, dagen=ZES_WEKEN, door=officier)
    toewijzen.wijs_toe(
        aanvraag_id=aanvraag.pk,
        lidmaatschap_id=leden["beleidsmedewerker2"].pk,
        rol=Toewijzing.Rol.TWEEDE_LEZER,
        door=officier,
    )


def _leg_aan_college_voor(aanvragen: list[Aanvraag], leden: Leden) -> None:
    collegebesluit.stel_voor(
        onderwerp="Subsidies voor twee thematafels",
        toelichting="Beide aanvragen passen binnen hun plafond. Wij stellen voor om te verlenen wat is gevraagd.",
        aanvraag_ids=[aanvraag.pk for aanvraag in aanvragen],
        door=leden["beleidsmedewerker"],
    )


STAPPEN: Mapping[tuple[str, ...], Callable[[list[Aanvraag], Leden], None]] = {
    ("leefstijl",): _maak_bezwaar,
    ("financien",): _vraag_aanvulling,
    ("opvoeden", "waardevol_werk"): _leg_aan_college_voor,
}
