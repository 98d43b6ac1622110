"""Each shipped pattern as the best Cypher that we could write for it by hand, where every event has a day of its own.

It counts choices of events and knows nothing of worlds, parties or sources. An optional step that could be filled in
several ways counts once for each.
"""

from __future__ import annotations

from graph.ontology.vocabulary import scheme

_KINDS = ("arrest", "release", "handover", "ruling", "removal", "movement", "search")
_PRESSING = (
    *("arrest", "custody", "charge", "conviction", "administrative_penalty"),
    *("search", "pressure", "restriction", "removal", "handover"),
)


def _below(*kinds: str) -> list[str]:
    """Return the kinds with all that are narrower."""
    return sorted(frozenset().union(*map(scheme("event_kinds").below, kinds)))


PARAMETERS = {kind: _below(kind) for kind in _KINDS} | {
    "migration": sorted(scheme("grounds").below("migration")),
    "pressing": _below(*_PRESSING),
    "acts": ["administrative_expulsion", "deportation_order", "readmission", "refused_entry"],
}
STATEMENTS = {
    "abduction": "MATCH (:Actor)<-[:SUBJECT]-(e:Event {kind: 'abduction'}) RETURN count(*)",
    "assurance-relied-on": """
        MATCH (d:Event)-[:SUBJECT]->(p:Actor) WHERE d.kind IN $ruling AND (d.ground = 'diplomatic_assurance'
          OR EXISTS { (d)-[:RELIED_ON]->(:Event {kind: 'diplomatic_assurance'}) })
        MATCH (p)<-[:SUBJECT]-(h:Event) WHERE h.kind IN $handover AND h.date_first > d.date_first
        WITH COUNT { (p)<-[:SUBJECT]-(a:Event {kind: 'diplomatic_assurance'}) WHERE a.date_first < d.date_first } AS n
        RETURN sum(CASE n WHEN 0 THEN 1 ELSE n END)""",
    "consented-after-second-detention": """
        MATCH (c:Event {kind: 'consent'})-[:SUBJECT]->(p:Actor)
        MATCH (p)<-[:SUBJECT]-(b:Event) WHERE b.kind IN $arrest AND b.date_first < c.date_first
        MATCH (p)<-[:SUBJECT]-(r:Event) WHERE r.kind IN $release AND r.date_first < b.date_first
        MATCH (p)<-[:SUBJECT]-(a:Event) WHERE a.kind IN $arrest AND a.date_first < r.date_first
        WITH COUNT { (p)<-[:SUBJECT]-(h:Event) WHERE h.kind IN $handover AND h.date_first > c.date_first } AS n
        RETURN sum(CASE n WHEN 0 THEN 1 ELSE n END)""",
    "entry-ban-and-forced-departure": """
        MATCH (b:Event {kind: 'entry_ban'})-[:SUBJECT]->(p:Actor)
        MATCH (p)<-[:SUBJECT]-(d:Event)
        WHERE d.kind IN ['ordered_departure', 'departure_order'] AND d.date_first > b.date_first RETURN count(*)""",
    "extradition-after-refused-asylum": """
        MATCH (f:Event)-[:SUBJECT]->(p:Actor)
        WHERE f.kind IN ['asylum_decision', 'asylum_claim'] AND 'refused' IN f.outcomes
        MATCH (p)<-[:SUBJECT]-(h:Event) WHERE h.kind IN $handover AND h.date_first > f.date_first
        WITH COUNT { (p)<-[:SUBJECT]-(a:Event {kind: 'appeal'}) WHERE f.date_first < a.date_first < h.date_first
          AND any(one IN a.outcomes WHERE one IN ['pending', 'not_heard'])
          AND EXISTS { (a)-[:APPEALS]->(:Event {kind: 'asylum_decision'}) } } AS n
        RETURN sum(CASE n WHEN 0 THEN 1 ELSE n END)""",
    "granted-but-term-expired": """
        MATCH (d:Event {kind: 'extradition_decision'})-[:SUBJECT]->(p:Actor) WHERE 'granted' IN d.outcomes
        MATCH (p)<-[:SUBJECT]-(r:Event) WHERE r.kind IN $release AND r.ground = 'time_limit_expired'
          AND r.date_first > d.date_first RETURN count(*)""",
    "migration-rearrest": """
        MATCH (a:Event)-[:SUBJECT]->(p:Actor) WHERE a.kind IN $arrest AND a.ground IN $migration
        MATCH (p)<-[:SUBJECT]-(r:Event)
        WHERE r.kind IN $release AND r.date_first < a.date_first <= r.date_first + 7
        MATCH (p)<-[:SUBJECT]-(h:Event) WHERE h.kind IN $handover AND h.date_first > a.date_first RETURN count(*)""",
    "no-release-known": """
        MATCH (t:Event)-[:SUBJECT]->(p:Actor) WHERE t.kind IN $handover AND NOT EXISTS {
          (p)<-[:SUBJECT]-(r:Event) WHERE (r.kind IN $release OR r.kind IN $movement OR r.kind = 'death')
            AND r.date_first > t.date_first } RETURN count(*)""",
    "pressure-on-relatives": """
        MATCH (p:Actor)<-[:RELATIVE_OF]-(:Actor)<-[s:SUBJECT]-(e:Event) WHERE e.kind IN $pressing
          AND s.role IN ['target', 'relative_under_pressure'] AND (s.role = 'relative_under_pressure'
            OR e.ground IS NULL OR e.ground = 'personal_tie' OR NOT EXISTS { (e)-[:BY_MEANS_OF]->() }
            OR EXISTS { (e)-[:BY_MEANS_OF]->({kind: 'proxy_pressure'}) }) RETURN count(*)""",
    "raid-then-detention": """
        MATCH (s:Event)-[:SUBJECT]->(o:Organization) WHERE s.kind IN $search
        MATCH (o)<-[:MEMBER_OF]-(:Actor)<-[:SUBJECT]-(a:Event) WHERE a.kind IN $arrest
          AND s.date_first <= a.date_first <= s.date_first + 7 RETURN count(*)""",
    "re-arrested-and-left": """
        MATCH (l:Event)-[:SUBJECT]->(p:Actor) WHERE l.kind IN ['flight', 'ordered_departure']
        MATCH (p)<-[:SUBJECT]-(a:Event) WHERE a.kind IN $arrest AND a.date_first < l.date_first
        MATCH (p)<-[:SUBJECT]-(r:Event) WHERE r.kind IN $release AND r.date_first < a.date_first
          AND NOT EXISTS { (p)<-[:SUBJECT]-(m:Event) WHERE (m.kind IN $movement OR m.kind IN $removal)
            AND r.date_first < m.date_first < a.date_first } RETURN count(*)""",
    "rearrest-at-release": """
        MATCH (d:Event {kind: 'administrative_penalty'})-[:SUBJECT]->(p:Actor) WHERE 'detained' IN d.outcomes
        MATCH (p)<-[:SUBJECT]-(r:Event) WHERE r.kind IN $release AND r.date_first > d.date_first
        MATCH (p)<-[:SUBJECT]-(a:Event)
        WHERE a.kind IN $arrest AND r.date_first < a.date_first <= r.date_first + 1 RETURN count(*)""",
    "removal-under-cover-of-deportation": """
        MATCH (h:Event)-[:SUBJECT]->(p:Actor) WHERE h.kind IN $handover AND h.formal_act IN $acts
        WITH COUNT { (p)<-[:SUBJECT]-(o:Event {kind: 'expulsion_order'}) WHERE o.date_first < h.date_first } AS n
        RETURN sum(CASE n WHEN 0 THEN 1 ELSE n END)""",
    "removed-despite-interim-measures": """
        MATCH (m:Event {kind: 'interim_measures'})-[:SUBJECT]->(p:Actor)
        MATCH (p)<-[:SUBJECT]-(h:Event)
        WHERE (h.kind IN $handover OR h.kind = 'deportation') AND h.date_first > m.date_first RETURN count(*)""",
    "wanted-notice-to-extradition": """
        MATCH (n:Event {kind: 'wanted_notice'})-[:SUBJECT]->(p:Actor)
        MATCH (p)<-[:SUBJECT]-(a:Event) WHERE a.kind IN $arrest AND a.date_first > n.date_first
          AND (a.ground IN ['wanted_notice', 'extradition_request'] OR a.ground IS NULL)
        MATCH (p)<-[:SUBJECT]-(x:Event {kind: 'extradition'}) WHERE x.date_first > a.date_first
        WITH COUNT { (p)<-[:SUBJECT]-(d:Event {kind: 'extradition_decision'})
          WHERE 'granted' IN d.outcomes AND a.date_first < d.date_first < x.date_first } AS n
        RETURN sum(CASE n WHEN 0 THEN 1 ELSE n END)""",
}
