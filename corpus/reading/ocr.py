"""A PDF with pages that are images in, the same PDF with their text out; by ocrmypdf, where it is installed."""

import shutil
import subprocess
from pathlib import Path

from corpus.errors import SetupError
from corpus.reading.record import UnreadableFileError

_PROGRAM = "ocrmypdf"
_OPTIONS = ("--quiet", "--skip-text", "--language", "fra", "--output-type", "pdf")


class NoOcrError(SetupError):
    """Optical recognition was asked for, and the program that does it is not there."""


def require_program() -> str:
    """Return the path of the program; raise NoOcrError when it is not installed."""
    program = shutil.which(_PROGRAM)
    if program is None:
        raise NoOcrError(f"{_PROGRAM} is not installed. Install it with: apt install ocrmypdf tesseract-ocr-fra")
    return program


def recognise(source: Path, target: Path, timeout_s: float = 600) -> None:
    """Write to `target` the PDF at `source` with a text on each page that has none; other pages stay as they are."""
    program = require_program()
    try:
        subprocess.run([program, *_OPTIONS, source, target], capture_output=True, check=True, timeout=timeout_s)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFileError(source.name, f"no text after {timeout_s:g} s of OCR", "Split it.") from error
    except subprocess.CalledProcessError as error:
        reason = error.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise UnreadableFileError(source.name, f"OCR failed ({reason})", "Add a version with text.") from error
