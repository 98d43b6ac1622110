"""The settings: HANDOVER_* variables, or the same names in a file `.env` of the working folder."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated, Any

from platformdirs import user_cache_path, user_data_path
from pydantic import BeforeValidator, Field, SecretStr, StringConstraints, ValidationError, field_validator
from pydantic_settings import BaseSettings, DotEnvSettingsSource, EnvSettingsSource, NoDecode, SettingsConfigDict

from graph.engine import DatabasePlace
from graph.errors import UsageError
from graph.problems import nearest

_PREFIX = "HANDOVER_"
_ENV_FILE = Path(".env")
_DATABASE_URL = re.compile(r"(bolt|neo4j)(\+s|\+ssc)?://\S+")


def _words(value: object) -> object:
    """Split a comma-separated text; anything else is left to the type."""
    return tuple(word.strip() for word in value.split(",") if word.strip()) if isinstance(value, str) else value


def _expanded(value: object) -> object:
    """Write a folder out in full; a user's home that there isn't is a wrong value."""
    try:
        return Path(value).expanduser().absolute() if isinstance(value, str) else value
    except RuntimeError as error:
        raise ValueError from error


_Folder = Annotated[Path, BeforeValidator(_expanded)]
_HostName = Annotated[str, StringConstraints(to_lower=True, pattern=r"^([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])$")]


class Settings(BaseSettings):
    """Every setting, with what is expected of it as its description; environment first, then `.env`."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX,
        env_file=_ENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        dotenv_filtering="only_existing",
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    home: _Folder = Field(user_data_path("handover"), description="the folder where the data lives")
    database_url: SecretStr | None = Field(
        None, description="bolt:// or neo4j://user:password@host:port (+s for TLS); none: the embedded engine"
    )
    neo4j_home: _Folder | None = Field(
        None, description="the folder of an unpacked Neo4j 5.26; none: its files are downloaded once"
    )
    cache: _Folder = Field(user_cache_path("handover"), description="the folder where downloaded files are kept")
    heap: Annotated[str, StringConstraints(pattern="^[1-9][0-9]*[kmgKMG]$")] = Field(
        "512m", description="the memory of the embedded engine, such as 512m or 2g"
    )
    host: str = Field("127.0.0.1", description="an address of this machine; one that others reach needs named tokens")
    port: int = Field(8000, ge=0, le=65535, description="a port number from 0 (any free one) to 65535")
    rate: int = Field(600, ge=1, description="how many requests a minute each named token may make, from 1")
    trusted_documents: _Folder | None = Field(
        None,
        description="a folder of .graphql files, the only operations that are answered; none: all are",
    )
    introspection: bool = Field(True, description="yes or no: whether the server tells its GraphQL schema")
    allowed_hosts: Annotated[tuple[_HostName, ...], NoDecode, BeforeValidator(_words)] = Field(
        (), description="host names without port, separated by commas, that the server may be called by"
    )

    @field_validator("database_url")
    @classmethod
    def _speaks_bolt(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None and not _DATABASE_URL.fullmatch(url.get_secret_value()):
            raise ValueError
        return url

    @property
    def database(self) -> DatabasePlace:
        """Where the graph lives."""
        url = self.database_url.get_secret_value() if self.database_url else None
        return DatabasePlace(self.home, url, self.neo4j_home, self.heap, self.cache)


def load_settings(**given: Any) -> Settings:
    """Return the settings, with `given` (the command line's) above all; UsageError names every wrong one."""
    _refuse_foreign_file()
    try:
        _refuse_unknown()
        return Settings(**given)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{_ENV_FILE.absolute()} can't be read as text.", way_out="correct it, or remove it"
        ) from error
    except ValidationError as error:
        wrong = dict.fromkeys(_wrong(str(each["loc"][0]), each["input"]) for each in error.errors())
        raise UsageError("\n".join(wrong), way_out="correct it where it is set: environment, .env or option") from None


def _refuse_foreign_file() -> None:
    """Refuse settings of somebody else, who could lead this user's data to a database of theirs."""
    if _ENV_FILE.exists() and _ENV_FILE.stat().st_uid not in {0, os.geteuid()}:
        raise UsageError(
            f"{_ENV_FILE.absolute()} belongs to another user, so its settings aren't used.",
            way_out="run handover in a folder of your own",
        )


def _refuse_unknown() -> None:
    known = [f"{_PREFIX}{name.upper()}" for name in Settings.model_fields]
    given = [*EnvSettingsSource(Settings).env_vars, *DotEnvSettingsSource(Settings).env_vars]
    unknown = {name.upper() for name in given if name.upper().startswith(_PREFIX)} - set(known)
    if unknown:
        raise UsageError(
            "\n".join(f"There is no setting {name}; {nearest(name, known)}".rstrip("; ") for name in sorted(unknown)),
            way_out=f"remove it from the environment or .env; settings are {', '.join(known)}",
        )


def _wrong(name: str, value: object) -> str:
    """Say what is wrong with one setting; the value of a secret isn't shown."""
    field = Settings.model_fields[name]
    shown = "what is there" if field.annotation == SecretStr | None else repr(str(value))
    return f"{_PREFIX}{name.upper()}: expected {field.description}, not {shown}."
