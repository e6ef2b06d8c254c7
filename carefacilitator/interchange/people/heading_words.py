"""How people head the columns of their attendance sheets, in five languages.

Whole headings, separated by bars; they are compared after folding (no accents, Arabic letter
variants as one) and with every mark turned into a space. The labels of ``attendance_field``,
``consent_item`` and the Washington Group's questions in the vocabulary come on top of these;
patterns inside longer questions are in :mod:`~carefacilitator.interchange.people.question_words`.
"""

from __future__ import annotations

HEADINGS: dict[str, str] = {
    "name": "name | full name | complete name | name and surname | first and last name |"
    " name of participant | participant name | participants | participant | attendee |"
    " attendee name | respondent name | your name | nombre | nombre completo |"
    " nombre y apellido | nombre y apellidos | nombres y apellidos | apellidos y nombres |"
    " apellidos y nombre | nombre de la participante | nombre del participante |"
    " participante | asistente | nom complet | nom et prenom | nom et prenoms |"
    " noms et prenoms | prenom et nom | nom prenom | prenom nom | nom | noms |"
    " nom et nom de famille | participant e | nom du participant | nom de la participante |"
    " nome | nome completo | nome e sobrenome | nome e apelido | nome da participante |"
    " nome do participante | الاسم | الاسم الكامل | الاسم واللقب | الاسم والنسب |"
    " الاسم الشخصي والعائلي | الاسم الثلاثي | الاسم الرباعي | اسم المشارك | اسم المشاركة |"
    " اسم المشاركه ة | المشاركون",
    "name_used": "preferred name | name to be used | name used | chosen name | badge name |"
    " nombre que desea usar | nombre social | nombre preferido | nom d usage | nom souhaite |"
    " nome social | nome preferido | nome pelo qual deseja ser chamada | الاسم المفضل |"
    " الاسم المراد استخدامه",
    "first_name": "first | first name | first names | given name | given names | forename |"
    " forenames | firstname | nombres | nombre de pila | primer nombre | prenom | prenoms |"
    " primeiro nome | nome proprio | الاسم الاول | الاسم الشخصي |"
    " fornames | christian name | nombre propio | nombre s | primer nombre de pila |"
    " premier prenom | prenom usuel",
    "middle_name": "middle | middle name | middle names | middle initial | second name |"
    " second names |"
    " other names | additional name | segundo nombre | otros nombres | deuxieme prenom |"
    " second prenom | autres prenoms | segundo nome | nome do meio | outros nomes |"
    " الاسم الاوسط | الاسم الثاني",
    "last_name": "last | last name | last names | surname | surnames | family name | lastname |"
    " apellido | apellidos | primer apellido | segundo apellido | apellido paterno |"
    " apellido materno | nom de famille | sobrenome | apelido | ultimo nome | اسم العائله |"
    " الاسم العائلي | اللقب | النسب | الكنيه |"
    " second last name | second surname | apellido s | primer y segundo apellido |"
    " apellido de casada | nom de naissance | nom d epouse | nom patronymique | primeiro"
    " apelido | segundo apelido | primeiro sobrenome | segundo sobrenome | nome de familia"
    " | اسم الاسره | الاسم الاخير | لقب العايله",
    "organization": "organization | organisation | organization name | organisation name |"
    " org | institution | institution organization | company | employer | agency |"
    " affiliation | entity | ngo | ong | organizacion | nombre de la organizacion |"
    " institucion | entidad | empresa | dependencia | asociacion | colectivo |"
    " organizacion o institucion | institucion u organizacion | institucion organizacion |"
    " nom de l organisation | structure | association | organisme | etablissement |"
    " entreprise | organizacao | nome da organizacao | instituicao | entidade | associacao |"
    " المنظمه | اسم المنظمه | الموسسه | اسم الموسسه | الجمعيه | اسم الجمعيه | الهييه |"
    " الجهه | جهه العمل | موسسه الانتماء |"
    " company name | employer name | current employer | name of organization | name of"
    " organisation | cooperative | cooperative name | name of cooperative | collective |"
    " women s group | name of group | group name | cooperativa | nombre de la cooperativa"
    " | nombre de cooperativa | colectiva | nombre del grupo | nombre del colectivo |"
    " cooperative ou groupe | nom de la cooperative | nom du groupe | nom du groupement |"
    " groupement | collectif | nom du collectif | nome da cooperativa | nome do grupo |"
    " coletivo | nome do coletivo | التعاونيه | اسم التعاونيه | اسم المجموعه",
    "stakeholder_category": "type of organization | type of organisation |"
    " organization type | organisation type | category | stakeholder category |"
    " type of institution | sector | type of actor | actor type | stakeholder |"
    " stakeholder type | org type | tipo de organizacion | tipo de institucion |"
    " tipo de entidad | categoria | tipo de actor | type d organisation | type de structure |"
    " categorie | secteur | type d institution | type d acteur | tipo de organizacao |"
    " tipo de instituicao | setor | نوع المنظمه | نوع الموسسه | الفيه | فيه المنظمه |"
    " القطاع | نوع الجهه",
    "position": "position | job title | title | job | occupation | profession | function |"
    " post | position title | cargo | puesto | cargo o puesto | funcion | ocupacion |"
    " profesion | fonction | poste | metier | titre | fonction poste | funcao | profissao |"
    " ocupacao | المنصب | الوظيفه | المسمى الوظيفي | المهنه | العمل |"
    " organization title | organisation title | organization 1 title",
    "role": "role | role in the workshop | role in workshop | participant role |"
    " participation | type of participant | participant type | rol | papel |"
    " rol en el taller | tipo de participante | role dans l atelier | qualite |"
    " papel na oficina | الدور | الصفه | صفه المشاركه | نوع المشاركه",
    "country": "country | country of residence | nation | pais | pais de residencia | pays |"
    " pays de residence | البلد | الدوله | بلد الاقامه",
    "locality": "municipality | wilaya | uf | entidad federativa | community |"
    " municipality or community | city | town | village | locality | place | location |"
    " district | region | province | state | department | adm1 | adm2 | address | municipio |"
    " comunidad | municipio o comunidad | ciudad | localidad | lugar | provincia |"
    " departamento | estado | distrito | barrio | direccion | commune | ville | communaute |"
    " commune ou communaute | localite | lieu | quartier | departement | adresse | douar |"
    " comunidade | municipio ou comunidade | cidade | localidade | bairro | endereco |"
    " البلديه | المدينه | المجتمع المحلي | القريه | الجماعه | الاقليم | الجهه الترابيه |"
    " العنوان | المكان | الدوار | المحافظه",
    "gender": "gender | sex | gender identity | sexo | genero | identidad de genero | genre |"
    " sexe | identite de genre | identidade de genero | الجنس | النوع | النوع الاجتماعي |"
    " sex gender | sexo genero | sexe genre | m f | f m | h f | f h | h m | m h",
    "age_band": "age | age band | age range | age group | age years | your age | edad |"
    " rango de edad | grupo de edad | edad anos | rango etario | tranche d age |"
    " groupe d age | classe d age | idade | faixa etaria | grupo etario | العمر | السن |"
    " الفيه العمريه",
    "seeing": "seeing | vision | sight | wg seeing | wg vision | difficulty seeing | ver |"
    " vista | dificultad para ver | voir | vue | difficulte a voir | enxergar | visao |"
    " الرويه | البصر",
    "hearing": "hearing | wg hearing | difficulty hearing | oir | audicion |"
    " dificultad para oir | entendre | ouie | audition | ouvir | audicao | السمع",
    "walking": "walking | mobility | wg walking | wg mobility | difficulty walking |"
    " caminar | movilidad | marcher | mobilite | caminhar | andar | mobilidade | المشي |"
    " الحركه",
    "remembering": "remembering | cognition | memory | wg remembering | wg cognition |"
    " recordar | memoria | se souvenir | memoire | lembrar | التذكر | التركيز",
    "self_care": "self care | selfcare | wg self care | wg selfcare | cuidado personal |"
    " autocuidado | cuidado pessoal | soins personnels | العنايه الذاتيه",
    "communicating": "communicating | communication | wg communicating | wg communication |"
    " comunicarse | comunicacion | communiquer | comunicar se | comunicacao | التواصل",
    "access_needs": "access needs | accessibility | accessibility needs | special needs |"
    " accommodation needs | necesidades de accesibilidad | accesibilidad |"
    " besoins d accessibilite | accessibilite | besoins specifiques |"
    " necessidades de acessibilidade | acessibilidade | احتياجات خاصه |"
    " احتياجات امكانيه الوصول",
    "care_needs": "care needs | childcare | child care | childcare needs | cuidado infantil |"
    " necesidades de cuidado | guarderia | garde d enfants | besoins de garde | creche |"
    " necessidades de cuidado | احتياجات الرعايه | رعايه الاطفال",
    "language": "language | preferred language | languages | mother tongue | lang | idioma |"
    " idioma preferido | lengua | langue | langue preferee | langue parlee | lingua |"
    " idioma de preferencia | اللغه | اللغه المفضله | لغه التواصل",
    "email": "email | e mail | mail | email address | e mail address | correo |"
    " correo electronico | direccion de correo | direccion de correo electronico | correo e |"
    " adresse e mail | adresse mail | courriel | adresse electronique | adresse courriel |"
    " endereco de e mail | endereco de email | correio eletronico | correio electronico |"
    " البريد الالكتروني | الايميل | بريد الكتروني | عنوان البريد الالكتروني |"
    " attendee email | attendee e mail | participant email | participant e mail | email"
    " primary | email value | e mail 1 value | correo del participante | correo de la"
    " participante | email du participant | email de la participante",
    "phone": "phone | telephone | phone number | telephone number | mobile | mobile phone |"
    " mobile number | cell | cell phone | cellphone | whatsapp | whatsapp number | tel |"
    " contact | contact number | phone whatsapp | telephone whatsapp | phonenumber |"
    " telefono | numero de telefono | celular | movil | telefono celular | telefono movil |"
    " numero de celular | telefono whatsapp | contacto | numero de telephone | portable |"
    " gsm | n de telephone | telephone portable | contact telephonique | telefone |"
    " numero de telefone | telemovel | telefone whatsapp | contato | الهاتف | رقم الهاتف |"
    " الهاتف واتساب | الجوال | رقم الجوال | الموبايل | واتساب | رقم الهاتف المحمول |"
    " attendee phone | participant phone | phone primary | phone 1 value | telefono del"
    " participante | telefono de la participante",
    "event": "event | workshop | workshop code | event code | event name | workshop name |"
    " evento | taller | codigo del taller | codigo de evento | evenement | atelier |"
    " code de l atelier | oficina | codigo da oficina | الورشه | ورشه العمل | رمز الورشه |"
    " الفعاليه | الحدث | النشاط",
    "external_id": "id | uuid | key | instance id | instanceid | meta instanceid |"
    " participant id | person id | participant code | person code | respondent id |"
    " response id | submission id | registration id | registration number | record id |"
    " identifier | external id | code | codigo | codigo de participante | identificador |"
    " folio | identifiant | code participant | codigo da participante | رمز المشارك |"
    " المعرف | الرمز |"
    " contact id | attendee id | attendee number | attendee no | participant number |"
    " participant no | participant n | respondent number | internal id | record number |"
    " responseid | respondentid | numero de participante | numero de registro | numero d"
    " inscription | numero de inscricao",
    "answered_on": "timestamp | submission time | submissiondate | submission date |"
    " submitted at | date submitted | submitted | submit date | start time |"
    " completion time | recorded date | date of registration | registration date |"
    " marca temporal | fecha de registro | fecha de envio | hora de inicio |"
    " hora de finalizacion | fecha de respuesta | horodateur | date d inscription |"
    " date de soumission | date d envoi | heure de debut | heure de fin |"
    " carimbo de data hora | data de inscricao | data de envio | data de registro |"
    " data de resposta | طابع زمني | تاريخ التسجيل | تاريخ الارسال | وقت الارسال",
    "consent_store": "consent | informed consent | consentimiento informado |"
    " consentement eclaire | consentimento livre e esclarecido | data protection consent |"
    " consent store | consent storage | data consent | consent data | consent given | gdpr |"
    " consentimiento | consentement | consentimento | الموافقه | موافقه",
    "consent_share_secretariat": "consent share | consent sharing | consent secretariat",
    "consent_photo": "consent photo | photo release | consent photos | photo consent |"
    " consent image | image rights | derecho de imagen | uso de imagen | droit a l image |"
    " direito de imagem | uso de imagem | حقوق الصوره",
    "consent_list_in_report": "consent list | consent list report",
    "consent_quote": "consent quote | consent quotes",
    "consent_contact": "consent contact | consent followup | consent follow up",
    "consent_audio_video": "consent audio | consent video | consent recording |"
    " consent audio video",
    "consent_publish_image": "consent publish | consent publication",
    "consent_quote_by_name": "consent quote name | consent quote by name",
    "consent_sensitive_data": "consent sensitive | consent sensitive data | consent statistics",
}
