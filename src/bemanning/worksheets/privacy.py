"""What the sheets hold of people: nothing."""

from bemanning.core.privacy import Table

TABLES: dict[str, Table] = {}
