from django.urls import path, register_converter
from django.urls.converters import PathConverter

from overzichten.views import (
    aansluiting,
    benutting,
    bijlage,
    geld,
    openbaar,
    organisatiebeeld,
    raadsvraag,
    start,
    toezegging,
    werklijst,
    zoeken,
)

app_name = "overzichten"


class Opdrachtkenmerk(PathConverter):
    """A commitment is named by who made it: anything but a character that no text in the database can hold."""

    regex = r"[^\x00]+"


register_converter(Opdrachtkenmerk, "opdrachtkenmerk")

urlpatterns = [
    path("", start.start, name="start"),
    path("werk/", werklijst.werklijst, name="werklijst"),
    path("werk/aansluiting/<int:pk>/", aansluiting.aansluiting, name="aansluiting"),
    path("geld/", geld.geld, name="geld"),
    path("geld/ontvanger/<int:pk>/", geld.ontvanger, name="geld_ontvanger"),
    path("geld/<slug:budget>/", geld.budget, name="geld_budget"),
    path("geld/<slug:budget>/<int:jaar>/", geld.jaar, name="geld_jaar"),
    path("geld/<slug:budget>/<int:jaar>/<slug:doel>/", geld.doel, name="geld_doel"),
    path(
        "geld/<slug:budget>/<int:jaar>/<slug:doel>/<opdrachtkenmerk:kenmerk>/",
        geld.verplichting,
        name="geld_verplichting",
    ),
    path("bijlage/", bijlage.bijlage, name="bijlage"),
    path("vragen/", raadsvraag.raadsvragen, name="raadsvragen"),
    path("vragen/<int:pk>/", raadsvraag.raadsvraag, name="raadsvraag"),
    path("vragen/<int:pk>/beantwoorden/", raadsvraag.raadsvraag_beantwoorden, name="raadsvraag_beantwoorden"),
    path("vragen/<int:pk>/intrekken/", raadsvraag.raadsvraag_intrekken, name="raadsvraag_intrekken"),
    path("vragen/stellen/<str:sleutel>/", raadsvraag.raadsvraag_stellen, name="raadsvraag_stellen"),
    path("toezeggingen/<slug:vorm>/", toezegging.toezeggingen_bestand, name="toezeggingen_bestand"),
    path("begroting/benutting/", benutting.benutting, name="benutting"),
    path("begroting/benutting/bewegingen/", benutting.bewegingen, name="bewegingen"),
    path("begroting/benutting/<int:pk>/", benutting.benutting_jaar, name="benutting_jaar"),
    path("begroting/benutting/<int:pk>/wat-als/", benutting.wat_als, name="wat_als"),
    path("begroting/zoeken/", zoeken.zoeken, name="zoeken"),
    path("organisaties/<int:pk>/beeld/", organisatiebeeld.beeld, name="organisatiebeeld"),
    path("hulp/", openbaar.hulp, name="hulp"),
    path("toegankelijkheid/", openbaar.toegankelijkheid, name="toegankelijkheid"),
    path("privacy/", openbaar.privacy, name="privacy"),
]
