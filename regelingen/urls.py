from django.urls import path

from regelingen import views

app_name = "regelingen"

urlpatterns = [
    path("", views.lijst, name="lijst"),
    path("<slug:code>/", views.detail, name="detail"),
    path("<slug:code>/instellen/", views.parameter_nieuw, name="parameter_nieuw"),
    path("<slug:code>/weigeringsgronden/", views.gronden, name="gronden"),
    path("<slug:code>/weigeringsgronden/nieuw/", views.grond_nieuw, name="grond_nieuw"),
    path("<slug:code>/weigeringsgronden/<int:pk>/beeindigen/", views.grond_beeindig, name="grond_beeindig"),
    path("<slug:code>/vragen/", views.vragen, name="vragen"),
    path("<slug:code>/vragen/nieuw/", views.vraag_nieuw, name="vraag_nieuw"),
    path("<slug:code>/vragen/<int:pk>/wijzigen/", views.vraag_wijzig, name="vraag_wijzig"),
    path("<slug:code>/vragen/<int:pk>/beeindigen/", views.vraag_beeindig, name="vraag_beeindig"),
]
