"""Undo and redo: what a questionnaire was before each act, kept as text for one sitting."""

from __future__ import annotations

from dataclasses import dataclass

from survey.model import Instrument, from_json, to_json

DEEPEST = 100  # acts that can be taken back


@dataclass(frozen=True)
class Step:
    """An act in words, and the questionnaire as JSON on the other side of it."""

    act: str
    body: str


@dataclass(frozen=True)
class History:
    """What can be taken back, the newest last, and what can be done again, the next one last."""

    past: tuple[Step, ...] = ()
    future: tuple[Step, ...] = ()


def acted(history: History, act: str, before: Instrument) -> History:
    """The history after an act; what was taken back before it cannot be done again."""
    return History((*history.past, Step(act, to_json(before)))[-DEEPEST:])


def undone(history: History, now: Instrument) -> tuple[History, Instrument]:
    """The questionnaire before the newest act. Only with something in `past`."""
    *past, step = history.past
    future = (*history.future, Step(step.act, to_json(now)))
    return History(tuple(past), future), from_json(step.body)


def redone(history: History, now: Instrument) -> tuple[History, Instrument]:
    """The questionnaire after the act that was taken back last. Only with something in `future`."""
    *future, step = history.future
    past = (*history.past, Step(step.act, to_json(now)))
    return History(past, tuple(future)), from_json(step.body)
