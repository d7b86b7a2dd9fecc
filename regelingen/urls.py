from django.urls import path

from regelingen import views

app_name = "regelingen"

urlpatterns = [
    path("", views.lijst, name="lijst"),
    path("<slug:code>/", views.detail, name="detail"),
    path("<slug:code>/instellen/", views.parameter_nieuw, name="parameter_nieuw"),
]
