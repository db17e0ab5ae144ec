-- Roles, who is in which, and settings of roles and of this database. They belong to the cluster.
SELECT 'role' AS kind, quote_ident(r.rolname) AS name, NULL::text AS part_of,
       concat_ws(' ', CASE WHEN r.rolsuper THEN 'SUPERUSER' ELSE 'NOSUPERUSER' END,
                 CASE WHEN r.rolinherit THEN 'INHERIT' ELSE 'NOINHERIT' END,
                 CASE WHEN r.rolcreaterole THEN 'CREATEROLE' ELSE 'NOCREATEROLE' END,
                 CASE WHEN r.rolcreatedb THEN 'CREATEDB' ELSE 'NOCREATEDB' END,
                 CASE WHEN r.rolcanlogin THEN 'LOGIN' ELSE 'NOLOGIN' END,
                 CASE WHEN r.rolreplication THEN 'REPLICATION' END, CASE WHEN r.rolbypassrls THEN 'BYPASSRLS' END,
                 CASE WHEN r.rolconnlimit >= 0 THEN 'CONNECTION LIMIT ' || r.rolconnlimit END,
                 'VALID UNTIL ' || quote_literal(r.rolvaliduntil::text)) AS definition,
       NULL::text AS member, NULL::text AS role
FROM pg_roles r
WHERE r.oid >= 16384 AND r.rolname !~ '^pg_'
UNION ALL
SELECT 'membership', quote_ident(member.rolname) || ' in ' || quote_ident(whole.rolname)
         || CASE WHEN m.grantor <> 10 THEN ' by ' || quote_ident(pg_get_userbyid(m.grantor)) ELSE '' END --from 16
         ,
       'role ' || quote_ident(member.rolname),
       concat_ws(' ', CASE WHEN m.admin_option THEN 'WITH ADMIN OPTION' END
         , CASE WHEN NOT m.inherit_option THEN 'INHERIT FALSE' END, CASE WHEN NOT m.set_option THEN 'SET FALSE' END --from 16
         ),
       quote_ident(member.rolname), quote_ident(whole.rolname)
FROM pg_auth_members m
JOIN pg_roles member ON member.oid = m.member
JOIN pg_roles whole ON whole.oid = m.roleid
WHERE m.member >= 16384 OR m.roleid >= 16384
UNION ALL
SELECT 'setting', split_part(setting, '=', 1)
         || CASE WHEN s.setrole <> 0 THEN ' of role ' || quote_ident(pg_get_userbyid(s.setrole)) ELSE '' END
         || CASE WHEN s.setdatabase <> 0 THEN ' in the database' ELSE '' END,
       CASE WHEN s.setrole <> 0 THEN 'role ' || quote_ident(pg_get_userbyid(s.setrole)) ELSE 'database itself' END,
       substr(setting, strpos(setting, '=') + 1), NULL, NULL
FROM pg_db_role_setting s, unnest(s.setconfig) setting
WHERE s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
