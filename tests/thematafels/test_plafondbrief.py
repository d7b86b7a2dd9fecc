"""The letter that makes the ceiling known: to every partner at publication, once."""

import datetime

import pytest
import time_machine

from brieven.models import Brief, BriefSoort, Wijze
from brieven.pdf.maken import naar_html
from brieven.snapshots import lees_snapshot
from kern.fouten import DomeinFout
from organisaties.models import Lidmaatschap
from organisaties.soorten import AanvragerSoort
from tests.hulp.fabriek import maak_organisatie
from tests.subsidies.conftest import geweigerd
from thematafels import services
from thematafels.models import Uitvraag

pytestmark = pytest.mark.django_db


def ontvangers() -> set[str]:
    return set(Brief.objects.filter(soort=BriefSoort.PLAFOND).values_list("ontvanger__naam", flat=True))


def test_publishing_writes_to_every_partner_digital_or_on_paper(
    concept: Uitvraag, ambtenaar: Lidmaatschap, partner: Lidmaatschap
) -> None:
    papier = maak_organisatie("Zonder account", digitaal=None)

    services.publiceer(uitvraag_id=concept.pk, door=ambtenaar)

    brieven = Brief.objects.filter(soort=BriefSoort.PLAFOND, over_id=concept.pk)
    assert dict(brieven.values_list("ontvanger", "wijze")) == {
        partner.organisatie_id: Wijze.PORTAAL,
        papier.pk: Wijze.POST,
    }


def test_a_made_up_call_reaches_no_real_organisation_and_a_joint_one_no_single_person(
    concept: Uitvraag, ambtenaar: Lidmaatschap
) -> None:
    maak_organisatie("Verzonnen")
    maak_organisatie("Echt", fictief=False)
    maak_organisatie("Een mens", aanvrager_soort=AanvragerSoort.NATUURLIJK_PERSOON)

    services.publiceer(uitvraag_id=concept.pk, door=ambtenaar)

    assert ontvangers() == {"Verzonnen"}


def test_a_call_that_is_refused_or_was_published_writes_no_letter(
    concept: Uitvraag, ambtenaar: Lidmaatschap, partner: Lidmaatschap
) -> None:
    Uitvraag.objects.filter(pk=concept.pk).update(plafondbesluit="")
    with pytest.raises(DomeinFout):
        services.publiceer(uitvraag_id=concept.pk, door=ambtenaar)
    assert ontvangers() == set()
    Uitvraag.objects.filter(pk=concept.pk).update(plafondbesluit="Besluit (voorbeeld)")
    services.publiceer(uitvraag_id=concept.pk, door=ambtenaar)

    with pytest.raises(DomeinFout):
        services.publiceer(uitvraag_id=concept.pk, door=ambtenaar)

    assert Brief.objects.filter(soort=BriefSoort.PLAFOND).count() == 1


def test_the_letter_names_the_ceiling_how_it_is_divided_and_the_last_day(
    concept: Uitvraag, ambtenaar: Lidmaatschap, partner: Lidmaatschap
) -> None:
    middernacht = datetime.datetime(2026, 12, 31, 23, 0, tzinfo=datetime.UTC)
    with time_machine.travel(datetime.datetime(2026, 11, 22, 9, 0, tzinfo=datetime.UTC), tick=False):
        Uitvraag.objects.filter(pk=concept.pk).update(
            eerste_jaar=2027, laatste_jaar=2028, opent_op=datetime.datetime(2026, 11, 23, 8, tzinfo=datetime.UTC)
        )
        Uitvraag.objects.filter(pk=concept.pk).update(sluit_op=middernacht)

        services.publiceer(uitvraag_id=concept.pk, door=ambtenaar)

    brief = Brief.objects.get(soort=BriefSoort.PLAFOND)
    html = naar_html(lees_snapshot(brief.soort, brief.snapshot))
    assert "620.000,00" in html
    assert "Per tafel één aanvraag." in html
    assert "van 23 november 2026 tot en met 31 december 2026" in html
    assert "Meld uw organisatie eerst aan voor een thematafel." in html


def test_who_cannot_publish_writes_to_nobody(concept: Uitvraag, partner: Lidmaatschap) -> None:
    with geweigerd("toegang.rol"):
        services.publiceer(uitvraag_id=concept.pk, door=partner)
