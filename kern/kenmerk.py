"""Kenmerken: the number on a letter or a case, the same in the portal, on paper and in the archive."""

import datetime

from django.db import connection


def volgend_kenmerk(datum: datetime.date) -> str:
    """A new kenmerk, `SB-2026-0042`: unique for good; a number may be skipped when its act is rolled back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('kern_kenmerk')")
        (nummer,) = cursor.fetchone()
    return f"SB-{datum.year}-{nummer:04d}"
