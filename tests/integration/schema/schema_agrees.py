"""seeds/tree.schema.json and gate's own reader say the same of the same declarations.

The reader is held to the files of tests/golden/declarations by the unit tests; this holds the schema to
them: it accepts what is right, refuses what is wrong, and may accept what only the reader can see.
"""
import json
import os
import sys
import unittest

import jsonschema

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../.."))
DECLARATIONS = os.path.join(ROOT, "tests/golden/declarations")


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def files(folder):
    return sorted(os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".json"))


class SchemaAgrees(unittest.TestCase):
    schema = load(os.path.join(ROOT, "seeds/tree.schema.json"))

    def test_the_schema_is_one(self):
        jsonschema.Draft7Validator.check_schema(self.schema)

    def test_it_accepts_what_is_right(self):
        seeds = [path for path in files(os.path.join(ROOT, "seeds")) if "schema" not in path]
        right = seeds + files(os.path.join(DECLARATIONS, "right"))
        right.append(os.path.join(DECLARATIONS, "written.json"))  # as gate init writes one
        self.assertGreaterEqual(len(right), 4)
        for path in right:
            with self.subTest(path):
                jsonschema.validate(load(path), self.schema)

    def test_it_refuses_what_is_wrong(self):
        wrong = files(os.path.join(DECLARATIONS, "wrong"))
        self.assertGreater(len(wrong), 20)
        for path in wrong:
            with self.subTest(path), self.assertRaises(jsonschema.ValidationError):
                jsonschema.validate(load(path), self.schema)


if __name__ == "__main__":
    sys.exit(unittest.main())
