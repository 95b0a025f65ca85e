"""Passages in, evidence out: embeddings, keywords, the register of amounts, building and searching."""
