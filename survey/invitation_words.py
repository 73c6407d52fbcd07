"""The words of the letters that invite, in English and French. None of them tells the topic."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """One language; `greeting` takes a name."""

    subject: str
    reminder_subject: str
    greeting: str
    greeting_nobody: str
    invitation: str
    reminder: str
    anonymous: str
    identified: str
    free: str


LETTERS = {
    "en": Letter(
        subject="Invitation to a survey",
        reminder_subject="A reminder: invitation to a survey",
        greeting="Hello {name},",
        greeting_nobody="Hello,",
        invitation=(
            "you are invited to answer a survey. This address is yours alone; answers can be sent "
            "under it once:"
        ),
        reminder=(
            "some time ago you were invited to answer a survey. Nothing has been sent under your "
            "address yet, and you are still welcome:"
        ),
        anonymous=(
            "Your answers are anonymous. We can see whether your address was used, so that we need "
            "not write again; we cannot see which answers came from it."
        ),
        identified=(
            "Your answers are not anonymous: they are kept with a number, and those who lead the "
            "study can tell that the number stands for you."
        ),
        free="Taking part is your choice. You may leave any question empty and stop at any time.",
    ),
    "fr": Letter(
        subject="Invitation à un sondage",
        reminder_subject="Rappel : invitation à un sondage",
        greeting="Bonjour {name},",
        greeting_nobody="Bonjour,",
        invitation=(
            "vous êtes invité·e à répondre à un sondage. Cette adresse est la vôtre seule; elle "
            "permet d’envoyer des réponses une fois :"
        ),
        reminder=(
            "il y a quelque temps, vous avez été invité·e à répondre à un sondage. Rien n’a encore "
            "été envoyé à partir de votre adresse, et vous êtes toujours bienvenu·e :"
        ),
        anonymous=(
            "Vos réponses sont anonymes. Nous voyons si votre adresse a servi, afin de ne pas vous "
            "écrire de nouveau; nous ne voyons pas quelles réponses en proviennent."
        ),
        identified=(
            "Vos réponses ne sont pas anonymes : elles sont conservées avec un numéro, et les "
            "responsables de l’étude peuvent savoir que ce numéro vous désigne."
        ),
        free=(
            "Participer est votre choix. Vous pouvez laisser toute question sans réponse et "
            "arrêter à tout moment."
        ),
    ),
}
