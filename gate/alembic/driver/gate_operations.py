"""What the revision files do to the database, read from their source: the answer to `operations`.

Nothing is imported or run, and nothing is decided. One event for each fact, in the order written:

    operation  an `op.<call>(...)`: call, and of schema, table, name, new_name, definitions, elements,
               predicate, rows what it states as a literal
    sql        an executed text: sql (or sql_pieces where it is long), parameters by name or by place;
               iterated where its rows are gone through one by one
    unread     something that reaches the database and is no literal, as a hole in what is known:
               words, the literals in the call, or nothing where it could do anything
    raise      a `raise` or `assert`, or a fetch that fails without a row: lookups, the spans
               [line, end line] whose results decide about it, and when: missing, present or null

each with file, line, end_line, function, direction (upgrade or downgrade) and conditional; all but
a raise also with source, at most 500 characters of the call. After the last: `operations-end`.
What is no literal is left out; a file that cannot be followed further ends where it was left.
"""

import ast

import gate_graph
import gate_sqlalchemy as sql
from gate_calls import Calls
from gate_definitions import canonical
from gate_statements import TooMuch
from gate_values import Batch, NotKnown, Value, constant, is_plain, last_line, literal, plain, unknown

MOST_FACTS = 5000  # of one file
PIECE = 48 * 1024  # of a long SQL text: what the channel passes on uncut
LONGEST_SQL = 4 << 20
SOURCE = 500
HOLE = "?"  # in the words of what is unread

# How op's functions name their arguments by place; those with a star take all that are left.
SIGNATURES = {
    "create_table": ("table", "*definitions"), "drop_table": ("table",),
    "rename_table": ("table", "new_name"), "create_index": ("name", "table", "elements"),
    "drop_index": ("name", "table"), "add_column": ("table",), "drop_column": ("table",),
    "alter_column": ("table",), "create_foreign_key": ("name", "table"), "drop_constraint": ("name", "table"),
    "create_unique_constraint": ("name", "table"), "create_check_constraint": ("name", "table"),
    "create_primary_key": ("name", "table"), "create_table_comment": ("table",),
    "drop_table_comment": ("table",), "create_exclude_constraint": ("name", "table", "*elements"),
}
# What of op says or does nothing of its own to tables, roles and rows.
HARMLESS = frozenset("get_bind get_context f inline_literal batch_alter_table implementation_for "
                     "register_operation".split())
KEYWORDS = {"table_name": "table", "old_table_name": "table", "new_table_name": "new_name", "tablename": "table",
            "index_name": "name", "constraint_name": "name", "source_table": "table", "source": "table",
            "columns": "elements", "schema": "schema", "source_schema": "schema", "name": "name"}


def send(channel, files):
    for file in files:
        _, tree, source = gate_graph.read(file)
        if tree is None:
            continue
        for name, fact in Reader(file, tree, source).facts():
            channel.send(name, **fact)
    channel.send("operations-end")


