"""Writes of the main job: keyword-only, atomic, with an audit row, and mail queued in the same transaction."""
