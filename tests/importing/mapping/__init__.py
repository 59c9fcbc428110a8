"""Tables of measures that cities made for themselves: the rules, without pages or databases."""
