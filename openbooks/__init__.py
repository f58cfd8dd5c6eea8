"""OpenBooks (阳光账本): a trade union's finances in the open, every figure opened to its line."""

__version__ = "0.1.0"
