"""What the tests of JSON Schemas of TOML files share: a file with one thing changed, and a file as TOML again."""

import copy
import datetime
import json
import pathlib
import tomllib

import jsonschema


def validator_of(root, name):
    schema = json.loads((pathlib.Path(root) / "docs/schema" / name).read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def loads(text):
    """TOML with its dates as strings, which is how editors hand them to a schema."""
    def plain(value):
        if isinstance(value, dict):
            return {key: plain(one) for key, one in value.items()}
        if isinstance(value, list):
            return [plain(one) for one in value]
        return value.isoformat() if isinstance(value, datetime.date) else value
    return plain(tomllib.loads(text))


def broken(file, path, value):
    """The file with `value` at a path of keys; None: with nothing there."""
    file = copy.deepcopy(file)
    at = file
    for key in path[:-1]:
        at = at[key]
    if value is None:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return file


def toml(value):
    """A value as TOML, in inline tables: enough for what stands in the tests."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {toml(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(toml(one) for one in value) + "]"
    return json.dumps(value)


def lines(file):
    return "".join(f"{json.dumps(key)} = {toml(value)}\n" for key, value in file.items())


def taken_by_one(rows, valid, validator, taken):
    """A line for each row that the schema, or the program (`taken`), does not refuse."""
    for path, value in rows:
        file = broken(valid, path, value)
        if validator.is_valid(file):
            yield f"the schema takes {path} = {value!r}"
        if taken(file):
            yield f"the program takes {path} = {value!r}"