class Reader(Calls):
    """Follows upgrade() and downgrade() of one file and keeps the facts."""

    def __init__(self, file, tree, source):
        Calls.__init__(self)
        self.file, self.tree = file, tree
        self.lines = source.decode("utf-8", "replace").splitlines()
        self.direction, self.found, self.lookups, self.raised = None, [], [], {}

    def facts(self):
        try:
            self.block(self.tree.body)
            for self.direction in ("upgrade", "downgrade"):
                function = self.module.names.get(self.direction)
                if function is not None and hasattr(function.it, "node"):
                    self.steps = self.doubt = 0
                    self.call_function(function.it, [], {})
        except (TooMuch, RecursionError, MemoryError):
            pass
        return self.found + [("raise", fact) for fact in self.raised.values()]

    def _place(self, node):
        function = self.calls[-1] if self.calls else None
        return {"file": self.file, "line": node.lineno, "end_line": last_line(node),
                "function": getattr(function, "name", "<lambda>"), "direction": self.direction,
                "conditional": self.doubt > 0}

    def _keep(self, event, node, **facts):
        if self.direction is None:
            return
        if len(self.found) >= MOST_FACTS:
            raise TooMuch()
        facts.update(self._place(node), source=self._source(node))
        self.found.append((event, facts))

    def _source(self, node):
        text = "\n".join(self.lines[node.lineno - 1:last_line(node)]).strip()
        return text[:SOURCE]

    def raises(self, node, tests, implied=False):
        spans = sorted(set().union(*[spans for spans, _ in tests]))
        fact = self.raised.setdefault((node.lineno, node.col_offset),
                                      dict(self._place(node), lookups=[], when=None, implied=implied))
        fact["implied"] = fact["implied"] and implied
        fact["lookups"] = sorted(set(map(tuple, fact["lookups"])) | set(spans))
        deciding = [polarity for found, polarity in tests if found]
        fact["when"] = (deciding[-1] or None) if deciding else fact["when"]

    def execute(self, node, statement, arguments, keywords):
        span = (node.lineno, last_line(node))
        self.lookups.append(span)
        it = statement.it if statement.known else None
        parameters = {}
        if isinstance(it, sql.Text):
            text, parameters = it.sql, it.parameters
        elif isinstance(it, (sql.Statement, sql.Expression)):
            text = it.sql() if isinstance(it, sql.Statement) else it.sql
        else:
            text = it if isinstance(it, str) else None
        if text is not None and len(text) <= LONGEST_SQL:
            pieces = {"sql": text} if len(text) <= PIECE else {
                "sql_pieces": [text[at:at + PIECE] for at in range(0, len(text), PIECE)]}
            self._keep("sql", node, parameters=_parameters(parameters, arguments, keywords), **pieces)
        else:
            self.unread(node, literals_in(node))
        return Value(None, frozenset([span]), False)

    def ends_transaction(self, node, name):
        self._keep("sql", node, sql=name.upper())

    def unread(self, node, words=""):
        self._keep("unread", node, words=words)

    def iterates(self, spans):
        """The rows of these lookups are gone through one by one."""
        for event, fact in self.found if spans else ():
            if event == "sql" and (fact["line"], fact["end_line"]) in spans:
                fact["iterated"] = True

    def added(self, node, value):
        rows = value.it if value.known and isinstance(value.it, list) else [value]
        for one in rows:
            if one.known and isinstance(one.it, sql.Row):
                self._keep("operation", node, call="bulk_insert", table=one.it.table.name,
                           schema=one.it.table.schema)

    def operation(self, node, name, of, arguments, keywords):
        """op.name(...), batch_op.name(...) or table.create(...)."""
        if name == "execute" and arguments:
            return self.execute(node, arguments[0], [], {})
        if name == "f" and arguments:
            return arguments[0]
        if name == "inline_literal" and arguments:
            return arguments[0]
        if name == "batch_alter_table":
            table, schema = (arguments + [keywords.get("table_name", unknown())])[0], keywords.get("schema")
            return Value(Batch(table, schema or literal(None)))
        if name == "bulk_insert":
            return self._bulk_insert(node, arguments, keywords)
        if name in SIGNATURES:
            return self._call_of_op(node, name, of, arguments, keywords)
        if name not in HARMLESS:
            self.unread(node)
        return None

    def _bulk_insert(self, node, arguments, keywords):
        table = (arguments + [keywords.get("table", unknown())])[0]
        if table.known and isinstance(table.it, sql.Table):
            self._keep("operation", node, call="bulk_insert", table=table.it.name, schema=table.it.schema)
        return literal(None)

    def _call_of_op(self, node, name, of, arguments, keywords):
        stated = {"table": of.table, "schema": of.schema} if isinstance(of, Batch) else {}
        signature = [one for one in SIGNATURES[name] if not (stated and one == "table")]
        for place, parameter in enumerate(signature):
            if not parameter.startswith("*") and place < len(arguments):
                stated[parameter] = arguments[place]
        for key, value in keywords.items():
            if key in KEYWORDS and KEYWORDS[key] not in stated:
                stated[KEYWORDS[key]] = value
        facts = {"call": name}
        if isinstance(of, sql.Table):
            facts.update(table=of.name, schema=of.schema)
        for key in ("table", "schema", "name", "new_name"):
            if key in stated and is_plain(stated[key]):
                facts[key] = plain(stated[key])
        if "schema" in stated and not is_plain(stated["schema"]):
            facts.pop("table", None)  # in a schema that is not known
        if name == "create_table":
            facts["definitions"] = [canonical(one, self.scope) for one in getattr(node, "args", [])[1:]]
            facts["temporary"] = "TEMP" in str(_plain_or(keywords.get("prefixes"), "")).upper()
        if name in ("create_index", "create_exclude_constraint"):
            facts.update(self._index(stated, signature, arguments, keywords))
        guard = {"if_exists", "if_not_exists", "checkfirst"} & set(keywords)
        facts["guarded"] = any(_plain_or(keywords[one], True) is not False for one in guard)
        if facts.get("table") is None:
            self.unread(node, name)
        else:
            self._keep("operation", node, **facts)
        if name == "create_table" and isinstance(facts.get("table"), str):
            return Value(sql.Table(facts["table"], facts.get("schema")))
        return literal(None)

    def _index(self, stated, signature, arguments, keywords):
        elements = stated.get("elements", literal([]))
        if signature[-1].startswith("*"):  # an EXCLUDE constraint: (element, operator) each
            pairs = arguments[len(signature) - 1:]
            elements = Value([one.it[0] for one in pairs if one.known and isinstance(one.it, list) and one.it])
        texts = []
        for one in elements.it if elements.known and isinstance(elements.it, list) else []:
            if one.known and isinstance(one.it, str):
                texts.append({"column": one.it})
            elif sql.is_sql(one):
                texts.append({"text": sql.sql_of(one)})
        where = keywords.get("postgresql_where", keywords.get("where"))
        predicate = None
        if where is not None and where.known:
            predicate = where.it if isinstance(where.it, str) else sql.sql_of(where) if sql.is_sql(where) else None
        return {"elements": texts, "predicate": predicate}


