"""What a document may say: its content, charts and figures, codes and colours that stand on it."""
