"""What a document says, gathered for paper: by consent, in the language of the paper."""
