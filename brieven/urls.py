from django.urls import path, register_converter
from django.urls.converters import StringConverter

from brieven import views, views_post, views_teksten
from brieven.models.brief import KENMERK

app_name = "brieven"


class Kenmerk(StringConverter):
    """Only what can be a kenmerk: anything else is no address, and never reaches the database."""

    regex = KENMERK.strip("^$")


register_converter(Kenmerk, "brief")

urlpatterns = [
    path("", views.lijst, name="lijst"),
    path("berichten/", views.berichten, name="berichten"),
    path("te-printen/", views_post.te_printen, name="te_printen"),
    path("te-printen/pdf/", views_post.stapel_pdf, name="stapel_pdf"),
    path("te-printen/nieuwe-datum/", views_post.nieuwe_datum, name="nieuwe_datum"),
    path("schrijf/", views_post.schrijf, name="schrijf"),
    path("schrijf/pdf/", views_post.schrijf_pdf, name="schrijf_pdf"),
    path("teksten/", views_teksten.lijst, name="teksten"),
    path("teksten/versie/<int:pk>/", views_teksten.versie, name="tekst_versie"),
    path("teksten/<slug:soort>/", views_teksten.detail, name="tekst"),
    path("teksten/<slug:soort>/voorbeeld/", views_teksten.voorbeeld, name="tekst_voorbeeld"),
    path("teksten/<slug:soort>/voorbeeld/pdf/", views_teksten.voorbeeld_als_pdf, name="tekst_pdf"),
    path("teksten/<slug:soort>/<slug:bereik>/", views_teksten.wijzig, name="tekst_wijzig"),
    path("<brief:kenmerk>/", views.detail, name="detail"),
    path("<brief:kenmerk>/pdf/", views.pdf, name="pdf"),
    path("<brief:kenmerk>/voortgang/", views.voortgang, name="voortgang"),
    path("<brief:kenmerk>/opnieuw/", views.opnieuw, name="opnieuw"),
    path("<brief:kenmerk>/retour/", views_post.retour, name="retour"),
]
