"""Writes the labelled set that the recognisers are measured on: synthetic cables with every entity marked.

Usage: make_entities.py SOURCE            writes tests/testdata/recognise/entities.txt
       make_entities.py SOURCE --check    fails when the file is not what this would write

A document begins with a line "%%% SET CASE NUMBER"; an entity stands as ⟦kind|text⟧. SET is "dev", which the
recognisers were tuned on, or "heldout": other sentences, other invented names, never looked at while tuning.
CASE is "mixed" or "capitals". A third of the persons have both names from policies/words, a third one of them,
a third neither: those are made of syllables and are in no list at all. Nobody and nothing in it is real; a name
is put together by chance.
"""

import pathlib
import random
import re
import sys
import textwrap

SEED = 20261126
DOCUMENTS = 56  # of each set and case

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
TITLES = {
    "dev": ["Ambassador", "Deputy Foreign Minister", "DFM", "Minister", "President", "Mr.", "Ms.", "Dr.", "General", "Prime Minister", "Senator", "FM"],
    "heldout": ["Ambassador", "Vice Minister", "DFM", "Director General", "Mrs.", "Col.", "Governor", "Professor", "MP", "PM", "Chairman", "DCM"],
}
POSTS = {"dev": ["KALVOR", "VELMORA", "BRANDOS", "TIRSK"], "heldout": ["OSTERMA", "PELLIN", "GRAVIK", "NORDAL"]}
CITIES = ["Paris", "Nairobi", "Almaty", "Geneva", "Vienna", "Ankara", "Lima", "Jakarta", "Tbilisi", "Dakar"]
PLACES = {  # real ones, which names of persons are easily taken for
    "dev": ["Ust-Kamenogorsk", "Abu Dhabi", "San Pedro Sula", "Nizhny Novgorod", "Santa Cruz", "Deir ez-Zor", "Port Harcourt", "Fort Lamy", "Dera Ghazi Khan", "Los Alamos", "Al Kut", "Novi Sad", "Banja Luka", "Mar del Plata", "Camp David", "Simferopol", "Osh", "Gyumri", "Bukhara", "Cap Haitien"],
    "heldout": ["Ciudad Juarez", "Rostov-on-Don", "Abu Ghraib", "San Marino", "Velikiy Novgorod", "Santa Marta", "Ras al-Khaimah", "Port Louis", "Mazar-e Sharif", "Las Palmas", "Al Hasakah", "Stara Zagora", "Herceg Novi", "Punta Arenas", "Martha's Vineyard", "Sevastopol", "Khujand", "Vanadzor", "Termez", "Jacmel"],
}
ORGANISATIONS = {
    "dev": ["Lockheed Martin", "Al Jazeera", "Interfax", "Morgan Stanley", "Hizb ut-Tahrir", "Deutsche Welle", "Fatah", "Human Rights Watch", "Lukoil", "Mercedes Benz"],
    "heldout": ["Standard Chartered", "Al Arabiya", "Agence France Presse", "Johns Hopkins", "Jemaah Islamiyah", "Rolls Royce", "Hamas", "Amnesty", "Rosneft", "Ernst and Young"],
}
DAYS = ["Monday", "March 3", "April 12", "Thursday", "June 30", "October 9"]

