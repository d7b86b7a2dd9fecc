"""Properties over any order of acts on one draft, on the real database.

Safety: whatever is submitted, every participant of that moment agreed to exactly what stands in it. The oracle keeps
its own books: per akkoord what the part and the shares were, read from the tables, without a hash or a rule of ours.
Liveness: nobody is ever stuck; with one participant who does nothing more, the others and the municipality still
come to a submission.
"""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kern.fouten import DomeinFout, GeenRecht
from organisaties.models import Lidmaatschap, Machtiging, Organisatie
from subsidies.models import Aanvraag, Aanvraagdeel, Akkoord, Postbedrag, Uitneming, Voorziening
from subsidies.services import akkoord as akkoorden
from subsidies.services import begroting as begrotingen
from subsidies.services import deelnemen, indienen, uitneming
from tests.hulp.fabriek import maak_machtiging
from tests.subsidies.conftest import Wereld, bewaar_begroting, bewaar_voorziening, geef_akkoord
from tests.subsidies.deelnemers import beslis, neem_derde_op, stel_voor, voor_sluiting

WIE = ("anker", "brug", "buiten")
INSTELLINGEN = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
Beeld = tuple[Any, Any]
stappen = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *("bewerk", "bewerk_woorden", "akkoord", "akkoord", "akkoord", "namens", "trek_in", "stap_uit"),
                *("sluit_aan", "pen", "stel_voor", "antwoord", "beslis", "zodra", "dien_in", "dien_in"),
            ]
        ),
        st.integers(0, 2),
        st.integers(0, 2),
    ),
    max_size=16,
)


