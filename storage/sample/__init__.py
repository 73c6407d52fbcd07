"""The sample study: content written by hand, and the functions that load it."""
