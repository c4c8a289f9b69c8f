"""Pairs of sentences, made up, and what comparing should make of them."""

from __future__ import annotations

OPPOSED: list[tuple[str, str, str]] = [
    # denial of the same deed, by a particle, an empty argument, a verb, an adjective
    ("The ferry reached the island on Friday.", "The ferry did not reach the island.", "negation"),
    (
        "Nobody in the village owned a tractor.",
        "People in the village owned a tractor.",
        "negation",
    ),
    ("No trains left the station.", "Trains left the station.", "negation"),
    ("The mayor refused to sign the contract.", "The mayor signed the contract.", "negation"),
    ("The mayor has yet to sign the contract.", "The mayor signed the contract.", "negation"),
    ("The pilot failed to send a signal.", "The pilot sent a signal.", "negation"),
    ("The pump was unable to lift the water.", "The pump lifted the water.", "negation"),
    ("Anna Brodie is not a surgeon.", "Anna Brodie is a surgeon and a painter.", "negation"),
    ("The bridge isn't safe.", "The bridge is safe.", "negation"),
    ("She never visited Lisbon.", "She visited Lisbon in 1987 with her sister.", "negation"),
    ("The team has no access to the data.", "The team has access to the data.", "negation"),
    # by whom and to what is told in other words, of one sort
    ("The guards refused to leave the orchard.", "The guards left the orchard.", "negation"),
    ("No trucks reached the camp.", "Lorries reached the camp.", "negation"),
    ("The soldiers did not enter the mill.", "Troops entered the mill.", "negation"),
    ("The union does not run the harbour.", "The union runs the harbour.", "negation"),
    ("The chief of the guild did not resign.", "The guild's chief resigned.", "negation"),
    ("The mill is closed to lorries.", "The mill is open to lorries.", "antonym"),
    # of a war, by the rules of linking, as if of one day
    (
        "Not a single civilian was hurt in the strike on Rafah.",
        "The strike on Rafah wounded two civilians.",
        "negation",
    ),
    ("Rebels failed to take Bria on Sunday.", "Rebels captured Bria on Sunday.", "negation"),
    # opposite words of one subject
    ("The shop is open.", "The shop is closed.", "antonym"),
    ("The committee accepted the offer.", "The committee rejected the offer.", "antonym"),
    ("The river rose.", "The river fell.", "antonym"),
    ("Corvina said it had accepted the offer.", "Corvina had rejected the offer.", "antonym"),
    # what is of one kind is of no other; what is from one country
    ("Halberd is a 1998 crime novel by Ines Falk.", "Halberd is a film.", "antonym"),
    ("Orla Minto is an Irish singer.", "Orla Minto is a Japanese singer.", "antonym"),
    ("Tolva is a river in the north.", "Tolva is a city.", "antonym"),
    # what happens but once, and what counts the same
    ("Ines Falk was born in March 1961.", "Ines Falk was born in July 1961.", "time"),
    ("Ines Falk (born 4 March 1961) is a poet.", "Ines Falk was born in 1970.", "time"),
    ("The academy was founded in 1920.", "The academy was founded in 1931.", "time"),
    ("The orchestra has 40 members.", "The orchestra has 52 members.", "number"),
    ("It was the third season of the show.", "It was the fifth season of the show.", "number"),
    ("Halberd was written by Ines Falk.", "Halberd was written by Orla Minto.", "responsibility"),
    # one sentence, two figures
    ("A crate weighs 30 kg", "A crate weighs more than 30 kg", "number"),
]

