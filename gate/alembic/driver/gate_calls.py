"""The calls in a migration's functions: what they come to, and which of them reach the database.

Calls of the module's own functions are followed; of Alembic's and SQLAlchemy's the ones known here;
every other call is unknown, and only its `execute(...)` of a readable SQL is taken for what it says.
"""
import ast
import inspect
import textwrap

import gate_sqlalchemy as sql
from gate_statements import Statements
from gate_values import (MOST, Batch, Dotted, Function, Method, NotKnown, Value, is_plain, literal,
                         plain, spans_of, string_method, unknown)

EXECUTES = frozenset("execute exec_driver_sql scalar scalars executemany exec fetch fetchrow fetchval "
                     "execute_immediate".split())
FETCHES = frozenset("all count exists fetchall fetchmany fetchone first get iterator mappings one one_or_none scalar "
                    "scalar_one scalar_one_or_none scalars tuples unique".split())
# Methods that fail where the row is missing.
STRICT = frozenset(["one", "scalar_one"])


# Packages whose functions reach no database.
HARMLESS = frozenset("__future__ alembic base64 collections contextlib copy dataclasses datetime decimal enum "
                     "functools hashlib inspect itertools json logging math os pathlib random re secrets string "
                     "sys textwrap time types typing uuid warnings".split())


