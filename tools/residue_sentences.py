"""Names, spellings and sentences that tools/make_residues.py makes its cables of, for both sets."""

POSTS = {"dev": ["KALVOR", "VELMORA", "BRANDOS", "PORT TIRSK"], "heldout": ["OSTERMA", "PELLIN", "GRAVIK", "CAP NORDAL"]}
OTHER_POSTS = {"dev": ["TIRSK", "HALMAR", "OSKERRY", "VENDA"], "heldout": ["LUMARA", "SORVIK", "TARNOVA", "EBRA"]}
TITLES = {  # as written out, as shortened; what stands before a surname
    "dev": [("Deputy Foreign Minister", "DFM"), ("Ambassador", "Amb."), ("Foreign Minister", "FM"), ("Prime Minister", "PM"), ("General", "Gen."), ("Director General", "DG"), ("Minister", "Minister")],
    "heldout": [("Vice Foreign Minister", "VFM"), ("Colonel", "Col."), ("Senator", "Sen."), ("Professor", "Prof."), ("Governor", "Gov."), ("Deputy Prime Minister", "DPM"), ("Judge", "Judge")],
}
SYLLABLES = {  # beginnings, middles, endings of given names, of surnames
    "dev": [
        ("Bre Tas Kal Vel Mor Ost Jur Dra Hel Sov", "ko li ve ra mi ta", "n na s l k r", "kov ski vic nen sson dze"),
        ("Ab Zu Te Wa Ngu Ki Mu Cho Ona Bi", "be ri lu ka do sa", "la wi ne mba ra", "nde ku twa oro mbo lela"),
        ("Lin Fao Quo Tsei Heu Jae Min Phu Sra Vo", "", "", "ng ao en ei uk"),
        ("Far Zah Nor Jal Bah Qad Kho Mir Sep Rud", "o i u a e", "bar din sha rin ven", "zani bari shiri doust mandi"),
    ],
    "heldout": [
        ("Gri Lau Pes Wyn Hob Tre Cor Ash Ral Fen", "ta lo ni de so ba", "m th d ne x", "wick borne lade combe stow"),
        ("Ile Sab Cor Vit Ald Rem Nuc Per Gio Bas", "be ri ta lo ma ne", "no ta ra lio na", "etti aro ucci olin esca"),
        ("Ul Kyz Ar Tem Bol Oy Sha Nar Dur Er", "gu ba ta ly no", "bek gul lan zat sun", "ymov baev tegin kul ulu"),
        ("Hin Tai Pua Lei Mak Koa Nai Vai Ron Sio", "lo na ki ma le", "a ni lu ke o", "hau paki tefa moana loa"),
    ],
}
WORDS = {  # surnames that are ordinary words
    "dev": ["Stone", "Park", "Brook", "Marsh", "Rivers", "Cooper", "Banks"],
    "heldout": ["Field", "Hill", "Bird", "Waters", "Steel", "Baker", "Woods"],
}
SPELLINGS = {  # of one name each; borne by many, from Cyrillic, Arabic, Persian, Hebrew, Greek and others
    "dev": [
        "Mohammed Muhammad Mohamed Mohammad", "Qadhafi Gaddafi Kaddafi Qaddafi", "Gorbachev Gorbachov Gorbatschow", "Yeltsin Jelzin Eltsin",
        "Milosevic Milosevich Miloshevich", "Tchaikov Chaikov Tschaikow", "Khalil Halil", "Abdullah Abdulla Abdallah", "Hussein Hussain Husayn",
        "Sergeyev Sergeev Sergeyeff", "Ivanov Ivanoff Iwanow", "Rashidov Rashidoff Raschidow", "Youssef Yusef Yousef", "Mahmoud Mahmud Makhmud",
        "Suleiman Sulayman Souleiman", "Andreyev Andreev Andrejew", "Zhukov Joukov Zukov", "Aliyev Aliev Aliyeff", "Nazarbaev Nazarbayev Nasarbajew",
        "Karimov Karimoff Karimow", "Shevchenko Chevtchenko Sevcenko", "Filippos Philippos", "Ahmed Ahmad Akhmed", "Ibrahim Ibrahiim Ibraheem",
        "Al-Rashid Alrashid El-Rashid", "Faisal Faysal Feisal", "Petrovsky Petrovskii Petrowski", "Nikolayev Nikolaev Nikolajew", "Wolkow Volkov Volkoff",
        "Boutros Butros", "Mustafa Moustafa Mostafa", "Saeedi Saidi", "Müller Mueller Muller", "Jovanović Jovanovich Yovanovic", "Kovács Kovacs Kowacs",
        "Abdulrahman Abdelrahman Abdul-Rahman", "Stefanou Stephanou", "Dmitriev Dmitriyev Dmitrieff", "Sadeghi Sadeqi", "Usmanov Ousmanov Osmanov",
    ],
    "heldout": [
        "Khrushchev Khrushchov Chruschtschow", "Zelensky Zelenskyy Selenskyj", "Osama Usama Oussama", "Bashir Basheer Bachir", "Yevgeny Evgeny Evgeniy",
        "Medvedev Medvedyev Medwedew", "Kuznetsov Kuznetsoff Kusnezow", "Yanukovych Yanukovich Janukowitsch", "Tymoshenko Timoshenko Timoschenko", "Saddiq Sadiq Siddiq",
        "Rahmani Rahmany Rakhmani", "Mikhailov Mikhaylov Michailow", "Vasiliev Vasilyev Wassiljew", "Chavchavadze Tchavtchavadze", "Rafiq Rafik",
        "Nasrallah Nasralla Nasrullah", "Haniyeh Haniya Haniyya", "Sharif Shareef Cherif", "Al-Hashimi Alhashimi El-Hashimi", "Fatima Fatimah Fathima",
        "Georgiev Georgieff Gueorguiev", "Stoyanov Stojanov Stoianov", "Dimitrios Dhimitrios", "Karadzic Karadzich Karadžić", "Djukanovic Dukanovic Đukanović",
        "Popov Popoff Popow", "Berezovsky Berezovskiy Beresowski", "Mubarak Moubarak Mubarrak", "Sulaimani Suleimani Soleimani", "Jaafari Jafari Djafari",
        "Böhringer Boehringer Bohringer", "Kurbanov Qurbonov Kourbanov", "Turchynov Turchinov Tourtchinov", "Ghannouchi Gannushi Ghannushi", "Yakovlev Jakowlew Iakovlev",
        "Zoubir Zubair Zubayr", "Abdulaziz Abdelaziz Abdul-Aziz", "Kharlamov Harlamov Kharlamoff", "Tarasyuk Tarasiuk Tarassiouk", "Mansour Mansur Mansoor",
    ],
}
NAMES_OF = {  # organisations: the first words
    "dev": ["Velkan", "Harbour", "Morwen", "Northern", "Brandosian", "Free"],
    "heldout": ["Osmeric", "Ferry", "Quendan", "Inland", "Yborian", "Joint"],
}
TRADES_OF = {
    "dev": ["Dock Workers", "Lighthouse Keepers", "Salt Traders", "Fishing Fleet", "Rope Makers", "Coal Carriers"],
    "heldout": ["Bridge Builders", "Grain Millers", "River Pilots", "Glass Blowers", "Timber Rafters", "Hay Growers"],
}
BODIES = {"dev": ["Union", "League", "Association", "Company"], "heldout": ["Federation", "Movement", "Trust", "Society"]}
COUNTRIES = {"dev": ["Norway", "Kenya", "Peru", "Mongolia", "Iceland"], "heldout": ["Chile", "Ghana", "Nepal", "Estonia", "Uruguay"]}
QUOTES = {
    "dev": ["the tide forgives no captain", "we burn the bridge before the bread", "a quiet harbour buys no bullets", "wolves count their own footprints", "nobody paints a sinking barge", "sell the anchor and keep the chain"],
    "heldout": ["no orchard survives a hungry winter", "the miller never thanks the wind", "bury the ledger beneath the oven", "a broken kettle still whistles", "even blind horses smell the stable", "rent the roof and own the ladder"],
}
# Of withheld portions. P a person in full, U a title and a person, N a number, M a reference, Q a phrase in
# quotation marks, O an organisation, D a date with a place; W a run that is planted as it stands.
WITHHELD = {
    "dev": {
        "P": ["A clerk named {P} offered to hand over the ledgers of the yard.", "We learned from {P} that the crew had been paid twice.", "{P} begged us not to tell anyone of this visit.", "The informant, {P}, is afraid of the coast guard."],
        "U": ["{U} admitted that the tender was fixed before spring.", "In private {U} called the whole budget a swindle."],
        "N": ["He can be reached at {N} after dark.", "The file bears the number {N} and is kept in a safe.", "She travels on a document numbered {N} under a false name."],
        "M": ["This was hinted at in {M} some weeks ago.", "Compare what {M} says of the shipment."],
        "Q": ['He muttered "{Q}" and left by the back stairs.', 'Her only answer was "{Q}" in a low voice.'],
        "O": ["The {O} has been paying the inspectors for years.", "Money for the strike came from the {O} and from nobody else."],
        "D": ["The handover took place {D} without any witness.", "They will meet {D} to settle the price."],
        "W": ["Smugglers move copper through the disused grain tunnels beneath the old customs shed every other week.", "The harbour master keeps forged tide tables inside a hollow lectern at the chapel.", "Two trawlers unload crates of rifles behind the breakwater whenever the moon is new."],
    },
    "heldout": {
        "P": ["Our best source, {P}, says the dam will not be finished.", "The forged seals were made by {P} in a cellar.", "{P} wept when she described the night of the arrests.", "Without {P} we would not know where the grain went."],
        "U": ["{U} confided that the ministry pays both newspapers.", "Over tea {U} let slip who had ordered the raid."],
        "N": ["Messages for her go to {N} on weekdays only.", "The lorry was registered as {N} by a straw man.", "His account, {N}, was emptied within an hour."],
        "M": ["The same voice was quoted in {M} last autumn.", "We had doubted {M} on this point."],
        "Q": ['On the wall somebody had chalked "{Q}" in red.', 'The last letter closed with "{Q}" and no name.'],
        "O": ["Behind the leaflets stands the {O} with its own press.", "Three men of the {O} were seen digging at night."],
        "D": ["He was smuggled over the border {D} inside a water cart.", "The tapes were copied {D} by a junior guard."],
        "W": ["Guards swap rotten flour for army blankets at the lower quarry before sunrise prayers.", "An unmarked ferry carries drums of solvent past the sleeping lock keeper each Thursday night.", "The abbot hides runaway conscripts among barrels of plum brandy under the granary floor."],
    },
}
# Of released portions: R is what is planted. n a name or initials, i anything with a number, m a reference, p a phrase,
# o an organisation, d a date with a place.
RELEASED = {
    "dev": {
        "n": ["Poloff saw {R} at the spring fair.", "The prize was given to {R} by the mayor.", "Guests included {R} and two painters.", "Yesterday {R} opened the new library."],
        "i": ["Calls should be made to {R} before noon.", "The receipt shows {R} at the top."],
        "m": ["More can be read in {R} on the fair.", "See {R} for the list of guests."],
        "p": ["A poster in the square said that {R} again.", "The play is called after the saying that {R} these days."],
        "o": ["The orchestra was hired by the {R} for one evening.", "A bench was painted by the {R} last week."],
        "d": ["A concert was held {R} with little rain.", "The museum was shut {R} for repairs."],
    },
    "heldout": {
        "n": ["The choir was led by {R} this year.", "A bust of {R} stands in the garden.", "Children asked {R} for a song.", "At noon {R} cut the ribbon."],
        "i": ["Tickets are sold under {R} until June.", "A plaque with {R} hangs there."],
        "m": ["The menu was sent as {R} with thanks.", "Photographs were announced in {R} too."],
        "p": ["Schoolchildren sang that {R} and clapped.", "An old proverb holds that {R} somehow."],
        "o": ["The {R} lent its tents for the picnic.", "Lemonade was poured by the {R} free of charge."],
        "d": ["The kite contest was won {R} by a baker.", "Snow fell {R} and delayed the parade."],
    },
}
PLAIN = {  # of either kind of portion
    "dev": ["The weather was mild and the streets were full.", "Prices of bread have not moved since the summer.", "A new bus line joins the two markets.", "The theatre has been painted green.", "Attendance was lower than in the year before.", "The museum counts its visitors by hand.", "Rain is expected to return within days.", "Most shops close early on market days.",
            "The fountain was repaired with private money.", "Teachers asked for warmer rooms."],
    "heldout": ["The orchard yielded twice as many pears.", "A marching band blocked the avenue for an hour.", "The swimming pool reopened with longer hours.", "Cyclists complain of loose gravel.", "The bakery on the corner changed hands.", "Tourists like the new cable car.", "A storm tore the flags from the roof.", "The zoo has bought a second camel.",
                "Firewood is cheap this year.", "The clock tower runs four minutes late."],
}
SUBJECTS = {"dev": ["{R} AND THE SPRING FAIR", "LIBRARY OPENS: {R}", "A CONCERT, A FAIR, {R}"], "heldout": ["{R} AND THE KITE CONTEST", "GARDEN PARTY: {R}", "PEARS, CAMELS, {R}"]}
PLAIN_SUBJECTS = {"dev": ["SPRING FAIR DRAWS CROWDS", "BREAD PRICES STEADY"], "heldout": ["KITES OVER THE TOWN", "A GOOD YEAR FOR PEARS"]}
HEADINGS = {"dev": ["Remarks by {R} at the Fair", "What {R} Said"], "heldout": ["A Toast to {R} and the Choir", "How {R} Sang"]}
FILES = {"dev": ["{R}-fair", "notes_{R}_2"], "heldout": ["{R}_garden", "toast-{R}"]}
REASONS = {"dev": ["as {R} asked in writing", "seen and agreed by {R}"], "heldout": ["after a call to {R}", "{R} has no objection"]}
AUDIENCES = {"dev": ["Office of {R}", "Readers chosen by {R}"], "heldout": ["The circle around {R}", "Guests of {R}"]}
