"""The ways to run a case: driver or plain commands, which Alembic, which database driver."""
import itertools
import os
import subprocess
import sys
import venv

CACHE = os.path.join(os.environ.get("XDG_CACHE_HOME", os.path.expanduser("~/.cache")), "gate-accuracy")
NEWEST = ["alembic", "sqlalchemy>=2", "psycopg2-binary", "psycopg[binary]", "asyncpg", "greenlet"]


class Way:
    def __init__(self, via, alembic, folder, driver):
        self.via, self.alembic, self.folder, self.driver = via, alembic, folder, driver

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
    folder = os.path.join(CACHE, "venv-%d.%d" % sys.version_info[:2])
    python = os.path.join(folder, "bin", "python")
    if not os.path.exists(os.path.join(folder, "ready")):
        venv.create(folder, with_pip=True, clear=True)
        installed = subprocess.run([python, "-m", "pip", "install", "--quiet"] + NEWEST)
        if installed.returncode != 0:
            print("PyPI is out of reach: only the machine's Alembic is tried")
            return None
        open(os.path.join(folder, "ready"), "w").close()
    return folder
