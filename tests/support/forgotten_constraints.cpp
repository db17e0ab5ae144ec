// Constraints and indexes.
#include "tests/support/forgotten_objects.h"

namespace gate::test {

using enum SchemaChange;

namespace {

const std::string zones = "CREATE TABLE zones (id integer PRIMARY KEY);";
const std::string foreign_key = orders_table +
                                "CREATE TABLE lines (order_id integer CONSTRAINT fk_order "
                                "REFERENCES orders, number integer);";
const std::string note_index = orders_table + "CREATE INDEX ix_note ON orders (note);";
const std::string partitioned =
    "CREATE TABLE events (id integer, day date) PARTITION BY RANGE (day);"
    "CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');"
    "CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');"
    "CREATE INDEX ix_events ON ONLY events (id); CREATE INDEX ix_events_2025 ON events_2025 (id);";

}  // namespace

std::vector<ForgottenObject> forgotten_constraints() {
  return {
      {"check", orders_table, "ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0)", "",
       "ALTER TABLE orders DROP CONSTRAINT positive", added, "constraint",
       "positive on public.orders"},
      {"check-lost", orders_table + "ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);",
       "ALTER TABLE orders DROP CONSTRAINT positive", "",
       "ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0)", removed, "constraint",
       "positive on public.orders"},
      {"check-definition",
       orders_table + "ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);",
       "ALTER TABLE orders DROP CONSTRAINT positive, ADD CONSTRAINT positive CHECK (total >= 0)",
       "", "ALTER TABLE orders DROP CONSTRAINT positive, ADD CONSTRAINT positive CHECK (total > 0)",
       changed, "constraint", "positive on public.orders", "definition"},
      {"check-inheritance",
       orders_table + "ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);",
       "ALTER TABLE orders DROP CONSTRAINT positive, ADD CONSTRAINT positive CHECK (total > 0) NO "
       "INHERIT",
       "", "ALTER TABLE orders DROP CONSTRAINT positive, ADD CONSTRAINT positive CHECK (total > 0)",
       changed, "constraint", "positive on public.orders", "definition"},
      {"foreign-key", foreign_key + zones,
       "ALTER TABLE lines ADD CONSTRAINT fk_zone FOREIGN KEY (number) REFERENCES zones", "",
       "ALTER TABLE lines DROP CONSTRAINT fk_zone", added, "constraint", "fk_zone on public.lines"},
      {"foreign-key-action", foreign_key,
       "ALTER TABLE lines DROP CONSTRAINT fk_order, ADD CONSTRAINT fk_order FOREIGN KEY (order_id) "
       "REFERENCES orders ON DELETE CASCADE",
       "",
       "ALTER TABLE lines DROP CONSTRAINT fk_order, ADD CONSTRAINT fk_order FOREIGN KEY (order_id) "
       "REFERENCES orders",
       changed, "constraint", "fk_order on public.lines", "definition"},
      {"deferrability", foreign_key,
       "ALTER TABLE lines ALTER CONSTRAINT fk_order DEFERRABLE INITIALLY DEFERRED", "",
       "ALTER TABLE lines ALTER CONSTRAINT fk_order NOT DEFERRABLE", changed, "constraint",
       "fk_order on public.lines", "definition"},
      {"validity",
       orders_table + "ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID;",
       "ALTER TABLE orders VALIDATE CONSTRAINT positive", "",
       "ALTER TABLE orders DROP CONSTRAINT positive, ADD CONSTRAINT positive CHECK (total > 0) NOT "
       "VALID",
       changed, "constraint", "positive on public.orders", "definition"},
      {"constraint-triggers", foreign_key, "ALTER TABLE lines DISABLE TRIGGER ALL", "",
       "ALTER TABLE lines ENABLE TRIGGER ALL", changed, "constraint", "fk_order on public.lines",
       "its triggers"},
      {"primary-key", "CREATE TABLE zones (id integer NOT NULL)",
       "ALTER TABLE zones ADD PRIMARY KEY (id)", "", "ALTER TABLE zones DROP CONSTRAINT zones_pkey",
       added, "constraint", "zones_pkey on public.zones"},
      {"unique", orders_table, "ALTER TABLE orders ADD CONSTRAINT one_note UNIQUE (note, total)",
       "", "ALTER TABLE orders DROP CONSTRAINT one_note", added, "constraint",
       "one_note on public.orders"},
      {"exclusion", orders_table,
       "ALTER TABLE orders ADD CONSTRAINT no_two EXCLUDE USING btree (total WITH =)", "",
       "ALTER TABLE orders DROP CONSTRAINT no_two", added, "constraint", "no_two on public.orders"},
      {"constraint-renamed", orders_table,
       "ALTER TABLE orders RENAME CONSTRAINT orders_pkey TO pk_orders", "",
       "ALTER TABLE orders RENAME CONSTRAINT pk_orders TO orders_pkey", removed, "constraint",
       "orders_pkey on public.orders"},
      {"options-of-a-constraint's-index", orders_table,
       "ALTER INDEX orders_pkey SET (fillfactor = 50)", "",
       "ALTER INDEX orders_pkey RESET (fillfactor)", changed, "index", "public.orders_pkey",
       "options"},
      {"index", orders_table, "CREATE INDEX ix_total ON orders (total DESC)", "",
       "DROP INDEX ix_total", added, "index", "public.ix_total"},
      {"index-of-several-columns", orders_table,
       "CREATE UNIQUE INDEX ix_both ON orders (total, lower(note)) WHERE total > 0", "",
       "DROP INDEX ix_both", added, "index", "public.ix_both"},
      {"index-lost", note_index, "DROP INDEX ix_note", "", "CREATE INDEX ix_note ON orders (note)",
       removed, "index", "public.ix_note"},
      {"index-definition", note_index,
       "DROP INDEX ix_note; CREATE INDEX ix_note ON orders (note) WHERE total > 0", "",
       "DROP INDEX ix_note; CREATE INDEX ix_note ON orders (note)", changed, "index",
       "public.ix_note", "definition"},
      {"index-validity", note_index,
       "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix_note'::regclass", "",
       "UPDATE pg_index SET indisvalid = true WHERE indexrelid = 'ix_note'::regclass", changed,
       "index", "public.ix_note", "valid"},
      {"index-clustered-on", note_index, "ALTER TABLE orders CLUSTER ON ix_note", "",
       "ALTER TABLE orders SET WITHOUT CLUSTER", changed, "index", "public.ix_note", "clustered"},
      {"index-of-the-replica-identity",
       orders_table + "ALTER TABLE orders ALTER note SET NOT NULL;"
                      "CREATE UNIQUE INDEX ix_note ON orders (note);",
       "ALTER TABLE orders REPLICA IDENTITY USING INDEX ix_note", "",
       "ALTER TABLE orders REPLICA IDENTITY DEFAULT", changed, "table", "public.orders",
       "replica identity"},
      {"index-statistics", orders_table + "CREATE INDEX ix_lower ON orders (lower(note));",
       "ALTER INDEX ix_lower ALTER COLUMN 1 SET STATISTICS 700", "",
       "ALTER INDEX ix_lower ALTER COLUMN 1 SET STATISTICS -1", changed, "index", "public.ix_lower",
       "statistics"},
      {"index-attached", partitioned, "ALTER INDEX ix_events ATTACH PARTITION ix_events_2025", "",
       "DROP INDEX ix_events; CREATE INDEX ix_events ON ONLY events (id);"
       "CREATE INDEX ix_events_2025 ON events_2025 (id)",
       changed, "index", "public.ix_events_2025", "attached to"},
      {"statistics-object", orders_table,
       "CREATE STATISTICS together (dependencies) ON total, note FROM orders", "",
       "DROP STATISTICS together", added, "statistics object", "public.together"},
      {"statistics-target",
       orders_table + "CREATE STATISTICS together (dependencies) ON total, note FROM orders;",
       "ALTER STATISTICS together SET STATISTICS 50", "",
       "ALTER STATISTICS together SET STATISTICS -1", changed, "statistics object",
       "public.together", "target"},
  };
}

}  // namespace gate::test
