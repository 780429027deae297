"""Writes of the schools app. Each takes `by` and `now`, and leaves an audit row."""
