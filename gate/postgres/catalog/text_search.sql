-- Text search, and statistics objects.
WITH member AS (
  SELECT classid, objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e')
SELECT 'text search configuration' AS kind, c.cfgnamespace::regnamespace || '.' || quote_ident(c.cfgname) AS name,
       'schema ' || c.cfgnamespace::regnamespace AS part_of, pg_get_userbyid(c.cfgowner)::text AS owner,
       'PARSER ' || p.prsnamespace::regnamespace || '.' || quote_ident(p.prsname) AS definition,
       (SELECT string_agg(mapping, ', ' ORDER BY mapping COLLATE "C") FROM (
          SELECT token.alias || ' WITH ' || string_agg(m.mapdict::regdictionary::text, ' ' ORDER BY m.mapseqno) AS mapping
          FROM pg_ts_config_map m JOIN ts_token_type(c.cfgparser) token ON token.tokid = m.maptokentype
          WHERE m.mapcfg = c.oid GROUP BY token.alias) mappings) AS mappings,
       NULL::text AS target
FROM pg_ts_config c JOIN pg_ts_parser p ON p.oid = c.cfgparser
WHERE c.oid >= 16384 AND ('pg_ts_config'::regclass, c.oid) NOT IN (SELECT classid, objid FROM member)
UNION ALL
SELECT 'text search dictionary', d.dictnamespace::regnamespace || '.' || quote_ident(d.dictname),
       'schema ' || d.dictnamespace::regnamespace, pg_get_userbyid(d.dictowner)::text,
       'TEMPLATE ' || t.tmplnamespace::regnamespace || '.' || quote_ident(t.tmplname) || coalesce(' ' || d.dictinitoption, ''),
       NULL, NULL
FROM pg_ts_dict d JOIN pg_ts_template t ON t.oid = d.dicttemplate
WHERE d.oid >= 16384 AND ('pg_ts_dict'::regclass, d.oid) NOT IN (SELECT classid, objid FROM member)
UNION ALL
SELECT 'text search parser', p.prsnamespace::regnamespace || '.' || quote_ident(p.prsname), 'schema ' || p.prsnamespace::regnamespace,
       NULL, 'START ' || p.prsstart::regproc || ' GETTOKEN ' || p.prstoken::regproc || ' END ' || p.prsend::regproc
         || ' HEADLINE ' || p.prsheadline::regproc || ' LEXTYPES ' || p.prslextype::regproc, NULL, NULL
FROM pg_ts_parser p
WHERE p.oid >= 16384 AND ('pg_ts_parser'::regclass, p.oid) NOT IN (SELECT classid, objid FROM member)
UNION ALL
SELECT 'text search template', t.tmplnamespace::regnamespace || '.' || quote_ident(t.tmplname), 'schema ' || t.tmplnamespace::regnamespace,
       NULL, 'INIT ' || t.tmplinit::regproc || ' LEXIZE ' || t.tmpllexize::regproc, NULL, NULL
FROM pg_ts_template t
WHERE t.oid >= 16384 AND ('pg_ts_template'::regclass, t.oid) NOT IN (SELECT classid, objid FROM member)
UNION ALL
SELECT 'statistics object', s.stxnamespace::regnamespace || '.' || quote_ident(s.stxname),
       CASE c.relkind WHEN 'm' THEN 'materialized view ' WHEN 'f' THEN 'foreign table ' ELSE 'table ' END || s.stxrelid::regclass,
       pg_get_userbyid(s.stxowner)::text, pg_get_statisticsobjdef(s.oid), NULL,
       CASE WHEN s.stxstattarget >= 0 THEN s.stxstattarget::text END
FROM pg_statistic_ext s JOIN pg_class c ON c.oid = s.stxrelid
WHERE ('pg_statistic_ext'::regclass, s.oid) NOT IN (SELECT classid, objid FROM member)
