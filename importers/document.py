"""One YAML or JSON file, read as plain data; where each part stands is looked up only when something is wrong.

The fast parser gives no positions, so a file with mistakes is composed a second time, with marks.
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

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 32 * 1024 * 1024
"""Bytes of one file."""

_ALIAS = re.compile(r"(?:^|[\s\[{,:-])\*[^\s,\]}*]", re.MULTILINE)


class _Loader(yaml.CSafeLoader):
    """YAML as case files need it: few implicit types, no key twice, no tag."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  PyYAML's own name for it

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        if len(mapping) != len(node.value):
            keys = [key for key, _ in node.value]
            twice = next(key for n, key in enumerate(keys) if key.value in {other.value for other in keys[:n]})
            raise yaml.MarkedYAMLError(None, None, f"every key once, not {twice.value!r} again", twice.start_mark)
        return mapping


for _tag, _form, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", r"^-?(?:0|[1-9]\d*)$", "-0123456789"),
    ("float", r"^-?(?:0|[1-9]\d*)\.\d+$", "-0123456789"),
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
            raw = path.read_bytes()
        except OSError as error:
            raise self._refuse(f"a file that can be read ({error.strerror})") from error
        if len(raw) > LARGEST:
            raise self._refuse(f"at most {LARGEST >> 20} MiB, not {len(raw) >> 20}", suggestion="split it")
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            raise self._refuse("UTF-8 text", line, suggestion="save the file with the encoding UTF-8") from error

    def _loaded(self) -> Any:
        try:
            self._refuse_aliases()
            return yaml.load(self.text, Loader=_Loader)  # noqa: S506  a loader without tags, safer than the safe one
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            tab = "indent with spaces, not tabs" if mark and self._line(mark.line).lstrip(" ").startswith("\t") else ""
            line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
            raise self._refuse(f"YAML or JSON: {error.problem}", line, column, tab) from error
        except (yaml.YAMLError, RecursionError, ValueError) as error:
            raise self._refuse(f"YAML or JSON: {str(error).splitlines()[0]}") from error

    def _line(self, number: int) -> str:
        return self.text.splitlines()[number] if number < len(self.text.splitlines()) else ""

    def _refuse_aliases(self) -> None:
        """Refuse `*alias`: a few nested ones would stand for more than any memory holds."""
        if not _ALIAS.search(self.text):
            return
        for event in yaml.parse(self.text, Loader=_Loader):
            if isinstance(event, yaml.AliasEvent) and event.start_mark:
                message = f"no alias (*{event.anchor}); write it out, or put it in quotes if it is text"
                raise self._refuse(message, event.start_mark.line + 1, event.start_mark.column + 1)

    @cached_property
    def _composed(self) -> yaml.Node | None:
        return yaml.compose(self.text, Loader=_Loader)

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
