"""Take the files of GraphiQL that ship out of a folder of npm packages, with the licences of all that is in them.

    .venv/bin/python requirements/graphiql/pack.py .venv/graphiql api/web/static/graphiql

The fonts are left out: they are most of the style, and a reader's own do as well.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

SCRIPTS = {
    "react.js": "react/umd/react.production.min.js",
    "react-dom.js": "react-dom/umd/react-dom.production.min.js",
    "graphiql.js": "graphiql/dist/index.umd.js",
}
STYLE = "graphiql/dist/style.css"
_FONT = re.compile(r"@font-face\s*\{[^}]*\}\s*")
_MAP = re.compile(r"\n?//# sourceMappingURL=\S+\n?$")


def pack(packages: Path, into: Path) -> None:
    """Write the files that ship."""
    into.mkdir(parents=True, exist_ok=True)
    for name, path in SCRIPTS.items():
        (into / name).write_text(_MAP.sub("\n", (packages / path).read_text(encoding="utf-8")), encoding="utf-8")
    (into / "graphiql.css").write_text(_FONT.sub("", (packages / STYLE).read_text(encoding="utf-8")), encoding="utf-8")
    (into / "LICENSES.txt").write_text(licences(packages), encoding="utf-8")


def licences(packages: Path) -> str:
    """Return every licence text once, after the packages that it is for."""
    of: dict[str, list[str]] = defaultdict(list)
    for file in sorted([*packages.glob("*/package.json"), *packages.glob("@*/*/package.json")]):
        about = json.loads(file.read_text(encoding="utf-8"))
        texts = sorted(each for each in file.parent.iterdir() if each.name.upper().startswith(("LICENSE", "LICENCE")))
        text = texts[0].read_text(encoding="utf-8").strip() if texts else "(The package has no text of it.)"
        of[text].append(f"{about['name']} {about['version']}: {about['license']}")
    parts = ("\n".join((*names, "", text, "", "-" * 78)) for text, names in sorted(of.items()))
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    pack(Path(sys.argv[1]) / "node_modules", Path(sys.argv[2]))
