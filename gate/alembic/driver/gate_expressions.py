"""What the expressions of a migration come to, as Values; calls are handed on (gate_calls.py)."""
import ast

import gate_sqlalchemy as sql
from gate_values import (MOST, Dotted, Method, Namespace, NotKnown, Value, binary, check_specification, constant,
                         is_plain, literal, plain, spans_of, unknown)

BUILTINS = frozenset("range list tuple set frozenset dict sorted reversed enumerate zip str int len map filter "
                     "min max bool sum any all repr next iter isinstance print float".split())
# What a gate's run can only ever find, so that an `if` on it is no doubt.
SETTLED = {"name": "postgresql", "dialect_name": "postgresql", "as_sql": False}


class Expressions:
    def value(self, node):
        self.step()
        evaluate = getattr(self, "of_" + type(node).__name__, None)
        try:
            if evaluate is None:
                return literal(constant(node))
            return evaluate(node)
        except NotKnown:
            return unknown()
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, MemoryError):
            return unknown()  # the migration itself would fail here, or is stranger than we follow

    def of_Name(self, node):
        found = self.scope.find(node.id)
        if found is not None:
            return found
        return Value(Dotted("builtins." + node.id)) if node.id in BUILTINS else unknown()

    def of_JoinedStr(self, node):
        parts, spans = [], frozenset()
        for part in node.values:
            value = self.value(part)
            spans |= value.spans
            parts.append(value)
        if not all(is_plain(one) for one in parts):
            return Value(None, spans, False)
        texts = [one.it if isinstance(one.it, str) else str(plain(one)) for one in parts]
        if sum(map(len, texts)) > sql_longest:
            return Value(None, spans, False)
        return Value("".join(texts), spans)

    def of_FormattedValue(self, node):
        value = self.value(node.value)
        specification = self.value(node.format_spec) if node.format_spec is not None else literal("")
        if not (is_plain(value) and is_plain(specification)):
            return unknown(value)
        check_specification(specification.it)
        it = plain(value)
        if node.conversion in (ord("r"), ord("a")):
            it = repr(it)
        elif node.conversion == ord("s"):
            it = str(it)
        return Value(format(it, specification.it) if specification.it else str(it), value.spans)

    def of_BinOp(self, node):
        # Long concatenations lean to the left; they are walked rather than descended.
        chain = []
        while isinstance(node, ast.BinOp):
            self.step()
            chain.append(node)
            node = node.left
        left = self.value(node)
        for one in reversed(chain):
            left = self._binary(one.op, left, self.value(one.right))
        return left

    def _binary(self, operator, left, right):
        spans = spans_of(left, right)
        try:
            if sql.is_sql(left) or sql.is_sql(right):
                return sql.operation(operator, left, right)
            if left.known and right.known:
                return Value(binary(operator, left, right).it, spans)
        except NotKnown:
            pass
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            pass
        return Value(None, spans, False)

    def of_UnaryOp(self, node):
        value = self.value(node.operand)
        kind = type(node.op).__name__
        if sql.is_sql(value):
            return Value(sql.Expression("(NOT %s)" % sql.sql_of(value), sql.tables_of(value)), value.spans)
        if not is_plain(value):
            return unknown(value)
        it = plain(value)
        return Value({"Not": lambda: not it, "USub": lambda: -it, "UAdd": lambda: +it,
                      "Invert": lambda: ~it}[kind](), value.spans)

    def of_BoolOp(self, node):
        values = [self.value(one) for one in node.values]
        wanted = isinstance(node.op, ast.Or)
        for value in values:
            if not is_plain(value):
                return unknown(*values)
            if bool(plain(value)) is wanted:
                return Value(value.it, spans_of(*values))
        return Value(values[-1].it, spans_of(*values))

    def of_Compare(self, node):
        left, rights = self.value(node.left), [self.value(one) for one in node.comparators]
        if len(rights) == 1 and (sql.is_sql(left) or sql.is_sql(rights[0])):
            return sql.operation(node.ops[0], left, rights[0])
        spans = spans_of(left, *rights)
        if not (is_plain(left) and all(is_plain(one) for one in rights)):
            return Value(None, spans, False)
        holds, one = True, plain(left)
        for operator, right in zip(node.ops, rights):
            other = plain(right)
            holds = holds and COMPARE[type(operator).__name__](one, other)
            one = other
        return Value(holds, spans)

    def of_IfExp(self, node):
        test = self.value(node.test)
        if is_plain(test):
            return self.value(node.body if plain(test) else node.orelse)
        self.doubt += 1
        values = [self.value(node.body), self.value(node.orelse)]
        self.doubt -= 1
        return unknown(test, *values)

    def of_NamedExpr(self, node):
        value = self.value(node.value)
        self.assign(node.target, value)
        return value

    def of_Await(self, node):
        return self.value(node.value)

    def of_Starred(self, node):
        return self.value(node.value)

    def of_List(self, node):
        elements = []
        for one in node.elts:
            value = self.value(one)
            if isinstance(one, ast.Starred):
                if not (value.known and isinstance(value.it, list)):
                    return unknown(value, *elements)
                elements += value.it
            else:
                elements.append(value)
        return Value(elements)

    of_Tuple = of_Set = of_List

    def of_Dict(self, node):
        pairs = {}
        for key, one in zip(node.keys, node.values):
            value = self.value(one)
            if key is None:
                if not (value.known and isinstance(value.it, dict)):
                    return unknown(value)
                pairs.update(value.it)
            else:
                name = plain(self.value(key))
                pairs[tuple(name) if isinstance(name, list) else name] = value
        return Value(pairs)

    def of_Lambda(self, node):
        return self.function_of(node)

    def of_ListComp(self, node):
        before, elements = dict(self.scope.names), []
        whole = self._rounds(node.generators, lambda: elements.append(self.value(node.elt)))
        self.scope.names = before
        return Value(elements) if whole else unknown(*elements)

    of_GeneratorExp = of_SetComp = of_ListComp

    def of_DictComp(self, node):
        before, pairs = dict(self.scope.names), {}

        def add():
            pairs[plain(self.value(node.key))] = self.value(node.value)

        whole = self._rounds(node.generators, add)
        self.scope.names = before
        return Value(pairs) if whole else unknown(*pairs.values())

    def _rounds(self, generators, then):
        """True when every round of the comprehension is known; else it was followed once, in doubt."""
        if not generators:
            then()
            return True
        first = generators[0]
        source = self.value(first.iter)
        if source.known and isinstance(source.it, (list, dict)):
            whole = True
            for one in [literal(key) for key in source.it] if isinstance(source.it, dict) else source.it:
                self.assign(first.target, one)
                tests = [self.value(test) for test in first.ifs]
                if all(is_plain(test) for test in tests):
                    if all(plain(test) for test in tests):
                        whole = self._rounds(generators[1:], then) and whole
                else:
                    whole = False
            return whole
        self.iterates(source.spans)
        self.assign(first.target, unknown(source))
        self.doubt += 1
        for test in first.ifs:
            self.value(test)
        self._rounds(generators[1:], then)
        self.doubt -= 1
        return False

    def of_Subscript(self, node):
        value = self.value(node.value)
        key = node.slice.value if type(node.slice).__name__ == "Index" else node.slice
        if isinstance(key, ast.Slice):
            edges = [plain(self.value(one)) if one is not None else None
                     for one in (key.lower, key.upper, key.step)]
            return Value(value.it[slice(*edges)], spans_of(value)) if value.known else unknown(value)
        index = self.value(key)
        if value.known and is_plain(index):
            if isinstance(value.it, sql.Columns):
                return Value(value.it.table.column(plain(index)))
            if isinstance(value.it, (list, dict, str)):
                found = value.it[plain(index)]
                return found if isinstance(found, Value) else literal(found)
        self.stumbles(node, value)
        return unknown(value, index)

    def of_Attribute(self, node):
        if node.attr in SETTLED and (node.attr != "name" or _ends_in(node.value, "dialect")):
            return literal(SETTLED[node.attr])
        value = self.value(node.value)
        it = value.it if value.known else None
        if isinstance(it, Dotted):
            return Value(Dotted(it.path + "." + node.attr))
        if isinstance(it, sql.Columns):
            return Value(it.table.column(node.attr))
        if isinstance(it, sql.Table) and node.attr in ("c", "columns"):
            return Value(sql.Columns(it))
        if isinstance(it, Namespace):
            return it.names.get(node.attr, unknown())
        if isinstance(it, str) and node.attr == "value":
            return value  # of a member of an Enum
        self.stumbles(node, value)
        return Value(Method(value, node.attr), value.spans)

    def stumbles(self, node, value):
        """A part is taken of what a lookup brought: Python raises there where that is nothing."""
        if value.spans:
            self.raises(node, self.tests + [(value.spans, "missing")], implied=True)

    def assign(self, target, value):
        if isinstance(target, ast.Name):
            self.scope.bind(target.id, value)
        elif isinstance(target, ast.Starred):
            self.assign(target.value, unknown(value))
        elif isinstance(target, (ast.Tuple, ast.List)):
            starred = any(isinstance(one, ast.Starred) for one in target.elts)
            parts = value.it if value.known and isinstance(value.it, list) and not starred else []
            if len(parts) != len(target.elts):
                parts = [unknown(value)] * len(target.elts)
            for one, part in zip(target.elts, parts):
                self.assign(one, part)
        elif isinstance(target, ast.Subscript):
            self._store(self.value(target.value), target, value)

    def _store(self, container, target, value):
        key = target.slice.value if type(target.slice).__name__ == "Index" else target.slice
        if not container.known or not isinstance(container.it, (dict, list)):
            return
        index = self.value(key) if not isinstance(key, ast.Slice) else unknown()
        if self.doubt or not is_plain(index) or len(container.it) > MOST:
            container.forget()
        else:
            container.it[plain(index)] = value


COMPARE = {
    "Eq": lambda one, other: one == other, "NotEq": lambda one, other: one != other,
    "Lt": lambda one, other: one < other, "LtE": lambda one, other: one <= other,
    "Gt": lambda one, other: one > other, "GtE": lambda one, other: one >= other,
    "Is": lambda one, other: one is other, "IsNot": lambda one, other: one is not other,
    "In": lambda one, other: one in other, "NotIn": lambda one, other: one not in other,
}
sql_longest = 1 << 22


def _ends_in(node, name):
    return (node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", None)) == name
