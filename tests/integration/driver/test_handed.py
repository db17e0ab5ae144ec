"""An env.py that wants to be handed its connection or its URL gets them, and both lead to the gate's database."""
import textwrap
import unittest

from servers import Listener
from support import DriverTest, needs, version
from trees import ASYNC_ENV_PY, env_py, revision, table

RUN = """
context.configure(connection=connection)
with context.begin_transaction():
    context.run_migrations()
"""


class Handed(DriverTest):
    one_driver = True

    def setUp(self):
        super().setUp()
        self.revisions(table(1), revision(2, "op.execute('ALTER TABLE t1 ADD COLUMN more int')"))

    def passes(self, env, run=RUN, **keywords):
        self.write("m/env.py", "import os\nfrom alembic import context\nconfig = context.config\n"
                   + textwrap.dedent(env).strip("\n") + "\n" + run)
        step = self.run_step(**keywords)
        self.assertPassed(step)
        self.assertEqual(self.sql("SELECT version_num FROM alembic_version"), "0002")
        return step

    def test_a_connection_that_is_indexed(self):
        self.passes("connection = config.attributes['connection']")

    def test_a_connection_that_is_asked_for(self):
        self.passes("connection = config.attributes.get('connection')\n"
                    "if connection is None:\n    raise RuntimeError('run me from the application')\n")

    def test_a_transaction_that_is_left_to_the_owner(self):
        self.passes("import sqlalchemy\nconnection = config.attributes['connection']\n"
                    "outer = connection.begin()\nconnection.execute(sqlalchemy.text('SELECT 1'))\n")

    def test_a_failure_is_not_committed(self):
        self.revisions(table(1), revision(2, "raise ValueError('no')"))
        self.write("m/env.py", "from alembic import context\nconnection = context.config.attributes['connection']\n"
                   "outer = connection.begin()\n" + RUN)
        self.assertEqual(self.run_step().status, "failed")
        self.assertEqual(self.sql("SELECT count(*) FROM pg_class WHERE relname = 't1'"), "0")

    def test_a_connection_that_is_opened(self):
        self.passes("connectable = config.attributes['connection']\n", """
with connectable.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
""")

    def test_an_engine(self):
        self.passes("connection = config.attributes['engine'].connect()")

    def test_an_engine_of_its_own_comes_first(self):
        self.passes("from sqlalchemy import create_engine\nconnection = config.attributes.get('connection')\n"
                    "assert connection is None and 'connection' not in config.attributes\n"
                    "connection = create_engine(os.environ['DATABASE_URL']).connect()\n")

    def test_other_attributes(self):
        self.write("m/env.py", "from alembic import context\ncontext.config.attributes['configure_logger']\n")
        step = self.run_step()
        self.assertEqual(step.failure["chain"][0], {"class": "KeyError", "message": "'configure_logger'"})

    def test_a_url_from_the_command_line(self):
        for text in ("['url']", ".get('db_url')"):
            self.passes("from sqlalchemy import create_engine\n"
                        "connection = create_engine(context.get_x_argument(as_dictionary=True)%s).connect()\n" % text)
            self.sql("DROP TABLE t1, alembic_version")


class ArgumentsThatLeadElsewhere(DriverTest):
    def test_they_keep_their_scheme_only(self):
        needs(self, "psycopg2")
        self.revisions(table(1))
        with Listener() as prod:
            self.write("m/env.py", """
                from alembic import context
                from sqlalchemy import create_engine
                given = context.get_x_argument(as_dictionary=True)
                assert given["tenant"] == "a"
                assert given["where"].startswith("postgresql+psycopg2://") and "prod" not in given["where"]
                connection = create_engine(given["where"]).connect()
                """ + textwrap.indent(RUN, " " * 16))
            step = self.run_step(arguments=["-x", "where=" + self.url("127.0.0.1", prod.port, "postgresql+psycopg2"),
                                            "-x", "tenant=a"])
            self.assertPassed(step)
            self.assertEqual(prod.visits, 0)


class Drivers(DriverTest):
    """The URL that gate gives names no driver; the engine gets one that can do what it is for."""
    one_driver = True

    def setUp(self):
        super().setUp()
        self.revisions(table(1))

    def test_an_async_engine(self):
        needs(self, "asyncpg")
        needs(self, "sqlalchemy", (1, 4))
        self.write("m/env.py", "import os\n" + textwrap.dedent(ASYNC_ENV_PY).replace(
            "%r", "os.environ['DATABASE_URL']"))
        if version("sqlalchemy") < (2, 0):
            self.write("m/env.py", "import os\n" + textwrap.dedent(ASYNC_ENV_PY).replace(
                "%r", "os.environ['DATABASE_URL']").replace("run_sync(run)", "run_sync(run)\n        await connection.commit()"))
        self.assertPassed(self.run_step())
        self.assertEqual(self.sql("SELECT version_num FROM alembic_version"), "0001")

    def test_a_sync_engine_that_is_wrapped(self):
        needs(self, "asyncpg")
        needs(self, "sqlalchemy", (1, 4))
        self.write("m/env.py", "import os\n" + textwrap.dedent(ASYNC_ENV_PY).replace(
            "from sqlalchemy import pool", "from sqlalchemy import create_engine, pool\n"
            "from sqlalchemy.ext.asyncio import AsyncEngine").replace(
            "create_async_engine(%r, poolclass=pool.NullPool)",
            "AsyncEngine(create_engine(os.environ['DATABASE_URL'], future=True))"))
        self.assertPassed(self.run_step())

    def test_a_driver_that_the_url_names(self):
        needs(self, "pg8000", (1, 17))
        self.write("m/env.py", env_py(engine="create_engine(os.environ['DATABASE_URL'].replace('://', '+pg8000://'))",
                                      configure="dialect_opts={'is': connection.dialect.driver == 'pg8000' or 1/0}"))
        self.assertPassed(self.run_step())

    def test_a_missing_driver_of_another_dialect(self):
        self.write("m/env.py", env_py("mysql://prod/live"))
        failure = self.run_step().failure
        self.assertEqual(failure["wall"], "foreign-engine", failure["traceback"])
        self.assertIn("m/env.py:5", failure["chain"][0]["message"])

    def test_where_it_was_made(self):
        path = self.write("m/env.py", """
            from alembic import context
            from sqlalchemy import create_engine
            engine = create_engine("sqlite://")

            with engine.connect() as connection:
                pass
            """)
        self.assertIn("(made at %s:4, connected at %s:6)" % (path, path), self.run_step().failure["chain"][0]["message"])


class Parts(DriverTest):
    def test_parts_of_a_url(self):
        self.revisions(table(1))
        self.write("m/env.py", env_py(engine="""create_engine("{DB_SCHEME}://{DB_USER}:{DB_PASS}@{DB_HOST}:{DB_PORT}/{DB_NAME}"
            .format(**dict(os.environ, DB_PASS=__import__("urllib.parse").parse.quote(os.environ["DB_PASS"]))))"""))
        step = self.run_step(parts={"DB_SCHEME": "scheme", "DB_USER": "user", "DB_PASS": "password", "DB_HOST": "host",
                                    "DB_PORT": "port", "DB_NAME": "database"})
        self.assertPassed(step)
        self.assertIsNone(step.first("connection"))


if __name__ == "__main__":
    unittest.main()
