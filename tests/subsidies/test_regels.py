"""The rules of an application, each on its own, without a database."""

import dataclasses
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.canoniek import als_json, canoniek, sha256_van
from kern.fouten import GeenRecht
from regelingen.parameters import Parameters
from subsidies.brieven_opstellen import stukken_bij_vaststelling
from subsidies.dossier import Deel, Dossier
from subsidies.models import Beschikking, Zaakrol
from subsidies.regels.inhoud import deelhash, indiening_inhoud, inhoudshash
from subsidies.regels.vier_ogen import Betrokkene, controleer_vier_ogen
from subsidies.regels.volledigheid import deel_is_klaar, ontbreekt
from subsidies.toekenning import Toekenning
from tests.subsidies.dossiers import (
    JAREN,
    akkoord_stand,
    euro,
    maak_aanbod,
    maak_deel,
    maak_dossier,
    maak_kader,
    maak_post,
    maak_vraag,
)

# --- completeness ---


def test_a_complete_dossier_misses_nothing() -> None:
    assert ontbreekt(maak_dossier()) == []


GATEN = {
    "no budget": (maak_dossier(maak_deel(posten=[])), "Vul de begroting in", True),
    "asks nothing": (maak_dossier(maak_deel(posten=[maak_post(0)])), "Vul de begroting in", True),
    "cover over costs in one year": (
        maak_dossier(
            maak_deel(posten=[maak_post(), maak_post(soort="eigen", bedragen={2027: euro(1500), 2028: euro(0)})])
        ),
        "Begroting 2027: de dekking is hoger dan de kosten",
        True,
    ),
    "over the ceiling": (
        maak_dossier(kader=maak_kader(plafond={2027: euro("999.50"), 2028: euro(1000)})),
        "Bedragen 2027: 0,50 euro boven het plafond",
        True,
    ),
    "no voorziening": (
        maak_dossier(
            maak_deel(aanbod=[]),
            kader=maak_kader(subdoelen=[], opgaven=[], wettelijke_taken=[]),
        ),
        "Beschrijf ten minste één voorziening",
        True,
    ),
    "a voorziening that says nothing yet": (
        maak_dossier(maak_deel(aanbod=[maak_aanbod(), maak_aanbod(omschrijving=" ", stadsdelen=[], bereik={})])),
        "Buurthuis: vul nog in een omschrijving, een stadsdeel en het bereik",
        True,
    ),
    "a voorziening without a name": (
        maak_dossier(maak_deel(aanbod=[maak_aanbod(), maak_aanbod(naam="", subdoelen=[])])),
        "Voorziening zonder naam: vul nog in een naam en een subdoel",
        True,
    ),
    "a question without text": (maak_dossier(vragen=[maak_vraag(tekst=" \n")]), "Schrijf over: Bereik", True),
    "nobody has the statutory task": (
        maak_dossier(maak_deel(aanbod=[maak_aanbod(wettelijke_taken=[])])),
        "Wie voert de wettelijke taak uit: Participatieverklaring?",
        False,
    ),
    "nobody has the sub-goal": (
        maak_dossier(maak_deel(aanbod=[maak_aanbod(subdoelen=["Meedoen"])])),
        "Niemand werkt aan: Ontmoeten",
        False,
    ),
    "nobody has the area task": (
        maak_dossier(maak_deel(aanbod=[maak_aanbod(gebiedsopgaven=[])])),
        "Wie pakt op: Elkaar zien (Noord)?",
        False,
    ),
    "no akkoord": (maak_dossier(maak_deel(akkoord=None)), "Geef akkoord op uw deel", True),
    "a void akkoord": (
        maak_dossier(maak_deel(akkoord=akkoord_stand(vervallen=True))),
        "Geef akkoord op uw deel",
        True,
    ),
    "left the table": (
        maak_dossier(maak_deel(aan_tafel=False)),
        "Zit niet meer aan de tafel. De penvoerder of de gemeente kan zonder dit deel verdergaan",
        True,
    ),
}


@pytest.mark.parametrize(("dossier", "tekst", "blokkeert"), GATEN.values(), ids=GATEN)
def test_each_gap_is_named_and_known_to_block_or_not(dossier: Dossier, tekst: str, blokkeert: bool) -> None:
    assert [(gemis.tekst, gemis.blokkeert) for gemis in ontbreekt(dossier)] == [(tekst, blokkeert)]


def test_a_regeling_that_asks_no_voorzieningen_misses_none() -> None:
    kader = maak_kader(subdoelen=[], opgaven=[], wettelijke_taken=[])

    assert ontbreekt(maak_dossier(maak_deel(aanbod=[], vraagt_voorzieningen=False), kader=kader)) == []


def test_who_applies_alone_answers_for_the_joint_questions_itself() -> None:
    dossier = maak_dossier(vragen=[maak_vraag(tekst="")])
    dossier.aanvraag.zelfstandig = True

    assert [gemis.wie for gemis in ontbreekt(dossier)] == ["Anker"]


