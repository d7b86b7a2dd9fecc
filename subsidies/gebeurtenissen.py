"""The acts of this room, as they stand in the audit trail."""

from decimal import Decimal

from kern.spoor import Code, registreer

registreer("aanvraag.gestart", "is begonnen aan aanvraag {kenmerk}", kenmerk=Code)
registreer("aanvraag.aangesloten", "heeft deel {deel} aan aanvraag {kenmerk} toegevoegd", kenmerk=Code, deel=int)
registreer("aanvraag.penvoerder", "heeft organisatie {organisatie} penvoerder gemaakt", organisatie=int)
registreer(
    "aanvraag.begroting_bewaard",
    "heeft {posten} begrotingsposten bewaard, samen {gevraagd} gevraagd",
    posten=int,
    gevraagd=Decimal,
)
registreer("aanvraag.antwoord_bewaard", "heeft een tekst bewaard")
registreer("aanvraag.voorziening_bewaard", "heeft voorziening {voorziening} bewaard", voorziening=int)
registreer("aanvraag.voorziening_verwijderd", "heeft voorziening {voorziening} verwijderd", voorziening=int)
registreer("aanvraag.akkoord_gegeven", "heeft akkoord gegeven op inhoud {hash}", hash=Code)
registreer(
    "aanvraag.akkoord_vervallen", "heeft het akkoord op deel {deel} laten vervallen: {reden}", deel=int, reden=Code
)
registreer("aanvraag.akkoord_ingetrokken", "heeft het eigen akkoord ingetrokken")
registreer("aanvraag.ingediend", "heeft de aanvraag ingediend, samen {gevraagd}", gevraagd=Decimal, hash=Code)
registreer("aanvraag.ingetrokken", "heeft de aanvraag ingetrokken")
registreer("aanvraag.in_behandeling", "heeft de aanvraag in behandeling genomen")
registreer("aanvraag.beoordeeld", "heeft criterium {criterium} beoordeeld als {oordeel}", criterium=Code, oordeel=Code)
registreer(
    "aanvraag.bedragen_voorgesteld",
    "heeft voor een organisatie (deel {deel}) samen {bedrag} voorgesteld",
    deel=int,
    bedrag=Decimal,
)
registreer("aanvraag.voorgesteld", "heeft voorgesteld samen {bedrag} te verlenen", bedrag=Decimal)
registreer("aanvraag.heropend", "heeft het voorstel teruggenomen om de beoordeling aan te passen")
registreer(
    "aanvraag.besloten",
    "heeft besloten samen {bedrag} te verlenen in {beschikkingen} beschikkingen",
    bedrag=Decimal,
    beschikkingen=int,
)
registreer(
    "tafel.dekking_gekozen",
    "heeft tafel {tafel} in {jaar} gedekt uit bestedingsdoel {doel}",
    tafel=int,
    jaar=int,
    doel=int,
)
