"""Recognise the columns in which people agree to something, in any mood, tense or language.

A heading that speaks of agreeing and of nothing else may ask for anything: it is taken for the
question whether data may be kept, so that an answer which is not understood stores nobody.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from carefacilitator.interchange.people import consent_answers, consent_words
from carefacilitator.interchange.people import question_words as questions
from carefacilitator.interchange.tables.plain_text import plain

SURE, LIKELY, MAYBE = 0.9, 0.7, 0.5
STORE = "store"
_DATA = (
    r"(\bdata\b|\bdatos\b|\bdonnees\b|\bdados\b|\binformati|\binformac|\bdetails\b|\bcoordonnees\b"
    r"|\bdetalles\b|\bregistros?\b|\brecords?\b|\bprivacy|\bprivacidad|بيانات|معلومات)"
)
_CONTACT_DETAILS = re.compile(
    r"\bcontact (details|information|data)|\bdatos de contacto|\bdonnees de contact|"
    r"\bdados de contato|بيانات (الاتصال|التواصل)"
)
_ASKS = re.compile(
    r"\bagree|\baccept|\bconsent|\bauthori[sz]|\bpermission|\bpermit|\bpermis(o|os|sao|sions?)?\b"
    r"|\ballow(ed|s|ing)?\b|\bapprov(e|al)|\bacept\w*|\bautori[sz]\w*|\bconsien\w*|\bconsint\w*"
    r"|\bde acuerdo\b|\bacuerdo\b|\bconforme\b|\bconformidad\b|\baccord(ez|e|es)?\b|\bacordo\b"
    r"|\baceit\w*|\baceptacion|\bconcord(o|a|am|amos|e)?\b|\bconsens\w*|\bpermet\w*|\bopt in\b"
    r"|\boptin\b|\bopted (?:in|out)\b|\bopt out\b|\btcle\b|\btermo\b|[اتنيل]?وافق|موافق|تقبل|اقبل"
    r"|قبول|اسمح|تسمح|نسمح|سماح"
    r"|\b(?:ال)?اذن\b|تاذن|تمنح"
)
"""Words of agreeing: enough to be careful with the column."""
_WISHES = re.compile(
    r"\bare you (happy|ok|okay|willing)\b|\bok(ay)? (if|for|with|to|that)\b|\bhappy (for|to)\b"
    r"|\b(do|would) you (want|like|mind)\b|\b(can|may|could|shall|should|will) (we|your|the|my|i)\b"
    r"|\b(quier|dese|gust|pod|pued)\w*|\bparece bien\b|\bvoul(ez|ons)\b|\bsouhait\w*|\bpouv(ons|ez)"
    r"|\bpeu(x|t|vent)\b|\bquer(em)?\b|\bdesej\w*|\bposso\b|\b(se|nos|lo|la) guard|\bdej(?:as?|an"
    r"|arias?|en)\b|\bdeixa\w*|\blet us\b|ممكن|تريد|ترغب|تود"
    r"|يمكن|نستطيع|هل"
)
"""Words of wishing and being allowed: a question about data only where data are spoken of."""
_STORES = re.compile(
    r"\bstor(e|es|ed|age|ing)\b|\bkept\b|\bkeep(ing|s)?\b|\bsav(e|ed|ing)\b|\bhold(ing)?\b|\bheld\b"
    r"|\bretain|\bretention\b|\bguard(?!eri|ia)\w+|\bconserv\w+|\balmacen\w*|\barmazen\w*|\bstock"
    r"|\bgard(er|ions|iez|e|es|ee|ees|ent|ons|ez)\b(?! d ?enfants?| des? enfants?)|\bmanten\w+"
    r"|(?:ال)?[نيت]?حفظ|(?:ال)?تخزين|[نيت]?خزن|(?:ال)?احتفاظ|[نيت]حتفظ"
)
_TREATED = re.compile(
    r"\b(registr|process|collect|recog|recol|recueil|enregistr|trata|traite?|us(ar|[aeo]|en|em)\b"
    r"|use|utili)"
    r"|تسجيل|نسجل|معالجه|جمع|استخدام"
)
_OWN_DATA = re.compile(
    r"\b(su|sus|tu|tus|mi|mis|your|my|our|vos|votre|mes|seu|seus|meu|meus|teus)"
    r" (personal |propios )?(data|datos|donnees|dados|informa\w+|details|coordonnees)\b"
    r"|بيانات[كي]|معلومات[كي]"
)
_OWN_NAME = re.compile(
    r"\b(?:su|sus|tu|tus|your|vos|votre|ton|seu|seus|teu) "
    r"(?:full )?(?:name|nombre|nom|nome|phone|number|telefono|numero|telephone|telefone)\b"
)
_DATA_TREATED = re.compile(
    r"\b(?:traitement|tratamiento|tratamento|processing|stockage|storage|datos|data|dados|donnees)"
    r"\b.*\b(?:datos|data|dados|donnees|ok|si o no|oui ou non|sim ou nao|yes or no)\b"
    r"|\bok\b.*\b(?:datos|data|dados|donnees|stockage|storage)\b|معالجه (?:ال)?بيانات"
)
_ANONYMOUS = re.compile(
    r"\b(?:anonym(?:ous|ously|e|es|at|ement|ity)|anonim[oa]s?|anonimato|anonimamente)\b|مجهول"
)
_CHANNEL = re.compile(
    r"\b(?:e ?mails?|mails?|mailings?|sms|newsletter|phone|telefono|telephone|correos?|marketing)\b"
)
_CODED = re.compile(r"\b(?:id|code|codigo|link|lien|user|token|key|number|numero|version)\b")
_BY_SOUND = re.compile(r"\b(?:audio|video\w*|sonore|voix|film\w*|camera)\b|فيديو|صوت")
_NEGATION = (
    r"(?:no|not|never|don t|won t|doesn t|ne|n|pas|jamais|non|nao|nunca|jamas|sin|sans|sem|without"
    r"|لا|عدم|لن|ليس|بدون|دون)"
)
_NOT_STORED = re.compile(rf"\b{_NEGATION}(?: \w+){{0,3}}? (?:{_STORES.pattern})")
_TURNED = re.compile(
    rf"\b{_NEGATION}(?: \w+){{0,3}}? (?:{_ASKS.pattern})"
    r"|\bmind\b|\bobject|\boppos|\bopon|\bmolesta\w*|\bimporta(?:ria)?\b|\bderang|\bincomod"
    r"|\binconvenien|\brefus|\brechaz|\brecus|\bdeclin|\bwithdr[ae]w|\brevo[ckqg]|\bretir"
    r"|\bdelet|\beras|\bremov|\bborr|\belimin|\bsuprim|\bsupprim|\beffac|\bapag|\bopt(?:ed)? out\b"
    r"|\bagainst\b|\ben contra\b|\bdesacuerdo\b|\bdisagree|\bdesaccord\b"
    r"|مانع|تمانع|عترض|اعتراض|رفض|حذف|محو|سحب|عارض"
)
"""What turns a question about, so that its yes may mean a no."""
_NOT_ANOTHER = re.compile(
    rf"\b{_NEGATION}(?: \w+){{0,2}}? (?:shar|compart|partag|partilh|publi|photo|foto|transm|third"
    r"|tercero|tiers|quot|cit|مشارك|نشر|صور)\w*"
)
"""A purpose that a heading excludes: “kept and not shared”."""
_REFUSAL = re.compile(
    r"(?:i |je |eu |yo )?(?:refuse|refuses|refused|refusal|refus|rechaza|rechazo|recuso|recusa"
    r"|decline|me niego|me opongo|m oppose|me oponho)"
    r"|(?:انا )?(?:ارفض|اعترض)"
)
_BOTH = re.compile(
    r"\b(?:yes|si|oui|sim|y|s|نعم) (?:or |o |ou |او |and )?(?:no|non|nao|n|لا)\b"
    r"|\b(?P<word>\w+) (?:or |o |ou |او |y )?(?:i |je )?(?:no|not|do not|don t|nao|ne|n|لا|non|dis)"
    r" ?(?P=word)\b(?: pas\b)?"
)
"""Both answers, named in the heading: “(yes/no)”, “acepto / no acepto”."""
_SIDE = re.compile(
    r"^(?P<question>.*?\S)\s*(?:[/:|\[(\n._]|\s[-–—])\s*(?P<side>[^/\[\](){}|:?؟]{1,30})[\])]?\s*$",
    re.S,
)
_OPTIONS = re.compile(r"[,;،؛\n\r|]+")


class ConsentAsked(NamedTuple):
    """What a heading asks people to agree to, how surely, and whether a yes to it means no."""

    purposes: tuple[str, ...]
    confidence: float
    negative: bool = False


class Side(NamedTuple):
    """A heading split into its question and the answer that a tick below it gives."""

    question: str
    answer: str


def asked(words: str) -> ConsentAsked | None:
    """What a heading (plain) asks people to agree to; None where it asks for no such thing."""
    words = _CONTACT_DETAILS.sub(" data ", words)
    asks = bool(_ASKS.search(words)) or bool(re.search(questions.AGREES, words))
    refuses = _is_turned(words)
    if not asks and not refuses and not _WISHES.search(words):
        return _of_data(words)
    found = purposes(_NOT_ANOTHER.sub(" ", words)) or purposes(words)
    if found == ["audio_video"] and "enregistr" in words and not _BY_SOUND.search(words):
        found.append(STORE)  # in French people and voices are recorded by one word
    if not found and ((_ASKS.search(words) and re.search(_DATA, words)) or _OWN_DATA.search(words)):
        return ConsentAsked((STORE,), LIKELY, refuses)
    if not found and not asks and not refuses:
        return None
    of_data = found[:1] == [STORE] and (re.search(_DATA, words) or _OWN_NAME.search(words))
    if not asks and not refuses and not of_data:
        return None  # “would you like us to keep a seat?” asks for no consent that is known here
    return ConsentAsked(tuple(found), SURE, refuses) if found else None


def may_ask(words: str) -> ConsentAsked | None:
    """Whether a heading that nothing else explains speaks of agreeing, to whatever it be."""
    if _is_turned(words) and _CHANNEL.search(words):
        return None  # “No bulk e-mails (opt out)” says nothing about keeping
    if _ANONYMOUS.search(words) and not _CODED.search(words):
        return ConsentAsked(
            (STORE,), MAYBE, True
        )  # whoever wishes it must not be stored by her name
    if _ASKS.search(words) or _REFUSAL.fullmatch(words) or words in ("ok", "okay"):
        return ConsentAsked((STORE,), MAYBE, _is_turned(words))
    if _DATA_TREATED.search(words) or any(f" {one} " in f" {words} " for one in _PRIVACY):
        return ConsentAsked((STORE,), MAYBE)
    return None


def purposes(words: str) -> list[str]:
    """The purposes of ``consent_item`` that a heading or an option speaks of, in order of trust."""
    found = [purpose for purpose, pattern in _compiled() if pattern.search(words)]
    treated = _TREATED.search(words) and re.search(_DATA, words)
    if STORE not in found and (_STORES.search(words) or treated):
        found.append(STORE)
    return list(dict.fromkeys(found))


def _is_turned(words: str) -> bool:
    """Whether a yes to a heading seems to mean a no.

    What stands behind the question turns nothing: “… and I may withdraw this at any time”.
    """
    words = _BOTH.sub(lambda both: both["word"] or " ", words)
    if re.search(questions.REFUSES, words) or _NOT_STORED.search(words):
        return True
    turned = _TURNED.search(words)
    asks = [found.start() for found in (_ASKS.search(words), _STORES.search(words)) if found]
    return turned is not None and not any(start < turned.start() for start in asks)


def _of_data(words: str) -> ConsentAsked | None:
    """“Guardar mis datos”, “Data storage”: a heading of an option or a box."""
    if re.search(_DATA, words) and _STORES.search(words):
        return ConsentAsked((STORE,), LIKELY)
    if words in _PRIVACY:
        return ConsentAsked((STORE,), MAYBE)
    return None


_PRIVACY = frozenset(
    (
        "privacy", "privacy notice", "privacy policy", "data protection", "privacidad",
        "aviso de privacidad", "politica de privacidad", "proteccion de datos", "confidentialite",
        "protection des donnees", "politique de confidentialite", "privacidade",
        "politica de privacidade", "protecao de dados", "lgpd", "rgpd", "habeas data", "الخصوصيه",
        "سياسه الخصوصيه", "حمايه البيانات",
    )
)  # fmt: skip


@functools.lru_cache(maxsize=1024)
def side(header: str) -> Side | None:
    """“Question / Yes”, ``consent/no``, “Question [Sí]”: a column in which one answer is ticked."""
    found = _SIDE.match(header.strip())
    if not found:
        return None
    told = found["side"].strip()
    answer = consent_answers.understood(told)
    before = plain(found["question"]).split()
    if answer == consent_answers.NOT_UNDERSTOOD or not plain(told) or plain(told).isdigit():
        return None
    if not before or before[-1] in f"{consent_words.YES} {consent_words.BARE_NO} y s o ن".split():
        return None  # “(Sí/No)” and “(O/N)” name both
    return Side(found["question"].strip(" -–—"), answer)


def options(text: str) -> tuple[str, ...]:
    """The purposes that one cell of ticked boxes lists; empty where any of it is not understood."""
    found: list[str] = []
    for option in filter(None, map(plain, _OPTIONS.split(text))):
        told = purposes(option)
        limited = set(option.split()) & set(plain(consent_words.UNCLEAR).split())
        if not told or limited or "?" in text or consent_answers.negated(option):
            return ()
        found += told
    return tuple(dict.fromkeys(found))


@functools.cache
def _compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((purpose, re.compile(pattern)) for purpose, pattern in questions.PURPOSES)
