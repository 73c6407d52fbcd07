"""Answers and their codebook in the formats of other programs."""
