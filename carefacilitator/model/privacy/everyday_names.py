"""Parts of names that say little by themselves: titles, particles, and names that are also words.

Everything is written as :func:`carefacilitator.model.text.folding.fold` gives it back.
"""

from __future__ import annotations

from carefacilitator.model.text.folding import fold


def _folded(words: str) -> frozenset[str]:
    return frozenset(map(fold, words.split()))


PARTICLES = _folded(
    "de del dela della di do da dos das du des d la las le les lo los el al l y e i o van von der "
    "den ter ten zu af av bin ben bint bent ibn ould mint ait aït oul abu abou abi bou um oum umm "
    "mc mac st saint san santa née nee née ép epse épouse veuve vve wife of the "
    "بن ابن بنت ابو أبو ابي أم ام ال آل ولد منت آيت"
)
"""Small words between the parts of a name; they may be there or not."""

TITLES = _folded(
    "mr mrs ms miss mx dr prof sr sra srta señor señora don doña dona dña lic ing m mme mlle mmes "
    "madame monsieur mademoiselle dre senhor senhora srª seu mama mamá maman papa papá baba tata "
    "sister brother soeur frère hermana hermano irmã irmão tía tio tia tío aunt uncle tante tonton "
    "hajja hajj hadj hadja el-hadj sheikh cheikh imam pastor pasteur padre father mother madre "
    "السيد السيدة الآنسة الاستاذ الأستاذة الدكتور الدكتورة دكتور دكتورة سيد سيدة الحاج الحاجة "
    "حاج حاجة شيخ الشيخ للا لالة"
)
"""Words before a name that name nobody by themselves."""

PLACEHOLDERS = _folded(
    "participant participants participante participantes person people persona personas personne "
    "personnes pessoa pessoas woman women mujer mujeres "
    "femme femmes mulher mulheres man men member "
    "members membre membres miembro miembra membro anonymous anonyme anónimo anónima anônimo guest "
    "invité invitée invitado invitada visitor observer speaker facilitator facilitadora teacher "
    "unknown name nombre nom nome test مشارك مشاركة مشاركات شخص امرأة نساء عضو ضيف ضيفة اسم"
)
"""Words that stand where a name should be, as in “Participant 007”."""

EVERYDAY = _folded(
    # English
    "hope grace faith joy mercy patience prudence charity blessing blessings precious gift peace "
    "comfort honest happy happiness justice glory victory love lovely beauty rose rosie lily daisy "
    "violet iris ivy hazel olive heather ginger ruby "
    "pearl crystal amber jade dawn eve autumn summer "
    "april may june august sunday monday tuesday wednesday thursday friday saturday mark will bill "
    "frank grant art jack pat sue angel king queen prince princess young green brown white black "
    "gray grey long short rich power powers price wood woods field fields hill hills stone rivers "
    "waters church bishop pope cook baker farmer carter mason miller smith fisher taylor hunter "
    "potter weaver shepherd day night winter snow frost rain storm star sky sun moon ocean river "
    "forest gay bright wise noble sage chance trust pray prayer promise miracle treasure fortune "
    "success progress memory wisdom truth harmony melody song music favour favor merit worth bell "
    "chad jordan georgia china india kenya florence paris sydney victoria carolina virginia "
    # Spanish
    "rosa rosas rosario esperanza paz luz sol mar luna flor flores alba aurora consuelo dolores "
    "mercedes milagros milagro pilar rocío soledad "
    "socorro remedios ángel ángeles ángela concepción "
    "gloria gracia caridad fe dulce blanca clara estrella margarita violeta azucena amparo "
    "encarnación asunción inmaculada nieves perla esmeralda fátima lourdes guadalupe trinidad cruz "
    "reyes reina rey santos santo campos campo costa ríos río montes monte torres torre castillo "
    "iglesias iglesia calle mesa prado valle vega fuentes fuente delgado moreno rubio blanco negro "
    "bueno bravo leal guerra guerrero caballero herrera "
    "pastora jesús maría abril julio domingo vida "
    "alegría felicidad libertad justicia victorioso celeste "
    "linda bella bonita amada amado salvador "
    "modesta prudencia paciencia piedad providencia constancia lluvia nube selva sierra pan vino "
    "colón marzo marina plaza león lobo cordero toro paloma águila serena benigna buenaventura "
    # Portuguese
    "esperança graça graças conceição alegria felicidade luzia vitória fé glória rosinha flora "
    "ventura bonança silva souza ribeiro ribeira pereira oliveira nogueira carvalho pinto leite "
    "machado coelho cordeiro lima neves natal páscoa nascimento ferreira moreira rocha serra ramos "
    "figueira barros prata ouro lua estrela doce branca mel linha irene céu anjo perpétua socorro "
    "penha aparecida dores "
    # French
    "espérance espoir fleur aimé aimée désiré désirée dieudonné dieudonnée parfait parfaite juste "
    "merci bonheur lumière victoire prospère constant constance fidèle honoré honorée modeste "
    "innocent innocente clément clémence prudent placide céleste ange angèle marguerite églantine "
    "marine océane reine roi petit grand blanc blanche noir brun lebrun leroy roux rousseau moulin "
    "fontaine dubois bois duval val dupont pont lafleur bonne bon belle bel noël pascal dimanche "
    "aout avril mai jeudi franc france françoise claude clair claire charité sagesse patience "
    "bénédiction miracle gentil gentille soleil étoile mignon mignonne rosée perle juin olivier "
    "bonté vérité berger boulanger fournier meunier mercier "
    # Arabic
    "أمل امال آمال نور نورا أنوار هدى سلام إيمان حنان رحمة بركة سعيدة سعيد كريمة كريم جميلة جميل "
    "أمينة أمين صباح وفاء دعاء رجاء سماح منى حياة فرح عدل عادل شمس قمر نجمة نجوى وردة زهرة زهور "
    "ياسمين ريحانة ندى شيماء هناء سناء ضياء شروق غروب ربيع ربيعة صيف خريف رمضان شعبان رجب عيد "
    "جمعة خميس سبت محبة سلوى سعاد راضية رضا هبة عطية هدية نعمة نعيمة بهجة سرور سهام نصر ناصر فتح "
    "فتحي صبر صابرة صابر شكر شكرية كوثر جنة جنات حسن حسناء حسنة صالح صالحة صادق صادقة طاهر طاهرة "
    "حرية ثورة عزيزة عزيز غالية غالي مريم سيف أسد فهد ذهب لؤلؤ جوهرة درة ماجدة حكيمة حكيم عفاف "
    "أحلام حلم ليلى ليل فجر سحر وعد عهد وسام خير خيرة خيرية بدر هلال ورد عائشة مباركة مبارك"
)
"""Names of people that are also words somebody writes without meaning anybody."""
