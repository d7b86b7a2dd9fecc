"""Pages for everybody, logged in or not. Their text stands in the template."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


def _pagina(template: str) -> Callable[[HttpRequest], HttpResponse]:
    @login_not_required
    @require_safe
    def pagina(request: HttpRequest) -> HttpResponse:
        return render(request, template)

    return pagina


hulp = _pagina("overzichten/hulp.html")
toegankelijkheid = _pagina("overzichten/toegankelijkheid.html")
privacy = _pagina("overzichten/privacy.html")
