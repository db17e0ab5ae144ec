"""The shape of the graph: bases, branches, merges, revisions that depend on another branch's."""


class Revision:
    def __init__(self, id, parents, step, depends_on=None, label=None):
        self.id, self.parents, self.step, self.depends_on, self.label = id, parents, step, depends_on, label
        self.number = 0  # in the order made
        self.twin_of = None


class Head:
    """The last revision of a branch, and the tables that are this branch's to change.

    `bare`: another branch begins at or depends on this very revision. Alembic cannot come back from a merge of a
    revision with its own ancestor, and not get through one of a revision with what it depends on (tried: "overlaps
    with other requested revisions", KeyError); so a branch that is bare grows before it is merged.
    """

    def __init__(self, id, tables, bare=False):
        self.id, self.tables, self.bare = id, tables, bare


def fork(head, dice):
    """Two branches from here; each table goes with one of them."""
    if len(head.tables) < 4:
        return None
    mine, other = [], []
    for table in head.tables:
        dice.choice([mine, other]).append(table)
    if not _workable(mine) or not _workable(other):
        return None
    head.tables, head.bare = mine, True
    return Head(head.id, other, bare=True)


def _workable(tables):
    return any(not table.partitioned for table in tables)


def to_merge(heads, dice):
    """Two or three of them."""
    return dice.sample(heads, min(len(heads), dice.choice([2, 2, 2, 3])))
