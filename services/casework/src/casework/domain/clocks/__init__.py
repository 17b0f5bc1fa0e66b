"""The law's clocks: rules as data, working time of Vietnam, and due times that explain themselves."""
