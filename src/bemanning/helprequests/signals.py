"""What other apps may want to know of a conversation."""

from django.dispatch import Signal

# An answer was written, changed or taken back. Sent inside the transaction, with `message`.
answer_changed = Signal()
