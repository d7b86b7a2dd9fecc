"""Two versions of a section side by side, and the three ways out: mine, the other, or both in one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from organisaties.models import Lidmaatschap
from subsidies.models import Klad, Versie
from subsidies.onderdelen.historie import inhoud_van_versies
from subsidies.onderdelen.redenen import ONGELDIG, SAMENGEVOEGD
from subsidies.onderdelen.samenvoegen import Inhoud, voeg_inhoud_samen
from subsidies.onderdelen.soort import Ingevuld, Soort
from subsidies.onderdelen.verschil import Verschilrij, verschilrijen
from subsidies.services.klad import bewaar_klad, gooi_klad_weg
from subsidies.services.versies import VersieConflict


@dataclass
class Beide:
    """My klad and what stands there now, with the version both grew from."""

    soort: Soort[Any]
    stuk: Any
    klad: Klad

    @property
    def versie(self) -> int:
        return self.soort.versie(self.stuk)

    @property
    def naam(self) -> str:
        return self.soort.naam(self.stuk)

    @cached_property
    def nu(self) -> Inhoud:
        return self.soort.inhoud(self.stuk)

    @cached_property
    def ingevuld(self) -> Ingevuld:
        return self.soort.vul_in(self.stuk, als_data(self.klad.invoer))

    @cached_property
    def mijn(self) -> Inhoud | None:
        """None while something in it is wrong."""
        return self.nu | self.ingevuld.inhoud if self.ingevuld.is_valid() else None

    @cached_property
    def basis(self) -> Inhoud | None:
        """None when nobody saved it before."""
        return inhoud_van_versies(self.soort, self.stuk.pk, [self.klad.versie]).get(self.klad.versie)

    @cached_property
    def laatste(self) -> Versie | None:
        versies = Versie.objects.filter(soort=self.soort.soort, onderdeel=self.stuk.pk)
        return versies.select_related("door__gebruiker", "door__organisatie").order_by("-nummer").first()

    @cached_property
    def verschillen(self) -> tuple[list[Verschilrij], list[Verschilrij]]:
        """What I changed and what the other changed since; against each other when there is no common version."""
        namen = self.soort.namen(self.soort.aanvraag(self.stuk))

        def rijen(inhoud: Inhoud) -> list[Verschilrij]:
            ervoor = self.basis or (self.nu if inhoud is self.mijn else self.mijn) or {}
            return verschilrijen(self._rijen(ervoor, namen), self._rijen(inhoud, namen))

        return rijen(self.mijn) if self.mijn else [], rijen(self.nu)

    def _rijen(self, inhoud: Inhoud, namen: Mapping[str, Mapping[int, str]]) -> Any:
        return self.soort.rijen(inhoud, namen) if inhoud else []

    # --- the three ways out; each is True when it is done, False when the page of the section must be looked at ---

    def houd_mijn(self, *, versie: int, door: Lidmaatschap) -> bool:
        return self._bewaar(self.ingevuld, als_data(self.klad.invoer), ONGELDIG, versie=versie, door=door)

    def houd_ander(self, *, versie: int, door: Lidmaatschap) -> bool:
        gooi_klad_weg(soort=self.soort.soort, onderdeel=self.stuk.pk, door=door)
        return True

    def voeg_samen(self, *, versie: int, door: Lidmaatschap) -> bool:
        """Saved at once unless both changed the same thing: then the result waits on the page to be read first."""
        if versie != self.versie:
            raise VersieConflict
        if self.mijn is None:
            return False
        samen = voeg_inhoud_samen(self.basis or {}, self.mijn, self.nu)
        data = self.soort.als_invoer(samen.inhoud)
        if samen.botst:
            self._wacht(data, SAMENGEVOEGD, versie, door)
            return False
        return self._bewaar(self.soort.vul_in(self.stuk, data), data, SAMENGEVOEGD, versie=versie, door=door)

    def _bewaar(self, ingevuld: Ingevuld, data: QueryDict, code: str, *, versie: int, door: Lidmaatschap) -> bool:
        if not ingevuld.is_valid():
            self._wacht(data, code, versie, door)
            return False
        self.soort.bewaar(self.stuk, ingevuld, versie=versie, blad="", door=door)
        gooi_klad_weg(soort=self.soort.soort, onderdeel=self.stuk.pk, door=door)
        return True

    def _wacht(self, data: QueryDict, code: str, versie: int, door: Lidmaatschap) -> None:
        """As klad on the version that was chosen against: the next save on purpose is no conflict."""
        bewaar_klad(
            aanvraag_id=self.soort.aanvraag(self.stuk).pk,
            soort=self.soort.soort,
            onderdeel=self.stuk.pk,
            versie=versie,
            invoer={naam: waarden for naam, waarden in data.lists() if naam != "blad"},
            reden=code,
            door=door,
        )


def vind_beide(soort: Soort[Any], stuk: Any, lid: Lidmaatschap) -> Beide | None:
    """None when this person has no unsaved text here."""
    klad = Klad.objects.filter(soort=soort.soort, onderdeel=stuk.pk, lidmaatschap=lid).first()
    return Beide(soort, stuk, klad) if klad else None


def toon_beide(request: HttpRequest, beide: Beide, *, status: int = 200, melding: str = "") -> HttpResponse:
    mijn, ander = beide.verschillen
    context = {
        "beide": beide,
        "aanvraag": beide.soort.aanvraag(beide.stuk),
        "geheel": beide.soort.geheel(beide.stuk),
        "mijn": mijn,
        "ander": ander,
        "door_mijzelf": beide.laatste is not None and beide.laatste.door_id == beide.klad.lidmaatschap_id,
        "melding": melding,
    }
    return render(request, "subsidies/beide_versies.html", context, status=status)


def als_data(invoer: Mapping[str, list[str]]) -> QueryDict:
    """What a klad holds, as the form sent it."""
    data = QueryDict(mutable=True)
    for naam, waarden in invoer.items():
        data.setlist(naam, waarden)
    return data
