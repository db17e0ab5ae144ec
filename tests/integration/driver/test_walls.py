"""Nothing reaches the "production" listener, whatever a tree does to get there."""
import os
import textwrap
import unittest

from servers import Listener
from support import DriverTest, needs, version
from trees import ASYNC_ENV_PY, ENV_PY, env_py, revision, table


class Walls(DriverTest):
    one_driver = True

    def setUp(self):
        super().setUp()
        listener = Listener()
        self.prod = listener.__enter__()
        self.addCleanup(listener.__exit__)
        self.revisions(table(1))

    def arrives_here(self, step, file="m/env.py"):
        """Passed, in our database, with the redirection told, and without a visit to production."""
        self.assertPassed(step)
        self.assertEqual(self.prod.visits, 0)
        self.assertEqual(self.sql("SELECT count(*) FROM t1"), "0")
        told = step.first("connection")
        self.assertIsNotNone(told, step.events)
        self.assertIn("port=%d" % self.prod.port, told["asked"])
        self.assertNotIn("hunter2", str(step.events))
        self.assertEqual(told["file"], os.path.join(self.tree, file))
        return told

    def test_a_url_of_its_own(self):
        self.write("m/env.py", env_py(self.url("127.0.0.1", self.prod.port)))
        told = self.arrives_here(self.run_step())
        self.assertEqual(told["asked"], "host=127.0.0.1 port=%d dbname=live user=prod" % self.prod.port)
        self.assertEqual(told["line"], 5)

    def test_arguments_beside_the_url(self):
        self.write("m/env.py", env_py(engine="""create_engine("postgresql://h/d", connect_args={
            "host": "127.0.0.1", "port": %d, "sslmode": "require", "options": "-c search_path=public"})"""
                                      % self.prod.port))
        self.arrives_here(self.run_step())

    def test_a_creator(self):
        needs(self, "psycopg2")
        self.write("m/env.py", "import psycopg2\n" + textwrap.dedent(env_py(
            engine='create_engine("postgresql+psycopg2://", creator=lambda: psycopg2.connect('
                   '"host=127.0.0.1 port=%d dbname=live user=prod password=hunter2"))' % self.prod.port)))
        self.arrives_here(self.run_step())

    def test_an_event_of_its_own(self):
        self.write("m/env.py", """
            import os
            from alembic import context
            from sqlalchemy import create_engine, event
            engine = create_engine("postgresql://127.0.0.1:%d/live")
            @event.listens_for(engine, "do_connect")
            def token(dialect, record, arguments, keywords):
                keywords.update(host="127.0.0.1", port=%d, password="hunter2")
            with engine.connect() as connection:
                context.configure(connection=connection)
                with context.begin_transaction():
                    context.run_migrations()
            """ % (self.prod.port, self.prod.port))
        self.arrives_here(self.run_step())

    def bare(self, head, body):
        path = self.revisions(table(1).replace("def upgrade():\n", "def upgrade():\n    go()\n").replace(
            "revision = ", textwrap.dedent(head) + "\n\ndef go():\n" + "".join(
                "    %s\n" % line for line in textwrap.dedent(body).strip().splitlines()) + "revision = ", 1))[0]
        told = self.arrives_here(self.run_step(), "m/versions/" + os.path.basename(path))
        self.assertIn("host=127.0.0.1", told["asked"])
        return told

    CHECK = "\nassert c.%s == %r"

    def test_bare_psycopg2(self):
        needs(self, "psycopg2")
        for call in ('connect("host=127.0.0.1 port=%d dbname=live user=prod password=hunter2")',
                     'connect(host="127.0.0.1", port=%d, database="live", user="prod", password="hunter2")',
                     'connect("postgresql://prod:hunter2@127.0.0.1:%d/live")',
                     'connect("host=127.0.0.1", port=%d, connection_factory=LoggingConnection)',
                     'psycopg2.extensions.connection("host=127.0.0.1 port=%d")',
                     'LoggingConnection("host=127.0.0.1 port=%d")',
                     'psycopg2._connect("host=127.0.0.1 port=%d")'):
            self.bare("import psycopg2\nfrom psycopg2 import connect\n"
                      "from psycopg2.extras import LoggingConnection\n",
                      "c = " + call % self.prod.port + "\nassert c.info.port != %d\n"
                      "assert isinstance(c, psycopg2.extensions.connection)\n"
                      "assert issubclass(LoggingConnection, psycopg2.extensions.connection)\n"
                      "assert not isinstance(c, LoggingConnection) or 'Logging' in %r\n"
                      % (self.prod.port, call))
            self.sql("DROP TABLE t1, alembic_version")

    def test_bare_psycopg2_that_is_loaded_late(self):
        needs(self, "psycopg2")
        self.bare("", "import psycopg2.pool\npsycopg2.pool.SimpleConnectionPool(1, 2, host='127.0.0.1', port=%d)"
                  % self.prod.port)

    def test_bare_psycopg(self):
        needs(self, "psycopg")
        self.bare("from psycopg import connect", "connect('host=127.0.0.1 port=%d password=hunter2')" % self.prod.port)

    def test_bare_psycopg_classes(self):
        needs(self, "psycopg")
        self.bare("import asyncio, psycopg\nclass Mine(psycopg.Connection): pass\n", """
            c = Mine.connect("host=127.0.0.1", port=%d, autocommit=True)
            assert type(c) is Mine and c.autocommit
            a = asyncio.run(psycopg.AsyncConnection.connect("postgresql://prod:hunter2@127.0.0.1:%d/live"))
            assert isinstance(a, psycopg.AsyncConnection)
            """ % (self.prod.port, self.prod.port))

    def test_bare_asyncpg(self):
        needs(self, "asyncpg")
        for call in ("asyncpg.connect('postgresql://prod:hunter2@127.0.0.1:%d/live', ssl='prefer')",
                     "asyncpg.connect(host='127.0.0.1', port=%d, user='x', database='y')",
                     "asyncpg.create_pool('postgresql://prod:hunter2@127.0.0.1:%d/live', min_size=1)"):
            self.bare("import asyncio, asyncpg\nasync def one():\n    c = await %s\n"
                      "    assert await c.fetchval('SELECT 1') == 1\n    await c.close()\n"
                      % (call % self.prod.port), "asyncio.run(one())")
            self.sql("DROP TABLE t1, alembic_version")

    def test_bare_pg8000(self):
        needs(self, "pg8000")
        where = "pg8000" if version("pg8000") < (1, 16) else "pg8000.dbapi"
        self.bare("import pg8000\nimport %s" % where,
                  "%s.connect('prod', '127.0.0.1', port=%d, password='hunter2')" % (where, self.prod.port))
        if version("pg8000") >= (1, 16):
            self.sql("DROP TABLE t1, alembic_version")
            self.bare("import pg8000.native", "pg8000.native.Connection('prod', host='127.0.0.1', port=%d)"
                      % self.prod.port)

    def test_an_async_engine_with_a_creator(self):
        needs(self, "asyncpg")
        needs(self, "sqlalchemy", (2, 0))
        self.write("m/env.py", "\nimport asyncpg\n" + textwrap.dedent(ASYNC_ENV_PY).replace(
            "%r", "'postgresql+asyncpg://', async_creator=lambda: asyncpg.connect("
                  "host='127.0.0.1', port=%d, user='prod', password='hunter2')" % self.prod.port))
        self.arrives_here(self.run_step())

    def test_a_url_that_is_ours_is_no_redirection(self):
        self.write("m/env.py", env_py(engine='create_engine(os.environ["DATABASE_URL"])'))
        step = self.run_step()
        self.assertPassed(step)
        self.assertIsNone(step.first("connection"))

    def test_told_once(self):
        self.write("m/env.py", env_py(self.url("127.0.0.1", self.prod.port)))
        self.revisions(table(1), revision(2, 'import sqlalchemy\nfor _ in range(3):\n'
                                             '    sqlalchemy.create_engine(%r).connect().close()'
                                          % self.url("127.0.0.1", self.prod.port)))
        self.assertEqual(len(self.run_step().all("connection")), 1)

    def test_what_is_harmless_is_kept(self):
        needs(self, "psycopg2")
        self.write("m/env.py", env_py(engine="""create_engine("postgresql+psycopg2://127.0.0.1:%d/live",
            connect_args={"application_name": "mine", "options": "-c statement_timeout=4321"})""" % self.prod.port))
        self.revisions(table(1).replace("def upgrade():", """def upgrade():
    show = lambda name: op.get_bind().execute(sa.text("SHOW " + name)).scalar()
    assert show("application_name") == "mine", show("application_name")
    assert show("statement_timeout") == "4321ms"
"""))
        self.arrives_here(self.run_step())


