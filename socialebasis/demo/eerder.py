"""An older call of one table, from its publication to the decision of the college: its grants run now. All made up."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from begroting.models import Bron
from brieven.models import Brief
from brieven.models import Stand as Briefstand
from brieven.services.lees import lees_brief
from brieven.services.post import bevestig_post
from brieven.services.verwerk import verwerk
from organisaties.toegang import Rol
from regelingen.models import Regeling
from socialebasis.demo.begroting import zaai_budget
from socialebasis.demo.klok import AMSTERDAM, op_dag
from socialebasis.demo.zaken import Leden, beoordeel, dien_in
from subsidies.models import Aanvraag, Collegebesluit
from subsidies.regels.verdeel_over_dekking import Dekkingsregel
from subsidies.services import beoordelen, collegebesluit
from subsidies.services.dekking import kies_dekking
from thematafels import services
from thematafels.gegevens import UitvraagGegevens
from thematafels.models import Thematafel, Uitvraag
from uitvoering.services.begin import begin_uitvoering
from verantwoording.services.vastleggen import leg_plan_vast

FEITEN = Path(__file__).parent / "data" / "buurtwerk.yaml"
KENMERK = "voorbeeld-buurtwerk"
JAREN = 4
ONDERWERP = "Subsidies buurtwerk"


def eerste_jaar(vandaag: datetime.date) -> int:
    """Last year: it has been paid and can be settled, and this year is under way."""
    return vandaag.year - 1


def is_gezaaid() -> bool:
    """Once is enough: in another year what was made then has lived on."""
    return Uitvraag.objects.filter(kenmerk__startswith=KENMERK).exists()


def lees_feiten() -> dict[str, Any]:
    feiten: dict[str, Any] = yaml.safe_load(FEITEN.read_text(encoding="utf-8"))
    return feiten


def zaai_eerder(leden: Leden, vandaag: datetime.date) -> Aanvraag:
    """Walk the call and its one application through the year before it began. `leden` by code of the account."""
    feiten = lees_feiten()
    jaar = eerste_jaar(vandaag) - 1
    with op_dag(datetime.date(jaar, 8, 25)):
        tafel = _publiceer(feiten, leden, vandaag)
        _dek(feiten, tafel, leden)
    with op_dag(datetime.date(jaar, 9, 20)):
        aanvraag = dien_in(feiten["delen"], tafel, leden)
        bezorg(leden)
    with op_dag(datetime.date(jaar, 10, 16)):
        services.sluit(uitvraag_id=tafel.thema.uitvraag_id, door=None)
        beoordeel(aanvraag, feiten["delen"], leden, alles=True)
        beoordelen.leg_voorstel_voor(aanvraag_id=aanvraag.pk, door=leden["beleidsmedewerker"])
    with op_dag(datetime.date(jaar, 11, 24)):
        _besluit(aanvraag, leden)
        bezorg(leden)
    return aanvraag


def bezorg(leden: Leden) -> None:
    """What a worker does with the letters of this day, and who gets them read them; those on paper are posted. Later
    they would be redated."""
    lezers = {lid.organisatie_id: lid for lid in leden.values() if lid.rol == Rol.TEKENBEVOEGDE}
    vandaag = Brief.objects.filter(stand=Briefstand.KLAARGEZET, verzenddatum=timezone.localdate())
    for brief_id in list(vandaag.order_by("pk").values_list("pk", flat=True)):
        verwerk(brief_id=brief_id)
        brief = Brief.objects.get(pk=brief_id)
        if brief.stand == Briefstand.VERZONDEN and (lezer := lezers.get(brief.ontvanger_id)):
            lees_brief(brief=brief, door=lezer)
    op_papier = Brief.objects.te_printen(timezone.localdate()).filter(verzenddatum=timezone.localdate())
    if ids := list(op_papier.values_list("pk", flat=True)):
        bevestig_post(brief_ids=ids, gepost_op=timezone.localdate(), door=leden["beleidsmedewerker"])


def _publiceer(feiten: Mapping[str, Any], leden: Leden, vandaag: datetime.date) -> Thematafel:
    door, eerste = leden["beleidsmedewerker"], eerste_jaar(vandaag)
    uitvraag = services.maak_uitvraag(
        gegevens=UitvraagGegevens(
            regeling_id=Regeling.objects.get(code="thematafels").pk,
            naam=f"{feiten['naam']} {eerste}",
            kenmerk=f"{KENMERK}-{eerste}",
            eerste_jaar=eerste,
            laatste_jaar=eerste + JAREN - 1,
            opent_op=datetime.datetime(eerste - 1, 9, 1, 9, tzinfo=AMSTERDAM),
            sluit_op=datetime.datetime(eerste - 1, 10, 15, 17, tzinfo=AMSTERDAM),
            verdeelwijze=feiten["verdeelwijze"],
            plafondbesluit="Besluit subsidieplafonds thematafels (voorbeeld)",
            fictief=True,
        ),
        door=door,
    )
    _voeg_toe("criterium", uitvraag.pk, feiten["criteria"], leden)
    _voeg_toe("thema", uitvraag.pk, [feiten["thema"]], leden)
    tafel = Thematafel.objects.select_related("thema__uitvraag").get(thema__uitvraag=uitvraag)
    _voeg_toe("subdoel", tafel.thema_id, [{"naam": naam} for naam in feiten["subdoelen"]], leden)
    _voeg_toe("principe", tafel.thema_id, feiten["principes"], leden)
    plafonds = {(tafel.pk, jaar): Decimal(feiten["plafond"]) for jaar in uitvraag.jaren}
    services.stel_plafonds_vast(uitvraag_id=uitvraag.pk, bedragen=plafonds, door=door)
    services.publiceer(uitvraag_id=uitvraag.pk, door=door)
    return tafel


def _voeg_toe(soort: str, ouder_id: int, rijen: list[dict[str, Any]], leden: Leden) -> None:
    for rij in rijen:
        services.voeg_item_toe(soort=soort, ouder_id=ouder_id, gegevens=rij, door=leden["beleidsmedewerker"])


def _dek(feiten: Mapping[str, Any], tafel: Thematafel, leden: Leden) -> None:
    """The whole ceiling stands in a budget of its own."""
    door, thema, uitvraag = leden["financieel"], feiten["thema"], tafel.uitvraag
    doelen = zaai_budget(
        naam=f"Buurtwerk {uitvraag.eerste_jaar}–{uitvraag.laatste_jaar} (fictief)",
        bron=Bron.STRUCTUREEL,
        code=f"BW{uitvraag.eerste_jaar}",
        verdeling={jaar: {(thema["code"], thema["naam"]): Decimal(feiten["plafond"])} for jaar in uitvraag.jaren},
        door=door,
    )
    for (jaar, _), doel in doelen.items():
        kies_dekking(tafel_id=tafel.pk, jaar=jaar, regels=[Dekkingsregel(doel.pk)], door=door)


def _besluit(aanvraag: Aanvraag, leden: Leden) -> Collegebesluit:
    """By the college itself, and what follows from it at once."""
    vandaag = timezone.localdate()
    voorstel = collegebesluit.stel_voor(
        onderwerp=ONDERWERP,
        toelichting="De aanvraag past binnen het plafond.",
        aanvraag_ids=[aanvraag.pk],
        door=leden["beleidsmedewerker"],
    )
    collegebesluit.registreer(
        collegebesluit_id=voorstel.pk,
        nummer=f"{vandaag.year}/0412 (voorbeeld)",
        datum=vandaag,
        verzenddatum=vandaag,
        door=leden["college"],
    )
    collegebesluit.voer_uit(collegebesluit_id=voorstel.pk)
    besluit_id = aanvraag.besluiten.get().pk
    begin_uitvoering(besluit_id=besluit_id)
    leg_plan_vast(besluit_id=besluit_id)
    return voorstel
