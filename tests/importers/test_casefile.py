"""Every mistake that a case file can have is told with its place, its path, what was expected, and the way out."""

# ruff: noqa: E501  a mistake and what is said of it stand side by side

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.errors import InputRefused
from importers.load import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Refusal = Callable[[str | bytes], list[str]]

PERSON = "persons:\n- uid: person/a\n  name: A\n  "
EVENT = "events:\n- uid: event/a\n  name: A\n  "
PARTIES = "person, group, agency, court, organization, state"
STANDINGS = "a term of standings, like documented, reported, alleged"
CITATION = "a citation: {source: source/..., locator: ..., standing: documented}"
TEXT = "text (in quotes, if it looks like a number, a date or yes/no)"
DATE = "an EDTF date, such as 2022-09-26, 2022-09, 2022-09-26~, [2022-01-28..2022-02-01] or 2022-03/2022-05"
GAP = "an ISO 8601 duration, or at least/at most, such as P7D, P2M, PT1H, P1M/P3M or P1M/.."
SOMEBODYS = "by, standing, sources, attitudes, sensitivity"
FILE_DEFAULTS = "defaults of a file: {sources: {source: source/..., standing: documented}}"
CITED = "{source: source/a, standing: documented}"
TWO = "{source: source/a, standing: documented}, {source: source/b, standing: documented}"
RUN = "{defaults: {kind: arest}, events: [{uid: event/a}"
MARK = "a mark: {source: source/..., section: paragraph 3, statements: 5}"
READ = "reading:\n- {source: source/a, section: paragraph 1, statements: 1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("person: []", "1:1: error: person: a key of a case file, like persons or events - did you mean 'persons'?"),
        ("dataset: a\npersons: x", "2:10: error: persons 'x': a list of persons, each beginning with: - uid:"),
        ("persons: [a]", "1:11: error: persons[0] 'a': an item with a uid, like uid: person/..."),
        ("persons:\n- name: A", "2:3: error: persons[0]: an item with a uid, like uid: person/..."),
        ("persons:\n- uid: Ann", "2:8: error: persons[0].uid 'Ann': a uid: person/ and small letters, digits, dots or hyphens"),
        ("persons:\n- uid: event/a", "2:8: error: persons[0].uid 'event/a': a uid that begins with person/, as all persons do"),
        ("persons:\n- uid: person/a", "2:3: error: persons[0] 'person/a': at least one property or link that says something of it"),
        (f"dataset: 1.5\n{PERSON}", f"1:10: error: dataset '1.5': {TEXT}"),
        (f"version: yes\nversion2: 2\n{PERSON}", "2:1: error: version2: a key of a case file, like persons or events - did you mean 'version'?"),
        (f"{PERSON}nmae: B", "4:3: error: persons[0].nmae: a field of Person - did you mean 'name'?"),
        (f"{PERSON}pseudonym: 7", f"4:14: error: persons[0].pseudonym '7': {TEXT}"),
        (f"{PERSON}pseudonym: [B, [C]]", f"4:18: error: persons[0].pseudonym[1]: {TEXT}"),
        (f"{PERSON}pseudonym: {{value: 7}}", f"4:22: error: persons[0].pseudonym.value '7': {TEXT}"),
        (f"{PERSON}pseudonym: {{text: B, lang: be}}", f"4:24: error: persons[0].pseudonym.lang: one of text, language, {SOMEBODYS} - did you mean 'language'?"),
        (f"{PERSON}pseudonym: {{text: B, language: Be}}", "4:34: error: persons[0].pseudonym.language 'Be': a language code, like ru"),
        (f"{PERSON}birth_date: 26.09.2022", f"4:15: error: persons[0].birth_date '26.09.2022': {DATE}"),
        (f"{PERSON}birth_date: 2023-02-29", f"4:15: error: persons[0].birth_date '2023-02-29': {DATE}"),
        (f"{PERSON}citizen_of: BY", "4:15: error: persons[0].citizen_of 'BY': a uid, like person/yuri-kastsiuk"),
        (f"{PERSON}citizen_of: stat/by", "4:15: error: persons[0].citizen_of 'stat/by': a uid of state - did you mean 'state'?"),
        (f"{PERSON}citizen_of: {{uid: state/by, role: x}}", f"4:31: error: persons[0].citizen_of.role: one of uid, {SOMEBODYS}"),
        (f"{PERSON}relative_of: {{uid: person/b, role: mothr}}", "4:38: error: persons[0].relative_of.role 'mothr': a term of kinship, like relative, parent, mother - did you mean 'mother'?"),
        (f"{PERSON}pseudonym: {{value: B, by: source/a}}", f"4:29: error: persons[0].pseudonym.by 'source/a': a uid of {PARTIES}"),
        (f"{PERSON}pseudonym: {{value: B, standing: sure}}", f"4:35: error: persons[0].pseudonym.standing 'sure': {STANDINGS}"),
        (f"{PERSON}sources: source/a", f"4:12: error: persons[0].sources 'source/a': {CITATION} - name source and standing"),
        (f"{PERSON}sources: [{{source: source/a}}]", f"4:13: error: persons[0].sources[0]: {CITATION} - name standing"),
        (f"{PERSON}sources:", f"4:11: error: persons[0].sources: {CITATION} - name source and standing"),
        (f"{PERSON}sources: {{source: state/by, standing: reported}}", "4:21: error: persons[0].sources.source 'state/by': a uid of source"),
        (f"{PERSON}sources: {{source: source/a, standing: reported, locater: x}}", "4:51: error: persons[0].sources.locater: one of source, locator, standing, quoted_in - did you mean 'locator'?"),
        (f"{PERSON}pseudonym: {{value: B, attitudes: denies}}", "4:36: error: persons[0].pseudonym.attitudes 'denies': a party's attitude: {by: agency/..., attitude: denies, sources: [...]}"),
        (f"{EVENT}kind: arest", "4:9: error: events[0].kind 'arest': a term of event_kinds, like arrest, abduction, disappearance - did you mean 'arrest'?"),
        (f"{EVENT}time: 5 pm", "4:9: error: events[0].time '5 pm': a time of day, like 17:00"),
        (f"{EVENT}follows: {{uid: event/b, gap: 3 days}}", f"4:32: error: events[0].follows.gap '3 days': {GAP}"),
        (f"{EVENT}subject: {{uid: group/a, number: few}}", "4:35: error: events[0].subject.number 'few': a whole number"),
        (f"{EVENT}actors: {{uid: agency/a, on_behalf_of: source/a}}", f"4:41: error: events[0].actors.on_behalf_of 'source/a': a uid of {PARTIES}"),
        (f"{EVENT}follows: event/a", "4:12: error: events[0].follows 'event/a': another item than the one that says so"),
        ("defaults: x", f"1:11: error: defaults 'x': {FILE_DEFAULTS}"),
        ("defaults: {}", f"1:11: error: defaults: {FILE_DEFAULTS}"),
        ("defaults: {source: x}", "1:12: error: defaults.source: sources, as all that a file may have by default - did you mean 'sources'?"),
        (f"defaults: {{sources: {{source: source/a}}}}\n{PERSON}sources: {{locator: x}}", f"1:21: error: defaults.sources: {CITATION} - name standing"),
        (f"defaults: {{sources: {{source: x, standing: documented}}}}\n{PERSON}sources: {{locator: x}}", "1:30: error: defaults.sources.source 'x': a uid, like person/yuri-kastsiuk"),
        (f"defaults: {{sources: [{TWO}]}}\n{PERSON}sources: {{locator: x}}", f"5:12: error: persons[0].sources: {CITATION} - name source and standing"),
        (f"defaults: {{sources: {CITED}}}\n{PERSON}sources: page 1", f"5:12: error: persons[0].sources 'page 1': {CITATION} - name source and standing"),
        ("events: [{defaults: {kind: arrest}}]", "1:10: error: events[0].events: a list of events, each beginning with: - uid:"),
        ("events: [{defaults: {}, events: []}]", "1:21: error: events[0].defaults: what the events of the run have in common: {sources: ..., ...}"),
        ("events: [{defaults: {kind: arest}, events: []}]", "1:28: error: events[0].defaults.kind 'arest': a term of event_kinds, like arrest, abduction, disappearance - did you mean 'arrest'?"),
        (f"events: [{RUN}, {{uid: event/b}}]}}]", "1:28: error: events[0].defaults.kind 'arest': a term of event_kinds, like arrest, abduction, disappearance - did you mean 'arrest'?"),
        ("events: [{defaults: {knid: arrest}, events: [{uid: event/a, name: A}]}]", "1:22: error: events[0].defaults.knid: a field that several events may share - did you mean 'kind'?"),
        ("events: [{defaults: {uid: event/a, kind: arrest}, events: [{uid: event/b}]}]", "1:22: error: events[0].defaults.uid: a field that several events may share"),
        ("events: [{defaults: {kind: arrest}, event: [], events: []}]", "1:37: error: events[0].event: one of defaults, events - did you mean 'events'?"),
        (f"events: [{{defaults: {{kind: arrest}}, events: [{RUN}]}}]}}]", "1:46: error: events[0].events[0]: an item with a uid, like uid: event/..."),
        ("reading: paragraph 1", "1:10: error: reading 'paragraph 1': a list of marks, each beginning with: - source:"),
        ("reading: [paragraph 1]", f"1:11: error: reading[0] 'paragraph 1': {MARK} - name source and section and statements"),
        ("reading: [{source: source/a, section: x}]", f"1:11: error: reading[0]: {MARK} - name statements"),
        (f"{READ}, sectoin: x}}", "2:59: error: reading[0].sectoin: one of source, section, statements, left_out - did you mean 'section'?"),
        ("reading: [{source: state/a, section: x, statements: 1}]", "1:20: error: reading[0].source 'state/a': a uid of source"),
        ("reading: [{source: source/a, section: 4, statements: 1}]", f"1:39: error: reading[0].section '4': {TEXT}"),
        ("reading: [{source: source/a, section: '*', statements: 1}]", "1:39: error: reading[0].section '*': a locator or the beginning of one, like section 4, paragraph 3"),
        ("reading: [{source: source/a, section: x, statements: many}]", "1:54: error: reading[0].statements 'many': a whole number"),
        ("reading: [{source: source/a, section: x, statements: -1}]", "1:54: error: reading[0].statements '-1': how many statements the passage makes: 0 or more"),
        (f"{READ}}}\n- {{source: source/a, section: 'Paragraph 1,', statements: 2}}", "3:31: error: reading[1].section 'Paragraph 1,': a passage of its own; reading[0] has it"),
        (f"{READ}, left_out: x}}", "2:69: error: reading[0].left_out 'x': what is left out, in words of our own: {what: ..., why: ...}"),
        (f"{READ}, left_out: [{{what: x}}]}}", "2:70: error: reading[0].left_out[0]: what is left out, in words of our own: {what: ..., why: ...}"),
        (f"{READ}, left_out: {{what: x, why: 3}}}}", f"2:84: error: reading[0].left_out.why '3': {TEXT}"),
        (f"{READ}, left_out: {{what: x, why: y, who: z}}}}", "2:87: error: reading[0].left_out.who: one of what, why"),
        (f"{READ}, left_out: [{{what: x, why: y}}, {{what: x, why: y}}]}}", "2:69: error: reading[0].left_out '2': no more left out than the 1 statements of the passage"),
    ],
)  # fmt: skip
def test_one_mistake_is_told_once_with_its_place(text: str, expected: str, refusal: Refusal) -> None:
    assert refusal(text) == [f"case.yaml:{expected}"]


