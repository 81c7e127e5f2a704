"""UTF-8 read as another charset with bytes lost: `浣犲ソ锛?` was `你好！`.

The last byte of a run of Chinese often met the ASCII character behind it and became `?` or
U+FFFD, in GBK and in Shift_JIS; Windows swallowed that ASCII character too. Windows-1252 has no
character for five of the 64 bytes a Chinese character may end in. The rest is decoded back and the lost byte
chosen by what reads best; the finding says which characters are guesses. Shown unless asked for,
and left as it is until then.

>>> from textfix import fix
>>> fix("echo '鏂囦欢涓嶅瓨鍦?;", unsafe=True)
"echo '文件不存在';"
"""

import math
from collections.abc import Iterator

from textfix.core import Hit, Phase, Reach
from textfix.recode import holes, lossy
from textfix.recode.lattice import Guess
from textfix.recode.pool import explained, lines
from textfix.recode.strange import first_signs, marked_lines, traces
from textfix.survey import Facts

phase = Phase.REPAIR
safe = False
reach = Reach.LINE
needs = first_signs
beside = traces


__all__ = ["find", "needs", "phase", "reach", "safe"]


def find(text: str, facts: Facts) -> Iterator[Hit]:
    """Stretches that lost bytes."""
    for at, guess in _guesses(text):
        if explained(facts):
            return
        proof = f"bytes fit, guessed {guess.guessed}" if guess.new else "not to be guessed"
        note, score = f"{guess.channel}: {proof}", 1 - math.exp(-guess.margin)
        yield Hit(at + guess.start, at + guess.end, guess.new, score, note)


def _guesses(text: str) -> Iterator[tuple[int, Guess]]:
    for at, line in marked_lines(text):
        yield from ((at, guess) for guess in lossy.guesses(line))
    for at, line, chain in lines(text):
        if chain is None:
            yield from ((at, guess) for guess in holes.guesses(line))
