"""The faults that a generated tree can have: one each, and what gate has to say of it."""
from graph import Revision
from model import Step, execute

MARK = "  # FAULT"


def _table(tables, dice):
    return dice.choice([table for table in tables if not table.partitioned])


def missing_role(tree, tables, dice):
    name = _table(tables, dice).qualified()
    return Step(execute(dice.choice(["GRANT SELECT ON %s TO nobody_there", "ALTER TABLE %s OWNER TO nobody_there",
                                     "REVOKE ALL ON %s FROM nobody_there"]) % name) + MARK, "pass")


def missing_seed_row(tree, tables, dice):
    name = _table(tables, dice).qualified()
    return Step(["found = op.get_bind().execute(sa.text('SELECT id FROM %s WHERE id = 99999999')).fetchone()" % name,
                 "if found is None:", "    raise RuntimeError('the first row of %s is missing')" % name + MARK], "pass")


def non_immutable_index(tree, tables, dice):
    name = _table(tables, dice).qualified()
    return Step(execute(dice.choice(["CREATE INDEX ix_fault ON %s (id) WHERE now() > '2020-01-01'",
                                     "CREATE INDEX ix_fault ON %s ((now() - interval '1 day'))"]) % name) + MARK, "pass")


def duplicate_table(tree, tables, dice):
    table = _table(tables, dice)
    return Step(dice.choice([execute("CREATE TABLE %s (id INT)" % table.qualified()),
                             "op.create_table(%r, sa.Column('id', sa.Integer())%s)" % (table.name, table.keyword())])
                + MARK, "pass")


def migration_error(tree, tables, dice):
    return Step(dice.choice(["{}['0004']", "raise ValueError('not thought of')", "sa.no_such_thing()"]) + MARK, "pass")


def postgres_incompatibility(tree, tables, dice):
    return Step(execute("ALTER TABLE %s ADD COLUMN extra no_such_type" % _table(tables, dice).qualified()) + MARK, "pass")


def insufficient_privilege(tree, tables, dice):
    return Step([execute("SET LOCAL ROLE pg_monitor"), execute("DROP TABLE %s" % _table(tables, dice).qualified()) + MARK],
                "pass")


def timeout_or_lock(tree, tables, dice):
    return Step([execute("SET LOCAL statement_timeout = 50"), execute("SELECT pg_sleep(5)") + MARK], "pass")


def irreversible_downgrade(tree, tables, dice):
    return dice.choice([Step("pass", "raise NotImplementedError('no way back')" + MARK),
                        Step("pass", "op.drop_table('never_there')" + MARK)])


def silent_residue(tree, tables, dice):
    return Step(dice.choice([execute("CREATE TABLE left_behind (id INT)"),
                             execute("ALTER TABLE %s ADD COLUMN IF NOT EXISTS left_behind INT"
                                     % _table(tables, dice).qualified())]) + MARK, "pass")


def multiple_heads(tree, dice):
    """A branch that nobody merged."""
    parent = dice.choice(tree.revisions[:-1])
    tree.revisions.append(Revision(tree.id(), [parent.id], Step("pass", "pass")))
    return {}


def duplicate_revision(tree, dice):
    """A file begun as the copy of another."""
    first = dice.choice(tree.revisions[1:])
    again = Revision(first.id, first.parents, Step("pass", "pass"), first.depends_on)
    again.twin_of = first
    tree.revisions.append(again)
    return {"revision": first.id}


def broken_down_revision(tree, dice):
    child = dice.choice([one for one in tree.revisions if one.parents])
    child.parents[dice.randrange(len(child.parents))] = "gone_away"
    return {"of": child}


def revision_cycle(tree, dice):
    chain = {one.id: one for one in tree.revisions}
    last = dice.choice([one for one in tree.revisions if one.parents and chain[one.parents[0]].parents])
    chain[last.parents[0]].parents = [last.id]
    return {}


MODES = {"missing-role": "B", "missing-seed-row": "A", "non-immutable-index": "D", "duplicate-table": "F",
         "multiple-heads": "C", "duplicate-revision": "C", "broken-down-revision": "E"}
WHILE_RUNNING = {"missing-role": missing_role, "missing-seed-row": missing_seed_row,
                 "non-immutable-index": non_immutable_index, "duplicate-table": duplicate_table,
                 "migration-error": migration_error, "postgres-incompatibility": postgres_incompatibility,
                 "insufficient-privilege": insufficient_privilege, "timeout-or-lock": timeout_or_lock}
OF_THE_HEAD = {"irreversible-downgrade": irreversible_downgrade, "silent-residue": silent_residue}
OF_THE_GRAPH = {"multiple-heads": multiple_heads, "duplicate-revision": duplicate_revision,
                "broken-down-revision": broken_down_revision, "revision-cycle": revision_cycle}
KINDS = sorted([*WHILE_RUNNING, *OF_THE_HEAD, *OF_THE_GRAPH])


def place(kind, dice, count):
    """How many revisions come before it; none where it is no revision of its own."""
    if kind in WHILE_RUNNING:
        return dice.randint(count // 3, count - 1)
    return count + 1 if kind in OF_THE_HEAD else None


def step(kind, tree, dice):
    make = WHILE_RUNNING.get(kind) or OF_THE_HEAD.get(kind)
    return make and (lambda tables: make(tree, tables, dice))


def after(kind, tree, dice):
    """Puts the faults of the graph in; gives what is expected, `of` being the Revision it is told of."""
    if kind is None:
        return []
    told = OF_THE_GRAPH[kind](tree, dice) if kind in OF_THE_GRAPH else {"of": tree.faulty, "marked": True}
    return [dict({"kind": kind, "mode": MODES.get(kind)}, **told)]
