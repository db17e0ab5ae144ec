-- Schemas, extensions, languages, access methods and the database itself, which goes without a name,
-- since a copy of it has another.
SELECT 'schema' AS kind, quote_ident(n.nspname) AS name, NULL::text AS part_of,
       pg_get_userbyid(n.nspowner)::text AS owner, NULL::text AS definition, NULL::text AS version,
       NULL::text AS schema, NULL::text AS "connection limit", NULL::text AS tablespace
FROM pg_namespace n
WHERE (n.oid >= 16384 OR n.nspname = 'public') AND n.nspname !~ '^pg_(toast|temp)'
  AND n.oid NOT IN (SELECT objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass
                    AND deptype = 'e' AND classid = 'pg_namespace'::regclass)
UNION ALL
SELECT 'extension', quote_ident(e.extname), NULL, pg_get_userbyid(e.extowner)::text, NULL, e.extversion,
       e.extnamespace::regnamespace::text, NULL, NULL
FROM pg_extension e
UNION ALL
SELECT 'database', 'itself', NULL, pg_get_userbyid(d.datdba)::text, NULL, NULL, NULL,
       CASE WHEN d.datconnlimit >= 0 THEN d.datconnlimit::text END,
       CASE WHEN d.dattablespace <> 1663 THEN t.spcname::text END
FROM pg_database d
JOIN pg_tablespace t ON t.oid = d.dattablespace
WHERE d.datname = current_database()
UNION ALL
SELECT 'language', quote_ident(l.lanname), NULL, pg_get_userbyid(l.lanowner)::text,
       CASE WHEN l.lanpltrusted THEN 'TRUSTED ' ELSE '' END || 'HANDLER ' || l.lanplcallfoid::regproc
         || ' INLINE ' || l.laninline::regproc || ' VALIDATOR ' || l.lanvalidator::regproc, NULL, NULL, NULL, NULL
FROM pg_language l
WHERE l.oid >= 16384
  AND l.oid NOT IN (SELECT objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass
                    AND deptype = 'e' AND classid = 'pg_language'::regclass)
UNION ALL
SELECT 'access method', quote_ident(a.amname), NULL, NULL,
       'TYPE ' || CASE a.amtype WHEN 't' THEN 'TABLE' ELSE 'INDEX' END || ' HANDLER ' || a.amhandler::regproc,
       NULL, NULL, NULL, NULL
FROM pg_am a
WHERE a.oid >= 16384
  AND a.oid NOT IN (SELECT objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass
                    AND deptype = 'e' AND classid = 'pg_am'::regclass)
