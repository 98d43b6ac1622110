"""The files for a server, held against their schemas and our rules; no container engine is needed."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.settings import Settings

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]


def lint(*command: str) -> None:
    done = subprocess.run((BIN / command[0], *command[1:]), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("schema", "file"),
    [("compose-spec", "docker-compose.yml"), ("citation-file-format", "CITATION.cff")],
)
def test_file_fits_its_schema(schema: str, file: str) -> None:
    lint("check-jsonschema", "--builtin-schema", f"vendor.{schema}", file)


def test_dockerfile_passes_its_linter() -> None:
    lint("hadolint", "--failure-threshold", "info", "Dockerfile")


@pytest.mark.parametrize("service", SERVICES)
def test_service_is_reached_from_the_server_alone(service: str) -> None:
    settings = SERVICES[service]
    assert all(port.startswith("127.0.0.1:") for port in settings.get("ports", []))
    assert settings.get("network_mode") in {None, "host"}


@pytest.mark.parametrize("service", SERVICES)
def test_service_has_no_password_of_its_own_and_gains_no_privilege(service: str) -> None:
    settings = SERVICES[service]
    secrets = [value for value in settings["environment"].values() if "neo4j" in value]
    assert secrets
    assert all("${NEO4J_PASSWORD:?" in value for value in secrets)
    assert "no-new-privileges:true" in settings["security_opt"]
    assert settings["healthcheck"]["test"]


def test_app_is_given_settings_that_there_are() -> None:
    image = re.findall(r"\b(HANDOVER_\w+)=", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
    known = {f"HANDOVER_{name.upper()}" for name in Settings.model_fields}
    assert {*image, *SERVICES["app"]["environment"]} <= known


def test_the_password_of_the_compose_file_is_no_setting_that_handover_would_refuse() -> None:
    asked = re.findall(r"(?<!\$)\$\{(\w+)", (ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    assert set(asked) == {"NEO4J_PASSWORD"}


def test_app_writes_to_its_volume_alone_and_waits_for_the_database() -> None:
    app = SERVICES["app"]
    assert app["read_only"] is True
    assert app["volumes"] == ["handover:/var/lib/handover"]
    assert app["depends_on"]["neo4j"]["condition"] == "service_healthy"


def test_image_is_built_from_what_the_wheel_needs_and_nothing_else() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    rooms = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    files = [*project["project"]["license-files"], project["project"]["readme"]]
    ignored, *admitted = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert ignored == "*"
    expected = {f"!{name}" for name in (*rooms, *files, "pyproject.toml", "requirements/run.lock")}
    assert set(admitted) == expected | {"**/__pycache__"}
