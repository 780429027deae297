"""What the writer of a mail added: without the quoted mail, the signature, and what the phone or the office put below.

Dutch mail programs are handled here. Those of other languages are known to mail-parser-reply, whose patterns are used
to find where a quoted mail begins; its own cutting is not, because it loses answers below or between the quotes.
"""

import re
from functools import lru_cache

from mailparser_reply.constants import MAIL_LANGUAGES

_LINE = 600  # characters of a line that the patterns look at
_LANGUAGES = ("en", "de", "fr", "pl", "es", "it")  # beside the Dutch ones below
_READ = 24_000  # characters that the library's patterns look at: their time grows with the square of it
_QUOTED = re.compile(r"^\s{0,3}(?:>|\|\s)")
# "Op do 26 nov 2026 om 10:12 schreef Bemanning <…>:" may stand on two or three lines.
_WROTE = re.compile(
    r"^\W{0,3}(?:Op|On|Am|Le|El|Il|Den|Em)\s.{4,300}?"
    r"(?:schreef|heeft|geschreven|wrote|schrieb|a écrit|escribió|ha scritto|skrev|escreveu)\b.{0,200}:\s*$"
    r"|^\W{0,3}\S.{2,200}\s(?:schreef op|wrote on)\s.{4,200}:\s*$"
    r"|^\W{0,3}.{4,200}\stari(?:hi|hinde).{0,200}(?:yazdı|şunu yazdı)\s*:\s*$",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"^\W{0,3}(?:Op|On|Am|Le)\s|\b(?:schreef op|wrote on)\b|\d{1,2}[:.]\d{2}.*(?:<|tarihinde)", re.IGNORECASE
)
_MOMENT = re.compile(r"\d{1,2}[:.]\d{2}|\b20\d{2}\b|\d{1,2}[-/]\d{1,2}")
_FIELD = re.compile(
    r"^\s*\*{0,2}(Van|Verzonden|Datum|Aan|Onderwerp|CC|From|Sent|Date|To|Subject|Von|Gesendet|An|Betreff)\*{0,2}\s?:\*{0,2}(?:\s|$)",
    re.IGNORECASE,
)
_FIRST_FIELD = re.compile(r"^\s*\*{0,2}(Van|From|Von)\*{0,2}\s?:", re.IGNORECASE)
_DIVIDER = re.compile(
    r"^\s*[-_*]{2,}\s*(?:Oorspronkelijk(?:e)? (?:bericht|e-?mail)|Original Message|Originele bericht|Doorgestuurd bericht"
    r"|Forwarded message|Begin forwarded message)\s*[-_*]*\s*$"
    r"|^\s*(?:Begin doorgestuurd bericht|Begin forwarded message)\s*:\s*$",
    re.IGNORECASE,
)
_RULE = re.compile(r"^\s*_{10,}\s*$")
_SIGNATURE = re.compile(r"^--\s?$|^—\s?$|^_{2}\s?$")
_DEVICE = re.compile(
    r"^\W{0,2}(?:(?:Verstuurd|Verzonden|Gestuurd) (?:vanaf|vanuit|met|via|van)\s.{1,80}"
    r"|Sent (?:from|with|via) (?:my\s|Outlook|Mail\b|Proton|Samsung|Yahoo|an?\s).{0,80}|Get Outlook for .{1,80}"
    r"|Download Outlook (?:voor|for) .{1,80}|Outlook (?:voor|for) (?:iOS|Android|Mac).{0,80}"
    r"|(?:Verzonden|Sent) (?:met|with) .{1,40}|Gönderen: .{1,60}|Von meinem .{1,40} gesendet)\s*$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^\s*(?:(?:met|mvg|m\.v\.g\.?|vriendelijke|hartelijke|warme|lieve|veel)\b[\w\s-]{0,30})?"
    r"(?:groet|groeten|groetjes|mvg|m\.v\.g\.|(?:kind|best|warm) regards|regards|best wishes|sincerely)\s*[,.!]?\s*$",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"^\W*(?:disclaimer\b|dit (?:e-?mail)?bericht (?:\(.{0,40}\) )?(?:is|kan) (?:uitsluitend|alleen|vertrouwelijk|informatie)"
    r"|de informatie in (?:dit|deze) (?:bericht|e-?mail)|denk aan het milieu|this (?:e-?mail|message) (?:is|and any)"
    r"|CAUTION:|LET OP: deze e-?mail komt van buiten)",
    re.IGNORECASE,
)
_BANNER = re.compile(
    r"^\W*(?:let op|waarschuwing|caution|extern|external)\b.{0,60}"
    r"(?:komt van buiten|van buiten de organisatie|externe afzender|outside (?:of )?(?:the|your) organi[sz]ation|external sender)",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"@|www\.|https?:|\b(?:tel|t|m|e|mob)\s?[.:]|\+31|\b0\d{1,3}[\s-]?\d{5,8}\b|\|", re.IGNORECASE)


