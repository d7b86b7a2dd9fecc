"""All addresses. Of allauth only the routes in use are mounted; sign-up goes by invitation."""

from allauth.account import views as account
from django.urls import include, path, re_path

from socialebasis import gezondheid

inloggen = [
    path("inloggen/", account.login, name="account_login"),
    path("uitloggen/", account.logout, name="account_logout"),
    path("wachtwoord-vergeten/", account.password_reset, name="account_reset_password"),
    path("wachtwoord-vergeten/verzonden/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^wachtwoord-herstellen/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "wachtwoord-herstellen/klaar/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

urlpatterns = [
    path("healthz", gezondheid.healthz, name="healthz"),
    path("readyz", gezondheid.readyz, name="readyz"),
    *inloggen,
    path("", include("overzichten.urls")),
    path("organisaties/", include("organisaties.urls")),
    path("regelingen/", include("regelingen.urls")),
    path("storingen/", include("kern.urls")),
    path("uitvragen/", include("thematafels.urls")),
    path("aanvragen/", include("subsidies.urls")),
    path("subsidies/", include("uitvoering.urls")),
    path("verantwoording/", include("verantwoording.urls")),
    path("begroting/", include("begroting.urls")),
    path("brieven/", include("brieven.urls")),
]
