"""Everything the portal says about its data comes from the declarations, completely and in the same order."""

from datetime import date, timedelta

import pytest

from partnerportal.kernel.viewer import Role
from partnerportal.privacy.catalogue import CATALOGUE, collect
from partnerportal.privacy.derive_column_comments import column_comments
from partnerportal.privacy.derive_cookie_table import cookie_table
from partnerportal.privacy.derive_masking import Masking, masked, masking_plan
from partnerportal.privacy.derive_notice_list import lines_of_clause, notice_list
from partnerportal.privacy.derive_ropa import ropa
from partnerportal.privacy.derive_visibility import ObjectKind, entries_of, viewer_roles, visibility_box
from partnerportal.privacy.entry import Cookie, technical
from partnerportal.privacy.vocabulary import Place
from tests.privacy.declared import BORN_ON, diagnosis, sound_entry

SMALL = collect(
    [
        sound_entry(),
        diagnosis.func("claims.Invoice.provider", "Rechnungssteller", **diagnosis.keywords),
        technical("claims.Invoice", "id", "Kennung"),
    ]
)
FIELDS = {entry.field for entry in CATALOGUE.entries}


# The notice's list (C21 to C29)


def test_notice_list_names_every_declared_field_once() -> None:
    listed = [line.field for group in notice_list() for line in group.lines]
    assert sorted(listed) == sorted(FIELDS)


def test_notice_line_says_whose_why_on_which_basis_who_sees_it_and_how_long() -> None:
    (line,) = lines_of_clause("C28", SMALL)
    assert line.title == "Rechnungssteller"
    assert line.subjects == ("versicherte Person",)
    assert line.purposes == ("Bearbeitung von Erstattungsanträgen",)
    assert line.bases == (
        "Vertrag, Art. 6 Abs. 1 Buchst. b DSGVO",
        "ausdrückliche Einwilligung, Art. 9 Abs. 2 Buchst. a DSGVO",
    )
    assert line.seen_by == ("Inhaber des Partners", "Mitarbeitende des Partners", "Leistungsabteilung")
    assert line.period == "6\u00a0Jahre"


def test_password_is_listed_as_seen_by_nobody_and_deleted_at_once() -> None:
    (password,) = [line for line in lines_of_clause("C05") if line.field == "accounts.Account.password"]
    assert (password.seen_by, password.shown, password.period) == (("niemand",), "nie angezeigt", "sofort")


def test_notice_list_is_grouped_by_category_and_leaves_out_empty_ones() -> None:
    assert [group.heading for group in notice_list(SMALL)] == ["Personalien", "Gesundheitsdaten"]


def test_notice_list_speaks_the_language_of_the_reader() -> None:
    groups = notice_list(SMALL, translate=str.upper)
    assert groups[0].heading == "PERSONALIEN"
    assert groups[0].lines[0].period == "6\u00a0JAHRE"


# The record of processing activities (Art. 30, C76)


def test_record_of_processing_is_the_same_for_the_same_declarations() -> None:
    assert ropa() == ropa()
    assert ropa(SMALL) == ropa(collect([*SMALL.technical, *SMALL.entries]))


def test_record_of_processing_names_every_declared_field() -> None:
    text = ropa()
    assert [field for field in FIELDS if f"`{field}`" not in text] == []
    assert [line.model for line in CATALOGUE.technical if f"`{line.model}`" not in text] == []


def test_record_of_processing_says_what_article_30_asks() -> None:
    text = ropa(SMALL)
    for heading in (
        "## Bearbeitung von Erstattungsanträgen",
        "**Rechtsgrundlage:** Vertrag, Art. 6 Abs. 1 Buchst. b DSGVO; ausdrückliche Einwilligung",
        "**Betroffene Personen:** versicherte Person",
        "**Kategorien von Daten:** Personalien; Gesundheitsdaten",
        "**Empfänger:** Inhaber des Partners; Mitarbeitende des Partners; Leistungsabteilung",
        "**Technische Maßnahmen:** Zugriffsregeln je Zeile in der Datenbank; Verschlüsselung",
        "**R-LEISTUNG** (Leistungsdaten): Die Frist beträgt 6\u00a0Jahre.",
    ):
        assert heading in text


# Column comments


def test_every_column_gets_a_comment_and_what_lies_in_a_file_gets_none() -> None:
    in_files = {entry.field for entry in CATALOGUE.entries if entry.place is Place.FILE}
    assert column_comments().keys() == CATALOGUE.fields - in_files


