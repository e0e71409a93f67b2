"""How a criterion is written, and how it is said."""

from __future__ import annotations

from tests.spec.tables import Chapter, Wording, Writing

WRITING = Chapter(
    title="One form of writing",
    prose="A criterion can be written in several ways. The tools write it in one, which reads back the same.",
    entries=(
        Writing("( fever )", "fever"),
        Writing('fever == "yes"', "fever"),
        Writing('fever == "no"', "not fever"),
        Writing('fever != "no"', "fever"),
        Writing("65 <= age", "age >= 65"),
        Writing("18 <= age < 65.0", "age >= 18 and age < 65"),
        Writing("fever or (chills or weight_loss)", "fever or chills or weight_loss"),
        Writing("fever or chills and weight_loss", "fever or (chills and weight_loss)"),
        Writing('"golf" == sport', 'sport == "golf"'),
        Writing("sport in ('golf',)", 'sport == "golf"'),
        Writing('not sport == "golf"', 'sport != "golf"'),
        Writing('not sport in ("golf", "none")', 'sport not in ("golf", "none")'),
        Writing("not age >= 65", "not (age >= 65)"),
        Writing("fever\n  and unless(\n    chills\n  )", "fever and unless(chills)"),
    ),
)

WORDS = Chapter(
    title="In words",
    prose="""
`in_words` says a criterion with the labels of its findings. Commas hold a list together; semicolons and brackets keep
lists apart.
""",
    entries=(
        Wording("saddle_numbness", "numbness around the genitals", "saddle anaesthesia"),
        Wording("not fever", "no fever"),
        Wording("age >= 65", "you are 65 or older", "age is at least 65 years"),
        Wording("age < 18", "you are younger than 18", "age is less than 18 years"),
        Wording(
            "18 <= age <= 64",
            "you are 18 or older, and you are 64 or younger",
            "age is at least 18 years and age is at most 64 years",
        ),
        Wording("not age >= 65", "you are younger than 65", "age is less than 65 years"),
        Wording("temperature >= 38", "your temperature is at least 38 °C", "temperature is at least 38 °C"),
        Wording('sport in ("golf", "baseball")', "your sport is golf or baseball"),
        Wording('sport not in ("golf", "baseball")', "your sport is neither golf nor baseball"),
        Wording('sport != "golf"', "your sport is not golf"),
        Wording("fever or chills or weight_loss", "a fever, shaking chills or weight loss without trying"),
        Wording("fever and not chills", "a fever and no shaking chills"),
        Wording("not (fever or chills)", "neither a fever nor shaking chills"),
        Wording("not (fever and chills)", "not both a fever and shaking chills"),
        Wording(
            "saddle_numbness or (fever and chills)",
            "numbness around the genitals, or both a fever and shaking chills",
            "saddle anaesthesia, or both a fever and shaking chills",
        ),
        Wording(
            "leg_weakness and (fever or chills or weight_loss)",
            "weakness in a leg; and any of: a fever, shaking chills or weight loss without trying",
        ),
        Wording(
            "at_least(2, fever, chills, weight_loss)",
            "at least 2 of: a fever, shaking chills and weight loss without trying",
        ),
        Wording(
            "leg_weakness and unless(usual_leak)",
            "weakness in a leg, unless a leak of urine that is usual for you",
        ),
        Wording(
            "fever and chills and unless(weight_loss) and unless(age_over_70)",
            "a fever and shaking chills, unless weight loss without trying or an age over 70",
        ),
        Wording(
            "fever or (chills and weight_loss and (leg_weakness or age_over_70))",
            "a fever; or all of: shaking chills, weight loss without trying, "
            "and either weakness in a leg or an age over 70",
        ),
        Wording(
            "fever_any and leg_weakness",
            "either a fever or your temperature is at least 38 °C, and weakness in a leg",
            "either a fever or temperature is at least 38 °C, and weakness in a leg",
        ),
    ),
)
