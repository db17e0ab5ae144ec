"""Operations on indexes, constraints and statistics."""
from model import Column, Step, execute


def _taken(world, table, column, *words):
    column.busy = True
    table.changed()
    return world.name(*(words + (table.name[:20], column.name[:20])))


def _pick(tables, dice, *kinds):
    fit = [(table, column) for table in tables if not table.partitioned for column in table.of(*kinds)]
    return dice.choice(fit) if fit else None


def index(world, tables, dice):
    found = _pick(tables, dice, "integer", "bigint", "short", "moment", "date", "uuid", "numeric")
    if not found:
        return None
    table, column = found
    name = _taken(world, table, column, "ix")
    how = dice.choice(["", ", unique=False", ", postgresql_using='btree'", ", postgresql_where=sa.text('id > 0')",
                       ", postgresql_include=['id']"])
    if "include" in how:
        return Step(execute("CREATE INDEX %s ON %s (%s) INCLUDE (id)" % (name, table.qualified(), column.name)),
                    _drop(name, table))
    return Step("op.create_index(%r, %r, [%r]%s%s)" % (name, table.name, column.name, table.keyword(), how),
                _drop(name, table))


def _drop(name, table, more=""):
    return "op.drop_index(%r, table_name=%r%s%s)" % (name, table.name, table.keyword(), more)


def expression_index(world, tables, dice):
    found = _pick(tables, dice, "text", "short", "long", "jsonb", "texts", "integer")
    if not found:
        return None
    table, column = found
    name = _taken(world, table, column, "ix")
    on = {"jsonb": "USING gin (%s)", "texts": "USING gin (%s)", "integer": "USING brin (%s)"}.get(
        column.kind, dice.choice(["(lower(%s))", "(upper(%s) DESC NULLS LAST)", "USING hash (%s)"]))
    if "lower" in on and dice.random() < 0.5:
        return Step("op.create_index(%r, %r, [sa.text('lower(%s)')]%s)" % (
            name, table.name, column.name, table.keyword()), _drop(name, table))
    return Step(execute("CREATE INDEX %s ON %s %s" % (name, table.qualified(), on % column.name)), _drop(name, table))


def index_concurrently(world, tables, dice):
    found = _pick(tables, dice, "integer", "bigint", "short", "moment", "date")
    if not found:
        return None
    table, column = found
    name = _taken(world, table, column, "ix")
    block = "with op.get_context().autocommit_block():"
    if dice.random() < 0.4:
        schema = table.schema + "." if table.schema else ""
        return Step([block, "    " + execute("CREATE INDEX CONCURRENTLY IF NOT EXISTS %s ON %s (%s)" % (
            name, table.qualified(), column.name))],
            [block, "    " + execute("DROP INDEX CONCURRENTLY IF EXISTS " + schema + name)])
    return Step([block, "    op.create_index(%r, %r, [%r], postgresql_concurrently=True%s)" % (
        name, table.name, column.name, table.keyword())],
        [block, "    " + _drop(name, table, ", postgresql_concurrently=True")])


def foreign_key(world, tables, dice):
    fit = [table for table in tables if not table.partitioned]
    if len(fit) < 2:
        return None
    table, other = dice.sample(fit, 2)
    return key_to(world, table, other, dice)


def key_to(world, table, other, dice):
    column, name = world.name("other"), world.name("fk", table.name[:20])
    table.changed()
    other.changed()
    delete = dice.choice(["", ", ondelete='CASCADE'", ", ondelete='SET NULL'"])
    up = ["op.add_column(%r, sa.Column(%r, sa.BigInteger(), nullable=True)%s)" % (table.name, column, table.keyword())]
    if dice.random() < 0.3:
        up.append(execute("ALTER TABLE %s ADD CONSTRAINT %s FOREIGN KEY (%s) REFERENCES %s (id) NOT VALID" % (
            table.qualified(), name, column, other.qualified())))
        up.append(execute("ALTER TABLE %s VALIDATE CONSTRAINT %s" % (table.qualified(), name)))
    else:
        schemas = "".join(", %s_schema=%r" % (side, one.schema)
                          for side, one in (("source", table), ("referent", other)) if one.schema)
        up.append("op.create_foreign_key(%r, %r, %r, [%r], ['id']%s%s)" % (
            name, table.name, other.name, column, schemas, delete))
    table.columns.append(Column.held(column, "bigint"))
    return Step(up, ["op.drop_constraint(%r, %r, type_='foreignkey'%s)" % (name, table.name, table.keyword()),
                     "op.drop_column(%r, %r%s)" % (table.name, column, table.keyword())])


def unique(world, tables, dice):
    found = _pick(tables, dice, "integer", "bigint", "short", "long", "uuid", "text")
    if not found:
        return None
    table, column = found
    name = _taken(world, table, column, "uq")
    return Step("op.create_unique_constraint(%r, %r, [%r, 'id']%s)" % (name, table.name, column.name, table.keyword()),
                "op.drop_constraint(%r, %r, type_='unique'%s)" % (name, table.name, table.keyword()))


def check(world, tables, dice):
    found = _pick(tables, dice, "integer", "bigint", "numeric", "double")
    if not found:
        return None
    table, column = found
    name = _taken(world, table, column, "ck")
    down = "op.drop_constraint(%r, %r, type_='check'%s)" % (name, table.name, table.keyword())
    if dice.random() < 0.4:
        return Step([execute("ALTER TABLE %s ADD CONSTRAINT %s CHECK (%s >= 0) NOT VALID" % (
            table.qualified(), name, column.name)),
            execute("ALTER TABLE %s VALIDATE CONSTRAINT %s" % (table.qualified(), name))], down)
    return Step("op.create_check_constraint(%r, %r, sa.text('%s >= 0')%s)" % (
        name, table.name, column.name, table.keyword()), down)


def exclusion(world, tables, dice):
    found = _pick(tables, dice, "range")
    if not found or found[0].has_rows or found[1].default is not None or not found[1].nullable:
        return None
    table, column = found
    name = _taken(world, table, column, "ex")
    return Step(execute("ALTER TABLE %s ADD CONSTRAINT %s EXCLUDE USING gist (%s WITH &&)" % (
        table.qualified(), name, column.name)), execute("ALTER TABLE %s DROP CONSTRAINT %s" % (table.qualified(), name)))


def statistics(world, tables, dice):
    found = _pick(tables, dice, "integer", "bigint", "short", "date")
    if not found:
        return None
    table, column = found
    name = _taken(world, table, column, "st")
    schema = table.schema + "." if table.schema else ""
    return Step(execute("CREATE STATISTICS %s%s ON id, %s FROM %s" % (schema, name, column.name, table.qualified())),
                execute("DROP STATISTICS %s%s" % (schema, name)))


OPERATIONS = {index: 6, expression_index: 4, index_concurrently: 4, foreign_key: 5, unique: 3, check: 3, exclusion: 1,
              statistics: 1}
