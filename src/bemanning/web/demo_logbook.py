"""A year of diary for the leader of the demo school, so that looking back and the plot are alive."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bemanning.helprequests.models import HelpRequest
from bemanning.logbook import demo
from bemanning.schools.models import Membership

TEXTS = Path(__file__).parent / "demo" / "logbook.json"


def load(*, member: Membership, now: datetime) -> None:
    """Fill the logbook of `member`, dated back from `now`; experiments lead to the questions of the demo school."""
    mine = HelpRequest.objects.select_related("key").filter(asker=member)
    requests = {request.opened("subject"): str(request.id) for request in mine}
    rows = json.loads(TEXTS.read_text(encoding="utf-8"))
    demo.fill(owner=member.user, payloads=[_payload(row, requests, now) for row in rows], now=now)


def _payload(row: dict[str, Any], requests: dict[str, str], now: datetime) -> dict[str, Any]:
    moment = now - timedelta(days=row.pop("days_ago"))
    moment = min(now, moment.replace(hour=row.pop("hour"), minute=12)).astimezone(UTC)
    written = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    experiment = row.get("experiment")
    if experiment:
        experiment["request"] = requests[experiment.pop("request_subject")]
    return row | {"written": written, "changed": written}
