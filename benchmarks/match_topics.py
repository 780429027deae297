"""Does more hand-written text help to recognise what a text is about? Measured on lines that were kept apart.

Run:  uv run --group train python -m benchmarks.match_topics
A quarter of the lines of data/matching/topic_examples.jsonl is kept apart, per topic and kind. For each of those the
figure is 1 / place of the right topic among all topics, averaged: 1 is always first. The last lines are stricter (and leave
the vocabulary out): learnt from the first writers and measured on those who came later; learnt without the last writer and
measured on lines of that writer which nothing is learnt from; and the same lines once the others of that writer are learnt.
"""

import json
import random
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from benchmarks.match_train import DATA, Learnt, Sample, example_files, examples, learn, listed, names, topic_numbers

KEPT_APART = 0.25


def split() -> tuple[list[Sample], dict[str, list[Sample]]]:
    """The lines to learn from, and by kind the lines that are kept apart; the same ones every time."""
    number = topic_numbers()
    by_topic: dict[tuple[str, str], list[str]] = defaultdict(list)
    for line in (DATA / "topic_examples.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        by_topic[row["topic"], row["kind"]].append(row["text"])
    learnt: list[Sample] = []
    apart: dict[str, list[Sample]] = defaultdict(list)
    for (topic, kind), texts in sorted(by_topic.items()):
        random.Random(topic).shuffle(texts)  # noqa: S311 a fixed seed, so that runs can be compared
        cut = round(len(texts) * KEPT_APART)
        apart[kind] += [(text, number[topic]) for text in texts[:cut]]
        learnt += [(text, number[topic]) for text in texts[cut:]]
    return learnt, apart


def is_latest(file: Path) -> bool:
    """Whether the lines of a file are by the last writer, of whom one line in six is kept apart for good."""
    return file.name.startswith("everyday")


def by_kind(files: Iterable[Path]) -> dict[str, list[Sample]]:
    """The lines of some files, those that ask and those in which people say something of themselves."""
    number = topic_numbers()
    found: dict[str, list[Sample]] = defaultdict(list)
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found[row["kind"]].append((row["text"], number[row["topic"]]))
    return found


def reciprocal_rank(probabilities: "np.ndarray[tuple[int, int], np.dtype[np.float64]]", right: list[int]) -> float:
    """The mean of 1 / place of the right topic."""
    own = probabilities[np.arange(len(right)), right][:, None]
    return float(np.mean(1 / ((probabilities > own).sum(axis=1) + 1)))


def main() -> None:
    """Print the figures with and without each list of hand-written phrases."""
    lines, apart = split()
    vocabulary, situations = listed("vocabulary.txt", ","), listed("situations.txt", ";")
    print(f"{'learnt from':36}" + "".join(f"{kind:>10}" for kind in sorted(apart)))
    for title, extra in (
        ("examples and names", []),
        ("+ vocabulary", vocabulary),
        ("+ situations", situations),
        ("+ vocabulary and situations", [*vocabulary, *situations]),
    ):
        show(title, learn([*lines, *names(), *extra]), apart)
    first, *later = example_files()
    before = [file for file in (first, *later) if not is_latest(file)]
    kept = by_kind([DATA / "kept_apart.jsonl"])
    for title, files, measured in (
        ("first writers, on later ones", [first], by_kind(before[1:])),
        ("all but the last, on the last", before, kept),
        ("all, on what was kept of the last", [first, *later], kept),
    ):
        own = [sample for file in files for sample in examples(file)]
        show(title, learn([*own, *names(), *situations]), measured)


def show(title: str, model: Learnt, apart: dict[str, list[Sample]]) -> None:
    """Print one line: the figure for each kind."""
    figures = [
        reciprocal_rank(model.probabilities([text for text, _ in rows]), [topic for _, topic in rows])
        for _, rows in sorted(apart.items())
    ]
    print(f"{title:36}" + "".join(f"{figure:10.3f}" for figure in figures), flush=True)


if __name__ == "__main__":
    main()
