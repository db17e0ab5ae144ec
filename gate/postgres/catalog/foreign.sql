-- Foreign-data wrappers, servers, user mappings and foreign tables.
WITH member AS (
  SELECT classid, objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e')
SELECT 'foreign-data wrapper' AS kind, quote_ident(f.fdwname) AS name, NULL::text AS part_of,
       pg_get_userbyid(f.fdwowner)::text AS owner,
       CASE WHEN f.fdwhandler <> 0 THEN 'HANDLER ' || f.fdwhandler::regproc ELSE 'NO HANDLER' END
         || CASE WHEN f.fdwvalidator <> 0 THEN ' VALIDATOR ' || f.fdwvalidator::regproc ELSE ' NO VALIDATOR' END AS definition,
       (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C") FROM unnest(f.fdwoptions) o) AS options,
       NULL::text AS inherits, NULL::text AS "partition of", NULL::text AS server,
       NULL::text AS parents
FROM pg_foreign_data_wrapper f
WHERE ('pg_foreign_data_wrapper'::regclass, f.oid) NOT IN (SELECT classid, objid FROM member)
UNION ALL
SELECT 'server', quote_ident(s.srvname), 'foreign-data wrapper ' || quote_ident(f.fdwname),
       pg_get_userbyid(s.srvowner)::text,
       'FOREIGN DATA WRAPPER ' || quote_ident(f.fdwname) || coalesce(' TYPE ' || quote_literal(s.srvtype), '')
         || coalesce(' VERSION ' || quote_literal(s.srvversion), ''),
       (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C") FROM unnest(s.srvoptions) o), NULL, NULL, NULL, NULL
FROM pg_foreign_server s JOIN pg_foreign_data_wrapper f ON f.oid = s.srvfdw
WHERE ('pg_foreign_server'::regclass, s.oid) NOT IN (SELECT classid, objid FROM member)
UNION ALL
SELECT 'user mapping', u.usename || ' on server ' || u.srvname, 'server ' || quote_ident(u.srvname), NULL, NULL,
       coalesce((SELECT string_agg(o, ', ' ORDER BY o COLLATE "C") FROM unnest(u.umoptions) o), ''), NULL, NULL, NULL, NULL
FROM pg_user_mappings u
UNION ALL
SELECT 'foreign table', t.ftrelid::regclass::text, 'schema ' || c.relnamespace::regnamespace,
       pg_get_userbyid(c.relowner)::text, NULL,
       (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C") FROM unnest(t.ftoptions) o),
       CASE WHEN NOT c.relispartition THEN parents.names END,
       CASE WHEN c.relispartition THEN parents.names || ' ' || pg_get_expr(c.relpartbound, c.oid) END,
       quote_ident(s.srvname), parents.lines
FROM pg_foreign_table t
JOIN pg_class c ON c.oid = t.ftrelid
JOIN pg_foreign_server s ON s.oid = t.ftserver
LEFT JOIN (SELECT inhrelid, string_agg(inhparent::regclass::text, ', ' ORDER BY inhseqno) AS names,
                  string_agg(inhparent::regclass::text, chr(10) ORDER BY inhseqno) AS lines
           FROM pg_inherits GROUP BY inhrelid) parents ON parents.inhrelid = c.oid
WHERE ('pg_class'::regclass, c.oid) NOT IN (SELECT classid, objid FROM member)
