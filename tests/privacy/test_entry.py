"""A declaration that cannot be right stops the start and names the file to open."""

import re

import pytest

from partnerportal.kernel.viewer import Role
from partnerportal.privacy.entry import CatalogueError, Cookie, technical
from partnerportal.privacy.retention_classes import retention_class
from partnerportal.privacy.vocabulary import Basis, Purpose, Visibility
from tests.privacy.declared import diagnosis, sound_entry


def refused(sentence: str) -> "pytest.RaisesExc[CatalogueError]":
    return pytest.raises(CatalogueError, match=re.escape(sentence))


def test_sound_entry_brings_its_legal_basis_with_its_purpose() -> None:
    born_on = sound_entry(purpose="claim_settlement legal_retention")
    assert born_on.bases == (Basis.CONTRACT, Basis.LEGAL_DUTY)
    assert born_on.retention is retention_class("R-VERTRAG")


@pytest.mark.parametrize(
    ("bent", "word"),
    [
        ({"subject": "insured_persn"}, "unknown Subject 'insured_persn'"),
        ({"category": "hobby"}, "unknown Category 'hobby'"),
        ({"purpose": "advertising"}, "unknown Purpose 'advertising'"),
        ({"provided": "guessed"}, "unknown Provided 'guessed'"),
        ({"visible_to": "everybody"}, "unknown Visibility 'everybody'"),
        ({"shown": "blurred"}, "unknown Shown 'blurred'"),
        ({"protection": "locked"}, "unknown Protection 'locked'"),
        ({"place": "memory"}, "unknown Place 'memory'"),
        ({"article_nine": "9_2_z"}, "unknown ArticleNine '9_2_z'"),
        ({"retention": "R-EWIG"}, "unknown retention class 'R-EWIG'"),
    ],
)
def test_unknown_word_is_refused(bent: dict[str, str], word: str) -> None:
    with refused(f"contracts.InsuredPerson.born_on: {word}"):
        sound_entry(**bent)


def test_refusal_names_the_file_to_open() -> None:
    with refused("correct it in partnerportal/privacy/declarations/contracts.py"):
        sound_entry(category="hobby")


def test_health_data_without_an_exception_of_article_nine_are_refused() -> None:
    with refused("health data need an exception of Art. 9(2) GDPR"):
        diagnosis(article_nine=None)


def test_health_data_are_stored_encrypted_only() -> None:
    with refused("data under Art. 9 GDPR are stored encrypted"):
        diagnosis(protection="plain")


def test_a_name_cannot_rest_on_article_nine() -> None:
    with refused("category identity cannot rest on Art. 9(2) GDPR"):
        sound_entry(article_nine="9_2_a", protection="encrypted")


def test_health_data_cannot_serve_the_commission() -> None:
    with refused("purpose commission_settlement is not allowed for category health"):
        diagnosis(purpose="claim_settlement commission_settlement")


def test_entry_without_purpose_has_no_legal_basis() -> None:
    with refused("the purpose, and with it the legal basis, is missing"):
        sound_entry(purpose="")


@pytest.mark.parametrize(
    ("bent", "reason"),
    [
        ({"subject": ""}, "the data subject is missing"),
        ({"clause": ""}, "every entry names its clauses"),
        ({"clause": "s2"}, "every entry names its clauses"),
        ({"field": "born_on"}, "a column is named app.Model.field"),
        ({"title": " "}, "the German title is missing"),
    ],
)
def test_incomplete_entry_is_refused(bent: dict[str, str], reason: str) -> None:
    words: dict[str, str] = {"field": "contracts.InsuredPerson.born_on", "title": "Geburtsdatum", **bent}
    with refused(reason):
        sound_entry.func(words.pop("field"), words.pop("title"), **{**sound_entry.keywords, **words})


def test_bank_data_are_never_shown_open() -> None:
    with refused("bank data are masked or hidden"):
        sound_entry(category="bank", purpose="payment", subject="account_holder")


def test_password_is_never_stored_plain() -> None:
    with refused("credentials are never shown and never stored plain"):
        sound_entry(
            category="credential", purpose="portal_access", visible_to="", shown="hidden", protection="plain"
        )


def test_password_is_never_shown() -> None:
    with refused("credentials are never shown and never stored plain"):
        sound_entry(category="credential", purpose="portal_access", protection="encrypted")


def test_hidden_value_is_visible_to_nobody() -> None:
    with refused("a hidden value is visible to nobody"):
        sound_entry(shown="hidden")


def test_open_value_is_visible_to_somebody() -> None:
    with refused("a hidden value is visible to nobody, any other to somebody"):
        sound_entry(visible_to="")


def test_hash_cannot_be_shown() -> None:
    with refused("a hash cannot be shown"):
        sound_entry(protection="hashed")


def test_administrator_sees_no_insured_person() -> None:
    with refused("the administrator sees no contract, claim or document"):
        sound_entry(visible_to="owner administrator")


def test_staff_without_sight_of_statements_see_no_commission() -> None:
    with refused("staff without sight of statements see no commission"):
        sound_entry(
            subject="partner_person",
            category="financial",
            purpose="commission_settlement",
            visible_to="owner staff_without_statements",
        )


def test_technical_column_needs_a_reason() -> None:
    with refused("a technical declaration needs columns and a reason"):
        technical("claims.Claim", "id", " ")


def test_technical_line_names_each_of_its_columns() -> None:
    assert technical("claims.Claim", "id step", "Kennung").fields == ("claims.Claim.id", "claims.Claim.step")


def test_cookie_that_is_not_necessary_is_refused() -> None:
    with refused("correct it in partnerportal/privacy/declarations/cookies.py"):
        Cookie(setting="ADS_COOKIE_NAME", names=("ads",), title="Werbung", why="", content="Kennung")


def test_only_what_the_person_or_the_contract_provided_is_portable() -> None:
    assert sound_entry(provided="by_contract").is_portable
    assert not sound_entry(provided="observed").is_portable


def test_every_purpose_has_a_basis_and_security_rests_on_legitimate_interest() -> None:
    assert Purpose.SECURITY_LOGGING.basis is Basis.LEGITIMATE_INTEREST
    assert Purpose.OPTIONAL_SERVICE.basis is Basis.CONSENT
    assert Purpose.LEGAL_RETENTION.basis is Basis.LEGAL_DUTY


def test_every_word_of_visibility_belongs_to_a_viewer_of_the_database_policies() -> None:
    assert all(word.viewer_roles for word in Visibility)
    assert Visibility.CLERK_BENEFITS.viewer_roles == {Role.CLERK}
