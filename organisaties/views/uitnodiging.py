"""Accepting an invitation: the one page where an account is made."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from kern.forms import Formulier
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.views import antwoord, toon_fout
from organisaties.forms import NieuwAccountForm
from organisaties.middleware import SESSIE_SLEUTEL
from organisaties.models import Uitnodiging
from organisaties.selectors import uitnodiging_van
from organisaties.services.aanvaard_uitnodiging import aanvaard_uitnodiging

BACKEND = "django.contrib.auth.backends.ModelBackend"


class AanvaardForm(Formulier):
    knop = "Aanvaard de uitnodiging"


@login_not_required
@never_cache
@sensitive_post_parameters("wachtwoord", "herhaling")
def uitnodiging_aanvaarden(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody new makes an account; somebody who has one logs in first. A link that is not ours is a 404."""
    try:
        uitnodiging = uitnodiging_van(token)
    except Uitnodiging.DoesNotExist as fout:
        raise Http404 from fout
    gebruiker = request.user if isinstance(request.user, Gebruiker) else None
    invoer = request.POST if request.method == "POST" else None
    form: BaseForm = AanvaardForm(invoer) if gebruiker else NieuwAccountForm(invoer)
    if request.method == "POST" and form.is_valid():
        try:
            lidmaatschap = aanvaard_uitnodiging(
                token=token,
                gebruiker=gebruiker,
                naam=form.cleaned_data.get("naam", ""),
                wachtwoord=form.cleaned_data.get("wachtwoord", ""),
            )
        except DomeinFout as fout:
            toon_fout(form, fout)
        else:
            if gebruiker is None:
                login(request, lidmaatschap.gebruiker, backend=BACKEND)
            request.session[SESSIE_SLEUTEL] = lidmaatschap.pk
            messages.success(request, f"Welkom bij {lidmaatschap.organisatie.naam}.")
            return redirect("overzichten:start")
    context = {
        "uitnodiging": uitnodiging,
        "log_eerst_in": gebruiker is None and Gebruiker.objects.filter(email=uitnodiging.email).exists(),
        "andere_persoon": gebruiker is not None and gebruiker.email != uitnodiging.email,
    }
    return antwoord(request, "organisaties/uitnodiging_aanvaarden.html", context, form=form)
