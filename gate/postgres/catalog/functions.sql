-- Functions, procedures and aggregates.
SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END AS kind,
       p.oid::regprocedure::text AS name,
       'schema ' || quote_ident(n.nspname) AS part_of,
       pg_get_userbyid(p.proowner)::text AS owner,
       CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid)
            ELSE '(' || pg_get_function_arguments(p.oid) || ') SFUNC ' || a.aggtransfn::regprocedure
              || ' STYPE ' || format_type(a.aggtranstype, NULL)
              || CASE WHEN a.aggtransspace <> 0 THEN ' SSPACE ' || a.aggtransspace ELSE '' END
              || CASE WHEN a.aggfinalfn <> 0 THEN ' FINALFUNC ' || a.aggfinalfn::regprocedure ELSE '' END
              || CASE WHEN a.aggfinalextra THEN ' FINALFUNC_EXTRA' ELSE '' END
              || ' FINALFUNC_MODIFY ' || a.aggfinalmodify::text
              || CASE WHEN a.aggcombinefn <> 0 THEN ' COMBINEFUNC ' || a.aggcombinefn::regprocedure ELSE '' END
              || CASE WHEN a.aggserialfn <> 0 THEN ' SERIALFUNC ' || a.aggserialfn::regprocedure ELSE '' END
              || CASE WHEN a.aggdeserialfn <> 0 THEN ' DESERIALFUNC ' || a.aggdeserialfn::regprocedure ELSE '' END
              || coalesce(' INITCOND ' || quote_literal(a.agginitval), '')
              || CASE WHEN a.aggmtransfn <> 0 THEN ' MSFUNC ' || a.aggmtransfn::regprocedure ELSE '' END
              || CASE WHEN a.aggminvtransfn <> 0 THEN ' MINVFUNC ' || a.aggminvtransfn::regprocedure ELSE '' END
              || CASE WHEN a.aggmtranstype <> 0 THEN ' MSTYPE ' || format_type(a.aggmtranstype, NULL) ELSE '' END
              || CASE WHEN a.aggmtransspace <> 0 THEN ' MSSPACE ' || a.aggmtransspace ELSE '' END
              || CASE WHEN a.aggmfinalfn <> 0 THEN ' MFINALFUNC ' || a.aggmfinalfn::regprocedure ELSE '' END
              || CASE WHEN a.aggmfinalextra THEN ' MFINALFUNC_EXTRA' ELSE '' END
              || CASE WHEN a.aggmtransfn <> 0 THEN ' MFINALFUNC_MODIFY ' || a.aggmfinalmodify::text ELSE '' END
              || coalesce(' MINITCOND ' || quote_literal(a.aggminitval), '')
              || CASE WHEN a.aggsortop <> 0 THEN ' SORTOP ' || a.aggsortop::regoperator ELSE '' END
              || ' PARALLEL ' || p.proparallel::text
              || CASE WHEN a.aggkind = 'h' THEN ' HYPOTHETICAL' ELSE '' END END AS definition
FROM pg_proc p
JOIN pg_namespace n ON n.oid = p.pronamespace
LEFT JOIN pg_aggregate a ON a.aggfnoid = p.oid
WHERE p.oid >= 16384 AND n.nspname !~ '^pg_temp'
  AND p.oid NOT IN (SELECT objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass
                    AND deptype = 'e' AND classid = 'pg_proc'::regclass)
  AND p.oid NOT IN (SELECT objid FROM pg_depend WHERE classid = 'pg_proc'::regclass AND deptype = 'i'
                    AND refclassid = 'pg_type'::regclass AND objid >= 16384)
