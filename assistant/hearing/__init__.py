"""Hearing what a question asks for, whatever its words: a linear model trained on phrasings, beside the patterns."""
