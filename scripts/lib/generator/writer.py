"""A Tree as files: alembic.ini, env.py and the versions, as different people would write them."""
import os
import re

ENV_PY = '''import os

from alembic import context
from sqlalchemy import engine_from_config, pool

config = context.config
if os.environ.get("DATABASE_URL"):
    config.set_main_option("sqlalchemy.url", os.environ["DATABASE_URL"].replace("%", "%%"))


def run():
    engine = engine_from_config(config.get_section(config.config_ini_section), prefix="sqlalchemy.", poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=None{options})
        with context.begin_transaction():
            context.run_migrations()


run()
'''
INI = '''[alembic]
script_location = migrations
sqlalchemy.url = postgresql://nobody@127.0.0.1:1/nowhere
{locations}
'''


class Writer:
    def __init__(self, tree, folder):
        self.tree, self.folder, self.dice = tree, folder, tree.dice
        self.places = {}  # of each revision: its file and its text
        self.two_folders = self.dice.random() < 0.15
        self.template = self.dice.choice(["{id}_{slug}.py", "{slug}_{id}.py", "{day}-{id}_{slug}.py", "{id}.py"])

    def write(self):
        """What is expected of gate, with file and line."""
        self._put("alembic.ini", INI.format(
            locations="version_locations = %(here)s/migrations/versions %(here)s/migrations/older" if self.two_folders else ""))
        options = ", transaction_per_migration=True" if self.tree.per_revision else ""
        self._put("migrations/env.py", ENV_PY.replace("{options}", options))
        for revision in self.tree.revisions:
            self._revision(revision)
        return [self._told(one) for one in self.tree.expected]

    def _told(self, expected):
        told = {key: value for key, value in expected.items() if key not in ("of", "marked")}
        if "of" in expected:
            file, text = self.places[expected["of"]]
            word = "FAULT" if expected.get("marked") else "gone_away"
            if expected["kind"] == "silent-residue":
                word = "def downgrade"  # that forgets it
            lines = [number for number, line in enumerate(text.split("\n"), 1) if word in line and "Revises" not in line]
            told.update(revision=expected["of"].id, file=file, line=lines[0])
        return told

    def _revision(self, revision):
        folder = "migrations/older" if self.two_folders and revision.number % 3 == 0 else "migrations/versions"
        slug = self._slug(revision)
        name = self.template.format(id=revision.id, slug=slug, day="2026_%02d_%02d" % (revision.number % 12 + 1, revision.number % 27 + 1))
        if self.template == "{id}.py" and not re.match(r"[a-z]", name):
            name = "r" + name
        if revision.twin_of:
            name = "copy_of_" + name
        text = self._text(revision, slug)
        path = os.path.join(folder, name)
        self.places[revision] = (path, text)
        self._put(path, text)
        for beside, words in revision.step.files.items():
            self._put(os.path.join(folder, beside), words)

    def _slug(self, revision):
        if len(revision.parents) > 1:
            return "merge_%s" % "_and_".join(re.sub(r"\W", "", one)[:12] for one in revision.parents)
        first = next((line for line in revision.step.up if line.strip()), "pass")
        return "_".join(re.findall(r"[a-z]+", first.lower())[:5])[:40] or "step"

    def _text(self, revision, slug):
        down = ", ".join(revision.parents)
        lines = ['"""%s' % slug.replace("_", " "), "", "Revision ID: %s" % revision.id, "Revises: %s" % down, '"""']
        typed = self.dice.random() < 0.5
        if typed:
            lines.append("from typing import Sequence, Union")
            lines.append("")
        lines += ["import os", "", "import sqlalchemy as sa", "from alembic import op",
                  "from sqlalchemy.dialects import postgresql", ""]
        lines += self._assignments(revision, typed)
        lines += ["", "", "def upgrade()%s:" % (" -> None" if typed else "")] + body(revision.step.up)
        lines += ["", "", "def downgrade()%s:" % (" -> None" if typed else "")] + body(revision.step.down)
        return "\n".join(lines) + "\n"

    def _assignments(self, revision, typed):
        parents = revision.parents
        if not parents:
            down = "None"
        elif len(parents) == 1:
            down = repr(parents[0]) if self.dice.random() < 0.9 else "(%r,)" % parents[0]
        else:
            down = self.dice.choice(["(%s)", "[%s]", "%s"]) % ", ".join(map(repr, parents))
        if not typed:
            pairs = [("revision", repr(revision.id)), ("down_revision", down)]
            if revision.depends_on or self.dice.random() < 0.7:
                pairs += [("branch_labels", "None"), ("depends_on", self._needs(revision))]
            return ["%s = %s" % pair for pair in pairs]
        if down[0] not in "([" and "," in down:
            down = "(%s)" % down
        return ["revision: str = %r" % revision.id, "down_revision: Union[str, Sequence[str], None] = %s" % down,
                "branch_labels: Union[str, Sequence[str], None] = None",
                "depends_on: Union[str, Sequence[str], None] = %s" % self._needs(revision)]

    def _needs(self, revision):
        if not revision.depends_on:
            return "None"
        return repr(revision.depends_on) if self.dice.random() < 0.6 else "(%r,)" % revision.depends_on

    def _put(self, path, text):
        whole = os.path.join(self.folder, path)
        os.makedirs(os.path.dirname(whole), exist_ok=True)
        with open(whole, "w", encoding="utf-8") as file:
            file.write(text)


def body(lines):
    """In the function; the lines of a SQL block stay where they are."""
    indented, inside = [], False
    for line in lines:
        indented.append(line if inside else "    " + line if line else line)
        if line.count('"""') % 2:
            inside = not inside
    return indented
