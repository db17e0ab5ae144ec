"""A Flask-Migrate tree runs in its application's context, found as Flask finds it."""
import os
import subprocess
import unittest

from servers import Listener
from support import PYTHON, DriverTest, needs
from trees import revision, table

# What `flask db init` writes is asked of Flask-Migrate itself.
INIT = """
import os, sys
from flask import Flask
from flask_migrate import Migrate, init
from flask_sqlalchemy import SQLAlchemy
app = Flask("x")
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/x"
Migrate(app, SQLAlchemy(app))
with app.app_context():
    init("migrations", **({"multidb": True} if "multi" in sys.argv else {}))
"""

APP = """
import os
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()
migrate = Migrate()


def create_app():
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = %s
    db.init_app(app)
    migrate.init_app(app, db)
    return app
"""


class FlaskMigrate(DriverTest):
    def setUp(self):
        super().setUp()
        needs(self, "flask_migrate")
        os.remove(os.path.join(self.tree, "alembic.ini"))
        subprocess.run([PYTHON, "-c", INIT], cwd=self.tree, check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        for number, text in enumerate((table(1), revision(2, "op.add_column('t1', sa.Column('more', sa.Text))",
                                                          "op.drop_column('t1', 'more')")), 1):
            self.write("migrations/versions/%04d_x.py" % number, text)
        self.url_text = "os.environ['DATABASE_URL']"

    def app(self, name="app.py", url=None):
        self.write(name, APP % (url or self.url_text))

    def start(self, environment=None, **load):
        session = self.session(environment=environment)
        events = session.load(ini="migrations/alembic.ini", **load)
        self.assertEqual(events[-1]["event"], "ready", events)
        session.ask(request="needs")
        self.needs = session.until("needs-end")
        session.ask(**self.target())
        return session

    def passes(self, **keywords):
        session = self.start(**keywords)
        for command in (("upgrade", "head"), ("downgrade", "-1"), ("upgrade", "head")):
            self.assertPassed(session.step(*command))
        self.assertEqual(self.sql("SELECT version_num FROM alembic_version"), "0002")

    def test_a_factory_in_app_py(self):
        self.app()
        self.passes()

    def test_an_application_that_is_declared(self):
        self.app("shop/__init__.py")
        self.app("other/__init__.py")
        self.passes(flask_app="shop:create_app")

    def test_flask_app_in_the_environment(self):
        self.app("shop/__init__.py")
        self.app("other/__init__.py")
        self.passes(environment=dict(os.environ, FLASK_APP="shop"))

    def test_flask_app_in_flaskenv(self):
        needs(self, "dotenv")
        self.app("shop/__init__.py")
        self.app("other/__init__.py")
        self.write(".flaskenv", "FLASK_APP=shop\n")
        self.passes()

    def test_the_one_that_could_be_it(self):
        self.app("shop/__init__.py")
        self.write("manage.py", "from shop import create_app\napp = create_app()\napp.config['X'] = 1\n")
        self.passes()
        self.assertEqual([one for one in self.needs if one["event"] == "flask"][0]["app"], "manage.py")

    def test_the_variables_that_the_application_reads(self):
        self.app("shop/__init__.py", url="os.environ.get('SHOP_DB_URL')")
        for app in ("shop", "shop:create_app"):
            self.start(flask_app=app)
            self.assertEqual([one["name"] for one in self.needs if one["event"] == "variable"], ["SHOP_DB_URL"])
        self.write(".flaskenv", "export FLASK_APP=shop\n")
        self.start()
        self.assertEqual([one["name"] for one in self.needs if one["event"] == "variable"], ["SHOP_DB_URL"])

    def test_none_or_several(self):
        session = self.start()
        self.assertEqual(self.needs[0], {"event": "flask", "app": "", "found": False, "candidates": []})
        step = session.step("upgrade", "head")
        self.assertEqual(step.failure["wall"], "flask-app", step.failure["traceback"])
        self.app("one.py")
        self.app("two.py")
        self.start()
        self.assertEqual(self.needs[0]["candidates"], ["one.py", "two.py"])

    def test_a_configuration_that_leads_elsewhere(self):
        with Listener() as prod:
            for url in (repr(self.url("127.0.0.1", prod.port)), "'sqlite:///shop.db'", "None",
                        "os.getenv('SHOP_DB', 'sqlite:///' + os.path.join(os.getcwd(), 'shop.db'))"):
                self.app(url=url)
                self.passes()
            self.assertEqual(prod.visits, 0)
        self.assertFalse(os.path.exists(os.path.join(self.tree, "shop.db")))

    def test_what_the_application_misses(self):
        self.app(url="os.environ['SHOP_SECRET']")
        self.assertEqual(self.start().step("upgrade", "head").failure["missing_variables"], ["SHOP_SECRET"])
        self.write("app.py", "import nowhere\n")
        self.assertEqual(self.start().step("upgrade", "head").failure["missing_module"], "nowhere")

    def test_several_databases_are_refused_and_not_waited_for(self):
        for name in os.listdir(os.path.join(self.tree, "migrations")):
            if name != "versions":
                os.remove(os.path.join(self.tree, "migrations", name))
        os.rename(os.path.join(self.tree, "migrations"), os.path.join(self.tree, "kept"))
        subprocess.run([PYTHON, "-c", INIT, "multi"], cwd=self.tree, check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        self.write("migrations/versions/0001_x.py", table(1))
        self.app(url="'postgresql://localhost/shop'\n    app.config['SQLALCHEMY_BINDS'] = {'audit': 'postgresql://localhost/audit'}")
        failure = self.start().step("upgrade", "head").failure
        self.assertEqual(failure["wall"], "several-databases", failure["traceback"])
        self.assertIn("(default, audit)", failure["chain"][0]["message"])

    def test_an_env_py_with_its_own_context(self):
        with open(os.path.join(self.tree, "migrations/alembic.ini")) as file:
            self.write("alembic.ini", file.read().replace("[alembic]\n", "[alembic]\nscript_location = migrations\n"))
        self.app("shop.py")
        with open(os.path.join(self.tree, "migrations/env.py")) as file:
            text = file.read()
        self.write("migrations/env.py", "import os, sys\nsys.path.insert(0, os.getcwd())\n"
                   "import shop\nshop.create_app().app_context().push()\n" + text)
        session = self.session()
        session.load()
        session.ask(**self.target())
        self.assertPassed(session.step("upgrade", "head"))


if __name__ == "__main__":
    unittest.main()
