"""What a test committed goes again: the rows that are there, whatever triggers keep them.

Django truncates every table, each a new file on disk, however little a test wrote; that takes a second. The locks are
the same, so that what a request is still writing goes too. Content types and permissions stay: they are the same after
every flush.
"""

from collections.abc import Sequence

BLIJFT = frozenset({"django_content_type", "auth_permission"})


def sql_flush(
    ops: object, style: object, tables: Sequence[str], *, reset_sequences: bool = False, allow_cascade: bool = False
) -> list[str]:
    """The method of that name of a database backend. The role may set this parameter in tests (tests/omgeving.py)."""
    weg = [f'"{tabel}"' for tabel in tables if tabel not in BLIJFT]
    return [
        f"LOCK TABLE {', '.join(weg)} IN ACCESS EXCLUSIVE MODE",
        "SET LOCAL session_replication_role = replica",
        "; ".join(f"DELETE FROM {tabel}" for tabel in weg),
    ]
