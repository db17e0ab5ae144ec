-- Comments, security labels and ALTER ... DEPENDS ON EXTENSION, of whatever somebody made, the schema
-- public and the database. Those of tables and columns are many and named here; the others PostgreSQL
-- names.
WITH word AS (
  SELECT 'comment' AS kind, '' AS provider, classoid, objoid, objsubid, description AS words FROM pg_description
  WHERE objoid >= 16384 OR classoid = 'pg_namespace'::regclass AND objoid = 2200 OR classoid = 'pg_extension'::regclass
  UNION ALL
  SELECT 'comment', '', classoid, objoid, 0, description FROM pg_shdescription
  WHERE classoid = 'pg_authid'::regclass AND objoid >= 16384
     OR classoid = 'pg_database'::regclass AND objoid = (SELECT oid FROM pg_database WHERE datname = current_database())
  UNION ALL
  SELECT 'security label', ' by ' || provider, classoid, objoid, objsubid, label FROM pg_seclabel
  UNION ALL
  SELECT 'security label', ' by ' || provider, classoid, objoid, 0, label FROM pg_shseclabel
  WHERE classoid = 'pg_authid'::regclass
     OR classoid = 'pg_database'::regclass AND objoid = (SELECT oid FROM pg_database WHERE datname = current_database())
  UNION ALL
  SELECT 'dependence', ' on extension ' || quote_ident(e.extname), d.classid, d.objid, d.objsubid, NULL
  FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
  WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'x'),
named AS (
  SELECT w.*, CASE c.relkind WHEN 'r' THEN 'table ' WHEN 'p' THEN 'table ' WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view '
                             WHEN 'f' THEN 'foreign table ' WHEN 'S' THEN 'sequence ' WHEN 'c' THEN 'composite type ' ELSE 'index ' END
                || quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS relation,
         quote_ident(n.nspname) || '.' || quote_ident(c.relname) || '.' || quote_ident(a.attname) AS column_name,
         c.relkind
  FROM word w
  JOIN pg_class c ON w.classoid = 'pg_class'::regclass AND c.oid = w.objoid AND c.relpersistence <> 't'
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_attribute a ON w.objsubid > 0 AND a.attrelid = c.oid AND a.attnum = w.objsubid)
SELECT r.kind,
       CASE r.kind WHEN 'dependence' THEN 'of ' ELSE 'on ' END || coalesce('column ' || r.column_name, r.relation) || r.provider AS name,
       CASE WHEN r.column_name IS NOT NULL AND r.relkind IN ('r', 'p', 'f') THEN 'column ' || r.column_name
            ELSE r.relation END AS part_of,
       r.words AS text
FROM named r
WHERE r.objoid NOT IN (SELECT objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass
                       AND deptype = 'e' AND classid = 'pg_class'::regclass)
UNION ALL
SELECT w.kind, CASE w.kind WHEN 'dependence' THEN 'of ' ELSE 'on ' END || o.key || w.provider, o.key, w.words
FROM word w
CROSS JOIN LATERAL (SELECT (pg_identify_object(w.classoid, w.objoid, w.objsubid)).* OFFSET 0) i
CROSS JOIN LATERAL (SELECT CASE
    WHEN w.classoid = 'pg_proc'::regclass THEN i.type || ' ' || w.objoid::regprocedure
    WHEN w.classoid = 'pg_operator'::regclass THEN i.type || ' ' || w.objoid::regoperator
    WHEN w.classoid = 'pg_constraint'::regclass THEN 'constraint ' || i.identity
    WHEN w.classoid = 'pg_database'::regclass THEN 'database itself'
    WHEN w.classoid = 'pg_type'::regclass THEN (
      SELECT CASE t.typtype WHEN 'e' THEN 'enum ' WHEN 'd' THEN 'domain ' WHEN 'c' THEN 'composite type '
                            WHEN 'r' THEN 'range type ' ELSE 'base type ' END || i.identity
      FROM pg_type t WHERE t.oid = w.objoid)
    ELSE i.type || ' ' || i.identity END AS key) o
WHERE w.classoid NOT IN ('pg_class'::regclass, 'pg_largeobject'::regclass)
  AND (w.classoid, w.objoid) NOT IN (SELECT classid, objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass
                                     AND deptype = 'e')
