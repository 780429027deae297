"""What other apps may want to know of a school."""

from django.dispatch import Signal

# Sent inside the transaction, with `member`, `by` (the membership that ended it) and `now`.
membership_ended = Signal()

# Somebody deletes their account, after all memberships ended. Sent inside the transaction, with `user` and `now`:
# every app throws away what it holds in plain words. Sealed words go with the key of the person.
person_erased = Signal()
