from django.urls import path

from overzichten.views import begroting, openbaar, start, werklijst

app_name = "overzichten"

urlpatterns = [
    path("", start.start, name="start"),
    path("werk/", werklijst.werklijst, name="werklijst"),
    path("geld/", begroting.begroting, name="begroting"),
    path("hulp/", openbaar.hulp, name="hulp"),
    path("toegankelijkheid/", openbaar.toegankelijkheid, name="toegankelijkheid"),
    path("privacy/", openbaar.privacy, name="privacy"),
]
