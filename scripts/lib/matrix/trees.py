"""What is run in every cell: the healthy trees, and a broken one for each kind of evidence."""
import glob
import json
import os
import re

import fixtures
from case import Case

BROKEN = ["broken-down-revision-typo", "duplicate-revision-1778-1781", "duplicate-table-0022", "silent-residue-leaves-table",
          "migration-error-key-error", "missing-role-1656", "missing-seed-row-1654", "multiple-heads-1548",
          "non-immutable-index-1551", "timeout-or-lock-statement-timeout"]
AGED = {r"sa\.Identity\(always=\w+\), ": "", r"\.scalar_one\(\)": ".scalar()",
        r"with op\.get_context\(\)\.autocommit_block\(\):": "if True:", "concurrently=True": "concurrently=False",
        "INDEX CONCURRENTLY": "INDEX"}
HEALTHY = {"monorepo": [], "bookshop": ["--ini", "alembic.ini"], "clinic": []}


def cases(postgres, alembic, sqlalchemy):
    """For the versions really found."""
    old = number(alembic) < (1, 6) or number(sqlalchemy) < (1, 4)
    return [fitted(case, postgres, old) for case in list(map(healthy, HEALTHY)) + list(map(broken, BROKEN))]


def number(version):
    return tuple(int(part) for part in version.split(".")[:2])


def healthy(name):
    return Case(name, "pass", lambda place, way: fixtures.make(place, way, None, {"healthy": name}), HEALTHY[name])


def broken(name):
    with open(os.path.join(fixtures.FIXTURES, "broken", name, "fixture.json"), encoding="utf-8") as file:
        return fixtures.case(name, json.load(file))


def fitted(case, postgres, old):
    make = case.make
    case.make = lambda place, way: (aged if old else str)(declared(make(place, way), postgres))
    return case


def aged(place):
    """The same tree, written with what the oldest versions have: autocommit_block came with Alembic 1.2 and
    prepend_sys_path with 1.5, Identity and scalar_one with SQLAlchemy 1.4. No line moves."""
    for name in glob.glob(os.path.join(place, "**", "*.py"), recursive=True):
        with open(name, encoding="utf-8") as file:
            text = file.read()
        if os.path.basename(name) == "env.py":
            text = text.replace("from alembic import context\n",
                                "import os, sys; sys.path.insert(0, os.getcwd()); from alembic import context\n", 1)
        with open(name, "w", encoding="utf-8") as file:
            for old, new in AGED.items():
                text = re.sub(old, new, text)
            file.write(text)
    return place


def declared(place, postgres):
    """The same tree, whose production runs that PostgreSQL."""
    for name in glob.glob(os.path.join(place, "seeds", "*.json")):
        with open(name, encoding="utf-8") as file:
            declaration = json.load(file)
        if "tree" in declaration:
            with open(name, "w", encoding="utf-8") as file:
                json.dump(dict(declaration, postgres=int(postgres)), file)
    return place
