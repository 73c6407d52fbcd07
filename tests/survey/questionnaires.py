"""Questionnaires for tests, invented: a bilingual one with a consent page, and a plain one."""

from __future__ import annotations

from survey.model import Group, Instrument, Item, ItemKind, ResponseOption, Texts

EN, FR = "English (en)", "French (fr)"


def both(english: str, french: str) -> Texts:
    """A text in the two languages."""
    return {EN: english, FR: french}


YES_NO = (
    ResponseOption("yes", both("Yes", "Oui")),
    ResponseOption("no", both("No", "Non")),
)
AGREE = tuple(
    ResponseOption(str(n), both(english, french))
    for n, (english, french) in enumerate(
        [
            ("Strongly disagree", "Pas du tout d’accord"),
            ("Disagree", "Plutôt en désaccord"),
            ("Neither agree nor disagree", "Ni d’accord ni en désaccord"),
            ("Agree", "Plutôt d’accord"),
            ("Strongly agree", "Tout à fait d’accord"),
        ],
        1,
    )
)
SLOWED = (
    ResponseOption("whom", both("We did not know whom to call", "Nous ne savions qui appeler")),
    ResponseOption("reply", both("Nobody replied", "Personne n’a répondu")),
    ResponseOption("place", both("No place was free", "Il n’y avait pas de place")),
)

WORKING_TOGETHER = Instrument(
    name="working_together",
    title=both("Working together", "Travailler ensemble"),
    languages=(EN, FR),
    default_language=EN,
    groups=(
        Group("start", both("Before you start", "Avant de commencer")),
        Group("work", both("Working with others", "Le travail avec les autres")),
        Group("views", both("How far do you agree?", "Êtes-vous d’accord?"), parent="work"),
        Group("night", both("At night", "La nuit"), relevance="${refers} = 'yes'"),
        Group("end", both("To finish", "Pour finir")),
    ),
    items=(
        Item(
            "about",
            ItemKind.NOTE,
            both("This is about your work, not about any person.", "Il s’agit de votre travail."),
            group="start",
        ),
        Item(
            "agreed",
            ItemKind.ACKNOWLEDGE,
            both("I have read this page and want to take part.", "J’ai lu et je veux participer."),
            group="start",
            required="yes",
        ),
        Item(
            "role",
            ItemKind.TEXT,
            both("What do you do?", "Que faites-vous?"),
            both("A few words. Please do not give names.", "Quelques mots, sans noms."),
            group="work",
        ),
        Item(
            "refers",
            ItemKind.SELECT_ONE,
            both("Do you refer people to a partner?", "Dirigez-vous des personnes ailleurs?"),
            group="work",
            list_name="yes_no",
            options=YES_NO,
        ),
        Item(
            "referred",
            ItemKind.INTEGER,
            both("About how many last month?", "Environ combien le mois dernier?"),
            both("A whole number. Your best guess is fine.", "Un nombre entier."),
            group="work",
            relevance="${refers} = 'yes'",
            constraint=". >= 0 and . <= 500",
            constraint_message=both(
                "Between 0 and 500, please.", "Entre 0 et 500, s’il vous plaît."
            ),
        ),
        Item(
            "slowed",
            ItemKind.SELECT_MULTIPLE,
            both("What slowed the last one?", "Qu’est-ce qui a ralenti la dernière?"),
            both("Choose all that apply.", "Cochez tout ce qui convient."),
            group="work",
            relevance="${referred} > 0",
            list_name="slowed",
            options=SLOWED,
        ),
        Item(
            "hear_back",
            ItemKind.SELECT_ONE,
            both("I hear back what happened.", "On me dit ce qui s’est passé."),
            group="views",
            list_name="agree",
            options=AGREE,
        ),
        Item(
            "know_whom",
            ItemKind.SELECT_ONE,
            both("I know whom to call.", "Je sais qui appeler."),
            group="views",
            list_name="agree",
            options=AGREE,
        ),
        Item(
            "last_night",
            ItemKind.DATE,
            both("When did you last call at night?", "Votre dernier appel de nuit?"),
            group="night",
        ),
        Item(
            "hours",
            ItemKind.DECIMAL,
            both("How many hours did it take?", "Combien d’heures?"),
            group="night",
        ),
        Item(
            "calls",
            ItemKind.CALCULATE,
            calculation="if(${referred} > 10, 'many', 'few')",
            group="night",
        ),
        Item(
            "change",
            ItemKind.TEXT,
            both("What one change would help most?", "Quel changement aiderait le plus?"),
            group="end",
            appearance="multiline",
        ),
    ),
)

PLAIN = Instrument(
    name="plain",
    title={"": "Two questions"},
    items=(
        Item(
            "tea",
            ItemKind.SELECT_ONE,
            {"": "Tea?"},
            options=(
                ResponseOption("yes", {"": "Yes"}),
                ResponseOption("no", {"": "No"}),
            ),
        ),
        Item("cups", ItemKind.INTEGER, {"": "How many cups?"}, relevance="${tea} = 'yes'"),
    ),
)
