"""Writes the names the coach knows, from the lists that faker carries (MIT) and a short list of our own.

Run: uv run --group train python -m tools.coach_names
"""

import importlib
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
OUT = ROOT / "src" / "tekstcoach" / "data"
LOCALES = """
nl_NL nl_BE tr_TR pl_PL fr_FR fr_DZ en_GB en_US de_DE es_ES pt_PT it_IT hu_HU ro_RO hr_HR en_IN sv_SE no_NO
fi_FI en_PK id_ID tw_GH ga_IE lt_LT az_AZ
"""
# Names heard in Dutch schools that those lists lack: Frisian, Surinamese, Moroccan, Somali, Ukrainian.
OWN = ROOT / "data" / "coach" / "own_names.txt"
PREFIXES = "van|de|der|den|ten|ter|te|het|'t|el|al|ben|bin|da|di|la|le"


def _collected(kind: str, locales: list[str]) -> set[str]:
    names: set[str] = set()
    for locale in locales:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in dir(provider):
            if attribute.startswith(kind):
                names.update(getattr(provider, attribute))
    return names


def _plain(names: set[str]) -> list[str]:
    """Single words of two letters or more in Latin script, lower case, sorted."""
    return sorted({name.lower() for name in names if re.fullmatch(r"[A-Za-zÀ-ɏ][\w'-]+", name)})


def main() -> None:
    """Write first and family names, one a line."""
    first = _plain(_collected("first_names", LOCALES.split()) | set(OWN.read_text(encoding="utf-8").split()))
    family = {
        re.sub(rf"^(?:(?:{PREFIXES})\s)+", "", name, flags=re.IGNORECASE)
        for name in _collected("last_names", ["nl_NL", "nl_BE", "tr_TR", "fr_DZ"])
    }
    (OUT / "first_names.txt").write_text("\n".join(first) + "\n", encoding="utf-8")
    (OUT / "family_names.txt").write_text("\n".join(_plain(family)) + "\n", encoding="utf-8")
    print(len(first), "first names,", len(_plain(family)), "family names")


if __name__ == "__main__":
    main()
