"""Fields with one meaning everywhere."""

from typing import Any

from django.db import models

from kern.forms import NIET_NEGATIEF, BedragVeld


class BedragField(models.DecimalField):
    """An amount in euro: numeric(12,2). `negatief=True` only where a sign carries meaning (a correction)."""

    def __init__(self, *args: Any, negatief: bool = False, **kwargs: Any) -> None:
        self.negatief = negatief
        kwargs |= {"max_digits": 12, "decimal_places": 2}
        if not negatief:
            kwargs.setdefault("validators", [NIET_NEGATIEF])
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:  # the form field says itself that it may not be negative
        keuzes: dict[str, Any] = {"form_class": BedragVeld, "negatief": self.negatief}
        return super().formfield(**keuzes | kwargs)

    def deconstruct(self) -> Any:
        naam, pad, args, kwargs = super().deconstruct()
        for sleutel in ("max_digits", "decimal_places", "validators"):
            kwargs.pop(sleutel, None)
        if self.negatief:
            kwargs["negatief"] = True
        return naam, pad, args, kwargs
