"""Which combinations of versions are tried: each axis swept with the others in the middle, and both ends.

Not the full product: a fault of two versions together shows at the ends, one of a version alone in its sweep.
"""
DEFAULT = {"python": "3.11", "alembic": "1.13", "sqlalchemy": "2.0", "postgres": "15", "server": "pg-bin"}
NEWEST = "newest"
POSTGRES = ["13", "14", "15", "16", "17", "18"]

# An Alembic goes with the SQLAlchemy and the Python of its time.
ALEMBIC = [("1.0.0", "1.3", "3.8"), ("1.2", "1.3", "3.8"), ("1.4", "1.3", "3.8"), ("1.5", "1.3", "3.9"), ("1.6", "1.4", "3.9"),
           ("1.7", "1.4", "3.9"), ("1.8", "1.4", "3.10"), ("1.10", "2.0", "3.11"), ("1.13", "2.0", "3.11"),
           ("1.15", "2.0", "3.12"), (NEWEST, "2.0", "3.13")]
SQLALCHEMY = [("1.3", "1.7", "3.9"), ("1.4", "1.13", "3.11"), ("2.0", "1.13", "3.11"), ("2.1", NEWEST, "3.12")]
# What zoo trees need that no distribution packages; one cell has it.
PLUGINS = ["alembic_utils", "alembic-postgresql-enum"]
PYTHON = ["3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14"]


class Cell:
    def __init__(self, python, alembic, sqlalchemy, postgres, server):
        self.python, self.alembic, self.sqlalchemy = python, alembic, sqlalchemy
        self.postgres, self.server = postgres, server

    def __str__(self):
        return "py%s alembic%s sqlalchemy%s postgres%s %s" % (
            self.python, self.alembic, self.sqlalchemy, self.postgres, self.server)

    def requirements(self):
        def of(name, version):
            series = "%s==%s" if version.count(".") == 2 else "%s==%s.*"
            return name if version == NEWEST else series % (name, version)
        drivers = ["psycopg2-binary"]
        if self.sqlalchemy == "2.1":
            drivers.append("psycopg[binary]")  # what postgresql:// means from there on
        if (self.alembic, self.sqlalchemy, self.python) == ALEMBIC[-1]:
            drivers += PLUGINS
        return [of("alembic", self.alembic), of("sqlalchemy", self.sqlalchemy)] + drivers


def cell(**differs):
    return Cell(**dict(DEFAULT, **differs))


def ends():
    return [cell(python="3.8", alembic="1.0.0", sqlalchemy="1.3", postgres="13"),
            cell(python=NEWEST, alembic=NEWEST, sqlalchemy="2.1", postgres=NEWEST)]


def every():
    cells = ends() + [cell(python=python, alembic=alembic, sqlalchemy=sqlalchemy)
                      for alembic, sqlalchemy, python in ALEMBIC]
    cells += [cell(python=python, alembic=alembic, sqlalchemy=sqlalchemy) for sqlalchemy, alembic, python in SQLALCHEMY]
    cells += [cell(python=python, alembic=NEWEST) for python in PYTHON]
    cells += [cell(postgres=postgres, server=server) for server in ("pg-bin", "image") for postgres in POSTGRES]
    once = {}
    for one in cells:
        once.setdefault(str(one), one)
    return list(once.values())
