"""Before people leave: documents, bundles, devices, and what must not leave."""
