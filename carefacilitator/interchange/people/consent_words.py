"""The words by which people say yes, no and perhaps when they are asked to agree.

Five languages together, since one sheet often holds several; words are compared folded, with every
mark turned into a space. A yes is a closed list: what is on it may be combined, anything beside it
makes the answer one that is not understood. A no is open: its words are enough, whatever else is
said.
"""

from __future__ import annotations

YES = (
    "yes yeah yep yup yess aye si sii sip simon oui ouais sim نعم ايوه ايوا اه واه اجل بلي true"
    " vrai"
    " verdadero verdadeiro"
)
"""Words that say nothing but yes."""

ASSENT = (
    "agree consent agreed accept accepted accepts consented allow allowed permit permitted"
    " authorise authorised authorize authorized ok okay okey sure certainly absolutely definitely"
    " approve approved granted affirmative claro efectivamente acepto aceptado aceptada aceptamos"
    " autorizo autorizado autorizada"
    " autorizamos afirmativo aprobado aprobada encantada consiento apruebo permito acuerdo"
    " otorgado otorgada accepte acceptee acceptons"
    " autorise autorisee autorisons consens permets permis accord daccord volontiers absolument"
    " approuve approuvee certainement aceito aceitei aceite aceitamos concordo concordamos"
    " consinto permitido acordo"
    " concedido concedida claramente certamente aprovo aprovado aprovada اوافق موافق موافقه"
    " موافقين موافقون نوافق اقبل نقبل قبول اسمح"
    " نسمح طبعا اكيد تمام مقبول متفقه متفق واخا وخا بالتاكيد بالطبع اتفقنا"
)
"""Words of agreement; a word of negation beside one of them makes it a no."""

YES_ALONE = (
    "y | s | 1 | consent | i consent | given | granted | consent given | i give consent |"
    " i give my consent | i do consent | of course | you may | you can | doy mi consentimiento |"
    " doy consentimiento | doy mi autorizacion | doy mi permiso | otorgo mi consentimiento |"
    " por supuesto | desde luego | bien sur | donne | accorde |"
    " je donne mon accord | je donne mon consentement | je donne mon autorisation | com certeza |"
    " dou meu consentimento | dou o meu consentimento | dou minha autorizacao | منحت |"
    " signed | firmado | firmada | signe | signee | assinado | assinada | موقع | موقعه |"
    " تمت الموافقه | اعطي موافقتي | امنح موافقتي | i do | that s fine | fine | fine with me |"
    " fine by me | that s fine with me | happy to | i m happy with that | i give permission |"
    " i give my permission | i give you permission | i give you my permission |"
    " permission granted | you have my permission | you have my consent | all right | alright |"
    " go ahead | please do | by all means | with pleasure | checked | selected | opt in |"
    " opted in | yes you can | con gusto | con mucho gusto | vale | dale | obvio | esta bien |"
    " adelante | correcto | perfecto | si puede | si pueden | pueden | doy permiso |"
    " doy mi permiso | les doy permiso | tienen mi permiso | tiene mi permiso |"
    " tienen mi autorizacion | tiene mi autorizacion | tienen mi consentimiento | si seguro |"
    " seguro | seguro que si | conforme | estoy conforme | si conforme | tout a fait | bien"
    " entendu | evidemment |"
    " avec plaisir | je veux bien | vous pouvez | c est bon | c est d accord | ca marche |"
    " ca me va | parfait | entendu | favorable | lu et approuve | je le souhaite |"
    " je le veux bien | allez y | vas y | vous avez mon accord | com prazer | pode | podem |"
    " pode sim | podem sim | sim pode | sim podem | tudo bem | esta bem | ta bom | beleza |"
    " dou autorizacao | dou permissao | dou a minha permissao | dou minha permissao | perfeito |"
    " certo | quero sim | por mim sim | por mim tudo bem | tem a minha autorizacao |"
    " tem minha autorizacao | بكل سرور | صح | صحيح | وي | اي نعم | ايه نعم | يمكنكم |"
    " يمكنكم ذلك | نعم يمكنكم | لكم ذلك | اعطيكم الاذن | لكم الاذن | علي الرحب والسعه"
)
"""Whole answers that are a yes, though their words are not one by themselves."""

