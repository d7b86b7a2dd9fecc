"""For whom a request acts, and what a refusal leaves behind."""

import datetime
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from kern.fouten import DomeinFout, GeenRecht
from kern.handeling import handeling
from kern.models import Gebeurtenis
from organisaties.middleware import lidmaatschap_middleware, weigering_middleware
from organisaties.models import Lidmaatschap, Organisatie, Rol
from organisaties.services.registreer_organisatie import registreer_organisatie
from organisaties.toegang import Recht, eis_rol, haal_lidmaatschap, haal_organisatie, met_rol
from tests.organisaties.conftest import maak_gebruiker, maak_lid, maak_organisatie

pytestmark = pytest.mark.django_db

Inloggen = Callable[[Lidmaatschap], Client]
DAG = datetime.timedelta(days=1)


def verzoek(lid: Lidmaatschap | None, keuze: object = None) -> HttpRequest:
    """A request as the middleware sees it, after it ran."""
    request = RequestFactory().get("/")
    request.user = lid.gebruiker if lid else AnonymousUser()
    request.session = SessionStore()
    if keuze is not None:
        request.session["lidmaatschap"] = keuze
    lidmaatschap_middleware(lambda _: HttpResponse())(request)
    return request


def test_a_partner_membership_comes_first_and_then_the_oldest(gemeente: Organisatie) -> None:
    eerste = maak_lid(Rol.BELEIDSMEDEWERKER, gemeente)
    besluitnemer = maak_lid(Rol.BESLUITNEMER, gemeente, eerste.gebruiker)
    partner = maak_lid(Rol.MEELEZER, None, eerste.gebruiker)

    request = verzoek(eerste)

    assert request.lidmaatschap == partner
    assert request.lidmaatschappen == [partner, eerste, besluitnemer]


def test_the_choice_counts_only_while_it_is_ones_own_and_active(gemeente: Organisatie) -> None:
    eerste = maak_lid(Rol.BELEIDSMEDEWERKER, gemeente)
    tweede = maak_lid(Rol.BESLUITNEMER, gemeente, eerste.gebruiker)
    ander = maak_lid(Rol.BEHEERDER, gemeente)

    assert verzoek(eerste, tweede.pk).lidmaatschap == tweede
    assert verzoek(eerste, ander.pk).lidmaatschap == eerste
    assert verzoek(eerste, "geen nummer").lidmaatschap == eerste
    Lidmaatschap.objects.filter(pk=tweede.pk).update(tot=timezone.localdate() - DAG)
    assert verzoek(eerste, tweede.pk).lidmaatschap == eerste


def test_the_membership_costs_one_query_and_nothing_for_a_visitor(
    gemeente: Organisatie, django_assert_num_queries
) -> None:
    lid = maak_lid(Rol.BELEIDSMEDEWERKER, gemeente)
    maak_lid(Rol.BESLUITNEMER, gemeente, lid.gebruiker)

    with django_assert_num_queries(1):
        assert verzoek(lid).lidmaatschap.organisatie.naam == "Gemeente Voorbeeld"
    with django_assert_num_queries(0):
        assert verzoek(None).lidmaatschap is None


def test_switching_is_remembered(gemeente: Organisatie, als: Inloggen) -> None:
    eerste = maak_lid(Rol.BELEIDSMEDEWERKER, gemeente)
    tweede = maak_lid(Rol.BEHEERDER, gemeente, eerste.gebruiker)
    client = als(eerste)
    assert client.get(reverse("organisaties:nieuw")).status_code == 403

    antwoord = client.post(reverse("organisaties:wissel"), {"lidmaatschap": tweede.pk})

    assert antwoord.status_code == 302
    assert client.get(reverse("organisaties:nieuw")).status_code == 200


@pytest.mark.parametrize("wat", ["vreemd", "onzin", "niets"])
def test_switching_to_what_is_not_ones_own_changes_nothing(gemeente: Organisatie, als: Inloggen, wat: str) -> None:
    lid = maak_lid(Rol.BELEIDSMEDEWERKER, gemeente)
    vreemd = maak_lid(Rol.BEHEERDER, gemeente)
    client = als(lid)

    client.post(
        reverse("organisaties:wissel"),
        {"vreemd": {"lidmaatschap": vreemd.pk}, "onzin": {"lidmaatschap": "x"}}.get(wat),
    )

    assert client.session.get("lidmaatschap") is None
    assert client.get(reverse("organisaties:nieuw")).status_code == 403


def test_switching_is_a_post(tekenbevoegde: Lidmaatschap, als: Inloggen) -> None:
    assert als(tekenbevoegde).get(reverse("organisaties:wissel")).status_code == 405


def test_a_refusal_is_a_403_with_its_reason_and_one_audit_row(tekenbevoegde: Lidmaatschap, als: Inloggen) -> None:
    antwoord = als(tekenbevoegde).get(reverse("organisaties:nieuw"))

    assert antwoord.status_code == 403
    assert "Dit kan alleen als functioneel beheerder. U bent tekenbevoegde." in antwoord.content.decode()
    rij = Gebeurtenis.objects.get()
    assert (rij.soort, rij.lidmaatschap_id, rij.over_id) == ("toegang.geweigerd", tekenbevoegde.pk, None)
    assert rij.feiten == {"route": "organisaties:nieuw", "reden": "toegang.rol"}


