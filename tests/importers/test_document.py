"""Files as they come: what can be read is read as written, and whatever can't is refused with its place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graph.errors import InputRefused
from importers import casefile
from importers.document import LARGEST, Document
from importers.plain_json import DEEPEST

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from importers.casefile import CaseFile

    Refusal = Callable[[str | bytes], list[str]]

SHARED_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)

SIGNS = ["persons", "events", "uid", "person/a", ":", "-", "?", "[", "]", "{", "}", ",", "*a", "&a", "!!b", "|", ">"]
SIGNS += [
    "'",
    '"',
    " ",
    "%",
    "#",
    "---",
    "...",
    "<<",
    "~",
    "\\ud83d",
    "\\ude00",
    "1e9",
    "\n",
    "\t",
    "\r",
    "\ufeff",
    "- ",
]
ALMOST_YAML = st.lists(st.sampled_from(SIGNS), max_size=40).map("".join)


@given(text=ALMOST_YAML.map(str.encode) | st.text().map(str.encode) | st.binary())
@SHARED_FOLDER
def test_whatever_a_file_holds_it_is_read_or_refused_in_words(text: bytes, tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_bytes(text)
    try:
        case = casefile.read(Document(file))
    except InputRefused as refused:
        answer: object = refused.problems
    else:
        answer = case.claims or case.problems.found or case.document.data
    assert answer


SIMPLE = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
PLAIN = st.recursive(SIMPLE, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=20), inner))
JSON = st.builds(
    lambda data, indent, ascii_only: json.dumps(data, indent=indent, ensure_ascii=ascii_only),
    st.lists(PLAIN) | st.dictionaries(st.text(max_size=20), PLAIN),
    st.sampled_from((None, 0, 2, "\t")),
    st.booleans(),
)
JSON_SIGNS = [
    *'{}[]:,"',
    '"a"',
    '"\\/"',
    '"\\ud83d"',
    "\u2028",
    "1",
    "-0",
    "1.50",
    "1e9",
    "9" * 19,
    "NaN",
    "true",
    " ",
    "\n",
    "\t",
]
ALMOST_JSON = st.lists(st.sampled_from(JSON_SIGNS), max_size=12).map("".join).map("[{}]".format)


def outcome(text: str, folder: Path) -> str:
    """Return what a text reads as, or that it is refused."""
    file = folder / "case.json"
    file.write_text(text, encoding="utf-8", newline="")
    try:
        return repr(Document(file).data)
    except InputRefused:
        return "refused"


@given(text=JSON | ALMOST_JSON)
@example(text='{"a": 1, "a": 2}')
@example(text='["\\ud83d"]')
@example(text='["\x85"]')
@example(text="[NaN, 1e9, 1.50, -0]")
@example(text=f"{'[' * DEEPEST}{']' * DEEPEST}")
@example(text=f"{'[' * (DEEPEST + 1)}{']' * (DEEPEST + 1)}")
@SHARED_FOLDER
def test_json_reads_as_yaml_reads_it(text: str, tmp_path: Path) -> None:
    """No JSON text begins with a comment; only YAML's parser reads one that does."""
    assert outcome(text, tmp_path) == outcome(f"# a comment\n{text}", tmp_path)


@pytest.mark.parametrize("text", ['{"%s": 1}' % ("a" * 2000), '{"persons"\n: 1}'])
def test_json_that_yaml_would_refuse_is_read(text: str, refusal: Refusal) -> None:
    assert len(refusal(text)) == 1
    assert "YAML" not in refusal(text)[0]


