"""`bemanning serve` with a fault in it, so that the tests of the supervisor can show that they would notice."""

import os
import sys

from bemanning.config import supervisor


def no_restart() -> None:
    """What died stays dead."""
    look = supervisor.Child.look

    def once(self: supervisor.Child, now: float) -> bool:
        return True if self.start_at else look(self, now)

    supervisor.Child.look = once  # type: ignore[method-assign]
    start = supervisor.Child.start

    def note(self: supervisor.Child) -> None:
        start(self)
        self.start_at = float("inf")

    supervisor.Child.start = note  # type: ignore[method-assign]


def no_lifeline() -> None:
    """The children do not watch whether the supervisor lives."""
    start = supervisor.Child.start

    def deaf(self: supervisor.Child) -> None:
        os.environ.pop("BEMANNING_LIFELINE", None)
        if "--lifeline" in self.command:
            at = self.command.index("--lifeline")
            del self.command[at : at + 2]
        start(self)

    supervisor.Child.start = deaf  # type: ignore[method-assign]


if __name__ == "__main__":
    {"no-restart": no_restart, "no-lifeline": no_lifeline}[sys.argv[1]]()
    os.environ["DJANGO_SETTINGS_MODULE"] = "bemanning.config.settings"
    sys.exit(supervisor.serve(sys.argv[2:]))
