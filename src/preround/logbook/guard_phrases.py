"""Phrases by which a name is known from the words around it."""

# ruff: noqa: E501 - a pattern is read whole, not in pieces
from __future__ import annotations

import re

#: 58M, ... or "the boy," or "70 year old woman named" right before a name.
DESCRIBED = re.compile(
    r"(?:\b\d{1,3}[\s-]?(?:y/?o|yr|yrs|years?|year)?[\s-]*(?:old)?[\s-]*(?:f|m|male|female|man|woman|boy|girl|lady|gentleman|guy|pt|patient)\b[^.;\n]{0,60}[,(:-]\s*"
    r"|\b\d{1,3}[\s-](?:month|week|day|year|yr|mo|wk)s?[\s-]old\s*[,(:-]?\s*"
    r"|\b(?:patient|pt|female|male|woman|man|boy|girl|lady|gentleman|guy|child|infant|victim|mom|mother|teen|teenager|kid)s?\s*[,:(-]\s*"
    r"|\b(?:coal miner|miner|farmer|rancher|trucker|truck driver|bus driver|cab driver|taxi driver|welder|mechanic|carpenter|plumber|electrician|roofer|barber|butcher|fisherman|sailor|machinist|logger|janitor|custodian|seamstress|waitress|waiter|cashier|firefighter|mailman|postman)\s+(?=$)"
    r"|\b(?:female|male|woman|man|boy|girl|lady|gentleman|guy|child|kid|infant|teen|teenager)\s+)$",
    re.IGNORECASE,
)
#: 67F right before a name, with no comma between.
AGED = re.compile(r"\b\d{1,3}\s?(?:yo\s?|y/o\s?|y\s?)?(?:[FM]|female|male)\s+$")
#: A cell of a table of patients.
CELL = re.compile(r"\s*[|\t]")
#: What follows a name on a list of patients: , 60F or (71 yo
AGE_AFTER = re.compile(
    r"\s*[,(:/|-]?\s*\(?(?:1[0-2]\d|\d{1,2})\s?/?-?(?:yo\b|y/o|y\.o|[mf]\b|yr|year|mo\b|month|week|wk|day|y\b|[mf],|\))",
    re.IGNORECASE,
)
#: Years, or a sex after the number; nwb 6 wks is no age.
SURELY_AGED = re.compile(r"(?:yo|y/o|y\.o|[mf],?|,|year|yr|\))$", re.IGNORECASE)
#: The same word as subject: Patience is a 3 y/o.
IS_OF_AGE = re.compile(
    r"\s+(?:is|was)\s+(?:now\s+)?(?:an?\s+|our\s+|the\s+)?\d{1,3}[\s-]?(?:yo\b|y/o|yr|year|month|week|day|f\b|m\b)",
    re.IGNORECASE,
)
#: Words that say the next one is a name; `sure` ones make a name of any word with a capital.
SAID = re.compile(
    r"(?:\b(?:(?P<sure>named|names|name (?:on|in|at) (?:the |her |his )?\w+ (?:is|was|says|said|reads)|(?:real |first |last |full |maiden |middle )?name is|name was|goes by|aka|a\.k\.a\.|nicknamed|nickname|"
    r"calls? (?:her|him|them)sel(?:f|ves)|call me|surname|introduced (?:her|him)self as|likes to be called|calls? (?:her|him|them|me))"
    r"|called|name:|name =|known as|(?:real|first|last|full|maiden|middle) name|patient:|pt:|patient name|"
    r"re:|dear|hi|hello|attn:?|cc:|signed,?|thanks,?)\s*(?:is|was|:|=)?\s*[\"\u201c']?)$",
    re.IGNORECASE,
)
#: Tuesday is her real first name.
NAMED_SO = re.compile(
    r"\s+(?:is|was)\s+(?:(?:her|his|their|my)\s+(?:(?:real|first|last|full|given|maiden|middle)\s+)*(?:nick)?name\b|what (?:everyone|they|we) calls? (?:her|him)\b)",
    re.IGNORECASE,
)
#: Mu is her sister.
RELATED = re.compile(
    r"\s+(?:is|was|are)\s+(?:her|his|my|their|the)\s+(?:\w+\s+)?(?:pt|patient|daughter|son|wife|husband|mother|father|mom|dad|brother|sister|aunt|uncle|cousin|niece|nephew|friend|neighbor|partner|proxy|hcp|poa|interpreter|nurse)\b",
    re.IGNORECASE,
)
#: What a scrap of a note says of a patient right after the name.
STATUS = re.compile(
    r"\s*,?\s+(?:dc'?e?d|d/c'?d?|c/o|s/p|f/u|w/|pod\s?\#?\d|npo|ok\b|again|overnight|today|tonight|tomorrow|tmrw|tmw|discharged|admitted|transferred|extubated|intubated|"
    r"improved|improving|stable|better|worse|afebrile|febrile|spiked|coded|no show|no-show|dnr|dni|ama|expired|passed|cleared|comfort care|hospice|(?:back )?to (?:the )?(?:floor|icu|micu|or|snf|rehab|home|hospice|pacu|tele|step-?down)|done\b(?=\s*[,.;]|$)|(?:on|off) (?:pressors|bipap|cpap|hfnc|o2|ra|vent|levo|drip|\dl)|weaned|from (?-i:[A-Z])|post-?op|pre-?op|new|still)\b",
    re.IGNORECASE,
)
#: Joy has been lost: what is done to things, not to people.
DONE_TO_THINGS = re.compile(
    r"\s+(?:shown|restored|lost|given|found|important|hard|used|associated|approved|linked|studied|proven|the|a|an|my|our)\b"
)
#: Sully, roofer
OCCUPATION = re.compile(
    r"\s*,\s+(?:retired\s+|former\s+|ex-?)?(?:roofer|trucker|teacher|farmer|driver|mechanic|veteran|janitor|cook|chef|rabbi|priest|pastor|imam|cashier|welder|painter|plumber|electrician|nun|soldier|cop|"
    r"firefighter|carpenter|barber|hairdresser|seamstress|housekeeper|nanny|banker|lawyer|engineer|accountant|musician|drummer|dancer|waiter|waitress|bartender|baker|miner|fisherman|sailor|pilot|singer|"
    r"professor|librarian|rancher|logger|machinist|bricklayer|mason|tailor|butcher|florist|secretary)\b"
)
#: Asked June how she sleeps
ADDRESSED = re.compile(
    r"\b(?:asked|told|ask|tell|showed|taught|reminded|begged|warned)\s+$", re.IGNORECASE
)
ADDRESSED_HOW = re.compile(r"\s+(?:how|if|whether|what|why|when|where|about|that|to)\b")
#: Dusty, a rodeo clown from Cheyenne
DESCRIBED_AFTER = re.compile(
    r"\s*,\s+(?:an?|the|our|my|her|his)\s+(?:[\w'-]+\s+){1,4}?(?:from|who|with|here for|in for)\b|"
    r"\s*,\s+(?:an?|the|our|my|her|his)\s+[\w' -]{3,32},\s+(?:who|is|was|has|had|came|comes|declined|refused|said|says|wants|asked|told|lives|works|presented|fell|died|denies|reports)\b"
)
#: The same, where the name stands first and a comma may follow: Blessing, post-op day 1
STATUS_OF_FIRST = re.compile(
    r"\s+(?:f/u|s/p|c/o|npo|pod\s?\#?\d|dnr)\b|\s+w/\s|\s*,\s+(?:pod\s?\#?\d|post-?op|pre-?op|s/p|npo|extubated|intubated|admitted|discharged|transferred|dnr|c/o|w/|here (?:for|with)|back (?:for|with)|in for|with (?:new|her|his)|"
    r"g\d+\s?p\d|pregnant|afebrile|febrile|no show|seen|known|new (?:pt|patient|admit)|on (?:pressors|bipap|the vent|dialysis|chemo|hospice))\b",
    re.IGNORECASE,
)
#: Lily and Violet, premature twins
SIBLINGS = re.compile(
    r"(?:\s+(?:and|&)\s+[A-Z]\w+)?,?\s+(?:(?:the|our|two|\w+)\s+)?(?:twins|triplets|sisters|brothers|siblings|couple|cousins|roommates|newlyweds|spouses)\b"
)
#: Wolf, the patient with the LVAD.
APPOSITION = re.compile(
    r"\s+(?:the|our|my)\s+\d{1,3}[\s-]?(?:yo\b|y/o|yr|year|[fm]\b)|\s*[,(]\s*(?:the|our|a|an|my|her|his|another)\s+(?:\w+\s+){0,2}?(?:pt|patient|lady|man|woman|guy|girl|boy|kid|gentleman|nurse|interpreter|mother|mom|father|dad|son|daughter|wife|husband|sister|brother|neighbor|friend|trucker|teacher|farmer|driver|mechanic|veteran|vet|smoker|student|janitor|cook|chef|rabbi|priest|pastor|minister|imam|cashier|welder|painter|plumber|electrician|nun|monk|soldier|cop|officer|firefighter|carpenter|roofer|barber|hairdresser|seamstress|housekeeper|maid|nanny|banker|lawyer|engineer|accountant|musician|drummer|dancer|waiter|waitress|bartender|widow|widower|refugee|immigrant|grandmother|grandfather|grandma|grandpa|retiree|coach|baker|miner|fisherman|sailor|pilot|singer|poet|professor|librarian|twin|toddler|newborn|teen|teenager|centenarian|nonagenarian|trainer|scribe|preceptor|colleague|coworker|boss|supervisor|tech|classmate|mentor|charge|sitter|aide|\d)\b",
    re.IGNORECASE,
)
#: Labels that a patient's name follows.
LABEL = re.compile(
    r"\b(?:(?:new )?admit(?:ted|s)?|admissions?|name|transfers?|to see|discharge[sd]?|dc|rapid|seen|saw|followed|rounded on|presented|watchers?|signed? ?out|sign-?outs?|hand-?offs?|rounds|rounding list|census|cases?|clinic|today|feedback|consults?|team list|pending|next|who|pts?|patients?|family|dispo|h&p|consent)\s?:\s*$",
    re.IGNORECASE,
)
#: Things that are called something too.
THING = re.compile(
    r"\b(?:mannequin|manikin|simulator|robot|dog|cat|puppy|horse|hurricane|storm|drug|trial|study|sign|test|score|app|software|program|procedure|medication|med|book|scale|device|technique|maneuver|rule|syndrome|disease|condition|guideline|tool|bug|bacteria|code|it|this|that|what|which)\s+(?:\w+\s+)?(?:is\s+|was\s+)?(?:called|named|known as|aka)\s*[\"\u201c']?$",
    re.IGNORECASE,
)
#: bed 12, room 614 and the like right before a name.
BED_BEFORE = re.compile(
    r"\b(?:bed|room|rm|bay|pod|suite|in|icu|ed|chair|slot)\s*\#?\d{1,4}[a-z]?\s*[,:(-]?\s*$|(?:^|[;,]\s*|\bin\s+)\d{3}[a-z]?\s*\($",
    re.IGNORECASE,
)
BED_AFTER = re.compile(
    r"\s*[(,/|-]?\s*(?:in|from|of|@)?\s*(?:\b(?:bed|room|rm|r|bay)\s?\#?\s?\d|bed\b(?!side)|in\s+(?:the\s+)?(?:icu|micu|sicu|ccu|picu|nicu|pacu|ed|er|triage|l&d|labor|clinic|rehab|dialysis|pre-?op)\b|(?:in|from)\s+\d{1,4}[a-z]?\b(?!\s*(?:days?|weeks?|months?|hours?|min|mg|ml|%)))",
    re.IGNORECASE,
)
WITH_PERSON = re.compile(
    r"\b(?:spoke|spoken|talked|talking|discussed|met|chatted|sat|worked|rounded|rounding|prayed|counsel\w*|visit\w*|"
    r"interview\w*|examin\w*|history|hx|h&p|h\s?and\s?p|reassur\w*|teaching|session|call|called|introduc\w*|accompan\w*|"
    r"consent\w*|help\w*|taught|assist\w*|explained|listened|shadow\w*|encounter|conversation|report|signout|sign-out|handoff|update[ds]?|"
    r"stitches|sutures|staples|note|notes|exam|lp|ekg|vitals|labs|consult|vaccine|shots?|bandage|dressing)"
    r"\s+(?:\w+\s+){0,2}?(?:with|w|w/|to|from|for|by|on|of)\s+$"
    r"|\b(?:re|regarding|about|abt)\s+$|\b(?:sign(?:ed)?|hand(?:ed)?|check(?:ed)?|round(?:ed|ing)?|look(?:ed)?|car(?:ed|ing)|pick(?:ed)?|took|code blue|rapid|crash(?:ed)?)\s+(?:out|off|on|after|for|up|over)\s+$",
    re.IGNORECASE,
)
#: What a person is, has or does, after "Hope was" or "Grace has".
OF_A_PERSON = re.compile(
    r"\s+(?:(?:very|so|also|still|now|much|really|too|not|finally|again|just|both|all|doing|feeling|been|had|never|yet|a bit|more|less|being|getting|going)\s+)*"
    r"(?:admitted|discharged|transferred|intubated|extubated|sedated|seen|started|given|told|asked|referred|diagnosed|readmitted|consented|cleared|scheduled|"
    r"better|worse|sick|ill|sad|happy|stable|tired|tearful|crying|upset|scared|angry|anxious|nervous|confused|alert|awake|asleep|afebrile|febrile|septic|"
    r"pregnant|breastfeeding|septic|hypotensive|tachy\w*|brady\w*|sob|nauseous|vomiting|coughing|bleeding|in (?:pain|bed|room|the|labor|icu)|on (?:o2|room|bipap|the vent|\d)|"
    r"her|his|him|she|he|home|back|off|npo|pod|a (?:nice|kind|sweet|lovely|difficult|poor|smoker|teacher|nurse|\d)|an? \d|"
    r"\d+(?!\s*(?:%|percent|/))|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty)(?:[- ]\w+)?(?! percent)|no complaints|pain|chest|dka|chf|copd|nonverbal|doing|feeling|eating|walking|sitting|sleeping|refusing|waiting|asking|living|"
    r"eaten|slept|voided|peed|pooped|spoken|walked|worked|gone|taken (?:her|his|any)|sober|clean|homeless|married|hospitalized|afraid|taking|smoking|drinking|using|with (?:her|his)|a (?:healthy|baby|new)|to go|by (?:ambulance|bus|car)|"
    r"chills|fever|surgery|dialysis|chemo|meds|insulin|q|allergic|able|unable|from|due|overdue|worried|grateful|exhausted|lucky|hungry|thirsty|cold)\b",
    re.IGNORECASE,
)
NOT_A_SUBJECT = re.compile(
    r"\s+(?:to|that|for|not to|the|lost|given|restored|important|key|what|why|how)\b"
)
#: Ray: chest tube out.
MARK_AFTER = re.compile(r"\s?(?::|\s-|-\s|\u2013|\u2014)")
#: destiny, 17, gc/ct sent
AGE_BETWEEN = re.compile(r",\s*\(?(?:[1-9]|[1-8]\d),\s")
#: amir twelve asthma
AGE_WORD = re.compile(
    r"\s+(?:is\s+)?(?:eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)\b(?!\s*(?:mg|mcg|units?|percent|over|hours?|days?|minutes?|patients|times|out))",
    re.IGNORECASE,
)
#: mom in the waiting room is crystal
KIN_IS = re.compile(
    r"\b(?:mom|mum|mother|dad|father|wife|husband|hubby|daughter|son|sister|brother|aunt|uncle|friend|partner|roommate|caregiver|neighbor|interpreter|nurse|aide|(?:man|woman|lady|guy|patient|pt|kid|boy|girl) in)\b[^.;,:\n]{0,26}\s(?:is|was)\s$",
    re.IGNORECASE,
)
#: Wells 1.5 is a score; Wells 45M is none.
SCORE_AFTER = re.compile(
    r"\s*(?:of|was|is|=|:|>|<|\u2265|\u2264)?\s*(?:\d\.\d|\d{1,2}(?:/\d{1,2})?\b)(?!\s*-?(?:y/?o|yr|year|[fFmM]\b|y\b|mo\b|month|week|day))"
)
#: Obi (315), and: the next bed of a list.
LISTED_WITH_BEDS = re.compile(r"\(\w{1,5}\),? (?:and|&) $")
FAMILY_TERM = re.compile(
    r"\s+family\s+(?:support|history|hx|medicine|med|practice|planning|members?|dynamics|doctor|doc|physician|tree|unit|therapy|ties|life)\b",
    re.IGNORECASE,
)
#: callback list: Petrov cx pos, Ansah ct read changed, Lim ...
LIST_HEAD = re.compile(
    r"(?:^|[\n.;])\s*[^:.;\n]{0,40}\b(?:lists?|names?|pts|patients|beds|codes?|call ?backs?|census|board|team|admits|pending|dispos?)\s*:[^.\n]*,\s*$",
    re.IGNORECASE,
)
#: Hargrove (psych hold) eloped
BRACKETED = re.compile(r"\s*\([^()\n]{1,40}\)\s+(?=[a-z])")
