"""The console script `bemanning`: Django's commands and our own, with the right settings."""

import os
import sys


def main() -> None:
    """Run a command, such as `bemanning setup`, `bemanning serve` or `bemanning rotate-key`."""
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if sys.argv[1:3] == ["coach", "report"]:
        sys.argv[1:3] = ["coach_report"]  # reads the database, so it is a command of Django
        command = "coach_report"
    # These two read texts only: they need no settings, no database and no Django, and start at once.
    if command == "coach":
        from tekstcoach.commands import main as coach

        raise SystemExit(coach(sys.argv[2:]))
    if command == "match":
        from wievraagik.commands import main as match

        raise SystemExit(match(sys.argv[2:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bemanning.config.settings")
    if command == "serve":
        from bemanning.config.supervisor import serve

        raise SystemExit(serve(sys.argv[2:]))
    if command == "setup":
        # The settings need what this makes, so it comes before Django.
        from bemanning.config.installation import prepare

        prepare()
    if command == "restore":
        # The secret key may be in the backup; this process needs one to start with.
        from bemanning.config.installation import lend_secret_key

        lend_secret_key()
    if not command.startswith("-"):
        sys.argv[1:2] = [command.replace("-", "_")] if command else []
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
