from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower


class GebruikerManager(BaseUserManager["Gebruiker"]):
    """Makes users; an e-mail address is stored in lower case, always."""

    def create_user(self, email: str, password: str | None = None, **velden: Any) -> "Gebruiker":
        if not email:
            raise ValueError("Een gebruiker heeft een e-mailadres.")
        gebruiker = self.model(email=email.strip().lower(), **velden)
        gebruiker.set_password(password)
        gebruiker.save(using=self._db)
        return gebruiker

    def create_superuser(self, email: str, password: str | None = None, **velden: Any) -> "Gebruiker":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **velden)

    def get_by_natural_key(self, username: str | None) -> "Gebruiker":
        return self.get(email=(username or "").strip().lower())


class Gebruiker(AbstractBaseUser, PermissionsMixin):
    """A person who logs in. What they may do comes from their memberships (organisaties.Lidmaatschap)."""

    email = models.EmailField("e-mailadres", unique=True)
    naam = models.CharField("naam", max_length=150)
    is_active = models.BooleanField("actief", default=True, help_text="Uit: kan niet meer inloggen.")
    is_staff = models.BooleanField("beheer", default=False, help_text="Alleen voor ontwikkelaars, niet in productie.")
    aangemaakt_op = models.DateTimeField("aangemaakt op", auto_now_add=True)

    objects: ClassVar[GebruikerManager] = GebruikerManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["naam"]

    class Meta:
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="gebruiker_email_kleine_letters",
                violation_error_message="Schrijf het e-mailadres in kleine letters.",
            ),
        )

    def __str__(self) -> str:
        return self.naam or self.email
