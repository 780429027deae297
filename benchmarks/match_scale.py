"""How fast the matcher answers with many people, and what it weighs, beside three ordinary search engines.

Run:  DATABASE_URL=postgresql://… uv run --group train python -m benchmarks.match_scale [PEOPLE ...]
Without DATABASE_URL the two lines of PostgreSQL are left out. Each engine runs in a process of its own. People are composed
from the self-descriptions in data/matching/topic_examples.jsonl with a fixed seed, at most DIFFERENT different ones: above
that the time to build is too kind to the matcher, which remembers what it has read, and the answers are not. `cpu p95` is
the time that the process itself worked, without waiting for its turn or for the server of PostgreSQL.
"""

import json
import multiprocessing
import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import psutil
import psycopg

from wievraagik import Index, Profile
from wievraagik.coarse import asked, stored
from wievraagik.words import STOP_WORDS, stem, words

DATA = Path(__file__).resolve().parents[1] / "data/matching"
QUESTIONS = 200
DIFFERENT = 4_000
CANDIDATES = 60  # as bemanning.expertise.nearness has it
Ask = Callable[[str], object]
# How to ask, and how many bytes lie in a file or on the server.
Built = tuple[Ask, Callable[[], int]]

TABLE = "CREATE TABLE match_scale_token (token varchar(60), person integer, weight integer)"
KEY = "CREATE UNIQUE INDEX match_scale_key ON match_scale_token (token, person)"


def crew(size: int) -> list[Profile]:
    """So many people, the same ones every time."""
    rows = _rows("profile")
    chance = random.Random(size)  # noqa: S311 a fixed seed, so that runs can be compared
    different = [
        Profile("", "leerkracht", tuple(chance.sample(rows, 2)), " ".join(chance.sample(rows, 2)))
        for _ in range(min(size, DIFFERENT))
    ]
    people = (different[n % DIFFERENT] for n in range(size))
    return [Profile(f"{n:06}", one.role, one.phrases, one.about) for n, one in enumerate(people)]


def _rows(kind: str) -> list[str]:
    rows = [json.loads(line) for line in (DATA / "topic_examples.jsonl").open(encoding="utf-8")]
    return [row["text"] for row in rows if row["kind"] == kind]


def _stems(text: str) -> list[str]:
    return [stem(word) for word in words(text) if word not in STOP_WORDS]


def _told(person: Profile) -> str:
    return " ".join([person.role, *person.phrases, person.about])


def in_memory(people: Sequence[Profile]) -> Built:
    """The matcher with its index in memory."""
    index = Index(people)
    return index.rank, lambda: 0


def _tokens(people: Sequence[Profile]) -> Iterator[tuple[str, int, int]]:
    known: dict[tuple[tuple[str, ...], str], dict[str, int]] = {}
    for n, person in enumerate(people):
        told = person.phrases, person.about
        if told not in known:
            known[told] = dict(stored(person))
        yield from ((token[:60], n, weight) for token, weight in known[told].items())


def _narrowed(people: Sequence[Profile], run: Callable[[str, Sequence[Any]], list[Any]], mark: str) -> Ask:
    """The matcher behind a database: the same query as bemanning.expertise.nearness, then the ranking."""

    def ask(text: str) -> object:
        wanted = asked(text)
        if not wanted:
            return ()
        weight = " ".join(f"WHEN {mark} THEN {number}" for number in wanted.values())
        chosen = ", ".join([mark] * len(wanted))
        rows = run(
            f"SELECT person, SUM(weight * CASE token {weight} END) AS near FROM match_scale_token "  # noqa: S608
            f"WHERE token IN ({chosen}) GROUP BY person ORDER BY near DESC, person LIMIT {CANDIDATES}",
            [*wanted, *wanted],
        )
        return Index([people[n] for n, _ in rows], only=text).rank(text)

    return ask


def narrowed_sqlite(people: Sequence[Profile]) -> Built:
    """The matcher behind SQLite."""
    file = Path(tempfile.mkdtemp()) / "tokens.sqlite3"
    base = sqlite3.connect(file)
    base.execute(TABLE)
    base.executemany("INSERT INTO match_scale_token VALUES (?, ?, ?)", _tokens(people))
    base.execute(KEY)
    base.commit()
    return _narrowed(people, lambda sql, given: base.execute(sql, given).fetchall(), "?"), lambda: file.stat().st_size


def narrowed_postgresql(people: Sequence[Profile]) -> Built:
    """The matcher behind PostgreSQL."""
    base = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    base.execute("DROP TABLE IF EXISTS match_scale_token")
    base.execute(TABLE)
    with base.cursor().copy("COPY match_scale_token FROM STDIN") as copy:
        for row in _tokens(people):
            copy.write_row(row)
    base.execute(KEY)
    base.execute("ANALYZE match_scale_token")
    return (
        _narrowed(people, lambda sql, given: base.execute(sql, given).fetchall(), "%s"),
        lambda: _size(base, "match_scale_token"),
    )