# O a surname that need not have been named before, G a given name alone; place and org are real.
# F a new full name, S the surname of one who was named before, T a title and a full name, U a title and a
# surname, I initials and a surname; t a town of no list, x an organisation of no list.
PROSE = {
    "dev": [
        "{T} told Poloff on {day} that the lighthouse law would pass by the end of the session.",
        "{S} said the ministry had not answered the letter of the port authority.",
        "According to {F}, the union had paid the fees twice and kept no receipts.",
        "A union clerk, {F} (strictly protect), confirmed the account of the vote.",
        "{U} replied that his government would not reopen the talks before the fair.",
        "The opposition is led by {F}, whose party holds eleven seats.",
        "{F} and {F} signed the petition against the harbour dues.",
        "The Ambassador thanked {S} for the seizure of the cargo and asked for a list of the crew.",
        "In a meeting with Econoff, {F} complained that {S} had ignored the warnings of the coast guard.",
        "{T}, a former mayor, will head the commission on fishing quotas.",
        "Observers expect {F} to stand again; {S} denied any such plan.",
        "The prosecutor charged {F}, 34, and his brother {F} with the theft of fuel.",
        "Poloff met {I} at the club on {day}.",
        "{F} of the Pilots' League told us that {U} wanted the matter closed.",
        "The wife of {F} asked whether {S}'s visa had been refused.",
        "Embassy staff were received by {T} and by {T} at the old customs house.",
        "The refusal of {O} surprised no one at the port.",
        "Poloff saw {G} again on {day}, this time alone.",
        "Present were {F} (MFA), {F} (customs), {F} and a note taker.",
        "Rumors that {O} will join the cabinet are false, and {O}'s lawyer said so.",
        "Delegation: {F}; {F}; {F}.",
        "{F} has ties to {x} and to {org}.",
        "Bio note: {F} studied in {city} and speaks French.",
        "He blamed {O} and {O} for the delay.",
    ],
    "heldout": [
        "During a lunch on {day}, {F} described the budget as a work of fiction.",
        "{T} opened the session and gave the floor to {U}.",
        "Asked about the strike, {S} shrugged and changed the subject.",
        "The note was drafted by {F} and carried to the palace by {F}.",
        "Conoff interviewed {F}, who had crossed the border on foot.",
        "We believe {S} has lost the ear of the president.",
        "Journalists close to {F} say that {F} pays for the newspaper.",
        "{U} urged Washington to send observers, and {S} agreed with him.",
        "The new chief of police is {F}; his deputy is {F}.",
        "Human rights lawyer {F} was held for two days and released without charge.",
        "{F}, the owner of the ferry line, gave {I} a tour of the yard.",
        "Neither {T} nor {T} attended the ceremony.",
        "Support for {F} is strongest in the south, where {S} was born to a family of millers.",
        "The seat of {F} will be filled by a vote in the autumn.",
        "Our contact heard from {F} that the convoy had turned back.",
        "Colleagues of {S} told the DCM that {F} was ill.",
        "The dismissal of {O} was expected, the appointment of {F} was not.",
        "{G} left for {t} the same night.",
        "Participants: {F}, adviser; {F}, {org}; {F}.",
        "A letter in {O}'s hand reached the Embassy on {day}.",
        "The list names {F}, {F}, and {F} among the shareholders of {x}.",
        "{O} and {O} do not speak to each other.",
        "Few outside {t} had heard of {F} before {day}.",
        "The quarrel between {O} and {F} split the faculty.",
    ],
}
NUMBERS = {
    "dev": [
        "Contact {F}, {email}, {tel}.",
        "The visa refusal of {F}, passport {passport}, is under review.",
        "He gave his social security number as {ssn} and his card as {card}.",
        "The fee was paid from account {iban} on {day}.",
        "{F}, born {birth} in {t}, holds passport no. {passport}.",
        "DOB: {birth}; SSN {ssn}; visa foil number {visa}.",
        "The wreck lies at {coordinates}, four miles off the cape.",
        "The server at {ip} answered until noon; a second one at {ip} did not.",
        "See {mrn} and {mrn} for the earlier talks.",
        "Case No. {case} is before the court; the docket number of the appeal is {case}.",
        "Tel: {tel}; fax {tel}.",
        "Write to {email} or {email}.",
        "Payments went to {iban} and to the card {card}.",
    ],
    "heldout": [
        "The applicant's passport number is {passport}; his date of birth is {birth}.",
        "Call {tel} or write to {email} before {day}.",
        "A transfer to IBAN {iban} was refused, and so was the card {card}.",
        "Immigrant visa case {visa} was opened for {F}, born on {birth}.",
        "Her SSN is {ssn}; the claimant's is {ssn}.",
        "The patrol stopped at {coordinates} and again near {coordinates}.",
        "Log files show visits from {ip}.",
        "As reported in {mrn}, the quota was raised; {mrn} has the text.",
        "The request is case number {case}.",
        "{F} (DPOB: {birth}, {t}) may be reached at {email} or by telephone at {tel}.",
        "Passports {passport} and {passport} were reported stolen.",
        "Consular file {case} holds the visa number {visa}.",
    ],
}
PLAIN = {
    "dev": [
        "The MV {x} called at {city} with 4,500 tons of cement and left for {t}.",
        "The {x} Shipping Company and the Ministry of Fisheries and Harbours signed the Treaty of {city}.",
        "Prices in {t} rose 12 percent between 2004 and 2005, from 1,200 to 1,344 a ton.",
        "The serial of the engine is 666-12-3456 and the account 4111 1111 1111 1112 does not exist.",
        "Talks were held in {t} and {city} on 12 MAR 2005 at 10:20:30.",
        "The OSCE, UNHCR and ICRC offices in {t} remain closed.",
        "The accord of 14 June 1999 was born of long talks.",
        "See section 1.4.2 of the annex and Article 12 of the Port Act.",
        "Ruling GB82 WEST 1234 5698 7654 33 is no account number.",
        "Lake {t} froze early; the road from {t} to {city} was closed.",
        "The demarche was delivered on {day}; reftel points were left as a non-paper.",
        "Prosecutors seized 15000 cartons at the {t} terminal.",
        "National Day will be marked in the Cathedral of Saint Hilda and at the {t} stadium.",
        "The frigate {x} and the trawler {x} collided off {t}.",
        "Lot 4929-1111-2222-3333 holds 1,500 crates; invoice 202-55-01 is for 12.5 tons.",
        "Budget lines 123-45 and 1234-5678 were cut; paragraphs 2.1.3 and 2.1.4 stay.",
        "Deputy ministers of trade, energy and transport met in {city}.",
        "{x} won the tender, and {org} lost it.",
        "The road to {place} is closed; {place} and {place} are cut off.",
        "The communique spoke of rapprochement; the technocrats preferred a moratorium.",
        "{org} and {org} reported on the curfew in {place}.",
        "The Majlis and the Rada exchanged delegations during Ramadan.",
        "A Toyota Land Cruiser with diplomatic plates was seen in {place}.",
        "Subtropical hardwoods, cassava and sorghum are the mainstays of {t} {t}.",
        "NATO, OSCE and ODIHR monitors deployed to {t} and {t} {t}.",
    ],
    "heldout": [
        "The tanker {x} is owned by {x} Holdings of {city}.",
        "Exports to {t} fell from 3,210 tons in 1998 to 2,075 in 2003.",
        "The {t} Declaration was signed in {city} by eleven states.",
        "Form DS-156 was revised on 03/15/2004; version 2.10.4 is in use.",
        "The passport office in {t} handled 45000 requests.",
        "Power failed at 06:30 in {t}, {t} and parts of {city}.",
        "Order 000-12-3456 covers spare parts at 1,299.99 a piece.",
        "The Harbour Workers' Union and the {x} Party rejected the offer.",
        "A bridge over the {t} River will cost 12.5 million dollars.",
        "Radio {x} carried the speech; the Daily {x} did not.",
        "Embassy {t} and Consulate General {city} reported on the flood.",
        "The Supreme Court upheld the Fisheries Code on {day}.",
        "Operation {x} ended on {day} without arrests.",
        "Cable traffic from {t} was delayed by the storm of {day}.",
        "The pump, type 555-12-345, moves 41.5, and at most 69.25, cubic meters.",
        "Resolution 1244 (1999) and decree 2003/45 were cited; file 7 was not.",
        "{t} and {t} remain without water, the Red Cross said.",
        "{x} bid for the lignite tract against {org}.",
        "Flights from {place} to {place} resume on {day}.",
        "Hyperinflation, brownouts and rationing discredited the triumvirate.",
        "{org} quoted an unnamed functionary in {place}.",
        "The Sejm and the Knesset passed similar bills before Nowruz.",
        "Smugglers hid tobacco in a Volvo lorry bound for {place}.",
        "Aquifers near {t} {t} are brackish; boreholes at {place} ran dry.",
        "ASEAN, MERCOSUR and CARICOM envoys toured {t} and {t} {t}.",
    ],
}
SUBJECTS = {
    "dev": ["LIGHTHOUSE LAW MOVES AHEAD", "HARBOUR FEES: WHO PAYS", "{S} RESIGNS", "MEETING WITH {T}"],
    "heldout": ["FERRY STRIKE ENDS", "NEW COURT, OLD JUDGES", "{F} ON THE BUDGET", "QUOTA TALKS STALL"],
}
HEADINGS = {"dev": ["BACKGROUND", "Harbour Fees Rise", "PUBLIC REACTION"], "heldout": ["BIO NOTE", "Old Quarrels", "NEXT STEPS FOR THE FISHERIES BOARD"]}
IBANS = {"DE": "18d", "FR": "23d", "GB": "4a14d", "NL": "4a10d", "CH": "17d", "ES": "20d", "PL": "24d", "NO": "11d", "AT": "16d", "BE": "12d", "SE": "20d", "GE": "2a16d", "KZ": "3d13a", "TR": "22d", "SA": "20d"}


