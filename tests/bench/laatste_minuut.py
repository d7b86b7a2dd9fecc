"""The last minute before a call closes: a hundred partners write, save, agree and submit at once.

Afterwards every row is compared with what each of them was told: nothing lost, nothing doubled.
"""

import itertools
import statistics
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from tests.bench.servers import servers

TAFELS, PER_TAFEL, RONDEN = 10, 10, 3
GEDULD = 300  # seconds that partners of one table wait for each other


@dataclass
class Partner:
    """One organisation at a table, with everything it was told is kept."""

    nummer: int
    bezoeker: Any
    kenmerk: str
    deel_id: int
    voorziening_id: int
    teksten: list[int]
    tafel: "Tafel"
    beloofd: list[str] = field(default_factory=list)
    voorzieningen: list[str] = field(default_factory=list)

    def adres(self, *delen: object) -> str:
        return "/".join(("/aanvragen", self.kenmerk, *map(str, delen), ""))


@dataclass
class Tafel:
    """Its partners wait for each other twice: to agree until all budgets stand, to submit until all agree."""

    begroot: threading.Barrier = field(default_factory=lambda: threading.Barrier(PER_TAFEL, timeout=GEDULD))
    akkoord: threading.Barrier = field(default_factory=lambda: threading.Barrier(PER_TAFEL, timeout=GEDULD))
    indieners: list[Any] = field(default_factory=list)


def draai() -> int:
    with servers() as poort:
        import django

        django.setup()
        partners = _zaai(poort)
        begin = time.monotonic()
        with ThreadPoolExecutor(len(partners)) as samen:
            klaar = [samen.submit(_doe_alles, partner) for partner in partners]
        seconden = time.monotonic() - begin
        gestrand = [repr(fout) for fout in map(Future.exception, klaar) if fout is not None]
        return _rapport(partners, seconden, [*gestrand, *_mis(partners)])


def _doe_alles(partner: Partner) -> None:
    """Who fails lets nobody wait."""
    try:
        _schrijf(partner)
    except Exception:
        partner.tafel.begroot.abort()
        partner.tafel.akkoord.abort()
        raise


def _schrijf(partner: Partner) -> None:
    """Type in every joint text, in the own voorziening and in the budget; then save, agree and submit."""
    from tests.bench.bezoeker import met, velden_van

    bezoeker = partner.bezoeker
    for ronde in range(RONDEN):
        merk = f"merk-{partner.nummer}-{ronde}"
        tekst = partner.teksten[(partner.nummer + ronde) % len(partner.teksten)]
        for soort, pk, pad, veld, lijst in (
            ("antwoord", tekst, ("tekst", tekst), "tekst", partner.beloofd),
            (
                "voorziening",
                partner.voorziening_id,
                ("voorziening", partner.voorziening_id),
                "omschrijving",
                partner.voorzieningen,
            ),
        ):
            velden = velden_van(bezoeker.haal(partner.adres(*pad)))
            stand, _ = bezoeker.stuur(partner.adres("vanzelf", soort, pk), met(velden, **{veld: f"Wij doen {merk}."}))
            if stand == 200:
                lijst.append(merk)
        begroting = partner.adres("deel", partner.deel_id, "begroting")
        velden = met(velden_van(bezoeker.haal(begroting)), **{"regel-0-omschrijving": f"Loon {merk}"})
        bezoeker.stuur(partner.adres("vanzelf", "begroting", partner.deel_id), velden)
        if ronde == RONDEN - 1 and bezoeker.stuur(begroting, velden)[0] == 302:
            partner.beloofd.append(f"Loon {merk}")
    partner.tafel.begroot.wait()
    _geef_akkoord(partner, velden_van, met)
    if partner.tafel.akkoord.wait() == 0:
        _dien_in(partner)


def _geef_akkoord(partner: Partner, velden_van: Callable[..., Any], met: Callable[..., Any]) -> None:
    pad = partner.adres("deel", partner.deel_id, "akkoord")
    for _ in range(5):
        stand, _tekst = partner.bezoeker.stuur(pad, met(velden_van(partner.bezoeker.haal(pad)), bevestig="on"))
        if stand == 302:
            return
    raise AssertionError(f"{pad}: geen akkoord na vijf keer")


def _dien_in(partner: Partner) -> None:
    """Two people of the penvoerder, each in two tabs, at the same moment."""
    startschot = threading.Barrier(len(partner.tafel.indieners), timeout=GEDULD)

    def klik(indiener: Any) -> None:
        startschot.wait()
        indiener.stuur(partner.adres("indienen"), [("bevestig", "on")])

    with ThreadPoolExecutor(len(partner.tafel.indieners)) as samen:
        list(samen.map(klik, partner.tafel.indieners))


