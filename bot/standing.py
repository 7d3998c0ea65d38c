"""Which documents of a generation may be cited now: not what is withdrawn, not what is corrected, one of each copy."""

from collections.abc import Mapping
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

    def silent(self, filters: Filters) -> frozenset[str]:
        """The ids of the documents that are not cited: of copies all but the first that the filters allow.

        What repeats a document that was withdrawn or corrected is not cited in its place.
        """
        manifest, documents = self._generation.manifest, self._generation.documents
        found = set(self.withdrawn.keys() | manifest.superseded.keys())
        for issuer, copies in manifest.copies.items():
            if issuer in found:
                found.update(copies)
                continue
            allowed = (id_ for id_ in (issuer, *copies) if id_ not in found and filters.allow(documents[id_].source))
            cited = next(allowed, None)
            found.update(id_ for id_ in (issuer, *copies) if id_ != cited)
        return frozenset(found)

    def also_at(self, id_: str, filters: Filters) -> tuple[Source, ...]:
        """Where else the story of a cited document stands, as far as the filters allow; the issuer first."""
        issuer = self._issuers.get(id_, id_)
        others = [other for other in (issuer, *self._generation.manifest.copies.get(issuer, ())) if other != id_]
        out = self.withdrawn.keys() | self._generation.manifest.superseded.keys()
        sources = [self._generation.documents[other].source for other in others if other not in out]
        return tuple(source for source in sources if filters.allow(source))

    @cached_property
    def _issuers(self) -> Mapping[str, str]:
        return {copy: issuer for issuer, copies in self._generation.manifest.copies.items() for copy in copies}