def test_comment_says_what_a_value_is_for() -> None:
    assert column_comments(SMALL)[BORN_ON] == (
        "Geburtsdatum · versicherte Person · Bearbeitung von Erstattungsanträgen · "
        "im Klartext, durch Zugriffsregeln geschützt · R-VERTRAG · C26"
    )
    assert column_comments(SMALL)["claims.Invoice.id"] == "technisch: Kennung"


# Masking


def test_masking_plan_covers_every_declared_field() -> None:
    assert masking_plan().keys() == FIELDS


def test_iban_keeps_its_last_four_and_a_password_nothing() -> None:
    plan = masking_plan()
    assert masked("DE02120300000000202051", plan["contracts.BankAccount.iban"]) == "•" * 18 + "2051"
    assert masked("geheim", plan["accounts.Account.password"]) == ""
    assert masked("RK-2051", plan["contracts.Contract.policy_number"]) == "RK-2051"


def test_short_value_is_hidden_whole() -> None:
    assert masked("2051", Masking.LAST_FOUR) == "••••"


# Who can see it


@pytest.mark.parametrize("kind", list(ObjectKind))
def test_every_kind_of_object_has_a_box(kind: ObjectKind) -> None:
    assert visibility_box(kind, viewer_role=Role.OWNER).who.endswith(".")


def test_every_declared_field_of_a_portal_table_belongs_to_a_box() -> None:
    boxed = {entry.field for kind in ObjectKind for entry in entries_of(kind)}
    never_shown = (
        "routing.",
        "account.",
        "accounts.Letter.",
        "accounts.OneTimeLink.",
        "accounts.SignInBrake.",
    )
    elsewhere = {field for field in FIELDS - boxed if field.startswith(never_shown)}
    assert FIELDS - boxed == elsewhere


def test_partner_reads_who_sees_the_claim_and_until_when() -> None:
    box = visibility_box(ObjectKind.CLAIM, viewer_role=Role.STAFF, start=date(2026, 11, 18))
    assert box.who == "Sie, Ihr Büro und die Leistungsabteilung."
    assert "spätestens am 31. Dezember 2034" in box.deletion
    assert box.retention.key == "R-BELEG"
    assert box.source == "§ 257 Abs. 4 HGB, § 147 Abs. 3 AO"
    assert "C28" in box.clauses


def test_clerk_reads_the_same_claim_from_the_other_side() -> None:
    box = visibility_box(ObjectKind.CLAIM, viewer_role=Role.CLERK)
    assert box.who == "Der Partner und die Leistungsabteilung."


def test_draft_is_seen_by_its_author_only_and_has_no_date() -> None:
    box = visibility_box(ObjectKind.DRAFT, viewer_role=Role.OWNER)
    assert box.who == "Nur Sie."
    assert box.deletion == "Gelöscht wird sofort, sobald der Entwurf oder das Konto gelöscht wird."


def test_account_is_seen_by_the_head_of_the_office_not_by_colleagues() -> None:
    box = visibility_box(ObjectKind.ACCOUNT, viewer_role=Role.STAFF)
    assert box.who == "Sie, die Leitung Ihres Büros und die Verwaltung des Portals."


def test_birth_date_is_visible_to_partner_and_clerks_and_to_nobody_when_undeclared() -> None:
    assert viewer_roles(BORN_ON) == {Role.OWNER, Role.STAFF, Role.CLERK}
    assert viewer_roles("contracts.InsuredPerson.shoe_size") == frozenset()


# The cookie table, clauses C45 and C53


def test_cookie_table_lists_every_declared_cookie_under_its_name_in_force() -> None:
    assert [row.name for row in cookie_table()] == ["__Host-sitzung", "__Host-formular", "__Host-sprache"]
    assert [row.name for row in cookie_table({"sitzung", "formular", "sprache"})] == [
        "sitzung", "formular", "sprache",
    ]  # fmt: skip


def test_cookie_table_says_how_long_each_lasts() -> None:
    one_day = Cookie(setting="X", names=("x",), title="X", why="nötig", content="x", lasts=timedelta(days=30))
    assert cookie_table(catalogue=collect([one_day]))[0].lasts == "höchstens 30 Tage"
    assert [row.lasts for row in cookie_table()] == [
        "höchstens 8 Stunden", "höchstens 364 Tage", "bis Sie den Browser schließen",
    ]  # fmt: skip
