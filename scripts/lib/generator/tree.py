"""A tree made from a seed: revisions, each a Step, in a graph that ends in one head."""
import random

import data
import faults
import keys
import objects
import tables
from graph import Head, Revision, fork, to_merge
from model import Step, World, execute

OPERATIONS = {}
for module in (tables, keys, objects, data):
    OPERATIONS.update(module.OPERATIONS)
CHOICES, WEIGHTS = list(OPERATIONS), list(OPERATIONS.values())


class Tree:
    def __init__(self, seed, count, fault=None):
        self.dice = random.Random(seed)
        self.world, self.revisions, self.given = World(self.dice), [], set()
        self.ids = self.dice.choice(["hash", "number", "date", "mixed"])
        self.heads, self.bases = [Head(None, [])], self.dice.choice([0, 0, 1, 2])
        self.count, self.fault = count, fault
        self.per_revision = self.dice.random() < 0.8  # transaction_per_migration
        place = faults.place(fault, self.dice, count)
        while len(self.revisions) < count - len(self.heads) + 1:
            if place is not None and len(self.revisions) >= place and self._workable():
                self._add_fault()
                place = None
            self._grow()
        self._close(place)

    def _grow(self):
        dice = self.dice
        if len(self.heads) > 1 and dice.random() < 0.12:
            self._merge()
            return
        if self.bases and dice.random() < 0.1 and self.revisions:
            self.bases -= 1
            self.heads.append(Head(None, []))
        head = dice.choice(self.heads)
        if head.id and len(self.heads) < 4 and dice.random() < 0.1:
            other = fork(head, dice)
            if other:
                self.heads.append(other)
        self._extend(head)

    def _workable(self):
        return any(head.id and any(not table.partitioned for table in head.tables) for head in self.heads)

    def _extend(self, head):
        if not any(not table.partitioned for table in head.tables):
            step = tables.create_table(self.world, head.tables, self.dice)
        else:
            step = self._schema(head) or self._operation(head)
        depends_on, step = self._dependence(head, step)
        self._add(head, depends_on, step)

    def _operation(self, head):
        while True:
            step = self.dice.choices(CHOICES, WEIGHTS)[0](self.world, head.tables, self.dice)
            if step:
                return step

    def _schema(self, head):
        """Schemas come first, before there are branches that could not see them."""
        if len(self.revisions) > 4 or len(self.heads) > 1 or self.world.schemas or self.bases or self.dice.random() < 0.8:
            return None
        name = self.world.name("app")
        self.world.schemas.append(name)
        return Step(execute("CREATE SCHEMA " + name), execute("DROP SCHEMA " + name))

    def _dependence(self, head, step):
        """Now and then a revision needs another branch's, and has a key to one of its tables."""
        others = [one for one in self.heads if one is not head and one.id]
        if not others or not head.id or self.dice.random() > 0.06:
            return None, step
        other = self.dice.choice(others)
        theirs = [table for table in other.tables if not table.partitioned]
        mine = [table for table in head.tables if not table.partitioned]
        if theirs and mine and self.dice.random() < 0.7:
            table = self.dice.choice(theirs)
            table.frozen = True
            step = both(step, keys.key_to(self.world, self.dice.choice(mine), table, self.dice))
        other.bare = True
        return other.id, step

    def _add(self, head, depends_on, step, parents=None):
        revision = Revision(self.id(), parents or ([head.id] if head.id else []), step, depends_on)
        revision.number = len(self.revisions)
        self.revisions.append(revision)
        head.id, head.bare = revision.id, False
        return revision

    def _merge(self):
        begun = [head for head in self.heads if head.id]
        if len(begun) < 2:
            return
        taken = to_merge(begun, self.dice)
        for head in taken:
            if head.bare:
                self._add(head, None, self._operation(head))
        one = Head(None, [table for head in taken for table in head.tables])
        self._add(one, None, Step("pass", "pass"), [head.id for head in taken])
        self.heads = [head for head in self.heads if head not in taken] + [one]

    def _close(self, place):
        """One head; a fault of the last revision is there."""
        self.heads = [head for head in self.heads if head.id]
        while len(self.heads) > 1:
            self._merge()
        if place is not None:
            self._add_fault()
        self.expected = faults.after(self.fault, self, self.dice)

    def _add_fault(self):
        step = faults.step(self.fault, self, self.dice)
        if step:
            fit = [head for head in self.heads if any(not table.partitioned for table in head.tables)]
            head = self.dice.choice(fit)
            self.faulty = self._add(head, None, step(head.tables))

    def id(self):
        style = self.ids if self.ids != "mixed" else self.dice.choice(["hash", "number", "date", "word"])
        number = len(self.revisions) + 1
        given = {"hash": "%012x" % self.dice.getrandbits(48), "number": "%04d" % number,
                 "date": "2026%02d%02d_%04d" % (number // 28 % 12 + 1, number % 28 + 1, number),
                 "word": "add_%s_%d" % (self.dice.choice(["more", "less", "some"]), number)}[style]
        if given in self.given:
            return self.id()
        self.given.add(given)
        return given


def both(first, second):
    """The way back is the other way round."""
    files = dict(first.files, **second.files)
    return Step(first.up + second.up, second.down + first.down, files)