def test_all_mistakes_of_a_file_are_told_in_the_order_of_their_places(refusal: Refusal) -> None:
    text = """
events:
- uid: event/a
  kind: arest
  date: soon
- uid: event/b
  follows: {uid: event/a, gap: week}
- uid: event/c
person: []
persons:
- {uid: person/a, nmae: A}
- {uid: person/b, name: A, sources: [{source: source/a}]}
"""
    assert [problem.split(" ")[0] for problem in refusal(text)] == [
        f"case.yaml:{place}:" for place in ("4:9", "5:9", "7:32", "8:3", "9:1", "11:19", "12:38")
    ]


def test_a_mistake_in_an_attitude_is_told_once_however_many_sources_say_it(refusal: Refusal) -> None:
    cited = "{source: source/a, standing: reported}, {source: source/b, standing: reported}"
    problems = refusal(
        f"{PERSON}pseudonym: {{value: B, sources: [{cited}], attitudes: {{by: agency/a, attitude: no}}}}"
    )
    assert len(problems) == 1


def test_a_uid_that_is_declared_twice_is_shown_with_its_first_place(refusal: Refusal, tmp_path: Path) -> None:
    twice = "persons:\n- {uid: person/a, name: A}\n- {uid: person/a, name: B}"
    assert refusal(twice) == [
        f"case.yaml:3:9: error: persons[1].uid 'person/a': a uid of its own; {tmp_path}/case.yaml:2:9 has it already"
    ]


def test_the_mistakes_of_all_files_are_told_together(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("dataset: d\nversion: 1\npersons: x")
    (tmp_path / "b.json").write_text('{"dataset": "d", "version": 2, "persons": [{"uid": "person/a", "name": "A"}]}')
    (tmp_path / "c.yml").write_text("a: [")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputRefused, match="nothing was loaded: 4 problems\n  way out: mend the places") as refused:
        read([tmp_path, tmp_path / "empty"])
    assert {problem.place.file.rpartition("/")[2] for problem in refused.value.problems} == {
        "a.yaml", "b.json", "c.yml", "empty",
    }  # fmt: skip
