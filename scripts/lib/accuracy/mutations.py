"""Trees made on the spot, each with one fault: other names, ids, styles and places in the chain.

What a fault is, and what gate has to call it, is in `faults.py`; here a healthy tree grows around it.
"""
import json
import os
import textwrap

from case import Case
from env_py import env_py
from faults import FAULTS

NOUNS = "account badge crate depot engine flight guest hangar invoice jacket ledger meter".split()
COLUMNS = {"name": "sa.Text()", "amount": "sa.Numeric(12, 2)", "seen_at": "sa.TIMESTAMP(timezone=True)",
           "state": "sa.String(20)"}


def cases(dice, count):
    return [case(dice, number) for number in range(count)]


def case(dice, number):
    fault = FAULTS[number % len(FAULTS)]
    tree = Tree(dice)
    expected = fault(tree, dice)
    name = "mutation-%03d-%s" % (number, fault.__name__)
    facts = [dict(one, file="db/versions/" + one["file"]) if "file" in one else one for one in expected]
    return Case(name, expected[0]["kind"], lambda place, way: tree.write(place, way), ["--tree", "shop"], facts)


class Tree:
    """A chain of revisions, each a table of its own; a fault adds or changes some."""

    def __init__(self, dice):
        self.dice, self.style = dice, dice.choice(["number", "hash", "date"])
        self.prerequisites, self.files, self.chain = [], {}, []
        self.tables = dice.sample(NOUNS, dice.randint(3, 7))
        for table in self.tables:
            self.add(*self.table(table))

    def id(self):
        number = len(self.chain) + 1
        if self.style == "number":
            return "%04d" % number
        if self.style == "hash":
            return "%012x" % self.dice.getrandbits(48)
        return "202601%02d_%04d" % (number, self.dice.randrange(10000))

    def table(self, name):
        columns = ", ".join("sa.Column(%r, %s)" % pair for pair in COLUMNS.items())
        if self.dice.random() < 0.4:
            up = ('op.execute("CREATE TABLE %s (id BIGSERIAL PRIMARY KEY, name TEXT UNIQUE, amount NUMERIC(12, 2), '
                  'seen_at TIMESTAMPTZ, state VARCHAR(20))")' % name)
        else:
            up = 'op.create_table(%r, sa.Column("id", sa.BigInteger(), primary_key=True), %s, sa.UniqueConstraint("name"))' \
                 % (name, columns)
        return up, "op.drop_table(%r)" % name

    def add(self, up, down="pass", down_revision=None, head="", revision=None):
        """Appends a revision; the line of `up` that is marked FAULT is where a fault is to be told."""
        revision = revision or self.id()
        parent = down_revision or (self.chain[-1] if self.chain else None)
        typed = self.dice.random() < 0.5
        text = '"""%s"""\nimport sqlalchemy as sa\nfrom alembic import op\n%s\n' % (revision, head)
        text += ("revision: str = %r\ndown_revision: str = %r\n" if typed else
                 "revision = %r\ndown_revision = %r\n") % (revision, parent)
        text += "\n\ndef upgrade():\n%s\n\n\ndef downgrade():\n%s\n" % (indented(up), indented(down))
        file = "%s_%s.py" % (revision, self.dice.choice(NOUNS)) if self.style != "hash" else \
               "%s_%d.py" % (self.dice.choice(NOUNS), len(self.files))
        self.files[file] = text
        if down_revision is None:
            self.chain.append(revision)
        return {"revision": revision, "file": file}

    def grow(self):
        """More healthy revisions after the fault."""
        rest = [noun for noun in NOUNS if noun not in self.tables]
        for table in rest[:self.dice.randint(0, 2)]:
            self.tables.append(table)
            self.add(*self.table(table))

    def line(self, file, mark="FAULT"):
        lines = self.files[file].splitlines()
        return next(number for number, line in enumerate(lines, 1) if mark in line)

    def line_of(self, file, start):
        return next(number for number, line in enumerate(self.files[file].splitlines(), 1) if line.startswith(start))

    def write(self, place, way):
        versions = os.path.join(place, "db", "versions")
        os.makedirs(versions)
        os.makedirs(os.path.join(place, "seeds"))
        for file, text in self.files.items():
            put(os.path.join(versions, file), text)
        put(os.path.join(place, "db", "alembic.ini"), "[alembic]\nscript_location = .\nversion_locations = versions\n")
        put(os.path.join(place, "db", "env.py"), env_py(way.driver))
        put(os.path.join(place, "seeds", "shop.json"), json.dumps({
            "tree": "shop", "alembic_ini": "db/alembic.ini", "database": "shop_ci",
            "prerequisites": self.prerequisites}))
        return place


def indented(body):
    return textwrap.indent(textwrap.dedent(body).strip("\n"), "    ")


def put(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
