"""Backup and restore of an installation (docs/adr/0006-backup.md).

The database goes in one file, without the keys of people. Those stand in a file of their own, of which only the
newest is kept: whoever is erased today is unreadable in the backup of last week from the next backup on.
"""
