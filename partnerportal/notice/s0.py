"""Keep section 0: what the notice covers, whose duties it names, where it points for the rest."""

from __future__ import annotations

from partnerportal.notice.clause import Clause, Kind

CLAUSES = (
    Clause(
        id="C01",
        section=0,
        kinds=(Kind.ENFORCED,),
        sentence=(
            "Diese Erklärung beschreibt, welche personenbezogenen Daten das Partnerportal verarbeitet. "
            "Sie nennt für alle diese Daten Art, Umfang und Zweck der Verarbeitung."
        ),
        sentence_en=(
            "This notice describes which personal data the partner portal processes. "
            "It names the kind, extent and purpose of processing for all of them."
        ),
        implementation=(
            "Der Text und die Datenliste entstehen aus demselben Verzeichnis wie die Datenbank. "
            "Ein Feld ohne Eintrag verhindert den Start des Portals."
        ),
        implementation_en=(
            "The text and the data list come from the same catalogue as the database. "
            "A field without an entry stops the portal from starting."
        ),
        legal_basis="Art. 12, 13 und 14 DSGVO",
    ),
    Clause(
        id="C02",
        section=0,
        kinds=(Kind.ENFORCED,),
        sentence=(
            "Wir verarbeiten personenbezogene Daten nur, soweit die Datenschutz-Grundverordnung "
            "und das Bundesdatenschutzgesetz dies erlauben."
        ),
        sentence_en=(
            "We process personal data only as far as the General Data Protection Regulation "
            "and the German Federal Data Protection Act allow."
        ),
        implementation=(
            "Jedes Feld trägt einen Zweck und eine Rechtsgrundlage aus einer geschlossenen Liste. "
            "Gesundheitsdaten brauchen zusätzlich eine Grundlage nach Art. 9 Abs. 2 DSGVO."
        ),
        implementation_en=(
            "Each field carries a purpose and a legal basis from a closed list. "
            "Health data also need a basis under Art. 9(2) GDPR."
        ),
        legal_basis="Art. 5 Abs. 1 Buchst. a, Art. 6 und 9 DSGVO; BDSG",
    ),
    Clause(
        id="C03",
        section=0,
        kinds=(Kind.ENFORCED,),
        sentence=(
            "Auch Sie als Partner halten bei der Nutzung des Portals die Vorschriften des Datenschutzes ein."
        ),
        sentence_en="As a partner you, too, comply with data protection law when you use the portal.",
        implementation=(
            "Vor der ersten Seite mit Daten bestätigen Sie die geltende Fassung der Nutzungsbedingungen. "
            "Wir speichern Fassung und Zeitpunkt."
        ),
        implementation_en=(
            "Before the first page with data you accept the current version of the terms of use. "
            "We store version and time."
        ),
        legal_basis="Art. 5 und 24 DSGVO; Nutzungsbedingungen",
    ),
    Clause(
        id="C04",
        section=0,
        kinds=(Kind.ENFORCED, Kind.OBSERVED),
        sentence=(
            "Sie nutzen die Daten im Portal nur so, wie Ihr Vertrag mit {operator} es erlaubt. "
            "Andere als Ihre eigenen Verträge sehen Sie nicht."
        ),
        sentence_en=(
            "You use the data in the portal only as your contract with {operator} allows. "
            "You do not see any contracts but your own."
        ),
        implementation=(
            "Die Datenbank selbst prüft bei jeder Zeile, zu welchem Partner sie gehört. "
            "Ohne angemeldete Person ist jede geschützte Tabelle leer."
        ),
        implementation_en=(
            "The database itself checks for every row which partner it belongs to. "
            "Without a signed-in person every protected table is empty."
        ),
        legal_basis="Art. 5 Abs. 1 Buchst. b und f, Art. 25 und 32 DSGVO",
    ),
    Clause(
        id="C05",
        section=0,
        kinds=(Kind.ENFORCED,),
        sentence=(
            "Sie wählen ein sicheres Passwort. "
            "Das Portal nimmt nur Passwörter mit mindestens {password_length} Zeichen an."
        ),
        sentence_en=(
            "You choose a secure password. "
            "The portal accepts only passwords of at least {password_length} characters."
        ),
        implementation=(
            "Das Portal lehnt häufige und bekannt gewordene Passwörter ab. "
            "Gespeichert wird nur ein Prüfwert nach Argon2id."
        ),
        implementation_en=(
            "The portal refuses common and leaked passwords. Only an Argon2id hash is stored."
        ),
        legal_basis="Art. 32 DSGVO",
    ),
    Clause(
        id="C06",
        section=0,
        kinds=(Kind.ENFORCED, Kind.OBSERVED),
        sentence=(
            "Sie halten Ihre Zugangsdaten geheim und geben sie niemandem weiter. "
            "Für jede Person gibt es einen eigenen Zugang."
        ),
        sentence_en=(
            "You keep your credentials secret and do not pass them on. "
            "Each person has an account of their own."
        ),
        implementation=(
            "Inhaber legen für Mitarbeitende eigene Zugänge an. "
            "Zugangsdaten stehen weder in E-Mails noch in Protokollen oder Adressen."
        ),
        implementation_en=(
            "Owners create separate accounts for their staff. Credentials appear in no mail, log or address."
        ),
        legal_basis="Art. 32 DSGVO",
    ),
    Clause(
        id="C07",
        section=0,
        kinds=(Kind.STATEMENT,),
        sentence=(
            "Verletzen Sie diese Pflichten, tragen Sie die Verantwortung für die Folgen. "
            "Sie stellen {operator} dann von Ansprüchen Dritter frei."
        ),
        sentence_en=(
            "If you breach these duties, you are responsible for the consequences. "
            "You then indemnify {operator} against claims of third parties."
        ),
        implementation="Derselbe Satz steht in den Nutzungsbedingungen.",
        implementation_en="The same sentence is part of the terms of use.",
        legal_basis="Nutzungsbedingungen",
    ),
    Clause(
        id="C08",
        section=0,
        kinds=(Kind.ENFORCED,),
        sentence="Diese Erklärung ergänzt die allgemeine Datenschutzerklärung von {operator}.",
        sentence_en="This notice supplements the general privacy notice of {operator}.",
        implementation="Die allgemeine Erklärung ist hier und in den Abschnitten 5 und 7 verlinkt.",
        implementation_en="The general notice is linked here and in sections 5 and 7.",
        legal_basis="Art. 12 Abs. 1 und Art. 13 DSGVO",
    ),
    Clause(
        id="C09",
        section=0,
        kinds=(Kind.STATEMENT,),
        sentence="Regelt diese Erklärung eine Frage nicht, gilt die allgemeine Datenschutzerklärung.",
        sentence_en="Where this notice is silent, the general privacy notice applies.",
        implementation="Der Verweis auf die allgemeine Erklärung steht am Ende dieses Abschnitts.",
        implementation_en="The link to the general notice is at the end of this section.",
        legal_basis="Art. 13 DSGVO",
    ),
)
