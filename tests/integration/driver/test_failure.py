"""A failure's facts: the same keys whatever the driver, and the line of the tree."""
import os
import textwrap
import unittest

from support import DriverTest, needs, version
from trees import ASYNC_ENV_PY, ENV_PY, revision, table

KEYS = """event chain sqlstate severity primary detail hint context schema table column datatype constraint
    position statement statement_position revision direction file line code function traceback frames
    revision_file statements""".split()
SAID = "sqlstate severity primary detail hint context schema table column datatype constraint".split()


class Facts(DriverTest):
    one_driver = True

    def failure(self, step):
        self.assertEqual(step.status, "failed", step.events)
        self.assertEqual((step.ended["exit_status"], step.ended["signal"]), (1, None))
        self.assertEqual(len(step.all("failure")), 1)
        return step.failure

    def test_failing_sql(self):
        files = self.revisions(table(1), revision(2, """
            op.execute("SELECT 1")
            op.execute(
                "GRANT SELECT ON t1 TO raptor_app_x")
            """))
        found = self.failure(self.run_step())
        self.assertEqual(sorted(found), sorted(KEYS))
        self.assertEqual({key: found[key] for key in SAID}, dict(
            dict.fromkeys(SAID), sqlstate="42704", severity="ERROR",
            primary='role "raptor_app_x" does not exist'))
        self.assertEqual(found["statement"], "GRANT SELECT ON t1 TO raptor_app_x")
        self.assertEqual((found["revision"], found["direction"], found["file"], found["revision_file"]),
                         ("0002", "upgrade", files[1], files[1]))
        self.assertEqual((found["line"], found["code"], found["function"]), (10, "op.execute(", "upgrade"))
        self.assertEqual(found["chain"][0]["class"], "sqlalchemy.exc.ProgrammingError")
        self.assertTrue(found["chain"][1]["class"].endswith(".UndefinedObject"))
        self.assertEqual([os.path.basename(one["file"]) for one in found["frames"]], ["env.py", "0002_x.py"])
        self.assertIn("Traceback (most recent call last)", found["traceback"])

    def test_the_position_in_the_statement(self):
        self.revisions(revision(1, 'op.execute("SELECT 1 FROM nowhere_x")'))
        found = self.failure(self.run_step())
        self.assertEqual((found["position"], found["statement_position"]), (15, 15))

    # Every driver is asked for the same failure, and has to come to the same facts.
    CREATE = "CREATE TABLE shop (id int CONSTRAINT shop_pk PRIMARY KEY)"
    INSERT = "INSERT INTO shop VALUES (1), (1)"
    WANTED = {"sqlstate": "23505", "severity": "ERROR", "schema": "public", "table": "shop",
              "primary": 'duplicate key value violates unique constraint "shop_pk"',
              "detail": "Key (id)=(1) already exists.", "hint": None, "context": None, "column": None,
              "datatype": None, "constraint": "shop_pk"}

    def same(self, scheme):
        self.write("alembic.ini", "[alembic]\nscript_location = m\nsqlalchemy.url = %s://u:p@192.0.2.1/d\n" % scheme)
        path = self.revisions(revision(1, "op.execute(%r)\nop.execute(%r)" % (self.CREATE, self.INSERT)))[0]
        found = self.failure(self.run_step())
        self.assertEqual({key: found[key] for key in SAID}, self.WANTED)
        self.assertEqual((found["statement"], found["file"], found["line"]), (self.INSERT, path, 10))

    def test_psycopg2(self):
        needs(self, "psycopg2")
        self.same("postgresql+psycopg2")

    def test_psycopg(self):
        needs(self, "psycopg")
        needs(self, "sqlalchemy", (2, 0))
        self.same("postgresql+psycopg")

    def test_pg8000(self):
        needs(self, "pg8000", (1, 16))
        self.same("postgresql+pg8000")

    def test_asyncpg(self):
        needs(self, "asyncpg")
        self.write("m/env.py", ASYNC_ENV_PY.replace("%r", "context.config.get_main_option('sqlalchemy.url')"))
        self.same("postgresql+asyncpg")

    def bare(self, head, body):
        self.revisions(revision(1, body, head=head))
        found = self.failure(self.run_step())
        self.assertEqual(found["sqlstate"], "42P01")
        self.assertEqual(found["primary"], 'relation "nowhere_x" does not exist')
        return found

    def test_bare_psycopg2(self):
        needs(self, "psycopg2")
        found = self.bare("import psycopg2", 'psycopg2.connect("").cursor().execute("SELECT 1 FROM nowhere_x")')
        self.assertEqual((found["statement"], found["statement_position"]), ("SELECT 1 FROM nowhere_x", 15))

    def test_bare_psycopg(self):
        needs(self, "psycopg")
        self.bare("import psycopg", 'psycopg.connect().execute("SELECT 1 FROM nowhere_x")')

    def test_bare_asyncpg(self):
        needs(self, "asyncpg")
        self.bare("import asyncio, asyncpg\nasync def go():\n    c = await asyncpg.connect()\n"
                  "    await c.execute('SELECT 1 FROM nowhere_x')\n", "asyncio.run(go())")

    def test_bare_pg8000(self):
        needs(self, "pg8000")
        self.bare("import pg8000", 'pg8000.connect(user="x").cursor().execute("SELECT 1 FROM nowhere_x")'
                  if version("pg8000") < (1, 16) else
                  'pg8000.dbapi.connect(user="x").cursor().execute("SELECT 1 FROM nowhere_x")')

    def test_python_fails(self):
        path = self.revisions(revision(1, """
            try:
                {}["admins"]
            except KeyError as error:
                raise RuntimeError("kris@ not found in the admins table") from error
            """))[0]
        found = self.failure(self.run_step())
        self.assertEqual(found["chain"], [
            {"class": "RuntimeError", "message": "kris@ not found in the admins table"},
            {"class": "KeyError", "message": "'admins'"}])
        self.assertEqual((found["sqlstate"], found["statement"], found["file"], found["line"]),
                         (None, None, path, 12))

    def test_a_helper_beside_the_tree(self):
        self.write("m/env.py", "import os, sys\nsys.path.insert(0, os.getcwd())\n" + textwrap.dedent(ENV_PY))
        self.write("helper.py", "def go():\n    raise LookupError('no')\n")
        path = self.revisions(revision(1, "helper.go()", head="import helper"))[0]
        found = self.failure(self.run_step())
        # The revision's line is the one to show; the way to the end is in the frames.
        self.assertEqual((found["file"], found["function"]), (path, "upgrade"))
        self.assertEqual(os.path.basename(found["frames"][-1]["file"]), "helper.py")

    def test_a_file_that_does_not_parse(self):
        path = self.revisions(table(1), 'revision = "0002"\ndown_revision = "0001"\ndef upgrade(:\n')[1]
        found = self.failure(self.run_step())
        self.assertEqual((found["file"], found["line"], found["code"]), (path, 3, "def upgrade(:"))
        self.assertEqual(found["chain"][0]["class"], "SyntaxError")

    def test_alembics_own_complaint(self):
        self.revisions(table(1), revision(2, down="0001"), revision(3, down="0001"))
        found = self.failure(self.run_step())
        self.assertEqual(found["chain"][0]["class"], "alembic.util.exc.CommandError")
        self.assertIn("Multiple head revisions are present", found["chain"][0]["message"])
        self.assertEqual((found["file"], found["revision"]), (os.path.join(self.tree, "m/env.py"), None))

    def test_leaving_is_a_failure(self):
        for status in ("0", "1", "'no'"):
            path = self.revisions(revision(1, "import sys\nsys.exit(%s)" % status))[0]
            found = self.failure(self.run_step())
            self.assertEqual((found["chain"][0]["class"], found["file"], found["line"], found["code"]),
                             ("SystemExit", path, 10, "sys.exit(%s)" % status))

    def test_leaving_from_env_py(self):
        path = self.write("m/env.py", "import sys\nsys.exit(0)\n")
        found = self.failure(self.run_step())
        self.assertEqual((found["file"], found["line"], found["revision"]), (path, 2, None))

    def test_a_keyboard_interrupt(self):
        self.revisions(revision(1, "import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(9)"))
        self.assertEqual(self.failure(self.run_step())["chain"][0]["class"], "KeyboardInterrupt")

    def test_the_first_error_behind_an_aborted_transaction(self):
        path = self.revisions(revision(1, """
            try:
                op.execute("SELECT 1 FROM nowhere_x")
            except Exception:
                pass
            op.execute("SELECT 2")
            """))[0]
        found = self.failure(self.run_step())
        self.assertEqual((found["sqlstate"], found["statement"], found["line"]), ("25P02", "SELECT 2", 13))
        first = found["first_error"]
        self.assertEqual((first["sqlstate"], first["statement"], first["file"], first["line"], first["revision"]),
                         ("42P01", "SELECT 1 FROM nowhere_x", path, 10, "0001"))

    def test_a_recovered_error_is_not_the_first(self):
        self.revisions(revision(1, """
            bind = op.get_bind()
            try:
                with bind.begin_nested():
                    op.execute("SELECT 1 FROM recovered_x")
            except Exception:
                pass
            try:
                op.execute("SELECT 1 FROM fatal_x")
            except Exception:
                pass
            op.execute("SELECT 2")
            """))
        self.assertEqual(self.failure(self.run_step())["first_error"]["statement"], "SELECT 1 FROM fatal_x")

    def test_an_error_at_the_commit(self):
        self.revisions(revision(1, """
            op.execute("CREATE TABLE a (id int PRIMARY KEY)")
            op.execute("CREATE TABLE b (a int REFERENCES a DEFERRABLE INITIALLY DEFERRED)")
            op.execute("INSERT INTO b VALUES (7)")
            """))
        found = self.failure(self.run_step())
        self.assertEqual((found["sqlstate"], found["revision"]), ("23503", None))
        self.assertTrue(found["file"].endswith("env.py"))

    def test_texts_that_break_things(self):
        self.revisions(revision(1, r'raise RuntimeError("\udcff\x00\u2028\U0001f600" + "x" * 1000000)'))
        found = self.failure(self.run_step())
        message = found["chain"][0]["message"]
        self.assertTrue(message.startswith("\\udcff\x00\u2028\U0001f600xxx"), message[:40])
        self.assertLess(len(message), 70000)

    def test_an_exception_that_cannot_be_told(self):
        self.revisions(revision(1, "raise Shy()", head="class Shy(Exception):\n"
                                "    def __str__(self):\n        raise ValueError\n"))
        self.assertTrue(self.failure(self.run_step())["chain"][0]["class"].endswith("Shy"))

    def test_a_line_of_an_async_tree(self):
        needs(self, "asyncpg")
        self.write("m/env.py", ASYNC_ENV_PY % "postgresql+asyncpg://")
        path = self.revisions(revision(1, """
            try:
                op.execute("SELECT 1 FROM nowhere_x")
            except Exception:
                pass
            op.execute("SELECT 2")
            """))[0]
        found = self.failure(self.run_step())
        self.assertEqual((found["file"], found["line"]), (path, 13))
        self.assertEqual((found["first_error"]["file"], found["first_error"]["line"]), (path, 10))


if __name__ == "__main__":
    unittest.main()
