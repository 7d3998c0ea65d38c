"""Texts -> vectors by several workers: processes of this machine, or the machines of a Ray cluster.

The work is cut into batches, longest texts first, so that no worker is left with a long one at the end. A batch is a
pure function of its texts: one whose worker dies is done again, by another, and nothing else is.
"""

import os
import re
import socket
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache, partial
from itertools import islice
from logging import ERROR
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait as until_any_is_ready
from threading import Thread
from typing import Any

import numpy as np
from pydantic import SecretStr

from ingest.embed import encoder_name, open_encoder
from ingest.encoder import BATCH, Encoder, Progress, Vectors
from ingest.errors import EncoderError
from ingest.settings import Settings, go_offline

# How often a batch is tried whose worker dies.
_TRIES = 3
_KNOCK_SECONDS = 5.0

Batch = Sequence[str]
Embed = Callable[[Batch], Vectors]


class SpreadEncoder(Encoder):
    """The encoder of the settings, in several workers; for many texts. Every worker loads it once."""

    def __init__(self, settings: Settings) -> None:
        self.name = encoder_name(settings)
        self._settings = settings

    def encode(self, texts: Sequence[str], progress: Progress = lambda done: None) -> Vectors:
        """See Encoder. What is less than a batch is embedded in this process."""
        if len(texts) <= BATCH:
            return self._here.encode(texts, progress)
        rows: dict[int, Vectors] = {}
        for places, vectors in self.batches(texts):
            rows |= zip(places, vectors, strict=True)
            progress(len(places))
        return np.stack([rows[place] for place in range(len(texts))])

    def batches(self, texts: Sequence[str]) -> Iterator[tuple[list[int], Vectors]]:
        """See Encoder. Raises EncoderError when a batch kills one worker after another, or Ray cannot be had."""
        order = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
        places = [order[first : first + BATCH] for first in range(0, len(order), BATCH)]
        if len(places) < 2:
            yield from self._here.batches(texts)
            return
        # What a worker need not know, it is not told.
        told = self._settings.model_copy(update={"threads": self._threads, "chroma_token": SecretStr("")})
        embed = partial(embed_batch, told)
        run = on_ray if self._settings.ray_address else in_processes
        for number, vectors in run(embed, [[texts[place] for place in batch] for batch in places], self._settings):
            yield places[number], vectors

    def is_word(self, word: str) -> bool:
        """See Encoder."""
        return self._here.is_word(word)

    @property
    def _threads(self) -> int:
        """Of each worker here; on a cluster every task has one processor."""
        return 1 if self._settings.ray_address else max(1, self._settings.threads // self._settings.embed_processes)

    @property
    def _here(self) -> Encoder:
        return _encoder(self._settings)


def open_spread(settings: Settings) -> Encoder:
    """The encoder for an ingest: as many workers as the settings say. Raises EncoderError."""
    if settings.ray_address or settings.embed_processes > 1:
        return SpreadEncoder(settings)
    return open_encoder(settings)


def embed_batch(settings: Settings, texts: Batch) -> Vectors:
    """A worker's part: the vectors of some texts."""
    return _encoder(settings).encode(texts)


@lru_cache(maxsize=1)
def _encoder(settings: Settings) -> Encoder:
    """Loaded once a process, which on a cluster has an environment of its own."""
    go_offline(settings)
    return open_encoder(settings)


def in_processes(embed: Embed, batches: Sequence[Batch], settings: Settings) -> Iterator[tuple[int, Vectors]]:
    """Each batch's number with its vectors, as they come. A pool whose worker died is replaced by a new one."""
    waiting, tries = dict(enumerate(batches)), 0
    while waiting and tries < _TRIES:
        before = len(waiting)
        pool = ProcessPoolExecutor(settings.embed_processes, get_context("spawn"), _end_with_parent)
        try:
            futures = {pool.submit(embed, batch): number for number, batch in waiting.items()}
            for future in _as_they_end(futures):
                yield futures[future], future.result()
                del waiting[futures[future]]
        except BrokenProcessPool:
            tries = tries + 1 if len(waiting) == before else 1
        finally:
            pool.shutdown(cancel_futures=True)
    if waiting:
        raise EncoderError(
            f"{_TRIES} times a process that embeds was ended from outside, as a machine short of memory does. "
            "Set CLUSTER_EMBED_PROCESSES lower and run this again: what is embedded already is kept."
        )


def _end_with_parent() -> None:
    """In a worker: end when the ingest does, even when that is killed; a worker would wait for ever for more to do."""
    parent = parent_process()
    if parent is not None:
        Thread(target=_outlive, args=(parent.sentinel,), daemon=True).start()


def _outlive(sentinel: int) -> None:
    until_any_is_ready([sentinel])
    os._exit(1)


def _as_they_end(futures: dict[Future[Vectors], int]) -> Iterator[Future[Vectors]]:
    pending = set(futures)
    while pending:
        done, pending = wait(pending, return_when=FIRST_COMPLETED)
        # Those that were done before the pool broke count.
        yield from sorted(done, key=lambda future: future.exception() is not None)


def on_ray(embed: Embed, batches: Sequence[Batch], settings: Settings) -> Iterator[tuple[int, Vectors]]:
    """Each batch's number with its vectors, as they come. Ray gives a batch whose worker or machine died to another."""
    ray = _connected(settings)
    from ray.exceptions import RayError

    def task(batch: Batch) -> Vectors:
        return embed(batch)

    remote = ray.remote(max_retries=_TRIES, num_cpus=1)(task)
    waiting = iter(enumerate(batches))
    running: dict[Any, int] = {}
    try:
        # Two for each processor: none has to wait, and what waits takes no memory in the cluster.
        ahead = 2 * max(1, int(ray.cluster_resources().get("CPU", 1)))
        while True:
            running |= {remote.remote(batch): number for number, batch in islice(waiting, ahead - len(running))}
            if not running:
                return
            [ready], _ = ray.wait(list(running), num_returns=1)
            yield running.pop(ready), ray.get(ready)
    except RayError as error:
        reason = str(error).strip().splitlines()[-1][:200]
        raise EncoderError(
            f"Ray at {settings.ray_address} could not embed a batch in {_TRIES + 1} tries ({reason}). See that this "
            "program is installed on every machine of the cluster, and run this again."
        ) from error
    finally:
        ray.shutdown()


def _connected(settings: Settings) -> Any:
    """Ray, connected to the cluster of the settings; "local" starts one on this machine."""
    try:
        import ray
    except ImportError as error:
        raise EncoderError(
            "RAY_ADDRESS is set, and Ray is not installed. Run `.venv/bin/pip install -e '.[ray]'`, or unset it."
        ) from error
    address = settings.ray_address
    try:
        _knock(address)
        ray.init(
            address=address,
            num_cpus=settings.embed_processes if address == "local" else None,
            include_dashboard=False if address == "local" else None,
            log_to_driver=False,
            logging_level=ERROR,
        )
    except (OSError, RuntimeError, ValueError) as error:
        raise EncoderError(
            f"No Ray cluster answers at RAY_ADDRESS={address!r}. Start one with `ray start --head`, use 'local' for "
            "processes of this machine, or unset it."
        ) from error
    return ray


def _knock(address: str) -> None:
    """Raises OSError when nothing listens at HOST:PORT: Ray itself tries for minutes, and then ends the process."""
    if match := re.fullmatch(r"(?:ray://)?([^:/]+):(\d+)", address):
        socket.create_connection((match[1], int(match[2])), timeout=_KNOCK_SECONDS).close()
