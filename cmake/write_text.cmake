# write_text: OUTPUT becomes a source with the text of the file TEXT under the name NAME.
file(READ ${TEXT} text)
file(WRITE ${OUTPUT} "namespace mixup {\nextern char const* const ${NAME};\nchar const* const ${NAME} = R\"text(${text})text\";\n}  // namespace mixup\n")
