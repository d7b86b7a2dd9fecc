"""The budget of a participant."""

from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from kern.canoniek import als_json
from kern.fouten import DomeinFout
from kern.geld import als_bedrag, als_euro
from organisaties.models import Lidmaatschap
from subsidies.forms.begroting import VorigJaarForm, begroting_regels
from subsidies.models import Aanvraag, Aanvraagdeel, Begrotingspost, Onderdeel
from subsidies.onderdelen.samenvoegen import Inhoud, sleutels
from subsidies.onderdelen.soort import Namen, Rij, Soort
from subsidies.onderdelen.vorm import als_querydict
from subsidies.services.begroting import bewaar_begroting
from subsidies.toegang import Erbij, haal_eigen_deel


class Ingevuld:
    """The two forms on the page of a budget: its lines, and the grant of the year before."""

    def __init__(self, deel: Aanvraagdeel, data: QueryDict) -> None:
        self.regels = begroting_regels(deel.aanvraag.jaren, data)
        self.vorig = VorigJaarForm(data)

    def is_valid(self) -> bool:
        return self.regels.is_valid() and self.vorig.is_valid()

    @property
    def vorig_jaar(self) -> Decimal | None:
        bedrag: Decimal | None = self.vorig.cleaned_data["vorig_jaar"]
        return bedrag

    @property
    def inhoud(self) -> Inhoud:
        posten = [asdict(post) for post in self.regels.posten]
        inhoud: Inhoud = als_json({"posten": posten, "vorig_jaar": self.vorig_jaar})
        return inhoud


class Begrotingen(Soort[Aanvraagdeel]):
    soort = Onderdeel.BEGROTING
    pagina = "subsidies:begroting_wijzig"

    def haal(self, lid: Lidmaatschap, kenmerk: str, pk: int, **erbij: Erbij) -> Aanvraagdeel:
        return haal_eigen_deel(lid, kenmerk, pk, **erbij)

    def alle(self, aanvraag: Aanvraag) -> QuerySet[Aanvraagdeel]:
        return Aanvraagdeel.objects.filter(aanvraag=aanvraag).select_related("organisatie")

    def aanvraag(self, stuk: Aanvraagdeel) -> Aanvraag:
        return stuk.aanvraag

    def versie(self, stuk: Aanvraagdeel) -> int:
        return stuk.begroting_versie

    def organisatie_id(self, stuk: Aanvraagdeel) -> int:
        return stuk.organisatie_id

    def naam(self, stuk: Aanvraagdeel) -> str:
        return f"Begroting van {stuk.organisatie}"

    def inhoud(self, stuk: Aanvraagdeel) -> Inhoud:
        posten = [
            {
                "soort": post.soort,
                "omschrijving": post.omschrijving,
                "bedragen": {rij.jaar: rij.bedrag for rij in post.bedragen.all()},
            }
            for post in stuk.posten.prefetch_related("bedragen")
        ]
        inhoud: Inhoud = als_json({"posten": posten, "vorig_jaar": stuk.vorig_jaar})
        return inhoud

    def vul_in(self, stuk: Aanvraagdeel, data: QueryDict) -> Ingevuld:
        return Ingevuld(stuk, data)

    def als_invoer(self, inhoud: Inhoud) -> QueryDict:
        posten = inhoud["posten"]
        velden: dict[str, Any] = {"regel-TOTAL_FORMS": len(posten), "regel-INITIAL_FORMS": 0}
        for nummer, post in enumerate(posten):
            velden |= {f"regel-{nummer}-{naam}": post[naam] for naam in ("soort", "omschrijving")}
            velden |= {
                f"regel-{nummer}-jaar_{jaar}": als_bedrag(Decimal(bedrag)) for jaar, bedrag in post["bedragen"].items()
            }
        vorig = inhoud.get("vorig_jaar")
        return als_querydict(velden | {"vorig_jaar": als_bedrag(Decimal(vorig)) if vorig else None})

    def bewaar(self, stuk: Aanvraagdeel, ingevuld: Any, *, versie: int, blad: str, door: Lidmaatschap) -> None:
        bewaar_begroting(
            deel_id=stuk.pk,
            posten=ingevuld.regels.posten,
            vorig_jaar=ingevuld.vorig_jaar,
            versie=versie,
            blad=blad,
            door=door,
        )

    def bewaar_vanzelf(self, stuk: Any, data: QueryDict, *, blad: str, door: Lidmaatschap) -> bool:
        """Never: it moves everybody's shares."""
        raise DomeinFout("Een begroting bewaart u zelf.", code="begroting.zelf_bewaren")

    def rijen(self, inhoud: Inhoud, namen: Namen) -> Sequence[Rij]:
        posten = inhoud["posten"]
        vorig = inhoud.get("vorig_jaar")
        return [
            *(
                Rij(
                    sleutel,
                    f"{post['omschrijving']} ({Begrotingspost.Soort(post['soort']).label.lower()})",
                    ", ".join(
                        f"{jaar}: {als_euro(Decimal(bedrag))}" for jaar, bedrag in sorted(post["bedragen"].items())
                    ),
                )
                for sleutel, post in zip(sleutels("posten", posten), posten, strict=True)
            ),
            Rij("vorig_jaar", "Subsidie in het jaar ervoor", als_euro(Decimal(vorig)) if vorig else ""),
        ]
