"""Steps that pass: what is run, what is told, and what the child is given."""
import os
import textwrap
import unittest

from servers import Server, url_of
from support import DriverTest, needs, package, version
from trees import ASYNC_ENV_PY, ENV_PY, revision, table


class Steps(DriverTest):
    def test_the_walk_of_the_gate(self):
        files = self.revisions(table(1), table(2), table(3))
        session = self.ready()
        up = session.step("upgrade", "head")
        self.assertPassed(up)
        self.assertEqual((up.ended["id"], up.ended["exit_status"], up.ended["signal"]), (7, 0, None))
        self.assertEqual(up.first("context"), {"event": "context", "version_table": "alembic_version",
                                               "version_table_schema": None})
        self.assertEqual([(one["revision"], one["direction"], one["file"]) for one in up.all("revision-begin")],
                         [("0001", "upgrade", files[0]), ("0002", "upgrade", files[1]),
                          ("0003", "upgrade", files[2])])
        ends = up.all("revision-end")
        self.assertEqual([one["revision"] for one in ends], ["0001", "0002", "0003"])
        self.assertTrue(all(one["duration_ms"] > 0 for one in ends))
        self.assertEqual(session.step("heads").first("heads"), {"event": "heads", "heads": ["0003"]})
        down = session.step("downgrade", "-1")
        self.assertEqual([(one["revision"], one["direction"]) for one in down.all("revision-begin")],
                         [("0003", "downgrade")])
        again = session.step("upgrade", "head")
        self.assertEqual([one["revision"] for one in again.all("revision-begin")], ["0003"])
        self.assertPassed(session.step("current"))
        self.assertEqual(self.sql("SELECT version_num FROM alembic_version"), "0003")
        self.assertEqual(session.close(), 0)

    def test_stamp(self):
        self.revisions(table(1), table(2))
        step = self.run_step("stamp", "0001")
        self.assertPassed(step)
        self.assertEqual(step.all("revision-begin"), [])
        self.assertEqual(self.sql("SELECT version_num FROM alembic_version"), "0001")

    def test_shared_metadata(self):
        # In one process the second upgrade fails: "Table 't' is already defined".
        self.write("shop.py", "import sqlalchemy as sa\nmetadata = sa.MetaData()\n")
        self.write("m/env.py", "import os, sys\nsys.path.insert(0, os.getcwd())\n" + textwrap.dedent(ENV_PY))
        self.revisions(revision(1, "t.create(op.get_bind())", "t.drop(op.get_bind())", head="""
            import shop
            t = sa.Table("t", shop.metadata, sa.Column("id", sa.Integer))
            """))
        session = self.ready()
        for command, goal in (("upgrade", "head"), ("downgrade", "-1"), ("upgrade", "head")):
            self.assertPassed(session.step(command, goal))

    def test_file_config_does_not_silence_the_events(self):
        self.write("alembic.ini", """\
            [alembic]
            script_location = m
            sqlalchemy.url = driver://u:p@h/d
            [loggers]
            keys = root
            [handlers]
            keys = none
            [formatters]
            keys =
            [logger_root]
            level = ERROR
            handlers = none
            [handler_none]
            class = NullHandler
            args = ()
            """)
        self.write("m/env.py", "\nfrom logging.config import fileConfig\nfrom alembic import context\n"
                               "fileConfig(context.config.config_file_name)\n"
                               "from sqlalchemy import create_engine\nimport os\n"
                               "with create_engine(os.environ['DATABASE_URL']).connect() as connection:\n"
                               "    context.configure(connection=connection)\n"
                               "    with context.begin_transaction():\n        context.run_migrations()\n")
        self.revisions(table(1))
        step = self.run_step()
        self.assertPassed(step)
        self.assertEqual(len(step.all("revision-end")), 1)

    def test_x_arguments_and_options_as_on_the_command_line(self):
        self.write("m/env.py", """
            import os, sys
            from alembic import context
            from sqlalchemy import create_engine
            said = context.get_x_argument(as_dictionary=True)
            assert said == {"tenant": "blue", "dry": "no"}, said
            assert context.config.cmd_opts.revision == "head"
            assert sys.argv[-2:] == ["upgrade", "head"], sys.argv
            with create_engine(os.environ["DATABASE_URL"]).connect() as connection:
                context.configure(connection=connection, version_table="v_" + said["tenant"],
                                  version_table_schema="audit")
                with context.begin_transaction():
                    context.run_migrations()
            """)
        self.revisions(table(1))
        session = self.ready(arguments=["-x", "tenant=blue", "-x", "dry=no"])
        self.sql("CREATE SCHEMA audit")
        step = session.step("upgrade", "head")
        self.assertPassed(step)
        self.assertEqual(step.first("context"), {"event": "context", "version_table": "v_blue",
                                                 "version_table_schema": "audit"})

    def test_a_merge(self):
        self.revisions(table(1), revision(2), revision(3, down="0001"), revision(4, down=("0002", "0003")))
        session = self.ready()
        up = session.step("upgrade", "head")
        self.assertPassed(up)
        self.assertEqual({one["revision"] for one in up.all("revision-end")}, {"0001", "0002", "0003", "0004"})
        down = session.step("downgrade", "0002")
        self.assertPassed(down)
        self.assertEqual(self.sql("SELECT count(*) FROM alembic_version"), "2")

    def test_paths_through_a_link_are_named_as_the_graph_names_them(self):
        link = os.path.join(self.folder, "link")
        os.symlink(self.tree, link)
        self.write("alembic.ini", "[alembic]\nscript_location = %(here)s/m\n")
        self.revisions(table(1), revision(2, "raise ValueError"))
        session = self.session()
        session.ask(request="load", ini=os.path.join(link, "alembic.ini"), directory=link)
        files = [one["file"] for one in session.until("ready") if one["event"] == "revision-file"]
        self.assertTrue(files[0].startswith(link), files)
        session.ask(**self.target())
        step = session.step("upgrade", "head")
        self.assertEqual([one["file"] for one in step.all("revision-begin")], files)
        self.assertEqual(step.failure["file"], files[1])

    def test_the_environment(self):
        database = self.target()
        self.revisions(revision(1, """
            import os
            for name in ("DATABASE_URL", "STAGING_DB", "KIND", "DECLARED", "PGHOST", "PGPORT", "PGUSER",
                         "PGPASSWORD", "PGDATABASE", "LEFT", "PGSERVICE", "PATH_LIKE"):
                print("%s=%s" % (name, os.environ.get(name)))
            """))
        self.write("m/env.py", "\nimport os\nfrom alembic import context\nfrom sqlalchemy import create_engine\n"
                               "with create_engine(os.environ['DATABASE_URL']).connect() as connection:\n"
                               "    context.configure(connection=connection)\n"
                               "    with context.begin_transaction():\n        context.run_migrations()\n")
        environment = dict(os.environ, LEFT="mysql+pymysql://root:x@prod/live", PATH_LIKE="https://a/b",
                           OTHER="postgres://u:hunter2@prod/live")
        session = self.ready(environment=environment)
        session.ask(**self.target(replace={"STAGING_DB": "postgresql+asyncpg"}, environment={
            "KIND": "ci", "DECLARED": "postgresql+psycopg2://a:b@elsewhere/c"}))
        step = session.step("upgrade", "head")
        self.assertPassed(step)
        said = dict(line.split("=", 1) for line in session.text().splitlines() if "=" in line)
        self.assertEqual(said["DATABASE_URL"], url_of(database))
        self.assertEqual(said["STAGING_DB"], url_of(database, "postgresql+asyncpg"))
        self.assertEqual(said["DECLARED"], url_of(database, "postgresql+psycopg2"))
        self.assertEqual((said["KIND"], said["LEFT"], said["PGSERVICE"], said["PATH_LIKE"]),
                         ("ci", "None", "None", "https://a/b"))
        self.assertEqual([said["PG" + name] for name in ("HOST", "PORT", "USER", "PASSWORD", "DATABASE")],
                         [database["host"], str(database["port"]), database["user"], database["password"],
                          database["database"]])

    def test_no_listing_of_processes_shows_the_password(self):
        self.revisions(revision(1, """
            password = __import__("os").environ["PGPASSWORD"]
            for name in ("environ", "cmdline"):
                with open("/proc/self/" + name) as file:
                    assert password not in file.read(), name
            """))
        self.assertPassed(self.run_step())


