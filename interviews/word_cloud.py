"""A word cloud as one SVG, laid out by the wordcloud library, in a typeface for text."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Sequence
from importlib.metadata import distribution

from interviews.words import Word

MAX_WORDS = 30
SEED = 7  # the same words always give the same picture
FAMILY = "DejaVu Sans"  # the typeface of wordcloud itself is one for programs


def render_word_cloud(
    words: Sequence[Word], colours: Sequence[str], width: int = 440, height: int = 300
) -> str:
    """The most frequent words, larger if said more often; "" if there are none.

    Args:
        words: the most frequent first, as from `count_words`.
        colours: hex colours from the most to the least frequent third.
    """
    from wordcloud import WordCloud

    shown = words[:MAX_WORDS]
    if not shown:
        return ""
    tone = {
        word.text: colours[place * len(colours) // len(shown)] for place, word in enumerate(shown)
    }
    cloud = WordCloud(
        font_path=_font_file(),
        width=width,
        height=height,
        margin=8,
        mode="RGBA",
        background_color=None,
        prefer_horizontal=1,
        relative_scaling=0.4,
        min_font_size=15,
        max_font_size=48,
        random_state=SEED,
        color_func=lambda word, **_: tone[word],
    )
    cloud.generate_from_frequencies({word.text: word.n for word in shown})
    head, body = str(cloud.to_svg()).split(">", 1)
    return f"{head}><style>{_font_face(cloud.font_path, tone)}</style>{body}"


def _font_file() -> str:
    """The typeface that comes with matplotlib, which wordcloud needs; found without loading it."""
    inside = "matplotlib/mpl-data/fonts/ttf/DejaVuSans.ttf"
    return str(distribution("matplotlib").locate_file(inside))


def _font_face(path: str, words: Iterable[str]) -> str:
    """The letters that occur, as a font inside the picture: it looks the same everywhere.

    The library can embed a font itself, but leaves the file open.
    """
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    with TTFont(path, recalcTimestamp=False) as font, io.BytesIO() as packed:
        options = Options(hinting=False, ignore_missing_glyphs=True)
        options.drop_tables += ["FFTM"]  # when it was drawn
        subsetter = Subsetter(options)
        subsetter.populate(text="".join(words))
        subsetter.subset(font)
        font.flavor = "woff"
        font.save(packed)
        body = base64.b64encode(packed.getvalue()).decode()
    return f'@font-face{{font-family:"{FAMILY}";src:url(data:font/woff;base64,{body})}}'
