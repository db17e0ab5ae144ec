"""What the revision files say of themselves, read with `ast`: ids, parents, labels, and where.

Nothing is imported or run. What is not a literal is reported as such, never guessed at: gate then has
Alembic's own reading of that tree (`from_modules`). Whether the graph is sound is not decided here.
"""
import ast
import importlib.util
import os
import warnings

WANTED = ("revision", "down_revision", "depends_on", "branch_labels")


class NotLiteral(Exception):
    def __init__(self, line, message):
        Exception.__init__(self, message)
        self.line = line


def files(locations):
    """The files that Alembic would load, each once, in a fixed order."""
    seen, found = set(), []
    for folder in locations.version_locations:
        for path, folders, names in os.walk(folder):
            folders[:] = sorted(folders) if locations.recursive else []
            if path.endswith("__pycache__"):
                continue
            names = sorted(names) + (_compiled(path, names) if locations.sourceless else [])
            for name in names:
                # Editors leave ".#name.py" behind; Alembic skips those as well.
                if not name.endswith((".py", ".pyc")) or os.path.basename(name).startswith((".#", "__init__")):
                    continue
                if name.endswith(".pyc") and not locations.sourceless:
                    continue
                file = os.path.join(path, name)
                if file.endswith(".pyc") and os.path.isfile(file[:-1]):
                    continue
                if os.path.realpath(file) not in seen:
                    seen.add(os.path.realpath(file))
                    found.append(file)
    return found


def _compiled(path, names):
    """What Alembic adds from __pycache__ where `sourceless` is set; a .py beside a .pyc goes first."""
    cache = os.path.join(path, "__pycache__")
    sources = {name.split(".")[0] for name in names}
    found = os.listdir(cache) if os.path.isdir(cache) else []
    return [os.path.join("__pycache__", name) for name in sorted(found) if name.split(".")[0] not in sources]


def read(file):
    """The facts of one revision file and, where it parses, its syntax tree and source."""
    if file.endswith(".pyc"):
        return _facts(file, problem=("not-literal", "compiled, without its source", None)), None, None
    try:
        with open(file, "rb") as stream:
            source = stream.read()
    except OSError as error:
        return _facts(file, problem=("unreadable", error.strerror or str(error), None)), None, None
    return read_text(file, source)


def read_text(file, source):
    """The same of a source that somebody else read: the version of a file that a commit has."""
    try:
        with warnings.catch_warnings():
            # Python will say it again when the file is really loaded.
            warnings.simplefilter("ignore")
            tree = ast.parse(source, file)
    except SyntaxError as error:
        return _facts(file, problem=("syntax-error", error.msg, error.lineno)), None, None
    except (ValueError, RecursionError, MemoryError) as error:
        return _facts(file, problem=("syntax-error", str(error), None)), None, None
    values, lines, problem = {}, {}, None
    try:
        _collect(tree.body, values, lines)
        downgrade = values.get("downgrade")
        values = {name: _plain(name, values[name], lines[name]) for name in WANTED if name in values}
    except NotLiteral as error:
        problem = ("not-literal", str(error), error.line)
        downgrade = values.get("downgrade")
        values = {name: value for name, value in values.items() if _is_plain(name, value)}
    facts = _facts(file, values, lines, ast.get_docstring(tree), problem)
    facts["downgrade_is_empty"] = _is_empty(downgrade)
    return facts, tree, source


def from_modules(paths):
    """The same facts as Alembic sees them: by running the files. Only ever in a child."""
    for file in paths:
        name = "".join(c if c.isalnum() else "_" for c in os.path.basename(file))
        spec = importlib.util.spec_from_file_location(name, file)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        static, _, _ = read(file)
        lines = {"revision": static["revision_line"], "down_revision": static["down_line"],
                 "depends_on": static["depends_line"], "downgrade": static["downgrade_line"]}
        values = {name: getattr(module, name) for name in WANTED if hasattr(module, name)}
        try:
            values = {name: _plain(name, value, None) for name, value in values.items()}
            problem = None
        except NotLiteral as error:
            problem = ("not-literal", str(error), error.line)
            values = {name: value for name, value in values.items() if _is_plain(name, value)}
        yield dict(_facts(file, values, lines, module.__doc__, problem), static=False,
                   downgrade_is_empty=static.get("downgrade_is_empty", False))


