"""Operations on everything that is neither a table nor an index."""
from model import NOUNS, TRAITS, Column, Step, Table, execute


def enum(world, tables, dice):
    """A type of its own and a column of it, in the ways people make them."""
    fit = [table for table in tables if table.enum is None and not table.partitioned]
    if not fit:
        return None
    table = dice.choice(fit)
    name, column = world.name("kind"), world.name("kind")
    words = ["new", "open", "done"]
    table.enum = (name, column, list(words))
    table.columns.append(Column.held(column, "text"))
    table.changed()
    drop_column = "op.drop_column(%r, %r%s)" % (table.name, column, table.keyword())
    style = dice.random()
    if style < 0.4:
        return Step([execute("CREATE TYPE %s AS ENUM ('new', 'open', 'done')" % name),
                     execute("ALTER TABLE %s ADD COLUMN %s %s" % (table.qualified(), column, name))],
                    [drop_column, execute("DROP TYPE " + name)])
    kind = "postgresql.ENUM" if style < 0.7 else "sa.Enum"
    return Step(["kind = %s(%s, name=%r)" % (kind, ", ".join(map(repr, words)), name),
                 "kind.create(op.get_bind(), checkfirst=%r)" % (dice.random() < 0.5),
                 "op.add_column(%r, sa.Column(%r, kind, nullable=True)%s)" % (table.name, column, table.keyword())],
                [drop_column, "sa.Enum(name=%r).drop(op.get_bind(), checkfirst=True)" % name])


def enum_value(world, tables, dice):
    """One more word; the way back makes the type anew."""
    fit = [table for table in tables if table.enum and not table.has_rows]
    if not fit:
        return None
    table = dice.choice(fit)
    name, column, words = table.enum
    before = ", ".join("'%s'" % word for word in words)
    words.append(world.name("later"))
    back = [execute("ALTER TYPE %s RENAME TO %s_old" % (name, name)), execute("CREATE TYPE %s AS ENUM (%s)" % (name, before)),
            execute("ALTER TABLE %s ALTER COLUMN %s TYPE %s USING %s::text::%s" % (
                table.qualified(), column, name, column, name)), execute("DROP TYPE %s_old" % name)]
    add = execute("ALTER TYPE %s ADD VALUE IF NOT EXISTS '%s'" % (name, words[-1]))
    if dice.random() < 0.5:
        return Step(["with op.get_context().autocommit_block():", "    " + add], back)
    return Step(add, back)


def domain(world, tables, dice):
    table = dice.choice(tables)
    name, column = world.name("amount"), world.name("amount")
    table.columns.append(Column.held(column, "integer"))
    table.changed()
    return Step([execute("CREATE DOMAIN %s AS INTEGER CHECK (VALUE >= 0)" % name),
                 execute("ALTER TABLE %s ADD COLUMN %s %s" % (table.qualified(), column, name))],
                [execute("ALTER TABLE %s DROP COLUMN %s" % (table.qualified(), column)), execute("DROP DOMAIN " + name)])


def composite(world, tables, dice):
    name = world.name("pair")
    return Step(execute("CREATE TYPE %s AS (a INTEGER, b TEXT)" % name), execute("DROP TYPE " + name))


def sequence(world, tables, dice):
    table = dice.choice([one for one in tables if not one.partitioned])
    name, column = world.name("seq"), world.name("number")
    table.columns.append(Column.held(column, "bigint"))
    table.changed()
    return Step([execute("CREATE SEQUENCE %s START 1000" % name),
                 "op.add_column(%r, sa.Column(%r, sa.BigInteger(), server_default=sa.text(\"nextval('%s')\"))%s)" % (
                     table.name, column, name, table.keyword())],
                ["op.drop_column(%r, %r%s)" % (table.name, column, table.keyword()), execute("DROP SEQUENCE " + name)])


