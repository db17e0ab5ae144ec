"""The faults that a mutation can have. Each changes a tree and says what gate has to tell of it.

A word such as `role` is drawn anew each time; the wording around the fault differs as well.
"""


def at(tree, place, kind, mode=None, **more):
    return [dict({"kind": kind, "mode": mode, "revision": place["revision"], "file": place["file"],
                  "line": tree.line(place["file"])}, **more)]


def last_step(tree, place, kind, mode=None, **more):
    tree.grow()
    return at(tree, place, kind, mode, **more)


def grant_to_missing_role(tree, dice):
    role, table = dice.choice(["reporting", "app_user", "audit_reader"]), dice.choice(tree.tables)
    up = dice.choice([
        'op.execute("GRANT SELECT ON %s TO %s")  # FAULT',
        'op.execute("""GRANT SELECT, INSERT ON %s TO %s""")  # FAULT',
        'op.execute("ALTER TABLE %s OWNER TO %s")  # FAULT',
        'op.execute("REVOKE ALL ON %s FROM %s")  # FAULT',
        'op.get_bind().execute(sa.text("GRANT ALL ON %s TO %s"))  # FAULT',
        'op.execute("CREATE POLICY only_own ON %s TO %s USING (true)")  # FAULT',
    ]) % (table, role)
    return last_step(tree, tree.add(up), "missing-role", "B", owner="sre", sqlstate="42704",
                     facts={"role": role})


def set_role_to_missing(tree, dice):
    place = tree.add('op.execute("SET ROLE nobody_there")  # FAULT')
    return last_step(tree, place, "missing-role", "B", facts={"role": "nobody_there"})


def lookup_then_raise(tree, dice):
    table, who = dice.choice(tree.tables), dice.choice(["kris", "o'hara", "Ünal"])
    error = dice.choice(["RuntimeError", "ValueError", "LookupError"])
    fetch = dice.choice([".fetchone()", ".first()", ".scalar()"])
    test = dice.choice(["found is None", "not found"])
    up = ("bind = op.get_bind()\n"
          "found = bind.execute(sa.text(\"SELECT id FROM %s WHERE name = :name\"), {\"name\": %r})%s\n"
          "if %s:\n    raise %s(\"no such %s\")  # FAULT\n" % (table, who, fetch, test, error, table))
    return last_step(tree, tree.add(up), "missing-seed-row", "A", owner="sre",
                     facts={"table": table, "looked for": "name = '%s'" % who})


def count_then_raise(tree, dice):
    table = dice.choice(tree.tables)
    look = dice.choice(["SELECT count(*) FROM %s WHERE name = 'main'",
                        "SELECT EXISTS (SELECT 1 FROM %s WHERE name = 'main')"]) % table
    up = ("there = op.get_bind().execute(sa.text(%r)).scalar()\n"
          "if not there:\n    raise RuntimeError(\"the main %s has to be there\")  # FAULT\n" % (look, table))
    return last_step(tree, tree.add(up), "missing-seed-row", "A",
                     facts={"table": table, "looked for": "name = 'main'"})


def lookup_of_one(tree, dice):
    table = dice.choice(tree.tables)
    up = dice.choice([
        'op.get_bind().execute(sa.text("SELECT id FROM %s WHERE state = \'root\'")).one()  # FAULT',
        'x = op.get_bind().execute(sa.text("SELECT id FROM %s WHERE state = \'root\'")).fetchone()[0]  # FAULT',
    ]) % table
    return last_step(tree, tree.add(up), "missing-seed-row", "A", facts={"table": table, "looked for": "state = 'root'"})


def foreign_key_to_missing_row(tree, dice):
    table = dice.choice(tree.tables)
    up = ("op.create_table(\"link\", sa.Column(\"id\", sa.BigInteger(), primary_key=True),\n"
          "                sa.Column(\"other\", sa.BigInteger(), sa.ForeignKey(\"%s.id\")))\n"
          "op.execute(\"INSERT INTO link (other) VALUES (77)\")  # FAULT\n" % table)
    return last_step(tree, tree.add(up, 'op.drop_table("link")'), "missing-seed-row", "A", sqlstate="23503",
                     facts={"table": table, "looked for": "id = '77'"})


def null_from_sub_select(tree, dice):
    table = dice.choice(tree.tables)
    up = ("op.execute(\"CREATE TABLE link (other BIGINT NOT NULL)\")\n"
          "op.execute(\"INSERT INTO link (other) VALUES ((SELECT id FROM %s WHERE name = 'x'))\")  # FAULT\n" % table)
    return last_step(tree, tree.add(up, 'op.execute("DROP TABLE link")'), "missing-seed-row", "A",
                     facts={"table": table, "looked for": "name = 'x'"})


def index_over_time(tree, dice):
    table = dice.choice(tree.tables)
    up = dice.choice([
        'op.execute("CREATE INDEX ix_new ON %s (id) WHERE seen_at > now()")  # FAULT',
        'op.execute("CREATE INDEX ix_new ON %s (id) WHERE seen_at > CURRENT_TIMESTAMP - interval \'1 day\'")  # FAULT',
        'op.create_index("ix_new", "%s", ["id"], postgresql_where=sa.text("seen_at > now()"))  # FAULT',
        'op.create_index("ix_new", "%s", [sa.text("(seen_at::date)")])  # FAULT',
        'op.execute("CREATE UNIQUE INDEX ix_new ON %s (to_char(seen_at, \'YYYY\'))")  # FAULT',
    ]) % table
    return last_step(tree, tree.add(up), "non-immutable-index", "D", sqlstate="42P17")


