"""Numbers and addresses that identify a person: mail, phone, BSN, date of birth, street, postcode."""

import re
from collections.abc import Iterator

from tekstcoach.model import Span
from tekstcoach.segments import Message

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PHONE = re.compile(r"(?<![\w+])(?:\+|00)?(?:\d[ .()/-]{0,2}){8,13}\d(?![\w])")
_NINE_DIGITS = re.compile(r"(?<![\d])\d(?:[ .]?\d){8}(?![\d])")
_BSN_WORD = re.compile(r"\b(?:bsn|burgerservicenummer|sofinummer|pgn|persoonsgebonden nummer|onderwijsnummer)\b")
_BIRTH_WORD = re.compile(r"\b(?:geboren|geboortedatum|geb\.?|verjaart|jarig op)\b")
_MONTHS = (
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    r"|jan|feb|mrt|apr|jun|jul|aug|sept?|okt|nov|dec)"
)
_DATE = re.compile(rf"(?<!\d)\d{{1,2}}(?:[-/. ]\d{{1,2}}[-/. ]|[ ]{_MONTHS}\.?[ ])(?:19|20)?\d\d(?!\d)")
_STREET = re.compile(
    r"\b[A-ZÀ-Þ][\w'’-]{1,30}(?:straat|laan|weg|plein|gracht|kade|dijk|pad|hof|singel|steeg|dreef|plantsoen|baan|wal|park|markt)"
    r"[ ]\d{1,4}[ ]?(?:[a-zA-Z](?!\w))?"
)
_POSTCODE = re.compile(r"(?<![\w])[1-9]\d{3}[ ]?(?!SA|SD|SS)[A-Z]{2}(?![\w])")
# How the writer, or a desk, can be reached: told on purpose, so nobody is given away.
_REACHED = re.compile(
    r"(?:\b(?:aanmeld\w*|opgeven|opgave|geef|meld\w*|reageren|reacties|reactie|inschrijv\w*|contact|bereikbaar|informatie|inlichtingen|via"
    r"|tel|telefoon|t|e|e-mail)\b|\b(?:mijn|ons) (?:nummer|telefoonnummer|mailadres|mail|adres)\b|\b(?:bel|mail|app) (?:me|mij|ons)\b"
    r"|\b(?:bel|mail) [\w-]+:|\b(?:kunt|kun|mag) (?:u|je|ge) (?:bellen|mailen|appen)\b|\bof (?:bel|mail)\b"
    r"|\b(?:bel|mail|stuur|zend) (?!jij\b|je\b|jullie\b|u\b)[\w-]+|\bkan (?:het )?naar\b|\b(?:bellen|appen|voicemail)\b"
    r")[^!?\n]{0,70}$"
)
# A line of a card or a signature: names, posts and numbers, and no sentence before or behind.
_CARD_BEFORE = re.compile(r"(?:^|\n)(?:[^\n.!?]|\.(?=[\w ,]))*$")
_CARD_BEHIND = re.compile(r"[^\n!?]{0,80}(?:\n|$)")
_SENTENCE_BEHIND = re.compile(r"[.:] [A-Z]")
_ABOUT_SOMEBODY = re.compile(
    r"\b(?:haar|zijn|hun|moeder|vader|ouders?|leerling|hem|mevrouw|meneer|dhr|mevr)\b(?![^.!?]*[.!?]\s[^.!?]*$)"
)
# Whose house it is; the street of a school or a shop gives nobody away.
_LIVES = re.compile(
    r"\b(?:haar|zijn|hun|de heer|mevrouw|meneer|dhr|mevr|fam(?:ilie)?|\w*gezin|buren|buur(?:man|vrouw|jongen|meisje)|moeder|vader|ouders?|opa|oma|leerling\w*|jongen"
    r"|meisje|kind|zij|hij|ze|woont|wonen|woonachtig|verhuisd?|(?:nieuwe?|nij|thuis|huis)[ ]?adres|adres van)\b"
)
# A box of a desk has one plain word before the sign, and is not kept at a provider of boxes for people.
_PLAIN_BOX = re.compile(r"[a-z]{4,}@(?!(?:gmail|hotmail|outlook|live|ziggo|kpn|icloud|yahoo|home|\w*mail)\b)")
_DESK = re.compile(
    r"(?:info|redactie|administratie|secretariaat|school|scholen|ouders|directie|mr|contact|aanmelden|balie|receptie|bestuur|post)[\w.-]*@"
)
_BEFORE = 100
_LEAST_PHONE_DIGITS, _MOST_PHONE_DIGITS = 10, 13


def identifiers(message: Message) -> Iterator[tuple[Span, str]]:
    """Each identifier in the body of a message with words to put in its place."""
    body = message.body()
    for found in _MAIL.finditer(message.text, body.start, body.end):
        if not _of_a_desk(found.group().lower()) and not _told_on_purpose(message, found.start()):
            yield Span(*found.span()), "het mailadres"
    for found in _PHONE.finditer(message.text, body.start, body.end):
        if _is_phone(found.group()) and not _told_on_purpose(message, found.start()):
            yield Span(*found.span()), "het telefoonnummer"
    yield from _with_word(message, _BSN_WORD, _NINE_DIGITS, "het burgerservicenummer")
    yield from _with_word(message, _BIRTH_WORD, _DATE, "de leeftijd")
    for pattern, instead in ((_STREET, "het adres"), (_POSTCODE, "de postcode")):
        for found in pattern.finditer(message.text, body.start, body.end):
            if _LIVES.search(message.lower, max(body.start, found.start() - _BEFORE), found.end() + _BEFORE // 2):
                yield Span(*found.span()), instead


def _of_a_desk(address: str) -> bool:
    return _DESK.match(address) is not None or _PLAIN_BOX.match(address) is not None


def _told_on_purpose(message: Message, start: int) -> bool:
    """Whether the words before a number or address say that it is the writer's own, or that of a desk."""
    before = message.lower[max(0, start - _BEFORE) : start]
    if _ABOUT_SOMEBODY.search(before) is not None:
        return False
    return _REACHED.search(before) is not None or _on_a_card(message, start, before)


def _on_a_card(message: Message, start: int, before: str) -> bool:
    """Whether a number or address stands on a line that holds no sentence, below the first line."""
    behind = _CARD_BEHIND.match(message.text, start)
    if _CARD_BEFORE.search(before) is None or behind is None or "\n" not in message.text[:start]:
        return False
    return _SENTENCE_BEHIND.search(behind.group()) is None


def _with_word(
    message: Message, word: re.Pattern[str], number: re.Pattern[str], instead: str
) -> Iterator[tuple[Span, str]]:
    """Numbers that say nothing alone: they count in a sentence that names what they are."""
    for sentence in message.sentences:
        if word.search(message.lower, sentence.start, sentence.end):
            for found in number.finditer(message.lower, sentence.start, sentence.end):
                yield Span(*found.span()), instead


def _is_phone(written: str) -> bool:
    """A Dutch number (ten digits from 0), or an international one with its plus or zeros."""
    digits = re.sub(r"\D", "", written)
    if written.startswith(("+", "00")):
        return _LEAST_PHONE_DIGITS <= len(digits) <= _MOST_PHONE_DIGITS + 2
    return len(digits) == _LEAST_PHONE_DIGITS and digits[0] == "0" and digits[1] != "0"
