"""Operations on rows; and those whose statements are in a file beside the revision."""
from model import TYPES, Step, execute


def _values(world, table):
    """A row that the table takes, as column and literal."""
    number = world.number()
    row = [("id", str(number))]
    return row + [(column.name, TYPES[column.kind][2](number)) for column in table.columns
                  if column.name != "id" and not column.opaque]


def _fit(tables):
    return [table for table in tables if not table.partitioned]


def insert(world, tables, dice):
    table = dice.choice(_fit(tables))
    table.has_rows = True
    rows = [_values(world, table) for _ in range(dice.randint(1, 3))]
    into = "INSERT INTO %s (%s) VALUES (%s)"
    up = [execute(into % (table.qualified(), ", ".join(name for name, _ in row), ", ".join(value for _, value in row)))
          for row in rows]
    return Step(up, execute("DELETE FROM %s WHERE id IN (%s)" % (table.qualified(), ", ".join(row[0][1] for row in rows))))


def bulk_insert(world, tables, dice):
    table = dice.choice(_fit(tables))
    simple = [column for column in table.columns if column.kind in ("integer", "bigint", "text", "short", "long")
              and not column.opaque and column.name != "id"]
    if any(not column.nullable and column.default is None and column not in simple and column.name != "id"
           for column in table.columns):
        return None
    table.has_rows = True
    number = world.number()
    row = {"id": number}
    for column in simple:
        row[column.name] = number if column.kind in ("integer", "bigint") else "s%d" % number
    shape = ", ".join("sa.column(%r, %s)" % (column.name, TYPES[column.kind][0]) for column in simple)
    return Step(["rows = sa.table(%r, sa.column('id', sa.BigInteger()), %s%s)" % (table.name, shape, table.keyword()),
                 "op.bulk_insert(rows, [%r])" % row] if shape else
                ["op.bulk_insert(sa.table(%r, sa.column('id', sa.BigInteger())%s), [%r])" % (
                    table.name, table.keyword(), row)],
                execute("DELETE FROM %s WHERE id = %d" % (table.qualified(), number)))


def row_by_row(world, tables, dice):
    """Reads through the connection and writes back what it read: nothing changes."""
    fit = [(table, column) for table in _fit(tables) for column in table.of("text", "integer", "short")]
    if not fit:
        return None
    table, column = dice.choice(fit)
    return Step(["bind = op.get_bind()",
                 "for row in bind.execute(sa.text(%r)).fetchall():" % (
                     "SELECT id, %s FROM %s" % (column.name, table.qualified())),
                 "    bind.execute(sa.text(%r), {'id': row[0], 'value': row[1]})" % (
                     "UPDATE %s SET %s = :value WHERE id = :id" % (table.qualified(), column.name))], "pass")


def sidecar(world, tables, dice):
    """Two files of SQL, read by the revision."""
    table = dice.choice(_fit(tables))
    name = world.name("notes")
    table.frozen = True
    table.changed()
    read = ["here = os.path.join(os.path.dirname(__file__), 'sql')",
            "with open(os.path.join(here, '%s.%%s.sql')) as file:" % name, "    op.execute(file.read())"]
    schema = table.schema + "." if table.schema else ""
    return Step([line.replace("%s.sql", "up.sql") for line in read], [line.replace("%s.sql", "down.sql") for line in read],
                {"sql/%s.up.sql" % name: "-- made by hand\nCREATE TABLE %s%s (\n  id BIGINT PRIMARY KEY,\n  of_%s BIGINT REFERENCES "
                                         "%s (id)\n);\nCREATE INDEX ix_%s ON %s%s (of_%s);\n" % (
                                             schema, name, name, table.qualified(), name, schema, name, name),
                 "sql/%s.down.sql" % name: "DROP TABLE %s%s;\n" % (schema, name)})


def nothing(world, tables, dice):
    return Step("pass", "pass")


OPERATIONS = {insert: 4, bulk_insert: 2, row_by_row: 1, sidecar: 2, nothing: 1}
