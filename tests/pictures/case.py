"""A small case with everything that a picture must show: a denial, a rivalry, a closed name, a day told relatively."""

from __future__ import annotations

from graph.changes.batches import Dataset
from graph.claims.claim import ATTITUDE, Claim

REPORT = {"source": "source/report", "locator": "section 1", "standing": "documented"}
LETTER = {"source": "source/letter", "locator": "page 2", "standing": "alleged", "quoted_in": "source/report"}
SECRET = {"source": "source/file", "standing": "documented", "sensitivity": "restricted"}
DENIED = Claim("event/arrest", "actors", target="agency/unit", role="carried_out", **LETTER)

CLAIMS = (
    Claim("source/report", "name", "Report", source="source/report"),
    Claim("source/report", "held", value=True, source="source/report"),
    Claim("source/report", "published_by", target="organization/publisher", source="source/report"),
    Claim("organization/publisher", "name", "Publisher", **REPORT),
    Claim("source/letter", "name", "Letter", **REPORT),
    Claim("source/file", "name", "File", **REPORT),
    Claim("person/a", "pseudonym", "A.", **REPORT),
    Claim("person/a", "real_name", "Anna Closed", **SECRET),
    Claim("person/lawyer", "name", "Lawyer", **SECRET),
    Claim("agency/service", "name", "Служба безопасности", **REPORT),
    Claim("agency/unit", "name", "A unit", **REPORT),
    Claim("agency/unit", "part_of", target="agency/service", **REPORT),
    Claim("state/x", "name", "X-land", **REPORT),
    Claim("place/far", "name", "Far", **SECRET),
    Claim("place/far", "other_names", "Далёкое", **REPORT),
    Claim("event/arrest", "name", "Arrested", **REPORT),
    Claim("event/arrest", "kind", "abduction", **REPORT),
    Claim("event/arrest", "date", "2022-01-02", **REPORT),
    Claim("event/arrest", "date", "2022-01-05", by="agency/service", **LETTER),
    Claim("event/arrest", "subject", target="person/a", role="target", **REPORT),
    Claim("event/arrest", "actors", target="person/lawyer", role="defended", **SECRET),
    DENIED,
    Claim(DENIED.uid, ATTITUDE, "denies", by="agency/service", **LETTER),
    Claim("event/handover", "name", "Handed over", **REPORT),
    Claim("event/handover", "kind", "handover", **REPORT),
    Claim("event/handover", "date", "2022-03", **REPORT),
    Claim("event/handover", "subject", target="person/a", role="target", **REPORT),
    Claim("event/handover", "to", target="state/x", **REPORT),
    Claim("event/handover", "follows", target="event/arrest", qualifiers='{"gap": "P1M"}', **REPORT),
    Claim("event/handover", "follows", target="event/arrest", qualifiers='{"gap": "P2M"}', **LETTER),
)
DATASET = Dataset("case", "7", CLAIMS)
