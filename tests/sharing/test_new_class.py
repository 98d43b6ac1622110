"""What a later version of the ontology brings is closed in every profile that doesn't name it, else drawn like all."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_new_class_property_and_link_leave_under_no_profile_that_does_not_open_them() -> None:
    words = [sys.executable, "-m", "tests.sharing.new_class"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    shipped = [said for file, said in told.items() if file.startswith(("public", "court", "internal"))]
    assert len(shipped) == 18
    assert not any(shipped)
    for ending in (".svg", ".html", ".gexf", ".graphml", ".json"):
        assert "SU-1" in told[ending]
        assert "flew on" in told[ending]
        assert "SU-1" in told[f"own{ending}"]
    assert "Malady" in told[".json"]
    assert "Malady" in told["own.json"]
