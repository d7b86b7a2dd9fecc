from django.db import connection
from django.test.utils import CaptureQueriesContext

from kern.grafiek_keten import Groep, Vak
from subsidies.models import Besluit
from tests.subsidies import plan
from tests.subsidies.conftest import Wereld
from tests.verantwoording.planhulp import maak_activiteit
from thematafels.models import Gebiedsopgave, GebiedsopgaveStadsdeel, Principe, Stadsdeel, Subdoel
from verantwoording.models import Afspraak, Bron, Maatschappelijkeindicator, Themaindicator
from verantwoording.selectors.keten import Gat, Keten, Uitkomst, keten_in_aanvraag, keten_van
from verantwoording.services.vastleggen import leg_plan_vast


def _keten(wereld: Wereld, uitkomsten: dict[int, Uitkomst] | None = None) -> Keten:
    keten = keten_van(wereld.aanvraag, 2027, uitkomsten)
    assert keten is not None
    return keten


def _meet(wereld: Wereld, naam: str, subdoel: Subdoel | None = None) -> None:
    bron, _ = Bron.objects.get_or_create(code="ggd", naam="GGD")
    indicator = Maatschappelijkeindicator.objects.create(code=naam.lower(), naam=naam, eenheid="%", bron=bron)
    Themaindicator.objects.create(thema=wereld.tafel.thema, subdoel=subdoel, indicator=indicator)


def _vul_aan(wereld: Wereld) -> None:
    """What the example misses: an indicator, and an activity for what the district asks."""
    _meet(wereld, "Eenzaam")
    deel = wereld.deel(wereld.anker)
    deel.voorzieningen.get().gebiedsopgaven.set(Gebiedsopgave.objects.all())


def _vakken(groep: Groep) -> list[tuple[str, tuple[str, ...]]]:
    return [(vak.soort, vak.namen) for pad in groep.paden for vak in pad] + [
        (vak.soort, vak.namen) for vak in groep.samen
    ]


def test_the_chain_leads_from_what_is_done_to_what_is_measured_in_the_city(afgesproken: Wereld) -> None:
    _vul_aan(afgesproken)
    thema = afgesproken.tafel.thema

    (groep,) = _keten(afgesproken).groepen

    assert _vakken(groep) == [
        ("Activiteit", ("Koffie",)),
        ("Wat werkt", ("Maatjes",)),
        ("Activiteit", ("Maatjes",)),
        ("Wat werkt", ("Maatjes",)),
        ("Subdoel", (thema.subdoelen.get().naam,)),
        ("Hoofddoel", (thema.hoofddoel,)),
        ("Indicator", ("Eenzaam, GGD",)),
    ]
    assert _keten(afgesproken).gaten == ()


def test_an_indicator_of_the_subdoel_goes_before_those_of_the_theme(afgesproken: Wereld) -> None:
    _meet(afgesproken, "Eenzaam")
    _meet(afgesproken, "Contact", afgesproken.tafel.thema.subdoelen.get())

    assert _keten(afgesproken).groepen[0].samen[-1] == Vak("Indicator", ("Contact, GGD",))


def test_every_missing_link_is_a_gap(afgesproken: Wereld) -> None:
    thema, deel = afgesproken.tafel.thema, afgesproken.deel(afgesproken.anker)
    eerste = thema.subdoelen.get()
    Subdoel.objects.create(thema=thema, naam="Erbij horen", volgorde=5)
    molenwijk = Gebiedsopgave.objects.create(thema=thema, opgave="Ontmoetingscentrum Molenwijk", volgorde=9)
    GebiedsopgaveStadsdeel.objects.create(
        gebiedsopgave=molenwijk, stadsdeel=Stadsdeel.objects.create(naam="Schalkwijk", volgorde=3)
    )
    maak_activiteit(deel, "Zonder principe", subdoel=eerste)
    leg_plan_vast(besluit_id=Besluit.objects.get().pk)
    maak_activiteit(deel, "Zonder subdoel")

    keten = _keten(afgesproken)

    assert keten.gaten == (
        Gat("Wat werkt", "Nog geen principe: Zonder principe"),
        Gat("Indicator", f"Nog geen indicator: {thema.naam}"),
        Gat("Activiteit", "Nog geen activiteit: Erbij horen"),
        Gat("Activiteit", "Nog geen activiteit: Elkaar zien"),
        Gat("Activiteit", "Nog geen activiteit: Ontmoetingscentrum Molenwijk"),
        Gat("Subdoel", "Nog geen subdoel: Zonder subdoel"),
    )
    opgave = next(groep for groep in keten.groepen if groep.samen[0].namen == ("Ontmoetingscentrum Molenwijk",))
    assert opgave.paden[0][1] == Vak("Stadsdeel", ("Schalkwijk",))


def test_a_gap_says_which_subdoel_has_no_indicator(afgesproken: Wereld) -> None:
    thema = afgesproken.tafel.thema
    Subdoel.objects.create(thema=thema, naam="Erbij horen", volgorde=5)
    _meet(afgesproken, "Contact", thema.subdoelen.get(naam="Erbij horen"))
    eerste = thema.subdoelen.exclude(naam="Erbij horen").get()

    gaten = [gat for gat in _keten(afgesproken).gaten if gat.soort == "Indicator"]

    assert gaten == [
        Gat("Indicator", f"Nog geen indicator: {eerste.naam}"),
        Gat("Indicator", "Nog geen indicator: het hele thema"),
    ]


