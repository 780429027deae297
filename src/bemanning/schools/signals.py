"""What other apps may want to know of a school."""

from django.dispatch import Signal

# Sent inside the transaction, with `member`, `by` (the membership that ended it) and `now`.
membership_ended = Signal()
