"""The report of one activity."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from kern.getal import als_getal
from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraag, Onderdeel
from subsidies.onderdelen.samenvoegen import Inhoud
from subsidies.onderdelen.soort import Geheel, Namen, Rij, Soort
from subsidies.onderdelen.vorm import als_querydict, eis_geldig
from subsidies.toegang import Erbij
from thematafels.models import Doelgroep, Stadsdeel
from verantwoording.forms.verslag import LABELS, VerslagForm, veldnaam
from verantwoording.models import Activiteitverslag, Meetafspraak
from verantwoording.regels.plek import lees_sleutel
from verantwoording.selectors.inhoud import KEUZES, TEKSTEN, inhoud_erbij, inhoud_van
from verantwoording.services.verslag import OPEN, bewaar_verslag, eis_open, schrijf_verslag
from verantwoording.toegang import haal_eigen_activiteitverslag, schrijft

GEDAAN = dict(Activiteitverslag.Gedaan.choices)


class Verslagen(Soort[Activiteitverslag]):
    soort = Onderdeel.VERSLAG
    pagina = "verantwoording:activiteit"
    besproken = False

    def haal(self, lid: Lidmaatschap, kenmerk: str, pk: int, **erbij: Erbij) -> Activiteitverslag:
        return haal_eigen_activiteitverslag(lid, kenmerk, pk, **inhoud_erbij(), **erbij)

    def alle(self, aanvraag: Aanvraag) -> QuerySet[Activiteitverslag]:
        return (
            Activiteitverslag.objects.filter(deelverslag__verantwoording__aanvraag=aanvraag)
            .select_related("afspraak", "deelverslag__deel__organisatie", "deelverslag__verantwoording__aanvraag")
            .annotate(**inhoud_erbij())
        )

    def aanvraag(self, stuk: Activiteitverslag) -> Aanvraag:
        return stuk.deelverslag.verantwoording.aanvraag

    def eis_open(self, stuk: Activiteitverslag) -> None:
        eis_open(stuk.deelverslag)

    def schrijft(self, lid: Lidmaatschap, stuk: Activiteitverslag) -> bool:
        return stuk.deelverslag.stand in OPEN and schrijft(lid, stuk.deelverslag)

    def geheel(self, stuk: Activiteitverslag) -> Geheel:
        deelverslag = stuk.deelverslag
        return Geheel(
            f"Verslag over {deelverslag.verantwoording.jaar}",
            reverse("verantwoording:deelverslag", args=[self.aanvraag(stuk).kenmerk, deelverslag.pk]),
        )

    def versie(self, stuk: Activiteitverslag) -> int:
        return stuk.versie

    def organisatie_id(self, stuk: Activiteitverslag) -> int:
        return stuk.deelverslag.deel.organisatie_id

    def naam(self, stuk: Activiteitverslag) -> str:
        return stuk.afspraak.naam

    def inhoud(self, stuk: Activiteitverslag) -> Inhoud:
        return inhoud_van(stuk)

    def vul_in(self, stuk: Any, data: QueryDict) -> VerslagForm:
        return VerslagForm(data, verslag=stuk)

    def als_invoer(self, inhoud: Inhoud) -> QueryDict:
        velden = {naam: inhoud[naam] for naam in (*KEUZES, *TEKSTEN)}
        for meet, cellen in inhoud["metingen"].items():
            for sleutel, waarde in cellen.items():
                if (plek := lees_sleutel(sleutel)) is not None:
                    velden[veldnaam(int(meet), plek)] = als_getal(Decimal(waarde))
        return als_querydict(velden | {f"reden{meet}": reden for meet, reden in inhoud["niet_gemeten"].items()})

    def bewaar(self, stuk: Activiteitverslag, ingevuld: Any, *, versie: int, blad: str, door: Lidmaatschap) -> None:
        bewaar_verslag(verslag_id=stuk.pk, inhoud=ingevuld.inhoud, versie=versie, blad=blad, door=door)

    def bewaar_vanzelf(self, stuk: Any, data: QueryDict, *, blad: str, door: Lidmaatschap) -> bool:
        inhoud = eis_geldig(self.vul_in(stuk, data)).inhoud
        nu = inhoud_van(stuk)
        if inhoud == nu:
            return False
        schrijf_verslag(stuk, nu=nu, inhoud=inhoud, door=door, blad=blad, heeft_klad=stuk.heeft_klad)
        return True

    def namen(self, aanvraag: Aanvraag) -> Namen:
        return {
            "meet": dict(Meetafspraak.objects.filter(afspraak__aanvraag=aanvraag).values_list("pk", "naam")),
            "groep": dict(Doelgroep.objects.filter(thema__tafel=aanvraag.tafel_id).values_list("pk", "naam")),
            "deel": dict(Stadsdeel.objects.values_list("pk", "naam")),
        }

    def rijen(self, inhoud: Inhoud, namen: Namen) -> Sequence[Rij]:
        return [
            *(Rij(naam, LABELS[naam], GEDAAN.get(inhoud[naam], "")) for naam in KEUZES),
            *(
                Rij((meet, sleutel), _naam_van(meet, sleutel, namen), als_getal(Decimal(waarde)))
                for meet, cellen in inhoud["metingen"].items()
                for sleutel, waarde in cellen.items()
            ),
            *(
                Rij((meet, "reden"), f"{namen['meet'].get(int(meet), 'Indicator')}: niet gemeten", reden)
                for meet, reden in inhoud["niet_gemeten"].items()
            ),
            *(Rij(naam, LABELS[naam], inhoud[naam]) for naam in TEKSTEN),
        ]


def _naam_van(meet: str, sleutel: str, namen: Namen) -> str:
    groep, deel = lees_sleutel(sleutel) or (None, None)
    cel = [namen["groep"].get(groep, "een doelgroep")] if groep else []
    cel += [namen["deel"].get(deel, "een stadsdeel")] if deel else []
    naam = namen["meet"].get(int(meet), "Indicator")
    return f"{naam} ({', '.join(cel)})" if cel else naam
