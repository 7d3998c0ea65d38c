"""The encoder's tokenizer out of its file, which asks for padding and truncation of its own."""

from functools import cache
from pathlib import Path

from tokenizers import Tokenizer


@cache
def open_tokenizer(path: Path, most: int | None = None) -> Tokenizer:
    """The tokenizer without padding; texts are cut to ``most`` tokens, or not at all. Who asks again shares it."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    if most is not None:
        tokenizer.enable_truncation(most)
    return tokenizer
