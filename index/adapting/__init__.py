"""Training of the packaged model on questions of the field: questions in, index/adapter.safetensors out.

Not peft: its `inject_adapter_in_model` would keep the states of the lower layers cached, but it is one more dependency
for the 15 lines of `LowRank`, and its files would have to be turned into the products that the conversion merges. Not
the trainer of sentence-transformers: it takes texts and runs every layer at each step, three times as long on two
cores, and its losses know neither what is fair to show nor a question that nothing answers.
"""
