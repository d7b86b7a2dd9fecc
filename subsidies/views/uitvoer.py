"""What leaves the system: a part for its board, what changed since an akkoord, the table on one A4, a form to sign."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from brieven.documenten.odt import SOORT as ODT
from kern.fouten import DomeinFout
from organisaties.regels.mag_machtigen import mag_machtigen
from organisaties.selectors import gegeven_machtigingen
from organisaties.toegang import PARTNER, LidRequest, Rol, haal_machtiging, met_rol
from subsidies.models import Aanvraag, Aanvraagdeel
from subsidies.selectors import laad_dossier
from subsidies.selectors.dossier import laad_deel
from subsidies.toegang import LEZERS, haal_aanvraag
from subsidies.uitvoer.deel_odt import als_odt
from subsidies.uitvoer.deel_pdf import als_pdf
from subsidies.uitvoer.deelstuk import Deelstuk, maak_deelstuk
from subsidies.uitvoer.machtiging import formulier_pdf
from subsidies.uitvoer.sinds_lezen import akkoord_erbij, laad_sinds
from subsidies.uitvoer.tafelblad import laad_tafelblad
from subsidies.uitvoer.tafelblad import tafelblad_pdf as maak_tafelblad
from subsidies.uitvoer.toegang import haal_uit_te_voeren_deel

PDF = "application/pdf"
_NAAM = 80  # characters of a file name


@require_safe
@met_rol(*LEZERS)
def deel_pdf(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    deel = haal_uit_te_voeren_deel(request.lidmaatschap, kenmerk, deel_id)
    stuk = _deelstuk(deel)
    terug = redirect("subsidies:aanvraag_detail", kenmerk)
    return geef(request, lambda: als_pdf(stuk), f"{stuk.kenmerk}-{stuk.deel.organisatie}", "pdf", PDF, terug)


@require_safe
@met_rol(*LEZERS)
def deel_odt(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    deel = haal_uit_te_voeren_deel(request.lidmaatschap, kenmerk, deel_id)
    stuk = _deelstuk(deel)
    terug = redirect("subsidies:aanvraag_detail", kenmerk)
    return geef(request, lambda: als_odt(stuk), f"{stuk.kenmerk}-{stuk.deel.organisatie}", "odt", ODT, terug)


@require_safe
@met_rol(*LEZERS)
def sinds_akkoord(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    """What changed since this organisation agreed, and the way to agree again for who signs for it."""
    lid = request.lidmaatschap
    deel = haal_uit_te_voeren_deel(lid, kenmerk, deel_id, **akkoord_erbij())
    dossier, sinds = laad_sinds(deel)
    eigen = lid.organisatie_id == deel.organisatie_id and lid.rol == Rol.TEKENBEVOEGDE
    context = {
        "aanvraag": deel.aanvraag,
        "dossier": dossier,
        "deel": deel,
        "sinds": sinds,
        "doet_mee": deel.stand == Aanvraagdeel.Stand.ACTIEF,
        "mag_tekenen": deel.aanvraag.stand == Aanvraag.Stand.CONCEPT and (eigen or vars(deel)["tekent_namens"]),
    }
    return render(request, "subsidies/sinds_akkoord.html", context)


@require_safe
@met_rol(*LEZERS)
def tafelblad(request: LidRequest, kenmerk: str) -> HttpResponse:
    aanvraag = haal_aanvraag(request.lidmaatschap, kenmerk)
    blad = laad_tafelblad(aanvraag, request.lidmaatschap)
    context = {"aanvraag": aanvraag, "blad": blad, "dossier": blad.cijfers.dossier}
    return render(request, "subsidies/tafelblad.html", context)


@require_safe
@met_rol(*LEZERS)
def tafelblad_pdf(request: LidRequest, kenmerk: str) -> HttpResponse:
    blad = laad_tafelblad(haal_aanvraag(request.lidmaatschap, kenmerk), request.lidmaatschap)
    terug = redirect("subsidies:tafelblad", kenmerk)
    return geef(request, lambda: maak_tafelblad(blad), f"{kenmerk}-op-een-blad", "pdf", PDF, terug)


@require_safe
@met_rol(*PARTNER)
def machtiging_regelen(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Who may sign for one's own organisation, with the form of each as a PDF."""
    lid = request.lidmaatschap
    context = {
        "aanvraag": haal_aanvraag(lid, kenmerk),
        "organisatie": lid.organisatie,
        "machtigingen": gegeven_machtigingen(lid.organisatie, timezone.localdate()),
        "mag_machtigen": mag_machtigen(lid, lid.organisatie_id),
    }
    return render(request, "subsidies/machtiging_regelen.html", context)


@require_safe
@met_rol()
def machtiging_pdf(request: LidRequest, pk: int) -> HttpResponse:
    machtiging = haal_machtiging(request.lidmaatschap, pk)
    terug = redirect("organisaties:machtiging_formulier", pk)
    return geef(
        request,
        lambda: formulier_pdf(machtiging, datum=timezone.localdate()),
        f"machtiging-{pk}-{machtiging.organisatie}",
        "pdf",
        PDF,
        terug,
    )


def _deelstuk(deel: Aanvraagdeel) -> Deelstuk:
    """Also of who no longer takes part: what stood there is kept."""
    dossier = laad_dossier(deel.aanvraag)
    stand = dossier.deel_van(deel.organisatie_id) or laad_deel(deel)
    return maak_deelstuk(dossier, stand, stand=deel.get_stand_display(), datum=timezone.localdate())


def geef(
    request: LidRequest, maak: Callable[[], bytes], naam: str, einde: str, soort: str, terug: HttpResponse
) -> HttpResponse:
    """The file to save; where it cannot be made, back to the page with the reason."""
    try:
        inhoud = maak()
    except DomeinFout as fout:
        messages.error(request, fout.bericht)
        return terug
    kop = content_disposition_header(True, f"{slugify(naam)[:_NAAM]}.{einde}") or "attachment"
    return HttpResponse(inhoud, content_type=soort, headers={"Content-Disposition": kop, "Cache-Control": "no-store"})
