"""All that the graph knows of handovers, with who says so, page by page.

    python ask.py [ADDRESS]

It needs `gql[httpx]`, a running `handover serve`, and HANDOVER_HOME to be that server's.
"""

import os
import sys
from pathlib import Path

from gql import Client, gql
from gql.transport.httpx import HTTPXTransport

QUERY = gql("""
query Handovers($after: String) {
  events(where: {kind: {eq: handover}}, orderBy: [{by: date}], first: 10, after: $after) {
    nodes {
      name
      date { edtf }
      subject { nodes { name } }
      citations { source { name } locator standing }
    }
    pageInfo { hasNextPage endCursor }
  }
}
""")

address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000/"
token = Path(os.environ["HANDOVER_HOME"], "token").read_text(encoding="utf-8").strip()
transport = HTTPXTransport(f"{address}graphql", headers={"Authorization": f"Bearer {token}"})
with Client(transport=transport) as asking:
    page = {"hasNextPage": True, "endCursor": None}
    while page["hasNextPage"]:
        found = asking.execute(QUERY, variable_values={"after": page["endCursor"]})["events"]
        for event in found["nodes"]:
            date = event["date"]["edtf"] if event["date"] else "no date"
            whom = ", ".join(each["name"] for each in event["subject"]["nodes"])
            print(f"{date}: {whom}: {event['name']}")
            for where in event["citations"]:
                print(f"    {where['source']['name']}, {where['locator']} ({where['standing']})")
        page = found["pageInfo"]
