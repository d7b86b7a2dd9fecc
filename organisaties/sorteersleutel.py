from typing import Any

from django.db import models
from django.db.models.functions import Lower

# Letters that Unicode does not take apart into a base letter and a mark.
ONDEELBAAR = ("ŁłØøĐđĦħŊŋŦŧıÐð", "llooddhhnnttidd")


class Sorteersleutel(models.Func):
    """The text a Dutch reader sorts by: no accents, no capitals ("Łódź" as "lodz", "Èlan" as "elan").

    Immutable in PostgreSQL and independent of its locale, so that it can be a generated column: no path that
    writes a name can forget it, bulk writes included.
    """

    template = (
        "TRANSLATE(REGEXP_REPLACE(NORMALIZE(%(expressions)s, NFKD), '[\u0300-\u036f]', '', 'g'), "
        f"'{ONDEELBAAR[0]}', '{ONDEELBAAR[1]}')"
    )
    arity = 1
    output_field = models.CharField()


def sorteersleutel(veld: str) -> Any:
    return Lower(Sorteersleutel(veld))
