"""What somebody lacks of a pattern: near misses, the nearest first, and explanations step by step."""