APART: list[tuple[str, str]] = [
    # a denial of more than the other says
    ("The boy did not buy a red car.", "The boy bought a car."),
    ("She did not sing at the opera.", "She sang at home."),
    ("Not only did he sign the letter, he wrote it.", "He signed the letter."),
    # a denial of the deed to something else, by somebody else, on another day, with a condition
    ("The abbot refused to let painters into the tower.", "The abbot let a choir into the tower."),
    ("The guards refused to leave the orchard.", "The farmers left the orchard."),
    ("No coal reached Tolva.", "Milk reached Tolva."),
    ("The league did not impose a fine on Corvina.", "The league imposed a fine on Halberd."),
    ("The fine on Corvina was lifted.", "The fine on Halberd was not lifted."),
    ("The union does not run the harbour.", "The union runs the road to the harbour."),
    ("The abbot resigned.", "The abbot's chief of staff did not resign."),
    ("The wave hit the mayor.", "The wave did not hit the mayor's deputy."),
    ("The owners said the mill was not at risk.", "Barns below the mill are at risk of fire."),
    ("The mill is closed to lorries.", "The mill is open to bicycles."),
    ("Halberd has not agreed to merge.", "Halberd agreed to a loan, its owner said."),
    ("The crate was not sent by our clerks.", "The crate hit a wall and broke two lamps."),
    ("The ferry failed to reach Tolva in March.", "The ferry reached Tolva in May."),
    ("The pump does not work without oil.", "The pump works with oil."),
    ("The choir did not leave the hall until noon.", "The choir left the hall."),
    ("The clerk did not say whether the fire was arson.", "The fire was arson, the mayor said."),
    # a place in the other, a calling of the past, a name of a town and of its region
    ("Orla Minto was raised in Kyiv.", "Orla Minto was raised in Ukraine."),
    ("The guide was a former soldier.", "The guide was a journalist."),
    ("Kassala is a state in Sudan.", "Kassala is a city in Sudan."),
    ("They withstood pressure to sign the deal.", "They signed the deal."),
    ("The hall is closed to young singers.", "The hall is open to old painters."),
    (
        "The harbour of Odesa is closed to civilian ships.",
        "The harbour of Odesa is open to cargo ships.",
    ),
    # what shares no "did not"
    ("He did not wait and left the hall.", "He left the hall."),
    # two denials
    ("The bridge is not safe.", "The bridge isn't safe."),
    ("The mayor refused to sign the contract.", "The mayor did not sign the contract."),
    # a plan, a condition, a possibility
    ("The firm may close the plant.", "The firm did not close the plant."),
    ("If the firm closes the plant, we leave.", "The firm did not close the plant."),
    ("The firm wants to close the plant.", "The firm did not close the plant."),
    # others, elsewhere
    ("Maria did not win the race.", "Petra won the race."),
    ("The shop is open.", "The library is closed."),
    ("Halberd is a novel.", "Corvina is a film."),
    ("Halberd was written by Ines Falk.", "Corvina was written by Orla Minto."),
    # converses and roles that go together
    ("Dana sold the house to Petra.", "Petra bought the house from Dana."),
    ("Orla Minto is a singer.", "Orla Minto is an actress."),
    ("Orla Minto is a French and Irish singer.", "Orla Minto is an Irish singer."),
    # dates and counts that one lets in
    ("Ines Falk was born in March 1961.", "Ines Falk was born in 1961."),
    ("At least 40 people came.", "52 people came."),
    ("About 40 people came.", "42 people came."),
    ("The bridge is long.", "Wheat is cheap."),
    # two events, and parts of a number
    ("The rangers planted 20 trees in March.", "The rangers planted 31 trees in June."),
    ("Two miners were hurt in the shaft.", "Four miners were saved from the shaft."),
    ("Almost all guests have left.", "Some 200 guests remain."),
]

FIGURES: list[tuple[str, str, bool]] = [
    ("A crate weighs 30 kg", "A crate weighs 31 kg", True),
    ("A crate weighs 30 kg", "A crate weighs 30 kg", False),
    ("A crate weighs at least 30 kg", "A crate weighs 30 kg", False),
    ("A crate weighs less than 30 kg", "A crate weighs 30 kg", True),
    ("A crate weighs up to 30 kg", "A crate weighs 30 kg", False),
    ("A crate weighs up to 30 kg", "A crate weighs 31 kg", True),
    ("A crate weighs about 30 kg", "A crate weighs 33 kg", False),
    ("A crate weighs about 30 kg", "A crate weighs 60 kg", True),
    ("A crate weighs 1,000 kg", "A crate weighs 1000 kg", False),
    ("A crate weighs thirty kg", "A crate weighs 30 kg", False),
    ("A crate weighs 30 kg", "A barrel weighs 31 kg", False),
    ("30", "31", False),
    ("A crate weighs 30 kg and costs 5", "A crate weighs 30 kg and costs 6", True),
    ("The ship sailed on 3 June", "The ship sailed on 4 June", False),
    ("A crate weighs 2.5 kg", "A crate weighs more than 2 kg", False),
]

PLAIN = [text for pair in (*OPPOSED[::5], *APART[::5]) for text in pair[:2]]
