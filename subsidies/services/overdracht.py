"""Taking what was written in one application along as the start of another."""

from collections.abc import Mapping

from django.db import models

from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraag, Aanvraagdeel, Antwoord, Onderdeel, Versie
from subsidies.models.voorziening import RELATIES
from subsidies.services.losmaken import leg_versies_vast


def neem_deel_over(bron: Aanvraagdeel, aanvraag: Aanvraag, door: Lidmaatschap) -> Aanvraagdeel:
    """A new part in `aanvraag` with all that is written in `bron`; its saved versions begin anew."""
    deel = Aanvraagdeel.objects.create(
        aanvraag=aanvraag, organisatie_id=bron.organisatie_id, vorig_jaar=bron.vorig_jaar, begroting_versie=1
    )
    for post in bron.posten.prefetch_related("bedragen"):
        bedragen = list(post.bedragen.all())
        _kopie(post, deel=deel)
        for bedrag in bedragen:
            _kopie(bedrag, post=post)
    overgenomen, kopie_van = [(Onderdeel.BEGROTING, bron.pk, deel.pk)], {}
    for voorziening in bron.voorzieningen.prefetch_related("per_jaar", *RELATIES):
        oud, jaren = voorziening.pk, list(voorziening.per_jaar.all())
        relaties = {naam: list(getattr(voorziening, naam).all()) for naam in RELATIES}
        _kopie(voorziening, deel=deel, versie=1)
        for jaar in jaren:
            _kopie(jaar, voorziening=voorziening)
        for naam, keuzes in relaties.items():
            getattr(voorziening, naam).add(*keuzes)
        overgenomen.append((Onderdeel.VOORZIENING, oud, voorziening.pk))
        kopie_van[oud] = voorziening.pk
    _eerste_versies(aanvraag, overgenomen, door)
    _neem_activiteiten_over(bron, deel, kopie_van, door)
    return deel


def _neem_activiteiten_over(
    bron: Aanvraagdeel, deel: Aanvraagdeel, kopie_van: Mapping[int, int], door: Lidmaatschap
) -> None:
    """Each belongs to the copy of its voorziening."""
    activiteiten = list(bron.activiteiten.prefetch_related("indicatoren__streefwaarden", "principes"))
    for activiteit in activiteiten:
        principes, indicatoren = list(activiteit.principes.all()), list(activiteit.indicatoren.all())
        voorziening = kopie_van.get(activiteit.voorziening_id) if activiteit.voorziening_id else None
        _kopie(activiteit, deel=deel, voorziening_id=voorziening, versie=1)
        activiteit.principes.add(*principes)
        for indicator in indicatoren:
            streefwaarden = list(indicator.streefwaarden.all())
            _kopie(indicator, activiteit=activiteit)
            for streefwaarde in streefwaarden:
                _kopie(streefwaarde, indicator=indicator)
    leg_versies_vast(activiteiten, door=door)


def neem_teksten_over(bron: Aanvraag, aanvraag: Aanvraag, door: Lidmaatschap) -> None:
    """The joint texts of `bron` as the first version of those of `aanvraag`, question by question."""
    vraag = ("criterium_id", "eis_id", "functie_id")
    geschreven = {
        tuple(getattr(antwoord, veld) for veld in vraag): antwoord for antwoord in bron.antwoorden.exclude(tekst="")
    }
    overgenomen = []
    for antwoord in aanvraag.antwoorden.all():
        oud = geschreven.get(tuple(getattr(antwoord, veld) for veld in vraag))
        if oud is not None:
            Antwoord.objects.filter(pk=antwoord.pk).update(tekst=oud.tekst, versie=1)
            overgenomen.append((Onderdeel.ANTWOORD, oud.pk, antwoord.pk))
    _eerste_versies(aanvraag, overgenomen, door)


def _kopie(rij: models.Model, **velden: object) -> None:
    """Save the same row once more, under its own new key and with other `velden`."""
    rij.pk, rij._state.adding = None, True
    for veld, waarde in velden.items():
        setattr(rij, veld, waarde)
    rij.save()


def _eerste_versies(aanvraag: Aanvraag, onderdelen: list[tuple[Onderdeel, int, int]], door: Lidmaatschap) -> None:
    """What was saved last of each section (kind, old key, new key) is the first version of its copy."""
    for soort in Onderdeel:
        nieuw = {oud: nieuw for welke, oud, nieuw in onderdelen if welke == soort}
        laatste = Versie.objects.filter(soort=soort, onderdeel__in=nieuw).order_by("onderdeel", "-nummer")
        Versie.objects.bulk_create(
            Versie(
                aanvraag=aanvraag,
                soort=soort,
                onderdeel=nieuw[versie.onderdeel],
                nummer=1,
                inhoud=versie.inhoud,
                door=door,
            )
            for versie in laatste.distinct("onderdeel")
        )
