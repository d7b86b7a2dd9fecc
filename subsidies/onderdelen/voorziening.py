"""What a participant offers residents."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict

from kern.fouten import DomeinFout
from kern.geld import als_bedrag, als_euro
from organisaties.models import Lidmaatschap
from subsidies.forms.voorziening import VoorzieningForm
from subsidies.models import Aanvraag, Akkoord, Onderdeel, Voorziening
from subsidies.models.voorziening import RELATIES, VELDEN
from subsidies.onderdelen.samenvoegen import Inhoud
from subsidies.onderdelen.soort import Namen, Rij, Soort
from subsidies.onderdelen.vorm import als_querydict, eis_geldig
from subsidies.selectors.keuzes import als_inhoud, inhoud_erbij, inhoud_van, keuzenummers, keuzes_voor
from subsidies.services.vanzelf import schrijf_voorziening
from subsidies.services.voorziening import bewaar_voorziening
from subsidies.toegang import Erbij, haal_voorziening

LABELS = {
    naam: str(Voorziening._meta.get_field(naam).verbose_name).capitalize()  # type: ignore[union-attr]  # real fields
    for naam in (*VELDEN, *RELATIES)
}


class Ingevulde(VoorzieningForm):
    @property
    def inhoud(self) -> Inhoud:
        return self.invoer.inhoud


class Voorzieningen(Soort[Voorziening]):
    soort = Onderdeel.VOORZIENING
    pagina = "subsidies:voorziening_wijzig"

    def haal(self, lid: Lidmaatschap, kenmerk: str, pk: int, **erbij: Erbij) -> Voorziening:
        return haal_voorziening(lid, kenmerk, pk, **erbij)

    def alle(self, aanvraag: Aanvraag) -> QuerySet[Voorziening]:
        return Voorziening.objects.filter(deel__aanvraag=aanvraag).select_related("deel__organisatie")

    def aanvraag(self, stuk: Voorziening) -> Aanvraag:
        return stuk.deel.aanvraag

    def versie(self, stuk: Voorziening) -> int:
        return stuk.versie

    def organisatie_id(self, stuk: Voorziening) -> int:
        return stuk.deel.organisatie_id

    def naam(self, stuk: Voorziening) -> str:
        return str(stuk)

    def inhoud(self, stuk: Voorziening) -> Inhoud:
        return inhoud_van(stuk)

    def vul_in(self, stuk: Voorziening, data: QueryDict) -> Ingevulde:
        return Ingevulde(data, aanvraag=stuk.deel.aanvraag)

    def als_invoer(self, inhoud: Inhoud) -> QueryDict:
        per_jaar = {
            f"{naam}_{jaar}": als_bedrag(Decimal(waarde)) if waarde and naam == "kosten" else waarde
            for jaar, wens in inhoud["jaren"].items()
            for naam, waarde in wens.items()
        }
        return als_querydict({naam: inhoud[naam] for naam in inhoud if naam != "jaren"} | per_jaar)

    def bewaar(self, stuk: Voorziening, ingevuld: Any, *, versie: int, blad: str, door: Lidmaatschap) -> None:
        bewaar_voorziening(
            deel_id=stuk.deel_id,
            voorziening_id=stuk.pk,
            versie=versie,
            invoer=ingevuld.invoer,
            door=door,
            blad=blad,
        )

    def vanzelf_erbij(self) -> dict[str, Erbij]:
        akkoorden = Akkoord.objects.filter(deel=OuterRef("deel"), vervallen_op__isnull=True)
        return {"is_akkoord": Exists(akkoorden), **inhoud_erbij(), **keuzenummers()}

    def bewaar_vanzelf(self, stuk: Any, data: QueryDict, *, blad: str, door: Lidmaatschap) -> bool:
        if stuk.is_akkoord:
            raise DomeinFout("Uw organisatie gaf al akkoord.", code="akkoord.zou_vervallen")
        mag = {naam: [(pk, "") for pk in getattr(stuk, f"mag_{naam}")] for naam in RELATIES}
        ingevuld = eis_geldig(Ingevulde(data, aanvraag=stuk.deel.aanvraag, keuzes=mag))
        nu = als_inhoud(vars(stuk))
        inhoud = nu | ingevuld.inhoud
        if inhoud == nu:
            return False
        schrijf_voorziening(stuk, nu=nu, inhoud=inhoud, door=door, blad=blad, heeft_klad=stuk.heeft_klad)
        return True

    def namen(self, aanvraag: Aanvraag) -> Namen:
        return {naam: {keuze.pk: keuze.naam for keuze in keuzes} for naam, keuzes in keuzes_voor(aanvraag).items()}

    def rijen(self, inhoud: Inhoud, namen: Namen) -> Sequence[Rij]:
        """A choice that no longer exists keeps its place, without its name."""
        velden = [Rij(naam, LABELS[naam], _leesbaar(inhoud.get(naam))) for naam in VELDEN]
        keuzes = [
            Rij(naam, LABELS[naam], tuple(namen.get(naam, {}).get(pk, "(vervallen)") for pk in inhoud.get(naam, [])))
            for naam in RELATIES
        ]
        jaren = [
            Rij((jaar, naam), f"{label} in {jaar}", lees(wens[naam]))
            for jaar, wens in inhoud["jaren"].items()
            for naam, label, lees in (("bereik", "Bewoners", _leesbaar), ("kosten", "Kosten", _als_euro))
        ]
        return [*velden, *keuzes, *jaren]


def _leesbaar(waarde: Any) -> str:
    match waarde:
        case None | "":
            return ""
        case bool():
            return "ja" if waarde else "nee"
    return str(waarde)


def _als_euro(bedrag: str | None) -> str:
    return als_euro(Decimal(bedrag)) if bedrag else ""
