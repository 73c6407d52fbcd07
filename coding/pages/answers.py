"""Page: open answers of the survey, coded row by row in a grid."""

from __future__ import annotations

from access.model import Act
from access.pages.parts.look import note, page_header, stay_awake
from access.pages.parts.room import nothing_here
from access.pages.parts.session import guard
from coding.answer_grid import filtered, sorted_by
from coding.pages.answer_grid import answer_grid
from coding.pages.parts.answer_columns import (
    choose_codes,
    choose_columns,
    choose_filter,
    choose_question,
)
from storage.answer_grid import grid_marks, list_grid_columns, list_grid_questions, load_grid
from storage.codebook import list_codes
from storage.database import open_database

account = guard(Act.CODE)
stay_awake()
page_header(
    "Answers",
    "Code open answers of the survey one under the other, beside what else was answered.",
    key="answers",
)
with open_database() as db:
    questions, codes = list_grid_questions(db), list_codes(db)
if not questions or not codes:
    nothing_here(
        "There is no answer to code yet",
        "Open answers stand here once they are brought in and their names are taken out, and once "
        "the codebook has a code. Both begin on the Workbench and the Names out page.",
        "Open the workbench",
        "coding/pages/workbench.py",
        key="answers.empty",
        icon=":material/format_ink_highlighter:",
    )

question = choose_question(questions)
with open_database() as db:
    beside = list_grid_columns(db, question.instrument)
    own, others = grid_marks(db, question.instrument, question.item, account.id)
shown_codes = choose_codes(question, codes, [str(one[4]) for one in own])
columns = choose_columns(question, beside)
with open_database() as db:
    answers = load_grid(db, question.instrument, question.item, columns)
column, values, order = choose_filter(question, answers, {name: beside[name] for name in columns})
rows = sorted_by(filtered(answers, column, values), order)
note(
    f"{len(rows):,} of {len(answers):,} answers. Arrow keys move, space or Enter gives a code to "
    "the whole answer or takes it away, letters find any code, Ctrl Z takes the last act back. "
    "– is a code on a part of the answer, +1 is another coder."
)
answer_grid(
    question.instrument,
    question.item,
    order=[one.source for one in rows],
    columns=[(name, beside[name]) for name in columns],
    codes=shown_codes,
    account=account.id,
    key="answers.grid",
)