def _collect(body, values, lines, certain=True):
    """Module-level names and their literal values, in the order Python would bind them."""
    for node in body:
        line = getattr(node, "lineno", None)
        if isinstance(node, ast.Assign):
            for target in node.targets:
                _bind(target, node.value, line, values, lines, certain)
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            _bind(node.target, node.value, line, values, lines, certain)
        elif isinstance(node, ast.AugAssign):
            _bind(node.target, None, line, values, lines, certain)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                _set((alias.asname or alias.name).split(".")[0], node, line, values, lines)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            _set(node.name, node, line, values, lines)
        else:
            for field in ("body", "orelse", "finalbody"):
                _collect(getattr(node, field, None) or [], values, lines, False)
            for part in getattr(node, "handlers", []) + getattr(node, "cases", []):
                _collect(part.body, values, lines, False)


def _bind(target, value, line, values, lines, certain):
    if isinstance(target, ast.Name):
        if certain and value is not None:
            try:
                value = _literal(value, values)
            except NotLiteral:
                pass  # only an error if it is one of the four names; the node stays as the value
        else:
            value = target
        _set(target.id, value, line, values, lines)
    elif isinstance(target, (ast.Tuple, ast.List)):
        elements = getattr(value, "elts", [])
        if len(elements) != len(target.elts):
            elements = [None] * len(target.elts)
        for name, element in zip(target.elts, elements):
            _bind(name, element, line, values, lines, certain)


def _set(name, value, line, values, lines):
    values[name], lines[name] = value, line


def _literal(node, values):
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        return [_literal(element, values) for element in node.elts]
    if isinstance(node, ast.Name) and node.id in values and not isinstance(values[node.id], ast.AST):
        return values[node.id]
    try:
        return ast.literal_eval(node)
    except ValueError:
        raise NotLiteral(node.lineno, "not a literal")


def _plain(name, value, line):
    """A string for `revision`; a list of strings for the others."""
    if isinstance(value, ast.AST):
        raise NotLiteral(line, "%s is not a literal" % name)
    if not _is_plain(name, value):
        raise NotLiteral(line, "%s is %r, not a string%s"
                         % (name, value, "" if name == "revision" else " or strings"))
    if name == "revision":
        return value
    return [] if value is None else [value] if isinstance(value, str) else list(value)


def _is_plain(name, value):
    if isinstance(value, str) or (value is None and name != "revision"):
        return True
    return (name != "revision" and isinstance(value, (list, tuple, set, frozenset))
            and all(isinstance(one, str) for one in value))


def _facts(file, values=None, lines=None, docstring=None, problem=None):
    values, lines = values or {}, lines or {}
    revision = values.get("revision")
    if problem is None and revision is None:
        stem = os.path.basename(file)[:-3]
        if stem and not set(stem) - set("0123456789abcdef"):
            revision = stem  # Alembic takes a bare hexadecimal file name as the id
        else:
            problem = ("no-revision", "no revision is assigned in this file", None)
    if problem is None and "down_revision" not in values:
        problem = ("no-revision", "no down_revision is assigned; Alembic needs it, even as None", None)
    listed = {name: _listed(values.get(name)) for name in WANTED[1:]}
    return {
        "file": file, "revision": revision,
        "revision_line": lines.get("revision"), "down_line": lines.get("down_revision"),
        "down_revisions": listed["down_revision"], "depends_on": listed["depends_on"],
        "depends_line": lines.get("depends_on"),
        "branch_labels": listed["branch_labels"], "downgrade_line": lines.get("downgrade"),
        "message": ((docstring or "").strip().splitlines() or [""])[0], "static": True,
        "problem": problem and {"kind": problem[0], "message": problem[1], "line": problem[2]},
    }


def _is_empty(function):
    """Whether a function's body does nothing at all: `pass`, a docstring, `...`, a bare return."""
    if not isinstance(function, ast.FunctionDef):
        return False
    return all(isinstance(node, ast.Pass) or
               (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)) or
               (isinstance(node, ast.Return) and
                (node.value is None or isinstance(node.value, ast.Constant)))
               for node in function.body)


def _listed(value):
    return [] if value is None else [value] if isinstance(value, str) else list(value)
