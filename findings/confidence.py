"""What each level of confidence means in words: the headline, the level and the words agree.

Source: Lewin, S. et al. (2018). Applying GRADE-CERQual to qualitative evidence synthesis findings.
"""

from __future__ import annotations

from findings.model import Confidence

LIKELY = {
    Confidence.HIGH: "highly likely",
    Confidence.MODERATE: "likely",
    Confidence.LOW: "possible",
    Confidence.VERY_LOW: "not clear",
}
STEPS = {
    Confidence.HIGH: 4,
    Confidence.MODERATE: 3,
    Confidence.LOW: 2,
    Confidence.VERY_LOW: 1,
}


def in_words(level: Confidence) -> str:
    """What the level says about the finding, as a whole sentence."""
    if level is Confidence.VERY_LOW:
        return "It is not clear whether the finding describes what happens."
    return f"It is {LIKELY[level]} that the finding describes what happens."


def wording_advice(headline: str, level: Confidence | None) -> str:
    """What to change in a headline that says more than the level allows; "" if nothing."""
    careful = {"may", "might", "could", "possibly", "perhaps", "seems", "seem", "unclear"}
    if level not in (Confidence.LOW, Confidence.VERY_LOW):
        return ""
    if careful & set(headline.lower().replace(",", " ").replace(".", " ").split()):
        return ""
    return f"With {level} confidence the headline should say “may”: it now reads as certain."
