"""A claim: one thing that one source says of one item, and its identity.

Claims are the truth; the properties and edges that readers see are derived from the live ones (see
`graph.claims.derive`). A claim is what it says, not who loaded it: the same statement from two files is one
claim. An attitude (a party denies, disputes, is silent) is a claim about a claim.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.ontology.values import Value

ATTITUDE = "attitude"
"""The field of a claim that is about another claim."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a source says it: `source` and `quoted_in` are uids, the locator finds the sentence within seconds."""

    source: str = ""
    locator: str = ""
    standing: str = ""
    quoted_in: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said: of which item, which property or link, the value or the target, by whom, and where.

    `value` is a property's, `target` and `role` are a link's; `qualifiers` (a language, a gap, how many
    of how many) belong to either. `by` is the uid of the party whose claim it is, "" for the source's own.
    `sensitivity` closes this claim more than the ontology does.
    """

    about: str
    field: str
    value: Value | None = None
    target: str = ""
    role: str = ""
    qualifiers: str = ""
    by: str = ""
    source: str = ""
    locator: str = ""
    standing: str = ""
    quoted_in: str = ""
    sensitivity: str = ""
    uid: str = dataclasses.field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Derive the uid from all that the claim says."""
        said = (
            self.about,
            self.field,
            type(self.value).__name__,
            str(self.value),
            self.target,
            self.role,
            self.qualifiers,
            self.by,
            self.source,
            self.locator,
            self.standing,
            self.quoted_in,
            self.sensitivity,
        )
        # A length before each part keeps two different claims from ever reading the same.
        text = "".join(f"{len(part)}:{part}" for part in said)
        object.__setattr__(self, "uid", f"claim/{blake2b(text.encode(), digest_size=15).hexdigest()}")

    def mentions(self) -> tuple[str, ...]:
        """Return the uids of the items that the claim speaks of, beside the one it is about."""
        return tuple(uid for uid in (self.target, self.by, self.source, self.quoted_in) if uid)

    def as_row(self) -> dict[str, Any]:
        """Return the claim as the properties of its node; what is not said is left out."""
        return {name: said for name in CLAIM_FIELDS if (said := getattr(self, name)) not in ("", None)}


CLAIM_FIELDS = tuple(each.name for each in dataclasses.fields(Claim))


def from_row(row: dict[str, Any]) -> Claim:
    """Return the claim that a node's properties say."""
    return Claim(**{name: row[name] for name in CLAIM_FIELDS if name in row and name != "uid"})


def qualifiers_text(qualifiers: dict[str, Value]) -> str:
    """Return qualifiers in the one form that enters a claim's identity; "" for none."""
    return json.dumps(qualifiers, sort_keys=True, ensure_ascii=False) if qualifiers else ""


def qualifiers_of(claim: Claim) -> dict[str, Any]:
    """Return a claim's qualifiers by name."""
    return dict(json.loads(claim.qualifiers)) if claim.qualifiers else {}
