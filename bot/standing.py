"""Which documents of a generation may be cited now: not what is withdrawn, not what is corrected, one of each copy."""

from collections.abc import Container, Mapping
from functools import cached_property

from bot.types import Filters
from ingest.generation import Generation
from ingest.types import Source
from ingest.withdrawn import Notice, barred


class Standing:
    """A generation in the light of what has been withdrawn from it."""

    def __init__(self, generation: Generation, notices: Mapping[str, Notice]) -> None:
        self._generation = generation
        self._notices = notices

    @cached_property
    def withdrawn(self) -> Mapping[str, Notice]:
        """The withdrawn documents with their notices."""
        # Nothing is looked up where nothing is withdrawn, which is nearly always.
        return barred(self._generation, self._notices) if self._notices else {}

    def silent(self, filters: Filters) -> "Silent":
        """The documents that are not cited: of copies all but the first that the filters allow.

        What repeats a document that was withdrawn or corrected is not cited in its place.
        """
        return Silent(self, filters)

    def is_out(self, id_: str) -> bool:
        """Whether a document is withdrawn or corrected."""
        return id_ in self.withdrawn or id_ in self._generation.manifest.superseded

    def cited_of(self, id_: str, filters: Filters) -> str | None:
        """The document that is cited of those that tell the story of ``id_``; None where none is."""
        issuer = self._generation.issuers.get(id_, id_)
        if self.is_out(issuer):
            return None
        told = (issuer, *self._generation.manifest.copies.get(issuer, ()))
        if len(told) == 1:
            return id_
        documents = self._generation.documents
        return next((one for one in told if not self.is_out(one) and filters.allow(documents[one].source)), None)

    def also_at(self, id_: str, filters: Filters) -> tuple[Source, ...]:
        """Where else the story of a cited document stands, as far as the filters allow; the issuer first."""
        issuer = self._generation.issuers.get(id_, id_)
        others = [other for other in (issuer, *self._generation.manifest.copies.get(issuer, ())) if other != id_]
        sources = [self._generation.documents[other].source for other in others if not self.is_out(other)]
        return tuple(source for source in sources if filters.allow(source))


class Silent(Container[str]):
    """Ids of documents that are not cited, looked at one by one: a question meets few, a large store has many."""

    def __init__(self, standing: Standing, filters: Filters) -> None:
        self._standing, self._filters = standing, filters

    def __contains__(self, id_: object) -> bool:
        return isinstance(id_, str) and self._standing.cited_of(id_, self._filters) != id_
