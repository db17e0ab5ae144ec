-- Columns of tables; of views and materialized views only those that carry something of their own.
-- The position is compared within the table, not by itself. "pg_attver" is the server's own: some
-- builds number the column's versions there, and pg_dump leaves it out as well. A NOT NULL constraint
-- that PostgreSQL 18 named itself is named after the table as it was called then: only its being there
-- counts.
WITH relation AS MATERIALIZED (
  SELECT c.oid, c.relkind, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name,
         CASE c.relkind WHEN 'f' THEN 'foreign table ' WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view '
                        ELSE 'table ' END || quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS key
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'f', 'v', 'm') AND n.nspname !~ '^pg_(toast|temp)'
    AND c.oid NOT IN (SELECT objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass
                      AND deptype = 'e' AND classid = 'pg_class'::regclass))
SELECT 'column' AS kind,
       c.name || '.' || quote_ident(a.attname) AS name,
       c.key AS part_of,
       a.attnum::text AS position,
       format_type(a.atttypid, a.atttypmod) AS type,
       CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END AS collation,
       CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END AS "default",
       CASE a.attgenerated WHEN '' THEN NULL
                           WHEN 'v' THEN pg_get_expr(d.adbin, d.adrelid) || ' VIRTUAL'
                           ELSE pg_get_expr(d.adbin, d.adrelid) || ' STORED' END AS generated,
       CASE a.attidentity WHEN 'a' THEN 'ALWAYS' WHEN 'd' THEN 'BY DEFAULT' END AS identity,
       CASE WHEN a.attnotnull THEN 'NOT NULL' --before 18
       CASE WHEN a.attnotnull THEN coalesce(nonnull.words, 'NOT NULL') --from 18
       END AS "not null",
       CASE WHEN a.attstorage <> t.typstorage THEN
         CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END
       END AS storage,
       CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression, --from 14
       CASE WHEN a.attstattarget >= 0 THEN a.attstattarget::text END AS statistics,
       CASE WHEN array_length(a.attoptions, 1) > 1 OR left(a.attoptions[1], 10) <> 'pg_attver=' THEN
         (SELECT string_agg(o, ', ') FROM unnest(a.attoptions) o WHERE left(o, 10) <> 'pg_attver=') END AS options,
       array_to_string(a.attfdwoptions, ', ') AS "foreign options",
       CASE WHEN a.attinhcount > 0 THEN
         CASE WHEN a.attislocal THEN 'inherited, and its own' ELSE 'inherited' END END AS inheritance
FROM pg_attribute a
JOIN relation c ON c.oid = a.attrelid
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN (SELECT conrelid, conkey[1] AS number, --from 18
             CASE WHEN right(rtrim(conname, '0123456789'), 9) <> '_not_null' THEN 'CONSTRAINT ' || quote_ident(conname) || ' ' ELSE '' END || 'NOT NULL' --from 18
               || CASE WHEN connoinherit THEN ' NO INHERIT' ELSE '' END || CASE WHEN convalidated THEN '' ELSE ' NOT VALID' END AS words --from 18
           FROM pg_constraint WHERE contype = 'n') nonnull ON nonnull.conrelid = a.attrelid AND nonnull.number = a.attnum --from 18
WHERE a.attrelid >= 16384 AND a.attnum > 0 AND NOT a.attisdropped
  AND (c.relkind NOT IN ('v', 'm') OR d.adbin IS NOT NULL OR a.attstattarget >= 0
       OR EXISTS (SELECT FROM unnest(a.attoptions) o WHERE left(o, 10) <> 'pg_attver='))
