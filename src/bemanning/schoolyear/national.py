"""The data of the school year: school holidays by region, public holidays and busy weeks. Read once."""

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from bemanning.schoolyear.advice import Period
from bemanning.schoolyear.calendar import Free
from bemanning.schoolyear.enums import Region

DATA = Path(__file__).parent / "data"
NAMES = {
    "autumn": "Herfstvakantie",
    "christmas": "Kerstvakantie",
    "spring": "Voorjaarsvakantie",
    "may": "Meivakantie",
    "summer": "Zomervakantie",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where the national list comes from and how far it reaches."""

    name: str
    address: str
    last_day: date


@lru_cache(maxsize=1)
def source() -> Source:
    """Where the holidays come from."""
    data = json.loads((DATA / "holidays.json").read_text(encoding="utf-8"))
    return Source(data["source"], data["address"], date.fromisoformat(data["last_day"]))


@lru_cache(maxsize=3)
def school_holidays(region: Region) -> tuple[Free, ...]:
    """The school holidays of a region, in order, with their Dutch names."""
    years = json.loads((DATA / "holidays.json").read_text(encoding="utf-8"))["years"]
    rows = [(key, row[region.value]) for year in years.values() for key, row in year.items()]
    found = (Free(NAMES[key], date.fromisoformat(first), date.fromisoformat(last)) for key, (first, last) in rows)
    return tuple(sorted(found, key=lambda free: free.first))


@lru_cache(maxsize=8)
def public_holidays(year: int) -> tuple[Free, ...]:
    """The public holidays of a year, Good Friday too: most schools are closed then."""
    # Here, and not above: it costs each process 6 MB, and a school without a calendar never needs it.
    import holidays

    days = holidays.country_holidays("NL", years=year, language="nl")
    return tuple(Free(name, day, day) for day, name in sorted(days.items()))


@lru_cache(maxsize=1)
def periods() -> tuple[Period, ...]:
    """The busy weeks that come back each year, by the work that they are about."""
    return tuple(
        Period(
            row["id"],
            _month_day(row["first"]),
            _month_day(row["last"]),
            tuple(row["words"]),
            {"nl": row["nl"], "en": row["en"]},
        )
        for row in json.loads((DATA / "periods.json").read_text(encoding="utf-8"))
    )


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)
