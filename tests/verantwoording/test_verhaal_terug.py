"""Who told a story takes it back, also when the account was submitted long ago: no word of it stays, and nothing else
changes."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, InternalError, connection, transaction
from django.test import Client

from kern.bestanden import download, lees
from kern.canoniek import sha256_van
from kern.fouten import DomeinFout
from kern.models import Bestand, Gebeurtenis
from kern.spoor import lees_zin
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from tests.hulp.boom import Boom
from tests.hulp.fabriek import maak_bestand, maak_lid, maak_machtiging
from tests.subsidies.conftest import geweigerd, tegelijk
from tests.uitvoering.conftest import Wereld
from tests.verantwoording.oordeelhulp import aanvaard_alles, rond_af
from tests.verantwoording.stukhulp import geef_akkoord, inbreng_van, maak_eens, verantwoording_van, vertel
from tests.verantwoording.test_stuk_paginas import MEEST, adres, gelezen, kosten
from tests.verantwoording.verslaghulp import deel_van, verslag_van
from verantwoording.models import Deelverslag, Verantwoordingsstuk, Verhaal, Verslagakkoord
from verantwoording.services import beoordelen, indienen, samen
from verantwoording.services.stuk_pdf import maak_stuk_pdf
from verantwoording.services.verhalen import Verteld, neem_verhaal_terug, wijzig_verhaal
from verantwoording.stuk import Vertelling, lees_stuk
from verantwoording.tasks import veeg_stukken

pytestmark = pytest.mark.django_db
Als = Callable[[Lidmaatschap], Client]
MERK = "kwartelnest"  # a word that stands nowhere else
VERHAAL = f"Wij vonden een {MERK} in de tuin."
ANDER = "Nu ken ik mijn buren."
WEG = "Hier stond een verhaal. Wie het vertelde, wil het niet meer delen."


@pytest.fixture(autouse=True)
def eigen_opslag(settings: Any, tmp_path: Path) -> None:
    """Every test its own private storage: what is found in it was put there here."""
    opslag = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "opslag"}}
    settings.STORAGES = settings.STORAGES | {"default": opslag}


@pytest.fixture
def stuk(geopend: Wereld) -> Verantwoordingsstuk:
    """Anker tells two stories; all agree, it is submitted, and the PDF is made."""
    vertel(geopend, "anker", VERHAAL)
    vertel(geopend, "anker", ANDER)
    maak_eens(geopend)
    return dien_in(geopend)


def dien_in(wereld: Wereld) -> Verantwoordingsstuk:
    stuk = samen.dien_in(verantwoording_id=verantwoording_van(wereld).pk, door=wereld["anker"])
    maak_stuk_pdf(stuk_id=stuk.pk)
    stuk.refresh_from_db()
    return stuk


def verhaal() -> Verhaal:
    return Verhaal.objects.get(tekst__contains=MERK)


def neem_terug(wereld: Wereld, wie: str = "anker") -> None:
    neem_verhaal_terug(verslag_id=verslag_van(wereld).pk, verhaal_id=verhaal().pk, door=wereld[wie])


def verteld(stuk: Verantwoordingsstuk) -> list[str | None]:
    """Each story of Koffie in its place, as the document shows it."""
    [koffie] = [een for een in lees_stuk(stuk).activiteiten if een.naam == "Koffie"]
    return [een.woorden.tekst if een.woorden else None for een in koffie.verhalen]


def pdf_tekst(inhoud: bytes) -> str:
    return " ".join(" ".join(blad.extract_text() for blad in pypdf.PdfReader(io.BytesIO(inhoud)).pages).split())


def waar_het_staat() -> set[str]:
    """Every column of every table, and every kind of stored file, in which the word is found."""
    return set(_kolommen()) | {soort for soort, inhoud in _bestanden() if MERK in inhoud}


def _kolommen() -> Iterator[str]:
    """All columns, whatever their type, as text: also those of tables that are no model of ours."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables "
            "USING (table_schema, table_name) WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        for tabel, kolom in cursor.fetchall():
            cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{tabel}" WHERE "{kolom}"::text ILIKE %s)', [f"%{MERK}%"])
            if cursor.fetchone()[0]:
                yield f"{tabel}.{kolom}"


