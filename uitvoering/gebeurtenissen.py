"""The acts of this room, as they stand in the audit trail."""

import datetime
from decimal import Decimal

from kern.spoor import Code, registreer

registreer("vervolg.voorgesteld", "heeft voorstel {kenmerk} gemaakt: {welk}", kenmerk=Code, welk=Code)
registreer("vervolg.gewijzigd", "heeft voorstel {kenmerk} gewijzigd", kenmerk=Code)
registreer(
    "vervolg.zienswijze_gevraagd",
    "heeft bij voorstel {kenmerk} om een zienswijze gevraagd, uiterlijk op {uiterlijk}",
    kenmerk=Code,
    uiterlijk=datetime.date,
)
registreer("vervolg.zienswijze_gegeven", "heeft een zienswijze gegeven over voorstel {kenmerk}", kenmerk=Code)
registreer("vervolg.gereageerd", "heeft op een zienswijze gereageerd bij voorstel {kenmerk}", kenmerk=Code)
registreer("vervolg.voorgelegd", "heeft voorstel {kenmerk} voorgelegd voor besluit", kenmerk=Code)
registreer("vervolg.teruggenomen", "heeft voorstel {kenmerk} teruggenomen", kenmerk=Code)
registreer("vervolg.ingetrokken", "heeft voorstel {kenmerk} ingetrokken", kenmerk=Code)
registreer("vervolg.besloten", "heeft besloten op voorstel {kenmerk}: {welk}", kenmerk=Code, welk=Code)
registreer(
    "indexering.opgesteld",
    "heeft indexering {kenmerk} opgesteld over {subsidies} subsidies",
    kenmerk=Code,
    subsidies=int,
)
registreer(
    "indexering.berekend",
    "heeft indexering {kenmerk} opnieuw berekend over {subsidies} subsidies",
    kenmerk=Code,
    subsidies=int,
)
registreer("indexering.uitgesloten", "heeft subsidie {kenmerk} buiten de indexering gelaten", kenmerk=Code)
registreer("indexering.meegenomen", "heeft subsidie {kenmerk} weer in de indexering opgenomen", kenmerk=Code)
registreer("indexering.ingetrokken", "heeft indexering {kenmerk} ingetrokken", kenmerk=Code)
registreer(
    "indexering.gestart", "heeft indexering {kenmerk} gestart voor {subsidies} subsidies", kenmerk=Code, subsidies=int
)
registreer(
    "indexering.hervat", "heeft indexering {kenmerk} hervat voor {subsidies} subsidies", kenmerk=Code, subsidies=int
)
registreer("indexering.gemarkeerd", "kon subsidie {kenmerk} niet indexeren: {reden}", kenmerk=Code, reden=Code)
registreer(
    "indexering.klaar",
    "heeft indexering {kenmerk} afgerond: {besloten} besloten, {gemarkeerd} gemarkeerd",
    kenmerk=Code,
    besloten=int,
    gemarkeerd=int,
)