def generated(world, tables, dice):
    fit = [(table, column) for table in tables if not table.partitioned for column in table.of("integer", "bigint")]
    if not fit:
        return None
    table, column = dice.choice(fit)
    name = world.name("twice")
    column.busy = True
    table.columns.append(Column.held(name, "bigint"))
    table.changed()
    return Step(execute("ALTER TABLE %s ADD COLUMN %s BIGINT GENERATED ALWAYS AS (%s * 2) STORED" % (
        table.qualified(), name, column.name)), "op.drop_column(%r, %r%s)" % (table.name, name, table.keyword()))


def view(world, tables, dice):
    table = dice.choice(tables)
    plain = [column for column in table.columns if not column.opaque]  # an enum's column changes on the way back
    columns = dice.sample(plain, min(3, len(plain)))
    for column in columns:
        column.busy = True
    table.changed()
    schema = table.schema + "." if table.schema else ""
    name = schema + world.name("v", table.name[:20])
    words = "SELECT %s FROM %s" % (", ".join(column.name for column in columns), table.qualified())
    if dice.random() < 0.4:
        lines = [execute("CREATE MATERIALIZED VIEW %s AS %s WITH NO DATA" % (name, words))]
        if columns[0].kind in ("integer", "bigint", "short", "uuid") and not columns[0].opaque:
            lines.append(execute("CREATE INDEX %s ON %s (%s)" % (world.name("ix_mv"), name, columns[0].name)))
        return Step(lines, execute("DROP MATERIALIZED VIEW " + name))
    return Step(execute("CREATE OR REPLACE VIEW %s AS %s" % (name, words)), execute("DROP VIEW " + name))


def function(world, tables, dice):
    name = world.name("f")
    if dice.random() < 0.5:
        body = "CREATE FUNCTION %s(n INTEGER) RETURNS INTEGER LANGUAGE sql IMMUTABLE AS $$ SELECT n * 2 $$" % name
    else:
        table = dice.choice(tables)
        table.frozen = True
        table.changed()
        body = ("\nCREATE OR REPLACE FUNCTION %s(n INTEGER) RETURNS BIGINT LANGUAGE plpgsql STABLE AS $$\nBEGIN\n"
                "    RETURN (SELECT count(*) FROM %s WHERE id > n);\nEND\n$$\n" % (name, table.qualified()))
    return Step(execute(body).split("\n"), execute("DROP FUNCTION %s(INTEGER)" % name))


def trigger(world, tables, dice):
    fit = [table for table in tables if not table.partitioned]
    if not fit:
        return None
    table = dice.choice(fit)
    name = world.name("touch")
    table.changed()
    up = execute("\nCREATE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS $body$\nBEGIN\n    RETURN NEW;\nEND;\n$body$\n"
                 % name).split("\n")
    up.append(execute("CREATE TRIGGER %s BEFORE UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION %s()" % (
        name, table.qualified(), name)))
    return Step(up, [execute("DROP TRIGGER %s ON %s" % (name, table.qualified())), execute("DROP FUNCTION %s()" % name)])


def policy(world, tables, dice):
    fit = [table for table in tables if "policy" not in table.seen and not table.partitioned]
    if not fit:
        return None
    table = dice.choice(fit)
    table.seen.add("policy")
    table.changed()
    name = world.name("only_some")
    return Step([execute("ALTER TABLE %s ENABLE ROW LEVEL SECURITY" % table.qualified()),
                 execute("CREATE POLICY %s ON %s FOR SELECT TO PUBLIC USING (id > 0)" % (name, table.qualified()))],
                [execute("DROP POLICY %s ON %s" % (name, table.qualified())),
                 execute("ALTER TABLE %s DISABLE ROW LEVEL SECURITY" % table.qualified())])


