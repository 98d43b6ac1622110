"""What people and programs call: the command line, the web page, GraphQL."""
