"""How rows that are nobody begin, in five languages: all patterns are for folded text."""

from __future__ import annotations

import re

TOTAL = re.compile(
    r"(?:(?:sub|gran|grand|super)[- ]?)?\W*(?:(?:suma|numero|number|nombre|n|no|cantidad|valor)\b"
    r"\W*)?(?:(?:sub|gran|grand) ?)?(?:total(?:es|s|e|i)?|totaux|totais)\b.*"
    r"|(?:ال)?مجموع\b.*|(?:ال)?اجمالي\b.*|العدد (?:الكلي|الاجمالي).*"
)
"""The word itself, whatever follows: “Total mujeres: 3”, “Gran total”, “إجمالي المشاركات”."""

_NUMBER_OF = (
    r"numero|number|nombre|n[º°o.]?|nro|num|cantidad|count|effectif|quantidade|contagem|conteo|"
    r"suma|somme|soma|sum|عدد"
)
_PLURALS = (
    r"asistentes|asistencias?|participantes|participants|participantas|personas|personnes|pessoas|"
    r"people|persons|women|men|girls|boys|mujeres|hombres|femmes|hommes|mulheres|homens|ninas|"
    r"ninos|filles|garcons|children|criancas|enfants|presentes|presents|presentes|ausentes|"
    r"absents|absentes|attendees|inscritas|inscritos|inscrites|inscrits|registradas|registrados|"
    r"members|miembros|socias|membres|asistieron|participaron|attended|المشاركات|المشاركين|مشاركه|"
    r"مشاركات|مشاركين|النساء|نساء|الرجال|رجال|الحضور|الحاضرات|الحاضرين|امراه"
)
_SMALL = (
    r"de|del|d|of|the|las|los|les|la|el|des|du|das|dos|en|in|y|et|e|and|total|con|ayant|ont|"
    r"participe|assiste|presentes?|que|qui|who|w|h|m|f|"
)
COUNT = re.compile(
    rf"(?:(?:{_NUMBER_OF})\b[\s:.]*(?:(?:{_SMALL})\b[\s:.'’]*)*)?"
    rf"(?:(?:{_PLURALS})\b[\s:.,/&'’]*(?:(?:{_SMALL})\b[\s'’]*)*)+[:=–—-]?\s*\(?\d+\)?.{{0,40}}"
    rf"|(?:{_NUMBER_OF})\b[\s:.]*(?:(?:{_SMALL})\b[\s'’]*)*(?:(?:{_PLURALS})\b\s*)+[:=]?\s*"
    rf"|\d{{1,4}}\s+(?:(?:{_PLURALS}|{_SMALL})\b\s*)+\.?"
)
"""A count in words: “Mujeres: 12”, “Nombre de participantes : 3”, “12 mujeres”."""

AVERAGES = frozenset(["promedio", "media", "moyenne", "average", "mean", "mediana", "المعدل"])
"""Words beside which an age is a figure too."""

LONE = re.compile(
    r"\(?(?:signatures?|firmas?|assinaturas?|(?:ال)?توقيع(?:ات)?|emargement|blank|en blanco"
    r"|em branco|"
    r"vacio|vide|vazio|x{3,}|test|prueba|essai|teste|ejemplo|example|exemple|exemplo|"
    r"gracias|merci|thank you|obrigad[oa]|شكرا)\)?(?: \w+){0,2}[.!]?"
    r"|(?:la|le|el|o|a|the|l['’]) ?(?:secretaire|secretari[ao]|secretary|president[ea]?|presidente|"
    r"tresoriere?|tesorer[ao]|tesoureir[ao]|responsable|responsavel|coordinador[a]?|coordinatrice|"
    r"facilitador[a]?|facilitatrice|animatrice|cheffe? du village)"
    r"|(?:end of|fin d[eu]|fim d[ao]) .{0,20}|نهايه .{0,20}|n\s*=\s*\d+"
)
"""What stands by itself below a list, and is nobody: “Signature”, “La secrétaire”, “(blank)”."""

