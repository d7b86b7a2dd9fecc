"""What waits for somebody today on the older grants: something for the worklist of every role."""

import datetime
from decimal import Decimal

from django.db import transaction

from socialebasis.demo.klok import dinsdag_vanaf
from socialebasis.demo.looptijd import WEEK, Verhaal, voorbeeldstuk
from subsidies.models import Besluit
from subsidies.services import collegebesluit
from uitvoering.models import Indexering, Wijzigingsonderdeel
from uitvoering.selectors.betaalbaar import open_termijnen
from uitvoering.services import betaalbatch, college, gesprek, indexering, rekening, voorbereiden, wijzigingsverzoek
from uitvoering.services.indexering import IndexeringGegevens
from uitvoering.services.voorbereiden import Bedragen
from uitvoering.services.wijzigingsverzoek import Onderdeelinvoer

NIEUW_IBAN = "NL76VOOR0000000101"  # well-formed, of a bank that does not exist


def zaai_openstaand(verhaal: Verhaal) -> None:
    """All of it, today, once: right after the grants were made."""
    with transaction.atomic():
        for stap in (
            _stel_betaling_samen,
            _vraag_rekening,
            _leg_verslag_bij_partner,
            _plan_gesprek,
            _vraag_wijziging,
            _verlaag,
            _verhoog,
            _bereid_indexering_voor,
        ):
            stap(verhaal)


def _volgend_jaar(verhaal: Verhaal) -> int:
    return verhaal.vandaag.year + 1


def _stel_betaling_samen(verhaal: Verhaal) -> None:
    """The next instalments, put together and waiting for the approval of a colleague."""
    termijnen = open_termijnen().filter(subsidie__deel__aanvraag=verhaal.aanvraag)
    eerste = termijnen.order_by("dag").values_list("dag", flat=True)[:1]
    ids = termijnen.filter(dag=eerste[0]).exclude(subsidie=verhaal.subsidie("gehoor")).values_list("pk", flat=True)
    betaaldag = max(eerste[0], verhaal.vandaag)
    betaalbatch.stel_samen(termijn_ids=list(ids), betaaldag=betaaldag, door=verhaal.leden["financieel"])


def _vraag_rekening(verhaal: Verhaal) -> None:
    rekening.vraag_aan(iban=NIEUW_IBAN, bewijs=voorbeeldstuk("bewijs-van-de-bank.pdf"), door=verhaal.leden["gehoor"])


def _leg_verslag_bij_partner(verhaal: Verhaal) -> None:
    """Held this week; the partner has yet to agree with the report."""
    officier = verhaal.leden["beleidsmedewerker"]
    gehouden = gesprek.plan_gesprek(
        subsidie_id=verhaal.subsidie("nabij").pk,
        datum=verhaal.vandaag,
        deelnemers="Directeur van Nabij, beleidsmedewerker",
        door=officier,
    )
    gesprek.leg_verslag_vast(
        gesprek_id=gehouden.pk,
        datum=verhaal.vandaag,
        deelnemers="Directeur van Nabij, beleidsmedewerker",
        verslag="Van de acht straten zijn er zes bezocht. Voor twee straten is geen beroepskracht te vinden.",
        afspraken="Nabij laat voor het eind van het jaar weten of de twee straten lukken.",
        bijstelling_nodig=True,
        door=officier,
    )
    gesprek.stuur_verslag(gesprek_id=gehouden.pk, door=officier)


def _plan_gesprek(verhaal: Verhaal) -> None:
    gesprek.plan_gesprek(
        subsidie_id=verhaal.subsidie("buurtkamer").pk,
        datum=dinsdag_vanaf(verhaal.vandaag + 2 * WEEK),
        deelnemers="",
        door=verhaal.leden["beleidsmedewerker"],
    )


def _vraag_wijziging(verhaal: Verhaal) -> None:
    """Two things at once, that are decided apart."""
    soort = Wijzigingsonderdeel.Soort
    wijzigingsverzoek.dien_in(
        subsidie_id=verhaal.subsidie("buurtkamer").pk,
        toelichting="In Oost is de buurtkamer te klein geworden. In het schoolgebouw ernaast is ruimte.",
        onderdelen=[
            Onderdeelinvoer(soort.KOSTEN, "Huur van twee lokalen", _volgend_jaar(verhaal), Decimal(18000)),
            Onderdeelinvoer(soort.PARTNERS, "De school opent en sluit de lokalen, in plaats van onze beheerder."),
        ],
        door=verhaal.leden["buurtkamer"],
    )


def _verlaag(verhaal: Verhaal) -> None:
    """To the bad of the recipient, who may say what it thinks of it first (Awb 4:8)."""
    officier = verhaal.leden["beleidsmedewerker"]
    voorstel = voorbereiden.stel_voor(
        aanvraag_id=verhaal.aanvraag.pk,
        soort=Besluit.Soort.BIJSTELLING,
        grond="niet_uitgevoerd",
        motivering="Twee van de acht straten worden niet bezocht. Wat daarvoor is verleend, gaat eraf.",
        regels=[Bedragen(verhaal.subsidie("nabij").pk, verandering={_volgend_jaar(verhaal): Decimal(-36000)})],
        door=officier,
    )
    voorbereiden.vraag_zienswijze(voorstel_id=voorstel.pk, uiterlijk=verhaal.vandaag + 2 * WEEK, door=officier)


def _verhoog(verhaal: Verhaal) -> None:
    """To the good of the recipient, and offered to who decides."""
    officier = verhaal.leden["beleidsmedewerker"]
    voorstel = voorbereiden.stel_voor(
        aanvraag_id=verhaal.aanvraag.pk,
        soort=Besluit.Soort.BIJSTELLING,
        grond="gunste",
        motivering="Meer vrijwilligers willen de luistercursus doen. Met dit bedrag komt er een tweede groep.",
        regels=[Bedragen(verhaal.subsidie("gehoor").pk, verandering={_volgend_jaar(verhaal): Decimal(4000)})],
        door=officier,
    )
    voorbereiden.leg_voor(voorstel_id=voorstel.pk, door=officier)


def _bereid_indexering_voor(verhaal: Verhaal) -> None:
    """Computed for next year and decided by the college, and not started yet."""
    jaar, officier = _volgend_jaar(verhaal), verhaal.leden["beleidsmedewerker"]
    opgesteld = indexering.stel_op(
        gegevens=IndexeringGegevens(
            regeling=verhaal.aanvraag.regeling,
            uitvraag=verhaal.aanvraag.uitvraag,
            jaar=jaar,
            ook_later=False,
            percentage=Decimal("3.1"),
            peildatum=datetime.date(jaar, 1, 1),
            afronding=Indexering.Afronding.EURO,
            motivering="De lonen in de cao Sociaal Werk stijgen. (Voorbeeld.)",
        ),
        door=officier,
    )
    voorstel = college.leg_voor_aan_college(
        onderwerp=f"Indexering {jaar} van de subsidies buurtwerk",
        toelichting="De raad heeft het percentage begroot.",
        kenmerken=[opgesteld.kenmerk],
        door=officier,
    )
    collegebesluit.registreer(
        collegebesluit_id=voorstel.pk,
        nummer=f"{verhaal.vandaag.year}/0587 (voorbeeld)",
        datum=verhaal.vandaag,
        verzenddatum=verhaal.vandaag,
        door=verhaal.leden["college"],
    )