BESIDE_YES = (
    "senora senor senhora senhor sir madam madame veux senorita mija hija amiga soeur chere"
    " سيدتي اختي يا"
    " strongly fine muy quiero deseo todos todas souhaite quero desejo"
    " اريد ارغب بشده وشكرا"
    " i my me we do to it that this the of course please thanks thank you very much fully totally"
    " with pleasure hereby give giving have read and understood terms privacy notice"
    " policy all yo lo la el los las que mis mi con gusto mucho gracias muchas por supuesto favor"
    " estoy de doy consentimiento autorizacion permiso se totalmente todo a al he leido y aviso"
    " privacidad terminos pueden politica plenamente je j suis d avec plaisir merci beaucoup"
    " tout a fait bien sur le les mes mon ma donne consentement autorisation ai lu et politique"
    " confidentialite cela vous pouvez pleinement eu sou estou com prazer obrigada obrigado muito"
    " meu minha meus minhas dou autorizacao tudo li e o os as do da dos das termos desde luego"
    " podem privacidade certeza بذلك انا علي ذلك شكرا جزيلا بكل سرور من فضلك كل شيء قرات و تماما"
    " لكم لك"
)
"""Words that may stand beside a yes without changing it."""

BESIDE_YES_TO_STORING = (
    "store stored storing storage being be keep keeping kept save saved saving use used using data"
    " details"
    " information personal guarden guardar guarde guardados guardadas uso conservar conserven usar"
    " usen tratamiento almacenar almacenen almacenamiento registrar registren datos informacion"
    " personales conserver conserviez conservees gardiez garder gardees enregistrer utiliser"
    " traitement soient donnees informations personnelles guardem guardados sejam armazenar"
    " armazenem armazenamento tratamento dados informacoes pessoais حفظ بحفظ تخزين بتخزين استخدام"
    " معالجه"
    " بياناتي معلوماتي الشخصيه تسجيل ان"
)
"""Words that may stand beside a yes where keeping data is what was asked."""

GRANTING = (
    r"(?:yes )?you (?:may|can) (?:store|keep|save|hold|use)"
    r"(?: it| them| (?:all )?(?:of )?my (?:personal )?(?:data|details|information))?"
    r"|(?:store|keep|save) (?:it|them|my (?:personal )?(?:data|details|information))"
    r"|(?:si )?(?:me |l[oa]s? )?(?:pueden?|podes|podeis) (?:guardar|conservar|registrar"
    r"|usar)(?:l[oa]s?)?"
    r"(?: mis datos(?: personales)?| mi informacion)?"
    r"|(?:oui )?(?:vous|tu) (?:pouvez|peux) (?:les? |la )?(?:garder|conserver|enregistrer|utiliser)"
    r"(?: mes (?:donnees|coordonnees|informations)(?: personnelles)?)?"
    r"|(?:gardez|conservez|enregistrez)(?: les| mes (?:donnees|coordonnees|informations))"
    r"|(?:sim )?(?:podem?|pode) (?:os )?(?:guardar|armazenar|registrar|usar)"
    r"(?: (?:os )?(?:meus )?dados(?: pessoais)?)?"
    r"|(?:نعم )?(?:يمكنكم|يمكنك|تستطيعون|بامكانكم) (?:حفظ|تخزين|تسجيل|استخدام) (?:بياناتي|معلوماتي)"
)
"""Whole answers that allow keeping in words of their own, where keeping is what was asked."""

BESIDE_CLAUSES = (
    "sin problema | sin ningun problema | sin problemas | sem problema | sem problemas |"
    " sem nenhum problema | sans probleme | sans aucun probleme | sans souci | no problem |"
    " no problem at all | without a problem | pas de probleme | pas de souci | sin duda |"
    " sem duvida | no doubt | بدون مشكل | بدون مشكله | بلا شك | بدون شك | لا مشكله | لا مانع"
)
"""What takes nothing from a yes before it (“yes, no problem”), and alone is not clear."""

NEGATION = (
    "no noo not never none nope nop nopes nah naw nay neither nor without cannot cant dont wont"
    " doesnt wouldnt didnt isnt nothing nobody nein nicht kein keine non ne n nn pas jamais aucun"
    " aucune aucuns aucunes rien ni sans nenni guere ninguno ninguna ningun nunca jamas tampoco"
    " nada sin negativo negativa negative negatif nel nones nao nem nenhum nenhuma jamais tampouco"
    " sem لا لن لم ليس ليست لست كلا بلا بدون غير ابدا ولا فلا مش مو موش عدم دون ما سلبي"
)
"""Words that say no, or turn what stands beside them."""

BARE_NO = "no noo non nao n nn nope nop nopes nah naw nay nein لا كلا nunca jamas jamais never"
"""Words that are a whole no by themselves, where a clause holds nothing but thanks beside them."""

TURNING = "not t ne n pas no nao cannot dont wont لا لن لم ليس ليست لست ما مش غير never"
"""Words that turn a verb: with a verb of refusing they make no clear answer (“do not refuse”)."""

