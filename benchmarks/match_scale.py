"""How fast the matcher answers with many people, and what an index weighs.

Run:  uv run python benchmarks/match_scale.py [PEOPLE ...]
People are composed from the self-descriptions in data/matching/topic_examples.jsonl with a fixed seed.
"""

import json
import random
import statistics
import sys
import time
from pathlib import Path

import psutil

from wievraagik import Index, Profile

DATA = Path(__file__).resolve().parents[1] / "data/matching"
QUESTIONS = 300


def main() -> None:
    """Print a line per size: time to build, median and p95 of an answer, and the growth in memory."""
    rows = [json.loads(line) for line in (DATA / "topic_examples.jsonl").open(encoding="utf-8")]
    own = [row["text"] for row in rows if row["kind"] == "profile"]
    questions = [row["text"] for row in rows if row["kind"] == "question"]
    process = psutil.Process()
    for size in [int(argument) for argument in sys.argv[1:]] or [60, 1_000]:
        chance = random.Random(size)  # noqa: S311 a fixed seed, so that runs can be compared
        crew = [
            Profile(str(n), "leerkracht", tuple(chance.sample(own, 2)), " ".join(chance.sample(own, 2)))
            for n in range(size)
        ]
        before, start = process.memory_info().rss, time.perf_counter()
        index = Index(crew)
        built = time.perf_counter() - start
        took = []
        for question in chance.sample(questions, QUESTIONS):
            start = time.perf_counter()
            index.rank(question)
            took.append((time.perf_counter() - start) * 1000)
        grown = (process.memory_info().rss - before) / 1e6
        p95 = statistics.quantiles(took, n=20)[-1]
        p50 = statistics.median(took)
        print(f"{size} people: built in {built:.1f} s, p50 {p50:.2f} ms, p95 {p95:.2f} ms, {grown:.0f} MB")


if __name__ == "__main__":
    main()
