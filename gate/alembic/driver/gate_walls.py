"""Every database connection of this process goes to the ephemeral database, or is refused.

Two layers, because each misses what the other sees: SQLAlchemy's `do_connect`, which knows the
dialect, and the drivers' own connect functions (gate_drivers), which `creator=` and bare calls use.
It does not look at the network: a program that a migration starts has the environment only.
"""
import gate_drivers
import gate_engines
import gate_frames
from gate_imports import own, when_imported

# How to behave, never where to or as whom; everything else is dropped.
HARMLESS = frozenset("""
    options application_name fallback_application_name client_encoding connect_timeout timeout
    command_timeout tcp_user_timeout keepalives keepalives_idle keepalives_interval keepalives_count
    tcp_keepalive server_settings async async_ autocommit loop context connection_factory
    cursor_factory row_factory connection_class record_class prepare_threshold statement_cache_size
    max_prepared_statements max_cached_statement_lifetime max_cacheable_statement_size
    prepared_statement_cache_size prepared_statement_name_func async_fallback async_creator_fn
""".split())


class ForeignEngine(Exception):
    """A connection that cannot be turned to the ephemeral PostgreSQL, and so is not made."""

    wall = "foreign-engine"

    def __init__(self, what, made=(None, None)):
        connected = gate_frames.users_line()
        self.file, self.line = made if made[0] else connected
        place = "connected at " + _place(connected)
        if made[0] and made != connected:
            place = "made at %s, %s" % (_place(made), place)
        Exception.__init__(
            self, "%s (%s). gate runs migrations only on its own PostgreSQL and reaches no "
            "other database. Let the migrations take their URL from the environment or from "
            "sqlalchemy.url, with a postgresql scheme" % (what, place))


def _place(where):
    return "%s:%s" % where if where[0] else "a place that no file of the tree shows"


class Walls:
    """Put up before a driver is loaded, so that no module can have kept the driver's own way in."""

    def __init__(self):
        self.target, self.note, self.noted, self.refused = None, None, set(), None

    def aim(self, target, note, refused=None):
        """Without a target no connection is made at all; `note` gets what was redirected, `refused`
        what was not let through."""
        self.target, self.note, self.refused = target, note, refused

    def install(self):
        when_imported("sqlalchemy", self._guard_sqlalchemy)
        when_imported("flask_sqlalchemy", lambda module: own("gate_flask").aim_configuration(module, self))
        gate_drivers.guard(self)

    def redirected(self, driver, asked, database="dbname"):
        """Arguments to connect with instead of `asked`, whose keys are libpq's or the driver's."""
        if self.target is None:
            self.refuse("a connection before there is a database for it: %s" % _told(asked))
        asked = dict(asked)
        if "database" in asked:
            asked.setdefault("dbname", asked["database"])
        if not self.target.is_meant_by(asked):
            self.tell(driver, _told(asked))
        kept = {name: value for name, value in asked.items() if name in HARMLESS}
        kept.update(self.target.arguments(database))
        return kept

    def refuse(self, what, made=(None, None)):
        error = ForeignEngine(what, made)
        if self.refused:
            self.refused(message=str(error), file=error.file, line=error.line)
        raise error

    def tell(self, driver, asked):
        file, line = gate_frames.users_line()
        if (driver, asked) not in self.noted:
            self.noted.add((driver, asked))
            self.note(driver=driver, asked=asked, file=file, line=line)

    def _guard_sqlalchemy(self, sqlalchemy):
        from sqlalchemy import event
        from sqlalchemy.engine import Engine

        event.listen(Engine, "do_connect", self._do_connect)
        gate_engines.guard(sqlalchemy, self)

    def _do_connect(self, dialect, record, arguments, keywords):
        driver = {"psycopg_async": "psycopg"}.get(dialect.driver, dialect.driver)
        if dialect.name != "postgresql" or driver not in gate_drivers.DATABASE_KEYWORD:
            self.refuse("an engine of the dialect %s+%s: %s"
                        % (dialect.name, dialect.driver, _url(dialect, arguments, keywords)),
                        gate_engines.made_at(dialect))
        asked = dict(keywords)
        for text in arguments[:1]:
            asked.update(gate_drivers.parts_of_dsn(text))
        asked = self.redirected(driver, asked, gate_drivers.DATABASE_KEYWORD[driver])
        gate_drivers.as_driver_wants(driver, asked)
        # In place: this event hands out the very list and dictionary that are used next.
        del arguments[:]
        keywords.clear()
        keywords.update(asked)


def _told(asked):
    words = ["%s=%s" % (name, asked[name])
             for name in ("service", "host", "hostaddr", "unix_sock", "port", "dbname", "user")
             if asked.get(name)]
    return " ".join(words) or "(defaults)"


def _url(dialect, arguments, keywords):
    if dialect.name == "sqlite":
        return "sqlite:///%s" % (arguments[0] if arguments else "")
    host = keywords.get("host") or keywords.get("server") or "?"
    name = keywords.get("database") or keywords.get("db") or keywords.get("dbname") or "?"
    return "%s://%s/%s" % (dialect.name, host, name)
