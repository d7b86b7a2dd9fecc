"""Addresses of the calls and their tables, by kenmerk and code."""

from django.urls import path

from thematafels.views import item, meetvoorbeeld, regie, tafel, toezegging, uitvraag

app_name = "thematafels"

_THEMA = "<slug:kenmerk>/themas/<slug:code>/"
_TAFEL = f"{_THEMA}tafel/"

urlpatterns = [
    path("", uitvraag.uitvraag_lijst, name="uitvraag_lijst"),
    path("nieuw/", uitvraag.uitvraag_nieuw, name="uitvraag_nieuw"),
    path("toezeggingen/", toezegging.toezeggingen, name="toezeggingen"),
    path("toezeggingen/nieuw/", toezegging.toezegging_nieuw, name="toezegging_nieuw"),
    path("toezeggingen/<int:pk>/afronden/", toezegging.toezegging_afronden, name="toezegging_afronden"),
    path("meetvoorbeelden/", meetvoorbeeld.meetvoorbeelden, name="meetvoorbeelden"),
    path("meetvoorbeelden/nieuw/", meetvoorbeeld.meetvoorbeeld_nieuw, name="meetvoorbeeld_nieuw"),
    path("meetvoorbeelden/<int:pk>/", meetvoorbeeld.meetvoorbeeld_wijzig, name="meetvoorbeeld_wijzig"),
    path("meetvoorbeelden/<int:pk>/gebruik/", meetvoorbeeld.meetvoorbeeld_gebruik, name="meetvoorbeeld_gebruik"),
    path("regie/<int:pk>/", regie.verband_regie, name="verband_regie"),
    path("regie/<int:pk>/<slug:kenmerk>/", regie.verband_regie_wijzig, name="verband_regie_wijzig"),
    path("<slug:kenmerk>/", uitvraag.uitvraag_detail, name="uitvraag_detail"),
    path("<slug:kenmerk>/wijzigen/", uitvraag.uitvraag_wijzig, name="uitvraag_wijzig"),
    path("<slug:kenmerk>/kopieren/", uitvraag.uitvraag_kopieer, name="uitvraag_kopieer"),
    path("<slug:kenmerk>/publiceren/", uitvraag.uitvraag_publiceer, name="uitvraag_publiceer"),
    path("<slug:kenmerk>/sluiten/", uitvraag.uitvraag_sluit, name="uitvraag_sluit"),
    path("<slug:kenmerk>/plafonds/", uitvraag.plafonds, name="plafonds"),
    path("<slug:kenmerk>/geschiedenis/", uitvraag.uitvraag_geschiedenis, name="uitvraag_geschiedenis"),
    path("<slug:kenmerk>/onderdelen/<slug:soort>/nieuw/", item.item_nieuw, name="item_nieuw"),
    path(f"{_THEMA}<slug:soort>/nieuw/", item.item_nieuw, name="item_nieuw"),
    path("<slug:kenmerk>/onderdelen/<slug:soort>/<int:pk>/wijzigen/", item.item_wijzig, name="item_wijzig"),
    path("<slug:kenmerk>/onderdelen/<slug:soort>/<int:pk>/verwijderen/", item.item_verwijder, name="item_verwijder"),
    path(_THEMA, tafel.thema_detail, name="thema_detail"),
    path(_TAFEL, tafel.tafel_detail, name="tafel_detail"),
    path(f"{_TAFEL}aanmelden/", tafel.deelname_aanmelden, name="deelname_aanmelden"),
    path(f"{_TAFEL}aanstelling/", tafel.aanstelling_nieuw, name="aanstelling_nieuw"),
    path(f"{_TAFEL}deelnames/<int:pk>/beoordelen/", tafel.deelname_beoordelen, name="deelname_beoordelen"),
    path(f"{_TAFEL}deelnames/<int:pk>/terugtrekken/", tafel.deelname_terugtrekken, name="deelname_terugtrekken"),
]
