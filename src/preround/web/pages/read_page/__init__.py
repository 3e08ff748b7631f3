"""Reading a program's own page: proposals with their sentences, kept one by one."""
