-- Indexes. That of a constraint is defined by the constraint.
SELECT 'index' AS kind,
       quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name,
       CASE WHEN con.oid IS NOT NULL
              THEN 'constraint ' || quote_ident(con.conname) || ' on ' || quote_ident(n.nspname) || '.' || quote_ident(r.relname)
            WHEN a.attname IS NOT NULL
              THEN 'column ' || quote_ident(n.nspname) || '.' || quote_ident(r.relname) || '.' || quote_ident(a.attname)
            ELSE CASE r.relkind WHEN 'm' THEN 'materialized view ' ELSE 'table ' END
                 || quote_ident(n.nspname) || '.' || quote_ident(r.relname) END AS part_of,
       CASE WHEN con.oid IS NULL THEN pg_get_indexdef(i.indexrelid) END AS definition,
       CASE WHEN con.oid IS NOT NULL THEN array_to_string(c.reloptions, ', ') END AS options,
       CASE WHEN NOT i.indisvalid THEN 'no' END AS valid,
       CASE WHEN i.indisclustered THEN 'yes' END AS clustered,
       tablespace.spcname::text AS tablespace,
       CASE WHEN c.relispartition THEN
         (SELECT inhparent::regclass::text FROM pg_inherits WHERE inhrelid = c.oid) END AS "attached to",
       CASE WHEN i.indexprs IS NOT NULL THEN
         (SELECT string_agg(x.attnum || ': ' || x.attstattarget, ', ' ORDER BY x.attnum) FROM pg_attribute x
          WHERE x.attrelid = c.oid AND x.attstattarget >= 0) END AS statistics
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_class r ON r.oid = i.indrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_constraint con ON con.conindid = i.indexrelid AND con.contype IN ('p', 'u', 'x')
LEFT JOIN pg_tablespace tablespace ON tablespace.oid = c.reltablespace
LEFT JOIN pg_attribute a ON i.indnatts = 1 AND r.relkind <> 'm' AND a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
WHERE i.indexrelid >= 16384 AND i.indrelid >= 16384 AND n.nspname !~ '^pg_(toast|temp)'
  AND r.oid NOT IN (SELECT objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass
                    AND deptype = 'e' AND classid = 'pg_class'::regclass)
