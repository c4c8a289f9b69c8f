"""Reports in pairs: under each name one without a contradiction, and one with exactly one."""

from __future__ import annotations

DENIALS = {
    "no such attempt": (
        (
            "The governor said that rebels had burned nine lorries as they tried to break out of "
            "Bunia. The rebels said that there had been no such fire at Goma's mill."
        ),
        (
            "The governor said that rebels had burned nine lorries as they tried to break out of "
            "Bunia. The rebels said that there had been no such attempt."
        ),
    ),
    "no such movement": (
        (
            "Burundi's army said that Rwanda was hosting the FDLR. "
            "Rwanda's spokeswoman said that there was no bridge on the lake."
        ),
        (
            "Burundi's army said that Rwanda was hosting the FDLR. "
            "Rwanda's spokeswoman said that there was no such movement in the country."
        ),
    ),
    "no such group": (
        (
            "Pakistan said that Kabul shelters the TTP. "
            "The Taliban's spokesman said that he had heard of no such group."
        ),
        (
            "Pakistan said that Kabul shelters the TTP. "
            "The Taliban's spokesman said that there was no such group on Afghan soil."
        ),
    ),
    "the dead of a hospital": (
        (
            "Al-Shifa Hospital said that it had received 32 dead since the morning, and the Civil "
            "Defence spoke of 41 in the whole of the strip."
        ),
        (
            "Al-Shifa Hospital said that it had received 32 dead since the morning, and the Civil "
            "Defence spoke of nine in the whole of the strip."
        ),
    ),
    "no such order": (
        (
            "The army said that Rwanda had ordered the shelling of Kaziba. "
            "Rwanda's foreign minister said that he knew of no such order."
        ),
        (
            "The army said that Rwanda had ordered the shelling of Kaziba. "
            "Rwanda's foreign minister said that no such order was ever given."
        ),
    ),
    "no such incident": (
        (
            "Villagers said that soldiers had beaten an old man in Uvira. "
            "The army said that no rain had fallen."
        ),
        (
            "Villagers said that soldiers had beaten an old man in Uvira. "
            "The army said that there had been no such incident."
        ),
    ),
    "the dead are known": (
        (
            "The army said that nine people had been killed in Kaziba on Monday. "
            "The rebels said that the dead in Kaziba had not been counted."
        ),
        (
            "The army said that nine people had been killed in Kaziba on Monday. "
            "The rebels said that nobody had been killed in Kaziba."
        ),
    ),
    "the wounded are known": (
        (
            "The police said that fourteen people were wounded in Kaziba on Monday. "
            "A medic said that no ambulance came for the wounded in Kaziba."
        ),
        (
            "The police said that fourteen people were wounded in Kaziba on Monday. "
            "A medic said that nobody was wounded in Kaziba."
        ),
    ),
    "no serious damage": (
        (
            "The damage at the plant in Kaziba was slight, the mayor said. "
            "The director said that the plant had suffered no serious damage."
        ),
        (
            "The damage at the plant in Kaziba was slight, the mayor said. "
            "The director said that the plant had suffered no damage."
        ),
    ),
    "what a hospital received": (
        (
            "The army said that 39 people had been killed in Bara on Thursday. "
            "The hospital said that it had received twelve bodies from Bara."
        ),
        (
            "The army said that seven people had been killed in Bara on Thursday. "
            "The hospital said that it had received twelve bodies from Bara."
        ),
    ),
    "wounded and dead": (
        (
            "The army said that 39 people had been killed in Bara on Thursday. "
            "The hospital said that it had taken in twelve bodies and 113 wounded from Bara."
        ),
        (
            "The army said that nine people had been killed in Bara on Thursday. "
            "The hospital said that it had taken in twelve bodies and 113 wounded from Bara."
        ),
    ),
    "of the past day": (
        (
            "Four people died of cholera in Bara in the past day, the ministry said. "
            "A doctor said that she had counted 148 such deaths since January."
        ),
        (
            "Four people died of cholera in Bara on Sunday, the ministry said. "
            "A doctor said that 48 people had died of cholera there on Sunday."
        ),
    ),
    "hands, and no fighters": (
        (
            "The Emergency Room in El Fasher wrote that there was nobody left to dig, and gave 75 "
            "dead. The army said that it held El Fasher firmly."
        ),
        (
            "A volunteer said that the army had no soldier left in El Fasher. "
            "The army said that it held El Fasher firmly."
        ),
    ),
}

