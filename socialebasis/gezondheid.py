"""Two public addresses for whoever watches the servers: does the process live, and can it do its work?"""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError


def _vraag_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _vraag_redis() -> None:
    cache.get("gereed")


NODIG: dict[str, Callable[[], None]] = {"database": _vraag_database, "redis": _vraag_redis}


def _antwoordt(vraag: Callable[[], None]) -> bool:
    try:
        vraag()
    except (DatabaseError, RedisError):
        return False
    return True


def _tekst(regels: list[str], status: int) -> HttpResponse:
    return HttpResponse("\n".join(regels) + "\n", status=status, content_type="text/plain; charset=utf-8")


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. No I/O, so that a slow database does not make anybody restart the web server."""
    return _tekst(["in orde"], 200)


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The process can serve people: database and Redis answer. 503 names what does not, and nothing more."""
    weg = [naam for naam, vraag in NODIG.items() if not _antwoordt(vraag)]
    return _tekst([f"{naam} antwoordt niet" for naam in weg] or ["gereed"], 503 if weg else 200)