def grant(world, tables, dice):
    table, right = dice.choice(tables), dice.choice(["SELECT", "SELECT, INSERT", "ALL"])
    table.changed()
    if "public" not in table.seen and dice.random() < 0.4:
        table.seen.add("public")
        return Step(execute("GRANT %s ON %s TO PUBLIC" % (right, table.qualified())),
                    execute("REVOKE %s ON %s FROM PUBLIC" % (right, table.qualified())))
    role = world.name("app")
    return Step([execute("CREATE ROLE %s NOLOGIN" % role), execute("GRANT %s ON %s TO %s" % (right, table.qualified(), role))],
                [execute("REVOKE ALL ON %s FROM %s" % (table.qualified(), role)), execute("DROP ROLE " + role)])


def comment(world, tables, dice):
    fit = [table for table in tables if "comment" not in table.seen]
    if not fit:
        return None
    table = dice.choice(fit)
    table.seen.add("comment")
    table.changed()
    if dice.random() < 0.5:
        return Step("op.create_table_comment(%r, 'what it is for'%s)" % (table.name, table.keyword()),
                    "op.drop_table_comment(%r%s)" % (table.name, table.keyword()))
    words = "COMMENT ON COLUMN %s.id IS %%s" % table.qualified()
    return Step(execute(words % "'it''s the key'"), execute(words % "NULL"))


def storage(world, tables, dice):
    fit = [table for table in tables if "storage" not in table.seen and not table.partitioned]
    if not fit:
        return None
    table = dice.choice(fit)
    table.seen.add("storage")
    table.changed()
    return Step(execute("ALTER TABLE %s SET (fillfactor = 70)" % table.qualified()),
                execute("ALTER TABLE %s RESET (fillfactor)" % table.qualified()))


def partitioned(world, tables, dice):
    name = world.name(dice.choice(NOUNS))
    table = Table(name, None, [Column("id", "bigint", nullable=False)], None)
    table.partitioned = table.frozen = True
    table.partitions = 1
    tables.append(table)
    return Step([execute("CREATE TABLE %s (id BIGINT NOT NULL, at DATE NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)"
                         % name), execute(_partition(name, 1))], execute("DROP TABLE " + name))


def _partition(name, number):
    year = 2000 + number
    return "CREATE TABLE %s_%d PARTITION OF %s FOR VALUES FROM ('%d-01-01') TO ('%d-01-01')" % (
        name, year, name, year, year + 1)


def one_more_partition(world, tables, dice):
    fit = [table for table in tables if table.partitioned]
    if not fit:
        return None
    table = dice.choice(fit)
    table.partitions += 1
    table.changed()
    return Step(execute(_partition(table.name, table.partitions)),
                execute("DROP TABLE %s_%d" % (table.name, 2000 + table.partitions)))


def extension(world, tables, dice):
    rest = [name for name in ("citext", "pg_trgm", "hstore", "btree_gist") if name not in world.extensions]
    if not rest or dice.random() < 0.7:
        return None
    world.extensions.append(dice.choice(rest))
    return Step(execute("CREATE EXTENSION IF NOT EXISTS " + world.extensions[-1]),
                execute("DROP EXTENSION IF EXISTS " + world.extensions[-1]))


def block(world, tables, dice):
    """What a migration does by a program of the server's."""
    table = dice.choice([one for one in tables if not one.partitioned])
    column = world.name(dice.choice(TRAITS))
    table.columns.append(Column(column, "integer"))
    table.changed()
    words = "\nDO $$\nBEGIN\n    EXECUTE 'ALTER TABLE %s ADD COLUMN %s INTEGER';\nEND $$\n" % (table.qualified(), column)
    return Step(execute(words).split("\n"), "op.drop_column(%r, %r%s)" % (table.name, column, table.keyword()))


OPERATIONS = {enum: 4, enum_value: 2, domain: 2, composite: 1, sequence: 2, generated: 2, view: 5, function: 3, trigger: 3,
              policy: 2, grant: 4, comment: 3, storage: 1, partitioned: 2, one_more_partition: 3, extension: 1, block: 2}
