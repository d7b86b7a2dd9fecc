from django.urls import path

from brieven import views

app_name = "brieven"

urlpatterns = [
    path("", views.lijst, name="lijst"),
    path("<str:kenmerk>/", views.detail, name="detail"),
    path("<str:kenmerk>/pdf/", views.pdf, name="pdf"),
    path("<str:kenmerk>/voortgang/", views.voortgang, name="voortgang"),
    path("<str:kenmerk>/opnieuw/", views.opnieuw, name="opnieuw"),
]
