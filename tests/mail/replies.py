"""What a mail program makes of "reply"."""

from email.message import EmailMessage
from uuid import uuid4


def as_reply_to(mail: EmailMessage, text: str) -> EmailMessage:
    """To Reply-To, from who got it, in the thread, with the mail quoted below."""
    answer = EmailMessage()
    answer["From"], answer["To"] = mail["To"], mail["Reply-To"]
    answer["Subject"] = f"Re: {mail['Subject']}"
    answer["In-Reply-To"], answer["Message-ID"] = mail["Message-ID"], f"<{uuid4()}@mail.example>"
    body = mail.get_body(("plain",))
    assert body is not None
    quote = "\n".join(f"> {line}" for line in body.get_content().splitlines())
    answer.set_content(f"{text}\n\nOp do 26 nov 2026 om 09:58 schreef Bemanning <b@school.example>:\n\n{quote}\n")
    return answer
