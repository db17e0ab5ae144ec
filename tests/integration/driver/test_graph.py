"""The revision files as read without a database and without Alembic."""
import os
import subprocess
import sys
import unittest

from support import DRIVER, DriverTest, needs
from trees import revision, table


class Graph(DriverTest):
    def graph(self, **keywords):
        session = self.session()
        events = session.load(until=("graph",), **keywords)
        session.process.kill()  # what comes after the graph is not looked at
        self.assertEqual(events[-1]["event"], "graph", events)
        return [one for one in events if one["event"] == "revision-file"], events[-1]

    def one(self, text):
        self.write("m/versions/a_file.py", text)
        files, graph = self.graph()
        self.assertEqual(len(files), 1)
        return files[0], graph

    def test_everything_a_file_says(self):
        path = self.write("m/versions/a.py", '''\
            """Make the accounts

            Revision ID: 0002
            """
            from alembic import op
            revision: str = "0002"
            down_revision = ("0001", "0001b")
            depends_on = "other"
            branch_labels = ["shop", "till"]
            def upgrade(): pass
            ''')
        files, graph = self.graph()
        self.assertEqual(files, [{
            "event": "revision-file", "file": path, "revision": "0002", "revision_line": 6,
            "down_revisions": ["0001", "0001b"], "down_line": 7, "depends_on": ["other"],
            "depends_line": 8,
            "branch_labels": ["shop", "till"], "message": "Make the accounts", "static": True,
            "downgrade_line": None, "downgrade_is_empty": False, "problem": None}])
        self.assertEqual(graph, {
            "event": "graph", "complete": True, "decided_by_env": False, "script_location": os.path.join(self.tree, "m"),
            "version_locations": [os.path.join(self.tree, "m", "versions")], "recursive": False})

    def test_a_name_for_a_literal_is_followed(self):
        facts, graph = self.one('LAST = "0001"\nrevision, down_revision = "0002", LAST\n')
        self.assertEqual((facts["revision"], facts["down_revisions"]), ("0002", ["0001"]))
        self.assertTrue(graph["complete"])

    def test_what_is_no_literal_is_said_to_be_none(self):
        for text in ('revision = "a"\ndown_revision = "x" + suffix()\n',
                     'revision = "a"\nif WEEKDAY:\n    down_revision = "b"\nelse:\n    down_revision = "c"\n',
                     'from ids import down_revision\nrevision = "a"\n',
                     'revision = "a"\ndown_revision = None\ndown_revision += "b"\n',
                     'revision = "a"\ndown_revision = 12\n'):
            facts, graph = self.one(text)
            self.assertEqual((facts["problem"] or {}).get("kind"), "not-literal", text)
            self.assertEqual(facts["revision"], "a")
            self.assertFalse(graph["complete"])

    def test_a_file_that_does_not_parse(self):
        facts, graph = self.one('revision = "a"\ndown_revision = None\ndef upgrade(:\n')
        self.assertEqual((facts["problem"]["kind"], facts["problem"]["line"]), ("syntax-error", 3))
        self.assertTrue(graph["complete"])

    def test_bytes_that_are_no_text(self):
        self.assertEqual(self.one(b'revision = "a"\n\xff\xfe\n')[0]["problem"]["kind"], "syntax-error")
        self.assertEqual(self.one(b'revision = "a"\0\n')[0]["problem"]["kind"], "syntax-error")

    def test_another_encoding_is_read_as_python_does(self):
        facts, _ = self.one('# coding: latin-1\n"""Café"""\nrevision = "a"\ndown_revision = None\n'
                            .encode("latin-1"))
        self.assertEqual(facts["message"], "Café")

    def test_no_revision(self):
        self.assertEqual(self.one("x = 1\n")[0]["problem"]["kind"], "no-revision")
        self.assertIn("down_revision", self.one('revision = "a"\n')[0]["problem"]["message"])

    def test_an_id_from_the_file_name_as_alembic_takes_it(self):
        self.write("m/versions/ab12.py", "down_revision = None\n")
        self.assertEqual(self.graph()[0][0]["revision"], "ab12")

    def test_files_that_alembic_skips(self):
        self.revisions(table(1))
        for name in ("__init__.py", ".#0002.py", "notes.txt", "old/0002.py", "__pycache__/x.py"):
            self.write("m/versions/" + name, "syntax error here")
        self.assertEqual([one["revision"] for one in self.graph()[0]], ["0001"])

    def test_version_locations_and_separators(self):
        for separator, value in ((None, "a, b"), ("version_path_separator = :", "a:b"),
                                 ("path_separator = newline", "\n  %(here)s/a\n  b"),
                                 ("version_path_separator = os", "a:b")):
            self.write("alembic.ini", "[alembic]\nscript_location = %%(here)s/m\n%s\nversion_locations = %s\n"
                       % (separator or "", value))
            self.write("a/1.py", revision(1))
            self.write("b/2.py", revision(2))
            files, graph = self.graph()
            self.assertEqual(graph["version_locations"],
                             [os.path.join(self.tree, "a"), os.path.join(self.tree, "b")])
            self.assertEqual([one["revision"] for one in files], ["0001", "0002"])

    def test_the_ini_that_alembic_writes(self):
        # `alembic init` of 1.7 to 1.15: a comment that configparser takes as part of the value.
        self.write("alembic.ini", "[alembic]\nscript_location = m\nprepend_sys_path = .\n"
                   "version_path_separator = os  # Use os.pathsep. Default configuration used for new projects.\n")
        self.write("m/versions/1.py", revision(1))
        self.assertEqual(len(self.graph()[0]), 1)

    def test_recursive_locations(self):
        self.write("alembic.ini", "[alembic]\nscript_location = m\nrecursive_version_locations = true\n")
        self.write("m/versions/2024/1.py", revision(1))
        self.assertEqual(len(self.graph()[0]), 1)

    def test_a_package_is_found_and_not_imported(self):
        self.write("shop/__init__.py", "raise SystemExit('imported')")
        self.write("shop/db/__init__.py", "raise SystemExit('imported')")
        self.write("shop/db/migrations/env.py", "")
        self.write("shop/db/migrations/versions/1.py", revision(1))
        self.write("alembic.ini", "[alembic]\nscript_location = shop.db:migrations\nprepend_sys_path = .\n")
        files, graph = self.graph()
        self.assertEqual(graph["script_location"], os.path.join(self.tree, "shop/db/migrations"))
        self.assertEqual(len(files), 1)

    def test_pyproject(self):
        needs(self, "alembic", (1, 16))
        self.write("pyproject.toml", '[tool.alembic]\nscript_location = "%(here)s/m"\n')
        self.write("alembic.ini", "[alembic]\n")
        self.revisions(table(1))
        self.assertEqual(len(self.graph()[0]), 1)

    def test_another_section(self):
        self.write("alembic.ini", "[other]\nscript_location = m\n")
        self.revisions(table(1))
        self.assertEqual(len(self.graph(section="other")[0]), 1)

    def test_alembic_is_asked_where_there_is_no_literal(self):
        self.revisions(table(1), 'revision = "".join(["00", "02"])\ndown_revision = "0001"\n')
        session = self.session()
        session.load()
        events = session.until("graph", "graph-failure")
        self.assertEqual([(one["revision"], one["static"]) for one in events[:-1]],
                         [("0001", False), ("0002", False)])
        self.assertEqual((events[-1]["complete"], events[-1]["source"]), (True, "alembic"))

    def test_alembic_cannot_tell_either(self):
        path = self.revisions("raise RuntimeError('at import')\n", 'revision = str(2)\ndown_revision = None\n')[0]
        session = self.session()
        session.load()
        failure = session.until("graph", "graph-failure")[-1]
        self.assertEqual((failure["event"], failure["file"], failure["line"]), ("graph-failure", path, 1))
        self.assertEqual(failure["chain"], [{"class": "RuntimeError", "message": "at import"}])

    def test_nothing_connects_before_there_is_a_target(self):
        self.revisions('import psycopg2\npsycopg2.connect("host=127.0.0.1")\nrevision = str(1)\n')
        session = self.session()
        session.load()
        self.assertEqual(session.until("graph", "graph-failure")[-1]["wall"], "foreign-engine")


