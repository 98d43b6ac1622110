"""`python -m graph.embedded.lock [VERSION]` makes `jars.lock` again, with the `mvn` of this machine."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

from graph.embedded.jars import LOCK, engine_version

_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>handover</groupId><artifactId>engine</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{version}</version></dependency>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j-bolt</artifactId><version>{version}</version></dependency>
  </dependencies>
</project>
"""
_COPY = ("-DincludeScope=runtime", "-Dmdep.useRepositoryLayout=true", "-Dmdep.addParentPoms=false")


def main(version: str) -> None:
    """Resolve what the engine needs at run time and write a line for each file."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "pom.xml").write_text(_POM.format(version=version))
        goal = ("dependency:copy-dependencies", *_COPY, f"-DoutputDirectory={folder}/jars")
        subprocess.run(("mvn", "-q", "-B", *goal), cwd=folder, check=True)
        root = Path(folder) / "jars"
        lines = sorted(_line(jar, root) for jar in root.rglob("*.jar"))
    head = "# coordinates, bytes, sha256; made by: python -m graph.embedded.lock\n"
    LOCK.write_text(head + "".join(lines), "ascii")


def _line(jar: Path, root: Path) -> str:
    """`<group with slashes>/<artifact>/<version>/<artifact>-<version>[-<classifier>].jar` as a line."""
    *group, artifact, version, _ = jar.relative_to(root).parts
    classifier = jar.stem.removeprefix(f"{artifact}-{version}").removeprefix("-")
    coordinates = ":".join(filter(None, (".".join(group), artifact, version, classifier)))
    content = jar.read_bytes()
    return f"{coordinates} {len(content)} {hashlib.sha256(content).hexdigest()}\n"


if __name__ == "__main__":
    main(*(sys.argv[1:] or [engine_version()]))
