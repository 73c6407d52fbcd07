"""First names that are common in Canada: they find people whose name begins a sentence, or stands
in a transcript without capitals."""

from __future__ import annotations

import re
from functools import cache

from interviews.everyday import EVERYDAY, GENERAL
from interviews.identity import Kind
from interviews.phrases import Index, find, fold, index_of
from interviews.recognising import Found
from interviews.sentences import begins_sentence

# Compiled from what everybody knows; a name that is a word as well counts with a capital only
# (`interviews/everyday.py` lists those).
_NAMES = """
aaliyah aaron abdul abdullah abigail adam adele adrian adriana agnes ahmed aidan aisha alain alan
albert alejandro alex alexander alexandra alexandre alexis alfred ali alice alicia alison allison
alyssa amal amanda amelia amina amir amrit amy ana andre andrea andrew andré angela angelina
angelique anik anita anna anne annie anthony antoine antonio archie arjun arlene armand arnold
arthur asha ashley audrey austin ava barbara barry beatrice ben benjamin benoit bernadette bernard
bernice bertha beth betty beverly bonnie bradley brandon brenda brent brett brian brianna bridget
brittany bruce bryan caleb calvin cameron camille candace carla carlos carmen carol carole caroline
carolyn carrie catherine cathy cecile cedric celine charlene charles charlotte cheryl chloe chris
christian christina christine christopher chelsey cindy claire clara claude claudette clifford
clarence colin colleen connie connor corey courtney craig crystal curtis cynthia daniel danielle
danny darcy darlene darren darryl dave david dawson deanna deborah debra delia denis denise dennis
derek desmond devin devon diana diane dianne dmitri dolores donald donna dora doreen doris dorothy
douglas duncan dustin dwayne dylan eddie edith edmond edna eduardo edward eileen elaine eleanor
elena eli elijah elise elizabeth ella ellen elsie emily emma emmanuel eric erica erika erin ernest
esther ethan etienne eugene eva evan evelyn fatima felix fernando fiona florence frances francine
francis francois françois frank fred frederick gabriel gabrielle gail gary genevieve geoffrey
george georges georgina gerald gerard germaine gertrude ghislaine gilbert gilles gina gisele
giselle gladys glen glenda glenn gloria gordon graham greg gregory guillaume gurpreet gwen hannah
harjit harold harpreet harriet harry harvey hassan heather hector heidi helen helene hélène henri
henry herbert hilda howard hugh hussein ian ibrahim ida ingrid irene isaac isabel isabella isabelle
ivan jackie jackson jacob jacqueline jacques jaime jake james jamie jamila jane janet janice jared
jasmine jason javier jaspreet jeanette jeanne jeff jeffrey jennifer jenny jeremy jerome jerry
jessica jessie jill jim jimmy joan joanne joe joel johanna john johnny jolene jonathan jordyn
jorge jose joseph josephine josh joshua joyce juan juanita judith judy julia julian julie juliette
justin kaitlyn karen karim karine karl kate katherine kathleen kathryn kathy katie katrina kayla
keith kelly ken kenneth kerry kevin khadija kim kimberly kiran kirsten krista kristen kristin
kristina kulwinder kyle lana larissa larry latoya laura lauren laurence laurent laurie lawrence
leah leanne lena leo leon leona leonard leroy leslie leticia lillian linda lindsay lisa lloyd logan
lois loretta lorna lorraine louis louise luc lucas lucia lucie lucille lucy luis luke lydia lynn
mackenzie madeleine madison maggie malcolm mandeep manon marc marcel marcia margaret marguerite
maria mariam marianne marie marilyn mario marion marjorie marlene marsha martha martine marvin mary
mathieu matthew maureen maurice maxime megan melanie melissa melvin mercedes meredith michael
michel michele michelle miguel mike mildred milton mireille miriam mitchell mohamed mohammed
mohammad moira monica monique muhammad muriel mustafa myrtle nadia nadine nancy naomi natalia
natalie natasha nathalie nathan nathaniel navdeep nellie nicholas nicolas nicole nina nora norma
norman norah olga olivia omar oscar osman owen paige pam pamela patricia patrick paul paula pauline
peggy percy peter phil philip philippe phillip phyllis pierre priscilla priya rachel rahul raj
ralph ramona randy raquel rebecca reginald rejean rené rhonda ricardo richard rita robert roberta
roberto rodney roger roland ronald ronnie rosa rosalie rosanne roseanne rosemarie ross roxanne
roy rupinder russell ruth ryan sabrina sally samantha sameer samir samuel sandra sara sarah
sandeep savannah scott sean sebastien serge shane shannon sharon shaun shauna shawn sheila sheldon
shelley sherry shirley sidney simon simone sofia solange sonia sophia sophie stacey stacy stan
stanley stella stephane stephanie stephen steve steven stewart stuart susan suzanne sven sylvain
sylvia sylvie tabitha tamara tammy tania tanya tara tatiana taylor ted terence teresa terry theo
theodore theresa therese thomas tiffany tim timothy tina todd tom tommy tony tracey tracy travis
trevor tristan troy tyler tyson valerie vanessa vera vernon veronica veronique victor vincent
virginia vivian vivienne wade wallace walter wanda warren wayne wendy wesley wilbert wilfred
wilfrid william wilma winston xavier yasmin yolanda yusuf yves yvette yvonne zachary zahra zoe
"""
_LAST = r"[ ](?:[A-Z]\.[ ])?(?:(?:de|la|van|von|der|du|le|bin|al)[ ])*[^\W\d_a-z][\w'’-]*[\w]"


def recognise_first_names(text: str) -> list[Found]:
    """Common first names, with the capitalised name that follows."""
    found = []
    for hit in find(text, _known()):
        start, end = hit.start, hit.end
        follows = re.compile(_LAST).match(text, end) if text[start].isupper() else None
        last = follows.group().split()[-1] if follows else ""
        if follows and fold(last) not in GENERAL:
            end = follows.end()
        is_word = hit.folded in EVERYDAY
        if is_word and (text[start].islower() or begins_sentence(text, start)) and end == hit.end:
            continue
        found.append(Found(start, end, Kind.PERSON, "a common first name"))
    return found


@cache
def _known() -> Index:
    return index_of(_NAMES.split())
