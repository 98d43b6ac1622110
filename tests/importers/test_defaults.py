"""Defaults spare repetition and hide nothing: a file with them claims what the same file written out claims."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers import casefile
from importers.document import Document
from tests.importers.generated import CITATIONS, PATIENT, files
from tests.importers.test_schema import validator

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hypothesis.strategies import DrawFn

    from importers.casefile import CaseFile

HEAD = ("dataset", "version", "defaults", "reading")


@st.composite
def shortened(draw: DrawFn) -> dict[str, Any]:
    """Make up a file whose items come in runs, whose citations leave out what the defaults around them say."""
    written = draw(files()).data
    data: dict[str, Any] = {key: written[key] for key in HEAD if key in written}
    if draw(st.booleans()):
        data["defaults"] = {"sources": draw(CITATIONS)}
    for plural in written.keys() - set(HEAD):
        (whole,) = written[plural]
        prefix = whole["uid"].partition("/")[0]
        data[plural] = []
        for number in range(draw(st.integers(1, 3))):
            some = [
                draw(_part(whole)) | {"uid": f"{prefix}/{number}-{each}"} for each in range(draw(st.integers(1, 2)))
            ]
            common = draw(_part(whole))
            data[plural] += [{"defaults": common, plural: some}] if common else some
    _shorten(draw, data, [])
    return data


def _part(whole: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    fields = st.sets(st.sampled_from(sorted(whole.keys() - {"uid"})))
    # Texts apart: the test shortens and completes what it is given.
    return fields.map(lambda names: json.loads(json.dumps({name: whole[name] for name in sorted(names)})))


def _listed(raw: Any) -> list[Any]:
    return raw if isinstance(raw, list) else [raw]


def _base(around: list[Any], data: dict[str, Any]) -> list[Any]:
    return _listed(data.get("defaults", {}).get("sources", around))


def _shorten(draw: DrawFn, data: Any, around: list[Any]) -> None:
    """Leave out of citations what a single default around them says."""
    within = _base(around, data) if isinstance(data, dict) else around
    for key, value in data.items() if isinstance(data, dict) else enumerate(data if isinstance(data, list) else ()):
        if key == "defaults":
            _shorten(draw, {"sources": value.get("sources", [])}, around)
            _shorten(draw, {name: one for name, one in value.items() if name != "sources"}, within)
        elif key != "sources":
            _shorten(draw, value, within)
        elif len(around) == 1:
            for citation in _listed(value):
                for part in draw(st.sets(st.sampled_from(["source", "standing", "locator"]))):
                    citation.pop(part, None)


def written_out(data: dict[str, Any]) -> dict[str, Any]:
    """Say the same without defaults: what stands in one is copied wherever nothing nearer is said."""
    common = data.get("defaults", {}).get("sources", [])
    whole = {key: value for key, value in data.items() if key != "defaults"}
    for plural in whole.keys() - set(HEAD):
        items: list[Any] = []
        for entry in whole[plural]:
            run: dict[str, Any] = entry if "defaults" in entry else {"defaults": {}, plural: [entry]}
            own = {"sources": run["defaults"]["sources"]} if "sources" in run["defaults"] else {}
            base: list[Any] = _complete(own, _listed(common)).get("sources", _listed(common))
            inherited = {"sources": base} if base else {}
            items += [_complete(run["defaults"] | inherited | item, base) for item in run[plural]]
        whole[plural] = items
    return whole


def _complete(said: Any, base: list[Any]) -> Any:
    """Give each citation that leaves something out what the default citation says, if there is one."""
    if isinstance(said, list):
        return [_complete(each, base) for each in said]
    if not isinstance(said, dict):
        return said
    done = {key: _complete(value, base) for key, value in said.items() if key != "sources"}
    if "sources" in said:
        default = base[0] if len(base) == 1 else {}
        done["sources"] = [
            ({"standing": default["standing"]} if "source" in one and default else default) | one
            for one in _listed(said["sources"])
        ]
    return done


@given(data=shortened())
@settings(PATIENT, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_with_defaults_claims_what_it_claims_written_out(data: dict[str, Any], tmp_path: Path) -> None:
    cases = []
    for text in (data, written_out(data)):
        (tmp_path / "case.json").write_text(json.dumps(text))
        cases.append(casefile.read(Document(tmp_path / "case.json")))
    short, long = cases
    assert {claim.uid for claim in short.claims} == {claim.uid for claim in long.claims}
    assert short.items.keys() == long.items.keys()
    told = [{(problem.value, problem.expected) for problem in case.problems.found} for case in cases]
    assert told[0] == told[1]
    if not short.problems:
        assert [error.json_path for error in validator().iter_errors(data)] == []


SOURCES = "defaults: {sources: {source: source/a, standing: documented, locator: page 1}}\n"


def citations(case: CaseFile) -> set[tuple[str, ...]]:
    assert case.problems.found == []
    return {(c.about, c.field, c.source, c.locator, c.standing, c.quoted_in) for c in case.claims}


def test_a_citation_takes_what_it_leaves_out(reading: Callable[[str], CaseFile]) -> None:
    case = reading(f"""{SOURCES}
persons:
- {{uid: person/a, name: A}}
- {{uid: person/b, name: B, sources: {{locator: page 2}}}}
- {{uid: person/c, name: C, sources: {{standing: alleged, quoted_in: source/b}}}}
- {{uid: person/d, name: {{value: D, sources: [{{source: source/b}}]}}}}
- {{uid: person/e, name: E, sources: []}}
""")
    assert citations(case) == {
        ("person/a", "name", "source/a", "page 1", "documented", ""),
        ("person/b", "name", "source/a", "page 2", "documented", ""),
        ("person/c", "name", "source/a", "page 1", "alleged", "source/b"),
        ("person/d", "name", "source/b", "", "documented", ""),
        ("person/e", "name", "", "", "", ""),
    }


def test_a_run_shares_a_subject_and_an_item_says_otherwise_or_nothing(reading: Callable[[str], CaseFile]) -> None:
    case = reading(f"""{SOURCES}
events:
- defaults: {{subject: {{uid: person/a, role: detainee}}, sources: {{locator: page 3}}}}
  events:
  - {{uid: event/a, kind: arrest, subject: person/b}}
  - {{uid: event/b, kind: arrest, sources: {{locator: page 4}}}}
  - {{uid: event/c, kind: arrest, subject: []}}
  - {{uid: event/d}}
- {{uid: event/e, kind: arrest}}
""")
    assert citations(case) >= {("event/b", "subject", "source/a", "page 4", "documented", "")}
    assert {(c.about, c.target, c.role, c.locator) for c in case.claims if c.field == "subject"} == {
        ("event/a", "person/b", "target", "page 3"),
        ("event/b", "person/a", "detainee", "page 4"),
        ("event/d", "person/a", "detainee", "page 3"),
    }
    assert {c.locator for c in case.claims if c.about == "event/e"} == {"page 1"}
