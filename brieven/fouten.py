"""Why a letter cannot be made or sent. An officer reads the label; the audit trail keeps the code."""

from django.db import models


class Foutcode(models.TextChoices):
    SNAPSHOT_ONLEESBAAR = "snapshot_onleesbaar", "De gegevens van de brief hebben een onbekende vorm."
    VELD_TE_LANG = "veld_te_lang", "Een tekst in de brief is langer dan 5.000 tekens."
    WOORD_TE_LANG = "woord_te_lang", "Een woord in de brief is langer dan 200 tekens."
    TE_VEEL_RIJEN = "te_veel_rijen", "De tabellen in de brief hebben samen meer dan 500 rijen."
    TE_GROOT = "te_groot", "De brief is te groot om te maken."
    TE_VEEL_BLADZIJDEN = "te_veel_bladzijden", "De brief heeft meer dan 30 bladzijden."
    TE_LANG_BEZIG = "te_lang_bezig", "Het maken van de brief duurde te lang."
    TE_VEEL_GEHEUGEN = "te_veel_geheugen", "Het maken van de brief vroeg te veel geheugen."
    WAARSCHUWING = (
        "waarschuwing",
        "De brief is niet op te maken.",
    )
    VREEMD_ADRES = "vreemd_adres", "De brief verwijst naar een bestand van buiten."
    LETTERTYPE_ONTBREEKT = "lettertype_ontbreekt", "De letters van de huisstijl ontbreken op de server."
    ONVERWACHT = "onverwacht", "Het maken is vijf keer misgegaan. De oorzaak staat in het logboek van de server."


class BriefFout(Exception):
    """This letter cannot be made as it is: trying again gives the same outcome."""

    def __init__(self, code: Foutcode, uitleg: str = "") -> None:
        super().__init__(f"{code}: {uitleg}" if uitleg else str(code))
        self.code = code
        self.uitleg = uitleg
