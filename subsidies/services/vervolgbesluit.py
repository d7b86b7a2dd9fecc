"""Deciding later on grants that run: one transaction from proposal to ledger, decision and letter."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from begroting.services.verplichten import verplicht_reeks
from brieven.services.maak import leg_brief_klaar
from kern.canoniek import als_json
from kern.geld import NUL
from kern.handeling import handeling
from kern.kenmerk import volgend_kenmerk
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.models.mandaat import SoortBesluit
from regelingen.selectors import parameters_op
from subsidies.models import (
    Aanvraag,
    Beschikking,
    Beschikkingsbedrag,
    Besluit,
    Collegebesluit,
    Subsidie,
    Subsidiejaar,
    Zaakrol,
)
from subsidies.regels.verdeel_over_dekking import Dekking, Verdeling
from subsidies.selectors.standen import jaarstanden_van
from subsidies.services.bevoegdheid import bevoegdheid, ondertekening
from subsidies.services.dekking import dekkingsruimte, verplichtingregel
from subsidies.services.slot import vergrendel
from subsidies.vervolg import Standen, Vervolg, vervolgbrief


@dataclass(frozen=True)
class Jaarpost:
    """What a decision books for one year of one grant, beside the budgets that cover that year already."""

    vervolg: Vervolg
    jaar: int
    dekking: tuple[Dekking, ...]
    bedrag: Decimal

    @property
    def sleutel(self) -> tuple[int, int]:
        return self.vervolg.subsidie.pk, self.jaar

    @property
    def doelen(self) -> dict[int, int]:
        """Its commitment by purpose."""
        return {een.bestedingsdoel_id: een.verplichting_id for een in self.dekking}


def vergrendel_subsidies(subsidie_ids: Sequence[int], aanvraag: Aanvraag | None = None) -> list[Subsidie]:
    """Lock grants in id order until the end of the transaction: paying and deciding come one after the other.

    Lock their application first (`slot.vergrendel`). They come with all that `Vervolg` asks for; with `aanvraag`,
    when all are of that one, it is not read again.
    """
    mee = ["ontvanger", "beschikking__besluit", "deel"]
    if aanvraag is None:
        mee += [f"deel__aanvraag__{veld}" for veld in ("regeling", "uitvraag", "tafel__thema")]
    subsidies = list(
        Subsidie.objects.select_for_update(of=("self",), no_key=True)
        .select_related(*mee)
        .filter(pk__in=subsidie_ids)
        .order_by("pk")
    )
    if aanvraag is not None:
        for subsidie in subsidies:
            subsidie.deel.aanvraag = aanvraag
    return subsidies


def neem_vervolgbesluit(
    *,
    aanvraag_id: int,
    soort: Besluit.Soort,
    mandaat_voor: SoortBesluit,
    vervolgen: Sequence[Vervolg],
    motivering: str,
    door: Lidmaatschap,
    collegebesluit: Collegebesluit | None = None,
    rol: Zaakrol.Rol = Zaakrol.Rol.BESLUITNEMER,
    aanvraag: Aanvraag | None = None,
    standen: Mapping[int, Standen] | None = None,
) -> list[Beschikking]:
    """Decide on grants of one application (Awb 4:46–4:51, 4:57): ledger, one beschikking and letter per recipient,
    given in the order of `vervolgen`.

    Inside the transaction of the caller, who locked with `vergrendel_subsidies` and built `vervolgen` from what it
    read then: the locked `aanvraag` and `standen`, when it has them. With `collegebesluit` the college decided and
    `door` carries it out. Raises GeenRecht for who had another role in the case, DomeinFout for a mandate that is too
    small (Awb 10:1) or a budget without room.
    """
    with handeling("subsidie.besloten", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = aanvraag or vergrendel(aanvraag_id)
        omvang = sum((vervolg.omvang for vervolg in vervolgen), NUL)
        mandaat = bevoegdheid(aanvraag, mandaat_voor, omvang, door, collegebesluit, rol)
        if standen is None:
            standen = jaarstanden_van(vervolg.subsidie.pk for vervolg in vervolgen)
        nu = timezone.now()
        vandaag = timezone.localdate(nu)
        parameters = parameters_op(aanvraag.regeling, vandaag)
        besluit = Besluit.objects.create(
            soort=soort,
            aanvraag=aanvraag,
            door=door,
            mandaat=mandaat,
            collegebesluit=collegebesluit,
            genomen_op=nu,
            motivering=motivering,
            parameters=als_json(parameters.als_dict()),
        )
        kenmerken = {vervolg.subsidie.pk: volgend_kenmerk(vandaag) for vervolg in vervolgen}
        verplichtingen = _boek(aanvraag, vervolgen, standen, kenmerken, door)
        beschikkingen = []
        for vervolg in vervolgen:
            subsidie, kenmerk = vervolg.subsidie, kenmerken[vervolg.subsidie.pk]
            brief = vervolgbrief(
                vervolg,
                standen[subsidie.pk],
                kenmerk=kenmerk,
                verzenddatum=vandaag,
                parameters=parameters,
                ondertekening=ondertekening(door, mandaat, collegebesluit),
            )
            beschikking = Beschikking.objects.create(
                besluit=besluit,
                deel_id=subsidie.deel_id,
                soort=vervolg.soort,
                wijzigt_id=subsidie.beschikking_id,
                kenmerk=kenmerk,
                brief=leg_brief_klaar(
                    soort=vervolg.briefsoort,
                    ontvanger=subsidie.ontvanger,
                    over=aanvraag,
                    onderwerp=brief.kop.onderwerp,
                    snapshot=brief,
                    verzenddatum=vandaag,
                    kenmerk=kenmerk,
                    door=door,
                ),
            )
            beschikkingen.append(beschikking)
            Beschikkingsbedrag.objects.bulk_create(
                Beschikkingsbedrag(
                    beschikking=beschikking,
                    jaar=jaar,
                    verleend=vervolg.bedragen.get(jaar, NUL),
                    vastgesteld=vervolg.vastgesteld.get(jaar),
                    verplichting_id=verplichtingen.get((subsidie.pk, jaar)),
                )
                for jaar in vervolg.jaren
            )
            if vervolg.naar is not None and vervolg.naar != subsidie.stand:
                Subsidie.VERLOOP.controleer(subsidie.stand, vervolg.naar)
                subsidie.stand = vervolg.naar
                subsidie.save(update_fields=["stand"])
        leg_vast("subsidie.besloten", door=door, over=aanvraag, welk=Code(soort), beschikkingen=len(vervolgen))
    return beschikkingen


def _boek(
    aanvraag: Aanvraag,
    vervolgen: Sequence[Vervolg],
    standen: Mapping[int, Standen],
    kenmerken: Mapping[int, str],
    door: Lidmaatschap,
) -> dict[tuple[int, int], int]:
    """All money of the decision in one statement. Returns the first commitment by (grant, year), new ones included."""
    posten = [
        Jaarpost(vervolg, jaar, stand.dekking if stand else (), vervolg.boeking(stand, jaar))
        for vervolg in vervolgen
        for jaar in vervolg.jaren
        for stand in [standen[vervolg.subsidie.pk].get(jaar)]
    ]
    eerste = {post.sleutel: post.dekking[0].verplichting_id for post in posten if post.dekking}
    bijstellingen, nieuw = _spreid(aanvraag, posten)
    if not nieuw and not any(bijstellingen.values()):
        return eerste
    verplichtingen = verplicht_reeks(
        boekstuk_kenmerk=f"besluit-{min(kenmerken.values())}",
        datum=timezone.localdate(),
        door=door,
        omschrijving=f"Besluit op subsidie van aanvraag {aanvraag.kenmerk}",
        regels=[
            verplichtingregel(
                aanvraag,
                post.vervolg.subsidie.kenmerk,
                post.jaar,
                post.vervolg.subsidie.ontvanger_id,
                doel_id,
                bedrag,
                volgorde,
            )
            for post, doel_id, bedrag, volgorde in nieuw
        ],
        bijstellingen=bijstellingen,
    )
    gemaakt = list(zip(nieuw, verplichtingen, strict=True))
    Subsidiejaar.objects.bulk_create(
        Subsidiejaar(subsidie=post.vervolg.subsidie, jaar=post.jaar, verplichting=verplichting, volgorde=volgorde)
        for (post, _, _, volgorde), verplichting in gemaakt
    )
    return eerste | {
        post.sleutel: verplichting.pk for (post, _, _, volgorde), verplichting in gemaakt if volgorde == 1
    }


def _spreid(
    aanvraag: Aanvraag, posten: Sequence[Jaarpost]
) -> tuple[dict[int, Decimal], list[tuple[Jaarpost, int, Decimal, int]]]:
    """What changes on commitments that exist, and which are new: (post, purpose, euro, place in the order).

    What becomes free in this decision can be used in it.
    """
    bijstellingen: dict[int, Decimal] = defaultdict(lambda: NUL)
    nieuw: list[tuple[Jaarpost, int, Decimal, int]] = []
    meer = [post for post in posten if post.bedrag > NUL]
    eigen: dict[int, set[int]] = defaultdict(set)
    for post in meer:
        eigen[post.jaar].update(post.doelen)
    ruimte = dekkingsruimte(aanvraag.tafel_id, {post.jaar for post in meer}, eigen)
    for post in posten:
        if post.bedrag < NUL:
            verdeling = Verdeling(post.dekking)
            verdeling.verlaag(-post.bedrag)
            bijstellingen |= verdeling.bijstellingen
            for doel_id, verplichting_id in post.doelen.items():
                ruimte.verschuif(post.jaar, doel_id, verdeling.bijstellingen[verplichting_id])
    for post in meer:
        plek = len(post.dekking)
        for doel_id, bedrag in ruimte.vul(post.jaar, post.bedrag, list(post.doelen)):
            if doel_id in post.doelen:
                bijstellingen[post.doelen[doel_id]] += bedrag
            else:
                plek += 1
                nieuw.append((post, doel_id, bedrag, plek))
    return bijstellingen, nieuw
