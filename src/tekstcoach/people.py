"""Finds people who are spoken about: names with what makes them recognisable, and identifiers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain, islice

from tekstcoach.catalogue import words_of
from tekstcoach.identifiers import identifiers
from tekstcoach.model import Context, Span
from tekstcoach.segments import Message

_PREFIX = r"(?:van|de|der|den|ten|ter|te|el|al|ben|bin|von|da|di|la|'t|in)[ ]"
_NAME = re.compile(
    r"(?<![\w@./-])[A-ZÀ-ÞĀ-Ž][\w'’]*+(?:-[A-ZÀ-ÞĀ-Ž]?[\w'’]++)*+"
    rf"(?:[ ](?:{_PREFIX}){{0,3}}[A-ZÀ-ÞĀ-Ž][\w'’-]*+\.?(?![\w])){{0,3}}"
)
_LEVEL = r"(?:[ -]?(?:havo|vwo|vmbo|mavo|gym|tl|kb|bb|gl)(?:[ -]?[a-z\d](?![\w']))?|-?[a-z]{1,2})"
_GROUP = (
    r"(?:groep|klas|gr\.?|unit|leerjaar|h|v|m)?[ ]?-?(?P<year>[1-8])(?:[/-][1-8])?"
    rf"{_LEVEL}?(?![\w])"
)
_OF_GROUP = re.compile(
    rf"[ ]?(?:,? ?(?:uit|van|in|vanuit|komt uit|zit in) (?:de |mijn |jouw |jullie )?|\(|, (?=groep|klas|gr\b)){_GROUP}\)?"
)
_KIN_BEFORE = re.compile(
    r"(?:(?:de|haar|zijn|het|een|die) )?(?P<kin>[\w-]++)(?: en (?:de )?(?P<other>[\w-]++))? "
    r"(?:van (?:die |de kleine |onze )?)?$"
)
_SPEAKS = re.compile(
    r",? (?:zei|zegt|vertelde|vertelt|noemde|tipte|raadde|wees|vond|dacht|meldde|hoorde|keek terug|legt uit|laat zien"
    r"|schreef|stuurt|belt|begrepen|gehoord|vernomen|kreeg ik|heeft (?:een|het|de|nog|hier|daar|al)|neemt|begeleidt) "
)
_AGED = re.compile(r"(?:,| \(|, ?net|is|van)? ?\d{1,2} ?(?:jr|jaar)\b|[ ]\([^)]{0,20}(?:adhd|ass|groep|klas)")
# "mevrouw G. Visser", "meneer De Boer": spoken about, not greeted.
_TITLED = re.compile(
    r"\b(?:[Mm]evrouw|[Mm]eneer|[Dd]e heer|[Mm]evr\.|[Mm]w\.|[Dd]hr\.|[Jj]uf|[Mm]eester) (?:[A-Z]\. ?){0,3}"
    rf"(?:{_PREFIX}){{0,2}}(?:(?:Van|De|Den|Der|Ten|El) ){{0,2}}[A-ZÀ-ÞĀ-Ž][\w'’-]{{1,30}}"
)
# Whom to write to, as at the foot of a call: named on purpose.
_CONTACT = re.compile(
    r"\b(?:contact|aanmelden|informatie|opgeven|opgave|terecht|vragen|melden|inleveren|reacties|reageren|mail)"
    r"[\w ]{0,12} (?:met|bij|via|naar|aan)(?: [\w-]{3,16})? $|\b(?:aanmelden|opgeven|opgave)[\w ]{0,30} (?:bij|via) $|\b(?:in bij|namens) $"
    # A line that lists who is who, or who wrote what is quoted: "Aanwezig: Anton, Roos (notulist)."
    r"|\b(?:contact|redactie|aanwezig|afwezig(?: met bericht)?|rondvraag|notulist|tekst|foto|van|aan|cc|namens [\w ]{2,20}): "
    r"(?:[\w'-]{2,15}(?:,| en) ){0,3}$|\bschreef $|\b(?:mijn naam is|ik ben|ik heet|onder leiding van) (?:juf |meester )?$"
)
# Somebody in a role, as news writes of people; and lists of who was there.
_IN_A_ROLE = re.compile(
    r"\b(?:directeur|rector|burgemeester|wethouder|voorzitter|onderzoeker|auteur|schrijver|spreker|hoogleraar|minister|vragen aan"
    r"|gedeputeerde|orthopedagoog|\w+historicus|afdelingsleider|projectleider|decaan|trainer|voorlichter"
    r"|(?:voorzitter|docente?|leraar|directeur|hoofd|bestuurder) (?:van (?:de|het) )?[\w-]{3,30}"
    r"|aanwezig|afwezig|bestuurder|adviseur|redacteur|consulent|aldus|volgens|wijkagent|leerplichtambtenaar|roostermaker|jeugdarts|\w+coördinator|\w+leider"
    r"|\w+medewerker|winnaar|dichter|presentator|genomineerden|juryleden) $"
)
# The post of somebody, behind the name: "Hanneke van Duin, coördinator vrijwilligers", "Berend Wijers (roostermaker)".
_HOLDS_A_POST = re.compile(
    r",? ?[(|,–-] ?(?:(?:de|het|een|onze|vanuit|van|namens) )?(?:[\w-]{2,20} )?"
    r"[\w-]*(?:coördinator|directeur|voorzitter|secretaris|adviseur|medewerker|medewerkster|leider|leidster|onderzoeker|docente?"
    r"|redacteur|penningmeester|bestuurder|rector|conrector|hoogleraar|lector|projectleider|beleid|trainer|wethouder)\b"
)
# Thanked, welcomed or sent to: named on purpose.
_HONOURED = re.compile(
    r"\b(?:dank(?:zij)?|bedankt|complimenten|felicitaties|gefeliciteerd|applaus) (?:aan |voor )?(?:[\w'’-]{2,15}(?:,| en|,? &) ){0,6}$"
)
# A line that greets or signs, wherever it stands: "Beste Linda, Roel en Fatima,", "Deborah Kwakman | afdelingsleider".
_ASIDE = re.compile(
    r"[ \t]*(?:(?:beste|dag|geachte|lieve|hallo|hoi|ha|hi|hey|aan|van|t\.a\.v\.|cc|groet\w*|namens)\b[^\n.!?]{1,80}[,:!]?[ \t]*(?=\n|$)"
    r"|[^\n.!?|]{2,40} \| [^\n]{2,80}(?=\n|$)|[^\n.!?]{3,40}\n[^\n@]{0,60}(?:@|\d{2}[ -]?\d{5}))",
    re.IGNORECASE,
)
_LONGEST_ASIDE = 130
# What follows a name that is explained rather than called: "Klaas, onze leerkracht van de Roeken", "Fleur, v6".
_EXPLAINED = re.compile(
    r", (?:mijn|onze|de|het|een|net|leerkracht|leraar|docent\w*|leerling|mentor|juf|meester|directeur|[hvm]\d|\d)(?:[ ,]|$)"
)
# The other way round: "mijn adjunct, Dagmar, is ziek".
_EXPLAINS = re.compile(r"\b(?:mijn|onze|ons|de|een) (?:[\w-]{2,20} ){0,2}[\w-]{3,20}, $")
# A name cut to its first letter, as pupils are named: "Selamawit T.", "Sven L. (7b)", "Chayma B."
_CUT_NAME = re.compile(
    r"(?<![\w.])[A-ZÀ-ÞĀ-Ž][\w'’-]{2,20} (?:v\.? ?d?\.? )?[A-Z]\.(?!\w|[ ]?[A-Z]\.)(?:[ ]\([^)]{1,12}\))?"
)
_LETTERED = frozenset(
    [
        "plan",
        "bijlage",
        "variant",
        "optie",
        "scenario",
        "blok",
        "lokaal",
        "gebouw",
        "hal",
        "ingang",
        "zaal",
        "versie",
        "model",
        "type",
        "deel",
    ]
)
# A matter, a family or a post with a name behind it: "de kwestie-Van Loon", "docent Kraaijeveld".
_MATTER = re.compile(
    r"\b(?:(?:[Kk]westie|[Zz]aak|[Cc]asus|[Dd]ossier|[Gg]eval|[Aa]ffaire)[ -]|(?:[Ff]amilie|[Gg]ezin|[Tt]weeling) |(?:[Dd]ie|[Dd]at|[Dd]e|[Hh]et) (?:kleine|jongen|kind|meisje|meiske|dochter|zoon|tweeling) van )"
    rf"(?:{_PREFIX}){{0,2}}(?:(?:Van|De|Den|Der|Ten|El|Al) ){{0,2}}[A-ZÀ-Þ][a-zà-ÿ][\w'’]{{1,30}}(?! \d)"
)
_POST = re.compile(
    rf"\b(?:[Dd]ocente?|[Cc]ollega|[Ll]eerling|[Dd]irecteur|[Ll]eraar|[Ll]erares|[Ll]eerkracht) (?:{_PREFIX}){{0,2}}"
    r"(?:(?:Van|De|Den|Der|Ten|El) ){0,2}[A-ZÀ-Þ][a-zà-ÿ][\w'’-]{2,30}"
)
# The same where nobody writes capitals; the model has to agree.
_SMALL_MATTER = re.compile(
    rf"\b(?:familie|gezin|mevrouw|meneer|mevr|dhr|juf|meester|(?:de |die )(?:jongen|kleine|dochter|zoon|pa|ma|moeder|vader) van)"
    rf" (?:{_PREFIX}){{0,2}}[^\W\d_][\w'’-]{{2,30}}"
)
_SMALL_NAME = re.compile(r"(?<![\w@./-])[^\W\d_]{3,14}(?![\w@/-])")
_INSTITUTION = re.compile(r"(?:school|college|lyceum|gymnasium|stichting|scholen|instituut|pabo)\b")
_POSSESSIVE = re.compile(r"(?:['’]s|s['’]?)$")
_STRONG = 3
_ENOUGH = 3
MAYBE = 2
# Names weighed in one text: more is no request, and the time stays bounded.
_MOST_NAMES = 100
# How far the model must be over its threshold for a name with little around it (False) and with enough (True).
_AGREES = {False: -0.5, True: -1.5}
# The same for somebody named with a post: most are named on purpose.
_OF_A_POST = 0.8


@dataclass(frozen=True, slots=True)
class Mention:
    """Words by which somebody can be recognised, and a proposal that says the same without."""

    span: Span
    instead: str
    certain: bool = True
    needs: float = 0.0


@cache
def _names(kind: str) -> frozenset[str]:
    text = (files("tekstcoach") / "data" / f"{kind}_names.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


def find_people(message: Message, context: Context, least: int = _ENOUGH) -> tuple[Mention, ...]:
    """Everybody and everything that identifies a person who is spoken about, in order of the text.

    With `least` at `MAYBE` names come too that only the rest of the message can make a person spoken about.
    """
    known = known_names(context)
    found = [
        *(Mention(span, instead) for span, instead in identifiers(message)),
        *(Mention(Span(*match.span()), instead) for match, instead in _cut_names(message, known)),
        *_named(message, known, least),
        *_titled(message, known, least),
        *_without_capitals(message, known, least),
    ]
    return _apart(found)


def known_names(context: Context) -> frozenset[str]:
    """The parts of the names that the context tells, in lower case."""
    names = (*context.recipients, *context.staff, context.writer)
    return frozenset(part.lower() for name in names for part in name.split() if len(part) > 1)


def _apart(mentions: list[Mention]) -> tuple[Mention, ...]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.end)):
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return tuple(kept)


def _named(message: Message, known: frozenset[str], least: int) -> Iterator[Mention]:
    body = message.body()
    for found in islice(_NAME.finditer(message.text, body.start, body.end), _MOST_NAMES):
        if _in_an_aside(message, found.start()):
            continue
        candidate = _Candidate.read(message, found)
        weight = candidate.weight(known) if candidate is not None else 0
        if candidate is not None and weight >= least:
            certain = weight >= _STRONG and bool(candidate.kin() or candidate.group() or candidate.aged())
            yield Mention(candidate.span(), candidate.instead(), certain, _AGREES[weight >= _ENOUGH])


def _in_an_aside(message: Message, position: int) -> bool:
    """Whether a position is on a line that greets or signs."""
    line = message.text.rfind("\n", max(0, position - _LONGEST_ASIDE), position) + 1
    found = _ASIDE.match(message.text, line) if line or position < _LONGEST_ASIDE else None
    return found is not None and found.end() > position


def _cut_names(message: Message, known: frozenset[str]) -> Iterator[tuple[re.Match[str], str]]:
    """Names that are cut short on purpose, and names that a matter or a family goes by."""
    body = message.body()
    plain = words_of("personal_data", "also_words")
    for found in islice(_CUT_NAME.finditer(message.text, body.start, body.end), _MOST_NAMES):
        first = found.group().partition(" ")[0].lower()
        if first not in plain and first not in known and first not in _LETTERED:
            yield found, "iemand"
    for found in islice(_MATTER.finditer(message.text, body.start, body.end), _MOST_NAMES):
        if not known.intersection(re.split(r"[ -]", found.group().lower())):
            yield found, "iemand"


def _without_capitals(message: Message, known: frozenset[str], least: int) -> Iterator[Mention]:
    """Names in a message that has no capital at all, as when it was spoken: only known first names count."""
    body = message.body()
    if message.text != message.lower:
        return
    plain = words_of("personal_data", "also_words")
    if least == MAYBE:
        for found in islice(_SMALL_MATTER.finditer(message.lower, body.start, body.end), _MOST_NAMES):
            last = found.group().rpartition(" ")[2]
            if last not in _everyday() and last not in plain and last not in known:
                yield Mention(Span(*found.span()), "iemand", False, _AGREES[False])
    for found in islice(_SMALL_NAME.finditer(message.lower, body.start + 1, body.end), _MOST_NAMES * 10):
        word = found.group()
        if word in plain or word not in _names("first") or word in _everyday():
            continue
        candidate = _Candidate(message, *found.span(), (word,), opens=False)
        weight = candidate.weight(known)
        certain = bool(weight and (candidate.kin() or candidate.group()))
        if certain or (weight > MAYBE and least == MAYBE):
            yield Mention(candidate.span(), candidate.instead(), certain, _AGREES[False])


@cache
def _everyday() -> frozenset[str]:
    """Words that say something in a request, whatever their capital would make of them."""
    kinds = (
        ("specific", "generic"),
        ("specific", "function"),
        ("personal_data", "sensitive"),
        ("personal_data", "pupil"),
    )
    return frozenset().union(*(words_of(rule, kind) for rule, kind in (*kinds, ("personal_data", "kin"))))


def _titled(message: Message, known: frozenset[str], least: int) -> Iterator[Mention]:
    """People with a title or a post: certain beside tender words, likely elsewhere."""
    body = message.body()
    titles = _TITLED.finditer(message.text, body.start, body.end)
    for found in islice(chain(titles, _POST.finditer(message.text, body.start, body.end)), _MOST_NAMES):
        needs = _OF_A_POST if found.re is _POST else _AGREES[False]
        sentence = message.sentence_at(found.start())
        around = message.lower[max(sentence.start, found.start() - 250) : min(sentence.end, found.end() + 250)]
        tender = bool(set(re.findall(r"[\w-]+", around)) & words_of("personal_data", "sensitive"))
        spoken_to = sentence.start == found.start() and message.lower[found.end() : found.end() + 1] == ","
        if spoken_to or (found.group().split()[-1].lower() in known and not tender):
            continue
        if tender or least == MAYBE:
            yield Mention(Span(*found.span()), "iemand", tender, needs)


def tells_of_somebody(message: Message, sentence: Span) -> bool:
    """Whether a sentence speaks of a pupil, a relative or something tender."""
    words = _words(message, sentence)
    return any(words & words_of("personal_data", kind) for kind in ("pupil", "kin", "sensitive"))


def names_the_known(message: Message, context: Context) -> bool:
    """Whether a message names somebody the coach was told about."""
    return not known_names(context).isdisjoint(_words(message, message.body()))


def _words(message: Message, span: Span) -> frozenset[str]:
    return frozenset(re.findall(r"[\w-]+", message.lower[span.start : span.end]))


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A capitalised word or two, with what stands around it."""

    message: Message
    start: int
    end: int
    words: tuple[str, ...]
    opens: bool

    @classmethod
    def read(cls, message: Message, found: re.Match[str]) -> "_Candidate | None":
        start, end = found.span()
        words = tuple(found.group().split())
        opens = message.sentence_at(start).start == start
        if opens and len(words) > 1 and not is_first_name(words[0]):
            start += len(words[0]) + 1  # "Gisteren Finn", "De Boer": the sentence opens with a plain word
            words, opens = words[1:], False
        if not words or not words[0][:1].isupper() or _INSTITUTION.search(message.lower, start, end):
            return None
        return cls(message, start, end, words, opens)

    def before(self) -> str:
        return self.message.lower[max(0, self.start - 45) : self.start]

    def after(self) -> str:
        return self.message.lower[self.end : self.end + 40]

    def kin(self) -> re.Match[str] | None:
        match = _KIN_BEFORE.search(self.before())
        if match is None:
            return None
        kin = words_of("personal_data", "kin")
        return match if match["kin"] in kin or (match["other"] or "") in kin else None

    def group(self) -> re.Match[str] | None:
        return _OF_GROUP.match(self.after())

    def aged(self) -> bool:
        """Whether the age of the person is told."""
        return _AGED.match(self.after()) is not None

    def around(self) -> str:
        """The sentence, of a very long one the part near the name."""
        span = self.message.sentence_at(self.start)
        return self.message.lower[max(span.start, self.start - 250) : min(span.end, self.end + 250)]

    def weight(self, known: frozenset[str]) -> int:
        """How sure it is that a person is recognisable here; `_ENOUGH` alarms."""
        likely = self._likely_name()
        if self.kin() or self.group():
            first = self.words[0].lower()
            odd = first in words_of("personal_data", "also_words") or first in _everyday() or len(first) < 3
            opener = self.opens and (self.kin() or self.after().startswith(" van"))
            return _STRONG if likely or not (odd or opener) else 0
        aged = self.aged()
        if not likely or (self._addressed() and not aged) or self._named_on_purpose():
            return 0
        words = set(re.findall(r"[\w-]+", self.around()))
        tender = bool(words & words_of("personal_data", "sensitive"))
        if self.words[0].lower() in known:
            return _STRONG if tender else 0
        full = len(self.words) > 1
        pupil = bool(words & words_of("personal_data", "pupil"))
        given = self.before().rstrip().rpartition(" ")[2] in words_of("personal_data", "given")
        return likely + full + tender + pupil + given + aged

    def _named_on_purpose(self) -> bool:
        """Named as the one who speaks, whom to write to, or who holds a post."""
        before, after = self.before(), self.after()
        if _SPEAKS.match(after) or _CONTACT.search(before) or _IN_A_ROLE.search(before):
            return True
        return bool(_HOLDS_A_POST.match(after) or _HONOURED.search(before))

    def _likely_name(self) -> int:
        first = _POSSESSIVE.sub("", self.words[0])
        plain = first.lower() in words_of("personal_data", "also_words")
        if is_first_name(self.words[0]) and not plain:
            return 2
        family = len(self.words) > 1 and self.words[-1].lower().strip(".") in _names("family")
        return 1 if family or (not self.opens and plain and is_first_name(first)) else 0

    def _addressed(self) -> bool:
        """Spoken to: at the opening of a sentence or after a comma, with a comma or end behind it."""
        if _EXPLAINED.match(self.after()) or _EXPLAINS.search(self.before()):
            return False
        before, after = self.before().rstrip(), self.after()
        ends = after[:1] in {",", "!", "?", ""} or after[:1] == "."
        return (self.opens and after[:1] == ",") or (before.endswith(",") and ends)

    def span(self) -> Span:
        start, end = self.start, self.end
        kin, group = self.kin(), self.group()
        if kin:
            start -= len(self.before()) - kin.start()
        if group:
            end += group.end()
        return Span(start, end)

    def instead(self) -> str:
        kin, group = self.kin(), self.group()
        if kin:
            return _PARENT.get(kin["kin"], "iemand uit het gezin van een leerling")
        if group:
            return f"een leerling uit de {_part_of_school(group)}"
        words = set(re.findall(r"[\w-]+", self.around()))
        return "een leerling" if words & words_of("personal_data", "pupil") else "iemand"


_PARENT = {
    "moeder": "een ouder",
    "vader": "een ouder",
    "ouders": "de ouders van een leerling",
    "familie": "een gezin",
    "gezin": "een gezin",
}


def _part_of_school(group: re.Match[str]) -> str:
    year = int(group["year"])
    if "groep" in group.group() or "gr" in group.group():
        return "onderbouw" if year <= 3 else "middenbouw" if year <= 6 else "bovenbouw"
    return "onderbouw" if year <= 3 else "bovenbouw"


def is_first_name(word: str) -> bool:
    """Whether a word, perhaps with a possessive s, is a first name heard in Dutch schools."""
    lower = word.lower().replace("’", "'")
    names = _names("first")
    return lower in names or _POSSESSIVE.sub("", lower) in names or lower.partition("-")[0] in names
