"""Which environment variables a module reads, where, and what becomes of each: read with `ast`.

It knows os.environ and getenv, decouple, environs, django-environ and starlette; settings classes are
gate_settings'. What a variable means, and whether it is to be supplied, is gate's to say.
"""
import ast

from gate_values import NotKnown, constant

READERS = frozenset(["Config", "AutoConfig", "Env", "FileAwareEnv", "EnvManager"])
ENGINES = frozenset(["create_engine", "create_async_engine", "make_url"])
URL_PARTS = {"username": "user", "user": "user", "password": "password", "host": "host", "hostname": "host",
             "port": "port", "database": "database", "dbname": "database", "path": "database"}


class Read:
    """`target`: the name it is bound to; `use`: what a URL makes of it; `default`: None for none, "" for one
    that is no literal."""

    def __init__(self, name, node, path, target="", default=None, required=False, use=""):
        self.name, self.file, self.line = name, path, node.lineno
        self.target, self.default, self.required, self.use = target, default, required, use

    def facts(self):
        return {"name": self.name, "file": self.file, "line": self.line, "target": self.target,
                "use": self.use, "default": self.default, "required": self.required}


def text_of(node):
    """The string that a node is; None for anything else."""
    try:
        value = constant(node)
    except NotKnown:
        return None
    return value if isinstance(value, str) else None


