"""Pairs of sentences in the style of news, made up: what each rule must see, and must not."""

from __future__ import annotations

type Pairs = list[tuple[str, str]]

SEEN: dict[str, Pairs] = {
    "two ends of one stance": [
        (
            "The unions support the new pension law.",
            "The unions' criticism of the pension law grew.",
        ),
        ("Falk, a critic of the dam, spoke first.", "Falk backs the dam."),
        ("The drug Halberdin causes hair loss.", "Hair loss is prevented by Halberdin."),
        ("Fever can be a side effect of Halberdin.", "Halberdin prevents fever."),
        ("The court exonerated Ines Falk on Monday.", "The court convicted Ines Falk on Monday."),
        ("Orla Minto, the wife of Aksel Lund, sang.", "Orla Minto is Aksel Lund's ex-wife."),
        (
            "Egil Holm is a cousin of Ines Falk.",
            "Egil Holm, an acquaintance of Ines Falk, was hurt.",
        ),
        ("Police are hunting for Egil Holm.", "Egil Holm was arrested on Sunday."),
        ("Corvina reported a net profit of $12 million.", "Corvina lost $12 million."),
        ("The treaty passed through the senate.", "The senate rejected the treaty."),
        ("The guild voiced opposition to the toll.", "The guild favours the toll."),
        ("The mayor is critical of the toll.", "The mayor supports the toll."),
    ],
    "two ends of one way": [
        ("The brigade withdrew to Tolva.", "The brigade withdrew from Tolva."),
        ("The Halberd left for Bergen on 3 May.", "The Halberd left Bergen on 3 May."),
        ("The aid workers flew from Bergen on Friday.", "The aid workers flew to Bergen."),
        ("The refugees fled to Corvina.", "The refugees fled from Corvina in trucks."),
        (
            "Before departing for Tolva on 3 May, the Halberd was painted.",
            "The Halberd left Tolva.",
        ),
        ("Minto returned from Bergen on 3 May.", "Minto returned to Bergen on 3 May."),
    ],
    "two prices of one thing": [
        ("Halberd Steel was sold for $9 million.", "Halberd Steel cost 14 million dollars."),
        (
            "Corvina bought Halberd Steel for €2.1 billion.",
            "Halberd Steel was bought for €3 billion.",
        ),
        ("The painting sold for £40,000.", "The painting fetched £60,000."),
        ("Corvina paid $5 million for the ferry.", "Corvina bought the ferry for $8 million."),
        ("The house was valued at $300,000.", "The house was valued at $500,000."),
        ("The bridge cost $90 million.", "The bridge cost $140 million to build."),
    ],
    "two days of one event": [
        ("The vote on the toll is slated for 4 May.", "The vote will take place on 9 June."),
        ("The parliamentary elections are set for 4 May.", "The elections will be held on 9 June."),
        (
            "They vetted the trial, which is scheduled for 4 May.",
            "The trial will be held on 2 May.",
        ),
        ("The summit was planned for June 2019.", "The summit was held in March 2019."),
        ("Talks are to be held on 4 May.", "The talks took place on 7 May."),
        (
            "The guild will hold its summit on 4 May.",
            "The guild's summit will take place on 11 May.",
        ),
    ],
    "two countries of one body": [
        (
            "The Oslo-based insurer Halberd dismissed workers.",
            "Halberd has its headquarters in Peru.",
        ),
        ("Chicago-based Corvina dismissed workers.", "Corvina's headquarters is in Canada."),
        ("Halberd, a Dutch airline, dismissed workers.", "Halberd is based in Kenya."),
        ("The headquarters of Corvina is in Madrid.", "Corvina is headquartered in Chile."),
        (
            "The Mexican teacher Ana Kovel was freed.",
            "Ana Kovel is a member of the Chilean senate.",
        ),
        (
            "The French engineer Luc Garnel was freed.",
            "Luc Garnel is an officer in the Malian army.",
        ),
    ],
    "required against not needed": [
        ("Trucks may enter the zone without a permit.", "A permit is required to enter the zone."),
        ("Pets can enter the country without quarantine.", "Quarantine is compulsory for pets."),
        ("Visitors are allowed to enter without a visa.", "A visa is mandatory for visitors."),
        ("Boats may pass the lock without a pilot.", "Boats require a pilot to pass the lock."),
        ("Guests are permitted to enter without a mask.", "Masks are obligatory for guests."),
        ("Nurses can work here without a licence.", "A licence is necessary to work here."),
    ],
    "two holders of one office": [
        ("Tolva's president, Ines Falk, spoke.", "Orla Minto is the president of Tolva."),
        ("Ines Falk, the mayor of Bergen, spoke.", "Orla Minto is Bergen's mayor."),
        ("Ines Falk is the owner of Corvina.", "The owner of Corvina is Orla Minto."),
        ("Bergen is the capital of Norway.", "Oslo is the capital of Norway."),
        ("Norwegian premier Ines Falk spoke.", "Orla Minto is the premier of Norway."),
        ("The commander of Halberd, Ines Falk, spoke.", "Orla Minto is the commander of Halberd."),
    ],
    "the same two the other way round": [
        ("After Minto's death, Falk was elected as secretary.", "Minto succeeded Falk."),
        ("Upon the resignation of Orla Minto, Falk was sworn in.", "Orla Minto succeeded Falk."),
        ("Following Minto's dismissal, Ines Falk was appointed.", "Ines Falk preceded Minto."),
        ("Ines Falk took over from Orla Minto.", "Orla Minto took over from Ines Falk."),
        ("Ines Falk handed over to Orla Minto.", "Ines Falk succeeded Orla Minto."),
        ("After the ouster of Orla Minto, Falk became premier.", "Falk handed over to Orla Minto."),
    ],
}