REFUSING = (
    r"refus\w*|declin\w*|reject\w*|disagre\w*|disapprov\w*|objects?|objected|oppose[ds]?|opposees?"
    r"|withdr[ae]w\w*|revok\w*|den(?:y|ied|ies)|delet\w*|remov\w*|eras(?:e|ed|ing)|forbid\w*"
    r"|prohibit\w*|against|unsubscribe|stop|rechaz\w*|niego|nego|negad[oa]|opong\w*|oponh\w*"
    r"|desist\w*|retir\w*|revoc\w*|revog\w*|borr\w*|elimin\w*|suprim\w*|cancel\w*|prohib\w*"
    r"|desacuerdo|contra|desaccord|desacordo|retract\w*|revoqu\w*|supprim\w*|effac\w*"
    r"|interdi\w*|contre|recus\w*|rejeit\w*|discord\w*|apag\w*|exclu(?:a|am|ir|yan?)|proib\w*"
    r"|(?:[اني])?رفض\w*|مرفوض\w*|رافض\w*|[اني]?عترض\w*|اعترض\w*|معارض\w*|[اني]عارض|امتنع|احذف\w*"
    r"|حذف\w*|امسح\w*"
    r"|الغ(?:اء|وا|ي|ت)|انسحب\w*|سحب\w*|امنع|ممنوع|ضد"
)
"""Words that refuse or take back without a word of negation."""

REFUSING_PHRASES = (
    r"\bopt(ed)? out\b|\bforget me\b|\bleave me out\b|\bout of the question\b"
    r"|\bhors de question\b|\bfuera de (cuestion|lugar)\b|\bfora de questao\b|\bme opon"
    r"|\bde (?:modo|forma|maneira) (?:algum|alguma)\b|\bاطلاقا\b|\bمستحيل\b"
    r"|\bm y? ?oppose\b|\ben contra\b|\bprefiero que no\b|\brather you did\b"
)

UNCLEAR = (
    "but if only unless except maybe perhaps depends conditional partly some sometimes pero"
    " aunque excepto salvo solo solamente unicamente quizas quiza talvez depende acaso condicion"
    " parcial mais sauf seulement uniquement excepte condition conditions depend partiellement mas"
    " exceto apenas somente condicao parcialmente لكن ولكن فقط ربما بشرط ماعدا عدا باستثناء اذا لو"
    " حسب الا ماشي later despues depois لاحقا"
)
"""Words that put a condition or a limit to whatever else is said."""

UNCLEAR_PHRASES = (
    r"\bhave to\b|\b(?:i|we|they|it) (?:may|can|might|could)\b(?! t\b| not\b)|"
    r"\btal vez\b|\bpeut etre\b|\bpuede ser\b|\ba lo mejor\b|\bsi acaso\b|\bdesde que\b"
    r"|\bsiempre que\b|\bplus tard\b|\bwhy not\b|\bpor que n\w*\b|\bpourquoi pas\b|\bلم لا\b"
    r"|\bلما لا\b|\bwe will see\b|\bya veremos\b|\bpuede que\b|\bpode ser\b|\bpois (?:sim|nao)\b"
    r"|\bni modo\b|\bno (?:hay|pasa|faltaba|me queda)\b|\bcomo (?:que )?no\b|\b(?:why|porque"
    r"|porqu\w|pq) n\w*$"
    r"|\b(?:ليش|علاش|وليش|وعلاش|ليه) لا\b|\bلا (?:عليك|ضير|يهم)\b|\bولا يهمك\b|\bما (?:عليه|يخالف"
    r"|في|فيه|فيها)\b"
    r"|\bme acuerdo\b|\bne\w* ni d\w*\b|\bni (?:de acuerdo|oui|d accord|si)\b.*\bni\b"
    r"|\bneither agree\b|\bnem concordo nem\b|\b(?:nothing|nada|rien) (?:to|que|a|contra|contre"
    r"|against|wrong)\b"
    r"|\bnao (?:faz|tem) mal\b|\bca ne fait rien\b"
    r"|\b(?:no|not|ne|n|nao|لا)\b.*\b(?:que|un|a|dis|digo|dizer|decir|say|اقول)(?: pas)? (?:no|non"
    r"|nao|لا)$"
    r"|^not no$"
)

