"""Operations on tables and their columns. Each changes the model and gives the Step, or None where it does not fit."""
from model import NOUNS, TRAITS, TYPES, Column, Step, Table, execute


def create_table(world, tables, dice):
    schema = dice.choice(world.schemas) if world.schemas and dice.random() < 0.3 else None
    name = world.name(dice.choice(NOUNS))
    columns = [Column("id", "bigint", nullable=False)]
    for trait in dice.sample(TRAITS, dice.randint(2, 6)):
        columns.append(new_column(trait, dice))
    raw = dice.random() < 0.35
    qualified = "%s.%s" % (schema, name) if schema else name
    lines = raw_table(qualified, name, columns) if raw else python_table(name, schema, columns, dice)
    table = Table(name, schema, columns, lines)
    tables.append(table)
    return Step(lines, drop(table, raw))


def new_column(name, dice):
    kind = dice.choice(sorted(TYPES))
    default = TYPES[kind][2](1) if dice.random() < 0.4 else None
    return Column(name, kind, nullable=default is None or dice.random() < 0.6, default=default)


def raw_table(qualified, name, columns):
    rows = ["    id BIGSERIAL PRIMARY KEY"] + ["    " + column.sql() for column in columns[1:]]
    return execute("\nCREATE TABLE %s (\n%s\n)\n" % (qualified, ",\n".join(rows))).split("\n")


def python_table(name, schema, columns, dice):
    lines = ["op.create_table(", "    %r," % name,
             '    sa.Column("id", sa.BigInteger(), primary_key=True, autoincrement=True),']
    lines += ["    %s," % column.python() for column in columns[1:]]
    if dice.random() < 0.3:
        lines.append('    sa.CheckConstraint("id > 0", name="ck_%s_id"),' % name)
    if schema:
        lines.append("    schema=%r," % schema)
    return lines + [")"]


def drop(table, raw=False):
    return execute("DROP TABLE " + table.qualified()) if raw else "op.drop_table(%r%s)" % (table.name, table.keyword())


def drop_table(world, tables, dice):
    old = [table for table in tables if table.recreate and not table.has_rows and not table.frozen]
    if len(tables) < 6 or not old:
        return None
    table = dice.choice(old)
    tables.remove(table)
    return Step(drop(table), table.recreate)


def add_column(world, tables, dice):
    table = dice.choice(tables)
    column = new_column(world.name(dice.choice(TRAITS)), dice)
    table.columns.append(column)
    table.changed()
    style = dice.random()
    if style < 0.3:
        return Step(execute("ALTER TABLE %s ADD COLUMN %s" % (table.qualified(), column.sql())),
                    execute("ALTER TABLE %s DROP COLUMN %s" % (table.qualified(), column.name)))
    if style < 0.5:
        return Step(batch(table, "add_column(%s)" % column.python()), batch(table, "drop_column(%r)" % column.name))
    return Step("op.add_column(%r, %s%s)" % (table.name, column.python(), table.keyword()),
                "op.drop_column(%r, %r%s)" % (table.name, column.name, table.keyword()))


def batch(table, *changes):
    return ["with op.batch_alter_table(%r%s) as batch:" % (table.name, table.keyword())] + \
           ["    batch." + change for change in changes]


def drop_column(world, tables, dice):
    """The last one alone: put back, it is where it was."""
    fit = [table for table in tables
           if len(table.columns) > 2 and table.columns[-1] in table.free() and not table.has_rows and not table.frozen]
    if not fit:
        return None
    table = dice.choice(fit)
    column = table.columns.pop()
    table.changed()
    return Step("op.drop_column(%r, %r%s)" % (table.name, column.name, table.keyword()),
                "op.add_column(%r, %s%s)" % (table.name, column.python(), table.keyword()))


def change_type(world, tables, dice):
    wider = {"short": "long", "integer": "bigint"}
    fit = [(table, column) for table in tables for column in table.free(*wider) if not table.partitioned]
    if not fit:
        return None
    table, column = dice.choice(fit)
    before, column.kind = column.kind, wider[column.kind]
    table.changed()

    def to(old, new):
        if raw:
            return execute("ALTER TABLE %s ALTER COLUMN %s TYPE %s" % (table.qualified(), column.name, TYPES[new][1]))
        return "op.alter_column(%r, %r, existing_type=%s, type_=%s%s)" % (
            table.name, column.name, TYPES[old][0], TYPES[new][0], table.keyword())
    raw = dice.random() < 0.3
    return Step(to(before, column.kind), to(column.kind, before))


def set_default(world, tables, dice):
    fit = [(table, column) for table in tables for column in table.free() if column.default is None]
    if not fit:
        return None
    table, column = dice.choice(fit)
    column.default = TYPES[column.kind][2](world.number() % 90)
    table.changed()
    call = "op.alter_column(%r, %r, server_default=%%s%s)" % (table.name, column.name, table.keyword())
    return Step(call % ("sa.text(%r)" % column.default), call % "None")


def set_not_null(world, tables, dice):
    fit = [(table, column) for table in tables for column in table.free()
           if column.nullable and column.default is not None and not table.partitioned]
    if not fit:
        return None
    table, column = dice.choice(fit)
    column.nullable = False
    table.changed()
    call = "op.alter_column(%r, %r, existing_type=%s, nullable=%%s%s)" % (
        table.name, column.name, TYPES[column.kind][0], table.keyword())
    return Step([execute("UPDATE %s SET %s = %s WHERE %s IS NULL" % (
        table.qualified(), column.name, column.default, column.name)), call % False], call % True)


def rename_column(world, tables, dice):
    fit = [(table, column) for table in tables for column in table.free()]
    if not fit:
        return None
    table, column = dice.choice(fit)
    before, column.name = column.name, world.name(dice.choice(TRAITS))
    table.changed()
    call = "op.alter_column(%r, %%r, new_column_name=%%r%s)" % (table.name, table.keyword())
    return Step(call % (before, column.name), call % (column.name, before))


def rename_table(world, tables, dice):
    fit = [table for table in tables if not table.frozen]
    if not fit:
        return None
    table = dice.choice(fit)
    before, table.name = table.name, world.name(dice.choice(NOUNS))
    table.changed()
    call = "op.rename_table(%%r, %%r%s)" % table.keyword()
    return Step(call % (before, table.name), call % (table.name, before))


def several_at_once(world, tables, dice):
    """A batch of changes to one table."""
    table = dice.choice(tables)
    columns = [new_column(world.name(dice.choice(TRAITS)), dice) for _ in range(dice.randint(2, 4))]
    table.columns += columns
    table.changed()
    return Step(batch(table, *["add_column(%s)" % column.python() for column in columns]),
                batch(table, *["drop_column(%r)" % column.name for column in reversed(columns)]))


OPERATIONS = {create_table: 10, add_column: 8, drop_column: 2, drop_table: 1, change_type: 3, set_default: 2,
              set_not_null: 2, rename_column: 3, rename_table: 2, several_at_once: 2}
