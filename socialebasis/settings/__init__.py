"""All settings of Sociale Basis, read from the environment (docs/installeren.md lists the names).

DEBUG is for trying out and testing. With DEBUG off the application refuses to start on insecure values.
"""

from pathlib import Path

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from socialebasis.settings.omgeving import (
    celery_url,
    clamd_adres,
    eis,
    geheime_sleutel,
    lees,
    lees_aan,
    lees_lijst,
    redis_database,
)

WORTEL = Path(__file__).resolve().parent.parent.parent

DEBUG = lees_aan("DEBUG")
SECRET_KEY = geheime_sleutel(DEBUG)
ALLOWED_HOSTS = lees_lijst("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]" if DEBUG else "")
if not ALLOWED_HOSTS or ("*" in ALLOWED_HOSTS and not DEBUG):
    raise ImproperlyConfigured("Zet ALLOWED_HOSTS in de omgeving: de webadressen van deze toepassing, zonder *.")
WEBADRES = lees("WEBADRES", "http://127.0.0.1:8000" if DEBUG else f"https://{ALLOWED_HOSTS[0]}")
CSRF_TRUSTED_ORIGINS = lees_lijst("CSRF_TRUSTED_ORIGINS")

# Demo accounts and their password stand on the login page. Never with DEBUG off.
PROEF = DEBUG and lees_aan("PROEF")

# The name in the header: "subsidies gemeente …".
GEMEENTE = lees("GEMEENTE_NAAM", "Haarlem")
GEMEENTE_BIC = lees("GEMEENTE_BIC", "")  # only for a bank that asks for it in payment files

# --- apps: from the ground floor up (huis.md §1) ---
INSTALLED_APPS = [
    "kern",
    "regelingen",
    "organisaties",
    "brieven",
    "begroting",
    "thematafels",
    "subsidies",
    "uitvoering",
    "verantwoording",
    "overzichten",
    "socialebasis",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "pgtrigger",
    "pghistory",
    "crispy_forms",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
]

MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",  # the first: on every answer, that of a wrong host and of a static file too
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "organisaties.middleware.lidmaatschap_middleware",
    "organisaties.middleware.weigering_middleware",
]

ROOT_URLCONF = "socialebasis.urls"
WSGI_APPLICATION = "socialebasis.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WORTEL / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "socialebasis.context.schil",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "nlds"
CRISPY_TEMPLATE_PACK = "nlds"
CRISPY_FAIL_SILENTLY = False

# --- database: PostgreSQL, in every setting; the web and the workers connect as role `app` ---
DATABASES = {
    "default": dj_database_url.parse(
        eis("DATABASE_URL", "bijvoorbeeld postgres://app:…@db/socialebasis"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASE_ROL_APP = lees("DATABASE_ROL_APP", "app")

# --- Redis: database 0 is the broker, database 1 the cache ---
REDIS_URL = eis("REDIS_URL", "bijvoorbeeld redis://redis:6379")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": redis_database(REDIS_URL, 1),
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2},  # else a silent server holds every thread
    }
}