COUNT_WORDS = frozenset(
    f"{_NUMBER_OF}|{_PLURALS}|{_SMALL}".replace("[º°o.]?", "").replace("?", "").split("|")
) | frozenset(["promedio", "media", "moyenne", "average", "mean"])
"""Words that only figures make a total: “Mujeres | 3”."""

SIGNED = re.compile(
    r"(?:elabor[oa]|elaborad[oa] por|preparo|preparad[oa] por|prepared by|compiled by|written by|"
    r"recorded by|reviewed by|approved by|checked by|certified by|signed by|reviso|revisad[oa] por|"
    r"autorizo|aprobo|aprobad[oa] por|valido|validad[oa] por|registro:|capturo|levanto|"
    r"vo ?\.? ?bo\b|vobo|fait a\b|fait le\b|etabli[e]? (?:par|a|le)\b|dresse[e]? par|"
    r"prepare[e]? par|"
    r"redige[e]? par|rempli[e]? par|vise[e]? par|approuve[e]? par|lu et approuve|"
    r"hecho (?:en|por)\b|"
    r"feito (?:em|por)\b|elaboracao|aprovad[oa] por|revisad[oa]|redigid[oa] por|preenchid[oa] por|"
    r"nombre y firma|nom et signature|nome e assinatura|name and signature"
    r"|arretee? l[ae] presente?|"
    r"lugar y fecha|lieu et date|local e data|place and date|"
    r"اعده|اعدته|اعداد|من اعداد|حرر (?:في|ب\w*)|حررت|توقيع|التوقيع|صادق عليه|راجعه)(?=$|[\s:.،,])"
    r"|(?:responsables?|responsavel|coordinador[ae]?s?|coordinatrice|coordenadora?|coordinator|"
    r"president[ae]?|presidente|secretari[ao]|secretaire|secretary|facilitadoras?|facilitatrices?"
    r"|animatrices?|facilitators?|"
    r"firma|signature|assinatura|fecha|date|data|source|fuente|fonte|notas?|notes?|obs\.?"
    r"|n\.? ?b\.?|"
    r"observacion(?:es)?|observations?|observacoes|remarques?|comentarios?|comments?|"
    r"المسووله?|الميسره?|التاريخ|ملاحظ\w*|المصدر)(?: \w+){0,3}\s*:"
    r"|\D{2,40}, (?:a |le |el |o )?\d{1,2} (?:de )?[^\W\d]+ (?:de |del )?\d{4}\W*$"
    r"|(?:pag(?:ina|e|\.)?|hoja|feuille|folha|sheet|صفحه|الصفحه)\s*(?:n\S*\s*)?\d+\b"
)
"""Who made the list, where and when, notes and pages: “Elaboró: Lic. …”, “Fait à …”."""

_PLACES = (
    r"comunidad(?:es)?|community|communities|communaute|comunidade|village|aldea|pueblo|localidad|"
    r"localidade|localite|municipio|municipality|municipalite|commune|barrio|bairro|colonia"
    r"|quartier|"
    r"zona|zone|sector|secteur|setor|seccion|section|secao|distrito|district|departamento|"
    r"departement|department|provincia|province|region|regiao|canton|vereda|ejido|parroquia|"
    r"groupe|grupo|group|equipo|equipe|team|cooperativa|cooperative|asociacion|associacao|douar|"
    r"(?:ال)?(?:قريه|جماعه|دوار|بلديه|حي|اقليم|مجموعه|قسم|تعاونيه|جمعيه|مدينه|منطقه)"
)
TITLE = re.compile(
    rf"(?:{_PLACES})\b(?:\s*(?::|-|–|n\S{{0,2}}\s*\d|\d)|\s+\S).*|(?:{_PLACES})\s*:?"
    r"|(?:dia|day|jour|mesa|table|sesion|session|seance|sessao|اليوم|الجلسه)\s*(?:n\S*\s*)?\d.*"
    r"|(?:list(?:a|e)? (?:of|de|d|des|du)|registro de|registre d|feuille de|folha de|planilla de|"
    r"attendance|emargement|relacion de|قايمه|لايحه)\b.*"
)
"""The title of a part of the list: “COMUNIDAD SAN JUAN”, “Día 2”, “Lista de asistencia”."""
