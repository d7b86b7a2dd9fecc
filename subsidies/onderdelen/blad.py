"""One open page of a section: what fills it, who else writes there, and how a refusal keeps what was typed."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, JSONField, OuterRef, Value, When
from django.db.models.functions import JSONObject
from django.forms import BaseForm
from django.forms.utils import flatatt
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from kern.views import ONVERWERKBAAR
from organisaties.toegang import LidRequest
from subsidies.forms.versie import VersieForm
from subsidies.models import Aanvraag, Klad, Versie
from subsidies.onderdelen.beide import als_data, toon_beide, vind_beide
from subsidies.onderdelen.redenen import CONFLICT, ONGELDIG, leesbaar
from subsidies.onderdelen.soort import Soort
from subsidies.selectors.opmerkingen import opmerkingen_bij
from subsidies.services.klad import bewaar_klad

NET = datetime.timedelta(minutes=15)  # who typed since then still writes
_ENKELE = 40


@dataclass(frozen=True, slots=True)
class Schrijver:
    lid_id: int
    naam: str
    organisatie: str
    op: datetime.datetime

    @property
    def minuten(self) -> int:
        return int((timezone.now() - self.op).total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class EigenKlad:
    """What the reader typed before and did not save; `is_conflict` when somebody else saved since it was read."""

    versie: int
    invoer: QueryDict
    code: str
    op: datetime.datetime
    is_conflict: bool

    @property
    def reden(self) -> str:
        return leesbaar(CONFLICT if self.is_conflict else self.code)


@dataclass
class Blad:
    """Made by `open_blad`. A view sets `code` when a service refused, so that the klad says why it waits."""

    request: LidRequest
    soort: Soort[Any]
    stuk: Any
    klad: EigenKlad | None
    laatste: Schrijver | None
    anderen: Sequence[Schrijver]
    bladen: Sequence[str]
    code: str = ONGELDIG

    @property
    def is_post(self) -> bool:
        return self.request.method == "POST"

    @property
    def invoer(self) -> QueryDict | None:
        """What to fill the form with; None: what stands in the application."""
        if self.is_post:
            return self.request.POST
        return self.klad.invoer if self.klad else None

    @cached_property
    def versie(self) -> VersieForm:
        if self.is_post:
            return VersieForm(self.request.POST)
        if self.klad is None:
            return VersieForm(initial={"versie": self.soort.versie(self.stuk)})
        return VersieForm(initial={"versie": self.klad.versie} | self._eigen_blad(self.klad))

    @property
    def attributen(self) -> SafeString:
        """For the form tag: it saves itself through htmx, and bewaren.js keeps what could not be sent."""
        lid, soort = self.request.lidmaatschap, self.soort.soort
        return flatatt(
            {
                "hx-post": self.adres("bewaar_vanzelf"),
                "hx-trigger": "input delay:1500ms, change delay:300ms, bewaar",
                "hx-sync": "this:queue last",
                "hx-target": "#bewaarstand",
                "hx-swap": "innerHTML",
                "hx-request": '{"timeout":20000}',
                "hx-disinherit": "*",
                "data-bewaar": f"{lid.gebruiker_id}:{lid.pk}:{self._aanvraag.kenmerk}:{soort}:{self.stuk.pk}",
                "data-bladen": " ".join(self.bladen),
            }
        )

    @property
    def klad_weg(self) -> str:
        return self.adres("klad_weg")

    @property
    def beide(self) -> str:
        return self.adres("beide_versies")

    @property
    def geschiedenis(self) -> str:
        return self.adres("geschiedenis")

    def adres(self, naam: str) -> str:
        return reverse(f"subsidies:{naam}", args=[self._aanvraag.kenmerk, self.soort.soort.value, self.stuk.pk])

    def toon(
        self, template: str, context: Mapping[str, Any] | None = None, *, form: BaseForm | None = None
    ) -> HttpResponse:
        """The page. After a refused POST the status is 422, and what was typed is kept as klad too."""
        if self.is_post:
            self._bewaar_klad(self.code)
        lid, aanvraag = self.request.lidmaatschap, self._aanvraag
        besproken = self.soort.besproken
        gesprek = opmerkingen_bij(aanvraag, lid, self.soort.soort, self.stuk.pk) if besproken else None
        inhoud = {"blad": self, "form": form, "aanvraag": aanvraag, "gesprek": gesprek} | dict(context or {})
        return render(self.request, template, inhoud, status=ONVERWERKBAAR if self.is_post else 200)

    def toon_conflict(self) -> HttpResponse:
        """Both versions side by side, after a save that would have overwritten somebody else's."""
        lid = self.request.lidmaatschap
        self._bewaar_klad(CONFLICT)
        nu = self.soort.haal(lid, self._aanvraag.kenmerk, self.stuk.pk)
        beide = vind_beide(self.soort, nu, lid)
        assert beide is not None  # noqa: S101 - the klad was just kept
        return toon_beide(self.request, beide, status=ONVERWERKBAAR)

    @property
    def _aanvraag(self) -> Aanvraag:
        return self.soort.aanvraag(self.stuk)

    def _bewaar_klad(self, code: str) -> None:
        if self.versie.is_valid():
            bewaar_klad(
                aanvraag_id=self._aanvraag.pk,
                soort=self.soort.soort,
                onderdeel=self.stuk.pk,
                versie=self.versie.cleaned_data["versie"],
                invoer=dict(self.request.POST.lists()),
                reden=code,
                door=self.request.lidmaatschap,
            )

    def _eigen_blad(self, klad: EigenKlad) -> dict[str, str]:
        """What was typed on one page goes on there: its own earlier saves are no conflict."""
        return {"blad": str(klad.invoer["blad"])} if "blad" in klad.invoer else {}