SEEN["two causes of one death"] = [
    ("Ines Falk died of malaria.", "Ines Falk died of cancer."),
    ("Ines Falk died of malaria in 1931.", "Ines Falk died from burns."),
    ("Orla Minto died of a stroke in Bergen.", "Orla Minto died of hunger."),
    ("Egil Holm died from hunger.", "Egil Holm died of a stroke."),
    ("Aksel Lund, a miner, died of cholera in May.", "Aksel Lund died of hunger."),
    ("Petra Lund died of typhus in the camp.", "Petra Lund died of gunshots."),
]

NOT_SEEN: dict[str, Pairs] = {
    "two ends of one stance": [
        # who does not say it of the same, some of them, before a change, or only may
        ("The unions support the new pension law.", "The unions criticised the new tax."),
        ("The unions support the pension law.", "The farmers' criticism of the pension law grew."),
        ("Some unions support the toll.", "Some unions oppose the toll."),
        ("The unions opposed the toll, but support it now.", "The unions support the toll."),
        (
            "Orla Minto, a former critic of the dam, spoke.",
            "Orla Minto attended the talks on the dam.",
        ),
        ("The mayor may oppose the toll.", "The mayor supports the toll."),
        ("The court in Lima acquitted the captain.", "A court in Accra convicted the captain."),
        ("Smoking causes cancer.", "The ban on smoking prevents cancer."),
        ("Police who had hunted for Egil Holm arrested him.", "Police arrested Egil Holm."),
        ("Corvina lost $12 million.", "Corvina earned $40 million in May."),
        ("The guild did not oppose the toll.", "The guild supported the toll."),
    ],
    "two ends of one way": [
        ("The brigade withdrew from Tolva to Bergen.", "The brigade withdrew to Bergen."),
        ("The brigade withdrew to Tolva.", "The militia withdrew from Tolva."),
        ("The Halberd left Bergen on 3 May.", "The Halberd left for Bergen on 9 June."),
        ("The Halberd left Bergen and returned to Bergen.", "The Halberd returned to Bergen."),
        ("The refugees fled to Corvina.", "The refugees fled from Tolva."),
        ("The brigade plans to withdraw from Tolva.", "The brigade withdrew to Tolva."),
    ],
    "two prices of one thing": [
        ("Halberd Steel was sold for $9 million.", "Corvina was sold for $14 million."),
        ("The ferry cost $9.4 million.", "Corvina bought the ferry for $9 million."),
        ("The ferry cost about $9 million.", "The ferry cost $11 million."),
        ("The ferry cost $9 million.", "The ferry cost €12 million."),
        ("She sold the ferry for $9 million.", "She had paid $14 million for the ferry."),
        (
            "The ferry was sold for $9 million in 2001.",
            "In 2009 Corvina sold the ferry for $4 million.",
        ),
        ("Corvina would pay $9 million for the ferry.", "Corvina paid $12 million for the ferry."),
    ],
    "two days of one event": [
        ("The vote in Mali is slated for 4 May.", "The vote in Chad will take place on 9 June."),
        ("The trial, set for 4 May, will be held on 9 June.", "The trial will be held on 9 June."),
        (
            "Local elections will be held on 4 May.",
            "Presidential elections will be held on 9 June.",
        ),
        ("The vote is slated for 4 May.", "The vote will take place in May."),
        ("The vote is slated for 4 May.", "The report on the vote was published on 9 June."),
        ("The vote was not held on 4 May.", "The vote was held on 9 June."),
    ],
    "two countries of one body": [
        (
            "The Oslo-based insurer Halberd dismissed workers.",
            "Halberd has its headquarters in Norway.",
        ),
        ("The Oslo-based insurer Halberd dismissed workers.", "Halberd has offices in Peru."),
        ("The Dutch airline Halberd dismissed workers.", "Corvina is based in Kenya."),
        (
            "The Mexican teacher Ana Kovel was freed.",
            "Ana Kovel met members of the Chilean senate.",
        ),
        ("The Chilean senator Ana Kovel spoke.", "Ana Kovel is a member of the Chilean senate."),
        ("Halberd moved from Oslo to Lima.", "Halberd is based in Peru."),
    ],
    "required against not needed": [
        ("Trucks may enter the zone without a permit.", "A visa is required to enter the zone."),
        ("Trucks may not enter without a permit.", "A permit is required for trucks to enter."),
        ("Trucks entered the zone without a permit.", "A permit is required to enter the zone."),
        ("Boats may pass the lock without a pilot.", "A pilot is required for flights at night."),
        ("Trucks may enter the zone without a permit.", "No permit is required to enter the zone."),
        ("Guests may enter without a mask.", "Masks were sold to the guests."),
    ],
    "two holders of one office": [
        ("Tolva's former president, Ines Falk, spoke.", "Orla Minto is the president of Tolva."),
        ("Tolva's vice president, Ines Falk, spoke.", "Orla Minto is the president of Tolva."),
        ("Tolva's president, Ines Falk, spoke.", "Orla Minto is the president of Corvina."),
        ("Tolva's president, Ines Falk, met Orla Minto.", "Orla Minto is the mayor of Tolva."),
        ("Ines Falk was the president of Tolva.", "Orla Minto is the president of Tolva."),
        ("Tolva's president, Ines Falk, spoke.", "Falk is the president of Tolva."),
    ],
    "the same two the other way round": [
        ("After Minto's death, Falk was elected as secretary.", "Falk succeeded Minto."),
        ("After Minto's death, Falk sang.", "Minto succeeded Falk."),
        ("Before Minto's death, Falk was elected.", "Minto succeeded Falk."),
        ("After Minto's speech, Falk was elected.", "Minto succeeded Falk."),
        ("After Minto's death, Lund was elected.", "Minto succeeded Falk."),
        ("Ines Falk took the ball from Orla Minto.", "Orla Minto took over from Ines Falk."),
    ],
}
NOT_SEEN["two causes of one death"] = [
    ("Ines Falk died of malaria.", "Ines Falk died of an infection."),
    ("Ines Falk died of malaria.", "Orla Minto died of cancer."),
    ("Ines Falk died of an illness.", "Ines Falk died of cancer."),
    ("Three miners died of burns.", "Three miners died of hunger."),
    ("Ines Falk may have died of malaria.", "Ines Falk died of cancer."),
    ("Ines Falk did not die of malaria.", "Ines Falk died of cancer."),
]