class Calls(Statements):
    def of_Call(self, node):
        function = self.value(node.func)
        arguments, keywords, whole = self._arguments(node)
        it = function.it if function.known else None
        if isinstance(it, Dotted):
            result = self._call_dotted(node, it.path, arguments, keywords)
        elif isinstance(it, Function):
            result = self.call_function(it, arguments if whole else [], keywords)
        elif isinstance(it, Method):
            result = self._call_method(node, it, arguments, keywords)
        elif isinstance(it, sql.Table):  # a mapped class
            result = Value(sql.Row(it))
        else:
            result = None
        if result is None:
            self._called_back(list(arguments) + list(keywords.values()))
            result = unknown(function, *(list(arguments) + list(keywords.values())))
        return result

    def function_of(self, node):
        return Value(Function(node, self.scope))

    def _arguments(self, node):
        arguments, keywords, whole = [], {}, True
        for one in node.args:
            value = self.value(one)
            if not isinstance(one, ast.Starred):
                arguments.append(value)
            elif value.known and isinstance(value.it, list):
                arguments += value.it
            else:
                whole = False
        for one in node.keywords:
            value = self.value(one.value)
            if one.arg is not None:
                keywords[one.arg] = value
            elif value.known and isinstance(value.it, dict):
                keywords.update({key: item for key, item in value.it.items() if isinstance(key, str)})
        return arguments, keywords, whole

    def _called_back(self, values):
        """A function that is handed to something unknown may be called by it."""
        for value in values:
            if value.known and isinstance(value.it, Function):
                self.doubt += 1
                self.call_function(value.it, [], {})
                self.doubt -= 1

    def bind_parameters(self, parameters, arguments, keywords):
        names = [one.arg for one in list(getattr(parameters, "posonlyargs", [])) + parameters.args]
        defaults = [None] * (len(names) - len(parameters.defaults)) + list(parameters.defaults)
        for place, (name, default) in enumerate(zip(names, defaults)):
            if place < len(arguments):
                value = arguments[place]
            elif name in keywords:
                value = keywords[name]
            else:
                value = self.value(default) if default is not None else unknown()
            self.scope.names[name] = value
        for one, default in zip(parameters.kwonlyargs, parameters.kw_defaults):
            value = keywords.get(one.arg)
            if value is None:
                value = self.value(default) if default is not None else unknown()
            self.scope.names[one.arg] = value
        if parameters.vararg is not None:
            self.scope.names[parameters.vararg.arg] = Value(list(arguments[len(names):]))
        if parameters.kwarg is not None:
            rest = {key: one for key, one in keywords.items() if key not in self.scope.names}
            self.scope.names[parameters.kwarg.arg] = Value(rest)

    def _call_dotted(self, node, path, arguments, keywords):
        root, name = path.split(".")[0], path.rsplit(".", 1)[-1]
        if path.startswith("alembic.op."):
            return self.operation(node, name, None, arguments, keywords)
        if root == "alembic" and name == "Operations":
            return Value(Dotted("alembic.op"))
        if path in ("alembic.context.is_offline_mode",):
            return literal(False)
        if root in ("sqlalchemy", "sqlmodel"):
            return _sqlalchemy(path, name, arguments, keywords)
        if path == "contextlib.suppress":
            return Value(Dotted("contextlib.suppress()"))
        if path in ("textwrap.dedent", "inspect.cleandoc") and arguments and is_plain(arguments[0]):
            clean = textwrap.dedent if path == "textwrap.dedent" else inspect.cleandoc
            return Value(clean(plain(arguments[0])), spans_of(*arguments))
        if root == "builtins":
            return _builtin(name, arguments, keywords)
        if root not in HARMLESS and not root.endswith("Error"):
            self.unread(node)  # the project's own helpers may do anything
        return None

    def _call_method(self, node, method, arguments, keywords):
        of, name = method.of, method.name
        it = of.it if of.known else None
        if isinstance(it, Batch):
            return self.operation(node, name, it, arguments, keywords)
        if isinstance(it, str):
            return Value(string_method(it, name, arguments, keywords).it, spans_of(of, *arguments))
        if isinstance(it, list):
            return self._list_method(of, name, arguments)
        if isinstance(it, dict):
            return self._dict_method(of, name, arguments)
        if isinstance(it, sql.Table) and name in ("create", "drop"):
            return self.operation(node, "%s_table" % name, it, arguments, keywords)
        if isinstance(it, sql.Statement) and name in FETCHES:
            return self._fetched(node, name, self.execute(node, of, [], {}))
        if isinstance(it, (sql.Text, sql.Table, sql.Statement, sql.Expression)):
            return sql.method(of, name, arguments, keywords)
        if it is not None:
            return None
        return self._connection_method(node, of, name, arguments, keywords)

    def _connection_method(self, node, of, name, arguments, keywords):
        if name in EXECUTES and (arguments or "statement" in keywords):
            rest = {key: one for key, one in keywords.items() if key != "statement"}
            statement = arguments[0] if arguments else keywords["statement"]
            result = self.execute(node, statement, arguments[1:], rest)
            return Value(None, result.spans | of.spans, False)
        if name == "query" and arguments:
            return sql.select(arguments)
        if name in ("commit", "rollback") and not arguments:
            self.ends_transaction(node, name)
            return None
        if name in ("add", "add_all") and arguments:
            self.added(node, arguments[0])
            return None
        return self._fetched(node, name, of) if of.spans else None

    def _fetched(self, node, name, of):
        if name in ("all", "fetchall"):
            self.iterates(of.spans)
        if name in STRICT and of.spans:
            self.raises(node, self.tests + [(of.spans, "missing")])
        return unknown(of)

    def _list_method(self, of, name, arguments):
        if name in ("append", "extend", "insert", "remove", "pop", "clear", "sort", "reverse"):
            grown = len(of.it) + (len(arguments[0].it) if name == "extend" and arguments and arguments[0].known
                                  and isinstance(arguments[0].it, list) else 1)
            if self.doubt or name not in ("append", "extend") or len(arguments) != 1 or grown > MOST:
                of.forget()
            elif name == "append":
                of.it.append(arguments[0])
            elif arguments[0].known and isinstance(arguments[0].it, list):
                of.it.extend(arguments[0].it)
            else:
                of.forget()
            return literal(None)
        if name == "copy":
            return Value(list(of.it), of.spans)
        return None

    def _dict_method(self, of, name, arguments):
        if name == "items":
            return Value([Value([literal(key), one]) for key, one in of.it.items()], of.spans)
        if name == "keys":
            return literal(list(of.it))
        if name == "values":
            return Value(list(of.it.values()), of.spans)
        if name == "get" and arguments and is_plain(arguments[0]):
            found = of.it.get(plain(arguments[0]))
            return found if found is not None else arguments[1] if len(arguments) > 1 else literal(None)
        if name in ("update", "pop", "setdefault", "clear", "popitem"):
            of.forget()
        return None

    def mapped(self, names):
        """The Table of a declarative class, where it names one."""
        name, schema = names.get("__tablename__"), None
        settings = names.get("__table_args__")
        if settings is not None and is_plain(settings):
            settings = plain(settings)
            last = settings[-1] if isinstance(settings, list) and settings else settings
            schema = last.get("schema") if isinstance(last, dict) else None
        elif settings is not None:
            return None
        return Value(sql.Table(name.it, schema)) if name is not None and is_plain(name) else None

    def polarity(self, test):
        """Whether a test on a lookup holds where the row is missing, or where it is present."""
        opposite = {"missing": "present", "present": "missing"}
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            return opposite.get(self.polarity(test.operand), "")
        if type(test).__name__ == "NamedExpr":
            return self.polarity(test.value)
        if isinstance(test, ast.Compare) and len(test.ops) == 1:
            return _polarity_of(type(test.ops[0]).__name__, test.comparators[0])
        if isinstance(test, ast.BoolOp):
            found = {self.polarity(one) for one in test.values}
            return found.pop() if len(found) == 1 else ""
        return "present" if isinstance(test, (ast.Name, ast.Call, ast.Attribute, ast.Subscript)) else ""


