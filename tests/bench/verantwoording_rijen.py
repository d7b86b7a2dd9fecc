"""The many rows of `script/bench verantwoording`, statement by statement: of the city, of plans and of reports.

Most name `%(door)s` and `%(nu)s`, who does it and when, and the fields of Maat (verantwoording_wereld.py).
"""

WAARDE = "(7 * {} + 3 * n) %% 90 + 5"

# --- the city: sources, indicators, areas, figures of which one in fifty was revised, and imports ---

STAD = (
    """
    INSERT INTO verantwoording_bron (code, naam, uitgever, adres, toelichting)
    SELECT 'bron-' || n, 'Bron ' || n, 'Uitgever', '', '' FROM generate_series(0, 4) n
    """,
    """
    INSERT INTO verantwoording_maatschappelijkeindicator (code, naam, definitie, eenheid, richting, bron_id)
    SELECT 'indicator-' || n, 'Indicator ' || n / 2 || CASE n %% 2 WHEN 0 THEN '' ELSE ' (volwassenen)' END,
        'Wat er is gemeten.', '%%', 'lager', b.id
    FROM generate_series(0, %(indicatoren_stad)s - 1) n JOIN verantwoording_bron b ON b.code = 'bron-' || n %% 5
    """,
    """
    INSERT INTO verantwoording_gebied (code, naam, soort)
    VALUES ('NL', 'Nederland', 'land'), ('GM0', %(gemeente)s, 'gemeente')
    """,
    """
    INSERT INTO verantwoording_gebied (code, naam, soort, binnen_id, stadsdeel_id)
    SELECT 'SD' || s.id, s.naam, 'stadsdeel', g.id, s.id
    FROM thematafels_stadsdeel s, verantwoording_gebied g WHERE g.code = 'GM0' ORDER BY s.id
    """,
    """
    INSERT INTO verantwoording_gebied (code, naam, soort, binnen_id)
    SELECT 'BU' || n, 'Buurt ' || n, 'buurt', g.id
    FROM generate_series(1, %(buurten)s) n JOIN verantwoording_gebied g
        ON g.code = 'SD' || (SELECT id FROM thematafels_stadsdeel ORDER BY id OFFSET n %% %(stadsdelen)s LIMIT 1)
    """,
    """
    INSERT INTO verantwoording_gebied (code, naam, soort)
    SELECT 'GM' || n, 'Gemeente ' || n, 'gemeente' FROM generate_series(1, %(gemeenten)s) n
    """,
    """
    INSERT INTO verantwoording_waarneming (indicator_id, gebied_id, periode, jaar, nummer, waarde, teken, ondergrens,
        bovengrens, reden, vindplaats, op)
    SELECT i.id, g.id, jaar::text, jaar, nummer, w.waarde, '', w.waarde - 1, w.waarde + 1,
        CASE nummer WHEN 1 THEN '' ELSE 'Opnieuw gewogen' END, 'Tabel 1', %(nu)s::timestamptz - interval '1 day' * i.id
    FROM verantwoording_maatschappelijkeindicator i, verantwoording_gebied g,
        generate_series(%(laatste)s - %(diepte)s + 1, %(laatste)s) jaar, generate_series(1, 2) nummer,
        LATERAL (SELECT 20 + (i.id * 7 + g.id * 3 + jaar * nummer) %% 40) w (waarde)
    WHERE nummer = 1 OR (i.id + g.id + jaar) %% 50 = 0 ORDER BY 1, 2, 4, 5
    """,
    """
    INSERT INTO verantwoording_inlezing (vorm, bestand_id, keuzes, stand, codering, rijen, nieuw, herzien, gelijk,
        ontbreekt, fout, fouten, herzieningen, voorbeelden, opmerkingen, vingerafdruk, voortgang, melding, reden,
        door_id, aangeboden_op)
    SELECT 'lang', %(bestand)s, '{}', 'aangeboden', 'utf-8', 5000, 3000, 1000, 0, 0, 1000, f.rijen, h.rijen, '[]',
        '[]', repeat('0', 64), 5000, '', 'Opnieuw gewogen', %(door)s, %(nu)s
    FROM generate_series(1, %(inlezingen)s),
        (SELECT jsonb_agg(jsonb_build_array(n, 'waarde', 'Dit is geen getal.')) FROM generate_series(1, 1000) n)
            f (rijen),
        (SELECT jsonb_agg(jsonb_build_array(n, 'Indicator', 'Bron', 'Buurt', '2016', '12', '', '13', '', '', '',
            'bewoners')) FROM generate_series(1, 1000) n) h (rijen)
    """,
    "UPDATE verantwoording_inlezing SET stand = 'proef'",
    "UPDATE verantwoording_inlezing SET stand = 'bezig'",
    "UPDATE verantwoording_inlezing SET stand = 'ingelezen', klaar_op = %(nu)s",
)

