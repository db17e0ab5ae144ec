"""A repository with two trees and open pull requests, as somebody who uses the gate would have it.

The workflow and the action are copied into it as a user would copy them.
"""

import json
import os
import pathlib
import shutil
import subprocess

SOURCE = pathlib.Path(__file__).resolve().parents[2]

INI = """[alembic]
script_location = %(here)s/migrations
"""
ENV = """import os
from alembic import context
from sqlalchemy import create_engine

with create_engine(os.environ["DATABASE_URL"]).connect() as connection:
    context.configure(connection=connection, target_metadata=None)
    with context.begin_transaction():
        context.run_migrations()
"""


def version(revision, down, upgrade, downgrade):
    return (
        f"from alembic import op\n\nrevision = {revision!r}\ndown_revision = {down!r}\n\n\n"
        f"def upgrade():\n    op.execute({upgrade!r})\n\n\n"
        f"def downgrade():\n    op.execute({downgrade!r})\n"
    )


def table(name, revision="0002", down="0001"):
    return version(revision, down, f"CREATE TABLE {name} (id int)", f"DROP TABLE {name}")


class Shop:
    """`work` is a clone, `origin` a bare repository with refs/pull/N/head and refs/pull/N/merge."""

    def __init__(self, folder):
        self.work = pathlib.Path(folder) / "work"
        self.origin = pathlib.Path(folder) / "origin.git"
        self.day = 0
        self.work.mkdir()
        self.git("init", "-q", "-b", "main")
        for tree in ("console", "raptor"):
            self.write(f"{tree}/alembic.ini", INI)
            self.write(f"{tree}/migrations/env.py", ENV)
            self.write(f"{tree}/migrations/versions/0001_begin.py", table("begun", "0001", None))
            declaration = {"tree": tree, "title": f"The {tree}", "database": f"{tree}_ci",
                           "alembic_ini": f"{tree}/alembic.ini"}
            self.write(f"seeds/{tree}.json", json.dumps(declaration))
        for part in (".github/workflows/migration-gate.yml", ".github/actions/migration-gate"):
            place = self.work / part
            place.parent.mkdir(parents=True, exist_ok=True)
            copy = shutil.copytree if (SOURCE / part).is_dir() else shutil.copy
            copy(SOURCE / part, place)
        self.commit("begin")
        self.git("init", "-q", "--bare", "-b", "main", str(self.origin))
        self.git("remote", "add", "origin", str(self.origin))
        self.git("push", "-q", "origin", "main")

    def git(self, *words):
        """Runs git, each time a minute later than before; gives what it prints."""
        self.day += 1
        date = f"2026-01-01T{self.day // 60:02}:{self.day % 60:02}:00+00:00"
        who = {"NAME": "Ada", "EMAIL": "ada@example.org", "DATE": date}
        environment = {f"GIT_{role}_{key}": value for key, value in who.items()
                       for role in ("AUTHOR", "COMMITTER")}
        return subprocess.run(["git", *words], cwd=self.work, check=True, text=True,
                              env={**os.environ, **environment}, stdout=subprocess.PIPE).stdout

    def write(self, path, text):
        (self.work / path).parent.mkdir(parents=True, exist_ok=True)
        (self.work / path).write_text(text)

    def commit(self, message):
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    def pull_request(self, number, files):
        """From main: its head and GitHub's merge of it, pushed to the origin."""
        self.git("switch", "-q", "-C", f"feature-{number}", "main")
        for path, text in files.items():
            self.write(path, text)
        self.commit(f"pull request {number}")
        self.git("push", "-q", "origin", f"+HEAD:refs/pull/{number}/head",
                 f"+HEAD:refs/heads/feature-{number}")
        self.git("switch", "-q", "--detach", "main")
        self.git("merge", "-q", "--no-ff", "-m", f"Merge {number}", f"feature-{number}")
        self.git("push", "-q", "origin", f"+HEAD:refs/pull/{number}/merge")
        self.git("switch", "-q", "main")
        node = {"number": number, "files": {"totalCount": len(files),
                                            "nodes": [{"path": path} for path in files]}}
        return node

    def main(self):
        """The commit at which main is."""
        return self.git("rev-parse", "main").strip()