registreer("betaalschema.gepland", "heeft {termijnen} betaaltermijnen gepland", termijnen=int)
registreer(
    "betaalbatch.samengesteld",
    "heeft betaalopdracht {kenmerk} samengesteld: {betalingen} betalingen, {bedrag}",
    kenmerk=Code,
    betalingen=int,
    bedrag=Decimal,
)
registreer("betaalbatch.goedgekeurd", "heeft betaalopdracht {kenmerk} goedgekeurd", kenmerk=Code)
registreer("betaalbatch.uitgenomen", "heeft betaling {kenmerk} uit de opdracht genomen", kenmerk=Code)
registreer("betaalbatch.vervallen", "heeft betaalopdracht {kenmerk} laten vervallen", kenmerk=Code)
registreer(
    "betaalbatch.geexporteerd",
    "heeft betaalopdracht {kenmerk} van {bedrag} geëxporteerd (SHA-256 {sha256})",
    kenmerk=Code,
    bedrag=Decimal,
    sha256=Code,
)
registreer(
    "betaling.teruggemeld",
    "heeft de terugmelding van de bank verwerkt: {betaald} betaald, {teruggekomen} teruggekomen",
    betaald=int,
    teruggekomen=int,
)
registreer(
    "rekening.gevraagd", "heeft om een ander rekeningnummer gevraagd voor organisatie {organisatie}", organisatie=int
)
registreer(
    "rekening.gecontroleerd",
    "heeft het nieuwe rekeningnummer van organisatie {organisatie} gecontroleerd",
    organisatie=int,
)
registreer(
    "rekening.goedgekeurd",
    "heeft het nieuwe rekeningnummer van organisatie {organisatie} goedgekeurd",
    organisatie=int,
)
registreer(
    "rekening.afgewezen", "heeft het nieuwe rekeningnummer van organisatie {organisatie} afgewezen", organisatie=int
)
registreer(
    "rekening.ingetrokken",
    "heeft het verzoek om een ander rekeningnummer van organisatie {organisatie} ingetrokken",
    organisatie=int,
)
registreer(
    "doorbetaling.vastgelegd",
    "heeft bij subsidie {kenmerk} vastgelegd dat {bedrag} is doorbetaald over {jaar}",
    kenmerk=Code,
    bedrag=Decimal,
    jaar=int,
)
registreer("doorbetaling.ingetrokken", "heeft bij subsidie {kenmerk} een doorbetaling ingetrokken", kenmerk=Code)
registreer("vaststelling.ingevuld", "heeft de aanvraag tot vaststelling over {jaar} ingevuld", jaar=int)
registreer("vaststelling.stuk_toegevoegd", "heeft een stuk toegevoegd voor de vaststelling: {stuk}", stuk=Code)
registreer("vaststelling.stuk_verwijderd", "heeft een stuk verwijderd voor de vaststelling: {stuk}", stuk=Code)
registreer("vaststelling.ingediend", "heeft vaststelling aangevraagd, hash {hash}", hash=Code)
registreer(
    "vaststelling.herinnerd",
    "heeft bij subsidie {kenmerk} herinnerd aan de vaststelling, uiterlijk op {uiterlijk}",
    kenmerk=Code,
    uiterlijk=datetime.date,
)
registreer("terugvordering.voorgesteld", "heeft een terugvordering voorgesteld: {kenmerk}", kenmerk=Code)
registreer(
    "terugvordering.ontvangen",
    "heeft {bedrag} terugontvangen op subsidie {kenmerk}",
    bedrag=Decimal,
    kenmerk=Code,
)
registreer(
    "terugvordering.verrekend",
    "heeft {bedrag} van subsidie {kenmerk} verrekend met {jaar}",
    bedrag=Decimal,
    kenmerk=Code,
    jaar=int,
)
registreer(
    "terugvordering.aangemaand",
    "heeft bij subsidie {kenmerk} aangemaand tot betaling, uiterlijk op {uiterlijk}",
    kenmerk=Code,
    uiterlijk=datetime.date,
)

