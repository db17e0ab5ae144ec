"""What an env.py is handed by whoever runs it: sqlalchemy.url, `-x url=...`, config.attributes["connection"].

The ini has the first; application code that runs Alembic sets the others, and gate does where env.py cannot do
without. Each leads to the ephemeral database. A connection is made when it is asked for, and committed when env.py has come to its end.
"""
import ast
import configparser
import functools
import os
import sys

from gate_imports import own
from gate_target import scheme_of

CONNECTIONS = ("connection", "connectable", "conn", "db_connection")
ENGINES = ("engine", "sqlalchemy_engine", "db_engine")
URLS = ("url", "uri", "dsn", "db_url", "db_uri", "db_dsn", "dburl", "database_url", "database_uri", "sqlalchemy_url",
        "sqlalchemy.url", "connection_string", "postgres_url", "pg_url")


class SeveralDatabases(Exception):
    """Migrated side by side they would wait for each other's locks in the one that gate has."""

    wall = "several-databases"

    def __init__(self, names):
        Exception.__init__(self, "env.py migrates several databases side by side (%s), and gate has one for a tree"
                           % ", ".join(names))


class Handed:
    """`target`: called for the ephemeral database, which is not known when this is installed."""

    def __init__(self, target):
        self.target, self.made = target, []

    def install(self, environment):
        kind = environment.EnvironmentContext
        init, leave, arguments = kind.__init__, kind.__exit__, kind.get_x_argument

        @functools.wraps(init)
        def wrapped_init(context, config, script, *rest, **keywords):
            init(context, config, script, *rest, **keywords)
            if self.target() is not None:
                config.attributes = Attributes(config.attributes, self, os.path.join(script.dir, "env.py"))
                self._aim_arguments(config)
                self._aim_sections(config)
                scheme = _scheme(config, self.target().declared)
                if scheme is not None:
                    config.set_main_option("sqlalchemy.url", self.target().url(scheme).replace("%", "%%"))

        @functools.wraps(leave)
        def wrapped_leave(context, *problem):
            self._settle(problem[0] is None if problem else True)
            return leave(context, *problem)

        @functools.wraps(arguments)
        def wrapped_arguments(context, *rest, **keywords):
            found = arguments(context, *rest, **keywords)
            target = self.target()
            return Arguments(found, target.url()) if isinstance(found, dict) and target is not None else found

        kind.__init__, kind.__exit__, kind.get_x_argument = wrapped_init, wrapped_leave, wrapped_arguments

    def _aim_arguments(self, config):
        """`-x url=postgresql://prod/...` is there for its scheme."""
        given = getattr(config.cmd_opts, "x", None)
        for place, text in enumerate(given or []):
            name, equals, value = text.partition("=")
            scheme = scheme_of(value)
            if equals and scheme:
                given[place] = "%s=%s" % (name, self.target().url(scheme))

    def _aim_sections(self, config):
        """Alembic's multidb template: a section with a URL for each name in `databases`."""
        # Of pyproject.toml alone there is no section, and get_main_option() raises.
        stated = config.file_config.get(config.config_ini_section, "databases", fallback="")
        names = [name.strip() for name in stated.split(",")]
        names = [name for name in names if config.file_config.has_option(name, "sqlalchemy.url")]
        if len(names + _binds(config)) > 1:
            raise SeveralDatabases(names + _binds(config))
        for name in names:
            config.set_section_option(name, "sqlalchemy.url", self.target().url().replace("%", "%%"))

    def give(self, key):
        """What stands behind an attribute; None for one that gate cannot know."""
        if key in URLS:
            return self.target().url()
        from sqlalchemy import create_engine, pool

        engine = create_engine(self.target().url(), poolclass=pool.NullPool)
        if key in ENGINES:
            return engine
        connection = engine.connect()
        if not hasattr(connection, "connect"):  # SQLAlchemy 2; env.py may take it for an engine
            connection.connect = lambda: _Open(connection)
        self.made.append(connection)
        return connection

    def _settle(self, well):
        for connection in self.made:
            if hasattr(connection, "get_transaction"):
                transaction = connection.get_transaction()
            else:  # SQLAlchemy 1.3
                transaction = getattr(connection, "_Connection__transaction", None)
            if well and transaction is not None and transaction.is_active:
                transaction.commit()
            connection.close()
        del self.made[:]


def _binds(config):
    """Flask-Migrate's multidb template: the application's database and each of its binds."""
    flask = sys.modules.get("flask")
    if flask is None or not flask.has_app_context():
        return []
    env_py = os.path.join(config.get_main_option("script_location") or "", "env.py")
    binds = flask.current_app.config.get("SQLALCHEMY_BINDS") or {}
    with open(env_py, "rb") as file:
        return ["default"] + sorted(map(str, binds)) if binds and b"SQLALCHEMY_BINDS" in file.read() else []


class _Open:
    """A connection as a context manager that leaves it open."""

    def __init__(self, connection):
        self.connection = connection

    def __enter__(self):
        return self.connection

    def __exit__(self, *problem):
        return False

    def __getattr__(self, name):
        return getattr(self.connection, name)


class Attributes(dict):
    """Alembic's config.attributes. What is only asked for, env.py may make itself; then it is not given."""

    def __init__(self, given, handed, env_py):
        dict.__init__(self, given)
        self.handed, self.env_py, self.dependent = handed, env_py, None

    def __missing__(self, key):
        if key not in CONNECTIONS + ENGINES + URLS:
            raise KeyError(key)
        self[key] = self.handed.give(key)
        return self[key]

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __contains__(self, key):
        if dict.__contains__(self, key):
            return True
        if key not in CONNECTIONS + ENGINES + URLS:
            return False
        if self.dependent is None:
            self.dependent = not _makes_engine(self.env_py)
        return self.dependent


class Arguments(dict):
    """The `-x` arguments as a dictionary, with a URL where one is asked for."""

    def __init__(self, given, url):
        dict.__init__(self, given)
        self.url = url

    def __missing__(self, key):
        if key in URLS:
            return self.url
        raise KeyError(key)

    def get(self, key, default=None):
        return self[key] if key in self or key in URLS else default


def _scheme(config, declared):
    """How the ini's URL names dialect and driver; None when it is another database's.

    An async env.py needs its own driver in the URL. Another database's URL stays, so that the walls
    refuse it with the line that used it: to put ours there would hide what the tree says. But for a
    file of sqlite's, which is what many have there for development: a tree that is declared says by
    that what it is run on.
    """
    section, parser = config.config_ini_section, config.file_config
    try:
        stated = parser.get(section, "sqlalchemy.url", fallback="")
    except configparser.Error:  # it is made of variables that are only known elsewhere
        stated = parser.get(section, "sqlalchemy.url", raw=True, fallback="")
    scheme = stated.strip().partition("://")[0]
    dialect, plus, driver = scheme.partition("+")
    if dialect in ("postgresql", "postgres"):
        return "postgresql" + plus + driver
    if dialect == "sqlite":
        return "postgresql" if declared else None
    return None if scheme_of(stated) else "postgresql"


def _makes_engine(env_py):
    """Whether env.py calls what makes an engine, or takes one from elsewhere."""
    tree = own("gate_modules").parsed(env_py)
    last_name = own("gate_variables").last_name
    for node in ast.walk(tree) if tree is not None else ():
        names = [last_name(node.func)] if isinstance(node, ast.Call) else \
            [alias.name for alias in node.names] if isinstance(node, ast.ImportFrom) else \
            [node.attr] if isinstance(node, ast.Attribute) else []
        if any(name and "engine" in name and name[0].islower() for name in names):
            return True
    return False
