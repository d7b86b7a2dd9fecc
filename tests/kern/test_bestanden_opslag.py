"""Taking a file in, handing it out, and the tidying of the storage."""

import datetime
import hashlib
import io
import os

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from kern.bestanden import download, gooi_weg, lees, neem_aan
from kern.forms import BestandVeld, Formulier
from kern.fouten import DomeinFout
from kern.models import Bestand, Gebeurtenis
from kern.tasks import ruim_bestanden_op
from tests.hulp import bestanden as b
from tests.hulp.boom import Boom, tekst

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("eigen_opslag")]

SOM = hashlib.sha256(b.PDF).hexdigest()


@pytest.fixture
def met_scanner(settings) -> None:
    settings.CLAMD_ADRES = "tcp://127.0.0.1:1"


def opgeslagen() -> set[str]:
    mappen, _ = default_storage.listdir("bestanden") if default_storage.exists("bestanden") else ([], [])
    return {f"bestanden/{map_}/{naam}" for map_ in mappen for naam in default_storage.listdir(f"bestanden/{map_}")[1]}


# --- taking in ---


def test_a_file_is_kept_under_its_hash_and_free_without_a_scanner():
    bestand = neem_aan(b.upload(naam="../Jaarrekening 2026.pdf"))

    assert Bestand.objects.filter(
        pk=bestand.pk,
        naam="Jaarrekening 2026.pdf",
        soort="application/pdf",
        grootte=len(b.PDF),
        sha256=SOM,
        bestand=f"bestanden/{SOM[:2]}/{SOM}",
        stand="vrij",
        reden="",
        gescand_op=None,
    ).exists()
    assert lees(bestand) == b.PDF


def test_with_a_scanner_a_file_waits_in_quarantine_and_is_sent_to_it(
    met_scanner, monkeypatch, django_capture_on_commit_callbacks
):
    verstuurd = []
    monkeypatch.setattr("kern.taken.current_app.send_task", lambda taak, args: verstuurd.append((taak, args)))

    with django_capture_on_commit_callbacks(execute=True):
        bestand = neem_aan(b.upload())
        assert verstuurd == []

    assert bestand.stand == "quarantaine"
    assert verstuurd == [("kern.tasks.scan_bestand", (bestand.pk,))]


def test_the_same_file_twice_is_two_rows_that_do_not_share_a_fate():
    een, twee = neem_aan(b.upload()), neem_aan(b.upload(naam="kopie.pdf"))

    assert een.bestand.name != twee.bestand.name
    assert opgeslagen() == {een.bestand.name, twee.bestand.name}
    assert twee.bestand.name.startswith(f"bestanden/{SOM[:2]}/{SOM}_")


def test_a_file_that_came_by_way_of_the_disk_is_taken_too():
    with TemporaryUploadedFile("a.pdf", "text/html", len(b.PDF), None) as groot:
        groot.write(b.PDF)

        bestand = neem_aan(groot)

    assert (bestand.sha256, bestand.soort) == (SOM, "application/pdf")


@pytest.mark.parametrize("veld", ["naam", "soort", "sha256", "bestand"])
def test_what_came_in_never_changes(veld):
    bestand = neem_aan(b.upload())

    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Bestand.objects.filter(pk=bestand.pk).update(**{veld: "0" * 64})
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        Bestand.objects.filter(pk=bestand.pk).delete()

    assert Bestand.objects.filter(pk=bestand.pk, sha256=SOM, naam="jaarrekening.pdf").exists()


@pytest.mark.parametrize(
    ("velden", "regel"),
    [
        ({"stand": "zoek"}, "bestand"),
        ({"stand": "quarantaine", "gescand_op": timezone.now()}, "bestand_quarantaine_is_niet_gescand"),
        ({"stand": "vrij", "reden": "zomaar"}, "bestand_geweigerd_met_reden"),
        ({"stand": "vrij", "sha256": "kort"}, "bestand_is_er"),
        ({"stand": "vrij", "grootte": 0}, "bestand_is_er"),
        ({"stand": "vrij", "naam": ""}, "bestand_is_er"),
    ],
)
def test_the_database_refuses_a_row_that_makes_no_sense(velden, regel):
    goed = {"naam": "a.pdf", "soort": "application/pdf", "grootte": 1, "sha256": SOM, "bestand": "bestanden/a"}

    with pytest.raises(IntegrityError, match=regel), transaction.atomic():
        Bestand.objects.create(**(goed | velden))

    assert Bestand.objects.create(**goed, stand="vrij").pk


