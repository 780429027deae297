"""Primary keys that are known before a row is written and sort by time."""

import os
import time
import uuid


def uuid7() -> uuid.UUID:
    """A UUID of version 7 (RFC 9562): milliseconds, the fraction of a millisecond in 12 bits (section 6.2, method 3),
    then 62 random bits. The time makes indexes compact, and what was made first sorts first, also within a millisecond.
    """
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    random = int.from_bytes(os.urandom(8), "big") >> 2
    return uuid.UUID(int=milliseconds << 80 | 7 << 76 | (rest << 12) // 1_000_000 << 64 | 2 << 62 | random)
