"""A question in, a query out: what is asked, about which structures and regions, and what a follow-up leaves out."""

import re
from collections.abc import Iterable

from assistant.cues import Cues, matches
from assistant.hearing.model import hear
from assistant.parting import asking_part
from assistant.question import Intent, Locality, Object, Query, Question, Role
from assistant.team import team_in
from corpus.figures import figures, fold_figures
from corpus.folding import collapse, fold
from corpus.territories import TERRITORY, Mention, Territories
from corpus.vocabulary import Vocabulary

_GENERAL_TERMS = frozenset({"ARS", "HAS", "CPAM"})
"""Actors that questions name in passing: what is said need not name them."""
_SHORT_WORDS = 7
"""A message of at most this many words after another one leans on it when it lacks a subject."""
_BARE_WORDS = 2
"""A comparison with at most this many long words beside the structures names nothing that they are compared on."""
_LONG_WORD = re.compile(r"\w{5,}")
_OWN_WORDS = 2
"""Long words with which a follow-up names its own subject."""
_INTRODUCTION = re.compile(
    r"\b(?:je|j) ?suis?,? (?:une? )?[\w-]+(?: lib[ée]rale?)?|\bnous sommes (?:des )?[a-zà-ü][\w-]+"
    r"|^\W*[\w-]+(?: lib[ée]rale?)? (?:[àa]|en|au|aux|dans)\b ?,",
    re.IGNORECASE,
)
"""Who asks, in his own words; without the places, which are taken out before."""
_LABEL = re.compile(r"\b(?:phase|etape|article|axe|volet|fiche|action) \d+\b")
_LIKE = re.compile(
    r"\bcomme (?:(?:ceux|celles?|celui|cela|ça|c['’]est le cas|(?:nos|les|la|le|une?|notre|leurs?) [\w-]+) )?"
    r"(?:en|[àa]|au|aux|chez|de|d['’]|du|des|dans (?:le|la|les|l['’])|l['’]|la|le|les)?\s*$",
    re.IGNORECASE,
)
"""Stands before a place that another is compared with."""
_AGENCY = re.compile(r"\b(?:l['’])?ars\b", re.IGNORECASE)
"""Named in nearly every passage."""
_NOUN = re.compile(r"(?i:^|\b(?:les?|la|des?|du|une?|cette|cet|ce|aux?)\s+|\b[ld]['’]|\bFIR\s+)[«\"“ ]*([\w-]{4,})")
_ONE_YEAR = re.compile(r"(?<!au bout )\bd'un an\b")
"""No number for those who read numbers in words."""
_COUNTED = re.compile(
    r" (reunions?|seances?|jours?|journees?|consultants?|phases?|modalites?|criteres?|missions?|dimensions?|etapes?)\b"
)


