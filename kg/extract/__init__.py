"""Sentences to extractions: grammar, no libraries."""
