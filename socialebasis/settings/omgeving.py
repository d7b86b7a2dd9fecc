"""Reading settings from the environment, and refusing insecure ones."""

import os
from urllib.parse import urlsplit, urlunsplit

from django.core.exceptions import ImproperlyConfigured


def lees(naam: str, standaard: str = "") -> str:
    return os.environ.get(naam, standaard).strip()


def lees_aan(naam: str, standaard: bool = False) -> bool:
    waarde = lees(naam, "1" if standaard else "0").lower()
    if waarde not in {"0", "1", "true", "false", "ja", "nee"}:
        raise ImproperlyConfigured(f"{naam} is aan (1) of uit (0), niet '{waarde}'.")
    return waarde in {"1", "true", "ja"}


def lees_lijst(naam: str, standaard: str = "") -> list[str]:
    return [deel.strip() for deel in lees(naam, standaard).split(",") if deel.strip()]


def eis(naam: str, waarom: str) -> str:
    waarde = lees(naam)
    if not waarde:
        raise ImproperlyConfigured(f"Zet {naam} in de omgeving: {waarom}.")
    return waarde


def geheime_sleutel(debug: bool) -> str:
    """The signing key: required outside DEBUG, at least 50 characters and not Django's placeholder."""
    sleutel = lees("SECRET_KEY")
    if sleutel and (debug or (len(sleutel) >= 50 and not sleutel.startswith("django-insecure"))):
        return sleutel
    if debug:
        return "alleen-om-te-proberen"
    raise ImproperlyConfigured("Zet SECRET_KEY in de omgeving: een willekeurige tekst van ten minste 50 tekens.")


def redis_database(url: str, nummer: int) -> str:
    """The same Redis server, another logical database: broker and cache must not share keys."""
    delen = urlsplit(url)
    if delen.scheme == "unix":
        return f"unix://{delen.path}?db={nummer}"
    return urlunsplit(delen._replace(path=f"/{nummer}"))


def celery_url(url: str) -> str:
    """Celery's spelling of a Redis address: it wants redis+socket:// where redis-py wants unix://."""
    return url.replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=", 1)


def clamd_adres(adres: str) -> str:
    """The virus scanner, or nothing. A typing error would leave every upload in quarantine: refuse it at the start."""
    delen = urlsplit(adres)
    if adres and not ((delen.scheme == "tcp" and delen.hostname) or (delen.scheme == "unix" and delen.path)):
        raise ImproperlyConfigured(f"CLAMD_ADRES is tcp://server:3310 of unix:///pad, niet '{adres}'.")
    return adres
