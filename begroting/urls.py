from django.urls import path

from begroting.views import afsluiten, beheren, corrigeren, lezen, opdrachten, reserveren

app_name = "begroting"

urlpatterns = [
    path("", lezen.budget_lijst, name="budget_lijst"),
    path("nieuw/", beheren.open_budget, name="open_budget"),
    path("<int:pk>/", lezen.budget_detail, name="budget_detail"),
    path("<int:pk>/wijzigen/", beheren.wijzig_budget, name="wijzig_budget"),
    path("<int:pk>/waarschuwing/", beheren.waarschuwingsgrens, name="waarschuwingsgrens"),
    path("<int:pk>/jaar/", beheren.open_budgetjaar, name="open_budgetjaar"),
    path("jaar/<int:pk>/", lezen.budgetjaar_detail, name="budgetjaar_detail"),
    path("jaar/<int:pk>/doel/", beheren.open_bestedingsdoel, name="open_bestedingsdoel"),
    path("jaar/<int:pk>/begroting/", beheren.boek_begroting, name="boek_begroting"),
    path("jaar/<int:pk>/wijzigen/", beheren.wijzig_budgetjaar, name="wijzig_budgetjaar"),
    path("jaar/<int:pk>/overhevelen/", beheren.hevel_over, name="hevel_over"),
    path("jaar/<int:pk>/afsluiten/", afsluiten.afsluiting, name="afsluiting"),
    path("jaar/<int:pk>/afsluiten/voorstel/", afsluiten.stel_afsluiting_voor, name="stel_afsluiting_voor"),
    path("jaar/<int:pk>/afsluiten/sluiten/", afsluiten.sluit_af, name="sluit_af"),
    path("boekstuk/<int:pk>/terugdraaien/", corrigeren.draai_terug, name="draai_terug"),
    path("doel/<int:pk>/", lezen.doel_detail, name="doel_detail"),
    path("doel/<int:pk>/wijzigen/", beheren.wijzig_begroting, name="wijzig_begroting"),
    path("doel/<int:pk>/meenemen/", afsluiten.wijzig_voorstel, name="wijzig_voorstel"),
    path("doel/<int:pk>/plafond/", beheren.publiceer_plafond, name="publiceer_plafond"),
    path("doel/<int:pk>/opdracht/", opdrachten.leg_opdracht_vast, name="leg_opdracht_vast"),
    path("doel/<int:pk>/reserveren/", reserveren.reserveer, name="reserveer"),
    path("doel/<int:pk>/vrijgeven/", reserveren.geef_vrij, name="geef_vrij"),
    path("verplichting/<int:pk>/", lezen.verplichting_detail, name="verplichting_detail"),
    path("verplichting/<int:pk>/bijstellen/", opdrachten.stel_bij, name="stel_bij"),
    path("verplichting/<int:pk>/betaling/", opdrachten.boek_betaling, name="boek_betaling"),
    path("verplichting/<int:pk>/traject/", opdrachten.voeg_traject_toe, name="voeg_traject_toe"),
    path("traject/<int:pk>/", opdrachten.wijzig_traject, name="wijzig_traject"),
]