def test_what_hangs_loose_is_named(afgesproken: Wereld) -> None:
    Principe.objects.create(thema=afgesproken.tafel.thema, groep="Netwerken", naam="Warme overdracht", volgorde=4)
    maak_activiteit(afgesproken.deel(afgesproken.anker), "Zonder subdoel")

    assert _keten(afgesproken).los == (Gat("Activiteit", "Zonder subdoel"), Gat("Wat werkt", "Warme overdracht"))


def test_the_same_chain_carries_what_became_of_each_activity(afgesproken: Wereld) -> None:
    koffie = Afspraak.objects.get(naam="Koffie")

    paden = _keten(afgesproken, {koffie.pk: Uitkomst.NIET_GEHAALD}).groepen[0].paden

    assert [pad[0].zin for pad in paden] == ["Koffie (doel niet gehaald)", "Maatjes (niet bekend)"]


def test_only_what_holds_in_that_year_is_drawn(afgesproken: Wereld) -> None:
    Afspraak.objects.filter(naam="Koffie").update(laatste_jaar=2027)

    keten = keten_van(afgesproken.aanvraag, 2028)

    assert keten is not None
    assert [pad[0].namen for pad in keten.groepen[0].paden] == [("Maatjes",)]


def test_who_applied_alone_need_not_cover_all_that_a_table_does(afgesproken: Wereld) -> None:
    Subdoel.objects.create(thema=afgesproken.tafel.thema, naam="Erbij horen", volgorde=5)
    aanvraag = afgesproken.aanvraag
    aanvraag.zelfstandig = True

    keten = keten_van(aanvraag, 2027)

    assert keten is not None
    assert keten.gaten == (Gat("Indicator", f"Nog geen indicator: {afgesproken.tafel.thema.naam}"),)


def test_the_chain_costs_five_queries_whatever_its_size(afgesproken: Wereld) -> None:
    thema, deel = afgesproken.tafel.thema, afgesproken.deel(afgesproken.anker)
    for nummer in range(8):
        subdoel = Subdoel.objects.create(thema=thema, naam=f"Subdoel {nummer}")
        maak_activiteit(deel, f"Activiteit {nummer}", subdoel=subdoel)
        Gebiedsopgave.objects.create(thema=thema, opgave=f"Opgave {nummer}")
    leg_plan_vast(besluit_id=Besluit.objects.get().pk)
    aanvraag = afgesproken.aanvraag

    with CaptureQueriesContext(connection) as vragen:
        keten = keten_van(aanvraag, 2027)

    assert len(vragen) == 5
    assert keten is not None
    assert len(keten.groepen) == 9 + 9


def test_of_a_plan_also_what_cannot_be_measured_is_a_gap(afgesproken: Wereld) -> None:
    _vul_aan(afgesproken)
    subdoel = afgesproken.tafel.thema.subdoelen.get()
    soep = maak_activiteit(
        afgesproken.deel(afgesproken.anker),
        "Soep",
        subdoel=subdoel,
        principes=afgesproken.tafel.thema.principes.all(),
        streef={(2027, None, None): "5"},
    )
    soep.indicatoren.filter(niveau="bereik").delete()
    leg_plan_vast(besluit_id=Besluit.objects.get().pk)

    keten = keten_van(afgesproken.aanvraag, 2027, met_meetplan=True)

    assert keten is not None
    assert keten.gaten == (Gat("Activiteit", "Soep: geen indicator voor bereik"),)
    assert _keten(afgesproken).gaten == ()


# --- before anybody decided ---


def test_an_application_shows_the_chain_while_it_is_written(gevuld: Wereld) -> None:
    plan.vraag_plan(gevuld)
    plan.bewaar(gevuld, naam="Straten", principes=[], indicatoren=[plan.meting(streefwaarden={})])
    plan.bewaar(gevuld, naam="Los", subdoel=None)

    keten = keten_in_aanvraag(gevuld.aanvraag)

    assert keten is not None
    assert (keten.periode, keten.activiteiten) == (gevuld.aanvraag.periode, 2)
    assert [gat for gat in keten.gaten if gat.soort != "Indicator"][:3] == [
        Gat(
            "Activiteit",
            "Straten: geen indicator voor bereik, effect volgens bewoners en effect volgens professionals; "
            "geen streefwaarde voor Straten",
        ),
        Gat("Wat werkt", "Nog geen principe: Straten"),
        Gat("Activiteit", "Nog geen activiteit: Elkaar zien"),
    ]
    assert keten.gaten[-1] == Gat("Subdoel", "Nog geen subdoel: Los")
    assert keten.los == (Gat("Activiteit", "Los"),)


def test_the_chain_of_an_application_costs_two_queries_whatever_its_size(gevuld: Wereld) -> None:
    plan.vraag_plan(gevuld)
    for nummer in range(8):
        plan.bewaar(gevuld, naam=f"Activiteit {nummer}")
    aanvraag = gevuld.aanvraag

    with CaptureQueriesContext(connection) as vragen:
        keten = keten_in_aanvraag(aanvraag)

    assert len(vragen) == 2
    assert keten is not None
    assert keten.activiteiten == 8