def words_of(root):
    lists = {}
    for path in (root / "policies" / "words").glob("*.txt"):
        lists[path.stem] = path.read_text().split()
    return lists


class Writer:
    def __init__(self, lists, which, capitals, number):
        # Each document is drawn from a seed of its own, so that one more sentence changes one document.
        self.random = random.Random(f"{SEED} {which} {capitals} {number}")
        self.known = set().union(*lists.values())
        self.given = [name for name in lists["given"] if len(name) > 2 and name not in lists["function"]]
        self.surnames = [name for name in lists["surnames"] if len(name) > 2 and name not in lists["function"]]
        self.which, self.capitals = which, capitals
        self.cast = []

    def pick(self, values):
        return self.random.choice(values)

    def digits(self, count):
        return "".join(self.pick("0123456789") for _ in range(count))

    def invented(self, surname):
        while True:
            begin, middle, given, last = (part.split() or [""] for part in self.pick(SYLLABLES[self.which]))
            word = self.pick(begin) + self.pick(middle) + self.pick(last if surname else given)
            if len(word) > 3 and word.lower() not in self.known:
                return word

    def accent(self, word):
        if self.capitals or self.random.random() > 0.06:
            return word
        return re.sub("[aeous]", lambda m: {"a": "á", "e": "é", "o": "ö", "u": "ü", "s": "š"}[m.group()], word, count=1)

    def person(self):
        kind = self.random.randrange(3)
        listed = {0: (True, True), 1: self.pick([(True, False), (False, True)]), 2: (False, False)}[kind]
        given = self.pick(self.given).capitalize() if listed[0] else self.invented(False)
        surname = self.pick(self.surnames).capitalize() if listed[1] else self.invented(True)
        shape = self.random.random()
        if shape < 0.04:
            surname = self.pick(["van ", "de ", "van der ", "bin ", "von "]) + surname
        elif shape < 0.08:
            surname = self.pick(["al-", "Al-", "el-"]) + surname
        elif shape < 0.12:
            surname += "-" + self.invented(True)
        elif shape < 0.14:
            surname = self.pick(["O'", "D'"]) + surname
        elif shape < 0.20:
            given += " " + self.pick("ABDEGHJKLMNPRST") + "."
        elif shape < 0.24:
            given += " " + (self.pick(self.given).capitalize() if listed[0] else self.invented(False))
        elif shape < 0.27:
            given += "-" + (self.pick(self.given).capitalize() if listed[0] else self.invented(False))
        person = (self.accent(given), self.accent(surname))
        self.cast.append(person)
        return person

    def label(self, kind, text):
        return f"⟦{kind}|{text}⟧"

    def full(self):
        return self.label("person", " ".join(self.person()))

    def initials(self, person):
        return self.label("person", f"{person[0][0]}. {person[1]}")

    def surname(self):
        person = self.pick(self.cast) if self.cast else None
        return self.label("person", person[1]) if person else self.full()

    def thing(self):
        return self.invented(True) + (" " + self.invented(False) if self.random.random() < 0.4 else "")

    def other(self, kind):
        """A form that the "dev" set has none of, or nothing."""
        if self.which == "dev" or self.random.random() > 0.4:
            return None
        d = self.digits
        return self.pick({
            "telephone": [f"555-0{d(3)}", f"+7 (7272) 50 {d(2)} {d(2)}", f"011-44-20-7946-{d(4)}", f"0044 20 7946 {d(4)}", f"22.55.{d(2)}.{d(2)}"],
            "passport": [f"AB {d(6)}", f"{d(2)} {d(7)}", f"N{d(6)}", f"{d(7)}"],
            "visa": [f"A{d(7)}", f"{d(8)}", f"OST{d(10)}"],
            "ssn": [f"1{d(2)} {self.random.randrange(10, 99)} {self.random.randrange(1000, 9999)}", f"2{d(2)}{self.random.randrange(10, 99)}{self.random.randrange(1000, 9999)}"],
            "birth_date": [f"{self.random.randrange(4, 20)}th of May, 19{d(2)}", f"the year 19{d(2)}", f"19{d(2)}", f"{self.random.randrange(1, 9)}/{self.random.randrange(1, 9)}/{d(2)}"],
            "ip": [f"10.{d(1)}.{d(1)}.{d(1)}", f"fe80::{self.random.randrange(16, 4096):x}", f"192.0.2.{self.random.randrange(1, 255)}"],
            "coordinates": [f"lat 41.{d(2)} long 69.{d(2)}", f"41.{d(2)}N 69.{d(2)}E", f"41° {self.random.randrange(10, 59)}' N, 69° 16' E", f"42T WL {d(5)} {d(5)}", f"41.{d(3)}, 69.{d(3)}"],
            "case_number": [f"C-{d(3)}/05", f"2005-CA-0{d(3)}", f"A 0{d(2)} {d(3)} {d(3)}", f"EAC06{d(8)}", f"{d(5)}"],
            "mrn": [f"08{self.pick(POSTS[self.which])}00{self.random.randrange(10, 99)}", f"{self.pick(POSTS[self.which])} 1{d(3)} (2008)", f"STATE {self.random.randrange(1000, 99999)}"],
        }.get(kind, [None]))

    def passport(self):
        return self.pick([self.pick("ABCEHKNPX") + self.digits(7), self.pick(["AB", "CK", "PD"]) + self.digits(7), self.pick("123456789") + self.digits(8)])

    def visa(self):
        return self.pick([self.pick("123456789") + self.digits(7), "20" + self.digits(12), self.pick(["KLV", "TRS", "VLM"]) + "200" + self.digits(7)])

    def ssn(self):
        return f"{self.random.randrange(1, 666):03}-{self.random.randrange(1, 100):02}-{self.random.randrange(1, 10000):04}"

    def card(self):
        body = self.pick(["4", "52", "2301", "5105"])
        body += self.digits(15 - len(body))
        total = sum(sum(divmod(int(digit) * (2 if at % 2 == 0 else 1), 10)) for at, digit in enumerate(body))
        number = body + str(-total % 10)
        return self.pick([number, " ".join(re.findall("....", number)), "-".join(re.findall("....", number))])

    def iban(self):
        country = self.pick(sorted(IBANS))
        body = "".join("".join(self.pick("0123456789" if kind == "d" else "ABCDEGHKLNRST") for _ in range(int(count))) for count, kind in re.findall(r"(\d+)([ad])", IBANS[country]))
        check = 98 - int("".join(str(int(c, 36)) for c in body + country + "00")) % 97
        text = f"{country}{check:02}{body}"
        return self.pick([text, re.sub("(....)(?=.)", r"\1 ", text)])

    def birth(self):
        day, month, year = self.random.randrange(1, 29), self.random.randrange(12), self.random.randrange(1935, 1995)
        name = "January February March April May June July August September October November December".split()[month]
        return self.pick([f"{day} {name[:3].upper()} {year}", f"{name} {day}, {year}", f"{year}-{month + 1:02}-{day:02}", f"{day:02}/{month + 1:02}/{year}", f"{day:02}{name[:3].upper()}{year % 100}", f"{day:02}.{month + 1:02}.{year}", f"{name} {year}"])

    def ip(self):
        four = ".".join(str(self.random.randrange(21, 256)) for _ in range(4))
        six = ":".join(f"{self.random.randrange(1, 65536):x}" for _ in range(8))
        return self.pick([four, four, six, f"2001:db8::{self.random.randrange(256, 65536):x}"])

    def coordinates(self):
        lat, lon, rand = self.random.randrange(1, 80), self.random.randrange(100, 179), lambda: self.random.randrange(10, 60)
        ns, ew = self.pick("NS"), self.pick("EW")
        return self.pick([f"{lat}.{self.digits(4)}, {lon}.{self.digits(4)}", f"{lat:02}-{rand()}{ns} {lon}-{rand()}{ew}", f"{lat:02}{rand()}{ns} {lon}{rand()}{ew}", f"{lat}°{rand()}'{rand()}\"{ns} {lon}°{rand()}'{rand()}\"{ew}", f"{lat} degrees {rand()} minutes {ns}, {lon} degrees {rand()} minutes {ew}".replace("degrees", "deg").replace("minutes", "min"), f"{ns}{lat:02}-{rand()}.{self.digits(1)} {ew}{lon}-{rand()}.{self.digits(1)}"])

    def telephone(self):
        return self.pick([f"+{self.pick(['7', '44', '251', '999', '420'])} {self.digits(2)} {self.digits(3)} {self.digits(4)}", f"+1-202-555-{self.digits(4)}", f"(202) 555-{self.digits(4)}", f"202-555-{self.digits(4)}", f"+999 55 {self.digits(4)}", f"+44 (0)20 7946 {self.digits(4)}", f"+1 202 555 {self.digits(4)} ext. {self.digits(3)}"])

    def email(self):
        person = self.person()
        name = re.sub("[^a-z]", "", (person[1] + person[0][0]).lower().encode("ascii", "ignore").decode())
        return self.pick([f"{name}@post.example", f"{name[:6]}.{self.digits(2)}@ministry.example", f"{name}@mail.{self.pick(POSTS[self.which]).lower()}.example"])

    def mrn(self):
        post = self.pick(POSTS[self.which] + ["PARIS", "NAIROBI", "ALMATY"])
        return self.pick([f"{self.random.randrange(1, 10):02}{post}{self.random.randrange(10, 9000)}", f"{self.random.randrange(1, 13):02} {post} {self.random.randrange(10, 9000)}", f"200{self.digits(1)} {post} {self.random.randrange(100, 9000)}"])

    def case(self):
        return self.pick([f"F-20{self.random.randrange(10, 20)}-{self.digits(5)}", f"{self.random.randrange(90, 99)}-CV-{self.digits(4)}", f"1:0{self.digits(1)}-cr-00{self.digits(3)}", f"KLV-{self.digits(6)}", f"{self.digits(4)}/0{self.digits(1)}"])

    def fill(self, template):
        def one(match):
            key = match.group(1)
            if key == "F":
                return self.full()
            if key == "S":
                return self.surname()
            if key == "T":
                return self.pick(TITLES[self.which]) + " " + self.full()
            if key == "U":
                return self.pick(TITLES[self.which]) + " " + self.surname()
            if key == "I":
                return self.initials(self.person())
            if key in ("O", "G"):
                given, surname = self.person()
                return self.label("person", surname if key == "O" else given.split(" ")[0])
            if key in ("place", "org"):
                return self.pick((PLACES if key == "place" else ORGANISATIONS)[self.which])
            if key in ("t", "x"):
                return self.invented(True) if key == "t" else self.thing()
            if key == "city":
                return self.pick(CITIES)
            if key == "day":
                return self.pick(DAYS)
            kinds = {"tel": ("telephone", self.telephone), "birth": ("birth_date", self.birth), "case": ("case_number", self.case)}
            kind, make = kinds.get(key, (key, getattr(self, key, None)))
            return self.label(kind, self.other(kind) or make())

        return re.sub(r"\{(\w+)\}", one, template)

    def paragraph(self):
        bank = self.random.random()
        template = self.pick((PROSE if bank < 0.5 else NUMBERS if bank < 0.78 else PLAIN)[self.which])
        return self.fill(template)

    def document(self):
        post = self.pick(POSTS[self.which])
        passing = f"STATE FOR EUR/NBX ({self.initials(self.person())}), DRL/PHX ({self.initials(self.person())}, {self.initials(self.person())})"
        lines = [f"UNCLAS {post} {self.random.randrange(1, 4000):06}", "", "SIPDIS", "", passing.upper().replace("⟦PERSON", "⟦person"), "", "SENSITIVE", "", "E.O. 13526: N/A", "TAGS: PREL, PGOV, PHUM, KDEM"]
        body = [self.fill(self.pick(PROSE[self.which][:1] if self.which == "dev" else PROSE[self.which][:2]))]
        body += [" ".join(self.paragraph() for _ in range(self.random.randrange(2, 5))) for _ in range(self.random.randrange(3, 6))]
        subject = self.fill(self.pick(SUBJECTS[self.which]))
        lines += ["SUBJECT: " + upper(subject), f"REF: A. {self.label('mrn', self.mrn())} B. {self.label('mrn', self.mrn())}", ""]
        if self.random.random() < 0.4:
            lines += [f"Classified By: {self.pick(['Ambassador', 'DCM', 'Poloff'])} {self.full()} for reasons 1.4 (b) and (d).", ""]
        for number, text in enumerate(body, 1):
            if self.random.random() < 0.25:
                lines += [self.pick(HEADINGS[self.which]), "-----", ""]
            mark = self.pick(["(U)", "(SBU)"])
            lines += wrap(f"{number}. {mark} {text}") + [""]
        lines += [self.label("person", self.invented(True).upper() if self.random.random() < 0.5 else self.pick(self.surnames).upper()), "", "NNNN"]
        text = "\n".join(lines)
        return upper(text) if self.capitals else text