def _zaai(poort: int) -> list[Partner]:
    from organisaties.soorten import OrganisatieSoort
    from organisaties.toegang import Rol
    from regelingen.zaad import zaai_regelingen
    from subsidies.services import starten
    from tests.bench.bezoeker import Bezoeker
    from tests.hulp.fabriek import maak_deelname, maak_lid, maak_organisatie, maak_uitvraag, tafels_van, vul_deel

    zaai_regelingen()
    maak_organisatie("Gemeente Voorbeeld", OrganisatieSoort.GEMEENTE)
    nummers = itertools.count()
    partners = []
    for rij in tafels_van(maak_uitvraag(themas=TAFELS)):
        tafel = Tafel()
        leden = [maak_lid(Rol.TEKENBEVOEGDE, maak_organisatie()) for _ in range(PER_TAFEL)]
        for lid in leden:
            maak_deelname(rij, lid.organisatie, door=lid)
        aanvraag = starten.start_aanvraag(tafel_id=rij.pk, door=leden[0])
        tweede = maak_lid(Rol.TEKENBEVOEGDE, leden[0].organisatie)
        tafel.indieners = [Bezoeker(lid, poort) for lid in (leden[0], tweede) for _ in range(2)]
        teksten = list(aanvraag.antwoorden.values_list("pk", flat=True))
        for lid in leden:
            deel = aanvraag.delen.get(organisatie=lid.organisatie_id)
            voorziening = vul_deel(deel)
            partners.append(
                Partner(
                    nummer=next(nummers),
                    bezoeker=Bezoeker(lid, poort),
                    kenmerk=aanvraag.kenmerk,
                    deel_id=deel.pk,
                    voorziening_id=voorziening.pk,
                    teksten=teksten,
                    tafel=tafel,
                )
            )
    return partners


def _mis(partners: list[Partner]) -> list[str]:
    """What the database does not hold exactly as it was promised."""
    from django.db.models import Count

    from brieven.models import Brief
    from kern.canoniek import canoniek, sha256_van
    from kern.models import Gebeurtenis
    from subsidies.models import Aanvraag, Akkoord, Indiening, Klad, Versie

    mis = [fout for partner in partners for fout in partner.bezoeker.fouten]
    bewaard = "\n".join(canoniek(inhoud).decode() for inhoud in Versie.objects.values_list("inhoud", flat=True))
    kladden = "\n".join(canoniek(invoer).decode() for invoer in Klad.objects.values_list("invoer", flat=True))
    ingediend = {rij.aanvraag_id: rij for rij in Indiening.objects.all()}
    mis += [f"verloren: {merk}" for p in partners for merk in p.beloofd if merk not in bewaard + kladden]
    mis += [f"verloren: {merk}" for p in partners for merk in p.voorzieningen if f"{merk}." not in bewaard]
    for aanvraag in Aanvraag.objects.all():
        indiening = ingediend.get(aanvraag.pk)
        if indiening is None or aanvraag.stand != Aanvraag.Stand.INGEDIEND:
            mis.append(f"niet ingediend: {aanvraag.kenmerk}")
            continue
        tekst = canoniek(indiening.inhoud).decode()
        if indiening.sha256 != sha256_van(indiening.inhoud):
            mis.append(f"hash klopt niet: {aanvraag.kenmerk}")
        mis += [
            f"niet in de indiening: {partner.voorzieningen[-1]}"
            for partner in partners
            if partner.kenmerk == aanvraag.kenmerk and f"{partner.voorzieningen[-1]}." not in tekst
        ]
    tellingen = {
        "indieningen": (len(ingediend), TAFELS),
        "ontvangstbevestigingen": (Brief.objects.count(), TAFELS),
        "geslaagde indieningen in het spoor": (
            Gebeurtenis.objects.filter(soort="aanvraag.ingediend", geweigerd="").count(),
            TAFELS,
        ),
        "geldige akkoorden": (Akkoord.objects.filter(vervallen_op=None).count(), TAFELS * PER_TAFEL),
        "versies met een dubbel nummer": (
            Versie.objects.values("soort", "onderdeel", "nummer").annotate(n=Count("id")).filter(n__gt=1).count(),
            0,
        ),
    }
    return mis + [f"{naam}: {was}, verwacht {hoort}" for naam, (was, hoort) in tellingen.items() if was != hoort]


def _rapport(partners: list[Partner], seconden: float, mis: list[str]) -> int:
    indieners = {id(partner.tafel): partner.tafel.indieners for partner in partners}
    bezoekers = [*(partner.bezoeker for partner in partners), *itertools.chain(*indieners.values())]
    duur = sorted(itertools.chain.from_iterable(bezoeker.duur for bezoeker in bezoekers))
    mediaan, traag = statistics.median(duur), duur[int(len(duur) * 0.95)]
    regels = [
        f"{len(partners)} partners aan {TAFELS} tafels, {len(duur)} verzoeken in {seconden:.1f} s",
        f"antwoord: mediaan {mediaan * 1000:.0f} ms, 95% {traag * 1000:.0f} ms, langst {duur[-1] * 1000:.0f} ms",
        f"niets verloren, niets dubbel: {'ja' if not mis else 'NEE'}",
        *mis[:20],
    ]
    sys.stdout.write("\n".join(regels) + "\n")
    return int(bool(mis))
