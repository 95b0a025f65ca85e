"""A query and its evidence in, statements with their citations out."""
