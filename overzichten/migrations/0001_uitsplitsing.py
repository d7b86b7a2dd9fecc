"""The breakdowns of the council, worked out ahead (docs/geld-voor-de-raad.md).

The view belongs to role migratie and only the function renews it; role app may read the one and call the other
(socialebasis/rechten.py). A later migration that changes the type of a column named here drops the view first.
"""

from django.db import migrations, models

import kern.velden

VIEW = """
CREATE MATERIALIZED VIEW overzichten_uitsplitsing AS
WITH stil AS MATERIALIZED (
    -- decisions whose letter was not sent; a replaced letter lives on in the one with the same kenmerk
    SELECT b.id, b.besluit_id, b.deel_id
    FROM subsidies_beschikking b
    JOIN brieven_brief eerste ON eerste.id = b.brief_id
    JOIN brieven_brief nu ON nu.kenmerk = eerste.kenmerk AND nu.stand <> 'vervangen'
    WHERE nu.stand <> 'verzonden'
), stil_bedrag AS (
    -- what they did to each commitment
    SELECT p.verplichting_id, sum(CASE p.soort WHEN 'vrijval' THEN -p.bedrag ELSE p.bedrag END) AS bedrag
    FROM (
        SELECT DISTINCT bo.id, bo.verplichting_id, bo.soort, bo.bedrag
        FROM stil
        JOIN subsidies_beschikking mee ON mee.besluit_id = stil.besluit_id
        JOIN begroting_boekstuk stuk ON stuk.kenmerk = 'besluit-' || mee.kenmerk
        JOIN subsidies_subsidie su ON su.deel_id = stil.deel_id
        JOIN subsidies_subsidiejaar sj ON sj.subsidie_id = su.id
        JOIN begroting_boeking bo ON bo.boekstuk_id = stuk.id AND bo.verplichting_id = sj.verplichting_id
        WHERE bo.soort IN ('verplichting', 'bijstelling', 'vrijval')
    ) p GROUP BY p.verplichting_id
), doel AS (
    SELECT d.id, j.budget_id, j.jaar FROM begroting_bestedingsdoel d JOIN begroting_budgetjaar j ON j.id = d.budgetjaar_id
), post AS MATERIALIZED (
    -- every commitment, as far as it was made known
    SELECT v.id, v.bestedingsdoel_id AS doel_id, v.ontvanger_id, v.juridische_vorm AS vorm, su.deel_id,
        v.jaar_van_activiteit AS jaar, s.verplicht - coalesce(q.bedrag, 0) AS bedrag, s.betaald,
        coalesce(q.bedrag, 0) AS stil
    FROM begroting_verplichting v
    JOIN begroting_stand s ON s.verplichting_id = v.id
    LEFT JOIN stil_bedrag q ON q.verplichting_id = v.id
    LEFT JOIN subsidies_subsidiejaar sj ON sj.verplichting_id = v.id
    LEFT JOIN subsidies_subsidie su ON su.id = sj.subsidie_id
), bekend AS (
    SELECT * FROM post WHERE bedrag > 0 OR stil = 0
), klein AS (
    -- asks something, and in no year more than the scheme said when it was decided (subsidies/uitvoer/cijfers.py)
    SELECT b.deel_id, max(r.gevraagd) <= coalesce((max(be.parameters ->> 'klein_tot'))::numeric, 50000) AS is_klein
    FROM subsidies_beschikking b
    JOIN subsidies_besluit be ON be.id = b.besluit_id
    JOIN subsidies_beschikkingsbedrag r ON r.beschikking_id = b.id
    WHERE b.wijzigt_id IS NULL GROUP BY b.deel_id HAVING sum(r.gevraagd) > 0
), gewicht AS (
    -- what each voorziening weighs in a year: its costs, or one when nobody filled them in
    SELECT p.id AS post_id, vz.id AS voorziening_id,
        CASE WHEN sum(vj.kosten) OVER (PARTITION BY p.id) > 0 THEN coalesce(vj.kosten, 0) ELSE 1 END AS gewicht
    FROM bekend p
    JOIN subsidies_voorziening vz ON vz.deel_id = p.deel_id
    LEFT JOIN subsidies_voorzieningjaar vj ON vj.voorziening_id = vz.id AND vj.jaar = p.jaar
), plek AS (
    -- and how that is shared out, evenly, over its stadsdelen
    SELECT g.post_id, coalesce(vs.stadsdeel_id, 0) AS stadsdeel_id,
        sum(g.gewicht / greatest(1, (
            SELECT count(*) FROM subsidies_voorziening_stadsdelen alle WHERE alle.voorziening_id = g.voorziening_id
        ))) AS gewicht
    FROM gewicht g
    LEFT JOIN subsidies_voorziening_stadsdelen vs ON vs.voorziening_id = g.voorziening_id
    GROUP BY 1, 2
), ideaal AS (
    SELECT p.*, plek.stadsdeel_id,
        p.bedrag * 100 * plek.gewicht / sum(plek.gewicht) OVER (PARTITION BY p.id) AS centen
    FROM bekend p JOIN plek ON plek.post_id = p.id
), verdeeld AS (
    -- whole cents: the cents left go to the parts that lost most by rounding (kern.geld.verdeel)
    SELECT i.*, (floor(i.centen) + CASE WHEN row_number() OVER (
            PARTITION BY i.id ORDER BY i.centen - floor(i.centen) DESC, i.stadsdeel_id
        ) <= i.bedrag * 100 - sum(floor(i.centen)) OVER (PARTITION BY i.id) THEN 1 ELSE 0 END) / 100 AS part
    FROM ideaal i
), per_jaar AS (
    -- the figures of one recipient and year, from decisions that were made known
    SELECT b.deel_id, r.jaar, sum(r.gevraagd) AS gevraagd,
        sum(r.verleend) FILTER (WHERE r.gevraagd IS NOT NULL) AS eerst,
        sum(r.verleend) FILTER (WHERE r.gevraagd IS NULL) AS gewijzigd,
        (array_agg(r.vastgesteld ORDER BY r.id DESC) FILTER (WHERE r.vastgesteld IS NOT NULL))[1] AS vastgesteld
    FROM subsidies_beschikking b JOIN subsidies_beschikkingsbedrag r ON r.beschikking_id = b.id
    WHERE NOT EXISTS (SELECT 1 FROM stil WHERE stil.id = b.id) GROUP BY b.deel_id, r.jaar
), eerste_post AS (
    SELECT DISTINCT ON (p.deel_id, p.jaar) p.deel_id, p.jaar, p.doel_id FROM post p WHERE p.deel_id IS NOT NULL
    ORDER BY p.deel_id, p.jaar, p.id
), dekking AS (
    SELECT DISTINCT ON (d.tafel_id, d.jaar) d.tafel_id, d.jaar, d.bestedingsdoel_id AS doel_id
    FROM subsidies_jaardekking d ORDER BY d.tafel_id, d.jaar, d.id
), cijfer AS (
    -- a refusal has no commitment: it is told where it would have been paid from
    SELECT coalesce(e.doel_id, k.doel_id) AS doel_id, y.deel_id, y.gevraagd, y.eerst, y.gewijzigd, y.vastgesteld
    FROM per_jaar y
    JOIN subsidies_aanvraagdeel dl ON dl.id = y.deel_id
    JOIN subsidies_aanvraag a ON a.id = dl.aanvraag_id
    LEFT JOIN eerste_post e ON e.deel_id = y.deel_id AND e.jaar = y.jaar
    LEFT JOIN dekking k ON k.tafel_id = a.tafel_id AND k.jaar = y.jaar
), wie AS (
    SELECT p.doel_id, p.bedrag, p.betaald, p.vorm, k.is_klein, p.deel_id,
        CASE WHEN o.id IS NULL OR o.aanvrager_soort = 'natuurlijk_persoon' THEN 0 ELSE o.id END AS ontvanger_id,
        CASE WHEN o.id IS NULL AND p.vorm = 'eigen_kosten' THEN 'Eigen kosten van de gemeente'
            WHEN o.id IS NULL THEN 'Ontvanger niet in de bron'
            WHEN o.aanvrager_soort = 'natuurlijk_persoon' THEN 'Natuurlijke personen' ELSE o.naam END AS naam,
        CASE WHEN o.id IS NULL THEN 'Geen of onbekend'
            WHEN o.aanvrager_soort = 'natuurlijk_persoon' THEN 'Natuurlijke personen'
            WHEN o.typering = '' THEN 'Soort niet vastgelegd'
            ELSE upper(left(o.typering, 1)) || substr(o.typering, 2) END AS soort,
        coalesce(o.id, 0) AS hoofd
    FROM bekend p
    LEFT JOIN organisaties_organisatie o ON o.id = p.ontvanger_id
    LEFT JOIN klein k ON k.deel_id = p.deel_id
), regel (doel_id, snede, sleutel, naam, bedrag, betaald, wie, gevraagd, eerst, gewijzigd, af, vastgesteld) AS (
    SELECT doel_id, 'ontvanger', CASE WHEN ontvanger_id = 0 THEN naam ELSE ontvanger_id::text END, naam, bedrag,
        betaald, hoofd, 0, 0, 0, 0, 0 FROM wie
    UNION ALL
    SELECT doel_id, 'soort', soort, soort, bedrag, betaald, hoofd, 0, 0, 0, 0, 0 FROM wie
    UNION ALL
    SELECT doel_id, 'vorm', vorm, vorm, bedrag, betaald, hoofd, 0, 0, 0, 0, 0 FROM wie
    UNION ALL
    SELECT doel_id, 'omvang', o.sleutel, o.sleutel, bedrag, betaald, hoofd, 0, 0, 0, 0, 0
    FROM wie CROSS JOIN LATERAL (
        SELECT CASE WHEN wie.is_klein THEN 'klein' WHEN wie.deel_id IS NOT NULL THEN 'groter' ELSE 'anders' END AS sleutel
    ) o
    UNION ALL
    SELECT t.doel_id, 'stadsdeel', t.stadsdeel_id::text, coalesce(sd.naam, 'Niet aan een stadsdeel toe te rekenen'),
        t.part, 0, coalesce(t.ontvanger_id, 0), 0, 0, 0, 0, 0
    FROM verdeeld t LEFT JOIN thematafels_stadsdeel sd ON sd.id = t.stadsdeel_id
    UNION ALL
    SELECT p.doel_id, 'stadsdeel', '0', 'Niet aan een stadsdeel toe te rekenen', p.bedrag, 0,
        coalesce(p.ontvanger_id, 0), 0, 0, 0, 0, 0
    FROM bekend p WHERE NOT EXISTS (SELECT 1 FROM plek WHERE plek.post_id = p.id)
    UNION ALL
    SELECT doel_id, 'stil', '', '', stil, 0, id, 0, 0, 0, 0, 0 FROM post WHERE stil <> 0
    UNION ALL
    SELECT doel_id, 'aanvraag', '', '', 0, 0, deel_id, coalesce(gevraagd, 0), coalesce(eerst, 0),
        coalesce(gewijzigd, 0),
        CASE WHEN vastgesteld IS NULL THEN 0 ELSE coalesce(eerst, 0) + coalesce(gewijzigd, 0) END,
        coalesce(vastgesteld, 0)
    FROM cijfer WHERE doel_id IS NOT NULL
), som AS (
    SELECT doel.jaar, coalesce(doel.budget_id, 0) AS budget, coalesce(doel.id, 0) AS doel, r.snede, r.sleutel,
        max(r.naam) AS naam, sum(r.bedrag) AS bedrag, sum(r.betaald) AS betaald,
        (count(DISTINCT r.wie) FILTER (WHERE r.bedrag > 0 OR r.snede = 'aanvraag'))::int AS aantal,
        sum(r.gevraagd) AS gevraagd, sum(r.eerst) AS eerst, sum(r.gewijzigd) AS gewijzigd, sum(r.af) AS af,
        sum(r.vastgesteld) AS vastgesteld
    FROM regel r JOIN doel ON doel.id = r.doel_id
    GROUP BY GROUPING SETS (
        (doel.jaar, r.snede, r.sleutel),
        (doel.jaar, doel.budget_id, r.snede, r.sleutel),
        (doel.jaar, doel.budget_id, doel.id, r.snede, r.sleutel)
    )
)
SELECT concat_ws('/', jaar, budget, doel, snede, sleutel) AS id, som.*, NULL::timestamptz AS op FROM som
UNION ALL
SELECT 'moment', 0, 0, 0, 'moment', '', '', 0, 0, 0, 0, 0, 0, 0, 0, now();

CREATE UNIQUE INDEX overzichten_uitsplitsing_id ON overzichten_uitsplitsing (id);
CREATE INDEX overzichten_uitsplitsing_plek ON overzichten_uitsplitsing (jaar, budget, doel, snede, bedrag DESC);
"""

