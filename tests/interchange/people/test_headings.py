from __future__ import annotations

import pytest

from carefacilitator.i18n import LANGUAGES
from carefacilitator.interchange.people.headings import is_known, recognise
from carefacilitator.model.records.vocabulary import vocabulary

QUESTIONS = "washington_group_short_set.questions"


@pytest.mark.parametrize(
    ("field", "headings"),
    [
        ("name", "Full name|NAME|Nombre completo*|Nombre y apellidos|Nom et prénom(s)|Nom|"
         "3. Nome completo|Nome e sobrenome|الاسم الكامل|الإسم|Participant|respondent/full_name|"
         "respondent-full_name|fullName|What is your full name?|¿Cómo se llama usted?|"
         "Quel est votre nom ?|Qual é o seu nome?|ما اسمك؟|Name and surname|"
         "Apellido(s) y nombre(s)"),
        ("first_name", "First name|Prénom|Prénom(s)|Primeiro nome|الاسم الشخصي|first_name|"
         "What is your first name?|Nombre de pila"),
        ("last_name", "Last name|Surname|Apellidos|Primer apellido|Nom de famille|Sobrenome|"
         "اسم العائلة|lastName"),
        ("name_used", "Preferred name|Nom d’usage|Nome social|الاسم المفضل"),
        ("organization", "Organisation|Organization name|Organización|Institución u organización|"
         "Name of your organisation|Nombre de la institución|Nom de la structure|Organização|"
         "المنظمة|اسم الجمعية|¿A qué organización pertenece?|group_xy/organisation"),
        ("stakeholder_category", "Type of organisation|Type d’organisation|Type d'institution|"
         "Tipo de organización|Tipo de organização|نوع المنظمة|category|Sector"),
        ("position", "Position|Job title|Cargo|Fonction|Função|المنصب|Your position"),
        ("role", "Role|Rol|Rôle dans l’atelier|Papel na oficina|الدور"),
        ("country", "Country|País|Pays|البلد|Country of residence"),
        ("locality", "City|Municipio|Commune|Município ou comunidade|المدينة|Location|Village"),
        ("gender", "Gender|Sexo|Género|Genre|Gênero|الجنس|النوع الاجتماعي|Sex|H/M|M/F"),
        ("age_band", "Age|Age range|Edad|Rango de edad|Tranche d'âge|Faixa etária|العمر|"
         "Quel âge avez-vous ?|¿Cuántos años tiene?|How old are you?|Age (years)"),
        ("access_needs", "Access needs|Necesidades de accesibilidad|Besoins d’accessibilité"),
        ("care_needs", "Childcare|Do you need childcare during the event?|Garde d’enfants"),
        ("language", "Language|Idioma preferido|Langue préférée|اللغة المفضلة"),
        ("email", "E-mail|Email address|Correo electrónico|Adresse e-mail|Courriel|"
         "Endereço de e-mail|البريد الإلكتروني|email|respondent/e_mail"),
        ("phone", "Phone|WhatsApp|Teléfono|Téléphone|Telemóvel|رقم الهاتف|GSM|"
         "Contact Phone Number"),
        ("event", "event|Taller|Atelier|Oficina|الورشة|Workshop code"),
        ("external_id", "_uuid|KEY|meta/instanceID|Participant ID|id"),
        ("answered_on", "Timestamp|Marca temporal|Horodateur|Carimbo de data/hora|طابع زمني|"
         "_submission_time|SubmissionDate"),
        ("seeing", "Do you have difficulty seeing, even if wearing glasses?|wg_seeing|"
         "¿Tiene dificultad para ver, aun con lentes?|Difficultés à voir"),
        ("self_care", "wg/self_care|Difficulty washing or dressing"),
    ],
)  # fmt: skip
def test_headings_in_five_languages(field: str, headings: str) -> None:
    for heading in headings.split("|"):
        found = recognise(heading)
        assert found is not None, heading
        assert found.field == field, heading


