"""What tests/hulp/als_app.py promises: production's rights while a request or a task lasts, the owner's before and
after, whatever happens in between."""

import sys

import pytest
from celery import shared_task
from django.db import ProgrammingError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

from tests.hulp.als_app import als_app

APP, EIGENAAR = "app", "migratie"
VERBODEN = "DELETE FROM kern_gebeurtenis"


def wie() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (naam,) = cursor.fetchone()
    return naam


def zegt_wie(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(wie())


def doet_wat_niet_mag(_request: HttpRequest) -> HttpResponse:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(VERBODEN)
    return HttpResponse()


@shared_task(name="tests.wie")
def taak() -> str:
    return wie()


urlpatterns = [path("wie/", zegt_wie), path("verboden/", doet_wat_niet_mag)]
eigen_urls = override_settings(ROOT_URLCONF=sys.modules[__name__], MIDDLEWARE=[])


@pytest.mark.django_db
@eigen_urls
def test_a_request_has_the_rights_of_production(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        antwoord = client.get("/wie/")

    assert (antwoord.content.decode(), wie()) == (APP, EIGENAAR)


@pytest.mark.django_db
@eigen_urls
def test_what_role_app_may_not_do_fails_in_a_request_and_the_test_goes_on_as_owner(client):
    with pytest.raises(ProgrammingError, match="permission denied"):
        client.get("/verboden/")

    assert wie() == EIGENAAR


@pytest.mark.django_db(transaction=True)
@eigen_urls
@pytest.mark.parametrize("verbonden", [True, False])
def test_a_connection_that_is_opened_meanwhile_has_them_too(client, verbonden):
    if not verbonden:
        connection.close()

    assert (client.get("/wie/").content.decode(), wie()) == (APP, EIGENAAR)


@pytest.mark.django_db
def test_a_task_has_them_in_a_request_or_not():
    with als_app():
        in_een_verzoek = taak()
        daarna = wie()

    assert (in_een_verzoek, daarna, taak(), wie()) == (APP, APP, APP, EIGENAAR)


@pytest.mark.django_db
def test_a_rollback_alone_gives_the_owner_back():
    """Nothing else can be said to a transaction that failed."""
    with pytest.raises(ProgrammingError), transaction.atomic(), als_app(), connection.cursor() as cursor:
        cursor.execute(VERBODEN)

    assert wie() == EIGENAAR
