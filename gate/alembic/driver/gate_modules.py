"""The modules of the repository that env.py imports, and those they import: found and parsed, never run.

Bounded, and the modules that look like settings come first, so that a tree of any size costs little.
A module of a package, of the standard library or that is not found is left out.
"""
import ast
import os
import warnings
from collections import deque

MOST_FILES, MOST_BYTES = 60, 200000
SETTINGS = ("conf", "setting", "env", "db", "database", "core", "session", "const", "secret", "engine")


def imported_from(files, roots):
    """(path, syntax tree, source) of the files and of what they import, each once; `roots` as sys.path has them."""
    waiting, seen, size = [deque(map(os.path.abspath, files)), deque()], set(), 0
    while (waiting[0] or waiting[1]) and len(seen) < MOST_FILES:
        path = (waiting[0] or waiting[1]).popleft()
        if path in seen:
            continue
        seen.add(path)
        source = _text(path)
        if source is None or size + len(source) > MOST_BYTES:
            continue
        tree = parsed(path, source)
        if tree is None:
            continue
        size += len(source)
        yield path, tree, source
        for found in _imports(tree, path, roots):
            name = found.rpartition(os.sep)[2].lower()
            waiting[0 if any(word in name for word in SETTINGS) else 1].append(found)


def roots_of(directory, script_location, repository):
    """Where a tree's own packages are looked for: its folders up to the repository's, and `src` in each."""
    found = []
    for folder in (directory, os.path.dirname(os.path.abspath(script_location)), script_location):
        folder = os.path.abspath(folder)
        while True:
            for one in (folder, os.path.join(folder, "src")):
                if one not in found and os.path.isdir(one):
                    found.append(one)
            if folder == repository or os.path.dirname(folder) == folder \
                    or not folder.startswith(repository.rstrip(os.sep) + os.sep):
                break
            folder = os.path.dirname(folder)
    return found


def parsed(path, source=None):
    source = _text(path) if source is None else source
    if source is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source, path)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _text(path):
    try:
        with open(path, "rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError:
        return None


def _imports(tree, path, roots):
    for node in _statements(tree.body):
        if isinstance(node, ast.Import):
            for alias in node.names:
                for found in _of_name(alias.name, roots):
                    yield found
        elif isinstance(node, ast.ImportFrom):
            names = [alias.name for alias in node.names]
            if node.level:
                folder = os.path.dirname(path)
                for _ in range(node.level - 1):
                    folder = os.path.dirname(folder)
                found = _in_folder(folder, (node.module or "").split(".") if node.module else [], names)
            else:
                found = _of_name(node.module or "", roots, names)
            for one in found:
                yield one


def _statements(body):
    """Those that importing the module may run, functions' bodies included: env.py's are called."""
    for node in body:
        yield node
        for field in ("body", "orelse", "finalbody", "handlers"):
            below = getattr(node, field, None)
            if isinstance(below, list) and not isinstance(node, ast.ClassDef):
                for one in _statements(below):
                    yield one


def _of_name(name, roots, names=()):
    parts = name.split(".")
    for root in roots:
        top = os.path.join(root, parts[0])
        if os.path.isdir(top) or os.path.isfile(top + ".py"):
            return _in_folder(root, parts, names)
    return []


def _in_folder(folder, parts, names):
    """Each package's __init__ on the way, the module, and the names that are modules themselves."""
    found = []
    for part in parts:
        path = os.path.join(folder, part)
        if os.path.isfile(path + ".py"):
            return found + [path + ".py"]
        if not os.path.isdir(path):
            return found
        folder = path
        if os.path.isfile(os.path.join(folder, "__init__.py")):
            found.append(os.path.join(folder, "__init__.py"))
    for name in names:
        for one in (os.path.join(folder, name + ".py"), os.path.join(folder, name, "__init__.py")):
            if os.path.isfile(one):
                found.append(one)
    return found
