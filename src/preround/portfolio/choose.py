"""Which programs to apply to and whom to signal: the one call of this room."""

from __future__ import annotations

import numpy as np

from preround.portfolio.bound import ENOUGH, capped_bound, value_bound
from preround.portfolio.cap import capped_p_match, is_near_cap
from preround.portfolio.capped_search import capped_search
from preround.portfolio.core import core_of, moved, within
from preround.portfolio.equals import settle_equals
from preround.portfolio.evaluate import evaluate
from preround.portfolio.frontier import make_frontier
from preround.portfolio.grid import make_grid
from preround.portfolio.problem import IntArray, Portfolio, PortfolioProblem
from preround.portfolio.search import first_lists, search
from preround.portfolio.selection import Selection
from preround.portfolio.value import p_match
from preround.portfolio.wishes import prefer_wishes

NEGLIGIBLE = 1e-9  # a ceiling this low is rounding: nothing can be had for the money


def choose(problem: PortfolioProblem) -> Portfolio:
    """Choose applications and signals: P(match) first, then wishes within 0.3 points of it.

    Invitations and matches are independent only given theta, the applicant's strength as the
    season will read it, so P(match) = sum_q w_q (1 - prod_i (1 - invite_iq match_iq)); taking
    them for independent outright is the main error of simpler methods. Nothing is drawn, so
    the same question has the same answer (with `rng`, for the same state of it).

    Parameters
    ----------
    problem : the applicant's chances, limits and choices; it is not changed.

    Returns
    -------
    The list with its running totals and a proven ceiling. Ties go to the higher wish, then to
    the lower index (`settle_equals`): what is alike changes places for nothing.

    Raises
    ------
    UserError
        Where pins, exclusions and limits contradict each other (see `problem`).

    Notes
    -----
    With `max_interviews`, interviews are attended where the chance to match is best first, and
    `p_match` counts only those attended; the search minds it once more than the cap less three
    invitations are expected. Invitations are still counted in full. Cost: 6,700 programs, three
    tiers, 24 nodes, 100 chosen with 15 signals: about a tenth of a second.
    """
    grid = make_grid(problem)
    if not grid.n:
        nothing = Selection(grid)
        return _portfolio(problem, nothing, nothing, 0.0)
    core, kept = core_of(grid)
    lists = first_lists(core)
    known = value_bound(moved(lists[0], grid, kept), grid)
    best = search(lists, known, problem.rng)
    if is_near_cap(best):
        best = capped_search(core, best)
    whole = settle_equals(moved(prefer_wishes(best, capped_p_match), grid, kept))
    final = within(whole, np.union1d(kept, whole.chosen))
    return _portfolio(problem, final, best, _ceiling(moved(best, grid, kept), known))


def _ceiling(best: Selection, known: float) -> float:
    """Bound for the same money: under a stop rule, for what the list spends.

    `known` is one already, as good as any where the list is within ENOUGH of it.
    """
    grid = best.grid
    if not grid.per_dollar and p_match(best) >= known - ENOUGH * p_match(best):
        return min(known, capped_bound(best, grid)) if is_near_cap(best) else known
    if grid.per_dollar:
        grid = grid.relaxed(budget=min(grid.budget, best.fee), per_dollar=0.0)
    bound = value_bound(best, grid)
    return min(bound, capped_bound(best, grid)) if is_near_cap(best) else bound


def _portfolio(
    problem: PortfolioProblem, final: Selection, best: Selection, bound: float
) -> Portfolio:
    frontier = make_frontier(final)
    chosen = frontier.program[: final.size]
    tier: IntArray = np.zeros(problem.n_programs, dtype=np.int64)
    tier[chosen] = frontier.tier[: final.size]
    worth = evaluate(problem, chosen, tier)
    bound = max(bound, worth.p_match)
    return Portfolio(
        chosen=chosen,
        tier=tier,
        marginal_gain=frontier.marginal_gain[: final.size],
        marginal_fee_usd=frontier.marginal_fee_usd[: final.size],
        leave_one_out=worth.leave_one_out,
        fee_usd=worth.fee_usd,
        p_match=worth.p_match,
        best_p_match=max(capped_p_match(best), worth.p_match),
        p_match_bound=bound,
        optimality_gap=1.0 - worth.p_match / bound if bound > NEGLIGIBLE else 0.0,
        expected_invitations=worth.expected_invitations,
        expected_interviews=worth.expected_interviews,
        expected_wish=worth.expected_wish,
        frontier=frontier,
    )
