from django.apps import AppConfig


class SubsidiesConfig(AppConfig):
    name = "subsidies"
    verbose_name = "subsidies"

    def ready(self) -> None:
        from subsidies import gebeurtenissen  # noqa: F401 - registers the kinds once all models are loaded
