// What is kept on purpose by libraries that the readers load, and is no leak: fontconfig's cache of fonts.

extern "C" const char* __lsan_default_suppressions();  // NOLINT: the name that the sanitizer looks for
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig\n"; }
