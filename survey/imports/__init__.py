"""Answers that were collected elsewhere: read, matched with an instrument, and accounted for."""