@pytest.mark.parametrize(
    ("purpose", "headings"),
    [
        ("store", "I agree that my data are stored|J’accepte que mes données soient conservées|"
         "Acepto que mis datos se guarden|Autorizo el almacenamiento de mis datos|"
         "Aceito que meus dados sejam guardados|أوافق على حفظ بياناتي|consent_store|"
         "Autorizo el tratamiento de mis datos personales|"
         "J'accepte que mes données soient enregistrées|Do you consent to the use of your data?|"
         "Acepto el aviso de privacidad|أوافق على معالجة بياناتي|consent/store"),
        ("share_secretariat", "I agree that my data are shared with the secretariat|consent_share|"
         "Acepto que mis datos se compartan con la Secretaría|"
         "J’accepte que mes données soient transmises au secrétariat|"
         "Aceito que meus dados sejam compartilhados com a secretaria|"
         "أوافق على مشاركة بياناتي مع الأمانة|My contact details may be shared"),
        ("photo", "I agree to photographs|J’accepte d’être photographié·e|"
         "Acepto que me fotografíen|"
         "Autorizo o uso de fotografias|أوافق على التقاط صور لي|consent_photo|Droit à l’image"),
        ("list_in_report", "consent_list|I agree that my name appears in the report|"
         "Acepto que mi nombre aparezca en la lista de participantes"),
        ("quote", "I agree to be quoted|Acepto que me citen: pueden citar mis palabras|"
         "consent_quote"),
        ("contact", "I agree to be contacted|Acepto ser contactada|J’accepte d’être recontactée|"
         "Aceito ser contactada|أوافق على التواصل معي|consent_contact"),
        ("audio_video", "I agree to be recorded|Acepto ser grabada en video"),
        ("publish_image", "I agree that my image is published|Autorizo publicar mi imagen"),
    ],
)  # fmt: skip
def test_consents_in_five_languages(purpose: str, headings: str) -> None:
    for heading in headings.split("|"):
        found = recognise(heading)
        assert found is not None, heading
        assert found.field == f"consent_{purpose}", heading


@pytest.mark.parametrize(
    ("field", "headings"),
    [
        ("name", "Nombre completo de la persona participante|First and last names|"
         "اسم المشارك الثلاثي|Indique su nombre tal como desea que aparezca en la constancia"),
        ("care_needs", "¿Requiere servicio de cuidado para niñas y niños durante el taller?|"
         "Precisa de recreação infantil?|هل تحتاجين إلى رعاية الأطفال؟"),
        ("position", "Fonction au sein de l’organisation|الصفة داخل الجمعية|Job Title/Role"),
        ("locality", "Entidad federativa|Wilaya|Estado (UF)|Ville / Commune"),
        ("gender", "Sexe (F/M)|Gender (select one)|¿Con qué género se identifica?"),
        ("seeing", "wg1_seeing|grp_wg/wg_seeing"),
        ("consent_store", "¿Está de acuerdo en que sus datos se guarden?|Consentimiento informado|"
         "Concordo com o termo de consentimento (LGPD)|هل توافقين على حفظ بياناتك الشخصية؟|"
         "Acceptez-vous que vos données soient conservées ?"),
        ("consent_share_secretariat", "May we share your details with the secretariat?|"
         "هل توافق على مشاركة بياناتك مع أمانة التحالف؟"),
        ("consent_photo", "May we take your photo?|Você autoriza o uso da sua imagem?|"
         "¿Autoriza que se tomen fotografías?|هل توافقين على التقاط صورك؟"),
        ("consent_contact", "Can we contact you for follow-up?|"
         "¿Acepta recibir información de seguimiento?"),
        ("consent_quote", "Can we quote you?|J’accepte d’être citée dans le rapport"),
    ],
)  # fmt: skip
def test_questions_as_people_write_them(field: str, headings: str) -> None:
    for heading in headings.split("|"):
        found = recognise(heading)
        assert found is not None, heading
        assert found.field == field, heading


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_of_the_vocabulary_is_recognised(language: str) -> None:
    words = vocabulary()
    for key in words.keys("consent_item"):
        found = recognise(words.label("consent_item", key, language))
        assert found is not None
        assert (found.field, found.also) == (f"consent_{key}", ()), (key, found)
    for key in words.keys(QUESTIONS):
        found = recognise(words.label(QUESTIONS, key, language))
        assert found is not None
        assert found.field == key
    for key in ("name", "organization", "stakeholder_category", "country", "gender", "age_band"):
        found = recognise(words.label("attendance_field", key, language))
        assert found is not None
        assert found.field == key, (key, found)


