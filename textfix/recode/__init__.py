"""What bytes have to do with it: byte tables, and what mistaken reading of bytes leaves behind."""