def _bestanden(map_: str = "") -> Iterator[tuple[str, str]]:
    """What can be read in each file of the storage, whether a row knows it or not."""
    mappen, namen = default_storage.listdir(map_) if default_storage.exists(map_ or ".") else ([], [])
    for deel in mappen:
        yield from _bestanden(f"{map_}/{deel}".lstrip("/"))
    for naam in namen:
        with default_storage.open(f"{map_}/{naam}") as opgeslagen:
            inhoud = opgeslagen.read()
        is_pdf = inhoud.startswith(b"%PDF")
        yield ("pdf", pdf_tekst(inhoud)) if is_pdf else ("bestand", inhoud.decode(errors="replace"))


# --- what is frozen ---


def test_what_is_frozen_keeps_the_place_and_the_hash_of_a_story_and_none_of_its_words(
    stuk: Verantwoordingsstuk,
) -> None:
    verhalen = [een["verhalen"] for deel in stuk.inhoud["inhoud"]["delen"] for een in deel["activiteiten"]]

    assert verhalen == [[{"sha256": rij.sha256, "woorden": None} for rij in stuk.verhalen.all()], []]
    assert (stuk.sha256, MERK in json.dumps(stuk.inhoud)) == (sha256_van(stuk.inhoud), False)
    assert verteld(stuk) == [VERHAAL, ANDER]


def test_the_hash_proves_the_words_that_are_left(stuk: Verantwoordingsstuk) -> None:
    for rij in stuk.verhalen.select_related("verhaal"):
        van = Verhaal.Van(rij.verhaal.van)
        eigen = Vertelling.van_verhaal(
            van=van, stadsdeel=rij.stadsdeel or None, tekst=rij.tekst, zout=rij.verhaal.zout
        )
        anders = Vertelling.van_verhaal(van=van, stadsdeel=None, tekst=f"{rij.tekst}!", zout=rij.verhaal.zout)

        assert (rij.van, rij.verslag_id, rij.sha256) == (van.label, rij.verhaal.verslag_id, eigen.sha256)
        assert anders.sha256 != rij.sha256


def test_two_stories_of_the_same_words_are_two(geopend: Wereld) -> None:
    """Nobody who guesses the words finds them back by a hash that stays."""
    for _ in range(2):
        vertel(geopend, "anker", VERHAAL)
    maak_eens(geopend)
    stuk = samen.dien_in(verantwoording_id=verantwoording_van(geopend).pk, door=geopend["anker"])
    eerste, tweede = Verhaal.objects.order_by("pk")

    neem_verhaal_terug(verslag_id=eerste.verslag_id, verhaal_id=eerste.pk, door=geopend["anker"])

    assert verteld(stuk) == [None, VERHAAL]
    assert Verhaal.objects.get() == tweede


def test_a_story_that_is_changed_changes_nothing_that_was_submitted(
    geopend: Wereld, stuk: Verantwoordingsstuk
) -> None:
    beoordelen.vraag(deelverslag_id=deel_van(geopend).pk, tekst="Hoe telde u?", door=geopend["beoordelaar"])

    wijzig_verhaal(verhaal_id=verhaal().pk, verteld=Verteld("bewoner", "Anders.", None, True), door=geopend["anker"])

    assert verteld(stuk) == [VERHAAL, ANDER]


# --- what the database refuses ---


def test_the_database_refuses_a_document_with_the_words_of_a_story(stuk: Verantwoordingsstuk) -> None:
    inhoud = json.loads(json.dumps(stuk.inhoud))
    velden: dict[str, Any] = {"verantwoording": stuk.verantwoording, "sha256": stuk.sha256}
    goed = Verantwoordingsstuk.objects.create(nummer=2, inhoud=inhoud, **velden)
    inhoud["inhoud"]["delen"][0]["activiteiten"][0]["verhalen"][0]["woorden"] = {"tekst": VERHAAL}

    with pytest.raises(IntegrityError, match="verantwoordingsstuk_zonder_woorden"), transaction.atomic():
        Verantwoordingsstuk.objects.create(nummer=3, inhoud=inhoud, **velden)

    assert goed.pk


def test_the_database_refuses_to_change_a_story_of_a_document(stuk: Verantwoordingsstuk) -> None:
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        stuk.verhalen.update(tekst="Iets anders.")
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        Verhaal.objects.update(zout="00000000-0000-0000-0000-000000000000")

    assert verteld(stuk) == [VERHAAL, ANDER]


