"""Asks one page again and again over a number of connections, and says how that went as a line of JSON.

    python -m benchmarks.load PORT PATH COOKIE SECONDS CONNECTIONS BODY

An empty BODY is a GET; in another, `{uuid}` becomes a new UUID each time. A process of its own, so that it does not share a lock with anything.
"""

import http.client
import json
import statistics
import sys
import time
from dataclasses import dataclass, field
from threading import Thread
from uuid import uuid4


@dataclass
class Page:
    """What is asked, and how it went."""

    port: int
    path: str
    cookie: str
    body: str = ""
    took: list[float] = field(default_factory=list)
    statuses: set[int] = field(default_factory=set)

    def ask(self, until: float) -> None:
        """Ask over one connection that is kept open."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": self.cookie, "Host": f"localhost:{self.port}"}
        if self.body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        while (begun := time.perf_counter()) < until:
            if self.body:
                connection.request("POST", self.path, self.body.replace("{uuid}", str(uuid4())), headers)
            else:
                connection.request("GET", self.path, headers=headers)
            response = connection.getresponse()
            response.read()
            self.took.append(time.perf_counter() - begun)
            self.statuses.add(response.status)
        connection.close()


def main(words: list[str]) -> None:
    """Ask until the time is over."""
    port, path, cookie, seconds, connections, body = words
    page = Page(int(port), path, cookie, body)
    begun = time.perf_counter()
    threads = [Thread(target=page.ask, args=(begun + float(seconds),)) for _ in range(int(connections))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - begun
    p95 = statistics.quantiles(page.took, n=20)[-1] * 1000
    count = len(page.took)
    print(json.dumps({"count": count, "rps": count / elapsed, "p95": p95, "statuses": sorted(page.statuses)}))


if __name__ == "__main__":
    main(sys.argv[1:])