def upper(text):
    return re.sub(r"⟦(\w+)\|", lambda m: "⟦" + m.group(1).lower() + "|", text.upper())


def wrap(text):
    """Lines of 65 characters, labels not counted; names break at blanks and hyphens."""
    plain = re.sub(r"⟦(\w+)\|", lambda m: "⟦", text)
    kinds = re.findall(r"⟦(\w+)\|", text)
    lines = textwrap.wrap(plain, 67, break_long_words=False, break_on_hyphens=True)
    kind = iter(kinds)
    # textwrap breaks hyphens in numbers too; real telegrams do as well, but a number is then no longer one line.
    return re.sub("⟦", lambda m: "⟦" + next(kind) + "|", "\n".join(lines)).split("\n")


def main():
    root = pathlib.Path(sys.argv[1])
    lists = words_of(root)
    out = []
    for which in ("dev", "heldout"):
        for case in ("mixed", "capitals"):
            for number in range(DOCUMENTS):
                out.append(f"%%% {which} {case} {number}\n{Writer(lists, which, case == 'capitals', number).document()}\n")
    text = "".join(out)
    path = root / "tests" / "testdata" / "recognise" / "entities.txt"
    if "--check" in sys.argv:
        same = path.read_text() == text
        print(f"{text.count('⟦')} entities" if same else f"{path.name} is not what tools/make_entities.py writes: run it")
        sys.exit(0 if same else 1)
    path.write_text(text)
    print(f"{text.count('⟦')} entities, {len(text.encode())} bytes")


main()
