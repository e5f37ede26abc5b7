"""The table of accounts that ./portal demo prints below its first line."""

from partnerportal.config.supervisor.accounts import account_table

ACCOUNTS = [
    {"role": "owner", "name": "Eva Lindner", "email": "lindner@lindner-voss.example", "password": "Ahorn-7"},
    {
        "role": "clerk",
        "name": "Leistung",
        "email": "sachbearbeitung@musterschutz.example",
        "password": "Birke-8",
    },
]


def test_every_account_has_a_line_with_what_one_needs_to_sign_in():
    lines = account_table(ACCOUNTS, 120).strip().splitlines()

    assert len(lines) == 3
    assert "lindner@lindner-voss.example" in lines[1]
    assert "Ahorn-7" in lines[1]
    assert lines[1].index("Ahorn-7") == lines[2].index("Birke-8") == lines[0].index("Passwort")


def test_lines_never_break_on_a_narrow_terminal():
    assert max(map(len, account_table(ACCOUNTS, 40).splitlines())) <= 40


def test_a_demo_without_accounts_prints_no_table():
    assert account_table([], 80) == ""
