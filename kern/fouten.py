"""The two ways to say no. Both carry a Dutch text that the user reads."""

from django.core.exceptions import PermissionDenied


class DomeinFout(Exception):
    """A business rule refuses an act. Services raise it; the view shows `bericht`, on `veld` when given.

    `code` is what the audit trail keeps of it: lower case words with dots, no names, no free text.
    """

    def __init__(self, bericht: str, *, code: str, veld: str | None = None) -> None:
        super().__init__(bericht)
        self.bericht = bericht
        self.code = code
        self.veld = veld


class GeenRecht(PermissionDenied):
    """This membership may not do this. Becomes a 403 page with the reason and one audit row.

    `vastgelegd` turns true once a refused act has written that row (kern.handeling).
    """

    vastgelegd = False

    def __init__(self, reden: str, *, code: str = "toegang.geen_recht") -> None:
        super().__init__(reden)
        self.reden = reden
        self.code = code
        self.vastgelegd = False
