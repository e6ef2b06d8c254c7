"""How people and forms answer, in five languages, beyond the labels of the vocabulary.

Alternatives are separated by bars; they are compared folded, with every mark turned into a space.
"""

from __future__ import annotations

GENDERS: dict[str, str] = {
    "woman": "woman | women | female | fem | femme | feminin | f | mujer | femenino |"
    " femenina | mulher | feminino | feminina | girl | lady | fille | dame | امراه | انثي |"
    " نساء | سيده | مونث | mujeres",
    "man": "man | men | male | homme | masculin | hombre | masculino | homem | boy | garcon |"
    " h | رجل | ذكر | رجال | مذكر | hombres",
    "non_binary": "non binary | nonbinary | non binary person | enby | no binario |"
    " no binaria | no binarie | persona no binaria | non binaire | personne non binaire |"
    " nao binario | nao binaria | pessoa nao binaria | غير ثنايي | غير ثنايي النوع",
    "prefer_not_to_say": "prefer not to say | prefer not to answer | rather not say |"
    " no answer | prefiero no decirlo | prefiero no decir | prefiero no responder |"
    " prefiero no contestar | je prefere ne pas repondre | je prefere ne pas le dire |"
    " ne souhaite pas repondre | prefiro nao responder | prefiro nao dizer |"
    " افضل عدم الاجابه | افضل عدم الافصاح",
}
DESCRIBED = (
    "self described | self describe | prefer to self describe | i describe myself as |"
    " other | another | other please specify | me describo como | me autodescribo |"
    " autodescrito | autodescripcion | otro | otra | otro especifique | otra especifique |"
    " je me definis comme | je me decris comme | autre | autre preciser | autre precisez |"
    " auto decrit | eu me descrevo como | me descrevo como | outro | outra |"
    " outro especifique | اخري | اخر | اخري يرجي التحديد | اصف نفسي بانني | اصف نفسي"
)

CATEGORIES: dict[str, str] = {
    "national_government": "national government | central government | federal government |"
    " ministry | gobierno nacional | gobierno federal | ministerio | ministere |"
    " governo federal | وزاره | قطاع حكومي",
    "subnational_government": "subnational government | local government | local authority |"
    " municipality | municipal government | regional government | state government |"
    " gobierno local | gobierno municipal | gobierno estatal | gobierno subnacional |"
    " municipio | ayuntamiento | alcaldia | collectivite locale | collectivite territoriale |"
    " commune | mairie | gouvernement local | governo local | governo municipal |"
    " governo estadual | prefeitura | حكومه محليه | جماعه ترابيه | بلديه | جماعه محليه",
    "private_sector": "private sector | company | business | enterprise | empresa |"
    " sector privado | entreprise | setor privado | شركه | قطاع خاص",
    "philanthropic": "philanthropic organization | philanthropic organisation |"
    " philanthropy | donor | organizacion filantropica | philanthropie | موسسه خيريه",
    "international_organization": "international organization | international organisation |"
    " multilateral | multilateral organization | un agency | united nations |"
    " organismo internacional | organizacion internacional | agencia de la onu | onu |"
    " organisation internationale | agence des nations unies | organizacao internacional |"
    " منظمه دوليه | الامم المتحده",
    "civil_society": "civil society | civil society organization |"
    " civil society organisation | cso | ngo | ong | osc | non governmental organization |"
    " non profit | nonprofit | nonprofit organization | sociedad civil |"
    " organizacion de la sociedad civil | organizacion no gubernamental | asociacion civil |"
    " societe civile | organisation de la societe civile | association |"
    " organisation non gouvernementale | sociedade civil | organizacao da sociedade civil |"
    " organizacao nao governamental | associacao | مجتمع مدني | المجتمع المدني | جمعيه |"
    " منظمه غير حكوميه",
    "grassroots_womens_org": "grassroots women s organization |"
    " grassroots women s organisation | grassroots | grassroots organization |"
    " grassroots organisation | organizacion de base | organisation de base |"
    " منظمه نسائيه قاعديه",
    "care_workers_org": "care workers organization | care workers organisation |"
    " care workers | domestic workers organization | domestic workers organisation |"
    " organizacion de trabajadoras del cuidado | trabajadoras del cuidado |"
    " trabajadoras del hogar | organizacion de trabajadoras del hogar |"
    " organisation de travailleuses du soin | travailleuses domestiques |"
    " organizacao de trabalhadoras do cuidado | trabalhadoras domesticas",
    "trade_union": "trade union | labor union | labour union | sindicato | syndicat |"
    " central sindical | نقابه",
    "youth_org": "youth organization | youth organisation | youth | youth group | youth led |"
    " organizacion juvenil | jovenes | juventud | organisation de jeunes | jeunesse |"
    " organizacao juvenil | juventude | منظمه شبابيه | شباب",
    "academia": "academia | academic | university | research | research institute |"
    " academic institution | universidad | investigacion | academica | universite |"
    " recherche | milieu universitaire | universidade | pesquisa | جامعه | بحث | اكاديميه |"
    " الاوساط الاكاديميه",
    "individual": "individual | no organization | individual participant |"
    " a titulo individual | individuel | individual participante | فرد | بصفه شخصيه",
}

