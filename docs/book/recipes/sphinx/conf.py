project = "My book"
html_js_files = [("https://your.host/play/embed.js", {"async": "async"})]
