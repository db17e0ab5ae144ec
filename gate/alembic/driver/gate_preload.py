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


def warm(scheme):
    """Has SQLAlchemy and Alembic fill what they fill once: compiled patterns, dispatch, DDL compilers.

    Connects to nothing, and leaves nothing that a migration could see.
    """
    import io
    import sqlalchemy as sa
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    try:
        driver = scheme.partition("+")[2]
        url = "postgresql%s://gate:gate@127.0.0.1:1/gate" % ("+" + driver if driver else "")
        sa.create_engine(url).dispose()
        context = MigrationContext.configure(dialect_name="postgresql",
                                             opts={"as_sql": True, "output_buffer": io.StringIO()})
        operations = Operations(context)
        operations.create_table("gate", sa.Column("id", sa.Integer, primary_key=True),
                                sa.Column("name", sa.String(5), nullable=False, server_default="a"))
        operations.add_column("gate", sa.Column("at", sa.DateTime(timezone=True)))
        operations.create_index("gate_at", "gate", ["at"])
        operations.alter_column("gate", "name", nullable=True)
        operations.drop_column("gate", "at")
        operations.drop_table("gate")
    except Exception:  # an old or odd version does without
        pass


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
