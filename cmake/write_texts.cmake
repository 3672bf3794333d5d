# write_texts: OUTPUT becomes a source with the function NAME, which returns name and text of all files TEXTS.
set(head "std::vector<std::pair<char const*, char const*>> ${NAME}()")
set(source "#include <utility>\n#include <vector>\n\nnamespace mixup {\n${head};\n${head} {\n  return {\n")
foreach(file ${TEXTS})
  file(READ ${file} text)
  get_filename_component(name ${file} NAME)
  string(APPEND source "    {\"${name}\", R\"text(${text})text\"},\n")
endforeach()
file(WRITE ${OUTPUT} "${source}  };\n}\n}  // namespace mixup\n")