@pytest.mark.parametrize(
    ("deel", "klaar"),
    [
        (maak_deel(akkoord=None), True),
        (maak_deel(aanbod=[]), False),
        (maak_deel(aanbod=[], vraagt_voorzieningen=False), True),
        (maak_deel(aanbod=[maak_aanbod(stadsdelen=[])]), False),
        (maak_deel(posten=[]), False),
        (maak_deel(posten=[maak_post(bedragen={2027: euro(9), 2028: euro(0)})]), True),
        (maak_deel(posten=[maak_post(), maak_post(bedragen={2028: euro(2000)}, soort="anderen")]), False),
    ],
)
def test_a_part_is_ready_when_it_asks_money_and_offers_something(deel: Deel, klaar: bool) -> None:
    assert deel_is_klaar(deel) is klaar


def test_asked_is_costs_minus_every_kind_of_cover() -> None:
    deel = maak_deel(
        posten=[
            maak_post("1000.10"),
            maak_post(500, "huisvesting"),
            maak_post(200, "eigen"),
            maak_post(100, "anderen"),
            maak_post("50.05", "afhankelijk"),
        ]
    )

    assert deel.gevraagd == dict.fromkeys(JAREN, Decimal("1150.05"))
    assert deel.loon == dict.fromkeys(JAREN, Decimal("1000.10"))


# --- content and its hash ---

WIJZIGINGEN = {
    "organisation": {"organisatie_id": 2},
    "a post less": {"posten": []},
    "kind of post": {"posten": [maak_post(soort="inhuur")]},
    "text of post": {"posten": [maak_post(omschrijving="Huur")]},
    "a cent": {"posten": [maak_post("1000.01")]},
    "one year": {"posten": [maak_post(bedragen={2027: euro(1000), 2028: euro(999)})]},
    "no voorziening": {"aanbod": []},
} | {
    f"voorziening {naam}": {"aanbod": [maak_aanbod(**{naam: waarde})]}
    for naam, waarde in {
        "naam": "Huis",
        "omschrijving": "Soms open.",
        "uitvoerder": "Stichting Voorbeeld Dam",
        "subdoelen": ["Ontmoeten"],
        "stadsdelen": ["Noord"],
        "gebiedsopgaven": [],
        "doelgroepen": ["Jongeren"],
        "principes": [],
        "wettelijke_taken": [],
        "andere_themas": [],
        "bereik": {2027: 101},
        "kosten": {2027: euro(5)},
        "clientondersteuning": 10,
        "preventief": True,
    }.items()
}


@pytest.mark.parametrize("anders", WIJZIGINGEN.values(), ids=WIJZIGINGEN)
def test_the_hash_changes_with_any_change_of_the_own_part(anders: dict) -> None:
    assert deelhash(maak_deel(**anders)) != deelhash(maak_deel())


def brug(**velden: Any) -> Deel:
    return maak_deel("Brug", **{"organisatie_id": 2, "is_penvoerder": False} | velden)


VERDELINGEN = {
    "another's amount": maak_dossier(maak_deel(), brug(posten=[maak_post(1001)])),
    "another organisation": maak_dossier(maak_deel(), brug(organisatie_id=3)),
    "another penvoerder": maak_dossier(maak_deel(is_penvoerder=False), brug(is_penvoerder=True)),
    "one more": maak_dossier(maak_deel(), brug(), brug(organisatie_id=3, posten=[])),
    "one less": maak_dossier(maak_deel()),
}


@pytest.mark.parametrize("dossier", VERDELINGEN.values(), ids=VERDELINGEN)
def test_the_hash_of_what_is_agreed_changes_with_the_division(dossier: Dossier) -> None:
    toen = maak_dossier(maak_deel(), brug())

    assert inhoudshash(dossier, dossier.delen[0]) != inhoudshash(toen, toen.delen[0])


def test_the_words_of_another_do_not_touch_what_i_agreed_to() -> None:
    toen = maak_dossier(maak_deel(), maak_deel("Brug"))
    nu = maak_dossier(maak_deel(), maak_deel("Brug", aanbod=[maak_aanbod(naam="Anders")]))

    assert inhoudshash(nu, nu.delen[0]) == inhoudshash(toen, toen.delen[0])


def test_a_new_name_of_an_organisation_voids_nothing() -> None:
    toen = maak_dossier(maak_deel(), brug())
    nu = maak_dossier(maak_deel("Stichting Anker"), dataclasses.replace(brug(), organisatie="Stichting Brug"))

    assert inhoudshash(nu, nu.delen[0]) == inhoudshash(toen, toen.delen[0])


@given(nummers=st.tuples(*[st.integers()] * 6))
def test_the_hash_knows_no_numbers_of_rows(nummers: tuple[int, ...]) -> None:
    """Only the organisation is known by its number, because its name may change."""
    deel_id, post_id, aanbod_id, versie, aanbod_versie, origineel = nummers
    deel = maak_deel(
        pk=deel_id,
        begroting_versie=versie,
        posten=[maak_post(pk=post_id)],
        aanbod=[maak_aanbod(pk=aanbod_id, versie=aanbod_versie, kopie_van=origineel)],
        akkoord=None,
    )

    assert deelhash(deel) == deelhash(maak_deel())


