# Writes a C++ file that holds the bytes of INPUT. Hexadecimal, so that no byte needs escaping.
file(READ "${INPUT}" bytes HEX)
string(REGEX REPLACE "(................................................................)" "\\1\n" bytes "${bytes}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
file(WRITE "${OUTPUT}"
     "#include <string_view>\n"
     "namespace markings::internal {\n"
     "extern const std::string_view ${SYMBOL};\n"
     "static constexpr char kBytes[] = {\n${bytes}'\\0'};\n"
     "const std::string_view ${SYMBOL}(kBytes, sizeof(kBytes) - 1);\n"
     "}  // namespace markings::internal\n")
