"""Patterns in the questions that head a form's columns, in five languages.

All are searched in folded text (no accents, Arabic letter variants as one) whose every mark is a
space, in the order given: the first that fits decides. ``LEFT_OUT`` names what is never taken
without being asked.
"""

from __future__ import annotations

PARTS: tuple[tuple[str, str], ...] = (
    (
        "position",
        r"^(fonction|cargo|puesto|poste|position|role|funcao)\b.*\b(organi[sz]|institu)",
    ),
    (
        "position",
        r"^(fonction|poste|role)\b.*\b(structure|associa)|^(الصفه|المنصب|الوظيفه|المهمه) (داخل|في)",
    ),
    (
        "locality",
        r"\bentidad federativa|\bestado de la republica|\bwilaya\b|\bgouvernorat\b|\bestado uf\b",
    ),
    ("stakeholder_category", r"\btype of (your )?(organi[sz]|instit|actor)"),
    ("stakeholder_category", r"\btipo de (org|inst|ent|actor)"),
    ("stakeholder_category", r"\btype d (organi|instit|acteur)|\btype de structure"),
    ("stakeholder_category", r"نوع (ال)?(منظم|موسس|جه)"),
    ("organization", r"\borgani[sz]a|\binstitu|\bentidad\b|\bempresa|\bassocia|\basociacion"),
    ("organization", r"\bstructure\b"),
    ("organization", r"\bwhere do you work|\bdonde trabaja|\bou travaillez|المنظم|الموسس|الجمعي"),
    ("email", r"\be ?mail\b|\bcorreo\b|\bcourriel\b|\bcorreio ele|البريد|الايميل"),
    ("phone", r"\bphone\b|\bmobile n|\btele(ph|f)on|\bcelular\b|\btelemovel\b|\bwhatsapp\b"),
    ("phone", r"الهاتف|واتساب|الجوال"),
    ("care_needs", r"\bchild ?care|\bcare needs|\bcuidado (infantil|de (los |las )?(nin|hij))"),
    (
        "care_needs",
        r"\b(servicio|espacio) de cuidado|\b(recrea(cion|cao)|cuidados?) infanti[ls]",
    ),
    ("care_needs", r"\bgarde d|\bcreche\b"),
    ("care_needs", r"\bnecesidades? de cuidado|\bnecessidades? de cuidado|رعايه (ال)?اطفال"),
    ("care_needs", r"احتياجات (ال)?رعايه"),
    ("access_needs", r"\baccessib|\baccesib|\bacessib|\bspecial needs|\bbesoins (part|spec)"),
    ("access_needs", r"\bnecesidades esp"),
    ("access_needs", r"\bnecessidades esp|\baccommodations?\b|امكانيه الوصول|احتياجات خاص"),
    ("age_band", r"\bage (group|range|band)|\bhow old|\brango de edad|\bcuantos anos"),
    ("age_band", r"\btranche d age|\bfaixa etaria"),
    ("age_band", r"\bedad\b|\bidade\b|\bquel age|\bvotre age|\byour age|العمر"),
    ("gender", r"\bgender\b|\bgenero\b|\b(votre|quel est le) (genre|sexe)|\bsexo\b"),
    ("gender", r"النوع الاجتماعي|جنسك"),
    ("language", r"\blanguage\b|\bidioma\b|\blangue\b|اللغه"),
    ("country", r"\bcountry\b|\bpais\b|\bpays\b|البلد"),
    ("locality", r"\bmunicip|\bcommunity\b|\bcity\b|\bvillage\b|\bciudad\b|\bcidade\b"),
    ("locality", r"\bcommune\b|\bville\b"),
    ("locality", r"\bcomunidad|\blocalit|\blocalidad|البلديه|المدينه|القريه"),
    ("position", r"\bjob title|\byour (position|job|occupation)|\b(su|seu) cargo"),
    ("position", r"\bvotre (fonction|poste)|وظيفتك"),
    ("position", r"\bposition\b|\bcargo\b|\bfonction\b|\boccupation\b|المنصب|الوظيفه"),
    ("role", r"\b(your|participant) role|\brole in|\b(su|seu) (rol|papel)|\bvotre role|دورك"),
    ("event", r"\b(which|what) (workshop|event|session)|\bque taller|\bquel atelier"),
    ("event", r"\bqual oficina|اي ورشه"),
)
"""Field → what its questions contain."""

