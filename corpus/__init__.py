"""The documents as published: their entries, their text, their passages, and the vocabulary of the field."""
