from django.urls import path

from organisaties.views import leden, mandaten, mijn, organisatie, uitnodiging

app_name = "organisaties"

urlpatterns = [
    path("", organisatie.lijst, name="lijst"),
    path("nieuw/", organisatie.nieuw, name="nieuw"),
    path("<int:pk>/", organisatie.detail, name="detail"),
    path("<int:pk>/wijzigen/", organisatie.wijzig, name="wijzig"),
    path("<int:pk>/leden/", leden.leden, name="leden"),
    path("<int:pk>/leden/uitnodigen/", leden.uitnodigen, name="uitnodigen"),
    path("leden/<int:pk>/beeindigen/", leden.lidmaatschap_beeindigen, name="lidmaatschap_beeindigen"),
    path("mandaten/", mandaten.mandaten, name="mandaten"),
    path("mandaten/nieuw/", mandaten.mandaat_nieuw, name="mandaat_nieuw"),
    path("uitnodiging/<str:token>/", uitnodiging.uitnodiging_aanvaarden, name="uitnodiging_aanvaarden"),
    path("wissel/", mijn.wissel, name="wissel"),
    path("mijn-gegevens/", mijn.mijn_gegevens, name="mijn_gegevens"),
    path("mijn-gegevens/export/", mijn.mijn_export, name="mijn_export"),
]