NAME_PARTS = (
    r"\bnames?\b|\bnombres?\b|\bnoms?\b|\bnome\b|\bllama\b|\bprenoms?\b|\bapellidos?\b|اسمك|"
    r"الاسم|\bاسم (ال)?مشارك"
)
"""A question about a name …"""

FIRST_NAME = (
    r"\bfirst names?|\bgiven names?|\bforenames?|\bprenoms?|\bprimeiro nome|\bnombre de pila|"
    r"\bprimer nombre|"
    r"الاسم (الاول|الشخصي)"
)
LAST_NAME = (
    r"\b(last|family) names?|\bsurnames?|\bapellidos?|\bnoms? de famille|\bsobrenomes?|\bapelidos?|"
    r"\bnome de familia|اسم العايله|(ال)?اسم العايلي|اللقب|النسب"
)
NOT_A_PERSON = (
    r"organi[sz]|institu|company|compan|empresa|entrepri|associa|asocia|ngo\b|\bong\b|agency|"
    r"event|workshop|taller|atelier|oficina|session|project|proyecto|projet|projeto|user|"
    r"usuari|utilisat|file\b|fichier|emergency|emergencia|urgence|mother|father|madre|padre|"
    r"\bmere\b|\bpere\b|\bmae\b|\bpai\b|spouse|husband|esposo|conjoint|superv|school|escuela|"
    r"ecole|escola|communit|comunidad|communaute|municip|village|city|ciudad|ville|country|"
    r"pais\b|pays\b|enumerator|encuestad|enqueteur|entrevistador|interviewer|device|group|"
    r"grupo|groupe|facilitat|facilitad|variet|species|partner|المنظمه|الموسسه|الجمعيه|"
    r"المستخدم|الورشه|المشروع|المدرسه|القريه"
)
"""… but of something or somebody else."""

