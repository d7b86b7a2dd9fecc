"""What a participant counts in one year, to fill in as a sheet: five queries."""

from collections.abc import Mapping

from django.db.models import CharField, F, Value

from thematafels.models import Doelgroep, Stadsdeel, Thematafel
from verantwoording.metingblad.plan import Activiteit, Meetplan
from verantwoording.models import Activiteitverslag, Deelverslag
from verantwoording.selectors.cijfers import cijfers_van


def laad_meetplan(deelverslag: Deelverslag) -> Meetplan:
    """Of the activities that are agreed on for its year: there no two have the same number."""
    jaar = F("deelverslag__verantwoording__jaar")
    verslagen = list(
        Activiteitverslag.objects.filter(
            deelverslag=deelverslag, afspraak__eerste_jaar__lte=jaar, afspraak__laatste_jaar__gte=jaar
        )
        .order_by("afspraak__nummer")
        .values_list("pk", "versie", "afspraak__nummer", "afspraak__naam")
    )
    cijfers = cijfers_van([pk for pk, *_ in verslagen])
    groepen, delen = _plekken(deelverslag.verantwoording.aanvraag.tafel)
    return Meetplan(
        activiteiten=[Activiteit(*rij, cijfers=cijfers[rij[0]]) for rij in verslagen],
        groepen=groepen,
        delen=delen,
    )


def _plekken(tafel: Thematafel | None) -> tuple[Mapping[int, str], Mapping[int, str]]:
    """The groups of the theme, and all districts: one query."""
    groepen = Doelgroep.objects.filter(thema=tafel.thema_id) if tafel else Doelgroep.objects.none()
    rijen = list(
        groepen.order_by()
        .values_list(Value("groep", CharField()), "pk", "naam")
        .union(Stadsdeel.objects.order_by().values_list(Value("deel", CharField()), "pk", "naam"), all=True)
    )
    groep, deel = ({pk: naam for soort, pk, naam in rijen if soort == deze} for deze in ("groep", "deel"))
    return groep, deel
