"""Version files that need be loaded only once, before the steps' children are forked.

A file counts as plain where loading it does nothing but define names from the standard library,
Alembic, SQLAlchemy and literals: it is the same whenever it is loaded. Others are left to each child,
after env.py has run, as Alembic has it. No upgrade() or downgrade() is ever run here.
"""
import ast
import os
import sys

LIBRARIES = {"alembic", "sqlalchemy"}
# Of the standard library: what is not asked of the clock, the environment or the machine.
STANDARD = {"__future__", "abc", "base64", "collections", "contextlib", "copy", "dataclasses", "datetime",
            "decimal", "enum", "functools", "hashlib", "itertools", "json", "math", "operator", "re",
            "string", "textwrap", "typing", "uuid", "logging", "os", "time", "warnings", "pathlib", "sys"}
CALLED = {"frozenset", "tuple", "list", "dict", "set", "str", "int"}
# Of SQLAlchemy: what describes and connects to nothing. Types and the like begin with a capital.
DESCRIBES = {"table", "column", "text", "literal", "literal_column", "select", "bindparam", "true", "false",
             "null", "and_", "or_", "not_", "cast", "declarative_base", "values"}


def is_plain(tree):
    """Whether the syntax tree of a file is that of a plain one."""
    calls = set(CALLED)
    return tree is not None and all(_plain(node, calls) for node in tree.body)


def _plain(node, calls):
    if isinstance(node, ast.Import):
        return all(_known(alias.name, (alias.asname or alias.name).split(".")[0], calls) for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        return node.level == 0 and all(_known(node.module, alias.asname or alias.name, calls)
                                       and alias.name != "*" for alias in node.names)
    if isinstance(node, ast.FunctionDef):
        defaults = node.args.defaults + [one for one in node.args.kw_defaults if one is not None]
        return not node.decorator_list and all(_value(one, calls) for one in defaults)
    if isinstance(node, ast.ClassDef):
        return (not node.decorator_list and not node.keywords and all(_value(one, calls) for one in node.bases)
                and all(_plain(one, calls) for one in node.body))
    if isinstance(node, ast.Assign):
        return all(isinstance(target, ast.Name) for target in node.targets) and _value(node.value, calls)
    if isinstance(node, ast.AnnAssign):
        return isinstance(node.target, ast.Name) and (node.value is None or _value(node.value, calls))
    return isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))


def _known(module, name, calls):
    root = module.partition(".")[0]
    if root == "sqlalchemy":
        calls.add(name)
    return root in LIBRARIES or root in STANDARD


def _value(node, calls):
    if isinstance(node, (ast.Constant, ast.Name, ast.Lambda)):
        return True
    if isinstance(node, ast.Attribute):
        return _value(node.value, calls)
    if isinstance(node, ast.Call):
        words = node.args + [word.value for word in node.keywords]
        return _describes(node.func, calls) and all(_value(one, calls) for one in words)
    if isinstance(node, (ast.Tuple, ast.List, ast.Set, ast.Dict, ast.BinOp, ast.UnaryOp, ast.Subscript,
                         ast.JoinedStr, ast.FormattedValue, ast.Starred)):
        return all(_value(one, calls) for one in ast.iter_child_nodes(node) if isinstance(one, ast.expr))
    return False


def _describes(function, calls):
    names = []
    while isinstance(function, ast.Attribute):
        names.append(function.attr)
        function = function.value
    if not isinstance(function, ast.Name) or function.id not in calls:
        return False
    last = names[0] if names else function.id
    return (function.id in CALLED or last in DESCRIBES or "func" in names
            or (last[:1].isupper() and last not in ("Session", "AsyncSession")))


class Loaded:
    """The modules of plain files, and, where all are, Alembic's map of them."""

    def __init__(self):
        self.modules, self.script, self.marks = {}, None, {}

    def load(self, files, plain, config):
        """`config` makes Alembic's Config. What cannot be loaded is left to the children to say."""
        from alembic import util
        load = util.load_python_file
        for file in files:
            if file in plain:
                try:
                    folder, name = os.path.split(file)
                    self.marks[os.path.realpath(file)] = _mark(file)
                    self.modules[os.path.realpath(file)] = load(folder, name)
                except BaseException:
                    pass
        util.load_python_file = lambda folder, name: self._module(os.path.join(folder, name)) or load(folder, name)
        if len(self.modules) == len(files):
            self._map(config)

    def _module(self, file):
        file = os.path.realpath(file)
        return self.modules[file] if file in self.modules and _mark(file) == self.marks[file] else None

    def _map(self, config):
        from alembic.script import ScriptDirectory
        path = list(sys.path)
        try:
            script = ScriptDirectory.from_config(config())
            script.revision_map._revision_map
            self.script = script
        except BaseException:
            return
        finally:
            sys.path[:] = path  # what the ini prepends is each child's own to do
        init, loaded = ScriptDirectory.__init__, self

        def wrapper(directory, *arguments, **keywords):
            init(directory, *arguments, **keywords)
            if (_places(directory) == _places(loaded.script)
                    and all(_mark(file) == mark for file, mark in loaded.marks.items())):
                directory.revision_map = loaded.script.revision_map

        ScriptDirectory.__init__ = wrapper


def _mark(file):
    """What changes when somebody writes the file anew."""
    try:
        status = os.stat(file)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _places(directory):
    return os.path.abspath(directory.dir), [os.path.abspath(one) for one in directory._version_locations]
