-- What is granted beyond what an object of its kind starts with, and what of that is revoked. Items of
-- an access list that are as they began are not taken apart.
WITH member AS (
  SELECT d.classid, d.objid, 'extension ' || quote_ident(e.extname) AS extension
  FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
  WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'),
object AS (
  SELECT 'pg_class'::regclass::oid AS classid, c.oid AS objid, 0 AS objsubid,
         CASE c.relkind WHEN 'S' THEN 'sequence ' WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view '
                        WHEN 'f' THEN 'foreign table ' ELSE 'table ' END
           || quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS key,
         c.relowner AS owner, c.relacl AS acl, acldefault(CASE c.relkind WHEN 'S' THEN 's'::"char" ELSE 'r' END, c.relowner) AS began
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relacl IS NOT NULL AND c.relpersistence <> 't' AND n.nspname <> 'information_schema'
  UNION ALL
  SELECT 'pg_class'::regclass, a.attrelid, a.attnum, 'column ' || quote_ident(n.nspname) || '.' || quote_ident(c.relname)
           || '.' || quote_ident(a.attname), c.relowner, a.attacl, '{}'
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE a.attrelid >= 16384 AND a.attacl IS NOT NULL AND NOT a.attisdropped AND n.nspname <> 'information_schema' AND c.relpersistence <> 't'
  UNION ALL
  SELECT 'pg_proc'::regclass, p.oid, 0, CASE p.prokind WHEN 'p' THEN 'procedure ' WHEN 'a' THEN 'aggregate ' ELSE 'function ' END
           || p.oid::regprocedure, p.proowner, p.proacl, acldefault('f', p.proowner)
  FROM pg_proc p WHERE p.proacl IS NOT NULL
  UNION ALL
  SELECT 'pg_type'::regclass, t.oid, 0, CASE t.typtype WHEN 'e' THEN 'enum ' WHEN 'd' THEN 'domain ' WHEN 'c' THEN 'composite type '
           WHEN 'r' THEN 'range type ' ELSE 'base type ' END || quote_ident(n.nspname) || '.' || quote_ident(t.typname),
         t.typowner, t.typacl, acldefault('T', t.typowner)
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typacl IS NOT NULL
  UNION ALL
  SELECT 'pg_namespace'::regclass, n.oid, 0, 'schema ' || quote_ident(n.nspname), n.nspowner, n.nspacl, acldefault('n', n.nspowner)
  FROM pg_namespace n WHERE n.nspacl IS NOT NULL AND n.nspname !~ '^pg_(toast|temp)'
    AND n.nspname <> 'information_schema'
  UNION ALL
  SELECT 'pg_database'::regclass, d.oid, 0, 'database itself', d.datdba, d.datacl, acldefault('d', d.datdba)
  FROM pg_database d WHERE d.datacl IS NOT NULL AND d.datname = current_database()
  UNION ALL
  SELECT 'pg_language'::regclass, l.oid, 0, 'language ' || quote_ident(l.lanname), l.lanowner, l.lanacl, acldefault('l', l.lanowner)
  FROM pg_language l WHERE l.lanacl IS NOT NULL
  UNION ALL
  SELECT 'pg_foreign_data_wrapper'::regclass, f.oid, 0, 'foreign-data wrapper ' || quote_ident(f.fdwname), f.fdwowner, f.fdwacl,
         acldefault('F', f.fdwowner)
  FROM pg_foreign_data_wrapper f WHERE f.fdwacl IS NOT NULL
  UNION ALL
  SELECT 'pg_foreign_server'::regclass, s.oid, 0, 'server ' || quote_ident(s.srvname), s.srvowner, s.srvacl, acldefault('S', s.srvowner)
  FROM pg_foreign_server s WHERE s.srvacl IS NOT NULL
  UNION ALL
  SELECT 'pg_default_acl'::regclass, d.oid, 0, 'for ' || quote_ident(pg_get_userbyid(d.defaclrole))
           || CASE WHEN d.defaclnamespace <> 0 THEN ' in schema ' || d.defaclnamespace::regnamespace ELSE '' END
           || ' on ' || CASE d.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions'
                                             WHEN 'T' THEN 'types' WHEN 'n' THEN 'schemas' ELSE 'large objects' END,
         d.defaclrole, d.defaclacl, CASE WHEN d.defaclnamespace <> 0 THEN '{}'
                                         ELSE acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END, d.defaclrole) END
  FROM pg_default_acl d
  UNION ALL --from 15
  SELECT 'pg_parameter_acl'::regclass, p.oid, 0, 'parameter ' || p.parname, 10, p.paracl, acldefault('p', 10) --from 15
  FROM pg_parameter_acl p --from 15
),
changed AS (
  SELECT o.key, coalesce(m.extension, o.key) AS part_of, o.owner, o.acl, coalesce(i.initprivs, o.began) AS began
  FROM object o
  LEFT JOIN pg_init_privs i ON i.classoid = o.classid AND i.objoid = o.objid AND i.objsubid = o.objsubid
  LEFT JOIN member m ON m.classid = o.classid AND m.objid = o.objid
  WHERE o.acl <> coalesce(i.initprivs, o.began)),
item AS (
  SELECT key, part_of, owner, item, sum(sign) AS sign
  FROM (SELECT key, part_of, owner, unnest(acl) AS item, 1 AS sign FROM changed
        UNION ALL
        SELECT key, part_of, owner, unnest(began), -1 FROM changed) both_sides
  GROUP BY key, part_of, owner, item HAVING sum(sign) <> 0),
privilege AS (
  SELECT key, part_of, (one).grantee,
         (one).privilege_type || CASE WHEN (one).is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
           || CASE WHEN (one).grantor <> owner AND (one).grantor <> 10
                   THEN ' by ' || quote_ident(pg_get_userbyid((one).grantor)) ELSE '' END AS word,
         sum(sign) AS sign
  FROM (SELECT key, part_of, owner, sign, aclexplode(ARRAY[item]) AS one FROM item OFFSET 0) i
  GROUP BY 1, 2, 3, 4 HAVING sum(sign) <> 0)
SELECT CASE WHEN sign > 0 THEN CASE WHEN left(key, 4) = 'for ' THEN 'default privileges' ELSE 'grant' END
            ELSE CASE WHEN left(key, 4) = 'for ' THEN 'revoked default privileges' ELSE 'revoked default' END END AS kind,
       CASE WHEN left(key, 4) = 'for ' THEN '' ELSE 'on ' END || key || CASE WHEN sign > 0 THEN ' to ' ELSE ' from ' END
         || CASE WHEN grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END AS name,
       CASE WHEN left(key, 4) = 'for ' THEN 'schema ' || substring(key FROM ' in schema (.*) on ') ELSE part_of END AS part_of,
       string_agg(word, ', ' ORDER BY word COLLATE "C") AS privileges
FROM privilege
GROUP BY key, part_of, grantee, sign
UNION ALL
SELECT 'grant', 'on large objects to ' || CASE WHEN grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,
       NULL, string_agg(privilege || ' on ' || number, ', ' ORDER BY privilege COLLATE "C")
FROM (SELECT (one).grantee, (one).privilege_type AS privilege, count(*) AS number
      FROM (SELECT lomowner, aclexplode(lomacl) AS one FROM pg_largeobject_metadata OFFSET 0) exploded
      WHERE (one).grantee <> lomowner GROUP BY 1, 2) counted
GROUP BY grantee
