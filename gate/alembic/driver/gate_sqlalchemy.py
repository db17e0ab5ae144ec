"""SQLAlchemy's core constructs as the SQL they stand for, where that is simple and sure.

`sa.select(t.c.id).where(t.c.email == "x")` becomes a text that PostgreSQL's parser reads like any other;
a part whose value the source does not say becomes the bind marker :unknown.
"""
from gate_values import NotKnown, Value, is_plain, literal, plain, spans_of, unknown

UNKNOWN = ":unknown"


class Text:
    """sa.text(), with the parameters bound to it."""

    def __init__(self, sql, parameters=None):
        self.sql, self.parameters = sql, dict(parameters or {})


class Bound:
    """sa.bindparam()"""

    def __init__(self, name, value):
        self.name, self.value = name, value


class Expression:
    """A piece of SQL, and the tables whose columns are in it."""

    def __init__(self, sql, tables=()):
        self.sql, self.tables = sql, tuple(tables)


class Table:
    def __init__(self, name, schema=None):
        self.name, self.schema = name, schema

    def sql(self):
        return ("%s." % quoted(self.schema) if self.schema else "") + quoted(self.name)

    def column(self, name):
        return Expression("%s.%s" % (quoted(self.name), quoted(name)), (self,))


class Columns:
    """table.c"""

    def __init__(self, table):
        self.table = table


class Row:
    """An instance of a mapped class, before it is added to a session."""

    def __init__(self, table):
        self.table = table


class Statement:
    """A SELECT, INSERT, UPDATE or DELETE that is being put together."""

    def __init__(self, kind, table=None, columns=()):
        self.kind, self.table, self.columns = kind, table, list(columns)
        self.froms, self.wheres, self.values, self.source = [], [], [], None

    def copy(self):
        other = Statement(self.kind, self.table, self.columns)
        other.froms, other.wheres = list(self.froms), list(self.wheres)
        other.values, other.source = list(self.values), self.source
        return other

    def sql(self):
        where = " WHERE " + " AND ".join("(%s)" % one for one in self.wheres) if self.wheres else ""
        if self.kind == "select":
            return self._select(where)
        names = ", ".join(quoted(name) for name, _ in self.values)
        values = ", ".join(value for _, value in self.values)
        if self.kind == "insert":
            head = "INSERT INTO %s" % self.table.sql()
            if self.source is not None:
                return "%s (%s) %s" % (head, ", ".join(map(quoted, self.columns)), self.source)
            return head + (" (%s) VALUES (%s)" % (names, values) if names else " DEFAULT VALUES")
        if self.kind == "delete":
            return "DELETE FROM %s%s" % (self.table.sql(), where)
        if not names:
            raise NotKnown()
        sets = ", ".join("%s = %s" % (quoted(name), value) for name, value in self.values)
        return "UPDATE %s SET %s%s" % (self.table.sql(), sets, where)

    def _select(self, where):
        tables = {}
        for one in self.froms:
            tables.setdefault(one.sql(), one)
        if not tables:
            raise NotKnown()
        return "SELECT %s FROM %s%s" % (", ".join(self.columns) or "*", ", ".join(tables), where)


def quoted(name):
    return '"%s"' % str(name).replace('"', '""')


def sql_of(value):
    """The SQL of an operand: an expression, a literal, or the marker of what is not known."""
    if not value.known:
        return UNKNOWN
    it = value.it
    if isinstance(it, (Text, Expression)):
        return it.sql
    if isinstance(it, Bound):
        return ":" + it.name if it.name.isidentifier() else UNKNOWN
    if isinstance(it, Statement):
        return "(%s)" % it.sql()
    if isinstance(it, Table):
        return it.sql()
    if it is None or isinstance(it, bool):
        return {None: "NULL", True: "true", False: "false"}[it]
    if isinstance(it, (int, float)):
        return str(it)
    if isinstance(it, str):
        return "'%s'" % it.replace("'", "''")
    if isinstance(it, list) and it:
        return "(%s)" % ", ".join(sql_of(one) for one in it)
    return UNKNOWN


def tables_of(*values):
    tables = []
    for value in values:
        it = value.it if value.known else None
        tables += it.tables if isinstance(it, Expression) else [it] if isinstance(it, Table) else []
    return tables


def is_sql(value):
    return value.known and isinstance(value.it, (Text, Expression, Statement))


OPERATORS = {"Eq": "=", "NotEq": "<>", "Lt": "<", "LtE": "<=", "Gt": ">", "GtE": ">=", "BitAnd": "AND",
             "BitOr": "OR", "Add": "+", "Sub": "-", "Mult": "*", "Div": "/", "Mod": "%"}


def operation(operator, left, right):
    """left == right and its like, where one side is SQL."""
    sign = OPERATORS.get(type(operator).__name__)
    if sign is None:
        raise NotKnown()
    one, other = sql_of(left), sql_of(right)
    if other == "NULL" and sign in ("=", "<>"):
        sign = {"=": "IS", "<>": "IS NOT"}[sign]
    return _expression("(%s %s %s)" % (one, sign, other), left, right)


def _expression(sql, *sources):
    return Value(Expression(sql, tables_of(*sources)), spans_of(*sources))


