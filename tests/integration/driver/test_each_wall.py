"""Each wall holds by itself: here the other one is taken out of a copy of the driver.

The third wall, gate's look for the version in its own database, is tests/cli/never_elsewhere_test.cpp's.
"""
import os
import shutil
import textwrap
import unittest

from servers import Listener, Server
from support import DRIVER, DriverTest, needs
from trees import ENV_PY, env_py, table

# What ends up instead of a function of the driver's.
WITHOUT_CONNECT_ARGUMENTS = ("gate_walls.py", "    def install(self):\n", "    def install(self):\n        return\n")
WITHOUT_ENVIRONMENT = ("gate_target.py", "def apply(request, target):\n", "def apply(request, target):\n    return\n")
WITHOUT_URL = ("gate_handed.py", "                if scheme is not None:\n", "                if False:\n")
WITHOUT_HANDING = ("gate_handed.py", "    def install(self, environment):\n",
                   "    def install(self, environment):\n        return\n")


class EachWall(DriverTest):
    def setUp(self):
        super().setUp()
        listener = Listener()
        self.prod = listener.__enter__()
        self.addCleanup(listener.__exit__)
        self.revisions(table(1))
        url = self.url("127.0.0.1", self.prod.port)
        self.production = dict(os.environ, DATABASE_URL=url, SHOP_URL=url)
        self.url_in_ini = "[alembic]\nscript_location = m\nsqlalchemy.url = %s\n" % url

    def without(self, *changes):
        driver = os.path.join(self.folder, "driver")
        shutil.rmtree(driver, True)
        shutil.copytree(DRIVER, driver)
        for name, old, new in changes:
            path = os.path.join(driver, name)
            with open(path) as file:
                text = file.read()
            self.assertEqual(text.count(old), 1, name)
            with open(path, "w") as file:
                file.write(text.replace(old, new))
        return driver

    def arrives_here(self, driver, **keywords):
        step = self.run_step(driver=driver, environment=self.production, **keywords)
        self.assertPassed(step)
        self.assertEqual(self.prod.visits, 0)
        self.assertEqual(self.sql("SELECT version_num FROM alembic_version"), "0001")
        self.sql("DROP TABLE t1, alembic_version")

    def test_the_connect_arguments_alone(self):
        driver = self.without(WITHOUT_ENVIRONMENT, WITHOUT_URL, WITHOUT_HANDING)
        for engine in ("create_engine(os.environ['DATABASE_URL'])",
                       "create_engine('postgresql://', connect_args={'host': '127.0.0.1', 'port': %d})" % self.prod.port,
                       "create_engine('postgresql+psycopg2://', creator=lambda: __import__('psycopg2').connect("
                       "os.environ['DATABASE_URL']))"):
            self.write("m/env.py", env_py(engine=engine))
            self.arrives_here(driver)
        self.write("alembic.ini", self.url_in_ini)
        self.write("m/env.py", ENV_PY)
        self.arrives_here(driver)

    def test_the_environment_and_the_url_alone(self):
        driver = self.without(WITHOUT_CONNECT_ARGUMENTS)
        for engine in ("create_engine(os.environ['DATABASE_URL'])", "create_engine(os.environ['SHOP_URL'])",
                       "create_engine('postgresql://')",
                       "create_engine('postgresql+psycopg2://', creator=lambda: __import__('psycopg2').connect(''))"):
            self.write("m/env.py", env_py(engine=engine))
            self.arrives_here(driver, replace={"SHOP_URL": "postgresql"})
        self.write("alembic.ini", self.url_in_ini)
        self.write("m/env.py", ENV_PY)
        self.arrives_here(driver)

    def test_a_program_that_looks_at_the_environment(self):
        needs(self, "psycopg2")
        self.production.update(PGHOST="127.0.0.1", PGPORT=str(self.prod.port))
        self.write("m/env.py", "import subprocess\nassert subprocess.check_output([%r, '-XAtc', 'SELECT 1'])"
                   " == b'1\\n'\n" % os.path.join(Server.get().bin, "psql") + textwrap.dedent(ENV_PY))
        self.arrives_here(self.without(WITHOUT_CONNECT_ARGUMENTS))

    def test_what_is_handed_alone(self):
        driver = self.without(WITHOUT_CONNECT_ARGUMENTS, WITHOUT_ENVIRONMENT, WITHOUT_URL)
        url = self.url("127.0.0.1", self.prod.port)
        for engine, arguments in (("context.config.attributes['engine']", []),
                                  ("create_engine(context.get_x_argument(as_dictionary=True)['at'])",
                                   ["-x", "at=" + url])):
            self.write("m/env.py", env_py(engine=engine))
            self.arrives_here(driver, arguments=arguments)

    def test_without_any_it_would_get_there(self):
        """That is, the tests above look at something."""
        driver = self.without(WITHOUT_CONNECT_ARGUMENTS, WITHOUT_ENVIRONMENT, WITHOUT_URL, WITHOUT_HANDING)
        self.write("m/env.py", env_py(engine="create_engine(os.environ['DATABASE_URL'])"))
        self.assertEqual(self.run_step(driver=driver, environment=self.production).status, "failed")
        self.assertGreater(self.prod.visits, 0)


if __name__ == "__main__":
    unittest.main()
