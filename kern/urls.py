from django.urls import path

from kern import views_storing

app_name = "kern"

urlpatterns = [
    path("", views_storing.lijst, name="storing_lijst"),
    path("nieuw/", views_storing.nieuw, name="storing_nieuw"),
    path("<int:pk>/beeindigen/", views_storing.beeindig, name="storing_beeindig"),
]
