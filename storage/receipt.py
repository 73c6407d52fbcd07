"""Four words to keep, as a receipt or to come back: spelt alike in English and French."""

from __future__ import annotations

import hashlib
import re
import secrets

WORDS = tuple(
    """
    accent accord agent agile album alligator alphabet altitude ample angle animal anorak arc
    architecture arrangement art article aspect atlas attention attitude automobile avenue
    aviation badge ballet banal bandage banjo barrage beige bison blizzard bonus boulevard
    bouquet boutique brave bravo bulletin bungalow bus cactus cadence cage camp canal canyon
    caramel cargo cascade certain chance collage colossal commerce compact concert condor
    confetti constant construction contact content continent contour conversation corridor
    cottage courage cousin crayon culture cumulus cycle date delta dense dessert destination
    dialogue dimension direct direction discussion distance divan document domino dragon dune
    duplex essence exclamation expansion express fable facile festival figure final finance
    flexible flora fortune fraction fragile fruit fugue future garage gazelle global gorge grain
    grille habitat harmonica horizon illusion image immense impact important impression instant
    instrument international invention invitation iris jaguar jazz journal judo jungle kayak
    kimono koala label latex latitude lion local logo longitude lotus lyre machine magenta mango
    marathon marine maximum melon mention menu message microscope minimum minute mirage mission
    mobile module moment monument motif multiple muscle nation nature nectar notable note notion
    novice nuance occasion octave olive omelette opinion optimum option oral orange original
    oval page palette panda panorama parachute parade parasol passage passion patience pause
    pelican pendant perfection photo phrase piano pivot pizza plume polo pompon portable
    portrait position possible potion prairie premier prince principal prudent public puma
    puzzle quartz question quiche radar radio radium rapport rare ration rectangle refuge regard
    rose route rugby sage salon sandwich satellite savant science sculpture section sentiment
    sierra signal silence silhouette simple six sofa sonar soprano source souvenir spiral sport
    stable station structure suggestion suite surface surprise table tango taxi temple tiara
    toboggan total tourniquet train transition transport triangle tribune triple trombone tuba
    tunnel turquoise union unique vacant valve variable vertical vibration village violet
    visible vision vital volume voyage wagon yoga zigzag zone
    """.split()  # noqa: SIM905  one word a line would be seven screens
)
N_WORDS = 4  # more than two thousand million receipts: nobody guesses one of a few hundred


def new_receipt() -> str:
    """Four words at random, with a space between; the database refuses one that is taken."""
    return " ".join(secrets.choice(WORDS) for _ in range(N_WORDS))


def words_of(secret: str) -> str:
    """The four words that belong to a secret: the same at every call, and no way back from them."""
    number = int.from_bytes(hashlib.sha256(f"four words {secret}".encode()).digest())
    found = []
    for _ in range(N_WORDS):
        number, place = divmod(number, len(WORDS))
        found.append(WORDS[place])
    return " ".join(found)


def tidy(typed: str) -> str:
    """Words as they are compared: small letters, one space between, no commas or numbering."""
    return " ".join(re.findall(r"[a-z]+", typed.casefold()))


def words_hash(words: str) -> str:
    """What is stored instead of the words.

    There are some ten thousand million codes, which a plain hash would not protect: scrypt makes
    each guess cost as much as a sign-in.
    """
    return hashlib.scrypt(words.encode(), salt=_SALT, n=2**14, r=8, p=1, dklen=24).hex()


_SALT = b"throughline four words"  # one for all: a code is looked up by its hash
