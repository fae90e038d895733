"""The compiled terms on which an item is shown: whose turn it is, what a boost still pays, and what
counts for its stand on a list.
"""

from __future__ import annotations

import numpy as np

from simsmm.compiled import compiled_bare as compiled
from simsmm.draws.compiled import number
from simsmm.spread.state import At

_PURSES = At.SIZE


@compiled
def has_won(fan, number_of_account, account, cards):
    """Whether a fan won, a row of account and person, belongs to an account's audience."""
    if account.turns == 0:
        return fan[0] == number_of_account
    if fan[0] != account.page:
        return False
    turn = number(account.turn_key, cards[0, fan[1]].id) % np.uint64(account.turns)
    return np.int64(turn) == account.turn


@compiled
def page_of(account, accounts):
    """The page of an account: itself, or that of which it is a part."""
    return np.int64(accounts[account].page) if accounts[account].turns else np.int64(account)


@compiled
def paid_out(boosts, boost, counts):
    """Whether the clicks that a boost's purse pays for have been made."""
    clicks = boosts[boost].clicks
    return clicks > 0 and counts[_PURSES + boosts[boost].purse] >= clicks


@compiled
def pay_click(boosts, boost, counts):
    """Pay for a click on a boost's impression."""
    counts[_PURSES + boosts[boost].purse] += 1


@compiled
def lead_anywhere(posts):
    """Whether a post's link leads to another post."""
    found = False
    for post in range(len(posts)):
        found |= posts[post].leads >= 0
    return found
