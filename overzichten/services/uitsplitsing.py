from django.db import connection


def ververs() -> None:
    """Work the breakdowns of the council out again; readers keep the old ones meanwhile. May run twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT overzichten_ververs()")
