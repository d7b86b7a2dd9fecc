"""The joint text on one question."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from organisaties.models import Lidmaatschap
from subsidies.forms.antwoord import AntwoordForm
from subsidies.models import Aanvraag, Antwoord, Onderdeel
from subsidies.models.antwoord import VRAGEN
from subsidies.onderdelen.samenvoegen import Inhoud
from subsidies.onderdelen.soort import Namen, Rij, Soort
from subsidies.onderdelen.vorm import als_querydict, eis_geldig
from subsidies.services.antwoord import bewaar_antwoord, schrijf_antwoord
from subsidies.toegang import Erbij, haal_antwoord


class Tekst(AntwoordForm):
    @property
    def inhoud(self) -> Inhoud:
        return {"tekst": self.cleaned_data["tekst"]}


class Antwoorden(Soort[Antwoord]):
    soort = Onderdeel.ANTWOORD
    pagina = "subsidies:antwoord_wijzig"

    def haal(self, lid: Lidmaatschap, kenmerk: str, pk: int, **erbij: Erbij) -> Antwoord:
        return haal_antwoord(lid, kenmerk, pk, **erbij)

    def alle(self, aanvraag: Aanvraag) -> QuerySet[Antwoord]:
        return Antwoord.objects.filter(aanvraag=aanvraag).select_related(*VRAGEN)

    def aanvraag(self, stuk: Antwoord) -> Aanvraag:
        return stuk.aanvraag

    def versie(self, stuk: Antwoord) -> int:
        return stuk.versie

    def naam(self, stuk: Antwoord) -> str:
        return str(stuk.vraag)

    def inhoud(self, stuk: Antwoord) -> Inhoud:
        return {"tekst": stuk.tekst}

    def vul_in(self, stuk: Antwoord, data: QueryDict) -> Tekst:
        return Tekst(data)

    def als_invoer(self, inhoud: Inhoud) -> QueryDict:
        return als_querydict(inhoud)

    def bewaar(self, stuk: Antwoord, ingevuld: Any, *, versie: int, blad: str, door: Lidmaatschap) -> None:
        bewaar_antwoord(antwoord_id=stuk.pk, versie=versie, blad=blad, door=door, **ingevuld.inhoud)

    def bewaar_vanzelf(self, stuk: Any, data: QueryDict, *, blad: str, door: Lidmaatschap) -> bool:
        tekst = eis_geldig(self.vul_in(stuk, data)).inhoud["tekst"]
        if tekst == stuk.tekst:
            return False
        schrijf_antwoord(stuk, aanvraag=stuk.aanvraag, tekst=tekst, door=door, blad=blad, heeft_klad=stuk.heeft_klad)
        return True

    def rijen(self, inhoud: Inhoud, namen: Namen) -> Sequence[Rij]:
        return [Rij("tekst", "Tekst", inhoud["tekst"])]