def understand(
    question: Question, vocabulary: Vocabulary, territories: Territories, cues: Cues, acronyms: frozenset[str]
) -> Query:
    """Return what `question` asks for; `acronyms` are those that the documents use besides the vocabulary's."""
    message = collapse(vocabulary.expand_shorthand(question.text))
    typed, told = asking_part(message, cues)
    own = f"{fold(typed)} | {vocabulary.structures.short(typed)}"
    earlier = told or _earlier(question, vocabulary, territories)
    whole = collapse(vocabulary.expand_shorthand(question.whole))
    at_home = _at_home(f"{typed if told else message} {whole}", vocabulary, territories)
    leans = bool(earlier) and (question.continues or not at_home or _leans(typed, vocabulary, cues))
    text = _standalone(typed, earlier, vocabulary, territories) if leans else typed
    structures = _structures(typed, message, whole, _context(question) if leans else "", vocabulary)
    terms = _terms(text, structures, vocabulary, acronyms)
    claims = _claims(f"{typed} {told}" if leans else typed)
    own_words = plain_words(typed, territories, cues)
    intents, needs = _intents(own, structures, cues), _needs(own, claims, cues)
    if not needs and intents[:1] != (Intent.DEFINITION,):
        needs = _heard(own_words, cues)
    if leans and not intents and not (question.continues and _LONG_WORD.search(vocabulary.structures.mask(typed))):
        intents, needs = _intents(fold(earlier), structures, cues), needs or _needs(fold(earlier), (), cues)
    if "amount" in needs and Intent.AMOUNT not in intents:
        intents = (*(i for i in intents if i is Intent.COMPARISON), Intent.AMOUNT, *intents)
    words = plain_words(text, territories, cues)
    team = team_in(typed, vocabulary) or (team_in(earlier, vocabulary) if leans and not told else None)
    if team and not structures and matches(cues.which_structure, own):
        intents = (Intent.COMPOSITION, *intents)
    mentions, compared = _asked_of(_mentions(question, message, leans, territories), message)
    regions = tuple(dict.fromkeys(mention.region for mention in mentions))
    return Query(
        text=text,
        words=words,
        subject=_subject(words if told and leans else own_words, words, vocabulary),
        asked=typed,
        intent=intents[0] if intents else Intent.OTHER,
        aspects=_aspects(
            intents, f"{_INTRODUCTION.sub(' ', words)} {team.words if team else ''}", terms, vocabulary, cues
        ),
        needs=needs,
        regions=regions or ((question.region,) if question.region else ()),
        localities=_localities(mentions),
        structures=structures,
        terms=terms,
        objects=_objects(typed, vocabulary, territories, cues),
        labels=tuple(dict.fromkeys(_LABEL.findall(fold(typed)))),
        counts=_counts(own, cues),
        claims=claims,
        names=_names(typed, territories, cues),
        team=team,
        compared=compared,
        confirms=bool(compared) or matches(cues.confirms, own),
        in_scope=not (
            matches(cues.out_of_scope, own) or (matches(cues.out_of_scope_alone, own) and not (terms or structures))
        ),
        in_domain="€" in text or bool(terms or structures or mentions) or _at_home(text, vocabulary, territories),
        acronyms=_unknown_acronyms(typed, terms, vocabulary, territories),
    )


