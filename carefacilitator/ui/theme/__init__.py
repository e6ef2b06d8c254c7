"""How everything looks: colours and sizes as tokens, fonts, icons, style sheet, painting."""