def last_name(node):
    """`create_engine` for sqlalchemy.create_engine; None for what has no name."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else None


def reads(tree, path):
    reader = _Reader(tree, path)
    reader.visit(tree, "")
    reader.uses_of_names(tree)
    tested = _tested(tree)
    for read in reader.found:
        read.required = read.required and read.name not in tested
    return reader.found


def _tested(tree):
    """The names that the module asks for first: `if "NAME" in os.environ`."""
    return {text_of(node.left) for node in ast.walk(tree)
            if isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.In, ast.NotIn))
            and last_name(node.comparators[0]) == "environ"}


class _Reader:
    def __init__(self, tree, path):
        self.path, self.found = path, []
        self.readers = _readers(tree)
        self.prefix = ""

    def visit(self, node, target, use=""):
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            target = _target(targets[0])
        elif isinstance(node, ast.With) and self._prefixed(node, target):
            return
        elif isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            self._with_default(node, target, use)
            return
        elif isinstance(node, ast.JoinedStr):
            self._joined(node, target)
            return
        elif isinstance(node, (ast.Call, ast.Subscript)):
            read = self.read(node, target, use)
            if read is not None:
                self.found.append(read)
            if isinstance(node, ast.Call):
                self._call(node, target)
                return
        for child in ast.iter_child_nodes(node):
            self.visit(child, target, use)

    def _call(self, node, target):
        """Arguments are bound to their parameter, where its name says something."""
        name = last_name(node.func)
        makes_url = name is not None and (name in ("URL", "create", "build", "connect", "create_pool"))
        inside = "url" if name in ENGINES else ""
        if name == "set_main_option" and node.args and text_of(node.args[0]) == "sqlalchemy.url":
            inside = "url"
        self.visit(node.func, target, "url" if inside else "")
        for argument in node.args:
            self.visit(argument, target, inside)
        for argument in node.keywords:
            use = URL_PARTS.get(argument.arg or "", "") if makes_url else inside if argument.arg == "url" else ""
            self.visit(argument.value, argument.arg or target, use)

    def _with_default(self, node, target, use):
        """`getenv("A") or getenv("B") or "text"`: all but the last have a default."""
        for place, value in enumerate(node.values):
            before = len(self.found)
            self.visit(value, target, use)
            if place + 1 < len(node.values):
                for read in self.found[before:]:
                    read.default = read.default or text_of(node.values[-1]) or ""

    def _prefixed(self, node, target):
        """environs: `with env.prefixed("DB_"):`"""
        call = node.items[0].context_expr
        if not (isinstance(call, ast.Call) and last_name(call.func) == "prefixed" and call.args
                and text_of(call.args[0]) is not None):
            return False
        outer, self.prefix = self.prefix, self.prefix + text_of(call.args[0])
        for child in node.body:
            self.visit(child, target)
        self.prefix = outer
        return True

    def _joined(self, node, target):
        """An f-string that is a URL says what each part of it is for."""
        for value, use in _parts_of_url(node):
            self.visit(value, target, use)

    def uses_of_names(self, tree):
        """The same for variables that were given a name before they went into the URL."""
        named = {read.target: read for read in self.found if read.target and not read.use}
        for node in ast.walk(tree) if named else ():
            if isinstance(node, ast.JoinedStr):
                for value, use in _parts_of_url(node):
                    name = last_name(getattr(value, "value", None))
                    if name in named:
                        named[name].use = use
            elif isinstance(node, ast.Call) and last_name(node.func) in ENGINES and node.args:
                name = last_name(node.args[0])
                if name in named:
                    named[name].use = "url"

    def read(self, node, target, use):
        """The Read that a call or subscript is, or None."""
        if isinstance(node, ast.Subscript):
            if last_name(node.value) != "environ" or not isinstance(node.ctx, ast.Load):
                return None
            index = node.slice
            name = text_of(getattr(index, "value", index) if type(index).__name__ == "Index" else index)
            return None if name is None else Read(name, node, self.path, target, None, True, use)
        name, kind = self._name_of(node)
        if name is None or not name.isidentifier():
            return None
        default = _default(node)
        required = kind == "reader" and default is None
        prefix = self.prefix if kind == "reader" else ""
        return Read(prefix + name, node, self.path, target, default, required, use)

    def _name_of(self, node):
        """(the variable's name, how it is read)"""
        function = node.func
        called = last_name(function)
        first = text_of(node.args[0]) if node.args else None
        owner = last_name(function.value) if isinstance(function, ast.Attribute) else None
        if called == "getenv" or (owner == "environ" and called in ("get", "setdefault", "pop")):
            return first, "environment"
        if called in self.readers or owner in self.readers:
            if first is None and called in ("db", "db_url", "dj_db_url"):
                return "DATABASE_URL", "reader"
            return first, "reader"
        # The project's own helpers: get_env("DB_URL"), require_env(...)
        if called is not None and "env" in called.lower() and first is not None and first.isupper():
            return first, "environment"
        return None, ""


def _readers(tree):
    """Names in this module that read a variable when they are called."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "decouple":
            found.update(alias.asname or alias.name for alias in node.names if alias.name == "config")
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) \
                and last_name(node.value.func) in READERS:
            found.update(filter(None, (last_name(target) for target in node.targets)))
    return found


def _target(node):
    if isinstance(node, ast.Subscript):
        index = node.slice
        return text_of(getattr(index, "value", index) if type(index).__name__ == "Index" else index) or ""
    return last_name(node) or ""


def _default(node):
    for argument in node.keywords:
        if argument.arg == "default":
            return text_of(argument.value) or ""
    method = last_name(node.func)
    if len(node.args) > 1 and method in ("getenv", "get", "setdefault", "pop"):
        value = node.args[1]
        return None if type(value).__name__ in ("Constant", "NameConstant") and value.value is None \
            else text_of(value) or ""
    return None if len(node.args) < 2 else text_of(node.args[1]) or ""


def _parts_of_url(node):
    """(value, what it is for) of an f-string `postgresql://{}:{}@{}:{}/{}`; "" where it is none."""
    texts = [text_of(piece) for piece in node.values]
    of_database = _is_database_url("".join("\0" if text is None else text for text in texts))
    before = ""
    for piece, text in zip(node.values, texts):
        if text is None:
            yield piece, _part_after(before) if of_database else ""
        before += "\0" if text is None else text


def _is_database_url(text):
    """A variable in an http:// one is none of ours; a scheme that is one itself needs a user."""
    scheme, separator, rest = text.partition("://")
    if scheme == "\0":
        return "@" in rest
    return bool(separator) and scheme.partition("+")[0] in ("postgresql", "postgres")


def _part_after(text):
    scheme, separator, rest = text.partition("://")
    if not separator:
        return "scheme" if not text else ""
    who, at, where = rest.rpartition("@")
    if not at:
        return "password" if ":" in rest else "user"
    if "/" in where:
        return "database" if where.endswith("/") else ""
    return "port" if where.endswith(":") else "host"
