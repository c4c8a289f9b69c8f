"""Pairs of sentences, made up, rule by rule: what each rule of comparing must see, and must not."""

from __future__ import annotations

SEEN: dict[str, list[tuple[str, str]]] = {
    "the same but for a denial": [
        ("The clerk has no access to the files.", "The files are accessible to the clerk."),
        ("You do not have access to the vault.", "The vault is accessible to you."),
        (
            "The choir will not follow the orders of the abbot.",
            "The abbot's orders will be obeyed by the choir.",
        ),
        ("There were storms on the coast.", "The coast was not hit by storms."),
        (
            "The town has three mills that grind oats.",
            "Oats are not ground by the mills of the town.",
        ),
    ],
    "two places of one thing": [
        ("Tolva is a town in Norway.", "Tolva is in Peru."),
        ("The Halberd Institute is located in Nairobi.", "The Halberd Institute is in Canada."),
        ("Tolva is a country in West Africa.", "Tolva is a country in Europe."),
        ("The Corvina festival originated in Brazil.", "The Corvina festival originated in Japan."),
    ],
    "two who did one thing": [
        ("Ines Falk discovered the Tolva comet.", "Orla Minto discovered the Tolva comet."),
        ("The Tolva comet was discovered by Ines Falk.", "Petra Lund discovered the Tolva comet."),
        ("Ines Falk won the Corvina prize.", "Petra Lund won the Corvina prize."),
        ("Ines Falk plays Ophelia.", "Petra Lund plays Ophelia."),
    ],
    "two days of one event": [
        (
            "Ines Falk, Countess of Tolva, (10 May 1894 – 2 June 1960) was a poet.",
            "Ines Falk was born on May 20, 1894.",
        ),
    ],
    "two kinds of thing": [
        ("Halberd is a 2017 crime film.", "Halberd is a 2017 crime book."),
        ("Tolva is an archipelago.", "Tolva is a city."),
    ],
    "claim and its negation": [
        ("It's over.", "It is not over."),
        ("The farm is supplied by two local dairies.", "Local dairies do not supply the farm."),
        (
            "Orla Minto sang for Corvina, but declined to sing for Halberd.",
            "Orla Minto sang for Halberd.",
        ),
    ],
}

NOT_SEEN: list[tuple[str, str]] = [
    # a denial of more, of another kind, in a longer text, twice, under a condition
    (
        "The best songs were sorted into five groups.",
        "The best songs were not sorted into ten groups.",
    ),
    ("Orla Minto is a pianist and singer.", "Orla Minto is not a tennis player."),
    ("Think of the old mill.", "Do not forget the old mill."),
    ("If the old mill does not open, we leave.", "The old mill opens."),
    ("The critics praised the new play.", "The play by Falk was not about critics."),
    # places one in the other, of a person, of an event that can recur, that both name
    ("Tolva is a town in France.", "Tolva is in Europe."),
    ("Tolva is a town in Russia.", "Tolva is in Asia."),
    ("Tolva is a town in Georgia.", "Tolva is in America."),
    ("Tolva is located in Paris.", "Tolva is in France."),
    ("Ines Falk is a singer in Norway.", "Ines Falk is in Peru."),
    ("The troupe danced in Norway.", "The troupe danced in Peru."),
    ("The Corvina fair is in Norway and Sweden.", "The Corvina fair is in Sweden."),
    # two who both did it, of two things, of what many can do
    ("Ines Falk and Orla Minto wrote Halberd.", "Orla Minto wrote Halberd."),
    ("Ines Falk discovered the Tolva comet.", "Orla Minto discovered the Corvina comet."),
    ("Ines Falk visited Tolva.", "Orla Minto visited Tolva."),
    ("Ines Falk won the prize in 1990.", "Petra Lund hoped to win the prize."),
    ("She won the Corvina prize.", "Petra Lund won the Corvina prize."),
    # kinds of one work
    ("Halberd is a crime film.", "Halberd is a movie."),
    ("Tolva is a kingdom.", "Tolva is a country."),
]
