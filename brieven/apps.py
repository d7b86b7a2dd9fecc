from django.apps import AppConfig


class BrievenConfig(AppConfig):
    """Letters: the row, the PDF made from it, and its delivery."""

    name = "brieven"
    verbose_name = "Brieven"
