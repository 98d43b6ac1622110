"""Whatever the ontology lets a file say is read, and claims exactly that, in YAML as in JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import yaml
from hypothesis import HealthCheck, given, settings

from graph.ontology import registry
from importers import casefile
from importers.document import Document
from tests.importers.generated import PATIENT, Plan, files

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path, text: str) -> casefile.CaseFile:
    path.write_text(text, encoding="utf-8")
    return casefile.read(Document(path))


@given(plan=files())
@settings(PATIENT, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_valid_file_claims_what_it_says_in_either_form(plan: Plan, tmp_path: Path) -> None:
    for case in (
        read(tmp_path / "case.yaml", yaml.safe_dump(plan.data, allow_unicode=True, sort_keys=False)),
        read(tmp_path / "case.json", json.dumps(plan.data)),
        read(tmp_path / "case.json", json.dumps(plan.data, ensure_ascii=False, indent=1)),
    ):
        assert [str(problem) for problem in case.problems.found] == []
        assert set(case.claims) == plan.claims
        assert (case.dataset, case.version) == (plan.data["dataset"], str(plan.data["version"]))
        assert [(mark.source, mark.section) for mark in case.marks] == [
            (mark["source"], mark["section"]) for mark in plan.data["reading"]
        ]
        targets = {claim.target for claim in plan.claims if claim.target}
        assert targets <= case.references.keys()
        assert [*case.items] == [item["uid"] for key in registry.by_plural() for item in plan.data.get(key, ())]
