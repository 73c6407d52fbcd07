"""What every studio page stands in: the look, the charts' theme, escaping, and who is signed in."""
