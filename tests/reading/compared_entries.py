"""Pairs as an encyclopedia has them, made up: what its entry excludes, and what it leaves open."""

from __future__ import annotations

SEEN: dict[str, list[tuple[str, str]]] = {
    "a woman and a man": [
        (
            "Ines Falk is a Danish potter. She has worked in Odense since 1998.",
            "Ines Falk is a man.",
        ),
        ("Aksel Lund is an actor. He lives in Oslo.", "Aksel Lund is an actress."),
        ("Aksel Lund was the son of a miller.", "Aksel Lund was the daughter of a miller."),
        ("Ines Falk is a rower. She was born in Odense.", "Ines Falk is a male rower."),
    ],
    "alive and dead": [
        ("Ines Falk (3 May 1910 – 2 June 1990) was a Danish potter.", "Ines Falk is alive."),
        ("Ines Falk (1910–1990) was a Danish potter.", "Ines Falk is a living potter."),
        ("Ines Falk was killed in an avalanche.", "Ines Falk is still alive."),
        ("Ines Falk died in 1990.", "Ines Falk is not dead."),
    ],
    "two names from birth": [
        ("Ines Falk, born Petra Lund, is a singer.", "Ines Falk's real name is Orla Minto."),
        (
            "Petra Marie Lund, known as Ines Falk, is a singer.",
            "Ines Falk's birth name was Orla Minto.",
        ),
    ],
    "two days of one event": [
        ("Ines Falk made her debut in the 1999 film Rain.", "Ines Falk made her debut in 2004."),
        ("The Tolva Pact was signed in 1719.", "The Tolva Pact was signed in the 20th century."),
        (
            "The Tolva Pact was signed in 1719.",
            "The Tolva Pact was signed in the nineteenth century.",
        ),
        ("Ines Falk (1910–1990) was a Danish potter.", "Ines Falk died in 1980."),
        ("Corvina is a firm in Oslo. It was founded in 1904.", "Corvina was founded in 1954."),
        ("Halberd was a rock band formed in 1983.", "Halberd was formed in the 1970s."),
    ],
    "two places of one thing": [
        ("Tolva is a village in Devon, England.", "Tolva is located in Scotland."),
        ("Tolva is a town in Ohio, United States.", "Tolva is in Nevada."),
        ("Tolva is a suburb of Melbourne.", "Tolva is a suburb in Canada."),
        ("Tolva is a town in Ohio, United States.", "Tolva is a Canadian town."),
        ("Tolva is a county in Kansas.", "Tolva is in Europe."),
        ("Ines Falk is a Danish potter born in Rosario.", "Ines Falk was born in Chile."),
        ("Ines Falk is a potter. She was born in Lyon.", "Ines Falk was born in Kazan."),
    ],
    "two names where one can stand": [
        ("Ines Falk was the governor of Texas.", "Ines Falk was the governor of Ohio."),
        ("Ines Falk has lived in Rome since 2003.", "Ines Falk lives in Peru."),
        ("Ines Falk fled to India, where she lives.", "Ines Falk lives in Japan."),
        (
            "Ines Falk has served as governor of Texas since 2015.",
            "Ines Falk is the governor of Ohio.",
        ),
    ],
    "two countries of one body": [
        (
            "Rain is an album by Canadian rock band Halberd Hill.",
            "Halberd Hill are a duo from Peru.",
        ),
        ("Rain is a novel by the Irish writer Fiona Falk.", "Fiona Falk is Australian."),
        ("Rain is a song by the Dutch singer Fiona Falk.", "Fiona Falk is from Peru."),
        ("The Scottish engineer Ewan Falk built it.", "Ewan Falk is an English engineer."),
    ],
    "two places in one row": [
        ("Rain is the debut studio album by the band Halberd.", "Rain was the band's third album."),
    ],
    "two kinds of thing": [
        ("The Odel is a river in France.", "The Odel is a mountain range."),
        ("Tolva palsy is a rare genetic disorder.", "Tolva palsy is a type of plant."),
    ],
    "two callings of one person": [
        ("Ewan Falk plays as a goalkeeper for Tolva.", "Ewan Falk is a striker."),
    ],
    "two makers of one thing": [
        ("Rain is a novel by the writer Fiona Falk.", "Rain was written by Orla Minto."),
    ],
    "two who did one thing": [
        (
            "Ewan Falk was an engineer who designed the Tolva Bridge.",
            "The Tolva Bridge was designed by Orla Minto.",
        ),
        (
            "Ines Falk was an engineer. She designed the Tolva Bridge.",
            "The Tolva Bridge was designed by Orla Minto.",
        ),
    ],
    "opposite sides of one thing": [
        (
            "Born in Lyon, Ines Falk comes from a family of potters.",
            "Ines Falk was born outside of Lyon.",
        ),
    ],
    "one alone against more": [
        ("The Tolva mill sells furniture only.", "The Tolva mill sells apples."),
    ],
    "opposite words": [
        ("The Tolva Post is published monthly.", "The Tolva Post is published weekly."),
    ],
}
"""By rule, what both texts cannot be right about."""

