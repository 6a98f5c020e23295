"""Processing again what an OUT knows: its documents' files, where the runs found them."""

from __future__ import annotations

from pathlib import Path

from flows.jobs import Limits
from flows.run import RunRequest
from outputs.holdings import known_documents, local_path


def reprocessing(out: Path, failed: bool, workers: int, limits: Limits, force: bool) -> RunRequest:
    """The run over all documents of ``out``, or over those that failed, which are then done again.

    Raises :class:`~outputs.bundles.DamagedBundle`.
    """
    documents = [one for one in known_documents(out) if not failed or one.status == "failed"]
    files: list[Path] = []
    for document in documents:
        places = (local_path(source) for source in document.sources)
        files += [path for path in places if path is not None and path.is_file()][:1]
    wanted = {document.document_id: document.file_name for document in documents}
    return RunRequest(files, out, workers, limits, force or failed, wanted=wanted)
