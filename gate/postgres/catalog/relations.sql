-- Tables, views and materialized views. A column that is dropped keeps its number: what a table has
-- more of "columns made" than columns are holes.
SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE 'table' END AS kind,
       quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name,
       'schema ' || quote_ident(n.nspname) AS part_of,
       pg_get_userbyid(c.relowner)::text AS owner,
       CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END AS definition,
       CASE c.relpersistence WHEN 'u' THEN 'unlogged' END AS persistence,
       CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS "partitioned by",
       CASE WHEN c.relispartition THEN parents.names || ' ' || pg_get_expr(c.relpartbound, c.oid) END
         AS "partition of",
       CASE WHEN NOT c.relispartition THEN parents.names END AS inherits,
       CASE WHEN c.relrowsecurity AND c.relforcerowsecurity THEN 'enabled and forced'
            WHEN c.relrowsecurity THEN 'enabled'
            WHEN c.relforcerowsecurity THEN 'forced but not enabled' END AS "row security",
       CASE WHEN c.relkind IN ('r', 'p') THEN CASE c.relreplident
         WHEN 'n' THEN 'nothing'
         WHEN 'f' THEN 'full'
         WHEN 'i' THEN coalesce((SELECT 'index ' || x.indexrelid::regclass FROM pg_index x
                                 WHERE x.indrelid = c.oid AND x.indisreplident), 'an index that is gone')
       END END AS "replica identity",
       CASE WHEN am.amname <> 'heap' THEN am.amname::text END AS "access method",
       array_to_string(c.reloptions || (SELECT array_agg('toast.' || o) FROM unnest(toast.reloptions) o),
                       ', ') AS options,
       CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS "of type",
       tablespace.spcname::text AS tablespace,
       CASE WHEN c.relkind = 'm' THEN CASE WHEN c.relispopulated THEN 'yes' ELSE 'no' END END AS populated,
       CASE WHEN c.relkind IN ('r', 'p') THEN c.relnatts::text END AS "columns made",
       parents.lines AS parents
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_class toast ON toast.oid = c.reltoastrelid
LEFT JOIN pg_am am ON am.oid = c.relam
LEFT JOIN pg_tablespace tablespace ON tablespace.oid = c.reltablespace
LEFT JOIN (SELECT inhrelid, string_agg(inhparent::regclass::text, ', ' ORDER BY inhseqno) AS names,
                  string_agg(inhparent::regclass::text, chr(10) ORDER BY inhseqno) AS lines
           FROM pg_inherits GROUP BY inhrelid) parents ON parents.inhrelid = c.oid
WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname !~ '^pg_(toast|temp)'
  AND c.oid NOT IN (SELECT objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass
                    AND deptype = 'e' AND classid = 'pg_class'::regclass)