INSTEAD = "write it out, or put it in quotes if it is text"
UNENDED = "while parsing a flow sequence that begins"
NO_TAB = "found character that cannot start any token - indent with spaces, not tabs"
TOO_DEEP = f"no more than {DEEPEST} levels, one inside the other"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"a: caf\xe9", "1: error: file: UTF-8 text - save the file with the encoding UTF-8"),
        (b"a:\n- b\x07", "2:4: error: file: text, no control character (U+0007)"),
        ("persons:\n\t- uid: person/a", f"2:1: error: file: YAML or JSON: {NO_TAB}"),
        ("persons:\n- &x {uid: person/a}\n- *x", f"3:3: error: file: no alias (*x); {INSTEAD}"),
        ("persons: !!set {a}", f"1:10: error: file: no tag (!!set); {INSTEAD}"),
        ("a: !!python/object:os.system 1", f"1:4: error: file: no tag (!!python/object:os.system); {INSTEAD}"),
        ("a:\n- b: 1\n  b: 2", "3:3: error: file: YAML or JSON: every key once, not 'b' again"),
        ("? [a]\n: 1", "1:3: error: file: YAML or JSON: a key that is a word, no list or mapping"),
        (
            "a: [1\nb: 2",
            f"2:2: error: file: YAML or JSON: did not find expected ',' or ']' - {UNENDED} at 1:4",
        ),
        ("a: 1\n---\nb: 2", "2:1: error: file: YAML or JSON: but found another document"),
        ("[" * 200_000, f"1:{DEEPEST + 1}: error: file: {TOO_DEEP}"),
        ("- " * 200_000, f"1:{2 * DEEPEST + 1}: error: file: {TOO_DEEP}"),
    ],
)
def test_what_is_no_data_is_refused_with_its_place(text: str | bytes, expected: str, refusal: Refusal) -> None:
    assert refusal(text) == [f"case.yaml:{expected}"]


@pytest.mark.parametrize("text", ["", " \n", "# nothing\n", "a", "- a", "{}", "null"])
def test_a_file_that_holds_no_case_is_told_what_one_is(text: str, refusal: Refusal) -> None:
    assert [problem.partition("error: ")[2] for problem in refusal(text)] == [
        "file: a case file: dataset, version, and lists such as persons: or events:"
    ]


def test_a_byte_order_mark_is_no_part_of_the_data(reading: Callable[[bytes], CaseFile]) -> None:
    assert [c.value for c in reading(b"\xef\xbb\xbfpersons:\n- {uid: person/a, name: A}").claims] == ["A"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("0123", "0123"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("2022-09-26", "2022-09-26"),
        ("0x1F", "0x1F"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("9" * 19, "9" * 19),
        ("9" * 18, 10**18 - 1),
        ("-7", -7),
        ("55.97", 55.97),
        ("true", True),
        ("~", None),
        ("", None),
        (r'"\ud83d\ude00"', "😀"),
        (r'"\\ud83d\\ude00"', r"\ud83d\ude00"),
        (r'"\\\ud83d\ude00"', "\\😀"),
    ],
)
def test_a_value_is_what_it_looks_like_to_a_person(written: str, read: object, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(f"a: {written}")
    value = Document(file).data["a"]
    assert value == read
    assert type(value) is type(read)


def test_keys_are_read_as_they_are_written(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("1: a\n1.0: b\ntrue: c\n~: d\n2022-01-01: e\n<<: f\n")
    assert list(Document(file).data) == ["1", "1.0", "true", "~", "2022-01-01", "<<"]


def test_a_file_that_is_too_large_is_refused_without_being_read(tmp_path: Path) -> None:
    file = tmp_path / "large.yaml"
    with file.open("wb") as sparse:
        sparse.truncate(LARGEST * 100)
    with pytest.raises(InputRefused) as refused:
        Document(file)
    assert str(refused.value.problems[0]).endswith("error: file: at most 32 MiB - split it")


def test_a_folder_or_nothing_in_place_of_a_file_is_said(tmp_path: Path) -> None:
    for path, why in ((tmp_path, "Is a directory"), (tmp_path / "no.yaml", "No such file or directory")):
        with pytest.raises(InputRefused) as refused:
            Document(path)
        assert refused.value.problems[0].expected == f"a file that can be read ({why})"