LEFT_OUT: tuple[tuple[str, str], ...] = (
    ("coordinates", r"\bgps\b|\blatitud|\blongitud|\baltitud"),
    ("coordinates", r"\bgeo ?(point|trace|shape|loc|code|ref)"),
    ("coordinates", r"^(lat|lon|lng|long|elevation)$|\b(precision|accuracy)$|\bcoordenadas\b"),
    ("coordinates", r"\bcoordinates?\b"),
    ("coordinates", r"\bcoordonnees (gps|geo)|\bwhat3words\b|\bplus code\b|احداثيات|خط العرض"),
    ("coordinates", r"خط الطول|الموقع الجغرافي"),
    ("network_address", r"\bip ?(v4|v6)?( address)?$|\bip address"),
    ("network_address", r"\b(direccion|adresse|endereco) ip\b|عنوان ip|\bmac address"),
    ("device", r"\bdevice ?id|\bimei\b|\bsubscriber ?id|\bsim ?serial|\bsimid\b|\buser agent"),
    ("device", r"\bserial number|معرف الجهاز"),
    ("password", r"\bpass ?word|\bpass ?code|\bcontrasena\b|\bclave de acceso|\bmot de passe"),
    ("password", r"\bsenha\b|^pin$|كلمه (ال)?(سر|مرور)"),
    ("id_number", r"\bpass?port\b|\bpasseport|\bpasaporte|\bpassaporte|\bcedula\b"),
    ("id_number", r"\bcarte (d )?identite|\bcnib?\b|\bcin[e]?\b"),
    (
        "id_number",
        r"^(dni|curp|rfc|ine|nif|nie|cpf|rg|nss|cuil|cuit|rut|nin|ssn|cni|cin|nino|bi|cc)$",
    ),
    ("id_number", r"\b(dni|curp|cpf)\b"),
    ("id_number", r"\bnational id|\bid (card )?(number|no|n|document)\b"),
    ("id_number", r"\bidentity (card|doc|num)|\bsocial security"),
    ("id_number", r"\bdocumento de ident|\bnumero de (identif|documento)|\bbilhete de ident"),
    ("id_number", r"\bcartao (de )?cidad|\bseguridad social"),
    ("id_number", r"\bsecurite sociale|\bpiece d identite|\bcredencial de elector"),
    ("id_number", r"رقم (ال)?(بطاقه|هويه|وطني)|الرقم الوطني|جواز|بطاقه (ال)?(تعريف|هويه)"),
    ("bank_account", r"\biban\b|\bbank account|\bcuenta bancaria|\bcompte bancaire"),
    ("bank_account", r"\bconta bancaria|\bclabe\b|\brib\b|الحساب البنكي"),
    ("birth_date", r"\bbirth|\bdob\b|\bborn\b|\bnacimiento\b|\bnaissance\b|\bnascimento\b"),
    ("birth_date", r"الميلاد|الازدياد|الولاده"),
    ("signature", r"^emargement$|^visto$"),
    ("signature", r"^signatures?( or mark)?$|^firma( o huella)?$|^signature ou marque$"),
    ("signature", r"^assinatura( ou impressao digital)?$|^التوقيع"),
    (
        "other_person",
        r"\bemergenc|\burgence|\bnext of kin|\bguardian|\btut(or|eur|ora|rice)\b|طوار|ولي الامر",
    ),
    ("child", r"\bchild(s|ren)? (s )?(name|age)|\bnombres? de (su|sus|la|los|las)? ?(hij|nin)"),
    (
        "child",
        r"\b(daughter|son|baby|kid)(s)? (s )?(name|age)"
        r"|\bage of (your |the |her )?(child|daughter|son|baby)",
    ),
    ("child", r"\b(edad|anos)(es)? de (su|sus|tu|tus|la|el|las|los)? ?(hij|nin|beb)"),
    (
        "child",
        r"\bages? (de|des|du) (l |la |le |votre |vos |son |sa |ses )?(enfant|fille|fils|bebe)",
    ),
    ("child", r"\bidades? d[aeo]s? (seus? |suas? )?(filh|crianc|bebe)|(عمر|سن) (ال)?(طفل|ابن|بنت)"),
    ("child", r"\b(nom|prenom)s? de (l |vos |votre )?enfant"),
    ("child", r"\bnomes? d[aeo]s? (seus? |sua )?(filh|crianc)|اسم (ال)?طفل|اسماء (ال)?اطفال"),
)
"""Why a column is left out → what its heading contains."""

CHILD_GROUPS = r"\b(child|children|childs|enfants?|ninos?|ninas?|hij[oa]s?|filh[oa]s?|criancas?)\b"
"""Groups of questions about children, who are counted and not named."""

AGREES = (
    r"\b(may|can|could) we\b|\bpodemos\b|\bpodriamos\b|\bpouvons nous\b|\bacept[ae]\b|"
    r"\bpermite\b|"
    r"توافق|تقبل|تسمح|ترغب|يمكننا|نستطيع|"
    r"\bagree|\baccept|\bconsent|\bauthori|\ballow|\bpermission|\bpermit|\bmay (be|my)|"
    r"\bi may\b|\bmay appear|\bacepto|\bautoriz|\bconsient|\bconsenti|\bde acuerdo|\bpermito|"
    r"\bdoy mi|\bpueden?\b|\baccord|\bautoris|\bconsens|\bpeux\b|\bpeut\b|\bpeuvent\b|\baceit|"
    r"\bconcord|\bposso\b|\bpodem?\b|اوافق|موافق|اقبل|اسمح|يمكن|\bok to\b|\bhappy to\b"
)
"""Words of a question that asks for consent."""

