"""Whether a name that was typed, not chosen, may be a person's or says itself that it is not."""

from __future__ import annotations

from carefacilitator.model.privacy.name_words import WORD, forms_of
from carefacilitator.model.text.folding import fold


def _folded(words: str) -> frozenset[str]:
    return frozenset(map(fold, words.split()))


_GROUPS = _folded(
    # English
    "ministry government municipality municipal council city town district province county state "
    "department office bureau agency authority commission committee cooperative co-operative coop "
    "association union network federation confederation alliance coalition movement forum group "
    "groups circle collective foundation fund "
    "trust institute institution university school college "
    "academy center centre clinic hospital health bank company firm enterprise business market "
    "church mosque parish community communities village villagers neighbours neighbors residents "
    "people women woman men youth girls boys mothers fathers parents families everyone everybody "
    "all we us participants members facilitators "
    "secretariat organisation organization ngo ngos cso "
    "party team board project programme program society "
    "club house home shelter kitchen farm farmers "
    "workers teachers nurses midwives caregivers carers police international "
    "national regional local global africa asia europe america world services service media radio "
    "kindergarten nursery library theatre "
    # Spanish
    "ministerio gobierno municipio municipalidad alcaldía ayuntamiento consejo cabildo ciudad "
    "departamento oficina agencia autoridad comisión comité cooperativa asociación sindicato unión "
    "red federación confederación alianza coalición movimiento foro grupo grupos círculo colectivo "
    "colectiva fundación fondo instituto institución universidad escuela colegio academia centro "
    "clínica hospital salud banco empresa mercado iglesia parroquia comunidad comunidades pueblo "
    "aldea vecinas vecinos mujeres hombres jóvenes madres padres familias todas todos nosotras "
    "nosotros participantes secretaría organización partido "
    "equipo junta proyecto programa sociedad "
    "casa cocina granja campesinas trabajadoras maestras enfermeras cuidadoras "
    "policía nacional regional servicio servicios radio guardería biblioteca estado "
    # French
    "ministère gouvernement mairie commune municipalité conseil ville région département bureau "
    "agence autorité commission comité coopérative association syndicat union réseau fédération "
    "confédération alliance coalition mouvement groupe "
    "groupement groupes cercle collectif fondation "
    "fonds institut université école collège académie centre clinique hôpital santé banque "
    "entreprise société marché église mosquée paroisse communauté village villageoises voisines "
    "femmes hommes jeunes mères pères parents familles toutes tous nous participantes secrétariat "
    "organisation ong parti équipe projet maison foyer cuisine ferme paysannes travailleuses "
    "enseignantes infirmières aidantes police national régional services crèche état "
    # Portuguese
    "ministério governo município prefeitura câmara "
    "conselho cidade departamento escritório agência "
    "autoridade comissão comitê comité cooperativa associação sindicato união rede federação "
    "confederação aliança coligação movimento fórum "
    "grupo grupos círculo coletivo coletiva fundação "
    "fundo instituto universidade escola colégio academia "
    "centro clínica saúde banco empresa mercado "
    "igreja paróquia comunidade comunidades aldeia vizinhas mulheres homens jovens mães pais "
    "famílias todas todos nós participantes secretaria organização partido equipe projeto programa "
    "sociedade casa cozinha fazenda agricultoras trabalhadoras professoras enfermeiras cuidadoras "
    "polícia nacional serviço serviços creche biblioteca "
    # Arabic
    "وزارة حكومة بلدية جماعة مجلس مدينة إقليم جهة عمالة ولاية مديرية مكتب وكالة هيئة لجنة تعاونية "
    "تعاونيات جمعية جمعيات نقابة اتحاد شبكة تحالف حركة منتدى مجموعة مجموعات مؤسسة صندوق معهد جامعة "
    "مدرسة كلية أكاديمية مركز عيادة مستشفى مستوصف صحة بنك شركة مقاولة سوق مسجد كنيسة مجتمع قرية "
    "دوار نساء رجال شباب أمهات آباء أسر عائلات "
    "الجميع كلنا نحن المشاركات أمانة منظمة حزب فريق مشروع "
    "برنامج دار بيت مطبخ ضيعة فلاحات عاملات معلمات ممرضات شرطة وطني وطنية خدمات حضانة "
)
"""Words that say that a name is that of an organisation or a group."""
_MOST_WORDS = 5


def may_be_a_person(name: str) -> bool:
    """Whether a typed name may be a person's: nothing in it says that it is a group's.

    A short name all in capitals is an abbreviation; a long one is a description.
    """
    words = WORD.findall(fold(name))
    if not words or len(words) > _MOST_WORDS or not any(word.isalpha() for word in words):
        return False
    if any(form in _GROUPS for word in words for form in forms_of(word)):
        return False
    return not (len(words) == 1 and name.strip().isupper() and len(name.strip()) <= 8)