@given(data=st.data())
def test_the_hash_knows_no_order_of_reading(data: st.DataObject) -> None:
    delen = [maak_deel(naam, is_penvoerder=naam == "Anker") for naam in ("Anker", "Brug", "Dam")]
    geschud = [
        dataclasses.replace(
            deel,
            aanbod=[
                dataclasses.replace(
                    aanbod,
                    subdoelen=data.draw(st.permutations(aanbod.subdoelen)),
                    stadsdelen=data.draw(st.permutations(aanbod.stadsdelen)),
                )
                for aanbod in deel.aanbod
            ],
            posten=[
                dataclasses.replace(post, bedragen=dict(data.draw(st.permutations(list(post.bedragen.items())))))
                for post in deel.posten
            ],
        )
        for deel in data.draw(st.permutations(delen))
    ]

    assert sha256_van(indiening_inhoud(maak_dossier(*geschud))) == sha256_van(indiening_inhoud(maak_dossier(*delen)))


@given(bedrag=st.decimals(0, 9_999_999_999, places=2), tekst=st.text(st.characters(codec="utf-8")))
def test_what_is_stored_as_json_has_the_hash_of_what_was_submitted(bedrag: Decimal, tekst: str) -> None:
    inhoud = indiening_inhoud(
        maak_dossier(
            maak_deel(posten=[maak_post(str(bedrag))]),
            vragen=[maak_vraag(tekst=tekst)],
        )
    )

    assert sha256_van(als_json(inhoud)) == sha256_van(inhoud)


def test_a_float_never_enters_what_is_hashed() -> None:
    dossier = maak_dossier(maak_deel(posten=[maak_post(bedragen={2027: 0.1})]))  # type: ignore[arg-type]

    with pytest.raises(TypeError, match="float"):
        canoniek(indiening_inhoud(dossier))


# --- four eyes ---


@pytest.mark.parametrize("rol", Zaakrol.Rol)
@pytest.mark.parametrize("eerder", [None, *Zaakrol.Rol])
def test_one_person_has_one_role_on_a_case(rol: Zaakrol.Rol, eerder: Zaakrol.Rol | None) -> None:
    betrokkene = Betrokkene(eerdere_rol=eerder, organisaties={1})

    if eerder in (None, rol):
        controleer_vier_ogen(rol=rol, betrokkene=betrokkene, deelnemers={2, 3})
    else:
        with pytest.raises(GeenRecht) as fout:
            controleer_vier_ogen(rol=rol, betrokkene=betrokkene, deelnemers={2, 3})
        assert fout.value.code == "vier_ogen.eerdere_rol"


def test_who_belongs_to_a_participant_has_no_role_at_all() -> None:
    with pytest.raises(GeenRecht) as fout:
        controleer_vier_ogen(
            rol=Zaakrol.Rol.BEOORDELAAR, betrokkene=Betrokkene("beoordelaar", organisaties={1, 3}), deelnemers={2, 3}
        )

    assert fout.value.code == "vier_ogen.belang"


# --- what one recipient gets ---


@pytest.mark.parametrize(
    ("verleend", "soort"),
    [
        ((0, 0), Beschikking.Soort.WEIGERING),
        ((1000, 1000), Beschikking.Soort.VERLENING),
        ((1000, "999.99"), Beschikking.Soort.GEDEELTELIJK),
        ((0, 2000), Beschikking.Soort.GEDEELTELIJK),
        ((1000, 1500), Beschikking.Soort.VERLENING),
    ],
)
def test_the_kind_of_decision_follows_from_the_amounts(verleend: tuple, soort: str) -> None:
    bedragen = dict(zip(JAREN, map(euro, verleend), strict=True))

    assert Toekenning(maak_deel(), "SB-1", bedragen, "", "").soort == soort


def test_a_mandate_is_asked_for_what_is_granted_or_else_for_what_is_refused() -> None:
    verleend = Toekenning(maak_deel(), "SB-1", {2027: euro(1), 2028: euro(0)}, "", "")
    geweigerd = Toekenning(maak_deel(), "SB-1", dict.fromkeys(JAREN, euro(0)), "", "")

    assert (verleend.soort_besluit, verleend.omvang) == ("verlening", euro(1))
    assert (geweigerd.soort_besluit, geweigerd.omvang) == ("weigering", euro(2000))


@pytest.mark.parametrize(
    ("totaal", "aantal"), [("50000", 1), ("50000.01", 2), ("125000", 2), ("125000.01", 3), ("0.01", 1)]
)
def test_what_comes_with_settlement_grows_with_the_grant(totaal: str, aantal: int) -> None:
    parameters = dataclasses.replace(
        object.__new__(Parameters),
        **{veld.name: None for veld in dataclasses.fields(Parameters)}
        | {"drempel_activiteitenverslag": euro(50000)}
        | dict.fromkeys(("drempel_financieel_verslag", "drempel_accountantsverklaring"), euro(125000)),
    )

    assert len(stukken_bij_vaststelling(parameters, euro(totaal))) == aantal