class Verloop:
    """One draft with three participants, the acts on it, and the oracle that watches them."""

    def __init__(self, wereld: Wereld) -> None:
        self.wereld = wereld
        self.aanvraag = wereld.aanvraag
        self.organisaties: list[Organisatie] = [wereld[wie].organisatie for wie in WIE]
        self.leden: list[Lidmaatschap] = [wereld[wie] for wie in WIE]
        self.gezien: dict[int, tuple[int, Beeld]] = {}  # per organisation: who agreed, and to what
        self.bedrag = 0

    def beeld(self, organisatie: Organisatie) -> Beeld:
        """The own part as its rows stand in the database, and everybody's share with the pen."""
        deel = Aanvraagdeel.objects.get(aanvraag=self.aanvraag, organisatie=organisatie)
        eigen = (
            tuple(
                Postbedrag.objects.filter(post__deel=deel)
                .order_by("post__volgorde", "jaar")
                .values_list("post__soort", "post__omschrijving", "jaar", "bedrag")
            ),
            tuple(
                Voorziening.objects.filter(deel=deel)
                .order_by("volgorde", "id")
                .values_list("naam", "omschrijving", "per_jaar__jaar", "per_jaar__bereik")
            ),
        )
        verdeling = tuple(
            Postbedrag.objects.filter(post__deel__aanvraag=self.aanvraag, post__deel__stand=Aanvraagdeel.Stand.ACTIEF)
            .order_by("post__deel__organisatie", "jaar", "bedrag")
            .values_list("post__deel__organisatie", "jaar", "bedrag")
        )
        pen = Aanvraag.objects.values_list("penvoerder", flat=True).get(pk=self.aanvraag.pk)
        return eigen, (verdeling, pen)

    def doe(self, daad: str, wie: int, ander: int) -> str:
        """One act; the code of the refusal, or `gelukt`. After it the oracle looks at what stands there."""
        try:
            with transaction.atomic():
                getattr(self, f"_{daad}")(wie, ander)
        except (DomeinFout, GeenRecht) as fout:
            uitkomst = fout.code
        else:
            uitkomst = "gelukt"
        self.controleer()
        return uitkomst

    def controleer(self) -> None:
        """What counts as agreed is what the oracle saw agreed to; once submitted, that is everybody."""
        stand = Aanvraag.objects.values_list("stand", flat=True).get(pk=self.aanvraag.pk)
        deelnemers = self.deelnemers()
        geldig = Akkoord.objects.filter(deel__aanvraag=self.aanvraag, vervallen_op__isnull=True)
        personen = []
        for gegeven in geldig.select_related("deel__organisatie", "door"):
            organisatie = gegeven.deel.organisatie
            assert organisatie.pk in deelnemers, "an akkoord of who does not take part"
            assert self.gezien[organisatie.pk] == (gegeven.door_id, self.beeld(organisatie))
            personen.append(gegeven.door.gebruiker_id)
        assert len(personen) == len(set(personen)), "one person agreed for two organisations"
        if stand == Aanvraag.Stand.INGEDIEND:
            assert len(personen) == len(deelnemers), "submitted without everybody's akkoord"
        else:
            assert deelnemers, "nobody takes part any more"

    def deelnemers(self) -> set[int]:
        delen = Aanvraagdeel.objects.filter(aanvraag=self.aanvraag, stand=Aanvraagdeel.Stand.ACTIEF)
        return set(delen.values_list("organisatie_id", flat=True))

    def deel(self, wie: int) -> Aanvraagdeel:
        return Aanvraagdeel.objects.get(aanvraag=self.aanvraag, organisatie=self.organisaties[wie])

    # --- the acts ---

    def _bewerk(self, wie: int, _: int) -> None:
        self.bedrag += 1
        bewaar_begroting(self.deel(wie), 1000 + self.bedrag, self.leden[wie])

    def _bewerk_woorden(self, wie: int, _: int) -> None:
        self.bedrag += 1
        deel = self.deel(wie)
        bewaar_voorziening(deel, f"Naam {self.bedrag}", self.leden[wie], deel.voorzieningen.get().pk)

    def _akkoord(self, wie: int, _: int) -> None:
        self._teken(wie, self.leden[wie])

    def _namens(self, wie: int, ander: int) -> None:
        self._teken(wie, self.leden[ander])

    def _teken(self, wie: int, door: Lidmaatschap) -> None:
        organisatie = self.organisaties[wie]
        beeld = self.beeld(organisatie)
        if organisatie.pk in self.deelnemers():
            geef_akkoord(self.wereld, organisatie, door)
            self.gezien[organisatie.pk] = door.pk, beeld

    def _trek_in(self, wie: int, _: int) -> None:
        akkoorden.trek_akkoord_in(deel_id=self.deel(wie).pk, door=self.leden[wie])

    def _stap_uit(self, wie: int, _: int) -> None:
        deelnemen.stap_uit(deel_id=self.deel(wie).pk, reden="", door=self.leden[wie])

    def _sluit_aan(self, wie: int, _: int) -> None:
        deelnemen.sluit_aan(aanvraag_id=self.aanvraag.pk, door=self.leden[wie])

    def _pen(self, wie: int, ander: int) -> None:
        deelnemen.kies_penvoerder(
            aanvraag_id=self.aanvraag.pk, organisatie_id=self.organisaties[ander].pk, door=self.leden[wie]
        )

    def _stel_voor(self, wie: int, ander: int) -> None:
        stel_voor(self.wereld, self.deel(ander), WIE[wie], nieuwe_penvoerder_id=self.organisaties[wie].pk)

    def _antwoord(self, wie: int, _: int) -> None:
        voorstel = self._lopend(wie)
        if voorstel:
            uitneming.geef_zienswijze(uitneming_id=voorstel.pk, tekst="Nee.", door=self.leden[wie])

    def _beslis(self, wie: int, ander: int) -> None:
        voorstel = self._lopend(wie)
        if voorstel:
            beslis(self.wereld, voorstel, nieuwe_penvoerder_id=self.organisaties[ander].pk)

    def _zodra(self, wie: int, _: int) -> None:
        akkoorden.vraag_indienen_zodra_eens(aanvraag_id=self.aanvraag.pk, door=self.leden[wie])

    def _dien_in(self, wie: int, _: int) -> None:
        indienen.dien_in(aanvraag_id=self.aanvraag.pk, door=self.leden[wie])

    def _lopend(self, wie: int) -> Uitneming | None:
        return Uitneming.objects.filter(deel=self.deel(wie), stand=Uitneming.Stand.VOORGESTELD).first()


@pytest.fixture
def begin(gevuld: Wereld) -> Callable[[], Verloop]:
    """Three participants with their parts filled in, and a machtiging each way round the table."""
    neem_derde_op(gevuld)
    leden = [gevuld[wie] for wie in WIE]
    for geeft, krijgt in zip(leden, leden[1:] + leden[:1], strict=True):
        if not Machtiging.objects.filter(organisatie=geeft.organisatie).exists():
            maak_machtiging(geeft.organisatie, krijgt, geeft)
    return lambda: Verloop(gevuld)


def speel(
    begin: Callable[[], Verloop], reeks: Sequence[tuple[str, int, int]], daarna: Callable[[Verloop], None]
) -> None:
    """The acts in this order, ten days before the closing; then `daarna`. The database forgets it all."""
    with voor_sluiting(begin().wereld, 10), transaction.atomic():
        verloop = begin()
        for daad, wie, ander in reeks:
            verloop.doe(daad, wie, ander)
        daarna(verloop)
        transaction.set_rollback(True)


