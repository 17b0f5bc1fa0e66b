"""Ways in besides watching: what people and programs hand over. One file each, one shape for all of them."""