class Configuration(DriverTest):
    def error(self, **keywords):
        session = self.session()
        events = session.load(**keywords)
        self.assertEqual(events[-1]["event"], "configuration-error", events)
        self.assertEqual(session.close(), 0)
        return events[-1]

    def test_no_ini(self):
        self.assertEqual(self.error(ini="none.ini"), {
            "event": "configuration-error", "what": "No such file or directory", "line": None,
            "file": os.path.join(self.tree, "none.ini"), "expected": "a readable alembic.ini"})

    def test_no_section(self):
        self.assertEqual(self.error(section="other")["what"], "no section [other]")

    def test_no_script_location(self):
        self.write("alembic.ini", "# mine\n[alembic]\nx = 1\n")
        error = self.error()
        self.assertEqual((error["what"], error["line"]), ("no script_location in section [alembic]", 2))

    def test_no_ini_at_all(self):
        self.write("alembic.ini", "\nscript_location = m\n")
        self.assertEqual(self.error()["line"], 2)

    def test_an_interpolation_that_leads_nowhere(self):
        self.write("alembic.ini", "[alembic]\nscript_location = %(there)s/m\n")
        error = self.error()
        self.assertEqual(error["line"], 2)
        self.assertIn("there", error["what"])

    def test_no_folder_and_no_env_py(self):
        self.write("alembic.ini", "[alembic]\nscript_location = gone\n")
        self.assertEqual(self.error()["what"], "script_location is not a folder: "
                         + os.path.join(self.tree, "gone"))
        os.mkdir(os.path.join(self.tree, "gone"))
        self.assertEqual(self.error()["what"], "no env.py in " + os.path.join(self.tree, "gone"))

    def test_no_package(self):
        self.write("alembic.ini", "[alembic]\nscript_location = nowhere_at_all:m\n")
        self.assertIn("nowhere_at_all:m", self.error()["what"])


