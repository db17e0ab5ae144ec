"""The columns and constraints of op.create_table() as canonical texts.

Two spellings of the same definition come out equal: the order of keywords, aliases of modules and types,
quotes, keywords that state the default. What two texts mean to PostgreSQL is not compared here.
"""
import ast

from gate_values import Dotted, NotKnown, constant, is_plain, plain

# Types that SQLAlchemy knows by two names for one thing in PostgreSQL.
SAME_TYPE = {"DateTime": "TIMESTAMP", "DATETIME": "TIMESTAMP", "Integer": "INTEGER", "INT": "INTEGER",
             "BigInteger": "BIGINT", "SmallInteger": "SMALLINT", "String": "VARCHAR", "Unicode": "VARCHAR",
             "Text": "TEXT", "UnicodeText": "TEXT", "Boolean": "BOOLEAN", "Numeric": "NUMERIC",
             "DECIMAL": "NUMERIC", "LargeBinary": "BYTEA", "Float": "FLOAT", "Date": "DATE", "Time": "TIME",
             "Uuid": "UUID", "Double": "DOUBLE_PRECISION", "Interval": "INTERVAL"}
TYPES = frozenset(SAME_TYPE.values()) | frozenset(["JSONB", "JSON", "INET", "CIDR", "TSVECTOR", "REAL"])
# Keywords that say what is so anyway.
DEFAULTS = {("nullable", True), ("primary_key", False), ("index", False), ("unique", False), ("index", None),
            ("unique", None), ("autoincrement", True), ("autoincrement", "auto"), ("comment", None),
            ("server_default", None), ("timezone", False), ("name", None), ("ondelete", None), ("as_uuid", True)}


def canonical(node, scope):
    """The text of one argument of op.create_table()."""
    try:
        return _text(node, scope)
    except RecursionError:
        return "..."


def _text(node, scope):
    kind = type(node).__name__
    try:
        return _constant(constant(node))
    except NotKnown:
        pass
    if kind == "Call":
        return _call(node, scope)
    if kind in ("Name", "Attribute"):
        return _name(node, scope)
    if kind in ("List", "Tuple"):
        return "[%s]" % ", ".join(_text(one, scope) for one in node.elts)
    if kind == "Starred":
        return "*" + _text(node.value, scope)
    if kind == "keyword":
        return "%s=%s" % (node.arg, _text(node.value, scope))
    return ast.dump(node)  # without places: the same for the same source


def _constant(it):
    return repr(it)


def _name(node, scope):
    value = scope.find(node.id) if isinstance(node, ast.Name) else None
    if value is not None and is_plain(value):
        it = plain(value)
        return "[%s]" % ", ".join(map(_constant, it)) if isinstance(it, list) else _constant(it)
    name = _last_part(node, scope)
    name = SAME_TYPE.get(name, name)
    return name + "()" if name in TYPES else name


def _last_part(node, scope):
    if isinstance(node, ast.Attribute):
        return node.attr
    value = scope.find(node.id) if isinstance(node, ast.Name) else None
    if value is not None and value.known and isinstance(value.it, Dotted):
        return value.it.path.rsplit(".", 1)[-1]
    return getattr(node, "id", None) or _text(node, scope)


def _call(node, scope):
    name = _last_part(node.func, scope)
    if name == "f" and len(node.args) == 1:  # op.f(): the name as it is
        return _text(node.args[0], scope)
    name = SAME_TYPE.get(name, name)
    if name in ("now", "current_timestamp") and not node.args:  # sa.func.now()
        return "text('now()')"
    arguments = [_text(one, scope) for one in node.args]
    keywords = {one.arg: _text(one.value, scope) for one in node.keywords}
    stated = [(one, keywords[one]) for one in keywords if one is not None]
    kept = {one: text for one, text in stated if (one, text) not in STATED_DEFAULTS}
    if kept.get("primary_key") == "True":
        kept.pop("nullable", None)
    arguments += ["%s=%s" % pair for pair in sorted(kept.items())]
    arguments += ["**" + text for one, text in keywords.items() if one is None]
    return "%s(%s)" % (name, ", ".join(arguments))


STATED_DEFAULTS = {(name, repr(value)) for name, value in DEFAULTS}
