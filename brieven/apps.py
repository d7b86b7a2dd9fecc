from importlib import import_module

from django.apps import AppConfig


class BrievenConfig(AppConfig):
    name = "brieven"
    verbose_name = "Brieven"

    def ready(self) -> None:
        import_module("brieven.gebeurtenissen")
