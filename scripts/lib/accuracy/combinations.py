"""The ways to run a case: driver or plain commands, which Alembic, which database driver."""
import itertools
import os
import sys

from environments import NotToBeHad, environment

NEWEST = ["alembic", "sqlalchemy>=2", "psycopg2-binary", "psycopg[binary]", "asyncpg", "greenlet"]


class Way:
    """`folder` is the virtual environment; none: the machine's own Python."""

    def __init__(self, via, alembic, folder, driver, server=("--server", "local")):
        self.via, self.alembic, self.folder, self.driver, self.server = via, alembic, folder, driver, list(server)

    def __str__(self):
        return "%s/%s/%s" % (self.via, self.alembic, self.driver)

    def environment(self):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "GATE_"))}
        kept.pop("VIRTUAL_ENV", None)
        return dict(kept, VIRTUAL_ENV=self.folder) if self.folder else kept


def quick():
    return [Way(via, "machine", None, "psycopg2") for via in ("driver", "cli")]


def every():
    ways = [Way(via, "machine", None, driver)
            for via, driver in itertools.product(("driver", "cli"), ("psycopg2", "asyncpg"))]
    folder = newest()
    if folder:
        ways += [Way(via, "newest", folder, driver) for via, driver in
                 itertools.product(("driver", "cli"), ("psycopg2", "psycopg", "asyncpg"))]
    return ways


def newest():
    """A virtual environment with the newest Alembic and SQLAlchemy 2; None where PyPI is out of reach."""
    try:
        return environment(sys.executable, "newest-%d.%d" % sys.version_info[:2], NEWEST)
    except NotToBeHad as why:
        print("only the machine's Alembic is tried: %s" % why)
        return None
