"""Reading files with one JSON object a line, for the commands that work without a database.

Pure Python that knows neither the coach nor the matcher; both commands read their input with it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any


class WrongInputError(Exception):
    """Input that cannot be read; the message says in Dutch where and why."""


def records(lines: Iterable[str], needed: Mapping[str, type], name: str) -> Iterator[dict[str, Any]]:
    """The objects in order, each with the fields in `needed`; empty lines are passed over.

    `name` is what the file is called in an error. Raises WrongInputError at the first line that does not fit.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise WrongInputError(f"{name}, regel {number}: geen geldige JSON ({error.msg}).") from None
        for field, kind in needed.items():
            if not isinstance(record, dict) or not isinstance(record.get(field), kind):
                raise WrongInputError(f"{name}, regel {number}: het veld '{field}' ontbreekt of klopt niet.")
        yield record
