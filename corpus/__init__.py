"""Sample disclosures of fictional public bodies, with their truth, and the maker of both."""
