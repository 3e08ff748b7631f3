"""The rank list: built in the order wanted, with chances, realities and a checklist."""
