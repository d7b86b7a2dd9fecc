from django.urls import path

from organisaties.views import leden, machtiging, mandaten, mijn, organisatie, uitnodiging, verband

app_name = "organisaties"

_VERBAND = "samenwerkingsverbanden/<int:pk>/"
_DEEL = f"{_VERBAND}<slug:soort>/<int:deel>/"

urlpatterns = [
    path("", organisatie.lijst, name="lijst"),
    path("nieuw/", organisatie.nieuw, name="nieuw"),
    path("<int:pk>/", organisatie.detail, name="detail"),
    path("<int:pk>/wijzigen/", organisatie.wijzig, name="wijzig"),
    path("<int:pk>/accounthouder/", organisatie.accounthouder, name="accounthouder"),
    path("<int:pk>/verzending/", organisatie.verzending, name="verzending"),
    path("<int:pk>/leden/", leden.leden, name="leden"),
    path("<int:pk>/leden/uitnodigen/", leden.uitnodigen, name="uitnodigen"),
    path("leden/<int:pk>/beeindigen/", leden.lidmaatschap_beeindigen, name="lidmaatschap_beeindigen"),
    path("<int:pk>/machtigingen/", machtiging.machtigingen, name="machtigingen"),
    path("<int:pk>/machtigingen/nieuw/", machtiging.machtiging_nieuw, name="machtiging_nieuw"),
    path("machtigingen/<int:pk>/", machtiging.machtiging_formulier, name="machtiging_formulier"),
    path("machtigingen/<int:pk>/document/", machtiging.machtiging_document, name="machtiging_document"),
    path("machtigingen/<int:pk>/intrekken/", machtiging.machtiging_intrekken, name="machtiging_intrekken"),
    path("machtigingen/<int:pk>/download/", machtiging.machtiging_download, name="machtiging_download"),
    path("samenwerkingsverbanden/", verband.verband_lijst, name="verband_lijst"),
    path("samenwerkingsverbanden/nieuw/", verband.verband_nieuw, name="verband_nieuw"),
    path(_VERBAND, verband.verband_detail, name="verband_detail"),
    path(f"{_VERBAND}wijzigen/", verband.verband_wijzig, name="verband_wijzig"),
    path(f"{_VERBAND}<slug:soort>/nieuw/", verband.verbanddeel_nieuw, name="verbanddeel_nieuw"),
    path(f"{_DEEL}wijzigen/", verband.verbanddeel_wijzig, name="verbanddeel_wijzig"),
    path(f"{_DEEL}verwijderen/", verband.verbanddeel_verwijder, name="verbanddeel_verwijder"),
    path(f"{_VERBAND}convenant/<int:deel>/bestand/", verband.convenant_download, name="convenant_download"),
    path("mandaten/", mandaten.mandaten, name="mandaten"),
    path("mandaten/nieuw/", mandaten.mandaat_nieuw, name="mandaat_nieuw"),
    path("uitnodiging/<str:token>/", uitnodiging.uitnodiging_aanvaarden, name="uitnodiging_aanvaarden"),
    path("wissel/", mijn.wissel, name="wissel"),
    path("mijn-gegevens/", mijn.mijn_gegevens, name="mijn_gegevens"),
    path("mijn-gegevens/export/", mijn.mijn_export, name="mijn_export"),
]
