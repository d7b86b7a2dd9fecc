"""The permission matrix: for every address who may, for whom it does not exist, and who is refused.

Read a row as: for `mag` the page answers `get` and takes a POST with `post`; for `weg` there is nothing there (404);
every other role is refused with a reason (403); who is not logged in goes to the login page. 405 means that the
method does not exist here, whoever asks. A POST in the matrix carries no fields: a form that needs some answers 422.
"""

from collections.abc import Callable
from typing import Any

from tests.architectuur.route import Route, niets
from tests.architectuur.routes import (
    begroting,
    brieven,
    kern,
    organisaties,
    overzichten,
    regelingen,
    subsidies,
    thematafels,
    uitvoering,
    verantwoording,
)
from tests.architectuur.wereld import Wereld

MATRIX: tuple[Route, ...] = (
    *overzichten.ROUTES,
    *organisaties.ROUTES,
    *regelingen.ROUTES,
    *kern.ROUTES,
    *brieven.ROUTES,
    *begroting.ROUTES,
    *thematafels.ROUTES,
    *subsidies.ROUTES,
    *uitvoering.ROUTES,
    *verantwoording.ROUTES,
)

OPENBAAR: dict[str, tuple[Callable[[Wereld], tuple[Any, ...]], int]] = {
    "healthz": (niets, 200),
    "readyz": (niets, 200),
    "account_login": (niets, 200),
    "account_logout": (niets, 302),
    "account_reset_password": (niets, 200),
    "account_reset_password_done": (niets, 200),
    "account_reset_password_from_key": (lambda _: ("1", "geen-sleutel"), 200),
    "account_reset_password_from_key_done": (niets, 200),
    "organisaties:uitnodiging_aanvaarden": (lambda w: (w.uitnodiging.token,), 200),
    "overzichten:raadsvragen": (niets, 200),
    "overzichten:raadsvraag": (lambda w: (w.beantwoord.pk,), 200),
    "overzichten:hulp": (niets, 200),
    "overzichten:toegankelijkheid": (niets, 200),
    "overzichten:privacy": (niets, 200),
}
