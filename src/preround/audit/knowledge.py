"""What people in the field would say of a task: who is told, what is charted, which protocol.

Each sign is a small claim ("a colleague is told something") read from word order and lists; the
model weighs the signs with the words of the task. They carry to jobs nobody labelled, which
counts of words do not.
"""

from __future__ import annotations

from preround.audit.grammar import Reading
from preround.audit.jobs import JobKind
from preround.audit.words import Hit

TEAM = ("clinician", "staff", "outside")
AGGREGATE = frozenset(
    [
        "statistic*",
        "statistics",
        "statistical",
        "trend",
        "trends",
        "aggregate",
        "number",
        "numbers",
        "rates",
        "census",
        "budget",
        "costs",
        "program",
        "programs",
        "policies",
        "policy",
    ]
)
STORES = frozenset(
    [
        "stock",
        "stocks",
        "restock",
        "inventory",
        "store",
        "storage",
        "order",
        "orders",
        "ordering",
        "supplies",
        "supply",
        "calibrate",
        "clean",
        "maintain",
        "equipment",
        "machines",
        "organize",
        "rotate",
    ]
)
PLANNING = ("schedule", "book", "room", "rooms", "classrooms", "costs")
TRAINS = ("train", "trains", "trained", "precept", "precepted", "mentor", "mentored")
COORDINATES = ("coordinate", "coordinates", "coordinated", "liaise")
MEETS = (
    "attend",
    "attends",
    "attended",
    "participate",
    "participated",
    "take",
    "took",
    "join",
    "joined",
    "meet",
    "present",
    "presented",
    "facilitate",
    "coordinate",
    "conduct",
    "conducted",
    "meetings",
    "rounds",
    "huddle",
    "huddles",
    "serve",
)
BOOKED = ("register", "registers", "registered", "accession", "accessioned", "enroll", "enrolled")
CHARTS = (
    "chart", "charts", "note", "document", "record", "records", "update", "updates", "updated",
    "updating", "log", "enter", "write",
)  # fmt: skip
CHECKED = ("controls", "calibrate", "calibrated", "maintain", "clean", "procedure", "quality")
PLACES_BEFORE = frozenset(("to", "from", "with", "other", "another", "outside", "the"))
BEFORE_VERB = frozenset((",", ";", "and", "or", "to", "/", "also", "then"))
RUNS = ("manage", "manages", "managed", "supervise", "supervised", "oversee", "direct", "run")
ACTS_ON_STAFF = ("teach", "supervise")
ENDS = frozenset((",", ";", ".", "and", "then", "by", "so", "i"))
REACHES = frozenset(
    (
        "call", "calls", "called", "email", "emailed", "emails", "phone", "phoned", "telephone",
        "fax", "faxed", "text", "texted", "page", "paged", "ask", "asked", "asks", "tell", "tells",
        "notify", "notified", "notifies", "let", "message", "messaged", "query", "queried", "alert",
        "alerted", "contact", "contacted", "contacts", "radio", "radioed", "inform", "informed",
        "warn", "warned", "escalate", "escalated", "report", "reported", "sent", "send", "forward",
        "forwarded", "check", "checked", "remind", "reminded", "coordinate", "coordinated",
        "arrange", "arranged", "chase", "chased", "update", "updated", "bug", "bugged", "ping",
        "pinged", "calling", "phoning", "ringing", "ring", "chasing", "asking", "telling",
        "emailing", "faxing", "texting", "paging", "contacting", "alerting", "notifying",
        "yell", "yelled", "shout", "shouted", "scream", "screamed", "wave", "waved",
    )
)  # fmt: skip
FETCHED = ("get", "gets", "ran", "run", "fetch", "fetched", "grab", "grabbed", "bring", "brought")
WITHIN, NEAR = 5, 3
PROTOCOL = ("protocol", "protocols", "script", "red-flag", "triage-protocol")


