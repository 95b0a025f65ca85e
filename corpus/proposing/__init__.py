"""A document in, the entry proposed from its own words out."""

from corpus.proposing.entry_text import entry_text
from corpus.proposing.proposal import Proposal, propose_entry

__all__ = ["Proposal", "entry_text", "propose_entry"]