def _structures(typed: str, message: str, whole: str, context: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the structures that a message is about: those of what it asks first, then of what surrounds it."""
    strict, loose = vocabulary.structures, vocabulary.loose_structures
    looked_for = ((strict, typed), (strict, message), (loose, message), (strict, context or whole), (loose, context))
    return next((found for spellings, text in looked_for if (found := spellings.find(text))), ())


def _subject(own: str, words: str, vocabulary: Vocabulary) -> str:
    """Return what sentences are compared with: a follow-up's own words when it has some, the whole when it has none."""
    mine, whole = (collapse(_AGENCY.sub(" ", vocabulary.structures.mask(text))) for text in (own, words))
    if len(_LONG_WORD.findall(mine)) >= _OWN_WORDS:
        return mine
    return whole if _LONG_WORD.search(whole) else words


def _at_home(text: str, vocabulary: Vocabulary, territories: Territories) -> bool:
    """Whether a text names anything of the field, or a place that a document is about."""
    named = (vocabulary.terms, vocabulary.profession_spellings, vocabulary.domain)
    local = any(place.kind == TERRITORY for place in territories.find(text))
    return local or any(spellings.find(text) for spellings in named)


def _unknown_acronyms(
    typed: str, terms: tuple[str, ...], vocabulary: Vocabulary, territories: Territories
) -> tuple[str, ...]:
    """Return the acronyms of a question that are no term of the field; none of one that shouts."""
    words = re.findall(r"[^\W\d_]{2,}", typed)
    shouted = [word for word in words if word.isupper()]
    if 2 * len(shouted) > len(words):
        return ()
    known = {fold(term) for term in terms}
    return tuple(
        word
        for word in dict.fromkeys(shouted)
        if fold(word) not in known | vocabulary.stop_words
        and not vocabulary.terms.find(word)
        and not vocabulary.profession_spellings.find(word)
        and not territories.find(word)
        and len(vocabulary.synonyms_of(word)) < 2
    )


def _earlier(question: Question, vocabulary: Vocabulary, territories: Territories) -> str:
    """Return the user's last message that names anything of the field, else the last, or nothing."""
    said = [turn.content for turn in reversed(question.history) if turn.role is Role.USER]
    telling = (content for content in said if _at_home(content, vocabulary, territories))
    return collapse(vocabulary.expand_shorthand(next(telling, said[0]))) if said else ""


def _context(question: Question) -> str:
    """Return the conversation, latest message first: what a follow-up inherits from."""
    return " ".join(turn.content for turn in reversed(question.history))


def _leans(typed: str, vocabulary: Vocabulary, cues: Cues) -> bool:
    """Whether a message cannot be understood without the one before: it opens as a follow-up, or is short and bare."""
    folded = fold(typed)
    return matches(cues.follow_up, folded) or (
        len(folded.split()) <= _SHORT_WORDS and not vocabulary.structures.find(typed)
    )


def _standalone(typed: str, earlier: str, vocabulary: Vocabulary, territories: Territories) -> str:
    """Put the earlier question before the new one, less the regions and structures that the new one replaces."""
    kept = earlier
    if territories.find(typed):
        kept = territories.without_places(earlier)
    if vocabulary.structures.find(typed):
        kept = vocabulary.structures.mask(kept)
    return f"{typed} {collapse(kept)}"


def _terms(text: str, structures: tuple[str, ...], vocabulary: Vocabulary, acronyms: frozenset[str]) -> tuple[str, ...]:
    """Return the terms that a question names, besides structures and actors named in passing."""
    known = {fold(acronym): acronym for acronym in acronyms}
    local = (known[word] for word in re.findall(r"\w{4,}", fold(text)) if word in known)
    named = dict.fromkeys((*vocabulary.terms.find(text), *local))
    return tuple(term for term in named if term not in structures and term not in _GENERAL_TERMS)


def plain_words(text: str, territories: Territories, cues: Cues) -> str:
    """Return a text without its places and greetings: what passages are compared with."""
    text = territories.without_places(text)
    for pattern in cues.pleasantries:
        text = pattern.sub(" ", text)
    return collapse(text)


def _intents(folded: str, structures: tuple[str, ...], cues: Cues) -> tuple[Intent, ...]:
    """Return the intents whose cues are in the question, the leading one first; a comparison takes two things to compare."""
    return tuple(
        intent
        for intent, asked in cues.intents_asked.items()
        if matches(asked, folded) and (intent is not Intent.COMPARISON or len(structures) > 1)
    )


def _aspects(
    intents: tuple[Intent, ...], words: str, terms: tuple[str, ...], vocabulary: Vocabulary, cues: Cues
) -> tuple[Intent, ...]:
    """Return what the sentences of the answer speak of; a bare comparison is one of definitions, of compositions for a team."""
    spoken = tuple(intent for intent in intents if intent is not Intent.COMPARISON)
    if set(spoken) <= {Intent.YES_NO} and vocabulary.profession_spellings.find(words):
        return (Intent.COMPOSITION, *spoken)
    if spoken or terms or Intent.COMPARISON not in intents:
        return spoken
    rest = vocabulary.structures.mask(words)
    for pattern in cues.intents_asked[Intent.COMPARISON]:
        rest = pattern.sub(" ", rest)
    return (Intent.DEFINITION,) if len(re.findall(r"\w{5,}", rest)) <= _BARE_WORDS else ()


def _needs(folded: str, claims: tuple[str, ...], cues: Cues) -> tuple[str, ...]:
    """Return what the evidence must hold: what is asked for, and an amount when the question states one."""
    needs = [need for need in cues.needs if matches(need.asked, folded)]
    asked = tuple(need.id for need in needs if need.id not in {narrower.narrows for narrower in needs})
    return asked or (("amount",) if any("€" in claim or "euro" in claim for claim in claims) else ())


def _heard(words: str, cues: Cues) -> tuple[str, ...]:
    """Return the need that a question in words of its own asks for; common ones are left to their patterns."""
    need = hear(words)
    return () if need is None or any(known.common for known in cues.needed({need})) else (need,)


def _mentions(question: Question, typed: str, leans: bool, territories: Territories) -> tuple[Mention, ...]:
    """Return the places named in the message, else in the conversation that it leans on."""
    said = [turn.content for turn in reversed(question.history) if turn.role is Role.USER] if leans else []
    return next((found for text in (typed, *said, question.whole) if (found := territories.find(text))), ())


def _asked_of(mentions: tuple[Mention, ...], message: str) -> tuple[tuple[Mention, ...], tuple[str, ...]]:
    """Return the places asked of, and the regions that they are only compared with; one that is compared alone is asked of."""
    like = {mention for mention in mentions if _LIKE.search(message[: mention.start])}
    regions = {mention.region for mention in mentions if mention not in like}
    asked = tuple(mention for mention in mentions if mention.region in regions)
    if not asked or len(asked) == len(mentions):
        return mentions, ()
    return asked, tuple(dict.fromkeys(mention.region for mention in mentions if mention.region not in regions))


def _localities(mentions: Iterable[Mention]) -> tuple[Locality, ...]:
    """Return the towns and départements named."""
    within = [mention for mention in mentions if mention.departments]
    return tuple(dict.fromkeys(Locality(m.region, tuple(map(fold, (m.text, *m.departments)))) for m in within))


def _objects(typed: str, vocabulary: Vocabulary, territories: Territories, cues: Cues) -> tuple[Object, ...]:
    """Return what is asked for by name; places, professions and terms of the field are understood otherwise."""
    for mention in reversed(territories.find(typed)):
        typed = f"{typed[: mention.start]}{' ' * len(mention.text)}{typed[mention.end :]}"
    folded = fold(typed)
    shown = typed if len(typed) == len(folded) else folded
    found = {
        match["object"]: Object(match["object"], shown[match.start() : match.end()].strip())
        for pattern in cues.objects
        for match in pattern.finditer(folded)
    }
    return tuple(
        item
        for word, item in found.items()
        if word not in cues.generic
        and not vocabulary.terms.find(word)
        and not vocabulary.profession_spellings.find(word)
        and not territories.find(word)
    )


def _counts(folded: str, cues: Cues) -> tuple[str, ...]:
    """Return the nouns of which the question asks the number."""
    found = (match["counted"] for pattern in cues.counts for match in pattern.finditer(folded))
    return tuple(dict.fromkeys(noun for noun in found if noun not in cues.generic))


def _claims(typed: str) -> tuple[str, ...]:
    """Return the amounts and durations that the question states, and its counts of things other than people."""
    folded = fold_figures(typed)
    claims = []
    for figure in figures(typed):
        if figure.unit in ("€", "year", "month"):
            claims.append(folded[figure.start : figure.end])
        elif not figure.unit and (noun := _COUNTED.match(folded, figure.end)):
            claims.append(folded[figure.start : noun.end()])
    return tuple(dict.fromkeys((*claims, *_ONE_YEAR.findall(folded))))


def _names(typed: str, territories: Territories, cues: Cues) -> tuple[str, ...]:
    """Return the nouns of the question, as its articles show them, and its acronyms, but its places."""
    text = typed
    for mention in reversed(territories.find(typed)):
        text = f"{text[: mention.start]}; {text[mention.end :]}"
    return tuple(name for name in dict.fromkeys(_NOUN.findall(text)) if fold(name) not in cues.generic)
