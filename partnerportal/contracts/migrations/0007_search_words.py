"""Lay the table of words contracts are found by, and the indexes of lists, filters and searches (ADR 17)."""

import django.db.models.deletion
from django.db import migrations, models

PARTNER = {"on_delete": django.db.models.deletion.PROTECT, "to": "partners.partner", "db_index": False}
POINTER = {
    "on_delete": django.db.models.deletion.DO_NOTHING,
    "db_constraint": False,
    "db_index": False,
}


def _partner_without_own_index(model: str) -> migrations.AlterField:
    """Drop the index on the partner alone: another one of the table begins with it."""
    return migrations.AlterField(model, "partner", models.ForeignKey(**PARTNER))


class Migration(migrations.Migration):
    dependencies = [("contracts", "0006_policies_of_changes"), ("partners", "0004_administration")]
    operations = [
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "word",
                        "holder_sort_key",
                        "contract_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("partner", models.ForeignKey(to="partners.partner", related_name="+", **POINTER)),
                ("word", models.TextField(db_collation="C")),
                ("word_before", models.TextField(db_collation="C")),
                ("holder_sort_key", models.CharField(db_collation="C", max_length=130)),
                (
                    "contract",
                    models.ForeignKey(to="contracts.contract", related_name="search_words", **POINTER),
                ),
            ],
        ),
        migrations.AddIndex(
            "searchword",
            models.Index(
                fields=["partner", "word", "holder_sort_key", "contract"],
                include=("word_before",),
                name="search_words_of_partner",
            ),
        ),
        migrations.RemoveIndex("contract", "contracts_c_partner_c1f476_idx"),
        migrations.AddIndex(
            "contract",
            models.Index(
                fields=["partner", "holder_sort_key", "id"],
                include=("line_of_business", "begins_on", "ends_on", "policy_number_key"),
                name="contracts_by_holder",
            ),
        ),
        migrations.AddIndex(
            "contract", models.Index(fields=["holder_sort_key", "id"], name="contracts_by_holder_of_all")
        ),
        migrations.AddIndex("contract", models.Index(fields=["partner", "ends_on"], name="contracts_by_end")),
        migrations.AddIndex(
            "insuredperson",
            models.Index(fields=["partner", "born_on", "contract"], name="persons_by_birth_date"),
        ),
        migrations.AddIndex(
            "bankaccount", models.Index(fields=["partner", "last_four"], name="bank_accounts_by_last_four")
        ),
        *(_partner_without_own_index(model) for model in ("contract", "insuredperson", "bankaccount")),
    ]
