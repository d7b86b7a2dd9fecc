"""Ten years of a municipality on top of the demo, a hundred times its size: the rows behind `script/bench begroting`.

All of it is history, so a row is born in the state in which it ended: the triggers that say where a state begins
(HISTORIE) are off meanwhile. Every other trigger and constraint runs, those of the ledger first: the stands are what
they made of the bookings.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import connection, transaction

PER_KEER = 500  # grants in one transaction: fifteen thousand bookings in one statement
HISTORIE = (
    "brieven.Brief",
    "subsidies.Aanvraag",
    "subsidies.Subsidie",
    "uitvoering.Betaaltermijn",
    "uitvoering.Betaling",
    "uitvoering.Betaalbatch",
)


@dataclass(frozen=True, slots=True)
class Maat:
    """How much is added. A grant has two years of activity, and in each `boekingen` / `subsidies` / 2 bookings: the
    commitment, one change of it, and for the rest instalments."""

    organisaties: int = 2_000
    subsidies: int = 10_000
    boekingen: int = 300_000
    jaren: tuple[int, ...] = tuple(range(2017, 2027))
    budgetten: int = 2
    doelen: int = 3

    @property
    def termijnen(self) -> int:
        return self.boekingen // self.subsidies // 2 - 2

    def waarden(self) -> dict[str, Any]:
        return {
            "organisaties": self.organisaties,
            "budgetten": self.budgetten,
            "doelen": self.doelen,
            "termijnen": self.termijnen,
            "eerste": self.jaren[0],
            "laatste": self.jaren[-1],
            "ruimte": Decimal(100_000_000),
        }


def laad(maat: Maat) -> None:
    """Add it all to the database of this process, that holds the demo. As its owner."""
    waarden = maat.waarden()
    with _historie():
        _voer_uit(KADER, waarden)
        for begin in range(0, maat.subsidies, PER_KEER):
            _voer_uit(DEEL, waarden | {"van": begin, "tot": min(begin + PER_KEER, maat.subsidies) - 1})


@contextmanager
def _historie() -> Iterator[None]:
    _zet_begin("DISABLE")
    yield
    _zet_begin("ENABLE")


def _zet_begin(stand: str) -> None:
    with connection.cursor() as cursor:
        for naam in HISTORIE:
            model = apps.get_model(naam)
            begin = next(trigger for trigger in model._meta.triggers if trigger.name == "begin_stand")
            cursor.execute(f"ALTER TABLE {model._meta.db_table} {stand} TRIGGER {begin.get_pgid(model)}")


def _voer_uit(opdrachten: tuple[str, ...], waarden: dict[str, Any]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for opdracht in opdrachten:
            cursor.execute(opdracht, waarden)


# --- what there is once: people, budgets with their years and purposes, and what the council gave ---

KADER = (
    """
    INSERT INTO organisaties_organisatie (naam, soort, aanvrager_soort, typering, kvk, rsin, iban, straat, postcode,
        plaats, email, telefoon, fictief)
    SELECT 'Stichting Bench ' || lpad(n::text, 5, '0'), 'partner', 'rechtspersoon',
        (ARRAY['welzijnsorganisatie', 'zelforganisatie', 'instelling'])[1 + n %% 3], '', '', '', '', '', 'Haarlem',
        '', '', true
    FROM generate_series(0, %(organisaties)s - 1) n
    """,
    """
    INSERT INTO kern_gebruiker (password, is_superuser, email, naam, is_active, is_staff, aangemaakt_op)
    SELECT '', false, 'bench-' || n || '@voorbeeld.example', 'Lid ' || n, true, false, now()
    FROM generate_series(0, %(organisaties)s - 1) n
    """,
    """
    INSERT INTO organisaties_lidmaatschap (rol, van, gebruiker_id, organisatie_id)
    SELECT 'tekenbevoegde', '2017-01-01', g.id, o.id
    FROM organisaties_organisatie o
    JOIN kern_gebruiker g ON g.email = 'bench-' || substr(o.naam, 17)::int || '@voorbeeld.example'
    WHERE o.naam LIKE 'Stichting Bench %%'
    """,
    """
    INSERT INTO begroting_budget (naam, bron, code, grondslag)
    SELECT 'Budget bench ' || n, (ARRAY['structureel', 'incidenteel', 'intensivering', 'transitie'])[1 + n %% 4],
        'bench-' || n, '' FROM generate_series(1, %(budgetten)s) n
    """,
    """
    INSERT INTO begroting_budgetjaar (budget_id, jaar)
    SELECT b.id, jaar FROM begroting_budget b, generate_series(%(eerste)s, %(laatste)s) jaar
    WHERE b.code LIKE 'bench-%%' ORDER BY b.id, jaar
    """,
    """
    INSERT INTO begroting_bestedingsdoel (budgetjaar_id, code, naam)
    SELECT j.id, 'doel-' || n, 'Doel ' || n
    FROM begroting_budgetjaar j JOIN begroting_budget b ON b.id = j.budget_id, generate_series(1, %(doelen)s) n
    WHERE b.code LIKE 'bench-%%' ORDER BY j.id, n
    """,
    """
    INSERT INTO begroting_boekstuk (kenmerk, datum, omschrijving, vastgelegd_op)
    SELECT 'begroting-' || b.code || '-' || j.jaar, make_date(j.jaar - 2, 10, 1), 'Begroting', now()
    FROM begroting_budgetjaar j JOIN begroting_budget b ON b.id = j.budget_id WHERE b.code LIKE 'bench-%%'
    """,
    """
    INSERT INTO begroting_boeking (boekstuk_id, soort, bedrag, voor_zaak, grond, bestedingsdoel_id)
    SELECT k.id, 'begroting', %(ruimte)s, '', '', d.id
    FROM begroting_bestedingsdoel d
    JOIN begroting_budgetjaar j ON j.id = d.budgetjaar_id
    JOIN begroting_budget b ON b.id = j.budget_id
    JOIN begroting_boekstuk k ON k.kenmerk = 'begroting-' || b.code || '-' || j.jaar
    ORDER BY d.id
    """,
    # In each purpose one purchase too.
    """
    INSERT INTO begroting_verplichting (kenmerk, juridische_vorm, omschrijving, jaar_van_activiteit,
        bestedingsdoel_id)
    SELECT 'opdracht-' || d.id, 'opdracht', 'Opdracht', j.jaar, d.id
    FROM begroting_bestedingsdoel d JOIN begroting_budgetjaar j ON j.id = d.budgetjaar_id
    JOIN begroting_budget b ON b.id = j.budget_id WHERE b.code LIKE 'bench-%%' ORDER BY d.id
    """,
    """
    INSERT INTO begroting_boekstuk (kenmerk, datum, omschrijving, vastgelegd_op)
    SELECT v.kenmerk, make_date(v.jaar_van_activiteit, 2, 1), 'Opdracht', now()
    FROM begroting_verplichting v JOIN begroting_bestedingsdoel d ON d.id = v.bestedingsdoel_id
    JOIN begroting_budgetjaar j ON j.id = d.budgetjaar_id
    JOIN begroting_budget b ON b.id = j.budget_id WHERE b.code LIKE 'bench-%%'
    """,
    """
    INSERT INTO begroting_boeking (boekstuk_id, soort, bedrag, voor_zaak, grond, verplichting_id)
    SELECT k.id, 'verplichting', 1000, '', '', v.id
    FROM begroting_boekstuk k JOIN begroting_verplichting v ON v.kenmerk = k.kenmerk
    WHERE k.omschrijving = 'Opdracht' ORDER BY v.id
    """,
)

# --- what there is of each grant: `nr` from %(van)s to %(tot)s ---

DEEL = (
    # Who, from when, out of which budget and for how much a year: payable in instalments of whole euros.
    """
    CREATE TEMPORARY TABLE zaak ON COMMIT DROP AS
    SELECT nr, lpad(nr::text, 6, '0') AS nummer, o.id AS ontvanger_id,
        %(eerste)s + nr %% (%(laatste)s - %(eerste)s) AS jaar, 1 + nr / 7 %% %(budgetten)s AS budget,
        1 + nr / 3 %% %(doelen)s AS doel, %(termijnen)s * (50.00 + nr) AS bedrag,
        (SELECT id FROM regelingen_regeling ORDER BY id LIMIT 1) AS regeling_id,
        (SELECT min(id) FROM organisaties_lidmaatschap WHERE rol = 'financieel') AS betaler_id,
        (SELECT max(id) FROM organisaties_lidmaatschap WHERE rol = 'financieel') AS goedkeurder_id,
        (SELECT parameters FROM subsidies_besluit ORDER BY id DESC LIMIT 1) AS parameters,
        m.id AS mandaat_id, m.lidmaatschap_id AS besluitnemer_id
    FROM generate_series(%(van)s, %(tot)s) nr
    JOIN organisaties_organisatie o
        ON o.naam = 'Stichting Bench ' || lpad((nr * 17 %% %(organisaties)s)::text, 5, '0')
    CROSS JOIN (SELECT * FROM organisaties_mandaat ORDER BY id LIMIT 1) m
    """,
    """
    INSERT INTO subsidies_aanvraag (kenmerk, stand, eerste_jaar, laatste_jaar, aangemaakt_op, ontvangen_op,
        beslis_uiterlijk, penvoerder_id, regeling_id, zelfstandig)
    SELECT 'BA-' || nummer, 'besloten', jaar, jaar + 1, make_date(jaar - 1, 8, 1), make_date(jaar - 1, 9, 1),
        make_date(jaar - 1, 12, 31), ontvanger_id, regeling_id, false FROM zaak
    """,
    """
    INSERT INTO subsidies_aanvraagdeel (begroting_versie, aanvraag_id, organisatie_id, stand, weg_reden)
    SELECT 0, a.id, a.penvoerder_id, 'actief', ''
    FROM zaak JOIN subsidies_aanvraag a ON a.kenmerk = 'BA-' || nummer
    """,
    """
    INSERT INTO subsidies_voorziening (naam, omschrijving, clientondersteuning, preventief, volgorde, deel_id, versie,
        uitvoerder)
    SELECT 'Voorziening ' || nr %% 5, '', 0, false, 1, d.id, 0, ''
    FROM zaak JOIN subsidies_aanvraag a ON a.kenmerk = 'BA-' || nummer
    JOIN subsidies_aanvraagdeel d ON d.aanvraag_id = a.id
    """,
    """
    INSERT INTO subsidies_voorziening_stadsdelen (voorziening_id, stadsdeel_id)
    SELECT v.id, s.id
    FROM zaak JOIN subsidies_aanvraag a ON a.kenmerk = 'BA-' || nummer
    JOIN subsidies_aanvraagdeel d ON d.aanvraag_id = a.id JOIN subsidies_voorziening v ON v.deel_id = d.id
    JOIN LATERAL (SELECT id FROM thematafels_stadsdeel ORDER BY id OFFSET nr %% 4 LIMIT 1) s ON true
    """,
    # Two decisions: the grant in autumn, and in its first year one that raises both years. Each has a letter.
    """
    CREATE TEMPORARY TABLE stap ON COMMIT DROP AS
    SELECT zaak.*, d.id AS deel_id, a.id AS aanvraag_id, soort, voor || '-' || nummer AS kenmerk,
        CASE soort WHEN 'verlening' THEN make_date(zaak.jaar - 1, 11, 1 + nr %% 28)
            ELSE make_date(zaak.jaar, 4, 1 + nr %% 28) END AS dag
    FROM zaak JOIN subsidies_aanvraag a ON a.kenmerk = 'BA-' || nummer
    JOIN subsidies_aanvraagdeel d ON d.aanvraag_id = a.id,
    (VALUES ('verlening', 'BS'), ('bijstelling', 'BW')) AS s (soort, voor)
    """,
    """
    INSERT INTO subsidies_besluit (soort, genomen_op, motivering, parameters, aanvraag_id, door_id, mandaat_id)
    SELECT CASE soort WHEN 'verlening' THEN 'aanvraag' ELSE 'bijstelling' END, dag + time '10:00', kenmerk,
        parameters, aanvraag_id, besluitnemer_id, mandaat_id FROM stap ORDER BY nr, soort
    """,
    """
    INSERT INTO brieven_brief (kenmerk, soort, over_soort, over_id, onderwerp, snapshot, verzenddatum, aangemaakt_op,
        stand, pogingen, fout_code, bestand, sha256, bladzijden, ontvanger_id, wijze)
    SELECT kenmerk, soort, 'subsidies.aanvraag', aanvraag_id, 'Uw subsidie', '{}', dag + 2, dag + time '10:00',
        'gemaakt', 1, '', 'bench/' || kenmerk || '.pdf', repeat('0', 64), 1, ontvanger_id, 'post'
    FROM stap ORDER BY nr, soort
    """,
    *(
        f"""
        INSERT INTO subsidies_beschikking (soort, kenmerk, brief_id, deel_id, besluit_id, wijzigt_id)
        SELECT s.soort, s.kenmerk, br.id, s.deel_id, be.id, eerst.id
        FROM stap s
        JOIN brieven_brief br ON br.kenmerk = s.kenmerk
        JOIN subsidies_besluit be ON be.aanvraag_id = s.aanvraag_id AND be.motivering = s.kenmerk
        LEFT JOIN subsidies_beschikking eerst ON eerst.deel_id = s.deel_id AND s.soort <> 'verlening'
        WHERE s.soort = '{soort}'
        """
        for soort in ("verlening", "bijstelling")
    ),
    """
    INSERT INTO subsidies_subsidie (kenmerk, stand, beschikking_id, deel_id, ontvanger_id)
    SELECT s.kenmerk, CASE WHEN s.jaar + 1 < %(laatste)s THEN 'vastgesteld' ELSE 'lopend' END, b.id, s.deel_id,
        s.ontvanger_id
    FROM stap s JOIN subsidies_beschikking b ON b.kenmerk = s.kenmerk WHERE s.soort = 'verlening'
    """,
    # The commitments: one per year of activity, out of the purpose of that year.
    """
    CREATE TEMPORARY TABLE post ON COMMIT DROP AS
    SELECT s.nr, s.nummer, s.ontvanger_id, s.bedrag, s.betaler_id, su.id AS subsidie_id, s.jaar + plus AS jaar,
        s.kenmerk || '/' || s.jaar + plus AS kenmerk, d.id AS doel_id
    FROM stap s
    JOIN subsidies_subsidie su ON su.kenmerk = s.kenmerk
    CROSS JOIN generate_series(0, 1) plus
    JOIN begroting_budget b ON b.code = 'bench-' || s.budget
    JOIN begroting_budgetjaar j ON j.budget_id = b.id AND j.jaar = s.jaar + plus
    JOIN begroting_bestedingsdoel d ON d.budgetjaar_id = j.id AND d.code = 'doel-' || s.doel
    """,
    """
    INSERT INTO begroting_verplichting (kenmerk, juridische_vorm, omschrijving, jaar_van_activiteit,
        bestedingsdoel_id, ontvanger_id)
    SELECT kenmerk, 'subsidie', 'Subsidie ' || jaar, jaar, doel_id, ontvanger_id FROM post ORDER BY kenmerk
    """,
    """
    INSERT INTO subsidies_subsidiejaar (subsidie_id, jaar, verplichting_id, volgorde)
    SELECT p.subsidie_id, p.jaar, v.id, 1
    FROM post p JOIN begroting_verplichting v ON v.kenmerk = p.kenmerk AND v.bestedingsdoel_id = p.doel_id
    """,
    """
    INSERT INTO subsidies_beschikkingsbedrag (jaar, gevraagd, verleend, beschikking_id, verplichting_id)
    SELECT p.jaar, CASE b.soort WHEN 'verlening' THEN p.bedrag + 50 END,
        CASE b.soort WHEN 'verlening' THEN p.bedrag ELSE 100 END, b.id, sj.verplichting_id
    FROM post p
    JOIN subsidies_subsidiejaar sj ON sj.subsidie_id = p.subsidie_id AND sj.jaar = p.jaar
    JOIN subsidies_beschikking b ON b.kenmerk IN ('BS-' || p.nummer, 'BW-' || p.nummer)
    """,
    # The instalments: all paid, one order and one boekstuk a day.
    """
    INSERT INTO uitvoering_betaaltermijn (jaar, volgnummer, dag, bedrag, stand, subsidie_id)
    SELECT jaar, n, make_date(jaar, 1, 5) + 25 * (n - 1), bedrag / %(termijnen)s
        + CASE WHEN n = %(termijnen)s THEN 100 ELSE 0 END, 'betaald', subsidie_id
    FROM post, generate_series(1, %(termijnen)s) n
    """,
    """
    CREATE TEMPORARY TABLE dag ON COMMIT DROP AS
    SELECT t.dag, to_char(t.dag, 'YYYYMMDD') || '-' || %(van)s AS nummer, min(p.betaler_id) AS betaler_id,
        max(z.goedkeurder_id) AS goedkeurder_id
    FROM post p JOIN zaak z ON z.nr = p.nr
    JOIN uitvoering_betaaltermijn t ON t.subsidie_id = p.subsidie_id AND t.jaar = p.jaar GROUP BY t.dag
    """,
    """
    INSERT INTO uitvoering_betaalbatch (kenmerk, stand, betaaldag, opgesteld_op, goedgekeurd_op, geexporteerd_op,
        bestand, sha256, opgesteld_door_id, goedgekeurd_door_id, geexporteerd_door_id)
    SELECT 'BB-' || nummer, 'afgesloten', dag, dag, dag, dag, 'bench/' || nummer, repeat('0', 64), betaler_id,
        goedkeurder_id, betaler_id FROM dag
    """,
    """
    INSERT INTO begroting_boekstuk (kenmerk, datum, door_id, omschrijving, vastgelegd_op)
    SELECT 'besluit-' || kenmerk, dag, besluitnemer_id, 'Besluit', dag FROM stap
    UNION ALL SELECT 'betaling-' || nummer, dag, betaler_id, 'Betaling', dag FROM dag ORDER BY 2, 1
    """,
    """
    INSERT INTO uitvoering_betaling (kenmerk, bedrag, iban, stand, betaald_op, reden, batch_id, boekstuk_id,
        termijn_id)
    SELECT 'BT-' || t.id, t.bedrag, 'NL00BANK0123456789', 'betaald', t.dag, '', b.id, k.id, t.id
    FROM post p
    JOIN uitvoering_betaaltermijn t ON t.subsidie_id = p.subsidie_id AND t.jaar = p.jaar
    JOIN dag ON dag.dag = t.dag
    JOIN uitvoering_betaalbatch b ON b.kenmerk = 'BB-' || dag.nummer
    JOIN begroting_boekstuk k ON k.kenmerk = 'betaling-' || dag.nummer
    """,
    """
    INSERT INTO begroting_boeking (boekstuk_id, soort, bedrag, voor_zaak, grond, verplichting_id)
    SELECT k.id, r.soort, r.bedrag, '', '', r.verplichting_id FROM (
        SELECT CASE b.soort WHEN 'verlening' THEN 'verplichting' ELSE 'bijstelling' END AS soort, r.verleend AS bedrag,
            r.verplichting_id, 'besluit-' || b.kenmerk AS stuk
        FROM stap s JOIN subsidies_beschikking b ON b.kenmerk = s.kenmerk
        JOIN subsidies_beschikkingsbedrag r ON r.beschikking_id = b.id
        UNION ALL
        SELECT 'betaling', t.bedrag, sj.verplichting_id, 'betaling-' || dag.nummer
        FROM post p
        JOIN subsidies_subsidiejaar sj ON sj.subsidie_id = p.subsidie_id AND sj.jaar = p.jaar
        JOIN uitvoering_betaaltermijn t ON t.subsidie_id = p.subsidie_id AND t.jaar = p.jaar
        JOIN dag ON dag.dag = t.dag
    ) r JOIN begroting_boekstuk k ON k.kenmerk = r.stuk ORDER BY k.datum, r.verplichting_id
    """,
    # The letters leave.
    """
    UPDATE brieven_brief SET stand = 'verzonden' FROM stap WHERE brieven_brief.kenmerk = stap.kenmerk
    """,
)
