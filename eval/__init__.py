"""Question sets in, scores and a verdict out."""
