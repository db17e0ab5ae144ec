-- Sequences with all but where they stand, which is data.
SELECT 'sequence' AS kind,
       quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name,
       coalesce('column ' || d.refobjid::regclass || '.' || quote_ident(a.attname),
                'schema ' || quote_ident(n.nspname)) AS part_of,
       pg_get_userbyid(c.relowner)::text AS owner,
       'AS ' || format_type(s.seqtypid, NULL) || ' START WITH ' || s.seqstart || ' INCREMENT BY ' || s.seqincrement
         || ' MINVALUE ' || s.seqmin || ' MAXVALUE ' || s.seqmax || ' CACHE ' || s.seqcache
         || CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END AS definition,
       CASE d.deptype WHEN 'i' THEN 'identity of ' ELSE '' END
         || d.refobjid::regclass || '.' || quote_ident(a.attname) AS "owned by",
       CASE c.relpersistence WHEN 'u' THEN 'unlogged' END AS persistence
FROM pg_sequence s
JOIN pg_class c ON c.oid = s.seqrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.seqrelid AND d.objsubid = 0
                     AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
WHERE s.seqrelid >= 16384 AND n.nspname !~ '^pg_(toast|temp)'
  AND c.oid NOT IN (SELECT objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass
                    AND deptype = 'e' AND classid = 'pg_class'::regclass)
