import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0013_log_favorites"),
    ]

    operations = [
        migrations.CreateModel(
            name="SentListVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("season", models.PositiveIntegerField()),
                ("version", models.PositiveIntegerField()),
                ("document", models.JSONField()),
                ("cause", models.CharField(max_length=200)),
                ("saved_at", models.DateTimeField(auto_now_add=True)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sent_lists",
                        to="web.applicantrecord",
                    ),
                ),
            ],
            options={
                "ordering": ["-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("record", "season", "version"), name="one_sent_list_a_version"
                    )
                ],
            },
        ),
    ]