VERVERS = """
CREATE FUNCTION overzichten_ververs() RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $functie$
BEGIN
    REFRESH MATERIALIZED VIEW CONCURRENTLY public.overzichten_uitsplitsing;
END;
$functie$;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("begroting", "0005_grootboek_telt_mee"),
        ("brieven", "0009_aanvulling_berichten"),
        ("organisaties", "0004_digitaal"),
        ("subsidies", "0016_terugvordering_vervalt"),
        ("thematafels", "0003_regie"),
    ]

    operations = [
        migrations.CreateModel(
            name="Uitsplitsing",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False, verbose_name="sleutel")),
                ("jaar", models.PositiveSmallIntegerField(verbose_name="begrotingsjaar")),
                ("budget", models.BigIntegerField(verbose_name="budget")),
                ("doel", models.BigIntegerField(verbose_name="bestedingsdoel")),
                (
                    "snede",
                    models.CharField(
                        choices=[
                            ("aanvraag", "gevraagd, verleend en vastgesteld"),
                            ("omvang", "kleine en grotere organisaties"),
                            ("ontvanger", "per ontvanger"),
                            ("soort", "per soort ontvanger"),
                            ("stadsdeel", "per stadsdeel"),
                            ("stil", "besloten, nog niet bekendgemaakt"),
                            ("vorm", "per soort uitgave"),
                            ("moment", "het moment van de berekening"),
                        ],
                        max_length=10,
                        verbose_name="snede",
                    ),
                ),
                ("sleutel", models.CharField(max_length=100, verbose_name="waarde")),
                ("naam", models.CharField(max_length=200, verbose_name="naam")),
                ("bedrag", kern.velden.BedragField(negatief=True, verbose_name="verleend")),
                ("betaald", kern.velden.BedragField(verbose_name="betaald")),
                ("aantal", models.IntegerField(verbose_name="aantal ontvangers")),
                ("gevraagd", kern.velden.BedragField(verbose_name="gevraagd")),
                ("eerst", kern.velden.BedragField(verbose_name="eerst verleend")),
                ("gewijzigd", kern.velden.BedragField(negatief=True, verbose_name="gewijzigd")),
                ("af", kern.velden.BedragField(negatief=True, verbose_name="verleend van wat is vastgesteld")),
                ("vastgesteld", kern.velden.BedragField(verbose_name="vastgesteld")),
                ("op", models.DateTimeField(null=True, verbose_name="berekend op")),
            ],
            options={
                "verbose_name": "uitsplitsing",
                "verbose_name_plural": "uitsplitsingen",
                "db_table": "overzichten_uitsplitsing",
                "ordering": ["id"],
                "managed": False,
            },
        ),
        migrations.RunSQL(VIEW, "DROP MATERIALIZED VIEW overzichten_uitsplitsing"),
        migrations.RunSQL(VERVERS, "DROP FUNCTION overzichten_ververs()"),
    ]