# --- what was agreed: in each period the participants of a table divide its activities ---

PLAN = (
    """
    CREATE TEMPORARY TABLE zaak ON COMMIT DROP AS
    SELECT a.id AS aanvraag_id, a.eerste_jaar::int, a.laatste_jaar::int, t.thema_id, d.id AS deel_id, d.organisatie_id,
        row_number() OVER (PARTITION BY a.id ORDER BY d.id) - 1 AS plek,
        (SELECT min(id) FROM organisaties_lidmaatschap l WHERE l.organisatie_id = d.organisatie_id) AS lid_id
    FROM subsidies_aanvraag a JOIN thematafels_thematafel t ON t.id = a.tafel_id
    JOIN subsidies_aanvraagdeel d ON d.aanvraag_id = a.id
    """,
    # What one counts of an indicator: of everybody, of a group, of a district, and of a group in a district.
    """
    CREATE TEMPORARY TABLE cel ON COMMIT DROP AS
    SELECT t.id AS thema_id, g.id AS doelgroep_id, s.id AS stadsdeel_id, row_number() OVER () AS n,
        (g.id IS NULL AND s.id IS NULL) AS geheel, (g.id IS NOT NULL AND s.id IS NOT NULL) AS kruising
    FROM thematafels_thema t
    CROSS JOIN LATERAL (SELECT id FROM thematafels_doelgroep WHERE thema_id = t.id UNION ALL SELECT NULL) g
    CROSS JOIN (SELECT id FROM thematafels_stadsdeel UNION ALL SELECT NULL) s
    """,
    """
    INSERT INTO subsidies_activiteit (deel_id, subdoel_id, naam, omschrijving, verwachting, versie, volgorde)
    SELECT z.deel_id, s.id, 'Activiteit ' || n, repeat('Elke week in de wijk. ', 5),
        repeat('Wie elkaar kent, helpt elkaar. ', 5), 1, n - 1
    FROM zaak z JOIN generate_series(1, %(activiteiten)s) n ON n %% %(partners)s = z.plek
    JOIN LATERAL (SELECT id FROM thematafels_subdoel WHERE thema_id = z.thema_id ORDER BY id OFFSET n %% 5 LIMIT 1) s
        ON true
    ORDER BY z.aanvraag_id, n
    """,
    """
    INSERT INTO verantwoording_afspraak (aanvraag_id, deel_id, nummer, eerste_jaar, laatste_jaar, naam, omschrijving,
        verwachting, subdoel_id, activiteit_id)
    SELECT z.aanvraag_id, z.deel_id, a.volgorde + 1, z.eerste_jaar, z.laatste_jaar, a.naam, a.omschrijving,
        a.verwachting, a.subdoel_id, a.id
    FROM zaak z JOIN subsidies_activiteit a ON a.deel_id = z.deel_id ORDER BY a.id
    """,
    """
    INSERT INTO verantwoording_afspraak_principes (afspraak_id, principe_id)
    SELECT a.id, p.id
    FROM verantwoording_afspraak a JOIN zaak z ON z.deel_id = a.deel_id CROSS JOIN generate_series(0, 1) n
    JOIN LATERAL (SELECT id FROM thematafels_principe WHERE thema_id = z.thema_id
        ORDER BY id OFFSET (a.nummer + 3 * n) %% 8 LIMIT 1) p ON true
    """,
    """
    INSERT INTO verantwoording_meetafspraak (afspraak_id, niveau, naam, eenheid, richting, hoe, wanneer, door,
        volgorde)
    SELECT a.id, m.niveau, m.naam, m.eenheid, 'hoger', 'Wij tellen.', 'elke maand', 'de coördinator', m.volgorde
    FROM verantwoording_afspraak a CROSS JOIN (VALUES (0, 'aanbod', 'Bijeenkomsten', 'middagen'),
        (1, 'bereik', 'Bewoners', 'bewoners'), (2, 'bereik', 'Gezinnen', 'gezinnen'),
        (3, 'bewoner', 'Meer contact', '%%'), (4, 'bewoner', 'Tevreden', '%%'), (5, 'professional', 'Eerder in beeld',
        '%%')) m (volgorde, niveau, naam, eenheid)
    WHERE m.volgorde < %(indicatoren)s ORDER BY a.id, m.volgorde
    """,
    # A plan names a group or a district, never both.
    f"""
    INSERT INTO verantwoording_streefcijfer (meetafspraak_id, jaar, doelgroep_id, stadsdeel_id, waarde)
    SELECT m.id, jaar, c.doelgroep_id, c.stadsdeel_id, {WAARDE.format("m.id")}
    FROM verantwoording_meetafspraak m JOIN verantwoording_afspraak a ON a.id = m.afspraak_id
    JOIN zaak z ON z.deel_id = a.deel_id JOIN cel c ON c.thema_id = z.thema_id
    CROSS JOIN LATERAL generate_series(a.eerste_jaar::int, a.laatste_jaar::int) jaar
    WHERE c.geheel OR (m.niveau = 'bereik' AND NOT c.kruising) ORDER BY m.id, jaar, c.n
    """,
    """
    INSERT INTO verantwoording_planwijziging (deel_id, nummer, vanaf_jaar, reden, stand, door_id, voorgesteld_op,
        antwoord)
    SELECT z.deel_id, a.nummer, z.laatste_jaar, 'Er komt niemand.', 'voorgesteld', z.lid_id, %(nu)s, ''
    FROM zaak z JOIN verantwoording_afspraak a ON a.deel_id = z.deel_id
    WHERE z.laatste_jaar = %(laatste)s AND a.nummer <> %(ongewijzigd)s
    ORDER BY a.nummer, z.aanvraag_id LIMIT %(voorstellen)s
    """,
)

