"""GitHub's expressions, as far as the workflows here use them.

Values are JSON's. What is not known is an error rather than null, so that a test notices it.
"""

import json
import math
import re

TOKEN = re.compile(
    r"\s*(?:(?P<number>-?\d+(?:\.\d+)?)|'(?P<text>(?:[^']|'')*)'"
    r"|(?P<name>[A-Za-z_][\w-]*)|(?P<mark>==|!=|&&|\|\||[!()\[\].,]))"
)
CONSTANTS = {"true": True, "false": False, "null": None}
STATUS = ("always", "success", "failure", "cancelled")


def asks_for_status(text):
    """Whether an `if` says itself what becomes of it after a failure."""
    return any(re.search(rf"\b{name}\s*\(", text) for name in STATUS)


def truth(value):
    return value not in (None, False, 0, "") and value == value


def number(value):
    if value is None:
        return 0.0
    if isinstance(value, (bool, int, float)):
        return float(value)
    if isinstance(value, str):
        try:
            return float(value) if value.strip() else 0.0
        except ValueError:
            return math.nan
    return math.nan


def equal(left, right):
    if isinstance(left, str) and isinstance(right, str):
        return left.lower() == right.lower()
    if type(left) is type(right):
        return left == right
    return number(left) == number(right)


def as_text(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value)


class Parser:
    def __init__(self, text, contexts, functions):
        self.tokens = []
        at = 0
        while text[at:].strip():
            match = TOKEN.match(text, at)
            if not match:
                raise ValueError(f"cannot read {text[at:]!r} in {text!r}")
            self.tokens.append((match.lastgroup, match.group(match.lastgroup)))
            at = match.end()
        self.contexts = contexts
        self.functions = functions

    def parse(self):
        value = self.either()
        if self.tokens:
            raise ValueError(f"cannot read from {self.tokens} on")
        return value

    def take(self, mark):
        if self.tokens and self.tokens[0] == ("mark", mark):
            return self.tokens.pop(0)
        return None

    def either(self):
        value = self.both()
        while self.take("||"):
            other = self.both()
            value = value if truth(value) else other
        return value

    def both(self):
        value = self.comparison()
        while self.take("&&"):
            other = self.comparison()
            value = other if truth(value) else value
        return value

    def comparison(self):
        value = self.negation()
        if self.take("=="):
            return equal(value, self.negation())
        if self.take("!="):
            return not equal(value, self.negation())
        return value

    def negation(self):
        return not truth(self.negation()) if self.take("!") else self.access()

    def access(self):
        value = self.atom()
        while self.take("."):
            value = (value or {}).get(self.tokens.pop(0)[1])
        return value

    def atom(self):
        if self.take("("):
            value = self.either()
            assert self.take(")")
            return value
        kind, word = self.tokens.pop(0)
        if kind == "number":
            return float(word)
        if kind == "text":
            return word.replace("''", "'")
        if self.take("("):
            arguments = []
            while not self.take(")"):
                arguments.append(self.either())
                self.take(",")
            return self.functions[word](*arguments)
        return CONSTANTS[word] if word in CONSTANTS else self.contexts[word]


def evaluate(text, contexts, functions):
    known = {"fromJSON": json.loads, "toJSON": json.dumps, **functions}
    return Parser(text, contexts, known).parse()


def fill_in(template, contexts, functions):
    """A value of the file with its ${{ }} put in; of what is one expression the value itself."""
    if not isinstance(template, str):
        return template
    whole = re.fullmatch(r"\s*\$\{\{(.*?)\}\}\s*", template, re.S)
    if whole and "${{" not in whole.group(1):
        return evaluate(whole.group(1), contexts, functions)
    return re.sub(
        r"\$\{\{(.*?)\}\}",
        lambda match: as_text(evaluate(match.group(1), contexts, functions)),
        template,
        flags=re.S,
    )
