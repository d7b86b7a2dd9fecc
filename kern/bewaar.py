"""Saving with the refusals of the model itself as sentences a user can read."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from kern.fouten import DomeinFout


def bewaar(rij: models.Model) -> None:
    """Validate and save a row. Raises DomeinFout with the first thing that is wrong, on its field."""
    try:
        rij.full_clean()
    except ValidationError as fout:
        veld, berichten = next(iter(fout.message_dict.items()))
        raise DomeinFout(
            berichten[0],
            code=f"{rij._meta.model_name}.ongeldig",
            veld=None if veld == NON_FIELD_ERRORS else veld,
        ) from fout
    rij.save()
