"""Pages of a list that may be long."""

from functools import cached_property

from django.core.paginator import Paginator


class Eerste(Paginator):
    """The first so many rows of a list, in pages. It counts no further, so that a page costs the same whatever lies
    behind it; `is_meer` says that something does."""

    HOOGSTENS = 500

    @cached_property
    def _geteld(self) -> int:
        """Up to one more than is shown; a count needs no order."""
        return int(self.object_list.order_by()[: self.HOOGSTENS + 1].count())  # type: ignore[attr-defined]  # a queryset

    @cached_property
    def count(self) -> int:
        return min(self._geteld, self.HOOGSTENS)

    @property
    def is_meer(self) -> bool:
        return self._geteld > self.HOOGSTENS
