"""Reads of the main job. Each returns what a page needs in a fixed number of queries."""
