from importlib import import_module

from django.apps import AppConfig


class KernConfig(AppConfig):
    name = "kern"
    verbose_name = "Kern"

    def ready(self) -> None:
        import_module("kern.gebeurtenissen")
