"""A joint text of the table: on one subdoel, or on one question."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.urls import reverse

from kern.fouten import DomeinFout
from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraag, Onderdeel
from subsidies.onderdelen.samenvoegen import Inhoud
from subsidies.onderdelen.soort import Geheel, Namen, Rij, Soort
from subsidies.onderdelen.vorm import als_querydict, eis_geldig
from subsidies.toegang import SCHRIJVERS, Erbij, leidt_tafel
from verantwoording.forms.samen import DuidingForm
from verantwoording.models import Deelverslag, Duiding, Verantwoording, Verslagakkoord
from verantwoording.samentoegang import haal_duiding
from verantwoording.services.duiding import bewaar_duiding, schrijf_duiding
from verantwoording.services.samen_akkoord import eis_open
from verantwoording.toegang import voert_in


class Duidingen(Soort[Duiding]):
    soort = Onderdeel.DUIDING
    pagina = "verantwoording:duiding"
    besproken = False

    def haal(self, lid: Lidmaatschap, kenmerk: str, pk: int, **erbij: Erbij) -> Duiding:
        return haal_duiding(lid, kenmerk, pk, **erbij)

    def alle(self, aanvraag: Aanvraag) -> QuerySet[Duiding]:
        return Duiding.objects.filter(verantwoording__aanvraag=aanvraag).select_related(
            "subdoel", "verantwoording__aanvraag"
        )

    def aanvraag(self, stuk: Duiding) -> Aanvraag:
        return stuk.verantwoording.aanvraag

    def eis_open(self, stuk: Duiding) -> None:
        eis_open(stuk.verantwoording)

    def schrijft(self, lid: Lidmaatschap, stuk: Duiding) -> bool:
        if stuk.verantwoording.stand != Verantwoording.Stand.OPEN:
            return False
        eigen = Deelverslag.objects.filter(verantwoording=stuk.verantwoording_id, deel__organisatie=lid.organisatie_id)
        aanvraag = self.aanvraag(stuk)
        return (lid.rol in SCHRIJVERS and eigen.exists()) or voert_in(lid, aanvraag) or leidt_tafel(lid, aanvraag)

    def geheel(self, stuk: Duiding) -> Geheel:
        aanvraag, jaar = self.aanvraag(stuk), stuk.verantwoording.jaar
        return Geheel(f"Gezamenlijk stuk over {jaar}", reverse("verantwoording:samen", args=[aanvraag.kenmerk, jaar]))

    def versie(self, stuk: Duiding) -> int:
        return stuk.versie

    def naam(self, stuk: Duiding) -> str:
        return stuk.subdoel.naam if stuk.subdoel else stuk.get_vraag_display()

    def inhoud(self, stuk: Duiding) -> Inhoud:
        return {"tekst": stuk.tekst}

    def vul_in(self, stuk: Duiding, data: QueryDict) -> DuidingForm:
        return DuidingForm(data)

    def als_invoer(self, inhoud: Inhoud) -> QueryDict:
        return als_querydict(inhoud)

    def bewaar(self, stuk: Duiding, ingevuld: Any, *, versie: int, blad: str, door: Lidmaatschap) -> None:
        bewaar_duiding(duiding_id=stuk.pk, versie=versie, blad=blad, door=door, **ingevuld.inhoud)

    def vanzelf_erbij(self) -> dict[str, Erbij]:
        akkoorden = Verslagakkoord.objects.filter(verantwoording=OuterRef("verantwoording"), vervallen_op=None)
        return {"is_akkoord": Exists(akkoorden)}

    def bewaar_vanzelf(self, stuk: Any, data: QueryDict, *, blad: str, door: Lidmaatschap) -> bool:
        """While it is typed no akkoord lapses: once somebody agreed, it waits for a save on purpose."""
        tekst = eis_geldig(self.vul_in(stuk, data)).inhoud["tekst"]
        if tekst == stuk.tekst:
            return False
        if stuk.is_akkoord:
            raise DomeinFout("Er is al akkoord gegeven.", code="verslagakkoord.zou_vervallen")
        schrijf_duiding(stuk, tekst=tekst, door=door, blad=blad, heeft_klad=stuk.heeft_klad)
        return True

    def rijen(self, inhoud: Inhoud, namen: Namen) -> Sequence[Rij]:
        return [Rij("tekst", "Tekst", inhoud["tekst"])]
