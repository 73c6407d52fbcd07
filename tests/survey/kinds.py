"""A questionnaire for tests, invented, with every kind of item and a repeat; read from a table."""

from __future__ import annotations

from survey.xlsform import parse_xlsform

EVERY_KIND = parse_xlsform(
    """
| survey   |                            |            |                                |                                |              |                  |          |                 |                   |           |
|          | type                       | name       | label::English (en)            | label::Français (fr)           | appearance   | parameters       | relevant | hint::English (en) | guidance_hint::English (en) | calculation |
|          | begin group                | day        | Your working day               | Votre journée de travail       |              |                  |          |                 |                   |           |
|          | time                       | starts     | When do you usually start?     | Quand commencez-vous?          |              |                  |          |                 | The time on the clock when your shift begins. |  |
|          | dateTime                   | met        | When did partners last meet?   | Quand était la réunion?        |              |                  |          | Your best guess is fine. |          |           |
|          | range                      | reach      | How easy are they to reach?    | Sont-ils faciles à joindre?    |              | start=0 end=10   |          | 0 is very hard, 10 very easy. |     |           |
|          | range                      | share      | What share is done by phone?   | Quelle part par téléphone?     |              | start=0 end=100 step=5 |    |                 |                   |           |
|          | rank idea                  | helps      | What would help you most?      | Qu’est-ce qui aiderait?        |              | randomize=true   |          |                 |                   |           |
|          | select_one idea or_other   | first      | What should come first?        | Que faire d’abord?             |              | randomize=true   |          |                 |                   |           |
|          | select_multiple yn         | both       | Which of these?                | Lesquels?                      | horizontal   |                  |          |                 |                   |           |
|          | select_one idea            | least      | What matters least?            | Qu’est-ce qui importe peu?     | minimal      |                  |          |                 |                   |           |
|          | text                       | story      | In your own words              | En vos mots                    | multiline    |                  |          |                 |                   |           |
|          | hidden                     | wave       |                                |                                |              |                  |          |                 |                   | 'spring'  |
|          | end group                  |            |                                |                                |              |                  |          |                 |                   |           |
|          | begin group                | network    | Your partners                  | Vos partenaires                |              |                  |          |                 |                   |           |
|          | begin repeat               | partner    | Partner                        | Partenaire                     |              |                  |          | One for each partner you work with. |  |           |
|          | text                       | kind       | What kind of organisation?     | Quelle sorte d’organisme?      |              |                  |          | No names, please. |                 |           |
|          | integer                    | meetings   | How often did you meet?        | Combien de réunions?           |              |                  |          |                 |                   |           |
|          | select_one yn              | useful     | Were these meetings useful?    | Étaient-elles utiles?          |              |                  | ${meetings} > 0 |          |                   |           |
|          | end repeat                 |            |                                |                                |              |                  |          |                 |                   |           |
|          | calculate                  | all_met    |                                |                                |              |                  |          |                 |                   | sum(${meetings}) |
|          | note                       | told       | That is ${all_met} meetings.   | Cela fait ${all_met} réunions. |              |                  | ${all_met} > 0 |           |                   |           |
|          | begin group                | views      | How far do you agree?          | Êtes-vous d’accord?            | table-list   |                  |          |                 |                   |           |
|          | select_one much            | hear       | I hear back.                   | On me répond.                  |              |                  |          |                 |                   |           |
|          | select_one much            | know       | I know whom to call.           | Je sais qui appeler.           |              |                  |          |                 |                   |           |
|          | end group                  |            |                                |                                |              |                  |          |                 |                   |           |
|          | end group                  |            |                                |                                |              |                  |          |                 |                   |           |
| choices  |                            |            |                                |                                |              |                  |          |                 |                   |           |
|          | list_name                  | name       | label::English (en)            | label::Français (fr)           | code         |                  |          |                 |                   |           |
|          | yn                         | yes        | Yes                            | Oui                            | 1            |                  |          |                 |                   |           |
|          | yn                         | no         | No                             | Non                            | 0            |                  |          |                 |                   |           |
|          | idea                       | person     | One named person               | Une personne-ressource         | 1            |                  |          |                 |                   |           |
|          | idea                       | line       | A shared line at night         | Une ligne commune la nuit      | 2            |                  |          |                 |                   |           |
|          | idea                       | rules      | Plain rules                    | Des règles claires             | 3            |                  |          |                 |                   |           |
|          | idea                       | day_out    | A day together                 | Une journée ensemble           | 4            |                  |          |                 |                   |           |
|          | much                       | little     | A little                       | Un peu                         | 1            |                  |          |                 |                   |           |
|          | much                       | some       | Some                           | Assez                          | 2            |                  |          |                 |                   |           |
|          | much                       | a_lot      | A lot                          | Beaucoup                       | 3            |                  |          |                 |                   |           |
| settings |                            |            |                                |                                |              |                  |          |                 |                   |           |
|          | form_title                 | form_id    | default_language               |                                |              |                  |          |                 |                   |           |
|          | Every kind of item         | every_kind | English (en)                   |                                |              |                  |          |                 |                   |           |
""".encode(),  # noqa: E501
    "every_kind.md",
)