REFUSES = (
    r"\bnot (agree|accept|consent|want|wish|allow|give|be)\b|\bdo not\b|\bdon t\b|\bmay not\b|"
    r"\brefus|\bno (acepto|autorizo|consiento|deseo|quiero|permito|estoy|doy|pueden?)\b|"
    r"\bobject\b|\bme opongo|\bn (accepte|autorise|est pas)|"
    r"\bne (souhaite|veux|consens|donne|peux|peut|peuvent|suis)\b|\bm oppose|"
    r"\bnao (aceito|autorizo|concordo|desejo|quero|permito|posso|podem?)\b|"
    r"لا (اوافق|اقبل|اسمح|اريد|ارغب|يمكن)|ارفض|\bopt out\b|\bwithout consent"
)
"""Words of a question whose “yes” means “no”: it is left to a person to decide."""

_DATA = r"(\bdata\b|\bdatos\b|\bdonnees\b|\bdados\b|\binformati|\binformac|بيانات|معلومات)"
_PICTURE = r"(\bimage|\bimagen|\bimagem|\bphoto|\bfoto|صور)"
_QUOTED = r"(\bquot|\bcit(ar|ad|e\b|ee|es)|اقتباس)"
_OWN_NAME = r"(\bname|\bnombre|\bnom\b|\bnome|اسمي)"

PURPOSES: tuple[tuple[str, str], ...] = (
    ("sensitive_data", r"\bstatisti|\bestadistic|\bestatistic|احصاي|\bsensitive data"),
    ("sensitive_data", r"\bdatos sensibles|\bdonnees sensibles"),
    ("quote_by_name", _QUOTED + r".*(\bby name|\bnombre\b|\bnommement|\bpelo nome|اسمي|\bmon nom)"),
    ("quote", r"\bquot|\bcitar|\bcitad|\b(etre|soient|peuvent etre) cite|\bcitations?\b|اقتباس"),
    ("publish_image", _PICTURE + r".*(\bpubli|نشر)"),
    ("publish_image", r"(\bpubli|نشر).*" + _PICTURE),
    ("photo", r"\bphoto|\bfoto|\bpicture|\bdroit a l image|\buso de (mi |minha )?image"),
    (
        "photo",
        r"\buso d[aeo]\b.*\bimage|\butilis\w+ de (mon|votre|l) image|\buse of (my|your|the) image",
    ),
    ("photo", r"\b(su|sua|mi|minha|votre|mon|your|my|d|de|de la|l) imag(e|en|em|es|enes|ens)\b"),
    ("photo", r"استخدام صور|تصوير|التقاط صور|صور لي|صورتي|صوري"),
    ("audio_video", r"\baudio\b|\bvideo|\bgrabar|\bgrabad|\bgrabacion|\bgravar|\bgravad"),
    ("audio_video", r"\brecord (?:you|me)\b"),
    ("quote", r"\b(?:vous|te|me|de) citer\b|\bcitar(?:le|la|lo|te)\b"),
    ("audio_video", r"\bgravacao|\brecorded\b|\brecording\b|تسجيلي|فيديو"),
    ("audio_video", r"\bje (peux|sois|suis).*enregistre|\betre enregistre"),
    ("audio_video", r"\benregistrement (audio|video|sonore)"),
    ("list_in_report", r"\blisted (in|on)\b"),
    ("list_in_report", r"\b(aparecer|figurar|constar) (en|na|no) (la |el |o )?(list|infor|relat)"),
    (
        "list_in_report",
        r"\bfigurer (dans|sur) (la |le )?(list|rapp)",
    ),
    ("list_in_report", r"\blist of (the )?participant|\blista d[ea]s? (las |los )?participant"),
    ("list_in_report", r"\bliste des participant|قايمه المشارك"),
    ("list_in_report", _OWN_NAME + r".*(\breport|\binforme|\brapport|\brelatorio|التقرير|القايمه)"),
    ("share_secretariat", r"\bsecretar|\bshared?\b|\bsharing\b|\bcompart|\btransmis|\bpartage"),
    ("share_secretariat", r"\bpartilh|امانه|مشاركه بيانات|مشاركه معلومات"),
    ("contact", r"\b(be )?contact(ed|ar|arme|arse|ee?|er|ada|ado|o)?\b|\bcontat|\brecontact"),
    (
        "contact",
        r"\b(recib|receiv|recev|receb|envi|send|mand|get)\w*\b.*(mail|correo|courriel|messag|mensa|"
        r"noticia|novedad|news|actualit|invita|convit|boletin|informac)|\bnewsletter|\bboletin\b",
    ),
    ("contact", r"\bseguimiento\b|\bfollow ?up|التواصل معي|الاتصال بي"),
    ("store", r"\bstor(e|ed|age|ing)\b|\bkept\b|\bkeep\b|\bsav(e|ed)\b|\bconserv"),
    ("store", r"\bguard(ar|en|ad)|\balmacen|\barmazen|\bstock|حفظ|تخزين|الاحتفاظ"),
    ("store", _DATA + r".*\b(enregistre|registr|process|collect|recog|recueil|recolh)"),
    ("store", _DATA + r".*(\btratad|\btratamiento|\btraite|\btratamento|معالجه|جمع)"),
    ("store", r"\b(registr|process|collect|tratamiento|traitement|tratamento)\w*\b.*" + _DATA),
    ("store", r"\b(use|usen|uso|utilis)\w*\b.*" + _DATA),
    (
        "store",
        r"\bterm[eo]s? de consent|\blgpd\b|\bgdpr\b|\brgpd\b|\bhabeas data|\bdata protection",
    ),
    (
        "store",
        r"\b(proteccion|protecao|protection) d[aeo]s? (\w+ )?(datos|dados|donnees)",
    ),
    ("store", r"معالجه بيانات|جمع بيانات|استخدام بيانات"),
    ("store", r"\bprivacy|\bprivacidad|\bconfidentialit|\bprivacidade|الخصوصيه|\bpersonal data"),
    ("store", r"\bdatos personales|\bdonnees personnelles|\bdados pessoais"),
)
"""Purpose of ``consent_item`` → what its questions contain, in the order of trust."""

