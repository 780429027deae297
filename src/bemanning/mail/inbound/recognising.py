"""Whether a mail was written by a person, and if not, what it is. Machines say so in headers, or in their subject."""

import re

from bemanning.mail.inbound.message import Kind
from bemanning.mail.inbound.reading import Mail, addresses, header

OURS = "X-Bemanning"  # stands in every mail that we send
_AWAY = re.compile(
    r"^\W*(automatisch antwoord|automatische (?:beantwoording|reactie)|afwezig|niet aanwezig|out of (?:the )?office"
    r"|automatic reply|auto(?:matic)?[- ]?(?:reply|response)|autoreply|vakantie(?:melding|bericht)|abwesenheitsnotiz"
    r"|automatische antwort|r[ée]ponse automatique)\b",
    re.IGNORECASE,
)
_UNDELIVERED = re.compile(
    r"(undeliver|not? delivered|delivery (?:status|has failed|failure)|failure notice|returned mail|mail delivery failed"
    r"|onbestelbaar|niet bezorgd|kan niet worden bezorgd|niet afgeleverd)",
    re.IGNORECASE,
)
_DAEMONS = {"mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon"}
_AUTO_HEADERS = ("X-Autoreply", "X-Autorespond", "X-Autoreply-From", "X-Mail-Autoreply")


def recognise(mail: Mail, hops: int) -> Kind:
    """What this mail is, by its headers. A reply, unless it says otherwise."""
    if mail.get_content_type() == "multipart/report":
        return _report(mail)
    if OURS in mail or "X-Loop" in mail or len(mail.get_all("Received", [])) > hops:
        return Kind.LOOP
    if _from_daemon(mail) and _UNDELIVERED.search(header(mail, "Subject")):
        return Kind.BOUNCE
    if _is_auto_reply(mail):
        return Kind.AUTO_REPLY
    return Kind.LOOP if _is_automatic(mail) else Kind.REPLY


def _report(mail: Mail) -> Kind:
    """A delivery that failed is a bounce; one that is late, and a receipt, need no reaction."""
    if str(mail.get_param("report-type") or "").lower() != "delivery-status":
        return Kind.LOOP
    actions = [str(part.get("Action", "")).strip().lower() for part in mail.walk()]
    return Kind.BOUNCE if "failed" in actions or not any(actions) else Kind.LOOP


def _from_daemon(mail: Mail) -> bool:
    senders = addresses(mail, "From")
    local = senders[0].partition("@")[0] if senders else ""
    return local in _DAEMONS or str(mail.get("Return-Path", "")).strip() == "<>"


def _is_auto_reply(mail: Mail) -> bool:
    submitted = str(mail.get("Auto-Submitted", "no")).strip().lower()
    if submitted.startswith("auto-replied") or any(name in mail for name in _AUTO_HEADERS):
        return True
    return _precedence(mail) == "auto_reply" or bool(_AWAY.match(header(mail, "Subject")))


def _is_automatic(mail: Mail) -> bool:
    submitted = str(mail.get("Auto-Submitted", "no")).strip().lower()
    listed = any(name in mail for name in ("List-Id", "List-Unsubscribe", "List-Post"))
    return submitted.startswith("auto-") or listed or _precedence(mail) in {"bulk", "list", "junk"}


def _precedence(mail: Mail) -> str:
    return str(mail.get("Precedence", "")).strip().lower()