class Signs:
    """Signs found in one task; each a name with the words that showed it."""

    def __init__(self, reading: Reading, kind: JobKind) -> None:
        self.reading = reading
        self.kind = kind
        self.first: dict[str, tuple[int, Hit]] = {}
        for place, hit in enumerate(reading.hits):
            self.first.setdefault(hit.name, (place, hit))
        self.names = set(self.first)
        self.relations = {hit.name: hit for hit in reversed(reading.relations)}
        self.words = [word.plain for word in reading.words]
        self.plain = set(self.words)
        self.found: dict[str, Hit] = {}
        in_care = kind.setting == "care" or "health_word" in self.names
        self.in_care = in_care and kind.setting != "other"
        self._team()
        self._patient()
        self._systems()
        self._scope()
        self._paperwork()
        self._bench()
        self._across()
        self._for_oneself()
        self._opening()
        self._say("trade, not care", self._hit("trade"))
        self._say("for oneself or the office", self._hit("self_directed"))

    def _say(self, name: str, hit: Hit | None) -> None:
        if hit is not None and name not in self.found:
            self.found[name] = hit

    def _hit(self, *names: str) -> Hit | None:
        if self.first.keys().isdisjoint(names):
            return None
        return min(self.first[name] for name in names if name in self.first)[1]

    def _related(self, *names: str) -> Hit | None:
        return next((self.relations[name] for name in names if name in self.relations), None)

    def _word(self, *words: str) -> Hit | None:
        if self.plain.isdisjoint(words):
            return None
        for place, word in enumerate(self.words):
            if word in words:
                return Hit(word, place, place + 1)
        return None

    # ------------------------------------------------------------ team
    def _team(self) -> None:
        if self.kind.setting == "other":
            return
        told = self._related("tell_team>team.near", "tell_team>team.far")
        if told and not self._purpose(told.first):
            self._say("team is told", told)
            self._say("a patient's state is passed on", self._hit("patient_matter", "vitals_words"))
        aided = self._related("aid_team>team.near", "aid_team>team.far")
        if aided and not self._purpose(aided.first):
            self._say("team is helped", aided)
        self._say("done for a colleague", self._related("clinician.for", "staff.for"))
        self._say("a third party is on the line", self._hit("third_party"))
        self._say("someone is paged", self._word("page", "paged", "pages", "paging"))
        self._reached()
        self._taught()
        self._joined()
        self._spoken_between()

    def _reached(self) -> None:
        """Help called, and people reached as one types it: "called lab", "asked floor"."""
        self._say("help is called", self._hit("summons"))
        opens = [0, *(n + 1 for n, word in enumerate(self.words) if word in ENDS)]
        for hit in self.reading.hits:
            if hit.name not in ("reached", *TEAM):
                continue
            place = max((n for n in opens if n < hit.first), default=hit.first)
            near = 0 < hit.first - place <= WITHIN and self.words[place] in REACHES
            if near and self._no_other(place, hit.first):
                self._say("somebody is reached", Hit("reached", place, hit.after))
        fetched, colleague = self._verb(*FETCHED), self._hit("clinician")
        if fetched and colleague and 0 < colleague.first - fetched.first <= NEAR:
            self._say("help is called", colleague)

    def _no_other(self, first: int, after: int) -> bool:
        """Whether no patient stands between: "called a patient back about the lab"."""
        return not any(
            hit.name in ("patient", "client", "customer") and first < hit.first < after
            for hit in self.reading.hits
        )

    def _taught(self) -> None:
        for verb in ACTS_ON_STAFF:
            taught = self._related(f"{verb}>team.near", f"{verb}>team.far")
            if taught and not self._patients_named():
                self._say("staff are taught or led", taught)
        teaching = "teaching" in self.kind.kinds
        planning = self._hit("money") or self._word(*PLANNING)
        if teaching and not planning:
            self._say("staff are taught or led", self._hit("teach"))
        if self._word(*TRAINS) and not self._patients_named():
            self._say("staff are taught or led", self._hit("teach"))
        if teaching and self._hit("talk"):
            self._say("staff are taught or led", self._hit("staff"))
        if self._hit("staff"):
            self._say("staff are taught or led", self._word("orient", "orients", "oriented"))

    def _joined(self) -> None:
        across = {"desk", "community", "research"} & set(self.kind.kinds)
        if across and self._hit("drug", "specimen", "visit"):
            self._say("work joined across people", self._word(*COORDINATES))
        self._say("one line for the whole unit", self._hit("shared_line"))
        if self._word(*MEETS):
            self._say("a meeting of the team", self._hit("meeting"))
        if self._word("team", "teams", "interdisciplinary", "multidisciplinary", "handoff"):
            self._say("works within a team", self._hit("staff", "outside"))

    def _spoken_between(self) -> None:
        if "language" in self.kind.kinds and self._hit("interpret"):
            self._say("speaks between people", self._hit("interpret"))
            return
        speaks = self._word("interpret", "interprets", "interpreted")
        between = self._hit("clinician", "staff") or self._word("between", "families", "spanish")
        if speaks and between and self._hit("patient", "client"):
            self._say("speaks between people", speaks)

    def _purpose(self, place: int) -> bool:
        """Whether the verb stands in "... to assist nurses": a purpose, not the act."""
        if place == 0 or self.words[place - 1] != "to":
            return False
        return place > 1 and self.words[place - 2] != "order"

    def _patients_named(self) -> bool:
        return any(
            self._related(f"teach>{who}.near", f"teach>{who}.far") for who in ("patient", "client")
        )

    # ------------------------------------------------------------ patient
    def _patient(self) -> None:
        if not self.in_care:
            return
        aggregate = bool(self.plain & AGGREGATE) or any(w.startswith("statist") for w in self.words)
        people = ["patient", "client", "community"]
        if self.kind.setting == "care" and {"pharmacy", "payer", "volunteer"} & set(
            self.kind.kinds
        ):
            people.append("customer")
        for who in people:
            direct = self._related(
                f"talk>{who}.near", f"talk>{who}.far", f"tell_team>{who}.near",
                f"lead_contact>{who}.near", f"{who}.recipient",
            )  # fmt: skip
            if direct:
                self._say("a patient is met or spoken to", direct)
            held = self._related(f"{who}.object", f"{who}.for", f"{who}.from")
            if held and not aggregate:
                self._say("a patient is cared for", held)
            owned = self._related(f"{who}.owner")
            if owned and not aggregate and not self._word("rooms", "room", "areas"):
                self._say("one patient's information", owned)
        stores = bool(self.plain & STORES) or self._hit("readiness") is not None
        for name in ("drug", "specimen", "chart_record"):
            if self._hit(name) and not stores and not aggregate:
                self._say(f"works on a patient's {name}", self._hit(name))
        if not aggregate:
            self._say("a patient's visit or cover", self._hit("visit", "authorization"))
        if self._hit("phone") and self._word("answer", "answers", "answered", "take", "call"):
            self._say("a patient is met or spoken to", self._hit("phone"))

    # ------------------------------------------------------------ systems
    def _systems(self) -> None:
        if self.kind.setting == "other" or not (self.in_care or self.kind.setting != "mixed"):
            return
        self._say("written into a record", self._pair("paper", "chart_record", "system", "record"))
        self._say("insurance or authorization", self._hit("authorization", "money"))
        self._say("infection control", self._hit("infection"))
        self._say("a rule or protocol", self._hit("rules"))
        self._improvement()
        if self._hit("supply") and self.plain & STORES:
            self._say("equipment and stock", self._hit("supply"))
        self._say("an information system", self._hit("system"))
        self._say("forms and consent papers", self._hit("forms"))
        self._say("flow, protocol or priority", self._hit("flow"))
        self._say("audit or standard", self._hit("audit_words"))
        if {"desk", "remote"} & set(self.kind.kinds) and (self._hit("phone", "tell_team")):
            self._say("passed on by protocol", self._word(*PROTOCOL))
        if "research" in self.kind.kinds:
            self._say("study data or papers", self._pair("paper", "research", "record", "system"))

    def _improvement(self) -> None:
        """To develop or evaluate is care when it is for one patient, improvement otherwise."""
        found = self._hit("improve")
        one = self._hit("patient", "client", "pronoun", "test_matter", "own_body")
        count = self._hit("count_words", "survey_words", "many_charts", "audit_words")
        if found and one and not count:
            self._say("weighed for one patient", found)
        else:
            self._say("quality or improvement", found)
        if "staff are taught or led" in self.found:
            self._say("staff are taught a system", self._hit("system"))
            self._say("staff are taught a rule", self._hit("rules", "infection", "forms", "record"))
        if self._seen() and self._hit("talk", "lead_contact"):
            self._say("a patient is helped with a system", self._hit("system"))

    def _pair(self, verb: str, *things: str) -> Hit | None:
        if not self._hit(verb):
            return None
        return self._hit(*things)

    # ------------------------------------------------------------ scope
    def _scope(self) -> None:
        if not self.in_care:
            return
        touch = self._hit("touch", "administer_drug")
        bedside = "bedside" in self.kind.kinds
        if touch and (bedside or self._hit("patient", "client")):
            self._say("hands on the patient", touch)
        drawn = self._word("draw", "drew", "collect", "collected", "collects")
        if drawn and (bedside or self._hit("patient")):
            self._say("hands on the patient", self._hit("specimen"))
        if "a patient is met or spoken to" in self.found and not touch:
            self._say("talk, no touch", self.found["a patient is met or spoken to"])
        told = self._related("tell_team>team.near", "tell_team>team.far")
        if told and "a patient is met or spoken to" not in self.found:
            self._say("a colleague, not the patient, is spoken to", told)
        away = (
            "one patient's information",
            "works on a patient's drug",
            "works on a patient's specimen",
            "works on a patient's chart_record",
        )
        for name in away:
            if name in self.found and "a patient is met or spoken to" not in self.found:
                self._say("away from the patient", self.found[name])

    # ------------------------------------------------------------ desk, bench, and between places
    def _paperwork(self) -> None:
        if not self.in_care:
            return
        many = self._hit("many_charts")
        papers = self._hit("case_papers")
        if {"desk", "records", "payer", "community", "quality"} & set(self.kind.kinds) and papers:
            self._say("many cases counted" if many else "one case's papers", papers)
        if many and self._hit("chart_record", "record"):
            self._say("a pile of charts, not one", many)
        charted = self._hit("chart_verb") or self._verb(*CHARTS)
        self._say("charted", charted)
        if self._seen() and charted:
            self._say("a patient's care charted", charted)
        self._say("put on the books", self._word(*BOOKED))
        self._say("people are surveyed", self._hit("survey_words"))
        self._say("a chaperone", self._hit("chaperone"))
        for kind in ("payer", "records", "quality", "information"):
            if kind in self.kind.kinds and self.words:
                self._say(f"a job of {kind}", Hit(kind, 0, 1))

    def _bench(self) -> None:
        ready = self._hit("readiness")
        if ready and not self._seen():
            self._say("made ready, nobody there", ready)
        test = self._hit("one_test")
        clinical = {"laboratory", "testing"} & set(self.kind.kinds)
        if test and clinical and "research" not in self.kind.kinds and not self._word(*CHECKED):
            self._say("one patient's test is run", test)

    def _across(self) -> None:
        if not self.in_care:
            return
        fetched = self._hit("fetches")
        near = self._hit("place_named")
        if fetched and near and fetched.first < near.first:
            before = self.words[max(fetched.first + 1, near.first - 4) : near.first]
            if not PLACES_BEFORE.isdisjoint(before):
                self._say("another place is dealt with", near)
        colleague = self._hit("clinician", "staff", "outside")
        if colleague and not self._seen() and not self._hit("pronoun", "patient_matter"):
            self._say("only colleagues are named", colleague)
        helped = self._verb("assist", "assists", "assisted", "assisting", "help", "helped")
        if helped and self._hit("procedure") and colleague:
            self._say("assists at a procedure", helped)
        reported = self._verb("report", "reports", "reported", "reporting", "flag", "flagged")
        if reported and self._hit("changes"):
            self._say("a change is reported", reported)
        referred = self._verb("refer", "refers", "referred")
        if referred and self._hit("patient", "client"):
            self._say("a patient is referred", referred)
        if self._verb(*RUNS) and self._hit("management", "outside", "staff"):
            self._say("a unit is run", self._verb(*RUNS))

    def _for_oneself(self) -> None:
        self._say("for oneself", self._word("myself", "ourselves"))
        learning = self._hit("learn")
        if learning and not self._verb("present", "presented", "teach", "lead", "led"):
            self._say("for one's own learning", learning)
        if self.kind.setting == "unknown" and not self.in_care and self.words:
            self._say("nothing of health is said", Hit("nothing", 0, 1))

    def _seen(self) -> Hit | None:
        """A patient, whatever they are called."""
        return self._hit("patient", "client", "customer", "pronoun")

    def _verb(self, *words: str) -> Hit | None:
        """One of the words where a verb stands: first, or after a comma, "and", "or", "to"."""
        if self.plain.isdisjoint(words):
            return None
        for place, word in enumerate(self.words):
            if word in words and (place == 0 or self.words[place - 1] in BEFORE_VERB):
                return Hit(word, place, place + 1)
        return None

    def _opening(self) -> None:
        """What the first verb does, and to whom: the surest word of a task line."""
        if self.kind.setting == "other" and not self.in_care and self.words:
            self._say("work outside care", Hit("outside care", 0, 1))
        opens = any(hit.first == 0 and hit.name == "touch" for hit in self.reading.hits)
        if opens and self._related("patient.object", "patient.owner", "client.object"):
            self._say("opens with hands on a patient", Hit("opening", 0, 1))
