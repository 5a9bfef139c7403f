"""Measures of the running programs. Every figure stands beside a bound measured in the same run."""
