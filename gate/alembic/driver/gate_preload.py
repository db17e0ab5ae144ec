"""Modules that the parent imports ahead, so that not each step's child has to.

Only libraries that every step of a tree uses alike, never a module of the tree: a step must see
nothing of the one before it. What cannot be imported is left out without a word; the step will say so.
"""
import importlib
import sys

LIKELY = {
    "psycopg2": ("psycopg2.extras", "sqlalchemy.dialects.postgresql.psycopg2"),
    "psycopg": ("psycopg", "sqlalchemy.dialects.postgresql.psycopg"),
    "asyncpg": ("asyncpg", "sqlalchemy.ext.asyncio", "sqlalchemy.dialects.postgresql.asyncpg"),
}
LIBRARIES = ("asyncio", "asyncpg", "psycopg", "psycopg_binary", "psycopg_c", "pg8000", "psycopg2",
             "sqlalchemy", "alembic", "greenlet", "scramp", "ssl", "logging")


def likely(scheme, sqlalchemy):
    """Called when gate has its answer and the server may still be starting.

    `scheme` is that of the ini's URL; where it names no driver, SQLAlchemy's default counts.
    """
    default = "psycopg2" if sqlalchemy.startswith(("1.", "2.0.")) else "psycopg"
    for name in ("logging.config",) + LIKELY.get(scheme.partition("+")[2] or default, ()):
        _load(name)


def worth_loading():
    """In a child: the libraries' modules that are loaded here, in the order they were."""
    return [name for name in list(sys.modules) if name.partition(".")[0] in LIBRARIES]


def learned(names):
    """In the parent: what a step's child had to load, the next ones will need too."""
    for name in names:
        if name not in sys.modules and name.partition(".")[0] in LIBRARIES:
            _load(name)


def _load(name):
    try:
        importlib.import_module(name)
    except Exception:
        pass
