"""Which letters go to a program or a specialty, chosen by hand."""