class Interpreter(DriverTest):
    def test_one_without_alembic(self):
        python = os.path.join(self.folder, "venv/bin/python")
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", os.path.join(self.folder, "venv")],
                       check=True)
        session = self.session(python=python)
        event = session.load()[-1]
        self.assertEqual(event, {"event": "no-alembic", "executable": python,
                                 "message": "No module named 'alembic'"})
        self.assertEqual(session.close(), 0)

    def test_ready(self):
        event = self.session().load()[-1]
        self.assertEqual(sorted(event), ["alembic", "drivers", "event", "executable", "python", "sqlalchemy"])

    def test_sys_path_is_the_scripts(self):
        self.revisions('import sys\nsys.stderr.write("PATH %r\\n" % sys.path)\nsys.stderr.flush()\nrevision = str(1)\n')
        session = self.session()
        session.load()
        session.until("graph-failure", "graph")
        line = [one for one in session.text().splitlines() if one.startswith("PATH")][0]
        self.assertNotIn(DRIVER, line)
        self.assertNotIn(repr(self.tree), line)
        self.assertNotIn("''", line)

    def test_nothing_is_written_into_the_tree(self):
        self.revisions(table(1))
        self.run_step()
        found = [name for _, folders, files in os.walk(self.tree) for name in folders + files]
        self.assertEqual([name for name in found if "pyc" in name], [])


class Protocol(DriverTest):
    def test_what_is_no_request(self):
        session = self.session()
        session.process.stdin.write(b"{not json\n[]\n\n")
        session.ask(request="dance")
        session.ask(request="step", id=1, command="upgrade", revision="head")
        session.ask(request="target", host="x")
        session.process.stdin.close()
        self.assertEqual([one["event"] for one in session.until("none")], ["protocol-error"] * 5)
        self.assertEqual(session.close(), 0)

    def test_a_wrong_target_names_no_value(self):
        session = self.session()
        session.load()
        session.ask(**self.target(port="hunter2"))
        error = session.until("protocol-error")[-1]
        self.assertNotIn("hunter2", str(error))


if __name__ == "__main__":
    unittest.main()
