"""The routes of this package; streamlit_app.py mounts them."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from survey.web.answer import home, inside
from survey.web.assets import asset
from survey.web.export import answers_csv
from survey.web.exports import answers_file, codebook_file
from survey.web.invitations import invitation_file
from survey.web.paper import paper
from survey.web.paper_entry import begin, sheet
from survey.web.preview import preview
from survey.web.questionnaire_file import questionnaire_file

routes: list[BaseRoute] = [
    Route("/s/{link}", home, methods=["GET", "POST"]),
    Route("/s/{link}/{place}", inside, methods=["GET", "POST"]),
    Route("/s/assets/{hash}/{name}", asset),
    Route("/s/preview/{instrument}/{version:int}", preview, methods=["GET", "POST"]),
    Route("/survey/answers/{instrument}.csv", answers_csv),
    Route("/survey/exports/{instrument}.{ending}", answers_file),
    Route("/survey/codebooks/{instrument}.{ending}", codebook_file),
    Route("/survey/invitations/{instrument}/{file}", invitation_file),
    Route("/survey/paper/enter/{instrument}", begin, methods=["GET", "POST"]),
    Route("/survey/paper/sheets/{id}", sheet, methods=["GET", "POST"]),
    Route("/survey/paper/{instrument}/{version:int}", paper),
    Route("/survey/questionnaires/{instrument}/{version:int}.xlsx", questionnaire_file),
]
