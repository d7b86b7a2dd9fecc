"""Freezing the joint account: the document, the words of its stories beside it, and what is kept of it to search."""

from collections.abc import Iterator

from django.db.models import Max

from kern.canoniek import als_json, sha256_van
from verantwoording.models import Stukverhaal, Verantwoording, Verantwoordingsstuk, Verhaal
from verantwoording.services.uitkomsten import leg_uitkomsten_vast
from verantwoording.stuk import Stuk, Vertelling


def bevries(verantwoording: Verantwoording, stuk: Stuk) -> Verantwoordingsstuk:
    """The next document of this account, as it was composed. Called in a transaction, under the lock of its
    application."""
    inhoud = als_json(stuk.to_json())
    vastgelegd = Verantwoordingsstuk.objects.create(
        verantwoording=verantwoording,
        nummer=(verantwoording.stukken.aggregate(hoogste=Max("nummer"))["hoogste"] or 0) + 1,
        inhoud=inhoud,
        sha256=sha256_van(inhoud),
    )
    Stukverhaal.objects.bulk_create(_verhalen(vastgelegd, stuk))
    leg_uitkomsten_vast(vastgelegd)
    return vastgelegd


def _verhalen(vastgelegd: Verantwoordingsstuk, stuk: Stuk) -> Iterator[Stukverhaal]:
    """Of the stories as they are told now, those that stand in the document, by their hash."""
    in_stuk = {verhaal.sha256 for een in stuk.met_verhalen for verhaal in een.verhalen}
    verteld = Verhaal.objects.filter(verslag__deelverslag__verantwoording=vastgelegd.verantwoording_id)
    for pk, verslag, van, stadsdeel, tekst, zout in verteld.order_by("pk").values_list(
        "pk", "verslag", "van", "stadsdeel__naam", "tekst", "zout"
    ):
        vertelling = Vertelling.van_verhaal(van=van, stadsdeel=stadsdeel, tekst=tekst, zout=zout)
        if vertelling.sha256 in in_stuk and vertelling.woorden is not None:
            yield Stukverhaal(
                stuk=vastgelegd,
                verslag_id=verslag,
                verhaal_id=pk,
                sha256=vertelling.sha256,
                **vars(vertelling.woorden),
            )