def test_a_refusal_without_a_reason_is_refused_by_the_database(met_scanner):
    bestand = neem_aan(b.upload())

    with pytest.raises(IntegrityError, match="bestand_geweigerd_met_reden"), transaction.atomic():
        Bestand.objects.filter(pk=bestand.pk).update(stand="geweigerd", gescand_op=timezone.now())


# --- handing out ---


def test_a_free_file_is_handed_out_to_be_saved_and_to_do_nothing():
    antwoord = download(neem_aan(b.upload()))

    assert antwoord.content == b.PDF
    assert dict(antwoord.headers) == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="jaarrekening.pdf"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }


@pytest.mark.parametrize(
    ("naam", "kop"),
    [
        ("één plan.pdf", "attachment; filename*=utf-8''%C3%A9%C3%A9n%20plan.pdf"),
        ('x"; filename="y.exe.pdf', r'attachment; filename="x\"; filename=\"y.exe.pdf"'),
        ("a\r\nSet-Cookie: b.pdf", 'attachment; filename="aSet-Cookie: b.pdf"'),
    ],
)
def test_a_name_stays_inside_its_header(naam, kop):
    assert download(neem_aan(b.upload(naam=naam)))["Content-Disposition"] == kop


def test_a_file_in_quarantine_is_not_handed_out(met_scanner):
    bestand = neem_aan(b.upload())

    with pytest.raises(DomeinFout) as fout:
        download(bestand)

    assert (fout.value.code, fout.value.veld) == ("bestand.niet_vrij", "bestand")
    assert "nog gecontroleerd" in fout.value.bericht


def test_a_refused_file_is_not_handed_out(met_scanner):
    bestand = neem_aan(b.upload())
    Bestand.objects.filter(pk=bestand.pk).update(stand="geweigerd", reden="Virus.", gescand_op=timezone.now())
    bestand.refresh_from_db()

    with pytest.raises(DomeinFout) as fout:
        download(bestand)

    assert fout.value.code == "bestand.niet_vrij"
    assert "geweigerd" in fout.value.bericht


@pytest.mark.parametrize("inhoud", [b"%PDF-1.7 iets anders", None])
def test_a_file_that_changed_in_the_storage_is_not_handed_out(inhoud):
    bestand = neem_aan(b.upload())
    default_storage.delete(bestand.bestand.name)
    if inhoud is not None:
        default_storage.save(bestand.bestand.name, io.BytesIO(inhoud))

    with pytest.raises(DomeinFout) as fout:
        download(bestand)

    assert fout.value.code == "bestand.kwijt"


# --- tidying ---


def verouder(naam: str, dagen: float) -> None:
    moment = (timezone.now() - datetime.timedelta(days=dagen)).timestamp()
    os.utime(default_storage.path(naam), (moment, moment))


def test_files_that_no_row_needs_are_removed_after_a_day_and_others_never(met_scanner):
    vrij, geweigerd, wacht = (neem_aan(b.upload(naam=f"{n}.pdf")) for n in range(3))
    Bestand.objects.filter(pk=vrij.pk).update(stand="vrij", gescand_op=timezone.now())
    Bestand.objects.filter(pk=geweigerd.pk).update(stand="geweigerd", reden="Virus.", gescand_op=timezone.now())
    with transaction.atomic():
        teruggedraaid = neem_aan(b.upload())
        transaction.set_rollback(True)
    vers = default_storage.save(f"bestanden/{SOM[:2]}/vers", io.BytesIO(b"x"))
    for bestand in (vrij, geweigerd, wacht, teruggedraaid):
        verouder(bestand.bestand.name, 1.1)

    ruim_bestanden_op()
    ruim_bestanden_op()

    assert opgeslagen() == {vrij.bestand.name, wacht.bestand.name, vers}
    assert Gebeurtenis.objects.count() == 0


# --- taking the content away for good ---