def table_twice(tree, dice):
    table = dice.choice(tree.tables)
    up = dice.choice([
        'op.execute("CREATE TABLE %s (id INT)")  # FAULT',
        'op.create_table(%r, sa.Column("id", sa.Integer()))  # FAULT' % "%s",
        'op.execute("CREATE TABLE %s AS SELECT 1 AS id")  # FAULT',
    ]) % table
    return last_step(tree, tree.add(up), "duplicate-table", "F", sqlstate="42P07")


def two_heads(tree, dice):
    tree.grow()
    parent = dice.choice(tree.chain[:-1])
    tree.add("pass", down_revision=parent)
    return [{"kind": "multiple-heads", "mode": "C", "verifier": "sre"}]


def one_id_twice(tree, dice):
    tree.grow()
    tree.add("pass", down_revision=tree.chain[-2], revision=tree.chain[-1])
    tree.files = dict(sorted(tree.files.items()))
    return [{"kind": "duplicate-revision", "mode": "C", "revision": tree.chain[-1]}]


def dangling_parent(tree, dice):
    place = tree.add("pass")
    old = tree.chain[-2]
    tree.files[place["file"]] = tree.files[place["file"]].replace("= %r\n\n" % old, "= %r\n\n" % (old + "9"))
    return [{"kind": "broken-down-revision", "mode": "E", "revision": place["revision"], "file": place["file"],
             "line": tree.line_of(place["file"], "down_revision")}]


# What only looks like one of the letters.

def type_missing(tree, dice):
    up = 'op.execute("ALTER TABLE %s ADD COLUMN extra no_such_type")  # FAULT' % dice.choice(tree.tables)
    return last_step(tree, tree.add(up), "postgres-incompatibility", sqlstate="42704")


def index_name_taken(tree, dice):
    first, second = dice.sample(tree.tables, 2)
    up = 'op.create_index("ix_same", "%s", ["id"])\nop.create_index("ix_same", "%s", ["id"])  # FAULT' % (first, second)
    return last_step(tree, tree.add(up), "postgres-incompatibility", sqlstate="42P07")


def generated_column(tree, dice):
    up = ('op.execute("ALTER TABLE %s ADD COLUMN day TEXT GENERATED ALWAYS AS (seen_at::text) STORED")  # FAULT'
          % dice.choice(tree.tables))
    return last_step(tree, tree.add(up), "postgres-incompatibility", sqlstate="42P17")


def plain_null(tree, dice):
    up = ('op.execute("ALTER TABLE {0} ALTER COLUMN state SET NOT NULL")\n'
          'op.execute("INSERT INTO {0} (id, name) VALUES (1, \'a\')")  # FAULT').format(dice.choice(tree.tables))
    return last_step(tree, tree.add(up), "postgres-incompatibility", sqlstate="23502")


def own_error(tree, dice):
    up = ('bind = op.get_bind()\n'
          'bind.execute(sa.text("SELECT id FROM %s WHERE name = \'x\'")).fetchall()\n'
          'raise RuntimeError("not found in the config table")  # FAULT') % dice.choice(tree.tables)
    return last_step(tree, tree.add(up), "migration-error")


def own_key_error(tree, dice):
    return last_step(tree, tree.add('{}["0004"]  # FAULT'), "migration-error")


def downgrade_raises(tree, dice):
    place = tree.add("pass", 'op.drop_table("never_there")  # FAULT')
    return at(tree, place, "irreversible-downgrade")


def left_behind(tree, dice):
    place = tree.add('op.execute("CREATE TABLE leftover (id INT)")  # FAULT')
    return [dict(at(tree, place, "silent-residue", sqlstate="42P07")[0],
                 line=tree.line_of(place["file"], "def downgrade"))]


def role_gone_in_downgrade(tree, dice):
    up = 'op.execute("CREATE ROLE passing_%d")' % dice.randrange(1000)
    place = tree.add(up, 'op.execute("GRANT SELECT ON %s TO never_there")  # FAULT' % dice.choice(tree.tables))
    return at(tree, place, "irreversible-downgrade", sqlstate="42704")


def no_right(tree, dice):
    tree.prerequisites.append({"role": {"name": "weak", "login": False}, "required_by": tree.chain[0],
                               "label": "create weak role"})
    up = 'op.execute("SET LOCAL ROLE weak")\nop.execute("DROP TABLE %s")  # FAULT' % dice.choice(tree.tables)
    return last_step(tree, tree.add(up), "insufficient-privilege", sqlstate="42501")


def too_slow(tree, dice):
    up = 'op.execute("SET LOCAL statement_timeout = 50")\nop.execute("SELECT pg_sleep(5)")  # FAULT'
    return last_step(tree, tree.add(up), "timeout-or-lock", sqlstate="57014")


def seed_without_table(tree, dice):
    tree.prerequisites.append({"row": {"table": "not_there", "values": {"id": 1}, "conflict": ["id"]},
                               "after": tree.chain[0], "required_by": tree.chain[1], "label": "seed row"})
    return [{"kind": "seed-failed", "mode": None, "owner": "sre", "sqlstate": "42P01"}]


def wrong_syntax(tree, dice):
    place = tree.add("pass")
    tree.files[place["file"]] += "\ndef broken(:\n"
    return [{"kind": "migration-error", "file": place["file"], "line": len(tree.files[place["file"]].splitlines())}]


FAULTS = [grant_to_missing_role, lookup_then_raise, count_then_raise, two_heads, index_over_time, dangling_parent, table_twice,
          set_role_to_missing, lookup_of_one, foreign_key_to_missing_row, null_from_sub_select, one_id_twice,
          type_missing, index_name_taken, generated_column, plain_null, own_error, own_key_error,
          downgrade_raises, left_behind, role_gone_in_downgrade, no_right, too_slow, seed_without_table,
          wrong_syntax]
