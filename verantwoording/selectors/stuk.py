"""The joint account as it would be submitted now: a fixed number of queries, whatever its size."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.utils import timezone

from kern.grafiek_keten import Vak
from kern.termijnen.stappen import amsterdam_dag
from subsidies.models import Aanvraag
from verantwoording.models import Duiding, Verantwoording
from verantwoording.regels.bijdrage import bijdragezin
from verantwoording.selectors.inbreng import Deelstand, Inbreng, laad_inbreng
from verantwoording.selectors.keten import Keten, keten_van
from verantwoording.selectors.maatschappelijk import Gebiedsreeks, Indicatorbeeld, cijfers_van_thema
from verantwoording.stuk import Deel, Gat, Gebiedscijfers, Ketengroep, Pad, Punt, Schakel, Stadscijfer, Stuk


def stel_samen(verantwoording: Verantwoording, inbreng: Inbreng | None = None, waarom_zonder: str = "") -> Stuk:
    """The document. Three queries besides those of `laad_inbreng`, two when it came with `kader_erbij`.
    `verantwoording` came with its application."""
    inbreng = inbreng or laad_inbreng(verantwoording)
    aanvraag = verantwoording.aanvraag
    gelezen = vars(verantwoording)
    kader = gelezen if "lijst_subdoelen" in gelezen else None
    keten = keten_van(aanvraag, verantwoording.jaar, inbreng.uitkomsten, inbreng.afgesproken, kader=kader)
    return replace(
        _grond(inbreng),
        waarom_zonder=waarom_zonder,
        stad=stad_van(aanvraag, inbreng.subdoelen),
        keten=tuple(_ketengroepen(keten)),
        gaten=_gaten(keten),
    )


def ernaast(duiding: Duiding) -> Stuk:
    """What one reads beside a joint text while writing it: of its subdoel, or of everything. At most eight queries."""
    verantwoording = duiding.verantwoording
    inbreng = laad_inbreng(verantwoording)
    stuk = _grond(inbreng)
    if duiding.subdoel is not None:
        naam = duiding.subdoel.naam
        stad = stad_van(verantwoording.aanvraag, {duiding.subdoel.pk: naam, **inbreng.subdoelen})
        return replace(
            stuk,
            delen=tuple(_alleen(deel, naam) for deel in stuk.delen),
            stad=tuple(cijfer for cijfer in stad if not cijfer.subdoelen or naam in cijfer.subdoelen),
        )
    if duiding.vraag == Duiding.Vraag.ONBEKEND:
        aanvraag = verantwoording.aanvraag
        return replace(stuk, gaten=_gaten(keten_van(aanvraag, verantwoording.jaar, None, inbreng.afgesproken)))
    return stuk


def _grond(inbreng: Inbreng) -> Stuk:
    """Without the city and without the chain."""
    verantwoording = inbreng.verantwoording
    aanvraag = verantwoording.aanvraag
    thema = aanvraag.tafel.thema if aanvraag.tafel else None
    return Stuk(
        kenmerk=aanvraag.kenmerk,
        naam=aanvraag.naam,
        thema=thema.naam if thema else "",
        hoofddoel=thema.hoofddoel if thema else "",
        jaar=verantwoording.jaar,
        penvoerder=aanvraag.penvoerder.naam,
        fictief=is_fictief(aanvraag),
        uiterlijk=verantwoording.uiterlijk,
        opgesteld_op=timezone.localdate(),
        zonder_akkoord=tuple(stand.deel.organisatie for stand in inbreng.zonder_akkoord),
        waarom_zonder="",
        delen=tuple(_met_akkoord(stand, inbreng) for stand in inbreng.standen),
        teksten=tuple(inbreng.teksten),
        stad=(),
        keten=(),
        gaten=(),
    )


def _alleen(deel: Deel, subdoel: str) -> Deel:
    return replace(deel, activiteiten=tuple(een for een in deel.activiteiten if een.subdoel == subdoel))


def is_fictief(aanvraag: Aanvraag) -> bool:
    return aanvraag.penvoerder.fictief or (aanvraag.uitvraag is not None and aanvraag.uitvraag.fictief)


def stad_van(aanvraag: Aanvraag, subdoelen: Mapping[int, str]) -> tuple[Stadscijfer, ...]:
    """Level 4 of the theme of a table, with the names of the subdoelen that were worked on: two queries."""
    if aanvraag.tafel is None:
        return ()
    thema = aanvraag.tafel.thema
    return tuple(_stadscijfer(beeld, thema.hoofddoel, subdoelen) for beeld in cijfers_van_thema(thema.pk))


def _met_akkoord(stand: Deelstand, inbreng: Inbreng) -> Deel:
    if stand.akkoord_op is None or not inbreng.is_akkoord(stand):
        return stand.deel
    return replace(stand.deel, akkoord_op=amsterdam_dag(stand.akkoord_op), machtiging_van=stand.machtiging_van)


def _stadscijfer(beeld: Indicatorbeeld, hoofddoel: str, subdoelnamen: Mapping[int, str]) -> Stadscijfer:
    subdoelen = tuple(naam for pk, naam in subdoelnamen.items() if pk in beeld.subdoelen)
    doel = "; ".join(subdoelen) or hoofddoel
    return Stadscijfer(
        code=beeld.code,
        naam=beeld.naam,
        definitie=beeld.definitie,
        eenheid=beeld.eenheid,
        bron=beeld.bron,
        zin=bijdragezin(beeld.feit, doel) if beeld.feit else "",
        subdoelen=subdoelen,
        reeksen=tuple(_reeks(reeks) for reeks in _hoofd_eerst(beeld)),
    )


def _hoofd_eerst(beeld: Indicatorbeeld) -> list[Gebiedsreeks]:
    """The areas that were measured, ours as a whole first."""
    gemeten = [reeks for reeks in beeld.reeksen if reeks.cijfers]
    return sorted(gemeten, key=lambda reeks: reeks is not beeld.hoofd)


def _reeks(reeks: Gebiedsreeks) -> Gebiedscijfers:
    return Gebiedscijfers(
        gebied=reeks.plek.naam,
        punten=tuple(
            Punt(
                periode=cijfer.punt.periode,
                waarde=cijfer.punt.waarde,
                teken=cijfer.punt.teken,
                ondergrens=cijfer.punt.ondergrens,
                bovengrens=cijfer.punt.bovengrens,
                herzien=cijfer.herzien,
            )
            for cijfer in reeks.cijfers
        ),
    )


def _ketengroepen(keten: Keten | None) -> Iterable[Ketengroep]:
    for groep in keten.groepen if keten else ():
        yield Ketengroep(
            paden=tuple(Pad(schakels=tuple(map(_schakel, pad))) for pad in groep.paden),
            samen=tuple(map(_schakel, groep.samen)),
        )


def _gaten(keten: Keten | None) -> tuple[Gat, ...]:
    return tuple(Gat(soort=gat.soort, naam=gat.naam) for gat in keten.gaten) if keten else ()


def _schakel(vak: Vak) -> Schakel:
    soort, tekst = vak.uitslag or ("", "")
    return Schakel(soort=vak.soort, namen=vak.namen, gat=vak.gat, uitslag=soort, uitslagtekst=tekst)
