"""A questionnaire with a part that is hard to answer, in English, French and Arabic; invented."""

from __future__ import annotations

from survey.model import Group, Instrument, Item, ItemKind, ResponseOption, Texts

EN, FR, AR = "English (en)", "French (fr)", "Arabic (ar)"


def each(english: str, french: str, arabic: str) -> Texts:
    """A text in the three languages."""
    return {EN: english, FR: french, AR: arabic}


YES_NO = (
    ResponseOption("yes", each("Yes", "Oui", "نعم")),
    ResponseOption("no", each("No", "Non", "لا")),
)
WAYS = (
    ResponseOption("phone", each("By phone", "Par téléphone", "بالهاتف")),
    ResponseOption("visit", each("In person", "En personne", "شخصيا")),
)

CAREFUL = Instrument(
    name="careful",
    title=each("Helping people who are not safe", "Aider", "المساعدة"),
    languages=(EN, FR, AR),
    default_language=EN,
    groups=(
        Group("agreeing", each("Before you start", "Avant de commencer", "قبل أن تبدأ")),
        Group("service", each("Your service", "Votre service", "خدمتكم")),
        Group("danger", each("When somebody is not safe", "En danger", "عند الخطر")),
        Group("after", each("What came after", "Ensuite", "ما بعد ذلك")),
        Group("end", each("To finish", "Pour finir", "ختاما")),
    ),
    items=(
        Item(
            "consent",
            ItemKind.ACKNOWLEDGE,
            each("I want to take part.", "Je veux participer.", "أريد أن أشارك."),
            group="agreeing",
            required="yes",
        ),
        Item(
            "city",
            ItemKind.TEXT,
            each("In which city do you work?", "Dans quelle ville?", "في أي مدينة؟"),
            group="service",
            required="yes",
        ),
        Item(
            "staff",
            ItemKind.INTEGER,
            each("How many people work with you?", "Combien de personnes?", "كم عددكم؟"),
            group="service",
            constraint=". >= 1 and . <= 500",
            constraint_message=each("From 1 to 500.", "De 1 à 500.", "من ١ إلى ٥٠٠."),
        ),
        Item(
            "on_call",
            ItemKind.SELECT_ONE,
            each("Are you on call at night?", "La nuit?", "في الليل؟"),
            group="service",
            list_name="yes_no",
            options=YES_NO,
        ),
        Item(
            "nights",
            ItemKind.INTEGER,
            each("How many nights a month?", "Combien de nuits?", "كم ليلة؟"),
            group="service",
            relevance="${on_call} = 'yes'",
            constraint=". <= 31",
        ),
        Item(
            "threats",
            ItemKind.INTEGER,
            each("How often were you threatened?", "Combien de menaces?", "كم مرة هددتم؟"),
            group="danger",
            sensitive=True,
            required="yes",
            content_note=each(
                "The next part asks about threats. It asks for no details.",
                "La partie suivante parle de menaces.",
                "يسأل الجزء التالي عن التهديدات.",
            ),
        ),
        Item(
            "told",
            ItemKind.SELECT_MULTIPLE,
            each("How did people tell you?", "Comment?", "كيف؟"),
            group="danger",
            sensitive=True,
            list_name="ways",
            options=WAYS,
        ),
        Item(
            "moved",
            ItemKind.SELECT_ONE,
            each("Did somebody have to move?", "Un déménagement?", "هل انتقل أحد؟"),
            group="after",
            sensitive=True,
            list_name="yes_no",
            options=YES_NO,
        ),
        Item(
            "change",
            ItemKind.TEXT,
            each("What would help?", "Que faut-il?", "ما الذي يساعد؟"),
            group="end",
            appearance="multiline",
        ),
    ),
)
