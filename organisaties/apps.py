from django.apps import AppConfig


class OrganisatiesConfig(AppConfig):
    """Organisations, their members and roles, mandates and invitations."""

    name = "organisaties"
    verbose_name = "Organisaties"

    def ready(self) -> None:
        from organisaties import gebeurtenissen  # noqa: F401  registers the kinds of act
