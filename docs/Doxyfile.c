# The header for C alone, of which nothing may be without words: each function, parameter, member and value.
@INCLUDE               = docs/Doxyfile
OUTPUT_DIRECTORY       = build/doxygen/c
INPUT                  = libmarkings/c/markings.h
EXTRACT_ALL            = NO
INPUT_FILTER           =
GENERATE_HTML          = NO
GENERATE_XML           = YES
OPTIMIZE_OUTPUT_FOR_C  = YES