# --- what was done: of the last year one is late, one was asked something, the others wait or were accepted ---

_TEKST = "repeat('Elke week kwamen buurtgenoten bij elkaar, en zij bleven eten. ', 8)"
_WOORD = "(ARRAY['koffie', 'muziek', 'sport', 'taal', 'huiswerk', 'tuin', 'soep', 'naaien'])[1 + a.nummer %% 8]"
VERSLAG = (
    """
    INSERT INTO verantwoording_verantwoording (aanvraag_id, jaar, uiterlijk, stand)
    SELECT DISTINCT aanvraag_id, jaar, make_date(jaar + 1, 6, 1), 'open'
    FROM zaak CROSS JOIN LATERAL generate_series(eerste_jaar, laatste_jaar) jaar ORDER BY 2, 1
    """,
    """
    INSERT INTO verantwoording_deelverslag (verantwoording_id, deel_id, uiterlijk, stand)
    SELECT v.id, z.deel_id, make_date(v.jaar + 1, 4, 1), 'open'
    FROM zaak z JOIN verantwoording_verantwoording v ON v.aanvraag_id = z.aanvraag_id ORDER BY v.id, z.plek
    """,
    f"""
    INSERT INTO verantwoording_activiteitverslag (deelverslag_id, afspraak_id, volgens_plan, volgens_principes,
        verteld, bewoners_zien, professionals_zien, werkte, werkte_niet, versie)
    SELECT d.id, a.id, (ARRAY['ja', 'deels', 'nee'])[1 + a.nummer %% 3], 'ja', {_WOORD} || '. ' || {_TEKST},
        {_TEKST}, {_TEKST}, {_TEKST},
        {_TEKST}, 1
    FROM verantwoording_deelverslag d JOIN verantwoording_afspraak a ON a.deel_id = d.deel_id ORDER BY d.id, a.nummer
    """,
    # One in seven activities did not ask the professionals.
    f"""
    INSERT INTO verantwoording_meting (verslag_id, meetafspraak_id, doelgroep_id, stadsdeel_id, waarde)
    SELECT v.id, m.id, c.doelgroep_id, c.stadsdeel_id, {WAARDE.format("v.id")}
    FROM verantwoording_activiteitverslag v JOIN verantwoording_afspraak a ON a.id = v.afspraak_id
    JOIN verantwoording_meetafspraak m ON m.afspraak_id = a.id
    JOIN zaak z ON z.deel_id = a.deel_id JOIN cel c ON c.thema_id = z.thema_id
    WHERE (c.geheel OR c.kruising OR m.niveau = 'bereik') AND (a.nummer %% 7 > 0 OR m.niveau <> 'professional')
    ORDER BY v.id, m.id, c.n
    """,
    """
    INSERT INTO verantwoording_nietgemeten (verslag_id, meetafspraak_id, reden)
    SELECT v.id, m.id, 'De vragenlijst kwam te laat.'
    FROM verantwoording_activiteitverslag v JOIN verantwoording_afspraak a ON a.id = v.afspraak_id
    JOIN verantwoording_meetafspraak m ON m.afspraak_id = a.id
    WHERE a.nummer %% 7 = 0 AND m.niveau = 'professional'
    """,
    f"""
    INSERT INTO verantwoording_verhaal (verslag_id, van, tekst, toestemming, nagekeken, zout, door_id, op)
    SELECT v.id, soort, {_TEKST}, true, false, gen_random_uuid(), z.lid_id, %(nu)s
    FROM verantwoording_activiteitverslag v JOIN verantwoording_afspraak a ON a.id = v.afspraak_id
    JOIN zaak z ON z.deel_id = a.deel_id, (VALUES ('bewoner'), ('professional')) w (soort)
    """,
    f"""
    INSERT INTO verantwoording_duiding (verantwoording_id, vraag, subdoel_id, tekst, versie)
    SELECT v.id, 'subdoel', s.id, {_TEKST}, 1
    FROM verantwoording_verantwoording v JOIN subsidies_aanvraag a ON a.id = v.aanvraag_id
    JOIN thematafels_thematafel t ON t.id = a.tafel_id JOIN thematafels_subdoel s ON s.thema_id = t.thema_id
    UNION ALL
    SELECT v.id, vraag, NULL, {_TEKST}, 1
    FROM verantwoording_verantwoording v, (VALUES ('samen'), ('onbekend'), ('anders')) w (vraag)
    """,
    """
    UPDATE verantwoording_deelverslag d SET stand = 'ingediend', ingediend_door_id = z.lid_id, ingediend_op = %(nu)s
    FROM verantwoording_verantwoording v, zaak z
    WHERE v.id = d.verantwoording_id AND z.deel_id = d.deel_id AND (v.jaar < %(laatste)s OR z.plek <> 1)
    """,
    *(
        f"""
        UPDATE verantwoording_deelverslag d SET stand = '{stand}'
        FROM verantwoording_verantwoording v, zaak z
        WHERE v.id = d.verantwoording_id AND z.deel_id = d.deel_id AND {wanneer}
        """
        for stand, wanneer in (
            ("vraag", "v.jaar = %(laatste)s AND z.plek = 2"),
            ("aanvaard", "(v.jaar < %(laatste)s OR z.plek = 3)"),
        )
    ),
    """
    INSERT INTO verantwoording_bevinding (verantwoording_id, deelverslag_id, niveau, soort, tekst, door_id, op,
        antwoord, antwoord_door_id, antwoord_op)
    SELECT d.verantwoording_id, d.id, '', soort, 'Hoe telde u dit?', %(door)s, %(nu)s,
        CASE WHEN w.gevraagd AND d.stand = 'aanvaard' THEN 'Met een lijst.' ELSE '' END,
        CASE WHEN w.gevraagd AND d.stand = 'aanvaard' THEN z.lid_id END,
        CASE WHEN w.gevraagd AND d.stand = 'aanvaard' THEN %(nu)s::timestamptz END
    FROM verantwoording_deelverslag d JOIN zaak z ON z.deel_id = d.deel_id,
        (VALUES ('bevinding', false), ('vraag', true)) w (soort, gevraagd)
    WHERE d.stand IN ('vraag', 'aanvaard') ORDER BY d.id
    """,
    """
    UPDATE verantwoording_verantwoording v SET stand = 'ingediend', ingediend_door_id = z.lid_id, ingediend_op = %(nu)s
    FROM zaak z WHERE z.aanvraag_id = v.aanvraag_id AND z.plek = 0 AND v.jaar < %(laatste)s
    """,
)
AFGEROND = (
    """
    UPDATE verantwoording_verantwoording SET stand = 'afgerond', afgerond_door_id = %(door)s, afgerond_op = %(nu)s
    WHERE jaar < %(laatste)s - 1
    """,
)
