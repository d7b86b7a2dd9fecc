from django.urls import path

from subsidies.views import akkoord, dekking, indienen, lezen, schrijven, zaak

app_name = "subsidies"

urlpatterns = [
    path("", lezen.aanvraag_lijst, name="aanvraag_lijst"),
    path("tafel/<slug:uitvraag>/<slug:thema>/", schrijven.aanvraag_van_tafel, name="aanvraag_van_tafel"),
    path("tafel/<slug:uitvraag>/<slug:thema>/dekking/", dekking.dekking_kiezen, name="dekking_kiezen"),
    path("<slug:kenmerk>/deel/<int:deel_id>/begroting/", schrijven.begroting_wijzig, name="begroting_wijzig"),
    path("<slug:kenmerk>/deel/<int:deel_id>/voorziening/", schrijven.voorziening_nieuw, name="voorziening_nieuw"),
    path("<slug:kenmerk>/voorziening/<int:voorziening_id>/", schrijven.voorziening_wijzig, name="voorziening_wijzig"),
    path(
        "<slug:kenmerk>/voorziening/<int:voorziening_id>/verwijder/",
        schrijven.voorziening_verwijder,
        name="voorziening_verwijder",
    ),
    path("<slug:kenmerk>/tekst/<int:antwoord_id>/", schrijven.antwoord_wijzig, name="antwoord_wijzig"),
    path("<slug:kenmerk>/deel/<int:deel_id>/akkoord/", akkoord.akkoord, name="akkoord"),
    path("<slug:kenmerk>/deel/<int:deel_id>/akkoord/intrekken/", akkoord.akkoord_intrekken, name="akkoord_intrekken"),
    path("<slug:kenmerk>/zaak/deel/<int:deel_id>/", zaak.voorstel_wijzig, name="voorstel_wijzig"),
    path("<slug:kenmerk>/", lezen.aanvraag_detail, name="aanvraag_detail"),
    path("<slug:kenmerk>/lees/", lezen.aanvraag_lees, name="aanvraag_lees"),
    path("<slug:kenmerk>/penvoerder/", schrijven.penvoerder_kiezen, name="penvoerder_kiezen"),
    path("<slug:kenmerk>/indienen/", indienen.aanvraag_indienen, name="aanvraag_indienen"),
    path("<slug:kenmerk>/intrekken/", indienen.aanvraag_intrekken, name="aanvraag_intrekken"),
    path("<slug:kenmerk>/zaak/", zaak.zaak_detail, name="zaak_detail"),
    path("<slug:kenmerk>/zaak/beschikkingen/", zaak.zaak_beschikkingen, name="zaak_beschikkingen"),
    path("<slug:kenmerk>/zaak/oppakken/", zaak.zaak_oppakken, name="zaak_oppakken"),
    path("<slug:kenmerk>/zaak/criterium/<slug:code>/", zaak.beoordeling_wijzig, name="beoordeling_wijzig"),
    path("<slug:kenmerk>/zaak/voorleggen/", zaak.zaak_voorleggen, name="zaak_voorleggen"),
    path("<slug:kenmerk>/zaak/heropenen/", zaak.zaak_heropenen, name="zaak_heropenen"),
    path("<slug:kenmerk>/zaak/besluit/", zaak.besluit_nemen, name="besluit_nemen"),
]
