"""Words that look like names and mostly are none: a capital alone tells nothing."""

from __future__ import annotations

from interviews.phrases import fold

# Names of people that are words as well, in English or French.
_NAMES_TOO = """
hope grace faith joy will may june april august rose dawn sky summer autumn daisy lily ivy iris
violet olive pearl ruby amber crystal jade gem charity patience constance prudence mercy honour
honor justice chase chance hunter cooper carter mason taylor baker cook miller fisher shepherd
king prince duke earl dean grant guy jack bill rob bob art mark frank
drew pat sue dot penny jean rich jay wren finch swift young old long
short small little white black brown green grey gray hill wood woods field fields stone rivers
brook brooks lake lane street bush reed marsh price bell ball best sharp wise gold silver love
day knight page bishop pope abbot church temple house major sterling cash stock bond case hand
foot head heart boon moon star sun rain snow storm frost winter holiday christmas noël pascal
rock roman florence chelsea kent paris china israel jordan georgia carolina victoria regina
wolf bear fox bird hawk crow eagle buffalo many grey guns chief high left right head calf shirt
crane crowfoot cardinal lightning thunder whisky weasel rabbit spear scout first rider good
striker bull elk beaver bonne belle blanche claire aimée désirée fleur marine océane reine
ange noel petit grand roy leblanc lebrun legrand boucher charpentier
"""
# Words written with a capital within a sentence that identify nobody.
_GENERAL = """
i i'd i'll i'm i've mondays tuesdays wednesdays thursdays fridays saturdays sundays monday
tuesday wednesday thursday friday saturday sunday january february march april may june july
august september october november december mon tue wed thu fri sat sun canada canadian canadians
alberta albertan albertans english french spanish arabic cree chinese mandarin punjabi tagalog
ukrainian german american americans european indigenous aboriginal métis inuit nation nations
first treaty crown god jesus bible christmas easter ramadan eid thanksgiving internet google
facebook instagram snapchat whatsapp tiktok twitter youtube zoom teams skype uber lyft kijiji
craigslist backpage airbnb excel word powerpoint netflix amazon walmart tylenol covid covid-19
rcmp csis cbsa hiv aids dna ptsd adhd fasd std sti iud foip foipp popa pipa hia mou ceo ngo ngos
gps tv id ids pdf usb sms ok usa us uk un eu gbv ipv iom ilo unodc lgbtq lgbt bipoc mr mrs ms mx
dr prof sgt cst cpl det insp mme mlle madame monsieur elder judge constable sergeant detective
inspector corporal chief officer sister brother father mother mom dad mum aunt uncle auntie
grandma grandpa kokum mosom maman papa constable interviewer participant researcher moderator
respondent speaker question answer yes no okay lundi mardi mercredi jeudi vendredi samedi
dimanche janvier février mars avril mai juin juillet août septembre octobre novembre décembre
français anglais canadien canadienne québécois the a an and but so if then when where while he
she they we you it that this these those there here what why who whom how which not because well
like just oh um uh as at by for from in into of on or to with without after before until since
his her their our your my its every all both some any many most more such only even also too
very now never always maybe however although though and/or le la les un une des et mais donc si
quand il elle ils elles nous vous je on ce cette ces qui que
"""
EVERYDAY = frozenset(map(fold, _NAMES_TOO.split()))
GENERAL = frozenset(map(fold, _GENERAL.split()))

# What people do: a label such as "Settlement worker" names a post, not a person.
_POSTS = """
worker workers officer nurse doctor lawyer advisor adviser coordinator co-ordinator manager director
counsellor counselor advocate liaison teacher principal survivor mother father parent partner staff
supervisor trainee volunteer student clerk psychologist therapist physician midwife interpreter
translator host guest caller client witness expert analyst policymaker researcher interviewer
navigator responder investigator prosecutor judge pastor chaplain elder host moderator
intervenante intervenant travailleuse travailleur policier policière infirmière infirmier avocate
avocat directrice directeur coordonnatrice coordonnateur survivante mère père
"""
POSTS = frozenset(map(fold, _POSTS.split()))


def is_post(label: str) -> bool:
    """True for "Liaison Officer", "Nurse 2": every word but a number or a field of work is a post.

    "Nurse Ames" is a name: its last word is none of a post.
    """
    words = [word for word in fold(label).split() if not word.isdigit()]
    return bool(words) and words[-1] in POSTS
