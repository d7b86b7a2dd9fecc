"""The acts of this room, as they stand in the audit trail."""

import datetime
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
registreer("aanvraag.voorziening_verplaatst", "heeft voorziening {voorziening} verplaatst", voorziening=int)
registreer(
    "aanvraag.overgenomen",
    "heeft {voorzieningen} voorzieningen, {posten} begrotingsposten en {teksten} teksten overgenomen uit deel {bron}",
    bron=int,
    voorzieningen=int,
    posten=int,
    teksten=int,
)
registreer("aanvraag.voorziening_verwijderd", "heeft voorziening {voorziening} verwijderd", voorziening=int)
registreer("aanvraag.voorziening_teruggezet", "heeft voorziening {voorziening} teruggezet", voorziening=int)
registreer("aanvraag.activiteit_bewaard", "heeft activiteit {activiteit} bewaard", activiteit=int)
registreer("aanvraag.activiteit_verplaatst", "heeft activiteit {activiteit} verplaatst", activiteit=int)
registreer("aanvraag.activiteit_verwijderd", "heeft activiteit {activiteit} verwijderd", activiteit=int)
registreer("aanvraag.activiteit_teruggezet", "heeft activiteit {activiteit} teruggezet", activiteit=int)
registreer("aanvraag.akkoord_gegeven", "heeft akkoord gegeven op inhoud {hash}", hash=Code)
registreer(
    "aanvraag.akkoord_vervallen", "heeft het akkoord op deel {deel} laten vervallen: {reden}", deel=int, reden=Code
)
registreer("aanvraag.akkoord_ingetrokken", "heeft het eigen akkoord ingetrokken")
registreer("aanvraag.indienen_gevraagd", "heeft gevraagd in te dienen zodra iedereen akkoord is")
registreer("aanvraag.indienen_afgezien", "heeft ervan afgezien om in te dienen zodra iedereen akkoord is")
registreer("aanvraag.uitgestapt", "is met deel {deel} uit de aanvraag gestapt", deel=int)
registreer("aanvraag.van_tafel", "heeft deel {deel} van wie niet meer aan tafel zit weggehaald", deel=int)
registreer("aanvraag.alleen", "heeft besloten alleen verder te gaan, met aanvraag {kenmerk}", kenmerk=Code)
registreer("aanvraag.herinnerd", "heeft {organisaties} organisaties herinnerd", organisaties=int)
registreer("opmerking.geplaatst", "heeft een opmerking geplaatst voor {voor}", voor=Code)
registreer("opmerking.beantwoord", "heeft een opmerking beantwoord")
registreer("opmerking.afgehandeld", "heeft een opmerking afgehandeld")
registreer("opmerking.heropend", "heeft een opmerking heropend")
registreer("uitneming.voorgesteld", "heeft voorgesteld deel {deel} uit de aanvraag te nemen", deel=int)
registreer("uitneming.ingetrokken", "heeft het voorstel ingetrokken om deel {deel} uit de aanvraag te nemen", deel=int)
registreer("uitneming.zienswijze", "heeft een zienswijze gegeven over het uitnemen van deel {deel}", deel=int)
registreer(
    "uitneming.besloten", "heeft over het uitnemen van deel {deel} besloten: {uitkomst}", deel=int, uitkomst=Code
)
registreer("aanvraag.ingediend", "heeft de aanvraag ingediend, samen {gevraagd}", gevraagd=Decimal, hash=Code)
registreer("aanvraag.papier_begonnen", "is begonnen aanvraag {kenmerk} in te voeren, die op papier kwam", kenmerk=Code)
registreer("aanvraag.papier_deelnemer", "heeft deel {deel} van het papier toegevoegd", deel=int)
registreer(
    "aanvraag.papier_ingediend",
    "heeft de aanvraag op papier vastgelegd, ontvangen op {ontvangen}, samen {gevraagd}",
    ontvangen=datetime.date,
    gevraagd=Decimal,
    hash=Code,
)
registreer("aanvraag.bijlage_toegevoegd", "heeft bijlage {bijlage} toegevoegd", bijlage=int)
registreer("aanvraag.bijlage_verwijderd", "heeft bijlage {bijlage} verwijderd", bijlage=int)
registreer("belverzoek.gedaan", "heeft gevraagd om te bellen, met verzoek {belverzoek}", belverzoek=int)
registreer("belverzoek.afgehandeld", "heeft gebeld op verzoek {belverzoek}", belverzoek=int)
registreer("aanvraag.ingetrokken", "heeft de aanvraag ingetrokken")
registreer("aanvraag.in_behandeling", "heeft de aanvraag in behandeling genomen")
registreer("aanvraag.beoordeeld", "heeft criterium {criterium} beoordeeld als {oordeel}", criterium=Code, oordeel=Code)
registreer(
    "aanvraag.gezamenlijk_beoordeeld",
    "heeft met de andere beoordelaars criterium {criterium} beoordeeld als {oordeel}",
    criterium=Code,
    oordeel=Code,
)
registreer("aanvraag.deel_beoordeeld", "heeft een eigen oordeel gegeven over deel {deel}", deel=int)
registreer("aanvraag.beraad", "heeft iets gezegd in het beraad over criterium {criterium}", criterium=Code)
registreer("toewijzing.gevraagd", "heeft een collega gevraagd als {rol}", rol=Code, lid=int)
registreer("toewijzing.verklaard", "heeft verklaard geen belang te hebben, en is nu {rol}", rol=Code)
registreer("toewijzing.belang", "heeft een belang gemeld en doet niet meer mee aan deze zaak")
registreer("toewijzing.ontheven", "heeft een collega van de zaak gehaald", lid=int)
registreer("paraaf.gegeven", "heeft als tweede lezer een paraaf gezet", hash=Code)
registreer("paraaf.teruggegeven", "heeft als tweede lezer het voorstel teruggegeven")
registreer("paraaf.vervallen", "heeft de paraaf van de tweede lezer laten vervallen: {reden}", reden=Code)
registreer("advies.gegeven", "heeft advies {advies} vastgelegd: {strekking}", advies=int, strekking=Code)
registreer(
    "aanvulling.gevraagd",
    "heeft gevraagd deel {deel} aan te vullen, uiterlijk op {uiterlijk}",
    deel=int,
    uiterlijk=datetime.date,
)
registreer("aanvulling.gegeven", "heeft deel {deel} aangevuld, met {bestanden} bestanden", deel=int, bestanden=int)
registreer("aanvulling.afgesloten", "heeft het verzoek om deel {deel} aan te vullen afgesloten", deel=int)
registreer("aanvraag.buiten_behandeling", "heeft besloten deel {deel} niet verder te behandelen", deel=int)
registreer("aanvraag.verdaagd", "heeft het besluit verdaagd tot {nieuwe_dag}", nieuwe_dag=datetime.date)
registreer(
    "termijn.opgeschort", "heeft de beslistermijn opgeschort om {grond}, vanaf {van}", grond=Code, van=datetime.date
)
registreer(
    "termijn.hervat",
    "heeft de beslistermijn weer laten lopen: zij stond stil tot en met {tot_en_met}",
    tot_en_met=datetime.date,
)
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
    doel=Code,
)
registreer(
    "subsidie.besloten",
    "heeft op {beschikkingen} lopende subsidies besloten: {welk}",
    welk=Code,
    beschikkingen=int,
)
registreer(
    "plafond.vrijgesteld",
    "heeft deel {deel} in {jaar} tot {bedrag} vrijgesteld van het plafond",
    deel=int,
    jaar=int,
    bedrag=Decimal,
)
registreer(
    "plafond.vrijstelling_ingetrokken",
    "heeft de vrijstelling van het plafond voor deel {deel} in {jaar} ingetrokken",
    deel=int,
    jaar=int,
)
registreer(
    "voorstel.besluitsoort",
    "heeft voor deel {deel} {gronden} weigeringsgronden gekozen",
    deel=int,
    gronden=int,
)
registreer("college.voorgesteld", "heeft collegevoorstel {kenmerk} gemaakt met {zaken} zaken", kenmerk=Code, zaken=int)
registreer("college.opnieuw", "heeft collegebesluit {kenmerk} opnieuw laten uitvoeren", kenmerk=Code)
registreer(
    "college.zaak_eruit", "heeft aanvraag {aanvraag} uit collegevoorstel {kenmerk} gehaald", kenmerk=Code, aanvraag=int
)
registreer("college.punt_eruit", "heeft {punt} uit collegevoorstel {kenmerk} gehaald", kenmerk=Code, punt=Code)
registreer("college.ingetrokken", "heeft collegevoorstel {kenmerk} ingetrokken", kenmerk=Code)
registreer(
    "college.geregistreerd",
    "heeft het besluit van het college op voorstel {kenmerk} geregistreerd, van {dag}",
    kenmerk=Code,
    dag=datetime.date,
)
registreer(
    "college.uitgevoerd", "heeft collegebesluit {kenmerk} uitgevoerd, met {zaken} zaken", kenmerk=Code, zaken=int
)
