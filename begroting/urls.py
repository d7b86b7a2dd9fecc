from django.urls import path

from begroting.views import beheren, lezen, reserveren

app_name = "begroting"

urlpatterns = [
    path("", lezen.budget_lijst, name="budget_lijst"),
    path("nieuw/", beheren.open_budget, name="open_budget"),
    path("<int:pk>/", lezen.budget_detail, name="budget_detail"),
    path("<int:pk>/jaar/", beheren.open_budgetjaar, name="open_budgetjaar"),
    path("jaar/<int:pk>/doel/", beheren.open_bestedingsdoel, name="open_bestedingsdoel"),
    path("jaar/<int:pk>/begroting/", beheren.boek_begroting, name="boek_begroting"),
    path("jaar/<int:pk>/overhevelen/", beheren.hevel_over, name="hevel_over"),
    path("doel/<int:pk>/", lezen.doel_detail, name="doel_detail"),
    path("doel/<int:pk>/wijzigen/", beheren.wijzig_begroting, name="wijzig_begroting"),
    path("doel/<int:pk>/reserveren/", reserveren.reserveer, name="reserveer"),
    path("doel/<int:pk>/vrijgeven/", reserveren.geef_vrij, name="geef_vrij"),
]
