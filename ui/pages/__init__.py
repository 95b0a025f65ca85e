"""The pages of the application: one module each, whose `show()` draws it."""
