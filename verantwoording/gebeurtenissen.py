"""The acts of this room, as they stand in the audit trail."""

import datetime

from kern.spoor import Code, registreer

registreer(
    "verantwoording.geopend",
    "heeft de verantwoording over {jaar} geopend van aanvraag {kenmerk}",
    jaar=int,
    kenmerk=Code,
)
registreer("verslag.bewaard", "heeft het verslag van een activiteit bewaard")
registreer("verslag.ingelezen", "heeft {getallen} getallen in het verslag over {jaar} gezet", getallen=int, jaar=int)
registreer("verslag.aangekondigd", "heeft gemeld dat het verslag over {jaar} nog moet komen", jaar=int)
registreer(
    "verslag.herinnerd",
    "heeft bij aanvraag {kenmerk} herinnerd aan het verslag over {jaar}, uiterlijk op {uiterlijk}",
    kenmerk=Code,
    jaar=int,
    uiterlijk=datetime.date,
)
registreer("verslag.ingediend", "heeft het eigen verslag over {jaar} ingediend", jaar=int)
registreer(
    "verslag.papier_ingediend",
    "heeft het verslag over {jaar} van deel {deel} vastgelegd, dat op {ontvangen} op papier binnenkwam",
    jaar=int,
    deel=int,
    ontvangen=datetime.date,
)
registreer("verhaal.toegevoegd", "heeft een verhaal toegevoegd aan verslag {verslag}", verslag=int)
registreer("verhaal.gewijzigd", "heeft een verhaal gewijzigd bij verslag {verslag}", verslag=int)
registreer(
    "verhaal.verwijderd",
    "heeft een verhaal weggehaald bij verslag {verslag}; ingediende stukken waarin het stond: {stukken}",
    verslag=int,
    stukken=int,
)
registreer("plan.vastgelegd", "heeft het plan vastgelegd: {afspraken} activiteiten", afspraken=int)
registreer(
    "planwijziging.voorgesteld",
    "heeft een wijziging van het plan van aanvraag {kenmerk} voorgesteld, vanaf {jaar}",
    kenmerk=Code,
    jaar=int,
)
registreer(
    "planwijziging.aanvaard",
    "heeft ingestemd met een wijziging van het plan van aanvraag {kenmerk}, vanaf {jaar}",
    kenmerk=Code,
    jaar=int,
)
registreer(
    "planwijziging.afgewezen",
    "heeft niet ingestemd met een wijziging van het plan van aanvraag {kenmerk}, vanaf {jaar}",
    kenmerk=Code,
    jaar=int,
)
registreer(
    "planwijziging.ingetrokken",
    "heeft een voorstel voor het plan van aanvraag {kenmerk} ingetrokken, vanaf {jaar}",
    kenmerk=Code,
    jaar=int,
)
registreer(
    "planwijziging.gelezen",
    "heeft het antwoord gelezen op een wijziging van het plan van aanvraag {kenmerk}, vanaf {jaar}",
    kenmerk=Code,
    jaar=int,
)
registreer("themaindicator.toegevoegd", "heeft een indicator aan thema {thema} verbonden", thema=Code)
registreer("themaindicator.verwijderd", "heeft een indicator van thema {thema} losgemaakt", thema=Code)

registreer("inlezing.aangeboden", "heeft bestand {inlezing} met cijfers aangeboden", inlezing=int)
registreer("inlezing.opnieuw", "heeft opnieuw laten kijken naar bestand {inlezing} met cijfers", inlezing=int)
registreer("inlezing.verworpen", "heeft bestand {inlezing} met cijfers niet ingelezen", inlezing=int)
registreer(
    "inlezing.bevestigd",
    "heeft bestand {inlezing} laten inlezen: {nieuw} nieuwe en {herzien} herziene cijfers",
    inlezing=int,
    nieuw=int,
    herzien=int,
)
registreer(
    "inlezing.ingelezen",
    "heeft bestand {inlezing} ingelezen: {nieuw} nieuw, {herzien} herzien, {fout} fout",
    inlezing=int,
    nieuw=int,
    herzien=int,
    fout=int,
)
registreer("inlezing.mislukt", "kon bestand {inlezing} met cijfers niet inlezen: {reden}", inlezing=int, reden=Code)
registreer(
    "waarneming.vastgelegd",
    "heeft een cijfer vastgelegd van indicator {indicator} over {jaar}, gebied {gebied}: nummer {nummer}",
    indicator=int,
    gebied=int,
    jaar=int,
    nummer=int,
)
registreer("register.bewaard", "heeft rij {rij} bewaard in het register {register}", register=Code, rij=int)
registreer("duiding.bewaard", "heeft een gezamenlijke tekst bewaard")
registreer(
    "verslagakkoord.gegeven",
    "heeft akkoord gegeven op de verantwoording over {jaar}, inhoud {hash}",
    jaar=int,
    hash=Code,
)
registreer("verslagakkoord.ingetrokken", "heeft het akkoord op de verantwoording over {jaar} ingetrokken", jaar=int)
registreer("verslagakkoord.vervallen", "heeft het akkoord van deelverslag {deel} laten vervallen", deel=int)
registreer(
    "verantwoording.ingediend",
    "heeft de verantwoording over {jaar} van aanvraag {kenmerk} ingediend: stuk {nummer}, inhoud {hash}",
    jaar=int,
    kenmerk=Code,
    nummer=int,
    hash=Code,
)
registreer(
    "verantwoording.papier_ingediend",
    "heeft de verantwoording over {jaar} van aanvraag {kenmerk} vastgelegd, die op papier kwam: stuk {nummer}, "
    "inhoud {hash}",
    jaar=int,
    kenmerk=Code,
    nummer=int,
    hash=Code,
)
registreer(
    "verantwoording.teruggestuurd",
    "heeft de verantwoording over {jaar} van aanvraag {kenmerk} teruggestuurd",
    jaar=int,
    kenmerk=Code,
)
registreer("verslag.gevraagd", "heeft iets gevraagd over het verslag over {jaar}", jaar=int)
registreer("verslag.aanvaard", "heeft het verslag over {jaar} aanvaard", jaar=int)
registreer("bevinding.geschreven", "heeft een bevinding geschreven over de verantwoording over {jaar}", jaar=int)
registreer("bevinding.beantwoord", "heeft een vraag over het verslag over {jaar} beantwoord", jaar=int)
registreer(
    "verantwoording.afgerond",
    "heeft de verantwoording over {jaar} van aanvraag {kenmerk} afgerond",
    jaar=int,
    kenmerk=Code,
)