def said(text: str) -> str:
    """What the writer added in this text. Empty when there is nothing but what was quoted or signed."""
    lines = [line.rstrip() for line in text.split("\n")]
    kept = _without_quotes(_without_banner(lines))
    return _tidy(_without_foot(kept))


def _without_banner(lines: list[str]) -> list[str]:
    """Without the warning that a school's mail server puts on top of mail from outside."""
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    if first == len(lines) or not _BANNER.match(lines[first][:_LINE]):
        return lines
    end = next((at for at in range(first, len(lines)) if not lines[at].strip()), len(lines))
    return lines[end:]


def _without_quotes(lines: list[str]) -> list[str]:
    kept: list[str] = []
    at = 0
    while at < len(lines):
        if _starts_block(lines, at):
            break
        span = _wrote_at(lines, at)
        if span:
            at += span
            quoted = _quoted_after(lines, at)
            if quoted is None:
                break  # what follows carries no marks: it is the quoted mail, to the end
            at = quoted
            kept.append("")
            continue
        if not _QUOTED.match(lines[at]):
            kept.append(lines[at])
        at += 1
    return _as_the_library_sees(kept)


def _starts_block(lines: list[str], at: int) -> bool:
    """Whether Outlook's head of a quoted mail starts here: a divider, or two fields close together."""
    line = lines[at][:_LINE]
    if _DIVIDER.match(line):
        return True
    if _RULE.match(line):
        return any(_FIRST_FIELD.match(later[:_LINE]) for later in lines[at + 1 : at + 4])
    if not _FIRST_FIELD.match(line):
        return False
    names = [found.group(1).lower() for later in lines[at : at + 8] if (found := _FIELD.match(later[:_LINE]))]
    return len(set(names)) >= 3


def _wrote_at(lines: list[str], at: int) -> int:
    """How many lines the sentence "Op … schreef …:" takes here; 0 when it does not stand here."""
    if not _OPENS.search(lines[at][:_LINE]):
        return 0
    for span in (1, 2, 3):
        joined = " ".join(line.strip().lstrip("> ") for line in lines[at : at + span])[: 2 * _LINE]
        # Without a moment in it, it is a sentence of the writer: "Op wat je schreef, zeg ik:".
        if _WROTE.match(joined) and _MOMENT.search(joined):
            return span
    return 0


def _quoted_after(lines: list[str], at: int) -> int | None:
    """Where the quote ends that starts here, or None when its lines carry no marks."""
    while at < len(lines) and not lines[at].strip():
        at += 1
    if at >= len(lines) or not _QUOTED.match(lines[at]):
        return None
    while at < len(lines) and (_QUOTED.match(lines[at]) or not lines[at].strip()):
        at += 1
    return at


@lru_cache(maxsize=1)
def _library() -> re.Pattern[str]:
    # Only the sentence "… wrote:". Its other patterns take two lines such as "Datum: …", "Onderwerp: …", which people
    # write in an answer, for a quoted mail.
    known = [str(MAIL_LANGUAGES[language].get("wrote_header", "")) for language in _LANGUAGES]
    return re.compile("|".join(filter(None, known)), re.MULTILINE | re.IGNORECASE)


def _as_the_library_sees(lines: list[str]) -> list[str]:
    text = "\n".join(line[:_LINE] for line in lines)[:_READ]
    found = _library().search(text)
    if found is None or not text[: found.start()].strip():
        return lines
    return lines[: text.count("\n", 0, found.start())] or lines


def _without_foot(lines: list[str]) -> list[str]:
    for at, line in enumerate(lines):
        short = line[:_LINE]
        if _SIGNATURE.match(short) and any(lines[:at]):
            return lines[:at]
        if _DISCLAIMER.match(short) and any(lines[:at]):
            return _without_foot(lines[:at])
        if _DEVICE.match(short):
            return _without_foot(lines[:at])
    return _without_card(lines)


def _without_card(lines: list[str]) -> list[str]:
    """Keep "Met vriendelijke groet, Karim"; drop the business card below it (function, school, telephone)."""
    written = [at for at, line in enumerate(lines) if line.strip()]
    closings = [at for at in written if _CLOSING.match(lines[at][:_LINE])]
    if not closings:
        return lines
    below = [at for at in written if at > closings[-1]]
    if len(below) < 2 or not any(_CONTACT.search(lines[at][:_LINE]) for at in below[1:]) or len(below) > 15:
        return lines
    return lines[: below[0] + 1]


def _tidy(lines: list[str]) -> str:
    text = "\n".join(lines).strip("\n \t")
    return re.sub(r"\n{3,}", "\n\n", text)
