"""What a participant accounts on: one crucial activity with its indicators."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict

from kern.fouten import DomeinFout
from kern.getal import als_getal
from organisaties.models import Lidmaatschap
from subsidies.forms.activiteit import Activiteitvorm, als_invoer
from subsidies.models import Aanvraag, Activiteit, Akkoord, Onderdeel, Voorziening
from subsidies.models.activiteit import ACTIVITEITVELDEN
from subsidies.onderdelen.samenvoegen import Inhoud, sleutels
from subsidies.onderdelen.soort import Namen, Rij, Soort
from subsidies.onderdelen.vorm import eis_geldig
from subsidies.plan import lees_celnaam
from subsidies.regels.plan_past import eis_past, in_volgorde
from subsidies.selectors.activiteit import (
    als_inhoud,
    als_keuzes,
    inhoud_erbij,
    inhoud_van,
    keuzes_erbij,
    plankeuzes_voor,
)
from subsidies.selectors.keuzes import keuzes_voor
from subsidies.services.activiteit import bewaar_activiteit, schrijf_activiteit
from subsidies.toegang import Erbij, haal_activiteit
from thematafels.models import Niveau, Richting

LABELS = {
    naam: str(Activiteit._meta.get_field(naam).verbose_name).capitalize()  # type: ignore[union-attr]  # real fields
    for naam in (*ACTIVITEITVELDEN, "voorziening", "subdoel", "principes")
}
WEG = "(vervallen)"


class Activiteiten(Soort[Activiteit]):
    soort = Onderdeel.ACTIVITEIT
    pagina = "subsidies:activiteit_wijzig"

    def haal(self, lid: Lidmaatschap, kenmerk: str, pk: int, **erbij: Erbij) -> Activiteit:
        return haal_activiteit(lid, kenmerk, pk, **erbij)

    def alle(self, aanvraag: Aanvraag) -> QuerySet[Activiteit]:
        return Activiteit.objects.filter(deel__aanvraag=aanvraag).select_related("deel__organisatie")

    def aanvraag(self, stuk: Activiteit) -> Aanvraag:
        return stuk.deel.aanvraag

    def versie(self, stuk: Activiteit) -> int:
        return stuk.versie

    def organisatie_id(self, stuk: Activiteit) -> int:
        return stuk.deel.organisatie_id

    def naam(self, stuk: Activiteit) -> str:
        return str(stuk)

    def inhoud(self, stuk: Activiteit) -> Inhoud:
        return inhoud_van(stuk)

    def vul_in(self, stuk: Activiteit, data: QueryDict) -> Activiteitvorm:
        return Activiteitvorm(data, jaren=stuk.deel.aanvraag.jaren, keuzes=plankeuzes_voor(stuk.deel))

    def als_invoer(self, inhoud: Inhoud) -> QueryDict:
        return als_invoer(inhoud)

    def bewaar(self, stuk: Activiteit, ingevuld: Any, *, versie: int, blad: str, door: Lidmaatschap) -> None:
        bewaar_activiteit(
            deel_id=stuk.deel_id,
            activiteit_id=stuk.pk,
            versie=versie,
            inhoud=ingevuld.inhoud,
            door=door,
            blad=blad,
        )

    def vanzelf_erbij(self) -> dict[str, Erbij]:
        akkoorden = Akkoord.objects.filter(deel=OuterRef("deel"), vervallen_op__isnull=True)
        return {"is_akkoord": Exists(akkoorden), **inhoud_erbij(), "plankeuzes": keuzes_erbij()}

    def bewaar_vanzelf(self, stuk: Any, data: QueryDict, *, blad: str, door: Lidmaatschap) -> bool:
        if stuk.is_akkoord:
            raise DomeinFout("Uw organisatie gaf al akkoord.", code="akkoord.zou_vervallen")
        jaren, keuzes = stuk.deel.aanvraag.jaren, als_keuzes(stuk.plankeuzes)
        ingevuld = eis_geldig(Activiteitvorm(data, jaren=jaren, keuzes=keuzes))
        nu = als_inhoud(vars(stuk))
        inhoud = in_volgorde(nu | ingevuld.inhoud)
        if inhoud == nu:
            return False
        eis_past(inhoud, keuzes, jaren)
        schrijf_activiteit(
            stuk, rij=vars(stuk).copy(), inhoud=inhoud, door=door, blad=blad, heeft_klad=stuk.heeft_klad
        )
        return True

    def namen(self, aanvraag: Aanvraag) -> Namen:
        """Also of the voorzieningen, whoever offers them: two queries."""
        keuzes = {naam: {keuze.pk: keuze.naam for keuze in lijst} for naam, lijst in keuzes_voor(aanvraag).items()}
        voorzieningen = Voorziening.objects.filter(deel__aanvraag=aanvraag).values_list("pk", "naam")
        return keuzes | {"voorzieningen": dict(voorzieningen)}

    def rijen(self, inhoud: Inhoud, namen: Namen) -> Sequence[Rij]:
        """A choice that no longer exists keeps its place, without its name."""

        def naam_van(soort: str, pk: int | None) -> str:
            return namen.get(soort, {}).get(pk, WEG) if pk else ""

        metingen = inhoud["indicatoren"]
        return [
            *(Rij(naam, LABELS[naam], inhoud[naam]) for naam in ACTIVITEITVELDEN),
            Rij("voorziening", LABELS["voorziening"], naam_van("voorzieningen", inhoud["voorziening"])),
            Rij("subdoel", LABELS["subdoel"], naam_van("subdoelen", inhoud["subdoel"])),
            Rij("principes", LABELS["principes"], tuple(naam_van("principes", pk) for pk in inhoud["principes"])),
            *(
                rij
                for sleutel, meting in zip(sleutels("indicatoren", metingen), metingen, strict=True)
                for rij in _meting(sleutel, meting, namen)
            ),
        ]


def _meting(sleutel: tuple[Any, ...], meting: Mapping[str, Any], namen: Namen) -> list[Rij]:
    """An indicator, and each of its targets."""
    naam = meting["naam"] or "zonder naam"
    wat = [meting["eenheid"], Richting(meting["richting"]).label, meting["hoe"], meting["wanneer"], meting["door"]]
    niveau = Niveau(meting["niveau"]).kort.lower()
    return [
        Rij(sleutel, f"Indicator '{naam}' ({niveau})", "; ".join(filter(None, [meting["naam"], *wat]))),
        *(
            Rij((sleutel, cel), f"Streefwaarde van '{naam}' {_cel(cel, namen)}", als_getal(Decimal(waarde)))
            for cel, waarde in meting["streefwaarden"].items()
        ),
    ]


def _cel(celnaam: str, namen: Namen) -> str:
    jaar, doelgroep, stadsdeel = lees_celnaam(celnaam)
    voor = [
        namen.get(soort, {}).get(pk, WEG)
        for soort, pk in (("doelgroepen", doelgroep), ("stadsdelen", stadsdeel))
        if pk
    ]
    return f"in {jaar}{''.join(f', {naam}' for naam in voor)}"
