"""A page with every part of the look, and the addresses the shell needs. Only for tests."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.urls import path
from django.utils import timezone

from kern.forms import BedragVeld, DatumVeld, Formulier, JaNeeVeld
from kern.grafiek import Staaf, staafdiagram
from kern.models import Gebruiker
from socialebasis.urls import urlpatterns as echte

BLAD = Path(__file__).with_name("stijl.html")


class StijlForm(Formulier):
    knop = "Bewaar de voorziening"

    naam = forms.CharField(label="Naam", help_text="Zoals inwoners de voorziening kennen.")
    omschrijving = forms.CharField(label="Omschrijving", widget=forms.Textarea, required=False)
    bedrag = BedragVeld(label="Gevraagd bedrag", help_text="In euro")
    dag = DatumVeld(label="Begint op")
    soort = forms.ChoiceField(label="Soort", choices=[("", "Kies een soort"), ("s", "Subsidie")])
    preventief = JaNeeVeld(label="Is de voorziening preventief?")
    gebieden = forms.MultipleChoiceField(
        label="Stadsdelen",
        choices=[("s", "Schalkwijk"), ("n", "Noord"), ("o", "Oost")],
        widget=forms.CheckboxSelectMultiple,
        help_text="Kies er een of meer.",
    )
    akkoord = forms.BooleanField(label="Ik heb dit namens de organisatie gecontroleerd")
    bijlage = forms.FileField(label="Bijlage", required=False)


class CelForm(Formulier):
    naam = forms.CharField(label="Omschrijving")
    bedrag = BedragVeld(label="Kosten")


class Lid(SimpleNamespace):
    rollen: ClassVar[dict[str, str]] = {"beleidsmedewerker": "beleidsmedewerker", "redacteur": "redacteur"}

    def get_rol_display(self) -> str:
        return self.rollen[self.rol]


@login_not_required
def stijl(request: HttpRequest) -> HttpResponse:
    form = StijlForm({"bedrag": "1.2.3"} if "fout" in request.GET else None)
    vandaag = timezone.localdate()
    request.lidmaatschap = Lid(
        pk=1, rol="beleidsmedewerker", organisatie_id=1, organisatie=SimpleNamespace(naam="gemeente Haarlem")
    )
    request.user = Gebruiker(email="noor@voorbeeld.example", naam="Noor de Vries")
    ander = Lid(pk=2, rol="redacteur", organisatie=SimpleNamespace(naam="Stichting Voorbeeld Taalmaatjes"))
    request.lidmaatschappen = [request.lidmaatschap, ander]
    if "fout" in request.GET:
        messages.success(request, "De voorziening is bewaard.")
        messages.error(request, "De brief kon niet worden gemaakt.")
    diagram = staafdiagram(
        "2019",
        kop="2019",
        titel="Beleidsintensiveringen 2019 per bestedingsdoel",
        beschikbaar=Decimal(100_000),
        staven=[
            Staaf("Coaching (4)", Decimal(0), Decimal(8_000), Decimal(12_000)),
            Staaf("Pilots (2)", Decimal(0), Decimal(40_000)),
            Staaf("Nieuwe aanvragen van organisaties met een lange naam", Decimal(44_000), Decimal(8_000)),
        ],
    )
    context = {
        "form": form,
        "celform": CelForm({"naam": "Zaalhuur", "bedrag": "x"}, prefix="cel"),
        "dag": dt.date(2026, 12, 10),
        "termijnen": [vandaag + dt.timedelta(dagen) for dagen in (-3, 1, 17)],
        "groot": Decimal("1416000.00"),
        "diagrammen": [diagram],
    }
    return HttpResponse(Template(BLAD.read_text()).render(RequestContext(request, context)))


urlpatterns = [path("stijl/", stijl), *echte]