def test_what_is_thrown_away_leaves_the_storage_and_only_that_file(django_capture_on_commit_callbacks):
    weg, blijft = neem_aan(b.upload()), neem_aan(b.upload())

    with django_capture_on_commit_callbacks(execute=True):
        gooi_weg(weg)
        gooi_weg(weg)

    weg.refresh_from_db()
    assert (weg.stand, weg.sha256, opgeslagen()) == ("verwijderd", SOM, {blijft.bestand.name})
    with pytest.raises(DomeinFout, match="Dit bestand is verwijderd"):
        download(weg)


def test_what_a_killed_worker_left_of_it_is_removed_at_night():
    weg = neem_aan(b.upload())
    gooi_weg(weg)
    verouder(weg.bestand.name, 1.1)

    ruim_bestanden_op()

    assert opgeslagen() == set()


@pytest.mark.usefixtures("met_scanner")
def test_a_file_in_quarantine_can_be_thrown_away_and_a_refused_one_is_gone_already():
    wacht, geweigerd = neem_aan(b.upload()), neem_aan(b.upload())
    Bestand.objects.filter(pk=geweigerd.pk).update(stand="geweigerd", reden="virus", gescand_op=timezone.now())

    for bestand in (wacht, geweigerd):
        gooi_weg(bestand)

    assert [bestand.stand for bestand in Bestand.objects.order_by("pk")] == ["verwijderd", "geweigerd"]


# --- the field ---


class Proef(Formulier):
    knop = "Verstuur"

    bijlage = BestandVeld(label="Bijlage")


def teken(form: Formulier) -> Boom:
    return Boom(Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": form})))


def test_a_file_field_tells_what_it_takes_and_its_form_is_sent_as_multipart():
    boom = teken(Proef())

    veld = boom.een("input", type="file")
    assert veld.get("accept") == ".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.ods,.odt"
    assert tekst(boom.een(id=veld.get("aria-describedby"))) == (
        "Een docx, jpg, ods, odt, pdf, png of xlsx van hoogstens 10 MB."
    )
    assert tekst(boom.een("label", **{"for": veld.get("id")})) == "Bijlage"
    assert boom.een("form").get("enctype") == "multipart/form-data"


def test_a_good_file_passes_the_field_and_can_still_be_read():
    form = Proef({}, {"bijlage": b.upload()})

    assert form.is_valid(), form.errors
    assert neem_aan(form.cleaned_data["bijlage"]).sha256 == SOM


@pytest.mark.parametrize(
    ("bestanden", "code", "bericht"),
    [
        ({}, "required", "Kies een bestand."),
        ({"bijlage": b.upload(b"")}, "bestand.leeg", "Dit bestand is leeg."),
        (
            {"bijlage": b.upload(b.EXE)},
            "bestand.inhoud",
            "De inhoud van dit bestand past niet bij .pdf. Sla het opnieuw op als pdf en kies dat bestand.",
        ),
    ],
)
def test_a_bad_file_is_refused_on_its_field(bestanden, code, bericht):
    form = Proef({}, bestanden)

    assert [fout["code"] for fout in form.errors.get_json_data()["bijlage"]] == [code]
    veld = teken(form).een("input", type="file")
    assert veld.get("aria-invalid") == "true"
    assert tekst(teken(form).een(id="id_bijlage_error")) == bericht
    assert Bestand.objects.count() == 0


def verzoek(inhoud: bytes) -> HttpRequest:
    return RequestFactory().post("/", {"bijlage": b.upload(inhoud)})


def test_of_a_file_that_is_too_large_little_more_than_the_bound_is_kept(settings):
    settings.BESTAND_MAX_BYTES = 2**20
    ontvangen = verzoek(b"x" * 5 * 2**20).FILES["bijlage"]

    with ontvangen:
        fouten = Proef({}, {"bijlage": ontvangen}).errors["bijlage"]

    assert 2**20 < ontvangen.size <= 2**20 + 2**17
    assert fouten == ["Dit bestand is groter dan 1 MB. Maak het kleiner en kies het opnieuw."]


def test_a_file_within_the_bound_comes_in_whole(settings):
    settings.BESTAND_MAX_BYTES = 2**20
    inhoud = os.urandom(2**20)

    assert verzoek(inhoud).FILES["bijlage"].read() == inhoud
