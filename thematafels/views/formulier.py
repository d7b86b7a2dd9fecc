"""The step every form page of this room takes."""

from collections.abc import Callable

from django.forms import BaseForm

from kern.fouten import DomeinFout
from kern.views import toon_fout


def gelukt(form: BaseForm, daad: Callable[[], object]) -> bool:
    """Do the act when the form is sent and right; a refusal of the service lands on the form."""
    if not form.is_valid():
        return False
    try:
        daad()
    except DomeinFout as fout:
        toon_fout(form, fout)
        return False
    return True
