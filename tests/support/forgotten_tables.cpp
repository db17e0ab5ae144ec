// Schemas, tables, views and sequences.
#include "tests/support/forgotten_objects.h"

namespace gate::test {

using enum SchemaChange;

namespace {

const std::string partitioned =
    "CREATE TABLE events (id bigint, day date NOT NULL) PARTITION BY RANGE (day);"
    "CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO "
    "('2026-01-01');";
const std::string orders_view = orders_table + "CREATE VIEW open_orders AS SELECT id FROM orders;";
const std::string totals =
    orders_table + "CREATE MATERIALIZED VIEW totals AS SELECT sum(total) AS sum FROM orders;";

}  // namespace

std::vector<ForgottenObject> forgotten_tables() {
  return {
      {"schema", "", "CREATE SCHEMA audit", "", "DROP SCHEMA audit", added, "schema", "audit"},
      {"schema-with-a-table", "", "CREATE SCHEMA audit; CREATE TABLE audit.log (id integer)", "",
       "DROP SCHEMA audit CASCADE", added, "schema", "audit"},
      {"table", "", "CREATE TABLE zones (id serial PRIMARY KEY, name text UNIQUE)", "",
       "DROP TABLE zones", added, "table", "public.zones"},
      {"table-lost", orders_table, "DROP TABLE orders", "", orders_table, removed, "table",
       "public.orders"},
      {"table-renamed", orders_table, "ALTER TABLE orders RENAME TO sales", "",
       "ALTER TABLE sales RENAME TO orders", removed, "table", "public.orders"},
      {"table-in-another-schema", orders_table + "CREATE SCHEMA archive;",
       "ALTER TABLE orders SET SCHEMA archive", "", "ALTER TABLE archive.orders SET SCHEMA public",
       removed, "table", "public.orders"},
      {"persistence", orders_table, "ALTER TABLE orders SET UNLOGGED", "",
       "ALTER TABLE orders SET LOGGED", changed, "table", "public.orders", "persistence"},
      {"partition", partitioned,
       "CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO "
       "('2027-01-01')",
       "", "DROP TABLE events_2026", added, "table", "public.events_2026"},
      {"partition-bound", partitioned,
       "ALTER TABLE events DETACH PARTITION events_2025; ALTER TABLE events ATTACH PARTITION "
       "events_2025 FOR VALUES FROM ('2025-01-01') TO ('2030-01-01')",
       "",
       "ALTER TABLE events DETACH PARTITION events_2025; ALTER TABLE events ATTACH PARTITION "
       "events_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
       changed, "table", "public.events_2025", "partition of"},
      {"partition-detached", partitioned, "ALTER TABLE events DETACH PARTITION events_2025", "",
       "ALTER TABLE events ATTACH PARTITION events_2025 FOR VALUES FROM ('2025-01-01') TO "
       "('2026-01-01')",
       changed, "table", "public.events_2025", "partition of"},
      {"partition-key", "CREATE TABLE events (id bigint, day date) PARTITION BY RANGE (day)",
       "DROP TABLE events; CREATE TABLE events (id bigint, day date) PARTITION BY LIST (day)", "",
       "DROP TABLE events; CREATE TABLE events (id bigint, day date) PARTITION BY RANGE (day)",
       changed, "table", "public.events", "partitioned by"},
      {"inheritance",
       "CREATE TABLE base (id integer); CREATE TABLE special (id integer, extra text)",
       "ALTER TABLE special INHERIT base", "", "ALTER TABLE special NO INHERIT base", changed,
       "table", "public.special", "inherits"},
      {"row-security", orders_table, "ALTER TABLE orders ENABLE ROW LEVEL SECURITY", "",
       "ALTER TABLE orders DISABLE ROW LEVEL SECURITY", changed, "table", "public.orders",
       "row security"},
      {"row-security-forced", orders_table + "ALTER TABLE orders ENABLE ROW LEVEL SECURITY;",
       "ALTER TABLE orders FORCE ROW LEVEL SECURITY", "",
       "ALTER TABLE orders NO FORCE ROW LEVEL SECURITY", changed, "table", "public.orders",
       "row security"},
      {"replica-identity", orders_table, "ALTER TABLE orders REPLICA IDENTITY FULL", "",
       "ALTER TABLE orders REPLICA IDENTITY DEFAULT", changed, "table", "public.orders",
       "replica identity"},
      {"table-options", orders_table, "ALTER TABLE orders SET (fillfactor = 70)", "",
       "ALTER TABLE orders RESET (fillfactor)", changed, "table", "public.orders", "options"},
      {"toast-options", orders_table, "ALTER TABLE orders SET (toast.autovacuum_enabled = false)",
       "", "ALTER TABLE orders RESET (toast.autovacuum_enabled)", changed, "table", "public.orders",
       "options"},
      {"typed-table",
       "CREATE TYPE order_row AS (id integer, note text); CREATE TABLE orders (id integer, note "
       "text)",
       "ALTER TABLE orders OF order_row", "", "ALTER TABLE orders NOT OF", changed, "table",
       "public.orders", "of type"},
      {"table-access-method",
       orders_table + "CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler",
       "ALTER TABLE orders SET ACCESS METHOD heap2", "",
       "ALTER TABLE orders SET ACCESS METHOD heap", changed, "table", "public.orders",
       "access method"},
      {"view", orders_table, "CREATE VIEW open_orders AS SELECT id FROM orders", "",
       "DROP VIEW open_orders", added, "view", "public.open_orders"},
      {"view-definition", orders_view,
       "CREATE OR REPLACE VIEW open_orders AS SELECT id FROM orders WHERE total > 0", "",
       "CREATE OR REPLACE VIEW open_orders AS SELECT id FROM orders", changed, "view",
       "public.open_orders", "definition"},
      {"view-options", orders_view, "ALTER VIEW open_orders SET (security_barrier = true)", "",
       "ALTER VIEW open_orders RESET (security_barrier)", changed, "view", "public.open_orders",
       "options"},
      {"view-column-default", orders_view, "ALTER VIEW open_orders ALTER id SET DEFAULT 7", "",
       "ALTER VIEW open_orders ALTER id DROP DEFAULT", added, "column", "public.open_orders.id"},
      {"materialized-view", orders_table,
       "CREATE MATERIALIZED VIEW totals AS SELECT sum(total) AS sum FROM orders", "",
       "DROP MATERIALIZED VIEW totals", added, "materialized view", "public.totals"},
      {"materialized-view-populated", totals, "REFRESH MATERIALIZED VIEW totals WITH NO DATA", "",
       "REFRESH MATERIALIZED VIEW totals", changed, "materialized view", "public.totals",
       "populated"},
      {"index-of-a-materialized-view", totals, "CREATE INDEX ix_totals ON totals (sum)", "",
       "DROP INDEX ix_totals", added, "index", "public.ix_totals"},
      {"sequence", "", "CREATE SEQUENCE order_number", "", "DROP SEQUENCE order_number", added,
       "sequence", "public.order_number"},
      {"sequence-parameters", "CREATE SEQUENCE order_number",
       "ALTER SEQUENCE order_number INCREMENT BY 10 CYCLE", "",
       "ALTER SEQUENCE order_number INCREMENT BY 1 NO CYCLE", changed, "sequence",
       "public.order_number", "definition"},
      {"sequence-ownership", orders_table + "CREATE SEQUENCE order_number",
       "ALTER SEQUENCE order_number OWNED BY orders.id", "",
       "ALTER SEQUENCE order_number OWNED BY NONE", changed, "sequence", "public.order_number",
       "owned by"},
      {"sequence-persistence", "CREATE SEQUENCE order_number",
       "ALTER SEQUENCE order_number SET UNLOGGED", "", "ALTER SEQUENCE order_number SET LOGGED",
       changed, "sequence", "public.order_number", "persistence"},
  };
}

}  // namespace gate::test
