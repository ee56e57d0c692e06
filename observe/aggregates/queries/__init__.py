"""The SQL of figures about observations. What a viewer may see comes in as a Select made by ``policy``."""
