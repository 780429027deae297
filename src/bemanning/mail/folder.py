"""Mail as files in a folder, one for each mail: for the demo, and for a look without a mail server."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    """Writes .eml files that any mail program opens. A name starts with the moment, so that names sort by time."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write each mail under its final name only when it is whole."""
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for mail in email_messages:
            stamp = datetime.now(tz=UTC).strftime("%Y%m%dT%H%M%S.%f")
            whole = folder / f"{stamp}-{uuid4().hex[:8]}.eml"
            part = whole.with_suffix(".part")
            with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                file.write(mail.message().as_bytes())
            part.rename(whole)
        return len(email_messages)
