"""Personal data: the coach beside deduce, which takes identifying words out of Dutch medical texts.

uv run --group train --with deduce python -m benchmarks.coach_deduce
Both read the messages that are kept apart (the coach by a model that learnt without them). Of deduce a message counts
when it marks a person, a number or an address of mail outside the greeting and the closing; places, institutions,
dates and ages by themselves identify nobody here.
"""

from deduce import Deduce

from benchmarks.coach_quality import Pair, untouched
from tekstcoach import Pitfall
from tekstcoach.measure import Tally, tally
from tekstcoach.segments import parse

ITEM = Pitfall.PERSONAL_DATA.value
IDENTIFYING = frozenset(["persoon", "patient", "telefoonnummer", "emailadres", "bsn", "id"])


def marked(reader: Deduce, text: str) -> bool:
    """Whether deduce marks something identifying between greeting and closing."""
    body = parse(text).body()
    found = reader.deidentify(text, disabled={"redactor"}).annotations
    return any(a.tag in IDENTIFYING and body.start <= a.start_char < body.end for a in found)


def line(name: str, told: Tally) -> str:
    """One row of the table in docs/coach.md."""
    return f"| {name} | {told.precision:.2f} | {told.recall:.2f} | {told.f1:.2f} |"


def main() -> None:
    """Print the table: one row for each reader, and how many messages say so."""
    pairs: list[Pair] = untouched()
    reader = Deduce()
    other = [(row["labels"], {ITEM: marked(reader, row["text"])}) for row, _ in pairs]
    own = [(row["labels"], given) for row, given in pairs]
    true = sum(row["labels"][ITEM] for row, _ in pairs)
    print(
        f"{len(pairs)} messages, {true} with personal data\n\n| reader | precision | recall | F1 |\n| --- | --- | --- | --- |"
    )
    print(line("tekstcoach", tally(ITEM, own)))
    print(line("deduce", tally(ITEM, other)))


if __name__ == "__main__":
    main()