COMPARISONS = {"in_": "%s IN %s", "is_": "%s IS %s", "is_not": "%s IS NOT %s", "isnot": "%s IS NOT %s",
               "like": "%s LIKE %s", "ilike": "%s ILIKE %s", "notin_": "%s NOT IN %s",
               "not_in": "%s NOT IN %s", "concat": "%s || %s"}
SAME = frozenset("label self_group scalar_subquery as_scalar scalar_subquery with_for_update limit offset "
                 "order_by group_by distinct on_conflict_do_nothing on_conflict_do_update returning "
                 "execution_options columns subquery alias nullslast nullsfirst nulls_last nulls_first "
                 "correlate prefix_with with_entities options params".split())


def method(value, name, arguments, keywords):
    """value.name(...) of a construct; NotKnown where it is none of ours."""
    it = value.it
    if isinstance(it, Text):
        return _text_method(value, name, arguments, keywords)
    if isinstance(it, Table):
        return _table_method(value, name, arguments)
    if isinstance(it, Statement):
        return _statement_method(value, name, arguments, keywords)
    if name in COMPARISONS and len(arguments) == 1:
        return _expression("(%s)" % (COMPARISONS[name] % (it.sql, sql_of(arguments[0]))), value, *arguments)
    if name in ("asc", "desc"):
        return _expression("%s %s" % (it.sql, name.upper()), value)
    if name in SAME:
        return value
    raise NotKnown()


def _text_method(value, name, arguments, keywords):
    if name in ("bindparams", "params"):
        bound = {key: one for key, one in keywords.items()}
        for one in arguments:
            if one.known and isinstance(one.it, Bound):
                bound[one.it.name] = one.it.value
        parameters = dict(value.it.parameters, **{k: plain(v) for k, v in bound.items() if is_plain(v)})
        return Value(Text(value.it.sql, parameters), spans_of(value))
    if name in SAME:
        return value
    raise NotKnown()


def _table_method(value, name, arguments):
    if name in ("insert", "update", "delete"):
        statement = Statement(name, value.it)
        if arguments:
            statement.wheres += [sql_of(one) for one in arguments if is_sql(one)]
        return Value(statement)
    if name == "select":
        statement = Statement("select")
        statement.froms = [value.it]
        return Value(statement)
    if name == "alias":
        return value
    raise NotKnown()


def _statement_method(value, name, arguments, keywords):
    statement = value.it.copy()
    if name in ("where", "filter", "having"):
        statement.wheres += [sql_of(one) for one in arguments]
        statement.froms += tables_of(*arguments)
    elif name == "filter_by" and len(statement.froms) == 1:
        for key, one in keywords.items():
            statement.wheres.append("%s = %s" % (quoted(key), sql_of(one)))
    elif name in ("select_from", "join", "outerjoin"):
        statement.froms += tables_of(*arguments)
    elif name == "values":
        statement.values = _values(arguments, keywords)
    elif name == "from_select" and len(arguments) == 2 and isinstance(arguments[1].it, Statement):
        statement.columns = plain(arguments[0])
        statement.source = arguments[1].it.sql()
    elif name not in SAME:
        raise NotKnown()
    return Value(statement, spans_of(value, *arguments))


def _values(arguments, keywords):
    pairs = list(keywords.items())
    if arguments and arguments[0].known:
        given = arguments[0].it
        if isinstance(given, list) and given and isinstance(given[0].it, dict):
            given = given[0].it  # the first row says which columns
        if isinstance(given, dict):
            pairs = list(given.items())
    return [(key, sql_of(one)) for key, one in pairs if isinstance(key, str)]


def select(arguments):
    """sa.select(a, b) and the older sa.select([a, b])."""
    if len(arguments) == 1 and isinstance(arguments[0].it, list):
        arguments = arguments[0].it
    statement = Statement("select")
    for one in arguments:
        if one.known and isinstance(one.it, Table):
            statement.columns.append("*")
        else:
            statement.columns.append(sql_of(one))
        statement.froms += tables_of(one)
    return Value(statement, spans_of(*arguments))


def joined(word, arguments):
    """sa.and_(), sa.or_()"""
    return _expression("(%s)" % (" %s " % word).join(sql_of(one) for one in arguments), *arguments)


def function(name, arguments):
    """sa.func.name(...)"""
    plain_words = {"current_timestamp", "current_date", "current_time", "localtimestamp", "localtime",
                   "current_user", "session_user"}
    if name.lower() in plain_words and not arguments:
        return Value(Expression(name.upper()))
    return _expression("%s(%s)" % (name, ", ".join(sql_of(one) for one in arguments)), *arguments)


def column(arguments):
    if arguments and isinstance(arguments[0].it, str):
        return Value(Expression(quoted(arguments[0].it)))
    return unknown()


def table(arguments, keywords):
    """sa.table("t", ...), sa.Table("t", metadata, ...)"""
    if not arguments or not isinstance(arguments[0].it, str):
        return unknown()
    schema = keywords.get("schema", literal(None))
    if not is_plain(schema):
        return unknown()
    name = arguments[0].it
    if schema.it is None and "." in name:
        return unknown()
    return Value(Table(name, schema.it))