def open_blad(request: LidRequest, soort: Soort[Any], stuk: Any) -> Blad:
    """The page of a section that came through its door: one query for the klad and for who else writes there."""
    lid = request.lidmaatschap
    van_onderdeel = {"aanvraag": OuterRef("pk"), "soort": soort.soort, "onderdeel": stuk.pk}
    wie = {"naam": "{}__gebruiker__naam", "organisatie": "{}__organisatie__naam"}
    invoer = Case(When(lidmaatschap=lid.pk, then="invoer"), default=Value(None, JSONField()))
    kladden = Klad.objects.filter(**van_onderdeel).values(
        feiten=JSONObject(
            lid="lidmaatschap_id",
            op="gewijzigd_op",
            versie="versie",
            reden="reden",
            invoer=invoer,
            **{naam: pad.format("lidmaatschap") for naam, pad in wie.items()},
        )
    )
    versies = Versie.objects.filter(**van_onderdeel, door__isnull=False).order_by("-nummer")
    rij = Aanvraag.objects.values(
        getypt=ArraySubquery(kladden),
        bewaard=ArraySubquery(
            versies.values(
                feiten=JSONObject(
                    lid="door_id",
                    op="bewaard_op",
                    nummer="nummer",
                    blad="blad",
                    **{naam: pad.format("door") for naam, pad in wie.items()},
                )
            )[:_ENKELE]
        ),
    ).get(pk=soort.aanvraag(stuk).pk)
    schrijvers = [_schrijver(feiten) for feiten in rij["bewaard"]]
    return Blad(
        request=request,
        soort=soort,
        stuk=stuk,
        klad=next((_klad(feiten, rij["bewaard"]) for feiten in rij["getypt"] if feiten["lid"] == lid.pk), None),
        laatste=schrijvers[0] if schrijvers else None,
        anderen=_anderen([*schrijvers, *map(_schrijver, rij["getypt"])], lid.pk),
        bladen=list(dict.fromkeys(feiten["blad"] for feiten in rij["bewaard"] if feiten["lid"] == lid.pk)),
    )


def _schrijver(feiten: Mapping[str, Any]) -> Schrijver:
    op = datetime.datetime.fromisoformat(feiten["op"])
    return Schrijver(feiten["lid"], feiten["naam"], feiten["organisatie"], op)


def _anderen(schrijvers: Sequence[Schrijver], lid_id: int) -> list[Schrijver]:
    """Everybody else who typed here a short while ago, once, the latest first."""
    per_lid: dict[int, Schrijver] = {}
    for schrijver in sorted(schrijvers, key=lambda ander: ander.op):
        if schrijver.lid_id != lid_id and timezone.now() - schrijver.op < NET:
            per_lid[schrijver.lid_id] = schrijver
    return sorted(per_lid.values(), key=lambda ander: ander.op, reverse=True)


def _klad(feiten: Mapping[str, Any], versies: Sequence[Mapping[str, Any]]) -> EigenKlad:
    invoer = als_data(feiten["invoer"])
    blad = invoer.get("blad", "")
    return EigenKlad(
        versie=feiten["versie"],
        invoer=invoer,
        code=feiten["reden"],
        op=datetime.datetime.fromisoformat(feiten["op"]),
        is_conflict=any(
            versie["nummer"] > feiten["versie"] and (not blad or versie["blad"] != blad) for versie in versies
        ),
    )
