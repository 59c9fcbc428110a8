"""The year: reporting rounds, evaluation in stages, decisions, and what they changed."""