# --- jobs ---
CELERY_BROKER_URL = celery_url(redis_database(REDIS_URL, 0))
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "socket_timeout": 5,
    "socket_connect_timeout": 1,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 1000
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Europe/Amsterdam"
CELERY_BEAT_SCHEDULE = {
    "uitnodigingen-vegen": {"task": "organisaties.tasks.veeg_uitnodigingen", "schedule": 60.0},
    "brieven-vegen": {"task": "brieven.tasks.veeg_brieven", "schedule": 60.0},
    "berichten-vegen": {"task": "brieven.tasks.veeg_berichten", "schedule": 60.0},
    "betaalschemas-vegen": {"task": "uitvoering.tasks.veeg_betaalschemas", "schedule": 300.0},
    "collegebesluiten-vegen": {"task": "subsidies.tasks.veeg_collegebesluiten", "schedule": 60.0},
    "klokken-gelijkzetten": {
        "task": "subsidies.tasks.zet_klokken_gelijk",
        "schedule": crontab(hour="0", minute="20"),
    },
    "kopieen-vegen": {"task": "subsidies.tasks.veeg_kopieen", "schedule": 300.0},
    "vaststellingen-vegen": {"task": "uitvoering.tasks.veeg_vaststellingen", "schedule": 3600.0},
    "plannen-vegen": {"task": "verantwoording.tasks.veeg_plannen", "schedule": 300.0},
    "inlezingen-vegen": {"task": "verantwoording.tasks.veeg_inlezingen", "schedule": 60.0},
    "verantwoordingsstukken-vegen": {"task": "verantwoording.tasks.veeg_stukken", "schedule": 300.0},
    "indexeringen-vegen": {"task": "uitvoering.tasks.veeg_indexeringen", "schedule": 60.0},
    "verantwoordingen-openen": {
        "task": "verantwoording.tasks.open_verantwoordingen",
        "schedule": crontab(hour="5", minute="10"),
    },
    "verslagen-herinneren": {
        "task": "verantwoording.tasks.herinner",
        "schedule": crontab(hour="6", minute="10"),
    },
    "cijfers-narekenen": {"task": "overzichten.tasks.sluit_aan", "schedule": crontab(hour="3", minute="40")},
    "sessies-opruimen": {"task": "kern.tasks.ruim_sessies_op", "schedule": crontab(hour="4", minute="10")},
    "bestanden-scannen": {"task": "kern.tasks.veeg_scans", "schedule": 60.0},
    "bestanden-opruimen": {"task": "kern.tasks.ruim_bestanden_op", "schedule": crontab(hour="4", minute="20")},
    "spoor-verzegelen": {"task": "kern.tasks.verzegel_spoor", "schedule": 300.0},
    "uitsplitsing-verversen": {"task": "overzichten.tasks.ververs_uitsplitsing", "schedule": 300.0},
    "uitvragen-sluiten": {"task": "thematafels.tasks.sluit_verlopen_uitvragen", "schedule": crontab(minute="*/5")},
}

# --- people and sessions ---
AUTH_USER_MODEL = "kern.Gebruiker"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "overzichten:start"
ACCOUNT_ADAPTER = "organisaties.adapter.UitnodigingAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# --- security ---
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
SECURE_SSL_REDIRECT = not DEBUG and lees_aan("SECURE_SSL_REDIRECT", standaard=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked for by the watcher on the machine itself
ACHTER_PROXY = lees_aan("ACHTER_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ACHTER_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = int(ACHTER_PROXY)  # else the whole city shares the proxy's share of failed logins
SECURE_HSTS_SECONDS = 0 if DEBUG else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEBUG
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- language and time ---
LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = USE_TZ = True

# --- files: letters and uploads are private, only a permission view hands them out ---
STATIC_URL = "static/"
STATIC_ROOT = Path(lees("STATIC_ROOT", str(WORTEL / ".data" / "static")))
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG
STATICFILES_DIRS = [("gebouwd", WORTEL / "static" / "gebouwd")]  # made by `npm run bouw`
PRIVATE_ROOT = Path(lees("PRIVATE_ROOT", str(WORTEL / ".data" / "bestanden")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": PRIVATE_ROOT}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "kern.bestanden.grens.Grens",  # the first: what is beyond the bound reaches no memory and no disk
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
BESTAND_MAX_BYTES = int(lees("BESTAND_MAX_MB", "10")) * 2**20
DATA_UPLOAD_MAX_NUMBER_FILES = 5
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # a budget of 400 lines is one form
CLAMD_ADRES = clamd_adres(lees("CLAMD_ADRES"))  # empty: uploads are not scanned for viruses

# --- mail: a mail only says that something waits, with a link (domein.md) ---
EMAIL_BACKEND = lees("EMAIL_BACKEND", f"django.core.mail.backends.{'console' if DEBUG else 'smtp'}.EmailBackend")
EMAIL_HOST = lees("EMAIL_HOST", "localhost")
EMAIL_PORT = int(lees("EMAIL_PORT", "25"))
EMAIL_HOST_USER = lees("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = lees("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = lees_aan("EMAIL_USE_TLS", standaard=not DEBUG)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = lees("DEFAULT_FROM_EMAIL", "subsidies@gemeente.example")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"regel": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "regel"}},
    "root": {"handlers": ["console"], "level": lees("LOG_LEVEL", "INFO")},
}
