"""What several folders of tests share: the real index of the five documents, made once."""

import os
from pathlib import Path

import pytest

from assistant.building import open_assistant

ROOT = Path(__file__).parents[1]
DOCUMENTS = ROOT / "corpus" / "documents"


@pytest.fixture(scope="session", autouse=True)
def _in_the_project_folder():
    """Run from the project's folder, as the commands are, without settings of the machine."""
    os.chdir(ROOT)
    for name in [name for name in os.environ if name.split("_")[0] in {"CORPUS", "INDEX", "ASSISTANT", "UI", "EVAL"}]:
        del os.environ[name]


@pytest.fixture(scope="session")
def index_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("index")


@pytest.fixture(scope="session")
def assistant(index_folder):
    return open_assistant(DOCUMENTS, index_folder)
