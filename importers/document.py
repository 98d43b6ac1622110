"""One YAML or JSON file, read as plain data; where each part stands is looked up only when something is wrong.

The fast parsers give no positions, so a file with mistakes is composed a second time, with marks.
Only what a case file needs is understood: true and false, whole numbers, fractions, null, text. A date
stays text, `NO` stays Norway, and `0123` stays as written. Aliases and tags are refused: what a file
says stands in it.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

import yaml

from graph.errors import InputRefused
from graph.problems import At, Place, Problem
from importers import plain_json
from importers.plain_json import DEEPEST

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 32 * 1024 * 1024
"""Bytes of one file."""

_UNREADABLE = re.compile(
    "[^\\t\\n\\r\\x20-\\x7e\\x85\\xa0-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd\\U00010000-\\U0010ffff]"
)
"""Signs that YAML doesn't admit, which its parser would refuse without a place."""

_SURROGATES = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
"""How JSON may write a sign beyond U+FFFF; YAML has no such pairs."""


class _Loader(yaml.CSafeLoader):
    """YAML as case files need it: few implicit types, keys as they are written, no key twice."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  PyYAML's own name for it

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        mapping: dict[Any, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(None, None, "a key that is a word, no list or mapping", key.start_mark)
            if key.value in mapping:
                raise yaml.MarkedYAMLError(None, None, f"every key once, not {key.value!r} again", key.start_mark)
            mapping[key.value] = self.construct_object(value, deep=deep)
        return mapping


for _tag, _form, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", plain_json.WHOLE, "-0123456789"),
    ("float", plain_json.FRACTION, "-0123456789"),
    ("null", r"^(?:null|~|)$", ["n", "~", ""]),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_form), list(_first))


class Document:
    """A file's data, and the place in it of any part; `name` is the path as the caller gave it."""

    def __init__(self, path: Path) -> None:
        self.name, self.stem = str(path), path.stem
        self.text = self._decoded(path)
        self.data = self._loaded()

    def _refuse(self, expected: str, line: int = 0, column: int = 0, suggestion: str = "") -> InputRefused:
        problem = Problem(Place(self.name, line, column), "file", "", expected, suggestion)
        return InputRefused(f"{self.name} can't be read", [problem])

    def _decoded(self, path: Path) -> str:
        try:
            with path.open("rb") as file:
                raw = file.read(LARGEST + 1)
        except OSError as error:
            raise self._refuse(f"a file that can be read ({error.strerror})") from error
        if len(raw) > LARGEST:
            raise self._refuse(f"at most {LARGEST >> 20} MiB", suggestion="split it")
        try:
            text = raw.decode("utf-8-sig")
            return _SURROGATES.sub(_joined, text) if "\\u" in text else text
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            raise self._refuse("UTF-8 text", line, suggestion="save the file with the encoding UTF-8") from error

    def _loaded(self) -> Any:
        if sign := _UNREADABLE.search(self.text):
            before = self.text[: sign.start()]
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            raise self._refuse(f"text, no control character (U+{ord(sign[0]):04X})", line, column)
        try:
            return plain_json.read(self.text)
        except plain_json.NotPlain:
            return self._by_yaml()

    def _by_yaml(self) -> Any:
        try:
            self._refuse_tricks()
            return yaml.load(self.text, Loader=_Loader)  # noqa: S506  a loader without tags, safer than the safe one
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
            raise self._refuse(f"YAML or JSON: {error.problem}", line, column, self._begun(error)) from error

    def _begun(self, error: yaml.MarkedYAMLError) -> str:
        """Tell what led the parser to where it gave up: tabs, or something that begins further up and has no end."""
        mark, start = error.problem_mark, error.context_mark
        if mark and self._line(mark.line).lstrip(" ").startswith("\t"):
            return "indent with spaces, not tabs"
        if not (start and mark and start.line < mark.line and str(error.context).startswith("while ")):
            return ""
        return f"{error.context} that begins at {start.line + 1}:{start.column + 1}"

    def _line(self, number: int) -> str:
        return self.text.splitlines()[number] if number < len(self.text.splitlines()) else ""

    def _refuse_tricks(self) -> None:
        """Refuse what the parser would follow too far: `*alias`, `!tag`, and lists in lists in lists."""
        depth = 0
        for event in yaml.parse(self.text, Loader=_Loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            trick = _trick(event) if depth <= DEEPEST else f"more than {DEEPEST} levels, one inside the other"
            if trick and event.start_mark:
                raise self._refuse(f"no {trick}", event.start_mark.line + 1, event.start_mark.column + 1)

    @cached_property
    def _composed(self) -> yaml.Node | None:
        try:
            return yaml.compose(self.text, Loader=_Loader)
        except yaml.YAMLError:  # JSON that YAML doesn't admit, such as a key of two thousand letters
            return None

    def place(self, at: At, *, key: bool = False) -> Place:
        """Return where the part stands, or with `key` where its name stands; the nearest part that exists."""
        node = named = self._composed
        for step in at:
            if isinstance(node, yaml.MappingNode):
                pair = next((pair for pair in node.value if pair[0].value == str(step)), None)
                if pair is None:
                    break
                named, node = pair
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                named = node = node.value[step]
        found = named if key else node
        return Place(self.name, found.start_mark.line + 1, found.start_mark.column + 1) if found else Place(self.name)


def _trick(event: yaml.Event) -> str:
    """Name an alias (a few nested ones would stand for more than any memory holds) or a tag; "" if it is neither."""
    instead = "write it out, or put it in quotes if it is text"
    if isinstance(event, yaml.AliasEvent):
        return f"alias (*{event.anchor}); {instead}"
    tag = str(getattr(event, "tag", None) or "").replace("tag:yaml.org,2002:", "!!")
    return f"tag ({tag}); {instead}" if tag else ""


def _joined(pair: re.Match[str]) -> str:
    """Write two surrogates as the one sign that they stand for, the way YAML does."""
    high, low = int(pair[2], 16), int(pair[3], 16)
    return f"{pair[1]}\\U{0x10000 + (high - 0xD800) * 0x400 + low - 0xDC00:08x}"
