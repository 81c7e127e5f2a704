"""What a document as a whole says of how it was damaged: evidence pooled over its lines.

Lines that leave no doubt name the chain they went through. Others of the document most likely
went through it too, which decides where a line alone is too short to tell.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from textfix.recode import topic, western
from textfix.recode.chains import Chain, Channels, certain, known
from textfix.recode.strange import has_other_words, is_sparse, is_strange, marked_lines
from textfix.survey import Facts

SHORT = 24  # characters above ASCII of a line that is left to the search, if there is a usual chain
ENOUGH = 3  # lines that leave no doubt, for a chain to be the document's


@lru_cache(maxsize=2)  # a rule asks for what the survey of the same text has found
def lines(text: str) -> tuple[tuple[int, str, Chain | None], ...]:
    """The lines of a text that may be damaged: where they start, and their certain readings."""
    seen: Counter[Channels] = Counter()
    found: list[tuple[int, str, Chain | None]] = []
    for at, line in marked_lines(text):
        chain, usual = None, list[Channels]()
        if seen:
            usual = [channels for channels, count in seen.most_common(2) if count >= ENOUGH]
        # Words of another script may read as plain Chinese through a chain.
        if usual and not has_other_words(line):
            chain = known(line, usual)
        if chain is None:
            if not is_strange(line):
                continue
            chain = known(line, usual) or _alone(line, bool(usual))
        if chain is not None:
            seen[chain.channels] += 1
        found.append((at, line, chain))
    return tuple(found)


def _alone(line: str, pooled: bool) -> Chain | None:
    """A line that no chain of its neighbours reads."""
    # With such a chain a short line need not be certain by itself; what is in an alphabet is for
    # another rule.
    short = len(line) - len(line.encode("ascii", "ignore")) < SHORT
    if is_sparse(line) or (pooled and short) or western.reading(line):
        return None
    return certain(line)


def evidence(text: str) -> Counter[tuple[str, ...]]:
    """How many lines of a text may be damaged, and through what those went that leave no doubt."""
    found = lines(text)
    counts: Counter[tuple[str, ...]] = Counter({("damaged",): len(found)})
    counts.update(("through", *chain.channels) for _, _, chain in found if chain is not None)
    return counts


def usual(facts: Facts) -> tuple[Channels, ...]:
    """The chains that enough lines of a document went through, the commonest first."""
    counts = facts.count(evidence)
    through = {key[1:]: n for key, n in counts.items() if key[0] == "through" and n >= ENOUGH}
    return tuple(sorted(through, key=lambda channels: (-through[channels], channels)))


def explained(facts: Facts) -> bool:
    """Do as many words of a document speak of garbled text as lines of it hold some?"""
    words = facts.count(topic.about)["about"]
    return topic.LINES_A_WORD * words >= max(facts.count(evidence)["damaged",], 1)