DIFFICULTIES: dict[str, str] = {
    "none": "none | no | no difficulty | no no difficulty | no difficulties | never |"
    " ninguna | ninguna dificultad | no ninguna dificultad | no ninguna | sin dificultad |"
    " aucune | aucune difficulte | non | non aucune difficulte | pas de difficulte |"
    " non aucune | nenhuma | nenhuma dificuldade | nao | nao nenhuma dificuldade |"
    " sem dificuldade | لا | لا صعوبه | لا توجد صعوبه | لا لا توجد صعوبه | بدون صعوبه |"
    " no no difficulties",
    "some": "some | some difficulty | yes some difficulty | yes some | a little |"
    " alguna dificultad | cierta dificultad | si cierta dificultad | si alguna dificultad |"
    " algo de dificultad | un poco de dificultad | quelques difficultes |"
    " oui quelques difficultes | un peu de difficulte | oui un peu de difficulte |"
    " certaines difficultes | alguma dificuldade | sim alguma dificuldade | بعض الصعوبه |"
    " نعم بعض الصعوبه | صعوبه بسيطه",
    "a_lot": "a lot | lot | a lot of difficulty | lot of difficulty |"
    " yes a lot of difficulty | yes a lot | mucha dificultad | si mucha dificultad |"
    " bastante dificultad | beaucoup de difficultes | oui beaucoup de difficultes |"
    " beaucoup de difficulte | oui beaucoup de difficulte | muita dificuldade |"
    " sim muita dificuldade | صعوبه كبيره | نعم صعوبه كبيره | نعم الكثير من الصعوبه |"
    " الكثير من الصعوبه",
    "cannot": "cannot | cannot do | cannot do at all | cannot do it at all |"
    " can t do at all | unable | unable to do | no puede | no puedo | no puede hacerlo |"
    " no puede hacerlo en absoluto | no puedo hacerlo en absoluto |"
    " no puede hacerlo para nada | n y arrive pas du tout | je n y arrive pas du tout |"
    " ne peut pas du tout | je ne peux pas du tout | pas du tout | nao consegue |"
    " nao consegue de modo algum | nao consigo | nao consigo de modo algum | لا استطيع |"
    " لا استطيع ابدا | لا يمكن | لا استطيع القيام بذلك | لا يستطيع ابدا",
}

ROLES: dict[str, str] = {
    "participant": "participant | participants | attendee | participante | asistente |"
    " participant e | participante a | مشارك | مشاركه",
    "facilitator": "facilitator | facilitadora | facilitador | facilitatrice | facilitateur |"
    " animatrice | animateur | ميسر | ميسره",
    "co_facilitator": "co facilitator | cofacilitator | cofacilitadora | cofacilitador |"
    " co facilitatrice | co facilitateur",
    "rapporteur": "rapporteur | note taker | notetaker | relatora | relator | rapporteuse |"
    " rapporteure | مقرر | مقرره",
    "moderator": "moderator | moderadora | moderador | moderatrice | moderateur",
    "speaker": "speaker | panelist | panellist | presenter | ponente | expositora |"
    " expositor | panelista | intervenante | intervenant | palestrante | متحدث | متحدثه",
    "interpreter": "interpreter | translator | interprete | traductora | traductor | مترجم |"
    " مترجمه",
    "organizer": "organizer | organiser | organizadora | organizador | organisatrice |"
    " organisateur | staff | equipo | منظم | منظمه",
    "observer": "observer | observadora | observador | observatrice | observateur | مراقب | مراقبه",
}

LANGUAGES: dict[str, str] = {
    "en": "en | eng | english | ingles | anglais | الانجليزيه | انجليزيه | en us | en gb",
    "es": "es | esp | spa | spanish | espanol | castellano | espagnol | espanhol |"
    " الاسبانيه | اسبانيه",
    "fr": "fr | fra | fre | french | frances | francais | الفرنسيه | فرنسيه",
    "pt": "pt | por | portuguese | portugues | portugais | البرتغاليه | برتغاليه | pt br | pt pt",
    "ar": "ar | ara | arabic | arabe | العربيه | عربيه | عربي",
}

MISSING = (
    "anonymous |"
    " n/a | #n/a | #ref! | #value! | #name? | #null! | #div/0! | #num! | null | nan | <na> |"
    " - | -- | --- | – | — | . | .. | ... | … | ? | _ | / | s/d | s/n | sin dato |"
    " sin datos | no aplica | not applicable | sans objet | nao se aplica | لا ينطبق |"
    " لا يوجد | ninguno | ninguna | nada | none | aucun | aucune | neant | nenhum | nenhuma"
)
"""What stands for an empty cell in a field that is not a name; folded, marks kept."""
