from django.apps import AppConfig


class OrganisatiesConfig(AppConfig):
    """Organisations, their members and roles, mandates and invitations."""

    name = "organisaties"
    verbose_name = "Organisaties"
