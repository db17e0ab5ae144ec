"""Follows the statements of a migration's functions without running them.

What would certainly happen is told apart from what may happen: a loop over a literal is followed round
by round, both arms of an unknown `if` are followed as conditional, and so is what comes after a
conditional return. The work is bounded, whatever the source.
"""
import ast

from gate_expressions import Expressions
from gate_values import Dotted, Function, Namespace, Scope, Value, is_plain, literal, plain, spans_of, unknown

FALL, RETURN, BREAK, CONTINUE = "fall", "return", "break", "continue"
ON = frozenset([FALL])
STEPS = 200000  # statements and expressions that one file may cost


class TooMuch(Exception):
    """The file asks for more work than any migration does."""


class Statements(Expressions):
    """`block` and its helpers give the set of ways by which control leaves what they followed."""

    def __init__(self):
        self.module, self.scope = Scope(), None
        self.scope = self.module
        self.doubt = 0  # how many unknown conditions we are inside of
        self.tests = []  # (spans, polarity) of the conditions we are inside of
        self.steps, self.calls, self.returned = 0, [], []

    def step(self):
        self.steps += 1
        if self.steps > STEPS:
            raise TooMuch()

    def block(self, statements):
        ways, doubts = set(), 0
        for statement in statements:
            self.step()
            follow = getattr(self, "do_" + type(statement).__name__, None)
            left = follow(statement) if follow is not None else ON
            ways |= left - ON
            if FALL not in left:
                break
            if len(left) > 1:  # some ways end here: what follows may not happen
                doubts += 1
                self.doubt += 1
        else:
            ways.add(FALL)
        self.doubt -= doubts
        return frozenset(ways)

    def maybe(self, statements, test=None):
        """Follows statements that may not happen; gives their ways and the names as they leave them."""
        before = dict(self.scope.names)
        self.doubt += 1
        if test is not None:
            self.tests.append(test)
        ways = self.block(statements)
        if test is not None:
            self.tests.pop()
        self.doubt -= 1
        after, self.scope.names = self.scope.names, before
        return ways, after

    def join(self, *names):
        """The scope after one of several ways; a name that differs between them is not known."""
        joined = {}
        for name in set().union(*names):
            values = [one[name] for one in names if name in one]
            same = len(values) == len(names) and all(_same(values[0], one) for one in values[1:])
            joined[name] = values[0] if same else unknown(*values)
        self.scope.names = joined

    def do_If(self, node):
        test = self.value(node.test)
        if is_plain(test):
            return self.block(node.body if plain(test) else node.orelse)
        polarity = self.polarity(node.test)
        other = {"missing": "present", "present": "missing"}.get(polarity, polarity)
        ways, after = self.maybe(node.body, (test.spans, polarity))
        else_ways, else_after = self.maybe(node.orelse, (test.spans, other))
        reached = [names for names, left in ((after, ways), (else_after, else_ways)) if FALL in left]
        self.join(*(reached or [after]))
        return ways | else_ways

    def do_For(self, node):
        rounds = self.value(node.iter)
        if rounds.known and isinstance(rounds.it, (list, tuple, dict)):
            return self._known_loop(node, list(map(literal, rounds.it) if isinstance(rounds.it, dict)
                                               else rounds.it))
        return self._unknown_loop(node, rounds)

    do_AsyncFor = do_For

    def _known_loop(self, node, rounds):
        ways, doubts = set(), 0
        for one in rounds:
            self.assign(node.target, one)
            left = self.block(node.body)
            ways |= left - {FALL, CONTINUE, BREAK}
            if not left & {FALL, CONTINUE}:
                break
            if left & {RETURN, BREAK}:
                doubts += 1
                self.doubt += 1
        self.doubt -= doubts
        ways |= self.block(node.orelse)
        return frozenset(ways | {FALL}) if rounds else frozenset(ways)

    def _unknown_loop(self, node, source):
        for part in node.body:
            for one in ast.walk(part):
                if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store):
                    before = self.scope.names.get(one.id)
                    self.scope.bind(one.id, unknown(before) if before is not None else unknown())
        before = dict(self.scope.names)
        if hasattr(node, "target"):
            self.iterates(source.spans)
            self.assign(node.target, unknown(source))
        ways, after = self.maybe(node.body, (source.spans, ""))
        self.join(before, after)
        ways |= self.block(node.orelse)
        return (ways - {BREAK, CONTINUE}) | ON

    def do_While(self, node):
        return self._unknown_loop(node, self.value(node.test))

    def do_Try(self, node):
        first = len(self.lookups)
        if not node.handlers:
            ways = self.block(node.body + node.orelse)
        else:
            before = dict(self.scope.names)
            ways, after = self.maybe(node.body + node.orelse)
            spans = frozenset(self.lookups[first:])
            ends = [after] if FALL in ways else []
            for handler in node.handlers:
                self.scope.names = dict(before)
                left, names = self.maybe(handler.body, (spans, self.caught(handler)))
                ways |= left
                ends += [names] if FALL in left else []
            self.join(*(ends or [before]))
        last = self.block(node.finalbody)
        return ways if last == ON else last if FALL not in last else ways | last

    do_TryStar = do_Try

    def caught(self, handler):
        names = [one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "")
                 for one in ast.walk(handler.type)] if handler.type is not None else []
        return "missing" if {"NoResultFound", "IndexError", "TypeError", "StopIteration"} & set(names) else ""

    def do_With(self, node):
        swallows = False
        for item in node.items:
            context = self.value(item.context_expr)
            swallows = swallows or (context.known and isinstance(context.it, Dotted)
                                    and context.it.path == "contextlib.suppress()")
            if item.optional_vars is not None:
                self.assign(item.optional_vars, context)
        if not swallows:
            return self.block(node.body)
        ways, after = self.maybe(node.body)
        self.join(self.scope.names, after)
        return ways | ON

    do_AsyncWith = do_With

    def do_Return(self, node):
        value = self.value(node.value) if node.value is not None else literal(None)
        self.returned.append(value)
        return frozenset([RETURN])

    def do_Break(self, node):
        return frozenset([BREAK])

    def do_Continue(self, node):
        return frozenset([CONTINUE])

    def do_Raise(self, node):
        if node.exc is not None:
            self.value(node.exc)
        self.raises(node, self.tests)
        return frozenset()

    def do_Assert(self, node):
        test = self.value(node.test)
        polarity = self.polarity(node.test)
        other = {"missing": "present", "present": "missing"}.get(polarity, polarity)
        self.raises(node, self.tests + [(test.spans, other)])
        return ON

    def do_Expr(self, node):
        self.value(node.value)
        return ON

    def do_Assign(self, node):
        value = self.value(node.value)
        for target in node.targets:
            self.assign(target, value)
        return ON

    def do_AnnAssign(self, node):
        if node.value is not None:
            self.assign(node.target, self.value(node.value))
        return ON

    def do_AugAssign(self, node):
        value = self.value(ast.copy_location(ast.BinOp(_loaded(node.target), node.op, node.value), node))
        self.assign(node.target, value)
        return ON

    def do_Delete(self, node):
        for target in node.targets:
            self.assign(target, unknown())
        return ON

    def do_Global(self, node):
        self.scope.shared.update(node.names)
        return ON

    def do_FunctionDef(self, node):
        self.scope.bind(node.name, Value(Function(node, self.scope)))
        return ON

    do_AsyncFunctionDef = do_FunctionDef

    def do_ClassDef(self, node):
        outside, self.scope = self.scope, Scope(self.scope)
        self.block(node.body)
        inside, self.scope = self.scope, outside
        self.scope.bind(node.name, self.mapped(inside.names) or Value(Namespace(inside.names)))
        return ON

    def do_Import(self, node):
        for alias in node.names:
            path = alias.name if alias.asname else alias.name.split(".")[0]
            self.scope.bind(alias.asname or path, Value(Dotted(path)))
        return ON

    def do_ImportFrom(self, node):
        for alias in node.names:
            path = "%s%s.%s" % ("." * (node.level or 0), node.module or "", alias.name)
            self.scope.bind(alias.asname or alias.name, Value(Dotted(path)))
        return ON

    def do_Match(self, node):
        subject = self.value(node.subject)
        ends, ways = [dict(self.scope.names)], {FALL}
        for case in node.cases:
            left, names = self.maybe(case.body, (subject.spans, ""))
            ways |= left
            ends += [names] if FALL in left else []
        self.join(*ends)
        return frozenset(ways)

    def call_function(self, function, arguments, keywords):
        """Follows a function of the module at the place where it is called."""
        node = function.node
        if node in self.calls or len(self.calls) > 20:
            return unknown(*arguments)
        outside, outside_returned = self.scope, self.returned
        self.scope, self.returned = Scope(function.scope), []
        self.bind_parameters(node.args, arguments, keywords)
        self.calls.append(node)
        if isinstance(node, ast.Lambda):
            result, ways = self.value(node.body), ON
        else:
            ways = self.block(node.body)
            result = self._result(ways)
        self.calls.pop()
        self.scope, self.returned = outside, outside_returned
        return result

    def _result(self, ways):
        if not self.returned:
            return literal(None)
        first = self.returned[0]
        if FALL not in ways and all(_same(first, one) for one in self.returned[1:]):
            return first
        return unknown(*self.returned)


def _same(one, other):
    if one is other:
        return True
    return is_plain(one) and is_plain(other) and plain(one) == plain(other) and spans_of(one) == spans_of(other)


def _loaded(target):
    copy = ast.parse("x", mode="eval").body if isinstance(target, ast.Name) else target
    if isinstance(target, ast.Name):
        copy.id = target.id
    return ast.copy_location(copy, target)