def literals_in(node):
    """The literals of a text that is put together in the call itself, where it begins with one."""
    words = "".join(_literals(node.args[0] if getattr(node, "args", None) else node)).strip()
    return words if words[:1].isalpha() else ""


def _literals(node):
    try:
        text = constant(node)
        return [text[:SOURCE] if isinstance(text, str) else HOLE]
    except NotKnown:
        pass
    if isinstance(node, ast.BinOp):
        right = _literals(node.right) if isinstance(node.op, ast.Add) else []
        return _literals(node.left) + right
    if isinstance(node, ast.JoinedStr):
        return [text for one in node.values for text in _literals(one)]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return _literals(node.func.value)
    if isinstance(node, ast.Call) and node.args and isinstance(node.func, (ast.Name, ast.Attribute)):
        named = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
        return _literals(node.args[0]) if named == "text" else [HOLE]
    return [HOLE]


def _plain_or(value, otherwise):
    try:
        return plain(value) if value is not None else otherwise
    except NotKnown:
        return otherwise


def _parameters(bound, arguments, keywords):
    """What is known of them: an object by name, or an array by place; null where there are none."""
    given = keywords.get("parameters", keywords.get("params", arguments[0] if arguments else None))
    if given is not None and given.known and isinstance(given.it, list):
        rows = [one for one in given.it if one.known and isinstance(one.it, (dict, list))]
        if rows:
            given = rows[0] if len(given.it) == 1 else None  # many rows: no single value
        elif all(map(is_plain, given.it)):
            return plain(given)
    named = dict(bound)
    if given is not None and given.known and isinstance(given.it, dict):
        named.update({str(key): plain(one) for key, one in given.it.items() if is_plain(one)})
    elif given is not None and given.known and isinstance(given.it, list):
        return [_plain_or(one, None) for one in given.it]
    named.update({key: plain(one) for key, one in keywords.items()
                  if key not in ("parameters", "params", "execution_options") and is_plain(one)})
    return named or None


