from django.apps import AppConfig


class ThematafelsConfig(AppConfig):
    """The call, its goals framework, the tables and who sits at them."""

    name = "thematafels"
    verbose_name = "Uitvragen en thematafels"

    def ready(self) -> None:
        from thematafels import gebeurtenissen  # noqa: F401  registers the kinds of act
