"""The business of paying bills: values, rules and services, in plain Python."""
