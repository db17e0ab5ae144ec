"""What an expression of a migration comes to when its source alone is read.

A Value is known (a literal, or something whose meaning is sure: a table, a piece of SQL) or it is not;
what is not known is never guessed at. Either kind remembers the lookups that its content came from.
"""
import ast
import re
import string

LONGEST = 1 << 20  # characters of a string that is put together here
MOST = 10000  # elements of a list that is put together here


class Value:
    """`it` is the content where `known`; `spans` are the (line, end line) of lookups behind it."""
    __slots__ = ("known", "it", "spans")

    def __init__(self, it=None, spans=frozenset(), known=True):
        self.known, self.it, self.spans = known, it, spans

    def forget(self):
        self.known, self.it = False, None


def unknown(*sources):
    return Value(None, spans_of(*sources), False)


def spans_of(*sources):
    spans = frozenset()
    for source in sources:
        spans = spans | source.spans
        if source.known and isinstance(source.it, list):
            spans = spans.union(*[one.spans for one in source.it])
    return spans


class Dotted:
    """Something imported or built in, by its path: "alembic.op.execute", "builtins.range"."""

    def __init__(self, path):
        self.path = path


class Function:
    def __init__(self, node, scope):
        self.node, self.scope = node, scope


class Method:
    """An attribute that is about to be called: `connection.execute`."""

    def __init__(self, of, name):
        self.of, self.name = of, name


class Batch:
    """What op.batch_alter_table() gives."""

    def __init__(self, table, schema):
        self.table, self.schema = table, schema


class Namespace:
    """A class of the migration's own: constants by name, an Enum."""

    def __init__(self, names):
        self.names = names


class Scope:
    def __init__(self, parent=None):
        self.names, self.parent, self.shared = {}, parent, set()

    def find(self, name):
        scope = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.parent
        return None

    def bind(self, name, value):
        scope = self
        if name in self.shared:  # declared `global`
            while scope.parent is not None:
                scope = scope.parent
        scope.names[name] = value


class NotKnown(Exception):
    """Somewhere in a value is a part that the source does not say."""


def plain(value):
    """The content with the Values inside taken out; NotKnown where one of them is not known."""
    if not value.known:
        raise NotKnown()
    it = value.it
    if isinstance(it, (list, tuple)):
        return [plain(one) for one in it]
    if isinstance(it, dict):
        return {key: plain(one) for key, one in it.items()}
    if it is None or isinstance(it, (bool, int, float, str, bytes)):
        return it
    raise NotKnown()


def is_plain(value):
    try:
        plain(value)
        return True
    except (NotKnown, RecursionError):
        return False


def literal(it):
    """A Value for a plain Python object."""
    if isinstance(it, (list, tuple, set, frozenset)):
        return Value([literal(one) for one in it])
    if isinstance(it, dict):
        return Value({key: literal(one) for key, one in it.items()})
    return Value(it)


def constant(node):
    """The literal of a constant's node, in every Python since 3.6; NotKnown for another node."""
    kind = type(node).__name__
    if kind in ("Constant", "NameConstant"):
        return node.value
    if kind in ("Str", "Bytes"):
        return node.s
    if kind == "Num":
        return node.n
    raise NotKnown()


def last_line(node):
    """The line a node ends on; Python 3.8 was the first to say it."""
    end = getattr(node, "end_lineno", None)
    if end is not None:
        return end
    return max([getattr(one, "lineno", 0) for one in ast.walk(node)] + [0])


def small_enough(it):
    if isinstance(it, (str, bytes)):
        return len(it) <= LONGEST
    return not isinstance(it, (list, tuple, dict, range)) or len(it) <= MOST


# Methods of a string that give the same wherever they run, and cannot grow it.
PURE = frozenset("strip lstrip rstrip lower upper title capitalize split rsplit splitlines startswith "
                 "endswith removeprefix removesuffix partition rpartition".split())
WIDTH = re.compile(r"%(?:\([^)]*\))?[-#0 +]*(\*|\d*)(?:\.(\*|\d*))?")  # in a %-format


def string_method(text, name, arguments, keywords):
    """What text.name(...) gives; NotKnown where it is not sure."""
    if name == "format":
        return literal(formatted(text, [plain(one) for one in arguments],
                                 {key: plain(one) for key, one in keywords.items()}))
    plains = [plain(one) for one in arguments]
    if name == "join" and len(plains) == 1:
        _room(sum(map(len, plains[0])) + len(text) * len(plains[0]))
        return literal(text.join(plains[0]))
    if name == "replace" and len(plains) == 2:
        _room(len(text) + (len(text) + 1) * len(plains[1]))
        return literal(text.replace(*plains))
    if name in PURE and hasattr(text, name):
        return literal(getattr(text, name)(*plains))
    raise NotKnown()


def formatted(text, arguments, keywords):
    for _, _, specification, _ in string.Formatter().parse(text):
        check_specification(specification or "")
    _room_for(text.count("{"), list(arguments) + list(keywords.values()))
    return text.format(*arguments, **keywords)


def check_specification(specification):
    if "{" in specification or sum(character.isdigit() for character in specification) > 3:
        raise NotKnown()


def _room(length):
    if length > LONGEST:
        raise NotKnown()


def _room_for(marks, arguments):
    _room(marks * max([len(str(one)) for one in arguments] + [0]))


def binary(operator, left, right):
    """left + right, left % right, left * right of what is known."""
    kind = type(operator).__name__
    if kind == "Add" and isinstance(left.it, list) and isinstance(right.it, list):
        _room(len(left.it) + len(right.it))
        return Value(left.it + right.it)
    one, other = plain(left), plain(right)
    if kind == "Mod" and isinstance(one, str):
        if any(len(width) > 3 or width == "*" for pair in WIDTH.findall(one) for width in pair):
            raise NotKnown()
        arguments = other if isinstance(other, list) else [other]
        _room_for(one.count("%"), arguments)
        return literal(one % (tuple(other) if isinstance(other, list) else other))
    if kind == "Add":
        return literal(_bounded(one + other))
    if kind in ("Sub", "Mod"):
        return literal(one - other if kind == "Sub" else one % other)
    if kind == "Mult":
        sizes = [len(side) if isinstance(side, (str, list)) else abs(side) for side in (one, other)]
        _room(sizes[0] * sizes[1])
        return literal(one * other)
    raise NotKnown()


def _bounded(it):
    if not small_enough(it):
        raise NotKnown()
    return it