@INSTELLINGEN
@given(reeks=stappen)
def test_nothing_is_submitted_without_everybodys_akkoord_on_exactly_that(
    reeks: list[tuple[str, int, int]], begin: Callable[[], Verloop]
) -> None:
    speel(begin, reeks, lambda verloop: verloop.controleer())


# --- nobody is stuck ---


def kom_eruit(verloop: Verloop, zwijgt: int | None) -> None:
    """With nobody unwilling, or one participant that does nothing more, the rest comes to an end.

    A part without akkoord is proposed, waited for and taken out; then all others agree and the pen submits.
    """
    if Aanvraag.objects.get(pk=verloop.aanvraag.pk).stand != Aanvraag.Stand.CONCEPT:
        return
    doen_mee = [wie for wie in range(3) if verloop.organisaties[wie].pk in verloop.deelnemers()]
    willig = [wie for wie in doen_mee if wie != zwijgt]
    if not willig:
        return  # only who says nothing takes part: there is nobody to go on
    _tekent_ieder_zelf(verloop, doen_mee, zwijgt)
    for wie in willig:
        if not _is_akkoord(verloop, wie):
            verloop.doe("akkoord", wie, wie)
    if len(willig) < len(doen_mee) and not _is_akkoord(verloop, zwijgt):
        _neem_uit(verloop, zwijgt, door=willig[0])
    for wie in willig:
        if not _is_akkoord(verloop, wie):
            assert verloop.doe("akkoord", wie, wie) == "gelukt"
    _dien_in(verloop, zwijgt)


def _tekent_ieder_zelf(verloop: Verloop, doen_mee: Sequence[int], zwijgt: int | None) -> None:
    """Who signed for another takes that back, so that it can sign for itself."""
    for wie in doen_mee:
        gegeven = verloop.deel(wie).akkoorden.filter(vervallen_op=None, machtiging__isnull=False).first()
        if gegeven:
            door = gegeven.door if wie == zwijgt else verloop.leden[wie]
            akkoorden.trek_akkoord_in(deel_id=gegeven.deel_id, door=door)


def _is_akkoord(verloop: Verloop, wie: int) -> bool:
    return Akkoord.objects.filter(deel=verloop.deel(wie), vervallen_op__isnull=True).exists()


def _neem_uit(verloop: Verloop, wie: int, *, door: int) -> None:
    if verloop._lopend(wie) is None:
        assert verloop.doe("stel_voor", door, wie) == "gelukt"
    with voor_sluiting(verloop.wereld, 2):
        assert verloop.doe("beslis", wie, door) == "gelukt"


def _dien_in(verloop: Verloop, zwijgt: int | None) -> None:
    aanvraag = Aanvraag.objects.get(pk=verloop.aanvraag.pk)
    pen = next(wie for wie in range(3) if verloop.organisaties[wie].pk == aanvraag.penvoerder_id)
    if aanvraag.stand == Aanvraag.Stand.CONCEPT and pen != zwijgt:
        assert verloop.doe("dien_in", pen, pen) == "gelukt"


@INSTELLINGEN
@given(reeks=stappen, zwijgt=st.sampled_from([None, 0, 1, 2]))
def test_from_everywhere_the_willing_come_to_a_submission(
    reeks: list[tuple[str, int, int]], zwijgt: int | None, begin: Callable[[], Verloop]
) -> None:
    def uit(verloop: Verloop) -> None:
        kom_eruit(verloop, zwijgt)
        stand = Aanvraag.objects.get(pk=verloop.aanvraag.pk).stand
        if zwijgt is None:
            assert stand == Aanvraag.Stand.INGEDIEND

    speel(begin, reeks, uit)


# --- controls: a broken rule is caught ---


def test_control_an_akkoord_that_nobody_voids_is_caught(
    begin: Callable[[], Verloop], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(begrotingen, "laat_vervallen", lambda *_, **__: None)

    with pytest.raises(AssertionError):
        speel(begin, [("akkoord", 0, 0), ("bewerk", 0, 0)], lambda verloop: verloop.controleer())


def test_control_a_submission_without_an_akkoord_is_caught(
    begin: Callable[[], Verloop], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indienen, "ontbreekt", lambda _: [])

    with pytest.raises(AssertionError, match="without everybody"):
        speel(begin, [("akkoord", 1, 1), ("dien_in", 0, 0)], lambda verloop: verloop.controleer())


def test_control_two_akkoorden_of_one_person_are_caught(
    begin: Callable[[], Verloop], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(akkoorden, "_eis_een_organisatie_per_persoon", lambda *_: None)

    with pytest.raises(AssertionError, match="one person"):
        speel(begin, [("akkoord", 1, 1), ("namens", 0, 1)], lambda verloop: verloop.controleer())
