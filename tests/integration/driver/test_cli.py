"""The plain `alembic` script with gate's sitecustomize: the same walls, and nothing else disturbed."""
import json
import os
import subprocess
import unittest

from servers import Listener
from support import DRIVER, PYTHON, DriverTest
from trees import env_py, table


class Cli(DriverTest):
    def alembic(self, *arguments, settings=None, path="", **environment):
        self.settings = os.path.join(self.folder, "settings.json")
        if settings is None:
            descriptor = os.open(self.settings, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w") as file:
                json.dump(self.target(), file)
        variables = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "GATE_", "PYTHON"))}
        variables.update(environment, PYTHONPATH=os.path.join(DRIVER, "cli") + path,
                         GATE_DRIVER_SETTINGS=settings or self.settings)
        if settings == "":
            del variables["GATE_DRIVER_SETTINGS"]
        code = "import sys; from alembic.config import main; sys.argv[0] = 'alembic'; sys.exit(main())"
        self.script = os.path.join(self.folder, "alembic")
        with open(self.script, "w") as file:
            file.write(code.replace("; ", "\n"))
        return subprocess.run([PYTHON, self.script] + list(arguments), cwd=self.tree, env=variables,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def events(self):
        with open(self.settings + ".events") as file:
            return [json.loads(line) for line in file]

    def test_walls_and_events(self):
        with Listener() as prod:
            path = self.write("m/env.py", env_py(self.url("127.0.0.1", prod.port), configure='version_table="v"'))
            self.revisions(table(1))
            done = self.alembic("upgrade", "head")
            self.assertEqual(done.returncode, 0, done.stdout.decode())
            self.assertEqual(prod.visits, 0)
        self.assertEqual(self.sql("SELECT version_num FROM v"), "0001")
        walls, connection, context = self.events()
        self.assertEqual(walls["event"], "walls")
        self.assertEqual(connection, {
            "event": "connection", "driver": connection["driver"], "file": path, "line": 5,
            "asked": "host=127.0.0.1 port=%d dbname=live user=prod" % prod.port})
        self.assertEqual(context, {"event": "context", "version_table": "v", "version_table_schema": None})
        found = [name for _, folders, files in os.walk(self.tree) for name in folders + files]
        self.assertEqual([name for name in found if "pyc" in name], [])

    def test_a_foreign_engine_is_refused(self):
        self.write("m/env.py", env_py("sqlite:///local.db"))
        done = self.alembic("upgrade", "head")
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"gate_walls.ForeignEngine: an engine of the dialect sqlite", done.stdout)

    def test_no_settings_no_run(self):
        self.write("m/env.py", "open('ran', 'w')\n")
        broken = os.path.join(self.folder, "broken.json")
        with open(broken, "w") as file:
            file.write('{"host": "x"')
        for settings in (os.path.join(self.folder, "none"), broken, ""):
            done = self.alembic("upgrade", "head", settings=settings)
            self.assertEqual(done.returncode, 3, done.stdout)
            self.assertEqual(len(done.stdout.splitlines()), 1)
            self.assertTrue(done.stdout.startswith(b"gate: cannot put up its walls"), done.stdout)
        self.assertFalse(os.path.exists(os.path.join(self.tree, "ran")))

    def test_the_machines_own_sitecustomize_and_usercustomize(self):
        self.write("site/sitecustomize.py", "import sys\nprint('MINE', __name__ in sys.modules,"
                                            " __file__ == sys.modules['sitecustomize'].__file__)\n")
        self.write("site/usercustomize.py", "print('USER')\n")
        self.write("m/env.py", "import sys, sitecustomize\nprint('PATH', sys.path)\n"
                               "print('FILE', sitecustomize.__file__)\n")
        done = self.alembic("current", path=os.pathsep + os.path.join(self.tree, "site"))
        text = done.stdout.decode()
        self.assertIn("MINE True True", text)
        self.assertIn("FILE " + os.path.join(self.tree, "site/sitecustomize.py"), text)
        line = [one for one in text.splitlines() if one.startswith("PATH")][0]
        self.assertNotIn(DRIVER, line)
        venv = subprocess.run([PYTHON, "-c", "import site; print(site.ENABLE_USER_SITE)"],
                              stdout=subprocess.PIPE).stdout.strip()
        if venv == b"True":
            self.assertIn("USER", text)

    def test_no_other_sitecustomize(self):
        self.write("m/env.py", "import sys\nprint('PATH', sys.path)\n")
        done = self.alembic("current")
        self.assertEqual(done.returncode, 0, done.stdout.decode())
        self.assertNotIn(DRIVER.encode(), done.stdout)


if __name__ == "__main__":
    unittest.main()
