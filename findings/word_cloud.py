"""A word cloud as one SVG, laid out by the wordcloud library with the font that it ships."""

from __future__ import annotations

from collections.abc import Sequence

from findings.words import Word

MAX_WORDS = 40
SEED = 7  # the same words always give the same picture


def render_word_cloud(
    words: Sequence[Word], colours: Sequence[str], width: int = 640, height: int = 300
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
        width=width,
        height=height,
        margin=6,
        mode="RGBA",
        background_color=None,
        prefer_horizontal=1,
        relative_scaling=0.5,
        min_font_size=13,
        max_font_size=58,
        random_state=SEED,
        color_func=lambda word, **_: tone[word],
    )
    cloud.generate_from_frequencies({word.text: word.n for word in shown})
    return str(cloud.to_svg(embed_font=True))