def test_a_pdf_goes_with_a_story_of_it_and_in_no_other_way(stuk: Verantwoordingsstuk) -> None:
    stukken = Verantwoordingsstuk.objects.filter(pk=stuk.pk)
    for pdf in (None, maak_bestand()):
        with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
            stukken.update(pdf=pdf)

    stuk.verhalen.all()[0].delete()

    assert list(stukken.values_list("pdf", flat=True)) == [None]


# --- who may, and when ---


@pytest.mark.parametrize("wie", ["anker", "anker_schrijft", "beoordelaar", "buiten"])
def test_who_wrote_it_who_answers_for_it_and_the_municipality_take_it_back(
    geopend: Wereld, stuk: Verantwoordingsstuk, wie: str
) -> None:
    maak_machtiging(geopend.anker, geopend["buiten"], geopend["anker"])

    neem_terug(geopend, wie)

    assert verteld(stuk) == [None, ANDER]
    assert not Verhaal.objects.filter(tekst=VERHAAL).exists()


@pytest.mark.parametrize("wie", ["brug", "anker_leest", "buiten", "besluitnemer"])
def test_nobody_else_does(geopend: Wereld, stuk: Verantwoordingsstuk, wie: str) -> None:
    with geweigerd("verhaal.niet_van_u") as fout:
        neem_terug(geopend, wie)

    assert str(fout.value) == (
        "Een verhaal haalt weg wie dit verslag schrijft of ondertekent, of een beleidsmedewerker."
    )


def test_what_is_gone_already_is_refused(geopend: Wereld, stuk: Verantwoordingsstuk) -> None:
    velden = {"verslag_id": verslag_van(geopend).pk, "verhaal_id": verhaal().pk, "door": geopend["anker"]}
    neem_verhaal_terug(**velden)

    with geweigerd("verhaal.weg") as fout:
        neem_verhaal_terug(**velden)

    assert str(fout.value) == "Dit verhaal is al weggehaald."


def test_a_story_is_not_taken_from_the_report_of_another(geopend: Wereld, stuk: Verantwoordingsstuk) -> None:
    with geweigerd("verhaal.weg"):
        neem_verhaal_terug(
            verslag_id=verslag_van(geopend, "Maatjes").pk, verhaal_id=verhaal().pk, door=geopend["brug"]
        )


def test_it_can_be_taken_back_when_all_is_closed(geopend: Wereld, stuk: Verantwoordingsstuk) -> None:
    aanvaard_alles(geopend)
    rond_af(geopend)

    neem_terug(geopend, "beoordelaar")

    assert (verantwoording_van(geopend).stand, verteld(stuk)) == ("afgerond", [None, ANDER])


# --- what becomes of it ---


def test_no_table_and_no_file_holds_a_word_of_it_afterwards(
    geopend: Wereld, stuk: Verantwoordingsstuk, django_capture_on_commit_callbacks: Any
) -> None:
    """Two documents hold it: one was sent back."""
    samen.stuur_terug(verantwoording_id=stuk.verantwoording_id, reden="Leg uit.", door=geopend["beoordelaar"])
    for wie in ("anker", "brug"):
        geef_akkoord(geopend, wie)
    tweede = dien_in(geopend)
    assert waar_het_staat() == {
        "verantwoording_verhaal.tekst",
        "verantwoording_stukverhaal.tekst",
        "pdf",
    }

    with django_capture_on_commit_callbacks(execute=True):
        neem_terug(geopend)

    assert waar_het_staat() == set()
    veeg_stukken()
    assert waar_het_staat() == set()
    for een in (stuk, tweede):
        een.refresh_from_db()
        assert een.pdf is not None
        tekst = pdf_tekst(lees(een.pdf))
        assert (WEG in tekst, ANDER in tekst, MERK in tekst) == (True, True, False)


def test_the_file_leaves_the_storage_and_its_row_says_so(
    stuk: Verantwoordingsstuk, geopend: Wereld, django_capture_on_commit_callbacks: Any
) -> None:
    pdf = stuk.pdf
    assert pdf is not None
    assert default_storage.exists(str(pdf.bestand))

    with django_capture_on_commit_callbacks(execute=True):
        neem_terug(geopend)

    pdf.refresh_from_db()
    assert (pdf.stand, default_storage.exists(str(pdf.bestand))) == ("verwijderd", False)
    with pytest.raises(DomeinFout, match="Dit bestand is verwijderd"):
        download(pdf)