def test_one_question_may_ask_for_two_things() -> None:
    for heading in (
        "I agree that my data are stored and shared with the secretariat",
        "Acepto que mis datos se guarden y se compartan",
        "J’accepte que mes données soient conservées et transmises au secrétariat",
    ):
        found = recognise(heading)
        assert found is not None
        assert (found.field, found.also) == ("consent_share_secretariat", ("consent_store",))
    found = recognise("I agree to photos and video recording")
    assert found is not None
    assert (found.field, found.also) == ("consent_photo", ("consent_audio_video",))


@pytest.mark.parametrize(
    ("reason", "headings"),
    [
        ("coordinates", "_gps_latitude|GPS|some_geopoint-Longitude|_location_precision|Coordenadas|"
         "Coordonnées GPS|إحداثيات|خط العرض|lat|_geolocation"),
        ("network_address", "IP Address|ip|Dirección IP|Adresse IP|عنوان IP"),
        ("device", "deviceid|IMEI|meta/deviceID|subscriberid|simserial"),
        ("password", "Password|Contraseña|Mot de passe|Senha|كلمة المرور|PIN"),
        ("id_number", "Passport number|CURP|DNI|Número de cédula|Carte d’identité|CPF|"
         "رقم البطاقة الوطنية|رقم جواز السفر|National ID|ID number"),
        ("birth_date", "Date of birth|Fecha de nacimiento|Date de naissance|Data de nascimento|"
         "تاريخ الميلاد|DOB|Year of birth"),
        ("bank_account", "IBAN|Cuenta bancaria"),
        ("repeated_group", "children[1]/childs_name|group[2]/name"),
        ("child", "children/name|Child's name|Nombres de sus hijos"),
        ("other_person", "Emergency contact name|Emergency contact phone"),
        ("negative_question", "I do not agree that my data are stored|No acepto fotografías|"
         "Je n’accepte pas d’être photographié·e|"
         "No deseo ser fotografiada|لا أوافق على حفظ بياناتي"),
    ],
)  # fmt: skip
def test_what_is_left_out_is_recognised(reason: str, headings: str) -> None:
    for heading in headings.split("|"):
        found = recognise(heading)
        assert found is not None, heading
        assert found.left_out, heading
        assert found.reason == reason, heading


@pytest.mark.parametrize(
    "text",
    ["", "  ", "No.", "#", "_version", "_tags", "Comments", "username", "File name", "Signed by",
     "Project name", "Number of children present", "x" * 500, "🙂"],
)  # fmt: skip
def test_what_says_nothing_is_not_recognised(text: str) -> None:
    found = recognise(text)
    assert found is None or not found.field


@pytest.mark.parametrize(
    "answer",
    ["Participant 001", "Association des femmes rurales", "Ciudad de México", "p01@correo.example",
     "Organización de la sociedad civil", "Yes", "National government", "18-24"],
)  # fmt: skip
def test_answers_are_not_taken_for_headings(answer: str) -> None:
    assert not is_known(answer)


@pytest.mark.parametrize(
    "heading",
    ["Edad de la hija", "Edad de su hijo", "Âge de votre enfant", "Idade da filha", "عمر الطفل",
     "Daughter's age", "Age of your child"],
)  # fmt: skip
def test_the_age_of_a_child_is_nobody_s_here(heading: str) -> None:
    found = recognise(heading)
    assert found is not None
    assert (found.field, found.reason) == ("", "child")
