"""HTTP of team questions."""
