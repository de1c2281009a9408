"""What the columns of people's tables are called, in the languages that we know.

A head is compared by its letters alone: no case, accents, figures, spaces or signs, so that "E-mail 2 Address" and
"E-Mail-Adresse" are emailaddress and emailadresse. Names of a program's own columns stand here as it writes them.
"""

# A table of our own making has just these columns, in this order.
OWN = (
    *("name", "say", "nickname", "company", "role", "email", "phone", "url"),
    *("birthday", "occasion", "tag", "met", "note", "fact", "uid"),
)

# What `--map` may name; beside them only what a program's own columns say.
FIELDS = (
    *("name", "first", "middle", "last", "nickname", "email", "phone", "url", "company", "role"),
    *("birthday", "anniversary", "note", "tag", "met", "say", "uid"),
)

_EMAIL = """
    email emails mail mails emailaddress emailaddresses mailaddress emailvalue primaryemail secondaryemail workemail homeemail privateemail
    businessemail otheremail emailaddresswork emailwork emailhome emailid contactemail
    emailadresse emailadressen mailadresse mailadressen emailprivat emailgeschaftlich emailgesch
    courriel courriels mel adressemail adresseemail adressedemessagerie adressedecourriel adresseelectronique adressecourriel
    correo correos correoelectronico correoe direcciondecorreo direcciondecorreoelectronico direcciondelcorreoelectronico
    correio correioeletronico correioeletronico enderecodeemail enderecodecorreioeletronico enderecoemail
    indirizzoemail indirizzopostaelettronica indirizzodipostaelettronica postaelettronica
"""
_PHONE = """
    phone phones telephone tel mobile mob cell mobilephone cellphone phonenumber phonenumbers telephonenumber mobilenumber phonevalue
    workphone homephone businessphone officephone directphone otherphone primaryphone carphone phonework phonehome phonemobile contactnumber
    telefon telefonnummer telefonnr telnr handy handynummer mobil mobiltelefon mobilnummer mobilnr rufnummer telefongeschaftlich telefonprivat
    telefongesch weiterestelefon haupttelefon autotelefon festnetz durchwahl
    numerodetelephone portable telephoneportable telephonemobile telmobile telephonebureau telephonedomicile telephoneautre
    telephoneprincipal telephonefixe telephonevoiture telfixe telportable gsm
    telefono telefonos movil celular telefonomovil telefonocelular telefonodeltrabajo otrotelefono telefonoprincipal particular
    telefone telefones telemovel telefonecelular telefonecomercial telefoneresidencial telefoneprincipal outrotelefone
    cellulare telefonoprincipale altrotelefono abitazione
"""
_COMPANY = """
    company companyname organization organisation organizationname organisationname employer firm
    firma firmenname unternehmen arbeitgeber
    societe entreprise nomdelasociete employeur
    empresa compania organizacion
    companhia organizacao nomedaempresa
    azienda societa
"""
_ROLE = """
    role jobtitle position function occupation designation organizationtitle job
    funktion stelle beruf berufsbezeichnung rolle stellenbezeichnung
    poste fonction intituleduposte
    puesto cargo ocupacion puestodetrabajo
    funcao
    posizione ruolo qualifica
"""
_BIRTHDAY = """
    birthday birthdate dateofbirth dob born bday
    geburtstag geburtsdatum geb gebdatum geboren
    anniversaire datedenaissance datenaissance naissance
    cumpleanos fechadenacimiento fechanacimiento nacimiento
    datadenascimento nascimento datanascimento
    compleanno datadinascita
"""
_WORDS = {
    "name": """
        name fullname displayname completename personname contactname customername clientname
        vollername vollstandigername anzeigename kontaktname ansprechpartner nameundvorname
        nom nomcomplet nomprenom nometprenom prenomnom
        nombre nombrecompleto nombreyapellidos nombreapellidos
        nome nomecompleto nomecognome nomeecognome nominativo
    """,
    "first": "first firstname givenname forename vorname rufname prenom primernombre primeironome nomeproprio",
    "middle": "middle middlename additionalname weiterevornamen zweitervorname deuxiemeprenom segundonombre nomedomeio secondonome",
    "last": """
        last lastname surname familyname nachname familienname zuname nomdefamille
        apellido apellidos sobrenome ultimonome cognome
    """,
    "nickname": "nick nickname nicknames alias spitzname surnom apodo alcunha soprannome",
    "email": _EMAIL,
    "phone": _PHONE,
    "url": """
        url urls website websites web webpage homepage websitevalue linkedin linkedinurl linkedinprofile profileurl personalwebpage
        webseite internetseite internet siteweb siteinternet pageweb sitioweb paginaweb
    """,
    "company": _COMPANY,
    "role": _ROLE,
    "birthday": _BIRTHDAY,
    "anniversary": "anniversary weddinganniversary jahrestag hochzeitstag anniversairedemariage anniversairedemariageoufete anniversario",
    "note": """
        note notes comment comments remark remarks memo
        notiz notizen bemerkung bemerkungen anmerkung anmerkungen kommentar kommentare
        remarque remarques commentaire commentaires
        nota notas comentario comentarios observacion observaciones observacao observacoes anotacoes
    """,
    "tag": """
        tag tags label labels category categories group groups groupmembership
        kategorie kategorien gruppe gruppen schlagwort schlagworte etiquette etiquettes categorie groupe groupes
        etiqueta etiquetas categoria categorias grupo grupos
    """,
    "met": "met howmet howwemet wherewemet metat kennengelernt rencontre",
    "say": "say pronunciation howtosay phonetic aussprache prononciation pronunciacion pronuncia",
    "uid": "uid uuid",
    # Of our own tables, and of one program or another.
    "occasion": "occasion",
    "fact": "fact",
    "connected": "connectedon",
    "referred": "referredby empfohlenvon presentatoda",
    "sayfirst": "phoneticfirstname givennameyomi",
    "saymiddle": "phoneticmiddlename additionalnameyomi",
    "saylast": "phoneticlastname familynameyomi",
    "spouse": "spouse conjointe nomeconiugepartner",
    "children": "children kinder enfants hijos figli filhos",
    "hobby": "hobby hobbies passetemps aficiones",
    "event": "eventvalue",
    "relation": "relationvalue",
}
# Heads that say it only where no better one does: "Title" is Mr in one table and Head of Finance in another.
_WEAK_WORDS = {
    "name": "contact person customer client kontakt kunde kundin cliente contacto contato contatto",
    "role": "title titre",
    "company": "account konto compte",
    "birthday": "aniversario",
    "note": "description beschreibung descripcion descricao",
}

MEANT: dict[str, str] = {word: field for field, words in _WORDS.items() for word in words.split()}
MEANT_WEAKLY: dict[str, str] = {
    word: field for field, words in _WEAK_WORDS.items() for word in words.split()
}