class Refused(DriverTest):
    one_driver = True

    def refused(self, step):
        self.assertEqual(step.status, "failed", step.events)
        self.assertEqual(step.failure["wall"], "foreign-engine", step.failure["traceback"])
        self.assertEqual(step.failure["chain"][0]["class"], "gate_walls.ForeignEngine")
        return step.failure["chain"][0]["message"]

    def test_a_sqlite_engine(self):
        path = self.write("m/env.py", env_py("sqlite:///local.db"))
        self.revisions(table(1))
        message = self.refused(self.run_step())
        self.assertTrue(message.startswith("an engine of the dialect sqlite+pysqlite: sqlite:///"), message)
        self.assertIn("(connected at %s:5)" % path, message)
        self.assertIn("sqlalchemy.url", message)
        self.assertFalse(os.path.exists(os.path.join(self.tree, "local.db")))

    def test_sqlite_in_the_ini(self):
        self.write("alembic.ini", "[alembic]\nscript_location = m\nsqlalchemy.url = sqlite:///local.db\n")
        self.refused(self.run_step())

    def test_the_sqlite_module_is_nobodys_business(self):
        self.revisions(revision(1, "import sqlite3\nsqlite3.connect(':memory:').execute('SELECT 1')"))
        self.assertPassed(self.run_step())

    def test_another_databases_driver(self):
        self.write("m/env.py", "import os, sys\nsys.path.insert(0, os.path.abspath('fakes'))\n"
                   + textwrap.dedent(ENV_PY))
        self.write("fakes/pymssql.py", "def connect(*a, **k):\n    raise AssertionError('reached')\n")
        self.write("fakes/pymysql/__init__.py", "from . import connections\nConnection = connections.Connection\n"
                                                "connect = Connection\n")
        self.write("fakes/pymysql/connections.py",
                   "class Connection:\n    def __init__(self, **k):\n        self.connect()\n"
                   "    def connect(self):\n        raise AssertionError('reached')\n")
        for text in ("from pymssql import connect\n    connect('prod')", "import pymysql\n    pymysql.connect(host='p')"):
            self.revisions(revision(1).replace("pass", text, 1))
            message = self.refused(self.run_step())
            self.assertIn("a connection of the driver pym", message)

    def registered(self, name, driver):
        """The message for a dialect that speaks like psycopg2 but says it is something else."""
        needs(self, "psycopg2")
        self.write("m/env.py", """
            import sys
            from sqlalchemy import create_engine
            from sqlalchemy.dialects import registry
            from sqlalchemy.dialects.postgresql.psycopg2 import PGDialect_psycopg2
            class Far(PGDialect_psycopg2):
                name, driver = %r, %r
                supports_statement_cache = True
            sys.modules["far"] = type(sys)("far")
            sys.modules["far"].Far = Far
            registry.register("far.far", "far", "Far")
            create_engine("far+far://u:hunter2@prod/live").connect()
            """ % (name, driver))
        message = self.refused(self.run_step())
        self.assertIn("%s+%s" % (name, driver), message)
        self.assertNotIn("hunter2", message)

    def test_a_postgresql_driver_that_is_not_known(self):
        self.registered("postgresql", "far")

    def test_another_database_through_a_known_driver(self):
        self.registered("cockroachdb", "psycopg2")


if __name__ == "__main__":
    unittest.main()
