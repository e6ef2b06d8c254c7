"""Words in headings that tell people's names from the names of everything else, in five languages.

All are searched in folded text whose every mark is a space, like the patterns of
:mod:`~carefacilitator.interchange.people.question_words`.
"""

from __future__ import annotations

MIDDLE_NAME = (
    r"\bmiddle (name|initial)s?|\bsecond (first )?names?|\bother names?|\bsegundo nombre|"
    r"\botros nombres|\bdeuxieme prenom|\bsecond prenom|\bautres prenoms|\bsegundo nome|"
    r"\bnome do meio|\boutros nomes|الاسم (الاوسط|الثاني)"
)
"""What stands between the first name and the last one."""

NOT_A_PERSON = (
    r"\bco ?op|\bcooperat|تعاوني|\bticket|\bbillet|\bboleto|\bingresso|\bentrada\b|\btarif|"
    r"\bproduct|\bproduit|\bsubmitter|\bsubmitted by|\bforms?\b|\bformulari|\bformulaire|"
    r"\bsurvey|\bencuesta|\benquete|\bcolecti[vf]|\bcollecti[vf]|\bunion\b|\bsindicat|\bsyndicat|"
    r"\bnetwork|\breseau|\bred\b|\brede\b|\bteam\b|\bequip[eo]|\bclub\b|\bbank\b|\bbanco\b|"
    r"\bbanque|\bcollector|\bsheet|\bhoja\b|\bcourse\b|\bcurso\b|\bcours\b|\btraining|"
    r"\bformation\b|\bactivit|\bactividad|\batividade|\bmeeting|\breunion|\breuniao|\btopic|"
    r"\bvenue|\broom\b|\bsalle\b|\bsalon\b|\bchurch|\biglesia|\beglise|\bhospital|\bhopital|"
    r"\bclinic|\bbarrio|\bcolonia|\bquartier|\bbairro|\bstreet|\bcalle\b|\brua\b|\bdistri[ct]|"
    r"\bprovinc|\bstate\b|\bestado\b|\bdepart|\bregion|\bregiao|\blocali|\bplace\b|\blugar\b|"
    r"\baccount|\bcuenta|\bcompte\b|\bnick|\blogin|\bfield\b|\bcolumn|\bdepend|\bministr|"
    r"\bfoundation|\bfundaci|\bfondation|\bfundacao|\bsociet|\bsociedad|\borg\b|\bgroup|\bhost\b|"
    r"\btable\b|\bday\b|\bdiscount|\bcampaign|\bprogram|\bbuilding|\bfarm\b|\bfinca\b|"
    r"الشبكه|النقابه|المجموعه|التذكره|النموذج|الاستماره|الدورة|المكان|الدوار|الحي\b"
)
"""A name of one of these is no person's."""

GROUP = (
    r"\bco ?op\b|\bcooperat|تعاوني|\bcolectiv|\bcollectif|\bcoletivo|\bgrupo\b|\bgroupe\b|"
    r"\b(women s|self help|savings|community|your) group\b|\bgroup\b|\bsindicat|\bsyndicat|"
    r"\bnetwork\b|\breseau\b|\bla red\b|\brede\b|\bunion\b|النقابه|الشبكه|المجموعه|"
    r"\bsociedad\b|\bfundacion|\bfondation|\bfundacao|\bfoundation|\bong\b|\bngo\b"
)
"""… but where it is one of these, it is the name of an organisation."""

SOMEBODY_ELSE = (
    r"\blider|\bleader|\bdirigent|\bpresident|\bchair(wo|man|person)|\bchef|\bchief|"
    r"\bcoordinat(or|eur|rice)|\bcoordinad|\bresponsab|\bresponsav|\brepresenta(nte|tive)\b"
    r"|\brepresentant\b|"
    r"\bencargad|\bpromot|\bcontact person|"
    r"\bpersona? de contacto|\bpersonne a contacter|\bpersonne contact|\bpessoa de contato|"
    r"\breferr|\brecommand|\brecomend|\binvit(ed by|ad[oa] por|ee? par)|\bwitness|\btestigo|"
    r"\btemoin|\btestemunha|\bbuyer|\bpurchaser|\bcomprador|\bacheteu|\bpayer\b|\bbilling|"
    r"\binvoice|\bfactura|\bteacher|\bdocente|\bprofes|\bmaestr|\benseign|\bformateu|\btrainer|"
    r"\bcapacitad|\bmanager|\bgerente|\bdirect(or|eur|rice|ora)\b|\bbrother|\bsister|\bfriend|"
    r"\bamiga?\b|\bwife\b|\bpartner\b|\bpareja|\bhead of (the )?house|\bjef[ae] de|\bregistr|"
    r"\bprepared|\belabor|\bneighbou?r|\bvecin|رييس|القايد|المسوول|المنسق|الاب\b|الام\b|الزوج"
)
"""A name of one of these is a person's, hardly that of whom the row is about."""

ORGANISATION = (
    r"\bco ?op\b|\bcooperat|تعاوني|\borgani[sz]|\binstitu|\bempresa|\bcompany|\bentrepris|"
    r"\bassocia|\basocia|الجمعيه|المنظمه|الموسسه"
)
"""A question for a name in a group of questions about one of these asks for its name."""

IN_A_GROUP_OF = (
    r"\bticket|\bbillet|\bboleto|\bsubmitter|\benumerator|\bencuestador|\benqueteu|"
    r"\bentrevistador|\binterviewer|\bemergenc|\burgence|\bspouse|\bhusband|\besposo|"
    r"\bconjoint|\bschool|\bescuela|\becole|\bescola"
)
"""… and in one about these, for no participant's."""

CHANNEL = r"\bwhats ?app|\btelegram|\bfacebook|\bsignal|واتساب"
"""A group that is a channel to write in."""

ASKS_A_NAME = r"\bnames?\b|\bnombres?\b|\bnoms?\b|\bprenoms?\b|\bnomes?\b|\bاسم\b|الاسم"

LABELS = (
    r"\b(phone|e ?mail|address|tele(ph|f)on\w*|correo|courriel|adresse|direccion|endereco|"
    r"website|im|relation|event|الهاتف|البريد)\b.*\b(label|type|tipo|etiqueta|libelle|rotulo)$|"
    r"^(label|type|tipo|etiqueta|libelle|rotulo|نوع) (de |du |do |del |d )?"
    r"(phone|e ?mail|address|tele(ph|f)on\w*|correo|courriel|adresse|direccion|endereco|"
    r"الهاتف|البريد)\b"
)
"""What a column says about another one: “Phone 1 - Label”."""
