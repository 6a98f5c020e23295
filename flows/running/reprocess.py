"""Processing again what an OUT knows: its documents' files, where the runs found them."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urldefrag

from flows.jobs import Limits
from flows.running.run import RunRequest
from outputs.store.holdings import HeldDocument, known_documents, local_path


def reprocessing(out: Path, failed: bool, workers: int, limits: Limits, force: bool) -> RunRequest:
    """The run over all documents of ``out``, or over those that failed, which are then done again.

    Raises :class:`~outputs.store.bundles.DamagedBundle`.
    """
    documents = [one for one in known_documents(out) if not failed or one.status == "failed"]
    files = [source for document in documents if (source := _source(document)) is not None]
    wanted = {document.document_id: document.file_name for document in documents}
    return RunRequest(files, out, workers, limits, force or failed, wanted=wanted)


def _source(document: HeldDocument) -> Path | str | None:
    """The place where the file was seen last, of those that are still there; an address may be."""
    for source in document.sources:
        path = local_path(source)
        if path is None:
            return unquote(urldefrag(source).url)
        if path.is_file():
            return path
    return None