def test_a_document_without_it_keeps_its_pdf(geopend: Wereld) -> None:
    maak_eens(geopend)
    stuk = dien_in(geopend)
    Deelverslag.objects.filter(pk=deel_van(geopend).pk).update(stand="vraag")
    vertel(geopend, "anker", VERHAAL)

    neem_terug(geopend)

    assert Verantwoordingsstuk.objects.get(pk=stuk.pk).pdf_id == stuk.pdf_id
    assert Bestand.objects.get(pk=stuk.pdf_id).stand == "vrij"


def test_the_trail_tells_that_it_was_done_and_nothing_of_what_was_told(
    geopend: Wereld, stuk: Verantwoordingsstuk
) -> None:
    weg, verslag = verhaal().pk, verslag_van(geopend).pk

    neem_terug(geopend, "beoordelaar")

    rij = Gebeurtenis.objects.get(soort="verhaal.verwijderd")
    assert (rij.over_soort, rij.over_id, rij.feiten) == (
        "verantwoording.verhaal",
        weg,
        {"verslag": verslag, "stukken": 1},
    )
    assert lees_zin(rij) == (
        f"heeft een verhaal weggehaald bij verslag {verslag}; ingediende stukken waarin het stond: 1"
    )


def test_no_akkoord_and_no_submission_lapses(geopend: Wereld, stuk: Verantwoordingsstuk) -> None:
    sha256, hash_ = stuk.sha256, inbreng_van(geopend).hash

    neem_terug(geopend)

    stuk.refresh_from_db()
    assert (stuk.sha256, sha256_van(stuk.inhoud), verantwoording_van(geopend).stand) == (sha256, sha256, "ingediend")
    assert not inbreng_van(geopend).zonder_akkoord
    assert inbreng_van(geopend).hash != hash_
    samen_nog = Verslagakkoord.objects.filter(vervallen_op=None, inhoudshash=hash_)
    assert samen_nog.count() == 2
    aanvaard_alles(geopend)
    assert rond_af(geopend).stand == "afgerond"


def test_handing_in_again_after_it_was_taken_back_voids_nothing(geopend: Wereld, stuk: Verantwoordingsstuk) -> None:
    vraag = beoordelen.vraag(deelverslag_id=deel_van(geopend).pk, tekst="Hoe telde u?", door=geopend["beoordelaar"])
    neem_terug(geopend)

    beoordelen.beantwoord(bevinding_id=vraag.pk, antwoord="Aan de deur.", door=geopend["anker"])
    indienen.dien_in(deelverslag_id=deel_van(geopend).pk, door=geopend["anker"])

    assert Verslagakkoord.objects.filter(vervallen_op=None).count() == 2


@pytest.mark.parametrize("hoe", ["nieuw", "gewijzigd"])
def test_a_story_that_is_new_or_changed_does_void_what_was_agreed_to(
    geopend: Wereld, stuk: Verantwoordingsstuk, hoe: str
) -> None:
    vraag = beoordelen.vraag(deelverslag_id=deel_van(geopend).pk, tekst="Hoe telde u?", door=geopend["beoordelaar"])
    if hoe == "nieuw":
        vertel(geopend, "anker", "Nog iets.")
    else:
        anders = Verteld("bewoner", "Anders.", None, toestemming=True)
        wijzig_verhaal(verhaal_id=verhaal().pk, verteld=anders, door=geopend["anker"])

    beoordelen.beantwoord(bevinding_id=vraag.pk, antwoord="Aan de deur.", door=geopend["anker"])
    indienen.dien_in(deelverslag_id=deel_van(geopend).pk, door=geopend["anker"])

    assert not Verslagakkoord.objects.filter(vervallen_op=None).exists()


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_take_it_back_once(geopend: Wereld, stuk: Verantwoordingsstuk) -> None:
    velden = {"verslag_id": verslag_van(geopend).pk, "verhaal_id": verhaal().pk, "door": geopend["anker"]}

    uitkomsten = tegelijk(*[lambda: neem_verhaal_terug(**velden)] * 2)

    assert sorted(uitkomsten) == ["gelukt", "verhaal.weg"]


