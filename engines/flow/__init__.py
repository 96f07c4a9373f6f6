"""The flow engine: approvals and processes as graphs of nodes, and the one function that moves an instance on."""
