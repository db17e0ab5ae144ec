-- Operators, their classes and families, casts, transforms, collations, conversions.
WITH member AS (
  SELECT classid, objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'),
-- Operators and functions, either of an operator class or loose in the family.
family_member AS NOT MATERIALIZED (
  SELECT d.refclassid, d.refobjid,
         'OPERATOR ' || o.amopstrategy || ' ' || o.amopopr::regoperator
           || CASE WHEN o.amopsortfamily <> 0 THEN ' FOR ORDER BY '
                || (SELECT quote_ident(s.opfname) FROM pg_opfamily s WHERE s.oid = o.amopsortfamily) ELSE '' END AS words
  FROM pg_amop o JOIN pg_depend d ON d.classid = 'pg_amop'::regclass AND d.objid = o.oid
  WHERE o.oid >= 16384
  UNION ALL
  SELECT d.refclassid, d.refobjid,
         'FUNCTION ' || p.amprocnum || ' (' || p.amproclefttype::regtype || ', ' || p.amprocrighttype::regtype || ') '
           || p.amproc::regprocedure
  FROM pg_amproc p JOIN pg_depend d ON d.classid = 'pg_amproc'::regclass AND d.objid = p.oid
  WHERE p.oid >= 16384)
SELECT 'operator' AS kind, o.oid::regoperator::text AS name,
       'schema ' || o.oprnamespace::regnamespace AS part_of, pg_get_userbyid(o.oprowner)::text AS owner,
       'FUNCTION ' || o.oprcode::regproc
         || CASE WHEN o.oprcom <> 0 THEN ' COMMUTATOR ' || o.oprcom::regoperator ELSE '' END
         || CASE WHEN o.oprnegate <> 0 THEN ' NEGATOR ' || o.oprnegate::regoperator ELSE '' END
         || CASE WHEN o.oprrest <> 0 THEN ' RESTRICT ' || o.oprrest::regproc ELSE '' END
         || CASE WHEN o.oprjoin <> 0 THEN ' JOIN ' || o.oprjoin::regproc ELSE '' END
         || CASE WHEN o.oprcanhash THEN ' HASHES' ELSE '' END
         || CASE WHEN o.oprcanmerge THEN ' MERGES' ELSE '' END AS definition
FROM pg_operator o
WHERE o.oid >= 16384 AND ('pg_operator'::regclass, o.oid) NOT IN (SELECT classid, objid FROM member)
  AND o.oprcode <> 0
UNION ALL
SELECT 'operator family', f.opfnamespace::regnamespace || '.' || quote_ident(f.opfname) || ' USING ' || quote_ident(am.amname),
       'schema ' || f.opfnamespace::regnamespace, pg_get_userbyid(f.opfowner)::text,
       (SELECT string_agg(m.words, ', ' ORDER BY m.words COLLATE "C") FROM family_member m
        WHERE m.refclassid = 'pg_opfamily'::regclass AND m.refobjid = f.oid)
FROM pg_opfamily f JOIN pg_am am ON am.oid = f.opfmethod
WHERE f.oid >= 16384 AND ('pg_opfamily'::regclass, f.oid) NOT IN (SELECT classid, objid FROM member)
UNION ALL
SELECT 'operator class', c.opcnamespace::regnamespace || '.' || quote_ident(c.opcname) || ' USING ' || quote_ident(am.amname),
       'operator family ' || f.opfnamespace::regnamespace || '.' || quote_ident(f.opfname) || ' USING ' || quote_ident(am.amname),
       pg_get_userbyid(c.opcowner)::text,
       CASE WHEN c.opcdefault THEN 'DEFAULT ' ELSE '' END || 'FOR TYPE ' || c.opcintype::regtype
         || ' FAMILY ' || f.opfnamespace::regnamespace || '.' || quote_ident(f.opfname)
         || coalesce(' AS ' || (SELECT string_agg(m.words, ', ' ORDER BY m.words COLLATE "C") FROM family_member m
                                WHERE m.refclassid = 'pg_opclass'::regclass AND m.refobjid = c.oid), '')
         || CASE WHEN c.opckeytype <> 0 THEN ' STORAGE ' || c.opckeytype::regtype ELSE '' END
FROM pg_opclass c JOIN pg_am am ON am.oid = c.opcmethod JOIN pg_opfamily f ON f.oid = c.opcfamily
WHERE c.oid >= 16384 AND ('pg_opclass'::regclass, c.oid) NOT IN (SELECT classid, objid FROM member)
UNION ALL
SELECT 'cast', '(' || format_type(c.castsource, NULL) || ' AS ' || format_type(c.casttarget, NULL) || ')', NULL, NULL,
       CASE c.castmethod WHEN 'f' THEN 'WITH FUNCTION ' || c.castfunc::regprocedure WHEN 'i' THEN 'WITH INOUT'
                         ELSE 'WITHOUT FUNCTION' END
         || CASE c.castcontext WHEN 'i' THEN ' AS IMPLICIT' WHEN 'a' THEN ' AS ASSIGNMENT' ELSE '' END
FROM pg_cast c
WHERE c.oid >= 16384 AND ('pg_cast'::regclass, c.oid) NOT IN (SELECT classid, objid FROM member)
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_cast'::regclass AND d.objid = c.oid AND d.deptype = 'i')
UNION ALL
SELECT 'transform', 'for ' || format_type(t.trftype, NULL) || ' language ' || quote_ident(l.lanname), NULL, NULL,
       'FROM SQL WITH FUNCTION ' || t.trffromsql::regprocedure || ', TO SQL WITH FUNCTION ' || t.trftosql::regprocedure
FROM pg_transform t JOIN pg_language l ON l.oid = t.trflang
WHERE t.oid >= 16384 AND ('pg_transform'::regclass, t.oid) NOT IN (SELECT classid, objid FROM member)
UNION ALL
SELECT 'collation', c.collnamespace::regnamespace || '.' || quote_ident(c.collname), 'schema ' || c.collnamespace::regnamespace,
       pg_get_userbyid(c.collowner)::text,
       'PROVIDER ' || CASE c.collprovider WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'default' END
         || CASE WHEN c.collisdeterministic THEN '' ELSE ' NOT DETERMINISTIC' END
         || coalesce(' LC_COLLATE ' || quote_literal(c.collcollate), '') || coalesce(' LC_CTYPE ' || quote_literal(c.collctype), '')
         || coalesce(' LOCALE ' || quote_literal(c.colliculocale), '') --from 15 --before 17
         || coalesce(' LOCALE ' || quote_literal(c.colllocale), '') --from 17
         || coalesce(' RULES ' || quote_literal(c.collicurules), '') --from 16
FROM pg_collation c
WHERE c.oid >= 16384 AND ('pg_collation'::regclass, c.oid) NOT IN (SELECT classid, objid FROM member)
UNION ALL
SELECT 'conversion', c.connamespace::regnamespace || '.' || quote_ident(c.conname), 'schema ' || c.connamespace::regnamespace,
       pg_get_userbyid(c.conowner)::text,
       CASE WHEN c.condefault THEN 'DEFAULT ' ELSE '' END || 'FOR ' || quote_literal(pg_encoding_to_char(c.conforencoding))
         || ' TO ' || quote_literal(pg_encoding_to_char(c.contoencoding)) || ' FROM ' || c.conproc::regproc
FROM pg_conversion c
WHERE c.oid >= 16384 AND ('pg_conversion'::regclass, c.oid) NOT IN (SELECT classid, objid FROM member)