@pytest.mark.django_db(transaction=True)
def test_a_pdf_that_is_being_made_does_not_bring_it_back(geopend: Wereld) -> None:
    vertel(geopend, "anker", VERHAAL)
    maak_eens(geopend)
    stuk = samen.dien_in(verantwoording_id=verantwoording_van(geopend).pk, door=geopend["anker"])

    uitkomsten = tegelijk(lambda: maak_stuk_pdf(stuk_id=stuk.pk), lambda: neem_terug(geopend))

    assert uitkomsten == ["gelukt", "gelukt"]
    assert waar_het_staat() == set()


# --- the pages ---


def weghalen(wereld: Wereld) -> str:
    return adres(wereld, "verhaal_weg", verslag_van(wereld).pk, verhaal().pk)


@pytest.mark.parametrize(
    ("wie", "pagina", "ziet"),
    [
        ("anker", "activiteit", True),
        ("anker", "beoordelen_deel", True),
        ("beoordelaar", "activiteit", True),
        ("beoordelaar", "beoordelen_deel", True),
        ("besluitnemer", "beoordelen_deel", False),
        ("anker_leest", "activiteit", False),
        ("brug", "activiteit", False),
    ],
)
def test_who_may_take_it_back_finds_the_way_where_it_stands(
    als: Als, geopend: Wereld, stuk: Verantwoordingsstuk, wie: str, pagina: str, ziet: bool
) -> None:
    plek = verslag_van(geopend).pk if pagina == "activiteit" else deel_van(geopend).pk

    antwoord, vragen = kosten(als(geopend[wie]), adres(geopend, pagina, plek))

    assert VERHAAL in gelezen(antwoord)
    assert (weghalen(geopend) in antwoord.content.decode()) is ziet
    assert len(vragen) <= MEEST, "\n".join(vragen)


def test_the_page_says_what_happens_and_then_it_happens_once(
    als: Als, geopend: Wereld, stuk: Verantwoordingsstuk
) -> None:
    client, pad = als(geopend["beoordelaar"]), weghalen(geopend)

    antwoord, vragen = kosten(client, pad)
    eerst = client.post(pad, follow=True)
    daarna = client.post(pad, follow=True)

    pagina = gelezen(antwoord)
    for zin in (VERHAAL, WEG, "Het verhaal kan niet terugkomen.", "Wie de pdf eerder bewaarde, houdt die."):
        assert zin in pagina, zin
    assert len(vragen) <= MEEST
    assert [form.get("method") for form in Boom(antwoord.content.decode()).alle("form") if not form.get("action")] == [
        "post"
    ]
    assert "Het verhaal is weggehaald." in gelezen(eerst)
    assert "Dit verhaal is al weggehaald." in gelezen(daarna)
    assert VERHAAL not in gelezen(eerst)
    assert client.get(pad).status_code == 404


def test_before_it_was_submitted_the_page_speaks_of_no_document(als: Als, geopend: Wereld) -> None:
    vertel(geopend, "anker", VERHAAL)

    pagina = gelezen(als(geopend["anker"]).get(weghalen(geopend)))

    assert "Het verhaal kan niet terugkomen." in pagina
    assert "pdf" not in pagina


@pytest.mark.parametrize(
    ("pagina", "twee", "een"), [("stuk", "2met toestemming", "1met toestemming"), ("raad", "2 verhalen", "1 verhaal")]
)
def test_the_council_reads_that_a_story_stood_there_and_never_how_to_take_one_back(
    als: Als, geopend: Wereld, stuk: Verantwoordingsstuk, pagina: str, twee: str, een: str
) -> None:
    client = als(maak_lid(Rol.COMMISSIELID))
    url, weg = adres(geopend, pagina, 2027, *([1] if pagina == "stuk" else [])), weghalen(geopend)
    voor, vragen_voor = kosten(client, url)

    neem_terug(geopend)
    na, vragen_na = kosten(client, url)

    assert (VERHAAL in gelezen(voor), WEG in gelezen(voor), twee in gelezen(voor)) == (True, False, True)
    assert (VERHAAL in gelezen(na), ANDER in gelezen(na), WEG in gelezen(na)) == (False, True, True)
    assert een in gelezen(na)
    assert len(vragen_voor) == len(vragen_na) <= MEEST, "\n".join(vragen_na)
    assert client.get(weg).status_code == client.post(weg).status_code == 403
