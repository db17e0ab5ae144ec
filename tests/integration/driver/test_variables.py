"""The variables that env.py and the application's modules read are found in their source, without running it."""
import textwrap
import unittest

from support import DriverTest
from trees import ENV_PY


class Variables(DriverTest):
    one_driver = True

    def reads(self, env, **files):
        for name, text in files.items():
            self.write(name.replace("__", "/") + ".py", textwrap.dedent(text))
        self.write("m/env.py", textwrap.dedent(env).strip("\n") + "\n" + textwrap.dedent(ENV_PY))
        session = self.ready()
        session.ask(request="needs")
        found = session.until("needs-end", "driver-error", "protocol-error")
        self.assertEqual(found[-1]["event"], "needs-end", found)
        self.found = found[:-1]
        return [one["name"] for one in self.found]

    def facts(self, *names):
        return [tuple(one[name] for name in names) for one in self.found]

    def test_the_environment(self):
        self.assertEqual(self.reads("""
            import os
            from os import environ, getenv
            a = os.environ["A_URL"]
            b = os.environ.get("B_URL")
            c = os.getenv("C_URL", "sqlite:///x.db")
            d = getenv("D_URL") or environ.get("E_URL") or "postgresql://prod/live"
            environ["F_URL"] = "set"
            """), ["A_URL", "B_URL", "C_URL", "D_URL", "E_URL"])
        self.assertEqual(self.facts("target", "default", "required"), [
            ("a", None, True), ("b", None, False), ("c", "sqlite:///x.db", False),
            ("d", "postgresql://prod/live", False), ("d", "postgresql://prod/live", False)])
        self.assertTrue(self.found[0]["file"].endswith("m/env.py"))
        self.assertEqual(self.found[0]["line"], 3)

    def test_what_becomes_of_it(self):
        self.reads("""
            import os
            who = os.environ["WHO"]
            url = f"postgresql://{who}:{os.environ['KEY']}@{os.environ['PLACE']}:{os.getenv('DOOR')}/{os.environ['ROOM']}"
            config.set_main_option("sqlalchemy.url", os.environ["STORE"])
            create_engine(os.getenv("SHELF"))
            later = os.environ["LATER"]
            engine = create_async_engine(later)
            URL.create("postgresql", username=os.environ["ONE"], host=os.environ["TWO"])
            """)
        self.assertEqual(self.facts("name", "use"), [
            ("WHO", "user"), ("KEY", "password"), ("PLACE", "host"), ("DOOR", "port"), ("ROOM", "database"),
            ("STORE", "url"), ("SHELF", "url"), ("LATER", "url"), ("ONE", "user"), ("TWO", "host")])

    def test_what_goes_into_another_url_is_none_of_ours(self):
        self.reads("""
            import os
            host = os.getenv("SHOP_HOST", "localhost")
            port = int(os.getenv("SHOP_PORT", "8000"))
            home = f"http://{host}:{port}"
            stage = os.environ["STAGE"]
            folder = f"{stage}/uploads"
            bucket = f"{os.environ['STORE']}://{os.environ['BUCKET']}/x"
            engine = f"{os.environ['DIALECT']}://{os.environ['WHO']}:x@{os.environ['PLACE']}/shop"
            """)
        self.assertEqual(self.facts("name", "use"), [
            ("SHOP_HOST", ""), ("SHOP_PORT", ""), ("STAGE", ""), ("STORE", ""), ("BUCKET", ""),
            ("DIALECT", "scheme"), ("WHO", "user"), ("PLACE", "host")])

    def test_libraries(self):
        self.assertEqual(self.reads("""
            from decouple import config as settings
            from starlette.config import Config
            from environs import Env
            read, env = Config(".env"), None
            env = Env()
            settings("A_URL", default="x")
            starlette = Config(".env")
            starlette("B_URL", cast=str)
            env.str("C_URL")
            with env.prefixed("DB_"):
                env("HOST")
            env.db()
            require_env("E_KEY")
            """), ["A_URL", "B_URL", "C_URL", "DB_HOST", "DATABASE_URL", "E_KEY"])
        self.assertEqual(self.facts("default", "required")[:3], [("x", False), (None, True), (None, True)])

    def test_settings_of_pydantic(self):
        self.assertEqual(self.reads("from app.core.config import settings\n", app____init__="", app__core____init__="",
                                    app__core__config="""
            from typing import Optional
            from pydantic import Field, PostgresDsn
            from pydantic_settings import BaseSettings, SettingsConfigDict
            from .parts import Database

            class Base(BaseSettings):
                model_config = SettingsConfigDict(env_prefix="shop_", env_nested_delimiter="__")

            class Settings(Base):
                url: PostgresDsn
                key: str = "none"
                mail: str = Field(..., validation_alias="MAIL_TOKEN")
                database: Database

            settings = Settings()
            """, app__core__parts="""
            from pydantic import BaseModel

            class Database(BaseModel):
                host: str
                port: int = 5432
            """), ["SHOP_URL", "SHOP_KEY", "MAIL_TOKEN", "SHOP_DATABASE__HOST", "SHOP_DATABASE__PORT"])
        self.assertEqual(self.facts("use", "default", "required"), [
            ("url", None, True), ("", "none", False), ("", None, True), ("", None, True), ("", "", False)])

    def test_settings_of_the_first_pydantic(self):
        self.assertEqual(self.reads("import config\n", config="""
            from pydantic import BaseSettings

            class Settings(BaseSettings):
                db_host: str = "localhost"
                token: str

                class Config:
                    env_prefix = "APP_"
            """), ["APP_DB_HOST", "APP_TOKEN"])

    def test_what_env_py_imports_and_no_more(self):
        self.assertEqual(self.reads("from web import models\nimport os.path, alembic\n", web____init__="",
                                    web__models="from .things import *\n", web__things="import os\nos.environ['T']\n",
                                    web__unused="import os\nos.environ['U']\n", broken="def (\n"), ["T"])

    def test_modules_that_import_each_other(self):
        self.assertEqual(self.reads("import one\n", one="import two, os\nos.environ['ONE']\n", two="import one\n"), ["ONE"])


if __name__ == "__main__":
    unittest.main()
