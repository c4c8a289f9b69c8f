"""Sentences with the quantities in them: mention, low, high, unit, counted, approx."""

from __future__ import annotations

type Expected = tuple[str, float | None, float | None, str, str | None, bool]

RANGES_AND_BOUNDS: list[tuple[str, list[Expected]]] = [
    (
        "The agency raised its estimate of people in flight since Monday from 300 to 450.",
        [
            ("300", 300, 300, "1", None, False),
            ("450", 450, 450, "1", None, False),
        ],
    ),
    (
        "They have handed over less than half.",
        [("less than half", None, 0.5, "ratio", None, False)],
    ),
    (
        "The army said “more than 50” raiders had died and 31 “rebels” had been caught.",
        [
            ("more than 50” raiders", 50, None, "1", "raiders", False),
            ("31 “rebels", 31, 31, "1", "rebels", False),
        ],
    ),
    (
        "A nurse aged 44 and three drivers were hurt.",
        [
            ("A nurse", 1, 1, "1", "nurse", False),
            ("three drivers", 3, 3, "1", "drivers", False),
        ],
    ),
    (
        "Two sisters aged 4 and 7 were hurt.",
        [("Two sisters", 2, 2, "1", "sisters", False)],
    ),
    ("A shell hit the market, killing one.", [("one", 1, 1, "1", None, False)]),
    ("The patrol met twelve gunmen.", [("twelve gunmen", 12, 12, "1", "gunmen", False)]),
    ("They met six to nine gunmen.", [("six to nine gunmen", 6, 9, "1", "gunmen", False)]),
    ("It holds 1,000-1,500 rebels.", [("1,000-1,500 rebels", 1000, 1500, "1", "rebels", False)]),
    (
        "The camp shelters between 300 and 450 families.",
        [("between 300 and 450 families", 300, 450, "1", "families", False)],
    ),
    ("About 60 nurses left.", [("About 60 nurses", 60, 60, "1", "nurses", True)]),
    ("Nearly seven to nine men fled.", [("Nearly seven to nine men", 7, 9, "1", "men", True)]),
    ("He saw more than 70 trucks.", [("more than 70 trucks", 70, None, "1", "trucks", False)]),
    ("At least five monks died.", [("At least five monks", 5, None, "1", "monks", False)]),
    ("Up to 30 boats sank.", [("Up to 30 boats", None, 30, "1", "boats", False)]),
    (
        "No more than 90 guards stayed.",
        [("No more than 90 guards", None, 90, "1", "guards", False)],
    ),
    (
        "They hold three bridges at most.",
        [("three bridges at most", None, 3, "1", "bridges", False)],
    ),
    ("It fired 40+ rockets.", [("40+ rockets", 40, None, "1", "rockets", False)]),
    ("Some 50 or more goats died.", [("Some 50 or more goats", 50, None, "1", "goats", False)]),
    ("An estimated 900 people came.", [("An estimated 900 people", 900, 900, "1", "people", True)]),
    (
        "Three to four dozen militiamen came.",
        [("Three to four dozen militiamen", 36, 48, "1", "militiamen", False)],
    ),
    (
        "The toll rose from 12 to 20.",
        [("12", 12, 12, "1", "dead", False), ("20", 20, 20, "1", "dead", False)],
    ),
]

NUMERALS: list[tuple[str, list[Expected]]] = [
    ("It moved 40,000 shells.", [("40,000 shells", 40000, 40000, "1", "shells", False)]),
    ("It moved 40 000 shells.", [("40 000 shells", 40000, 40000, "1", "shells", False)]),
    ("1.5 million people fled.", [("1.5 million people", 1.5e6, 1.5e6, "1", "people", False)]),
    (
        "Two hundred thousand refugees returned.",
        [("Two hundred thousand refugees", 2e5, 2e5, "1", "refugees", False)],
    ),
    (
        "They buried one hundred and sixteen bodies.",
        [("one hundred and sixteen bodies", 116, 116, "1", "bodies", False)],
    ),
    ("Twenty-five cadets fell ill.", [("Twenty-five cadets", 25, 25, "1", "cadets", False)]),
    ("A dozen tankers burned.", [("A dozen tankers", 12, 12, "1", "tankers", False)]),
    ("A couple of ferries sank.", [("A couple of ferries", 2, 2, "1", "ferries", True)]),
    ("Several dozen monks marched.", [("Several dozen monks", 24, None, "1", "monks", True)]),
    ("Dozens of goats were lost.", [("Dozens of goats", 24, None, "1", "goats", True)]),
    ("Hundreds of women came.", [("Hundreds of women", 200, None, "1", "women", True)]),
    (
        "Tens of thousands of pupils stay away.",
        [("Tens of thousands of pupils", 20000, None, "1", "pupils", True)],
    ),
    (
        "One and a half million people fled.",
        [("One and a half million people", 1.5e6, 1.5e6, "1", "people", False)],
    ),
]