def _size(base: "psycopg.Connection[tuple[Any, ...]]", table: str) -> int:
    (size,) = base.execute("SELECT pg_total_relation_size(%s::regclass)", [table]).fetchone() or (0,)
    return int(size)


def fts5(people: Sequence[Profile]) -> Built:
    """SQLite FTS5 over stems, any of the words, best first by its own BM25."""
    file = Path(tempfile.mkdtemp()) / "fts.sqlite3"
    base = sqlite3.connect(file)
    base.execute("CREATE VIRTUAL TABLE told USING fts5(stems)")
    base.executemany("INSERT INTO told VALUES (?)", ([" ".join(_stems(_told(one)))] for one in people))
    base.commit()

    def ask(text: str) -> object:
        query = " OR ".join(f'"{one}"' for one in dict.fromkeys(_stems(text))) or '""'
        return base.execute("SELECT rowid FROM told WHERE told MATCH ? ORDER BY rank LIMIT 5", [query]).fetchall()

    return ask, lambda: file.stat().st_size


def full_text(people: Sequence[Profile]) -> Built:
    """PostgreSQL full text with its Dutch dictionary, any of the words, a GIN index."""
    base = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    base.execute("DROP TABLE IF EXISTS match_scale_told")
    base.execute("CREATE TABLE match_scale_told (person integer, told tsvector)")
    base.cursor().executemany(
        "INSERT INTO match_scale_told VALUES (%s, to_tsvector('dutch', %s))",
        ((n, _told(one)) for n, one in enumerate(people)),
    )
    base.execute("CREATE INDEX ON match_scale_told USING gin (told)")
    base.execute("ANALYZE match_scale_told")

    def ask(text: str) -> object:
        return base.execute(
            "SELECT person FROM match_scale_told, "
            "(SELECT replace(plainto_tsquery('dutch', %s)::text, '&', '|')::tsquery AS asked) AS question "
            "WHERE told @@ asked ORDER BY ts_rank(told, asked) DESC, person LIMIT 5",
            [text],
        ).fetchall()

    return ask, lambda: _size(base, "match_scale_told")


def bm25s(people: Sequence[Profile]) -> Built:
    """The library bm25s, over the same stems as FTS5."""
    import bm25s as library

    engine = library.BM25()
    engine.index([_stems(_told(one)) for one in people], show_progress=False)

    def ask(text: str) -> object:
        return engine.retrieve([_stems(text) or [""]], k=5, show_progress=False)

    return ask, lambda: 0


ENGINES = {
    "wievraagik in memory": in_memory,
    "wievraagik + SQLite": narrowed_sqlite,
    "wievraagik + PostgreSQL": narrowed_postgresql,
    "SQLite FTS5": fts5,
    "PostgreSQL full text": full_text,
    "bm25s": bm25s,
}


def run(name: str, size: int) -> None:
    """Print the line of one engine."""
    people, questions = crew(size), random.Random(1).sample(_rows("question"), QUESTIONS)  # noqa: S311
    process = psutil.Process()
    before, start = process.memory_info().rss, time.perf_counter()
    ask, stored_bytes = ENGINES[name](people)
    built = time.perf_counter() - start
    took, worked = [], []
    for question in questions:
        start, cpu = time.perf_counter(), time.process_time()
        ask(question)
        took.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - cpu) * 1000)
    memory, stored_size = (process.memory_info().rss - before) / 1e6, stored_bytes() / 1e6
    p50, p95, cpu = (
        statistics.median(took),
        statistics.quantiles(took, n=20)[-1],
        statistics.quantiles(worked, n=20)[-1],
    )
    print(
        f"{size:>7}  {name:24}{built:9.1f}{p50:9.2f}{p95:9.2f}{cpu:9.2f}{memory:9.0f}{stored_size:9.0f}", flush=True
    )


def main() -> None:
    """A line for each size and engine."""
    heads = ("build s", "p50 ms", "p95 ms", "cpu p95", "MB", "stored")
    print(f"{'people':>7}  {'engine':24}" + "".join(f"{head:>9}" for head in heads))
    apart = multiprocessing.get_context("spawn")
    for size in [int(argument) for argument in sys.argv[1:]] or [1_000, 10_000, 100_000]:
        for name in ENGINES:
            if "PostgreSQL" in name and "DATABASE_URL" not in os.environ:
                continue
            process = apart.Process(target=run, args=(name, size))
            process.start()
            process.join()
            if process.exitcode:
                sys.exit(f"{name} failed with {size} people.")


if __name__ == "__main__":
    main()
