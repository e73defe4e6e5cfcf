"""What an agency's chat wishes: hours, days, kinds, a pause; days off and events of its own."""
