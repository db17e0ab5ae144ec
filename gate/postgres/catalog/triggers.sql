-- Triggers, rules, policies and event triggers. What a partition has of its parent's triggers is told
-- only where it is enabled otherwise.
SELECT 'trigger' AS kind,
       quote_ident(t.tgname) || ' on ' || t.tgrelid::regclass AS name,
       CASE c.relkind WHEN 'v' THEN 'view ' WHEN 'f' THEN 'foreign table ' ELSE 'table ' END
         || t.tgrelid::regclass AS part_of,
       pg_get_triggerdef(t.oid) AS definition,
       CASE t.tgenabled WHEN 'D' THEN 'no' WHEN 'R' THEN 'on replicas' WHEN 'A' THEN 'always' END AS enabled,
       NULL::text AS owner
FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
LEFT JOIN pg_trigger parent ON parent.oid = t.tgparentid
WHERE t.oid >= 16384 AND c.relpersistence <> 't' AND CASE WHEN t.tgparentid = 0 THEN NOT t.tgisinternal
                                                          ELSE t.tgenabled <> parent.tgenabled END
  AND t.tgrelid NOT IN (SELECT objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass
                        AND deptype = 'e' AND classid = 'pg_class'::regclass)
UNION ALL
SELECT 'rule', quote_ident(r.rulename) || ' on ' || r.ev_class::regclass,
       CASE c.relkind WHEN 'v' THEN 'view ' WHEN 'f' THEN 'foreign table ' WHEN 'm' THEN 'materialized view '
                      ELSE 'table ' END || r.ev_class::regclass,
       pg_get_ruledef(r.oid),
       CASE r.ev_enabled WHEN 'D' THEN 'no' WHEN 'R' THEN 'on replicas' WHEN 'A' THEN 'always' END, NULL
FROM pg_rewrite r
JOIN pg_class c ON c.oid = r.ev_class
WHERE r.oid >= 16384 AND c.relpersistence <> 't' AND (r.rulename <> '_RETURN' OR r.ev_enabled <> 'O')
  AND r.ev_class NOT IN (SELECT objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass
                         AND deptype = 'e' AND classid = 'pg_class'::regclass)
UNION ALL
SELECT 'policy', quote_ident(p.polname) || ' on ' || p.polrelid::regclass, 'table ' || p.polrelid::regclass,
       CASE WHEN p.polpermissive THEN '' ELSE 'AS RESTRICTIVE ' END
         || 'FOR ' || CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
                                    WHEN 'd' THEN 'DELETE' ELSE 'ALL' END
         || ' TO ' || (SELECT string_agg(name, ', ' ORDER BY name COLLATE "C") FROM (
              SELECT CASE WHEN r = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r)) END AS name
              FROM unnest(p.polroles) r) roles)
         || coalesce(' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
         || coalesce(' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', ''), NULL, NULL
FROM pg_policy p
UNION ALL
SELECT 'event trigger', quote_ident(e.evtname), NULL,
       'ON ' || e.evtevent::text || coalesce(' WHEN TAG IN (' || array_to_string(e.evttags, ', ') || ')', '')
         || ' EXECUTE FUNCTION ' || e.evtfoid::regprocedure,
       CASE e.evtenabled WHEN 'D' THEN 'no' WHEN 'R' THEN 'on replicas' WHEN 'A' THEN 'always' END,
       pg_get_userbyid(e.evtowner)::text
FROM pg_event_trigger e
WHERE e.oid NOT IN (SELECT objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass
                    AND deptype = 'e' AND classid = 'pg_event_trigger'::regclass)
