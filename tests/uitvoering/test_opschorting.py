"""One suspicion suspends payment for thirteen weeks together (Awb 4:56)."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from brieven.models import Brief
from kern.fouten import DomeinFout
from subsidies.models import Beschikking, Besluit
from tests.subsidies.conftest import Wereld, geweigerd
from tests.uitvoering.conftest import subsidie_van
from tests.uitvoering.test_intrekking import besloten, opgeschort, over
from uitvoering.models import Opschorting, Vervolgvoorstel
from uitvoering.regels.opschorting import Eerder, controleer_vermoeden
from uitvoering.services import opschorten, voorbereiden
from uitvoering.services.voorbereiden import Bedragen, Bijzonderheden

VANDAAG = datetime.date(2027, 6, 1)
TOEN, ANDERS = 7, 8
EERDER = (Eerder(TOEN, 30), Eerder(ANDERS, 91), Eerder(TOEN, 40))


@pytest.mark.parametrize(
    ("eerder", "zelfde", "nieuw", "dagen"),
    [
        ((), None, "", 91),
        (EERDER, TOEN, "", 21),
        (EERDER, ANDERS, "", 0),
        (EERDER, None, "Een tweede klacht.", 91),
    ],
)
def test_within_thirteen_weeks_of_one_suspicion(eerder, zelfde, nieuw: str, dagen: int):
    controleer_vermoeden(
        ontvanger="Anker",
        eerder=eerder,
        zelfde=zelfde,
        nieuw=nieuw,
        einde=VANDAAG + datetime.timedelta(days=dagen),
        vandaag=VANDAAG,
    )


@pytest.mark.parametrize(
    ("zelfde", "nieuw", "dagen", "code"),
    [
        (TOEN, "", 22, "opschorting.op"),
        (ANDERS, "", 1, "opschorting.op"),
        (None, " ", 1, "opschorting.vermoeden"),
        (99, "", 1, "opschorting.vermoeden"),
        (TOEN, "Een tweede klacht.", 1, "opschorting.vermoeden"),
    ],
)
def test_the_same_suspicion_does_not_last_longer(zelfde: int | None, nieuw: str, dagen: int, code: str):
    with pytest.raises(DomeinFout) as fout:
        controleer_vermoeden(
            ontvanger="Anker",
            eerder=EERDER,
            zelfde=zelfde,
            nieuw=nieuw,
            einde=VANDAAG + datetime.timedelta(days=dagen),
            vandaag=VANDAAG,
        )

    assert fout.value.code == code


def opgeheven(wereld: Wereld) -> Opschorting:
    """Suspended and lifted on one day: the suspicion is known, no day was used."""
    opschorting = opgeschort(wereld, 40)
    opschorten.hef_op(opschorting_id=opschorting.pk, reden="De stukken zijn er.", door=wereld["beoordelaar"])
    return opschorting


def nog_eens(wereld: Wereld, bijzonder: Bijzonderheden, dagen: int = 91) -> Vervolgvoorstel:
    return voorbereiden.stel_voor(
        aanvraag_id=wereld.aanvraag.pk,
        soort=Besluit.Soort.OPSCHORTING,
        grond="vermoeden",
        motivering="De deur bleef weer dicht.",
        regels=[Bedragen(subsidie_van(wereld, wereld.anker).pk)],
        einde=over(dagen),
        door=wereld["beoordelaar"],
        bijzonder=bijzonder,
    )


def test_a_second_suspension_says_whether_its_suspicion_is_new(verleend: Wereld):
    opgeheven(verleend)
    zaak = nog_eens(verleend, Bijzonderheden())

    with geweigerd("opschorting.vermoeden"):
        voorbereiden.leg_voor(voorstel_id=zaak.pk, door=verleend["beoordelaar"])


def test_what_is_new_stands_in_the_letter(verleend: Wereld):
    opgeheven(verleend)

    besloten(verleend, nog_eens(verleend, Bijzonderheden(nieuw_vermoeden="Er kwam een tweede klacht.")))

    brief = Brief.objects.filter(beschikking__soort=Beschikking.Soort.OPSCHORTING).latest("id")
    assert "Dit is een ander vermoeden dan eerder: Er kwam een tweede klacht." in str(brief.snapshot)


def test_days_that_were_used_count_for_the_same_suspicion(verleend: Wereld):
    besluit = besloten(verleend, nog_eens(verleend, Bijzonderheden(), 40))
    subsidie = subsidie_van(verleend, verleend.anker)
    opschorten.hef_op(
        opschorting_id=Opschorting.objects.get().pk, reden="De stukken zijn er.", door=verleend["beoordelaar"]
    )
    later = nog_eens(verleend, Bijzonderheden(vermoeden_uit_id=besluit.pk), 92)

    with geweigerd("opschorting.te_lang"):
        voorbereiden.leg_voor(voorstel_id=later.pk, door=verleend["beoordelaar"])
    besloten(verleend, nog_eens(verleend, Bijzonderheden(vermoeden_uit_id=besluit.pk)))

    assert [rij.dagen for rij in Opschorting.objects.filter(subsidie=subsidie).order_by("id")] == [0, 92]


def test_the_form_asks_which_suspicion_it_is(verleend: Wereld, als):
    client = als(verleend["beoordelaar"])
    adres = reverse("uitvoering:voorstel_nieuw", args=[subsidie_van(verleend, verleend.anker).kenmerk, "opschorting"])
    assert "Welk vermoeden is het?" not in client.get(adres).content.decode()
    eerste = opgeheven(verleend)

    pagina = client.get(adres).content.decode()
    antwoord = client.post(
        adres,
        {
            "grond": "vermoeden",
            "motivering": "Nog steeds.",
            "einde": f"{timezone.localdate() + datetime.timedelta(days=7):%d-%m-%Y}",
            "wie": [eerste.subsidie_id],
            "vermoeden_uit": eerste.besluit_id,
        },
    )

    assert "“De deur bleef dicht.” (0 dagen gebruikt)" in pagina
    assert antwoord.status_code == 302
    assert Vervolgvoorstel.objects.latest("id").vermoeden_uit == eerste.besluit
