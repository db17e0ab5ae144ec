"""The shape of the graph: bases, branches, merges, revisions that depend on another branch's."""


class Revision:
    def __init__(self, id, parents, step, depends_on=None, label=None):
        self.id, self.parents, self.step, self.depends_on, self.label = id, parents, step, depends_on, label
        self.number = 0  # in the order made
        self.twin_of = None


class Head:
    """The last revision of a branch, and the tables that are this branch's to change."""

    def __init__(self, id, tables):
        self.id, self.tables = id, tables


def fork(head, dice):
    """Two branches from here; each table goes with one of them."""
    if len(head.tables) < 4:
        return None
    mine, other = [], []
    for table in head.tables:
        dice.choice([mine, other]).append(table)
    if not _workable(mine) or not _workable(other):
        return None
    head.tables = mine
    return Head(head.id, other)


def _workable(tables):
    return any(not table.partitioned for table in tables)


def merge(heads, dice):
    """Two or three become one; gives them and the one."""
    taken = dice.sample(heads, min(len(heads), dice.choice([2, 2, 2, 3])))
    one = Head(None, [table for head in taken for table in head.tables])
    return taken, one