def test_a_refused_service_writes_its_own_row_and_the_page_no_second_one(
    rf: RequestFactory, tekenbevoegde: Lidmaatschap
) -> None:
    request = rf.get("/")
    request.user, request.lidmaatschap, request.resolver_match = tekenbevoegde.gebruiker, tekenbevoegde, None

    with pytest.raises(GeenRecht) as fout:
        registreer_organisatie(soort="partner", gegevens={"naam": "X"}, door=tekenbevoegde)
    weigering_middleware(lambda _: HttpResponse()).process_exception(request, fout.value)

    assert [rij.soort for rij in Gebeurtenis.objects.all()] == ["organisatie.geregistreerd"]


def test_a_refusal_inside_another_act_leaves_one_row(tekenbevoegde: Lidmaatschap) -> None:
    with pytest.raises(GeenRecht), handeling("organisatie.gewijzigd", door=tekenbevoegde):
        registreer_organisatie(soort="partner", gegevens={"naam": "X"}, door=tekenbevoegde)

    assert [(rij.soort, rij.geweigerd) for rij in Gebeurtenis.objects.all()] == [
        ("organisatie.gewijzigd", "toegang.rol")
    ]


def test_other_exceptions_pass_the_refusal_by(rf: RequestFactory) -> None:
    weigering = weigering_middleware(lambda _: HttpResponse())

    assert weigering.process_exception(rf.get("/"), Http404()) is None
    assert weigering.process_exception(rf.get("/"), DomeinFout("nee", code="nee")) is None


def test_somebody_without_a_membership_reads_so_and_still_sees_their_own_data(client: Client) -> None:
    gebruiker = maak_gebruiker()
    client.force_login(gebruiker)

    antwoord = client.get(reverse("organisaties:lijst"))

    assert antwoord.status_code == 403
    assert "hoort op dit moment bij geen enkele organisatie" in antwoord.content.decode()
    rij = Gebeurtenis.objects.get()
    assert (rij.lidmaatschap_id, rij.over_soort, rij.over_id) == (None, "kern.gebruiker", gebruiker.pk)
    assert client.get(reverse("organisaties:mijn_gegevens")).status_code == 200


def test_a_login_redirect_and_a_404_leave_no_row(client: Client, tekenbevoegde: Lidmaatschap) -> None:
    pad = reverse("organisaties:detail", args=[maak_organisatie().pk])

    assert client.get(pad).status_code == 302
    client.force_login(tekenbevoegde.gebruiker)
    assert client.get(pad).status_code == 404

    assert Gebeurtenis.objects.count() == 0


@pytest.mark.parametrize("rol", Rol)
def test_met_rol_lets_in_who_is_named_and_with_no_names_every_member(rf: RequestFactory, rol: Rol) -> None:
    request = rf.get("/")
    request.lidmaatschap = maak_lid(rol)

    assert met_rol()(lambda request: HttpResponse("ja"))(request).content == b"ja"
    assert met_rol(rol)(lambda request: HttpResponse("ja"))(request).content == b"ja"
    with pytest.raises(GeenRecht):
        met_rol(*(set(Rol) - {rol}))(lambda request: HttpResponse("ja"))(request)


def test_the_reason_lists_the_roles_in_dutch(tekenbevoegde: Lidmaatschap) -> None:
    with pytest.raises(GeenRecht) as fout:
        eis_rol(tekenbevoegde, Rol.BEHEERDER, Rol.COLLEGE, Rol.GRIFFIE)

    assert fout.value.reden == (
        "Dit kan alleen als functioneel beheerder, college (secretaris) of griffie. U bent tekenbevoegde."
    )


@pytest.mark.parametrize("rol", Rol)
@pytest.mark.parametrize("recht", Recht)
def test_the_door_of_an_organisation(rol: Rol, recht: Recht) -> None:
    lid, ander = maak_lid(rol), maak_organisatie()
    mag = not recht.value or rol in recht.value

    if lid.is_gemeente and mag:
        assert haal_organisatie(lid, ander.pk, recht) == ander
    else:
        with pytest.raises(GeenRecht if lid.is_gemeente else Http404):
            haal_organisatie(lid, ander.pk, recht)
    if mag:
        assert haal_organisatie(lid, lid.organisatie_id, recht) == lid.organisatie
    else:
        with pytest.raises(GeenRecht):
            haal_organisatie(lid, lid.organisatie_id, recht)
    with pytest.raises(Http404):
        haal_organisatie(lid, 0, recht)


def test_the_door_of_a_membership(beheerder: Lidmaatschap, tekenbevoegde: Lidmaatschap) -> None:
    eigen, ander = maak_lid(Rol.REDACTEUR, tekenbevoegde.organisatie), maak_lid(Rol.REDACTEUR)

    assert haal_lidmaatschap(beheerder, ander.pk) == ander
    assert haal_lidmaatschap(tekenbevoegde, eigen.pk) == eigen
    for lid, pk, fout in ((tekenbevoegde, ander.pk, Http404), (eigen, eigen.pk, GeenRecht), (beheerder, 0, Http404)):
        with pytest.raises(fout):
            haal_lidmaatschap(lid, pk)
