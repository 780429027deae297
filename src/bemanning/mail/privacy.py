"""What the outbox holds of people."""

from bemanning.core.privacy import Category, Retention, Table

TABLES = {
    "mail.OutgoingMail": Table(
        Retention.MAIL,
        {
            "id": Category.TECHNICAL,
            "key": Category.SECRET,
            "sealed_version": Category.TECHNICAL,
            "event": Category.TECHNICAL,
            "thread": Category.RELATION,
            "to_address": Category.CONTACT,
            "to_name": Category.IDENTITY,
            "subject": Category.CONTENT,
            "text": Category.CONTENT,
            "html": Category.CONTENT,
            "message_id": Category.TECHNICAL,
            "in_reply_to": Category.TECHNICAL,
            "references": Category.TECHNICAL,
            "composer": Category.TECHNICAL,
            "unsubscribe_url": Category.SECRET,
            "auto_submitted": Category.TECHNICAL,
            "reply_token": Category.SECRET,
            "state": Category.TECHNICAL,
            "created_at": Category.ACTIVITY,
            "due_at": Category.TECHNICAL,
            "lease": Category.TECHNICAL,
            "leased_until": Category.TECHNICAL,
            "attempts": Category.TECHNICAL,
            "last_error": Category.TECHNICAL,
            "sent_at": Category.ACTIVITY,
            "ended_at": Category.ACTIVITY,
        },
        address="to_address",
    ),
    "mail.Reminder": Table(
        Retention.PERSON,
        {
            "id": Category.TECHNICAL,
            "address": Category.CONTACT,
            "thing": Category.TECHNICAL,
            "event": Category.TECHNICAL,
            "at": Category.ACTIVITY,
        },
        address="address",
    ),
    "mail.ReceivedMail": Table(
        Retention.MAIL,
        {
            "id": Category.TECHNICAL,
            "fingerprint": Category.TECHNICAL,
            "kind": Category.TECHNICAL,
            "received_at": Category.TECHNICAL,
        },
    ),
}
