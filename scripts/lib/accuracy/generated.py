"""Cases from scripts/make-tree: large valid trees, and the same with one known fault."""
import json
import os
import subprocess
import sys

from case import ROOT, Case

MAKE_TREE = os.path.join(ROOT, "scripts", "make-tree")
KINDS = ["missing-role", "missing-seed-row", "multiple-heads", "duplicate-revision", "non-immutable-index",
         "broken-down-revision", "duplicate-table", "irreversible-downgrade", "migration-error",
         "postgres-incompatibility", "insufficient-privilege", "timeout-or-lock", "revision-cycle"]


def cases(dice, count):
    """Every second one is valid."""
    return [case(dice.randrange(10 ** 6), dice.randint(20, 90), KINDS[number // 2 % len(KINDS)] if number % 2 else None)
            for number in range(count)]


def case(seed, revisions, fault):
    name = "generated-%d-%d-%s" % (seed, revisions, fault or "valid")
    one = Case(name, fault or "pass", None, ["--ini", "alembic.ini"], drivers=["psycopg2"])

    def make(place, way):
        words = ["--seed", str(seed), "--revisions", str(revisions)] + (["--fault", fault] if fault else [])
        told = subprocess.run([sys.executable, MAKE_TREE, *words, os.path.join(place, "tree")], check=True,
                              stdout=subprocess.PIPE, universal_newlines=True)
        one.expected = json.loads(told.stdout)["findings"]
        return os.path.join(place, "tree")
    one.make = make
    return one
