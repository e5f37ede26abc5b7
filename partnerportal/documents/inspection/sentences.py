"""Word every refusal and every removal: what happened, why, and what to do.

The child process answers with codes only, so a hostile file can never put words on our pages.
"""

from __future__ import annotations

from partnerportal.kernel.errors import marked_for_translation as _

REFUSALS = {
    "upload.empty": _(
        "Die Datei ist leer. Vielleicht wurde die Übertragung unterbrochen. "
        "Bitte prüfen Sie die Datei und laden Sie sie erneut hoch."
    ),
    "upload.too_large": _(
        "Die Datei ist größer als 25\u00a0MB. Größere Dateien können wir nicht annehmen. "
        "Bitte teilen Sie die Datei auf oder scannen Sie sie mit geringerer Auflösung."
    ),
    "upload.program": _(
        "Die Datei ist ein Programm und kein Beleg. Programme nehmen wir zu Ihrer Sicherheit nicht an. "
        "Bitte laden Sie den Beleg als PDF oder Foto hoch."
    ),
    "upload.office_file": _(
        "Die Datei ist ein Office-Dokument oder ein Archiv. Solche Dateien können wir nicht sicher prüfen. "
        "Bitte speichern Sie den Beleg als PDF und laden Sie ihn erneut hoch."
    ),
    "upload.type_mismatch": _(
        "Der Inhalt der Datei passt nicht zu ihrer Endung. Wir können sie deshalb nicht lesen. "
        "Bitte speichern Sie den Beleg als PDF und laden Sie ihn erneut hoch."
    ),
    "upload.type_not_allowed": _(
        "Dieses Dateiformat nehmen wir nicht an. Möglich sind PDF, JPEG, PNG, HEIC und TIFF. "
        "Bitte speichern Sie den Beleg als PDF und laden Sie ihn erneut hoch."
    ),
    "upload.encrypted": _(
        "Die Datei ist mit einem Passwort geschützt. Wir können sie deshalb nicht prüfen. "
        "Bitte speichern Sie sie ohne Passwort und laden Sie sie erneut hoch."
    ),
    "upload.locked": _(
        "Die Datei ist gegen Änderungen geschützt. Wir können sie deshalb nicht prüfen. "
        "Bitte drucken Sie sie in eine neue PDF-Datei und laden Sie diese hoch."
    ),
    "upload.portfolio": _(
        "Die Datei ist eine Sammelmappe mit weiteren Dateien. Deren Inhalt können wir nicht prüfen. "
        "Bitte laden Sie die enthaltenen Dateien einzeln hoch."
    ),
    "upload.dynamic_form": _(
        "Die Datei ist ein Formular, das nur Adobe Reader anzeigt. Wir können es deshalb nicht lesen. "
        "Bitte drucken Sie es in eine neue PDF-Datei und laden Sie diese hoch."
    ),
    "upload.too_many_pages": _(
        "Die Datei hat mehr als 40 Seiten. So lange Dateien können wir nicht annehmen. "
        "Bitte teilen Sie die Datei auf und laden Sie die Teile einzeln hoch."
    ),
    "upload.too_many_pixels": _(
        "Das Bild hat mehr als 100 Megapixel. So große Bilder können wir nicht verarbeiten. "
        "Bitte verkleinern Sie das Bild oder fotografieren Sie den Beleg neu."
    ),
    "upload.unreadable": _(
        "Die Datei ist beschädigt oder unvollständig. Wir können sie deshalb nicht lesen. "
        "Bitte speichern oder fotografieren Sie den Beleg neu und laden Sie ihn hoch."
    ),
    "upload.too_slow": _(
        "Die Prüfung der Datei hat zu lange gedauert. Wir haben sie deshalb abgebrochen. "
        "Bitte speichern Sie die Datei kleiner oder einfacher und laden Sie sie erneut hoch."
    ),
    "upload.too_complex": _(
        "Die Datei braucht bei der Prüfung zu viel Speicher. Wir haben die Prüfung deshalb abgebrochen. "
        "Bitte scannen Sie den Beleg mit geringerer Auflösung und laden Sie ihn erneut hoch."
    ),
    "upload.busy": _(
        "Gerade werden sehr viele Dateien geprüft. Ihre Datei kam deshalb nicht an die Reihe. "
        "Bitte laden Sie sie in einer Minute erneut hoch."
    ),
}

REMOVALS = {
    "location": _("Standortdaten"),
    "device": _("Angaben zum Gerät"),
    "thumbnail": _("Vorschaubild"),
    "metadata": _("Metadaten"),
    "further_pictures": _("weitere Bilder in derselben Datei"),
    "javascript": _("JavaScript"),
    "embedded_files": _("eingebettete Dateien"),
    "actions": _("automatische Aktionen"),
    "form": _("Formularfunktionen"),
    "signature": _("elektronische Signatur"),
    "links": _("Verweise"),
}
