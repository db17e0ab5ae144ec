"""What the version files do to the database, as read from their source without running it."""
from reading import SourceTest


class Operations(SourceTest):
    def test_a_call_and_its_place(self):
        facts = self.read('''
            def upgrade():
                op.create_index("ix", "t",
                                ["a", sa.text("lower(b)")],
                                postgresql_where=sa.text("c > now()"))
            def downgrade():
                op.drop_index("ix", table_name="t")
            ''')
        self.assertEqual([{key: value for key, value in one.items() if key not in ("file", "source")}
                          for one in facts],
                         [{"event": "operation", "call": "create_index", "name": "ix", "table": "t",
                           "elements": [{"column": "a"}, {"text": "lower(b)"}], "predicate": "c > now()",
                           "guarded": False, "line": 8, "end_line": 10, "function": "upgrade",
                           "direction": "upgrade", "conditional": False},
                          {"event": "operation", "call": "drop_index", "name": "ix", "table": "t",
                           "guarded": False, "line": 12, "end_line": 12, "function": "downgrade",
                           "direction": "downgrade", "conditional": False}])
        self.assertTrue(facts[0]["source"].startswith('op.create_index("ix", "t",\n'))

    def test_ways_to_put_a_text_together(self):
        self.assertEqual(self.up(
            'op.execute("A" " B")', 'op.execute(f"C {1 + 1}" + " D")', 'op.execute("E {} {x}".format(1, x="y"))',
            'op.execute("F %s" % "g")', 'op.execute("H %(a)s" % {"a": "i"})', 'name = "J"', 'op.execute(name)',
            'op.execute(", ".join(["K", "L"]))', 'op.execute(sa.text("M"))', 'op.get_bind().execute("N")',
            'bind = op.get_bind()', 'bind.exec_driver_sql("O")', 'sa.orm.Session(bind=bind).scalar("P")'),
            [(text, None) for text in ("A B", "C 2 D", "E 1 y", "F g", "H i", "J", "K, L", "M", "N", "O", "P")])

    def test_what_is_no_literal_is_left_out(self):
        self.assertEqual(self.up('import os', 'role = os.environ["ROLE"]', 'op.execute(f"GRANT a TO {role}")',
                                 'op.execute("x" if role else "y")', 'op.execute(open("f").read())',
                                 'op.execute("GRANT {} TO {}".format("a", role))', 'op.create_table(role)',
                                 'op.execute("last")'), [("last", None)])

    def test_parameters(self):
        self.assertEqual(self.up(
            'NAME = "n"', 'c = op.get_bind()', 'c.execute(sa.text("A"), {"a": NAME, "b": unknown()})',
            'c.execute("B", [{"a": 1}])', 'c.execute("C", {"a": 1}, )', 'c.execute(sa.text("D").bindparams(a=2))',
            'c.execute("E", a=3)', 'c.execute("F", ("x", 1))', 'c.execute("G", parameters={"a": 4})',
            'c.execute("H", [{"a": 1}, {"a": 2}])'),
            [("A", {"a": "n"}), ("B", {"a": 1}), ("C", {"a": 1}), ("D", {"a": 2}), ("E", {"a": 3}),
             ("F", ["x", 1]), ("G", {"a": 4}), ("H", None)])

    def test_each_round_of_a_loop_over_literals(self):
        self.assertEqual([one for one, _ in self.sql('''
            TABLES = ("a", "b")
            RIGHTS = {"c": "SELECT"}
            def upgrade():
                for table in TABLES:
                    op.execute(f"GRANT ALL ON {table} TO r")
                for table, right in RIGHTS.items():
                    if table == "x":
                        continue
                    give(table, right)
                [op.execute(one) for one in ["K", "L"]]
            def give(table, right, role="r"):
                op.execute("GRANT %s ON %s TO %s" % (right, table, role))
            ''')], ["GRANT ALL ON a TO r", "GRANT ALL ON b TO r", "GRANT SELECT ON c TO r", "K", "L"])

    def test_what_may_not_happen_is_conditional(self):
        facts = self.read('''
            def upgrade():
                op.execute("a")
                if op.get_bind().dialect.name == "postgresql":
                    op.execute("b")
                if asked():
                    op.execute("c?")
                else:
                    op.execute("d?")
                try:
                    op.execute("e?")
                except Exception:
                    op.execute("f?")
                finally:
                    op.execute("g")
                while asked():
                    op.execute("h?")
                for one in asked():
                    op.execute("i?")
                with op.get_context().autocommit_block():
                    op.execute("j")
                if asked():
                    raise RuntimeError()
                op.execute("k")
                helper()
                op.execute("l")
                if asked():
                    return
                op.execute("m?")
            def helper():
                if asked():
                    return
                op.execute("n?")
            def never():
                op.execute("not reached")
            ''')
        facts = [one for one in facts if one["event"] == "sql"]
        self.assertEqual(sorted(one["sql"] for one in facts if one["conditional"]),
                         ["c?", "d?", "e?", "f?", "h?", "i?", "m?", "n?"])
        self.assertEqual(sorted(one["sql"] for one in facts if not one["conditional"]),
                         ["a", "b", "g", "j", "k", "l"])

    def test_other_names_for_op(self):
        for head, call in (("from alembic import op as o", "o"), ("import alembic", "alembic.op"),
                           ("import alembic.op as o", "o"), ("from alembic.op import drop_table", "")):
            facts = self.read("%s\ndef upgrade():\n    %sdrop_table('t', schema='s')\n"
                              % (head, call and call + "."))
            self.assertEqual([(one["call"], one["table"], one["schema"]) for one in facts],
                             [("drop_table", "t", "s")], head)

    def test_batches(self):
        facts = self.read('''
            def upgrade():
                with op.batch_alter_table("t", schema="s") as batch_op:
                    batch_op.create_index("ix", ["a"])
                    batch_op.drop_column("b")
            ''')
        self.assertEqual([(one["call"], one["schema"], one["table"], one.get("name")) for one in facts],
                         [("create_index", "s", "t", "ix"), ("drop_column", "s", "t", None)])

    def test_core_constructs_are_sql(self):
        self.assertEqual(self.up(
            't = sa.table("admins", sa.column("id"), sa.column("email"))', 'c = op.get_bind()',
            'c.execute(sa.select(t.c.id).where(t.c.email == "x"))',
            'c.execute(sa.select([t.c.id]).where(sa.and_(t.c["email"] == unknown(), t.c.id.is_(None))))',
            'op.execute(t.insert().values(id=1, email="it\'s"))',
            'op.execute(t.update().where(t.c.id == 1).values(email=sa.func.lower(t.c.email)))',
            'op.execute(sa.delete(t).where(t.c.id.in_([1, 2])))'),
            [('SELECT "admins"."id" FROM "admins" WHERE (("admins"."email" = \'x\'))', None),
             ('SELECT "admins"."id" FROM "admins" WHERE ((("admins"."email" = :unknown) AND '
              '("admins"."id" IS NULL)))', None),
             ('INSERT INTO "admins" ("id", "email") VALUES (1, \'it\'\'s\')', None),
             ('UPDATE "admins" SET "email" = lower("admins"."email") WHERE (("admins"."id" = 1))', None),
             ('DELETE FROM "admins" WHERE (("admins"."id" IN (1, 2)))', None)])

    def test_rows_in_bulk_and_of_a_mapped_class(self):
        facts = self.read('''
            class Flag(Base):
                __tablename__ = "flags"
                name = sa.Column(sa.Text)
            def upgrade():
                made = op.create_table("t", sa.Column("id", sa.Integer))
                op.bulk_insert(made, [{"id": 1}])
                op.bulk_insert(sa.Table("u", sa.MetaData(), schema="s"), [])
                session = Session(op.get_bind())
                session.add(Flag(name="x"))
                session.query(Flag).filter_by(name="x").one()
            ''')
        self.assertEqual([(one.get("schema"), one["table"]) for one in facts if one.get("call") == "bulk_insert"],
                         [(None, "t"), ("s", "u"), (None, "flags")])
        self.assertEqual([one["sql"] for one in facts if one["event"] == "sql"],
                         ['SELECT * FROM "flags" WHERE ("name" = \'x\')'])

    def definitions(self, *columns):
        return [self.read("from sqlalchemy import *\nLENGTH = 20\ndef upgrade():\n    op.create_table('t', %s)\n" % one)
                [0]["definitions"] for one in columns]

    def test_two_spellings_of_one_definition(self):
        one, other = self.definitions(
            'sa.Column("id", sa.Integer(), nullable=False, primary_key=True), '
            'sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=True), '
            'sa.Column("name", sa.String(20)), sa.UniqueConstraint("id", name="u")',
            "Column('id', Integer, primary_key=True, autoincrement=True), "
            "Column('at', TIMESTAMP(timezone=True), server_default=func.now()), "
            "Column('name', VARCHAR(LENGTH)), UniqueConstraint('id', name=op.f('u'))")
        self.assertEqual(one, other)
        one, other = self.definitions('sa.Column("id", sa.Integer())', 'sa.Column("id", sa.BigInteger())')
        self.assertNotEqual(one, other)

    def test_no_source_brings_it_down(self):
        for body in ("x = 'a' * 10**10\nop.execute(x)", "op.execute('{:>999999999}'.format(1))",
                     "op.execute('%999999999d' % 1)", "op.execute(f'{1:>999999999}')",
                     "for a in range(9000):\n  for b in range(9000):\n    c = 1", "upgrade()",
                     "op.execute('nul \\0 \\udc80')", "op.execute('x' * 3000000)", "x = [x for x in x]",
                     "x = []\nx.append(x)\nop.execute(x)\nop.execute(f'{x}')", "op.bulk_insert()", "op.create_table()",
                     "op.execute(" + "[" * 80 + "]" * 80 + ")", "op.execute(" + "-" * 500 + "1)",
                     "op.execute(" + "+".join(["'a'"] * 500) + ")", "(lambda f: f(f))(lambda f: f(f))"):
            self.read("def upgrade():\n" + "\n".join("    " + line for line in body.splitlines()) + "\n")

    def test_a_long_text_comes_whole(self):
        facts = self.read('def upgrade():\n    op.execute("INSERT INTO t VALUES " + ", ".join(["(1)"] * 9999 * 3))\n')
        self.assertEqual("".join(facts[0]["sql_pieces"]), "INSERT INTO t VALUES " + ", ".join(["(1)"] * 9999 * 3))


if __name__ == "__main__":
    import unittest
    unittest.main()
