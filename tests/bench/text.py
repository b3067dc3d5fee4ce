"""News-like text from templates: as many words as wanted, the same for the same seed, rights clear."""

from __future__ import annotations

import random

FIRST = """Ada Ben Clara Daniel Elena Felix Grace Henry Ingrid Jonas Karin Leon Maria Nadia Oscar Paula Quentin Rosa Samuel
Teresa Umberto Vera Walter Xenia Yusuf Zoe Amir Birgit Carlos Dilma Erik Fatima Georg Hanna Ivan Julia""".split()
LAST = """Abbott Becker Castillo Dupont Eriksen Fischer Garnier Hughes Ibsen Jansen Keller Lindqvist Moreau Novak Okafor
Petrov Quiroga Rossi Schmidt Tanaka Ulrich Vargas Weber Xu Yilmaz Zimmermann Ahmed Bakker Costa Dimitrov""".split()
PLACE = """France Germany Belgium Norway Poland Portugal Kenya Canada Japan Chile Paris Berlin Brussels Oslo Warsaw Lisbon
Nairobi Ottawa Kyoto Santiago Geneva Lyon Antwerp Porto Bergen""".split()
STEM = """Nord Sol Terra Aqua Helio Ferro Luna Vita Argo Delta Orion Atlas Corva Medi Agri Stella Pano Quanta""".split()
FORM = ["Bank", "Energy", "Foods", "Motors", "Group", "Pharma", "Airlines", "Steel", "Media", "University"]
ROLE = """minister chairman spokesman mayor economist director senator judge lawyer scientist coach secretary""".split()
THING = """letter report plan budget treaty law bridge merger talk strike election tariff vaccine factory school
road contract deal appeal reform loan ship satellite museum pipeline port harvest film proposal ceasefire audit
subsidy lawsuit verdict inquiry auction timetable stadium reactor shipment patent sanction amnesty pension lease
referendum embargo dossier memorandum manifesto warehouse refinery orchard glacier quarry tunnel ferry locomotive
archive orchestra novel sculpture exhibition festival marathon tournament championship expedition telescope algorithm
database prototype battery turbine antenna microscope antibiotic therapy clinic ambulance hospital laboratory
curriculum scholarship dormitory thesis lecture sermon cathedral monastery mosque pilgrimage census passport visa
checkpoint barricade garrison convoy submarine helicopter runway hangar""".split()
KIND = """new annual draft joint secret final public local national early European costly likely first controversial
long-awaited modest ambitious disputed unpopular provisional binding bilateral regional expensive outdated unfinished
promising flawed emergency temporary permanent voluntary mandatory historic private foreign domestic coastal rural
urban industrial agricultural digital medical legal fiscal nuclear maritime""".split()
GROUP = """workers farmers voters doctors investors residents migrants students engineers pilots teachers
protesters""".split()
DID = """questioned examined shelved revived financed inspected abandoned endorsed ridiculed renegotiated
overturned suspended extended inherited designed sabotaged mortgaged dismantled restored insured cancelled approved rejected published signed announced criticised defended built sold postponed funded
reviewed delayed welcomed blocked opened closed presented leaked""".split()
DO = """cancel approve reject publish sign announce criticise defend build sell postpone fund review delay welcome
block open close present""".split()
SAY = ["said", "told reporters", "warned", "announced", "admitted", "insisted", "claimed", "explained"]
DAY = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTH = "January February March April May June July August September October November December".split()

TEMPLATES = """
{person} {did} the {kind} {thing} on {day}.
{org} {did} its {thing} with {org2} after {group} {did} the {thing2}.
{person}, the {role} of {org}, {say} that {place} should {do} the {thing}.
“The {thing} is {kind},” {say} {person}, who {did} the {thing2} in {place}.
The {thing} was {did} by {org} in {month} {year}.
According to {person}, {number} {group} left {place} because of the {thing}.
{place} has not {did} the {kind} {thing}, and {place2} may {do} it next week.
Mr {last} wants to {do} the {thing}, but {org} denied that it would {do} the {thing2}.
In {place}, {group} and {group2} met {title} {person} to discuss the {thing} and the {thing2}.
{org} plans to {do} another {kind} {thing} worth ${amount} million near {place}.
If {org} {did} the {thing}, {person} could lose the support of {group}.
The {role}’s {kind} {thing}, which {person} {did} last year, cost {number} jobs in {place}.
More than {number} {group} have asked {place} to {do} the {thing} since {month}.
Neither {place} nor {place2} {did} the {thing}, the {role} {say}.
She hopes that {org} will {do} the {thing} before {day}.
{person} was accused of selling the {thing} to {org}, a company based in {place}.
It is unlikely that the {role} will {do} the {kind} {thing}.
There were {number} {group} at the {thing} in {place}, {org} reported.
He {did} the {thing}, {did} the {thing2} and left for {place} on {day} evening.
Shares of {org} fell by {amount} percent after the {role} {did} the {thing}.
"""


def article(seed: int, sentences: int = 28) -> str:
    """One article: a few people, places and companies that come back, in paragraphs of up to four sentences."""
    pick = random.Random(seed)
    people = [(pick.choice(FIRST), pick.choice(LAST)) for _ in range(4)]
    places = pick.sample(PLACE, 4)
    companies = ["".join(pick.sample(STEM, 2)).capitalize() + " " + pick.choice(FORM) for _ in range(3)]
    templates = TEMPLATES.strip().split("\n")
    text = []
    for count in range(sentences):
        first, last = pick.choice(people)
        one, two = pick.sample(places, 2)
        org, org2 = pick.sample(companies, 2)
        thing, thing2 = pick.sample(THING, 2)
        group, group2 = pick.sample(GROUP, 2)
        sentence = pick.choice(templates).format(
            person=f"{first} {last}" if pick.random() < 0.6 else f"Mr {last}",
            last=last,
            place=one,
            place2=two,
            org=org,
            org2=org2,
            thing=thing,
            thing2=thing2,
            group=group,
            group2=group2,
            title=pick.choice(["President", "Chancellor", "Judge", "Mayor"]),
            role=pick.choice(ROLE),
            kind=pick.choice(KIND),
            did=pick.choice(DID),
            do=pick.choice(DO),
            say=pick.choice(SAY),
            day=pick.choice(DAY),
            month=pick.choice(MONTH),
            year=pick.randint(1990, 2024),
            number=f"{pick.randint(2, 90_000):,}",
            amount=pick.randint(2, 900),
        )
        text.append(sentence + (" " if count % 4 != 3 else "\n\n"))
    return "".join(text).strip() + "\n"


def articles(words: int, seed: int = 0) -> list[str]:
    """As many articles as it takes to reach so many words (split at blanks)."""
    texts: list[str] = []
    while words > 0:
        texts.append(article(seed + len(texts)))
        words -= len(texts[-1].split())
    return texts
