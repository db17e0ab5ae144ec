"""The ephemeral database: its addresses in every spelling, and the environment that points to it.

Set from within the process, so that no listing of processes shows the password. Connections that look
at no variable are the walls' business, not this module's.
"""
import os
from urllib.parse import parse_qsl, quote, unquote, urlsplit

DATABASES = ("postgres", "postgresql", "cockroachdb", "redshift", "mysql", "mariadb", "oracle",
             "mssql", "sqlserver", "db2", "snowflake", "mongodb", "postgis", "psql", "pgsql",
             "timescaledb", "timescale")
# What libpq reads to find or enter a server. PGOPTIONS, PGTZ and the like may stay.
WHERE_OR_WHO = ("PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGUSER", "PGPASSWORD", "PGPASSFILE",
                "PGSERVICE", "PGSERVICEFILE", "PGSSLMODE", "PGREQUIRESSL", "PGSSLCERT", "PGSSLKEY",
                "PGSSLROOTCERT", "PGSSLCRL", "PGREQUIREPEER", "PGKRBSRVNAME", "PGGSSLIB",
                "PGTARGETSESSIONATTRS", "PGCHANNELBINDING", "PGREQUIREAUTH", "PGSSLNEGOTIATION")


class Target:
    def __init__(self, request):
        self.host, self.port = str(request["host"]), int(request["port"])
        self.user, self.database = str(request["user"]), str(request["database"])
        self.password = request.get("password") or None
        self.declared = bool(request.get("declared"))  # whether somebody said what the tree is run on

    def url(self, scheme="postgresql"):
        who = quote(self.user, safe="")
        if self.password:
            who += ":" + quote(self.password, safe="")
        database = quote(self.database, safe="")
        if self.host.startswith("/"):  # a socket's folder does not fit where a host goes
            return "%s://%s@/%s?host=%s&port=%d" % (
                scheme, who, database, quote(self.host, safe=""), self.port)
        host = "[%s]" % self.host if ":" in self.host else self.host
        return "%s://%s@%s:%d/%s" % (scheme, who, host, self.port, database)

    def arguments(self, database="dbname"):
        """As keyword arguments of a driver's connect; `database` is how it calls that."""
        found = {"host": self.host, "port": self.port, "user": self.user, database: self.database}
        if self.password:
            found["password"] = self.password
        return found

    def part(self, name):
        """As a variable's text: `host`, `port`, `user`, `password`, `database` or `scheme`."""
        host = "localhost" if self.host.startswith("/") else self.host
        return {"host": host, "port": str(self.port), "user": self.user, "database": self.database,
                "password": self.password or "none", "scheme": "postgresql"}[name]

    def environment(self):
        found = {"PGHOST": self.host, "PGPORT": str(self.port), "PGUSER": self.user,
                 "PGDATABASE": self.database}
        if self.password:
            found["PGPASSWORD"] = self.password
        return found

    def is_meant_by(self, asked):
        """Whether connect arguments lead here anyway; what they leave open, the environment fills."""
        mine = {"host": self.host, "port": str(self.port), "dbname": self.database, "user": self.user}
        if any(asked.get(name) for name in ("hostaddr", "service", "unix_sock", "dsn")):
            return False
        return all(not asked.get(name) or str(asked[name]) == mine[name] for name in mine)


def scheme_of(value):
    """`postgresql+asyncpg` for a database URL, None for anything else."""
    text = value.strip()
    if text.startswith("jdbc:"):
        text = text[5:]
    scheme, separator, _ = text.partition("://")
    return scheme if separator and scheme.split("+")[0].lower() in DATABASES else None


def parts_of(url):
    """Where and who a URL names, in libpq's words and without the password; None for no URL."""
    if scheme_of(url) is None:
        return None
    parts = urlsplit(url.strip())
    try:
        port = parts.port
    except ValueError:  # several hosts
        port = None
    found = {"host": parts.hostname, "port": port, "user": unquote(parts.username or ""),
             "dbname": unquote(parts.path.lstrip("/"))}
    found.update((name, value) for name, value in parse_qsl(parts.query)
                 if name in ("host", "port", "user", "dbname", "hostaddr", "service"))
    return {name: value for name, value in found.items() if value}


def apply(request, target):
    """Sets os.environ as a `target` request says, and takes out what leads anywhere else."""
    for name, value in list(os.environ.items()):
        if name in WHERE_OR_WHO or scheme_of(value):
            del os.environ[name]
    for name, value in (request.get("environment") or {}).items():
        # A declared URL is there for its scheme: nothing but the ephemeral database is ever named.
        scheme = scheme_of(value)
        os.environ[name] = target.url(scheme) if scheme else value
    for name, scheme in (request.get("replace") or {}).items():
        os.environ[name] = target.url(scheme)
    for name, part in (request.get("parts") or {}).items():
        os.environ[name] = target.part(part)
    for name in request.get("url_variables") or []:
        os.environ[name] = target.url(scheme_of(os.environ.get(name, "")) or "postgresql")
    if request.get("settings"):
        _wall_in_child_interpreters(request["settings"])
    os.environ.update(target.environment())


def _wall_in_child_interpreters(settings):
    """An interpreter that a migration starts finds the walls as a plain `alembic` process does."""
    walls = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cli")
    others = [one for one in os.environ.get("PYTHONPATH", "").split(os.pathsep) if one != walls]
    os.environ["PYTHONPATH"] = os.pathsep.join([walls] + [one for one in others if one])
    os.environ["GATE_DRIVER_SETTINGS"] = settings