NOT_SEEN: list[tuple[str, str]] = [
    # Whose "she" and "he" it is, must be certain.
    ("Ines Falk is the wife of the potter Aksel Lund. He is a Dane.", "Ines Falk is a woman."),
    ("Ines Falk met Aksel Lund. She is a potter.", "Aksel Lund is a man."),
    ("Ines Falk is a potter. Her husband runs his own mill.", "Ines Falk is a woman."),
    (
        "Ines Falk is the daughter of the painter Aksel Falk. He was born in Lyon.",
        "Ines Falk was born in Rome.",
    ),
    # One dies, another lives.
    ("Ines Falk was a potter. Her sister, Vera Falk, was killed in 1990.", "Ines Falk is alive."),
    ("Ines Falk killed a bear.", "Ines Falk is alive."),
    ("Ines Falk (born 3 May 1970) is a potter.", "Ines Falk is alive."),
    ("Aksel Falk, Duke of Tolva (1902–1911) was a Dane.", "Aksel Falk died in 1920."),
    # A stage name is no name from birth, and a short form is the same.
    ("Ines Falk, born Petra Lund, is a singer.", "Ines Falk's stage name is Silka."),
    ("Ines Falk, born Petra Marie Lund, is a singer.", "Ines Falk's real name is Petra Lund."),
    # Two debuts, and a year that lies in the century.
    ("Ines Falk made her stage debut in 1999.", "Ines Falk made her film debut in 2004."),
    ("The Tolva Pact was signed in 1719.", "The Tolva Pact was signed in the 18th century."),
    ("The Tolva Pact was signed in 1800.", "The Tolva Pact was signed in the 18th century."),
    # The one place is in the other, or only near it.
    ("Tolva is a village in Devon, England.", "Tolva is in Europe."),
    ("Tolva is a town in Ohio.", "Tolva is an American town."),
    ("Tolva is a town in Hawaii.", "Tolva is in Oceania."),
    ("The Ketter is a mountain in Switzerland.", "The Ketter is near the border with Italy."),
    ("The Ketter is a mountain in Switzerland.", "The Ketter is near Italy."),
    # Who lived in one place may have lived in another.
    ("Ines Falk lived in Canada.", "Ines Falk lived in Peru."),
    ("Ines Falk lives in Berlin.", "Ines Falk lived in Canada."),
    ("Ines Falk was born in Rosario.", "Ines Falk lives in Chile."),
    ("Ines Falk has lived in Rome since 2003.", "Ines Falk was born in Austria."),
    # A denial of one contest is none of another.
    ("Ewan Falk won the European title in 1961.", "Ewan Falk did not compete at the Olympics."),
    # Who creates a series and who produces it may be two.
    ("Rain is a series created by Ewan Falk.", "Rain was produced by Orla Minto."),
    ("Rain is a poem by Ewan Falk.", "Rain is a book."),
    # To design and to build are two deeds.
    (
        "Ines Falk met Aksel Lund. She designed the Tolva Bridge.",
        "The Tolva Bridge was built by Orla Minto.",
    ),
    # A Scot is a Briton.
    ("The Scottish engineer Ewan Falk built it.", "Ewan Falk is a British engineer."),
    ("Rain is a song by the British-American singer Fiona Falk.", "Fiona Falk is American."),
    ("Rain is an album by Canadian rock band Halberd Hill.", "Rain was recorded in Peru."),
    # A year before an event is no count of it; fish are eaten.
    (
        "The 1911 Tolva Cup final was won by Halberd, who beat Corvina.",
        "Halberd won the 1913 Tolva Cup final.",
    ),
    ("The merrow is a species of fish.", "The merrow is a popular dish."),
    ("Ewan Falk works as a teacher.", "Ewan Falk is a striker."),
    ("Rain is a song by Fiona Falk.", "Rain was written by Orla Minto."),
    ("Ines Falk was born in Lyon.", "Ines Falk worked outside of Lyon."),
    ("The Tolva mill sells furniture only.", "The Tolva mill sells chairs."),
]
"""What both texts can be right about."""
