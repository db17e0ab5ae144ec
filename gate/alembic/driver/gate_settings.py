"""The environment variables behind a settings class of pydantic's, v1 or v2: read with `ast`.

A field's variable is its own name behind the class's prefix, or what `Field` says of it. Fields that are
models of their own are followed where a delimiter joins their names.
"""
import ast
import os

import gate_modules
import gate_variables
from gate_variables import Read, last_name, text_of

DEEPEST = 3
# A module with none of these reads no variable, and is looked at for its classes only.
WORDS = (b"environ", b"env", b"Env", b"onfig", b"URL")


def reads_of_tree(tree, more=()):
    """The Reads of a tree's env.py, of `more` files and of what they import, in the order they are found."""
    roots = gate_modules.roots_of(tree.directory, tree.script_location, tree.repository)
    classes, env_py = Classes(), os.path.join(tree.script_location, "env.py")
    for path, source, text in gate_modules.imported_from([env_py] + list(more), roots):
        if any(word in text for word in WORDS):
            for one in gate_variables.reads(source, path):
                yield one
        classes.add(source, path)
    for one in classes.reads():
        yield one


class Classes:
    """The classes of all modules that were read, by name; where two have one name, the first counts."""

    def __init__(self):
        self.known = {}

    def add(self, tree, path):
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                self.known.setdefault(node.name, (node, path))

    def reads(self):
        for node, path in list(self.known.values()):
            if self._is_settings(node):
                options = self._options(node)
                for read in self._fields(node, path, options.get("env_prefix", ""),
                                         options.get("env_nested_delimiter")):
                    yield read

    def _bases(self, node, depth=0):
        """The class and those of its bases that are known here, nearest first."""
        yield node
        for base in node.bases:
            known = self.known.get(last_name(base) or "")
            if known and known[0] is not node and depth < DEEPEST:
                for one in self._bases(known[0], depth + 1):
                    yield one

    def _is_settings(self, node):
        return any((last_name(base) or "").endswith("BaseSettings")
                   for one in self._bases(node) for base in one.bases)

    def _options(self, node):
        found = {}
        for one in self._bases(node):
            for name, value in _options_of(one):
                found.setdefault(name, value)
        return found

    def _fields(self, node, path, prefix, delimiter, depth=0):
        for owner in self._bases(node):
            for field in owner.body:
                if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) \
                        and field.target.id != "model_config" and "ClassVar" not in ast.dump(field.annotation):
                    for read in self._field(field, path, prefix, delimiter, depth):
                        yield read

    def _field(self, field, path, prefix, delimiter, depth):
        name = field.target.id
        names = _aliases(field.value) or [prefix + name]
        nested = self.known.get(last_name(field.annotation) or "")
        if nested and delimiter and depth < DEEPEST:
            for read in self._fields(nested[0], nested[1], names[0] + delimiter, delimiter, depth + 1):
                yield read
            return
        kind = last_name(field.annotation) or ""
        default = _default(field.value)
        for one in names:
            yield Read(one.upper(), field, path, name, default, default is None,
                       "url" if kind == "PostgresDsn" else "")


def _options_of(node):
    """(name, text) of `class Config`, `model_config` and the class's own keywords."""
    pairs = [(one.arg, one.value) for one in node.keywords]
    for inner in node.body:
        if isinstance(inner, ast.ClassDef) and inner.name == "Config":
            pairs += [(last_name(one.targets[0]), one.value) for one in inner.body if isinstance(one, ast.Assign)]
        value = inner.value if isinstance(inner, (ast.Assign, ast.AnnAssign)) else None
        if value is not None and "model_config" in [last_name(one) for one in getattr(
                inner, "targets", [getattr(inner, "target", None)])]:
            if isinstance(value, ast.Call):
                pairs += [(one.arg, one.value) for one in value.keywords]
            elif isinstance(value, ast.Dict):
                pairs += [(text_of(key), one) for key, one in zip(value.keys, value.values) if key is not None]
    return [(name, text_of(value)) for name, value in pairs if name and text_of(value) is not None]


def _aliases(value):
    """The variables that a Field names itself."""
    if not isinstance(value, ast.Call) or last_name(value.func) != "Field":
        return []
    for wanted in ("validation_alias", "env", "alias"):
        for one in value.keywords:
            if one.arg == wanted:
                parts = one.value.args if isinstance(one.value, ast.Call) else getattr(one.value, "elts", [one.value])
                return [text_of(part) for part in parts if text_of(part) is not None]
    return []


def _default(value):
    if value is None:
        return None
    if isinstance(value, ast.Call) and last_name(value.func) == "Field":
        for one in value.keywords:
            if one.arg in ("default", "default_factory"):
                return text_of(one.value) or ""
        if not value.args:
            return None
        value = value.args[0]
    if type(value).__name__ == "Ellipsis" or getattr(value, "value", None) is Ellipsis:
        return None
    return text_of(value) or ""