registreer(
    "bezwaar.ontvangen",
    "heeft bezwaar {kenmerk} vastgelegd tegen besluit {tegen}, ontvangen op {dag}",
    kenmerk=Code,
    tegen=Code,
    dag=datetime.date,
)
registreer("bezwaar.opgepakt", "heeft bezwaar {kenmerk} in behandeling genomen", kenmerk=Code)
registreer(
    "bezwaar.gronden_gevraagd",
    "heeft bij bezwaar {kenmerk} de gronden gevraagd, uiterlijk op {uiterlijk}",
    kenmerk=Code,
    uiterlijk=datetime.date,
)
registreer(
    "bezwaar.gronden_ontvangen",
    "heeft de gronden van bezwaar {kenmerk} aangevuld op {dag}",
    kenmerk=Code,
    dag=datetime.date,
)
registreer("bezwaar.stuk_toegevoegd", "heeft stuk {stuk} bij bezwaar {kenmerk} gevoegd", kenmerk=Code, stuk=int)
registreer(
    "bezwaar.verschoonbaarheid",
    "heeft geoordeeld over het te late bezwaar {kenmerk}: {oordeel}",
    kenmerk=Code,
    oordeel=Code,
)
registreer("bezwaar.commissie", "heeft bij bezwaar {kenmerk} de adviescommissie gevraagd", kenmerk=Code)
registreer(
    "bezwaar.uitgenodigd",
    "heeft uitgenodigd voor de hoorzitting van {dag} over bezwaar {kenmerk}",
    kenmerk=Code,
    dag=datetime.date,
)
registreer(
    "bezwaar.gehoord", "heeft het horen van {dag} over bezwaar {kenmerk} vastgelegd", kenmerk=Code, dag=datetime.date
)
registreer("bezwaar.niet_gehoord", "heeft bij bezwaar {kenmerk} afgezien van horen: {grond}", kenmerk=Code, grond=Code)
registreer(
    "bezwaar.advies", "heeft het advies van {dag} over bezwaar {kenmerk} vastgelegd", kenmerk=Code, dag=datetime.date
)
registreer(
    "bezwaar.verdaagd",
    "heeft de beslissing op bezwaar {kenmerk} verdaagd tot {uiterlijk}",
    kenmerk=Code,
    uiterlijk=datetime.date,
)
registreer(
    "bezwaar.uitgesteld",
    "heeft de beslissing op bezwaar {kenmerk} met instemming uitgesteld tot {uiterlijk}",
    kenmerk=Code,
    uiterlijk=datetime.date,
)
registreer(
    "bezwaar.voorgesteld",
    "heeft bij bezwaar {kenmerk} een uitkomst voorgesteld: {uitkomst}",
    kenmerk=Code,
    uitkomst=Code,
)
registreer("bezwaar.voorgelegd", "heeft bezwaar {kenmerk} voorgelegd voor besluit", kenmerk=Code)
registreer("bezwaar.teruggenomen", "heeft bezwaar {kenmerk} teruggenomen in voorbereiding", kenmerk=Code)
registreer("bezwaar.besloten", "heeft op bezwaar {kenmerk} beslist: {uitkomst}", kenmerk=Code, uitkomst=Code)
registreer("bezwaar.ingetrokken", "heeft bezwaar {kenmerk} ingetrokken", kenmerk=Code)
registreer(
    "ingebrekestelling.ontvangen",
    "heeft ingebrekestelling {kenmerk} vastgelegd, ontvangen op {dag}: {oordeel}",
    kenmerk=Code,
    dag=datetime.date,
    oordeel=Code,
)
registreer(
    "ingebrekestelling.geen_dwangsom",
    "heeft geoordeeld dat ingebrekestelling {kenmerk} geen dwangsom geeft: {grond}",
    kenmerk=Code,
    grond=Code,
)
registreer(
    "dwangsom.betaald",
    "heeft vastgelegd dat {bedrag} dwangsom bij {kenmerk} is betaald op {dag}",
    kenmerk=Code,
    bedrag=Decimal,
    dag=datetime.date,
)
registreer(
    "dwangsom.besloten",
    "heeft besloten over de dwangsom bij {kenmerk}: {bedrag} over {dagen} dagen",
    kenmerk=Code,
    bedrag=Decimal,
    dagen=int,
)
registreer(
    "dossier.gemaakt", "heeft het dossier van zaak {kenmerk} gemaakt: {stukken} stukken", kenmerk=Code, stukken=int
)
registreer("opschorting.opgeheven", "heeft de opschorting van betaling van {kenmerk} opgeheven", kenmerk=Code)
registreer("gesprek.gepland", "heeft een voortgangsgesprek gepland op {datum}", datum=datetime.date)
registreer("gesprek.verslag", "heeft het verslag geschreven van het gesprek van {datum}", datum=datetime.date)
registreer("gesprek.verslag_verstuurd", "heeft het verslag van {datum} aan de partner gegeven", datum=datetime.date)
registreer("gesprek.verslag_terug", "heeft het verslag van {datum} teruggenomen", datum=datetime.date)
registreer("gesprek.vastgesteld", "heeft ingestemd met het verslag van {datum}", datum=datetime.date)
registreer("gesprek.vervallen", "heeft het gesprek van {datum} laten vervallen", datum=datetime.date)
registreer(
    "wijziging.ingediend",
    "heeft verzoek {kenmerk} ingediend om {onderdelen} onderdelen te wijzigen",
    kenmerk=Code,
    onderdelen=int,
)
registreer("wijziging.ingetrokken", "heeft verzoek {kenmerk} ingetrokken", kenmerk=Code)
registreer(
    "wijziging.geadviseerd",
    "heeft geadviseerd over een onderdeel van verzoek {kenmerk}: {advies}",
    kenmerk=Code,
    advies=Code,
)
registreer("wijziging.voorgesteld", "heeft bij verzoek {kenmerk} een bijstelling voorgesteld", kenmerk=Code)
registreer(
    "wijziging.besloten",
    "heeft besloten op een onderdeel van verzoek {kenmerk}: {uitkomst}",
    kenmerk=Code,
    uitkomst=Code,
)
registreer(
    "sroi.afgesproken",
    "heeft voor {jaar} een afspraak over social return vastgelegd van {bedrag}",
    jaar=int,
    bedrag=Decimal,
)
registreer(
    "sroi.resultaat",
    "heeft voor {jaar} een resultaat van social return vastgelegd van {bedrag}",
    jaar=int,
    bedrag=Decimal,
)
registreer("tafel.penvoerder", "heeft voor aanvraag {kenmerk} de penvoerder gewisseld", kenmerk=Code, organisatie=int)
registreer(
    "tafel.vertrek",
    "heeft vastgelegd dat een partner stopt per {dag}: subsidie {kenmerk}",
    kenmerk=Code,
    dag=datetime.date,
)
