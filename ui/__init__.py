"""The Streamlit pages: they call the assistant and draw what it returns."""
