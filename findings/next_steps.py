"""Where the study stands and what to do next: rules over counts; no database is known here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from access.model import Act


@dataclass(frozen=True)
class Standing:
    """Counts of everything the study has so far."""

    n_draft_instruments: int = 0  # never published
    n_published_instruments: int = 0
    n_responses: int = 0  # submitted
    n_drafts: int = 0  # begun and not sent
    n_open_answers_waiting: int = 0  # written answers that are not in the library yet
    n_interviews: int = 0
    n_open_answers: int = 0  # sources that are open survey answers
    n_organisations: int = 0
    n_unassigned: int = 0  # interviews without a participant
    n_without_consent: int = 0  # participants who speak in a text and have agreed to nothing yet
    n_uncoded: int = 0
    n_coded_once: int = 0
    n_coded_twice: int = 0  # by two coders or more
    n_names_in: int = 0  # interviews whose names are not out yet
    n_not_codable: int = 0  # and among them those that nobody can code before they are
    n_names_to_decide: int = 0  # texts of any kind that wait for their first reader
    n_names_to_confirm: int = 0  # and those that somebody else has signed off
    n_rounds: int = 0  # of coding, open or closed
    n_texts_of_round: int = 0  # that this account has to finish in open rounds
    n_rounds_to_close: int = 0  # open, and every coder has finished every text
    n_codes: int = 0
    n_segments: int = 0
    n_codes_without_theme: int = 0  # used codes
    n_themes: int = 0
    n_findings: int = 0
    n_draft_findings: int = 0
    n_in_review: int = 0
    n_accepted: int = 0
    n_set_aside: int = 0
    n_to_accept: int = 0  # in review and written by somebody else
    n_accepted_not_told: int = 0  # accepted findings that no story holds
    n_releases: int = 0
    n_events: int = 0  # of the record

    @property
    def is_empty(self) -> bool:
        """True on the first day: no questionnaire, no transcript, no code."""
        return not (
            self.n_draft_instruments + self.n_published_instruments + self.n_interviews
            or self.n_codes
        )


@dataclass(frozen=True)
class Step:
    """One thing to do: what, why now, the page where it is done and what one must be allowed."""

    title: str
    why: str
    action: str
    page: str
    act: Act


def next_steps(now: Standing) -> list[Step]:
    """What waits, the most useful first; what blocks other people comes before what can wait."""
    return [step for rule in _RULES if (step := rule(now))]


def count_of(n: int, one: str, many: str = "") -> str:
    """1 finding, 2 findings."""
    return f"{n} {one if n == 1 else many or one + 's'}"


def _accept(now: Standing) -> Step | None:
    if not now.n_to_accept:
        return None
    return Step(
        f"Read {count_of(now.n_to_accept, 'finding')} in review",
        "Written by somebody else; accept it, or send it back with a word on why.",
        *("Findings", "findings/pages/findings.py", Act.ACCEPT_FINDINGS),
    )


def _questionnaire(now: Standing) -> Step | None:
    if now.n_draft_instruments + now.n_published_instruments:
        return None
    return Step(
        "Write a questionnaire",
        "In the builder, or bring one in as an XLSForm; you see its pages before anybody else.",
        *("Questionnaire", "survey/pages/questionnaire.py", Act.DESIGN_SURVEY),
    )


def _publish(now: Standing) -> Step | None:
    if not now.n_draft_instruments:
        return None
    n = now.n_draft_instruments
    return Step(
        f"Publish {count_of(n, 'questionnaire')}",
        "It is a draft so far. Publishing makes the link to hand out.",
        *("Questionnaire", "survey/pages/questionnaire.py", Act.PUBLISH_SURVEY),
    )


def _invite(now: Standing) -> Step | None:
    if not now.n_published_instruments or now.n_responses:
        return None
    return Step(
        "Hand out the link of the survey",
        "It is published and nobody has answered yet.",
        *("Collect answers", "survey/pages/collect.py", Act.SEE_STUDY),
    )


def _import(now: Standing) -> Step | None:
    if now.n_interviews:
        return None
    return Step(
        "Bring in the first transcript",
        "From Word, PDF, captions, tables or plain text; speakers are told apart for you.",
        *("Library", "interviews/pages/library.py", Act.MANAGE_SOURCES),
    )


def _assign(now: Standing) -> Step | None:
    if not now.n_unassigned:
        return None
    return Step(
        f"Say who speaks in {count_of(now.n_unassigned, 'interview')}",
        "Without a participant they are missing from every count of people and organisations.",
        *("Library", "interviews/pages/library.py", Act.MANAGE_SOURCES),
    )


def _names(now: Standing) -> Step | None:
    if not now.n_names_to_decide:
        return None
    return Step(
        f"Take the names out of {count_of(now.n_names_to_decide, 'text')}",
        "A text can be coded once two people have read it for names.",
        *("Names out", "interviews/pages/names_out.py", Act.TAKE_NAMES_OUT),
    )


def _confirm_names(now: Standing) -> Step | None:
    if not now.n_names_to_confirm:
        return None
    return Step(
        f"Read {count_of(now.n_names_to_confirm, 'text')} once more for names",
        "Somebody else has signed off; a second reader confirms, then it can be coded.",
        *("Names out", "interviews/pages/names_out.py", Act.TAKE_NAMES_OUT),
    )


def _consent(now: Standing) -> Step | None:
    if not now.n_without_consent:
        return None
    return Step(
        f"Record what {count_of(now.n_without_consent, 'participant')} agreed to",
        "Until then nothing they said can be quoted or released.",
        *("Consent", "interviews/pages/consent.py", Act.RECORD_CONSENT),
    )


def _codebook(now: Standing) -> Step | None:
    if now.n_codes or not now.n_interviews + now.n_responses:
        return None
    return Step(
        "Begin the codebook",
        "A few codes with a definition are enough to begin; more come while reading.",
        *("Codebook", "coding/pages/codebook.py", Act.EDIT_CODEBOOK),
    )


def _open_answers(now: Standing) -> Step | None:
    if not now.n_open_answers_waiting:
        return None
    return Step(
        f"Bring in {count_of(now.n_open_answers_waiting, 'open answer')}",
        "Written answers are coded beside the interviews, with the same codebook.",
        *("Workbench", "coding/pages/workbench.py", Act.CODE),
    )


def _code(now: Standing) -> Step | None:
    if not now.n_uncoded or not now.n_codes:
        return None
    return Step(
        f"Code {count_of(now.n_uncoded, 'interview')}",
        "Nobody has marked a passage in them yet.",
        *("Workbench", "coding/pages/workbench.py", Act.CODE),
    )


def _own_round(now: Standing) -> Step | None:
    if not now.n_texts_of_round:
        return None
    return Step(
        f"Code {count_of(now.n_texts_of_round, 'text')} of a round",
        "Others code the same texts. Tick each one when you have finished it.",
        *("Agreement", "coding/pages/agreement.py", Act.CODE),
    )


def _close_round(now: Standing) -> Step | None:
    if not now.n_rounds_to_close:
        return None
    return Step(
        f"Close {count_of(now.n_rounds_to_close, 'round')} of coding",
        "Every coder has finished. Then you see how far they agree, and talk over what differs.",
        *("Agreement", "coding/pages/agreement.py", Act.MANAGE_ROUNDS),
    )


def _first_round(now: Standing) -> Step | None:
    if now.n_rounds or now.n_coded_twice or not now.n_coded_once:
        return None
    return Step(
        "Open a round of coding",
        "Two people code the same texts; then you see where they read them differently.",
        *("Agreement", "coding/pages/agreement.py", Act.MANAGE_ROUNDS),
    )


def _theme(now: Standing) -> Step | None:
    if not now.n_segments or not now.n_codes_without_theme:
        return None
    if not now.n_themes:
        title = "Group codes into a first theme"
    else:
        title = f"Place {count_of(now.n_codes_without_theme, 'code')} in a theme"
    return Step(
        title,
        "Codes that mark passages and belong to no theme are not read together.",
        *("Themes", "findings/pages/themes.py", Act.EDIT_THEMES),
    )


def _finding(now: Standing) -> Step | None:
    if not now.n_themes or now.n_findings:
        return None
    return Step(
        "Write the first finding",
        "One sentence, with the passages that support it and those that speak against it.",
        *("Findings", "findings/pages/findings.py", Act.WRITE_FINDINGS),
    )


def _send(now: Standing) -> Step | None:
    if not now.n_draft_findings:
        return None
    return Step(
        f"Finish {count_of(now.n_draft_findings, 'draft finding')}",
        "A second person can read them once they are sent to review.",
        *("Findings", "findings/pages/findings.py", Act.WRITE_FINDINGS),
    )


def _tell(now: Standing) -> Step | None:
    if not now.n_accepted_not_told:
        return None
    return Step(
        f"Tell {count_of(now.n_accepted_not_told, 'accepted finding')}",
        "Accepted by two people, and in no story yet.",
        *("Story", "findings/pages/story.py", Act.COMPOSE_STORY),
    )


def _release(now: Standing) -> Step | None:
    if not now.n_accepted or now.n_accepted_not_told or now.n_releases:
        return None
    return Step(
        "Release the story",
        "Every accepted finding is in it, and nothing has been released yet.",
        *("Story", "findings/pages/story.py", Act.RELEASE_STORY),
    )


_RULES: tuple[Callable[[Standing], Step | None], ...] = (
    *(_accept, _confirm_names, _own_round, _close_round),
    *(_questionnaire, _publish, _invite, _import, _assign, _names),
    *(_consent, _codebook, _open_answers),
    *(_code, _first_round, _theme, _finding, _send, _tell, _release),
)
