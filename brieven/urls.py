from django.urls import path, register_converter
from django.urls.converters import StringConverter

from brieven import views
from brieven.models.brief import KENMERK

app_name = "brieven"


class Kenmerk(StringConverter):
    """Only what can be a kenmerk: anything else is no address, and never reaches the database."""

    regex = KENMERK.strip("^$")


register_converter(Kenmerk, "brief")

urlpatterns = [
    path("", views.lijst, name="lijst"),
    path("berichten/", views.berichten, name="berichten"),
    path("<brief:kenmerk>/", views.detail, name="detail"),
    path("<brief:kenmerk>/pdf/", views.pdf, name="pdf"),
    path("<brief:kenmerk>/voortgang/", views.voortgang, name="voortgang"),
    path("<brief:kenmerk>/opnieuw/", views.opnieuw, name="opnieuw"),
]
