-- Types that somebody made: not those that come with a table, a range or as an array of another.
SELECT CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'c' THEN 'composite type'
                      WHEN 'r' THEN 'range type' ELSE 'base type' END AS kind,
       quote_ident(n.nspname) || '.' || quote_ident(t.typname) AS name,
       'schema ' || quote_ident(n.nspname) AS part_of,
       pg_get_userbyid(t.typowner)::text AS owner,
       CASE WHEN t.typtype = 'e' THEN
         coalesce((SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
                   FROM pg_enum e WHERE e.enumtypid = t.oid), '') END AS labels,
       CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS type,
       CASE WHEN t.typtype = 'd' AND t.typcollation <> base.typcollation
              THEN t.typcollation::regcollation::text END AS collation,
       CASE WHEN t.typtype = 'd' AND t.typnotnull THEN 'NOT NULL' END AS "not null",
       CASE WHEN t.typtype = 'd' THEN t.typdefault END AS "default",
       CASE t.typtype
         WHEN 'c' THEN '(' || coalesce((SELECT string_agg(
             quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
             || CASE WHEN a.attcollation <> b.typcollation THEN ' COLLATE ' || a.attcollation::regcollation ELSE '' END,
             ', ' ORDER BY a.attnum) FROM pg_attribute a JOIN pg_type b ON b.oid = a.atttypid
           WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped), '') || ')'
         WHEN 'r' THEN (SELECT 'SUBTYPE ' || format_type(r.rngsubtype, NULL)
             || ' SUBTYPE_OPCLASS ' || (SELECT quote_ident(o.opcname) FROM pg_opclass o WHERE o.oid = r.rngsubopc)
             || CASE WHEN r.rngcollation <> 0 THEN ' COLLATION ' || r.rngcollation::regcollation ELSE '' END
             || CASE WHEN r.rngcanonical <> 0 THEN ' CANONICAL ' || r.rngcanonical::regprocedure ELSE '' END
             || CASE WHEN r.rngsubdiff <> 0 THEN ' SUBTYPE_DIFF ' || r.rngsubdiff::regprocedure ELSE '' END
             || ' MULTIRANGE_TYPE_NAME ' || format_type(r.rngmultitypid, NULL) --from 14
           FROM pg_range r WHERE r.rngtypid = t.oid)
         WHEN 'p' THEN 'only a shell'
         WHEN 'b' THEN 'INPUT ' || t.typinput::regproc || ' OUTPUT ' || t.typoutput::regproc
             || ' RECEIVE ' || t.typreceive::regproc || ' SEND ' || t.typsend::regproc
             || ' TYPMOD_IN ' || t.typmodin::regproc || ' TYPMOD_OUT ' || t.typmodout::regproc
             || ' ANALYZE ' || t.typanalyze::regproc
             || ' SUBSCRIPT ' || t.typsubscript::regproc --from 14
             || ' INTERNALLENGTH ' || t.typlen || CASE WHEN t.typbyval THEN ' PASSEDBYVALUE' ELSE '' END
             || ' ALIGNMENT ' || t.typalign::text || ' STORAGE ' || t.typstorage::text
             || ' CATEGORY ' || quote_literal(t.typcategory::text)
             || CASE WHEN t.typispreferred THEN ' PREFERRED' ELSE '' END
             || CASE WHEN t.typelem <> 0 THEN ' ELEMENT ' || format_type(t.typelem, NULL) ELSE '' END
             || ' DELIMITER ' || quote_literal(t.typdelim::text)
             || CASE WHEN t.typcollation <> 0 THEN ' COLLATABLE' ELSE '' END
             || coalesce(' DEFAULT ' || quote_literal(t.typdefault), '') END AS definition
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_type base ON base.oid = t.typbasetype
LEFT JOIN pg_class c ON c.oid = t.typrelid
WHERE t.oid >= 16384 AND n.nspname !~ '^pg_(toast|temp)' AND t.typtype <> 'm'
  AND (t.typtype <> 'c' OR c.relkind = 'c')
  AND NOT (t.typtype = 'b' AND t.typelem <> 0 AND EXISTS (SELECT FROM pg_type e WHERE e.oid = t.typelem AND e.typarray = t.oid))
  AND NOT (t.typtype = 'b' AND t.oid IN (SELECT e.typarray FROM pg_type e WHERE e.typtype = 'm')) --from 14
  AND t.oid NOT IN (SELECT objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass
                    AND deptype = 'e' AND classid = 'pg_type'::regclass)
