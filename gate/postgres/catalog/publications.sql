-- Publications and subscriptions. Of these not the connection: it holds a password, and not everybody
-- may read it.
SELECT 'publication' AS kind, quote_ident(p.pubname) AS name, NULL::text AS part_of,
       pg_get_userbyid(p.pubowner)::text AS owner,
       CASE WHEN p.puballtables THEN 'FOR ALL TABLES ' ELSE '' END || 'publish '
         || concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
                      CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END)
         || CASE p.pubgencols WHEN 's' THEN ' generated columns stored' ELSE '' END --from 18
         || CASE WHEN p.pubviaroot THEN ' via partition root' ELSE '' END AS definition,
       NULL::text AS enabled
FROM pg_publication p
UNION ALL
SELECT 'publication table', r.prrelid::regclass || ' in publication ' || quote_ident(p.pubname),
       'publication ' || quote_ident(p.pubname), NULL, 'TABLE ' || r.prrelid::regclass
         || coalesce(' (' || (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a --from 15
              WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs)) || ')', '') --from 15
         || coalesce(' WHERE (' || pg_get_expr(r.prqual, r.prrelid) || ')', ''), NULL --from 15
         , NULL --before 15
FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid
UNION ALL --from 15
SELECT 'publication schema', n.pnnspid::regnamespace || ' in publication ' || quote_ident(p.pubname), --from 15
       'publication ' || quote_ident(p.pubname), NULL, 'TABLES IN SCHEMA ' || n.pnnspid::regnamespace, NULL --from 15
FROM pg_publication_namespace n JOIN pg_publication p ON p.oid = n.pnpubid --from 15
UNION ALL
SELECT 'subscription', quote_ident(s.subname), NULL, pg_get_userbyid(s.subowner)::text,
       'PUBLICATION ' || (SELECT string_agg(quote_ident(one), ', ' ORDER BY one COLLATE "C") FROM unnest(s.subpublications) one)
         || coalesce(' slot ' || quote_ident(s.subslotname), '')
         || ' synchronous commit ' || s.subsynccommit --from 14
         || CASE WHEN s.subbinary THEN ' binary' ELSE '' END || ' streaming ' || s.substream::text --from 14
         || CASE WHEN s.subtwophasestate <> 'd' THEN ' two phase' ELSE '' END --from 15
         || CASE WHEN s.subdisableonerr THEN ' disable on error' ELSE '' END --from 15
         || ' origin ' || s.suborigin --from 16
       , CASE WHEN s.subenabled THEN 'yes' ELSE 'no' END
FROM pg_subscription s
WHERE s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
