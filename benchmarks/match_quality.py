"""How well the matcher finds the right people, beside a plain BM25 baseline.

Run:  uv run python benchmarks/match_quality.py [FOLDER ...]
A folder holds people.jsonl and requests.jsonl as described in data/matching/README.md.
"""

import json
import math
import sys
from collections.abc import Callable
from pathlib import Path

from wievraagik import Index, Profile
from wievraagik.lexical import BM25
from wievraagik.words import STOP_WORDS, stem, words

DATA = Path(__file__).resolve().parents[1] / "data/matching"
Ranking = Callable[[str], list[str]]


def read(path: Path) -> list[dict[str, object]]:
    """The objects of a file with one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def people(folder: Path) -> list[Profile]:
    """The people of a folder as the matcher wants them."""
    rows = read(folder / "people.jsonl")
    return [Profile(str(r["id"]), str(r["role"]), tuple(r["expertise"]), str(r["about"])) for r in rows]  # type: ignore[arg-type]


def baseline(crew: list[Profile]) -> Ranking:
    """BM25 over role, expertise and about with Dutch stems: what a search engine does by itself."""

    def stems(text: str) -> list[str]:
        return [stem(word) for word in words(text) if word not in STOP_WORDS]

    engine = BM25([stems(" ".join([person.role, *person.phrases, person.about])) for person in crew])

    def ranking(text: str) -> list[str]:
        scores = engine.scores(stems(text))
        return [crew[n].id for n in sorted(scores, key=lambda n: (-scores[n], crew[n].id))]

    return ranking


def gain(grades: list[int]) -> float:
    """The discounted gain of grades in order."""
    return sum(grade / math.log2(place + 2) for place, grade in enumerate(grades))


def measure(ranking: Ranking, requests: list[dict[str, object]]) -> tuple[float, float, float]:
    """MRR of the first grade-2 person, recall@3 of grade 2, nDCG@5 with gains 2 and 1."""
    totals = [0.0, 0.0, 0.0]
    for request in requests:
        relevant: dict[str, int] = request["relevant"]  # type: ignore[assignment]
        found = [relevant.get(person, 0) for person in ranking(str(request["text"]))]
        totals[0] += 1 / (found.index(2) + 1) if 2 in found else 0.0
        totals[1] += found[:3].count(2) / list(relevant.values()).count(2)
        totals[2] += gain(found[:5]) / gain(sorted(relevant.values(), reverse=True)[:5])
    mrr, recall, ndcg = (total / len(requests) for total in totals)
    return mrr, recall, ndcg


def main() -> None:
    """Print the figures of every folder."""
    folders = [Path(name) for name in sys.argv[1:]] or [DATA / "school_1", DATA / "school_2"]
    print(f"{'':12}{'':12}{'MRR':>8}{'recall@3':>10}{'nDCG@5':>8}")
    for folder in folders:
        crew, requests = people(folder), read(folder / "requests.jsonl")
        index = Index(crew)

        def matcher(text: str, index: Index = index, most: int = len(crew)) -> list[str]:
            return [found.profile_id for found in index.rank(text, limit=most)]

        for name, ranking in (("BM25", baseline(crew)), ("wievraagik", matcher)):
            mrr, recall, ndcg = measure(ranking, requests)
            print(f"{folder.name:12}{name:12}{mrr:8.3f}{recall:10.3f}{ndcg:8.3f}")


if __name__ == "__main__":
    main()
