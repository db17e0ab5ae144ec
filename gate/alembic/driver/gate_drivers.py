"""The database drivers' own ways to connect, each wrapped where all its callers come through.

How a driver calls things is known here and nowhere else; what may pass is the walls' to say.
"""
import functools

from gate_imports import when_imported
from gate_target import parts_of

# The drivers that can be led, and how each calls the database's name.
DATABASE_KEYWORD = {"psycopg2": "dbname", "psycopg2cffi": "dbname", "psycopg": "dbname",
                    "asyncpg": "database", "pg8000": "database"}

# Drivers that would reach a database elsewhere: module and the name in it that connects.
REFUSED = {
    "pymysql.connections": ("Connection.connect",), "MySQLdb": ("connect", "Connect"),
    "mysql.connector": ("connect", "Connect"), "aiomysql": ("connect", "create_pool"),
    "asyncmy": ("connect", "create_pool"), "mariadb": ("connect",), "pyodbc": ("connect",),
    "aioodbc": ("connect", "create_pool"), "cx_Oracle": ("connect", "Connection", "SessionPool"),
    "oracledb": ("connect", "connect_async", "create_pool", "create_pool_async"),
    "pymssql": ("connect",), "_mssql": ("connect",), "redshift_connector": ("connect",),
    "snowflake.connector": ("connect",), "pgdb": ("connect",), "psqlpy": ("connect",),
    "ibm_db": ("connect", "pconnect"), "ibm_db_dbi": ("connect", "pconnect"),
    "hdbcli.dbapi": ("connect",),
}


def guard(walls):
    when_imported("psycopg2", lambda module: _psycopg2(module, walls))
    when_imported("psycopg2cffi", lambda module: _psycopg2cffi(module, walls))
    when_imported("psycopg", lambda module: _psycopg(module, walls))
    when_imported("asyncpg", lambda module: _asyncpg(module, walls))
    when_imported("pg8000.core", lambda module: _pg8000(module, walls))
    for name, attributes in REFUSED.items():
        when_imported(name, lambda module, attributes=attributes: _refused(module, attributes, walls))


def parts_of_dsn(text):
    """A DSN (URL or `key=value ...`) as libpq's words, as far as needed to name it and keep options."""
    if not isinstance(text, str):
        return {}
    found = parts_of(text)
    if found is not None:
        return found
    return dict(word.split("=", 1) for word in text.split() if "=" in word)


def as_driver_wants(driver, arguments):
    if driver == "pg8000" and str(arguments.get("host", "")).startswith("/"):
        arguments["unix_sock"] = "%s/.s.PGSQL.%s" % (arguments.pop("host"), arguments["port"])


def _psycopg2(module, walls):
    from psycopg2 import _psycopg, extensions

    def dsn(text):
        return extensions.make_dsn(**walls.redirected("psycopg2", extensions.parse_dsn(text or "")))

    # psycopg2.connect() ends in _connect(), and looks it up when called.
    original = _psycopg._connect

    @functools.wraps(original)
    def connect(text="", *arguments, **keywords):
        return original(dsn(text), *arguments, **keywords)

    module._connect = _psycopg._connect = connect

    # A connection class can be called directly. Its type is fixed in C, so a class of ours takes its
    # name; connections that C makes itself are still instances of it.
    plain = extensions.connection

    class Kind(type(plain)):
        def __instancecheck__(cls, instance):
            return (isinstance(instance, plain) if cls is guarded
                    else type.__instancecheck__(cls, instance))

        def __subclasscheck__(cls, other):
            return (issubclass(other, plain) if cls is guarded
                    else type.__subclasscheck__(cls, other))

    def init(self, text, *arguments, **keywords):
        plain.__init__(self, dsn(text), *arguments, **keywords)

    guarded = Kind("connection", (plain,), {"__init__": init, "__module__": plain.__module__,
                                            "__doc__": plain.__doc__})
    extensions.connection = _psycopg.connection = guarded


def _psycopg2cffi(module, walls):
    original = module.connect

    @functools.wraps(original)
    def connect(dsn=None, connection_factory=None, cursor_factory=None, **keywords):
        asked = dict(parts_of_dsn(dsn), **keywords)
        return original(connection_factory=connection_factory, cursor_factory=cursor_factory,
                        **walls.redirected("psycopg2cffi", asked))

    module.connect = connect


def _psycopg(module, walls):
    from psycopg.conninfo import conninfo_to_dict

    for kind in (module.Connection, module.AsyncConnection):
        _psycopg_class(kind, conninfo_to_dict, walls)
    module.connect = module.Connection.connect  # bound to the class at import


def _psycopg_class(kind, parse, walls):
    original = kind.__dict__["connect"].__func__

    @functools.wraps(original)
    def connect(cls, conninfo="", **keywords):
        # The words of `asked` that libpq does not know (row_factory and such) are kept by name.
        asked = dict(parse(conninfo), **keywords)
        return original(cls, "", **walls.redirected("psycopg", asked))

    kind.connect = classmethod(connect)


def _asyncpg(module, walls):
    from asyncpg import connection

    original = connection.connect

    @functools.wraps(original)
    async def connect(dsn=None, **keywords):
        asked = dict(parts_of_dsn(dsn), **{k: v for k, v in keywords.items() if v is not None})
        return await original(**walls.redirected("asyncpg", asked, "database"))

    # A pool looks connect() up in the module when it needs a connection.
    module.connect = connection.connect = connect


def _pg8000(module, walls):
    kind = getattr(module, "CoreConnection", None) or module.Connection
    original = kind.__init__
    names = original.__code__.co_varnames[1:original.__code__.co_argcount]
    # Before 1.16 every argument had to be given.
    defaults = {name: None for name in names} if original.__defaults__ is None else {}

    @functools.wraps(original)
    def init(self, *arguments, **keywords):
        asked = dict(zip(names, arguments), **keywords)
        asked = walls.redirected("pg8000", {k: v for k, v in asked.items() if v is not None}, "database")
        as_driver_wants("pg8000", asked)
        original(self, **dict(defaults, **{k: v for k, v in asked.items() if k in names}))

    kind.__init__ = init


def _refused(module, attributes, walls):
    for path in attributes:
        owner, name = module, path
        if "." in path:
            owner, name = getattr(module, path.split(".")[0], None), path.split(".")[1]
        if not hasattr(owner, name):
            continue

        def connect(*arguments, **keywords):
            walls.refuse("a connection of the driver %s" % module.__name__)

        setattr(owner, name, connect)
