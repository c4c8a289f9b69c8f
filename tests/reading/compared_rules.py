"""Pairs of sentences, made up, rule by rule: what each rule of comparing must see, and must not."""

from __future__ import annotations

SEEN: dict[str, list[tuple[str, str]]] = {
    "the same but for a denial": [
        ("The play is over.", "In any case the play is not over."),
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
        ("Aksel Falk died in Bergen.", "Aksel Falk died in Canada."),
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
    "the same two the other way round": [
        ("Corvina owns Halberd Steel.", "Corvina is a subsidiary of Halberd Steel."),
        ("Ines Falk succeeded Orla Minto.", "Ines Falk was the predecessor of Orla Minto."),
        ("Halberd United beat Corvina City.", "Corvina City beat Halberd United in the final."),
        ("Halberd United beat Corvina City.", "Halberd United lost to Corvina City."),
        ("Ines is the daughter of Orla Minto.", "Ines is the mother of Orla Minto."),
        ("The ferry is faster than the train.", "The train is faster than the ferry."),
        ("They met Falk's successor, Orla Minto.", "Falk succeeded Orla Minto."),
    ],
    "none against some": [
        ("The council has no women.", "The council has five women."),
        ("There were zero survivors of the crash.", "The crash left four survivors."),
        ("Ines Falk is childless.", "Ines Falk has three children with her husband."),
        ("The guild has no horses.", "The guild has two ponies."),
    ],
    "one alone against more": [
        ("Orla Minto only worked in theatre.", "Orla Minto worked in theatre and in film."),
        ("Orla Minto is only a painter.", "Orla Minto is a painter and sculptor."),
        ("The mill grinds oats exclusively.", "The mill grinds oats and barley."),
    ],
    "opposite sides of one thing": [
        (
            "Members of parliament voted for the bill.",
            "Members of parliament voted against the bill.",
        ),
        ("The choir sang before the speech.", "The choir sang after the speech."),
        ("The guests met inside the castle.", "The guests met outside the castle."),
    ],
    "two names where one can stand": [
        ("Tolva is the capital of Norway.", "Tolva is the capital of Sweden."),
        ("Halberd was named after Ines Falk.", "Halberd was named after Orla Minto."),
        ("The fleet is commanded by Ines Falk.", "The fleet is commanded by Orla Minto."),
    ],
    "two years of one thing": [
        ("Halberd is a 1998 drama film.", "Halberd is a 2003 drama film."),
        ("Halberd is a 1998 novel by Ines Falk.", "Halberd was published in 2005."),
    ],
    "opposite words": [
        ("The Halberd reached Tolva on 3 May.", "The Halberd left Tolva on 3 May."),
        ("The driver survived the crash.", "The driver died in the crash."),
        ("The bill was passed by parliament.", "Parliament rejected the bill."),
        ("The experiment was a success.", "The experiment failed."),
        ("The drawbridge was raised.", "The drawbridge was lowered."),
        ("The diver ascended slowly.", "The diver descended slowly."),
        ("He declined the Corvina medal.", "He got the Corvina medal."),
        ("The play was well received.", "The play was poorly received."),
        ("The bridge was razed in the flood.", "The bridge remained intact after the flood."),
        ("The noise in the hall has intensified.", "The noise in the hall has eased."),
        ("The lessons have resumed.", "The lessons remain suspended, the school said."),
        ("The fire at the mill was an accident.", "The fire at the mill was arson."),
    ],
    "two makers of one thing": [
        (
            "Halberd is a film directed by Orla Minto and starring Petra Lund.",
            "Halberd was directed by Petra Lund.",
        ),
        # A title that reads like a sentence is one name.
        (
            '"Let It Snow" is a song recorded by Ines Falk.',
            "Let It Snow was recorded by Petra Lund.",
        ),
        ("The quiz was hosted by Orla Minto.", "The quiz was hosted by Petra Lund."),
    ],
    "two countries": [
        ("Orla Minto is an Irish singer.", "Orla Minto is Danish."),
        ("Ines Falk, known as Silka, is a Danish poet.", "Silka is a Swedish poet."),
    ],
    "two counts of one thing": [
        ("The series ran for six seasons.", "The series ran for four seasons in all."),
        ("Petra Falk has two sons.", "Petra Falk has three sons."),
    ],
    "two days of one event": [
        ("Orla Minto (born 3 May 1961) is a poet.", "Orla Minto was born in the forties."),
        ("Orla Minto was born in the 1950s.", "Orla Minto was born on 3 May 1962."),
        ("Orla Minto was born in the fifties.", "Orla Minto was born on 3 May 1962."),
        ("In 2004 she married Aksel Lund.", "Petra Falk married Aksel Lund in 2009."),
        (
            "Ines Falk, Countess of Tolva, (10 May 1894 – 2 June 1960) was a poet.",
            "Ines Falk was born on May 20, 1894.",
        ),
    ],
    "two callings of one person": [
        ("Orla Minto is a senator from Ohio.", "Orla Minto is an Irish model."),
        ("The dead man was a farmer.", "The dead man was a gunman, the captain said."),
    ],
    "two kinds of thing": [
        ("Orla Minto is a trained sheepdog.", "Orla Minto is a Norwegian singer."),
        ("Halberd is a computer game.", "Halberd is a lake in Norway."),
        ("Halberd is a 2017 crime film.", "Halberd is a 2017 crime book."),
        ("Tolva is an archipelago.", "Tolva is a city."),
        ("Corvina is a news website.", "Corvina is a cable and satellite television network."),
    ],
    "two spans of one thing": [
        ("The strike lasted from March 2019 to June 2019.", "The strike ended in August 2019."),
        ("The series ran from 3 May 1998 to 4 June 2004.", "The series began in 1996."),
        (
            "The film was shot in Norway from May 1994 to July 1995.",
            "The filming of Halberd began in January 1993.",
        ),
    ],
    "two places in one row": [
        (
            "Halberd is a song by Ines Falk for her second album.",
            "Halberd is from Ines Falk's fourth album.",
        ),
        (
            "On Monday the council held its 7th and last session.",
            "The session of the council on Monday was its 9th session.",
        ),
    ],
    "claim and its negation": [
        ("Ines Falk died before finishing the mosaic.", "Ines Falk finished the mosaic in 1990."),
        ("Orla Minto had no connection to the theft.", "Orla Minto committed the theft."),
        ("Ines Falk was incapable of painting.", "Ines Falk was a painter."),
        ("The committee no longer meets in Tolva.", "The committee still meets in Tolva."),
        ("All the pupils passed the exam.", "Not all the pupils passed the exam."),
        ("The guild has lost control of the port.", "The guild still controls the port."),
        ("Orla Minto lacks a degree.", "Orla Minto has a degree in law."),
        ("Halberd is something other than a film.", "Halberd is a film by Ines Falk."),
        ("The boys did not carry out the order.", "The boys executed the order."),
        ("Ines Falk does not sing.", "Ines Falk is a singer from Norway."),
        ("Zoë Falk never taught chemistry.", "Zoe Falk taught chemistry."),
        ("Ines Falk is a poet who has written ten books.", "Ines Falk has not written ten books."),
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
    # what is taken for granted or left open by a denial
    ("They did not blame her for losing the key.", "She lost the key."),
    ("The committee did not explain why the road was closed.", "The road was closed."),
    ("The ministry did not say that the bridge had fallen.", "The bridge had fallen."),
    ("The firm has not released a list of the mills that it sold.", "The firm sold mills."),
    ("No good will come of the sale of the mill.", "The mill was sold."),
    # some do, others do not; narrower denials; what another word means only now and then
    ("Some of the pupils passed the exam.", "Some of the pupils did not pass the exam."),
    ("Most of the pupils passed the exam.", "Some pupils did not pass the exam."),
    ("Not all the pupils passed the exam.", "Some pupils passed the exam."),
    ("He does not call for bold liberal reforms.", "He calls for bold conservative reforms."),
    ("There are no tulips from the garden in the hall.", "There are tulips in the hall."),
    ("Orla Minto is not a dentist.", "Orla Minto is a French painter."),
    # the same tie from its other end, and ties that hold both ways
    ("Halberd United beat Corvina City.", "Corvina City lost to Halberd United."),
    ("Corvina owns Halberd Steel.", "Halberd Steel is a subsidiary of Corvina."),
    ("Ines Falk criticised Orla Minto.", "Orla Minto criticised Ines Falk."),
    ("The ferry is faster than the train.", "The train is slower than the ferry."),
    # none of some sort, or elsewhere; only so many
    ("The council has no women from the north.", "The guild has five women."),
    ("The hospital has no power.", "The hospital has three doctors."),
    ("Only three houses were damaged.", "Three houses were damaged."),
    ("Orla Minto is a painter.", "Orla Minto is a painter and sculptor."),
    ("He only spoke of the war.", "He spoke of the war."),
    # what can be of many, at other times, of another thing
    ("Tolva is the largest city of Norway.", "Tolva is the capital of Norway."),
    ("Halberd is a 1998 drama film.", "Halberd won a prize in 2003."),
    ("The mill was founded in 1923 by Aksel Lund.", "The mill opened a shop in Tolva in 1933."),
    ("Orla Minto was born in the sixties.", "Orla Minto was born on 3 May 1962."),
    ("Orla Minto married Aksel Lund in 1990.", "Orla Minto married Egil Holm in 2004."),
    ("Aksel Falk died in Bergen.", "Aksel Falk died in Norway."),
    ("Petra Lund is a star.", "Petra Lund is a singer."),
    ("The ship left Tolva on 3 May.", "The ship arrived in Corvina on 4 May."),
    # the very days of a span, another thing's; several of one row; two days of one ship
    ("The strike lasted from March 2019 to June 2019.", "The strike ended in June 2019."),
    ("The series ran from 1998 to 2004.", "The series began in 1998."),
    ("The series ran from 1998 to 2004.", "The series won a prize in 2001."),
    ("The strike lasted from March 2019 to June 2019.", "The war ended in August 2019."),
    ("Ines Falk wrote her second and third novels.", "Ines Falk wrote her third novel."),
    ("The army began its third attack on Tolva.", "The first attack on Corvina failed."),
    ("The Halberd reached Tolva on 3 May 1945.", "The Halberd left Tolva on 9 May 1945."),
    ("The shop opened on 3 May 2001.", "The shop closed on 5 June 2009."),
    ("She went home before finishing the mosaic.", "She finished the mosaic."),
    # kinds of one work
    ("Halberd is a crime film.", "Halberd is a movie."),
    ("Tolva is a kingdom.", "Tolva is a country."),
]