NOTHING_TOLD = (
    r"(?:no|non|not|nao|none|sin|sans|sem|غير) (?:data|datos|dados|information|informacion"
    r"|informacao|comment|comments|comentarios?|commentaires?|reply|phone|email|telefono|correo"
    r"|specified|stated|provided|recorded|filled|known|especificad[oa]|especifica|indica"
    r"|indicad[oa]|renseignee?|communiquee?|precisee?|informad[oa]|especificado|محدد|معروف|مذكور"
    r"|decidee?|leid[oa]|lu|lue)"
    r"|pas (?:de telephone|lue?|d email)|(?:no|nao) (?:tengo|tenho) (?:telefono|telefone|correo"
    r"|email)"
    r"|none given|لا (?:تعليق|راي\w*)(?: لي)?|لم (?:يجب|تجب)|ليس (?:لدي|عندي) هاتف"
)
"""Whole answers that say that nothing was told, or was left out; they refuse nothing."""

NOT_A_NO = (
    r"problem\w*|inconvenient\w*|obje[ct]\w*|mind|minds|doubt\w*|dudas?|doutes?"
    r"|duvidas?|worr\w+|importa|molesta|incomod\w*|derange\w*|gene|obstacle|obstaculo|souci\w*"
    r"|drama|bronca|lio|afecta|afeta|preocup\w*|dude[ns]?|hesit\w*|hesite[zs]?|stress|crise"
    r"|secret\w*|hide|ocultar|esconder|cacher|mal|bad|wrong|concerns?|reparos?|importo|molestia"
    r"|choice|wait|choix|escolha|opcion|opcao|خيار|opini\w*|decid\w*|اقرر|firmar|leer|lei|leido"
    r"|leida"
    r"|read|escuche|قراءه|القراءه|اقرا"
    r"|امانع|نمانع|يخالف|عارف\w*|\w*عرفش?"
    r"|مانع|باس|مشكل\w*|اعتراض|شك|حرج|issues?"
    r"|sure|know|idea|seguro|segura|certeza|certain|sur|sais|sait|saber|sabe|saben|sei|sabemos"
    r"|entiendo|entendi"
    r"|understand|understood|comprends|compris|entendo|اعرف|ادري|اعلم|متاكد\w*|افهم"
    r"|yet|todavia|aun|encore|ainda|بعد"
    r"|answer\w*|respon\w*|respuesta|respond\w*|contest\w*|repon\w*|reponse|resposta|اجابه"
    r"|الاجابه|جواب|applicable|aplica|applique|aplicavel|ينطبق|يوجد|توجد|asked|preguntad[oa]"
    r"|solicitad[oa]|requested|demandee?|perguntad[oa]|تطلب|تسال|يطلب|يسال|نسال|say|tell|decir"
    r"|decirlo|dire|dizer"
)
"""What a word of negation beside it leaves open: “no problem”, “not sure”, “no answer”."""

MIXED_TOGETHER = r"no (?:lo )?se|no se aun|no se todavia"
"""“No sé”: a whole clause that only looks like a no."""

OTHER_PURPOSES: dict[str, str] = {
    "photo": r"photo\w*|foto\w*|pictures?|imag\w+|image|\w*صور\w*|تصوير",
    "audio_video": r"videos?|audios?|record\w*|grab(?:ar|en|acion\w*)|grav(?:ar|em|acao)|فيديو",
    "publish_image": r"publi\w+|internet|facebook|online|redes|reseaux|\w*نشر\w*",
    "share_secretariat": r"shar(?:e|ed|ing)|compart\w+|partag\w+|partilh\w+|third|terceros|tiers"
    r"|مشاركه|اطراف",
    "list_in_report": r"lists?|listas?|listes?|report\w*|informes?|rapports?|relatorios?|القايمه",
    "quote": r"quot\w+|citar\w*|citen|citer|citee?|اقتباس",
    "contact": r"contact\w*|contat\w*|call|llamen|appeler|اتصال|التواصل",
}
"""Purpose → its words: a no to one purpose in the column of another is not that column's no."""

TICKS = "✓✔☑✅🗸🗹"
CROSSES = "✗✘❌☐"
OPEN_MARKS = "☒✖✕❎⊠⊗🗵🗷xX×"
"""What ticks or crosses out, as one reads it: a tick only below a Yes or a No."""
FRIENDLY = "👍🙂😊☺😀😃😄😁🙏❤♥👌✌🌸🌺🌷💜💚💛💐🎉✨"
"""What changes nothing beside a word."""

STANDS_FOR_NOTHING = (
    "n/a | #n/a | na | null | nan | - | -- | --- | _ | . | .. | ... | … | ? | s/d | s/n | n/s |"
    " n/c | n/d | n.d. | nd | n/r | n.r. | nr | s.d. | s/r | ns/nc | ns/nr | nc | ns | no aplica |"
    " not applicable | sans objet | nao se aplica |"
    " لا ينطبق | لا يوجد | sin dato | sin datos | sin respuesta | no data | no response | no answer"
)
"""What is written where nothing was answered; folded, marks kept."""
