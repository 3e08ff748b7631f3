"""A small Match told step by step: who asks, who is held for now, who is let go.

For reading, not for speed: every step keeps what everybody holds after it. `match` solves
the same markets with its kernels, and the tests hold the two against each other.

Source: Gale and Shapley 1962, American Mathematical Monthly 69:9; one applicant at a time
after McVitie and Wilson 1971; couples after Roth and Peranson 1999, American Economic
Review 89:748.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

#: A small market that has not ended by then goes in circles.
MOST_STEPS = 120
MOST_LET_GO = 3

Pair = tuple[str, str | None]


class Answer(StrEnum):
    """What comes of one question."""

    HELD = "held"
    REFUSED = "refused"
    ENDED = "ended"
    CIRCLE = "circle"


class Side(StrEnum):
    """Who asks."""

    APPLICANTS = "applicants"
    PROGRAMS = "programs"


@dataclass(frozen=True, slots=True)
class SmallProgram:
    """A program: its positions and whom it ranks, best first."""

    name: str
    quota: int
    ranks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SmallCouple:
    """Two applicants and the pairs of programs they rank together; None is unmatched."""

    members: tuple[str, str]
    pairs: tuple[tuple[str | None, str | None], ...]


@dataclass(frozen=True, slots=True)
class SmallMarket:
    """A few applicants with their lists, a few programs, perhaps a couple."""

    applicants: Mapping[str, tuple[str, ...]]
    programs: tuple[SmallProgram, ...]
    couple: SmallCouple | None = None

    def program(self, name: str) -> SmallProgram:
        """The program of a name."""
        return next(one for one in self.programs if one.name == name)


@dataclass(frozen=True, slots=True)
class Step:
    """One question with its answer, and where everybody stands after it.

    `asked` are the lines drawn, `let_go` those broken. `holds` gives each program its
    people, best first. `struck` are the entries no longer open to whoever asks.
    """

    asked: tuple[Pair, ...]
    answer: Answer
    let_go: tuple[Pair, ...]
    holds: Mapping[str, tuple[str, ...]]
    struck: frozenset[tuple[str, str]]
    text: str

    def match_of(self, applicant: str) -> str | None:
        """Where an applicant is held after this step."""
        return next((name for name, held in self.holds.items() if applicant in held), None)


def tell(market: SmallMarket, side: Side = Side.APPLICANTS) -> tuple[Step, ...]:
    """Every step of one small Match; the last is its end.

    Markets with a couple are told with the applicants asking.
    """
    if side is Side.PROGRAMS:
        return tuple(_Story(market).programs_ask())
    return tuple(_Story(market).applicants_ask())


@dataclass
class _Story:
    """What has happened so far."""

    market: SmallMarket
    holds: dict[str, list[str]] = field(default_factory=dict)
    struck: set[tuple[str, str]] = field(default_factory=set)
    n_steps: int = 0
    n_let_go: int = 0

    def __post_init__(self) -> None:
        self.holds = {one.name: [] for one in self.market.programs}

    # ------------------------------------------------------------ applicants ask

    def applicants_ask(self) -> Iterator[Step]:
        """Singles one by one, whoever is let go next; the couple, if there is one, last."""
        couple = self.market.couple
        members = couple.members if couple else ()
        waiting: list[str | SmallCouple] = [
            name for name in self.market.applicants if name not in members
        ]
        if couple:
            waiting.append(couple)
        while waiting:
            who = waiting.pop(0)
            if isinstance(who, SmallCouple):
                steps = self._couple_asks(who, waiting)
            else:
                steps = self._one_asks(who, waiting)
            for step in steps:
                yield step
                self.n_steps += 1
                if self.n_steps >= MOST_STEPS or self._circle(step):
                    yield self._step((), Answer.CIRCLE, (), CIRCLE)
                    return
        yield self._step((), Answer.ENDED, (), self._ending())

    def _circle(self, step: Step) -> bool:
        """Whether the couple was let go more often than any small market that ends needs."""
        couple = self.market.couple
        if couple is not None:
            self.n_let_go += any(who in couple.members for who, _ in step.let_go)
        return self.n_let_go > MOST_LET_GO

    def _one_asks(self, name: str, waiting: list[str | SmallCouple]) -> Iterator[Step]:
        now = self._where(name)
        for place, wish in enumerate(self.market.applicants[name]):
            if wish == now:
                return
            if (name, wish) in self.struck:
                continue
            which = ("first" if place == 0 else "next") + f" on {name}'s list"
            lead = f"{name} asks {wish}, {which}."
            bumped, why = self._would(wish, (name,))
            if bumped is None:
                self.struck.add((name, wish))
                yield self._step(((name, wish),), Answer.REFUSED, (), f"{lead} {why}")
                continue
            let_go = self._take(((name, wish),), bumped, waiting)
            yield self._step(((name, wish),), Answer.HELD, let_go, f"{lead} {why}")
            return
        yield self._step(
            ((name, None),),
            Answer.REFUSED,
            (),
            f"{name} has nobody left to ask and stays unmatched.",
        )

    def _couple_asks(self, couple: SmallCouple, waiting: list[str | SmallCouple]) -> Iterator[Step]:
        one, two = couple.members
        both, now = f"{one} and {two}", (self._where(one), self._where(two))
        for p, q in couple.pairs:
            if (p, q) == now:
                return
            asked = ((one, p), (two, q))
            lead = f"{both} ask together: {one} for {p or 'nothing'}, {two} for {q or 'nothing'}."
            if p == q and p is not None:
                answers = [self._would(p, (one, two))]
            else:
                answers = [self._would(wish, (who,)) for who, wish in asked if wish]
            refusals = [why for lost, why in answers if lost is None]
            if refusals:
                halves = zip([pair for pair in asked if pair[1]], answers, strict=False)
                would = [
                    f"{wish} would hold {who}. "
                    for (who, wish), (lost, _) in halves
                    if lost is not None
                ]
                why = f"{''.join(would)}{' '.join(refusals)} So neither is placed."
                yield self._step(asked, Answer.REFUSED, (), f"{lead} {why}")
                continue
            lost = [name for bumped, _ in answers for name in bumped or ()]
            why = " ".join(why for _, why in answers)
            let_go = self._take(asked, lost, waiting)
            yield self._step(asked, Answer.HELD, let_go, f"{lead} {why}")
            return
        asked = ((one, None), (two, None))
        yield self._step(asked, Answer.REFUSED, (), f"{both} have no pair left to ask for.")

    def _would(self, program: str, who: Sequence[str]) -> tuple[list[str] | None, str]:
        """Whom a program would let go to hold these; None where it would not hold them."""
        it = self.market.program(program)
        unranked = [name for name in who if name not in it.ranks]
        if unranked:
            return None, f"{program} does not rank {' and '.join(unranked)}, and refuses."
        held = [name for name in self.holds[program] if name not in who]
        best = sorted([*held, *who], key=it.ranks.index)[: it.quota]
        if not set(who) <= set(best):
            above = _listed([name for name in best if name not in who])
            reason = (
                f"is full with people it ranks higher ({above})" if above else "has too few seats"
            )
            return None, f"{program} {reason}, and refuses."
        bumped = [name for name in held if name not in best]
        if bumped:
            text = f"{program} ranks {_listed(who)} above {_listed(bumped)}: it holds "
            return bumped, f"{text}{_listed(who)} for now and lets {_listed(bumped)} go."
        return [], f"{program} has room and holds {_listed(who)} for now."

    def _take(
        self, asked: Sequence[Pair], bumped: Sequence[str], waiting: list[str | SmallCouple]
    ) -> tuple[Pair, ...]:
        """Hold who asked, let go who was bumped, and put back to asking whoever lost a seat."""
        couple = self.market.couple
        let_go: list[Pair] = []
        for who, _ in asked:
            left = self._leave(who)
            if left:
                self._look_again(left, waiting)
        for name in bumped:
            program = self._leave(name)
            let_go.append((name, program))
            if couple and name in couple.members:
                partner = couple.members[name == couple.members[0]]
                left = self._leave(partner)
                if left:
                    let_go.append((partner, left))
                    self._look_again(left, waiting)
                self._first(couple, waiting)
            else:
                self.struck.add((name, str(program)))
                self._first(name, waiting)
        for who, wish in asked:
            if wish:
                self.holds[wish].append(who)
                self.holds[wish].sort(key=self.market.program(wish).ranks.index)
        return tuple(let_go)

    def _look_again(self, program: str, waiting: list[str | SmallCouple]) -> None:
        """A seat came free: whoever would rather be there may ask again."""
        couple = self.market.couple
        for name, wish in sorted(self.struck):
            if wish == program:
                self.struck.discard((name, wish))
                self._first(name, waiting, last=True)
        if couple:
            self._first(couple, waiting, last=True)

    def _first(
        self, who: str | SmallCouple, waiting: list[str | SmallCouple], last: bool = False
    ) -> None:
        if who not in waiting:
            waiting.insert(len(waiting) if last else 0, who)

    def _where(self, name: str) -> str | None:
        return next((program for program, held in self.holds.items() if name in held), None)

    def _leave(self, name: str) -> str | None:
        program = self._where(name)
        if program:
            self.holds[program].remove(name)
        return program

    # ------------------------------------------------------------ programs ask

    def programs_ask(self) -> Iterator[Step]:
        """Each program offers its open positions down its list; applicants keep the best."""
        progress = True
        while progress:
            progress = False
            for it in self.market.programs:
                for name in it.ranks:
                    if len(self.holds[it.name]) >= it.quota:
                        break
                    if (name, it.name) not in self.struck and name not in self.holds[it.name]:
                        progress = True
                        yield self._offer(it, name)
        yield self._step((), Answer.ENDED, (), self._ending())

    def _offer(self, it: SmallProgram, name: str) -> Step:
        wishes = self.market.applicants[name]
        lead = f"{it.name} offers {name} a position."
        has = self._where(name)
        if it.name not in wishes:
            self.struck.add((name, it.name))
            why = f"{name} does not rank {it.name} and says no."
            return self._step(((name, it.name),), Answer.REFUSED, (), f"{lead} {why}")
        if has is not None and wishes.index(has) < wishes.index(it.name):
            self.struck.add((name, it.name))
            why = f"{name} holds an offer of {has}, wanted more, and says no."
            return self._step(((name, it.name),), Answer.REFUSED, (), f"{lead} {why}")
        let_go: tuple[Pair, ...] = ()
        why = f"{name} holds it for now."
        if has is not None:
            self.holds[has].remove(name)
            self.struck.add((name, has))
            let_go = ((name, has),)
            why = f"{name} wants it more than {has}, holds it for now and gives {has} back."
        self.holds[it.name].append(name)
        self.holds[it.name].sort(key=it.ranks.index)
        return self._step(((name, it.name),), Answer.HELD, let_go, f"{lead} {why}")

    # ------------------------------------------------------------ words

    def _step(
        self, asked: tuple[Pair, ...], answer: Answer, let_go: tuple[Pair, ...], text: str
    ) -> Step:
        holds = {program: tuple(held) for program, held in self.holds.items()}
        return Step(asked, answer, let_go, holds, frozenset(self.struck), text)

    def _ending(self) -> str:
        held = {name for names in self.holds.values() for name in names}
        out = [name for name in self.market.applicants if name not in held]
        tail = f" Unmatched: {_listed(out)}." if out else ""
        return f"Nobody is left to ask. What was held for now is the Match.{tail}"


CIRCLE = (
    "The same moves come round again. With a couple it can be that every matching leaves somebody "
    "who would rather, and could, be elsewhere; a solver then settles for one that leaves as few "
    "as it can find. Without couples it never happens."
)


def _listed(names: Sequence[str]) -> str:
    """Names as a sentence has them."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
