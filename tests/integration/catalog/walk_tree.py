"""walk_tree.py INI URL: every revision up, down and up again, with a stop at every landing.

Not gate's own walk: a second one, by plain Alembic, to hold against what PostgreSQL's own tools see of
the schema. A landing is told on descriptor 3 ("up 0002"); it goes on when a line is read. Every step is
a fork, so that migrations which import shared MetaData find it fresh.
"""
import os
import sys
import traceback

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory


def config():
    made = Config(sys.argv[1])
    made.set_main_option("sqlalchemy.url", sys.argv[2])
    return made


def step(action, target):
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    try:
        action(config(), target)
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def main():
    script = ScriptDirectory.from_config(config())
    with os.fdopen(3, "w") as events:
        def landed(what):
            print(what, file=events, flush=True)
            sys.stdin.readline()

        for revision in reversed(list(script.walk_revisions())):
            up = revision.revision
            if not step(command.upgrade, up):
                return
            landed("first " + up)
            # A merge is left along one of its edges; what the other holds stays.
            parents = revision.down_revision
            if not isinstance(parents, tuple):
                if not step(command.downgrade, parents or "base"):
                    return
                landed("down " + up)
                if not step(command.upgrade, up):
                    return
            landed("up " + up)


main()
