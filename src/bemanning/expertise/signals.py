"""What other apps may want to know of the map."""

from django.dispatch import Signal

# Somebody on the map has no room from now. Sent inside the transaction, with `member`, `until` (a date, or None when
# it is not known) and `now`.
room_ended = Signal()
