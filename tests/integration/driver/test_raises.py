"""What decides about a raise, what is left out, and when the files are read."""
import os

from reading import HEAD, SourceTest
from support import DriverTest
from trees import revision


class Raises(SourceTest):
    def raises(self, text, implied=False):
        return [(one["line"], one["lookups"], one["when"]) for one in self.read(text, HEAD.strip() + "\n")
                if one["event"] == "raise" and one["implied"] == implied]

    def test_where_python_stumbles_over_nothing(self):
        self.assertEqual(self.raises('''
            def upgrade():
                row = op.get_bind().execute("SELECT 1").fetchone()
                other = unknown()
                print(row[0], other[0])
            ''', implied=True), [(7, [[7, 7]], "missing"), (9, [[7, 7]], "missing")])

    def test_what_decides_about_a_raise(self):
        self.assertEqual(self.raises('''
            def upgrade():
                bind = op.get_bind()
                result = bind.execute("SELECT 1")
                row = result.fetchone()
                found = row[0] if row else None
                if found is None:
                    raise RuntimeError("no")
                other = find(bind)
                if not other:
                    raise RuntimeError("no")
                if bind.execute("SELECT 3").scalar() > 0:
                    raise RuntimeError("there")
                if (last := bind.execute("SELECT 4").scalar()) is None:
                    raise RuntimeError("no")
                assert last
                try:
                    bind.execute("SELECT 5").scalar_one()
                except NoResultFound:
                    raise RuntimeError("no")
                if asked():
                    raise RuntimeError("something else")
            def find(bind):
                return bind.execute("SELECT 2").first()
            '''), [(12, [[8, 8]], "missing"), (15, [[28, 28]], "missing"), (17, [[16, 16]], "present"),
                   (19, [[18, 18]], "missing"), (20, [[18, 18]], "missing"), (22, [[22, 22]], "missing"),
                   (24, [[22, 22]], "missing"), (26, [], None)])

    def test_what_is_left_out_is_told_as_a_hole(self):
        facts = self.read('''
            from app.helpers import prepare
            import os
            def upgrade():
                op.execute(f"DROP TABLE {os.environ['X']} CASCADE")
                op.execute(open("schema.sql").read())
                op.execute(sa.text("CREATE ROLE " + os.environ["X"]))
                op.execute(f"{os.environ['X']} drop")
                op.drop_table(os.environ["X"])
                prepare(op)
                op.create_entity("x")
                os.getcwd()
                op.get_bind().dialect.has_table("t")
            ''')
        self.assertEqual([(one["event"], one["line"] - 10, one["words"]) for one in facts],
                         [("unread", 0, "DROP TABLE ? CASCADE"), ("unread", 1, ""), ("unread", 2, "CREATE ROLE ?"),
                          ("unread", 3, ""), ("unread", 4, "drop_table"), ("unread", 5, ""), ("unread", 6, "")])

    def test_rows_that_are_gone_through(self):
        facts = self.read('''
            def upgrade():
                c = op.get_bind()
                for row in c.execute("A"): pass
                rows = c.execute("B").fetchall()
                names = [row.name for row in c.execute("C")]
                one = c.execute("D").scalar()
            ''')
        self.assertEqual([one["sql"] for one in facts if one.get("iterated")], ["A", "B", "C"])

    def test_the_files_are_read_again_when_asked(self):
        path = self.write("m/versions/a.py", HEAD + "def upgrade():\n    op.execute('first')\n")
        session = self.session()
        session.load(until=("graph",), sources_only=True)
        for text in ("first", "second"):
            self.write("m/versions/a.py", HEAD + "def upgrade():\n    op.execute('%s')\n" % text)
            session.ask(request="operations")
            self.assertEqual([one["sql"] for one in session.until("operations-end") if "sql" in one], [text])
        os.remove(path)
        session.ask(request="operations")
        self.assertEqual(session.until("operations-end"), [{"event": "operations-end"}])


class Texts(DriverTest):
    def test_texts_are_read_as_revision_files(self):
        self.write("m/versions/a.py", revision(1))
        session = self.session()
        session.load(until=("graph",), sources_only=True)
        session.ask(request="read", texts=[{"name": "old.py", "text": 'revision = "a"\ndown_revision = None\n'},
                                           {"name": "bad.py", "text": "def"}])
        events = session.until("read-end", "protocol-error")
        self.assertEqual([(one["event"], one.get("file"), one.get("revision")) for one in events],
                         [("revision-file", "old.py", "a"), ("revision-file", "bad.py", None),
                          ("read-end", None, None)])
        session.ask(request="read", texts="x")
        self.assertEqual(session.until("read-end", "protocol-error")[-1]["event"], "protocol-error")


if __name__ == "__main__":
    import unittest
    unittest.main()
