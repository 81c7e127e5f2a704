"""Files and folders: replaced safely, remembered so that it can be undone, named rightly."""
