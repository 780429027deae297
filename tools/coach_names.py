"""Writes the lexicon of names of the coach from the name lists that faker carries (MIT) and a short list of our own.

Run: uv run --group train python tools/coach_names.py
"""

import importlib
import re
from pathlib import Path

OUT = Path(__file__).parent.parent / "src" / "tekstcoach" / "data"
LOCALES = (
    "nl_NL nl_BE tr_TR pl_PL fr_FR fr_DZ en_GB en_US de_DE es_ES pt_PT it_IT hu_HU ro_RO hr_HR en_IN sv_SE no_NO "
    "fi_FI en_PK id_ID tw_GH ga_IE lt_LT az_AZ"
).split()
# Names heard in Dutch schools that faker's lists lack: Frisian, Surinamese, Antillean, Moroccan, Somali, Ukrainian, new ones.
OWN = """
Aafke Aaltje Abdelhak Adjoa Aicha Aïcha Akke Aleid Amira Amna Anass Anouk Ans Anouar Antje Appie Arwen Asiya Atse Auke Aukje Aya Ayaan Ayman Aysha Ayşe Aysel Baukje Bente Berber
Berend Bilal Boaz Bobbi Boukje Bouke Bram Brahim Brechtje Britt Chaima Chantal Chavella Chelsey Cheyenne Corrie Daan Damian Dani Daniek Danique Dagmar Delano Demi Dewi Dibora Diego
Dieuwke Dilara Dilano Djamilla Djuna Doortje Dounia Douwe Driss Duuk Ebru Eelco Eelke Eef Efe Elif Elin Emre Esmee Esmée Eva Evi Faas Faisal Fadoua Fardau Farah Fatiha Fatma Feike Feline
Femke Fenna Fenne Fien Filip Finn Fleur Floor Floortje Floris Foekje Folkert Fouad Freek Froukje Gerben Gerlof Germaine Gijs Giovanni Gwen Gyan Hafsa Halima Hamza Hanan Hanneke Harm
Harmke Hatice Hidde Hilde Hind Hinke Hylke Ibrahim Ikram Ilias Ilse Imane Imke Inaya Indra Isra Ismail Jaap Jace Jaouad Jaylano Jaylinn Jaydon Jayden Jelle Jelmer Jelte Jens Jesper Jet
Jette Jikke Jip Jikke Jitske Joah Jochem Joep Joost Jorien Jorn Joris Juul Jurre Kaoutar Karima Keano Keesje Khadija Khalid Kjeld Klaas Klaske Lara Latifa Lieke Liesbeth Lies Lina Linde
Lisanne Liv Loek Loes Lotte Luka Luuk Lyana Maartje Maaike Maarten Maas Malak Manon Marciano Mardou Marieke Marije Marijke Marit Marleen Marloes Maud Mehmet Mees Meike Melle Menno
Merel Merijn Mick Miep Mika Mike Mila Milou Minke Mirthe Mo Mohamed Mohammed Moussa Mounir Myrthe Nadia Naomi Nawal Niek Nienke Nikki Noa Noah Noor Noortje Nordin Nour Nynke Omar Oumaima
Oussama Pim Pien Piet Pieter Pleun Puck Quincy Quinten Rachid Rayan Redouan Reinout Renske Rens Renate Rick Ricardo Rik Rianne Riemer Rinske Roan Roel Romy Roos Ruben Ruud Rutger Ryan Saar
Safae Said Salma Sami Samir Sanne Saskia Selin Semih Sem Senna Shanaya Sharon Shaquille Sharella Siebe Siem Sien Sietske Sil Silke Sjoerd Sjors Sjoukje Sofie Soraya Souad Soufiane
Stijn Stef Steyn Storm Suze Svenja Sven Sylvana Taeke Teun Teuntje Teus Thijmen Thijs Thijn Tijn Tijmen Tim Tineke Tjalling Tjitske Tobias Tom Toon Trees Truus Twan Tygo Ties Urwin Vajèn
Vera Vigo Wiebe Wietske Willeke Wout Wouter Xander Xavi Yara Yasin Yasmina Yassin Yassine Yfke Ymke Youssef Younes Yusuf Zakaria Zeynep Zoë Zohra Zineb Oleksandr Oksana Olena Dmytro
Bogdan Daryna Sofiia Maksym Yaroslav Ali Ahmed Abdi Hodan Hibo Fadumo Amaru Rashida Sheila Sherida Priya Ashna Vikash Radjesh Shivani Anil Roshni Rishi Dennis Ronald Sandra
Lidewij Machteld Hester Heleen Marjan Marjolein Mieke Mirjam Monique Natasja Nelleke Petra Rob Ron Rolf Sietse Simone Stefan Sonja Suzanne Sybren Thea Theo Toos Ton Ursula Wendy Wiep Willem Wim Yvonne
Aylin Ilyas Ayoub Yasemin Burak Can Deniz Eymen Yigit Zehra Merve Kübra Büşra Defne Ömer Hüseyin Gül Gülsen Şeyma Çağla Nisa Hira Esila
""".split()
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
    first = _plain(_collected("first_names", list(LOCALES)) | set(OWN))
    family = {
        re.sub(rf"^(?:(?:{PREFIXES})\s)+", "", name, flags=re.IGNORECASE)
        for name in _collected("last_names", ["nl_NL", "nl_BE", "tr_TR", "fr_DZ"])
    }
    (OUT / "first_names.txt").write_text("\n".join(first) + "\n", encoding="utf-8")
    (OUT / "family_names.txt").write_text("\n".join(_plain(family)) + "\n", encoding="utf-8")
    print(len(first), "first names,", len(_plain(family)), "family names")


if __name__ == "__main__":
    main()
