"""Sentences that follow from figures: what a pattern says, what it does not say yet, and why a cell is not shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from observe.aggregates.changes import Moved
from observe.aggregates.middles import halves
from observe.aggregates.patterns import Lean, Pattern
from observe.aggregates.privacy import Withheld
from observe.web.filters import percent

# How many statements stand on top of a page; the table has them all.
MOST_SAID = 4
MOST_CHANGES = 2
TITLES_NAMED = 3
PROBABLY = ("probably_higher", "probably_lower")
# A fraction in words may be this far from the counts before it is called "about".
CLOSE = 0.02
# {share: (in words, in words when it is only about so)}
FRACTIONS = {
    0.53: (_l("Just over half"), _l("Just over half")),
    0.6: (_l("Three in five"), _l("About three in five")),
    2 / 3: (_l("Two in three"), _l("About two in three")),
    0.75: (_l("Three in four"), _l("About three in four")),
    0.8: (_l("Four in five"), _l("About four in five")),
    0.9: (_l("Nine in ten"), _l("About nine in ten")),
    0.97: (_l("Nearly all"), _l("Nearly all")),
}
# {code of the rule that decided: its sentence}; limits are named, never how many there are behind the dash.
WHY = {
    "none": _l("Nobody has rated it in the observations that are counted here."),
    "few_teachers": _l(
        "It was rated with fewer than %(limit)s teachers. Figures are shown from %(limit)s teachers on, so that nobody "
        "can be recognised."
    ),
    "one_dominates": _l(
        "More than %(share)s of the visits were to one and the same teacher. The figures would mostly be about that "
        "teacher."
    ),
    "own_apart": _l(
        "Somebody who was in these lessons could take away their own, and fewer than %(limit)s teachers would be left."
    ),
    "by_difference": _l("From this and the figures that are shown, what is not shown could be worked out."),
    "few_observers": _l(
        "It was seen by fewer than %(limit)s observers. Outside of the school it is not shown, since it may be one "
        "observer's eye."
    ),
    "few_schools": _l("Fewer than %(limit)s schools have released it. Figures across schools are shown from then on."),
}
# {word of the change: its sentence}, each said of the term before.
CHANGED = {
    "probably_higher": _l("Probably higher than in the term before."),
    "probably_lower": _l("Probably lower than in the term before."),
    "cannot_be_told_apart": _l("Cannot be told apart from the term before."),
}
OTHER_EYES = _l("Other observers than in the term before: a change could be their eyes.")


@dataclass(frozen=True)
class Said:
    """A statement about an indicator; ``title`` is empty where the sentence names several."""

    title: str
    sentence: str


def words(pattern: Pattern, is_own: bool) -> list[str]:
    """What a row says in words. In a view of one's own visits the single observer goes without saying."""
    said = _words_of_figures(pattern)
    if pattern.n_observers == 1 and pattern.is_enough and not is_own:
        said.append(_("One observer: it may be the observer's eye."))
    return said


def _words_of_figures(pattern: Pattern) -> list[str]:
    if not pattern.n:
        return [_unseen(pattern)] if pattern.n_not_observed else [_("Not rated in these visits.")]
    if not pattern.is_enough:
        too_few = _("Too few visits to say anything about the mean.")
        return [too_few, _unseen(pattern)] if pattern.n_not_observed >= pattern.n else [too_few]
    if max(pattern.counts) == pattern.n:
        return [_("All ratings are at level %(level)s.", level=pattern.counts.index(pattern.n) + 1)]
    if pattern.lean:
        low, high = pattern.lean.interval
        certainty = _("With 95 %% certainty between %(low)s and %(high)s.", low=percent(low), high=percent(high))
        return [leaning(pattern.lean), certainty]
    return [_("Neither the upper nor the lower levels clearly outweigh.")]


def few(pattern: Pattern) -> list[str]:
    """What a domain says in words, which has no mean: only where there is little or nothing."""
    if not pattern.n:
        return _words_of_figures(pattern)
    return [] if pattern.is_enough else [_("Too few visits to say what is typical.")]


def changed(since: Moved | None) -> list[str]:
    """What a row says of the change since the term before: nothing where either term has too few visits."""
    if since is None or since.change is None:
        return [str(OTHER_EYES)] if since and since.why == "other_observers" else []
    return [str(CHANGED[since.change.word])]


