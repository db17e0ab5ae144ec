"""A version file's source, read by the driver without running it."""
import textwrap

from support import DriverTest

HEAD = """
import sqlalchemy as sa
from alembic import op
revision = "0001"
down_revision = None
"""


class SourceTest(DriverTest):
    def read(self, text, head=HEAD):
        """The facts of one file, without its place in it."""
        path = self.write("m/versions/a.py", head + textwrap.dedent(text))
        session = self.session()
        session.load(until=("graph",), sources_only=True)
        session.ask(request="operations")
        events = session.until("operations-end", "protocol-error", "driver-error")
        self.assertEqual(events[-1], {"event": "operations-end"})
        for one in events[:-1]:
            self.assertEqual(one["file"], path)
        return events[:-1]

    def sql(self, text, direction="upgrade"):
        return [(one["sql"], one["parameters"]) for one in self.read(text)
                if one["event"] == "sql" and one["direction"] == direction]

    def up(self, *lines):
        return self.sql("def upgrade():\n" + "\n".join("    " + one for one in lines) + "\n")
