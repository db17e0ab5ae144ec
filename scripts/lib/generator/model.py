"""What a generated tree's database holds, as far as the next revision has to know it."""

# SQLAlchemy's word, PostgreSQL's word, the n-th of its values.
TYPES = {
    "integer": ("sa.Integer()", "INTEGER", lambda n: str(n)),
    "bigint": ("sa.BigInteger()", "BIGINT", lambda n: str(n)),
    "numeric": ("sa.Numeric(12, 2)", "NUMERIC(12, 2)", lambda n: "%d.50" % n),
    "text": ("sa.Text()", "TEXT", lambda n: "'text %d'" % n),
    "short": ("sa.String(20)", "VARCHAR(20)", lambda n: "'s%d'" % n),
    "long": ("sa.String(60)", "VARCHAR(60)", lambda n: "'s%d'" % n),
    "boolean": ("sa.Boolean()", "BOOLEAN", lambda n: "true"),
    "moment": ("sa.TIMESTAMP(timezone=True)", "TIMESTAMPTZ", lambda n: "'2026-01-%02d 12:00+00'" % (n % 28 + 1)),
    "date": ("sa.Date()", "DATE", lambda n: "'2026-02-%02d'" % (n % 28 + 1)),
    "uuid": ("postgresql.UUID(as_uuid=True)", "UUID", lambda n: "'00000000-0000-0000-0000-%012d'" % n),
    "jsonb": ("postgresql.JSONB()", "JSONB", lambda n: "'{\"n\": %d}'" % n),
    "bytes": ("sa.LargeBinary()", "BYTEA", lambda n: "'\\\\x%02x'" % (n % 256)),
    "inet": ("postgresql.INET()", "INET", lambda n: "'10.0.0.%d'" % (n % 250 + 1)),
    "texts": ("postgresql.ARRAY(sa.Text())", "TEXT[]", lambda n: "'{a,b%d}'" % n),
    "range": ("postgresql.INT4RANGE()", "INT4RANGE", lambda n: "'[%d,%d)'" % (n * 10, n * 10 + 5)),
    "interval": ("sa.Interval()", "INTERVAL", lambda n: "'%d hours'" % n),
    "double": ("postgresql.DOUBLE_PRECISION()", "DOUBLE PRECISION", lambda n: "%d.25" % n),
}
NOUNS = ("account badge crate depot engine flight guest hangar invoice jacket ledger meter note order parcel quota "
         "route ship ticket unit voucher wagon yard zone").split()
TRAITS = "amount code state seen_at owner weight label level origin payload remark rank score size tag".split()


class Column:
    """`busy`: something else names it, so that it stays as it is. `opaque`: of a type that is not told here, or
    filled by the server or a key; nothing is made of its values."""

    def __init__(self, name, kind, nullable=True, default=None):
        self.name, self.kind, self.nullable, self.default = name, kind, nullable, default
        self.busy = self.opaque = False

    @classmethod
    def held(cls, name, kind):
        column = cls(name, kind)
        column.busy = column.opaque = True
        return column

    def python(self):
        words = ["%r" % self.name, TYPES[self.kind][0], "nullable=%r" % self.nullable]
        if self.default is not None:
            words.append("server_default=sa.text(%r)" % self.default)
        return "sa.Column(%s)" % ", ".join(words)

    def sql(self):
        return "%s %s%s%s" % (self.name, TYPES[self.kind][1], "" if self.nullable else " NOT NULL",
                              "" if self.default is None else " DEFAULT " + self.default)


class Table:
    """A table with all that belongs to it. Only one branch at a time may change it."""

    def __init__(self, name, schema, columns, recreate):
        self.name, self.schema, self.columns = name, schema, columns
        self.recreate = recreate  # the lines that make it, while it is as it was made
        self.frozen = False  # its name is in a function's body, or another branch's key points at it
        self.partitioned, self.partitions, self.enum, self.has_rows, self.seen = False, 0, None, False, set()

    def qualified(self):
        return "%s.%s" % (self.schema, self.name) if self.schema else self.name

    def keyword(self):
        """How an operation is told the schema."""
        return ", schema=%r" % self.schema if self.schema else ""

    def free(self, *kinds):
        return [column for column in self.columns
                if not column.busy and column.name != "id" and (not kinds or column.kind in kinds)]

    def of(self, *kinds):
        return [column for column in self.columns if column.kind in kinds and column.name != "id" and not column.opaque]

    def changed(self):
        self.recreate = None


class Step:
    """The lines of one revision's two functions, and the files beside it."""

    def __init__(self, up, down, files=None):
        self.up = [up] if isinstance(up, str) else up
        self.down = [down] if isinstance(down, str) else down
        self.files = files or {}


class World:
    """What is one for the whole tree: names and numbers that are never given twice."""

    def __init__(self, dice):
        self.dice, self.given, self.extensions, self.schemas = dice, 0, [], []

    def number(self):
        self.given += 1
        return self.given

    def name(self, *words):
        return "_".join(words + (str(self.number()),))


def execute(sql):
    """As people write it: a quoted line, or a block of its own for what has several."""
    if "\n" in sql or "'" in sql and '"' in sql:
        return 'op.execute("""%s""")' % sql.replace("\\", "\\\\")
    return 'op.execute("%s")' % sql.replace("\\", "\\\\").replace('"', '\\"')