DIFFICULTY = r"difficult|dificultad|dificuldade|\btrouble|صعوب"
"""What the questions of the Washington Group ask about …"""

SENSES: tuple[tuple[str, str], ...] = (
    ("self_care", r"\bself care|\bwashing|\bdressing|\bcuidado personal|\bbanarse|\bvestirse"),
    ("self_care", r"\bprendre soin|\bvous laver|\bcuidados pessoais|\bbanho|العنايه الذاتيه"),
    ("self_care", r"الاستحمام"),
    ("seeing", r"\bseeing|\bsee\b|\bglasses|\bver\b|\blentes|\banteojos|\bgafas|\bvoir\b"),
    ("seeing", r"\blunettes|\benxergar|\boculos|الرويه|البصر|النظار"),
    ("hearing", r"\bhear|\boir\b|\bescuchar|\baudi(tivo|fono)|\bentendre|\bouvir"),
    ("hearing", r"\baparelho auditivo|السمع|سماعه"),
    ("walking", r"\bwalk|\bclimb|\bcaminar|\bescaleras|\bmarcher|\bmarches|\bcaminhar|\bandar\b"),
    ("walking", r"\bdegraus|\bescadas|المشي|السلالم|الدرج"),
    ("remembering", r"\bremember|\bconcentrat|\brecordar|\bconcentrar|\bsouvenir|\blembrar"),
    ("remembering", r"التذكر|التركيز"),
    ("communicating", r"\bcommunicat|\bunderstood|\bcomunicar|\bcommuniquer|\bcomprendre"),
    ("communicating", r"التواصل|الفهم"),
)
"""… and in which domain."""