def _polarity_of(operator, right):
    try:
        other = literal(ast.literal_eval(right)).it
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        other = "no constant"
    if operator in ("In", "NotIn"):
        return "present" if operator == "In" else "missing"
    nothing = other is None or (other == 0 and other is not False)
    if nothing and operator in ("Is", "Eq", "LtE"):
        return "missing"
    if nothing and operator in ("IsNot", "NotEq", "Gt"):
        return "present"
    if isinstance(other, int):
        return {"Lt": "missing", "GtE": "present"}.get(operator, "")
    return ""


def _sqlalchemy(path, name, arguments, keywords):
    if ".func." in path:
        return sql.function(path.split(".func.", 1)[1], arguments)
    if name in ("text", "literal_column"):
        given = arguments[0] if arguments else keywords.get("text", unknown())
        if not given.known or not isinstance(given.it, str):
            return unknown(given)
        return Value(sql.Text(given.it) if name == "text" else sql.Expression(given.it), given.spans)
    if name in ("table", "Table"):
        return sql.table(arguments, keywords)
    if name in ("column", "Column"):
        return sql.column(arguments)
    if name == "select":
        return sql.select(arguments)
    if name in ("insert", "update", "delete") and arguments and isinstance(arguments[0].it, sql.Table):
        return sql.method(arguments[0], name, [], {})
    if name in ("and_", "or_"):
        return sql.joined("AND" if name == "and_" else "OR", arguments)
    if name in ("literal", "cast", "type_coerce") and arguments:
        return arguments[0]
    if name == "bindparam" and arguments and is_plain(arguments[0]):
        value = arguments[1] if len(arguments) > 1 else keywords.get("value", unknown())
        return Value(sql.Bound(plain(arguments[0]), value))
    return unknown(*arguments)


def _builtin(name, arguments, keywords):
    if name in ("list", "tuple", "reversed", "sorted", "set", "frozenset") and len(arguments) == 1:
        given = arguments[0]
        if given.known and isinstance(given.it, dict):
            given = literal(list(given.it))
        if not given.known or not isinstance(given.it, list):
            return unknown(given)
        if name in ("sorted", "set", "frozenset") and (keywords or not is_plain(given)):
            return unknown(given)
        elements = list(given.it)
        if name == "sorted":
            elements = [literal(one) for one in sorted(plain(given))]
        return Value(elements[::-1] if name == "reversed" else elements, given.spans)
    if name == "dict" and not arguments:
        return Value(dict(keywords))
    if name == "enumerate" and arguments and isinstance(arguments[0].it, list):
        start = plain(arguments[1]) if len(arguments) > 1 else plain(keywords.get("start", literal(0)))
        return Value([Value([literal(place), one]) for place, one in enumerate(arguments[0].it, start)])
    if name == "zip" and all(isinstance(one.it, list) for one in arguments):
        return Value([Value(list(one)) for one in zip(*[one.it for one in arguments])])
    if name in ("range", "len", "str", "int", "min", "max", "sum", "bool", "repr"):
        plains = [plain(one) for one in arguments]
        result = {"range": range, "len": len, "str": str, "int": int, "min": min, "max": max, "sum": sum,
                  "bool": bool, "repr": repr}[name](*plains)
        if name == "range" and len(result) > MOST:
            raise NotKnown()
        return literal(list(result) if name == "range" else result)
    return None