TURNS = {
    "shut or open": (
        (
            "The crossing at Torkham stayed shut on Sunday, traders said. "
            "The Taliban's spokesman said that lorries were moving again in Kandahar."
        ),
        (
            "The crossing at Torkham stayed shut on Sunday, traders said. "
            "The Taliban's spokesman said that lorries were moving again at Torkham."
        ),
    ),
    "hunger": (
        (
            "Israel's foreign minister said that there was no hunger in Haifa. "
            "The health ministry said that four people had died of malnutrition in Gaza."
        ),
        (
            "Israel's foreign minister said that there was no hunger in Gaza. "
            "The health ministry said that four people had died of malnutrition in Gaza."
        ),
    ),
    "talks": (
        (
            "Mediators said that there was great progress on a new school in Doha. "
            "The rebels said that not a stone had been moved."
        ),
        (
            "Hamas said that its delegation in Cairo had shown great flexibility. "
            "An Israeli official said that Hamas had not moved by a centimetre."
        ),
    ),
    "a border": (
        (
            "Thailand's army said that villagers had fled from the border near Surin on Monday. "
            "Cambodia's defence ministry said that its soldiers were on their own territory."
        ),
        (
            "Thailand's army said that Cambodian soldiers had crossed the border near Surin on "
            "Monday. Cambodia's ministry said that its soldiers were on their own territory."
        ),
    ),
    "mines": (
        (
            "Thailand's army said that its soldiers had found newly laid mines near Surin. "
            "Cambodia said that the temple was left over from the Khmer kings."
        ),
        (
            "Thailand's army said that its soldiers had found newly laid mines near Surin. "
            "Cambodia said that the mines were left over from the civil war."
        ),
    ),
    "lights": (
        (
            "The army said that the ambulances had come without headlights. "
            "The Red Crescent said that three of its men had died."
        ),
        (
            "The army said that the ambulances had come without headlights. "
            "The Red Crescent said that the ambulances had their headlights on."
        ),
    ),
    "coordinated": (
        (
            "The UN said that the convoy had been coordinated with the army. "
            "The army said that the convoy had not been harmed."
        ),
        (
            "The UN said that the convoy had been coordinated with the army. "
            "The army said that the convoy had not been coordinated."
        ),
    ),
    "in order": (
        (
            "The junta said that its troops had made a tactical withdrawal from Lashio. "
            "The rebels said that families had come back to the town."
        ),
        (
            "The junta said that its troops had made a tactical withdrawal from Lashio. "
            "The rebels said that the soldiers had fled in panic."
        ),
    ),
    "guests": (
        (
            "Turkey said that its soldiers were in Bashiqa at the invitation of the government. "
            "Iraq's prime minister said that the road to Mosul was safe."
        ),
        (
            "Turkey said that its soldiers were in Bashiqa at the invitation of the government. "
            "Iraq's prime minister said that they had come uninvited."
        ),
    ),
    "a broker": (
        (
            "Washington said that it had brokered the truce in Kashmir. "
            "India's foreign ministry said that the two armies had fought over a post."
        ),
        (
            "Washington said that it had brokered the truce in Kashmir. "
            "India's foreign ministry said that it was worked out directly between the armies."
        ),
    ),
    "the same days": (
        (
            "The rebels said that 1,200 families had fled to Tawila in three days. "
            "The UN said that 390 families had fled to Tawila on Monday."
        ),
        (
            "The rebels said that 1,200 families had fled to Tawila in three days. "
            "The UN said that 390 families had fled to Tawila over the same days."
        ),
    ),
    "called nonsense": (
        (
            "A Danish frigate was followed by a warship, Denmark's intelligence service said. "
            "Russia's ambassador called this meeting himself."
        ),
        (
            "A Danish frigate was followed by a warship, Denmark's intelligence service said. "
            "Russia's ambassador called this nonsense."
        ),
    ),
    "never there": (
        (
            "The Thai navy said that it had driven Cambodian forces out of Trat on Monday. "
            "A spokeswoman in Phnom Penh said that no Cambodian soldier had entered Surin."
        ),
        (
            "The Thai navy said that it had driven Cambodian forces out of Trat on Monday. "
            "A spokeswoman in Phnom Penh said that no Cambodian soldier had set foot in Trat."
        ),
    ),
    "another takes the word": (
        (
            "The depot in Sochi was still burning, residents said; the governor, Ivan Orlov, said "
            "that nine lorries had come."
        ),
        (
            "The depot in Sochi was still burning, residents said; the governor, Ivan Orlov, said "
            "that the fire had been put out."
        ),
    ),
}
