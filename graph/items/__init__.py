"""What is asked of items: what is said of one and by whom, how two hang together, what one is called like."""
