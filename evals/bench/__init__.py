"""Speed and memory beside the stock LangChain recipe, and beside what the processor could do; see ``__main__``."""
