"""Files to and from the bank: valid, harmless, and read strictly."""

import datetime
from decimal import Decimal

import pytest
from lxml import etree
from sepaxml.validation import try_valid_xml

from kern.fouten import DomeinFout
from uitvoering.betaalbestand.administratie import lees_csv
from uitvoering.betaalbestand.camt import lees_camt
from uitvoering.betaalbestand.inlezen import lees_terugmelding
from uitvoering.betaalbestand.sepa import Opdracht, Overboeking, maak_bestand
from uitvoering.betaalbestand.terugmelding import Uitkomst

DAG = datetime.date(2027, 1, 15)
NAAM = {"n": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}
CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><Ntfctn>
{posten}
</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"""
POST = """<Ntry><Amt Ccy="EUR">{totaal}</Amt><CdtDbtInd>{richting}</CdtDbtInd><BookgDt><Dt>{dag}</Dt></BookgDt>
<NtryDtls>{delen}</NtryDtls></Ntry>"""
DEEL = """<TxDtls><Refs><EndToEndId>{kenmerk}</EndToEndId></Refs><Amt Ccy="EUR">{bedrag}</Amt>{extra}</TxDtls>"""


def opdracht(*overboekingen: Overboeking, **velden: object) -> Opdracht:
    return Opdracht(
        **{
            "kenmerk": "SB-2027-0001",
            "betaler": "Gemeente Voorbeeld",
            "rekening": "NL91ABNA0417164300",
            "betaaldag": DAG,
            "overboekingen": overboekingen,
        }
        | velden
    )


def overboeking(naam: str = "Stichting Voorbeeld", bedrag: str = "15000.01", **velden: str) -> Overboeking:
    return Overboeking(
        **{
            "kenmerk": "SB-2026-0007-2027-1-1",
            "naam": naam,
            "iban": "NL02ABNA0123456789",
            "bedrag": Decimal(bedrag),
            "omschrijving": "Subsidie SB-2026-0007-2027-1-1",
        }
        | velden
    )


def camt(*delen: str, richting: str = "DBIT", dag: str = "2027-01-15") -> bytes:
    post = POST.format(totaal="1.00", richting=richting, dag=dag, delen="".join(delen))
    return CAMT.format(posten=post).encode()


def deel(kenmerk: str = "SB-1", bedrag: str = "10.00", extra: str = "") -> str:
    return DEEL.format(kenmerk=kenmerk, bedrag=bedrag, extra=extra)


def test_the_order_is_valid_and_exact_to_the_cent():
    bestand = maak_bestand(opdracht(overboeking(), overboeking(bedrag="0.09", kenmerk="SB-2")))

    try_valid_xml(bestand, "pain.001.001.09")
    boom = etree.fromstring(bestand)
    assert boom.findtext(".//n:GrpHdr/n:CtrlSum", namespaces=NAAM) == "15000.10"
    assert [bedrag.text for bedrag in boom.iterfind(".//n:InstdAmt", namespaces=NAAM)] == ["15000.01", "0.09"]
    assert [kenmerk.text for kenmerk in boom.iterfind(".//n:EndToEndId", namespaces=NAAM)] == [
        "SB-2026-0007-2027-1-1",
        "SB-2",
    ]


def test_names_are_written_as_every_bank_takes_them():
    bestand = maak_bestand(opdracht(overboeking("Stichting Łódź & Şükran <b>“samen”</b>")))

    assert etree.fromstring(bestand).findtext(".//n:Cdtr/n:Nm", namespaces=NAAM) == "Stichting Lodz Sukran b samen /b"


def test_the_bic_is_there_only_when_it_was_set(settings):
    zonder = maak_bestand(opdracht(overboeking()))
    settings.GEMEENTE_BIC = "ABNANL2A"
    met = maak_bestand(opdracht(overboeking()))

    assert (b"BICFI" in zonder, b"<BICFI>ABNANL2A</BICFI>" in met) == (False, True)


@pytest.mark.parametrize("velden", [{"naam": "{}"}, {"iban": "geen"}, {"kenmerk": "x" * 36}])
def test_what_no_bank_takes_is_refused_before_it_leaves(velden: dict[str, str]):
    with pytest.raises(DomeinFout) as fout:
        maak_bestand(opdracht(overboeking(**velden)))

    assert fout.value.code == "betaalbestand.ongeldig"


def test_paid_and_returned_payments_are_told_apart():
    terug = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>"

    uitkomsten = lees_camt(camt(deel(), deel("SB-2", "20.50", terug), deel("NOTPROVIDED")))

    assert uitkomsten == [
        Uitkomst("SB-1", DAG, Decimal("10.00")),
        Uitkomst("SB-2", DAG, Decimal("20.50"), "Teruggekomen via de bank (AC04)"),
    ]


def test_what_is_credited_to_us_came_back():
    [uitkomst] = lees_camt(camt(deel(), richting="CRDT"))

    assert uitkomst.reden == "Teruggekomen via de bank"


@pytest.mark.parametrize(
    "inhoud",
    [
        b"<niet af",
        b"<Document/>",
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + camt(deel("&a;")).split(b"?>", 1)[1],
        camt(deel(bedrag="veel")),
        camt(deel(), dag="gisteren"),
    ],
)
def test_another_xml_is_refused(inhoud: bytes):
    with pytest.raises(DomeinFout) as fout:
        lees_terugmelding(inhoud)

    assert fout.value.code == "terugmelding.onleesbaar"


def test_the_administration_writes_it_the_dutch_way():
    tekst = "\ufeffBetaalkenmerk;Betaald op;Bedrag;Reden\nSB-1;15-01-2027;1.234,50;\n\n'SB-2;2027-01-15;;Opgeheven\n"

    assert lees_terugmelding(tekst.encode()) == [
        Uitkomst("SB-1", DAG, Decimal("1234.50")),
        Uitkomst("SB-2", DAG, None, "Opgeheven"),
    ]


@pytest.mark.parametrize(
    "tekst",
    [
        "",
        "Kenmerk;Dag\nSB-1;x",
        "Betaalkenmerk;Betaald op\nSB-1;gisteren",
        "Betaalkenmerk;Betaald op\nSB-1;31-02-2027",
    ],
)
def test_another_table_is_refused(tekst: str):
    with pytest.raises(DomeinFout) as fout:
        lees_csv(tekst.encode())

    assert fout.value.code == "terugmelding.onleesbaar"


def test_another_encoding_is_refused():
    with pytest.raises(DomeinFout) as fout:
        lees_csv("Betaalkenmerk;Betaald op;é".encode("latin-1"))

    assert fout.value.code == "terugmelding.onleesbaar"
