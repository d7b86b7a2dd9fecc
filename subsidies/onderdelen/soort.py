"""What every kind of section can do; the kinds of an application stand beside this file, others in rooms above."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse

from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraag, Onderdeel
from subsidies.onderdelen.samenvoegen import Inhoud
from subsidies.services import slot
from subsidies.toegang import Erbij, schrijft_in

S = TypeVar("S")
Namen = Mapping[str, Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Rij:
    """One thing in a section as a person reads it: its label, and a text or the names of what was chosen."""

    sleutel: object
    label: str
    waarde: str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Geheel:
    """The page of the whole that a section is in."""

    naam: str
    url: str


class Ingevuld(Protocol):
    """A filled-in form of a section."""

    def is_valid(self) -> bool: ...

    @property
    def inhoud(self) -> Inhoud:
        """What it holds, in the shape of a version; only when it is valid."""


class Soort(ABC, Generic[S]):
    """A kind of section: its door, its content, its form, how it saves and how it reads."""

    soort: ClassVar[Onderdeel]
    pagina: ClassVar[str]  # the name of the address on which it is written
    besproken: ClassVar[bool] = True  # whether the table comments on it, beside it

    @abstractmethod
    def haal(self, lid: Lidmaatschap, kenmerk: str, pk: int, **erbij: Erbij) -> S:
        """Through its own door, to write in."""

    @abstractmethod
    def alle(self, aanvraag: Aanvraag) -> QuerySet[Any]:
        """All of them in an application, to read by who may read it."""

    def zoek(self, aanvraag: Aanvraag, pk: int) -> S | None:
        stuk: S | None = self.alle(aanvraag).filter(pk=pk).first()
        return stuk

    @abstractmethod
    def aanvraag(self, stuk: S) -> Aanvraag: ...

    def eis_open(self, stuk: S) -> None:
        """Raises DomeinFout when nobody writes here any more."""
        slot.eis_concept(self.aanvraag(stuk))

    def schrijft(self, lid: Lidmaatschap, stuk: S) -> bool:
        """Whether this person may change it now."""
        return schrijft_in(lid, self.aanvraag(stuk), self.organisatie_id(stuk))

    def geheel(self, stuk: S) -> Geheel:
        aanvraag = self.aanvraag(stuk)
        return Geheel(f"Aanvraag {aanvraag.naam}", reverse("subsidies:aanvraag_detail", args=[aanvraag.kenmerk]))

    @abstractmethod
    def versie(self, stuk: S) -> int: ...

    def organisatie_id(self, stuk: S) -> int | None:
        """Whose it is; None: of the whole table."""
        return None

    @abstractmethod
    def naam(self, stuk: S) -> str: ...

    @abstractmethod
    def inhoud(self, stuk: S) -> Inhoud:
        """What stands there now, in the shape of its versions."""

    @abstractmethod
    def vul_in(self, stuk: S, data: QueryDict) -> Ingevuld: ...

    @abstractmethod
    def als_invoer(self, inhoud: Inhoud) -> QueryDict:
        """The same content as its form would send it."""

    @abstractmethod
    def bewaar(self, stuk: S, ingevuld: Any, *, versie: int, blad: str, door: Lidmaatschap) -> None:
        """On purpose, by its service. Raises DomeinFout."""

    def vanzelf_erbij(self) -> dict[str, Erbij]:
        """What `bewaar_vanzelf` wants the door to read along."""
        return {}

    @abstractmethod
    def bewaar_vanzelf(self, stuk: Any, data: QueryDict, *, blad: str, door: Lidmaatschap) -> bool:
        """While it is typed, under the lock; False when it stands there already.

        Raises DomeinFout when it has to wait for a save on purpose.
        """

    def namen(self, aanvraag: Aanvraag) -> Namen:
        """The names of what can be chosen, for `rijen`."""
        return {}

    @abstractmethod
    def rijen(self, inhoud: Inhoud, namen: Namen) -> Sequence[Rij]: ...

    def lees(self, aanvraag: Aanvraag, pk: int) -> S:
        """To read. Raises Http404 when it is not (or no longer) in this application."""
        stuk = self.zoek(aanvraag, pk)
        if stuk is None:
            raise Http404
        return stuk