def so_far(pattern: Pattern) -> str:
    """Counts alone: where the larger half of the ratings stood, of the visits and not of the school."""
    lower, upper = halves(len(pattern.counts))
    side = max((upper, lower), key=lambda levels: sum(pattern.counts[level - 1] for level in levels))
    n = sum(pattern.counts[level - 1] for level in side)
    return _("In %(n)s of %(of)s ratings at %(levels)s.", n=n, of=pattern.n, levels=levels_in_words(side))


def _unseen(pattern: Pattern) -> str:
    return ngettext(
        "In %(num)s visit there was no occasion to see it.",
        "In %(num)s visits there was no occasion to see it.",
        pattern.n_not_observed,
    )


def leaning(lean: Lean) -> str:
    share = _in_words(lean.n, lean.of)
    return _("%(share)s of the ratings are at %(levels)s.", share=share, levels=levels_in_words(lean.levels))


def _in_words(n: int, of: int) -> str:
    """The share as a fraction one can picture; "all" only when it is all."""
    if n == of:
        return _("All")
    nearest = min(FRACTIONS, key=lambda fraction: abs(fraction - n / of))
    exactly, about = FRACTIONS[nearest]
    return str(exactly if abs(nearest - n / of) <= CLOSE else about)


def levels_in_words(levels: Sequence[int]) -> str:
    if len(levels) == 1:
        return _("level %(level)s", level=levels[0])
    if len(levels) == 2:
        return _("levels %(first)s and %(last)s", first=levels[0], last=levels[1])
    return _("levels %(first)s to %(last)s", first=levels[0], last=levels[-1])


def certain(patterns: Mapping[str, Pattern], moves: Mapping[str, Moved], titles: Mapping[str, str]) -> list[Said]:
    """What can be said with some certainty of what two observers or more have seen: the clearest leans first.

    Then what probably changed. An indicator of which both can be said has one statement.
    """
    seen = {code: pattern for code, pattern in patterns.items() if pattern.n_observers > 1}
    clear = sorted(((code, one.lean) for code, one in seen.items() if one.lean), key=lambda pair: -pair[1].strength)
    told = [(code, each) for code in seen if code in moves and (each := moves[code].change) and each.word in PROBABLY]
    told.sort(key=lambda pair: -abs(pair[1].p_higher - 0.5))
    said = {code: [leaning(lean)] for code, lean in clear[:MOST_SAID]}
    for code, change in told[:MOST_CHANGES]:
        said.setdefault(code, []).append(str(CHANGED[change.word]))
    return [Said(titles[code], " ".join(sentences)) for code, sentences in said.items()]


def uncertain(patterns: Mapping[str, Pattern], titles: Mapping[str, str]) -> list[Said]:
    """What cannot be said yet: seen by one observer only, or in too few visits. ``patterns`` are indicators."""
    by_one = [(code, pattern.lean) for code, pattern in patterns.items() if pattern.lean and pattern.n_observers == 1]
    by_one.sort(key=lambda pair: -pair[1].strength)
    said = [
        Said(titles[code], _("%(sentence)s But only one observer has looked at it.", sentence=leaning(lean)))
        for code, lean in by_one[: MOST_SAID - 1]
    ]
    few = [titles[code] for code, pattern in patterns.items() if pattern.n and not pattern.is_enough]
    unseen = [titles[code] for code, pattern in patterns.items() if not pattern.n and _is_unrated(pattern)]
    if few:
        said.append(Said("", _("Too few visits to say anything about %(titles)s.", titles=_named(few))))
    if unseen:
        said.append(Said("", _("Not rated yet: %(titles)s.", titles=_named(unseen))))
    return said


def _is_unrated(pattern: Pattern) -> bool:
    """Not merely hidden: that nobody rated it says nothing of anybody."""
    return pattern.withheld is None or pattern.withheld.code == "none"


def _named(titles: Iterable[str]) -> str:
    """“A”, “B” and “C”, or “A”, “B”, “C” and 4 more."""
    quoted = [_("“%(title)s”", title=title) for title in titles]
    if len(quoted) == 1:
        return quoted[0]
    if len(quoted) <= TITLES_NAMED:
        return _("%(titles)s and %(last)s", titles=", ".join(quoted[:-1]), last=quoted[-1])
    n_more = len(quoted) - TITLES_NAMED
    return ngettext(
        "%(titles)s and %(num)s more", "%(titles)s and %(num)s more", n_more, titles=", ".join(quoted[:TITLES_NAMED])
    )


def why(withheld: Withheld) -> str:
    """The rule that decided, as a sentence."""
    limit = withheld.limit or 0
    return str(WHY[withheld.code]) % {"limit": int(limit), "share": percent(limit)}
