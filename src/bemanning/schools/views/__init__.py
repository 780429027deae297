"""Pages of the schools app."""