class Drivers(DriverTest):
    one_driver = True

    def passes(self, step):
        self.assertPassed(step)
        self.assertEqual(self.sql("SELECT count(*) FROM t1"), "0")

    def test_asyncpg(self):
        needs(self, "asyncpg")
        self.write("m/env.py", ASYNC_ENV_PY % "postgresql+asyncpg://prod:hunter2@192.0.2.1/live")
        self.revisions(table(1))
        session = self.ready()
        step = session.step("upgrade", "head")
        self.passes(step)
        connection = step.first("connection")
        self.assertEqual((connection["driver"], connection["asked"]),
                         ("asyncpg", "host=192.0.2.1 dbname=live user=prod"))
        self.assertTrue(connection["file"].endswith("m/env.py"), connection)
        self.assertEqual(connection["line"], 14)
        self.assertPassed(session.step("downgrade", "-1"))

    def test_the_ini_keeps_its_driver(self):
        needs(self, "asyncpg")
        self.write("alembic.ini", "[alembic]\nscript_location = m\n"
                                  "sqlalchemy.url = postgresql+asyncpg://u:p@192.0.2.1/d\n")
        text = ASYNC_ENV_PY.replace("%r", "context.config.get_main_option('sqlalchemy.url')")
        self.write("m/env.py", text)
        self.revisions(table(1))
        self.passes(self.run_step())

    def test_psycopg(self):
        needs(self, "psycopg")
        needs(self, "sqlalchemy", (2, 0))
        self.write("alembic.ini", "[alembic]\nscript_location = m\n"
                                  "sqlalchemy.url = postgresql+psycopg://u:p@192.0.2.1/d\n")
        self.revisions(table(1))
        self.passes(self.run_step())

    def test_psycopg_async(self):
        needs(self, "psycopg")
        needs(self, "sqlalchemy", (2, 0))
        self.write("m/env.py", ASYNC_ENV_PY % "postgresql+psycopg://prod:hunter2@192.0.2.1/live")
        self.revisions(table(1))
        step = self.run_step()
        self.passes(step)
        self.assertEqual(step.first("connection")["asked"], "host=192.0.2.1 dbname=live user=prod")

    def test_a_server_on_a_socket(self):
        if Server.get().socket is None:
            self.skipTest("GATE_TEST_PG names no socket")
        calls = {"psycopg2": "psycopg2.connect(os.environ['DATABASE_URL'])",
                 "psycopg": "psycopg.connect(os.environ['DATABASE_URL'])",
                 "asyncpg": "asyncio.run(asyncpg.connect(os.environ['DATABASE_URL']))",
                 "pg8000": "pg8000.dbapi.connect('x')"}
        for name in calls:
            if package(name) and (name != "pg8000" or version(name) >= (1, 16)):
                self.revisions(table(1).replace("def upgrade():", "import asyncio, os, pg8000.dbapi, %s\n"
                                                "def upgrade():\n    %s" % (name, calls[name])).replace(
                    "pg8000.dbapi, ", "pg8000.dbapi, " if name == "pg8000" else ""))
                self.database = None
                self.passes(self.run_step(host=Server.get().socket))

    def test_a_url_of_variables(self):
        self.write("alembic.ini", "[alembic]\nscript_location = m\n"
                                  "sqlalchemy.url = postgresql://%(DB_USER)s:%(DB_PASS)s@h/d\n")
        self.revisions(table(1))
        self.passes(self.run_step())

    def test_pg8000(self):
        needs(self, "pg8000", (1, 16))
        self.write("alembic.ini", "[alembic]\nscript_location = m\n"
                                  "sqlalchemy.url = postgresql+pg8000://u:p@192.0.2.1/d\n")
        self.revisions(table(1))
        self.passes(self.run_step())


if __name__ == "__main__":
    unittest.main()
