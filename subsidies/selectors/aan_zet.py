"""Whose part or akkoord keeps a draft waiting, and when that organisation was last reminded."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from brieven.models import Bericht, BerichtSoort
from organisaties.models import Lidmaatschap, Machtiging
from organisaties.toegang import Rol
from subsidies.dossier import Deel, Dossier
from subsidies.models import Aanvraagdeel
from subsidies.regels.volledigheid import deel_is_klaar
from subsidies.toegang import SCHRIJVERS


@dataclass(frozen=True, slots=True)
class AanZet:
    """One participant: how far it is, whom a reminder reaches (lidmaatschap ids), and when the last one was."""

    deel: Deel
    klaar: bool
    ontvangers: Sequence[int]
    herinnerd_op: datetime.datetime | None

    @property
    def is_aan_zet(self) -> bool:
        return not (self.klaar and self.deel.is_akkoord)

    @property
    def vandaag_al(self) -> bool:
        return self.herinnerd_op is not None and timezone.localdate(self.herinnerd_op) == timezone.localdate()

    @property
    def wordt_herinnerd(self) -> bool:
        return self.is_aan_zet and bool(self.ontvangers) and not self.vandaag_al


def wachtende_delen(dossier: Dossier) -> list[Deel]:
    """Of whom a part or an akkoord is missing: no query."""
    return [deel for deel in dossier.delen if not (deel_is_klaar(deel) and deel.is_akkoord)]


def aan_zet(dossier: Dossier) -> list[AanZet]:
    """Everybody who takes part, in the order of the application: one query beside the dossier.

    Of a part that is not ready its writers hear; of an akkoord that misses, who signs for the organisation.
    """
    vandaag = timezone.localdate()
    leden = Lidmaatschap.objects.geldig_op(vandaag).filter(organisatie=OuterRef("organisatie"), rol__in=SCHRIJVERS)
    machtigingen = Machtiging.objects.van_kracht(vandaag).filter(organisatie=OuterRef("organisatie"))
    herinneringen = Bericht.objects.filter(
        soort=BerichtSoort.HERINNERING, over_soort=Aanvraagdeel._meta.label_lower, over_id=OuterRef("pk")
    )
    rijen = Aanvraagdeel.objects.filter(aanvraag=dossier.aanvraag).values_list(
        "pk",
        ArraySubquery(leden.order_by("pk").values(feiten=JSONObject(pk="pk", rol="rol"))),
        ArraySubquery(machtigingen.order_by("gemachtigde").values("gemachtigde")),
        Subquery(herinneringen.order_by("-gemaakt_op").values("gemaakt_op")[:1]),
    )
    feiten = {pk: (schrijvers, gemachtigden, op) for pk, schrijvers, gemachtigden, op in rijen}
    uitkomst = []
    for deel in dossier.delen:
        schrijvers, gemachtigden, op = feiten[deel.pk]
        klaar = deel_is_klaar(deel)
        tekenaars = [lid["pk"] for lid in schrijvers if lid["rol"] == Rol.TEKENBEVOEGDE]
        ontvangers = [*tekenaars, *gemachtigden] if klaar else [lid["pk"] for lid in schrijvers]
        uitkomst.append(AanZet(deel, klaar, list(dict.fromkeys(ontvangers)), op))
    return uitkomst
