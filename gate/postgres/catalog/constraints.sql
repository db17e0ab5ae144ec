-- Constraints of tables and domains. Left out: what a partition has of its parent, and NOT NULL, which
-- is an attribute of the column.
SELECT 'constraint' AS kind,
       quote_ident(con.conname) || ' on ' || coalesce(r.name, t.name) AS name,
       coalesce('column ' || r.name || '.' || (SELECT quote_ident(a.attname) FROM pg_attribute a
                                               WHERE array_length(con.conkey, 1) = 1 AND a.attrelid = con.conrelid
                                                 AND a.attnum = con.conkey[1]), r.key, t.key) AS part_of,
       pg_get_constraintdef(con.oid) AS definition,
       CASE WHEN con.coninhcount > 0 AND con.conislocal THEN 'inherited, and its own' END AS inheritance,
       CASE WHEN con.conparentid <> 0 THEN
         (SELECT quote_ident(p.conname) || ' on ' || p.conrelid::regclass
          FROM pg_constraint p WHERE p.oid = con.conparentid) END AS "attached to",
       off.states AS "its triggers"
FROM pg_constraint con
LEFT JOIN (SELECT c.oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name,
                  CASE c.relkind WHEN 'f' THEN 'foreign table ' ELSE 'table ' END
                    || quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS key
           FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'f') AND n.nspname !~ '^pg_(toast|temp)'
             AND c.oid NOT IN (SELECT objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass
                               AND deptype = 'e' AND classid = 'pg_class'::regclass)) r ON r.oid = con.conrelid
LEFT JOIN (SELECT d.oid, quote_ident(n.nspname) || '.' || quote_ident(d.typname) AS name,
                  'domain ' || quote_ident(n.nspname) || '.' || quote_ident(d.typname) AS key
           FROM pg_type d JOIN pg_namespace n ON n.oid = d.typnamespace
           WHERE d.oid >= 16384 AND d.typtype = 'd' AND n.nspname !~ '^pg_(toast|temp)'
             AND d.oid NOT IN (SELECT objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass
                               AND deptype = 'e' AND classid = 'pg_type'::regclass)) t ON t.oid = con.contypid
LEFT JOIN (SELECT tgconstraint, string_agg(DISTINCT CASE tgenabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica'
                                                                   ELSE 'always' END, ', ') AS states
           FROM pg_trigger WHERE tgisinternal AND tgenabled <> 'O' AND tgparentid = 0
           GROUP BY tgconstraint) off ON off.tgconstraint = con.oid
WHERE con.oid >= 16384 AND con.contype NOT IN ('n', 't')
  AND NOT (con.contype = 'f' AND con.conparentid <> 0)
  AND NOT (con.contype = 'c' AND con.coninhcount > 0 AND NOT con.conislocal)
  AND (r.oid IS NOT NULL OR t.oid IS NOT NULL)