MEASURES: list[tuple[str, list[Expected]]] = [
    ("They took 9 square kilometres.", [("9 square kilometres", 9, 9, "km2", None, False)]),
    ("The front is up to 3 km wide.", [("up to 3 km", None, 3, "km", None, False)]),
    ("It lies 20-25 miles north.", [("20-25 miles", 20, 25, "[mi_i]", None, False)]),
    ("Over 80 tonnes of rice burned.", [("Over 80 tonnes", 80, None, "t", None, False)]),
    ("A lull of 60 days began.", [("60 days", 60, 60, "d", None, False)]),
    ("A 60-day lull began.", [("60-day", 60, 60, "d", None, False)]),
    ("Aid of €40m arrived.", [("€40m", 4e7, 4e7, "EUR", None, False)]),
    ("They asked for $2.5 billion.", [("$2.5 billion", 2.5e9, 2.5e9, "USD", None, False)]),
    ("It cost 500 million euros.", [("500 million euros", 5e8, 5e8, "EUR", None, False)]),
    (
        "About 40 percent of the homes burned.",
        [("About 40 percent of the homes", 40, 40, "%", None, True)],
    ),
    ("They hold 80% of the valley.", [("80% of the valley", 80, 80, "%", None, False)]),
    (
        "Two thirds of the city is dark.",
        [("Two thirds of the city", 0.667, 0.667, "ratio", None, False)],
    ),
    ("Half of the wounded died.", [("Half of the wounded", 0.5, 0.5, "ratio", None, False)]),
    (
        "They hold less than a tenth of the port.",
        [("less than a tenth of the port", None, 0.1, "ratio", None, False)],
    ),
    ("Nine out of ten wells are dry.", [("Nine out of ten wells", 0.9, 0.9, "ratio", None, False)]),
]

WHAT_IS_COUNTED: list[tuple[str, list[Expected]]] = [
    ("Eight of our scouts fell.", [("Eight of our scouts", 8, 8, "1", "scouts", False)]),
    ("We saw 17 dead sailors.", [("17 dead sailors", 17, 17, "1", "sailors", False)]),
    ("Four Turkish posts remain.", [("Four Turkish posts", 4, 4, "1", "posts", False)]),
    (
        "It lost six armoured vehicles.",
        [("six armoured vehicles", 6, 6, "1", "armoured vehicles", False)],
    ),
    (
        "Fifty people were hurt. Six of them were children.",
        [
            ("Fifty people", 50, 50, "1", "people", False),
            ("Six of them", 6, 6, "1", "children", False),
        ],
    ),
    (
        "We counted 14 attacks, and two were continuing.",
        [("14 attacks", 14, 14, "1", "attacks", False), ("two", 2, 2, "1", "attacks", False)],
    ),
    ("Doctors put the toll at 31.", [("31", 31, 31, "1", "dead", False)]),
    (
        "It shot down 27 of 30 drones.",
        [("27", 27, 27, "1", "drones", False), ("30 drones", 30, 30, "1", "drones", False)],
    ),
]

ONE_AND_NONE: list[tuple[str, list[Expected]]] = [
    ("One civilian was killed.", [("One civilian", 1, 1, "1", "civilian", False)]),
    (
        "A girl and two of her brothers were killed.",
        [
            ("A girl", 1, 1, "1", "girl", False),
            ("two of her brothers", 2, 2, "1", "brothers", False),
        ],
    ),
    ("The army lost a tank.", [("a tank", 1, 1, "1", "tank", False)]),
    ("There were no soldiers at the school.", [("no soldiers", 0, 0, "1", "soldiers", False)]),
    ("Not one rocket was fired.", [("Not one rocket", 0, 0, "1", "rocket", False)]),
    ("Not a single fighter is left.", [("Not a single fighter", 0, 0, "1", "fighter", False)]),
    ("None of the hostages was freed.", [("None of the hostages", 0, 0, "1", "hostages", False)]),
    ("They did not lose a single tank.", [("a single tank", 0, 0, "1", "tank", False)]),
]

MODELS_AND_COMPOUNDS: list[tuple[str, list[Expected]]] = [
    ("They lost 4 Leopard 2 tanks.", [("4 Leopard 2 tanks", 4, 4, "1", "tanks", False)]),
    (
        "Six hungry people left with a 300-strong force.",
        [
            ("Six hungry people", 6, 6, "1", "people", False),
            ("300", 300, 300, "1", None, False),
        ],
    ),
    ("About 6.9m people fled.", [("About 6.9m people", 6.9e6, 6.9e6, "1", "people", True)]),
    ("15% to 20% of the crop was lost.", [("15% to 20% of the crop", 15, 20, "%", None, False)]),
    ("Neither army has lost a single tank.", [("a single tank", 0, 0, "1", "tank", False)]),
]

NOTHING: list[str] = [
    "He is not a suspect.",
    f"The account is {'9' * 400}.",
    "The 57th Brigade holds the line.",
    "Resolution 1701 ended the war.",
    "Channel 12 showed the ruins.",
    "Phase two begins soon.",
    "It began on 3 March 2024 at 10:30 a.m. local time.",
    "Since 2014 the road has been closed.",
    "The 2006 war destroyed the port.",
    "Ivan Marchuk, 42, lost his house.",
    "A 12-year-old girl spoke to us.",
    "She has children aged 5 and 7.",
    "One of the roads is closed.",
    "One day it will end.",
    "No one came, and no aid has arrived.",
    "An F-16 and a T-72 were seen near the M4 road.",
    "The gun fires 155mm shells.",
    "They fled three days ago.",
    "In the past 24 hours the shelling went on.",
    "Several families stayed, and a few returned.",
    "Call +380 44 123 45 67 for help.",
    "The second wave came at dawn.",
    "A village elder met a reporter.",
]
