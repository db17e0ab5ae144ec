"""What an env.py or its settings missed is named: environment variables and modules."""
import textwrap
import unittest

from support import DriverTest, needs, package
from trees import ENV_PY, table


class Missing(DriverTest):
    one_driver = True

    def setUp(self):
        super().setUp()
        self.revisions(table(1))

    def missing(self, env, **files):
        for name, text in files.items():
            self.write(name.replace("__", "/") + ".py", text)
        self.write("m/env.py", "import os, sys\nsys.path.insert(0, os.getcwd())\n" + textwrap.dedent(env)
                   + textwrap.dedent(ENV_PY))
        step = self.run_step()
        self.assertEqual(step.status, "failed", step.events)
        return step.failure["missing_variables"], step.failure["missing_module"]

    def test_a_key_of_the_environment(self):
        self.assertEqual(self.missing("os.environ['SECRET_KEY']\n"), (["SECRET_KEY"], None))

    def test_another_key_is_none(self):
        self.assertEqual(self.missing("{}['SECRET_KEY']\n"), ([], None))

    def test_a_raise_behind_a_getenv(self):
        for text in ("key = os.getenv('SECRET_KEY')\nif not key:\n    raise RuntimeError('no key')\n",
                     "key = os.environ.get('SECRET_KEY')\nassert key\n",
                     "key = os.getenv('SECRET_KEY')\nif key is None:\n    sys.exit(3)\n",
                     "workers = int(os.getenv('SECRET_KEY'))\n",
                     "host = os.getenv('SECRET_KEY')\nhost.split(':')\n",
                     "for name in ('PATH', 'SECRET_KEY'):\n    if not os.getenv(name):\n"
                     "        raise ValueError('%s has to be set' % name)\n"):
            self.assertEqual(self.missing(text), (["SECRET_KEY"], None), text)

    def test_a_raise_about_something_else(self):
        self.assertEqual(self.missing("key = os.getenv('SECRET_KEY')\nif len(sys.argv):\n"
                                      "    raise RuntimeError('no')\n"), ([], None))

    def test_in_a_module_of_the_application(self):
        self.assertEqual(self.missing("import settings\n", settings="""
            import os
            def need(name):
                value = os.environ.get(name)
                if value is None:
                    raise RuntimeError("missing " + name)
                return value
            KEY = need("SIGNING_KEY")
            """), (["SIGNING_KEY"], None))

    def test_a_module(self):
        self.assertEqual(self.missing("import nowhere.to_be_found\n"), ([], "nowhere"))

    def test_a_migrations_own_error_is_none(self):
        self.revisions(table(1).replace("def upgrade():", "def upgrade():\n    import os\n"
                                        "    key = os.getenv('A_KEY')\n    if not key: raise RuntimeError('x')\n"))
        self.assertEqual(self.missing("")[0], [])

    def test_pydantic(self):
        needs(self, "pydantic")
        old = int(package("pydantic").split(".")[0]) < 2
        if not old:
            needs(self, "pydantic_settings")
        where = "pydantic" if old else "pydantic_settings"
        config = "class Config:\n        env_prefix = 'shop_'\n" if old else "model_config = {'env_prefix': 'shop_'}\n"
        alias = "Field(env='MAIL_TOKEN')" if old else "Field(validation_alias='MAIL_TOKEN')"
        self.assertEqual(self.missing("import settings\n", settings=(
            "from pydantic import Field\nfrom %s import BaseSettings\n\n\nclass Settings(BaseSettings):\n"
            "    secret_key: str\n    mail: str = %s\n    workers: int = 2\n    %s\n\nsettings = Settings()\n"
            % (where, alias, config))), (["SHOP_SECRET_KEY", "MAIL_TOKEN"], None))

    def test_decouple(self):
        needs(self, "decouple")
        self.assertEqual(self.missing("from decouple import config\nconfig('SECRET_KEY')\n"),
                         (["SECRET_KEY"], None))

    def test_starlette(self):
        needs(self, "starlette")
        self.assertEqual(self.missing("from starlette.config import Config\nConfig()('SECRET_KEY')\n"),
                         (["SECRET_KEY"], None))

    def test_environs(self):
        if package("environs") is None:  # Debian has no such package
            self.skipTest("no environs")
        self.assertEqual(self.missing("from environs import Env\nEnv().str('SECRET_KEY')\n"),
                         (["SECRET_KEY"], None))


if __name__ == "__main__":
    unittest.main()
